//! What a list ten times as long costs: the scan of the same prose with the built-in lists and with ten times as many names and
//! terms, once as it is and once with twenty thousand different words in it, and the time to build the detector from each. The aim:
//! at most 15 % of the scan's speed.

use super::support::{self, lists, lists::Grown};
use criterion::{Criterion, Throughput};
use skjerm::detect::{Detector, Scratch, Selection};
use skjerm::model::{Part, Role};
use skjerm::rules::{DEFAULT_POLICY, Rules};
use std::hint::black_box;

/// Texts come to the detector in windows of this size.
const WINDOW: usize = 256 * 1024;

/// The groups of this stage.
pub fn lists(criterion: &mut Criterion) {
    let built_in = Rules::load(&[] as &[&str], DEFAULT_POLICY).expect("the built-in rules");
    let prose = support::prose(support::SIZE);
    let texts = [("prose", &prose), ("many words", &lists::of_many_words(&built_in, &prose))];
    let all_text = texts.map(|(_, text)| text.as_str()).join("\n");
    let longer = |grown| lists::ten_times(&built_in, grown, &all_text);
    let each = [
        ("built-in", built_in.clone()),
        ("ten times the names", longer(Grown::Names)),
        ("ten times the names and whole terms", longer(Grown::Whole)),
        ("ten times everything", longer(Grown::All)),
    ];

    let detectors = each.each_ref().map(|(name, rules)| {
        let (forms, names, joining) = lists::lengths(rules);
        eprintln!("{name}: {forms} forms, {joining} of them in compounds, {names} names");
        (*name, Detector::new(rules, &Selection::default()).expect("compiles"))
    });
    for (text_name, text) in texts {
        let windows: Vec<_> = text.as_bytes().chunks(WINDOW).map(|bytes| Part::text(Role::Body, bytes)).collect();
        let mut group = criterion.benchmark_group(format!("list length/{text_name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        for (name, detector) in &detectors {
            group.bench_function(*name, |bencher| {
                let (mut scratch, mut hits) = (Scratch::default(), Vec::new());
                bencher.iter(|| {
                    let mut found = 0;
                    for part in black_box(&windows) {
                        detector.scan(part, &mut scratch, &mut hits);
                        found += hits.len();
                    }
                    assert!(found > 0);
                    found
                });
            });
        }
        group.finish();
    }

    let mut group = criterion.benchmark_group("list length/build the detector");
    group.sample_size(10);
    for (name, rules) in &each {
        group.bench_function(*name, |bencher| {
            bencher.iter(|| Detector::new(black_box(rules), &Selection::default()).expect("compiles"));
        });
    }
    group.finish();
}
