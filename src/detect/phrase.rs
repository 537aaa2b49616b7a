//! Listed phrases: which word they are looked for at, and whether they stand around it.

use super::filter::Pair;
use super::fold::Folded;
use super::records::{Numbered, Records, Store, field};
use super::word_table::{Anchored, Edge};
use super::words::{word_after, word_before};
use crate::model::Span;
use crate::rules::{Form, Lemma, Rules};
use hashbrown::HashMap;
use std::borrow::Cow;

/// Bytes of a word's beginning that a pair is known by.
const KEY: usize = 4;

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

impl Phrase {
    /// Bytes of its record: where its text ends (u32), its rule and anchor (u16), whether its case counts and it needs company.
    const SIZE: usize = 9;

    fn record(self, end: u32) -> [u8; Self::SIZE] {
        let mut record = [0; Self::SIZE];
        record[..4].copy_from_slice(&end.to_le_bytes());
        record[4..6].copy_from_slice(&self.rule.to_le_bytes());
        record[6..8].copy_from_slice(&self.anchor.to_le_bytes());
        record[8] = u8::from(self.exact_case) | u8::from(self.companion) << 1;
        record
    }

    fn of(record: &[u8; Self::SIZE]) -> Self {
        Phrase {
            rule: u16::from_le_bytes(field::<4, 2>(record)),
            anchor: u16::from_le_bytes(field::<6, 2>(record)),
            exact_case: record[8] & 1 != 0,
            companion: record[8] & 2 != 0,
        }
    }
}

/// The phrase of that `number` at one of its words, between the words `before` and `after` it as listed.
pub fn anchored(number: u32, before: Option<&str>, after: Option<&str>) -> Anchored {
    // An open word may end in any way.
    let (before, is_open) = match before.map(|word| PhraseWord::new(word.as_bytes())) {
        Some(PhraseWord { text, open: true }) => (Edge::beginning(text), true),
        Some(PhraseWord { text, open: false }) => (Edge::ending(text), false),
        None => (Edge::default(), false),
    };
    let after = after.map_or(Edge::default(), |word| Edge::beginning(PhraseWord::new(word.as_bytes()).text));
    Anchored::new(number, before, is_open, after)
}

/// Phrases, their texts in one piece of memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrases {
    phrases: Records<{ Phrase::SIZE }>,
    texts: Records<1>,
}

impl Phrases {
    /// Adds a phrase of `words`, one blank between them; gives its number.
    pub fn push(&mut self, phrase: Phrase, words: &str) -> u32 {
        let number = self.phrases.len() as u32;
        self.texts.to_mut().extend_from_slice(words.as_bytes().as_chunks().0);
        let end = self.texts.len() as u32;
        self.phrases.to_mut().push(phrase.record(end));
        number
    }

    /// The phrase of that number.
    pub fn phrase(&self, number: u32) -> Phrase {
        Phrase::of(&self.phrases[number as usize])
    }

    fn text(&self, number: u32) -> &[u8] {
        let end = |number: u32| u32::from_le_bytes(field::<0, 4>(&self.phrases[number as usize])) as usize;
        self.texts[number.checked_sub(1).map_or(0, end)..end(number)].as_flattened()
    }

    /// Stores them or takes them.
    pub fn store(&mut self, store: &mut Store<'_>) {
        store.records(&mut self.phrases);
        store.records(&mut self.texts);
    }

    /// The whole phrase where `word` is its word at its byte `place`.
    pub fn around(&self, number: u32, text: &[u8], word: Span, place: usize) -> Option<Span> {
        let exact_case = self.phrase(number).exact_case;
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

/// The phrases of the terms, and where to look for them.
#[derive(Debug, Default)]
pub struct TermPhrases {
    /// Their texts.
    pub phrases: Phrases,
    /// Those that are looked for at two words.
    pub pairs: GatheredPairs,
    /// Those that are looked for at one word, with that word as listed.
    pub unpaired: Vec<(String, Anchored)>,
}

impl TermPhrases {
    /// All forms of all phrases among `lemmas`; `rules` say which words are frequent.
    pub fn of(rules: &Rules, lemmas: &[Lemma]) -> Self {
        let mut all = TermPhrases::default();
        let frequency = Frequency::of(rules);
        for lemma in lemmas.iter().filter(|lemma| lemma.is_phrase()) {
            lemma.each_form(|form| all.add(&form, &frequency));
        }
        all
    }

    fn add(&mut self, form: &Form<'_>, frequency: &Frequency<'_>) {
        let text = [form.before, form.word].join(" ");
        let anchor = frequency.anchor(&text);
        let Anchor { word, place, .. } = anchor;
        let phrase =
            Phrase { rule: form.rule, anchor: place as u16, exact_case: form.exact_case, companion: form.companion };
        let mut before = text[..place].trim_end().rsplit(' ').filter(|word| !word.is_empty());
        let first = if anchor.is_paired { before.next() } else { None };
        let after = text[place + word.len()..].trim_start().split(' ').next().filter(|word| !word.is_empty());
        let anchored = anchored(self.phrases.push(phrase, &text), before.next(), after);
        let folded = |word| if form.exact_case { Cow::Owned(str::to_lowercase(word)) } else { Cow::Borrowed(word) };
        let word = folded(word);
        match first.map(folded) {
            Some(first) => {
                self.pairs.add(PhraseWord::new(first.as_bytes()), PhraseWord::new(word.as_bytes()), anchored);
            }
            None => self.unpaired.push((word.into_owned(), anchored)),
        }
    }
}

/// Phrases by the pairs of words at which they are looked for, while they are gathered.
#[derive(Debug, Default)]
pub struct GatheredPairs {
    /// By two words.
    closed: Vec<(u64, Pair, Anchored)>,
    /// By the beginnings of two words, of which one may end in any way.
    open: Vec<(u64, Pair, Anchored)>,
}

impl GatheredPairs {
    /// The two words of a phrase, in lower case, lead to it.
    fn add(&mut self, first: PhraseWord<'_>, second: PhraseWord<'_>, phrase: Anchored) {
        let is_open = first.open || second.open;
        Pair::each(first.text, second.text, |pair| {
            if is_open {
                self.open.push((pair.beginnings, pair, phrase));
            } else {
                self.closed.push((pair.words, pair, phrase));
            }
        });
    }

    /// The table of all that was gathered; and the pairs, those by beginnings last.
    pub fn freeze(self) -> (PairTable, [Vec<Pair>; 2]) {
        let (closed, closed_pairs) = Rows::of(self.closed);
        let (open, open_pairs) = Rows::of(self.open);
        (PairTable { closed, open }, [closed_pairs, open_pairs])
    }
}

/// Phrases by the pairs of words at which they are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PairTable {
    closed: Rows,
    open: Rows,
}

impl PairTable {
    /// The phrases to look for where the words of `pair` stand, the second their anchor.
    pub fn of_words(&self, pair: Pair) -> &[[u8; Anchored::SIZE]] {
        self.closed.get(pair.words)
    }

    /// The phrases to look for where words begin like those of `pair`, the second their anchor.
    pub fn of_beginnings(&self, pair: Pair) -> &[[u8; Anchored::SIZE]] {
        self.open.get(pair.beginnings)
    }

    /// Stores it or takes it.
    pub fn store(&mut self, store: &mut Store<'_>) {
        for rows in [&mut self.closed, &mut self.open] {
            rows.index.store(store);
            store.records(&mut rows.anchored);
        }
    }
}

/// Phrases by a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Rows {
    /// Number (u64), from and to in `anchored` (u32).
    index: Numbered<16>,
    anchored: Records<{ Anchored::SIZE }>,
}

impl Rows {
    fn of(mut gathered: Vec<(u64, Pair, Anchored)>) -> (Self, Vec<Pair>) {
        gathered.sort_unstable_by_key(|(number, _, anchored)| (*number, anchored.phrase));
        let mut from = 0;
        let mut pairs = Vec::new();
        let mut index = Vec::new();
        for row in gathered.chunk_by(|one, other| one.0 == other.0) {
            let to = from + row.len() as u32;
            let mut record = [0; 16];
            record[..8].copy_from_slice(&row[0].0.to_le_bytes());
            record[8..12].copy_from_slice(&from.to_le_bytes());
            record[12..].copy_from_slice(&to.to_le_bytes());
            index.push(record);
            pairs.push(row[0].1);
            from = to;
        }
        let anchored = gathered.iter().map(|(.., anchored)| anchored.record()).collect();
        (Rows { index: Numbered::new(&index), anchored }, pairs)
    }

    fn get(&self, number: u64) -> &[[u8; Anchored::SIZE]] {
        self.index.all(number).next().map_or(&[], |record| {
            let (from, to) = (u32::from_le_bytes(field::<8, 4>(record)), u32::from_le_bytes(field::<12, 4>(record)));
            &self.anchored[from as usize..to as usize]
        })
    }
}

/// How much it costs to look for a phrase at one of its words: long words are rare; some are known to be frequent, the most frequent
/// first.
struct Frequency<'r>(HashMap<&'r str, usize>);

/// Smaller is rarer.
type Cost = (usize, bool, std::cmp::Reverse<usize>);

/// The word at which a phrase is looked for.
#[derive(Debug, Default)]
struct Anchor<'w> {
    /// Where it begins in the phrase, in bytes.
    place: usize,
    /// As listed.
    word: &'w str,
    /// It is looked for as a pair with the word before it.
    is_paired: bool,
}

impl<'r> Frequency<'r> {
    /// As the lists of `rules` say.
    fn of(rules: &'r Rules) -> Self {
        let words = rules.cue_list("frequent", "words");
        Frequency(words.iter().rev().enumerate().map(|(rank, word)| (word.as_str(), rank + 1)).collect())
    }

    /// Where to look for the phrase `text`: at two words side by side whose first bytes are known, else at a word. Words known whole
    /// come before open ones, unless both are frequent; then the one of the two that is rarer counts first.
    fn anchor<'w>(&self, text: &'w str) -> Anchor<'w> {
        let begins_certain = |word: &str| word.strip_suffix('*').is_none_or(|stem| stem.len() >= KEY);
        let words = || {
            text.split(' ').scan(0, |place, word| {
                let here = *place;
                *place += word.len() + 1;
                Some((here, word))
            })
        };
        let pairs = words().zip(words().skip(1));
        let mut pairs = pairs.filter(|((_, one), (_, two))| begins_certain(one) && begins_certain(two));
        let pair_cost = |&((_, one), (_, two)): &((usize, &str), (usize, &str))| {
            let is_open = one.ends_with('*') || two.ends_with('*');
            let (one, two) = (self.cost(one), self.cost(two));
            (is_open || one.0.min(two.0) > 0, one.min(two), one.max(two))
        };
        let rarest = match (pairs.next(), pairs.next()) {
            (Some(first), Some(second)) => [first, second].into_iter().chain(pairs).min_by_key(pair_cost),
            (only, _) => only,
        };
        match rarest {
            Some((_, (place, word))) => Anchor { place, word, is_paired: true },
            None => {
                let (place, word) = words().min_by_key(|(_, word)| self.cost(word)).unwrap_or_default();
                Anchor { place, word, is_paired: false }
            }
        }
    }

    /// What it costs to look for `word`, in lower case or to be matched as written only.
    fn cost(&self, word: &str) -> Cost {
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
