//! The sample's documents are what its program writes, so that neither is changed without the other.

#[allow(dead_code)]
#[path = "../../examples/sample_documents/main.rs"]
mod sample_documents;

use crate::support::sample;

#[test]
fn the_sample_is_what_its_program_writes() {
    let documents = sample_documents::documents().unwrap();
    assert_eq!(documents.len(), 14);
    for (path, bytes) in documents {
        let kept = std::fs::read(sample().join(path)).unwrap();
        assert!(kept == bytes, "write {path} anew: cargo run --example sample_documents -- data/eksempel-kommune");
    }
}
