//! Post lists in the shapes that archive systems write (post_lists/README.md): every post is read, and judged as by hand. What is asserted
//! lies a little below what was measured.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use support::{Site, of_type, text};

#[derive(Deserialize)]
struct Answer {
    file: String,
    /// Place of the post in its file, from 1.
    row: usize,
    /// Its number, where the format has it.
    post: Option<String>,
    verdict: String,
    /// Verdicts that may be defended, too.
    also: Vec<String>,
    why: String,
}

/// A number as every system may write it: `26/00118 - 4` is `2026/118-4`.
fn same_number(one: &str, other: &str) -> bool {
    let parts = |number: &str| {
        let numbers = number.split(['/', '-']).map(|part| part.trim().trim_start_matches('0').to_owned());
        let mut numbers: Vec<String> = numbers.collect();
        if let Some(year) = numbers.first_mut() {
            *year = year[year.len().saturating_sub(2)..].to_owned();
        }
        numbers
    };
    parts(one) == parts(other)
}

#[test]
fn every_post_is_read_and_judged() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/post_lists");
    let answers = std::fs::read_to_string(folder.join("answers.jsonl")).unwrap();
    let answers: Vec<Answer> = answers.lines().map(|line| serde_json::from_str(line).expect("an answer")).collect();
    let mut by_file: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
    answers.iter().for_each(|answer| by_file.entry(&answer.file).or_default().push(answer));
    let site = Site::new();
    for file in by_file.keys() {
        site.put(file, std::fs::read(folder.join(file)).unwrap());
    }
    let lines = site.jsonl(["--today", "2026-11-23"]);
    let (mut secret, mut held, mut open, mut stopped, mut reviewed) = (0, 0, 0, 0, 0);
    for (file, answers) in by_file {
        let path = format!("inn/{file}");
        let entries: Vec<&Value> = of_type(&lines, "entry").into_iter().filter(|line| line["path"] == *path).collect();
        assert_eq!(entries.len(), answers.len(), "{file}");
        for answer in answers {
            let entry = entries[answer.row - 1];
            let (id, verdict) = (text(entry, "entry"), text(entry, "verdict"));
            assert!(
                answer.post.as_deref().is_none_or(|post| same_number(post, id)),
                "{file}: {id} is {:?}",
                answer.post
            );
            let is_right = verdict == answer.verdict || answer.also.iter().any(|also| also == verdict);
            if !is_right {
                println!("{file} {id}: {verdict}, not {}: {}", answer.verdict, answer.why);
            }
            secret += usize::from(answer.verdict == "withhold");
            held += usize::from(answer.verdict == "withhold" && is_right);
            open += usize::from(answer.verdict == "publish");
            stopped += usize::from(answer.verdict == "publish" && verdict == "withhold" && !is_right);
            reviewed += usize::from(answer.verdict == "publish" && verdict == "review" && !is_right);
        }
    }
    let told = format!(
        "{held} of {secret} posts withheld that must be, {stopped} of {open} open ones withheld and {reviewed} for review"
    );
    println!("{told}");
    assert!(secret > 100 && 100 * held >= 88 * secret, "{told}");
    assert!(open > 200 && stopped <= 4 && reviewed <= 3, "{told}");
}
