//! Opening a source: small files are read into the caller's buffer, large ones mapped.

use super::pages::{self, Mapped};
use super::{Origin, Source};
use crate::model::{Reason, Unread, note_temporary_trouble, temporary_file};
use memmap2::Mmap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::ops::Deref;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// Files above this many bytes are mapped. Below, reading into a warm buffer costs less than setting up a mapping (hot-path.md).
pub const MAP_ABOVE: u64 = 256 * 1024;

/// Standard input is kept in memory up to this many bytes; what is longer goes to a nameless temporary file.
const SPOOL_ABOVE: usize = 64 * 1024 * 1024;

/// The bytes of a source.
#[derive(Debug)]
pub enum Bytes<'b> {
    /// Read into the caller's buffer.
    Read(&'b [u8]),
    /// Mapped from the file.
    Mapped(Arc<Mapped>),
}

impl Deref for Bytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Read(bytes) => bytes,
            Bytes::Mapped(map) => map,
        }
    }
}

impl Source {
    /// Opens the source. `buffer` is cleared and used where the bytes are read: hand in the same one each time.
    ///
    /// # Errors
    /// The source is unreadable, has vanished, or changes while it is read.
    pub fn open<'b>(&self, buffer: &'b mut Vec<u8>) -> Result<Bytes<'b>, Unread> {
        buffer.clear();
        match &self.origin {
            Origin::Unreadable(unread) => Err(unread.clone()),
            Origin::StandardInput => {
                Awaited::new().and_then(|input| read_all(input, buffer)).map_err(|error| unreadable(&error))
            }
            Origin::File { path, .. } => open_file(path, buffer),
            Origin::Member => Err(Unread::new(Reason::Io, "it is only there while what holds it is read")),
        }
    }

    /// Why `read`, all bytes of the source as it was opened, are not what the walk found; `None` where they are. To be asked once
    /// they are searched, since somebody may write to a mapped file at any time. Of standard input and of what has no size to
    /// compare (`/proc`) nothing is known.
    pub fn change(&self, read: &[u8]) -> Option<Unread> {
        let Origin::File { path, modified, .. } = &self.origin else { return None };
        let is_as_it_was = path.metadata().is_ok_and(|now| {
            (now.len() == 0 && self.size == 0)
                || (now.len() == read.len() as u64 && modified.is_none_or(|then| now.modified().ok() == Some(then)))
        });
        let detail = match (is_as_it_was, pages::is_torn(read)) {
            (false, _) => "it changed while it was read",
            (true, true) => "some of it cannot be read: the disk or the network fails",
            (true, false) => return None,
        };
        Some(Unread::new(Reason::Io, detail))
    }
}

/// An error of the operating system as a reason. Its text holds no path.
pub(super) fn unreadable(error: &io::Error) -> Unread {
    let detail = match error.kind() {
        io::ErrorKind::NotFound => "it does not exist (any more)".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    };
    Unread::new(Reason::Io, detail)
}

fn open_file<'b>(path: &Path, buffer: &'b mut Vec<u8>) -> Result<Bytes<'b>, Unread> {
    let failed = |error: io::Error| unreadable(&error);
    let file = open_without_waiting(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    if !meta.is_file() {
        return Err(Unread::new(Reason::Io, "no longer a regular file"));
    }
    if meta.len() > MAP_ABOVE {
        return map(&file).map(Bytes::Mapped).map_err(failed);
    }
    // One byte more than expected tells of a file that grows; files of /proc say 0 and hold something nevertheless.
    let expected = if meta.len() == 0 { MAP_ABOVE } else { meta.len() };
    buffer.reserve(expected as usize + 1);
    file.take(expected + 1).read_to_end(buffer).map_err(failed)?;
    let read = buffer.len() as u64;
    if read > expected || (meta.len() > 0 && read < expected) {
        return Err(Unread::new(Reason::Io, "changed while it was read"));
    }
    Ok(Bytes::Read(buffer))
}

/// Opens for reading; a FIFO that has taken the place of a file since the walk does not hold the run up.
fn open_without_waiting(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use std::os::unix::fs::OpenOptionsExt;
        /// `O_NONBLOCK` of the platform's <fcntl.h>.
        const O_NONBLOCK: i32 = if cfg!(target_os = "linux") { 0o4000 } else { 0x4 };
        options.custom_flags(O_NONBLOCK);
    }
    options.open(path)
}

fn map(file: &File) -> io::Result<Arc<Mapped>> {
    // SAFETY: the mapping is private to this process and only read, and every reader takes it for bytes without any meaning
    // that must hold: a file whose content changes under us gives other findings, nothing worse. What of it cannot be read any
    // more is taken for zeros on Linux (`torn`); elsewhere that ends the process.
    unsafe { Mmap::map(file) }.map(pages::note)
}

fn read_all(mut input: impl Read, buffer: &mut Vec<u8>) -> io::Result<Bytes<'_>> {
    (&mut input).take(SPOOL_ABOVE as u64).read_to_end(buffer)?;
    if buffer.len() < SPOOL_ABOVE {
        return Ok(Bytes::Read(buffer));
    }
    let mut spool = temporary_file()?;
    spool.write_all(buffer).inspect_err(note_temporary_trouble)?;
    let mut piece = std::mem::take(buffer);
    piece.truncate(PIECE);
    piece.shrink_to_fit();
    loop {
        match input.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => spool.write_all(&piece[..read]).inspect_err(note_temporary_trouble)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    spool.rewind().inspect_err(note_temporary_trouble)?;
    map(&spool).map(Bytes::Mapped)
}

/// Bytes that are read from standard input at a time.
const PIECE: usize = 64 * 1024;

/// Nobody waits for standard input any more.
static GIVEN_UP: AtomicBool = AtomicBool::new(false);

/// Ends the waiting for standard input: the run is to end, and nobody may ever write anything there.
pub fn stop_waiting() {
    GIVEN_UP.store(true, Ordering::Relaxed);
}

/// Standard input, read by a thread of its own, so that waiting for it can be given up.
struct Awaited {
    pieces: mpsc::Receiver<io::Result<Vec<u8>>>,
    piece: Vec<u8>,
    from: usize,
}

impl Awaited {
    fn new() -> io::Result<Self> {
        let (filled, pieces) = mpsc::sync_channel(4);
        let read_on = move || {
            loop {
                let mut piece = vec![0; PIECE];
                let read = match io::stdin().lock().read(&mut piece) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    read => read,
                };
                let is_last = !matches!(read, Ok(1..));
                let sent = filled.send(read.map(|read| {
                    piece.truncate(read);
                    piece
                }));
                if is_last || sent.is_err() {
                    return;
                }
            }
        };
        std::thread::Builder::new().spawn(read_on)?;
        Ok(Awaited { pieces, piece: Vec::new(), from: 0 })
    }
}

impl Read for Awaited {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.from == self.piece.len() {
            match self.pieces.recv_timeout(Duration::from_millis(50)) {
                Ok(piece) => (self.piece, self.from) = (piece?, 0),
                Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(0),
                Err(mpsc::RecvTimeoutError::Timeout) if GIVEN_UP.load(Ordering::Relaxed) => {
                    return Err(io::Error::other("the run was interrupted"));
                }
                Err(mpsc::RecvTimeoutError::Timeout) => continue,
            }
            if self.piece.is_empty() {
                return Ok(0);
            }
        }
        let read = into.len().min(self.piece.len() - self.from);
        into[..read].copy_from_slice(&self.piece[self.from..self.from + read]);
        self.from += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::walk;

    fn only_source(path: &Path) -> Source {
        walk([path.as_os_str().to_owned()]).next().expect("one source")
    }

    #[test]
    fn small_files_are_read_and_large_ones_mapped() {
        let folder = tempfile::tempdir().expect("folder");
        let (small, large) = (folder.path().join("small"), folder.path().join("large"));
        std::fs::write(&small, "abc").expect("written");
        std::fs::write(&large, vec![b'x'; MAP_ABOVE as usize + 1]).expect("written");
        let mut buffer = b"from before".to_vec();
        assert!(matches!(only_source(&small).open(&mut buffer), Ok(Bytes::Read(b"abc"))));
        let source = only_source(&large);
        let bytes = source.open(&mut buffer).expect("opened");
        assert!(matches!(bytes, Bytes::Mapped(_)) && bytes.len() as u64 == source.size());
    }

    #[test]
    fn a_file_that_changes_after_the_walk_is_no_crash() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("file");
        std::fs::write(&path, vec![b'x'; 1_000_000]).expect("written");
        let source = only_source(&path);
        std::fs::write(&path, "short").expect("written");
        assert_eq!(source.change(&[b'x'; 1_000_000]).map(|unread| unread.reason), Some(Reason::Io));
        assert_eq!(&*source.open(&mut Vec::new()).expect("opened"), b"short");
        std::fs::remove_file(&path).expect("removed");
        let reason = source.open(&mut Vec::new()).map(|_| ()).map_err(|unread| unread.reason);
        assert_eq!(reason, Err(Reason::Io));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_mapped_file_that_is_cut_short_ends_in_zeros() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("file");
        std::fs::write(&path, vec![b'x'; 1_000_000]).expect("written");
        let source = only_source(&path);
        let (mut buffer, mut other) = (Vec::new(), Vec::new());
        let (bytes, whole) = (source.open(&mut buffer).expect("opened"), source.open(&mut other).expect("opened"));
        assert!(whole.iter().all(|byte| *byte == b'x') && source.change(&whole).is_none());
        let file = File::options().write(true).open(&path).expect("opened");
        file.set_len(100_000).expect("cut");
        let read = bytes.iter().take_while(|byte| **byte == b'x').count();
        assert_eq!(read, 100_000);
        assert!(bytes[read..].iter().all(|byte| *byte == 0), "the rest is zeros");
        assert!(pages::is_torn(&bytes) && !pages::is_torn(&whole));
        assert_eq!(source.change(&bytes).map(|unread| unread.reason), Some(Reason::Io));
    }

    #[test]
    fn long_standard_input_goes_to_a_file() {
        let long = vec![b'x'; SPOOL_ABOVE + 10];
        let mut buffer = Vec::new();
        let bytes = read_all(&*long, &mut buffer).expect("read");
        assert!(matches!(bytes, Bytes::Mapped(_)));
        assert_eq!(bytes.len(), long.len());
    }
}
