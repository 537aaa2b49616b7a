//! Report files: written beside their place, synced, renamed. Under the final name stands the last whole report or none, readable
//! by its owner only from the first byte.

use super::Masker;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::NamedTempFile;

/// A report file in the making. Dropped without [`ReportFile::commit`], it leaves nothing under the final name.
#[derive(Debug)]
pub struct ReportFile {
    path: PathBuf,
    output: Arc<Mutex<Output>>,
}

#[derive(Debug)]
enum Output {
    /// Beside its place.
    Beside(NamedTempFile),
    /// A pipe or device: there is nothing to rename.
    Direct(File),
    /// Renamed, or given up.
    Done,
}

impl ReportFile {
    /// Begins the file that is to stand at `path`. A link is followed, be there anything at its end or not; a pipe or device is written
    /// straight to.
    ///
    /// # Errors
    /// The folder is missing or not writable, or `path` is a folder. The text names the file.
    pub fn create(path: &Path) -> io::Result<Self> {
        let begin = || {
            let place = place_of(path);
            let output = match std::fs::metadata(&place) {
                Ok(data) if data.is_dir() => return Err(io::Error::from(io::ErrorKind::IsADirectory)),
                Ok(data) if !data.is_file() => Output::Direct(File::options().write(true).open(&place)?),
                _ => Output::Beside(beside(&place)?),
            };
            Ok(ReportFile { path: place, output: Arc::new(Mutex::new(output)) })
        };
        begin().map_err(|error| named(path, &error))
    }

    /// What a report writes to.
    pub fn writer(&self) -> Box<dyn Write + Send> {
        Box::new(Writer { path: self.path.clone(), output: Arc::clone(&self.output) })
    }

    /// Syncs the file and puts it in its place.
    ///
    /// # Errors
    /// The disk is full, or the place can no longer be written. The text names the file; what stood there before still does.
    pub fn commit(self) -> io::Result<()> {
        let output = std::mem::replace(&mut *lock(&self.output), Output::Done);
        let place = || match output {
            Output::Beside(file) => {
                file.as_file().sync_all()?;
                file.persist(&self.path).map_err(|error| error.error)?;
                sync_folder(&self.path);
                Ok(())
            }
            Output::Direct(mut file) => file.flush(),
            Output::Done => Ok(()),
        };
        place().map_err(|error| named(&self.path, &error))
    }
}

/// Where what is written to `path` comes to stand: all links followed, those that lead to nothing yet among them.
pub fn place_of(path: &Path) -> PathBuf {
    /// As many links and missing folders as are followed; Linux takes as many links.
    const MOST_STEPS: usize = 40;
    followed(path, MOST_STEPS)
}

fn followed(path: &Path, steps: usize) -> PathBuf {
    let place = std::fs::canonicalize(path);
    let (Err(_), true) = (&place, steps > 0) else { return place.unwrap_or_else(|_| path.to_owned()) };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match std::fs::read_link(path) {
        Ok(target) => followed(&folder.join(target), steps - 1),
        // The folder may be missing as well.
        Err(_) => followed(folder, steps - 1).join(path.file_name().unwrap_or_default()),
    }
}

/// What the names of files and folders begin and end with until they are whole.
pub const UNFINISHED: (&str, &str) = (".skjerm-", ".part");

/// Files and folders that were begun, whole and in their place or not.
static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Remembers what is to be gone when the process ends before it is whole.
pub fn begun(path: &Path) {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
}

/// Removes what is not whole, for a process that ends here and now.
pub fn remove_unfinished() {
    for path in BEGUN.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        // What is whole has another name by now.
        let _ = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
    }
}

/// `path` as messages and reports may show it.
pub fn shown_path(path: &Path) -> String {
    Masker::default().argument(&path.display().to_string())
}

/// A hidden file in the folder of `path`, owner-only.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o600));
    }
    let file = builder.tempfile_in(folder)?;
    begun(file.path());
    Ok(file)
}

/// So that the new name outlives a power cut. Best effort: not every file system lets a folder be synced.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

fn lock(output: &Mutex<Output>) -> std::sync::MutexGuard<'_, Output> {
    output.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `error` with the file's name in front; its kind stays, for the caller to tell a full disk from a closed pipe.
fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", shown_path(path)))
}

struct Writer {
    path: PathBuf,
    output: Arc<Mutex<Output>>,
}

impl Writer {
    fn with(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<usize>) -> io::Result<usize> {
        let written = match &mut *lock(&self.output) {
            Output::Beside(file) => write(file.as_file_mut()),
            Output::Direct(file) => write(file),
            Output::Done => Err(io::Error::other("the report is finished")),
        };
        written.map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => named(&self.path, &error),
        })
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.with(|file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.with(|file| file.flush().map(|()| 0)).map(|_| ())
    }
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
