//! Containers: archives of files (ZIP, TAR, 7z) and single files that were compressed (gzip, bzip2, xz, zstd, LZMA).
//! Every file in them is handed out as a member, in the container's order and under the name that it has there; the
//! caller opens it in turn. `brief.tar.gz` holds one member, `brief.tar`.
//!
//! A member is unpacked while it is handed out, never all of them at once. What is damaged is handed out as far as it
//! goes.
//!
//! Left out is what programs leave behind and nobody wrote: the resource forks of macOS (`__MACOSX/…/._name`),
//! `.DS_Store` and `Thumbs.db`. They would make nearly every archive from a Mac unread. `desktop.ini` is text and
//! stays, and so does what only has such a name and begins otherwise.

pub(super) mod compressed;
mod name;
pub(super) mod seven_zip;
pub(super) mod tar;
pub(super) mod zip;
mod zip_directory;

use crate::model::{Reason, Unread};
use std::io::{Chain, Cursor, Read};

/// Longer targets of symbolic links are cut.
const LONGEST_TARGET: u64 = 4096;

fn corrupt(detail: &str) -> Unread {
    Unread::new(Reason::Corrupt, detail)
}

fn unsupported(detail: impl Into<String>) -> Unread {
    Unread::new(Reason::Unsupported, detail)
}

fn encrypted() -> Unread {
    Unread::new(Reason::Encrypted, "it needs a password")
}

/// Whether a member of that name is a system's leavings and no document.
fn is_litter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let in_resources = name.starts_with("__MACOSX/") || name.contains("/__MACOSX/");
    file.starts_with("._") && in_resources || file == ".DS_Store" || file.eq_ignore_ascii_case("Thumbs.db")
}

/// Takes a file with the name of litter and tells whether it is some: AppleDouble, the store of the Finder, a compound file. The bytes
/// that were looked at stand before the rest of it.
fn looked_at<R: Read>(mut file: R) -> (bool, Chain<Cursor<Vec<u8>>, R>) {
    const SIGNS: [&[u8]; 4] = [b"\x00\x05\x16\x07", b"\x00\x05\x16\x00", b"\x00\x00\x00\x01Bud1", b"\xD0\xCF\x11\xE0"];
    let mut start = Vec::new();
    let read = file.by_ref().take(8).read_to_end(&mut start);
    // Fewer bytes say nothing.
    let is_litter = read.is_ok() && (start.len() < 8 || SIGNS.iter().any(|sign| start.starts_with(sign)));
    (is_litter, Cursor::new(start).chain(file))
}

/// Folders without any file below them: their names stand in no member's name. Both lists are sorted here.
fn empty_folders(mut folders: Vec<String>, mut names: Vec<String>) -> Vec<String> {
    folders.sort_unstable();
    folders.dedup();
    names.extend(folders.iter().cloned());
    names.sort_unstable();
    folders.retain(|folder| {
        if folder == "./" || folder.starts_with("__MACOSX/") {
            return false;
        }
        let after = names.partition_point(|name| name <= folder);
        !names.get(after).is_some_and(|next| next.starts_with(folder.as_str()))
    });
    folders
}

#[cfg(test)]
mod tests;
