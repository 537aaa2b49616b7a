//! Every written form of every identifier, and what only looks like one: each text of `identifiers.jsonl` gives what it expects
//! and no other number of the identifier kinds.

use skjerm::detect::{Detector, Scratch, Selection};
use skjerm::model::{Group, Kind, Part, Role};
use skjerm::rules::{DEFAULT_POLICY, Rules};
use std::collections::BTreeSet;

#[derive(serde::Deserialize)]
struct Case {
    text: String,
    expect: Vec<Expected>,
    why: String,
}

#[derive(serde::Deserialize)]
struct Expected {
    kind: String,
    start: usize,
    end: usize,
    #[serde(default)]
    synthetic: bool,
}

/// Kinds whose extra findings the cases do not ask about: an address in a sentence about a number is no mistake.
fn is_asked_for(kind: Kind, expected: &[Expected]) -> bool {
    kind.group() == Group::Identifiers || expected.iter().any(|e| e.kind == kind.as_str())
}

#[test]
fn every_form_is_found_and_nothing_else() {
    let rules = Rules::load(&[] as &[&str], DEFAULT_POLICY).expect("the built-in rules load");
    let detector = Detector::new(&rules, &Selection::default()).expect("the built-in rules compile");
    let cases = include_str!("identifiers.jsonl");
    let (mut scratch, mut hits, mut failed, mut count) = (Scratch::default(), Vec::new(), Vec::new(), 0);
    for line in cases.lines() {
        let case: Case = serde_json::from_str(line).expect("a case");
        count += 1;
        let part = Part::text(Role::Body, case.text.as_bytes());
        detector.scan(&part, &mut scratch, &mut hits);
        let found: BTreeSet<_> = hits
            .iter()
            .filter(|hit| is_asked_for(hit.kind, &case.expect))
            .map(|hit| (hit.kind.as_str().to_owned(), hit.span.start, hit.span.end, hit.synthetic))
            .collect();
        let expected: BTreeSet<_> = case.expect.iter().map(|e| (e.kind.clone(), e.start, e.end, e.synthetic)).collect();
        if found != expected {
            failed.push(format!("{}: {:?}\n  expected {expected:?}\n  found    {found:?}", case.why, case.text));
        }
    }
    assert!(count >= 277, "only {count} cases were read");
    assert!(failed.is_empty(), "{} of {count} cases fail:\n{}", failed.len(), failed.join("\n"));
}
