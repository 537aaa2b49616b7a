//! Findings a second, written as JSON Lines and as CSV, masked and as they are, on one thread: twenty thousand findings of five
//! hundred documents to a writer that only counts.

use super::support::findings;
use criterion::{Criterion, Throughput};
use skjerm::catalogue::Lang;
use skjerm::identity::SiteKey;
use skjerm::model::Document;
use skjerm::report::{self, Format, Run, Setting, Sought, Summary};
use skjerm::rules::{DEFAULT_POLICY, Rules};
use std::hint::black_box;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts lines and keeps nothing.
struct Lines<'c>(&'c AtomicU64);

impl Write for Lines<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let ends = memchr::memchr_iter(b'\n', bytes).count();
        self.0.fetch_add(ends as u64, Ordering::Relaxed);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Lines of the report of `documents`.
fn written(format: Format, documents: &[Document], run: &Run, setting: &Setting) -> u64 {
    let lines = AtomicU64::new(0);
    let mut report = report::open(format, Box::new(Lines(&lines)), run, setting).expect("takes everything");
    for document in documents {
        report.document(document).expect("takes everything");
    }
    report.finish(&Summary::default()).expect("takes everything");
    drop(report);
    lines.into_inner()
}

/// The groups of this stage.
pub fn report(criterion: &mut Criterion) {
    let run = Run {
        rules: "blake3:00".into(),
        policy: DEFAULT_POLICY.into(),
        started: jiff::Timestamp::UNIX_EPOCH,
        arguments: Vec::new(),
        names: "near",
        sought: Sought::default(),
    };
    let rules = Arc::new(Rules::load(&[] as &[&str], DEFAULT_POLICY).expect("the built-in rules"));
    let key = SiteKey::from_bytes([7; 32]);
    let masked = Setting { lang: Lang::Nb, reveal: false, color: false, quiet: false, key, rules };
    let revealed = Setting { reveal: true, ..masked.clone() };
    let documents = findings::documents(500);
    let count: u64 = documents.iter().map(|document| document.findings.len() as u64).sum();
    // What stands in a report beside findings: lines of the run, of documents and of the end, or the names of the columns. The line
    // ends within cells of CSV are none here: the contexts hold none.
    let beside_jsonl = documents.len() as u64 + 2;

    let mut group = criterion.benchmark_group("report");
    group.throughput(Throughput::Elements(count));
    for (format, beside) in [(Format::Jsonl, beside_jsonl), (Format::Csv, 1)] {
        for (name, setting) in [("masked", &masked), ("as they are", &revealed)] {
            group.bench_function(format!("{format}, {name}"), |bencher| {
                bencher.iter(|| {
                    let lines = written(format, black_box(&documents), &run, setting);
                    assert_eq!(lines, count + beside);
                    lines
                });
            });
        }
    }
    group.finish();
}
