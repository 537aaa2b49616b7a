//! Detection on any bytes: hits lie in the text between characters, and every routine of this machine finds the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use skjerm::detect::classify::Level;
use skjerm::detect::{Detector, NameMode, Scratch, Selection};
use skjerm::model::{Hit, Part, Role};
use skjerm::rules::{DEFAULT_POLICY, Rules};
use std::sync::LazyLock;

/// One for each routine, the plainest first, with the names near and with all.
static DETECTORS: LazyLock<[Vec<Detector>; 2]> = LazyLock::new(|| {
    let rules = Rules::load(&[] as &[&str], DEFAULT_POLICY).expect("the built-in rules");
    [NameMode::Near, NameMode::All].map(|names| {
        let selection = Selection { names, ..Selection::default() };
        let make = |level| Detector::new(&rules, &selection).expect("compiles").with_level(level);
        Level::available().into_iter().map(make).collect()
    })
});

fuzz_target!(|bytes: &[u8]| {
    let Some((&mode, text)) = bytes.split_first() else { return };
    let part = Part::text(if mode & 2 == 0 { Role::Body } else { Role::Title }, text);
    let mut scratch = Scratch::default();
    let mut plain: Option<Vec<Hit>> = None;
    for detector in &DETECTORS[usize::from(mode & 1)] {
        let mut hits = Vec::new();
        detector.scan(&part, &mut scratch, &mut hits);
        assert!(hits.is_sorted_by_key(|hit| hit.span.start), "in order of place");
        for hit in &hits {
            assert!(hit.span.start < hit.span.end && hit.span.end <= text.len(), "{hit:?} lies in the text");
            if std::str::from_utf8(text).is_ok() {
                assert!(std::str::from_utf8(hit.span.of(text)).is_ok(), "{hit:?} cuts no character");
            }
        }
        match &plain {
            None => plain = Some(hits),
            Some(plain) => assert_eq!(*plain, hits, "every routine finds the same"),
        }
    }
});
