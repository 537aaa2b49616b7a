//! Posts are taken out, and nothing else.

use crate::run::Run;
use crate::samples::{HARMLESS, SAMPLES, title, whole};
use crate::support::a_fodselsnummer;
use serde_json::Value;

#[test]
fn with_nothing_found_the_copy_is_the_same() {
    let exports: Vec<(&str, String)> =
        SAMPLES.iter().map(|sample| (sample.name, whole(&(sample.make)(&[false; 3], ""), &[]))).collect();
    let files: Vec<(&str, &[u8])> = exports.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let run = Run::of(&files, &[]);
    for (name, text) in &exports {
        assert_eq!(&run.text(name), text, "{name}");
    }
    assert!(run.withheld().is_empty());
    assert_eq!(run.text("withheld.csv").lines().count(), 1);
    run.ran.exits(0);
}

#[test]
fn posts_are_taken_out_and_nothing_else() {
    let number = a_fodselsnummer();
    for sample in &SAMPLES {
        for bad in [&[0][..], &[1], &[2], &[0, 1], &[0, 2], &[1, 2]] {
            let flags: Vec<bool> = (0..3).map(|at| bad.contains(&at)).collect();
            let pieces = (sample.make)(&flags, &number);
            let run = Run::of(&[(sample.name, whole(&pieces, &[]).as_bytes())], &[]);
            assert_eq!(run.text(sample.name), whole(&pieces, bad), "{} without {bad:?}", sample.name);
            assert_eq!(run.entries("withheld").len(), bad.len(), "{}", sample.name);
            run.is_clean(sample.name);
            run.ran.exits(1);
        }
    }
}

#[test]
fn where_no_post_is_left() {
    let number = a_fodselsnummer();
    for sample in &SAMPLES {
        let pieces = (sample.make)(&[true; 3], &number);
        let run = Run::of(&[(sample.name, whole(&pieces, &[]).as_bytes())], &[]);
        if sample.name == "journal.xml" {
            // The schema asks for a post.
            assert_eq!(run.cleared(sample.name), None);
            assert!(run.withheld().iter().any(|row| row["type"] == "not-cleared"));
            run.ran.exits(3);
        } else {
            assert_eq!(run.text(sample.name), whole(&pieces, &[0, 1, 2]), "{}", sample.name);
            run.ran.exits(1);
        }
    }
}

#[test]
fn a_case_goes_with_its_last_post() {
    let number = a_fodselsnummer();
    let case = |seq: u32, title: &str| {
        format!(
            "\n<NOARKSAK.OJ><SA.SAAR>2016</SA.SAAR><SA.SEKNR>{seq}</SA.SEKNR><SA.OFFTITTEL>Sak</SA.OFFTITTEL>\
             <JOURNPOST.OJ><JP.POSTNR>1</JP.POSTNR><JP.OFFINNHOLD>{title}</JP.OFFINNHOLD></JOURNPOST.OJ></NOARKSAK.OJ>"
        )
    };
    let export = |cases: &[String]| format!("<OFFJOURNAL><RAPPORT>{}</RAPPORT></OFFJOURNAL>", cases.concat());
    let (first, last) = (case(1, HARMLESS), case(3, "Svar om vei"));
    let run = Run::of(
        &[("j.xml", export(&[first.clone(), case(2, &format!("Klage {number}")), last.clone()]).as_bytes())],
        &[],
    );
    assert_eq!(run.text("j.xml"), export(&[first, last]));
    // What a case tells of itself stands against all its posts.
    let shared = format!(
        "<OFFJOURNAL><RAPPORT><NOARKSAK.OJ><SA.SAAR>2016</SA.SAAR><SA.SEKNR>5</SA.SEKNR><SA.OFFTITTEL>{number}</SA.OFFTITTEL>\
         <JOURNPOST.OJ><JP.POSTNR>1</JP.POSTNR><JP.OFFINNHOLD>A</JP.OFFINNHOLD></JOURNPOST.OJ><JOURNPOST.OJ><JP.POSTNR>2</JP.POSTNR>\
         <JP.OFFINNHOLD>B</JP.OFFINNHOLD></JOURNPOST.OJ></NOARKSAK.OJ></RAPPORT></OFFJOURNAL>"
    );
    let run = Run::of(&[("j.xml", shared.as_bytes())], &[]);
    assert_eq!(run.text("j.xml"), "<OFFJOURNAL><RAPPORT></RAPPORT></OFFJOURNAL>");
    assert_eq!(run.entries("withheld"), ["2016/5-1", "2016/5-2"]);
}

#[test]
fn commas_of_json_are_right() {
    let number = a_fodselsnummer();
    let post = |at: usize, is_bad: bool| {
        format!(
            r#"{{ "entity": "Journalpost", "id": "jp_{at}", "journalpostnummer": {at}, "offentligTittel": "{}" }}"#,
            title(is_bad, &number)
        )
    };
    for mask in 0..8usize {
        let flags: Vec<bool> = (0..3).map(|at| mask & 1 << at != 0).collect();
        let posts: Vec<String> = flags.iter().enumerate().map(|(at, &bad)| post(at, bad)).collect();
        for (open, close) in
            [("{\"items\": [\n  ", "\n], \"next\": null}\n"), ("[", "]"), ("\u{feff}[\r\n\t", "\r\n]\r\n")]
        {
            let run = Run::of(&[("e.json", format!("{open}{}{close}", posts.join(",\n  ")).as_bytes())], &[]);
            let cleared = run.text("e.json");
            let kept: Vec<&str> =
                posts.iter().zip(&flags).filter(|(_, bad)| !**bad).map(|(post, _)| post.as_str()).collect();
            let value: Value = serde_json::from_str(cleared.trim_start_matches('\u{feff}')).expect(&cleared);
            let items = value.get("items").unwrap_or(&value).as_array().unwrap();
            assert_eq!(items.len(), kept.len(), "{cleared}");
            if !kept.is_empty() {
                assert_eq!(cleared, format!("{open}{}{close}", kept.join(",\n  ")));
            }
        }
    }
    // Nested: the case stays with the post that does, and goes with the last.
    let case = |posts: &[String]| {
        format!(
            r#"{{"entity":"Saksmappe","saksaar":2024,"sakssekvensnummer":118,"offentligTittel":"Sak","journalpost":[{}]}}"#,
            posts.join(", ")
        )
    };
    let export = format!("[{},{}]", case(&[post(1, true), post(2, false)]), case(&[post(3, true)]));
    let run = Run::of(&[("e.json", export.as_bytes())], &[]);
    assert_eq!(run.text("e.json"), format!("[{}]", case(&[post(2, false)])));
    // The whole document is the post.
    let run = Run::of(&[("e.json", post(1, true).as_bytes())], &[]);
    assert_eq!(run.cleared("e.json"), None);
}

#[test]
fn tables_are_cleared_by_the_columns_that_the_user_names() {
    let number = a_fodselsnummer();
    let table = format!(
        "Uttrekk fra arkivet\n\nMappe;Lopenr;Gjelder hva\nA;1;Budsjett for vei\nA;2;Klage fra {number}\nA;3;Vann\n"
    );
    let columns = ["--columns", "case=Mappe,document=Lopenr,title=Gjelder hva"];
    let run = Run::of(&[("liste.csv", table.as_bytes())], &columns);
    assert_eq!(run.text("liste.csv"), table.replace(&format!("A;2;Klage fra {number}\n"), ""));
    assert_eq!(run.entries("withheld"), ["A-2"]);
}
