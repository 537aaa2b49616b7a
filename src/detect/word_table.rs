//! Listed words laid out for look-up: keys, names, terms and phrases each in one piece of memory, so that a word costs two or three
//! cache lines.

use super::lexicon::NameUse;
use super::table::Table;
use super::words::{skip_joint, skip_joint_before};
use crate::model::Span;

/// The bit that tells capitals, in each byte.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// The bytes at a word's edge, at most eight, as a number in which case plays no part; every word has the empty one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Edge {
    bytes: u64,
    known: u8,
}

impl Edge {
    /// How `word`, in lower case, begins.
    pub fn beginning(word: &[u8]) -> Self {
        let known = (0..word.len().min(8)).take_while(|&at| folds_by_a_bit(word, at)).count();
        Edge { bytes: first_eight(word) | SMALL, known: known as u8 }
    }

    /// How `word`, in lower case, ends.
    pub fn ending(word: &[u8]) -> Self {
        let known = (0..word.len()).rev().take(8).take_while(|&at| folds_by_a_bit(word, at)).count();
        Edge { bytes: last_eight(word) | SMALL, known: known as u8 }
    }
}

/// Byte `at` of `word`, in lower case, differs from its capital in one bit: ASCII, and the letters à to þ. Others fold in ways of
/// their own, and what stands there is not asked.
fn folds_by_a_bit(word: &[u8], at: usize) -> bool {
    let is_latin = |at: usize| word.get(at..at + 2).is_some_and(|two| two[0] == 0xC3 && two[1] != 0xBF);
    word[at].is_ascii() || is_latin(at) || at > 0 && is_latin(at - 1)
}

/// The first eight bytes, blanks where there are fewer.
fn first_eight(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut eight = [b' '; 8];
        eight[..bytes.len()].copy_from_slice(bytes);
        eight
    }))
}

/// The last eight bytes, blanks where there are fewer.
fn last_eight(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.last_chunk().copied().unwrap_or_else(|| {
        let mut eight = [b' '; 8];
        eight[8 - bytes.len()..].copy_from_slice(bytes);
        eight
    }))
}

/// What stands before and behind the words at which a phrase is looked for, as [`Edge`]s are compared with.
#[derive(Debug, Clone, Copy)]
pub struct Beside {
    before: u64,
    after: u64,
}

impl Beside {
    /// The eight bytes before `words` and a joint, and the eight behind them and a joint.
    pub fn of(text: &[u8], words: Span) -> Self {
        Beside {
            before: last_eight(&text[..skip_joint_before(text, words.start)]) | SMALL,
            after: first_eight(&text[skip_joint(text, words.end)..]) | SMALL,
        }
    }
}

/// A phrase at its anchor, with the edges of the words beside it: most places are turned away by these alone.
#[derive(Debug, Clone, Copy)]
pub struct Anchored {
    /// Number of the phrase.
    pub phrase: u32,
    before_known: u8,
    after_known: u8,
    before: u64,
    after: u64,
}

impl Anchored {
    /// The phrase of that number; `before` is how the word before its anchor ends, `after` how the word behind it begins.
    pub fn new(phrase: u32, before: Edge, after: Edge) -> Self {
        let (before_known, after_known) = (before.known, after.known);
        Anchored { phrase, before_known, after_known, before: before.bytes, after: after.bytes }
    }

    /// The bytes beside the anchor are as the phrase asks.
    pub fn may_stand(&self, beside: Beside) -> bool {
        // What is not known is shifted out.
        let unlike =
            |bits: u64, known: u8, shift: fn(u64, u32) -> u64| known > 0 && shift(bits, 64 - 8 * u32::from(known)) != 0;
        !unlike(self.before ^ beside.before, self.before_known, |bits, by| bits >> by)
            && !unlike(self.after ^ beside.after, self.after_known, |bits, by| bits << by)
    }
}

/// A rule that a word is a term of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermRef {
    /// Index of the rule.
    pub rule: u16,
    /// Matches only as written so.
    pub exact: Option<Box<[u8]>>,
    /// Tells something only in company.
    pub companion: bool,
}

/// All that is listed of a word.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed {
    /// As a name.
    pub name: NameUse,
    /// A pattern is to be tried around it.
    pub calls_pattern: bool,
    /// A word for a patient or a relative: terms that need company have it beside this one.
    pub gives_company: bool,
    /// From and to in the table's terms and phrases.
    terms: (u32, u32),
    phrases: (u32, u32),
}

impl Listed {
    /// It is more than a name.
    pub fn is_term(&self) -> bool {
        self.terms.0 < self.terms.1 || self.phrases.0 < self.phrases.1 || self.calls_pattern || self.gives_company
    }
}

/// The words while they are gathered: terms and phrases by the number of their word.
#[derive(Debug, Default)]
pub struct Gathered {
    words: Table<Listed>,
    terms: Vec<(u32, TermRef)>,
    phrases: Vec<(u32, Anchored)>,
}

impl Gathered {
    /// Room for about so many words.
    pub fn with_capacity(words: usize) -> Self {
        Gathered { words: Table::with_capacity(words), terms: Vec::with_capacity(words), phrases: Vec::new() }
    }

    /// `word`, in lower case, is a term.
    pub fn add_term(&mut self, word: &[u8], term: TermRef) {
        let number = self.words.number(word);
        self.terms.push((number, term));
    }

    /// `word`, in lower case, anchors a phrase.
    pub fn add_phrase(&mut self, word: &[u8], phrase: Anchored) {
        let number = self.words.number(word);
        self.phrases.push((number, phrase));
    }

    /// What else is listed of `word`, in lower case.
    pub fn word(&mut self, word: &[u8]) -> &mut Listed {
        self.words.entry(word)
    }

    /// The table of all that was gathered.
    pub fn freeze(mut self) -> WordTable {
        let words = &mut self.words;
        let terms = laid_out(self.terms, |number, from, to| words.at_mut(number).terms = (from, to));
        let phrases = laid_out(self.phrases, |number, from, to| words.at_mut(number).phrases = (from, to));
        WordTable { words: self.words, terms, phrases }
    }
}

/// The values in the order of their numbers, those of one number in the order they came; `each` is told of a number and where its
/// values lie.
fn laid_out<T>(mut gathered: Vec<(u32, T)>, mut each: impl FnMut(u32, u32, u32)) -> Vec<T> {
    gathered.sort_by_key(|(number, _)| *number);
    let mut from = 0;
    for row in gathered.chunk_by(|one, other| one.0 == other.0) {
        let to = from + row.len() as u32;
        each(row[0].0, from, to);
        from = to;
    }
    gathered.into_iter().map(|(_, value)| value).collect()
}

/// The words, frozen.
#[derive(Debug, Default)]
pub struct WordTable {
    words: Table<Listed>,
    terms: Vec<TermRef>,
    phrases: Vec<Anchored>,
}

impl WordTable {
    /// How many words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of `word`, in lower case; from 1.
    pub fn find(&self, word: &[u8]) -> Option<u32> {
        self.words.find(word)
    }

    /// What is listed of `word`, in lower case.
    pub fn get(&self, word: &[u8]) -> Option<&Listed> {
        self.words.get(word)
    }

    /// What is listed of the word of that number.
    pub fn at(&self, number: u32) -> &Listed {
        self.words.at(number)
    }

    /// The rules of which it is a term.
    pub fn terms(&self, listed: &Listed) -> &[TermRef] {
        &self.terms[listed.terms.0 as usize..listed.terms.1 as usize]
    }

    /// The phrases that it anchors.
    pub fn phrases(&self, listed: &Listed) -> &[Anchored] {
        &self.phrases[listed.phrases.0 as usize..listed.phrases.1 as usize]
    }

    /// The words, in lower case, with what is listed of them.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &Listed)> {
        self.words.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_compared_without_case() {
        let beside = |before: &str, after: &str| {
            let text = [before, "x", after].concat();
            Beside::of(text.as_bytes(), Span::new(before.len(), before.len() + 1))
        };
        let begins = |word: &str, text: &str| {
            Anchored::new(0, Edge::default(), Edge::beginning(word.as_bytes())).may_stand(beside("", text))
        };
        assert!(begins("påstand", " PÅSTANDEN") && begins("påstanden", "\u{a0}påstanden") && begins("på", "\npå "));
        assert!(!begins("påstand", " postanden") && !begins("til", " ti ") && !begins("påstand", " påstått"));
        assert!(begins("č", " Č") && begins("", ""));
        let ends = |word: &str, text: &str| {
            Anchored::new(0, Edge::ending(word.as_bytes()), Edge::default()).may_stand(beside(text, ""))
        };
        assert!(ends("på", "Klage PÅ ") && !ends("på", "klage pa "));
        assert!(ends("i", "I ") && !ends("dom", "om ") && ends("sykmeldingen", "SYKMELDINGEN-"));
    }
}
