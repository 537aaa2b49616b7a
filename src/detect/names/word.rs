//! What the tagger knows of a word without its surroundings: how it is written, how it ends, what is listed of it.

use super::gazetteer::{Listed, hash_of, join};
use super::tokens::{TokenKind, is_letter, letter_at};
use crate::detect::fold::Folded;

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// No capital.
    Lower,
    /// A capital first, none behind.
    Title,
    /// Two letters or more, all capitals.
    Upper,
    /// One capital letter.
    Initial,
    /// A capital first and others inside.
    Mixed,
    /// Lower case first and capitals inside.
    LowerMixed,
    /// Begins with a digit.
    Number,
    /// A mark.
    Mark,
}

/// What is to be known of a token without its surroundings.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Hash of the folded word; [`UNKNOWN`] hides it.
    pub identity: u64,
    /// Hash of the folded word less a final -s; the word's own where it has none.
    pub stem: u64,
    /// Hash of its last three letters, folded.
    pub ending: u64,
    /// How it is written.
    pub shape: Shape,
    /// What is listed of it.
    pub listed: Listed,
    /// Hash of shape and use as a name.
    pub(super) kind: u64,
    /// Hash of shape, use as a name and use as a cue.
    pub(super) class: u64,
}

/// The identity of a word that must not be known by itself.
pub const UNKNOWN: u64 = 1;
/// The word before the first.
pub(super) const BEFORE_ALL: u64 = 2;
/// The word behind the last.
pub(super) const BEHIND_ALL: u64 = 3;

impl Word {
    /// The word of a token whose bytes are `written`; `listed` says what is listed of its folded form.
    pub fn new(written: &[u8], kind: TokenKind, listed: impl FnOnce(&[u8]) -> Listed) -> Word {
        let shape = shape_of(written, kind);
        let folded = Folded::new(written);
        let folded = folded.as_ref().map_or(&[][..], Folded::as_bytes);
        match kind {
            TokenKind::Mark => Word::of(hash_of(&folded[..folded.len().min(4)]), UNKNOWN, shape, Listed::default()),
            TokenKind::Number => Word::of(hash_of_number(folded), UNKNOWN, shape, Listed::default()),
            TokenKind::Word => {
                let ending = hash_of(&folded[back(folded, 3)..]);
                let stem = hash_of(folded.strip_suffix(b"s").unwrap_or(folded));
                Word { stem, ..Word::of(hash_of(folded), ending, shape, listed(folded)) }
            }
        }
    }

    fn of(identity: u64, ending: u64, shape: Shape, listed: Listed) -> Word {
        let mark = if shape == Shape::Mark { identity } else { 0 };
        let kind = join((shape as u64) << 32 | listed.name_class(), mark);
        let more = listed.cue_class() | u64::from(listed.has(Listed::PLACE)) << 8;
        let more =
            more | u64::from(listed.has(Listed::GENITIVE)) << 9 | u64::from(listed.has(Listed::KNOWN_THING)) << 10;
        Word { identity, stem: identity, ending, shape, listed, kind, class: join(kind, more) }
    }

    pub(super) fn edge(identity: u64) -> Word {
        Word { class: identity, kind: identity, ..Word::of(identity, identity, Shape::Mark, Listed::default()) }
    }

    /// The same word as it is seen where it stands on no list of names.
    #[must_use]
    pub fn unlisted(&self) -> Word {
        let names = Listed::NAME.with(Listed::ALSO_WORD).with(Listed::GENITIVE);
        Word { stem: self.stem, ..Word::of(self.identity, self.ending, self.shape, self.listed.without(names)) }
    }

    /// The same word as it is seen where it was never met before: by its shape and parts.
    #[must_use]
    pub fn unmet(&self) -> Word {
        Word { identity: if self.shape == Shape::Mark { self.identity } else { UNKNOWN }, ..*self }
    }

    /// Begins with a capital.
    pub fn begins_upper(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper | Shape::Initial | Shape::Mixed)
    }
}

/// A number is known by its pattern alone, and by whether it may be a year.
fn hash_of_number(number: &[u8]) -> u64 {
    let mut pattern = [b'0'; 16];
    let len = number.len().min(16);
    for (into, &byte) in pattern.iter_mut().zip(number) {
        *into = if byte.is_ascii_digit() { b'0' } else { byte };
    }
    let year = number.len() == 4 && (number.starts_with(b"19") || number.starts_with(b"20"));
    hash_of(&pattern[..len]) ^ u64::from(year)
}

/// Two tokens of one key are one [`Word`]: by how they are written, numbers by their pattern.
pub(super) fn written_key(written: &[u8], kind: TokenKind) -> u64 {
    match kind {
        TokenKind::Number => hash_of_number(written),
        TokenKind::Word | TokenKind::Mark => hash_of(written),
    }
}

fn shape_of(written: &[u8], kind: TokenKind) -> Shape {
    match kind {
        TokenKind::Mark => return Shape::Mark,
        TokenKind::Number => return Shape::Number,
        TokenKind::Word => {}
    }
    let (mut letters, mut uppers, mut first_upper, mut at) = (0, 0, false, 0);
    while at < written.len() {
        let (letter, width) = letter_at(written, at, written.len());
        if is_letter(letter) {
            let upper = letter.is_uppercase();
            first_upper |= upper && letters == 0;
            uppers += usize::from(upper);
            letters += 1;
        }
        at += width;
    }
    match (first_upper, letters, uppers) {
        (true, 1, _) => Shape::Initial,
        (true, _, _) if uppers == letters => Shape::Upper,
        (true, _, 1) => Shape::Title,
        (true, _, _) => Shape::Mixed,
        (false, _, 0) => Shape::Lower,
        (false, _, _) => Shape::LowerMixed,
    }
}

/// The words before the first and behind the last word of every sentence.
pub fn edges() -> [Word; 2] {
    [Word::edge(BEFORE_ALL), Word::edge(BEHIND_ALL)]
}

/// Where the last `count` letters of `word` begin.
pub(super) fn back(word: &[u8], count: usize) -> usize {
    let mut at = word.len();
    for _ in 0..count {
        if at == 0 {
            break;
        }
        at -= 1;
        while at > 0 && word[at] & 0xC0 == 0x80 {
            at -= 1;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_by_their_shape() {
        let shape = |word: &str| Word::new(word.as_bytes(), TokenKind::Word, |_| Listed::default()).shape;
        assert_eq!(shape("åtte"), Shape::Lower);
        assert_eq!(shape("Åse"), Shape::Title);
        assert_eq!(shape("ÅSE"), Shape::Upper);
        assert_eq!(shape("Å."), Shape::Initial);
        assert_eq!(shape("McLeod"), Shape::Mixed);
        assert_eq!(shape("iPad"), Shape::LowerMixed);
    }
}
