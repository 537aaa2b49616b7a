//! The records that the parts of a binary workbook are made of (MS-XLSB 2.1.4), and the numbers and texts in them.

use crate::extract::legacy::bytes::u32_at;
use crate::model::{Reason, Unread};

/// The kinds of records that are read (MS-XLSB 2.3.2).
#[rustfmt::skip]
pub(super) mod kind {
    pub const ROW: u16 = 0x00;
    pub const BLANK: u16 = 0x01;
    pub const PACKED: u16 = 0x02;
    pub const BOOL: u16 = 0x04;
    pub const REAL: u16 = 0x05;
    pub const TEXT: u16 = 0x06;
    pub const SHARED: u16 = 0x07;
    pub const FORMULA_TEXT: u16 = 0x08;
    pub const FORMULA_REAL: u16 = 0x09;
    pub const FORMULA_BOOL: u16 = 0x0A;
    pub const FORMULA_ERROR: u16 = 0x0B;
    /// Cells that stand right of the one before begin here: eleven less gives their kind.
    pub const FIRST_SHORT: u16 = 0x0C;
    pub const LAST_SHORT: u16 = 0x12;
    pub const SHARED_TEXT: u16 = 0x13;
    pub const NAME: u16 = 0x27;
    pub const FONT: u16 = 0x2B;
    pub const FORMAT: u16 = 0x2C;
    pub const FILL: u16 = 0x2D;
    pub const STYLE: u16 = 0x2F;
    pub const COLUMNS: u16 = 0x3C;
    pub const RICH_TEXT: u16 = 0x3E;
    pub const VALIDATION: u16 = 0x40;
    pub const WORKBOOK: u16 = 0x99;
    pub const SHEET: u16 = 0x9C;
    pub const TABLE: u16 = 0x157;
    pub const CONDITION: u16 = 0x1CD;
    pub const HEADER_FOOTER: u16 = 0x1DF;
    pub const LINK: u16 = 0x1EE;
    pub const BACKDROP: u16 = 0x232;
    pub const CELL_STYLES: u16 = 0x269;
    pub const CELL_STYLES_END: u16 = 0x26A;
    pub const AUTHOR: u16 = 0x278;
    pub const COMMENT: u16 = 0x27B;
    pub const COMMENT_TEXT: u16 = 0x27D;
    pub const PATH: u16 = 0x817;
}

/// Goes through the records of a part: the kind of each and its data.
///
/// # Errors
/// The part ends within a record; those before it have been seen.
pub(super) fn each<'b>(bytes: &'b [u8], seen: &mut dyn FnMut(u16, &'b [u8])) -> Result<(), Unread> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let record = number(&mut rest, 2).zip(number(&mut rest, 4)).and_then(|(kind, length)| {
            let (data, after) = rest.split_at_checked(length as usize)?;
            rest = after;
            Some((kind as u16, data))
        });
        let Some((kind, data)) = record else {
            return Err(Unread::new(Reason::Corrupt, "a binary workbook with a part that breaks off"));
        };
        seen(kind, data);
    }
    Ok(())
}

/// A number of at most `most` bytes, seven bits in each; the eighth says that more follow.
fn number(bytes: &mut &[u8], most: u32) -> Option<u32> {
    let mut number = 0;
    for place in 0..most {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}

/// Reads a record field by field; what lies beyond its end is empty or 0.
#[derive(Clone, Copy)]
pub(super) struct Data<'b>(pub &'b [u8]);

impl Data<'_> {
    pub fn skip(&mut self, bytes: usize) {
        self.0 = self.0.get(bytes..).unwrap_or_default();
    }

    /// Four bytes as a number.
    pub fn number(&mut self) -> u32 {
        let number = u32_at(self.0, 0).unwrap_or(0);
        self.skip(4);
        number
    }

    /// A text in UTF-16 behind its length; none has a length beyond all.
    pub fn text(&mut self) -> String {
        let length = self.number();
        let units = if length == u32::MAX { 0 } else { length as usize };
        let bytes = self.0.get(..units.saturating_mul(2)).unwrap_or(self.0);
        let text = char::decode_utf16(bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)));
        let text = text.map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        self.skip(bytes.len());
        text
    }

    /// A rectangle of cells: first row and column, last row and column, from 0.
    pub fn area(&mut self) -> (u32, u32, u32, u32) {
        let [top, bottom, left, right] = [(); 4].map(|()| self.number());
        (top, left, bottom, right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_told_apart_and_texts_end_where_they_do() {
        let mut seen = Vec::new();
        let outcome = each(&[0x07, 1, 9, 0x9C, 0x01, 0x80, 0x01], &mut |kind, data| seen.push((kind, data.to_vec())));
        assert!(outcome.is_err());
        assert_eq!(seen, [(7, vec![9])]);
        assert_eq!(each(&[0x9C, 0x01, 0], &mut |kind, _| assert_eq!(kind, kind::SHEET)), Ok(()));
        let mut data = Data(&[2, 0, 0, 0, b'H', 0, b'i', 0, 0xFF, 0xFF, 0xFF, 0xFF, 9, 0, 0, 0, b'!', 0]);
        assert_eq!([data.text(), data.text(), data.text(), data.text()], ["Hi", "", "!", ""]);
    }
}
