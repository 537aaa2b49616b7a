//! The words that say what a number is: `fnr.`, `KID:`, `konto`, or the label of its field.
//!
//! Cues are looked for only once a number's shape is there, in the few bytes before and after it that belong to its sentence,
//! cell or field: so they cost nothing where there are no numbers, and one «fakturanummer» silences no page.

use super::fold::fold_in_place;
use super::sentence;
use super::words::{is_word_byte, word_at, word_ending_at};
use crate::model::{Kind, Span};
use crate::rules::Rules;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// Bytes looked at before a number.
const BEFORE: usize = 120;
/// Bytes looked at after a number.
const AFTER: usize = 24;

/// What a cue names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// An identifier of that kind.
    Kind(Kind),
    /// A number that is nobody's: an invoice, a case, a meter.
    Other,
}

/// A cue in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// What it names.
    pub names: Names,
    /// Bytes in the part.
    pub span: Span,
}

/// All cue words as one automaton.
pub struct Cues {
    automaton: AhoCorasick,
    /// By pattern: all that the word may name (`fnr` names a number or, masked, a date of birth).
    names: Vec<Vec<Names>>,
}

impl Cues {
    /// The cues of `rules`.
    ///
    /// # Errors
    /// More words than an automaton can hold.
    pub fn new(rules: &Rules) -> Result<Self, aho_corasick::BuildError> {
        let mut words: std::collections::BTreeMap<&str, Vec<Names>> = std::collections::BTreeMap::new();
        for identifier in &rules.identifiers {
            let kind = rules.rules[usize::from(identifier.rule)].kind;
            for cue in &identifier.cues {
                words.entry(cue).or_default().push(Names::Kind(kind));
            }
        }
        for cue in &rules.other_numbers {
            words.entry(cue).or_default().push(Names::Other);
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(words.keys())?;
        Ok(Cues { automaton, names: words.into_values().collect() })
    }

    /// The cues around the number at `span` of `field`: those before it in rising order, then those after it.
    pub fn around(&self, text: &[u8], field: Span, span: Span, into: &mut Vec<Cue>) {
        into.clear();
        // A cue counts from the line above at most.
        let reach = field.start.max(span.start.saturating_sub(BEFORE));
        let above = memchr::memrchr_iter(b'\n', &text[reach..span.start]).nth(1).map_or(0, |line| line + 1);
        let start = sentence::start(text, reach + above, span.start, BEFORE);
        self.find(text, Span::new(start, span.start), into);
        let end = sentence_end(text, span.end, field.end);
        self.find(text, Span::new(span.end, end), into);
    }

    /// What the label of a field names.
    pub fn label(&self, label: &str) -> Vec<Names> {
        let mut spaced = Vec::with_capacity(label.len() + 4);
        let mut lower_before = false;
        for byte in label.bytes() {
            // fnrSoker, sokerFnr: a capital inside begins a word.
            if byte.is_ascii_uppercase() && lower_before {
                spaced.push(b' ');
            }
            lower_before = byte.is_ascii_lowercase();
            spaced.push(if byte == b'_' { b' ' } else { byte });
        }
        let mut cues = Vec::new();
        self.find(&spaced, Span::new(0, spaced.len()), &mut cues);
        cues.into_iter().map(|cue| cue.names).collect()
    }

    /// `word` as a whole names `kind`. For words glued to a number.
    pub fn is_cue(&self, word: &[u8], kind: Kind) -> bool {
        let mut folded = word.to_vec();
        fold_in_place(&mut folded);
        self.automaton
            .find(&folded)
            .is_some_and(|m| m.len() == folded.len() && self.names[m.pattern().as_usize()].contains(&Names::Kind(kind)))
    }

    fn find(&self, text: &[u8], within: Span, into: &mut Vec<Cue>) {
        let mut window = [0u8; BEFORE + 8];
        let bytes = within.of(text);
        let bytes = &bytes[..bytes.len().min(window.len())];
        let window = &mut window[..bytes.len()];
        window.copy_from_slice(bytes);
        fold_in_place(window);
        let mut at = 0;
        while let Some(found) = self.automaton.find(&window[at..]) {
            let (start, end) = (at + found.start(), at + found.end());
            let (head, tail) = (is_word_byte(window[start]), is_word_byte(window[end - 1]));
            let before = within.start + start;
            // «f» is born, but not at the end of a UUID.
            let in_code = end - start == 1 && text[..before].last().is_some_and(u8::is_ascii_digit);
            let touched_before = head && (in_code || word_ending_at(text, before).is_some());
            // The window may end within a word.
            let touched_after = tail && word_at(text, within.start + end).is_some();
            if touched_before || touched_after {
                // Inside another word; a shorter cue may yet begin behind it.
                at = start + 1;
                continue;
            }
            let span = Span::new(within.start + start, within.start + end);
            into.extend(self.names[found.pattern().as_usize()].iter().map(|&names| Cue { names, span }));
            at = end;
        }
    }
}

fn sentence_end(text: &[u8], from: usize, ceiling: usize) -> usize {
    // A number may end behind the field that it begins in.
    let ceiling = ceiling.min(from + AFTER).min(text.len()).max(from);
    let after = &text[from..ceiling];
    from + after.iter().position(|b| matches!(b, b'\n' | b'.' | b'!' | b'?' | b';' | b',')).unwrap_or(after.len())
}
