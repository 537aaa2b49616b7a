//! Precision by recall, as the least confidence falls.

use super::svg::Anchor;
use super::unit_square::UnitSquare;
use crate::catalogue::Catalogue;
use crate::corpus::{Evaluation, Point};

/// Pixels between two numbers at the curve.
const APART: f64 = 34.0;

pub fn plot(evaluation: &Evaluation, catalogue: &Catalogue) -> String {
    let points = &evaluation.curve;
    let confidence = |point: Option<&Point>| catalogue.decimal(point.map_or(0.0, |point| point.confidence), 2);
    let (first, last) = (confidence(points.first()), confidence(points.last()));
    let average = catalogue.decimal(evaluation.average_precision.unwrap_or(0.0), 3);
    let description = catalogue.format(
        "plot-curve-description",
        &[("first", (&first).into()), ("last", (&last).into()), ("average", (&average).into())],
    );
    let title = format!("{} (AP {average})", catalogue.text("plot-curve-title"));
    let (across, up) = (catalogue.text("plot-recall"), catalogue.text("plot-precision"));
    let mut square =
        UnitSquare::new(catalogue, &title, &catalogue.text("plot-curve-note"), &description, [&across, &up]);
    let places: Vec<(f64, f64)> = points.iter().map(|point| square.at(point.recall, point.precision)).collect();
    square.svg.path("one", &places);
    let mut numbered: Option<(f64, f64)> = None;
    for (number, (point, &place)) in points.iter().zip(&places).enumerate() {
        let decimal = |share: f64| catalogue.decimal(share, 3);
        let least = catalogue.decimal(point.confidence, 2);
        let says = format!("≥ {least}: {up} {}, {across} {}", decimal(point.precision), decimal(point.recall));
        square.svg.dot("one-fill", place, 3.5, &says);
        let is_last = number + 1 == points.len();
        let is_apart = |other: (f64, f64)| (place.0 - other.0).hypot(place.1 - other.1) >= APART;
        let is_far_from_last = places.last().is_none_or(|&last| is_apart(last));
        if is_last || is_far_from_last && numbered.is_none_or(is_apart) {
            numbered = Some(place);
            // Over the frame's top there is no room, and to the right of its end the curve has none.
            let down = if place.1 < 106.0 || is_last { 22.0 } else { -12.0 };
            square.svg.text("halo", (place.0, place.1 + down), Anchor::Middle, &least);
        }
    }
    square.svg.finish()
}
