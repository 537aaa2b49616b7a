//! Where the bytes come from: files, folders and standard input, found in a fixed order and opened one at a time. This room
//! knows nothing of what the bytes mean. What cannot be read comes out all the same, with the reason, so that nothing named
//! on the command line is passed over in silence.

mod beside;
mod name;
mod open;
mod pages;
#[cfg(target_os = "linux")]
mod torn;
mod walk;

pub use beside::path_beside;
pub use open::{Bytes, MAP_ABOVE, stop_waiting};
pub use pages::{Reading, give_back, looking_through, strides};
pub use walk::{Walk, walk};

use crate::model::Unread;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// One input: a file or standard input, or what was named and could not be read.
#[derive(Debug, Clone)]
pub struct Source {
    path: Box<str>,
    name_at: usize,
    /// Where the last component of the argument begins.
    last_at: usize,
    /// It was named itself, and not found below a folder.
    is_argument: bool,
    /// Where the name of the document itself begins, within any it stands in.
    own_at: usize,
    /// How many documents it stands in.
    depth: u32,
    size: u64,
    origin: Origin,
}

#[derive(Debug, Clone)]
enum Origin {
    File {
        path: PathBuf,
        modified: Option<SystemTime>,
        id: Option<FileId>,
    },
    StandardInput,
    Unreadable(Unread),
    /// Within another source, which hands out its bytes.
    Member,
}

/// What tells a file from every other, whatever names lead to it; nothing does on Windows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileId {
    device: u64,
    inode: u64,
}

impl FileId {
    /// Of the file that `meta` is of.
    pub fn of(meta: &std::fs::Metadata) -> Option<Self> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            Some(FileId { device: meta.dev(), inode: meta.ino() })
        }
        #[cfg(not(unix))]
        {
            let _ = meta;
            None
        }
    }
}

/// Puts sources in the order of reports, that of paths, whatever the order of the arguments. What two arguments lead to counts once,
/// with the longer name to search.
pub fn put_in_order(sources: &mut Vec<Source>) {
    let key = |source: &Source| (std::cmp::Reverse(source.name().len()), !source.is_argument);
    sources.sort_by(|one, other| (one.path(), key(one)).cmp(&(other.path(), key(other))));
    sources.dedup_by(|one, other| one.path() == other.path());
}

impl Source {
    fn new(path: Box<str>, name_at: usize, size: u64, origin: Origin) -> Self {
        Source { path, name_at, last_at: name_at, is_argument: false, own_at: name_at, depth: 0, size, origin }
    }

    /// As given on the command line with what is below it, `/`-separated. Bytes that are not UTF-8, control characters, and a
    /// `%` that would read as such an escape stand as `%XX`, so that the path can be told apart from every other.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The part of [`Source::path`] that the owner of the data chose: what is below the working directory, or the last component of
    /// an argument that lies elsewhere and all below it. It is searched like any text. Empty for standard input.
    pub fn name(&self) -> &str {
        &self.path[self.name_at..]
    }

    /// The part of [`Source::path`] from the last component of the argument on.
    pub fn name_in_argument(&self) -> &str {
        &self.path[self.last_at..]
    }

    /// It was named on the command line itself, and not found below a folder that was.
    pub fn is_argument(&self) -> bool {
        self.is_argument
    }

    /// What tells its file from every other.
    pub fn file_id(&self) -> Option<FileId> {
        match &self.origin {
            Origin::File { id, .. } => *id,
            Origin::StandardInput | Origin::Unreadable(_) | Origin::Member => None,
        }
    }

    /// The same source, with no more of its name to search than the last component of the argument and what is below it.
    pub fn named_from_argument(self) -> Source {
        Source { name_at: self.last_at, own_at: self.last_at, ..self }
    }

    /// It is the file at `place`, by whatever name.
    pub fn is_file_at(&self, place: &Path) -> bool {
        let Origin::File { path, id, .. } = &self.origin else { return false };
        match id {
            Some(id) => std::fs::metadata(place).is_ok_and(|meta| FileId::of(&meta) == Some(*id)),
            None => std::fs::canonicalize(place).is_ok_and(|place| path.canonicalize().is_ok_and(|path| path == place)),
        }
    }

    /// Bytes when it was found; 0 for standard input and for what is unreadable.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Why it cannot be read, where that is known before it is opened.
    pub fn unread(&self) -> Option<&Unread> {
        match &self.origin {
            Origin::Unreadable(unread) => Some(unread),
            Origin::File { .. } | Origin::StandardInput | Origin::Member => None,
        }
    }

    /// For bytes that come from nowhere: rules' own examples.
    pub(crate) fn unnamed(name: &str) -> Source {
        Source::new(name.into(), name.len(), 0, Origin::Member)
    }

    /// The document of that `name` and `size` within this one: `archive.zip!/letter.docx`. The name is a part of the path and
    /// nothing else.
    pub fn member(&self, name: &str, size: u64) -> Source {
        let mut path = format!("{}!/", self.path);
        let own_at = path.len();
        name::push(&mut path, OsStr::new(name));
        Source {
            path: path.into(),
            // What is read from standard input has no name, its members have.
            name_at: if self.name().is_empty() { own_at } else { self.name_at },
            last_at: if self.name().is_empty() { own_at } else { self.last_at },
            is_argument: false,
            own_at,
            depth: self.depth + 1,
            size,
            origin: Origin::Member,
        }
    }

    /// Stands within another document.
    pub fn is_member(&self) -> bool {
        matches!(self.origin, Origin::Member)
    }

    /// How many documents it stands in.
    pub fn depth(&self) -> u32 {
        self.depth
    }

    /// The part of [`Source::name`] that is its own and not that of the document it stands in.
    pub fn own_name(&self) -> &str {
        &self.path[self.own_at..]
    }
}
