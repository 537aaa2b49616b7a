//! Checks of journal posts (journal.md): shielded here and open there, shielded too much, never to be published. One file a check;
//! `entry.rs` says what a post is to them, `cases.rs` what the posts of a case know of each other.

mod basis;
mod cases;
mod children;
mod date;
mod einnsyn;
mod entry;
mod links;
mod mask;
mod mismatch;
mod over;
mod series;
mod words;

pub use cases::Cases;
pub use date::entries_before;
pub use einnsyn::{refused_by_einnsyn, refused_places};
pub use entry::{internal_of_running_journal, is_sensitive_twin};
pub use links::Link;
pub use words::List;

use super::{Assessor, Place, Seen};
use crate::model::{Finding, Hit, Kind, LineCounter, Part, Span};
use crate::rules::Rules;

/// What the checks need of the rules.
pub struct Checks {
    pub words: words::Words,
    series: Vec<series::Series>,
}

impl Checks {
    /// Made ready from `rules`.
    pub fn new(rules: &Rules) -> Self {
        Checks { words: words::Words::new(rules), series: series::Series::all(rules) }
    }
}

/// A part under review, with what is known of it and where its findings go.
pub struct Review<'a, 'p> {
    pub assessor: &'a Assessor,
    pub part: &'a Part<'p>,
    pub seen: &'a [Seen],
    /// All hits, those of fields that only the body sees among them.
    pub marks: &'a [Hit],
    /// Names that are joined to a matter already.
    pub connected: &'a [usize],
    pub cases: &'a Cases,
    pub lines: &'a mut LineCounter,
    pub findings: &'a mut Vec<(usize, Finding)>,
}

impl Review<'_, '_> {
    /// Runs every check.
    pub fn run(&mut self) {
        let part = self.part;
        let posts = entry::posts(part);
        over::report(self, &posts);
        mismatch::report(self, &posts);
        children::report(self);
        series::report(self);
    }

    fn push(&mut self, kind: Kind, rule: Option<u16>, span: Span, confidence: f32) {
        let Some(rule) = rule.map(usize::from).filter(|_| self.assessor.selection.wants(kind)) else { return };
        let severity = self.assessor.weights[rule].severity.alone;
        let place = Place { span, kind, rule };
        let finding = self.assessor.finding_at(self.part, self.marks, place, self.lines, |finding| {
            finding.severity = severity;
            finding.confidence = confidence;
        });
        self.findings.push((span.start, finding));
    }
}
