//! Words as the other rooms of detection see them: which bytes make one, and the words before and after a place.

use crate::model::Span;

/// A byte of a letter: what [`super::classify`] takes for one, judged byte by byte.
#[inline]
pub fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// The next byte at or behind `at` with which a character begins.
pub fn character_from(text: &[u8], at: usize) -> usize {
    at + text[at..].iter().take_while(|byte| **byte & 0xC0 == 0x80).count()
}

/// White space that may stand inside a phrase, a no-break space among it, a hyphen, or an apostrophe («doctor's note»): its width in
/// bytes.
fn joint_width(text: &[u8]) -> usize {
    match text {
        [b' ' | b'\t' | b'\n' | b'\r' | b'-' | b'\'', ..] => 1,
        [0xC2, 0xA0 | 0xAD, ..] => 2,
        [0xE2, 0x80, 0x90 | 0x91 | 0x89 | 0xAF | 0x99, ..] => 3,
        _ => 0,
    }
}

fn joint_width_before(text: &[u8]) -> usize {
    match text {
        [.., 0xE2, 0x80, 0x90 | 0x91 | 0x89 | 0xAF | 0x99] => 3,
        [.., 0xC2, 0xA0 | 0xAD] => 2,
        [.., b' ' | b'\t' | b'\n' | b'\r' | b'-' | b'\''] => 1,
        _ => 0,
    }
}

/// Punctuation of more than one byte: no letters.
fn is_mark(text: &[u8], at: usize) -> bool {
    matches!(text[at], 0xC2 | 0xE2 | 0xEF) || text[at] == 0xE2
}

/// The word that begins at `at`, if one does.
pub fn word_at(text: &[u8], at: usize) -> Option<Span> {
    let mut end = at;
    while end < text.len() && is_word_byte(text[end]) && !is_mark(text, end) {
        // A character that breaks off takes no byte with it that is not its own.
        let rest = text[end + 1..].iter().take(char_width(text[end]) - 1);
        end += 1 + rest.take_while(|byte| **byte & 0xC0 == 0x80).count();
    }
    (end > at).then(|| Span::new(at, end))
}

fn char_width(lead: u8) -> usize {
    match lead {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => 1,
    }
}

/// The word that ends at `at`, if one does.
pub fn word_ending_at(text: &[u8], at: usize) -> Option<Span> {
    let mut start = at;
    while start > 0 && is_word_byte(text[start - 1]) {
        let mut lead = start - 1;
        while lead > 0 && text[lead] & 0xC0 == 0x80 {
            lead -= 1;
        }
        if is_mark(text, lead) {
            break;
        }
        start = lead;
    }
    (start < at).then(|| Span::new(start, at))
}

/// Joints in a row that a phrase may span: a line break with its indent.
const WIDEST_JOINT: usize = 8;

/// Behind the white space or hyphen at `at`; `at` itself where there is none.
pub fn skip_joint(text: &[u8], at: usize) -> usize {
    let mut start = at;
    while start - at < WIDEST_JOINT {
        match joint_width(&text[start..]) {
            0 => break,
            width => start += width,
        }
    }
    start
}

/// Before the white space or hyphen that ends at `at`; `at` itself where there is none.
pub fn skip_joint_before(text: &[u8], at: usize) -> usize {
    let mut end = at;
    while at - end < WIDEST_JOINT {
        match joint_width_before(&text[..end]) {
            0 => break,
            width => end -= width,
        }
    }
    end
}

/// The next word of a phrase behind `at`: white space, a hyphen or an apostrophe between.
pub fn word_after(text: &[u8], at: usize) -> Option<Span> {
    let start = skip_joint(text, at);
    if start == at { None } else { word_at(text, start) }
}

/// The word of a phrase before `at`: white space, a hyphen or an apostrophe between.
pub fn word_before(text: &[u8], at: usize) -> Option<Span> {
    let end = skip_joint_before(text, at);
    if end == at { None } else { word_ending_at(text, end) }
}

/// The letter at `at` is upper case.
pub fn begins_upper(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
        Some(&lead) => text
            .get(at..(at + char_width(lead)).min(text.len()))
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .and_then(|letter| letter.chars().next())
            .is_some_and(char::is_uppercase),
        None => false,
    }
}

/// No letter of the word is lower case, and it has at least two.
pub fn is_all_upper(word: &[u8]) -> bool {
    let Ok(word) = std::str::from_utf8(word) else { return false };
    word.chars().count() >= 2 && !word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_and_after_are_found_over_joints() {
        let text = "én–to\u{a0}tre\n  fire, Åse".as_bytes();
        let of = |span: Option<Span>| span.map(|s| String::from_utf8_lossy(s.of(text)).into_owned());
        let to = 3 + 3;
        assert_eq!(of(word_at(text, to)), Some("to".into()));
        assert_eq!(of(word_after(text, to + 2)), Some("tre".into()));
        assert_eq!(of(word_before(text, to)), None, "a dash is no joint");
        let fire = text.len() - "fire, Åse".len();
        assert_eq!(of(word_before(text, fire)), Some("tre".into()));
        assert_eq!(of(word_after(text, fire + 4)), None);
        assert!(begins_upper(text, text.len() - 4));
    }
}
