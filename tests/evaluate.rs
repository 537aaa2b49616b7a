//! `skjerm corpus evaluate` from outside: every form of findings and answers with counts worked out by hand, what it says and
//! what it must not say.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde_json::{Value, json};
use support::{Ran, Site, TODAY, sample};

/// `Åse Bø` 0..8, `kols` 13..17, `Ring` 19..23, `Per Vik` 24..31; in characters three, three and three less.
const TEXT: &str = "Åse Bø har kols.\nRing Per Vik.\n";

const ANSWERS: &str = r#"{"path":"brev.txt","kind":"personnavn","start":0,"end":8,"group":"norsk","severity":"note"}
{"path":"brev.txt","kind":"helse","start":13,"end":17,"text":"kols","severity":"stop"}
{"path":"brev.txt","kind":"personnavn","text":"Per Vik"}
"#;

const SPANS: &str = "path,start,end,kind,confidence\n\
    ut/brev.txt,0,8,personnavn,0.9\n\
    ut/brev.txt,13,17,helse,0.8\n\
    ut/brev.txt,24,27,personnavn,0.7\n\
    ut/brev.txt,19,23,personnavn,0.6\n";

/// A site with the text, its answers and a table of findings.
fn site() -> Site {
    let site = Site::new();
    site.put("brev.txt", TEXT);
    site.put_beside("fasit.jsonl", ANSWERS);
    site.put_beside("funn.csv", SPANS);
    site
}

fn evaluate(site: &Site, findings: &str, answers: &str, more: &[&str]) -> Ran {
    let mut arguments = vec!["corpus", "evaluate", findings, answers];
    arguments.extend(more);
    site.run(arguments)
}

fn as_json(site: &Site, findings: &str, answers: &str, more: &[&str]) -> Value {
    let mut arguments = vec!["--format", "json"];
    arguments.extend(more);
    let ran = evaluate(site, findings, answers, &arguments).exits(0);
    serde_json::from_str(ran.out()).expect("one JSON object")
}

/// Answers, found, exact, false alarms of a kind.
#[track_caller]
fn counts(evaluation: &Value, kind: &str) -> [u64; 4] {
    let rows = evaluation["kinds"].as_array().unwrap();
    let row = rows.iter().find(|row| row["kind"] == kind).unwrap_or_else(|| panic!("no row {kind}"));
    ["answers", "found", "exact", "false_alarms"].map(|key| row[key].as_u64().unwrap())
}

const WITH: [&str; 2] = ["--documents", "inn"];

#[test]
fn a_table_of_spans_is_scored_as_by_hand() {
    let evaluation = as_json(&site(), "funn.csv", "fasit.jsonl", &WITH);
    assert_eq!(counts(&evaluation, "personnavn"), [2, 2, 1, 1]);
    assert_eq!(counts(&evaluation, "helse"), [1, 1, 1, 0]);
    let names = &evaluation["kinds"].as_array().unwrap()[0];
    assert_eq!((&names["overlap"]["precision"], &names["overlap"]["recall"]), (&json!(0.6667), &json!(1.0)));
    assert_eq!((&names["exact_span"]["precision"], &names["exact_span"]["recall"]), (&json!(0.3333), &json!(0.5)));
    // Three of four claims are right, and all three answers are found.
    let micro = &evaluation["micro"]["overlap"];
    assert_eq!((&micro["precision"], &micro["recall"], &micro["f1"]), (&json!(0.75), &json!(1.0), &json!(0.8571)));
    assert_eq!(micro["precision_interval"], json!({"low": 0.3006, "high": 0.9544}));
    assert_eq!(evaluation["macro_overlap"]["precision"], json!(0.8333));
    assert_eq!(evaluation["average_precision"], json!(1.0));
    assert_eq!(evaluation["curve"][3], json!({"confidence": 0.6, "precision": 0.75, "recall": 1.0}));
    // (0.1 + 0.2 + 0.3 + 0.6) / 4
    assert_eq!(evaluation["calibration_error"], json!(0.3));
    assert_eq!(evaluation["groups"][0]["group"], "norsk");
    assert_eq!(evaluation["groups"][0]["recall"], json!(1.0));
}

#[test]
fn characters_and_bytes_name_the_same_places() {
    let site = site();
    let results = json!({"brev.txt": [
        {"entity_type": "PERSON", "start": 0, "end": 6, "score": 0.9},
        {"entity_type": "DISEASE", "start": 11, "end": 15, "score": 0.8},
        {"entity_type": "PERSON", "start": 22, "end": 25, "score": 0.7},
        {"entity_type": "PERSON", "start": 17, "end": 21, "score": 0.6},
        {"entity_type": "DATE_TIME", "start": 0, "end": 3, "score": 0.6},
        {"entity_type": "WIDGET", "start": 0, "end": 3, "score": 0.6},
    ]});
    site.put_beside("funn.json", results.to_string());
    let spans = as_json(&site, "funn.csv", "fasit.jsonl", &WITH);
    let presidio = as_json(&site, "funn.json", "fasit.jsonl", &WITH);
    assert_eq!(presidio["kinds"], spans["kinds"]);
    assert_eq!((&presidio["left_out"], &presidio["unknown_entities"]), (&json!(1), &json!({"WIDGET": 1})));
    let mapped = as_json(&site, "funn.json", "fasit.jsonl", &["--documents", "inn", "--map", "WIDGET=helse"]);
    assert_eq!(counts(&mapped, "helse"), [1, 1, 1, 1]);
    // The first character, taken for the first byte, is half a letter.
    site.put_beside("halv.json", json!({"brev.txt": [{"entity_type": "PERSON", "start": 0, "end": 1}]}).to_string());
    evaluate(&site, "halv.json", "fasit.jsonl", &WITH).exits(0);
    let ran = evaluate(&site, "halv.json", "fasit.jsonl", &["--documents", "inn", "--unit", "bytes"]).exits(2);
    assert!(
        ran.err().contains("halv.json, result 1: 0 to 1 lies outside the text or within a character"),
        "{}",
        ran.err()
    );
    // Without the text nobody knows how many bytes a character is.
    let ran = evaluate(&site, "halv.json", "fasit.jsonl", &[]).exits(2);
    assert!(ran.err().contains("--documents"), "{}", ran.err());
}

#[test]
fn our_own_findings_are_scored_masked_as_they_are() {
    let site = site();
    site.scan(["--names", "all", "--format", "jsonl", "--output", "funn.jsonl", "-q"]);
    let evaluation = as_json(&site, "funn.jsonl", "fasit.jsonl", &WITH);
    assert_eq!(counts(&evaluation, "helse")[..2], [1, 1]);
    assert_eq!((&evaluation["is_whole"], &evaluation["elsewhere"]), (&json!(true), &json!(0)));
    let severities = evaluation["severities"].as_array().unwrap();
    assert_eq!(severities[0]["severity"], "stop");
    assert_eq!((&severities[0]["answers"], &severities[0]["found"]), (&json!(1), &json!(1)));
    // Our CSV report says the same.
    site.scan(["--names", "all", "--format", "csv", "--output", "rapport.csv", "-q"]);
    let table = as_json(&site, "rapport.csv", "fasit.jsonl", &WITH);
    assert_eq!((&table["kinds"], &table["claims"]), (&evaluation["kinds"], &evaluation["claims"]));
}

#[test]
fn texts_in_the_answers_are_written_out_and_matched_by_their_numbers() {
    let site = Site::new();
    let answers = [
        json!({"text": "Åse Bø er her.", "names": [[0, 8]], "telling": [], "group": "norsk", "stop": true}),
        json!({"text": "Ring 22 22 22 22", "names": [], "telling": [], "group": "", "stop": false}),
        json!({"text": "Nå bor Per Vik her.", "names": [[8, 15]], "telling": [], "group": "norsk", "stop": false}),
    ];
    site.put_beside("fasit.jsonl", answers.map(|line| line.to_string()).join("\n"));
    let ran = site.run(["corpus", "evaluate", "fasit.jsonl", "--write-texts", "tekster"]).exits(0);
    assert_eq!(ran.out(), "3 tekster skrevet.\n");
    assert_eq!(std::fs::read_to_string(site.path("tekster/00003.txt")).unwrap(), "Nå bor Per Vik her.");
    // A batch of lists goes by the order of the texts; characters, as Python counts.
    let person = |start, end| json!({"entity_type": "PERSON", "start": start, "end": end, "score": 0.5});
    site.put_beside("liste.json", json!([[person(0, 6)], [person(0, 4)], [person(7, 14)]]).to_string());
    let evaluation = as_json(&site, "liste.json", "fasit.jsonl", &[]);
    assert_eq!(counts(&evaluation, "personnavn"), [2, 2, 2, 1]);
    assert_eq!(evaluation["held"], json!({"to_hold": 1, "stopped": 0, "to_publish": 2, "stopped_wrongly": 0}));
    site.put_beside("navn.json", json!({"tekster/00003.txt": [person(7, 14)]}).to_string());
    assert_eq!(counts(&as_json(&site, "navn.json", "fasit.jsonl", &[]), "personnavn"), [2, 1, 1, 0]);
}

#[test]
fn traps_are_hit_and_what_lies_beside_them_is_not_judged() {
    let site = site();
    let trap = r#"{"path":"brev.txt","trap":true,"text":"Ring"}"#;
    site.put_beside("feller.jsonl", format!("{ANSWERS}{trap}\n"));
    site.put_beside("flere.csv", format!("{SPANS}brev.txt,9,12,personnavn,0.5\n"));
    let evaluation = as_json(&site, "flere.csv", "feller.jsonl", &WITH);
    assert_eq!((&evaluation["traps"], &evaluation["traps_hit"]), (&json!(1), &json!(1)));
    assert_eq!((&evaluation["beside"], &evaluation["unjudged"]), (&json!("unjudged"), &json!(1)));
    assert_eq!(counts(&evaluation, "personnavn"), [2, 2, 1, 1]);
    assert_eq!(evaluation["false_alarms"][0]["trap"], json!(true));
    let strict = as_json(&site, "flere.csv", "feller.jsonl", &["--documents", "inn", "--beside", "false-alarm"]);
    assert_eq!(counts(&strict, "personnavn"), [2, 2, 1, 2]);
    let health = as_json(&site, "flere.csv", "feller.jsonl", &["--documents", "inn", "--kinds", "helse"]);
    assert_eq!((health["kinds"].as_array().unwrap().len(), &health["traps_hit"]), (1, &json!(0)));
}

#[test]
fn a_journal_is_scored_post_by_post() {
    let site = Site::new();
    let journal = "Journaldato;Saksnr;Dokumentnr;Tittel\n\
        2026-11-02;2026/1;1;Klage fra Åse Bø om kols\n\
        2026-11-02;2026/2;1;Søknad fra Åse Bø om kols\n";
    site.put("postliste.csv", journal);
    let answers = [
        json!({"path": "postliste.csv", "entry": "2026/2-1", "kind": "helse", "text": "kols"}),
        json!({"path": "postliste.csv", "entry": "2026/2-1", "kind": "personnavn", "text": "Åse Bø"}),
    ];
    site.put_beside("fasit.jsonl", answers.map(|line| line.to_string()).join("\n"));
    site.scan(["--format", "jsonl", "--output", "funn.jsonl", "-q"]);
    let evaluation = as_json(&site, "funn.jsonl", "fasit.jsonl", &WITH);
    // Both posts hold both; what is found in the other one lies beside the answers.
    assert_eq!(counts(&evaluation, "helse"), [1, 1, 1, 1]);
    assert_eq!(counts(&evaluation, "personnavn")[..2], [1, 1]);
    let alarm = evaluation["false_alarms"].as_array().unwrap();
    assert!(alarm.iter().all(|item| item["location"]["entry"] == "2026/1-1"), "{alarm:?}");
    // Without the documents nobody knows what stands in a field.
    let ran = evaluate(&site, "funn.jsonl", "fasit.jsonl", &[]).exits(2);
    assert!(ran.err().contains("fasit.jsonl:1: ") && ran.err().contains("--documents"), "{}", ran.err());
}

#[test]
fn what_survives_in_a_cleaned_copy_is_found() {
    let site = site();
    site.put_beside("renset/brev.txt", "Å•• B• har KOLS.\nRing P•• V••.\n");
    let more = ["--documents", "inn", "--cleaned", "renset"];
    let cleaned = &as_json(&site, "funn.csv", "fasit.jsonl", &more)["cleaned"];
    assert_eq!((&cleaned["values"], &cleaned["survivors"], &cleaned["absent"]), (&json!(3), &json!(1), &json!(0)));
    assert_eq!((&cleaned["listed"][0]["kind"], &cleaned["listed"][0]["text"]), (&json!("helse"), &json!("k•••")));
    // One file; and a copy that does not hold the document at all.
    let one = ["--documents", "inn", "--cleaned", "inn/brev.txt"];
    assert_eq!(as_json(&site, "funn.csv", "fasit.jsonl", &one)["cleaned"]["survivors"], json!(3));
    std::fs::create_dir(site.path("tom")).unwrap();
    let none = &as_json(&site, "funn.csv", "fasit.jsonl", &["--documents", "inn", "--cleaned", "tom"])["cleaned"];
    assert_eq!((&none["survivors"], &none["absent"]), (&json!(0), &json!(1)));
    evaluate(&site, "funn.csv", "fasit.jsonl", &["--documents", "inn", "--cleaned", "ingen"]).exits(2);
}

#[test]
fn no_value_is_shown_unless_asked_for() {
    let site = site();
    site.put_beside("ingen.csv", "path,start,end,kind\nbrev.txt,19,23,personnavn\n");
    // What is known to be telling in one place is masked in every other.
    site.put("brev.txt", format!("{TEXT}Igjen: kols.\n"));
    let all = ["--documents", "inn", "--cleaned", "inn"];
    for format in [["--format", "text"], ["--format", "json"]] {
        let more = [&all[..], &format[..]].concat();
        let masked = evaluate(&site, "ingen.csv", "fasit.jsonl", &more).exits(0);
        for value in ["Åse", "kols", "Per", "Vik", "Ring"] {
            assert!(!masked.everything().contains(value), "{value} in\n{}", masked.everything());
        }
        assert!(masked.out().contains("k•••") && masked.out().contains("P•• V••"), "{}", masked.out());
        let revealed = evaluate(&site, "ingen.csv", "fasit.jsonl", &[&more[..], &["--reveal"]].concat()).exits(0);
        assert!(revealed.out().contains("Åse Bø har kols. Ring Per Vik."), "{}", revealed.out());
    }
}

#[test]
fn lists_end_at_their_limit() {
    let site = site();
    site.put_beside("ingen.csv", "path,start,end,kind\n");
    for (limit, listed) in [("0", 0), ("2", 2), ("20", 3)] {
        let evaluation = as_json(&site, "ingen.csv", "fasit.jsonl", &["--documents", "inn", "--limit", limit]);
        assert_eq!(evaluation["misses"].as_array().unwrap().len(), listed);
        assert_eq!(evaluation["micro"]["overlap"]["recall"], json!(0.0));
        assert_eq!(evaluation["micro"]["overlap"]["precision"], Value::Null);
    }
}

#[test]
fn the_same_run_says_the_same() {
    let site = site();
    let run = |seed: &str| {
        let more = ["--documents", "inn", "--format", "json", "--seed", seed];
        evaluate(&site, "funn.csv", "fasit.jsonl", &more).exits(0).stdout
    };
    assert_eq!(run("1"), run("1"));
    let more = ["--documents", "inn", "--format", "json", "--output", "ut.json"];
    assert!(evaluate(&site, "funn.csv", "fasit.jsonl", &more).exits(0).out().is_empty());
    let written = std::fs::read_to_string(site.path("ut.json")).unwrap();
    assert_eq!(written.as_bytes(), run("1"));
    assert!(written.starts_with("{\n  \"type\": \"evaluation\",\n  \"tool\": \"skjerm\","), "{written}");
}

#[test]
fn the_table_speaks_three_languages() {
    let site = site();
    for (lang, words) in [
        ("nb", ["Funn mot fasit", "gjenfinning", "0,667 0,21–0,94", "personnavn"]),
        ("nn", ["Funn mot fasit", "alt samla", "0,667 0,21–0,94", "personnamn"]),
        ("en", ["Findings against answers", "recall", "0.667 0.21–0.94", "personal name"]),
    ] {
        let ran = evaluate(&site, "funn.csv", "fasit.jsonl", &["--documents", "inn", "--lang", lang]).exits(0);
        for word in words {
            assert!(ran.out().contains(word), "{lang}: {word} in\n{}", ran.out());
        }
        assert!(!ran.out().contains("evaluate-") && !ran.out().contains('\u{1b}'), "{}", ran.out());
    }
}

#[test]
fn plots_are_whole_drawings_with_title_and_description() {
    let site = site();
    let more = ["--documents", "inn", "--plots", "figurer", "--lang", "nn"];
    evaluate(&site, "funn.csv", "fasit.jsonl", &more).exits(0);
    for name in ["precision-recall.svg", "reliability.svg", "kinds.svg"] {
        let svg = std::fs::read_to_string(site.path("figurer").join(name)).unwrap();
        let mut reader = quick_xml::Reader::from_str(&svg);
        let mut elements = Vec::new();
        loop {
            match reader.read_event().expect("well-formed XML") {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(element) => {
                    elements.push(element.name().as_ref().to_owned());
                }
                _ => {}
            }
        }
        for element in ["svg", "title", "desc", "style", "text"] {
            assert!(elements.iter().any(|own| own == element), "{name} has no {element}");
        }
        assert!(
            svg.contains("lang=\"nn\"")
                && svg.contains("prefers-color-scheme:dark")
                && svg.contains("Presisjon") | svg.contains("Sikkerheit")
        );
        assert!(!svg.contains("plot-"), "{name} lacks a text");
    }
    // Findings without confidence have one plot only, and the run says so.
    site.put_beside("uten.csv", "path,start,end,kind\nbrev.txt,0,8,personnavn\n");
    let ran = evaluate(&site, "uten.csv", "fasit.jsonl", &["--documents", "inn", "--plots", "en"]).exits(0);
    assert!(ran.err().contains("sikkerhet"), "{}", ran.err());
    let plots: Vec<_> = std::fs::read_dir(site.path("en")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(plots, ["kinds.svg"]);
}

#[test]
fn a_measure_that_is_too_low_fails_the_run() {
    let site = site();
    let with = |least: &'static str| {
        evaluate(&site, "funn.csv", "fasit.jsonl", &["--documents", "inn", "--fail-below", least])
    };
    with("recall=0.9,f1=0.8").exits(0);
    let ran = with("precision=0.8").exits(1);
    assert!(ran.err().contains("precision") && ran.err().contains("0,750"), "{}", ran.err());
    with("average-precision=1.5").exits(2);
    with("luck=0.5").exits(2);
}

#[test]
fn bad_input_is_told_with_file_line_and_reason() {
    let site = site();
    let finding = |start: u64, end: u64| {
        json!({"type": "finding", "path": "brev.txt", "kind": "personnavn", "start": start, "end": end}).to_string()
    };
    for (name, text, said) in [
        ("a.jsonl", "{\"type\":\"run\"}\n{\"type\":\"finding\",\n".to_owned(), "a.jsonl:2: no JSON"),
        ("b.jsonl", format!("{}\n{}", finding(0, 8), finding(0, 900)), "b.jsonl:2: 0 to 900 lies outside"),
        ("c.jsonl", finding(1, 8), "c.jsonl:1: 1 to 8 lies outside the text or within a character"),
        ("d.csv", "path,start,end,kind\nbrev.txt,x,8,helse\n".to_owned(), "d.csv:2: `start`"),
        ("e.csv", "a,b\n1,2\n".to_owned(), "e.csv:1: the header"),
        ("f.json", "[{\"entity_type\":\"PERSON\",\"start\":0}]".to_owned(), "f.json, result 1: "),
    ] {
        site.put_beside(name, text);
        let ran = evaluate(&site, name, "fasit.jsonl", &WITH).exits(2);
        assert!(ran.err().contains(said), "{}", ran.err());
    }
    for (text, said) in [
        (
            "{\"path\":\"brev.txt\",\"kind\":\"helse\",\"text\":\"Kari Nordmann\"}",
            "gal.jsonl:1: the document does not hold",
        ),
        (
            "{\"path\":\"brev.txt\",\"kind\":\"helse\",\"start\":1,\"end\":4}",
            "gal.jsonl:1: 1 to 4 lies outside the text or within",
        ),
        ("\n{\"path\":7}", "gal.jsonl:2: `path` is no text"),
        ("{\"path\":\"borte.txt\",\"kind\":\"helse\",\"text\":\"x\"}", "borte.txt: "),
    ] {
        site.put_beside("gal.jsonl", text);
        let ran = evaluate(&site, "funn.csv", "gal.jsonl", &WITH).exits(2);
        assert!(ran.err().contains(said) && !ran.err().contains("Nordmann"), "{}", ran.err());
    }
    evaluate(&site, "borte.csv", "fasit.jsonl", &WITH).exits(2);
    evaluate(&site, "funn.csv", "fasit.jsonl", &["--documents", "inn", "--map", "X=ingenting"]).exits(2);
    site.run(["corpus", "evaluate", "funn.csv"]).exits(2);
}

#[test]
fn findings_of_another_text_are_not_scored() {
    let site = site();
    site.scan(["--format", "jsonl", "--output", "funn.jsonl", "-q"]);
    site.put("brev.txt", "Her står det noe helt annet enn det som ble søkt.\n");
    site.put_beside("nye.jsonl", r#"{"path":"brev.txt","kind":"helse","text":"annet"}"#);
    let ran = evaluate(&site, "funn.jsonl", "nye.jsonl", &WITH).exits(2);
    assert!(ran.err().contains("is it the document that was searched?"), "{}", ran.err());
}

#[test]
fn the_configuration_of_scans_does_not_change_an_evaluation() {
    let site = site();
    site.put_beside("skjerm.toml", "format = \"sarif\"\noutput = \"funn.sarif\"\nlang = \"en\"\n");
    let ran = evaluate(&site, "funn.csv", "fasit.jsonl", &WITH).exits(0);
    assert!(ran.out().starts_with("Findings against answers"), "{}", ran.out());
}

#[test]
fn the_sample_scores_as_its_own_test_says() {
    let site = Site::new();
    let root = sample();
    let answers = root.with_file_name("eksempel-kommune.answers.jsonl");
    let (root, answers) = (root.to_str().unwrap(), answers.to_str().unwrap());
    let scan = ["scan", root, "--today", TODAY, "--key-file", "k", "--format", "jsonl", "--output", "funn.jsonl", "-q"];
    site.run(scan).exits(1);
    let evaluation = as_json(&site, "funn.jsonl", answers, &["--documents", root]);
    assert_eq!((&evaluation["answers"], &evaluation["traps"]), (&json!(203), &json!(418)));
    let number = |value: &Value| value.as_u64().unwrap();
    assert!(number(&evaluation["micro"]["found"]) >= 200, "{}", evaluation["misses"]);
    assert!(number(&evaluation["traps_hit"]) <= 2, "{}", evaluation["false_alarms"]);
    for row in evaluation["severities"].as_array().unwrap() {
        assert!(number(&row["severe_enough"]) + 2 >= number(&row["answers"]), "{row}");
    }
}
