//! How mails carry bytes as text: base64, quoted-printable, uuencode. Read as far as it makes sense: what belongs to none of their
//! alphabets is passed over.

use super::header::line_end;
use std::borrow::Cow;

/// The bytes of a part, as its `Content-Transfer-Encoding` says.
pub(super) fn decoded<'b>(bytes: &'b [u8], encoding: &str) -> Cow<'b, [u8]> {
    match name_of(encoding).as_str() {
        "base64" => base64(bytes).into(),
        "quoted-printable" => quoted_printable(bytes).into(),
        "x-uuencode" | "uuencode" | "x-uue" | "uue" => match uuencoded(bytes) {
            Some(file) => file.bytes.into(),
            None => bytes.into(),
        },
        _ => bytes.into(),
    }
}

/// The name of an encoding, without quotes and what some programs write behind it.
pub(super) fn name_of(encoding: &str) -> String {
    let is_beside = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | ',' | '(' | ')');
    encoding.trim_start_matches(is_beside).split(is_beside).next().unwrap_or_default().to_ascii_lowercase()
}

/// Of several pieces glued together, each with its padding, all are read.
pub(in crate::extract) fn base64(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in text {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

pub(in crate::extract) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let hex = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16)).map(|digit| digit as u8);
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        if byte != b'=' {
            bytes.push(byte);
            continue;
        }
        if let (Some(high), Some(low)) = (hex(text.get(at)), hex(text.get(at + 1))) {
            bytes.push(high << 4 | low);
            at += 2;
            continue;
        }
        // A soft line break, with blanks that were added on the way. Blanks are limited: no line has more of them.
        let blanks = text[at..].iter().take(100).take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        match text.get(at + blanks) {
            Some(b'\n') => at += blanks + 1,
            None => at += blanks,
            Some(_) => bytes.push(b'='),
        }
    }
    bytes
}

/// A file that stands in a text in uuencode.
pub(in crate::extract) struct Uuencoded {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Where in the text it stands.
    pub place: std::ops::Range<usize>,
}

/// The first such file.
pub(in crate::extract) fn uuencoded(text: &[u8]) -> Option<Uuencoded> {
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        if let Some(name) = uu_begin(&text[at..end])
            && uu_line(text[end..line_end(text, end)].trim_ascii_end()).is_some()
        {
            let mut bytes = Vec::new();
            let mut line = end;
            while line < text.len() {
                let next = line_end(text, line);
                let content = text[line..next].trim_ascii_end();
                if let Some(decoded) = uu_line(content) {
                    bytes.extend_from_slice(&decoded);
                } else if content == b"end" {
                    line = next;
                    break;
                } else if !content.is_empty() {
                    break;
                }
                line = next;
            }
            return Some(Uuencoded { name, bytes, place: at..line });
        }
        at = end;
    }
    None
}

/// The file's name, of a line such as `begin 644 brev.doc`.
fn uu_begin(line: &[u8]) -> Option<String> {
    let rest = line.strip_prefix(b"begin ")?;
    let (mode, name) = rest.split_at_checked(rest.iter().position(|&byte| byte == b' ')?)?;
    let is_mode = (3..=4).contains(&mode.len()) && mode.iter().all(|byte| matches!(byte, b'0'..=b'7'));
    let name = String::from_utf8_lossy(name.trim_ascii()).into_owned();
    (is_mode && !name.is_empty()).then_some(name)
}

/// The bytes of a line, whose first character tells how many there are.
fn uu_line(line: &[u8]) -> Option<Vec<u8>> {
    let six = |byte: u8| matches!(byte, 32..=96).then(|| (byte - 32) & 63);
    let (&first, data) = line.split_first()?;
    let length = usize::from(six(first)?);
    // Blanks at the end may have been lost.
    if length == 0 || data.len() > length.div_ceil(3) * 4 + 1 || data.len() + 4 < length.div_ceil(3) * 4 {
        return (length == 0 && data.is_empty()).then(Vec::new);
    }
    let mut bytes = Vec::with_capacity(length + 2);
    for four in data.chunks(4) {
        let mut bits = 0;
        for index in 0..4 {
            bits = bits << 6 | u32::from(six(four.get(index).copied().unwrap_or(b' '))?);
        }
        bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
    }
    bytes.truncate(length);
    Some(bytes)
}
