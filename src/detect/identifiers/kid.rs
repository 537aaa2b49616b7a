//! KID: a payment's reference, 2 to 25 digits with a check digit modulo 10 or modulo 11; only where a word says so.

use super::check::{kid_mod11_holds, luhn_holds};
use super::{Found, Site};
use crate::model::{Certainty, Evidence, Kind};

/// The digits behind «KID».
pub fn kid(site: &mut Site<'_, '_>) -> Option<Found> {
    let span = site.span(1);
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
