//! Numbers alone (`--only identifiers`), in prose where they are few and in a log where they are many.

use super::support;
use criterion::{Criterion, Throughput};
use skjerm::detect::{Detector, Scratch, Selection};
use skjerm::model::{Group, Part, Role};
use skjerm::rules::{DEFAULT_POLICY, Rules};
use std::hint::black_box;

/// The groups of this stage.
pub fn digits(criterion: &mut Criterion) {
    let rules = Rules::load(&[] as &[&str], DEFAULT_POLICY).expect("the built-in rules");
    let selection = Selection { groups: vec![Group::Identifiers], ..Selection::default() };
    let detector = Detector::new(&rules, &selection).expect("compiles");
    let mut group = criterion.benchmark_group("digits");
    for (name, text) in [("prose", support::prose(support::SIZE)), ("numbers", support::numbers(support::SIZE))] {
        let part = Part::text(Role::Body, text.as_bytes());
        let (mut scratch, mut hits) = (Scratch::default(), Vec::new());
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                detector.scan(black_box(&part), &mut scratch, &mut hits);
                assert!(!hits.is_empty());
                hits.len()
            });
        });
    }
    group.finish();
}
