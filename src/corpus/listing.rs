//! Misses, false alarms and survivors as people look at them: the place, the value and what stands around it. Masked by
//! [`Masker`], with every answer and claim nearby, unless the user reveals.

use super::matching::{PlacedAnswer, PlacedClaim};
use super::text::{FILE, NAME, Place, Text};
use crate::model::{Context, Document, Finding, Kind, Location, Role, Severity, Span};
use crate::report::Masker;
use serde::Serialize;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Characters of context on either side, as in reports.
const CONTEXT: usize = 60;
/// Characters beyond in which a value may begin or end that the context cuts.
const WIDER: usize = 120;

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
    path: &'a str,
    answers: &'a [PlacedAnswer<'a>],
    claims: &'a [PlacedClaim<'a>],
    /// Worked out for the first item: most documents have none.
    masks: OnceCell<Masks>,
}

/// What must not show.
struct Masks {
    /// The path as it may be shown.
    path: String,
    /// All that was answered or claimed.
    marks: Vec<(Place, Kind)>,
    /// Its values: they may stand in other places, too.
    values: Vec<(String, Kind)>,
}

impl<'a> Lister<'a> {
    /// For the document `path`.
    pub fn new(
        masker: Masker,
        path: &'a str,
        text: &'a Text,
        answers: &'a [PlacedAnswer<'a>],
        claims: &'a [PlacedClaim<'a>],
    ) -> Self {
        Lister { masker, text, path, answers, claims, masks: OnceCell::new() }
    }

    fn masks(&self) -> &Masks {
        self.masks.get_or_init(|| {
            let mut marks: Vec<(Place, Kind)> = Vec::new();
            for placed in self.answers.iter().filter(|placed| !placed.answer.trap) {
                marks.extend(placed.places.iter().filter_map(|&place| Some((place, placed.answer.kind?))));
            }
            marks.extend(self.claims.iter().filter_map(|placed| Some((placed.place, *placed.claim.kinds.first()?))));
            marks.sort_unstable();
            marks.dedup();
            let is_known = |place: &Place| self.text.is_known() || place.piece != FILE;
            let known = marks.iter().filter(|(place, _)| is_known(place));
            let mut values: Vec<(String, Kind)> =
                known.map(|&(place, kind)| (lossy(self.text.at(place)), kind)).collect();
            values.retain(|(value, kind)| !value.trim().is_empty() && *kind != Kind::Connection);
            values.sort_unstable();
            values.dedup();
            let path_findings = self.path_findings();
            let (path, file_name_len) = (self.path.to_owned(), self.path.len());
            let document = Document { path, file_name_len, path_findings, ..Document::default() };
            Masks { path: self.masker.path(&document), marks, values }
        })
    }

    /// What the path holds, for it to be masked: an answer for good, a claim as far as it asks for a person's eye.
    fn path_findings(&self) -> Vec<Finding> {
        let answered = self.answers.iter().filter(|placed| !placed.answer.trap).flat_map(|placed| {
            placed.places.iter().filter_map(|&place| Some((place, placed.answer.kind?, Severity::Stop)))
        });
        let claimed = self.claims.iter().filter_map(|placed| {
            Some((placed.place, *placed.claim.kinds.first()?, placed.claim.severity.unwrap_or(Severity::Stop)))
        });
        let in_name = answered.chain(claimed).filter(|(place, ..)| place.piece == NAME);
        in_name
            .map(|(place, kind, severity)| Finding { severity, ..self.finding(place, kind, None, Context::default()) })
            .collect()
    }

    /// What stands at `place`. `value` is what is known of it where the text is not.
    pub fn item(&self, place: Place, kind: Kind, value: Option<&str>) -> Item {
        let finding = self.finding(place, kind, value, self.context(place));
        let context = if self.text.is_known() { self.masker.context_text(&finding) } else { String::new() };
        Item {
            path: self.masks().path.clone(),
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
    fn finding(&self, place: Place, kind: Kind, value: Option<&str>, context: Context) -> Finding {
        let text = match self.text.is_known() || place.piece != FILE {
            true => lossy(self.text.at(place)),
            false => value.unwrap_or_default().to_owned(),
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

    /// Up to [`CONTEXT`] characters on either side, with what is masked in them. None where the text is not known, or damaged:
    /// places in it cannot be told from places in what is shown of it.
    fn context(&self, place: Place) -> Context {
        let is_known = self.text.is_known() || place.piece != FILE;
        let piece = if is_known { std::str::from_utf8(self.text.piece(place.piece)).ok() } else { None };
        let Some(piece) = piece else { return Context::default() };
        let (window, wide) = (around(piece, place.span, CONTEXT), around(piece, place.span, CONTEXT + WIDER));
        let cut = |span: Span| {
            let (start, end) = (span.start.max(window.start), span.end.min(window.end));
            Span::new(start - window.start, end - window.start)
        };
        let Masks { marks, values, .. } = self.masks();
        let near = marks.iter().filter(|(mark, _)| mark.piece == place.piece && mark.span.overlaps(window));
        let again = values.iter().flat_map(|(value, kind)| {
            let found = piece[wide.start..wide.end].match_indices(value.as_str());
            found.map(|(at, value)| (Span::new(wide.start + at, wide.start + at + value.len()), *kind))
        });
        let again = again.filter(|(span, _)| span.overlaps(window)).map(|(span, kind)| (cut(span), kind));
        let mut marks: Vec<(Span, Kind)> = near.map(|&(mark, kind)| (cut(mark.span), kind)).chain(again).collect();
        marks.sort_unstable();
        marks.dedup();
        Context { text: piece[window.start..window.end].to_owned(), marks, start: window.start }
    }
}

/// `span` with so many characters on either side.
fn around(text: &str, span: Span, characters: usize) -> Span {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let start = before.char_indices().rev().take(characters).last().map_or(before.len(), |(at, _)| at);
    Span::new(start, span.end + after.char_indices().nth(characters).map_or(after.len(), |(at, _)| at))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
