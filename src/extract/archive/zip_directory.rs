//! The directory of a ZIP archive (APPNOTE.TXT 6.3): which entries there are and where, without trusting that it is
//! right.
//!
//! It is read here and not through the crate that reads packages of Office documents, since that one keeps one entry
//! of a name: archives may hold several, and entries that the directory does not tell of.

use super::name;
use memchr::memmem;

/// «End of central directory», without its comment.
const END_LENGTH: usize = 22;
/// So many ends are tried, the last first: a comment or a member may hold another.
const MOST_ENDS: usize = 16;

/// An entry, as the directory or its own header tells.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub name: String,
    pub comment: String,
    pub flags: u16,
    pub method: u16,
    pub checksum: u32,
    pub packed: u64,
    pub size: u64,
    /// Of its own header.
    pub start: usize,
    /// The upper half holds Unix permissions, where a Unix system wrote it.
    pub attributes: u32,
}

/// A directory with all that it says.
#[derive(Debug, Default)]
pub(super) struct Directory {
    pub entries: Vec<Entry>,
    pub comment: String,
    /// Where it begins.
    pub start: usize,
    /// One past its last byte, the archive's comment included.
    pub end: usize,
    /// It names more entries than there are.
    pub is_cut: bool,
}

impl Directory {
    /// Bytes that it takes, its end and the archive's comment included.
    pub fn length(&self) -> usize {
        self.end - self.start.min(self.end)
    }
}

impl Entry {
    pub fn is_encrypted(&self) -> bool {
        // Method 99 is AES; bit 6 strong encryption.
        self.flags & 0x41 != 0 || self.method == 99
    }

    /// Its sizes stand behind its bytes.
    pub fn has_sizes_behind(&self) -> bool {
        self.flags & 8 != 0
    }

    pub fn is_link(&self) -> bool {
        (self.attributes >> 16) & 0xF000 == 0xA000
    }
}

/// Little-endian numbers at a place; `None` behind the end.
pub(super) fn number_16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

pub(super) fn number_32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

fn number_64(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().copied().map(u64::from_le_bytes)
}

/// The directory, where there is one that holds together.
pub(super) fn find(bytes: &[u8]) -> Option<Directory> {
    memmem::rfind_iter(bytes, b"PK\x05\x06").take(MOST_ENDS).find_map(|end| read(bytes, end))
}

fn read(bytes: &[u8], end: usize) -> Option<Directory> {
    let mut count = u64::from(number_16(bytes, end + 10)?);
    let mut length = u64::from(number_32(bytes, end + 12)?);
    let mut offset = u64::from(number_32(bytes, end + 16)?);
    let mut behind = end;
    // The 64-bit form stands before it, and before that one's locator.
    let locator = end.checked_sub(20).filter(|&at| bytes[at..].starts_with(b"PK\x06\x07"));
    if let Some(locator) = locator {
        let stated = number_64(bytes, locator + 8).and_then(|at| usize::try_from(at).ok());
        // Bytes before the archive shift what it states.
        let places = [stated, locator.checked_sub(56)];
        let record = places
            .into_iter()
            .flatten()
            .find(|&at| at < locator && bytes.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x06\x06")));
        if let Some(record) = record {
            count = number_64(bytes, record + 32)?;
            length = number_64(bytes, record + 40)?;
            offset = number_64(bytes, record + 48)?;
            behind = record;
        }
    }
    let length = usize::try_from(length).ok()?;
    let offset = usize::try_from(offset).ok()?;
    let begins = |at: &usize| {
        count == 0 && length == 0 || bytes.get(*at..behind).is_some_and(|rest| rest.starts_with(b"PK\x01\x02"))
    };
    // Directly before its end; or where it says, with something in between.
    let start = [behind.checked_sub(length), Some(offset)].into_iter().flatten().find(begins)?;
    let shift = start.saturating_sub(offset);
    let comment_end = bytes.len().min(end + END_LENGTH + usize::from(number_16(bytes, end + 20)?));
    let comment = name::decoded(bytes.get(end + END_LENGTH..comment_end)?);
    let mut directory = Directory { entries: Vec::new(), comment, start, end: comment_end, is_cut: false };
    let mut at = start;
    while let Some((entry, length)) = central(&bytes[..behind], at, shift) {
        directory.entries.push(entry);
        at += length;
    }
    directory.is_cut = (directory.entries.len() as u64) < count;
    Some(directory)
}

/// The entry of the directory at `at`, and its length there.
fn central(bytes: &[u8], at: usize, shift: usize) -> Option<(Entry, usize)> {
    let header = bytes.get(at..)?;
    if !header.starts_with(b"PK\x01\x02") {
        return None;
    }
    let lengths = [28, 30, 32].map(|field| number_16(header, field).map(usize::from));
    let [Some(name), Some(extra), Some(comment)] = lengths else { return None };
    let length = 46 + name + extra + comment;
    let raw_name = header.get(46..46 + name)?;
    // A directory that breaks off here still names the entry.
    let rest = &header[46 + name..];
    let extra_fields = &rest[..extra.min(rest.len())];
    let raw_comment = rest.get(extra..(extra + comment).min(rest.len())).unwrap_or_default();
    let mut offset = u64::from(number_32(header, 42)?);
    let mut entry = Entry {
        name: unicode(extra_fields, 0x7075, raw_name).unwrap_or_else(|| name::shown(raw_name)),
        comment: unicode(extra_fields, 0x6375, raw_comment).unwrap_or_else(|| name::decoded(raw_comment)),
        flags: number_16(header, 8)?,
        method: number_16(header, 10)?,
        checksum: number_32(header, 16)?,
        packed: u64::from(number_32(header, 20)?),
        size: u64::from(number_32(header, 24)?),
        start: 0,
        attributes: if matches!(header[5], 3 | 19) { number_32(header, 38)? } else { 0 },
    };
    widen(extra_fields, [&mut entry.size, &mut entry.packed, &mut offset]);
    entry.start = usize::try_from(offset).ok().and_then(|offset| offset.checked_add(shift)).unwrap_or(usize::MAX);
    Some((entry, length))
}

/// The header before an entry's own bytes, and where those begin.
pub(super) fn local(bytes: &[u8], at: usize) -> Option<(Entry, usize)> {
    let header = bytes.get(at..)?;
    if !header.starts_with(b"PK\x03\x04") {
        return None;
    }
    let (name, extra) = (usize::from(number_16(header, 26)?), usize::from(number_16(header, 28)?));
    let raw_name = header.get(30..30 + name)?;
    let extra_fields = header.get(30 + name..30 + name + extra)?;
    let mut entry = Entry {
        name: unicode(extra_fields, 0x7075, raw_name).unwrap_or_else(|| name::shown(raw_name)),
        comment: String::new(),
        flags: number_16(header, 6)?,
        method: number_16(header, 8)?,
        checksum: number_32(header, 14)?,
        packed: u64::from(number_32(header, 18)?),
        size: u64::from(number_32(header, 22)?),
        start: at,
        attributes: 0,
    };
    widen(extra_fields, [&mut entry.size, &mut entry.packed, &mut 0]);
    Some((entry, at + 30 + name + extra))
}

/// The extra fields, by their number.
fn extras(mut rest: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (number, length) = (number_16(rest, 0)?, usize::from(number_16(rest, 2)?));
        let value = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((number, value))
    })
}

/// The 64-bit numbers in place of those that say that they are too large.
fn widen(extra_fields: &[u8], numbers: [&mut u64; 3]) {
    let Some((_, value)) = extras(extra_fields).find(|&(number, _)| number == 1) else { return };
    let mut at = 0;
    for number in numbers.into_iter().filter(|number| **number == u64::from(u32::MAX)) {
        let Some(wide) = number_64(value, at) else { return };
        *number = wide;
        at += 8;
    }
}

/// A name or a comment in Unicode (Info-ZIP), if it is the one of `raw`: a program that did not know it may have
/// changed that.
fn unicode(extra_fields: &[u8], wanted: u16, raw: &[u8]) -> Option<String> {
    let (_, value) = extras(extra_fields).find(|&(number, _)| number == wanted)?;
    let mut checksum = flate2::Crc::new();
    checksum.update(raw);
    let is_of_raw = value.first() == Some(&1) && number_32(value, 1) == Some(checksum.sum());
    let text = std::str::from_utf8(value.get(5..)?).ok().filter(|text| is_of_raw && !text.is_empty())?;
    Some(if wanted == 0x7075 { name::shown(text.as_bytes()) } else { text.to_owned() })
}
