//! Every listed word: telling terms with all their forms, compounds and phrases, and names. Looked up a word at a time.

use super::affixes::{Affixes, first_four, first_two, last_four};
use super::classify::Level;
use super::filter::{Batch, Filter, Pair, Passed};
use super::fold::Folded;
use super::memo::{Key, Known, Memo};
use super::phrase::{PairTable, Phrase, PhraseWord, Phrases, TermPhrases};
use super::word_table::{Anchored, Beside, Gathered, TermRef, WordTable};
use super::words::{word_at, word_before};
use crate::model::{Certainty, Evidence, Hit, Kind, Span};
use crate::rules::{Form, Joins, Rules};
use std::borrow::Cow;
use std::num::NonZeroU32;

/// Letters that must be left of a compound beside the listed part.
const LEAST_REST: usize = 3;
/// Shortest part that enters compounds, in bytes.
const LEAST_PART: usize = 4;

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

/// A listed name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameWord {
    /// Bytes in the part.
    pub span: Span,
    /// What the lists say.
    pub usage: NameUse,
}

/// What look-ups found.
#[derive(Debug, Default)]
pub struct FoundWords {
    /// Terms.
    pub hits: Vec<Hit>,
    /// Listed names with a capital.
    pub names: Vec<NameWord>,
    /// Words around which patterns are to be tried.
    pub pattern_calls: Vec<Span>,
    /// Terms that tell something only in company.
    pub companions: Vec<Hit>,
    /// Words for patients and relatives: company.
    pub company: Vec<Span>,
}

impl FoundWords {
    /// Empties it, keeping its memory.
    pub fn clear(&mut self) {
        self.hits.clear();
        self.names.clear();
        self.pattern_calls.clear();
        self.companions.clear();
        self.company.clear();
    }
}

/// A beginning of words.
#[derive(Debug, Clone, Default)]
struct Beginning {
    /// Rules for which it is the first part of compounds.
    first_part: Vec<u16>,
    /// Rules for which anything may follow.
    stem: Vec<u16>,
    /// Phrases anchored on a word that begins so.
    phrases: Vec<Anchored>,
    /// A pattern is to be tried around a word that begins so.
    calls_pattern: bool,
}

#[derive(Debug, Clone, Default)]
struct HarmlessWords {
    beginnings: Affixes<()>,
    /// Phrases by each of their words.
    phrases: Affixes<Vec<u32>>,
}

impl HarmlessWords {
    /// `word`, in lower case, begins as a harmless one.
    fn begins(&self, word: &[u8]) -> bool {
        self.beginnings
            .lengths(first_two(word), word.len())
            .any(|len| self.beginnings.lists.find(&word[..len]).is_some())
    }
}

/// What a part of a word is listed as.
enum WordPart<'l> {
    Term(u16, Evidence),
    Anchor(&'l [Anchored]),
    CallsPattern,
}

/// The listed words of the rules in force.
pub struct Lexicon {
    filter: Filter,
    words: WordTable,
    beginnings: Affixes<Beginning>,
    endings: Affixes<Vec<u16>>,
    phrases: Phrases,
    pairs: PairTable,
    harmless: Vec<HarmlessWords>,
    harmless_phrases: Phrases,
    kinds: Vec<Kind>,
}

/// Which of the lists are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Telling terms.
    pub terms: bool,
    /// Names.
    pub names: bool,
}

impl Lexicon {
    /// The words of `rules` that are `wanted`.
    pub fn new(rules: &Rules, wanted: Wanted) -> Self {
        let kinds = rules.rules.iter().map(|rule| rule.kind).collect::<Vec<_>>();
        let mut lexicon = Lexicon {
            filter: Filter::with_capacity(0, 0, 0, 0, 0),
            words: WordTable::default(),
            beginnings: Affixes::default(),
            endings: Affixes::default(),
            phrases: Phrases::default(),
            pairs: PairTable::default(),
            harmless: vec![HarmlessWords::default(); kinds.len()],
            harmless_phrases: Phrases::default(),
            kinds,
        };
        let mut gathered = Gathered::with_capacity(if wanted.terms { rules.lemmas.len() * 4 } else { 0 });
        if wanted.terms {
            lexicon.add_terms(rules, &mut gathered);
            lexicon.add_harmless(rules);
            lexicon.add_pattern_words(rules, &mut gathered);
            for word in rules.cue_list("persons", "patients") {
                gathered.word(word.as_bytes()).gives_company = true;
            }
        }
        if wanted.names {
            add_names(rules, &mut gathered);
        }
        lexicon.words = gathered.freeze();
        lexicon.build_filter();
        lexicon
    }

    fn add_terms(&mut self, rules: &Rules, gathered: &mut Gathered) {
        let add_words = || {
            for lemma in rules.lemmas.iter().filter(|lemma| !lemma.is_phrase()) {
                lemma.each_form(|form| self.add_word(&form, gathered));
            }
        };
        let (TermPhrases { phrases, pairs, unpaired }, ()) = rayon::join(|| TermPhrases::of(rules), add_words);
        (self.phrases, self.pairs) = (phrases, pairs);
        for (word, phrase) in unpaired {
            self.add_unpaired(&word, phrase, gathered);
        }
    }

    fn add_word(&mut self, form: &Form<'_>, gathered: &mut Gathered) {
        let folded = if form.exact_case { Cow::Owned(form.word.to_lowercase()) } else { Cow::Borrowed(form.word) };
        if let Some(stem) = folded.strip_suffix('*') {
            if stem.len() >= LEAST_PART {
                let beginning = self.beginning(stem);
                push_once(&mut beginning.stem, form.rule);
            }
            return;
        }
        let exact = form.exact_case.then(|| form.word.as_bytes().into());
        gathered.add_term(folded.as_bytes(), TermRef { rule: form.rule, exact, companion: form.companion });
        if form.exact_case || folded.len() < LEAST_PART {
            return;
        }
        if form.is_lemma && matches!(form.joins, Joins::First | Joins::Both) {
            let beginning = self.beginning(&folded);
            push_once(&mut beginning.first_part, form.rule);
        }
        if matches!(form.joins, Joins::Head | Joins::Both) {
            let edge = last_four(folded.as_bytes());
            push_once(self.endings.entry(folded.as_bytes(), edge), form.rule);
        }
    }

    fn beginning(&mut self, word: &str) -> &mut Beginning {
        self.beginnings.entry(word.as_bytes(), first_four(word.as_bytes()))
    }

    /// A phrase that is looked for at `word`, in lower case.
    fn add_unpaired(&mut self, word: &str, phrase: Anchored, gathered: &mut Gathered) {
        match word.strip_suffix('*') {
            Some(stem) if stem.len() >= LEAST_PART => self.beginning(stem).phrases.push(phrase),
            _ => gathered.add_phrase(word.trim_end_matches('*').as_bytes(), phrase),
        }
    }

    fn add_harmless(&mut self, rules: &Rules) {
        for entry in &rules.harmless {
            let harmless = &mut self.harmless[usize::from(entry.rule)];
            match entry.words.as_slice() {
                [word] => {
                    let word = word.trim_end_matches('*').as_bytes();
                    harmless.beginnings.entry(word, first_two(word));
                }
                words => {
                    let phrase = Phrase { rule: entry.rule, ..Phrase::default() };
                    let number = self.harmless_phrases.push(phrase, &words.join(" "));
                    for word in words {
                        let word = PhraseWord::new(word.as_bytes()).text;
                        harmless.phrases.entry(word, first_two(word)).push(number);
                    }
                }
            }
        }
    }

    fn add_pattern_words(&mut self, rules: &Rules, gathered: &mut Gathered) {
        for word in rules.patterns.iter().flat_map(|pattern| &pattern.near) {
            match word.strip_suffix('*') {
                Some(stem) if stem.len() >= LEAST_PART => self.beginning(stem).calls_pattern = true,
                _ => gathered.word(word.trim_end_matches('*').as_bytes()).calls_pattern = true,
            }
        }
    }

    fn build_filter(&mut self) {
        let terms = self.words.iter().filter(|(_, listed)| listed.is_term()).count();
        let names = self.words.iter().filter(|(_, listed)| listed.name.is_name()).count();
        let [pairs, open_pairs] = self.pairs.freeze();
        let (beginnings, endings) = (self.beginnings.lists.len(), self.endings.lists.len());
        let mut filter = Filter::with_capacity(terms + names, beginnings, endings, pairs.len(), open_pairs.len());
        pairs.into_iter().for_each(|pair| filter.add_pair(pair));
        open_pairs.into_iter().for_each(|pair| filter.add_open_pair(pair));
        for (word, listed) in self.words.iter() {
            if listed.is_term() || listed.name.honorific {
                filter.add_word(word);
            }
            if listed.name.is_name() {
                filter.add_name(word);
            }
        }
        self.beginnings.lists.iter().for_each(|(word, _)| filter.add_beginning(word));
        self.endings.lists.iter().for_each(|(word, _)| filter.add_ending(word));
        self.filter = filter;
    }

    /// How many listed forms there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.words.len() == 0 && self.beginnings.lists.len() == 0
    }

    /// Which of `words` must be looked up, and as what: see [`Filter::ask`].
    #[inline(always)]
    pub fn ask(&self, level: Level, text: &[u8], base: usize, words: &[[u32; 2]], passed: &mut Batch) {
        self.filter.ask(level, text, base, words, passed);
    }

    /// What the lists say of the word `span` as a name.
    pub fn name_use(&self, text: &[u8], span: Span) -> NameUse {
        Folded::new(span.of(text))
            .and_then(|folded| self.words.get(folded.as_bytes()))
            .map_or(NameUse::default(), |listed| listed.name)
    }

    /// Looks for the phrases in which the word `span` is the second of `pair`.
    #[inline(never)]
    pub fn look_up_pair(&self, text: &[u8], span: Span, pair: Pair, passed: Passed, found: &mut FoundWords) {
        let both = word_before(text, span.start).map_or(span, |first| Span::new(first.start, span.end));
        let beside = Beside::of(text, both);
        if passed.in_pair() {
            self.match_phrases(text, span, beside, self.pairs.of_words(pair), found);
        }
        if passed.in_open_pair() {
            self.match_phrases(text, span, beside, self.pairs.of_beginnings(pair), found);
        }
    }

    /// Looks the word `span` up where the filter let it pass.
    #[inline(always)]
    pub fn look_up(&self, text: &[u8], span: Span, passed: Passed, memo: &mut Memo, found: &mut FoundWords) {
        let key = Key::of(text, span.start, span.end);
        let known = match key.and_then(|key| memo.get(&key)) {
            Some(known) => known,
            None => {
                let known = self.known(text, span, passed);
                if let Some(key) = key {
                    memo.put(&key, known);
                }
                known
            }
        };
        if known.name != NameUse::default() {
            found.names.push(NameWord { span, usage: known.name });
        }
        if known.row.is_some() || known.has_parts {
            self.found(text, span, known, found);
        }
    }

    /// What is listed of the word, wherever it stands.
    #[inline(never)]
    fn known(&self, text: &[u8], span: Span, passed: Passed) -> Known {
        let Some(folded) = Folded::new(span.of(text)) else { return Known::default() };
        let folded = folded.as_bytes();
        let mut known = Known::default();
        if passed.whole()
            && let Some(row) = self.words.find(folded)
        {
            let listed = self.words.at(row);
            known.row = NonZeroU32::new(row).filter(|_| listed.is_term());
            known.is_name = listed.name.is_name();
            if listed.name.honorific || known.is_name && super::words::begins_upper(text, span.start) {
                known.name = listed.name;
            }
        }
        let is_only_name = known.is_name && known.row.is_none();
        known.has_parts = passed.by_parts() && !is_only_name && self.has_parts(folded);
        known
    }

    #[inline(never)]
    fn found(&self, text: &[u8], span: Span, known: Known, found: &mut FoundWords) {
        let before = found.hits.len();
        if let Some(row) = known.row {
            let listed = self.words.at(row.get());
            for term in self.words.terms(listed) {
                if term.exact.as_ref().is_none_or(|exact| **exact == *span.of(text)) {
                    let hits = if term.companion { &mut found.companions } else { &mut found.hits };
                    self.push_word(text, span, term.rule, Evidence::Listed, hits);
                }
            }
            self.match_phrases_at(text, span, self.words.phrases(listed), found);
            if listed.calls_pattern {
                found.pattern_calls.push(span);
            }
            if listed.gives_company {
                found.company.push(span);
            }
        }
        // A name is no compound by accident.
        if known.has_parts && !(known.is_name && found.hits.len() == before) {
            self.by_parts(text, span, found);
        }
    }

    /// The listed parts of the word `folded`, in lower case.
    fn parts<'l>(&'l self, folded: &[u8], mut each: impl FnMut(WordPart<'l>)) {
        for len in self.beginnings.lengths(first_four(folded), folded.len()) {
            let Some(beginning) = self.beginnings.lists.get(&folded[..len]) else { continue };
            if beginning.calls_pattern {
                each(WordPart::CallsPattern);
            }
            beginning.stem.iter().for_each(|&rule| each(WordPart::Term(rule, Evidence::Listed)));
            if letters(&folded[len..]) >= LEAST_REST {
                beginning.first_part.iter().for_each(|&rule| each(WordPart::Term(rule, Evidence::Compound)));
            }
            if !beginning.phrases.is_empty() {
                each(WordPart::Anchor(&beginning.phrases));
            }
        }
        for len in self.endings.lengths(last_four(folded), folded.len() - 1) {
            let cut = folded.len() - len;
            let Some(rules) = self.endings.lists.get(&folded[cut..]) else { continue };
            if letters(&folded[..cut]) >= LEAST_REST {
                rules.iter().for_each(|&rule| each(WordPart::Term(rule, Evidence::Compound)));
                break;
            }
        }
    }

    /// Some listed part of the word can be found somewhere.
    fn has_parts(&self, folded: &[u8]) -> bool {
        let mut any = false;
        self.parts(folded, |part| {
            any |= match part {
                WordPart::Term(rule, _) => !self.harmless[usize::from(rule)].begins(folded),
                WordPart::Anchor(_) | WordPart::CallsPattern => true,
            }
        });
        any
    }

    fn by_parts(&self, text: &[u8], span: Span, found: &mut FoundWords) {
        let Some(folded) = Folded::new(span.of(text)) else { return };
        self.parts(folded.as_bytes(), |part| match part {
            WordPart::Term(rule, form) => self.push_word(text, span, rule, form, &mut found.hits),
            WordPart::Anchor(phrases) => self.match_phrases_at(text, span, phrases, found),
            WordPart::CallsPattern => found.pattern_calls.push(span),
        });
    }

    fn match_phrases_at(&self, text: &[u8], anchor: Span, phrases: &[Anchored], found: &mut FoundWords) {
        if !phrases.is_empty() {
            self.match_phrases(text, anchor, Beside::of(text, anchor), phrases, found);
        }
    }

    /// Those of `phrases` that stand around their `anchor`, with that `beside` the words they are looked for at.
    fn match_phrases(&self, text: &[u8], anchor: Span, beside: Beside, phrases: &[Anchored], found: &mut FoundWords) {
        for anchored in phrases.iter().filter(|anchored| anchored.may_stand(beside)) {
            let phrase = self.phrases.phrase(anchored.phrase);
            if let Some(span) = self.phrases.around(anchored.phrase, text, anchor, usize::from(phrase.anchor)) {
                let hits = if phrase.companion { &mut found.companions } else { &mut found.hits };
                // Words of phrases are meant, whatever they begin with.
                self.push(text, span, phrase.rule, Evidence::Listed, hits);
            }
        }
    }

    fn push_word(&self, text: &[u8], word: Span, rule: u16, form: Evidence, hits: &mut Vec<Hit>) {
        if Folded::new(word.of(text)).is_some_and(|folded| !self.harmless[usize::from(rule)].begins(folded.as_bytes()))
        {
            self.push(text, word, rule, form, hits);
        }
    }

    fn push(&self, text: &[u8], span: Span, rule: u16, form: Evidence, hits: &mut Vec<Hit>) {
        let kind = self.kinds[usize::from(rule)];
        let is_known = hits.iter().rev().take(4).any(|hit| hit.span == span && hit.rule == rule);
        if is_known || self.in_harmless_phrases(text, span, rule) {
            return;
        }
        let certainty = if form == Evidence::Compound { Certainty::Weak } else { Certainty::Likely };
        hits.push(Hit { span, kind, rule, certainty, form, named: None, synthetic: false, near: true });
    }

    fn in_harmless_phrases(&self, text: &[u8], span: Span, rule: u16) -> bool {
        let harmless = &self.harmless[usize::from(rule)];
        harmless.phrases.lists.len() > 0
            && word_at(text, span.start).is_some_and(|first| self.in_harmless_phrase(text, first, span, harmless))
    }

    /// A harmless phrase with `word`, the first of the hit, holds the whole `hit`.
    fn in_harmless_phrase(&self, text: &[u8], word: Span, hit: Span, harmless: &HarmlessWords) -> bool {
        let Some(folded) = Folded::new(word.of(text)) else { return false };
        let folded = folded.as_bytes();
        // Phrases with an open word are kept by its beginning.
        let lengths = harmless.phrases.lengths(first_two(folded), folded.len());
        lengths
            .filter_map(|len| harmless.phrases.lists.get(&folded[..len]))
            .flatten()
            .any(|&number| self.harmless_phrases.with_word(number, text, word).any(|span| span.covers(hit)))
    }
}

fn add_names(rules: &Rules, gathered: &mut Gathered) {
    for group in &rules.names {
        let lists = [
            (&group.first, NameUse { first: true, ..NameUse::default() }),
            (&group.last, NameUse { last: true, ..NameUse::default() }),
            (&group.also_words_first, NameUse { first: true, also_word: true, ..NameUse::default() }),
            (&group.also_words_last, NameUse { last: true, also_word: true, ..NameUse::default() }),
        ];
        for (names, usage) in lists {
            for name in names {
                let listed = gathered.word(name.to_lowercase().as_bytes());
                let known = listed.name;
                listed.name = NameUse {
                    first: known.first || usage.first,
                    last: known.last || usage.last,
                    // A list on which it counts alone is enough.
                    also_word: usage.also_word && (known.also_word || !known.is_name()),
                    honorific: known.honorific,
                };
            }
        }
    }
    for title in rules.cue_list("persons", "honorifics") {
        gathered.word(title.as_bytes()).name.honorific = true;
    }
}

fn letters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

fn push_once(rules: &mut Vec<u16>, rule: u16) {
    if !rules.contains(&rule) {
        rules.push(rule);
    }
}
