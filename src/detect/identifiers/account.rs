//! Bank accounts: eleven digits with a check digit modulo 11, and their international form with modulo 97 (ISO 13616).

use super::check::{W2, iban_holds, mod11};
use super::{Found, Site, personal};
use crate::model::{Certainty, Evidence, Kind, Span};

fn kontonummer_at(site: &Site<'_, '_>) -> Option<(Span, usize)> {
    let runs = if site.cluster.has_shape(site.anchor, &[11]) {
        1
    } else if site.cluster.has_shape(site.anchor, &[4, 2, 5]) {
        let gaps = site.cluster.gaps(site.anchor, 3);
        if gaps[0] != gaps[1] || !(gaps[0].is_dot() || gaps[0].is_space()) {
            return None;
        }
        3
    } else {
        return None;
    };
    let digits: [u8; 11] = site.cluster.number(site.anchor, runs)?;
    let span = site.span(runs);
    (mod11(&digits, &W2) == 0 && digits != [0; 11] && site.stands_alone(span, Kind::Kontonummer))
        .then_some((span, runs))
}

/// An account that a word or label names.
pub fn kontonummer_named(site: &mut Site<'_, '_>) -> Option<Found> {
    let (span, runs) = kontonummer_at(site)?;
    let named = site.named_first(span, Kind::Kontonummer)?;
    // One that is a personal number as well is an account where the word stands right before it, and not above in a table's head.
    let is_said_of_it = |cue: Span| !site.text()[cue.end..span.start].contains(&b'\n');
    if runs == 1
        && let Evidence::Cue(cue) = named
        && cue.end <= span.start
        && !is_said_of_it(cue)
        && site.cluster.number(site.anchor, runs).is_some_and(|digits| personal::validate(&digits).is_some())
    {
        return None;
    }
    Some(found(span, runs, Certainty::Certain, Some(named)))
}

/// An account by its grouping alone: `1234.56.78903`.
pub fn kontonummer(site: &mut Site<'_, '_>) -> Option<Found> {
    let (span, runs) = kontonummer_at(site)?;
    (runs == 3).then(|| found(span, runs, Certainty::Likely, None))
}

fn found(span: Span, runs: usize, certainty: Certainty, named: Option<Evidence>) -> Found {
    Found { span, kind: Kind::Kontonummer, runs, certainty, form: Evidence::Checksum, named, synthetic: false }
}

/// `NO` and thirteen digits, in groups or not.
pub fn iban(site: &mut Site<'_, '_>) -> Option<Found> {
    let text = site.text();
    let start = site.cluster.run(site.anchor)?.span.start;
    let country = [b"NO".as_slice(), b"NO "].into_iter().find(|country| text[..start].ends_with(country))?;
    let runs = (1..=5).find(|&runs| {
        site.cluster.number::<13>(site.anchor, runs).is_some()
            && site.cluster.gaps(site.anchor, runs).iter().all(|gap| gap.is_space() || gap.is_dot())
    })?;
    let digits: [u8; 13] = site.cluster.number(site.anchor, runs)?;
    let span = Span::new(start - country.len(), site.span(runs).end);
    let touched = text[..span.start].last().is_some_and(u8::is_ascii_alphanumeric)
        || text.get(span.end).is_some_and(u8::is_ascii_alphanumeric);
    if touched || !iban_holds(&digits) {
        return None;
    }
    let named = site.named_first(span, Kind::Iban);
    Some(Found {
        span,
        kind: Kind::Iban,
        runs,
        certainty: Certainty::Certain,
        form: Evidence::Checksum,
        named,
        synthetic: false,
    })
}
