//! CSV for spreadsheets, by RFC 4180: a header row, then a row for each finding and for each input that was not read in full.
//!
//! A spreadsheet takes a cell that begins like a formula for one. No value of a document may run in the reviewer's program, so
//! such cells begin with an apostrophe.

use super::jsonl::rounded;
use super::mask::Scratch;
use super::{Masker, Report, Setting, Summary};
use crate::identity::{Id, SiteKey};
use crate::model::{Document, Finding};
use std::fmt::Write as _;
use std::io::{self, Write};

const HEADER: [&str; 29] = [
    "type",
    "path",
    "entry",
    "part",
    "page",
    "line",
    "row",
    "column",
    "cell",
    "xpath",
    "field",
    "start",
    "end",
    "kind",
    "severity",
    "confidence",
    "basis",
    "rule",
    "text",
    "context",
    "evidence",
    "synthetic",
    "verdict",
    "reason",
    "detail",
    "id",
    "fingerprint",
    "path_id",
    "sha256",
];

/// A report in CSV.
pub struct Csv<W: Write> {
    rows: csv::Writer<W>,
    masker: Masker,
    key: SiteKey,
    scratch: Scratch,
    cell: String,
}

impl<W: Write> Csv<W> {
    /// Begins a report on `out`.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn new(out: W, setting: &Setting) -> io::Result<Self> {
        let mut rows =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).buffer_capacity(1 << 16).from_writer(out);
        rows.write_record(HEADER)?;
        Ok(Csv {
            rows,
            masker: Masker::new(setting.reveal),
            key: setting.key.clone(),
            scratch: Scratch::default(),
            cell: String::new(),
        })
    }

    /// A cell with what stands in `self.cell`.
    fn cell(&mut self) -> io::Result<()> {
        if is_formula(&self.cell) {
            self.cell.insert(0, '\'');
        }
        Ok(self.rows.write_field(&self.cell)?)
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        if is_formula(text) {
            self.cell.clear();
            self.cell.push_str(text);
            return self.cell();
        }
        Ok(self.rows.write_field(text)?)
    }

    fn number(&mut self, number: Option<u64>) -> io::Result<()> {
        self.cell.clear();
        if let Some(number) = number {
            // Writing to a string cannot fail.
            let _ = write!(self.cell, "{number}");
        }
        Ok(self.rows.write_field(&self.cell)?)
    }

    fn finding(&mut self, finding: &Finding, document: &Document, path: &str, path_id: &Id) -> io::Result<()> {
        let location = self.masker.location(&finding.location);
        self.text("finding")?;
        self.text(path)?;
        self.text(location.entry.as_deref().unwrap_or_default())?;
        self.text(finding.part.as_str())?;
        self.number(location.page.map(u64::from))?;
        self.number(location.line)?;
        self.number(location.row)?;
        self.number(location.column)?;
        for name in [&location.cell, &location.xpath, &location.field] {
            self.text(name.as_deref().unwrap_or_default())?;
        }
        self.number(Some(finding.span.start as u64))?;
        self.number(Some(finding.span.end as u64))?;
        self.text(finding.kind.as_str())?;
        self.text(finding.severity.as_str())?;
        self.cell.clear();
        let _ = write!(self.cell, "{}", rounded(f64::from(finding.confidence), 2));
        self.cell()?;
        self.list(finding.basis.iter().map(|short| &**short))?;
        self.text(&finding.rule)?;
        self.cell.clear();
        self.masker.write_value(finding, &mut self.scratch, &mut self.cell);
        self.cell()?;
        self.cell.clear();
        self.masker.write_context(finding, &mut self.scratch, &mut self.cell);
        self.cell()?;
        self.list(finding.evidence.iter().map(|evidence| evidence.as_str()))?;
        self.text(if finding.synthetic { "true" } else { "false" })?;
        self.text(document.verdict.as_str())?;
        self.text("")?;
        self.text("")?;
        self.text(self.key.finding_id_at(finding, path_id).as_str())?;
        self.text(self.key.fingerprint(finding.kind, &finding.text).as_str())?;
        self.text(path_id.as_str())?;
        self.sha256(document)?;
        self.end()
    }

    /// Words with blanks between.
    fn list<'a>(&mut self, words: impl Iterator<Item = &'a str>) -> io::Result<()> {
        self.cell.clear();
        for word in words {
            if !self.cell.is_empty() {
                self.cell.push(' ');
            }
            self.cell.push_str(word);
        }
        self.cell()
    }

    fn sha256(&mut self, document: &Document) -> io::Result<()> {
        match document.sha256 {
            Some(hash) => self.text(blake3::Hash::from_bytes(hash).to_hex().as_str()),
            None => self.text(""),
        }
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(self.rows.write_record(None::<&[u8]>)?)
    }
}

impl<W: Write> Report for Csv<W> {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        let path = self.masker.path(document);
        let path_id = self.key.path_id(&document.path);
        for finding in &document.findings {
            self.finding(finding, document, &path, &path_id)?;
        }
        if let Some(unread) = &document.unread {
            let detail = self.masker.argument(&unread.detail);
            for name in HEADER {
                match name {
                    "type" => self.text("unread")?,
                    "path" => self.text(&path)?,
                    "verdict" => self.text(document.verdict.as_str())?,
                    "reason" => self.text(unread.reason.as_str())?,
                    "detail" => self.text(&detail)?,
                    "path_id" => self.text(path_id.as_str())?,
                    "sha256" => self.sha256(document)?,
                    _ => self.text("")?,
                }
            }
            self.end()?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary) -> io::Result<()> {
        self.rows.flush()
    }
}

/// A spreadsheet would calculate it. Full-width forms are read as their plain ones.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
