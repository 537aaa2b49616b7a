//! Words in prose: telling terms alone, names alone (near and everywhere), and all groups together.

use super::support;
use criterion::{Criterion, Throughput};
use skjerm::detect::{Detector, NameMode, Scratch, Selection};
use skjerm::model::{Group, Part, Role};
use skjerm::rules::{DEFAULT_POLICY, Rules};
use std::hint::black_box;

/// The groups of this stage.
pub fn words(criterion: &mut Criterion) {
    let rules = Rules::load(&[] as &[&str], DEFAULT_POLICY).expect("the built-in rules");
    let text = support::prose(support::SIZE);
    let part = Part::text(Role::Body, text.as_bytes());
    let mut group = criterion.benchmark_group("words");
    group.throughput(Throughput::Bytes(text.len() as u64));
    for (name, names, groups) in [
        ("terms", NameMode::Off, vec![Group::Terms]),
        ("names", NameMode::All, vec![Group::Names]),
        ("everything, names near", NameMode::Near, vec![]),
        ("everything, names all", NameMode::All, vec![]),
    ] {
        let selection = Selection { names, groups, ..Selection::default() };
        let detector = Detector::new(&rules, &selection).expect("compiles");
        let (mut scratch, mut hits) = (Scratch::default(), Vec::new());
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
