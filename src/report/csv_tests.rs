//! Rows that any reader of CSV takes apart, and no spreadsheet calculates.

use super::*;
use crate::model::{Kind, Severity};
use crate::report::fixture::{self, finding};

fn text(documents: &[Document]) -> String {
    fixture::written(documents, |out| Csv::new(out, &fixture::setting()).expect("memory takes it"))
}

fn rows(text: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("rows are of one length")).collect()
}

#[test]
fn findings_and_unread_inputs_are_rows() {
    let text = text(&fixture::documents());
    assert!(text.starts_with("type,path,entry,part,"));
    assert!(text.ends_with("\r\n"));
    let rows = rows(&text);
    assert_eq!(rows.len(), 16);
    let at = |name: &str| HEADER.iter().position(|header| *header == name).expect("a column");
    let first = &rows[0];
    assert_eq!(&first[at("text")], "010190 •••••");
    assert_eq!(&first[at("confidence")], "0.99");
    assert_eq!(&first[at("basis")], "offf-7d offl-26");
    assert_eq!(&first[at("evidence")], "check-digits cue");
    assert_eq!(&first[at("sha256")], "ab".repeat(32));
    let last = rows.last().expect("a row");
    assert_eq!(&last[at("type")], "unread");
    assert_eq!(&last[at("reason")], "encrypted");
    assert_eq!(&last[at("detail")], "needs a password: 010190•••••");
}

#[test]
fn no_cell_can_become_a_formula() {
    for start in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
        let value = format!("{start}cmd|' /C calc'!A0");
        let mut document = fixture::documents().remove(1);
        document.path = value.clone();
        let mut planted = finding(Kind::OverShielding, Severity::Note, &value, &value, &[]);
        planted.location.field = Some(value.clone());
        planted.rule = value.as_str().into();
        document.findings = vec![planted].into();
        document.unread = Some(crate::model::Unread::new(crate::model::Reason::Io, value.clone()));
        for row in rows(&text(&[document])) {
            for cell in &row {
                assert!(!is_formula(cell), "{cell:?}");
            }
            assert_eq!(&row[1], format!("'{value}"));
        }
    }
}

#[test]
fn quotes_commas_and_breaks_come_back_as_they_were() {
    for path in ["a,b.txt", "a \"b\".txt", "\"", "a\r\nb", "a\rb", "\"\",\"", "=\"1,2\""] {
        let mut document = fixture::documents().remove(2);
        document.path = path.into();
        let expected = if is_formula(path) { format!("'{path}") } else { path.to_owned() };
        assert_eq!(&rows(&text(&[document]))[0][1], expected);
    }
}
