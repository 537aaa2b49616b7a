//! What a document says of its words elsewhere: a word beside a first name here is a surname there.

use super::features::{Sentence, Shape, Word};
use super::gazetteer::{Listed, hash_of};
use hashbrown::HashMap;

/// Stood behind a listed first name or an initial.
const BEHIND_FIRST: u8 = 1;
/// Stood before a listed surname.
const BEFORE_LAST: u8 = 1 << 1;
/// Stood behind a title or an honorific.
const BEHIND_TITLE: u8 = 1 << 2;
/// Stood in a row with a word that makes a firm, a street or a school of it.
const IN_THING: u8 = 1 << 3;
/// Stood behind a preposition of place.
const BEHIND_IN: u8 = 1 << 4;
/// Stood in lower case.
const LOWER: u8 = 1 << 5;
/// Stood alone with a capital inside a sentence.
const ALONE: u8 = 1 << 6;
/// Stood beside a word of saying.
const SAYS: u8 = 1 << 7;

/// What persons do in newspapers and minutes.
const SAYING: [&[u8]; 14] = [
    b"sier",
    b"seier",
    b"sa",
    b"mener",
    b"meiner",
    b"forteller",
    b"fortel",
    b"skriver",
    b"skriv",
    b"spurte",
    b"spurde",
    b"opplyser",
    b"understreker",
    b"svarte",
];

/// Words of places.
const PREPOSITIONS: [&[u8]; 5] = [b"i", b"til", b"fra", b"fr\xC3\xA5", b"ved"];

/// What was seen of the words of one document, or of one window of it.
#[derive(Debug, Default)]
pub struct Memory {
    words: HashMap<u64, u8>,
}

impl Memory {
    /// Forgets everything, keeping its room.
    pub fn clear(&mut self) {
        self.words.clear();
    }

    /// Notes what `sentence` says of its words.
    pub fn note(&mut self, sentence: &Sentence) {
        let words = &sentence.words;
        for (at, word) in words.iter().enumerate() {
            if word.shape == Shape::Mark || word.shape == Shape::Number || word.shape == Shape::Initial {
                continue;
            }
            let evidence = if word.begins_upper() { evidence_at(sentence, at) } else { LOWER };
            if evidence != 0 {
                *self.words.entry(word.stem).or_default() |= evidence;
            }
        }
    }

    /// What is known of each of `words`, one number a word into `evidence`; 0 where nothing is.
    pub fn say(&self, words: &[Word], evidence: &mut Vec<u8>) {
        evidence.extend(
            words.iter().map(
                |word| {
                    if word.begins_upper() { self.words.get(&word.stem).copied().unwrap_or(0) } else { 0 }
                },
            ),
        );
    }
}

fn evidence_at(sentence: &Sentence, at: usize) -> u8 {
    let before = at.checked_sub(1).map(|at| &sentence.words[at]);
    let after = sentence.words.get(at + 1);
    let mut evidence = 0;
    if before
        .is_some_and(|word| word.begins_upper() && (word.listed.has(Listed::FIRST) || word.shape == Shape::Initial))
    {
        evidence |= BEHIND_FIRST;
    }
    if after.is_some_and(|word| word.begins_upper() && word.listed.has(Listed::LAST)) {
        evidence |= BEFORE_LAST;
    }
    if before.is_some_and(|word| word.listed.has(Listed::TITLE.with(Listed::HONORIFIC))) {
        evidence |= BEHIND_TITLE;
    }
    if after.is_some_and(|word| word.begins_upper() && word.listed.has(Listed::FIRM.with(Listed::THING))) {
        evidence |= IN_THING;
    }
    let is_among = |word: Option<&Word>, list: &[&[u8]]| {
        word.is_some_and(|word| list.iter().any(|&known| hash_of(known) == word.identity))
    };
    if is_among(before, &SAYING) || is_among(after, &SAYING) {
        evidence |= SAYS;
    }
    if is_among(before, &PREPOSITIONS) {
        evidence |= BEHIND_IN;
    }
    if before.is_some_and(|word| word.shape == Shape::Lower) && !after.is_some_and(Word::begins_upper) {
        evidence |= ALONE;
    }
    evidence
}
