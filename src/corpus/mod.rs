//! How well a program finds what is there: the findings of any program held against answers; and corpora with answers to try it on
//! ([`generate`]).
//!
//! Data goes one way here, too: [`Answers`] and [`Claims`] are read from files in their several forms, a document's text gives
//! both a place that can be compared (`text.rs`, `placing.rs`), `matching.rs` decides which claims are right, `measure.rs` counts,
//! and the [`Evaluation`] is told as a table, as JSON or as plots. Values leave this room through [`crate::report::Masker`] alone.
//!
//! **What counts.** A claim is *right* when it is paired with an answer of its kind that it overlaps; each takes part in one
//! pair. It is *wrong* when it overlaps no answer of its kind, or hits a trap. A claim of a kind that the
//! answers do not hold is not judged, nor is one in a document that they do not name.

mod answers;
mod cleaned;
mod entities;
mod evaluate;
pub mod findings;
pub mod generate;
mod listing;
mod matching;
mod measure;
mod placing;
mod plots;
mod score;
mod statistics;
mod table;
mod text;

pub use answers::{Answer, Answers, Labelled};
pub use cleaned::{Cleaned, Survivor};
pub use entities::Entities;
pub use evaluate::{Beside, Evaluation, Options, evaluate};
pub use findings::{Claim, Claims, Form};
pub use listing::Item;
pub use plots::plots;
pub use score::{Bin, Group, Held, Point, Row, Score, SeverityRow};
pub use statistics::Interval;
pub use table::table;

use crate::report::Masker;
use std::fmt;
use std::path::Path;

/// Where in an input file something stands that an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Line, from 1.
    Line(usize),
    /// Result, from 1, in a file that is one JSON value.
    Result(usize),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Line(line) => write!(f, ":{line}"),
            Origin::Result(number) => write!(f, ", result {number}"),
        }
    }
}

/// Why nothing could be evaluated. The texts hold no value of a document.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// A file or folder cannot be read or written.
    #[error("{path}: {reason}")]
    File {
        /// Which, masked.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// One line or result of a file is not what it should be.
    #[error("{path}{origin}: {reason}")]
    Place {
        /// Of which file, masked.
        path: String,
        /// Which one.
        origin: Origin,
        /// What is wrong with it.
        reason: String,
    },
}

impl CorpusError {
    fn file(path: &Path, reason: impl fmt::Display) -> Self {
        CorpusError::File { path: shown(path), reason: reason.to_string() }
    }

    fn at(path: &Path, origin: Origin, reason: impl Into<String>) -> Self {
        CorpusError::Place { path: shown(path), origin, reason: reason.into() }
    }
}

fn shown(path: &Path) -> String {
    Masker::default().argument(&path.display().to_string())
}

/// The text of an input file.
fn read(path: &Path) -> Result<String, CorpusError> {
    let bytes = std::fs::read(path).map_err(|error| CorpusError::file(path, error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = 1 + memchr::memchr_iter(b'\n', &error.as_bytes()[..error.utf8_error().valid_up_to()]).count();
        CorpusError::at(path, Origin::Line(line), "no UTF-8")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The lines of a text that hold something, with their numbers from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim().is_empty())
}
