//! Texts in scripts and in data for scripts: a program writes `K\u00e5re` where people read `Kåre`.

use std::borrow::Cow;

/// Data within data are escaped once more each.
const MOST_LAYERS: usize = 3;

/// The escapes of a script's texts read: letters by number, quotes, ends of lines.
pub(super) fn readable(code: &str) -> Cow<'_, str> {
    let Some(mut read) = unescaped(code, true) else { return Cow::Borrowed(code) };
    // A backslash that stands for itself may stand before a folder's name, too.
    let holds_data = code.contains("\\\"");
    for _ in 1..MOST_LAYERS {
        let Some(next) = unescaped(&read, holds_data) else { break };
        read = next;
    }
    Cow::Owned(read)
}

/// Only letters by number read.
pub(super) fn letters(text: &str) -> Cow<'_, str> {
    unescaped(text, false).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Without one layer of escapes; `None` where there is none.
fn unescaped(code: &str, all: bool) -> Option<String> {
    let mut text: Option<String> = None;
    let (mut from, mut at) = (0, 0);
    while let Some(found) = memchr::memchr(b'\\', &code.as_bytes()[at..]) {
        let escape = at + found;
        at = escape + 1;
        let rest = &code[at..];
        let by_number = by_number(rest);
        let Some((character, length)) = by_number.or_else(|| by_sign(rest).filter(|_| all)) else {
            // What follows stands for itself.
            at += rest.chars().next().map_or(0, char::len_utf8);
            continue;
        };
        let text = text.get_or_insert_with(|| String::with_capacity(code.len()));
        text.push_str(&code[from..escape]);
        text.push(character);
        at += length;
        from = at;
    }
    text.map(|text| text + &code[from..])
}

/// The character that the escape behind a backslash stands for, and its length.
fn by_sign(rest: &str) -> Option<(char, usize)> {
    let character = match rest.chars().next()? {
        'n' | 'r' | 'v' | 'f' => '\n',
        't' => '\t',
        sign @ ('"' | '\'' | '`' | '/' | '\\') => sign,
        _ => return None,
    };
    Some((character, 1))
}

/// `xE5`, `u00E5`, `u{E5}`, and two of the second for one character.
fn by_number(rest: &str) -> Option<(char, usize)> {
    let number = |from: usize, length: usize| {
        let digits =
            rest.get(from..from + length).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        u32::from_str_radix(digits?, 16).ok()
    };
    match rest.as_bytes().first()? {
        b'x' => Some((char::from_u32(number(1, 2)?)?, 3)),
        b'u' if rest[1..].starts_with('{') => {
            // No character has more digits.
            let length = rest.as_bytes()[2..].iter().take(7).position(|byte| *byte == b'}')?;
            Some((char::from_u32(number(2, length)?)?, length + 3))
        }
        b'u' => {
            let first = number(1, 4)?;
            if let Some(character) = char::from_u32(first) {
                return Some((character, 5));
            }
            let second = number(7, 4).filter(|_| rest[5..].starts_with("\\u"))?;
            let pair = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
            let character = char::decode_utf16(pair).next()?.ok()?;
            Some((character, 11))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read() {
        assert_eq!(readable(r#"{"navn":"K\u00e5re\nVik","sti":"a\/b"}"#), "{\"navn\":\"Kåre\nVik\",\"sti\":\"a/b\"}");
        assert_eq!(readable(r"vis('K\xE5re \u{C5}s \ud83d\ude00')"), "vis('Kåre Ås \u{1F600}')");
        assert_eq!(readable(r#"p("{\"navn\":\"K\\u00e5re\\nVik\"}")"#), "p(\"{\"navn\":\"Kåre\nVik\"}\")");
        assert_eq!(readable(r"'C:\\nora\\K\u00e5re'"), r"'C:\nora\Kåre'");
        assert_eq!(letters(r"C:\nytt\K\u00e5re"), r"C:\nytt\Kåre");
    }

    #[test]
    fn what_is_no_escape_stays() {
        for code in [r"/^\d+\s\w\b$/", r"\u12", r"\u{", r"\u{}", r"\u{110000}", r"\ud83d", r"\x4", "\\", r"\ø", "Kåre"]
        {
            assert!(matches!(readable(code), Cow::Borrowed(same) if same == code), "{code}");
        }
        assert!(matches!(letters("\\\\u00e5"), Cow::Borrowed(_)), "the backslash stands for itself");
    }
}
