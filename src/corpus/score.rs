//! What is told of the counts: rows of shares with their intervals. All shares lie between 0 and 1.

use super::statistics::{Interval, rounded, share, wilson};
use crate::model::{Kind, Severity};
use serde::Serialize;

/// What was counted of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// To be found.
    pub answers: usize,
    /// Paired.
    pub found: usize,
    /// Paired to the byte.
    pub exact: usize,
    /// Claims over an answer with another pair.
    pub pieces: usize,
    /// Wrong claims.
    pub wrong: usize,
}

impl Tally {
    /// Adds what another counted.
    pub fn add(&mut self, other: &Tally) {
        self.answers += other.answers;
        self.found += other.found;
        self.exact += other.exact;
        self.pieces += other.pieces;
        self.wrong += other.wrong;
    }

    /// Precision and recall by overlap.
    pub fn overlap(&self) -> [Option<f64>; 2] {
        [share(self.found, self.found + self.wrong), share(self.found, self.answers)]
    }

    /// Precision and recall to the byte.
    pub fn exact_span(&self) -> [Option<f64>; 2] {
        [share(self.exact, self.found + self.pieces + self.wrong), share(self.exact, self.answers)]
    }

    /// By overlap; pieces count neither way.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.found, self.answers + self.found + self.wrong)
    }

    /// To the byte; pieces are wrong.
    pub fn exact_f1(&self) -> Option<f64> {
        share(2 * self.exact, self.answers + self.found + self.pieces + self.wrong)
    }
}

/// A kind, or all of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The kind; `None` for all together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// How many there are to be found.
    pub answers: usize,
    /// Of these, paired with a claim that overlaps.
    pub found: usize,
    /// Of these, paired with a claim that agrees to the byte.
    pub exact: usize,
    /// Claims over an answer that has another pair.
    pub pieces: usize,
    /// Claims that are wrong.
    pub false_alarms: usize,
    /// By overlap: pieces count neither way.
    pub overlap: Score,
    /// To the byte: what is not exact is wrong.
    pub exact_span: Score,
}

/// Shares from 0 to 1; `None` where there is nothing to have a share of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Score {
    /// Of the judged claims, those that are right.
    pub precision: Option<f64>,
    /// By Wilson.
    pub precision_interval: Option<Interval>,
    /// Of the answers, those that are found.
    pub recall: Option<f64>,
    /// By Wilson.
    pub recall_interval: Option<Interval>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
    /// By resampling the documents.
    pub f1_interval: Option<Interval>,
}

impl Row {
    /// A tally with what is reckoned from it; `intervals` are those of F1, by overlap and to the byte.
    pub(super) fn of(kind: Option<Kind>, tally: &Tally, intervals: [Option<Interval>; 2]) -> Self {
        let score = |hits: usize, claims: usize, f1: Option<f64>, f1_interval| Score {
            precision: share(hits, claims).map(rounded),
            precision_interval: wilson(hits, claims),
            recall: share(hits, tally.answers).map(rounded),
            recall_interval: wilson(hits, tally.answers),
            f1: f1.map(rounded),
            f1_interval,
        };
        let [overlap, exact] = intervals;
        Row {
            kind,
            answers: tally.answers,
            found: tally.found,
            exact: tally.exact,
            pieces: tally.pieces,
            false_alarms: tally.wrong,
            overlap: score(tally.found, tally.found + tally.wrong, tally.f1(), overlap),
            exact_span: score(tally.exact, tally.found + tally.pieces + tally.wrong, tally.exact_f1(), exact),
        }
    }
}

/// Recall of one group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// As the answers name it.
    pub group: String,
    /// How many answers are of it.
    pub answers: usize,
    /// Of these, found.
    pub found: usize,
    /// The share.
    pub recall: Option<f64>,
    /// By Wilson.
    pub interval: Option<Interval>,
}

/// Answers that are to be found with a severity at least.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeverityRow {
    /// The least.
    pub severity: Severity,
    /// How many answers ask for it.
    pub answers: usize,
    /// Of these, overlapped by a claim of their kind.
    pub found: usize,
    /// Of these, with that severity or above.
    pub severe_enough: usize,
}

/// Documents of which the answers say whether they must be held back, and those in which the program has a `stop`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Held {
    /// To be held back.
    pub to_hold: usize,
    /// Of these, stopped.
    pub stopped: usize,
    /// To be published.
    pub to_publish: usize,
    /// Of these, stopped.
    pub stopped_wrongly: usize,
}

/// Judged claims of like confidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bin {
    /// Confidence from here …
    pub from: f64,
    /// … up to here.
    pub to: f64,
    /// How many claims.
    pub claims: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share that is right.
    pub right: f64,
    /// By Wilson.
    pub interval: Option<Interval>,
}

/// Precision and recall of the claims from a confidence on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// The least confidence.
    pub confidence: f64,
    /// By overlap.
    pub precision: f64,
    /// By overlap.
    pub recall: f64,
}
