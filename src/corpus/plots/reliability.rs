//! The share of right findings by confidence. On the diagonal confidence keeps its word.

use super::svg::Anchor;
use super::unit_square::UnitSquare;
use crate::catalogue::Catalogue;
use crate::corpus::Evaluation;

/// Pixels that the number at a point takes, and between which heights it may stand.
const WIDE: f64 = 64.0;
const HIGH: f64 = 16.0;
const LOWEST: f64 = 66.0;
const HIGHEST: f64 = 512.0;

pub fn plot(evaluation: &Evaluation, catalogue: &Catalogue) -> String {
    let error = catalogue.decimal(evaluation.calibration_error.unwrap_or(0.0), 3);
    let description = catalogue.format("plot-reliability-description", &[("error", (&error).into())]);
    let title = format!("{} (ECE {error})", catalogue.text("plot-reliability-title"));
    let (across, up) = (catalogue.text("plot-confidence"), catalogue.text("plot-right"));
    let mut square =
        UnitSquare::new(catalogue, &title, &catalogue.text("plot-reliability-note"), &description, [&across, &up]);
    let (from, to) = (square.at(0.0, 0.0), square.at(1.0, 1.0));
    square.svg.line("dashed", from, to);
    let places: Vec<(f64, f64)> =
        evaluation.reliability.iter().map(|bin| square.at(bin.confidence, bin.right)).collect();
    for bin in &evaluation.reliability {
        if let Some(interval) = bin.interval {
            let (low, high) = (square.at(bin.confidence, interval.low), square.at(bin.confidence, interval.high));
            square.svg.line("whisker", low, high);
            for end in [low, high] {
                square.svg.line("whisker", (end.0 - 4.0, end.1), (end.0 + 4.0, end.1));
            }
        }
    }
    square.svg.path("one", &places);
    let mut written: Vec<(f64, f64)> = Vec::new();
    for (bin, &place) in evaluation.reliability.iter().zip(&places) {
        let decimal = |share: f64| catalogue.decimal(share, 3);
        let claims = catalogue.format("evaluate-claims", &[("count", bin.claims.into())]);
        let says = format!("{across} {}: {} ({claims})", decimal(bin.confidence), decimal(bin.right));
        square.svg.dot("one-fill", place, 5.0, &says);
        let end = |share: f64| square.at(0.0, share).1;
        let (below, above) =
            bin.interval.map_or((place.1, place.1), |interval| (end(interval.low), end(interval.high)));
        let is_free =
            |up: &f64| written.iter().all(|other| (other.0 - place.0).abs() > WIDE || (other.1 - up).abs() > HIGH);
        let places = [below + 18.0, above - 10.0, below + 18.0 + HIGH];
        let up = places.into_iter().filter(|up| (LOWEST..HIGHEST).contains(up)).find(is_free).unwrap_or(below + 18.0);
        written.push((place.0, up));
        let number = format!("n = {}", catalogue.number(bin.claims as u64));
        square.svg.text("soft halo", (place.0, up), Anchor::Middle, &number);
    }
    square.svg.finish()
}
