//! Organisation numbers (Brønnøysundregistrene): nine digits, the first 8 or 9, check digit modulo 11. Nobody's person number;
//! found so that nothing else takes it for one.

use super::check::mod11;
use super::{Found, Site};
use crate::model::{Certainty, Evidence, Kind};

const WEIGHTS: [u8; 9] = [3, 2, 7, 6, 5, 4, 3, 2, 1];

/// `912345678` or `912 345 678`; with dots where a word names it.
pub fn organisasjonsnummer(site: &mut Site<'_, '_>) -> Option<Found> {
    let runs = if site.cluster.has_shape(site.anchor, &[9]) {
        1
    } else if site.cluster.has_shape(site.anchor, &[3, 3, 3])
        && site.cluster.gaps(site.anchor, 3).iter().all(|gap| gap.is_space() || gap.is_dot())
    {
        3
    } else {
        return None;
    };
    let digits: [u8; 9] = site.cluster.number(site.anchor, runs)?;
    let span = site.span(runs);
    if digits[0] < 8 || mod11(&digits, &WEIGHTS) != 0 || !site.stands_alone(span, Kind::Organisasjonsnummer) {
        return None;
    }
    let named = site.named_first(span, Kind::Organisasjonsnummer);
    if named.is_none() && runs == 3 && site.cluster.gaps(site.anchor, 3).iter().any(|gap| gap.is_dot()) {
        return None;
    }
    let certainty = if named.is_some() { Certainty::Certain } else { Certainty::Likely };
    Some(Found {
        span,
        kind: Kind::Organisasjonsnummer,
        runs,
        certainty,
        form: Evidence::Checksum,
        named,
        synthetic: false,
    })
}
