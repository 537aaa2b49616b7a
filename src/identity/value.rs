//! A value as all its written forms read: what equal fingerprints rest on. A change here is a change of the recipe.

use crate::model::Kind;
use unicode_normalization::UnicodeNormalization as _;

/// Writes `text` as all written forms of the same value read.
pub(super) fn normalise(kind: Kind, text: &str, out: &mut Vec<u8>) {
    match kind {
        Kind::Fodselsnummer | Kind::DNummer | Kind::HNummer | Kind::FhNummer => personal_number(text, out),
        Kind::DufNummer | Kind::Kontonummer | Kind::Organisasjonsnummer | Kind::Kid => out.extend(digits(text)),
        Kind::Telefon => telephone(text, out),
        Kind::Iban | Kind::Bilskilt | Kind::Passnummer => {
            out.extend(
                text.chars().filter_map(ascii_of).filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase()),
            );
        }
        _ => words(text, out),
    }
}

/// Eleven digits: a leading zero that a spreadsheet took is put back, letters that OCR read for digits are read as digits.
fn personal_number(text: &str, out: &mut Vec<u8>) {
    let mantissa = text.split_once("E+").or_else(|| text.split_once("e+")).map_or(text, |(mantissa, _)| mantissa);
    let start = out.len();
    out.extend(mantissa.chars().filter_map(ascii_of).filter_map(|b| match b {
        b'0'..=b'9' => Some(b),
        b'O' | b'o' => Some(b'0'),
        b'l' | b'I' | b'i' => Some(b'1'),
        b'S' | b's' => Some(b'5'),
        b'B' => Some(b'8'),
        _ => None,
    }));
    if out.len() - start == 10 && mantissa.len() == text.len() {
        out.insert(start, b'0');
    }
}

/// Without the country's code.
fn telephone(text: &str, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend(digits(text));
    let code = match &out[start..] {
        number if number.len() == 12 && number.starts_with(b"0047") => 4,
        number if number.len() == 10 && number.starts_with(b"47") => 2,
        _ => 0,
    };
    out.drain(start..start + code);
}

fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.chars().filter_map(ascii_of).filter(u8::is_ascii_digit)
}

/// ASCII, full-width forms folded.
fn ascii_of(c: char) -> Option<u8> {
    match c {
        '\0'..='\x7f' => Some(c as u8),
        '\u{ff01}'..='\u{ff5e}' => Some((c as u32 - 0xff01 + 0x21) as u8),
        _ => None,
    }
}

/// Lower case, white space collapsed, composed, without soft hyphens.
fn words(text: &str, out: &mut Vec<u8>) {
    // Below U+0300, where the combining marks begin and the first byte is 0xcc, every text is composed as it stands.
    if text.bytes().all(|b| b < 0xcc) {
        collapsed(text.chars(), out);
    } else {
        collapsed(text.nfc(), out);
    }
}

fn collapsed(chars: impl Iterator<Item = char>, out: &mut Vec<u8>) {
    let start = out.len();
    let mut gap = false;
    for c in chars.filter(|&c| c != '\u{ad}') {
        if c.is_whitespace() {
            gap = out.len() > start;
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(b' ');
        }
        let mut write = |lower: char| out.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
        match c {
            '\0'..='\x7f' => out.push(c.to_ascii_lowercase() as u8),
            // The letters of our own languages need no look into the tables of Unicode.
            'À'..='Ö' | 'Ø'..='Þ' => write(char::from(c as u8 + 0x20)),
            'ß'..='ÿ' => write(c),
            _ => c.to_lowercase().for_each(write),
        }
    }
}
