//! Text strings of a PDF (ISO 32000-2, 7.9.2.2): PDFDocEncoding, UTF-16 or UTF-8, and what sloppy writers leave in
//! their place.

use hayro_syntax::object::String as Raw;

/// Characters of PDFDocEncoding from 0x18 that are not those of Latin-1 (ISO 32000-2, table D.2).
const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
/// The same from 0x80; 0x9F has none.
const SIGNS: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ',
    'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', ' ', '€',
];

/// The longest escape that names a language: two letters and two of a country, with a mark at either end.
const LONGEST_LANGUAGE: usize = 10;

/// What a text string says, lines parted by `\n`, without white space at its ends.
pub(super) fn decode(raw: &Raw<'_>) -> String {
    decode_bytes(raw.as_bytes())
}

/// As [`decode`], for names and streams.
pub(in crate::extract::pdf) fn decode_bytes(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::string::String::from_utf8_lossy(rest).into_owned(),
        _ if is_wide(bytes, 0) => encoding_rs::UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
        _ if is_wide(bytes, 1) => encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(),
        // Many writers leave out the mark of UTF-8. Nothing that makes sense in the other encoding is valid here.
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.chars().map(|character| accent(character as u32).unwrap_or(character)).collect(),
            Err(_) => bytes.iter().map(|&byte| character(byte)).collect(),
        },
    };
    tidy(&text)
}

/// UTF-16 without its mark: every other byte is zero, from byte `first` on.
fn is_wide(bytes: &[u8], first: usize) -> bool {
    bytes.len() >= 4 && bytes.len().is_multiple_of(2) && bytes.iter().skip(first).step_by(2).all(|&byte| byte == 0)
}

fn accent(code: u32) -> Option<char> {
    // The mark of a language escape stands where an accent is; it is dealt with later.
    ACCENTS.get((code as usize).checked_sub(0x18)?).copied().filter(|_| code != 0x1B)
}

fn character(byte: u8) -> char {
    let sign = usize::from(byte).checked_sub(0x80).and_then(|at| SIGNS.get(at)).copied();
    sign.or_else(|| accent(u32::from(byte))).unwrap_or(char::from(byte))
}

/// Without language escapes and zeros, with one kind of line end.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\u{1b}', '\r', '\0']) {
        tidy.push_str(&rest[..at]);
        let mark = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        match mark {
            b'\r' => {
                tidy.push('\n');
                rest = rest.strip_prefix('\n').unwrap_or(rest);
            }
            0x1B => {
                let end = rest.as_bytes().iter().take(LONGEST_LANGUAGE).position(|&byte| byte == 0x1B);
                rest = end.map_or(rest, |end| &rest[end + 1..]);
            }
            _ => {}
        }
    }
    tidy.push_str(rest);
    let ends = |character: char| character.is_whitespace() || character == '\u{feff}';
    tidy.trim_matches(ends).to_owned()
}

/// A date as ISO 8601 writes it (and so does XMP); as it stands where it is none.
pub(super) fn date(written: &str) -> String {
    let rest = written.strip_prefix("D:").unwrap_or(written);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(4..=14).contains(&digits) || !digits.is_multiple_of(2) {
        return written.to_owned();
    }
    let (digits, zone) = rest.split_at(digits);
    let mut date = digits[..4].to_owned();
    for (at, mark) in [(4, '-'), (6, '-'), (8, 'T'), (10, ':'), (12, ':')] {
        if let Some(two) = digits.get(at..at + 2) {
            date.push(mark);
            date.push_str(two);
        }
    }
    date.push_str(zone.replace('\'', ":").trim_end_matches(':'));
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_is_read() {
        for (bytes, text) in [
            (&b"\xFE\xFF\0B\0l\0\xE5\0b\0\xE6\0r"[..], "Blåbær"),
            (b"\xFF\xFEB\0l\0\xE5\0", "Blå"),
            (b"\xEF\xBB\xBFBl\xC3\xA5", "Blå"),
            (b"Bl\xE5b\xE6r \x80 \x84 \xA0", "Blåbær • — €"),
            ("Blåbær".as_bytes(), "Blåbær"),
            (b"\0B\0l\0\xE5", "Blå"),
            (b"B\0l\0\xE5\0", "Blå"),
            (b"\xFE\xFF\0\x1B\0n\0b\0N\0O\0\x1B\0H\0e\0i", "Hei"),
            (b"\xEF\xBB\xBF\x1Bnb\x1BHei", "Hei"),
            (b"en\r\nto\rtre\n", "en\nto\ntre"),
            (b"Hei\0", "Hei"),
            (b"", ""),
            (b"\xFE\xFF\0", "\u{fffd}"),
        ] {
            assert_eq!(decode_bytes(bytes), text, "{bytes:?}");
        }
    }

    #[test]
    fn a_date_reads_as_in_xmp() {
        assert_eq!(date("D:20240301120530+01'00'"), "2024-03-01T12:05:30+01:00");
        assert_eq!(date("D:20240301120530Z"), "2024-03-01T12:05:30Z");
        assert_eq!(date("D:2024"), "2024");
        assert_eq!(date("20240301"), "2024-03-01");
        assert_eq!(date("1. mars 2024"), "1. mars 2024");
    }
}
