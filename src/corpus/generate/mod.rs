//! A synthetic corpus: municipal text with leaks of every kind planted in it, and exact answers to where they stand.
//!
//! Word lists and templates (`words/*.toml`) are compiled to a [`grammar`] for each written language; a [`scribe`] writes what it
//! says and remembers the marked stretches; a [`block`] is some documents or cases from a chance of its own; `output` puts blocks
//! into files and writes the answers. So the same seed, size and shape give the same bytes on any machine and for any number of
//! threads, and memory stays flat whatever the size.
//!
//! Everybody in it is invented. See `words/README.md` for how to extend it.

mod block;
mod grammar;
mod languages;
mod numbers;
mod output;
mod random;
mod record;
mod scribe;
mod size;
mod words;
mod wrap;

pub use output::{Summary, generate};
pub use size::{NoSize, Size};

use std::path::Path;

/// What the files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One text file.
    Big,
    /// Text files of about 1 MiB.
    Mid,
    /// A text file for each document, of some 5 KB.
    Small,
    /// A journal as a table.
    Csv,
    /// A Noark 5 public journal.
    Noark,
}

impl Shape {
    /// By its name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Shape::Big => "big",
            Shape::Mid => "mid",
            Shape::Small => "small",
            Shape::Csv => "csv",
            Shape::Noark => "noark",
        }
    }

    fn is_journal(self) -> bool {
        matches!(self, Shape::Csv | Shape::Noark)
    }
}

/// Leaks in a million bytes where nothing else is asked for: one in 25 kB.
pub const LEAKS_PER_MB: u32 = 40;

/// What is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Bytes of all documents together, to within one document.
    pub size: u64,
    /// Chance: the same gives the same.
    pub seed: u64,
    /// What the files are.
    pub shape: Shape,
    /// Leaks in a million bytes, on average. Documents that hold one hold several, so there are none at 0 and few more at 10,000
    /// than at 1,000.
    pub leaks_per_mb: u32,
}

/// Why nothing, or not all, could be generated.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// There is something in the folder.
    #[error("{path}: the folder is not empty; name one that is, or that is not there yet")]
    NotEmpty {
        /// Which, masked.
        path: String,
    },
    /// A file or folder cannot be written.
    #[error("{path}: {reason}")]
    File {
        /// Which, masked.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The templates that are built in are not well formed.
    #[error("the templates of the generator: {0}")]
    Templates(String),
}

impl GenerateError {
    fn file(path: &Path, reason: impl std::fmt::Display) -> Self {
        GenerateError::File { path: super::shown(path), reason: reason.to_string() }
    }
}
