//! The same result whatever the number of workers, the size of the files and the mode of names; offsets that hold in large files.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use support::{
    Dice, Site, TODAY, a_fodselsnummer, findings, fodselsnumre, harmless_sentence, lines, of_type, sample,
    telling_sentence, text, timeless,
};

/// Windows in which running text is searched.
const WINDOW: usize = 256 * 1024;

// Names

/// What a reviewer acts on: findings above note, and the verdicts.
fn weighty(lines: &[Value]) -> BTreeSet<String> {
    lines
        .iter()
        .filter_map(|line| match line["type"].as_str() {
            Some("finding") if line["severity"] != "note" => {
                let keys = [
                    "path",
                    "part",
                    "location",
                    "start",
                    "end",
                    "kind",
                    "severity",
                    "rule",
                    "text",
                    "fingerprint",
                    "id",
                ];
                Some(keys.map(|key| line[key].to_string()).join(" "))
            }
            Some("document" | "entry") => {
                Some(["type", "path", "entry", "verdict"].map(|key| line[key].to_string()).join(" "))
            }
            _ => None,
        })
        .collect()
}

#[track_caller]
fn same_for_near_and_all(near: &[Value], all: &[Value]) {
    let (near, all) = (weighty(near), weighty(all));
    assert!(near.len() > 10, "nothing to compare: {near:?}");
    let only_near: Vec<_> = near.difference(&all).collect();
    let only_all: Vec<_> = all.difference(&near).collect();
    assert!(
        only_near.is_empty() && only_all.is_empty(),
        "only with near:\n{only_near:#?}\nonly with all:\n{only_all:#?}"
    );
}

#[test]
fn names_everywhere_change_nothing_above_note_in_the_sample() {
    let site = Site::new();
    let of = |mode: &str| {
        let root = sample();
        let arguments = ["scan", root.to_str().unwrap(), "--names", mode, "--reveal"];
        site.run(arguments.into_iter().chain(["--format", "jsonl", "--key-file", "k", "--today", TODAY])).jsonl()
    };
    let (near, all) = (of("near"), of("all"));
    same_for_near_and_all(&near, &all);
    assert!(findings(&all, "personnavn").len() >= findings(&near, "personnavn").len());
}

#[test]
fn names_everywhere_change_nothing_above_note_in_prose() {
    let site = Site::new();
    let mut dice = Dice::new(7);
    let mut prose = String::new();
    for _ in 0..3000 {
        let sentence = if dice.below(4) == 0 { telling_sentence(&mut dice) } else { harmless_sentence(&mut dice) };
        // Paragraphs and lines of every length, so that sentences stand at every distance from one another.
        prose.push_str(&sentence);
        prose.push_str(dice.one(&[" ", " ", "\n", "\n\n"]));
    }
    site.put("prosa.txt", &prose);
    let (near, all) = (site.jsonl(["--names", "near", "--reveal"]), site.jsonl(["--names", "all", "--reveal"]));
    same_for_near_and_all(&near, &all);
    assert!(findings(&all, "personnavn").len() >= findings(&near, "personnavn").len());
}

// Workers

/// The report of `site` with each number of workers; asserts that they are the same and gives one.
#[track_caller]
fn same_for_any_jobs(site: &Site) -> Vec<Value> {
    let one = timeless(site.scan(["--format", "jsonl", "--jobs", "1"]).out());
    for jobs in ["2", "3", "4"] {
        let other = timeless(site.scan(["--format", "jsonl", "--jobs", jobs]).out());
        if one != other {
            let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
            panic!("--jobs {jobs} differs from --jobs 1, first at {differing:?}");
        }
    }
    lines(&one)
}

#[test]
fn many_small_files_beside_a_big_one_give_the_same_for_any_number_of_workers() {
    let site = Site::new();
    let mut dice = Dice::new(11);
    let mut numbers = fodselsnumre();
    for file in 0..300 {
        let mut contents = String::new();
        for _ in 0..1 + dice.below(20) {
            contents += &if dice.below(3) == 0 { telling_sentence(&mut dice) } else { harmless_sentence(&mut dice) };
            contents.push('\n');
        }
        let number = numbers.next().unwrap();
        let (name, contents) = match file % 4 {
            0 => (format!("{file}.txt"), format!("{contents}fnr. {number}\n")),
            1 => {
                (format!("mappe-{}/{file}.csv", file % 7), format!("nr;fødselsnummer;merknad\r\n1;{number};ingen\r\n"))
            }
            2 => (format!("{file}.json"), serde_json::json!({ "fnr": number, "tekst": contents }).to_string()),
            _ => (format!("mappe-{}/{file}.xml", file % 5), format!("<sak><fnr>{number}</fnr><t>{contents}</t></sak>")),
        };
        site.put(name, contents);
    }
    let mut big = String::new();
    while big.len() < 3 * 1024 * 1024 {
        big += &if dice.below(20) == 0 { telling_sentence(&mut dice) } else { harmless_sentence(&mut dice) };
        big.push('\n');
    }
    site.put("100-stor.txt", big);
    let lines = same_for_any_jobs(&site);
    assert_eq!(of_type(&lines, "document").len(), 301);
    assert_eq!(findings(&lines, "fodselsnummer").len(), 300, "one in each small file");
    assert!(of_type(&lines, "unread").is_empty());
}

#[test]
fn big_tables_and_trees_give_the_same_for_any_number_of_workers() {
    let site = Site::new();
    let (mut table, mut tree, mut objects) =
        ("nr;fødselsnummer;merknad\r\n".to_owned(), "<saker>".to_owned(), String::new());
    let mut dice = Dice::new(13);
    for (row, number) in fodselsnumre().take(4000).enumerate() {
        let remark = format!("{} {}", harmless_sentence(&mut dice), harmless_sentence(&mut dice)).repeat(3);
        let _ = write!(table, "{row};{number};{remark}\r\n");
        let _ = write!(tree, "<sak nr=\"{row}\"><fnr>{number}</fnr><merknad>{remark}</merknad></sak>");
        let _ = writeln!(objects, "{}", serde_json::json!({ "nr": row, "fødselsnummer": number, "merknad": remark }));
    }
    tree.push_str("</saker>");
    assert!(table.len() > 1024 * 1024, "large enough for its parts to be shared among workers: {}", table.len());
    site.put("liste.csv", table);
    site.put("saker.xml", tree);
    site.put("saker.jsonl", objects);
    let lines = same_for_any_jobs(&site);
    let found = findings(&lines, "fodselsnummer");
    for path in ["inn/liste.csv", "inn/saker.xml", "inn/saker.jsonl"] {
        let own: Vec<_> = found.iter().filter(|finding| finding["path"] == path).collect();
        assert_eq!(own.len(), 4000, "{path}");
    }
    let rows = found.iter().filter(|finding| finding["path"] == "inn/liste.csv");
    for (at, finding) in rows.enumerate() {
        assert_eq!(finding["location"]["row"].as_u64(), Some(at as u64 + 2), "{finding}");
        assert_eq!(finding["location"]["cell"].as_str(), Some(format!("B{}", at + 2).as_str()), "{finding}");
    }
}

// Large texts

/// A number where it was put.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
struct Planted {
    start: u64,
    end: u64,
    line: u64,
    text: String,
}

/// A text in the making, with what was planted in it.
#[derive(Default)]
struct Large {
    text: String,
    line: u64,
    planted: Vec<Planted>,
}

impl Large {
    fn push(&mut self, text: &str) {
        self.line += text.matches('\n').count() as u64;
        self.text.push_str(text);
    }

    fn plant(&mut self, number: &str) {
        let start = self.text.len() as u64;
        let planted = Planted { start, end: start + number.len() as u64, line: self.line + 1, text: number.to_owned() };
        self.planted.push(planted);
        self.push(number);
    }
}

/// Scans `large` alone and compares what is found with what was planted, for one worker and for four.
#[track_caller]
fn every_planted_number_is_found(large: &Large) {
    let site = Site::new();
    site.put("stor.txt", &large.text);
    let run = |jobs: &str| timeless(site.scan(["--format", "jsonl", "--reveal", "--jobs", jobs]).exits(1).out());
    let (one, four) = (run("1"), run("4"));
    assert!(one == four, "the number of workers shows");
    let lines = lines(&one);
    let found: BTreeSet<Planted> = findings(&lines, "fodselsnummer")
        .into_iter()
        .map(|finding| Planted {
            start: finding["start"].as_u64().unwrap(),
            end: finding["end"].as_u64().unwrap(),
            line: finding["location"]["line"].as_u64().unwrap(),
            text: text(finding, "text").to_owned(),
        })
        .collect();
    let planted: BTreeSet<Planted> = large.planted.iter().cloned().collect();
    assert!(planted.len() > 100);
    let missed: Vec<_> = planted.difference(&found).take(10).collect();
    let invented: Vec<_> = found.difference(&planted).take(10).collect();
    assert!(
        missed.is_empty() && invented.is_empty(),
        "{} planted, {} found\nmissed: {missed:#?}\nnot planted so: {invented:#?}",
        planted.len(),
        found.len()
    );
}

/// Whether byte `at` is close to the end of a window, in whichever way that is chosen.
fn is_near_a_border(at: usize) -> bool {
    let within = (at + 1024) % WINDOW;
    within < 3 * 1024
}

#[test]
fn every_number_of_a_huge_text_is_found_where_it_stands() {
    let (mut large, mut dice, mut numbers) = (Large::default(), Dice::new(17), fodselsnumre());
    while large.text.len() < 8 * 1024 * 1024 {
        let at = large.text.len();
        // The first half has empty lines and æøå, the second neither an empty line nor any end but CRLF.
        let end = if at < 4 * 1024 * 1024 { dice.one(&["\n", "\n", "\n\n"]) } else { "\r\n" };
        if is_near_a_border(at) || dice.below(60) == 0 {
            large.push(dice.one(&["Fødselsnummer ", "fnr. ", "Født: «fnr» "]));
            large.plant(&numbers.next().unwrap());
        } else {
            large.push(&harmless_sentence(&mut dice));
        }
        large.push(end);
    }
    assert!(large.planted.iter().filter(|planted| is_near_a_border(planted.start as usize)).count() > 300);
    every_planted_number_is_found(&large);
}

#[test]
fn numbers_across_the_borders_of_windows_are_found() {
    // Numbers so dense that one stands across every byte at which a window may end.
    let mut large = Large::default();
    for number in fodselsnumre().take(9000) {
        large.push("fnr. ");
        large.plant(&number);
        large.push(if large.text.len() % 7 == 0 { "\n" } else { " og " });
        large.push(&"ingenting ".repeat(6));
    }
    assert!(large.text.len() > 2 * WINDOW);
    every_planted_number_is_found(&large);
}

#[test]
fn numbers_of_a_single_long_line_are_found() {
    let mut large = Large::default();
    for number in fodselsnumre().take(6000) {
        large.push("fnr. ");
        large.plant(&number);
        large.push(", så noe mer på samme linje, uten at den tar slutt; ");
    }
    assert!(large.text.len() > WINDOW && !large.text.contains('\n'));
    every_planted_number_is_found(&large);
}

#[test]
fn columns_of_a_long_line_count_from_its_start() {
    let site = Site::new();
    let number = fodselsnumre().next().unwrap();
    let line = format!("{}fnr. {number}", "å og ø ".repeat(100_000));
    site.put("lang.txt", format!("første\n{line}\n"));
    let lines = site.jsonl(Vec::<&str>::new());
    let location = &findings(&lines, "fodselsnummer")[0]["location"];
    let column = line.chars().count() as u64 - 10;
    assert_eq!((location["line"].as_u64(), location["column"].as_u64()), (Some(2), Some(column)));
}

#[test]
fn numbers_that_a_line_break_cuts_are_found_at_the_borders_too() {
    // Every line ends within a number, and there is no empty line: wherever a window ends, it ends in one.
    let mut large = Large::default();
    for number in fodselsnumre().take(9000) {
        large.push("og så kommer det en linje med fødselsnummer ");
        let broken = format!("{}\n{}", &number[..6], &number[6..]);
        large.plant(&broken);
        large.push(" ");
    }
    assert!(large.text.len() > 2 * WINDOW);
    every_planted_number_is_found(&large);
}

#[test]
fn a_name_and_its_matter_are_joined_at_the_borders_of_windows_too() {
    let mut prose = String::new();
    while prose.len() < 3 * WINDOW {
        prose.push_str("Søkeren Kari Nordmann oppgir at hun\nhar diabetes og epilepsi.\n");
    }
    let site = Site::new();
    site.put("stor.txt", &prose);
    let lines = site.jsonl(["--reveal"]);
    let sentences = prose.matches("diabetes").count();
    let stopped = findings(&lines, "helse").into_iter().filter(|finding| text(finding, "severity") == "stop").count();
    assert_eq!(findings(&lines, "personnavn").len(), sentences);
    assert_eq!(stopped, 2 * sentences, "terms beside a named person");
}

#[test]
fn texts_in_other_encodings_give_the_same_findings() {
    let mut dice = Dice::new(19);
    let mut prose = String::new();
    for number in fodselsnumre().take(50) {
        let _ =
            writeln!(prose, "{} Født: fnr. {number}. {}", harmless_sentence(&mut dice), telling_sentence(&mut dice));
    }
    let told = |bytes: &[u8]| -> Vec<String> {
        let site = Site::new();
        site.put("brev.txt", bytes);
        let lines = site.jsonl(["--reveal"]);
        let keys = ["kind", "severity", "text", "start", "end", "location"];
        of_type(&lines, "finding").into_iter().map(|line| keys.map(|key| line[key].to_string()).join(" ")).collect()
    };
    let expected = told(prose.as_bytes());
    assert!(expected.len() > 100);
    let latin: Vec<u8> = prose.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    assert_eq!(told(&latin), expected, "ISO-8859-1");
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(prose.encode_utf16()).flat_map(order).collect()
    };
    assert_eq!(told(&utf16(u16::to_le_bytes)), expected, "UTF-16, little end first");
    assert_eq!(told(&utf16(u16::to_be_bytes)), expected, "UTF-16, big end first");
}

#[test]
fn places_in_plain_text_are_the_files_whatever_stands_unseen_before() {
    let site = Site::new();
    let number = a_fodselsnummer();
    let text = format!("Saks\u{ad}behand\u{200b}ling i går.\n> 1\n> 2\nNummer {number}.\n");
    site.put("brev.txt", &text);
    let lines = site.jsonl(["--reveal"]);
    let found = &findings(&lines, "fodselsnummer")[0];
    let (start, end) = (found["start"].as_u64().unwrap() as usize, found["end"].as_u64().unwrap() as usize);
    assert_eq!(&text[start..end], number);
}
