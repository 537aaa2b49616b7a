//! The words around a hit that say what it means: roles, pronouns, titles, closings, negation, general speech.

use crate::detect::words::{word_at, word_ending_at};
use crate::detect::{fold_in_place, words::is_word_byte};
use crate::model::Span;
use crate::rules::Rules;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::BTreeMap;

/// What a word or phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A private person's part in a matter.
    PersonRole,
    /// A pronoun for one person spoken of.
    Pronoun,
    /// A pronoun of the writer.
    FirstPerson,
    /// A pronoun of whom a letter is written to.
    SecondPerson,
    /// What stands before a private person's name: `gjelder`, `søker`.
    BeforeName,
    /// Who acts for a body.
    OfficialTitle,
    /// What stands before a signature on behalf of a body.
    Closing,
    /// What stands before anybody's signature.
    Greeting,
    /// A unit of a body.
    Unit,
    /// A leading position.
    Leader,
    /// A label before an official.
    OfficialLabel,
    /// A negation.
    Negation,
    /// A matter is spoken of in general.
    Generic,
    /// A plan, rule or report.
    Plan,
}

const LISTS: &[(&str, &str, Class)] = &[
    ("persons", "roles", Class::PersonRole),
    ("persons", "pronouns", Class::Pronoun),
    ("persons", "first_person", Class::FirstPerson),
    ("persons", "second_person", Class::SecondPerson),
    ("persons", "before_name", Class::BeforeName),
    ("officials", "titles", Class::OfficialTitle),
    ("officials", "greetings", Class::Greeting),
    ("officials", "units", Class::Unit),
    ("officials", "leaders", Class::Leader),
    ("officials", "closings", Class::Closing),
    ("officials", "labels", Class::OfficialLabel),
    ("context", "negation", Class::Negation),
    ("context", "generic", Class::Generic),
    ("context", "plans", Class::Plan),
];

/// A cue in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContextCue {
    /// What it says.
    pub class: Class,
    /// Bytes in the part.
    pub span: Span,
}

/// All cue phrases as one automaton.
pub struct ContextCues {
    automaton: AhoCorasick,
    classes: Vec<Vec<Class>>,
}

impl ContextCues {
    /// The cue phrases of `rules`.
    ///
    /// # Errors
    /// More phrases than an automaton can hold.
    pub fn new(rules: &Rules) -> Result<Self, aho_corasick::BuildError> {
        let mut phrases: BTreeMap<&str, Vec<Class>> = BTreeMap::new();
        for &(file, list, class) in LISTS {
            for phrase in rules.cue_list(file, list) {
                phrases.entry(phrase.trim_end_matches(':')).or_default().push(class);
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(phrases.keys())?;
        Ok(ContextCues { automaton, classes: phrases.into_values().collect() })
    }

    /// The cues inside `within`, in order; a phrase is found whole or not at all.
    pub fn find(&self, text: &[u8], within: Span, into: &mut Vec<ContextCue>) {
        into.clear();
        let mut window = within.of(text).to_vec();
        fold_in_place(&mut window);
        // A phrase may run over a line break.
        window.iter_mut().filter(|byte| matches!(byte, b'\n' | b'\t')).for_each(|byte| *byte = b' ');
        let mut at = 0;
        while let Some(found) = self.automaton.find(&window[at..]) {
            let (start, end) = (at + found.start(), at + found.end());
            let (absolute, next) = (within.start + start, within.start + end);
            let touched = is_word_byte(window[start]) && word_ending_at(text, absolute).is_some()
                || is_word_byte(window[end - 1]) && word_at(text, next).is_some();
            if touched {
                at = start + 1;
                continue;
            }
            let span = Span::new(absolute, next);
            into.extend(self.classes[found.pattern().as_usize()].iter().map(|&class| ContextCue { class, span }));
            at = end;
        }
    }
}
