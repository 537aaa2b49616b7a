//! The header of a mail or of a part of one: its fields with their values as a reader sees them (RFC 5322, 2047, 2231), however
//! the bytes break the rules.

use super::transfer;
use crate::extract::encoding;
use mail_parser::HeaderValue;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::parsers::MessageStream;
use std::borrow::Cow;

/// Longer parameters of a content type are cut: their parser looks at all pairs of them.
const LONGEST_STRUCTURED: usize = 16 * 1024;

/// The end of an encoded word is looked for within so many bytes. The standard allows 75; some programs take no notice.
const LONGEST_WORD: usize = 8 * 1024;

/// A field of a header, its value as it stands there, line breaks included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'m> {
    pub name: &'m str,
    raw: &'m [u8],
}

/// The fields at the beginning of `bytes` and where the body begins.
pub(super) fn parse(bytes: &[u8]) -> (Vec<Field<'_>>, usize) {
    let mut fields = Vec::new();
    // The field under way: its name and where its value begins.
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    while at < bytes.len() {
        let end = line_end(bytes, at);
        let line = &bytes[at..end];
        // A fold may hold nothing but its blanks.
        if line.trim_ascii().is_empty() && !(is_indented(line) && goes_on(line, bytes, end, open.is_some())) {
            close(&mut fields, open.take(), bytes, at);
            return (fields, end);
        }
        if let Some(name) = name_of(line) {
            close(&mut fields, open.take(), bytes, at);
            open = Some((name, at + name.len()));
        } else if !goes_on(line, bytes, end, open.is_some()) && !is_envelope(line) {
            close(&mut fields, open.take(), bytes, at);
            return (fields, at);
        }
        at = end;
    }
    close(&mut fields, open.take(), bytes, bytes.len());
    (fields, bytes.len())
}

fn close<'m>(fields: &mut Vec<Field<'m>>, open: Option<(&'m str, usize)>, bytes: &'m [u8], end: usize) {
    if let Some((name, from)) = open {
        let raw = &bytes[from..end];
        let colon = raw.iter().position(|&byte| byte == b':').map_or(0, |colon| colon + 1);
        fields.push(Field { name, raw: &raw[colon..] });
    }
}

/// One past the line feed that ends the line at `at`.
pub(super) fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |feed| at + feed + 1)
}

/// The name of the field that begins on this line.
pub(super) fn name_of(line: &[u8]) -> Option<&str> {
    let colon = line.iter().take(100).position(|&byte| byte == b':')?;
    let name = line[..colon].trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(|byte| matches!(byte, 33..=126));
    std::str::from_utf8(name).ok().filter(|_| is_name)
}

/// Whether the line belongs to the field before: it is indented, or a fold without the indent with more of the header to come.
fn goes_on(line: &[u8], bytes: &[u8], end: usize, is_in_field: bool) -> bool {
    let next_is_field = || name_of(&bytes[end..line_end(bytes, end)]).is_some();
    let is_blank = line.trim_ascii().is_empty();
    // Two dashes part the parts of a mail whose header lacks its end.
    is_in_field && ((is_indented(line) && !is_blank) || (next_is_field() && !line.starts_with(b"--")))
}

fn is_indented(line: &[u8]) -> bool {
    line.starts_with(b" ") || line.starts_with(b"\t")
}

/// The line that mailboxes put before a mail.
pub(super) fn is_envelope(line: &[u8]) -> bool {
    line.starts_with(b"From ") || line.starts_with(b">From ")
}

impl Field<'_> {
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value with its folds undone, in whatever encoding its bytes are.
    fn unfolded(&self) -> String {
        let text = encoding::whole(self.raw, None).0;
        let mut value = String::with_capacity(text.len());
        for (index, line) in text.lines().enumerate() {
            if index > 0 {
                value.push(' ');
            }
            value.push_str(line.trim());
        }
        value.trim().to_owned()
    }

    /// The value as a reader sees it.
    pub fn value(&self) -> String {
        decoded_words(&self.unfolded())
    }

    /// The value as a type with parameters.
    pub fn content(&self) -> Content {
        let mut value = self.unfolded();
        let cut = (0..=LONGEST_STRUCTURED.min(value.len())).rev().find(|&at| value.is_char_boundary(at));
        value.truncate(cut.unwrap_or(0));
        value.push('\n');
        let mut content = Content::default();
        if let HeaderValue::ContentType(parsed) = MessageStream::new(value.as_bytes()).parse_content_type() {
            content.kind = match parsed.subtype() {
                Some(subtype) => format!("{}/{subtype}", parsed.ctype()).to_ascii_lowercase(),
                None => parsed.ctype().to_ascii_lowercase(),
            };
            let parameters = parsed.attributes().unwrap_or_default();
            content.parameters = parameters
                .iter()
                .map(|parameter| (parameter.name.to_ascii_lowercase(), decoded_words(&parameter.value)))
                .collect();
        }
        content
    }
}

/// A content type or disposition.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// `text/plain`, `attachment`; in small letters.
    pub kind: String,
    parameters: Vec<(String, String)>,
}

impl Content {
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// All names of files that it tells.
    pub fn file_names(&self) -> impl Iterator<Item = &str> {
        let names = self.parameters.iter().filter(|(name, _)| matches!(name.as_str(), "name" | "filename"));
        names.map(|(_, value)| value.trim()).filter(|name| !name.is_empty())
    }

    /// The name of a file that it tells.
    pub fn file_name(&self) -> Option<&str> {
        let name = self.parameter("filename").or_else(|| self.parameter("name"))?;
        Some(name.trim()).filter(|name| !name.is_empty())
    }
}

/// A text in the encoding that the mail names, if its bytes do not tell another.
pub(in crate::extract) fn decoded<'b>(bytes: &'b [u8], charset: Option<&str>) -> Cow<'b, str> {
    let label = charset.unwrap_or_default().trim().to_ascii_lowercase();
    // These write other letters with the bytes of ASCII.
    if label.contains("utf-7")
        && let Some(decode) = charset_decoder(b"utf-7")
    {
        return decode(bytes).into();
    }
    if label.starts_with("iso-2022")
        && let Some(charset) = encoding_rs::Encoding::for_label(label.as_bytes())
    {
        return charset.decode_without_bom_handling(bytes).0;
    }
    encoding::whole(bytes, charset).0
}

/// A value with its encoded words read. Neighbours in one charset are joined first: some programs cut a character in two.
pub(super) fn decoded_words(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut pending: Option<(&str, Vec<u8>)> = None;
    let flush = |text: &mut String, pending: &mut Option<(&str, Vec<u8>)>| {
        if let Some((charset, bytes)) = pending.take() {
            text.push_str(&decoded(&bytes, Some(charset)));
        }
    };
    let mut rest = value;
    while let Some(at) = rest.find("=?") {
        let (before, word) = rest.split_at(at);
        let Some((charset, bytes, length)) = encoded_word(word) else {
            flush(&mut text, &mut pending);
            text.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        if pending.is_none() || !before.trim().is_empty() {
            flush(&mut text, &mut pending);
            text.push_str(before);
        }
        match &mut pending {
            Some((other, all)) if other.eq_ignore_ascii_case(charset) => all.extend_from_slice(&bytes),
            _ => {
                flush(&mut text, &mut pending);
                pending = Some((charset, bytes));
            }
        }
        rest = &word[length..];
    }
    flush(&mut text, &mut pending);
    text.push_str(rest);
    text
}

/// The charset, the bytes and the length of the encoded word that `text` begins with.
fn encoded_word(text: &str) -> Option<(&str, Vec<u8>, usize)> {
    let inner = text.as_bytes().get(2..)?;
    let end_of_charset = inner.iter().take(60).position(|&byte| byte == b'?')?;
    let how = inner.get(end_of_charset + 1)?;
    let from = end_of_charset + 3;
    let data = inner.get(from..inner.len().min(from + LONGEST_WORD)).filter(|_| inner[from - 1] == b'?')?;
    // An encoded word in Q may begin with `=`, so that `?=` already stands before it.
    let length = memchr::memmem::find(data, b"?=")?;
    let data = &data[..length];
    let bytes = match how {
        b'b' | b'B' => transfer::base64(data),
        b'q' | b'Q' => {
            let blanks: Vec<u8> = data.iter().map(|&byte| if byte == b'_' { b' ' } else { byte }).collect();
            transfer::quoted_printable(&blanks)
        }
        _ => return None,
    };
    let charset = std::str::from_utf8(&inner[..end_of_charset]).ok()?;
    // RFC 2231 lets a language follow.
    let charset = charset.split('*').next().unwrap_or(charset);
    Some((charset, bytes, 2 + from + length + 2))
}
