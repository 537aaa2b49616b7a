//! `skjerm corpus generate` from outside: the same seed gives the same bytes, answers stand where they say, the program finds what
//! is planted, and nothing that is there already is touched.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use support::{Site, lines};

/// Journal dates of the corpus lie in the month before.
const TODAY: &str = "2026-11-30";

fn generate(site: &Site, out: &str, more: &[&str]) {
    let mut arguments = vec!["corpus", "generate", "--out", out];
    arguments.extend(more);
    site.run(arguments).exits(0);
}

/// All files below a folder, by their paths.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let site = Site::new();
    let sizes = ["--size", "1500KB", "--shape", "small"];
    generate(&site, "a", &[&sizes[..], &["--seed", "7", "--jobs", "1"]].concat());
    generate(&site, "b", &[&sizes[..], &["--seed", "7", "--jobs", "3"]].concat());
    generate(&site, "c", &[&sizes[..], &["--seed", "8"]].concat());
    let [a, b, c] = ["a", "b", "c"].map(|name| files(&site.path(name)));
    assert!(a.len() > 100);
    assert!(a == b);
    assert!(a != c);
}

#[test]
fn answers_stand_where_they_say() {
    let site = Site::new();
    for shape in ["big", "mid", "small", "csv", "noark"] {
        generate(&site, shape, &["--size", "300KB", "--shape", shape, "--leaks-per-mb", "200"]);
        let files = files(&site.path(shape));
        let answers = lines(std::str::from_utf8(&files["answers.jsonl"]).unwrap());
        let mut leaks = 0;
        for answer in answers.iter().filter(|answer| !answer["start"].is_null()) {
            let file = &files[&format!("documents/{}", answer["path"].as_str().unwrap())];
            let place = answer["start"].as_u64().unwrap() as usize..answer["end"].as_u64().unwrap() as usize;
            assert_eq!(std::str::from_utf8(&file[place]).unwrap(), answer["text"].as_str().unwrap(), "{answer}");
            leaks += u64::from(answer["trap"].is_null());
        }
        let about: Value = serde_json::from_slice(&files["corpus.json"]).unwrap();
        assert_eq!(about["leaks"], leaks, "{shape}");
        assert!(leaks > 20, "{shape}: {leaks}");
        assert_eq!(about["shape"], shape);
    }
}

#[test]
fn the_program_finds_what_is_planted() {
    for (shape, recall, precision) in [("mid", 0.95, 0.97), ("csv", 0.98, 0.99), ("noark", 0.98, 0.99)] {
        let site = Site::new();
        generate(&site, "ut", &["--size", "2MB", "--shape", shape, "--seed", "3", "--leaks-per-mb", "300"]);
        let scan = ["scan", "ut/documents", "--format", "jsonl", "--output", "funn.jsonl", "--key-file", "nokkel"];
        assert!(site.run(scan.iter().chain(&["--today", TODAY])).code <= 1);
        let evaluate = ["corpus", "evaluate", "funn.jsonl", "ut/answers.jsonl", "--documents", "ut/documents"];
        let ran = site.run(evaluate.iter().chain(&["--format", "json"])).exits(0);
        let evaluation: Value = serde_json::from_str(ran.out()).unwrap();
        let overlap = &evaluation["micro"]["overlap"];
        assert!(overlap["recall"].as_f64().unwrap() >= recall, "{shape}: {overlap}");
        assert!(overlap["precision"].as_f64().unwrap() >= precision, "{shape}: {overlap}");
        let groups = evaluation["groups"].as_array().unwrap();
        assert_eq!(groups.len(), 10, "one for each list of names, {shape}: {groups:?}");
    }
}

#[test]
fn a_folder_that_holds_something_is_refused() {
    let site = Site::new();
    site.put_beside("ut/notat.txt", "mitt");
    let ran = site.run(["corpus", "generate", "--out", "ut", "--size", "4096"]).exits(2);
    assert!(ran.err().contains("not empty"), "{}", ran.err());
    assert_eq!(files(&site.path("ut")).len(), 1);
}

#[test]
fn a_size_that_is_none_is_refused() {
    let site = Site::new();
    for size in ["stor", "0", "1.5GiB"] {
        let ran = site.run(["corpus", "generate", "--out", "ut", "--size", size]).exits(2);
        assert!(ran.err().contains("10MB"), "{}", ran.err());
    }
    assert!(!site.path("ut").exists());
}
