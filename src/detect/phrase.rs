//! Listed phrases: which word they are looked for at, and whether they stand around it.

use super::filter::Pair;
use super::fold::Folded;
use super::word_table::{Anchored, Edge};
use super::words::{word_after, word_before};
use crate::model::Span;
use crate::rules::{Form, Rules};
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

/// The phrases of the terms, and where to look for them.
#[derive(Debug, Default)]
pub struct TermPhrases {
    /// Their texts.
    pub phrases: Phrases,
    /// Those that are looked for at two words.
    pub pairs: PairTable,
    /// Those that are looked for at one word, with that word as listed.
    pub unpaired: Vec<(String, Anchored)>,
}

impl TermPhrases {
    /// All forms of all phrases of `rules`.
    pub fn of(rules: &Rules) -> Self {
        let mut all = TermPhrases::default();
        let frequency = Frequency::of(rules);
        for lemma in rules.lemmas.iter().filter(|lemma| lemma.is_phrase()) {
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
        let anchored = Anchored::new(
            self.phrases.push(phrase, &text),
            before.next().map_or(Edge::default(), |word| PhraseWord::new(word.as_bytes()).ends()),
            after.map_or(Edge::default(), |word| Edge::beginning(PhraseWord::new(word.as_bytes()).text)),
        );
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

/// Phrases by the pairs of words at which they are looked for.
#[derive(Debug, Default)]
pub struct PairTable {
    /// By two words.
    closed: Rows,
    /// By the beginnings of two words, of which one may end in any way.
    open: Rows,
}

impl PairTable {
    /// The two words of a phrase, in lower case, lead to it.
    pub fn add(&mut self, first: PhraseWord<'_>, second: PhraseWord<'_>, phrase: Anchored) {
        let is_open = first.open || second.open;
        Pair::each(first.text, second.text, |pair| {
            if is_open {
                self.open.gathered.push((pair.beginnings, pair, phrase));
            } else {
                self.closed.gathered.push((pair.words, pair, phrase));
            }
        });
    }

    /// Lays out what was gathered, and gives the pairs, those by beginnings last. What is added later is not found.
    pub fn freeze(&mut self) -> [Vec<Pair>; 2] {
        [self.closed.freeze(), self.open.freeze()]
    }

    /// The phrases to look for where the words of `pair` stand, the second their anchor.
    pub fn of_words(&self, pair: Pair) -> &[Anchored] {
        self.closed.get(pair.words)
    }

    /// The phrases to look for where words begin like those of `pair`, the second their anchor.
    pub fn of_beginnings(&self, pair: Pair) -> &[Anchored] {
        self.open.get(pair.beginnings)
    }
}

/// Phrases by a number.
#[derive(Debug, Default)]
struct Rows {
    gathered: Vec<(u64, Pair, Anchored)>,
    index: HashMap<u64, (u32, u32)>,
    anchored: Vec<Anchored>,
}

impl Rows {
    fn freeze(&mut self) -> Vec<Pair> {
        let mut gathered = std::mem::take(&mut self.gathered);
        gathered.sort_unstable_by_key(|(number, _, anchored)| (*number, anchored.phrase));
        let mut from = 0;
        let mut pairs = Vec::new();
        for row in gathered.chunk_by(|one, other| one.0 == other.0) {
            let to = from + row.len() as u32;
            self.index.insert(row[0].0, (from, to));
            pairs.push(row[0].1);
            from = to;
        }
        self.anchored = gathered.into_iter().map(|(.., anchored)| anchored).collect();
        pairs
    }

    fn get(&self, number: u64) -> &[Anchored] {
        self.index.get(&number).map_or(&[], |&(from, to)| &self.anchored[from as usize..to as usize])
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
