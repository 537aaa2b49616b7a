//! Findings and verdicts written down: text, JSON Lines, CSV, SARIF, HTML. One file a format; masking lives here and nowhere
//! else. A report is told of documents in their order and of the summary last.

mod csv;
mod file;
mod html;
mod jsonl;
mod mask;
mod sarif;
mod text;
mod withheld;
mod withheld_criteria;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;

pub use self::csv::Csv;
pub use file::{ReportFile, UNFINISHED, begun, place_of, remove_unfinished, shown_path};
pub use html::Html;
pub use jsonl::JsonLines;
pub use mask::{BULLET, Masker, Piece};
pub use sarif::Sarif;
pub use text::Text;
pub(crate) use text::on_one_line;
pub use withheld::{Action, Row, WithheldList};
pub use withheld_criteria::{Criteria, Posts};

use crate::catalogue::Lang;
use crate::identity::SiteKey;
use crate::model::{Document, Severity, SeverityCounts};
use crate::rules::Rules;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;
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
    /// What else the verdicts hang on.
    pub sought: Sought,
}

/// What a run looks for and counts, where that is not everything: its verdicts say nothing of the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// Groups and kinds; all where there are none.
    pub only: Vec<String>,
    /// Findings below it are counted and not shown.
    pub min_severity: Option<Severity>,
    /// The earlier report whose findings count no more, masked.
    pub baseline: Option<String>,
    /// Numbers of the test series count as real ones.
    pub synthetic_is_real: bool,
}

impl Sought {
    /// The flags that say so; empty where everything is looked for and counted.
    pub fn flags(&self) -> String {
        let mut flags = Vec::new();
        if !self.only.is_empty() {
            flags.push(format!("--only {}", self.only.join(",")));
        }
        flags.extend(self.min_severity.map(|least| format!("--min-severity {}", least.as_str())));
        flags.extend(self.baseline.as_ref().map(|path| format!("--baseline {path}")));
        if self.synthetic_is_real {
            flags.push("--synthetic real".to_owned());
        }
        flags.join(" ")
    }
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

/// A form of report. The contract's `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people, in a terminal.
    Text,
    /// For programs, line by line.
    Jsonl,
    /// For spreadsheets.
    Csv,
    /// For code hosts and their viewers.
    Sarif,
    /// For people, in a browser.
    Html,
}

impl Format {
    /// Every format, in the contract's order.
    pub const ALL: [Format; 5] = [Format::Text, Format::Jsonl, Format::Csv, Format::Sarif, Format::Html];

    /// As `--format` writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Sarif => "sarif",
            Format::Html => "html",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Not one of the formats.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown format {0:?}: choose text, jsonl, csv, sarif or html")]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Format::ALL
            .into_iter()
            .find(|format| name.eq_ignore_ascii_case(format.as_str()))
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// Begins a report on `out`. The formats gather what they write: `out` needs no buffer of its own.
///
/// # Errors
/// The output cannot be written.
pub fn open<'a>(
    format: Format,
    out: Box<dyn Write + Send + 'a>,
    run: &Run,
    setting: &Setting,
) -> io::Result<Box<dyn Report + Send + 'a>> {
    Ok(match format {
        Format::Text => Box::new(Text::new(out, run, setting)),
        Format::Jsonl => Box::new(JsonLines::new(out, run, setting)?),
        Format::Csv => Box::new(Csv::new(out, setting)?),
        Format::Sarif => Box::new(Sarif::new(out, run, setting)?),
        Format::Html => Box::new(Html::new(out, run, setting)),
    })
}

/// Begins a report that is to stand in the file `path`, once it is finished.
///
/// # Errors
/// The file cannot be begun; see [`ReportFile::create`].
pub fn create(format: Format, path: &Path, run: &Run, setting: &Setting) -> io::Result<Box<dyn Report + Send>> {
    let file = ReportFile::create(path)?;
    let report = open(format, file.writer(), run, setting)?;
    Ok(Box::new(Filed { report: Some(report), file: Some(file) }))
}

/// A report that goes to its place when it is finished.
struct Filed {
    report: Option<Box<dyn Report + Send>>,
    file: Option<ReportFile>,
}

impl Report for Filed {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        self.report.as_mut().map_or(Ok(()), |report| report.document(document))
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        if let Some(mut report) = self.report.take() {
            report.finish(summary)?;
        }
        self.file.take().map_or(Ok(()), ReportFile::commit)
    }
}
