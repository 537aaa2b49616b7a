//! Findings and verdicts written down: text, JSON Lines, CSV, SARIF, HTML. One file a format; masking lives here and nowhere
//! else. A report is told of documents in their order and of the summary last.

mod mask;

pub use mask::{BULLET, Masker, Piece};

use crate::catalogue::Lang;
use crate::identity::SiteKey;
use crate::model::{Document, SeverityCounts};
use crate::rules::Rules;
use std::io;
use std::sync::Arc;

/// What a report says of the run that it is of.
#[derive(Debug, Clone)]
pub struct Run {
    /// `blake3:` and the hash of the rules in force.
    pub rules: String,
    /// Id of the policy in force.
    pub policy: String,
    /// When it began.
    pub started: jiff::Timestamp,
    /// The command line as given, masked by the reports.
    pub arguments: Vec<String>,
    /// The mode of `--names`: `near`, `all` or `off`.
    pub names: &'static str,
}

/// The run in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Summary {
    /// Documents, those that were not read among them.
    pub documents: u64,
    /// Journal posts.
    pub entries: u64,
    /// Bytes of all inputs.
    pub bytes: u64,
    /// Findings by severity.
    pub findings: SeverityCounts,
    /// Documents by verdict: publish, review, withhold.
    pub verdicts: [u64; 3],
    /// Inputs that were not read in full.
    pub unread: u64,
    /// Findings that the baseline knows, and that are left out of the counts above.
    pub known: u64,
    /// Wall-clock time in seconds.
    pub seconds: f64,
}

/// How a report is written.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The language of its texts.
    pub lang: Lang,
    /// Values stand unmasked.
    pub reveal: bool,
    /// Colours, for a terminal. The caller knows whether there is one.
    pub color: bool,
    /// Only the summary is wanted.
    pub quiet: bool,
    /// What ids and fingerprints hang on.
    pub key: SiteKey,
    /// The rules in force: titles, reasons, legal basis.
    pub rules: Arc<Rules>,
}

/// A report being written.
pub trait Report {
    /// One document with all that was found in it.
    ///
    /// # Errors
    /// The output cannot be written.
    fn document(&mut self, document: &Document) -> io::Result<()>;

    /// The end of the run. Without it the report is not whole.
    ///
    /// # Errors
    /// The output cannot be written.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}
