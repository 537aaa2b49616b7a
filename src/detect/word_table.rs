//! Listed words laid out for look-up: keys, names, terms and phrases each in one piece of memory, so that a word costs a few cache
//! lines.

use super::records::{Records, Store, field};
use super::table::{Keys, Table};
use super::words::{skip_joint, skip_joint_before, word_ending_at};
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
    /// How the word before ends and begins.
    before: u64,
    before_begins: u64,
    after: u64,
}

impl Beside {
    /// The eight bytes before `words` and a joint, the first eight of the word there, and the eight behind `words` and a joint.
    pub fn of(text: &[u8], words: Span) -> Self {
        let end = skip_joint_before(text, words.start);
        let start = word_ending_at(text, end).map_or(end, |word| word.start);
        Beside {
            before: last_eight(&text[..end]) | SMALL,
            before_begins: first_eight(&text[start..]) | SMALL,
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
    /// Of the word before its beginning is known, not its end.
    before_is_open: bool,
    before: u64,
    after: u64,
}

impl Anchored {
    /// Bytes of its record.
    pub const SIZE: usize = 23;

    /// The phrase of that number; `before` is how the word before its anchor ends, or how it begins where it `is_open`, `after` how
    /// the word behind the anchor begins.
    pub fn new(phrase: u32, before: Edge, is_open: bool, after: Edge) -> Self {
        let (before_known, after_known) = (before.known, after.known);
        let (before, after) = (before.bytes, after.bytes);
        Anchored { phrase, before_known, after_known, before_is_open: is_open, before, after }
    }

    /// As a record.
    pub fn record(&self) -> [u8; Self::SIZE] {
        let mut record = [0; Self::SIZE];
        record[..8].copy_from_slice(&self.before.to_le_bytes());
        record[8..16].copy_from_slice(&self.after.to_le_bytes());
        record[16..20].copy_from_slice(&self.phrase.to_le_bytes());
        record[20..].copy_from_slice(&[self.before_known, self.after_known, u8::from(self.before_is_open)]);
        record
    }

    /// What the record says.
    #[inline(always)]
    pub fn of(record: &[u8; Self::SIZE]) -> Self {
        Anchored {
            before: u64::from_le_bytes(field::<0, 8>(record)),
            after: u64::from_le_bytes(field::<8, 8>(record)),
            phrase: u32::from_le_bytes(field::<16, 4>(record)),
            before_known: record[20],
            after_known: record[21],
            before_is_open: record[22] != 0,
        }
    }

    /// The bytes beside the anchor are as the phrase asks.
    pub fn may_stand(&self, beside: Beside) -> bool {
        // What is not known is shifted out.
        let unlike =
            |bits: u64, known: u8, shift: fn(u64, u32) -> u64| known > 0 && shift(bits, 64 - 8 * u32::from(known)) != 0;
        let is_unlike_before = if self.before_is_open {
            unlike(self.before ^ beside.before_begins, self.before_known, |bits, by| bits << by)
        } else {
            unlike(self.before ^ beside.before, self.before_known, |bits, by| bits >> by)
        };
        !is_unlike_before && !unlike(self.after ^ beside.after, self.after_known, |bits, by| bits << by)
    }
}

/// What the lists say of a word as a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameUse {
    /// A first name.
    pub first: bool,
    /// A surname.
    pub last: bool,
    /// An ordinary word, a month or a place, too.
    pub also_word: bool,
    /// A title that private persons bear: «fru», «Mr».
    pub honorific: bool,
}

impl NameUse {
    /// Stands on a list of names.
    pub fn is_name(self) -> bool {
        self.first || self.last
    }
}

/// What is listed of a word but rules and phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uses {
    /// As a name.
    pub name: NameUse,
    /// A pattern is to be tried around it.
    pub calls_pattern: bool,
    /// A word for a patient or a relative: terms that need company have it beside this one.
    pub gives_company: bool,
}

impl Uses {
    fn bits(self) -> u8 {
        let Uses { name: NameUse { first, last, also_word, honorific }, calls_pattern, gives_company } = self;
        let uses = [first, last, also_word, honorific, calls_pattern, gives_company];
        uses.iter().zip(0..).fold(0, |bits, (&is_so, at)| bits | u8::from(is_so) << at)
    }

    fn of(bits: u8) -> Self {
        let is = |at: u8| bits >> at & 1 == 1;
        let name = NameUse { first: is(0), last: is(1), also_word: is(2), honorific: is(3) };
        Uses { name, calls_pattern: is(4), gives_company: is(5) }
    }
}

/// A rule that a word is a term of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermRef {
    /// Index of the rule.
    pub rule: u16,
    /// Tells something only in company.
    pub companion: bool,
    /// Of a beginning: it makes compounds with what follows. Otherwise anything may follow.
    pub first_part: bool,
    /// From, and how many bytes of the table's `exact` it matches only; none where it matches in any case.
    exact: (u32, u8),
}

impl TermRef {
    const SIZE: usize = 8;

    /// A term of `rule` in any case.
    pub fn new(rule: u16) -> Self {
        TermRef { rule, companion: false, first_part: false, exact: (0, 0) }
    }

    fn record(&self) -> [u8; Self::SIZE] {
        let mut record = [0; Self::SIZE];
        record[..4].copy_from_slice(&self.exact.0.to_le_bytes());
        record[4..6].copy_from_slice(&self.rule.to_le_bytes());
        record[6] = self.exact.1;
        record[7] = u8::from(self.companion) | u8::from(self.first_part) << 1;
        record
    }

    fn of(record: &[u8; Self::SIZE]) -> Self {
        TermRef {
            exact: (u32::from_le_bytes(field::<0, 4>(record)), record[6]),
            rule: u16::from_le_bytes(field::<4, 2>(record)),
            companion: record[7] & 1 != 0,
            first_part: record[7] & 2 != 0,
        }
    }
}

/// All that is listed of a word.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed {
    /// But rules and phrases.
    pub uses: Uses,
    /// From and to in the table's terms and phrases.
    terms: (u32, u32),
    phrases: (u32, u32),
}

impl Listed {
    /// It is more than a name.
    pub fn is_term(&self) -> bool {
        self.terms.0 < self.terms.1
            || self.phrases.0 < self.phrases.1
            || self.uses.calls_pattern
            || self.uses.gives_company
    }

    /// It anchors phrases.
    pub fn is_anchor(&self) -> bool {
        self.phrases.0 < self.phrases.1
    }
}

/// The words while they are gathered: terms and phrases by the number of their word.
#[derive(Debug, Default)]
pub struct Gathered {
    keys: Keys,
    /// By number less one.
    uses: Vec<Uses>,
    terms: Vec<(u32, TermRef)>,
    phrases: Vec<(u32, Anchored)>,
    exact: Vec<u8>,
}

impl Gathered {
    fn number(&mut self, word: &[u8]) -> u32 {
        let (number, is_new) = self.keys.number(word);
        if is_new {
            self.uses.push(Uses::default());
        }
        number
    }

    /// `word`, in lower case, is a term.
    pub fn add_term(&mut self, word: &[u8], term: TermRef) {
        let number = self.number(word);
        self.terms.push((number, term));
    }

    /// `word` is a term where it is written so; `folded` is the same in lower case.
    pub fn add_exact(&mut self, folded: &[u8], word: &[u8], term: TermRef) {
        let exact = (self.exact.len() as u32, word.len().min(255) as u8);
        self.exact.extend_from_slice(word);
        self.add_term(folded, TermRef { exact, ..term });
    }

    /// `word`, in lower case, anchors a phrase.
    pub fn add_phrase(&mut self, word: &[u8], phrase: Anchored) {
        let number = self.number(word);
        self.phrases.push((number, phrase));
    }

    /// What else is listed of `word`, in lower case.
    pub fn uses(&mut self, word: &[u8]) -> &mut Uses {
        let number = self.number(word);
        &mut self.uses[number as usize - 1]
    }

    /// The table of all that was gathered: each term of a word once, those with anything behind first, and else in the order
    /// they came.
    pub fn freeze(self) -> WordTable {
        let Gathered { keys, uses, terms: mut gathered, mut phrases, exact } = self;
        gathered.sort_by_key(|(number, term)| (*number, term.first_part));
        phrases.sort_by_key(|(number, _)| *number);
        let mut terms = Vec::with_capacity(gathered.len());
        for term in gathered {
            let is_known = terms.iter().rev().take_while(|(number, _)| *number == term.0).any(|known| *known == term);
            if !is_known {
                terms.push(term);
            }
        }
        let (mut term, mut phrase) = (0, 0);
        let words = keys.freeze(|number| {
            let mut row = [0; ROW];
            term += terms[term..].iter().take_while(|(other, _)| *other < number).count();
            phrase += phrases[phrase..].iter().take_while(|(other, _)| *other < number).count();
            row[4..8].copy_from_slice(&(term as u32).to_le_bytes());
            row[8..12].copy_from_slice(&(phrase as u32).to_le_bytes());
            row[12] = uses.get(number as usize - 1).map_or(0, |uses| uses.bits());
            row
        });
        WordTable {
            words,
            terms: terms.iter().map(|(_, term)| term.record()).collect(),
            phrases: phrases.iter().map(|(_, phrase)| phrase.record()).collect(),
            exact: exact.into_iter().map(|byte| [byte]).collect(),
        }
    }
}

/// Bytes of a word's row: where it begins in the keys (u32), its terms and its phrases in their tables (u32), its uses (u8).
const ROW: usize = 13;

/// The words, frozen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordTable {
    words: Table<ROW>,
    terms: Records<{ TermRef::SIZE }>,
    phrases: Records<{ Anchored::SIZE }>,
    exact: Records<1>,
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
    pub fn get(&self, word: &[u8]) -> Option<Listed> {
        self.find(word).map(|number| self.at(number))
    }

    /// What is listed of the word of that number.
    pub fn at(&self, number: u32) -> Listed {
        let (row, next) = self.words.row(number);
        let terms = |row| u32::from_le_bytes(field::<4, 4>(row));
        let phrases = |row| u32::from_le_bytes(field::<8, 4>(row));
        Listed { uses: Uses::of(row[12]), terms: (terms(row), terms(next)), phrases: (phrases(row), phrases(next)) }
    }

    /// The rules of which it is a term.
    pub fn terms(&self, listed: Listed) -> impl Iterator<Item = TermRef> {
        self.terms[listed.terms.0 as usize..listed.terms.1 as usize].iter().map(TermRef::of)
    }

    /// `term` matches a word that is written so.
    pub fn is_written(&self, term: TermRef, word: &[u8]) -> bool {
        let (from, len) = (term.exact.0 as usize, usize::from(term.exact.1));
        len == 0 || self.exact[from..from + len].as_flattened() == word
    }

    /// The phrases that it anchors.
    pub fn phrases(&self, listed: Listed) -> &[[u8; Anchored::SIZE]] {
        &self.phrases[listed.phrases.0 as usize..listed.phrases.1 as usize]
    }

    /// The words, in lower case, with what is listed of them.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], Listed)> {
        self.words.iter().map(|(word, number)| (word, self.at(number)))
    }

    /// Stores it or takes it.
    pub fn store(&mut self, store: &mut Store<'_>) {
        self.words.store(store);
        store.records(&mut self.terms);
        store.records(&mut self.phrases);
        store.records(&mut self.exact);
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
            Anchored::new(0, Edge::default(), false, Edge::beginning(word.as_bytes())).may_stand(beside("", text))
        };
        assert!(begins("påstand", " PÅSTANDEN") && begins("påstanden", "\u{a0}påstanden") && begins("på", "\npå "));
        assert!(!begins("påstand", " postanden") && !begins("til", " ti ") && !begins("påstand", " påstått"));
        assert!(begins("č", " Č") && begins("", ""));
        let ends = |word: &str, text: &str| {
            Anchored::new(0, Edge::ending(word.as_bytes()), false, Edge::default()).may_stand(beside(text, ""))
        };
        let opens = |stem: &str, text: &str| {
            Anchored::new(0, Edge::beginning(stem.as_bytes()), true, Edge::default()).may_stand(beside(text, ""))
        };
        assert!(opens("fusk", "som Fuskar ") && !opens("fusk", "som juksar ") && !opens("fusk", "fusk, "));
        assert!(ends("på", "Klage PÅ ") && !ends("på", "klage pa "));
        assert!(ends("i", "I ") && !ends("dom", "om ") && ends("sykmeldingen", "SYKMELDINGEN-"));
    }
}
