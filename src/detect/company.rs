//! Words that tell something only in company: «operert», «undersøkt», «døde» are of somebody's health beside an illness or a
//! word for a patient or a relative, and nothing elsewhere.

use super::sentence;
use crate::model::{Certainty, Evidence, Hit, Part, Span};

/// Adds those of `companions` to `terms` in whose sentence another term of their kind stands or one of the words `company`. Both
/// slices are in order of place; afterwards `terms` need not be.
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
        let term = terms_near.find(|t| beside(t.span)).map(|term| Evidence::Neighbour(term.kind, term.span));
        let form = term.or_else(|| words_near.find(|word| beside(**word)).map(|&word| Evidence::PersonRole(word)));
        if let Some(form) = form {
            terms.push(Hit { form, certainty: Certainty::Weak, ..*companion });
        }
    }
}
