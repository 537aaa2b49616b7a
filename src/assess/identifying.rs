//! Persons pointed out without a name: «ei jente i 2. klasse på …» with a telling matter is one child to all who live there. Age or
//! class or role, and a small place, beside a telling term make a `connection` for review.

use super::cues::{Class, ContextCue, FoundCues};
use super::link::{Link, Sentence};
use super::neighbours::Neighbourhood;
use super::{Assessor, Place, Seen, SentenceCues, Site};
use crate::detect::words::{begins_upper, is_all_upper, word_after, word_at, word_before};
use crate::model::{Evidence, Finding, Hit, Kind, LineCounter, Part, Severity, Span};

/// Who is pointed out, and by which place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PointedOut {
    person: Span,
    place: Span,
}

/// Words of the school years, in lower case.
const CLASSES: &[&[u8]] =
    &[b"klasse", b"klassen", b"trinn", b"trinnet", b"steg", "årssteg".as_bytes(), "årstrinn".as_bytes()];

/// A text with the sentence in which somebody may be pointed out.
struct Told<'a> {
    text: &'a [u8],
    sentence: Span,
    cues: &'a [ContextCue],
}
