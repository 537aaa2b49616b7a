//! The way from bytes to findings: detection and weighing of prose, and whole documents of each text format, on one worker. And
//! what it costs to get ready.

use super::support;
use criterion::{Criterion, Throughput};
use skjerm::assess::Assessor;
use skjerm::detect::{Detector, Scratch, Selection};
use skjerm::model::{Part, Role};
use skjerm::rules::{DEFAULT_POLICY, Rules};
use skjerm::scan::{Options, Scanner};
use skjerm::source;
use std::hint::black_box;
use std::sync::Arc;

fn rules() -> Arc<Rules> {
    Arc::new(Rules::load(&[] as &[&str], DEFAULT_POLICY).expect("the built-in rules"))
}

/// Texts come to the detector in windows of this size.
const WINDOW: usize = 256 * 1024;

fn weigh(criterion: &mut Criterion) {
    let rules = rules();
    let detector = Detector::new(&rules, &Selection::default()).expect("compiles");
    let assessor = Assessor::new(rules, Selection::default(), false, None);
    let text = support::prose(support::SIZE);
    let windows: Vec<_> = text.as_bytes().chunks(WINDOW).map(|bytes| Part::text(Role::Body, bytes)).collect();
    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("detect and assess/prose", |bencher| {
        let (mut scratch, mut hits) = (Scratch::default(), Vec::new());
        bencher.iter(|| {
            let mut findings = 0;
            for part in black_box(&windows) {
                detector.scan(part, &mut scratch, &mut hits);
                findings += assessor.assess(part, &hits).len();
            }
            assert!(findings > 0);
            findings
        });
    });
    group.finish();
}

fn documents(criterion: &mut Criterion) {
    let scanner = Scanner::new(rules(), Options::default()).expect("compiles");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(16 * 1024 * 1024).build().expect("a worker");
    let folder = tempfile::tempdir().expect("a folder");
    let mut group = criterion.benchmark_group("document");
    for (name, contents) in [
        ("prosa.txt", support::prose(support::SIZE)),
        ("liste.csv", support::csv(support::SIZE)),
        ("saker.json", support::json(support::SIZE)),
        ("saker.xml", support::xml(support::SIZE)),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, &contents).expect("written");
        let source = source::walk([path.into_os_string()]).next().expect("one source");
        group.throughput(Throughput::Bytes(contents.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let scanned = pool.install(|| scanner.scan(black_box(&source), &|_| {}));
                assert!(scanned.document.counts.total() > 0 && scanned.document.unread.is_none());
                scanned.document.counts
            });
        });
    }
    group.finish();
}

fn start(criterion: &mut Criterion) {
    let rules = rules();
    let mut group = criterion.benchmark_group("start");
    group.sample_size(20);
    group.bench_function("read the rules", |bencher| {
        bencher.iter(|| {
            let rules = self::rules();
            assert!(!rules.rules.is_empty());
            rules
        });
    });
    group.bench_function("make a scanner", |bencher| {
        bencher.iter(|| Scanner::new(black_box(rules.clone()), Options::default()).expect("compiles"));
    });
    group.finish();
}

/// The groups of this stage.
pub fn scan(criterion: &mut Criterion) {
    weigh(criterion);
    documents(criterion);
    start(criterion);
}
