//! Vehicle plates: two letters and five digits (four on trailers and old ones); only where a word says so.

use super::{Found, Site};
use crate::model::{Certainty, Kind, Span};

/// `AB 12345` or `AB12345`, named.
pub fn bilskilt(site: &mut Site<'_, '_>) -> Option<Found> {
    let run = *site.cluster.run(site.anchor)?;
    if !matches!(run.count, 4 | 5) {
        return None;
    }
    let text = site.text();
    let before = &text[..run.span.start];
    let letters_end = run.span.start - usize::from(before.last() == Some(&b' '));
    let letters_start = letters_end.checked_sub(2)?;
    // I, M, O, Q and W stand on no ordinary plate (Kjøretøyforskriften).
    let is_plate_letter = |b: &u8| b.is_ascii_uppercase() && !b"IMOQW".contains(b);
    if !text[letters_start..letters_end].iter().all(is_plate_letter) {
        return None;
    }
    let span = Span::new(letters_start, run.span.end);
    let touched = text[..span.start].last().is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80)
        || text.get(span.end).is_some_and(u8::is_ascii_alphanumeric);
    if touched {
        return None;
    }
    let named = site.named_first(span, Kind::Bilskilt)?;
    Some(Found {
        span,
        kind: Kind::Bilskilt,
        runs: 1,
        certainty: Certainty::Certain,
        form: named,
        named: Some(named),
        synthetic: false,
    })
}
