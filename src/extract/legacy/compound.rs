//! Compound files (OLE, MS-CFB): the little file system that Word, Excel, PowerPoint and Outlook kept their streams in until 2007.

use crate::extract::Limits;
use crate::extract::limits::Budget;
use crate::model::{Reason, Unread};
use std::io::{Cursor, Write};
use std::path::Path;

/// More streams and storages than any program makes; each lookup goes down a tree of them.
const MOST_ENTRIES: usize = 200_000;

/// An open compound file.
pub(in crate::extract) struct Compound<'b> {
    file: cfb::CompoundFile<Cursor<&'b [u8]>>,
    /// Streams may share sectors: what is read in all counts.
    budget: Budget,
}

/// A stream or storage in a storage.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Entry {
    pub name: String,
    /// From the root, `/` before each name.
    pub path: String,
    pub is_storage: bool,
}

impl<'b> Compound<'b> {
    pub fn open(bytes: &'b [u8], limits: Limits) -> Result<Self, Unread> {
        match cfb::CompoundFile::open(Cursor::new(bytes)) {
            Ok(file) => Ok(Compound { file, budget: Budget::new(limits, bytes.len()) }),
            Err(_) => Err(Unread::new(Reason::Corrupt, "a compound file whose tables do not fit together")),
        }
    }

    pub fn is_stream(&self, path: &str) -> bool {
        self.file.is_stream(path)
    }

    pub fn is_storage(&self, path: &str) -> bool {
        self.file.is_storage(path)
    }

    /// What stands directly in a storage, in the order of the file's tree.
    pub fn entries(&self, storage: &str) -> Vec<Entry> {
        let Ok(entries) = self.file.read_storage(storage) else { return Vec::new() };
        entries.take(MOST_ENTRIES).map(|entry| as_entry(&entry)).collect()
    }

    /// All bytes of a stream.
    ///
    /// # Errors
    /// There is none of that name, it is damaged, or it passes a limit.
    pub fn stream(&mut self, path: &str) -> Result<Vec<u8>, Unread> {
        let (bytes, trouble) = self.stream_so_far(path);
        trouble.map_or(Ok(bytes), Err)
    }

    /// As much of a stream as can be read, with what was wrong.
    pub fn stream_so_far(&mut self, path: &str) -> (Vec<u8>, Option<Unread>) {
        let mut bytes = Vec::new();
        let Ok(mut stream) = self.file.open_stream(path) else {
            return (bytes, Some(Unread::new(Reason::Corrupt, "a stream of a compound file is missing")));
        };
        let trouble = self.budget.unpack(&mut stream, &mut |piece| bytes.extend_from_slice(piece)).err();
        (bytes, trouble)
    }

    /// A storage as a compound file of its own. `adapt` may change the bytes of streams that stand directly in it.
    pub fn storage_as_file(
        &mut self,
        storage: &str,
        adapt: &dyn Fn(&str, Vec<u8>) -> Vec<u8>,
    ) -> Result<Vec<u8>, Unread> {
        let unwritten = |_| Unread::new(Reason::Corrupt, "a document within a compound file cannot be taken out");
        let mut copy =
            cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).map_err(unwritten)?;
        let base = Path::new(storage);
        let walk = self.file.walk_storage(base).map_err(unwritten)?;
        let entries: Vec<Entry> = walk.skip(1).take(MOST_ENTRIES).map(|entry| as_entry(&entry)).collect();
        for entry in entries {
            let Ok(relative) = Path::new(&entry.path).strip_prefix(base) else { continue };
            let target = Path::new("/").join(relative);
            if entry.is_storage {
                copy.create_storage(&target).map_err(unwritten)?;
                continue;
            }
            let mut bytes = self.stream(&entry.path)?;
            if relative.components().count() == 1 {
                bytes = adapt(&entry.name, bytes);
            }
            copy.create_stream(&target).and_then(|mut stream| stream.write_all(&bytes)).map_err(unwritten)?;
        }
        copy.flush().map_err(unwritten)?;
        Ok(copy.into_inner().into_inner())
    }
}

fn as_entry(entry: &cfb::Entry) -> Entry {
    let path = entry.path().to_string_lossy().into_owned();
    Entry { name: entry.name().to_owned(), path, is_storage: entry.is_storage() || entry.is_root() }
}
