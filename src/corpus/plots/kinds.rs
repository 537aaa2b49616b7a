//! Precision and recall of every kind side by side, with their intervals.

use super::svg::{Anchor, Svg};
use crate::catalogue::Catalogue;
use crate::corpus::{Evaluation, Interval, Row};

const LEFT: f64 = 270.0;
const WIDTH: f64 = 400.0;
const RIGHT: f64 = 90.0;
const TOP: f64 = 84.0;
const ROW: f64 = 40.0;
const BAR: f64 = 12.0;

pub fn plot(evaluation: &Evaluation, catalogue: &Catalogue) -> String {
    let rows: Vec<&Row> = evaluation.kinds.iter().chain([&evaluation.micro]).collect();
    let height = TOP + rows.len() as f64 * ROW + 40.0;
    let bottom = height - 36.0;
    let share = |share: Option<f64>| match share {
        Some(share) => catalogue.decimal(share, 2),
        None => catalogue.text("plot-none").into_owned(),
    };
    let (precision, recall) = (share(evaluation.micro.overlap.precision), share(evaluation.micro.overlap.recall));
    let values = [("precision", (&precision).into()), ("recall", (&recall).into())];
    let description = catalogue.format("plot-kinds-description", &values);
    let title = catalogue.text("plot-kinds-title");
    let mut svg = Svg::new(LEFT + WIDTH + RIGHT, height, catalogue.lang().as_str(), &title, &description);
    svg.text("title", (20.0, 32.0), Anchor::Start, &title);
    legend(&mut svg, catalogue);
    for fifth in 0..=5 {
        let share = f64::from(fifth) / 5.0;
        let across = LEFT + share * WIDTH;
        svg.line(if fifth == 0 { "axis" } else { "grid" }, (across, TOP - 6.0), (across, bottom));
        svg.text("soft", (across, bottom + 18.0), Anchor::Middle, &catalogue.decimal(share, 1));
    }
    for (number, row) in rows.iter().enumerate() {
        let top = TOP + number as f64 * ROW;
        if row.kind.is_none() {
            svg.line("axis", (20.0, top - 2.0), (LEFT + WIDTH, top - 2.0));
        }
        let name = row.kind.map_or_else(|| catalogue.text("evaluate-micro"), |kind| catalogue.kind(kind));
        svg.text("", (LEFT - 12.0, top + 14.0), Anchor::End, &name);
        let answers = catalogue.format("evaluate-answers", &[("count", row.answers.into())]);
        svg.text("soft", (LEFT - 12.0, top + 29.0), Anchor::End, &answers);
        let score = row.overlap;
        bar(&mut svg, "one-fill", top + 3.0, score.recall, score.recall_interval, &share(score.recall));
        bar(&mut svg, "two", top + 19.0, score.precision, score.precision_interval, &share(score.precision));
    }
    svg.finish()
}

/// Recall is filled and precision hollow, so that colour is not all that tells them apart.
fn legend(svg: &mut Svg, catalogue: &Catalogue) {
    for (class, key, at) in [("one-fill", "plot-recall", LEFT), ("two", "plot-precision", LEFT + 150.0)] {
        svg.rectangle(class, (at, 50.0), 22.0, BAR);
        svg.text("", (at + 30.0, 61.0), Anchor::Start, &catalogue.text(key));
    }
}

fn bar(svg: &mut Svg, class: &str, top: f64, share: Option<f64>, interval: Option<Interval>, written: &str) {
    if let Some(share) = share {
        // The outline of a hollow bar lies within it.
        let inset = if class == "two" { 1.0 } else { 0.0 };
        let width = (share * WIDTH - 2.0 * inset).max(0.0);
        svg.rectangle(class, (LEFT + inset, top + inset), width, BAR - 2.0 * inset);
    }
    if let Some(Interval { low, high }) = interval {
        let (middle, low, high) = (top + BAR / 2.0, LEFT + low * WIDTH, LEFT + high * WIDTH);
        svg.line("whisker", (low, middle), (high, middle));
        for end in [low, high] {
            svg.line("whisker", (end, middle - 4.0), (end, middle + 4.0));
        }
    }
    svg.text("soft", (LEFT + WIDTH + 14.0, top + 11.0), Anchor::Start, written);
}
