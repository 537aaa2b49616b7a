//! Stage one of the hot path: bytes to masks and edges of words, by each routine that this machine has.

use super::support;
use criterion::{Criterion, Throughput};
use skjerm::detect::classify::{CHUNK, Carry, Chunk, Level};
use std::hint::black_box;

/// The groups of this stage.
pub fn classify(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("classify");
    for (name, text) in [("prose", support::prose(support::SIZE)), ("numbers", support::numbers(support::SIZE))] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        for level in Level::available() {
            group.bench_function(format!("{name}/{level:?}"), |bencher| {
                let mut chunk = Chunk::default();
                bencher.iter(|| {
                    let (mut carry, mut edges) = (Carry::default(), 0);
                    for bytes in black_box(text.as_bytes()).chunks(CHUNK) {
                        level.classify(bytes, &mut carry, &mut chunk);
                        edges += chunk.edges().len();
                    }
                    assert!(edges > 1000);
                    edges
                });
            });
        }
    }
    group.finish();
}
