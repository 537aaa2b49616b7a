//! The letters of a word as they are read: an accent that was painted over a letter, as some typesetters do, becomes one with it.

use super::paint::{Glyph, Painted};
use unicode_normalization::char::compose;

/// The letters of a piece. An accent painted over or under a letter becomes one with it.
pub(super) fn spelt(painted: &Painted, glyphs: &[Glyph]) -> String {
    let mut text = String::new();
    let mut accent: Option<char> = None;
    for glyph in glyphs {
        let letters = painted.text(glyph).trim();
        if let Some(mark) = accent.take() {
            let mut chars = letters.chars();
            let composed = chars.next().and_then(|letter| compose(letter, mark));
            if let Some(composed) = composed {
                text.pop();
                text.push(composed);
                text.push_str(chars.as_str());
                continue;
            }
        }
        accent = single(letters).and_then(combining);
        if let (Some(mark), Some(letter)) = (accent, text.chars().last())
            && is_over_the_letter_before(glyphs, glyph)
            && let Some(composed) = compose(letter, mark)
        {
            text.pop();
            text.push(composed);
            accent = None;
            continue;
        }
        match single(letters).filter(|mark| ('\u{300}'..='\u{36f}').contains(mark)) {
            Some(mark) if let Some(composed) = text.chars().last().and_then(|letter| compose(letter, mark)) => {
                text.pop();
                text.push(composed);
            }
            _ => text.push_str(letters),
        }
        if accent.is_some() && !is_under_the_next(glyphs, glyph) {
            accent = None;
        }
    }
    with_plain_digits(text)
}

/// A number whose digits all are raised or lowered ones is a number; one or two of them are the mark of a note.
fn with_plain_digits(text: String) -> String {
    const FEW: usize = 4;
    let plain = |letter: char| match letter {
        '\u{b9}' => Some('1'),
        '\u{b2}' => Some('2'),
        '\u{b3}' => Some('3'),
        '\u{2070}' | '\u{2074}'..='\u{2079}' => char::from_digit(u32::from(letter) - 0x2070, 10),
        '\u{2080}'..='\u{2089}' => char::from_digit(u32::from(letter) - 0x2080, 10),
        _ => None,
    };
    if text.is_ascii() || text.chars().filter(|letter| plain(*letter).is_some()).count() < FEW {
        return text;
    }
    text.chars().map(|letter| plain(letter).unwrap_or(letter)).collect()
}

fn single(letters: &str) -> Option<char> {
    let mut chars = letters.chars();
    chars.next().filter(|_| chars.as_str().is_empty())
}

/// The accent as it is combined with a letter.
fn combining(accent: char) -> Option<char> {
    Some(match accent {
        '`' => '\u{300}',
        '\u{b4}' => '\u{301}',
        '\u{2c6}' | '^' => '\u{302}',
        '\u{2dc}' | '~' => '\u{303}',
        '\u{a8}' => '\u{308}',
        '\u{2da}' => '\u{30a}',
        '\u{b8}' => '\u{327}',
        '\u{2c7}' => '\u{30c}',
        _ => return None,
    })
}

fn is_under_the_next(glyphs: &[Glyph], glyph: &Glyph) -> bool {
    let next = glyphs.iter().find(|other| other.text.start >= glyph.text.end);
    next.is_some_and(|next| overlap(glyph, next))
}

fn is_over_the_letter_before(glyphs: &[Glyph], glyph: &Glyph) -> bool {
    let before = glyphs.iter().rev().find(|other| other.text.end <= glyph.text.start);
    before.is_some_and(|before| overlap(before, glyph))
}

/// More than half of the narrower letter stands within the other.
fn overlap(one: &Glyph, next: &Glyph) -> bool {
    let length = one.advance.hypot().max(1e-9);
    let along = one.advance / length;
    let start = (next.origin - one.origin).dot(along);
    let end = start + next.advance.hypot();
    let common = end.min(length) - start.max(0.0);
    common > 0.5 * length.min(end - start)
}
