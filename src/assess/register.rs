//! The language around a sentence: whether a case is told of there, or a letter written, where whoever is named is named because of
//! the matter; or whether it is prose like any other.

use super::cues::{Class, ContextCue, ContextCues, FoundCues};
use crate::model::Span;

/// Bytes on either side of a sentence that are looked at.
const REACH: usize = 600;
/// Words of cases there that make it one.
const ENOUGH: usize = 2;

/// The text around `sentence` is that of a case or a letter.
pub fn is_case(text: &[u8], sentence: Span, cues: &ContextCues) -> bool {
    let start = character(text, sentence.start.saturating_sub(REACH));
    let end = character(text, (sentence.end + REACH).min(text.len()));
    let mut found = FoundCues::default();
    cues.find(text, Span::new(start, end), &mut found);
    let weight = |cue: &ContextCue| match cue.class {
        Class::CaseWord => 1,
        Class::Greeting | Class::Closing if stands_alone(text, cue.span) => ENOUGH,
        _ => 0,
    };
    found.cues.iter().map(weight).sum::<usize>() >= ENOUGH
}

/// The words begin a line or stand behind the end of a sentence: a greeting, and no «hilsen» that somebody sends in passing.
fn stands_alone(text: &[u8], at: Span) -> bool {
    let before = text[..at.start].iter().rev().find(|byte| !matches!(byte, b' ' | b'\t'));
    matches!(before, None | Some(b'\n' | b'\r' | b'.' | b'!' | b'?'))
}

/// Where the character at `at` ends, if `at` stands inside one.
fn character(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && text[at] & 0xC0 == 0x80 {
        at += 1;
    }
    at
}
