//! Documents for the tests of the reports: every kind of trouble in little room. All values are invented.

use super::{Report, Run, Setting, Sought, Summary};
use crate::catalogue::Lang;
use crate::identity::SiteKey;
use crate::model::{
    Context, Document, Entries, Evidence, Finding, Findings, Kind, Location, Reason, Role, Severity, SeverityCounts,
    Span, Unread, Verdict,
};
use crate::rules::{DEFAULT_POLICY, Rules};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};

/// The built-in rules: read once, for they are many.
static RULES: LazyLock<Arc<Rules>> =
    LazyLock::new(|| Arc::new(Rules::load(&[] as &[PathBuf], DEFAULT_POLICY).expect("the built-in rules load")));

pub fn run() -> Run {
    Run {
        rules: "blake3:00".into(),
        policy: DEFAULT_POLICY.into(),
        started: jiff::Timestamp::UNIX_EPOCH,
        arguments: vec!["scan".into(), "ut/010190 12345.txt".into(), "--fail-on=stop".into()],
        names: "near",
        sought: Sought::default(),
    }
}

pub fn setting() -> Setting {
    Setting {
        lang: Lang::Nb,
        reveal: false,
        color: false,
        quiet: false,
        key: SiteKey::from_bytes([7; 32]),
        rules: Arc::clone(&RULES),
    }
}

/// A finding of `value` in `text`, with the marks of all `others` in it.
pub fn finding(kind: Kind, severity: Severity, text: &str, value: &str, others: &[(&str, Kind)]) -> Finding {
    let span_of = |value: &str| {
        let start = text.find(value).expect("the text holds the value");
        Span::new(start, start + value.len())
    };
    let mut marks: Vec<(Span, Kind)> = others.iter().map(|&(other, kind)| (span_of(other), kind)).collect();
    marks.push((span_of(value), kind));
    marks.sort_by_key(|(span, _)| (span.start, span.end));
    Finding {
        kind,
        rule: kind.as_str().into(),
        severity,
        confidence: 0.987_654,
        basis: Arc::from(vec![Arc::from("offf-7d"), Arc::from("offl-26")]),
        part: Role::Body,
        location: Location { line: Some(3), column: Some(9), ..Location::default() },
        span: span_of(value),
        text: value.into(),
        context: Context { text: text.into(), marks, start: 0 },
        evidence: vec![Evidence::CheckDigits, Evidence::Cue(Span::new(0, 4))],
        synthetic: false,
        entry: None,
        joins: None,
    }
}

/// What no report may show.
pub const PLANTED: &[&str] = &[
    "010190 12345",
    "01019012345",
    "12345",
    "010191 54321",
    "54321",
    "0101901234",
    "Kari",
    "Nordmann",
    "nordmann",
    "depresjon",
    "Storgata",
    "0150",
    "91234567",
    "234567",
    "1234.56.78903",
    "78903",
    "56.789",
    "NO9386011117947",
    "6011117",
    "kari.nordmann",
    "example",
    "01.02.1985",
    "01.02",
    "AB12345",
    "N1234567",
    "202012345678",
    "80010112399",
    "10112399",
    "skjult beskjed",
    "beskjed",
];

/// A plain text, a journal, a file that could not be read in full.
pub fn documents() -> Vec<Document> {
    let text = "Fnr. 010190 12345 til Kari Nordmann, Storgata 12, 0150 Oslo, tlf. 91234567, kari.nordmann@example.no";
    let all = [
        ("010190 12345", Kind::Fodselsnummer),
        ("Kari Nordmann", Kind::Personnavn),
        ("Storgata 12, 0150 Oslo", Kind::Adresse),
        ("91234567", Kind::Telefon),
        ("kari.nordmann@example.no", Kind::Epost),
    ];
    let of = |text: &str, all: &[(&str, Kind)], at: usize, severity| {
        let others: Vec<_> =
            all.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| *other).collect();
        finding(all[at].1, severity, text, all[at].0, &others)
    };
    let mut findings: Vec<Finding> = (0..all.len()).map(|at| of(text, &all, at, Severity::Stop)).collect();
    let more = "Konto 1234.56.78903, NO9386011117947, f. 01.02.1985, bil AB12345, pass N1234567, DUF 202012345678, 80010112399: skjult beskjed";
    let all = [
        ("1234.56.78903", Kind::Kontonummer),
        ("NO9386011117947", Kind::Iban),
        ("01.02.1985", Kind::Fodselsdato),
        ("AB12345", Kind::Bilskilt),
        ("N1234567", Kind::Passnummer),
        ("202012345678", Kind::DufNummer),
        ("80010112399", Kind::FhNummer),
        ("skjult beskjed", Kind::HiddenText),
    ];
    findings.extend((0..all.len()).map(|at| of(more, &all, at, Severity::Review)));
    let mut name = finding(Kind::Fodselsnummer, Severity::Stop, "010191 54321.txt", "010191 54321", &[]);
    name.part = Role::FileName;
    name.location = Location::default();
    findings.push(name);
    let text = Document {
        path: "ut/01019012345/010191 54321.txt".into(),
        file_name_len: "010191 54321.txt".len(),
        is_plain_text: true,
        verdict: Verdict::Withhold,
        counts: SeverityCounts { stop: 6, review: 8, note: 0 },
        bytes: 300,
        parts: 2,
        sha256: Some([0xab; 32]),
        path_findings: Vec::new(),
        findings: findings.into(),
        entries: Entries::default(),
        members: None,
        unread: None,
    };

    let title = "Vedtak om depresjon for Kari Nordmann";
    let marks = [("depresjon", Kind::Helse), ("Kari Nordmann", Kind::Personnavn)];
    let mut connection = finding(Kind::Connection, Severity::Stop, title, "depresjon for Kari Nordmann", &marks);
    connection.joins = Some((Span::new(24, 37), Span::new(10, 19)));
    connection.part = Role::Title;
    connection.entry = Some(1);
    connection.location = Location {
        row: Some(3),
        column: Some(2),
        cell: Some("B3".into()),
        field: Some("Tittel 0101901234".into()),
        entry: Some("2024/118-3".into()),
        ..Location::default()
    };
    connection.evidence = vec![Evidence::Neighbour(Kind::Personnavn, Span::new(0, 0)), Evidence::Listed];
    let counts = SeverityCounts { stop: 1, review: 0, note: 0 };
    let mut entries = Entries::default();
    ["2024/118-2", "2024/118-3"].iter().for_each(|id| entries.push(id));
    entries.count(1, Severity::Stop);
    let journal = Document {
        path: "ut/journal.csv".into(),
        file_name_len: 11,
        is_plain_text: false,
        verdict: Verdict::Withhold,
        counts,
        bytes: 1000,
        parts: 1,
        sha256: None,
        path_findings: Vec::new(),
        findings: vec![connection].into(),
        entries,
        members: None,
        unread: None,
    };
    let unread = Document {
        path: "ut/låst.pdf".into(),
        file_name_len: 0,
        is_plain_text: false,
        verdict: Verdict::Review,
        counts: SeverityCounts::default(),
        bytes: 10,
        parts: 0,
        sha256: None,
        path_findings: Vec::new(),
        findings: Findings::default(),
        entries: Entries::default(),
        members: None,
        unread: Some(Unread::new(Reason::Encrypted, "needs a password: 01019012345")),
    };
    vec![text, journal, unread]
}

pub fn summary() -> Summary {
    Summary {
        documents: 3,
        entries: 2,
        bytes: 1_310_000,
        findings: SeverityCounts { stop: 7, review: 8, note: 0 },
        verdicts: [0, 1, 2],
        unread: 1,
        known: 0,
        seconds: 0.5,
    }
}

/// Somewhere to write that can be read afterwards.
#[derive(Clone, Default)]
pub struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no test panics while writing").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shared {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no test panics while writing").clone()).expect("reports are UTF-8")
    }
}

/// What a report of `documents` says.
pub fn written<R: Report>(documents: &[Document], open: impl FnOnce(Shared) -> R) -> String {
    let shared = Shared::default();
    let mut report = open(shared.clone());
    for document in documents {
        report.document(document).expect("memory takes it");
    }
    report.finish(&summary()).expect("memory takes it");
    drop(report);
    shared.text()
}
