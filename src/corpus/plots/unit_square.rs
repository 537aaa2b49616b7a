//! Two shares against each other: a square from 0 to 1 with its grid and the names of its axes.

use super::svg::{Anchor, Svg};
use crate::catalogue::Catalogue;

const SIDE: f64 = 440.0;
const LEFT: f64 = 70.0;
const TOP: f64 = 76.0;

/// The square, drawn on as it is.
pub struct UnitSquare {
    /// The drawing.
    pub svg: Svg,
}

impl UnitSquare {
    /// With its grid. `names` are those of the axes: across, and up.
    pub fn new(catalogue: &Catalogue, title: &str, note: &str, description: &str, names: [&str; 2]) -> Self {
        let (width, height) = (LEFT + SIDE + 40.0, TOP + SIDE + 60.0);
        let mut svg = Svg::new(width, height, catalogue.lang().as_str(), title, description);
        svg.text("title", (LEFT, 30.0), Anchor::Start, title);
        svg.text("soft", (LEFT, 52.0), Anchor::Start, note);
        let mut square = UnitSquare { svg };
        for fifth in 0..=5 {
            let share = f64::from(fifth) / 5.0;
            let (bottom, left) = (square.at(share, 0.0), square.at(0.0, share));
            let class = if fifth == 0 { "axis" } else { "grid" };
            let (top, right) = (square.at(share, 1.0), square.at(1.0, share));
            square.svg.line(class, bottom, top);
            square.svg.line(class, left, right);
            let number = catalogue.decimal(share, 1);
            square.svg.text("soft", (bottom.0, bottom.1 + 20.0), Anchor::Middle, &number);
            square.svg.text("soft", (left.0 - 10.0, left.1 + 4.0), Anchor::End, &number);
        }
        square.svg.text("", (LEFT + SIDE / 2.0, TOP + SIDE + 45.0), Anchor::Middle, names[0]);
        square.svg.upright((24.0, TOP + SIDE / 2.0), names[1]);
        square
    }

    /// Where two shares stand in the drawing.
    pub fn at(&self, across: f64, up: f64) -> (f64, f64) {
        (LEFT + across * SIDE, TOP + (1.0 - up) * SIDE)
    }
}
