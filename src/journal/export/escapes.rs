//! Strings of JSON, with the place of each character.

use super::leaf::{Leaf, Quoting};

/// The value of a string, `raw` between its quotes, that begins at byte `start`. As the reader has it: the control characters
/// for backspace and form feed are blanks.
pub(super) fn unescape(raw: &str, start: usize, leaf: &mut Leaf) {
    let mut at = 0;
    while let Some(found) = raw[at..].find('\\') {
        leaf.plain(&raw[at..at + found], start + at, Quoting::Escaped);
        at += found;
        let rest = &raw[at + 1..];
        let Some(escape) = rest.chars().next() else { return };
        let mut buffer = [0; 4];
        let (value, length): (&str, usize) = match escape {
            'n' => ("\n", 2),
            'r' => ("\r", 2),
            't' => ("\t", 2),
            'b' | 'f' => (" ", 2),
            'u' => {
                let (character, length) = hexadecimal(&rest[1..]);
                (character.encode_utf8(&mut buffer), 2 + length)
            }
            other => (other.encode_utf8(&mut buffer), 1 + other.len_utf8()),
        };
        leaf.written(value, start + at..start + at + length, Quoting::Escaped);
        at += length;
    }
    leaf.plain(&raw[at..], start + at, Quoting::Escaped);
}

/// The character of `XXXX` or `XXXX\uXXXX`, and how many bytes that is.
fn hexadecimal(text: &str) -> (char, usize) {
    let unit = |text: &str| text.get(..4).and_then(|four| u16::from_str_radix(four, 16).ok());
    let Some(first) = unit(text) else { return (char::REPLACEMENT_CHARACTER, 0) };
    if let Some(second) = text[4..].strip_prefix("\\u").and_then(unit)
        && let Some(Ok(character)) = char::decode_utf16([first, second]).next()
        && character.len_utf16() == 2
    {
        return (character, 10);
    }
    (char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER), 4)
}
