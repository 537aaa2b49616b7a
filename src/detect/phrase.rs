//! Listed phrases: which word they are looked for at, and whether they stand around it.

use super::fold::Folded;
use super::word_table::Edge;
use super::words::{word_after, word_before};
use crate::model::Span;
use crate::rules::Rules;
use hashbrown::HashMap;

/// A word of a phrase as listed.
#[derive(Debug, Clone, Copy)]
pub struct PhraseWord<'p> {
    /// Without the star.
    pub text: &'p [u8],
    /// Any ending may follow.
    pub open: bool,
}

impl<'p> PhraseWord<'p> {
    /// The word that is written so in the lists.
    pub fn new(listed: &'p [u8]) -> Self {
        match listed.strip_suffix(b"*") {
            Some(text) => PhraseWord { text, open: true },
            None => PhraseWord { text: listed, open: false },
        }
    }

    /// How the word ends in a text; an open one may end in any way.
    pub fn ends(&self) -> Edge {
        if self.open { Edge::default() } else { Edge::ending(self.text) }
    }

    fn fits(&self, written: &[u8], exact_case: bool) -> bool {
        let holds = |given: &[u8]| if self.open { given.starts_with(self.text) } else { given == self.text };
        let length_fits = if self.open { written.len() >= self.text.len() } else { written.len() == self.text.len() };
        // Most words differ in their first letter or their length: that is seen before anything is folded.
        let differs = |first: &u8| written[0] < 0xC3 && (written[0] ^ first) & !0x20 != 0;
        if !length_fits || self.text.first().is_some_and(differs) {
            return false;
        }
        if exact_case {
            return holds(written);
        }
        if written.is_ascii() {
            return written[..self.text.len()].eq_ignore_ascii_case(self.text);
        }
        Folded::new(written).is_some_and(|folded| holds(folded.as_bytes()))
    }
}

/// What is known of a phrase but its words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Phrase {
    /// Index of the rule.
    pub rule: u16,
    /// Where the word begins at which it is looked for, in bytes of its text.
    pub anchor: u16,
    /// Matches only as written.
    pub exact_case: bool,
    /// Tells something only in company.
    pub companion: bool,
}

/// Phrases, their texts in one piece of memory.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    phrases: Vec<Phrase>,
    /// Where each text ends.
    ends: Vec<u32>,
    texts: Vec<u8>,
}

impl Phrases {
    /// Adds a phrase of `words`, one blank between them; gives its number.
    pub fn push(&mut self, phrase: Phrase, words: &str) -> u32 {
        self.texts.extend_from_slice(words.as_bytes());
        self.phrases.push(phrase);
        self.ends.push(self.texts.len() as u32);
        self.phrases.len() as u32 - 1
    }

    /// The phrase of that number.
    pub fn phrase(&self, number: u32) -> Phrase {
        self.phrases[number as usize]
    }

    fn text(&self, number: u32) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.texts[start as usize..self.ends[number as usize] as usize]
    }

    /// The whole phrase where `word` is its word at its byte `place`.
    pub fn around(&self, number: u32, text: &[u8], word: Span, place: usize) -> Option<Span> {
        let exact_case = self.phrases[number as usize].exact_case;
        let listed = self.text(number);
        let fits = |word: Span, listed: &[u8]| PhraseWord::new(listed).fits(word.of(text), exact_case);
        let mut behind = listed[place..].split(|byte| *byte == b' ');
        if !behind.next().is_some_and(|own| fits(word, own)) {
            return None;
        }
        let mut span = word;
        if place > 0 {
            for before in listed[..place - 1].rsplit(|byte| *byte == b' ') {
                span.start = word_before(text, span.start).filter(|word| fits(*word, before))?.start;
            }
        }
        for after in behind {
            span.end = word_after(text, span.end).filter(|word| fits(*word, after))?.end;
        }
        Some(span)
    }

    /// The phrase wherever one of its words is `word`.
    pub fn with_word(&self, number: u32, text: &[u8], word: Span) -> impl Iterator<Item = Span> {
        let listed = self.text(number);
        let places = std::iter::once(0).chain(memchr::memchr_iter(b' ', listed).map(|blank| blank + 1));
        places.filter_map(move |place| self.around(number, text, word, place))
    }
}

/// How much it costs to look for a phrase at one of its words: long words are rare; some are known to be frequent, the most frequent
/// first.
pub struct Frequency<'r>(HashMap<&'r str, usize>);

/// Smaller is rarer.
pub type Cost = (usize, bool, std::cmp::Reverse<usize>);

impl<'r> Frequency<'r> {
    /// As the lists of `rules` say.
    pub fn of(rules: &'r Rules) -> Self {
        let words = rules.cue_list("frequent", "words");
        Frequency(words.iter().rev().enumerate().map(|(rank, word)| (word.as_str(), rank + 1)).collect())
    }

    /// What it costs to look for `word`, in lower case or to be matched as written only.
    pub fn cost(&self, word: &str) -> Cost {
        let stem = word.trim_end_matches('*');
        // Any word at all: a phrase is never looked for there.
        if stem.is_empty() {
            return (usize::MAX, true, std::cmp::Reverse(0));
        }
        let rank = self.0.get(stem).copied().unwrap_or(0);
        // An open word of few letters begins many others.
        (rank, word.len() > stem.len() && stem.len() < 6, std::cmp::Reverse(stem.len()))
    }
}
