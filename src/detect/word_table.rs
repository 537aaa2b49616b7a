//! Listed words laid out for look-up: keys, names, terms and phrases each in one piece of memory, so that a word costs two or three
//! cache lines.

use super::lexicon::NameUse;
use super::table::Table;
use super::words::{skip_joint, skip_joint_before};

/// The bit that tells capitals, in each byte.
const SMALL: u32 = 0x2020_2020;

/// The bytes at a word's edge, at most four, as a number in which case plays no part; every word has the empty one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Edge {
    bytes: u32,
    mask: u32,
}

impl Edge {
    /// How `word`, in lower case, begins.
    pub fn beginning(word: &[u8]) -> Self {
        let known = (0..word.len().min(4)).take_while(|&at| folds_by_a_bit(word, at)).count();
        Self::new(first_four(word), ((1u64 << (8 * known)) - 1) as u32)
    }

    /// How `word`, in lower case, ends.
    pub fn ending(word: &[u8]) -> Self {
        let known = (0..word.len()).rev().take(4).take_while(|&at| folds_by_a_bit(word, at)).count();
        Self::new(last_four(word), !(((1u64 << (8 * (4 - known))) - 1) as u32))
    }

    fn new(four: [u8; 4], mask: u32) -> Self {
        Edge { bytes: (u32::from_le_bytes(four) | SMALL) & mask, mask }
    }

    fn fits(self, text: u32) -> bool {
        text & self.mask == self.bytes
    }
}

/// Byte `at` of `word`, in lower case, differs from its capital in one bit: ASCII, and the letters à to þ. Others fold in ways of
/// their own, and what stands there is not asked.
fn folds_by_a_bit(word: &[u8], at: usize) -> bool {
    let is_latin = |at: usize| word.get(at..at + 2).is_some_and(|two| two[0] == 0xC3 && two[1] != 0xBF);
    word[at].is_ascii() || is_latin(at) || at > 0 && is_latin(at - 1)
}

fn first_four(bytes: &[u8]) -> [u8; 4] {
    let mut four = [b' '; 4];
    let len = bytes.len().min(4);
    four[..len].copy_from_slice(&bytes[..len]);
    four
}

fn last_four(bytes: &[u8]) -> [u8; 4] {
    let mut four = [b' '; 4];
    let len = bytes.len().min(4);
    four[4 - len..].copy_from_slice(&bytes[bytes.len() - len..]);
    four
}

/// The four bytes of the text behind `at` and a joint, as [`Edge`]s are compared with.
pub fn bytes_after(text: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(first_four(&text[skip_joint(text, at)..])) | SMALL
}

/// The four bytes of the text before `at` and a joint.
pub fn bytes_before(text: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(last_four(&text[..skip_joint_before(text, at)])) | SMALL
}

/// A phrase at its anchor, with the edges of the words beside it: most places are turned away by these alone.
#[derive(Debug, Clone, Copy)]
pub struct Anchored {
    /// Number of the phrase.
    pub phrase: u32,
    /// How the word before the anchor ends.
    pub before: Edge,
    /// How the word behind it begins.
    pub after: Edge,
}

impl Anchored {
    /// The bytes beside the anchor are as the phrase asks.
    pub fn may_stand(&self, before: u32, after: u32) -> bool {
        self.before.fits(before) && self.after.fits(after)
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
        let fits = |edge: Edge, text: &str| edge.fits(bytes_after(text.as_bytes(), 0));
        assert!(
            fits(Edge::beginning("påstand".as_bytes()), " PÅSTANDEN")
                && fits(Edge::beginning("på".as_bytes()), "\npå ")
        );
        assert!(!fits(Edge::beginning("påstand".as_bytes()), " postanden") && !fits(Edge::beginning(b"til"), " ti "));
        assert!(fits(Edge::beginning("č".as_bytes()), " Č") && fits(Edge::default(), ""));
        let ends = |edge: Edge, text: &str| edge.fits(bytes_before(text.as_bytes(), text.len()));
        assert!(ends(Edge::ending("på".as_bytes()), "Klage PÅ ") && !ends(Edge::ending("på".as_bytes()), "klage pa "));
        assert!(ends(Edge::ending(b"i"), "I ") && !ends(Edge::ending(b"dom"), "om "));
    }
}
