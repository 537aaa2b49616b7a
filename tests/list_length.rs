//! Lists ten times as long as the built-in ones find in a text that holds none of their words what the built-in ones find.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../benches/stages/support/lists.rs"]
mod lists;
mod support;

use lists::Grown;
use skjerm::assess::Assessor;
use skjerm::detect::{Detector, Scratch, Selection};
use skjerm::model::{Finding, Hit, Part, Role};
use skjerm::rules::{DEFAULT_POLICY, Rules};
use std::sync::Arc;
use support::{Dice, harmless_sentence, telling_sentence};

fn found(rules: Rules, text: &str) -> (Vec<Hit>, Vec<Finding>) {
    let detector = Detector::new(&rules, &Selection::default()).expect("compiles");
    let assessor = Assessor::new(Arc::new(rules), Selection::default(), false, None);
    let part = Part::text(Role::Body, text.as_bytes());
    let mut hits = Vec::new();
    detector.scan(&part, &mut Scratch::default(), &mut hits);
    let findings = assessor.assess(&part, &hits);
    (hits, findings)
}

#[test]
fn a_list_ten_times_as_long_changes_no_finding_of_a_text_without_its_words() {
    let mut dice = Dice::new(11);
    let sentences =
        (0..400).map(|at| if at % 3 == 0 { telling_sentence(&mut dice) } else { harmless_sentence(&mut dice) });
    let text = sentences.collect::<Vec<_>>().join("\n");
    let rules = Rules::load(&[] as &[&str], DEFAULT_POLICY).expect("the built-in rules");
    let text = format!("{text}\n{}", lists::of_many_words(&rules, &text));
    let (hits, findings) = found(rules.clone(), &text);
    assert!(hits.len() > 200 && findings.len() > 100, "{} hits, {} findings", hits.len(), findings.len());
    let (forms, names, joining) = lists::lengths(&rules);
    for grown in [Grown::Names, Grown::Whole, Grown::All] {
        let longer = lists::ten_times(&rules, grown, &text);
        let (more_forms, more_names, more_joining) = lists::lengths(&longer);
        assert_eq!(more_names, lists::TIMES * names, "{grown:?}");
        assert!(more_forms >= if grown == Grown::Names { forms } else { 9 * forms }, "{grown:?}");
        assert_eq!(more_joining, if grown == Grown::All { lists::TIMES * joining } else { joining }, "{grown:?}");
        let (longer_hits, longer_findings) = found(longer, &text);
        assert_eq!(longer_hits, hits, "{grown:?}");
        assert_eq!(longer_findings, findings, "{grown:?}");
    }
}
