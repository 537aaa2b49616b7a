//! What a document says of its words elsewhere: a word beside a first name here is a surname there.

use super::features::Sentence;
use super::gazetteer::{Listed, hash_of};
use super::word::{Shape, Word};
use hashbrown::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

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
static SAYING: LazyLock<[u64; 14]> = LazyLock::new(|| {
    let words = [
        "sier",
        "seier",
        "sa",
        "mener",
        "meiner",
        "forteller",
        "fortel",
        "skriver",
        "skriv",
        "spurte",
        "spurde",
        "opplyser",
        "understreker",
        "svarte",
    ];
    words.map(|word| hash_of(word.as_bytes()))
});

/// Words of places.
static PREPOSITIONS: LazyLock<[u64; 5]> =
    LazyLock::new(|| ["i", "til", "fra", "frå", "ved"].map(|word| hash_of(word.as_bytes())));

/// Evidence counts where one mention of so many bears it: in a short document once is enough, and a long one says no more.
const FEWEST_OF: u32 = 12;

/// How often a word was seen, and how often with each sort of evidence.
#[derive(Debug, Clone, Copy, Default)]
struct Mentions {
    all: u16,
    with: [u16; 8],
}

impl Mentions {
    fn add(&mut self, evidence: u8, times: u16) {
        self.all = self.all.saturating_add(times);
        for (bit, count) in self.with.iter_mut().enumerate() {
            *count = count.saturating_add(times * u16::from(evidence >> bit & 1));
        }
    }
}

/// What was seen of the words of one document, or of one window of it: windows cut at places that depend on the bytes alone (64 KiB
/// at a line end; the posts of one case) keep finds independent of workers.
#[derive(Debug, Default)]
pub struct Memory {
    /// By stem, those of words that stood with a capital somewhere.
    words: HashMap<u64, Mentions, BuildHasherDefault<Stem>>,
    /// Stems that stood in lower case, and how often, since [`Memory::settle`].
    lower: Vec<(u64, u16)>,
}

/// Stems are hashes already.
#[derive(Debug, Default)]
struct Stem(u64);

impl Hasher for Stem {
    fn write_u64(&mut self, stem: u64) {
        self.0 = stem;
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash_of(bytes);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Memory {
    /// Forgets everything, keeping its room.
    pub fn clear(&mut self) {
        self.words.clear();
        self.lower.clear();
    }

    /// Notes what `sentence`, which stands there so many `times`, says of its words.
    pub fn note(&mut self, sentence: &Sentence, times: u16) {
        for (at, word) in sentence.words.iter().enumerate() {
            if matches!(word.shape, Shape::Mark | Shape::Number | Shape::Initial) {
                continue;
            }
            if !word.begins_upper() {
                self.lower.push((word.stem, times));
                continue;
            }
            let evidence = evidence_at(sentence, at);
            self.words.entry(word.stem).or_default().add(evidence, times);
        }
    }

    /// To be called when all is noted, before anything is asked: what stood in lower case counts only for what has a capital elsewhere.
    pub fn settle(&mut self) {
        for (stem, times) in self.lower.drain(..) {
            if let Some(mentions) = self.words.get_mut(&stem) {
                mentions.add(LOWER, times);
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
    let is_among = |word: Option<&Word>, list: &[u64]| word.is_some_and(|word| list.contains(&word.identity));
    if is_among(before, &*SAYING) || is_among(after, &*SAYING) {
        evidence |= SAYS;
    }
    if is_among(before, &*PREPOSITIONS) {
        evidence |= BEHIND_IN;
    }
    if before.is_some_and(|word| word.shape == Shape::Lower) && !after.is_some_and(Word::begins_upper) {
        evidence |= ALONE;
    }
    evidence
}
