//! Temporary files, for what does not fit in memory. That none can be had is the run's trouble and no document's: it is noted, for
//! the run to end with it.

use std::fs::File;
use std::io;
use std::sync::OnceLock;

static TROUBLE: OnceLock<String> = OnceLock::new();

/// A nameless file in the folder for temporary files.
///
/// # Errors
/// It cannot be made, which is noted.
pub fn temporary_file() -> io::Result<File> {
    tempfile::tempfile().inspect_err(note_temporary_trouble)
}

/// Notes that a temporary file cannot be made, written or read.
pub fn note_temporary_trouble(error: &io::Error) {
    let _ = TROUBLE.set(format!("{}: {error}", std::env::temp_dir().display()));
}

/// What went wrong first, with the folder's name.
pub fn temporary_trouble() -> Option<&'static str> {
    TROUBLE.get().map(String::as_str)
}
