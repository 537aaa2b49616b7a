//! What people believe is gone: text under a cover, hidden text, deleted text. That it is there is a finding, whatever it says; what it
//! says is searched like any other.

use super::{Assessor, Place};
use crate::model::{Finding, Hit, Kind, LineCounter, Part, Places, Role, Span};
use std::collections::HashMap;

/// Findings of one kind of a part, at most: whoever has seen so many looks at the document.
const MOST: usize = 200;

/// Longer texts are shown by their beginning, in bytes.
const LONGEST: usize = 240;

/// The rules' numbers.
#[derive(Debug, Clone, Copy)]
pub struct HiddenRules {
    pub failed_redaction: Option<u16>,
    pub hidden_text: Option<u16>,
    pub deleted_text: Option<u16>,
}

impl HiddenRules {
    fn of(self, role: Role) -> Option<(Kind, usize)> {
        let (kind, rule) = match role {
            Role::UnderRedaction => (Kind::FailedRedaction, self.failed_redaction),
            Role::Hidden => (Kind::HiddenText, self.hidden_text),
            Role::DeletedText => (Kind::HiddenText, self.deleted_text),
            _ => return None,
        };
        rule.map(|rule| (kind, usize::from(rule)))
    }
}

/// Ways of hiding text that office programs know, as the readers label it.
const WAYS: &[&str] = &[
    "external-cache",
    "fallback",
    "hidden-comment",
    "hidden-field",
    "hidden-layer",
    "hidden-paragraph",
    "hidden-section",
    "hidden-shape",
    "hidden-slide",
    "hidden-text",
    "off-slide",
    "pivot-cache",
    "unlinked-comment",
    "unused-string",
    "vanish",
    "white-text",
];

/// Whether anything of `part` is hidden.
pub fn has_hidden(part: &Part<'_>) -> bool {
    match part.segments.as_slice() {
        [] => is_hidden(part, part.role, ""),
        segments => segments.iter().any(|segment| is_hidden(part, segment.role, &segment.label)),
    }
}

/// Pages of the web and data in trees hide much that nobody ever meant to be seen or believed to be gone: of these only what an
/// office program hides counts.
fn is_hidden(part: &Part<'_>, role: Role, label: &str) -> bool {
    match role {
        Role::UnderRedaction | Role::DeletedText => true,
        Role::Hidden => !matches!(part.places, Places::Tree(_)) || WAYS.contains(&label),
        _ => false,
    }
}

/// Writes the findings of what is hidden in `part`.
pub fn report(
    assessor: &Assessor,
    part: &Part<'_>,
    marks: &[Hit],
    lines: &mut LineCounter,
    findings: &mut Vec<(usize, Finding)>,
) {
    let is_table = matches!(part.places, Places::Table { .. });
    // Office programs hide much that may well be known; what is found there tells that it should not be.
    let is_telling = |span: Span| {
        let first = marks.partition_point(|hit| hit.span.end <= span.start);
        marks.get(first).is_some_and(|hit| hit.span.start < span.end)
    };
    let is_on_pages = matches!(part.places, Places::Pages(_));
    let whole = [(part.role, "", Span::new(0, part.text.len()))];
    let runs = part.segments.iter().map(|segment| (segment.role, &*segment.label, segment.span()));
    let runs: Vec<_> = if part.segments.is_empty() { whole.to_vec() } else { runs.collect() };
    let mut told: HashMap<Role, usize> = HashMap::new();
    for (role, label, span) in runs {
        let Some((kind, rule)) = assessor.hidden.of(role).filter(|_| is_hidden(part, role, label)) else { continue };
        let Some(span) = shown(part, role, span).filter(|_| assessor.selection.wants(kind)) else { continue };
        if !is_on_pages && role != Role::UnderRedaction && !is_telling(span) {
            continue;
        }
        let count = told.entry(role).or_default();
        *count += 1;
        // A hidden sheet, row or column is one thing, not as many as it has cells.
        if *count > if is_table { 1 } else { MOST } {
            continue;
        }
        let severity = assessor.weights[rule].severity.alone;
        let finding = assessor.finding_at(part, marks, Place { span, kind, rule }, lines, |finding| {
            finding.severity = severity;
            finding.confidence = if kind == Kind::FailedRedaction { 0.95 } else { 0.9 };
        });
        findings.push((span.start, finding));
    }
}

/// The part of `span` that a finding shows; `None` where it says nothing.
fn shown(part: &Part<'_>, role: Role, span: Span) -> Option<Span> {
    let text = String::from_utf8_lossy(span.of(&part.text));
    // Under a cover a single digit may be the whole secret; elsewhere one sign alone is a trace of layout.
    let least = if role == Role::UnderRedaction { 1 } else { 2 };
    if text.chars().filter(|c| c.is_alphanumeric()).take(least).count() < least {
        return None;
    }
    let bytes = span.of(&part.text);
    let start = span.start + (bytes.len() - bytes.trim_ascii_start().len());
    let mut end = span.start + bytes.trim_ascii_end().len();
    if end - start > LONGEST {
        end = start + LONGEST;
        while end > start && part.text[end] & 0xC0 == 0x80 {
            end -= 1;
        }
    }
    Some(Span::new(start, end))
}
