//! The walk: every file below the arguments, in an order that depends on names alone.

use super::{FileId, Origin, Source, name, open::unreadable};
use crate::model::{Reason, Unread};
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::FileType;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Finds what the arguments name: files, folders with all below them (hidden files too), and `-` for standard input. The
/// arguments keep their order, one given twice counts once; within a folder paths come sorted by their bytes. Links are
/// followed. What is no regular file, or cannot be reached, comes out as an unread source.
pub fn walk(arguments: impl IntoIterator<Item = OsString>) -> Walk {
    let mut seen = HashSet::new();
    let mut arguments: Vec<_> = arguments.into_iter().filter(|argument| seen.insert(argument.clone())).collect();
    arguments.reverse();
    Walk { arguments, below: None }
}

/// The sources below some arguments.
#[derive(Debug)]
pub struct Walk {
    /// Those to come, the next one last.
    arguments: Vec<OsString>,
    below: Option<Below>,
}

/// The walk below one argument.
#[derive(Debug)]
struct Below {
    argument: PathBuf,
    path: String,
    name_at: usize,
    last_at: usize,
    entries: walkdir::IntoIter,
}

impl Iterator for Walk {
    type Item = Source;

    fn next(&mut self) -> Option<Source> {
        loop {
            if let Some(below) = &mut self.below {
                match below.next() {
                    Some(source) => return Some(source),
                    None => self.below = None,
                }
            }
            let argument = self.arguments.pop()?;
            if argument == "-" {
                return Some(Source::new("-".into(), 1, 0, Origin::StandardInput));
            }
            self.below = Some(Below::new(argument.into()));
        }
    }
}

impl Below {
    fn new(argument: PathBuf) -> Self {
        let name::Argument { path, name_at, last_at } = name::argument(&argument);
        let entries = WalkDir::new(&argument).follow_links(true).sort_by(by_path_bytes).into_iter();
        Below { argument, path, name_at, last_at, entries }
    }

    fn next(&mut self) -> Option<Source> {
        loop {
            match self.entries.next()? {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) => return Some(self.found(entry)),
                Err(error) => {
                    let unread = unreachable_because(&error);
                    let path = error.path().unwrap_or(&self.argument);
                    return Some(self.source(path, 0, Origin::Unreadable(unread)));
                }
            }
        }
    }

    fn found(&self, entry: DirEntry) -> Source {
        let path = entry.path();
        match entry.metadata() {
            Ok(meta) if meta.is_file() => {
                let origin =
                    Origin::File { path: path.to_owned(), modified: meta.modified().ok(), id: FileId::of(&meta) };
                self.source(path, meta.len(), origin)
            }
            Ok(meta) => self.source(path, 0, Origin::Unreadable(Unread::new(Reason::Io, nature(meta.file_type())))),
            Err(error) => self.source(path, 0, Origin::Unreadable(unreachable_because(&error))),
        }
    }

    /// What lies at `path`, which is the argument or below it, with its path as reports write it.
    fn source(&self, path: &Path, size: u64, origin: Origin) -> Source {
        let below = path.strip_prefix(&self.argument).unwrap_or(path);
        if below.as_os_str().is_empty() {
            let mut source = Source::new(self.path.as_str().into(), self.name_at, size, origin);
            (source.last_at, source.is_argument) = (self.last_at, true);
            return source;
        }
        let mut display = String::with_capacity(self.path.len() + 1 + below.as_os_str().len());
        display.push_str(&self.path);
        if !display.ends_with('/') {
            display.push('/');
        }
        // Below `.` or `/` the separator is no part of the name.
        let from = |at: usize| if at == self.path.len() { display.len() } else { at };
        let (name_at, last_at) = (from(self.name_at), from(self.last_at));
        name::push(&mut display, below.as_os_str());
        let mut source = Source::new(display.into(), name_at, size, origin);
        source.last_at = last_at;
        source
    }
}

/// Orders siblings so that whole paths come out sorted by their bytes: `a.txt` before `a/b`, since `.` is less than `/`.
fn by_path_bytes(one: &DirEntry, other: &DirEntry) -> std::cmp::Ordering {
    fn key(entry: &DirEntry) -> impl Iterator<Item = u8> {
        let kind = entry.file_type();
        let is_folder = kind.is_dir() || (kind.is_symlink() && entry.path().is_dir());
        entry.file_name().as_encoded_bytes().iter().copied().chain(is_folder.then_some(b'/'))
    }
    key(one).cmp(key(other))
}

fn unreachable_because(error: &walkdir::Error) -> Unread {
    match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => Unread::new(Reason::Io, "a link that leads back to a folder above it"),
        (None, Some(io)) if io.kind() == std::io::ErrorKind::NotFound => {
            let broken = error.path().is_some_and(|path| path.symlink_metadata().is_ok());
            Unread::new(Reason::Io, if broken { "a link that leads nowhere" } else { "it does not exist (any more)" })
        }
        (None, Some(io)) => unreadable(io),
        (None, None) => Unread::new(Reason::Io, "it cannot be reached"),
    }
}

/// What stands in a file's place.
pub(super) fn nature(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a FIFO, no file";
        }
        if kind.is_socket() {
            return "a socket, no file";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device, no file";
        }
    }
    let _ = kind;
    "not a regular file"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn listed(arguments: &[&Path]) -> Vec<(String, Option<Reason>)> {
        walk(arguments.iter().map(|argument| argument.as_os_str().to_owned()))
            .map(|source| (source.path().to_owned(), source.unread().map(|unread| unread.reason)))
            .collect()
    }

    #[test]
    fn whole_paths_come_sorted_by_their_bytes() {
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path();
        fs::create_dir_all(root.join("a/.hidden")).expect("made");
        for file in ["a/b", "a.txt", "a/.hidden/x", "B", "a0"] {
            fs::write(root.join(file), "x").expect("written");
        }
        let found: Vec<_> = listed(&[root, root]).into_iter().map(|(path, _)| path).collect();
        let mut sorted = found.clone();
        sorted.sort();
        assert_eq!(found, sorted);
        assert_eq!(found.len(), 5);
    }

    #[test]
    fn the_searched_name_leaves_out_what_lies_above_the_argument() {
        let folder = tempfile::tempdir().expect("folder");
        fs::create_dir_all(folder.path().join("inbox/sub")).expect("made");
        fs::write(folder.path().join("inbox/sub/x.txt"), "x").expect("written");
        let names = |argument: PathBuf| walk([argument.into()]).map(|s| s.name().to_owned()).collect::<Vec<_>>();
        assert_eq!(names(folder.path().join("inbox")), ["inbox/sub/x.txt"]);
        assert_eq!(names(folder.path().join("inbox/")), ["inbox/sub/x.txt"]);
        assert_eq!(names(folder.path().join("inbox/sub/..")), ["sub/x.txt"]);
        assert_eq!(names(folder.path().join("inbox/sub/x.txt")), ["x.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_listed_with_its_reason() {
        use std::os::unix::ffi::OsStrExt as _;
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path();
        std::os::unix::fs::symlink(root.join("gone"), root.join("broken")).expect("link");
        std::os::unix::fs::symlink(root, root.join("loop")).expect("link");
        let _socket = std::os::unix::net::UnixListener::bind(root.join("socket")).expect("socket");
        fs::write(root.join(std::ffi::OsStr::from_bytes(b"latin\xe5\n.txt")), "x").expect("written");
        let fifo = std::process::Command::new("mkfifo").arg(root.join("fifo")).status();
        let found = listed(&[root, Path::new("/dev/null"), &root.join("never")]);
        let of = |name: &str| found.iter().find(|(path, _)| path.ends_with(name)).map(|(_, reason)| *reason);
        for name in ["/broken", "/loop", "/socket", "/dev/null", "/never"] {
            assert_eq!(of(name), Some(Some(Reason::Io)), "{name}");
        }
        if fifo.is_ok_and(|status| status.success()) {
            assert_eq!(of("/fifo"), Some(Some(Reason::Io)));
        }
        assert_eq!(of("/latin%E5%0A.txt"), Some(None));
    }
}
