//! What other programs and users' scripts rely on: exit codes, the shape and order of JSON Lines, stable ids, masking, flags and
//! where their values come from, report files.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use support::{
    Ran, Site, TODAY, a_fodselsnummer, d_nummer, findings, fodselsnumre, kontonummer, lines, of_type, rank, sample,
    tenor, text, timeless,
};

const CLEAN: &str = "Kommunestyret vedtok budsjettet.\n";

fn with_number() -> String {
    format!("Fødselsnummer {} står her.\n", a_fodselsnummer())
}

// Exit codes

#[test]
fn a_clean_text_exits_0() {
    let site = Site::new();
    site.put("rent.txt", CLEAN);
    let lines = site.scan(["--format", "jsonl"]).exits(0).jsonl();
    assert!(of_type(&lines, "finding").is_empty());
    assert_eq!(text(of_type(&lines, "document")[0], "verdict"), "publish");
}

#[test]
fn a_personal_number_exits_1() {
    let site = Site::new();
    site.put("brev.txt", with_number());
    let lines = site.scan(["--format", "jsonl"]).exits(1).jsonl();
    let found = findings(&lines, "fodselsnummer");
    assert_eq!((found.len(), text(found[0], "severity")), (1, "stop"));
    assert_eq!(text(of_type(&lines, "document")[0], "verdict"), "withhold");
}

#[test]
fn what_cannot_be_done_exits_2_and_says_why() {
    let site = Site::new();
    site.put("rent.txt", CLEAN);
    site.put_beside("regler/terms/odelagt.toml", "id = ");
    site.put_beside("grunnlinje.jsonl", "ikke json\n");
    let cases: [(&[&str], &str); 12] = [
        (&["--no-such-flag"], "--no-such-flag"),
        (&["--rules", "finnes-ikke"], "finnes-ikke"),
        (&["--rules", "regler"], "odelagt.toml"),
        (&["--policy", "ingen-slik"], "ingen-slik"),
        (&["--format", "jsonl", "--output", "mangler/rapport.jsonl"], "mangler/rapport.jsonl"),
        (&["--format", "docx"], "docx"),
        (&["--only", "romvesen"], "romvesen"),
        (&["--min-severity", "litt"], "litt"),
        (&["--names", "kanskje"], "kanskje"),
        (&["--today", "i-gar"], "i-gar"),
        (&["--baseline", "grunnlinje.jsonl"], "grunnlinje.jsonl"),
        (&["--jobs", "mange"], "mange"),
    ];
    for (arguments, named) in cases {
        let ran = site.scan(arguments.iter().copied()).exits(2);
        assert!(ran.err().contains(named), "{arguments:?}: the message names no «{named}»:\n{}", ran.err());
        assert!(!ran.err().contains("panicked"), "{arguments:?}:\n{}", ran.err());
    }
    site.run(["scan"]).exits(2);
    site.run(["finnes-ikke"]).exits(2);
}

#[test]
fn an_unsupported_file_exits_3_and_is_listed_with_its_reason() {
    let site = Site::new();
    site.put("rent.txt", CLEAN);
    site.put("brev.pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\nikke mer");
    let lines = site.scan(["--format", "jsonl"]).exits(3).jsonl();
    let unread = of_type(&lines, "unread");
    assert_eq!(unread.len(), 1, "{unread:?}");
    assert_eq!(text(unread[0], "path"), "inn/brev.pdf");
    assert!(matches!(text(unread[0], "reason"), "unsupported" | "corrupt"), "{}", unread[0]);
    assert!(!text(unread[0], "detail").is_empty());
    let document = of_type(&lines, "document").into_iter().find(|line| line["path"] == "inn/brev.pdf").unwrap();
    assert_eq!(text(document, "verdict"), "review", "never published unread");
    assert_eq!(lines.last().unwrap()["unread"], 1);
    let shown = site.scan(["--format", "text"]).exits(3);
    assert!(shown.out().contains("inn/brev.pdf"), "{}", shown.out());
}

#[test]
fn exit_3_wins_over_1_and_over_fail_on() {
    let site = Site::new();
    site.put("brev.txt", with_number());
    site.put("bilde.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    site.scan(Vec::<&str>::new()).exits(3);
    site.scan(["--fail-on", "never"]).exits(3);
    site.scan(["--only", "documents"]).exits(3);
}

#[test]
fn a_path_that_does_not_exist_is_never_cleared() {
    let site = Site::new();
    site.put("rent.txt", CLEAN);
    let lines = site.scan(["--format", "jsonl", "borte.txt"]).exits(3).jsonl();
    let unread = of_type(&lines, "unread");
    assert_eq!((unread.len(), text(unread[0], "path"), text(unread[0], "reason")), (1, "borte.txt", "io"));
}

#[test]
fn fail_on_says_from_which_severity_on_the_run_fails() {
    let site = Site::new();
    // A telephone number beside its cue and a person: a finding of review, none of stop.
    site.put("brev.txt", "Søkeren Kari Nordmann har tlf. 42 11 03 12.\n");
    let lines = site.jsonl(["--fail-on", "never"]);
    let severities: BTreeSet<_> = of_type(&lines, "finding").iter().map(|line| text(line, "severity")).collect();
    assert!(severities.contains("review") && !severities.contains("stop"), "{severities:?}");
    site.scan(Vec::<&str>::new()).exits(0);
    site.scan(["--fail-on", "stop"]).exits(0);
    site.scan(["--fail-on", "review"]).exits(1);
    site.scan(["--fail-on", "note"]).exits(1);
    site.scan(["--fail-on", "never"]).exits(0);
}

#[test]
fn help_and_version_exit_0_on_standard_output() {
    let site = Site::new();
    for arguments in [&["--help"][..], &["scan", "--help"], &["--version"]] {
        let ran = site.run(arguments).exits(0);
        assert!(ran.out().contains("skjerm") && ran.err().is_empty(), "{arguments:?}: {}", ran.everything());
    }
}

// JSON Lines

/// Keys of a finding by the contract.
const FINDING_KEYS: [&str; 18] = [
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
    "type",
];

#[test]
fn every_line_has_its_keys_with_type_first() {
    let site = Site::new();
    site.put("brev.txt", with_number());
    site.put("skadet.json", "{\"a\": ");
    std::fs::copy(sample().join("postliste.csv"), site.path("inn/postliste.csv")).unwrap();
    let ran = site.scan(["--format", "jsonl"]).exits(3);
    for line in ran.out().lines() {
        assert!(line.starts_with("{\"type\":\""), "{line}");
    }
    let lines = ran.jsonl();
    let run = &lines[0];
    assert_eq!((text(run, "type"), text(run, "tool")), ("run", "skjerm"));
    assert_eq!(text(run, "version"), env!("CARGO_PKG_VERSION"));
    assert!(text(run, "rules").starts_with("blake3:"));
    assert_eq!(text(run, "policy"), "offentlegforskrifta-7");
    assert!(text(run, "started").ends_with('Z'), "a time in UTC: {}", run["started"]);
    assert!(run["arguments"].as_array().unwrap().iter().any(|argument| argument == "--today"));
    for finding in of_type(&lines, "finding") {
        let keys: HashSet<_> = finding.as_object().unwrap().keys().map(String::as_str).collect();
        let missing: Vec<_> = FINDING_KEYS.iter().filter(|key| !keys.contains(*key)).collect();
        assert!(missing.is_empty(), "{missing:?} missing in {finding}");
        assert!(matches!(text(finding, "severity"), "stop" | "review" | "note"));
        let confidence = finding["confidence"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&confidence), "{finding}");
        assert!(finding["start"].as_u64() < finding["end"].as_u64(), "{finding}");
        assert!(!finding["basis"].as_array().unwrap().is_empty(), "{finding}");
        assert!(finding["evidence"].is_array() && finding["synthetic"].is_boolean() && finding["location"].is_object());
        for id in ["id", "fingerprint", "path_id"] {
            assert!(text(finding, id).len() >= 16, "{finding}");
        }
        let (context, value) = (text(finding, "context").chars().count(), text(finding, "text").chars().count());
        assert!(context <= value + 120, "up to 60 characters either side: {finding}");
    }
    for document in of_type(&lines, "document") {
        assert!(matches!(text(document, "verdict"), "publish" | "review" | "withhold"));
        for severity in ["stop", "review", "note"] {
            assert!(document["findings"][severity].is_u64(), "{document}");
        }
        assert!(document["bytes"].is_u64() && document["parts"].is_u64() && document.get("sha256").is_some());
    }
    let entries = of_type(&lines, "entry");
    assert_eq!(entries.len(), 40, "journal posts of postliste.csv");
    assert!(entries.iter().all(|entry| entry["entry"].is_string() && entry["verdict"].is_string()));
    assert!(entries.iter().all(|entry| text(entry, "path") == "inn/postliste.csv"));
    let summary = lines.last().unwrap();
    assert_eq!(text(summary, "type"), "summary");
    for key in ["documents", "bytes", "findings", "unread", "seconds", "mb_per_second"] {
        assert!(summary[key].is_number(), "{key}: {summary}");
    }
    assert_eq!(of_type(&lines, "run").len(), 1);
    assert_eq!(of_type(&lines, "summary").len(), 1);
}

#[test]
fn counts_and_verdicts_agree_with_the_findings() {
    let site = Site::new();
    let lines = site
        .run(["scan", sample().to_str().unwrap(), "--today", TODAY, "--key-file", "k", "--format", "jsonl"])
        .jsonl();
    let mut by_document: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
    let mut by_entry: BTreeMap<(&str, &str), [u64; 3]> = BTreeMap::new();
    for finding in of_type(&lines, "finding") {
        let severity = usize::from(rank(text(finding, "severity")));
        by_document.entry(text(finding, "path")).or_default()[severity] += 1;
        if let Some(entry) = finding["location"]["entry"].as_str() {
            by_entry.entry((text(finding, "path"), entry)).or_default()[severity] += 1;
        }
    }
    let verdict = |counts: [u64; 3]| match counts {
        [_, 0, 0] => "publish",
        [_, _, 0] => "review",
        _ => "withhold",
    };
    let counted =
        |line: &Value| ["note", "review", "stop"].map(|severity| line["findings"][severity].as_u64().unwrap());
    let documents = of_type(&lines, "document");
    for document in &documents {
        let counts = by_document.get(text(document, "path")).copied().unwrap_or_default();
        assert_eq!(counted(document), counts, "{document}");
        // Whoever publishes a container publishes what is in it.
        let within = |kind: &str| document["members"][kind].as_u64().unwrap_or(0);
        let members = verdict([within("publish"), within("review") + within("unread"), within("withhold")]);
        let worst =
            ["withhold", "review", "publish"].into_iter().find(|kind| [verdict(counts), members].contains(kind));
        assert_eq!(Some(text(document, "verdict")), worst, "{document}");
    }
    let entries = of_type(&lines, "entry");
    assert_eq!(entries.len(), 121, "posts of the three journals");
    for entry in entries {
        let counts = by_entry.get(&(text(entry, "path"), text(entry, "entry"))).copied().unwrap_or_default();
        assert_eq!(counted(entry), counts, "{entry}");
        assert_eq!(text(entry, "verdict"), verdict(counts), "{entry}");
    }
    let summary = lines.last().unwrap();
    assert_eq!(summary["documents"].as_u64(), Some(documents.len() as u64));
    assert_eq!(summary["findings"].as_u64(), Some(of_type(&lines, "finding").len() as u64));
    let bytes: u64 = documents.iter().map(|document| document["bytes"].as_u64().unwrap()).sum();
    assert_eq!(summary["bytes"].as_u64(), Some(bytes));
}

#[test]
fn lines_come_by_path_then_place_for_any_number_of_workers() {
    let site = Site::new();
    for (number, value) in fodselsnumre().take(60).enumerate() {
        let name = ["b/z.txt", "b.txt", "d/å.txt", "B.txt", "d-x.txt"][number % 5];
        site.put(format!("{}{name}", number / 5), format!("Nr. {number}: fnr. {value}, {value}\nog {value}\n"));
    }
    let reports: Vec<String> = ["1", "2", "4"]
        .into_iter()
        .map(|jobs| timeless(site.scan(["--format", "jsonl", "--jobs", jobs]).exits(1).out()))
        .collect();
    assert!(reports[0] == reports[1] && reports[0] == reports[2], "the number of workers shows");
    let lines = lines(&reports[0]);
    let places: Vec<_> = of_type(&lines, "finding")
        .into_iter()
        .map(|line| (text(line, "path").to_owned(), line["start"].as_u64().unwrap()))
        .collect();
    assert_eq!(places.len(), 180);
    assert!(places.is_sorted(), "not by path, then place: {places:?}");
    let paths: Vec<_> = of_type(&lines, "document").into_iter().map(|line| text(line, "path")).collect();
    assert!(paths.is_sorted() && paths.len() == 60, "{paths:?}");
}

#[test]
fn the_order_of_the_arguments_changes_nothing() {
    let site = Site::new();
    site.put("a.txt", with_number());
    site.put("b.txt", with_number());
    let of = |first: &str, second: &str| {
        let ran = site.run(["scan", first, second, "--format", "jsonl", "--key-file", "nokkel", "--today", TODAY]);
        timeless(ran.exits(1).out())
    };
    assert_eq!(of("inn/b.txt", "inn/a.txt"), of("inn/a.txt", "inn/b.txt"));
}

#[test]
fn what_two_arguments_lead_to_counts_once() {
    let site = Site::new();
    site.put("a.txt", with_number());
    site.put("mappe/b.txt", with_number());
    let lines = site.scan(["inn/a.txt", "inn/mappe", "inn", "--format", "jsonl"]).exits(1).jsonl();
    assert_eq!(findings(&lines, "fodselsnummer").len(), 2);
    assert_eq!(lines.last().unwrap()["documents"].as_u64(), Some(2));
}

#[test]
fn offsets_of_plain_text_are_those_of_the_file() {
    let site = Site::new();
    let number = a_fodselsnummer();
    let contents = format!("Æøå første linje\r\n\r\nså – «fnr.» {number}, ferdig\n");
    site.put("brev.txt", &contents);
    let lines = site.jsonl(["--reveal"]);
    let found = findings(&lines, "fodselsnummer");
    let start = contents.find(&number).unwrap() as u64;
    assert_eq!((found[0]["start"].as_u64(), found[0]["end"].as_u64()), (Some(start), Some(start + 11)));
    assert_eq!((found[0]["location"]["line"].as_u64(), found[0]["location"]["column"].as_u64()), (Some(3), Some(13)));
    assert_eq!(text(found[0], "text"), number);
}

#[test]
fn the_hash_of_a_document_is_that_of_its_bytes() {
    use sha2::Digest as _;
    let site = Site::new();
    site.put("rent.txt", CLEAN);
    let lines = site.jsonl(Vec::<&str>::new());
    let hex: String = sha2::Sha256::digest(CLEAN).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(text(of_type(&lines, "document")[0], "sha256"), hex);
    assert_eq!(of_type(&lines, "document")[0]["bytes"].as_u64(), Some(CLEAN.len() as u64));
}

// Ids

#[test]
fn ids_and_fingerprints_are_stable_and_the_place_is_part_of_the_id_alone() {
    let site = Site::new();
    let (one, other) = (with_number(), fodselsnumre().nth(1).unwrap());
    site.put("brev.txt", &one);
    let names = |lines: &[Value]| {
        let found = findings(lines, "fodselsnummer");
        (
            text(found[0], "id").to_owned(),
            text(found[0], "fingerprint").to_owned(),
            text(found[0], "path_id").to_owned(),
        )
    };
    let first = names(&site.jsonl(Vec::<&str>::new()));
    assert_eq!(names(&site.jsonl(Vec::<&str>::new())), first, "the same key gives the same names");

    site.put("brev.txt", format!("En linje til.\n{one}"));
    let moved = names(&site.jsonl(Vec::<&str>::new()));
    assert_ne!(moved.0, first.0, "the place is part of the id");
    assert_eq!((&moved.1, &moved.2), (&first.1, &first.2), "not of the fingerprint nor of the path");

    let spaced = a_fodselsnummer();
    site.put("brev.txt", format!("Fødselsnummer {} {}.\n", &spaced[..6], &spaced[6..]));
    assert_eq!(names(&site.jsonl(Vec::<&str>::new())).1, first.1, "however the number is written");

    site.put("brev.txt", format!("Fødselsnummer {other} står her.\n"));
    assert_ne!(names(&site.jsonl(Vec::<&str>::new())).1, first.1, "another value");

    site.put("brev.txt", &one);
    let keyed = names(&site.jsonl(["--key-file", "annen-nokkel"]));
    assert!(keyed.0 != first.0 && keyed.1 != first.1 && keyed.2 != first.2, "another key gives other names");
}

#[test]
fn path_ids_tell_apart_what_masking_makes_alike() {
    let site = Site::new();
    // Equal in day, month and year: masked, the two names are the same.
    let number = a_fodselsnummer();
    let twin = fodselsnumre().skip(1).find(|twin| twin[..6] == number[..6]).expect("two born on one day");
    site.put(format!("brev-{number}.txt"), CLEAN);
    site.put(format!("brev-{twin}.txt"), CLEAN);
    let ran = site.scan(["--format", "jsonl"]);
    assert!(!ran.everything().contains(&number) && !ran.everything().contains(&twin), "{}", ran.everything());
    let lines = ran.jsonl();
    let documents = of_type(&lines, "document");
    assert_eq!(documents.len(), 2);
    assert_eq!(text(documents[0], "path"), text(documents[1], "path"));
    assert_ne!(text(documents[0], "path_id"), text(documents[1], "path_id"));
    let revealed = site.scan(["--format", "jsonl", "--reveal"]);
    assert!(revealed.out().contains(&number) && revealed.out().contains(&twin));
}

#[cfg(unix)]
#[test]
fn the_key_is_made_on_first_use_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Site::new();
    site.put("rent.txt", CLEAN);
    let ran = site.scan(["--key-file", "ny/nokkel"]).exits(0);
    assert!(ran.err().is_empty(), "{}", ran.err());
    let mode = std::fs::metadata(site.path("ny/nokkel")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    site.run(["scan", "inn"]).exits(0);
    assert!(site.path("data/skjerm/key").is_file(), "the default lies in the platform's data folder");
}

#[test]
fn a_run_without_a_key_says_so_and_goes_on() {
    let site = Site::new();
    site.put("brev.txt", with_number());
    site.put_beside("ingen-nokkel", "ikke en nøkkel");
    let ran = site.scan(["--format", "jsonl", "--key-file", "ingen-nokkel"]).exits(1);
    assert!(ran.err().contains("ingen-nokkel"), "{}", ran.err());
    assert_eq!(findings(&ran.jsonl(), "fodselsnummer").len(), 1);
    assert_eq!(std::fs::read_to_string(site.path("ingen-nokkel")).unwrap(), "ikke en nøkkel");
}

// Masking

/// Values that must not be seen, each with the piece of it that no mask may show.
fn planted() -> Vec<(String, String)> {
    let number = a_fodselsnummer();
    let d_number = (500..).find_map(|individual| d_nummer(12, 3, 1871, individual)).unwrap();
    let account = (204..).find_map(kontonummer).unwrap();
    let hidden = |value: &str, from: usize| (value.to_owned(), value[from..].to_owned());
    vec![
        hidden(&number, 6),
        hidden(&d_number, 6),
        hidden(&account, 8),
        hidden("197112345678", 6),
        hidden("42 11 03 12", 6),
        hidden("torgeir.bratland@example.no", 1),
        hidden("QTA004512", 3),
        ("Kari Nordmann".into(), "Nordmann".into()),
        ("Per Hansen".into(), "Hansen".into()),
        ("diabetes".into(), "diabetes".into()),
        ("bipolar lidelse".into(), "bipolar".into()),
        ("startlån".into(), "startlån".into()),
    ]
}

/// A sentence for each of them.
fn sentences(planted: &[(String, String)]) -> Vec<String> {
    let value = |at: usize| planted[at].0.as_str();
    vec![
        format!("Søkeren Kari Nordmann, fødselsnummer {}, har diabetes.", value(0)),
        format!("D-nummer {} gjelder Per Hansen, som har fått diagnosen bipolar lidelse.", value(1)),
        format!("Kontonummer {} tilhører søkeren Kari Nordmann.", value(2)),
        format!("DUF-nummer {} hører til søknaden.", value(3)),
        format!("Per Hansen har tlf. {} og e-post {}.", value(4), value(5)),
        format!("Passnummer {} er vist fram av Kari Nordmann.", value(6)),
        "Kari Nordmann søker om startlån.".to_owned(),
    ]
}

fn has_html(site: &Site) -> bool {
    let ran = site.run(["scan", "-", "--format", "html"]);
    ran.code != 2 || !ran.err().contains("unsupported")
}

/// Every report of one run over `inn`, by its name, with what the run said.
fn all_reports(site: &Site, more: &[&str]) -> Vec<(String, String)> {
    let mut formats = vec!["text", "jsonl", "csv", "sarif"];
    if has_html(site) {
        formats.push("html");
    }
    let mut arguments: Vec<String> = Vec::new();
    for format in &formats {
        arguments.extend(["--format".into(), (*format).into(), "--output".into(), format!("rapport.{format}")]);
    }
    arguments.extend(more.iter().map(|argument| (*argument).to_owned()));
    let ran = site.scan(&arguments);
    assert!(matches!(ran.code, 0 | 1), "{}", ran.everything());
    let mut reports = vec![("what the run said".to_owned(), ran.everything())];
    for format in formats {
        let report = std::fs::read_to_string(site.path(format!("rapport.{format}"))).unwrap();
        reports.push((format.to_owned(), report));
    }
    reports
}

/// Which planted values `report` shows, whatever case and separators they are in.
fn shown(report: &str, planted: &[(String, String)]) -> Vec<String> {
    // Ids and hashes hold any digits by chance.
    let is_id = |word: &&str| word.len() >= 32 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let pieces: Vec<_> = report.split_inclusive(|c: char| !c.is_alphanumeric()).collect();
    let kept = pieces.iter().filter(|piece| !is_id(&piece.trim_end_matches(|c: char| !c.is_alphanumeric())));
    let lower = kept.copied().collect::<String>().to_lowercase();
    let bare: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
    let squeeze = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let seen = |(value, piece): &&(String, String)| {
        lower.contains(&piece.to_lowercase()) || (value.len() > 10 && bare.contains(&squeeze(value)))
    };
    planted.iter().filter(seen).map(|(value, _)| value.clone()).collect()
}

#[test]
fn no_report_shows_a_value_unless_asked_to() {
    let site = Site::new();
    let planted = planted();
    let sentences = sentences(&planted);
    site.put("brev.txt", sentences.join("\n"));
    let cells: String = sentences.iter().enumerate().map(|(row, text)| format!("{row};\"{text}\"\r\n")).collect();
    site.put("liste.csv", format!("nr;tekst\r\n{cells}"));
    site.put("poster.json", serde_json::json!({ "poster": sentences }).to_string());
    site.put(
        "poster.jsonl",
        sentences.iter().map(|text| format!("{}\n", serde_json::json!({ "t": text }))).collect::<String>(),
    );
    let nodes: String = sentences.iter().map(|text| format!("<p>{text}</p>")).collect();
    site.put("brev.xml", format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><brev>{nodes}</brev>"));
    site.put("side.html", format!("<!doctype html><html><body>{nodes}</body></html>"));
    let mut found = 0;
    for (name, report) in all_reports(&site, &[]) {
        let seen = shown(&report, &planted);
        assert!(seen.is_empty(), "{name} shows {seen:?}");
        found += report.matches('•').count();
    }
    assert!(found > 1000, "the values were not found at all");
    for (name, report) in all_reports(&site, &["--reveal"]) {
        if name != "what the run said" {
            let seen = shown(&report, &planted);
            assert_eq!(seen.len(), planted.len(), "{name} with --reveal shows only {seen:?}");
        }
    }
}

#[test]
fn what_is_not_looked_for_is_masked_around_a_finding_all_the_same() {
    let site = Site::new();
    let planted = planted();
    site.put("brev.txt", sentences(&planted).join("\n"));
    let mut seen = Vec::new();
    for arguments in [["--only", "identifiers"], ["--only", "terms"], ["--only", "names"], ["--only", "helse"]] {
        for (name, report) in all_reports(&site, &arguments) {
            let shown = shown(&report, &planted);
            if !shown.is_empty() {
                seen.push(format!("{} in {name}: {shown:?}", arguments.join(" ")));
            }
        }
    }
    assert!(seen.is_empty(), "shown beside findings:\n{}", seen.join("\n"));
}

#[test]
fn names_that_are_not_looked_for_are_not_shown_either() {
    let site = Site::new();
    let planted = planted();
    site.put("brev.txt", sentences(&planted).join("\n"));
    for (name, report) in all_reports(&site, &["--names", "off"]) {
        let seen = shown(&report, &planted);
        assert!(seen.is_empty(), "{name} shows {seen:?}");
    }
}

#[test]
fn names_of_files_are_masked_like_any_text() {
    let site = Site::new();
    let number = a_fodselsnummer();
    let planted = [
        (number.clone(), number[6..].to_owned()),
        ("Kari Nordmann".into(), "Nordmann".into()),
        ("diabetes".into(), "diabetes".into()),
    ];
    site.put(format!("kvittering-{number}.txt"), CLEAN);
    site.put("Kari Nordmann har diabetes.txt", CLEAN);
    for (name, report) in all_reports(&site, &[]) {
        let seen = shown(&report, &planted);
        assert!(seen.is_empty(), "{name} shows {seen:?}");
    }
    let revealed = site.scan(["--format", "jsonl", "--reveal"]).exits(1);
    assert_eq!(shown(revealed.out(), &planted).len(), 3, "{}", revealed.out());
}

#[test]
fn a_name_alone_in_the_name_of_a_file_is_masked() {
    let site = Site::new();
    site.put("Brev til Kari Nordmann.txt", CLEAN);
    let ran = site.scan(["--format", "jsonl"]);
    assert!(!ran.out().contains("Nordmann"), "{}", ran.out());
}

#[test]
fn what_the_baseline_knows_or_severity_leaves_out_stays_masked_in_the_path() {
    let site = Site::new();
    site.put("Kari Nordmann har diabetes.txt", CLEAN);
    site.put("DUF-nummer 197112345678.txt", CLEAN);
    let planted = [("Kari Nordmann".into(), "Nordmann".into()), ("197112345678".into(), "345678".into())];
    site.scan(["--format", "jsonl", "--output", "forrige.jsonl"]).exits(1);
    for more in [&["--baseline", "forrige.jsonl"][..], &["--only", "kontonummer"]] {
        let ran = site.scan(["--format", "jsonl"].iter().chain(more));
        let seen = shown(ran.out(), &planted);
        assert!(seen.is_empty(), "{more:?} shows {seen:?}:\n{}", ran.out());
    }
}

#[test]
fn the_command_line_is_masked_in_reports() {
    let site = Site::new();
    let number = a_fodselsnummer();
    let planted = [
        (number.clone(), number[6..].to_owned()),
        ("Kari Nordmann".into(), "Nordmann".into()),
        ("diabetes".into(), "diabetes".into()),
    ];
    let names = [format!("inn/kvittering-{number}.txt"), "inn/Kari Nordmann har diabetes.txt".to_owned()];
    for name in &names {
        site.put_beside(name, CLEAN);
    }
    for format in ["jsonl", "sarif", "text", "csv"] {
        let arguments = ["scan", &names[0], &names[1], "--key-file", "nokkel", "--format", format];
        let ran = site.run(arguments);
        let seen = shown(&ran.everything(), &planted);
        assert!(seen.is_empty(), "{format} shows {seen:?}:\n{}", ran.everything());
    }
}

#[test]
fn no_error_text_shows_a_number() {
    let site = Site::new();
    site.put("rent.txt", CLEAN);
    let number = a_fodselsnummer();
    let folder = format!("mappe-{number}");
    let report = format!("{folder}/rapport.jsonl");
    site.put_beside(format!("{number}.jsonl"), "ikke json\n");
    site.put_beside(format!("{number}-nokkel"), "ikke en nøkkel\n");
    let json_lines = format!("{number}.jsonl");
    let toml = format!("{number}.toml");
    let key = format!("{number}-nokkel");
    let cases: [&[&str]; 9] = [
        &["--output", &report],
        &["--rules", &folder],
        &["--policy", &toml],
        &["--policy", &number],
        &["--baseline", &report],
        &["--baseline", &json_lines],
        &["--config", &toml],
        &["--key-file", &key],
        &["--min-severity", &number],
    ];
    let mut seen = Vec::new();
    for arguments in cases {
        let ran = site.scan(arguments.iter().copied());
        assert!(!ran.err().is_empty(), "{arguments:?} went without a word");
        if ran.everything().contains(&number) {
            seen.push(format!("{}: {}", arguments[0], ran.everything().trim()));
        }
    }
    for command in ["scan", "extract"] {
        let gone = site.run([command, &report]).exits(3);
        if gone.everything().contains(&number) {
            seen.push(format!("{command}: {}", gone.everything()));
        }
    }
    assert!(seen.is_empty(), "shown:\n{}", seen.join("\n"));
}

// Flags

#[test]
fn min_severity_leaves_findings_out_and_verdicts_as_they_are() {
    let site = Site::new();
    site.put("brev.txt", sentences(&planted()).join("\n"));
    let all = site.jsonl(Vec::<&str>::new());
    for (least, name) in [(0, "note"), (1, "review"), (2, "stop")] {
        let some = site.jsonl(["--min-severity", name]);
        let kept: Vec<_> = of_type(&some, "finding");
        let expected: Vec<_> =
            of_type(&all, "finding").into_iter().filter(|line| rank(text(line, "severity")) >= least).collect();
        assert!(!expected.is_empty());
        assert_eq!(kept, expected, "--min-severity {name}");
        assert_eq!(of_type(&some, "document"), of_type(&all, "document"));
    }
}

#[test]
fn only_leaves_everything_else_out() {
    let site = Site::new();
    site.put("brev.txt", sentences(&planted()).join("\n"));
    let kinds = |arguments: &[&str]| -> BTreeSet<String> {
        let lines = site.jsonl(arguments);
        of_type(&lines, "finding").into_iter().map(|line| text(line, "kind").to_owned()).collect()
    };
    let set = |names: &[&str]| -> BTreeSet<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    let all = kinds(&[]);
    for kind in
        ["fodselsnummer", "d-nummer", "kontonummer", "telefon", "epost", "passnummer", "personnavn", "helse", "sosial"]
    {
        assert!(all.contains(kind), "{kind} is not among {all:?}");
    }
    assert_eq!(kinds(&["--only", "names"]), set(&["personnavn"]));
    assert_eq!(kinds(&["--only", "fodselsnummer"]), set(&["fodselsnummer"]));
    assert_eq!(kinds(&["--only", "helse,sosial"]), set(&["helse", "sosial"]));
    assert_eq!(kinds(&["--only", "helse", "--only", "epost"]), set(&["helse", "epost"]));
    let identifiers = kinds(&["--only", "identifiers"]);
    assert!(identifiers.contains("kontonummer") && identifiers.contains("duf-nummer"), "{identifiers:?}");
    for kind in ["personnavn", "helse", "sosial", "connection"] {
        assert!(!identifiers.contains(kind), "{identifiers:?}");
    }
}

#[test]
fn only_one_group_changes_no_severity_of_it() {
    let site = Site::new();
    site.put("brev.txt", sentences(&planted()).join("\n"));
    let weighed = |arguments: &[&str], kind: &str| -> Vec<(u64, String)> {
        let lines = site.jsonl(arguments);
        findings(&lines, kind)
            .into_iter()
            .map(|line| (line["start"].as_u64().unwrap(), text(line, "severity").to_owned()))
            .collect()
    };
    for kind in ["helse", "personnavn", "fodselsnummer", "sosial"] {
        let all = weighed(&[], kind);
        assert!(!all.is_empty(), "{kind}");
        assert_eq!(weighed(&["--only", kind], kind), all, "{kind}");
    }
}

#[test]
fn names_can_be_looked_for_near_everywhere_and_nowhere() {
    let site = Site::new();
    let far = "Kommunestyret vedtok planen for vei og vann.\n".repeat(100);
    site.put("brev.txt", format!("Søkeren Kari Nordmann har diabetes.\n{far}Per Hansen klippet snora.\n{far}"));
    let names = |mode: &str| -> Vec<String> {
        let lines = site.jsonl(["--names", mode, "--reveal"]);
        findings(&lines, "personnavn").into_iter().map(|line| text(line, "text").to_owned()).collect()
    };
    assert_eq!(names("off"), [""; 0]);
    assert_eq!(names("near"), ["Kari Nordmann"]);
    assert_eq!(names("all"), ["Kari Nordmann", "Per Hansen"]);
}

#[test]
fn numbers_of_the_test_series_are_notes_unless_asked_for() {
    let site = Site::new();
    let number = (500..).find_map(|individual| tenor(3, 5, 1972, individual)).unwrap();
    site.put("prove.txt", format!("Fødselsnummer {number} til prøve.\n"));
    for (arguments, severity, code) in
        [(&[][..], "note", 0), (&["--synthetic", "note"], "note", 0), (&["--synthetic", "real"], "stop", 1)]
    {
        let lines = site.scan(["--format", "jsonl"].iter().chain(arguments)).exits(code).jsonl();
        let found = findings(&lines, "fodselsnummer");
        assert_eq!(found.len(), 1);
        assert_eq!(text(found[0], "severity"), severity, "{arguments:?}");
        assert_eq!(found[0]["synthetic"], true);
    }
}

#[test]
fn what_the_baseline_holds_is_known_and_counts_no_more() {
    let site = Site::new();
    site.put("brev.txt", sentences(&planted()).join("\n"));
    site.scan(["--format", "jsonl", "--output", "forrige.jsonl"]).exits(1);
    let before = lines(&std::fs::read_to_string(site.path("forrige.jsonl")).unwrap());
    let count = of_type(&before, "finding").len() as u64;
    assert!(count > 10);
    // A line added above brings nothing back.
    site.put("brev.txt", format!("Ny linje.\n{}", sentences(&planted()).join("\n")));
    let after = site.scan(["--format", "jsonl", "--baseline", "forrige.jsonl"]).exits(0).jsonl();
    assert!(of_type(&after, "finding").is_empty(), "{:?}", of_type(&after, "finding"));
    assert_eq!(after.last().unwrap()["known"].as_u64(), Some(count));
    assert_eq!(text(of_type(&after, "document")[0], "verdict"), "publish");
    let other = fodselsnumre().nth(9).unwrap();
    site.put("nytt.txt", format!("Fødselsnummer {other}.\n"));
    let after = site.scan(["--format", "jsonl", "--baseline", "forrige.jsonl"]).exits(1).jsonl();
    assert_eq!(of_type(&after, "finding").len(), 1);
}

#[test]
fn formats_go_with_their_outputs() {
    let site = Site::new();
    site.put("brev.txt", with_number());
    let read = |name: &str| std::fs::read_to_string(site.path(name)).unwrap();
    let begins = |text: &str, with: &str| assert!(text.trim_start().starts_with(with), "not {with}: {text:.100}");

    let ran = site.scan(["--format", "csv", "--output", "a", "--format", "sarif", "--output", "b"]).exits(1);
    begins(&read("a"), "type,");
    begins(&read("b"), "{");
    assert!(!ran.out().is_empty(), "all reports are in files: the summary is printed");
    assert!(site.scan(["-q", "--format", "csv", "--output", "a"]).exits(1).out().is_empty());

    let ran = site.scan(["--format", "jsonl", "--format", "csv", "--output", "c"]).exits(1);
    begins(ran.out(), "{\"type\":\"run\"");
    begins(&read("c"), "type,");

    site.scan(["--output", "d.jsonl"]).exits(1);
    begins(&read("d.jsonl"), "{\"type\":\"run\"");

    site.scan(["--format", "jsonl", "--format", "csv"]).exits(2);
    site.scan(["--output", "e", "--format", "jsonl", "--format", "csv"]).exits(2);
    assert!(!site.path("e").exists());
}

#[test]
fn quiet_prints_the_summary_alone() {
    let site = Site::new();
    site.put("brev.txt", with_number());
    let (loud, quiet) = (site.scan(Vec::<&str>::new()).exits(1), site.scan(["-q"]).exits(1));
    assert!(loud.out().contains("brev.txt"));
    assert!(!quiet.out().contains("brev.txt") && !quiet.out().contains('•'), "{}", quiet.out());
    assert!(quiet.err().is_empty());
}

#[test]
fn columns_of_the_text_report_do_not_run_together() {
    let site = Site::new();
    site.put("brev.txt", sentences(&planted()).join("\n"));
    let report = site.scan(["--reveal"]).exits(1);
    let rows: Vec<_> = report.out().lines().filter(|line| line.starts_with("  ") && line.contains('—')).collect();
    assert!(rows.len() > 10, "{}", report.out());
    for row in rows {
        // Place, severity, kind, value, context: two blanks between any two.
        let cells: Vec<_> = row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        assert!(cells.len() >= 5 && cells[4].starts_with('—'), "{row:?}");
    }
}

#[test]
fn a_dash_is_standard_input() {
    let site = Site::new();
    let command = site.command(["scan", "-", "--format", "jsonl", "--key-file", "nokkel"]);
    let ran = Ran::with_input(command, with_number().as_bytes()).exits(1);
    let lines = ran.jsonl();
    let found = findings(&lines, "fodselsnummer");
    assert_eq!((found.len(), text(found[0], "path"), found[0]["location"]["line"].as_u64()), (1, "-", Some(1)));
    let empty = Ran::with_input(site.command(["scan", "-", "--key-file", "nokkel"]), b"").exits(0);
    assert!(empty.err().is_empty());
}

#[test]
fn the_language_changes_the_text() {
    let site = Site::new();
    site.put("brev.txt", with_number());
    let says = |arguments: &[&str], word: &str| {
        let ran = site.scan(arguments).exits(1);
        assert!(ran.out().contains(word), "{arguments:?} says no «{word}»:\n{}", ran.out());
    };
    says(&["--lang", "nb"], "holdes tilbake");
    says(&["--lang", "nn"], "blir halde tilbake");
    says(&["--lang", "en"], "withheld");
    says(&[], "holdes tilbake");
    let mut command = site.command(["scan", "inn", "--key-file", "nokkel"]);
    command.env("LANG", "en_GB.UTF-8");
    assert!(Ran::of(command).exits(1).out().contains("withheld"), "the environment's language");
    site.scan(["--lang", "tlh"]).exits(2);
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let site = Site::new();
    site.put("brev.txt", with_number());
    assert!(!site.scan(Vec::<&str>::new()).out().contains('\u{1b}'));
    assert!(!site.scan(["--color", "never"]).out().contains('\u{1b}'));
    assert!(site.scan(["--color", "always"]).out().contains('\u{1b}'));
}

// Where values come from

#[test]
fn a_flag_goes_before_a_variable_before_the_file_before_the_default() {
    let site = Site::new();
    site.put("brev.txt", with_number());
    let run = |variable: Option<&str>, flag: Option<&str>| {
        let mut command = site.command(["scan", "inn", "--key-file", "nokkel"]);
        command.args(flag.map(|flag| format!("--fail-on={flag}")));
        if let Some(variable) = variable {
            command.env("SKJERM_FAIL_ON", variable);
        }
        Ran::of(command).code
    };
    assert_eq!(run(None, None), 1, "the default");
    site.put_beside("skjerm.toml", "fail-on = \"never\"\n");
    assert_eq!(run(None, None), 0, "the file");
    assert_eq!(run(Some("stop"), None), 1, "the variable");
    assert_eq!(run(Some("stop"), Some("never")), 0, "the flag");
    std::fs::remove_file(site.path("skjerm.toml")).unwrap();
    site.put_beside("annet.toml", "fail-on = \"never\"\n");
    site.scan(["--config", "annet.toml"]).exits(0);
    let mut command = site.command(["scan", "inn", "--key-file", "nokkel"]);
    command.env("SKJERM_CONFIG", "annet.toml");
    Ran::of(command).exits(0);
}

#[test]
fn lists_and_switches_come_from_the_file_and_from_variables() {
    let site = Site::new();
    site.put("brev.txt", sentences(&planted()).join("\n"));
    site.put_beside("skjerm.toml", "format = [\"jsonl\"]\nonly = [\"helse\", \"epost\"]\nreveal = true\njobs = 1\n");
    let ran = site.scan(Vec::<&str>::new()).exits(1);
    let from_file = ran.jsonl();
    let kinds: BTreeSet<_> = of_type(&from_file, "finding").into_iter().map(|line| text(line, "kind")).collect();
    assert_eq!(kinds, BTreeSet::from(["epost", "helse"]));
    assert!(ran.out().contains("\"text\":\"diabetes\""));
    site.put_beside("skjerm.toml", "format = \"jsonl\"\nreveal = false\n");
    assert!(!site.scan(Vec::<&str>::new()).exits(1).out().contains("diabetes"));
    let mut command = site.command(["scan", "inn", "--key-file", "nokkel"]);
    command.env("SKJERM_ONLY", "helse,epost").env("SKJERM_REVEAL", "true");
    let ran = Ran::of(command).exits(1);
    let from_variables = ran.jsonl();
    let kinds: BTreeSet<_> = of_type(&from_variables, "finding").into_iter().map(|line| text(line, "kind")).collect();
    assert_eq!(kinds, BTreeSet::from(["epost", "helse"]));
    assert!(ran.out().contains("\"text\":\"diabetes\""));
}

/// The long flags of `skjerm scan`, as its English help lists them.
fn flags(site: &Site) -> Vec<(String, String)> {
    let help = site.run(["scan", "--help", "--lang", "en"]).exits(0);
    let mut flags: Vec<(String, String)> = Vec::new();
    for line in help.out().lines() {
        let words: Vec<_> = line.trim().split([' ', ',']).filter(|word| !word.is_empty()).collect();
        // Flags stand at the left, their explanation (which may begin with one) further in.
        let is_flag = line.trim().starts_with('-') && !line.starts_with("       ");
        if let Some(flag) = words.iter().take(2).find_map(|word| word.strip_prefix("--")).filter(|_| is_flag) {
            flags.push((flag.to_owned(), String::new()));
        }
        if let (Some(at), Some((_, variable))) = (line.find("[env: "), flags.last_mut()) {
            *variable = line[at + 6..].split(['=', ']']).next().unwrap_or_default().to_owned();
        }
    }
    flags.retain(|(flag, _)| flag != "help" && flag != "version");
    flags
}

#[test]
fn every_flag_has_its_variable_and_its_key() {
    let site = Site::new();
    let flags = flags(&site);
    let named: BTreeSet<_> = flags.iter().map(|(flag, _)| flag.as_str()).collect();
    for flag in [
        "format",
        "output",
        "jobs",
        "rules",
        "policy",
        "min-severity",
        "lang",
        "color",
        "progress",
        "reveal",
        "fail-on",
        "names",
        "synthetic",
        "only",
        "today",
        "baseline",
        "key-file",
        "quiet",
        "verbose",
        "config",
    ] {
        assert!(named.contains(flag), "no --{flag}");
    }
    for (flag, variable) in &flags {
        assert_eq!(*variable, format!("SKJERM_{}", flag.to_uppercase().replace('-', "_")), "the variable of --{flag}");
    }
    site.put("rent.txt", CLEAN);
    site.put_beside("tom.jsonl", "");
    std::fs::create_dir(site.path("ingen-regler")).unwrap();
    site.put_beside(
        "skjerm.toml",
        "format = \"jsonl\"\noutput = \"ut.jsonl\"\njobs = 2\nrules = [\"ingen-regler\"]\npolicy = \"lokal-eksempel\"\n\
         min-severity = \"review\"\nlang = \"en\"\ncolor = \"never\"\nprogress = \"never\"\nreveal = true\nfail-on = \"note\"\n\
         names = \"all\"\nsynthetic = \"real\"\nonly = [\"names\"]\ntoday = 2026-11-23\nbaseline = \"tom.jsonl\"\n\
         key-file = \"nokkel\"\nquiet = true\nverbose = false\n",
    );
    site.run(["scan", "inn"]).exits(0);
    let written = lines(&std::fs::read_to_string(site.path("ut.jsonl")).unwrap());
    assert_eq!((text(&written[0], "policy"), text(&written[0], "names")), ("lokal-eksempel", "all"));
}

#[test]
fn an_unknown_key_in_the_file_exits_2_and_is_named() {
    let site = Site::new();
    site.put("rent.txt", CLEAN);
    for (contents, named) in [
        ("fail-onn = \"never\"\n", "fail-onn"),
        ("jobs = 1\n[scan]\nlang = \"en\"\n", "scan"),
        ("fail-on = \"sometimes\"\n", "sometimes"),
        ("jobs = \n", "skjerm.toml"),
        ("config = \"other.toml\"\n", "config"),
    ] {
        site.put_beside("skjerm.toml", contents);
        let ran = site.scan(Vec::<&str>::new()).exits(2);
        assert!(ran.err().contains(named), "«{contents}» is answered with: {}", ran.err());
    }
    std::fs::remove_file(site.path("skjerm.toml")).unwrap();
    let ran = site.scan(["--config", "borte.toml"]).exits(2);
    assert!(ran.err().contains("borte.toml"), "{}", ran.err());
}

// Report files

#[cfg(unix)]
#[test]
fn report_files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Site::new();
    site.put("brev.txt", with_number());
    site.put_beside("gammel.csv", "fra i går");
    std::fs::set_permissions(site.path("gammel.csv"), std::fs::Permissions::from_mode(0o644)).unwrap();
    let outputs = ["rapport.txt", "rapport.jsonl", "gammel.csv", "rapport.sarif"];
    let formats = ["text", "jsonl", "csv", "sarif"];
    let arguments = formats.iter().zip(outputs).flat_map(|(format, output)| ["--format", format, "--output", output]);
    site.scan(arguments).exits(1);
    for output in outputs {
        let mode = std::fs::metadata(site.path(output)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{output}");
    }
    assert!(std::fs::read_to_string(site.path("gammel.csv")).unwrap().starts_with("type,"));
}

/// Files of the site but its input, key and what a test put there.
fn left_behind(site: &Site) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(site.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !matches!(name.as_str(), "inn" | "nokkel" | "data" | "hjem"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_failed_run_leaves_no_report_and_keeps_the_last_one() {
    let site = Site::new();
    site.put("brev.txt", with_number());
    let failing = ["--format", "csv", "--output", "ny.csv", "--format", "jsonl", "--output", "mangler/rapport.jsonl"];
    site.scan(failing).exits(2);
    assert_eq!(left_behind(&site), [""; 0]);
    site.put_beside("ny.csv", "fra i går");
    site.scan(failing).exits(2);
    assert_eq!(left_behind(&site), ["ny.csv"]);
    assert_eq!(std::fs::read_to_string(site.path("ny.csv")).unwrap(), "fra i går");
    std::fs::create_dir(site.path("mappe")).unwrap();
    let ran = site.scan(["--format", "csv", "--output", "mappe"]).exits(2);
    assert!(ran.err().contains("mappe"), "{}", ran.err());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_exits_2_names_the_file_and_keeps_the_other_reports_back() {
    let site = Site::new();
    // More than any buffer holds, so that the disk is full in the middle of the run.
    let many: String = fodselsnumre().take(2000).map(|number| format!("Fødselsnummer {number}.\n")).collect();
    site.put("brev.txt", many);
    for format in ["text", "jsonl", "csv", "sarif"] {
        let arguments = ["--format", "csv", "--output", "hel.csv", "--format", format, "--output", "/dev/full"];
        let ran = site.scan(arguments).exits(2);
        assert!(ran.err().contains("/dev/full"), "{format}: {}", ran.err());
        assert_eq!(left_behind(&site), [""; 0], "{format}");
    }
}

// The other commands, where they share the contract

#[test]
fn extract_prints_parts_with_their_places() {
    let site = Site::new();
    site.put("brev.txt", "Første\nandre\n");
    site.put("liste.csv", "navn;nr\r\nbåt;7\r\n");
    site.put("skjult.pdf", "%PDF-1.7 og så noe som ikke er en PDF");
    let ran = site.run(["extract", "inn", "--format", "jsonl"]).exits(3);
    let lines = lines(ran.out());
    for line in lines.iter().filter(|line| line.get("type").is_none()) {
        for key in ["path", "part", "location", "text"] {
            assert!(line.get(key).is_some(), "no «{key}» in {line}");
        }
    }
    assert!(lines.iter().any(|line| line["path"] == "inn/brev.txt" && line["text"] == "Første\nandre\n"));
    assert!(lines.iter().any(|line| line["text"] == "båt" && line["location"]["cell"] == "A2"));
    assert!(lines.iter().any(|line| line["type"] == "unread" && line["path"] == "inn/skjult.pdf"));
    let plain = site.run(["extract", "inn"]).exits(3);
    assert!(plain.out().contains("Første\nandre\n") && plain.err().contains("skjult.pdf"));
}

#[test]
fn completions_and_the_manual_page_name_the_commands() {
    let site = Site::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = site.run(["completions", shell]).exits(0);
        assert!(ran.out().contains("min-severity"), "{shell}");
    }
    let page = site.run(["man"]).exits(0);
    assert!(page.out().starts_with(".") || page.out().contains(".TH"), "{:.100}", page.out());
    assert!(page.out().contains("scan"));
    site.run(["completions", "tcsh-og-slikt"]).exits(2);
}

#[test]
fn who_is_pointed_out_without_a_name_is_masked_in_every_context() {
    let site = Site::new();
    site.put("notat.txt", "Saka gjeld ein gut på 8 år med Downs syndrom i Solund.\n");
    let ran = site.scan(["--format", "jsonl"]).exits(0);
    let lines = ran.jsonl();
    let connection = findings(&lines, "connection")[0];
    assert_eq!(text(connection, "severity"), "review");
    assert!(!findings(&lines, "helse").is_empty());
    for told in ["Solund", "gut på", "Downs"] {
        assert!(!ran.everything().contains(told), "{told} stands in the clear");
    }
}
