//! The evaluation as pictures: precision and recall, reliability, and the kinds side by side. Each is one SVG that needs
//! nothing else. They hold figures and names of kinds, never a value.

mod curve;
mod kinds;
mod reliability;
mod svg;
mod unit_square;

use super::Evaluation;
use crate::catalogue::Catalogue;

/// The plots by the names of their files. Findings without confidence have neither curve nor reliability.
pub fn plots(evaluation: &Evaluation, catalogue: &Catalogue) -> Vec<(&'static str, String)> {
    let mut plots = vec![("kinds.svg", kinds::plot(evaluation, catalogue))];
    if !evaluation.curve.is_empty() {
        plots.insert(0, ("precision-recall.svg", curve::plot(evaluation, catalogue)));
        plots.insert(1, ("reliability.svg", reliability::plot(evaluation, catalogue)));
    }
    plots
}
