//! Listed phrases: which word they are looked for at, and whether they stand around it.

use super::fold::Folded;
use super::word_table::Edge;
use super::words::{word_after, word_before};
use crate::model::Span;
use crate::rules::Rules;
use hashbrown::HashSet;

#[derive(Debug, Clone)]
pub struct PhraseWord {
    pub text: Box<[u8]>,
    /// Any ending may follow.
    pub open: bool,
}

impl PhraseWord {
    /// How the word ends in a text; an open one may end in any way.
    pub fn ends(&self) -> Edge {
        if self.open { Edge::default() } else { Edge::ending(&self.text) }
    }
}

#[derive(Debug, Clone)]
pub struct Phrase {
    pub rule: u16,
    pub words: Vec<PhraseWord>,
    pub anchor: usize,
    pub exact_case: bool,
    /// Tells something only in company.
    pub companion: bool,
}

/// How much it costs to look for a phrase at one of its words: long words are rare, some are known to be frequent.
pub struct Frequency<'r>(HashSet<&'r str>);

impl<'r> Frequency<'r> {
    pub fn of(rules: &'r Rules) -> Self {
        Frequency(rules.cue_list("frequent", "words").iter().map(String::as_str).collect())
    }

    /// Smaller is rarer.
    pub fn cost(&self, word: &str) -> (bool, bool, std::cmp::Reverse<usize>) {
        let stem = word.trim_end_matches('*').to_lowercase();
        // An open word of few letters begins many others.
        (self.0.contains(stem.as_str()), word.ends_with('*') && stem.len() < 6, std::cmp::Reverse(stem.len()))
    }
}

impl Phrase {
    pub fn new(rule: u16, words: &[impl AsRef<str>], anchor: usize) -> Self {
        let words: Vec<_> = words
            .iter()
            .map(AsRef::as_ref)
            .map(|word| PhraseWord { text: word.trim_end_matches('*').as_bytes().into(), open: word.ends_with('*') })
            .collect();
        Phrase { rule, words, anchor, exact_case: false, companion: false }
    }

    /// The whole phrase where `word` is its word number `place`.
    pub fn around(&self, text: &[u8], word: Span, place: usize) -> Option<Span> {
        if !self.fits(text, word, place) {
            return None;
        }
        let mut span = word;
        for before in (0..place).rev() {
            let word = word_before(text, span.start)?;
            if !self.fits(text, word, before) {
                return None;
            }
            span.start = word.start;
        }
        for after in place + 1..self.words.len() {
            let word = word_after(text, span.end)?;
            if !self.fits(text, word, after) {
                return None;
            }
            span.end = word.end;
        }
        Some(span)
    }

    fn fits(&self, text: &[u8], word: Span, place: usize) -> bool {
        let expected = &self.words[place];
        let holds =
            |given: &[u8]| if expected.open { given.starts_with(&expected.text) } else { *given == *expected.text };
        let word_bytes = word.of(text);
        let length_fits = if expected.open {
            word_bytes.len() >= expected.text.len()
        } else {
            word_bytes.len() == expected.text.len()
        };
        // Most words differ in their first letter or their length: that is seen before anything is folded.
        if !length_fits || word_bytes[0] < 0xC3 && (word_bytes[0] ^ expected.text[0]) & !0x20 != 0 {
            return false;
        }
        if self.exact_case {
            return holds(word_bytes);
        }
        if word_bytes.is_ascii() {
            return word_bytes[..expected.text.len()].eq_ignore_ascii_case(&expected.text);
        }
        Folded::new(word_bytes).is_some_and(|folded| holds(folded.as_bytes()))
    }
}
