//! Passport and travel document numbers: up to three letters and six to nine digits; only where a word says so.

use super::{Found, Site};
use crate::model::{Certainty, Kind, Span};

/// The number behind «passnummer».
pub fn passnummer(site: &mut Site<'_, '_>) -> Option<Found> {
    let run = *site.cluster.run(site.anchor)?;
    if !(6..=9).contains(&run.count) {
        return None;
    }
    let text = site.text();
    let letters = text[..run.span.start].iter().rev().take_while(|b| b.is_ascii_uppercase()).count();
    let span = Span::new(run.span.start - letters, run.span.end);
    let touched = text[..span.start].last().is_some_and(u8::is_ascii_alphanumeric)
        || text.get(span.end).is_some_and(u8::is_ascii_alphanumeric);
    if touched || letters > 3 || !(8..=9).contains(&(run.count + letters)) {
        return None;
    }
    let named = site.named_first(span, Kind::Passnummer)?;
    Some(Found {
        span,
        kind: Kind::Passnummer,
        runs: 1,
        certainty: Certainty::Certain,
        form: named,
        named: Some(named),
        synthetic: false,
    })
}
