//! What must happen to a text from a document before the template escapes it, and the hashes of the page's own style and script.

use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` with everything that a reader would not see, or that would move what he sees, shown as what it is: control characters as
/// their pictures (`␀`), marks of direction and of no width by their number (`⟨U+202E⟩`), a line's end as `↵`.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_deceptive) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut before = '\0';
    for c in text.chars() {
        match c {
            '\t' => out.push(' '),
            '\n' if before == '\r' => {}
            '\n' | '\r' => out.push_str(" ↵ "),
            '\u{0}'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('␀')),
            '\u{7f}' => out.push('␡'),
            c if is_deceptive(c) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "⟨U+{:04X}⟩", c as u32);
            }
            c => out.push(c),
        }
        before = c;
    }
    Cow::Owned(out)
}

/// Controls, marks and overrides of direction, characters without width, tags, separators of lines.
fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The source expression that lets exactly this text through a Content-Security-Policy: `sha256-` and the hash in base 64.
pub(super) fn source_of(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// Base 64 as RFC 4648 § 4 writes it, padded.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - group.len()));
        for at in 0..4 {
            if at <= group.len() {
                out.push(char::from(ALPHABET[(bits >> (18 - 6 * at) & 63) as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// `text` as a string of a style sheet, quotes included. Nothing in it ends the string or the style element.
pub(super) fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' | '>' | '&' => {
                let _ = write!(out, "\\{:x} ", c as u32);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_follows_the_vectors_of_rfc_4648() {
        let known =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
        for (text, written) in known {
            assert_eq!(base64(text.as_bytes()), written);
        }
    }

    #[test]
    fn the_hash_of_nothing_is_the_one_browsers_know() {
        assert_eq!(source_of(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn what_deceives_is_shown_and_what_does_not_is_left() {
        assert_eq!(visible("a\0b\u{1b}[31mc\u{7f}"), "a␀b␛[31mc␡");
        assert_eq!(visible("faktura\u{202e}fdp.exe"), "faktura⟨U+202E⟩fdp.exe");
        assert_eq!(visible("tom\u{200b}rom\u{85}"), "tom⟨U+200B⟩rom⟨U+0085⟩");
        assert_eq!(visible("to\r\nlinjer\tog"), "to ↵ linjer og");
        assert!(matches!(visible("Ánná Čállinæøå 😀"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_style_string_cannot_be_left() {
        assert_eq!(css_string("a\"}</style>\n"), "\"a\\22 }\\3c /style\\3e  \"");
    }
}
