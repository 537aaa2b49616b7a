//! The contract's lines, their order and every key of them.

use super::*;
use crate::report::fixture;
use serde_json::Value;

fn lines() -> Vec<Value> {
    let setting = fixture::setting();
    let text = fixture::written(&fixture::documents(), |out| {
        JsonLines::new(out, &fixture::run(), &setting).expect("memory takes it")
    });
    assert!(text.ends_with("}\n"));
    text.lines().map(|line| serde_json::from_str(line).expect("each line is one object")).collect()
}

fn keys(line: &Value) -> Vec<&str> {
    line.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn lines_stand_in_the_contracts_order() {
    let lines = lines();
    let types: Vec<&str> = lines.iter().map(|line| line["type"].as_str().expect("a type")).collect();
    let mut expected = vec!["run"];
    expected.extend(["finding"; 14]);
    expected.extend(["document", "finding", "entry", "entry", "document", "document", "unread", "summary"]);
    assert_eq!(types, expected);
    assert!(lines.iter().all(|line| keys(line)[0] == "type"));
}

#[test]
fn every_key_of_the_contract_is_there() {
    let lines = lines();
    let of = |name: &str| lines.iter().find(|line| line["type"] == name).expect("a line of that type");
    let expect = [
        ("run", &["type", "tool", "version", "rules", "policy", "started", "arguments", "names"][..]),
        (
            "finding",
            &[
                "type",
                "id",
                "fingerprint",
                "path",
                "path_id",
                "part",
                "location",
                "start",
                "end",
                "kind",
                "severity",
                "confidence",
                "basis",
                "rule",
                "text",
                "context",
                "evidence",
                "synthetic",
            ],
        ),
        ("entry", &["type", "path", "path_id", "entry", "verdict", "findings"]),
        ("document", &["type", "path", "path_id", "verdict", "findings", "bytes", "parts", "sha256"]),
        ("unread", &["type", "path", "path_id", "reason", "detail"]),
        (
            "summary",
            &[
                "type",
                "documents",
                "entries",
                "bytes",
                "findings",
                "severities",
                "known",
                "unread",
                "verdicts",
                "names",
                "seconds",
                "mb_per_second",
            ],
        ),
    ];
    for (name, expected) in expect {
        assert_eq!(keys(of(name)), expected, "{name}");
    }
}

#[test]
fn a_finding_says_what_the_contract_asks_for() {
    let lines = lines();
    let finding = &lines[1];
    assert_eq!(finding["text"], "010190 •••••");
    assert_eq!(finding["confidence"].to_string(), "0.99");
    assert_eq!(finding["basis"].to_string(), r#"["offf-7d","offl-26"]"#);
    assert_eq!(finding["location"].to_string(), r#"{"line":3,"column":9}"#);
    assert_eq!((&finding["start"], &finding["end"]), (&5.into(), &17.into()));
    assert_eq!(finding["evidence"].to_string(), r#"[{"type":"check-digits"},{"type":"cue","start":0,"end":4}]"#);
    assert_eq!(finding["path"], "ut/010190•••••/010191 •••••.txt");
    let connection = lines.iter().find(|line| line["kind"] == "connection").expect("a connection");
    assert_eq!(connection["evidence"].to_string(), r#"[{"type":"neighbour","kind":"personnavn"},{"type":"listed"}]"#);
    assert_eq!(connection["location"]["entry"], "2024/118-3");
    assert_eq!(connection["location"]["field"], "Tittel ••••••••••");
    assert_eq!(connection["text"], "d•••••••• for K••• N•••••••");
}

#[test]
fn the_run_and_the_summary_are_numbers_and_masked_arguments() {
    let lines = lines();
    assert_eq!(lines[0]["arguments"][1], "ut/010190 •••••.txt");
    assert_eq!(lines[0]["started"], "1970-01-01T00:00:00Z");
    let summary = lines.last().expect("a summary");
    assert_eq!(summary["findings"], 15);
    assert_eq!(summary["severities"]["stop"], 7);
    assert_eq!(summary["verdicts"].to_string(), r#"{"publish":0,"review":1,"withhold":2}"#);
    assert_eq!(summary["mb_per_second"], 2.6);
    assert_eq!(summary["names"], "near");
}

#[test]
fn a_run_writes_the_same_lines_each_time() {
    assert_eq!(lines(), lines());
}
