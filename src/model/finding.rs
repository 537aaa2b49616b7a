//! Findings: hits weighed with their surroundings.

use super::{Evidence, Kind, Location, Role, Severity, Span};
use serde::Serialize;
use std::sync::Arc;

/// What follows for a document or a journal post.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing stands against it.
    #[default]
    Publish,
    /// A person must look, or it was not read in full.
    Review,
    /// Must not be published as it is.
    Withhold,
}

impl Verdict {
    /// As written in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Publish => "publish",
            Verdict::Review => "review",
            Verdict::Withhold => "withhold",
        }
    }
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct SeverityCounts {
    /// Must not be published.
    pub stop: u64,
    /// Must be looked at.
    pub review: u64,
    /// Worth knowing.
    pub note: u64,
}

impl SeverityCounts {
    /// Counts one more.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Stop => self.stop += 1,
            Severity::Review => self.review += 1,
            Severity::Note => self.note += 1,
        }
    }

    /// Adds all of `other`.
    pub fn merge(&mut self, other: SeverityCounts) {
        self.stop += other.stop;
        self.review += other.review;
        self.note += other.note;
    }

    /// All together.
    pub fn total(self) -> u64 {
        self.stop + self.review + self.note
    }

    /// The verdict that the highest severity asks for; what was not `read_in_full` is never published.
    pub fn verdict(self, read_in_full: bool) -> Verdict {
        if self.stop > 0 {
            Verdict::Withhold
        } else if self.review > 0 || !read_in_full {
            Verdict::Review
        } else {
            Verdict::Publish
        }
    }
}

/// The text around a finding: up to 60 characters either side, cut at the segment, white space kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Context {
    /// The text, the finding's own included. Unmasked: reports mask it.
    pub text: String,
    /// Every finding in it with its kind, this one included; bytes of `text`, in order, cut to it.
    pub marks: Vec<(Span, Kind)>,
    /// Where `text` begins in the segment, in bytes.
    pub start: usize,
}

/// A hit, weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// The rule's id in `patterns/`.
    pub rule: Arc<str>,
    /// What it asks for.
    pub severity: Severity,
    /// Of the findings marked 0.9, nine in ten are right.
    pub confidence: f32,
    /// Short names of the legal rules.
    pub basis: Arc<[Arc<str>]>,
    /// What of the document it stands in.
    pub part: Role,
    /// Where.
    pub location: Location,
    /// Bytes in the segment's text (in the file, for plain UTF-8 text).
    pub span: Span,
    /// The value as it stands. Unmasked: reports mask it.
    pub text: String,
    /// What stands around it.
    pub context: Context,
    /// Why. Spans are bytes in the segment, as `span` is; those of other segments are dropped to kind alone.
    pub evidence: Vec<Evidence>,
    /// Of the test series.
    pub synthetic: bool,
    /// Index into the document's entries, where it is a journal.
    pub entry: Option<u32>,
    /// What a `connection` joins: person and matter, as spans in the segment.
    pub joins: Option<(Span, Span)>,
}
