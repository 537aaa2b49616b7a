//! Readers of binary formats live in processes of their own. Documents that begin with `%skjerm test document:` make a reader do what
//! hostile documents may make it do; it costs that document and nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde_json::Value;
use std::path::Path;
use support::{Ran, Site, lines};

/// What became of the document at the end of `path`: its reason, its detail, its verdict and its parts.
fn outcome(lines: &[Value], path: &str) -> (String, String, String, u64) {
    let of = |kind: &str| {
        lines.iter().find(|line| line["type"] == kind && line["path"].as_str().is_some_and(|own| own.ends_with(path)))
    };
    let text =
        |line: Option<&Value>, key: &str| line.and_then(|line| line[key].as_str()).unwrap_or_default().to_owned();
    let document = of("document");
    (
        text(of("unread"), "reason"),
        text(of("unread"), "detail"),
        text(document, "verdict"),
        document.and_then(|line| line["parts"].as_u64()).unwrap_or_default(),
    )
}

fn site_with(documents: &[(&str, &str)]) -> Site {
    let site = Site::new();
    for (name, does) in documents {
        site.put(name, format!("%skjerm test document: {does}"));
    }
    site.put("zz.txt", "Kari Nordmann har fått kreft.");
    site
}

/// Scans with test documents let through.
fn scan(site: &Site, arguments: &[&str]) -> (Vec<Value>, i32) {
    let all = ["scan", "inn", "--format", "jsonl", "--key-file", "nokkel"].iter().chain(arguments);
    let mut command = site.command(all);
    command.env("SKJERM_TEST_DOCUMENTS", "1");
    let ran = Ran::of(command);
    (lines(&String::from_utf8(ran.stdout).unwrap()), ran.code)
}

#[test]
fn what_happens_to_a_reader_costs_its_document_alone() {
    let site = site_with(&[
        ("a.bin", "abort"),
        ("b.bin", "panic"),
        ("c.bin", "overflow"),
        ("d.bin", "garble"),
        ("e.bin", "nothing"),
        ("f.bin", "memory"),
    ]);
    for jobs in ["1", "3"] {
        let (lines, code) = scan(&site, &["--jobs", jobs, "--max-memory", "200MiB"]);
        assert_eq!(code, 3);
        for name in ["a.bin", "b.bin", "c.bin", "d.bin"] {
            let (reason, detail, verdict, _) = outcome(&lines, name);
            assert_eq!((reason.as_str(), verdict.as_str()), ("crashed", "review"), "{name}: {detail}");
        }
        assert_eq!(outcome(&lines, "e.bin"), (String::new(), String::new(), "publish".into(), 1));
        let (reason, detail, verdict, parts) = outcome(&lines, "f.bin");
        assert_eq!((reason.as_str(), verdict.as_str(), parts), ("too-large", "review", 1), "{detail}");
        assert!(detail.contains("200 MiB"), "{detail}");
        assert_eq!(outcome(&lines, "zz.txt").2, "withhold");
        assert_eq!(lines.last().map(|line| line["type"].clone()), Some("summary".into()));
    }
}

#[test]
fn what_was_handed_out_before_a_crash_is_kept() {
    let site = site_with(&[("b.bin", "panic")]);
    let (lines, _) = scan(&site, &[]);
    assert_eq!(outcome(&lines, "b.bin").3, 1);
}

#[test]
fn a_reader_that_hangs_is_ended_at_its_time() {
    let site = site_with(&[("a.bin", "hang"), ("b.bin", "nothing")]);
    let (lines, code) = scan(&site, &["--time-limit", "1", "--jobs", "1"]);
    let (reason, detail, verdict, _) = outcome(&lines, "a.bin");
    assert_eq!((code, reason.as_str(), verdict.as_str()), (3, "timeout", "review"), "{detail}");
    assert_eq!(outcome(&lines, "b.bin").2, "publish");
}

#[test]
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn a_reader_has_no_files_no_network_and_no_other_programs() {
    let documents = [("open.bin", "open"), ("write.bin", "write"), ("connect.bin", "connect"), ("start.bin", "start")];
    let site = site_with(&documents);
    let (lines, _) = scan(&site, &[]);
    for (name, does) in documents {
        let (reason, detail, ..) = outcome(&lines, name);
        assert_eq!((reason.as_str(), detail.as_str()), ("io", "permission denied"), "{does}");
    }
    assert!(!Path::new("/tmp/skjerm-test-document").exists());
}

#[test]
fn without_the_variable_there_are_no_test_documents() {
    let site = site_with(&[("a.bin", "abort")]);
    let text = String::from_utf8(site.run(["extract", "inn", "--format", "jsonl"]).stdout).unwrap();
    assert!(text.contains("\"reason\":\"unsupported\"") && !text.contains("crashed"), "{text}");
}
