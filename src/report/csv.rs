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
use std::io::{self, BufWriter, Write};

#[rustfmt::skip]
const HEADER: [&str; 29] = [
    "type", "path", "entry", "part", "page", "line", "row", "column", "cell", "xpath", "field", "start", "end", "kind",
    "severity", "confidence", "basis", "rule", "text", "context", "evidence", "synthetic", "verdict", "reason",
    "detail", "id", "fingerprint", "path_id", "sha256",
];

/// A report in CSV.
pub struct Csv<W: Write> {
    out: BufWriter<W>,
    line: Vec<u8>,
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
        let mut report = Csv {
            out: BufWriter::with_capacity(1 << 16, out),
            line: Vec::with_capacity(1024),
            masker: Masker::new(setting.reveal),
            key: setting.key.clone(),
            scratch: Scratch::default(),
            cell: String::new(),
        };
        for name in HEADER {
            report.text(name);
        }
        report.end()?;
        Ok(report)
    }

    /// A cell with what stands in `self.cell`.
    fn cell(&mut self) {
        append(&self.cell, &mut self.line);
    }

    fn text(&mut self, text: &str) {
        append(text, &mut self.line);
    }

    fn number(&mut self, number: Option<u64>) {
        self.cell.clear();
        if let Some(number) = number {
            // Writing to a string cannot fail.
            let _ = write!(self.cell, "{number}");
        }
        self.cell();
    }

    fn finding(&mut self, finding: &Finding, of: &Cells<'_>) -> io::Result<()> {
        let location = self.masker.location(&finding.location);
        self.text("finding");
        self.text(of.path);
        self.text(location.entry.as_deref().unwrap_or_default());
        self.text(finding.part.as_str());
        self.number(location.page.map(u64::from));
        self.number(location.line.or(location.paragraph));
        self.number(location.row);
        self.number(location.column);
        for name in [&location.cell, &location.xpath, &location.field] {
            self.text(name.as_deref().unwrap_or_default());
        }
        self.number(Some(finding.span.start as u64));
        self.number(Some(finding.span.end as u64));
        self.text(finding.kind.as_str());
        self.text(finding.severity.as_str());
        self.cell.clear();
        let _ = write!(self.cell, "{}", rounded(f64::from(finding.confidence), 2));
        self.cell();
        self.list(finding.basis.iter().map(|short| &**short));
        self.text(&finding.rule);
        self.cell.clear();
        self.masker.write_value(finding, &mut self.scratch, &mut self.cell);
        self.cell();
        self.cell.clear();
        self.masker.write_context(finding, &mut self.scratch, &mut self.cell);
        self.cell();
        self.list(finding.evidence.iter().map(|evidence| evidence.as_str()));
        self.text(if finding.synthetic { "true" } else { "false" });
        self.text(of.verdict);
        self.text("");
        self.text("");
        self.text(self.key.finding_id_at(finding, of.path_id).as_str());
        self.text(self.key.fingerprint(finding.kind, &finding.text).as_str());
        self.text(of.path_id.as_str());
        self.text(of.sha256);
        self.end()
    }

    /// Words with blanks between.
    fn list<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        self.cell.clear();
        for word in words {
            if !self.cell.is_empty() {
                self.cell.push(' ');
            }
            self.cell.push_str(word);
        }
        self.cell()
    }

    fn end(&mut self) -> io::Result<()> {
        // The last comma opens no further cell.
        self.line.pop();
        self.line.extend_from_slice(b"\r\n");
        self.out.write_all(&self.line)?;
        self.line.clear();
        Ok(())
    }
}

/// What all rows of a document have in common.
struct Cells<'a> {
    path: &'a str,
    path_id: &'a Id,
    verdict: &'a str,
    sha256: &'a str,
}

impl<W: Write> Report for Csv<W> {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        let path = self.masker.path(document);
        let path_id = self.key.path_id(&document.path);
        let hex = document.sha256.map(|hash| blake3::Hash::from_bytes(hash).to_hex());
        let of = Cells {
            path: &path,
            path_id: &path_id,
            verdict: document.verdict.as_str(),
            sha256: hex.as_ref().map_or("", |hex| hex.as_str()),
        };
        for finding in document.findings.iter() {
            self.finding(&*finding?, &of)?;
        }
        if let Some(unread) = &document.unread {
            let detail = self.masker.argument(&unread.detail);
            for name in HEADER {
                match name {
                    "type" => self.text("unread"),
                    "path" => self.text(&path),
                    "verdict" => self.text(of.verdict),
                    "reason" => self.text(unread.reason.as_str()),
                    "detail" => self.text(&detail),
                    "path_id" => self.text(path_id.as_str()),
                    "sha256" => self.text(of.sha256),
                    _ => self.text(""),
                }
            }
            self.end()?;
        }
        Ok(())
    }

    fn finish(&mut self, _summary: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}

/// Appends a cell and the comma after it: quoted where it must be, an apostrophe before what would be a formula.
pub(super) fn append(cell: &str, line: &mut Vec<u8>) {
    let bytes = cell.as_bytes();
    let quoted = bytes.iter().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r'));
    if quoted {
        line.push(b'"');
    }
    if is_formula(cell) {
        line.push(b'\'');
    }
    if quoted {
        for piece in bytes.split_inclusive(|&b| b == b'"') {
            line.extend_from_slice(piece);
            // RFC 4180 doubles a quote within quotes.
            line.extend(piece.ends_with(b"\"").then_some(b'"'));
        }
    } else {
        line.extend_from_slice(bytes);
    }
    if quoted {
        line.push(b'"');
    }
    line.push(b',');
}

/// A spreadsheet would calculate it. Full-width forms are read as their plain ones.
fn is_formula(cell: &str) -> bool {
    match cell.as_bytes() {
        [b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n', ..] => true,
        [0xef, ..] => cell.starts_with(['＝', '＋', '－', '＠']),
        _ => false,
    }
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
