//! What holds for every format.

use super::fixture::{self, PLANTED, Shared};
use super::*;

fn written(format: Format, setting: &Setting) -> String {
    let shared = Shared::default();
    let mut report = open(format, Box::new(shared.clone()), &fixture::run(), setting).expect("memory takes it");
    for document in fixture::documents() {
        report.document(&document).expect("memory takes it");
    }
    report.finish(&fixture::summary()).expect("memory takes it");
    drop(report);
    shared.text()
}

/// Hashes and versions are full of digits: they are no values.
fn without_names(text: &str) -> String {
    let is_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    text.split(|c: char| !is_hex(c))
        .filter(|run| run.len() == 32 || run.len() == 64)
        .fold(text.to_owned(), |text, run| text.replace(run, ""))
}

#[test]
fn nothing_planted_reaches_any_report() {
    for lang in Lang::ALL {
        for color in [false, true] {
            let setting = Setting { lang, color, ..fixture::setting() };
            for format in Format::ALL {
                let text = without_names(&written(format, &setting));
                for value in PLANTED {
                    assert!(!text.contains(value), "{format}, {lang}: {value}\n{text}");
                }
            }
        }
    }
}

#[test]
fn everything_planted_is_shown_on_request() {
    let setting = Setting { reveal: true, ..fixture::setting() };
    for format in [Format::Text, Format::Jsonl, Format::Csv, Format::Sarif] {
        let text = written(format, &setting);
        for value in ["010190 12345", "Kari Nordmann", "kari.nordmann@example.no", "01.02.1985", "skjult beskjed"] {
            assert!(text.contains(value), "{format}: {value}\n{text}");
        }
    }
}

#[test]
fn reports_are_the_same_each_time() {
    for format in Format::ALL {
        assert_eq!(written(format, &fixture::setting()), written(format, &fixture::setting()), "{format}");
    }
}

#[test]
fn formats_are_named() {
    for format in Format::ALL {
        assert_eq!(format.as_str().parse(), Ok(format));
    }
    assert!("xml".parse::<Format>().is_err());
}
