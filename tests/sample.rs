//! The sample export against its answers (data/README.md): every leak is found at its severity or above, and nothing that is to
//! be published asks for a person's eye.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;
use support::{Site, TODAY, of_type, rank, sample, text};

/// Kinds that count for one another: a person and what is told of them.
const PERSONS_AND_TERMS: [&str; 17] = [
    "helse",
    "barnevern",
    "sosial",
    "skole",
    "straff",
    "etnisitet",
    "religion",
    "politikk",
    "fagforening",
    "seksualliv",
    "personal",
    "lonn",
    "gradert-adresse",
    "flyktning",
    "personnavn",
    "connection",
    "shielding-mismatch",
];

#[derive(Deserialize)]
struct Answer {
    path: String,
    entry: Option<String>,
    kind: Option<String>,
    text: String,
    severity: Option<String>,
    #[serde(default)]
    trap: bool,
    why: String,
}

impl Answer {
    fn named(&self) -> String {
        format!("{} {} «{}» ({})", self.path, self.entry.as_deref().unwrap_or(""), squeezed(&self.text), self.why)
    }
}

fn answers() -> Vec<(usize, Answer)> {
    let file = sample().with_file_name("eksempel-kommune.answers.jsonl");
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().enumerate().map(|(at, line)| (at + 1, serde_json::from_str(line).expect("an answer"))).collect()
}

/// The findings of the whole sample by path.
fn found() -> BTreeMap<String, Vec<Value>> {
    let site = Site::new();
    let root = sample();
    let root = root.to_str().unwrap();
    let lines =
        site.run(["scan", root, "--today", TODAY, "--key-file", "k", "--format", "jsonl", "--reveal"]).exits(1).jsonl();
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for finding in of_type(&lines, "finding") {
        let path = text(finding, "path").strip_prefix(root).unwrap().trim_start_matches('/');
        found.entry(path.to_owned()).or_default().push(finding.clone());
    }
    found
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the answer stands in its document, in bytes of its text; `None` where findings do not tell their place so.
fn place(answer: &Answer) -> Option<Range<usize>> {
    let path = sample().join(&answer.path);
    if !path.extension().is_some_and(|extension| extension == "txt" || extension == "md") {
        return None;
    }
    let bytes = std::fs::read(path).unwrap();
    let (encoding, mark) = encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let text = match encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]) {
        Some(text) => text,
        None => encoding_rs::WINDOWS_1252.decode(&bytes).0,
    };
    let start = text.find(&answer.text)?;
    assert_eq!(text.matches(&answer.text).count(), 1, "{} stands there more than once", answer.named());
    Some(start..start + answer.text.len())
}

/// The findings in the answer's document or post whose text holds the answer's, or is held by it, and that stand in its place
/// where that can be told.
fn overlapping<'a>(answer: &Answer, found: &'a BTreeMap<String, Vec<Value>>) -> Vec<&'a Value> {
    let (wanted, place) = (squeezed(&answer.text), place(answer));
    let in_document = found.get(&answer.path).map(Vec::as_slice).unwrap_or_default();
    in_document
        .iter()
        .filter(|finding| answer.entry.is_none() || finding["location"]["entry"].as_str() == answer.entry.as_deref())
        .filter(|finding| {
            let own = squeezed(text(finding, "text"));
            wanted.contains(&own) || own.contains(&wanted)
        })
        .filter(|finding| {
            let within = |place: &Range<usize>| {
                let at = |key: &str| finding[key].as_u64().expect("an offset") as usize;
                at("start") < place.end && place.start < at("end")
            };
            finding["part"] == "file-name" || place.as_ref().is_none_or(within)
        })
        .collect()
}

fn told(findings: &[&Value]) -> String {
    let one = |finding: &&Value| {
        format!("{} {} «{}»", text(finding, "kind"), text(finding, "severity"), squeezed(text(finding, "text")))
    };
    findings.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn the_answers_are_those_of_the_readme() {
    let answers = answers();
    let (traps, leaks): (Vec<_>, Vec<_>) = answers.iter().partition(|(_, answer)| answer.trap);
    assert_eq!((leaks.len(), traps.len()), (203, 418));
}

#[test]
fn every_leak_is_found_at_its_severity() {
    let found = found();
    let mut missed = Vec::new();
    let mut count = 0;
    for (line, answer) in answers().into_iter().filter(|(_, answer)| !answer.trap) {
        count += 1;
        let (kind, severity) =
            (answer.kind.as_deref().expect("a kind"), answer.severity.as_deref().expect("a severity"));
        let overlapping = overlapping(&answer, &found);
        let is_found = overlapping.iter().any(|finding| {
            let same = text(finding, "kind") == kind
                || PERSONS_AND_TERMS.contains(&kind) && PERSONS_AND_TERMS.contains(&text(finding, "kind"));
            same && rank(text(finding, "severity")) >= rank(severity)
        });
        if !is_found {
            missed.push(format!(
                "line {line}: {kind} {severity}: {}\n    found: {}",
                answer.named(),
                told(&overlapping)
            ));
        }
    }
    assert!(missed.is_empty(), "{} of {count} leaks are missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn no_trap_asks_for_a_persons_eye() {
    let found = found();
    let mut fired = Vec::new();
    let mut count = 0;
    for (line, answer) in answers().into_iter().filter(|(_, answer)| answer.trap) {
        count += 1;
        let length = squeezed(&answer.text).len();
        let mut overlapping = overlapping(&answer, &found);
        overlapping.retain(|finding| {
            // What joins the trap's words to a matter elsewhere says something of the matter, not of the trap.
            let spans_more = text(finding, "kind") == "connection" && squeezed(text(finding, "text")).len() > length;
            rank(text(finding, "severity")) >= rank("review") && !spans_more
        });
        if !overlapping.is_empty() {
            fired.push(format!("line {line}: {}\n    found: {}", answer.named(), told(&overlapping)));
        }
    }
    assert!(fired.is_empty(), "{} of {count} traps fire:\n{}", fired.len(), fired.join("\n"));
}

#[test]
fn the_whole_sample_is_read() {
    let site = Site::new();
    let lines = site
        .run(["scan", sample().to_str().unwrap(), "--format", "jsonl", "--key-file", "k", "--today", TODAY])
        .jsonl();
    assert!(of_type(&lines, "unread").is_empty(), "{:?}", of_type(&lines, "unread"));
    assert_eq!(of_type(&lines, "document").len(), 54);
}
