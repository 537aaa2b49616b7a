//! Findings as a scan of a municipality's files gives them, for benchmarks of what is written of them: the same on every machine
//! and in every run. All people and numbers are invented.

use super::{Dice, fodselsnummer, sentence};
use skjerm::model::{
    Context, Document, Entries, Evidence, Finding, Kind, Location, Role, Severity, SeverityCounts, Span, Verdict,
};
use std::sync::Arc;

/// Characters of context on either side, as in a scan.
const AROUND: usize = 60;

const NAMES: &[&str] =
    &["Kari Nordmann", "Ola Fjellheim", "Åse Bjørnstad-Vik", "Per Øystein Haug", "Ingrid Sæther", "Mohammed Ali Noor"];
const STREETS: &[&str] = &["Storgata", "Kirkeveien", "Bjørkelia", "Nordre Åsvei"];
const TERMS: &[(&str, Kind)] = &[
    ("depresjon", Kind::Helse),
    ("ruspoliklinikken", Kind::Helse),
    ("omsorgsovertakelse", Kind::Barnevern),
    ("økonomisk sosialhjelp", Kind::Sosial),
    ("spesialundervisning", Kind::Skole),
    ("oppsigelse", Kind::Personal),
];
/// What leads from one value to the next.
const BETWEEN: &[&str] = &[", ", " og ", " mot ", ". Gjelder ", ", se også «vedlegg 2», ", "\t", " \"", "\" ved "];

/// `count` documents with forty findings each: texts, tables with journal posts, XML, pages and paragraphs in turn.
pub fn documents(count: usize) -> Vec<Document> {
    let mut dice = Dice::new(17);
    (0..count).map(|number| document(&mut dice, number)).collect()
}

fn document(dice: &mut Dice, number: usize) -> Document {
    let mut findings: Vec<Finding> = Vec::new();
    let mut start = 0;
    while findings.len() < 40 {
        let (text, values) = segment(dice);
        for &(span, kind) in &values {
            findings.push(finding(dice, &text, &values, (span, kind), start));
        }
        findings.extend(connection(dice, &text, &values, start));
        start += text.len() + 1;
    }
    findings.truncate(40);
    let mut counts = SeverityCounts::default();
    for (at, finding) in findings.iter_mut().enumerate() {
        (finding.part, finding.location) = place(number, at as u64);
        counts.add(finding.severity);
    }
    let name = ["notat.txt", "journal.csv", "arkivstruktur.xml", "vedtak.pdf", "søknad.docx"][number % 5];
    Document {
        path: format!("eksport/2024/sak-{number}/{name}"),
        file_name_len: name.len(),
        is_plain_text: number.is_multiple_of(5),
        verdict: Verdict::Withhold,
        counts,
        bytes: start as u64,
        parts: 1,
        sha256: Some([number as u8; 32]),
        path_findings: Vec::new(),
        findings: findings.into(),
        entries: Entries::default(),
        members: None,
        unread: None,
    }
}

/// A text of some sentences, and what is to be found in it.
fn segment(dice: &mut Dice) -> (String, Vec<(Span, Kind)>) {
    let mut text = sentence(dice);
    let mut values = Vec::new();
    for _ in 0..2 + dice.below(5) {
        text.push_str(dice.one(BETWEEN));
        let (value, kind) = value(dice);
        values.push((Span::new(text.len(), text.len() + value.len()), kind));
        text.push_str(&value);
        if dice.below(3) == 0 {
            text.push_str(". ");
            text.push_str(&sentence(dice));
        }
    }
    text.push_str(". ");
    text.push_str(&sentence(dice));
    (text, values)
}

fn value(dice: &mut Dice) -> (String, Kind) {
    let digits = |dice: &mut Dice, count: usize| -> String {
        (0..count).map(|_| char::from(b'0' + dice.below(10) as u8)).collect()
    };
    let name = dice.one(NAMES);
    match dice.below(20) {
        0 | 1 => {
            let mut number = fodselsnummer(dice);
            if dice.below(2) == 0 {
                number.insert(6, ' ');
            }
            (number, Kind::Fodselsnummer)
        }
        2..=7 => (name.to_owned(), Kind::Personnavn),
        8..=15 => {
            let (term, kind) = TERMS[dice.below(TERMS.len())];
            (term.to_owned(), kind)
        }
        16 => (format!("9{} {} {}", digits(dice, 2), digits(dice, 2), digits(dice, 3)), Kind::Telefon),
        17 => {
            let address = format!("{} {}, {} Storevik", dice.one(STREETS), 1 + dice.below(90), digits(dice, 4));
            (address, Kind::Adresse)
        }
        18 => (format!("{}.{}.{}", digits(dice, 4), digits(dice, 2), digits(dice, 5)), Kind::Kontonummer),
        _ => (format!("{}@example.no", name.to_lowercase().replace(' ', ".")), Kind::Epost),
    }
}

fn finding(dice: &mut Dice, text: &str, values: &[(Span, Kind)], (span, kind): (Span, Kind), start: usize) -> Finding {
    let severity = [Severity::Note, Severity::Review, Severity::Stop][dice.below(3)];
    let near = Span::new(start + span.start.saturating_sub(7), start + span.start);
    let all =
        [Evidence::CheckDigits, Evidence::Cue(near), Evidence::Neighbour(Kind::Personnavn, near), Evidence::Listed];
    let from = dice.below(3);
    Finding {
        kind,
        rule: kind.as_str().into(),
        severity,
        confidence: (50 + dice.below(50)) as f32 / 100.0,
        basis: Arc::from(vec![Arc::from("offl-13"), Arc::from("fvl-13")]),
        part: Role::Body,
        location: Location::default(),
        span: Span::new(start + span.start, start + span.end),
        text: text[span.start..span.end].to_owned(),
        context: context(text, values, span, start),
        evidence: all[from..from + 1 + dice.below(2)].to_vec(),
        synthetic: dice.below(20) == 0,
        entry: None,
        joins: None,
    }
}

/// A name and the term next to it, if there are such.
fn connection(dice: &mut Dice, text: &str, values: &[(Span, Kind)], start: usize) -> Option<Finding> {
    let is_term = |kind: Kind| TERMS.iter().any(|&(_, of)| of == kind);
    let pair = values.windows(2).find(|pair| pair[0].1 == Kind::Personnavn && is_term(pair[1].1))?;
    let (person, matter) = (pair[0].0, pair[1].0);
    let whole = Span::new(person.start, matter.end);
    let shifted = |span: Span| Span::new(start + span.start, start + span.end);
    let joins = Some((shifted(person), shifted(matter)));
    Some(Finding { joins, ..finding(dice, text, values, (whole, Kind::Connection), start) })
}

fn context(text: &str, values: &[(Span, Kind)], around: Span, start: usize) -> Context {
    let from = text[..around.start].char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let to = text[around.end..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| around.end + at);
    let cut = Span::new(from, to);
    let within = values.iter().filter(|(span, _)| span.overlaps(cut));
    let marks =
        within.map(|&(span, kind)| (Span::new(span.start.max(from) - from, span.end.min(to) - from), kind)).collect();
    Context { text: text[from..to].to_owned(), marks, start: start + from }
}

/// Where finding `at` of document `number` stands.
fn place(number: usize, at: u64) -> (Role, Location) {
    let none = Location::default();
    match number % 5 {
        0 => (Role::Body, Location { line: Some(1 + at * 3), column: Some(1 + at * 7 % 80), ..none }),
        1 => {
            let (cell, field) = (Some(format!("C{}", at + 2)), Some("Tittel".into()));
            let entry = Some(format!("2024/{number}-{at}"));
            (Role::Title, Location { row: Some(at + 2), column: Some(3), cell, field, entry, ..none })
        }
        2 => {
            let xpath = Some(format!("/arkiv/arkivdel/mappe[{}]/registrering[{}]/tittel", number + 1, at + 1));
            let entry = Some(format!("2024/{number}-{at}"));
            (Role::Title, Location { xpath, field: Some("tittel".into()), entry, ..none })
        }
        3 => {
            let top = at as f32 * 18.5;
            let bbox = Some([72.0, top, 181.25, top + 11.5]);
            (Role::Body, Location { page: Some(1 + at as u32 / 20), bbox, ..none })
        }
        _ => (Role::Body, Location { paragraph: Some(1 + at), ..none }),
    }
}
