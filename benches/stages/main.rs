//! Benchmarks of each stage on its own, in one program: `cargo bench --bench stages`, or with the beginning of a group's name behind
//! `--` that group alone (`cargo bench --bench stages -- words`).
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod classify;
mod digits;
mod lists;
mod report;
mod scan;
mod support;
mod words;

use criterion::{criterion_group, criterion_main};

criterion_group!(stages, classify::classify, digits::digits, words::words, lists::lists, scan::scan, report::report);
criterion_main!(stages);
