//! The cues of the sentence looked at last: hits of one sentence follow each other, and what is found for one serves the next. Words
//! of grammar and of cases are many and frequent; they are looked for only where a severity hangs on them.

use super::cues::{CASES, Class, ContextCue, ContextCues, FoundCues, GRAMMAR, PERSONS};
use crate::detect::words::character_from;
use crate::model::Span;
use crate::rules::Rules;

/// Bytes on either side of a sentence in which words of cases are looked for.
const REACH: usize = 600;
/// Words of cases there that make it one.
const ENOUGH: usize = 2;

/// The cue words by what they are needed for.
pub struct CueWords {
    /// Roles, titles, general speech, negations.
    pub persons: ContextCues,
    /// These, and what joins persons and matters or parts them.
    grammar: ContextCues,
    /// What cases and letters are written with.
    cases: ContextCues,
}

impl CueWords {
    /// The words of `rules`.
    pub fn new(rules: &Rules) -> Self {
        CueWords {
            persons: ContextCues::new(rules, &[PERSONS]),
            grammar: ContextCues::new(rules, &[PERSONS, GRAMMAR]),
            cases: ContextCues::new(rules, &[CASES]),
        }
    }
}

/// What was found in the sentence looked at last.
#[derive(Default)]
pub struct LastSentence {
    persons: Last,
    grammar: Grammar,
}

/// Cues of all kinds, and whether a case is told of.
#[derive(Default)]
pub struct Grammar {
    cues: Last,
    case: Case,
}

/// Whether a case is told of around the sentence looked at last.
#[derive(Default)]
pub struct Case {
    words: Last,
    is_told: bool,
}

#[derive(Default)]
struct Last {
    sentence: Option<Span>,
    found: FoundCues,
}

impl Last {
    fn of(&mut self, text: &[u8], sentence: Span, words: &ContextCues) -> &[ContextCue] {
        if self.sentence != Some(sentence) {
            words.find(text, sentence, &mut self.found);
            self.sentence = Some(sentence);
        }
        &self.found.cues
    }
}

impl LastSentence {
    /// Roles, titles, general speech and negations of `sentence`; and where to look for more.
    pub fn persons(&mut self, text: &[u8], sentence: Span, words: &CueWords) -> (&[ContextCue], &mut Grammar) {
        (self.persons.of(text, sentence, &words.persons), &mut self.grammar)
    }
}

impl Grammar {
    /// All cues of `sentence`; and where to ask for the language around it.
    pub fn cues(&mut self, text: &[u8], sentence: Span, words: &CueWords) -> (&[ContextCue], &mut Case) {
        (self.cues.of(text, sentence, &words.grammar), &mut self.case)
    }
}

impl Case {
    /// The text around `sentence` is that of a case or a letter, where whoever is named is named because of the matter.
    pub fn is_told(&mut self, text: &[u8], sentence: Span, words: &CueWords) -> bool {
        let start = character_from(text, sentence.start.saturating_sub(REACH));
        let end = character_from(text, (sentence.end + REACH).min(text.len()));
        let around = Span::new(start, end);
        if self.words.sentence != Some(around) {
            let weight = |cue: &ContextCue| match cue.class {
                Class::CaseWord => 1,
                Class::Greeting | Class::Closing if stands_alone(text, cue.span) => ENOUGH,
                _ => 0,
            };
            self.is_told = self.words.of(text, around, &words.cases).iter().map(weight).sum::<usize>() >= ENOUGH;
        }
        self.is_told
    }
}

/// The words begin a line or stand behind the end of a sentence: a greeting, and no «hilsen» that somebody sends in passing.
fn stands_alone(text: &[u8], at: Span) -> bool {
    let before = text[..at.start].iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
    matches!(before, None | Some(b'\n' | b'\r' | b'.' | b'!' | b'?'))
}
