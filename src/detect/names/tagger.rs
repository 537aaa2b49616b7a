//! Persons' names in a sentence by a trained model: the likeliest row of labels over its tokens.
//!
//! What a word weighs for itself and for its neighbours is summed once and kept by the word, so that a token costs a few look-ups
//! and additions of sixteen numbers. The weights are in `data/names.model`, how they came about in `data/names.model.md`.

use super::evidence::Memory;
use super::features::{OWN, PLACES, Sentence, neighbour_features, own_features};
use super::gazetteer::{Gazetteer, Listed};
use super::model::{BEGINS_PERSON, INSIDE_PERSON, LABEL_COUNT, LANES, Model, ModelError, NEVER, Scores};
use super::tokens::tokenise;
use super::word::{Word, edges, written_key};
use crate::detect::records::{Store, Stored};
use crate::model::Span;
use crate::rules::Rules;

/// Words whose weights are kept.
const KEPT_WORDS: usize = 1 << 14;

/// Surroundings whose weights are kept.
const KEPT_CLASSES: usize = 1 << 12;

/// A person's name in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TaggedPerson {
    /// Bytes in the text, whole characters; a genitive's -s is inside, a title such as «Dr.» is not.
    pub span: Span,
    /// How much better, in units of the model's score (natural logarithm of odds, nearly), the best reading is than the best one in
    /// which some token of the span is no person's: from 0, mostly below 10; below 1 it is a guess.
    pub margin: f32,
}

/// A word with what it weighs in each place.
#[derive(Clone, Copy)]
struct Kept {
    key: u64,
    word: Word,
    /// What it weighs for itself is known, too; seldom asked of words without a capital.
    own: bool,
    weights: [Scores; PLACES],
}

/// Memory of one worker, reused from sentence to sentence.
#[derive(Default)]
pub struct TaggerScratch {
    sentence: Sentence,
    kept: Vec<Kept>,
    /// By [`Sentence::class_key`], what [`Sentence::class_features`] weigh.
    classes: Vec<(u64, Scores)>,
    /// What each label scores at each token, with two more tokens at either end.
    scores: Vec<Scores>,
    /// The best score of a reading that ends in each label at each token, and of one that goes on from there.
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    labels: Vec<u8>,
}

impl TaggerScratch {
    /// What is remembered takes its room when it is first needed: many texts have nothing to tag.
    fn make_room(&mut self) {
        if self.kept.is_empty() {
            let nothing = Kept { key: 0, word: edges()[0], own: false, weights: [[0; LANES]; PLACES] };
            self.kept.resize(KEPT_WORDS, nothing);
            self.classes.resize(KEPT_CLASSES, (0, [0; LANES]));
        }
    }
}

/// The model and the gazetteer of the built-in rules, as the build script stores them.
static MODEL: &Stored<[u8]> = &Stored(*include_bytes!(concat!(env!("OUT_DIR"), "/model")));
static GAZETTEER: &Stored<[u8]> = &Stored(*include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer")));

/// The lists of the built-in rules.
pub fn built_in_gazetteer() -> Gazetteer {
    let mut gazetteer = Gazetteer::default();
    gazetteer.store(&mut Store::In(&mut &GAZETTEER.0));
    gazetteer
}

fn gazetteer(rules: &Rules) -> Gazetteer {
    rules.own_lists.as_ref().map_or_else(built_in_gazetteer, |lists| Gazetteer::of(rules, lists))
}

/// Finds persons' names. One serves all workers; each has a scratch of its own, never shared between taggers.
pub struct Tagger {
    model: Model,
    gazetteer: Gazetteer,
    /// What the ends of a sentence weigh: before it and behind it, without and with capitals.
    ends: [[[Scores; PLACES]; 2]; 2],
    /// Added to a person's labels, in steps of the model.
    lean: i16,
}

impl Tagger {
    /// A tagger with the built-in model and the lists of `rules`.
    pub fn new(rules: &Rules) -> Tagger {
        let mut model = Model::default();
        model.store(&mut Store::In(&mut &MODEL.0));
        Tagger::of(model, rules)
    }

    /// A tagger with the model in `bytes`.
    ///
    /// # Errors
    /// Bytes that are no model of this version.
    pub fn with_model(bytes: &[u8], rules: &Rules) -> Result<Tagger, ModelError> {
        Ok(Tagger::of(Model::read(bytes)?, rules))
    }

    fn of(model: Model, rules: &Rules) -> Tagger {
        let ends = edges().map(|word| [false, true].map(|capitals| neighbour_weights(&model, &word, capitals)));
        Tagger { model, gazetteer: gazetteer(rules), ends, lean: 0 }
    }

    /// The same tagger, taking more for persons (`lean` above 0) or fewer: that much is added to every token's score as a
    /// person's, in units of [`TaggedPerson::margin`].
    #[must_use]
    pub fn leaning(mut self, lean: f32) -> Tagger {
        self.lean = (lean * f32::from(self.model.scale)).clamp(-2000.0, 2000.0) as i16;
        self
    }

    /// The lists it asks.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Notes in `memory` what `sentence`, which stands there so many `times`, says of its words; to be done for every sentence of a
    /// window, which is then to be [settled](Memory::settle), before any of it is tagged.
    pub fn note(&self, text: &[u8], sentence: Span, times: u16, scratch: &mut TaggerScratch, memory: &mut Memory) {
        let mut at = sentence.start;
        while at < sentence.end {
            at = scratch.sentence.read(text, at, sentence.end, &self.gazetteer);
            memory.note(&scratch.sentence, times);
        }
    }

    /// Persons in `sentence` (bytes of `text`: a sentence of running text, a whole title or a whole cell), added to `persons` in
    /// order of place. `memory` is what the document says of its words; `None` where nothing is known of it.
    pub fn tag(
        &self,
        text: &[u8],
        sentence: Span,
        memory: Option<&Memory>,
        scratch: &mut TaggerScratch,
        persons: &mut Vec<TaggedPerson>,
    ) {
        let mut at = sentence.start;
        while at < sentence.end {
            at = tokenise(text, at, sentence.end, &mut scratch.sentence.tokens);
            self.tag_tokens(text, memory, scratch, persons);
        }
    }

    fn tag_tokens(
        &self,
        text: &[u8],
        memory: Option<&Memory>,
        scratch: &mut TaggerScratch,
        persons: &mut Vec<TaggedPerson>,
    ) {
        if !scratch.sentence.wake(text, &self.gazetteer) {
            return;
        }
        scratch.make_room();
        self.weigh_words(text, scratch);
        let sentence = &mut scratch.sentence;
        sentence.evidence.clear();
        if let Some(memory) = memory {
            memory.say(&sentence.words, &mut sentence.evidence);
        }
        sentence.survey(text);
        let mut from = 0;
        while let Some((start, end)) = scratch.sentence.next_row(from) {
            for at in start..end {
                let scores = &mut scratch.scores[2 + at];
                let key = scratch.sentence.class_key(at).max(1);
                let (known, weights) = &mut scratch.classes[(key >> 20) as usize % KEPT_CLASSES];
                if *known != key {
                    (*known, *weights) = (key, [0; LANES]);
                    scratch.sentence.class_features(at, |feature| self.model.add(feature, weights));
                }
                add(scores, weights);
                scratch.sentence.joint_features(at, |feature| self.model.add(feature, scores));
                scores[BEGINS_PERSON] += self.lean;
                scores[INSIDE_PERSON] += self.lean;
            }
            self.best_labels(start, end, scratch);
            let is_person = |label: u8| usize::from(label) == BEGINS_PERSON;
            if scratch.labels.iter().any(|&label| is_person(label)) {
                self.persons(start, end, scratch, persons);
            }
            from = end;
        }
    }

    /// Fills in the words in sight and what each adds to the scores of the tokens around it.
    fn weigh_words(&self, text: &[u8], scratch: &mut TaggerScratch) {
        let TaggerScratch { sentence, kept, scores, .. } = scratch;
        sentence.capitals = Sentence::is_in_capitals(text, &sentence.tokens);
        let capitals = sentence.capitals;
        let mode = usize::from(capitals);
        let count = sentence.tokens.len();
        scores.clear();
        scores.resize(count + 4, [0; LANES]);
        let [before, behind] = &self.ends;
        for first in 0..2 {
            // The two places before the sentence, and the two behind it.
            add_around(scores, first, &before[mode], |_| true);
            add_around(scores, count + 2 + first, &behind[mode], |_| true);
        }
        let mut words = std::mem::take(&mut sentence.words);
        words.clear();
        words.resize(count, edges()[0]);
        sentence.in_sight(|at| {
            let token = &sentence.tokens[at];
            let written = token.span.of(text);
            let key = (written_key(written, token.kind) << 1 | u64::from(capitals)).max(2);
            let slot = &mut kept[(key >> 20) as usize % KEPT_WORDS];
            if slot.key != key {
                let word = Word::new(written, token.kind, |folded| self.gazetteer.listed(folded));
                *slot = Kept { key, word, own: false, weights: neighbour_weights(&self.model, &word, capitals) };
            }
            // A particle may wake up later.
            if !slot.own && (sentence.awake[at] || slot.word.listed.has(Listed::PARTICLE)) {
                slot.own = true;
                own_features(written, &slot.word, capitals, |feature| self.model.add(feature, &mut slot.weights[OWN]));
            }
            words[at] = slot.word;
            // The token before may be a particle that wakes up.
            let weighed = |at: usize| sentence.awake[at] || sentence.awake.get(at + 1).is_some_and(|&awake| awake);
            add_around(scores, at + 2, &slot.weights, |at| at >= 2 && at < count + 2 && weighed(at - 2));
        });
        sentence.words = words;
    }

    /// The best row of labels over the tokens `start..end`; those on either side are outside.
    fn best_labels(&self, start: usize, end: usize, scratch: &mut TaggerScratch) {
        let TaggerScratch { sentence, scores, forward, labels, .. } = scratch;
        forward.clear();
        let mut last = if start == 0 { self.model.start } else { self.model.transitions[0] };
        for at in start..end {
            let mut best = if at == start { last } else { best_step(&last, &self.model.transitions) };
            add(&mut best, &scores[2 + at]);
            settle(&mut best);
            forward.push(best);
            last = best;
        }
        add(&mut last, &self.closing(end == sentence.tokens.len()));
        let mut label = best_of(&last);
        labels.clear();
        labels.resize(end - start, 0);
        for at in (0..end - start).rev() {
            labels[at] = label as u8;
            if at > 0 {
                let mut before = forward[at - 1];
                for (before, row) in before.iter_mut().zip(&self.model.transitions) {
                    *before = before.saturating_add(row[label]);
                }
                label = best_of(&before);
            }
        }
    }

    /// What each label scores at the end of a row: the next token is outside, or there is none.
    fn closing(&self, ends_sentence: bool) -> Scores {
        let mut closing = [0; LANES];
        if !ends_sentence {
            for (closing, row) in closing.iter_mut().zip(&self.model.transitions) {
                *closing = row[0];
            }
        }
        closing[LANES - 1] = NEVER;
        closing
    }

    /// The persons among the labels of the tokens `start..end`, with their margins.
    fn persons(&self, start: usize, end: usize, scratch: &mut TaggerScratch, persons: &mut Vec<TaggedPerson>) {
        let count = end - start;
        let TaggerScratch { sentence, scores, forward, backward, labels, .. } = scratch;
        backward.clear();
        backward.resize(count, [0; LANES]);
        backward[count - 1] = self.closing(end == sentence.tokens.len());
        for at in (1..count).rev() {
            let mut onward = backward[at];
            add(&mut onward, &scores[2 + start + at]);
            let mut best = [NEVER; LANES];
            for (best, row) in best.iter_mut().zip(&self.model.transitions) {
                let mut through = onward;
                add(&mut through, row);
                *best = through.iter().copied().fold(NEVER, i16::max);
            }
            settle(&mut best);
            backward[at - 1] = best;
        }
        let mut at = 0;
        while at < count {
            if usize::from(labels[at]) != BEGINS_PERSON {
                at += 1;
                continue;
            }
            let first = at;
            at += 1;
            while at < count && usize::from(labels[at]) == INSIDE_PERSON {
                at += 1;
            }
            let margin = (first..at).map(|at| margin_of(&forward[at], &backward[at])).min().unwrap_or(0);
            persons.push(TaggedPerson {
                span: Span::new(sentence.tokens[start + first].span.start, sentence.tokens[start + at - 1].span.end),
                margin: margin.max(0) as f32 / f32::from(self.model.scale),
            });
        }
    }
}

/// How much better the best reading with a person at a token is than the best one without.
fn margin_of(forward: &Scores, backward: &Scores) -> i32 {
    let through = |label: usize| i32::from(forward[label]) + i32::from(backward[label]);
    let person = through(BEGINS_PERSON).max(through(INSIDE_PERSON));
    let other = (0..LABEL_COUNT)
        .filter(|&label| label != BEGINS_PERSON && label != INSIDE_PERSON)
        .map(through)
        .max()
        .unwrap_or(0);
    person - other
}

/// What a word weighs for its neighbours; nothing yet for itself.
fn neighbour_weights(model: &Model, word: &Word, capitals: bool) -> [Scores; PLACES] {
    let mut weights = [[0; LANES]; PLACES];
    for (place, weights) in weights.iter_mut().enumerate().filter(|(place, _)| *place != OWN) {
        neighbour_features(word, place, capitals, |feature| model.add(feature, weights));
    }
    weights
}

/// Adds what the word at `at` weighs to the scores of the tokens from which it is seen, if they are to be weighed.
#[inline(always)]
fn add_around(scores: &mut [Scores], at: usize, weights: &[Scores; PLACES], weighed: impl Fn(usize) -> bool) {
    for (place, weights) in weights.iter().enumerate() {
        if let Some(token) = (at + 2).checked_sub(place).filter(|&token| weighed(token))
            && let Some(scores) = scores.get_mut(token)
        {
            add(scores, weights);
        }
    }
}

#[inline(always)]
fn add(scores: &mut Scores, more: &Scores) {
    for (score, &more) in scores.iter_mut().zip(more) {
        *score = score.saturating_add(more);
    }
}

/// The best score with which each label follows.
#[inline(always)]
fn best_step(last: &Scores, transitions: &[Scores; LABEL_COUNT]) -> Scores {
    let mut best = [i16::MIN; LANES];
    for (from, row) in transitions.iter().enumerate() {
        let before = last[from];
        for (best, &step) in best.iter_mut().zip(row) {
            *best = (*best).max(before.saturating_add(step));
        }
    }
    best
}

/// Takes the best score from all, so that they stay small over long sentences; what cannot be stays far below.
#[inline(always)]
fn settle(scores: &mut Scores) {
    let mut most = i16::MIN;
    for &score in scores.iter() {
        most = most.max(score);
    }
    for score in scores.iter_mut() {
        *score = score.saturating_sub(most).max(NEVER);
    }
}

fn best_of(scores: &Scores) -> usize {
    (0..LABEL_COUNT).max_by_key(|&label| (scores[label], LANES - label)).unwrap_or(0)
}

impl std::fmt::Debug for Tagger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tagger").field("lean", &self.lean).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::DEFAULT_POLICY;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
        let none: [&str; 0] = [];
        Tagger::new(&Rules::load(&none, DEFAULT_POLICY).unwrap())
    });

    fn tagged(text: &[u8], sentence: Span) -> Vec<TaggedPerson> {
        let mut persons = Vec::new();
        TAGGER.tag(text, sentence, None, &mut TaggerScratch::default(), &mut persons);
        persons
    }

    fn names(text: &str) -> Vec<&str> {
        let persons = tagged(text.as_bytes(), Span::new(0, text.len()));
        persons.iter().map(|person| &text[person.span.start..person.span.end]).collect()
    }

    #[test]
    fn names_are_found_in_their_forms() {
        assert_eq!(names("Kari Nordmann"), ["Kari Nordmann"]);
        assert_eq!(names("Nordmann, Kari"), ["Nordmann, Kari"]);
        assert_eq!(names("Personalmappe - NORDMANN KARI"), ["NORDMANN KARI"]);
        assert_eq!(names("I går sa Kari Nordmann at Oslo kommune hadde svart."), ["Kari Nordmann"]);
        assert_eq!(names("Eg las Kari Nordmanns brev i går."), ["Kari Nordmanns"], "the genitive's -s is inside");
        assert_eq!(names("Søknaden frå K. O. Nordmann er avslått."), ["K. O. Nordmann"]);
        assert_eq!(names("Møtet med Máret Ánne Sara er onsdag."), ["Máret Ánne Sara"]);
        assert_eq!(
            names("48/112 TILLATELSE TIL TILTAK - GARASJE SOLVEGEN 14 - KARI OG OLA E. NORDMANN"),
            ["KARI", "OLA E. NORDMANN"]
        );
    }

    #[test]
    fn titles_stay_outside() {
        assert_eq!(names("Legen, dr. Kari Nordmann, svarte ikke."), ["Kari Nordmann"]);
    }

    #[test]
    fn streets_and_firms_are_no_persons() {
        for text in [
            "Huset ligger i Kari Nordmanns vei 3.",
            "Kari Nordmanns vei 3",
            "NORDMANN EIENDOM AS",
            "17/4 FERDIGATTEST - GARASJE - NORDMANN EIENDOM AS",
            "HAUGLAND SKOLE - BRANNTILSYN",
            "Vi har fått brev frå Statens vegvesen og Bergen kommune.",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn sure_names_have_wide_margins() {
        let margin = |text: &str| tagged(text.as_bytes(), Span::new(0, text.len()))[0].margin;
        let sure = margin("I går sa Kari Nordmann at hun hadde svart.");
        assert!(sure > 3.0, "{sure}");
    }

    #[test]
    fn what_a_word_weighs_is_kept_rightly() {
        let text = "Kari Nordmann og Kari Hansen så NORDMANN AS.".as_bytes();
        let mut scratch = TaggerScratch::default();
        let mut sentence = Sentence::default();
        sentence.read(text, 0, text.len(), TAGGER.gazetteer());
        sentence.wake(text, TAGGER.gazetteer());
        sentence.survey(text);
        let mut right = vec![[0; LANES]; sentence.tokens.len()];
        sentence.features(text, |token, feature| TAGGER.model.add(feature, &mut right[token]));
        for _ in 0..2 {
            let mut persons = Vec::new();
            TAGGER.tag(text, Span::new(0, text.len()), None, &mut scratch, &mut persons);
            for (at, right) in right.iter().enumerate().filter(|&(at, _)| sentence.awake[at]) {
                assert_eq!(scratch.scores[2 + at], *right, "token {at}");
            }
        }
    }

    #[test]
    fn a_document_says_more_than_a_sentence() {
        let mut memory = Memory::default();
        let first = "Kari Vrengskott har klaga.".as_bytes();
        TAGGER.note(first, Span::new(0, first.len()), 1, &mut TaggerScratch::default(), &mut memory);
        memory.settle();
        let text = "Kommunen meiner Vrengskott tek feil.".as_bytes();
        let span = Span::new(0, text.len());
        let (mut scratch, mut persons) = (TaggerScratch::default(), Vec::new());
        TAGGER.tag(text, span, Some(&memory), &mut scratch, &mut persons);
        assert_eq!(persons.iter().map(|person| person.span).collect::<Vec<_>>(), [Span::new(16, 26)]);
    }

    #[test]
    fn stray_bytes_and_long_sentences_are_read() {
        let stray = b"Brev fra \xff\xfe Kari \xc3 Nordmann \xe2\x82 og \xf0\x9f";
        tagged(stray, Span::new(0, stray.len()));
        let long = "Kari Nordmann, ".repeat(5_000);
        assert!(tagged(long.as_bytes(), Span::new(0, long.len())).len() > 4_000);
        let one = "K".repeat(100_000);
        tagged(one.as_bytes(), Span::new(0, one.len()));
    }

    proptest! {
        #[test]
        fn spans_lie_inside_the_sentence_on_whole_characters(
            text in "(Kari|Nordmann|OLA|å|Æ| |-|, |\\.|\n|Nguyễn|’|\u{301}|7|AS|\\PC){0,40}",
            from in 0_usize..20,
            len in 0_usize..200,
        ) {
            let from = (from..).find(|&at| text.is_char_boundary(at.min(text.len()))).unwrap().min(text.len());
            let end = (from + len..).find(|&at| text.is_char_boundary(at.min(text.len()))).unwrap().min(text.len());
            let mut last = from;
            for person in tagged(text.as_bytes(), Span::new(from, end)) {
                prop_assert!(person.span.start >= last && person.span.end <= end && !person.span.is_empty());
                prop_assert!(text.is_char_boundary(person.span.start) && text.is_char_boundary(person.span.end));
                prop_assert!(person.margin >= 0.0 && person.margin.is_finite());
                last = person.span.end;
            }
        }

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            for person in tagged(&bytes, Span::new(0, bytes.len())) {
                prop_assert!(person.span.end <= bytes.len());
            }
        }
    }
}
