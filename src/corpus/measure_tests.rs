//! Small counts worked out by hand.

use super::*;

const NAME: Kind = Kind::Personnavn;
const HEALTH: Kind = Kind::Helse;

fn tally(answers: usize, found: usize, exact: usize, pieces: usize, wrong: usize) -> Tally {
    Tally { answers, found, exact, pieces, wrong }
}

fn counter() -> Counter {
    Counter {
        documents: vec![
            [(NAME, tally(3, 2, 1, 1, 0))].into(),
            [(NAME, tally(1, 1, 1, 0, 1)), (HEALTH, tally(2, 1, 1, 0, 0))].into(),
        ],
        touched: (6, 5),
        judged: vec![(950, true), (950, true), (900, false), (600, true), (500, true)],
        sums: [0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.6, 0.0, 0.0, 2.8],
        ..Counter::default()
    }
}

#[test]
fn shares_are_those_of_the_counts() {
    let (rows, micro, [mean, _]) = counter().rows(1);
    let [names, health] = &rows[..] else { panic!("two kinds") };
    assert_eq!((names.kind, names.answers, names.found, names.exact), (Some(NAME), 4, 3, 2));
    assert_eq!((names.pieces, names.false_alarms), (1, 1));
    // 3 of 4 claims and 3 of 4 answers by overlap; 2 of 5 claims and 2 of 4 answers to the byte.
    assert_eq!((names.overlap.precision, names.overlap.recall, names.overlap.f1), (Some(0.75), Some(0.75), Some(0.75)));
    assert_eq!((names.exact_span.precision, names.exact_span.recall), (Some(0.4), Some(0.5)));
    assert_eq!(names.exact_span.f1, Some(0.4444));
    assert_eq!((health.overlap.precision, health.overlap.recall), (Some(1.0), Some(0.5)));
    // 4 of 5 and 4 of 6.
    assert_eq!(
        (micro.overlap.precision, micro.overlap.recall, micro.overlap.f1),
        (Some(0.8), Some(0.6667), Some(0.7273))
    );
    assert_eq!((mean.precision, mean.recall), (Some(0.875), Some(0.625)));
    let interval = names.overlap.f1_interval.unwrap();
    assert!(interval.low <= 0.75 && 0.75 <= interval.high);
}

#[test]
fn reliability_compares_confidence_with_what_is_right() {
    let (bins, error) = counter().reliability();
    let told: Vec<(f64, usize, f64, f64)> =
        bins.iter().map(|bin| (bin.from, bin.claims, bin.confidence, bin.right)).collect();
    assert_eq!(told, [(0.5, 1, 0.5, 1.0), (0.6, 1, 0.6, 1.0), (0.9, 3, 0.9333, 0.6667)]);
    // (0.5 + 0.4 + 3 · 0.2667) / 5
    assert_eq!(error, Some(0.34));
}

#[test]
fn the_curve_falls_with_the_confidence() {
    let (points, average) = counter().curve();
    let told: Vec<(f64, f64, f64)> =
        points.iter().map(|point| (point.confidence, point.precision, point.recall)).collect();
    assert_eq!(told, [(0.95, 1.0, 0.3333), (0.9, 0.6667, 0.3333), (0.6, 0.75, 0.5), (0.5, 0.8, 0.6667)]);
    // 2/6 · 1 + 1/6 · 0.75 + 1/6 · 0.8
    assert_eq!(average, Some(0.5917));
}

#[test]
fn nothing_has_no_share() {
    let (rows, micro, _) = Counter::default().rows(1);
    assert!(rows.is_empty());
    assert_eq!((micro.overlap.precision, micro.overlap.recall, micro.overlap.f1), (None, None, None));
    assert_eq!(Counter::default().reliability(), (vec![], None));
    assert_eq!(Counter::default().curve(), (vec![], None));
}
