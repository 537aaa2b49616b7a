//! Where the characters of a Word document stand in its file (MS-DOC): the header of the file and the table of pieces.

use crate::extract::encoding::Charset;
use crate::extract::legacy::bytes::{u16_at, u32_at};
use crate::model::{Reason, Unread};
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// Bytes of changes to a piece that are looked at; each run of the piece looks anew.
const MOST_CHANGES: usize = 1024;

/// The header of the stream `WordDocument`.
#[derive(Debug)]
pub(super) struct Header {
    /// Word 6 and 95.
    pub is_old: bool,
    /// Which stream has the tables.
    pub table: &'static str,
    /// Lengths of the stories in characters, in their order: text, footnotes, headers, comments, endnotes, text boxes, text boxes
    /// of headers.
    pub lengths: [usize; 7],
    /// Where the text begins, in files without pieces.
    first: usize,
    has_pieces: bool,
}

impl Header {
    /// # Errors
    /// It is encrypted, or no document of Word's.
    pub fn of(document: &[u8]) -> Result<Self, Unread> {
        let corrupt = || Unread::new(Reason::Corrupt, "a Word document without its header");
        let (sign, flags) = u16_at(document, 0).zip(u16_at(document, 10)).ok_or_else(corrupt)?;
        if flags & 0x0100 != 0 {
            return Err(Unread::new(Reason::Encrypted, "a Word document with a password"));
        }
        let is_old = match sign {
            0xA5EC => u16_at(document, 2).is_some_and(|version| version < 0x00C1),
            0xA5DC => true,
            _ => return Err(Unread::new(Reason::Unsupported, "a Word document from before Word 6")),
        };
        // The fourth length is of macros, which have no text any more.
        let places: [usize; 7] = if is_old {
            [0x34, 0x38, 0x3C, 0x44, 0x48, 0x4C, 0x50]
        } else {
            [0x4C, 0x50, 0x54, 0x5C, 0x60, 0x64, 0x68]
        };
        let length =
            |at: usize| u32_at(document, at).and_then(|length| i32::try_from(length).ok()).unwrap_or(0) as usize;
        Ok(Header {
            is_old,
            table: if flags & 0x0200 == 0 { "/0Table" } else { "/1Table" },
            lengths: places.map(length),
            first: u32_at(document, 0x18).unwrap_or(0) as usize,
            has_pieces: !is_old || flags & 4 != 0,
        })
    }

    /// The bytes of table number `index` of the header.
    pub fn table_at<'t>(&self, document: &[u8], table: &'t [u8], index: usize) -> &'t [u8] {
        let at = match (self.is_old, index) {
            (false, _) => 0x9A + 8 * index,
            (true, CLX) => 0x160,
            (true, _) => return &[],
        };
        let range = || {
            let (from, length) = (u32_at(document, at)? as usize, u32_at(document, at + 4)? as usize);
            table.get(from..)?.get(..length)
        };
        range().unwrap_or_default()
    }
}

/// Number of the table of pieces in the header.
pub(super) const CLX: usize = 33;

/// Characters that stand together in the file.
#[derive(Debug, Clone)]
pub(super) struct Piece<'t> {
    /// First character in the document, and how many there are.
    pub first: usize,
    pub length: usize,
    /// Where its bytes begin.
    pub at: usize,
    /// Bytes a character: 1 is Windows-1252, 2 UTF-16.
    pub width: usize,
    /// Changes to how the piece is set, since the last full save.
    pub changes: Cow<'t, [u8]>,
}

/// The pieces in the order of the document.
pub(super) fn pieces<'t>(header: &Header, document: &[u8], table: &'t [u8]) -> Vec<Piece<'t>> {
    let whole = || {
        let length = header.lengths.iter().sum();
        vec![Piece { first: 0, length, at: header.first, width: 1, changes: Cow::default() }]
    };
    if !header.has_pieces {
        return whole();
    }
    let clx = header.table_at(document, table, CLX);
    let mut changes: Vec<&[u8]> = Vec::new();
    let mut at = 0;
    while clx.get(at) == Some(&1) {
        let Some(length) = u16_at(clx, at + 1).map(usize::from) else { break };
        changes.push(clx.get(at + 3..).and_then(|rest| rest.get(..length)).unwrap_or_default());
        at += 3 + length;
    }
    let Some(list) = clx.get(at..).filter(|rest| rest.first() == Some(&2)).and_then(|rest| rest.get(5..)) else {
        return if header.is_old { whole() } else { Vec::new() };
    };
    let list = &list[..u32_at(clx, at + 1).map_or(0, |length| length as usize).min(list.len())];
    let count = list.len().saturating_sub(4) / 12;
    let mut pieces = Vec::new();
    for index in 0..count {
        let place = 4 * (count + 1) + 8 * index;
        let (Some(first), Some(end), Some(at), Some(change)) =
            (u32_at(list, 4 * index), u32_at(list, 4 * index + 4), u32_at(list, place + 2), u16_at(list, place + 6))
        else {
            break;
        };
        let (at, width) = match at {
            _ if header.is_old => (at as usize, 1),
            _ if at & 0x4000_0000 != 0 => ((at & 0x3FFF_FFFF) as usize / 2, 1),
            _ => (at as usize, 2),
        };
        let changes = match change {
            _ if change & 1 != 0 => {
                let changes = changes.get(usize::from(change >> 1)).copied().unwrap_or_default();
                Cow::Borrowed(&changes[..changes.len().min(MOST_CHANGES)])
            }
            // One change of few, by a short number: deleted, hidden.
            _ => match (change >> 1) & 0x7F {
                0x41 => vec![0x00, 0x08, (change >> 8) as u8].into(),
                0x5C => vec![0x3C, 0x08, (change >> 8) as u8].into(),
                _ => Cow::default(),
            },
        };
        let length = (end as usize).saturating_sub(first as usize);
        pieces.push(Piece { first: first as usize, length, at, width, changes });
    }
    pieces
}

impl Piece<'_> {
    /// The text of the bytes from `at` to `end`, which lie in the piece.
    pub fn text(&self, document: &[u8], at: usize, end: usize) -> String {
        let bytes = document.get(at..end.min(document.len())).unwrap_or_default();
        if self.width == 1 {
            return Charset::Encoding(WINDOWS_1252).decode(bytes).into_owned();
        }
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }
}
