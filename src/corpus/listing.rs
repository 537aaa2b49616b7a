//! Misses, false alarms and survivors as people look at them: the place, the value and what stands around it. Masked by
//! [`Masker`], with every answer and claim nearby, unless the user reveals.

use super::matching::{PlacedAnswer, PlacedClaim};
use super::text::{FILE, NAME, Place, Text};
use crate::model::{Context, Document, Finding, Kind, Location, Role, Severity, Span};
use crate::report::Masker;
use serde::Serialize;
use std::collections::BTreeSet;

/// Characters of context on either side, as in reports.
const CONTEXT: usize = 60;

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// The document, masked.
    pub path: String,
    /// Where in it, masked.
    pub location: Location,
    /// First byte of the file or segment.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is, or was taken for.
    pub kind: Kind,
    /// Of the answer or the claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Of the claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// The value, masked.
    pub text: String,
    /// What stands around it, masked. Empty where the text is not known.
    pub context: String,
    /// Kinds that a miss was taken for, or that a false alarm lies over.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub others: BTreeSet<Kind>,
    /// A miss that lies under a claim of its kind, which is paired with another answer.
    pub covered: bool,
    /// A false alarm that hits a trap.
    pub trap: bool,
    /// Line of the answers (a miss, a survivor) or line or result of the findings (a false alarm), from 1.
    pub line: usize,
}

/// Makes items of one document.
pub struct Lister<'a> {
    masker: Masker,
    text: &'a Text,
    path: String,
    /// What is masked: all that was answered or claimed.
    marks: Vec<(Place, Kind)>,
}

impl<'a> Lister<'a> {
    /// For the document `path`.
    pub fn new(
        masker: Masker,
        path: &str,
        text: &'a Text,
        answers: &[PlacedAnswer<'_>],
        claims: &[PlacedClaim<'_>],
    ) -> Self {
        let mut marks: Vec<(Place, Kind)> = Vec::new();
        for placed in answers.iter().filter(|placed| !placed.answer.trap) {
            marks.extend(placed.places.iter().filter_map(|&place| Some((place, placed.answer.kind?))));
        }
        marks.extend(claims.iter().filter_map(|placed| Some((placed.place, *placed.claim.kinds.first()?))));
        marks.sort_unstable();
        marks.dedup();
        let mut lister = Lister { masker, text, path: String::new(), marks };
        let name_findings = lister.name_findings(answers, claims);
        let document =
            Document { path: path.to_owned(), file_name_len: path.len(), name_findings, ..Document::default() };
        lister.path = masker.path(&document);
        lister
    }

    /// What the path holds, for it to be masked: an answer for good, a claim as far as it asks for a person's eye.
    fn name_findings(&self, answers: &[PlacedAnswer<'_>], claims: &[PlacedClaim<'_>]) -> Vec<Finding> {
        let answered = answers.iter().filter(|placed| !placed.answer.trap).flat_map(|placed| {
            placed.places.iter().filter_map(|&place| Some((place, placed.answer.kind?, Severity::Stop)))
        });
        let claimed = claims.iter().filter_map(|placed| {
            Some((placed.place, *placed.claim.kinds.first()?, placed.claim.severity.unwrap_or(Severity::Stop)))
        });
        let in_name = answered.chain(claimed).filter(|(place, ..)| place.piece == NAME);
        in_name.map(|(place, kind, severity)| Finding { severity, ..self.finding(place, kind, None) }).collect()
    }

    /// What stands at `place`. `value` is what is known of it where the text is not.
    pub fn item(&self, place: Place, kind: Kind, value: Option<&str>) -> Item {
        let finding = self.finding(place, kind, value);
        let context = if self.text.is_known() { self.masker.context_text(&finding) } else { String::new() };
        Item {
            path: self.path.clone(),
            location: self.masker.location(&finding.location).into_owned(),
            start: place.span.start,
            end: place.span.end,
            kind,
            severity: None,
            confidence: None,
            text: self.masker.value(&finding),
            context: context.split_whitespace().collect::<Vec<_>>().join(" "),
            others: BTreeSet::new(),
            covered: false,
            trap: false,
            line: 0,
        }
    }

    /// As the report room takes it.
    fn finding(&self, place: Place, kind: Kind, value: Option<&str>) -> Finding {
        let is_known = self.text.is_known() || place.piece != FILE;
        let (text, context) = match is_known {
            true => (lossy(self.text.at(place)), self.context(place)),
            false => (value.unwrap_or_default().to_owned(), Context::default()),
        };
        Finding {
            kind,
            rule: "".into(),
            severity: Severity::Stop,
            confidence: 0.0,
            basis: [].into(),
            part: if place.piece == NAME { Role::FileName } else { Role::Body },
            location: self.text.location(place),
            span: place.span,
            text,
            context,
            evidence: Vec::new(),
            synthetic: false,
            entry: None,
            joins: None,
        }
    }

    fn context(&self, place: Place) -> Context {
        let piece = self.text.piece(place.piece);
        let Ok(piece) = std::str::from_utf8(piece) else {
            // Places in a damaged text cannot be told from places in what is shown of it.
            return Context::default();
        };
        let (before, after) = (&piece[..place.span.start], &piece[place.span.end..]);
        let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
        let end = place.span.end + after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        let window = Span::new(start, end);
        let near = self.marks.iter().filter(|(mark, _)| mark.piece == place.piece && mark.span.overlaps(window));
        let cut = |span: Span| Span::new(span.start.max(start) - start, span.end.min(end) - start);
        let marks = near.map(|&(mark, kind)| (cut(mark.span), kind)).collect();
        Context { text: piece[start..end].to_owned(), marks, start }
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
