//! What a document says of its words elsewhere: a word beside a first name here is a surname there.

use super::features::Sentence;
use super::gazetteer::{Listed, hash_of};
use super::tagger::TaggedPerson;
use super::tokens::tokenise;
use super::word::{Shape, Word};
use hashbrown::HashMap;

/// Stood behind a listed first name or an initial.
const BEHIND_FIRST: u8 = 1;
/// Stood before a listed surname.
const BEFORE_LAST: u8 = 1 << 1;
/// Stood behind a title or an honorific.
const BEHIND_TITLE: u8 = 1 << 2;
/// Stood beside a word that makes a firm, a street or a school of it.
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

/// The least margin of a find that is believed.
const SURE: f32 = 4.0;

/// Evidence counts where one mention of so many bears it: in a short document once is enough, and a long one says no more.
const FEWEST_OF: u32 = 12;

/// Words of places.
const PREPOSITIONS: [&[u8]; 5] = [b"i", b"til", b"fra", b"fr\xC3\xA5", b"ved"];

/// How often a word was seen, and how often with each sort of evidence.
#[derive(Debug, Clone, Copy, Default)]
struct Mentions {
    all: u16,
    with: [u16; 8],
}

/// What was seen of the words of one document, or of one window of it: windows cut at places that depend on the bytes alone (64 KiB
/// at a line end; the posts of one case) keep finds independent of workers.
#[derive(Debug, Default)]
pub struct Memory {
    words: HashMap<u64, Mentions>,
}

impl Memory {
    /// Forgets everything, keeping its room.
    pub fn clear(&mut self) {
        self.words.clear();
    }

    /// Notes what `sentence`, which stands there so many `times`, says of its words.
    pub fn note(&mut self, sentence: &Sentence, times: u16) {
        for (at, word) in sentence.words.iter().enumerate() {
            if matches!(word.shape, Shape::Mark | Shape::Number | Shape::Initial) {
                continue;
            }
            let evidence = if word.begins_upper() { evidence_at(sentence, at) } else { LOWER };
            let mentions = self.words.entry(word.stem).or_default();
            mentions.all = mentions.all.saturating_add(times);
            for (bit, count) in mentions.with.iter_mut().enumerate() {
                *count = count.saturating_add(times * u16::from(evidence >> bit & 1));
            }
        }
    }

    /// Notes a person that was found on a first reading of the document: the words of a full name that is on no list are then
    /// known for what they are where they stand alone. Unsure finds and single words are not believed.
    pub fn believe(&mut self, text: &[u8], person: &TaggedPerson) {
        if person.margin < SURE {
            return;
        }
        let mut tokens = Vec::new();
        tokenise(text, person.span.start, person.span.end, &mut tokens);
        // «Nordmann, Kari» says nothing of who stands before whom.
        if tokens.iter().any(|token| token.span.of(text) == b",") {
            return;
        }
        tokens.retain(|token| token.upper);
        for (at, token) in tokens.iter().enumerate() {
            let word = Word::new(token.span.of(text), token.kind, |_| Listed::default());
            if word.shape == Shape::Initial {
                continue;
            }
            let mentions = self.words.entry(word.stem).or_default();
            for (bit, seen) in [(BEHIND_FIRST, at > 0), (BEFORE_LAST, at + 1 < tokens.len())] {
                let count = &mut mentions.with[bit.trailing_zeros() as usize];
                *count = count.saturating_add(u16::from(seen));
            }
        }
    }

    /// What is known of each of `words`, one number a word into `evidence`; 0 where nothing is.
    pub fn say(&self, words: &[Word], evidence: &mut Vec<u8>) {
        evidence.extend(words.iter().map(|word| {
            let known = word.begins_upper().then(|| self.words.get(&word.stem)).flatten();
            known.map_or(0, |known| {
                let counts = |bit: &usize| u32::from(known.with[*bit]) * FEWEST_OF >= u32::from(known.all).max(1);
                (0..8).filter(counts).fold(0, |evidence, bit| evidence | 1 << bit)
            })
        }));
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
    if after.is_some_and(|word| word.begins_upper() && word.listed.has(Listed::FIRM.with(Listed::THING)))
        || before.is_some_and(|word| word.listed.has(Listed::BEFORE_THING))
    {
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
