//! The three forms, and what is wrong with others.

use super::*;

fn read_lines(lines: &[&str]) -> Result<Answers, CorpusError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.jsonl");
    std::fs::write(&path, lines.join("\n")).unwrap();
    Answers::read(&path)
}

#[test]
fn values_in_documents_are_read_with_their_traps() {
    let answers = read_lines(&[
        r#"{"path":"a.txt","kind":"helse","text":"diabetes","severity":"stop","group":"norsk"}"#,
        r#"{"path":"a.txt","trap":true,"text":"Solveien 4"}"#,
        "",
        r#"{"path":"b.txt"}"#,
        r#"{"path":"c.csv","kind":"personnavn","start":3,"end":9,"unit":"characters","row":2,"column":1}"#,
    ])
    .unwrap();
    let paths: Vec<&str> = answers.documents.iter().map(|document| document.path.as_str()).collect();
    assert_eq!(paths, ["a.txt", "b.txt", "c.csv"]);
    let [first, trap] = &answers.documents[0].answers[..] else { panic!("two answers") };
    assert_eq!((first.line, first.kind, first.severity), (1, Some(Kind::Helse), Some(Severity::Stop)));
    assert_eq!(first.group.as_deref(), Some("norsk"));
    assert!(trap.trap && trap.kind.is_none() && answers.have_traps());
    assert!(answers.documents[1].answers.is_empty());
    let cell = &answers.documents[2].answers[0];
    assert_eq!((cell.range, cell.unit, cell.spot.is_segment()), (Some((3, 9)), Unit::Characters, true));
}

#[test]
fn texts_are_read_with_names_matters_and_expectations() {
    let answers = read_lines(&[
        r#"{"text":"Åse har kols","group":"norsk","names":[[0,4]],"telling":[{"start":9,"end":13,"kind":"helse"}],"stop":true}"#,
        r#"{"text":"Ring 22 22 22 22","expect":[{"kind":"telefon","start":5,"end":16}]}"#,
    ])
    .unwrap();
    let [labelled, expected] = &answers.documents[..] else { panic!("two documents") };
    assert_eq!((labelled.path.as_str(), labelled.held), ("00001.txt", Some(true)));
    assert_eq!(labelled.inline.as_deref(), Some("Åse har kols"));
    let [name, matter] = &labelled.answers[..] else { panic!("a name and a matter") };
    assert_eq!((name.kind, name.range, name.group.as_deref()), (Some(Kind::Personnavn), Some((0, 4)), Some("norsk")));
    assert_eq!((matter.kind, matter.range, matter.group.as_deref()), (Some(Kind::Helse), Some((9, 13)), None));
    assert_eq!((expected.path.as_str(), expected.held, expected.answers.len()), ("00002.txt", None, 1));
    assert!(!answers.have_traps());
}

#[test]
fn an_error_names_the_line_and_no_value() {
    let good = r#"{"path":"a.txt","kind":"helse","text":"diabetes"}"#;
    for (bad, reason) in [
        (r#"{"path":"a.txt","#, "no JSON"),
        (r#"{"kind":"helse","text":"diabetes"}"#, "`path`"),
        (r#"{"path":"../a.txt"}"#, "`path` is relative"),
        (r#"{"path":"a.txt","kind":"Kari Nordmann","text":"x"}"#, "`kind` is none"),
        (r#"{"path":"a.txt","text":"diabetes"}"#, "`kind` is missing"),
        (r#"{"path":"a.txt","kind":"helse"}"#, "neither `text`"),
        (r#"{"path":"a.txt","kind":"helse","start":4}"#, "belong together"),
        (r#"{"path":"a.txt","kind":"helse","start":4,"end":2}"#, "before"),
        (r#"{"text":"Kari Nordmann","names":[[0]]}"#, "[start, end]"),
        ("7", "JSON object"),
    ] {
        let error = read_lines(&[good, bad]).unwrap_err().to_string();
        assert!(error.contains("answers.jsonl:2: ") && error.contains(reason), "{error}");
        assert!(!error.contains("Nordmann"), "{error}");
    }
}
