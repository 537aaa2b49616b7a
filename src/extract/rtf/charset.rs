//! The letters of RTF: bytes in the code page of the font that they are set in, and numbered characters with their stand-ins.

use crate::extract::encoding;
use crate::extract::legacy::code_page_label;
use std::collections::HashMap;

/// Longer runs of bytes are read piece by piece.
const LONGEST_RUN: usize = 64 * 1024;

/// Fonts beyond this number are of the document's own code page.
const MOST_FONTS: usize = 10_000;

/// Gathers bytes until what they mean can be told.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Of the document.
    pub page: u32,
    /// By number of the font.
    fonts: HashMap<i32, u32>,
    pending: Vec<u8>,
    /// Code page of what is pending.
    pending_page: u32,
    /// The first half of a character beyond 16 bits.
    high: Option<u16>,
}

impl Letters {
    /// Of a document in that code page.
    pub fn of_page(page: u32) -> Self {
        Letters { page, ..Letters::default() }
    }

    /// A font has the charset that Windows gives this number.
    pub fn set_font(&mut self, font: i32, charset: i32) {
        let page = match charset {
            77 => 10000,
            128 => 932,
            129 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            254 => 437,
            255 => 850,
            _ => return,
        };
        if self.fonts.len() < MOST_FONTS {
            self.fonts.insert(font, page);
        }
    }

    /// Whether more is to be read before this byte in that font.
    pub fn must_flush(&self, font: i32) -> bool {
        !self.pending.is_empty() && (self.page_of(font) != self.pending_page || self.pending.len() >= LONGEST_RUN)
    }

    pub fn push(&mut self, byte: u8, font: i32) {
        self.pending_page = self.page_of(font);
        self.pending.push(byte);
    }

    fn page_of(&self, font: i32) -> u32 {
        self.fonts.get(&font).copied().unwrap_or(self.page)
    }

    /// What is pending, as text.
    pub fn take(&mut self) -> Option<String> {
        if self.pending.is_empty() {
            return None;
        }
        let label = code_page_label(self.pending_page);
        let text = encoding::whole(&self.pending, label.as_deref()).0.into_owned();
        self.pending.clear();
        Some(text)
    }

    /// The character of a number as RTF writes it: 16 bits, those above 32767 below zero.
    pub fn unicode(&mut self, number: i32) -> Option<char> {
        let Ok(unit) = u16::try_from(if number < 0 { number + 65536 } else { number }) else {
            return u32::try_from(number).ok().and_then(char::from_u32);
        };
        match (self.high.take(), unit) {
            (_, 0xD800..0xDC00) => {
                self.high = Some(unit);
                None
            }
            (Some(high), 0xDC00..0xE000) => char::decode_utf16([high, unit]).next().and_then(Result::ok),
            // Symbol fonts keep their signs in the private area, at the places of the letters.
            (_, 0xF020..=0xF07E) => char::from_u32(u32::from(unit) - 0xF000),
            _ => char::from_u32(u32::from(unit)),
        }
    }
}
