//! Listed words laid out for look-up: keys, names, terms and phrases each in one piece of memory, so that a word costs two or three
//! cache lines.

use super::filter::fold_hash;
use super::lexicon::NameUse;
use super::words::{skip_joint, skip_joint_before};
use hashbrown::{HashMap, HashTable};

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
}

/// All that is listed of a word, while the lists are gathered.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// As a term.
    pub terms: Vec<TermRef>,
    /// As the anchor of phrases.
    pub phrases: Vec<Anchored>,
    /// As a name.
    pub name: NameUse,
    /// A pattern is to be tried around it.
    pub calls_pattern: bool,
}

impl Entry {
    /// It is more than a name.
    pub fn is_term(&self) -> bool {
        !self.terms.is_empty() || !self.phrases.is_empty() || self.calls_pattern
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Row {
    key: u32,
    key_len: u8,
    calls_pattern: bool,
    name: NameUse,
    terms: (u32, u32),
    phrases: (u32, u32),
}

/// What the table says of a word.
#[derive(Debug, Clone, Copy)]
pub struct Found<'t> {
    /// As a term.
    pub terms: &'t [TermRef],
    /// As the anchor of phrases.
    pub phrases: &'t [Anchored],
    /// As a name.
    pub name: NameUse,
    /// A pattern is to be tried around it.
    pub calls_pattern: bool,
}

impl Found<'_> {
    /// It is more than a name.
    pub fn is_term(&self) -> bool {
        !self.terms.is_empty() || !self.phrases.is_empty() || self.calls_pattern
    }
}

/// The words, frozen.
#[derive(Debug, Default)]
pub struct WordTable {
    index: HashTable<u32>,
    rows: Vec<Row>,
    keys: Vec<u8>,
    terms: Vec<TermRef>,
    phrases: Vec<Anchored>,
}

impl WordTable {
    /// The table of `words`. Words longer than 255 bytes are left out: none is looked up.
    pub fn new(words: HashMap<Vec<u8>, Entry>) -> Self {
        let mut table = WordTable { index: HashTable::with_capacity(words.len()), ..WordTable::default() };
        // Rows count from 1.
        table.rows.push(Row::default());
        for (word, entry) in words {
            let Ok(key_len) = u8::try_from(word.len()) else { continue };
            let (terms, phrases) = (table.terms.len() as u32, table.phrases.len() as u32);
            let row = Row {
                key: table.keys.len() as u32,
                key_len,
                calls_pattern: entry.calls_pattern,
                name: entry.name,
                terms: (terms, terms + entry.terms.len() as u32),
                phrases: (phrases, phrases + entry.phrases.len() as u32),
            };
            table.keys.extend_from_slice(&word);
            table.terms.extend(entry.terms);
            table.phrases.extend(entry.phrases);
            let number = table.rows.len() as u32;
            table.rows.push(row);
            let (rows, keys) = (&table.rows, &table.keys);
            table.index.insert_unique(fold_hash(&word), number, |&at| fold_hash(key(rows, keys, at)));
        }
        table
    }

    /// How many words.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// The row of `word`, in lower case.
    pub fn row(&self, word: &[u8]) -> Option<u32> {
        self.index.find(fold_hash(word), |&at| key(&self.rows, &self.keys, at) == word).copied()
    }

    /// What is listed of `word`, in lower case.
    pub fn get(&self, word: &[u8]) -> Option<Found<'_>> {
        self.row(word).map(|row| self.at(row))
    }

    /// What row `at` says.
    pub fn at(&self, at: u32) -> Found<'_> {
        let row = &self.rows[at as usize];
        Found {
            terms: &self.terms[row.terms.0 as usize..row.terms.1 as usize],
            phrases: &self.phrases[row.phrases.0 as usize..row.phrases.1 as usize],
            name: row.name,
            calls_pattern: row.calls_pattern,
        }
    }
}

fn key<'k>(rows: &[Row], keys: &'k [u8], at: u32) -> &'k [u8] {
    let row = &rows[at as usize];
    &keys[row.key as usize..row.key as usize + usize::from(row.key_len)]
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
