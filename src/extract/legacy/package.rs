//! Files that were dropped into a document (OLE packages): the file itself, and the paths it had on the author's machine.

use super::bytes::{u16_at, u32_at};
use crate::extract::encoding;

pub(in crate::extract) struct Package<'b> {
    pub name: String,
    /// Where the file lay.
    pub paths: Vec<String>,
    pub data: &'b [u8],
}

impl<'b> Package<'b> {
    /// A package as it stands in RTF.
    pub fn of(bytes: &'b [u8]) -> Option<Self> {
        // The kind of what follows: a file.
        if u16_at(bytes, 0)? != 2 {
            return None;
        }
        let mut at = 2;
        let name = text(bytes, &mut at)?;
        let source = text(bytes, &mut at)?;
        at += 4;
        // The path of the temporary copy is counted.
        let length = u32_at(bytes, at)? as usize;
        let copy = bytes.get(at + 4..)?.get(..length)?;
        at += 4 + length;
        let length = u32_at(bytes, at)? as usize;
        let data = bytes.get(at + 4..)?;
        let copy = decoded(copy.strip_suffix(b"\0").unwrap_or(copy));
        Some(Package { name, paths: vec![source, copy], data: &data[..length.min(data.len())] })
    }

    /// A package as it stands in the stream `\x01Ole10Native` of a compound file.
    pub fn of_stream(bytes: &'b [u8]) -> Option<Self> {
        Package::of(bytes.get(4..)?)
    }
}

fn text(bytes: &[u8], at: &mut usize) -> Option<String> {
    let rest = bytes.get(*at..)?;
    let length = memchr::memchr(0, rest)?;
    *at += length + 1;
    Some(decoded(&rest[..length]))
}

fn decoded(bytes: &[u8]) -> String {
    encoding::whole(bytes, None).0.into_owned()
}
