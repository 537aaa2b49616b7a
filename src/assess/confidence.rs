//! How sure a finding is: of the form, raised and lowered by what stands around it.

use crate::model::{Certainty, Evidence, Hit, Kind};

/// Between 0 and 1.
pub fn of(hit: &Hit, evidence: &[Evidence]) -> f32 {
    let mut odds = base(hit);
    for one in evidence {
        odds *= match one {
            // What a companion stands beside makes it one, and no surer.
            Evidence::Neighbour(..) | Evidence::PersonRole(_) if *one == hit.form => 1.0,
            Evidence::Cue(_) | Evidence::Label => 4.0,
            Evidence::Neighbour(..) => 2.5,
            Evidence::PersonRole(_) => 1.5,
            Evidence::CheckDigits2032 | Evidence::Compound => 0.5,
            Evidence::CheckDigitsFail | Evidence::OcrRepair => 0.3,
            Evidence::Negated(_) | Evidence::Generic(_) => 0.4,
            _ => 1.0,
        };
    }
    (odds / (1.0 + odds)).clamp(0.05, 0.99)
}

/// Odds that the form alone gives.
fn base(hit: &Hit) -> f32 {
    match (hit.kind, hit.certainty) {
        (kind, Certainty::Certain) if kind.is_personal_number() => 40.0,
        (kind, Certainty::Likely) if kind.is_personal_number() => 12.0,
        (_, Certainty::Certain) => 15.0,
        (Kind::Personnavn, Certainty::Likely) => 6.0,
        (_, Certainty::Likely) => 3.2,
        (_, Certainty::Weak) => 1.0,
    }
}
