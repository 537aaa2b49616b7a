//! The way back: where in a file the text stands that its reader saw. Whoever writes a changed copy of a structured file needs
//! it, to copy all that stays byte for byte, in the encoding that it was in.

use super::encoding::{self, Charset};
use super::{html, text, xml};
use encoding_rs::{UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::ops::Range;

/// A structured file as text with the bytes that it was read from.
#[derive(Debug)]
pub(crate) struct Written<'a> {
    /// What the reader of its format saw. Spans of changes count in it.
    pub text: Cow<'a, str>,
    /// The file behind its byte order mark.
    body: &'a [u8],
    /// Length of the mark in bytes.
    mark: usize,
    form: Form,
}

/// How characters stand in the file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    /// As in the text.
    Utf8,
    /// As in the text, but stray bytes became characters of Windows-1252.
    MendedUtf8,
    /// A byte each.
    SingleBytes,
    /// Two or four bytes each.
    Utf16 { big_endian: bool },
}

/// The encoding cannot be written back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("its character encoding can be read but not written: save it as UTF-8 and run again")]
pub(crate) struct NotWritable;

impl<'a> Written<'a> {
    /// `bytes` as the readers of XML, JSON and tables see them.
    ///
    /// # Errors
    /// The bytes of a character cannot be told from the character.
    pub fn of(bytes: &'a [u8]) -> Result<Self, NotWritable> {
        let is_markup = encoding::beginning(bytes).trim_start_matches('\u{feff}').trim_start().starts_with('<');
        Self::declared(bytes, if is_markup { xml::declared_encoding(bytes) } else { None })
    }

    /// `bytes` as the reader of HTML sees them.
    ///
    /// # Errors
    /// As [`Written::of`].
    pub fn of_page(bytes: &'a [u8]) -> Result<Self, NotWritable> {
        Self::declared(bytes, html::declared_encoding(bytes))
    }

    fn declared(bytes: &'a [u8], declared: Option<&str>) -> Result<Self, NotWritable> {
        let (text, mark) = encoding::whole(bytes, declared);
        let body = &bytes[mark..];
        let form = match (&text, encoding::by_mark(bytes).0) {
            (Cow::Borrowed(_), _) => Form::Utf8,
            (_, Some(Charset::Encoding(encoding))) if encoding == UTF_16LE => Form::Utf16 { big_endian: false },
            (_, Some(Charset::Encoding(encoding))) if encoding == UTF_16BE => Form::Utf16 { big_endian: true },
            _ if encoding::reads_as_utf8(body) => Form::MendedUtf8,
            _ => Form::SingleBytes,
        };
        let written = Written { text, body, mark, form };
        let sound = match form {
            Form::Utf8 | Form::MendedUtf8 => true,
            Form::SingleBytes => written.text.chars().count() == body.len(),
            // Half a unit at the end reads as a character of its own.
            Form::Utf16 { .. } => written.text.chars().map(|c| 2 * c.len_utf16()).sum::<usize>() == body.len(),
        };
        if sound { Ok(written) } else { Err(NotWritable) }
    }

    /// Places in the file, asked for from front to back.
    pub fn places(&self) -> PlacesInFile<'_, 'a> {
        PlacesInFile { written: self, text_at: 0, body_at: 0 }
    }

    /// Whether the file's encoding is known to have the section sign, the one character beyond ASCII that is ever added.
    pub fn has_section_sign(&self) -> bool {
        self.form != Form::SingleBytes || self.is_like_latin_1()
    }

    /// ASCII text, and `§` where [`Written::has_section_sign`], as it is to stand in the file.
    pub fn encode(&self, text: &str) -> Vec<u8> {
        match self.form {
            Form::Utf16 { big_endian: true } => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Form::Utf16 { big_endian: false } => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Form::Utf8 | Form::MendedUtf8 => text.as_bytes().to_vec(),
            // Latin 1 is the beginning of Unicode.
            Form::SingleBytes => {
                text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
            }
        }
    }

    /// Bytes of letters are their code points, as in ISO-8859-1 and Windows-1252.
    fn is_like_latin_1(&self) -> bool {
        let beyond_ascii = self.text.chars().zip(self.body).filter(|(character, _)| !character.is_ascii());
        let mut letters = beyond_ascii.filter(|(character, _)| character.is_alphabetic()).take(1000).peekable();
        letters.peek().is_some() && letters.all(|(character, &byte)| u32::from(character) == u32::from(byte))
    }
}

/// Goes through text and file side by side, so that all places together cost one pass.
#[derive(Debug)]
pub(crate) struct PlacesInFile<'w, 'a> {
    written: &'w Written<'a>,
    text_at: usize,
    body_at: usize,
}

impl PlacesInFile<'_, '_> {
    /// The byte of the file at which byte `at` of the text stands. `at` must not lie before the one asked for last.
    pub fn place(&mut self, at: usize) -> usize {
        let between = &self.written.text[self.text_at..at];
        self.body_at += match self.written.form {
            Form::Utf8 => between.len(),
            Form::SingleBytes => between.chars().count(),
            Form::Utf16 { .. } => between.chars().map(|c| 2 * c.len_utf16()).sum(),
            Form::MendedUtf8 => self.mended(between),
        };
        self.text_at = at;
        self.written.mark + self.body_at
    }

    /// A character of the text stands there as itself or as one stray byte.
    fn mended(&self, between: &str) -> usize {
        let mut length = 0;
        for character in between.chars() {
            let mut buffer = [0; 4];
            let itself = character.encode_utf8(&mut buffer).as_bytes();
            let rest = &self.written.body[self.body_at + length..];
            length += if rest.starts_with(itself) { itself.len() } else { 1 };
        }
        length
    }
}

/// The segments that a value becomes (see [`super::batch::Batch::add`]), as ranges of it: long ones are cut, and each is without
/// the white space at its ends.
pub(crate) fn segments(value: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut origin = 0;
    text::pieces(value).map(move |piece| {
        let start = origin + (piece.len() - piece.trim_ascii_start().len());
        let range = start..start + piece.trim_ascii().len();
        origin += piece.len();
        range
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each `needle` is found in the file where the text has it.
    fn holds(bytes: &[u8], needle: &str, encoded: &[u8]) {
        let written = Written::of(bytes).expect("writable");
        let at = written.text.find(needle).expect("there");
        let mut places = written.places();
        let range = places.place(at)..places.place(at + needle.len());
        assert_eq!(&bytes[range], encoded);
    }

    #[test]
    fn places_are_found_in_every_encoding() {
        holds("\u{feff}[\"ærlig\"]".as_bytes(), "ærlig", "ærlig".as_bytes());
        holds(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>bl\xE5b\xE6r p\xE5 gr\xF8t</a>", "gr\u{f8}t", b"gr\xF8t");
        holds("<a>ærlig og åpen \u{1d11e} mannå ".as_bytes(), "mann", b"mann");
        let mut mended = "<a>æææææ øøøøø ".as_bytes().to_vec();
        mended.extend_from_slice(b"\xE5 slutt");
        holds(&mended, "slutt", b"slutt");
        let wide: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("[\"\u{1d11e}å\"]".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        holds(&wide, "å", &[0xE5, 0]);
    }

    #[test]
    fn segments_are_what_detection_saw() {
        assert_eq!(segments(b"  ab \n").next(), Some(2..4));
        assert_eq!(segments(b"").count(), 0);
    }
}
