//! Sentences and journal titles with names and matters marked by hand (labelled/README.md): how much is found, how much is found
//! wrongly, and whether people of every origin are protected alike. What is asserted lies a little below what was measured.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use support::{Site, of_type, text};

#[derive(Deserialize)]
struct Case {
    text: String,
    group: String,
    names: Vec<(u64, u64)>,
    stop: bool,
    /// Nobody is named, but one person is pointed out.
    #[serde(default)]
    review: bool,
}

/// What was found of all cases.
#[derive(Default)]
struct Score {
    names: usize,
    found_exactly: usize,
    /// Names by group: how many there are, and how many are found at least in part.
    groups: BTreeMap<String, (usize, usize)>,
    /// Findings of names that lie over none.
    beside: usize,
    findings: usize,
    stops: usize,
    stops_found: usize,
    stops_wrong: usize,
}

impl Score {
    fn add(&mut self, case: &Case, findings: &[&Value]) {
        let at = |finding: &Value, key: &str| finding[key].as_u64().expect("an offset");
        let found: Vec<(u64, u64)> = findings
            .iter()
            .filter(|finding| finding["kind"] == "personnavn")
            .map(|finding| (at(finding, "start"), at(finding, "end")))
            .collect();
        let overlap = |one: &(u64, u64), other: &(u64, u64)| one.0 < other.1 && other.0 < one.1;
        for name in &case.names {
            let group = self.groups.entry(case.group.clone()).or_default();
            group.0 += 1;
            group.1 += usize::from(found.iter().any(|other| overlap(name, other)));
            self.names += 1;
            self.found_exactly += usize::from(found.contains(name));
        }
        self.findings += found.len();
        self.beside += found.iter().filter(|one| !case.names.iter().any(|name| overlap(name, one))).count();
        let stopped = findings.iter().any(|finding| finding["severity"] == "stop");
        self.stops += usize::from(case.stop);
        self.stops_found += usize::from(case.stop && stopped);
        self.stops_wrong += usize::from(!case.stop && stopped);
    }

    /// Parts of a hundred.
    fn recall(&self) -> usize {
        100 * self.groups.values().map(|group| group.1).sum::<usize>() / self.names
    }

    fn told(&self) -> String {
        format!(
            "{} names, {} exactly found, {} at least in part; {} of {} findings beside; groups {:?}; {} stops, {} found, {} wrong",
            self.names,
            self.found_exactly,
            self.groups.values().map(|group| group.1).sum::<usize>(),
            self.beside,
            self.findings,
            self.groups,
            self.stops,
            self.stops_found,
            self.stops_wrong
        )
    }

    /// Nobody's group is found worse than the best one by more than so many parts of a hundred.
    fn assert_groups_alike(&self, most: usize) {
        let recalls = self.groups.values().map(|(all, found)| 100 * found / all);
        let (worst, best) = (recalls.clone().min().unwrap(), recalls.max().unwrap());
        assert!(best - worst <= most, "{}", self.told());
    }
}

fn cases(name: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).expect("a case")).collect()
}

const HOW: [&str; 3] = ["--names", "all", "--reveal"];

/// The findings of each case, read as a file of its own.
fn read_as_files(cases: &[Case]) -> Vec<Vec<Value>> {
    let site = Site::new();
    for (number, case) in cases.iter().enumerate() {
        site.put(format!("{number:04}.txt"), format!("{}\n", case.text));
    }
    let mut found = vec![Vec::new(); cases.len()];
    for finding in of_type(&site.jsonl(HOW), "finding") {
        let number = text(finding, "path").strip_prefix("inn/").and_then(|path| path.strip_suffix(".txt")).unwrap();
        found[number.parse::<usize>().unwrap()].push(finding.clone());
    }
    found
}

#[test]
fn sentences_are_read_as_by_hand() {
    let cases = cases("sentences.jsonl");
    let mut score = Score::default();
    for (case, findings) in cases.iter().zip(read_as_files(&cases)) {
        score.add(case, &findings.iter().collect::<Vec<_>>());
    }
    println!("sentences: {}", score.told());
    assert!(cases.len() >= 400 && score.recall() >= 97, "{}", score.told());
    assert!(
        100 * score.found_exactly >= 92 * score.names && 100 * score.beside <= 8 * score.findings,
        "{}",
        score.told()
    );
    assert!(100 * score.stops_found >= 90 * score.stops && score.stops_wrong <= 2, "{}", score.told());
    score.assert_groups_alike(5);
}

#[test]
fn prose_stops_only_where_the_matter_is_said_of_somebody() {
    let cases = cases("prose.jsonl");
    let (mut wrong, mut missed, mut pointed_out, mut asked) = (Vec::new(), Vec::new(), 0, Vec::new());
    for (case, findings) in cases.iter().zip(read_as_files(&cases)) {
        let stops = findings.iter().any(|finding| finding["severity"] == "stop");
        let connects =
            findings.iter().any(|finding| finding["kind"] == "connection" && finding["severity"] == "review");
        match (case.stop, stops) {
            (true, false) => missed.push(&case.text),
            (false, true) => wrong.push(&case.text),
            _ => {}
        }
        if case.review {
            pointed_out += usize::from(connects);
        } else if case.names.is_empty() && !case.stop && connects {
            asked.push(&case.text);
        }
    }
    let count = |which: fn(&Case) -> bool| cases.iter().filter(|case| which(case)).count();
    let (stops, to_review) = (count(|case| case.stop), count(|case| case.review));
    println!(
        "prose: {} of {stops} stops missed: {missed:#?}; {} wrong: {wrong:#?}; {pointed_out} of {to_review} pointed out",
        missed.len(),
        wrong.len()
    );
    assert!(cases.len() >= 150 && stops >= 45 && to_review >= 15);
    assert!(missed.len() <= 2 && wrong.len() <= 2, "missed: {missed:#?}, wrong: {wrong:#?}");
    assert!(pointed_out + 1 >= to_review && asked.is_empty(), "{pointed_out} of {to_review}; {asked:#?}");
}

#[test]
fn titles_are_read_as_by_hand() {
    let cases = cases("titles.jsonl");
    let site = Site::new();
    let mut journal = String::from("Journaldato;Saksnr;Tittel\n");
    for (number, case) in cases.iter().enumerate() {
        journal.push_str(&format!("2026-11-02;2026/{}-1;\"{}\"\n", number + 1, case.text.replace('"', "\"\"")));
    }
    site.put("postliste.csv", journal);
    let lines = site.jsonl(HOW);
    let mut found: BTreeMap<u64, Vec<&Value>> = BTreeMap::new();
    for finding in of_type(&lines, "finding") {
        if finding["location"]["field"] == "Tittel" {
            found.entry(finding["location"]["row"].as_u64().expect("a row")).or_default().push(finding);
        }
    }
    let mut score = Score::default();
    for (number, case) in cases.iter().enumerate() {
        let findings = found.remove(&(number as u64 + 2)).unwrap_or_default();
        score.add(case, &findings);
    }
    println!("titles: {}", score.told());
    assert!(cases.len() >= 400 && score.recall() >= 97, "{}", score.told());
    assert!(
        100 * score.found_exactly >= 94 * score.names && 100 * score.beside <= 10 * score.findings,
        "{}",
        score.told()
    );
    assert!(100 * score.stops_found >= 90 * score.stops && score.stops_wrong <= 5, "{}", score.told());
    score.assert_groups_alike(5);
}
