//! Whole reports on a small fixed set of files (`golden/input`), as they are read: what changes in them is to be looked at.
//!
//! A finding's place, weight, mask and context belong to the picture; ids, times, versions and hashes of the rules do not.
//! After a wanted change: `INSTA_UPDATE=always cargo test --test golden`, then read the difference.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::{Site, lines};

/// Scans the fixed files as `inn`.
fn report(format: &str) -> String {
    let site = Site::new();
    let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/input");
    for entry in std::fs::read_dir(input).unwrap() {
        let entry = entry.unwrap();
        site.put(entry.file_name(), std::fs::read(entry.path()).unwrap());
    }
    site.scan(["--format", format]).exits(3).out().to_owned()
}

/// Whether it has the form of a keyed hash: 128 bits in hexadecimal.
fn is_keyed(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Puts `[name]` in place of what differs from run to run, from key to key and from rules to rules.
fn redact(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match key.as_str() {
                    "id" | "fingerprint" | "path_id" | "skjermValue/v1" | "skjermFinding/v1" if is_keyed(value) => {
                        *value = json!(format!("[{key}]"));
                    }
                    "started" | "startTimeUtc" | "endTimeUtc" | "seconds" | "mb_per_second" | "arguments" => {
                        *value = json!(format!("[{key}]"));
                    }
                    "version" | "semanticVersion" if value == env!("CARGO_PKG_VERSION") => *value = json!("[version]"),
                    "rules" if value.is_string() => *value = json!("[rules]"),
                    _ => redact(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(redact),
        _ => {}
    }
}

macro_rules! assert_golden {
    ($name:literal, $report:expr) => {
        insta::with_settings!({ snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $report);
        });
    };
}

#[test]
fn text() {
    let report = report("text");
    let mut timed = 0;
    let kept = report.lines().map(|line| {
        if !line.contains("B/s)") {
            return line.to_owned();
        }
        timed += 1;
        let (before, _) = line.rsplit_once(" på ").expect("so much in so much time");
        format!("{before} på [tid]")
    });
    let kept: Vec<_> = kept.collect();
    assert_eq!(timed, 1);
    assert_golden!("text", kept.join("\n"));
}

#[test]
fn jsonl() {
    let mut lines = lines(&report("jsonl"));
    lines.iter_mut().for_each(redact);
    let kept: Vec<_> = lines.iter().map(Value::to_string).collect();
    assert_golden!("jsonl", kept.join("\n"));
}

#[test]
fn csv() {
    let report = report("csv");
    let mut rows = csv::Reader::from_reader(report.as_bytes());
    let header = rows.headers().unwrap().clone();
    let mut kept = csv::Writer::from_writer(Vec::new());
    kept.write_record(&header).unwrap();
    for row in rows.records() {
        let row = row.unwrap();
        let cells = header.iter().zip(&row).map(|(name, cell)| match name {
            "id" | "fingerprint" | "path_id" if !cell.is_empty() => {
                assert_eq!(cell.len(), 32, "{name}");
                format!("[{name}]")
            }
            _ => cell.to_owned(),
        });
        kept.write_record(cells).unwrap();
    }
    assert_golden!("csv", String::from_utf8(kept.into_inner().unwrap()).unwrap());
}

#[test]
fn sarif() {
    let mut log: Value = serde_json::from_str(&report("sarif")).unwrap();
    // The rules are the same in every report and change with every word list: they are looked at once, by what refers to them.
    let rules = log["runs"][0]["tool"]["driver"]["rules"].take();
    let mut kept = Vec::new();
    for result in log["runs"][0]["results"].take().as_array_mut().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(rules[index]["fullDescription"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        result["ruleIndex"] = json!("[index]");
        redact(result);
        kept.push(result.to_string());
    }
    redact(&mut log);
    assert_golden!("sarif", format!("{}\n{}", kept.join("\n"), serde_json::to_string_pretty(&log).unwrap()));
}
