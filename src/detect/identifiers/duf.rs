//! DUF numbers: the register of the immigration authorities. Four digits of the year and eight more; only where a word says so.

use super::{Found, Site};
use crate::model::{Certainty, Evidence, Kind};

/// The register's first year.
const FIRST_YEAR: u16 = 1970;
/// A year later than this is no year of registration.
const LAST_YEAR: u16 = 2099;

/// `YYYYNNNNNNNN` or `YYYY NNNNNNNN`, named.
pub fn duf_nummer(site: &mut Site<'_, '_>) -> Option<Found> {
    let runs = if site.cluster.has_shape(site.anchor, &[12]) {
        1
    } else if site.cluster.has_shape(site.anchor, &[4, 8]) && site.cluster.gaps(site.anchor, 2)[0].chars() == 1 {
        2
    } else if site.cluster.has_shape(site.anchor, &[4, 4, 4])
        && site.cluster.gaps(site.anchor, 3).iter().all(|g| g.is_space())
    {
        3
    } else {
        return None;
    };
    let digits: [u8; 12] = site.cluster.number(site.anchor, runs)?;
    let year = digits[..4].iter().fold(0, |year, &digit| year * 10 + u16::from(digit));
    let span = site.span(runs);
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) || !site.stands_alone(span, Kind::DufNummer) {
        return None;
    }
    let named = match site.glued_cue(span.start, Kind::DufNummer) {
        Some(cue) => Evidence::Cue(cue),
        None => site.named_first(span, Kind::DufNummer)?,
    };
    Some(Found {
        span,
        kind: Kind::DufNummer,
        runs,
        certainty: Certainty::Certain,
        form: named,
        named: Some(named),
        synthetic: false,
    })
}
