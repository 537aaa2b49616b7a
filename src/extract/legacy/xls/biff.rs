//! The records of a workbook (BIFF, MS-XLS) and the strings in them, which may go on in the records behind.

use crate::extract::encoding;
use crate::extract::legacy::bytes::{u16_at, u32_at};
use crate::extract::legacy::code_page_label;

/// Types of records.
pub(super) mod kind {
    pub const FORMULA: u16 = 0x06;
    pub const EOF: u16 = 0x0A;
    pub const HEADER: u16 = 0x14;
    pub const FOOTER: u16 = 0x15;
    pub const NAME: u16 = 0x18;
    pub const NOTE: u16 = 0x1C;
    pub const DATE_MODE: u16 = 0x22;
    pub const FILE_PASS: u16 = 0x2F;
    pub const FONT: u16 = 0x31;
    pub const CONTINUE: u16 = 0x3C;
    pub const CODE_PAGE: u16 = 0x42;
    pub const WRITE_ACCESS: u16 = 0x5C;
    pub const OBJECT: u16 = 0x5D;
    pub const COLUMNS: u16 = 0x7D;
    pub const SHEET: u16 = 0x85;
    pub const PALETTE: u16 = 0x92;
    pub const MULTIPLE_RK: u16 = 0xBD;
    pub const PIVOT_STRING: u16 = 0xCD;
    pub const RICH_STRING: u16 = 0xD6;
    pub const STYLE: u16 = 0xE0;
    pub const DRAWINGS: u16 = 0xEB;
    pub const STRINGS: u16 = 0xFC;
    pub const SHARED_STRING: u16 = 0xFD;
    pub const BOOK: u16 = 0x1AE;
    pub const OBJECT_TEXT: u16 = 0x1B6;
    pub const LINK: u16 = 0x1B8;
    pub const NUMBER: u16 = 0x203;
    pub const LABEL: u16 = 0x204;
    pub const BOOLEAN: u16 = 0x205;
    pub const STRING: u16 = 0x207;
    pub const ROW: u16 = 0x208;
    pub const RK: u16 = 0x27E;
    pub const FORMAT: u16 = 0x41E;
    pub const BEGIN: u16 = 0x809;
    pub const CHART_TEXT: u16 = 0x100D;
}

/// A record's type and content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'b> {
    pub kind: u16,
    pub data: &'b [u8],
}

/// Records one after the other.
#[derive(Debug, Clone)]
pub(super) struct Records<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Records<'b> {
    pub fn from(bytes: &'b [u8], at: usize) -> Self {
        Records { bytes, at }
    }

    /// What goes on from the record just read: the content of the records behind it that only continue it.
    pub fn continued(&mut self) -> Vec<&'b [u8]> {
        let mut more = Vec::new();
        loop {
            let before = self.at;
            match self.next() {
                Some(Record { kind: kind::CONTINUE, data }) => more.push(data),
                _ => {
                    self.at = before;
                    return more;
                }
            }
        }
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    /// The last record may be cut off.
    fn next(&mut self) -> Option<Record<'b>> {
        let (kind, length) = (u16_at(self.bytes, self.at)?, u16_at(self.bytes, self.at + 2)?);
        let from = self.at + 4;
        let end = (from + usize::from(length)).min(self.bytes.len());
        self.at = end;
        Some(Record { kind, data: &self.bytes[from..end] })
    }
}

/// How strings are written in this file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strings {
    /// Excel 97 and later: UTF-16, or its low bytes alone.
    pub is_wide: bool,
    pub code_page: u32,
}

impl Strings {
    /// The string at `at` behind a length of `width` bytes.
    pub fn at(&self, data: &[u8], at: usize, width: usize) -> Option<String> {
        let length = match width {
            1 => usize::from(*data.get(at)?),
            _ => usize::from(u16_at(data, at)?),
        };
        self.characters(data.get(at + width..)?, length)
    }

    /// `length` characters; as many of them as there are.
    pub fn characters(&self, data: &[u8], length: usize) -> Option<String> {
        if !self.is_wide {
            let bytes = &data[..length.min(data.len())];
            let label = code_page_label(self.code_page);
            return Some(encoding::whole(bytes, label.as_deref()).0.into_owned());
        }
        let (&flags, rest) = data.split_first()?;
        // Runs of fonts and phonetics are told before the text.
        let skipped = usize::from(flags & 8 != 0) * 2 + usize::from(flags & 4 != 0) * 4;
        Some(characters(rest.get(skipped..)?, length, flags & 1 != 0))
    }
}

/// `length` characters of one or two bytes.
fn characters(bytes: &[u8], length: usize, is_wide: bool) -> String {
    if is_wide {
        let units = bytes.chunks_exact(2).take(length).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    }
    bytes.iter().take(length).map(|&byte| char::from(byte)).collect()
}

/// The strings that cells share.
pub(super) fn shared_strings(first: &[u8], more: &[&[u8]]) -> Vec<String> {
    let mut reader = Pieces { now: first.get(8..).unwrap_or_default(), more };
    let count = u32_at(first, 4).unwrap_or(0);
    let mut strings = Vec::new();
    for _ in 0..count {
        let Some(string) = reader.string() else { break };
        strings.push(string);
    }
    strings
}

/// The text of a shape, in the records that continue its own.
pub(super) fn object_text(length: usize, more: &[&[u8]]) -> String {
    let Some((first, rest)) = more.split_first() else { return String::new() };
    let Some((&flags, now)) = first.split_first() else { return String::new() };
    Pieces { now, more: rest }.text(length, flags & 1 != 0).unwrap_or_default()
}

/// Bytes over several records.
struct Pieces<'b, 'p> {
    now: &'b [u8],
    more: &'p [&'b [u8]],
}

impl Pieces<'_, '_> {
    fn refill(&mut self) -> Option<()> {
        while self.now.is_empty() {
            let (first, rest) = self.more.split_first()?;
            (self.now, self.more) = (first, rest);
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        self.refill()?;
        let (&byte, rest) = self.now.split_first()?;
        self.now = rest;
        Some(byte)
    }

    fn number(&mut self, width: usize) -> Option<u32> {
        (0..width).try_fold(0, |all, index| Some(all | u32::from(self.byte()?) << (8 * index)))
    }

    fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > 0 {
            self.refill()?;
            let step = length.min(self.now.len());
            self.now = &self.now[step..];
            length -= step;
        }
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        let length = self.number(2)? as usize;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? as usize } else { 0 };
        let extra = if flags & 4 != 0 { self.number(4)? as usize } else { 0 };
        let text = self.text(length, flags & 1 != 0)?;
        self.skip(4 * runs + extra);
        Some(text)
    }

    /// Where a text goes on in the next record, that begins with its width anew.
    fn text(&mut self, mut length: usize, mut is_wide: bool) -> Option<String> {
        let mut text = String::new();
        while length > 0 {
            if self.now.is_empty() {
                if self.refill().is_none() {
                    break;
                }
                is_wide = self.byte()? & 1 != 0;
            }
            let width = if is_wide { 2 } else { 1 };
            let here = length.min(self.now.len() / width);
            text.push_str(&characters(self.now, here, is_wide));
            // Half a character at the end of a record is none.
            self.now = if here < length { &[] } else { &self.now[here * width..] };
            length -= here;
        }
        Some(text)
    }
}
