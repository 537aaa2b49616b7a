//! KID: a payment's reference, 2 to 25 digits with a check digit modulo 10 or modulo 11; only where a word says so.

use super::check::{kid_mod11_holds, luhn_holds};
use super::{Found, Site};
use crate::model::{Certainty, Evidence, Kind};
/// Bytes before the number in which the word stands.
const BEFORE: usize = 40;

/// «KID» stands before the number or in its field's label: seen before any check digit is reckoned, since nearly every number has
/// one that holds.
fn is_called_kid(site: &Site<'_, '_>, at: usize) -> bool {
    says_kid(&site.text()[at.saturating_sub(BEFORE)..at])
        || site.field().is_some_and(|segment| says_kid(segment.label.as_bytes()))
}

/// Asked of nearly every number: a plain loop over all bytes, which the compiler turns into a few wide comparisons.
fn says_kid(text: &[u8]) -> bool {
    let is = |byte: u8, letter: u8| byte | 0x20 == letter;
    text.windows(3).fold(false, |said, three| said | (is(three[0], b'k') & is(three[1], b'i') & is(three[2], b'd')))
}

/// The digits behind «KID».
pub fn kid(site: &mut Site<'_, '_>) -> Option<Found> {
    let span = site.span(1);
    if !is_called_kid(site, span.start) {
        return None;
    }
    // The runs that single spaces join.
    let mut runs = 1;
    while site.cluster.gap(site.anchor + runs - 1).is_some_and(|gap| gap.is_space()) {
        runs += 1;
    }
    let holds = |runs: usize| {
        let digits: Vec<u8> =
            (0..runs).flat_map(|run| site.cluster.digits(site.anchor + run).iter().copied()).collect();
        (2..=25).contains(&digits.len()) && (luhn_holds(&digits) || kid_mod11_holds(&digits))
    };
    let runs = [runs, 1].into_iter().find(|&runs| holds(runs))?;
    let named = site.named_first(span, Kind::Kid)?;
    // The word is for the first number behind it.
    if let Evidence::Cue(cue) = named
        && site.text().get(cue.end..span.start).is_some_and(|way| way.iter().any(u8::is_ascii_digit))
    {
        return None;
    }
    let span = site.span(runs);
    site.stands_alone(span, Kind::Kid).then_some(Found {
        span,
        kind: Kind::Kid,
        runs,
        certainty: Certainty::Certain,
        form: Evidence::Checksum,
        named: Some(named),
        synthetic: false,
    })
}
