//! Journal posts as municipalities and other bodies publish them, judged by hand (labelled/README.md): how many of those that must be
//! held back are, how many others are as well, and whose names are found. What is asserted lies a little below what was measured.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use support::{Site, of_type, text};

#[derive(Deserialize)]
struct Post {
    set: String,
    case_title: String,
    title: String,
    party: String,
    code: String,
    basis: String,
    verdict: String,
    names: Vec<String>,
}

/// The posts as a table, one a row behind the header.
fn table(posts: &[&Post]) -> String {
    let mut table = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let header =
        ["Saksnr", "Dokumentnr", "Sakstittel", "Tittel", "Avsender/mottaker", "Journaldato", "Tilgangskode", "Hjemmel"];
    table.write_record(header).unwrap();
    for (number, post) in posts.iter().enumerate() {
        let case = format!("25/{}", number + 1);
        let fields = [&case, "1", &post.case_title, &post.title, &post.party, "03.03.2025", &post.code, &post.basis];
        table.write_record(fields).unwrap();
    }
    String::from_utf8(table.into_inner().unwrap()).unwrap()
}

/// One stands in the other, or they share a word of more than two letters.
fn are_alike(name: &str, found: &str) -> bool {
    let (name, found) = (name.to_lowercase(), found.to_lowercase());
    let words = |text: &str| text.split([' ', '-', ',']).map(str::to_owned).collect::<Vec<_>>();
    name.contains(&found)
        || found.contains(&name)
        || words(&name).iter().any(|word| word.chars().count() > 2 && words(&found).contains(word))
}

#[derive(Default)]
struct Score {
    stops: usize,
    stops_found: usize,
    open: usize,
    open_stopped: usize,
    names: usize,
    names_found: usize,
    findings: usize,
    findings_right: usize,
}

fn score(posts: &[&Post]) -> Score {
    let site = Site::new();
    site.put("journal.csv", table(posts));
    let lines = site.jsonl(["--reveal", "--today", "2025-04-01"]);
    let mut rows: BTreeMap<u64, Vec<&Value>> = BTreeMap::new();
    for finding in of_type(&lines, "finding") {
        rows.entry(finding["location"]["row"].as_u64().unwrap()).or_default().push(finding);
    }
    let mut score = Score::default();
    for (number, post) in posts.iter().enumerate() {
        let findings = rows.get(&(number as u64 + 2)).map_or(&[][..], Vec::as_slice);
        let is_stopped = findings.iter().any(|finding| finding["severity"] == "stop");
        score.stops += usize::from(post.verdict == "stop");
        score.stops_found += usize::from(post.verdict == "stop" && is_stopped);
        score.open += usize::from(post.verdict == "publish");
        score.open_stopped += usize::from(post.verdict == "publish" && is_stopped);
        let found: Vec<&str> = findings
            .iter()
            .filter(|finding| finding["kind"] == "personnavn")
            .map(|finding| text(finding, "text"))
            .collect();
        score.names += post.names.len();
        score.names_found += post.names.iter().filter(|name| found.iter().any(|found| are_alike(name, found))).count();
        score.findings += found.len();
        score.findings_right +=
            found.iter().filter(|found| post.names.iter().any(|name| are_alike(name, found))).count();
    }
    score
}

#[test]
fn posts_are_judged_as_by_hand() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled/posts.jsonl");
    let posts = std::fs::read_to_string(path).unwrap();
    let posts: Vec<Post> = posts.lines().map(|line| serde_json::from_str(line).expect("a post")).collect();
    for (set, stops, open, names) in [
        ("first", 91, 2, Some((97, 92))),
        ("second", 88, 4, Some((95, 93))),
        ("third", 95, 2, None),
        ("fourth", 97, 3, None),
    ] {
        let of_set: Vec<&Post> = posts.iter().filter(|post| post.set == set).collect();
        let found = score(&of_set);
        let told = format!(
            "{set}: {} of {} posts stopped that must be, {} of {} open ones; {} of {} names found, {} of {} findings are names",
            found.stops_found,
            found.stops,
            found.open_stopped,
            found.open,
            found.names_found,
            found.names,
            found.findings_right,
            found.findings
        );
        println!("{told}");
        assert!(found.stops > 40 && 100 * found.stops_found >= stops * found.stops, "{told}");
        assert!(found.open > 100 && found.open_stopped <= open, "{told}");
        let Some((recall, precision)) = names else { continue };
        assert!(100 * found.names_found >= recall * found.names, "{told}");
        assert!(100 * found.findings_right >= precision * found.findings, "{told}");
    }
}
