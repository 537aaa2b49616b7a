//! All listed words of some rules, laid out for look-up. The build script makes those of the built-in rules, the program those of
//! others, both here.

use super::affixes::{Affixes, GatheredAffixes, first_four, first_two, last_four};
use super::filter::{Filter, Pair};
use super::phrase::{PairTable, Phrase, PhraseWord, Phrases, TermPhrases, anchored};
use super::records::Store;
use super::word_table::{Anchored, Gathered, NameUse, TermRef, WordTable};
use crate::rules::{Form, Harmless, Joins, Lists, NameGroup, Rules};
use std::borrow::Cow;

/// Shortest part that enters compounds, in bytes.
const LEAST_PART: usize = 4;

/// The listed words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listings {
    /// Which words are listed at all.
    pub filter: Filter,
    /// Whole words.
    pub words: WordTable,
    /// Beginnings of words.
    pub beginnings: Affixes,
    /// Endings of compounds.
    pub endings: Affixes,
    /// The terms of several words.
    pub phrases: Phrases,
    /// Where to look for most of them.
    pub pairs: PairTable,
    /// Beginnings of harmless words, as terms of the rule that they are harmless to; words of harmless phrases, as their anchors.
    pub harmless: Affixes,
    /// Their texts.
    pub harmless_phrases: Phrases,
}

/// What is gathered for [`Listings`].
#[derive(Default)]
struct Gathering {
    words: Gathered,
    beginnings: GatheredAffixes,
    endings: GatheredAffixes,
    harmless: GatheredAffixes,
    harmless_phrases: Phrases,
}

impl Listings {
    /// Nothing.
    pub fn empty() -> Self {
        Listings {
            filter: Filter::with_capacity(0, 0, 0, 0, 0),
            words: WordTable::default(),
            beginnings: Affixes::default(),
            endings: Affixes::default(),
            phrases: Phrases::default(),
            pairs: PairTable::default(),
            harmless: Affixes::default(),
            harmless_phrases: Phrases::default(),
        }
    }

    /// The words of `lists`, and those that `rules` have for their patterns, for company and before names: the same bytes for the
    /// same rules, wherever they are laid out.
    pub fn of(rules: &Rules, lists: &Lists) -> Self {
        let mut gathering = Gathering::default();
        for lemma in lists.lemmas.iter().filter(|lemma| !lemma.is_phrase()) {
            lemma.each_form(|form| gathering.word(&form));
        }
        let TermPhrases { phrases, pairs, unpaired } = TermPhrases::of(rules, &lists.lemmas);
        for (word, phrase) in unpaired {
            gathering.unpaired(&word, phrase);
        }
        lists.harmless.iter().for_each(|entry| gathering.harmless(entry));
        for word in rules.patterns.iter().flat_map(|pattern| &pattern.near) {
            gathering.pattern_word(word);
        }
        for word in rules.cue_list("persons", "patients") {
            gathering.words.uses(word.as_bytes()).gives_company = true;
        }
        lists.names.iter().for_each(|group| gathering.names(group));
        for title in rules.cue_list("persons", "honorifics") {
            gathering.words.uses(title.as_bytes()).name.honorific = true;
        }
        let (pairs, neighbours) = pairs.freeze();
        let mut listings = Listings {
            words: gathering.words.freeze(),
            beginnings: gathering.beginnings.freeze(),
            endings: gathering.endings.freeze(),
            phrases,
            pairs,
            harmless: gathering.harmless.freeze(),
            harmless_phrases: gathering.harmless_phrases,
            ..Listings::empty()
        };
        listings.filter = listings.filter_with(&neighbours);
        listings
    }

    /// The filter that lets all listed words pass, and the pairs of whole words and of beginnings.
    fn filter_with(&self, [closed, open]: &[Vec<Pair>; 2]) -> Filter {
        let Listings { words, beginnings, endings, .. } = self;
        let terms = words.iter().filter(|(_, listed)| listed.is_term()).count();
        let names = words.iter().filter(|(_, listed)| listed.uses.name.is_name()).count();
        let (begin, end) = (beginnings.lists.len(), endings.lists.len());
        let mut filter = Filter::with_capacity(terms + names, begin, end, closed.len(), open.len());
        closed.iter().for_each(|&pair| filter.add_pair(pair));
        open.iter().for_each(|&pair| filter.add_open_pair(pair));
        for (word, listed) in words.iter() {
            if listed.is_term() || listed.uses.name.honorific {
                filter.add_word(word);
            }
            if listed.uses.name.is_name() {
                filter.add_name(word);
            }
        }
        beginnings.lists.iter().for_each(|(word, _)| filter.add_beginning(word));
        endings.lists.iter().for_each(|(word, _)| filter.add_ending(word));
        filter
    }

    /// Stores them or takes them.
    pub fn store(&mut self, store: &mut Store<'_>) {
        self.filter.store(store);
        self.words.store(store);
        self.beginnings.store(store);
        self.endings.store(store);
        self.phrases.store(store);
        self.pairs.store(store);
        self.harmless.store(store);
        self.harmless_phrases.store(store);
    }
}

impl Gathering {
    fn word(&mut self, form: &Form<'_>) {
        let folded = if form.exact_case { Cow::Owned(form.word.to_lowercase()) } else { Cow::Borrowed(form.word) };
        let term = TermRef::new(form.rule);
        if let Some(stem) = folded.strip_suffix('*') {
            if stem.len() >= LEAST_PART {
                self.beginning(stem).add_term(stem.as_bytes(), term);
            }
            return;
        }
        let mut listed = term;
        listed.companion = form.companion;
        let folded = folded.as_bytes();
        if form.exact_case {
            self.words.add_exact(folded, form.word.as_bytes(), listed);
            return;
        }
        self.words.add_term(folded, listed);
        if folded.len() < LEAST_PART {
            return;
        }
        if form.is_lemma && matches!(form.joins, Joins::First | Joins::Both) {
            let mut part = term;
            part.first_part = true;
            self.beginning(form.word).add_term(folded, part);
        }
        if matches!(form.joins, Joins::Head | Joins::Both) {
            self.endings.of(folded, last_four(folded)).add_term(folded, term);
        }
    }

    fn beginning(&mut self, word: &str) -> &mut Gathered {
        self.beginnings.of(word.as_bytes(), first_four(word.as_bytes()))
    }

    /// A phrase that is looked for at `word`, in lower case.
    fn unpaired(&mut self, word: &str, phrase: Anchored) {
        match word.strip_suffix('*') {
            Some(stem) if stem.len() >= LEAST_PART => self.beginning(stem).add_phrase(stem.as_bytes(), phrase),
            _ => self.words.add_phrase(word.trim_end_matches('*').as_bytes(), phrase),
        }
    }

    fn harmless(&mut self, entry: &Harmless) {
        match entry.words.as_slice() {
            [word] => {
                let word = word.trim_end_matches('*').as_bytes();
                self.harmless.of(word, first_two(word)).add_term(word, TermRef::new(entry.rule));
            }
            words => {
                let phrase = Phrase { rule: entry.rule, ..Phrase::default() };
                let number = self.harmless_phrases.push(phrase, &words.join(" "));
                let word = |at: usize| words.get(at).map(String::as_str);
                for (at, listed) in words.iter().enumerate() {
                    let anchored = anchored(number, at.checked_sub(1).and_then(word), word(at + 1));
                    // A phrase with an open word is kept by its beginning.
                    let listed = PhraseWord::new(listed.as_bytes()).text;
                    // Any word at all: the phrase is looked for at its others.
                    if listed.is_empty() {
                        continue;
                    }
                    self.harmless.of(listed, first_two(listed)).add_phrase(listed, anchored);
                }
            }
        }
    }

    fn pattern_word(&mut self, word: &str) {
        match word.strip_suffix('*') {
            Some(stem) if stem.len() >= LEAST_PART => self.beginning(stem).uses(stem.as_bytes()).calls_pattern = true,
            _ => self.words.uses(word.trim_end_matches('*').as_bytes()).calls_pattern = true,
        }
    }

    fn names(&mut self, group: &NameGroup) {
        let lists = [
            (&group.first, NameUse { first: true, ..NameUse::default() }),
            (&group.last, NameUse { last: true, ..NameUse::default() }),
            (&group.also_words_first, NameUse { first: true, also_word: true, ..NameUse::default() }),
            (&group.also_words_last, NameUse { last: true, also_word: true, ..NameUse::default() }),
        ];
        for (names, usage) in lists {
            for name in names {
                let listed = &mut self.words.uses(name.to_lowercase().as_bytes()).name;
                let known = *listed;
                *listed = NameUse {
                    first: known.first || usage.first,
                    last: known.last || usage.last,
                    // A list on which it counts alone is enough.
                    also_word: usage.also_word && (known.also_word || !known.is_name()),
                    honorific: known.honorific,
                };
            }
        }
    }
}
