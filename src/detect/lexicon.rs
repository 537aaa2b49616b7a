//! Every listed word: telling terms with all their forms, compounds and phrases, and names. Looked up a word at a time.

use super::affixes::{first_four, first_two, last_four};
use super::classify::Level;
use super::filter::{Batch, Pair, Passed};
use super::fold::Folded;
use super::listings::Listings;
use super::memo::{Key, Known, Memo};
use super::records::{Store, Stored};
use super::word_table::{Anchored, Beside, Listed};
use super::words::{word_at, word_before};
use crate::model::{Certainty, Evidence, Hit, Kind, Span};
use crate::rules::Rules;
use std::num::NonZeroU32;

pub use super::word_table::NameUse;

/// Letters that must be left of a compound beside the listed part.
const LEAST_REST: usize = 3;

/// The words of the built-in rules, as the build script stores them.
static BUILT_IN: &Stored<[u8]> = &Stored(*include_bytes!(concat!(env!("OUT_DIR"), "/listings")));

/// Phrases at an anchor of theirs, as records.
type AnchoredRecords = [[u8; Anchored::SIZE]];

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

/// What a part of a word is listed as.
enum WordPart<'l> {
    Term(u16, Evidence),
    Anchor(&'l AnchoredRecords),
    CallsPattern,
}

/// The listed words of the rules in force.
pub struct Lexicon {
    listings: Listings,
    wanted: Wanted,
    kinds: Vec<Kind>,
}

/// Which of the lists are wanted; the others are as if there were none.
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
        let listings = match &rules.own_lists {
            _ if !wanted.terms && !wanted.names => Listings::empty(),
            Some(lists) => Listings::of(rules, lists),
            None => built_in(),
        };
        Lexicon { listings, wanted, kinds: rules.rules.iter().map(|rule| rule.kind).collect() }
    }

    /// How many listed forms there are.
    pub fn len(&self) -> usize {
        self.listings.words.len()
    }

    /// Nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.listings.words.len() == 0 && self.listings.beginnings.lists.len() == 0
    }

    /// Which of `words` must be looked up, and as what: see [`Filter::ask`].
    #[inline(always)]
    pub fn ask(&self, level: Level, text: &[u8], base: usize, words: &[[u32; 2]], passed: &mut Batch) {
        self.listings.filter.ask(level, text, base, words, passed);
    }

    /// What the lists say of the word `span` as a name.
    pub fn name_use(&self, text: &[u8], span: Span) -> NameUse {
        Folded::new(span.of(text))
            .and_then(|folded| self.listings.words.get(folded.as_bytes()))
            .map_or(NameUse::default(), |listed| self.wanted_name(listed))
    }

    fn wanted_name(&self, listed: Listed) -> NameUse {
        if self.wanted.names { listed.uses.name } else { NameUse::default() }
    }

    /// Looks for the phrases in which the word `span` is the second of `pair`.
    #[inline(never)]
    pub fn look_up_pair(&self, text: &[u8], span: Span, pair: Pair, passed: Passed, found: &mut FoundWords) {
        if !self.wanted.terms {
            return;
        }
        let pairs = &self.listings.pairs;
        let closed = if passed.in_pair() { pairs.of_words(pair) } else { &[] };
        let open = if passed.in_open_pair() { pairs.of_beginnings(pair) } else { &[] };
        if closed.is_empty() && open.is_empty() {
            return;
        }
        let both = word_before(text, span.start).map_or(span, |first| Span::new(first.start, span.end));
        let beside = Beside::of(text, both);
        self.match_phrases(text, span, beside, closed, found);
        self.match_phrases(text, span, beside, open, found);
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
            && let Some(row) = self.listings.words.find(folded)
        {
            let listed = self.listings.words.at(row);
            let name = self.wanted_name(listed);
            known.row = NonZeroU32::new(row).filter(|_| self.wanted.terms && listed.is_term());
            known.is_name = name.is_name();
            if name.honorific || known.is_name && super::words::begins_upper(text, span.start) {
                known.name = name;
            }
        }
        let is_only_name = known.is_name && known.row.is_none();
        known.has_parts = self.wanted.terms && passed.by_parts() && !is_only_name && self.has_parts(folded);
        known.may_be_harmless = (known.row.is_some() || known.has_parts) && self.harmless(folded).next().is_some();
        known
    }

    #[inline(never)]
    fn found(&self, text: &[u8], span: Span, known: Known, found: &mut FoundWords) {
        let before = found.hits.len();
        if let Some(row) = known.row {
            let words = &self.listings.words;
            let listed = words.at(row.get());
            for term in words.terms(listed) {
                if words.is_written(term, span.of(text)) {
                    let hits = if term.companion { &mut found.companions } else { &mut found.hits };
                    self.push_word(text, span, term.rule, Evidence::Listed, known, hits);
                }
            }
            self.match_phrases_at(text, span, words.phrases(listed), found);
            if listed.uses.calls_pattern {
                found.pattern_calls.push(span);
            }
            if listed.uses.gives_company {
                found.company.push(span);
            }
        }
        // A name is no compound by accident.
        if known.has_parts && !(known.is_name && found.hits.len() == before) {
            self.by_parts(text, span, known, found);
        }
    }

    /// The listed parts of the word `folded`, in lower case.
    fn parts<'l>(&'l self, folded: &[u8], mut each: impl FnMut(WordPart<'l>)) {
        let Listings { beginnings, endings, .. } = &self.listings;
        for len in beginnings.lengths(first_four(folded), folded.len()) {
            let Some(beginning) = beginnings.lists.get(&folded[..len]) else { continue };
            if beginning.uses.calls_pattern {
                each(WordPart::CallsPattern);
            }
            for term in beginnings.lists.terms(beginning) {
                if !term.first_part {
                    each(WordPart::Term(term.rule, Evidence::Listed));
                } else if letters(&folded[len..]) >= LEAST_REST {
                    each(WordPart::Term(term.rule, Evidence::Compound));
                }
            }
            if beginning.is_anchor() {
                each(WordPart::Anchor(beginnings.lists.phrases(beginning)));
            }
        }
        for len in endings.lengths(last_four(folded), folded.len() - 1) {
            let cut = folded.len() - len;
            let Some(ending) = endings.lists.get(&folded[cut..]) else { continue };
            if letters(&folded[..cut]) >= LEAST_REST {
                endings.lists.terms(ending).for_each(|term| each(WordPart::Term(term.rule, Evidence::Compound)));
                break;
            }
        }
    }

    /// Some listed part of the word can be found somewhere.
    fn has_parts(&self, folded: &[u8]) -> bool {
        let mut any = false;
        self.parts(folded, |part| {
            any |= match part {
                WordPart::Term(rule, _) => !self.is_harmless(folded, rule),
                WordPart::Anchor(_) | WordPart::CallsPattern => true,
            }
        });
        any
    }

    fn by_parts(&self, text: &[u8], span: Span, known: Known, found: &mut FoundWords) {
        let Some(folded) = Folded::new(span.of(text)) else { return };
        self.parts(folded.as_bytes(), |part| match part {
            WordPart::Term(rule, form) => self.push_word(text, span, rule, form, known, &mut found.hits),
            WordPart::Anchor(phrases) => self.match_phrases_at(text, span, phrases, found),
            WordPart::CallsPattern => found.pattern_calls.push(span),
        });
    }

    fn match_phrases_at(&self, text: &[u8], anchor: Span, phrases: &AnchoredRecords, found: &mut FoundWords) {
        if !phrases.is_empty() {
            self.match_phrases(text, anchor, Beside::of(text, anchor), phrases, found);
        }
    }

    /// Those of `phrases` that stand around their `anchor`, with that `beside` the words they are looked for at.
    fn match_phrases(
        &self,
        text: &[u8],
        anchor: Span,
        beside: Beside,
        phrases: &AnchoredRecords,
        found: &mut FoundWords,
    ) {
        for anchored in phrases.iter().map(Anchored::of).filter(|anchored| anchored.may_stand(beside)) {
            let phrase = self.listings.phrases.phrase(anchored.phrase);
            if let Some(span) = self.listings.phrases.around(anchored.phrase, text, anchor, usize::from(phrase.anchor))
            {
                let hits = if phrase.companion { &mut found.companions } else { &mut found.hits };
                // Words of phrases are meant, whatever they begin with.
                if !self.in_harmless_phrase(text, span, phrase.rule) {
                    self.push(span, phrase.rule, Evidence::Listed, hits);
                }
            }
        }
    }

    fn push_word(&self, text: &[u8], word: Span, rule: u16, form: Evidence, known: Known, hits: &mut Vec<Hit>) {
        let is_harmless = || Folded::new(word.of(text)).is_none_or(|folded| self.is_harmless(folded.as_bytes(), rule));
        if known.may_be_harmless && (is_harmless() || self.in_harmless_phrase(text, word, rule)) {
            return;
        }
        self.push(word, rule, form, hits);
    }

    fn push(&self, span: Span, rule: u16, form: Evidence, hits: &mut Vec<Hit>) {
        let kind = self.kinds[usize::from(rule)];
        if hits.iter().rev().take(4).any(|hit| hit.span == span && hit.rule == rule) {
            return;
        }
        let certainty = if form == Evidence::Compound { Certainty::Weak } else { Certainty::Likely };
        hits.push(Hit { span, kind, rule, certainty, form, named: None, synthetic: false, near: true });
    }

    /// `word`, in lower case, begins as a word that is harmless to `rule`.
    fn is_harmless(&self, word: &[u8], rule: u16) -> bool {
        self.harmless(word).any(|listed| self.listings.harmless.lists.terms(listed).any(|term| term.rule == rule))
    }

    /// What is harmless to some rule and begins as `word`, in lower case, does; or begins phrases that are.
    fn harmless<'l>(&'l self, word: &'l [u8]) -> impl Iterator<Item = Listed> + 'l {
        let Listings { harmless, .. } = &self.listings;
        harmless.lengths(first_two(word), word.len()).filter_map(|len| harmless.lists.get(&word[..len]))
    }

    /// A phrase that is harmless to `rule`, with the first word of the `hit` in it, holds the whole hit.
    fn in_harmless_phrase(&self, text: &[u8], hit: Span, rule: u16) -> bool {
        let Some(word) = word_at(text, hit.start) else { return false };
        let Some(folded) = Folded::new(word.of(text)) else { return false };
        let folded = folded.as_bytes();
        let beside = Beside::of(text, word);
        let Listings { harmless, harmless_phrases, .. } = &self.listings;
        self.harmless(folded)
            .flat_map(|listed| harmless.lists.phrases(listed))
            .map(Anchored::of)
            .filter(|anchored| anchored.may_stand(beside))
            .map(|anchored| anchored.phrase)
            .filter(|&number| harmless_phrases.phrase(number).rule == rule)
            .any(|number| harmless_phrases.with_word(number, text, word).any(|span| span.covers(hit)))
    }
}

/// The words of the built-in rules, where they lie in the program.
fn built_in() -> Listings {
    let mut listings = Listings::empty();
    listings.store(&mut Store::In(&mut &BUILT_IN.0));
    listings
}

fn letters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{Detector, NameMode, Scratch, Selection};
    use crate::model::{Group, Part, Role};
    use crate::rules::{DEFAULT_POLICY, Lists};
    use std::collections::BTreeSet;

    fn built_in_rules() -> Rules {
        Rules::load(&[] as &[&str], DEFAULT_POLICY).unwrap()
    }

    fn with(lists: Lists) -> Rules {
        Rules { own_lists: Some(lists), ..built_in_rules() }
    }

    fn hits(rules: &Rules, selection: &Selection, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let detector = Detector::new(rules, selection).unwrap();
        detector.scan(&Part::text(Role::Body, text.as_bytes()), &mut Scratch::default(), &mut hits);
        hits
    }

    /// What proves the rules, and what looks like the words of some but is none of them.
    fn text(rules: &Rules) -> String {
        let examples = rules.rules.iter().flat_map(|rule| rule.examples.matching.iter().chain(&rule.examples.ignore));
        let others = "PPT og ppt, MS og ms. Helsestasjonen har psykisk helse i skolen. Angstdiagnosen til Kari Nordmann.\n\
                      Fru Ottar Brekke og Dag; den dag i dag. HER2-positiv brystkreft, KREFTBEHANDLINGEN, Áhkku.\n";
        examples.fold(others.to_owned(), |text, example| text + example + "\n")
    }

    #[test]
    fn the_words_that_are_compiled_in_are_those_of_the_rules() {
        let rules = built_in_rules();
        assert!(rules.own_lists.is_none());
        assert!(Listings::of(&rules, rules.lists()) == built_in());
    }

    #[test]
    fn the_same_words_are_found_whether_compiled_in_or_laid_out_at_run_time() {
        let rules = built_in_rules();
        let own = with(rules.lists().clone());
        let text = text(&rules);
        let selections = [
            Selection::default(),
            Selection { names: NameMode::All, ..Selection::default() },
            Selection { names: NameMode::Off, ..Selection::default() },
            Selection { groups: vec![Group::Names], ..Selection::default() },
            Selection { groups: vec![Group::Identifiers], ..Selection::default() },
        ];
        for selection in &selections {
            let found = hits(&rules, selection, &text);
            assert_eq!(found, hits(&own, selection, &text), "{selection:?}");
            assert!(!found.is_empty(), "{selection:?}");
        }
        let found = hits(&rules, &selections[1], &text);
        let kinds: BTreeSet<_> = found.iter().map(|hit| hit.kind).collect();
        let terms = Kind::ALL.iter().filter(|kind| kind.group() == Group::Terms && **kind != Kind::Policy);
        assert!(terms.into_iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
        for form in [Evidence::Compound, Evidence::Listed, Evidence::Pattern] {
            assert!(found.iter().any(|hit| hit.form == form), "{form:?}");
        }
    }

    #[test]
    fn words_of_ones_own_are_found_and_others_are_not() {
        let rules = built_in_rules();
        let text = text(&rules);
        let found = hits(&rules, &Selection::default(), &text);
        let mut lists = rules.lists().clone();
        lists.harmless.clear();
        assert!(hits(&with(lists), &Selection::default(), &text).len() > found.len());
        let mut lists = rules.lists().clone();
        lists.lemmas.retain(|lemma| !lemma.is_phrase());
        assert!(hits(&with(lists), &Selection::default(), &text).len() < found.len());
    }
}
