//! `skjerm bench`: which rows there are, in both forms and in every language. Nothing here holds it to a speed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use support::{Site, of_type, text};

/// Small, since each row is four scans.
const SMALL: [&str; 5] = ["bench", "--size", "1MiB", "--jobs", "2"];

#[test]
fn one_line_a_measurement_and_a_summary() {
    let site = Site::new();
    let temporary = site.path("midlertidig");
    std::fs::create_dir(&temporary).unwrap();
    let mut command = site.command(SMALL.into_iter().chain(["--format", "jsonl", "--archive", "1GB"]));
    command.env("TMPDIR", &temporary).env("TMP", &temporary).env("TEMP", &temporary);
    let ran = support::Ran::of(command).exits(0);
    assert_eq!(ran.err(), "", "progress belongs on a terminal");
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0, "the temporary folder is still there");

    let lines = ran.jsonl();
    let rows = of_type(&lines, "measurement");
    let told: Vec<_> = rows.iter().map(|row| (text(row, "what"), row["jobs"].as_u64().unwrap())).collect();
    let wanted = ["read", "text", "files", "csv", "noark", "identifiers", "names-all"];
    assert_eq!(told, wanted.into_iter().flat_map(|what| [(what, 1), (what, 2)]).collect::<Vec<_>>());
    for pair in rows.chunks(2) {
        let (one, two) = (pair[0], pair[1]);
        for key in ["documents", "bytes", "findings"] {
            assert_eq!(one[key], two[key], "{key} of one and of two workers: {one} {two}");
        }
    }
    for row in &rows {
        assert_eq!(row["findings"].as_u64().is_some_and(|found| found > 0), row["what"] != "read", "{row}");
        assert!(row["bytes"].as_u64().unwrap() >= 1 << 18, "{row}");
        assert_eq!(row["runs"].as_array().unwrap().len(), 3, "{row}");
        assert!(row["seconds"].as_f64().unwrap() >= 0.0 && row["mb_per_second"].as_f64().unwrap() > 0.0, "{row}");
    }
    let documents = |what: &str| rows.iter().find(|row| row["what"] == what).unwrap()["documents"].as_u64().unwrap();
    assert!(documents("text") == 1 && documents("files") > 10);
    let findings = |what: &str| rows.iter().find(|row| row["what"] == what).unwrap()["findings"].as_u64().unwrap();
    assert!(findings("identifiers") < findings("text"));

    let summary = lines.last().unwrap();
    assert_eq!((text(summary, "type"), text(summary, "tool")), ("summary", "skjerm"));
    assert_eq!((summary["jobs"].as_u64(), summary["size"].as_u64()), (Some(2), Some(1 << 20)));
    assert_eq!(summary["archive_bytes"].as_u64(), Some(1_000_000_000));
    let archive: Vec<_> = summary["archive_seconds"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(archive, ["text", "files", "csv", "noark"]);
}

#[test]
fn the_table_speaks_the_users_language() {
    let site = Site::new();
    for (lang, numbers, archive) in [
        ("nb", "Bare nummer (--only identifiers)", "Et arkiv på 2,0\u{a0}TB tar"),
        ("nn", "Berre nummer (--only identifiers)", "Eit arkiv på 2,0\u{a0}TB tek"),
        ("en", "Numbers alone (--only identifiers)", "An archive of 2.0\u{a0}TB takes"),
    ] {
        let ran = site.run(["bench", "--size", "200KB", "--jobs", "1", "--archive", "2TB", "--lang", lang]).exits(0);
        assert!(ran.out().contains(numbers) && ran.out().contains(archive), "{}", ran.out());
        assert!(!ran.out().contains("bench-"), "a text is missing: {}", ran.out());
        assert!(
            ran.out().contains("MB/s") || ran.out().contains("GB/s") || ran.out().contains("kB/s"),
            "{}",
            ran.out()
        );
        assert_eq!(ran.err(), "");
    }
}

#[test]
fn bad_arguments_exit_2() {
    let site = Site::new();
    for arguments in [
        ["--size", "0"],
        ["--size", "much"],
        ["--archive", "-1"],
        ["--format", "csv"],
        ["--jobs", "many"],
        ["--lang", "se"],
    ] {
        let ran = site.run(["bench"].into_iter().chain(arguments)).exits(2);
        assert!(ran.out().is_empty() && !ran.err().is_empty(), "{arguments:?}");
    }
}

#[test]
fn reports_of_the_configuration_are_not_its_form() {
    let site = Site::new();
    site.put_beside("skjerm.toml", "format = \"csv\"\noutput = \"ut.csv\"\n");
    let ran = site.run(["bench", "--size", "100KB", "--jobs", "1", "--format", "jsonl"]).exits(0);
    assert_eq!(ran.jsonl().last().unwrap()["type"], "summary");
}
