//! Words that tell something only in company: «operert», «undersøkt», «døde» are of somebody's health beside an illness or a
//! word for a patient or a relative, and nothing elsewhere.

use super::sentence;
use crate::model::{Certainty, Evidence, Hit, Part, Span};

/// Bytes on either side of a companion in which [`DENSE`] terms of its kind make a record of the text: a journal's telegraphic
/// sentences explain each other.
const RECORD: usize = 240;
const DENSE: usize = 4;

/// Adds those of `companions` to `terms` in whose sentence another term of their kind stands or one of the words `company`, or around
/// which terms of their kind are dense. All slices are in order of place; afterwards `terms` need not be.
pub fn admit(part: &Part<'_>, companions: &[Hit], company: &[Span], terms: &mut Vec<Hit>) {
    let sure = terms.len();
    let (mut first_term, mut first_word) = (0, 0);
    for companion in companions {
        let span = companion.span;
        let from = span.start.saturating_sub(sentence::LONGEST);
        let near = |other: Span| other.start < span.end + sentence::LONGEST;
        first_term += terms[first_term..sure].iter().take_while(|term| term.span.start < from).count();
        first_word += company[first_word..].iter().take_while(|word| word.start < from).count();
        let mut terms_near =
            terms[first_term..sure].iter().take_while(|t| near(t.span)).filter(|t| t.kind == companion.kind).peekable();
        let mut words_near = company[first_word..].iter().take_while(|word| near(**word)).peekable();
        if terms_near.peek().is_none() && words_near.peek().is_none() {
            continue;
        }
        let within = part.segment_at(span.start).map_or(Span::new(0, part.text.len()), |segment| segment.span());
        let sentence = sentence::around(&part.text, within, span);
        let beside = |other: Span| sentence.covers(other) && !other.overlaps(span);
        let neighbour = |term: &Hit| Evidence::Neighbour(term.kind, term.span);
        let in_record = |term: &&Hit| {
            within.covers(term.span)
                && term.span.end + RECORD > span.start
                && term.span.start < span.end + RECORD
                && !term.span.overlaps(span)
        };
        let form = terms_near.clone().find(|term| beside(term.span)).map(neighbour);
        let form = form.or_else(|| words_near.find(|word| beside(**word)).map(|&word| Evidence::PersonRole(word)));
        let form = form.or_else(|| terms_near.filter(in_record).nth(DENSE - 1).map(neighbour));
        if let Some(form) = form {
            terms.push(Hit { form, certainty: Certainty::Weak, ..*companion });
        }
    }
}
