//! Journal posts that shield too little or too much (journal.md): a private person open in a post that is shielded for somebody's
//! sake; a title masked from end to end, or masked with no legal basis.

use super::{Assessor, Place, Seen};
use crate::detect::words::{is_word_byte, word_at, word_ending_at};
use crate::model::{Finding, Hit, Kind, LineCounter, Part, Role, Segment, Span};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashSet};

/// Phrases that stand for what was removed, in lower case.
const PHRASES: &[&[u8]] = &[
    b"[...]",
    "[…]".as_bytes(),
    b"n.n.",
    b"avskjermet",
    b"avskjerma",
    b"skjermet",
    b"skjerma",
    b"unntatt offentlighet",
    b"unntatt offentligheit",
    b"unnateke offentlegheit",
];

/// What an entry shields.
#[derive(Default)]
struct Shielding<'p> {
    titles: Vec<&'p Segment>,
    masked: Vec<&'p Segment>,
    has_basis: bool,
    /// The basis is offentleglova § 13: somebody's personal affairs.
    for_a_person: bool,
}

/// Writes the findings of the part's entries. `connected` are the names that stand in a connection already.
pub fn report(
    assessor: &Assessor,
    part: &Part<'_>,
    seen: &[Seen],
    marks: &[Hit],
    connected: &[usize],
    lines: &mut LineCounter,
    findings: &mut Vec<(usize, Finding)>,
) {
    let (entries, basis_is_told) = entries(part);
    let mut push = |kind: Kind, rule: Option<u16>, span: Span, confidence: f32| {
        let Some(rule) = rule.map(usize::from).filter(|_| assessor.selection.wants(kind)) else { return };
        let finding = assessor.finding_at(part, marks, Place { span, kind, rule }, lines, |finding| {
            finding.severity = assessor.weights[rule].severity.alone;
            finding.confidence = confidence;
        });
        findings.push((span.start, finding));
    };
    for shielding in entries.values() {
        for title in &shielding.masked {
            let whole = shielding.titles.len() > 1 || is_masked_whole(title.span().of(&part.text));
            if is_masked_whole(title.span().of(&part.text)) && whole || !shielding.has_basis && basis_is_told {
                push(Kind::OverShielding, assessor.over_shielding, title.span(), 0.7);
            }
        }
    }
    for (index, one) in seen.iter().enumerate().filter(|(_, one)| one.hit.kind == Kind::Personnavn) {
        let segment =
            part.segment_at(one.hit.span.start).filter(|segment| matches!(segment.role, Role::Party | Role::Title));
        let shielding = segment.and_then(|segment| entries.get(&segment.record));
        let is_open = shielding.is_some_and(|s| s.for_a_person || !s.masked.is_empty() && s.has_basis);
        if is_open && one.is_sure_person() && !connected.contains(&index) {
            push(Kind::ShieldingMismatch, assessor.shielding_mismatch, one.hit.span, 0.75);
        }
    }
}

/// The entries by record, and whether this journal tells a legal basis at all.
fn entries<'p>(part: &'p Part<'_>) -> (BTreeMap<u32, Shielding<'p>>, bool) {
    let mut entries: BTreeMap<u32, Shielding<'p>> = BTreeMap::new();
    let mut basis_is_told = false;
    for segment in part.segments.iter().filter(|segment| (segment.record as usize) < part.entries.len()) {
        let text = segment.span().of(&part.text);
        if is_basis(&segment.label) {
            basis_is_told = true;
            let entry = entries.entry(segment.record).or_default();
            entry.has_basis |= !text.trim_ascii().is_empty();
            entry.for_a_person |= text.windows(2).any(|two| two == b"13");
        } else if segment.role == Role::Title {
            let entry = entries.entry(segment.record).or_default();
            entry.titles.push(segment);
            if next_mask(text, 0).is_some() {
                entry.masked.push(segment);
            }
        }
    }
    (entries, basis_is_told)
}

/// The entries whose journal date lies before `day` (noark-5.2.33).
pub fn entries_before(part: &Part<'_>, day: Date) -> HashSet<u32> {
    const LABELS: [&str; 5] = ["journaldato", "jp.jdato", "jp_jdato", "journalført", "jour.dato"];
    let is_date = |segment: &&Segment| LABELS.contains(&segment.label.to_lowercase().as_str());
    let of_entry = |segment: &&Segment| (segment.record as usize) < part.entries.len();
    part.segments
        .iter()
        .filter(of_entry)
        .filter(is_date)
        .filter(|segment| date(segment.span().of(&part.text)).is_some_and(|date| date < day))
        .map(|segment| segment.record)
        .collect()
}

/// `2026-11-20`, `20.11.2026` or `20261120`, with perhaps a time behind.
fn date(text: &[u8]) -> Option<Date> {
    let mut numbers = text.split(|b| !b.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let value = |digits: &[u8]| digits.iter().fold(0i32, |sum, b| (sum * 10 + i32::from(b - b'0')) % 100_000_000);
    let first = numbers.next()?;
    let (year, month, day) = match first.len() {
        8 => (value(&first[..4]), value(&first[4..6]), value(&first[6..])),
        4 => (value(first), value(numbers.next()?), value(numbers.next()?)),
        _ => {
            let month = value(numbers.next()?);
            (value(numbers.next()?), month, value(first))
        }
    };
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn is_basis(label: &str) -> bool {
    let label = label.to_lowercase();
    label.contains("hjemmel")
        || label.contains("heimel")
        || matches!(label.as_str(), "jp.uoff" | "jp_uoff" | "uoff" | "paragraf")
}

/// Nothing but masks and marks.
fn is_masked_whole(text: &[u8]) -> bool {
    let mut at = 0;
    while let Some(mask) = next_mask(text, at) {
        if text[at..mask.start].iter().any(|&b| is_word_byte(b) && b < 0x80) {
            return false;
        }
        at = mask.end;
    }
    !text[at..].iter().any(u8::is_ascii_alphabetic)
}

/// The next mask from byte `from` on: `*****`, `____`, `xxxxx`, or a phrase.
fn next_mask(text: &[u8], from: usize) -> Option<Span> {
    const LEAST: usize = 2;
    let mut at = from;
    while at < text.len() {
        let byte = text[at].to_ascii_lowercase();
        if matches!(byte, b'*' | b'_' | b'x') {
            let run = text[at..].iter().take_while(|b| b.to_ascii_lowercase() == byte).count();
            let alone =
                byte != b'x' || run >= 3 && word_ending_at(text, at).is_none() && word_at(text, at + run).is_none();
            if run >= LEAST && alone {
                return Some(Span::new(at, at + run));
            }
            at += run;
            continue;
        }
        let phrase = PHRASES.iter().find(|phrase| {
            text.get(at..at + phrase.len()).is_some_and(|given| given.eq_ignore_ascii_case(phrase))
                && (!is_word_byte(phrase[0]) || word_ending_at(text, at).is_none())
        });
        if let Some(phrase) = phrase {
            return Some(Span::new(at, at + phrase.len()));
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_are_known_as_they_are_written() {
        for masked in [
            "Svar til *****",
            "Sak __",
            "Elev xxxxx",
            "Klage […]",
            "Svar (unntatt offentlighet)",
            "Skjermet",
            "Søknad fra N.N.",
        ] {
            assert!(next_mask(masked.as_bytes(), 0).is_some(), "{masked}");
        }
        for open in ["Fakta * merknad", "Max Manus", "Uskjermet kabel", "2 x 4", "Exxon"] {
            assert!(next_mask(open.as_bytes(), 0).is_none(), "{open}");
        }
    }

    #[test]
    fn dates_are_read_as_journals_write_them() {
        let day = Date::constant(2026, 11, 20);
        for written in ["2026-11-20", "20.11.2026", "20261120", "2026-11-20T22:04:11Z"] {
            assert_eq!(date(written.as_bytes()), Some(day), "{written}");
        }
        assert_eq!(date(b"snart"), None);
        assert_eq!(date(b"2026-13-40"), None);
    }

    #[test]
    fn a_title_is_masked_whole_where_nothing_is_left() {
        assert!(is_masked_whole("***** – *****".as_bytes()));
        assert!(is_masked_whole(b"Skjermet"));
        assert!(!is_masked_whole("Svar til *****".as_bytes()));
    }
}
