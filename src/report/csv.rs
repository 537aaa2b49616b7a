//! CSV for spreadsheets, by RFC 4180: a header row, then a row for each finding and for each input that was not read in full.
//!
//! A spreadsheet takes a cell that begins like a formula for one. No value of a document may run in the reviewer's program, so
//! such cells begin with an apostrophe.

use super::mask::Scratch;
use super::{Masker, Report, Setting, Summary};
use crate::identity::{Id, Namer};
use crate::model::{Document, Finding};
use std::io::{self, BufWriter, Write};

#[rustfmt::skip]
const HEADER: [&str; 30] = [
    "type", "path", "entry", "part", "page", "line", "row", "column", "cell", "xpath", "field", "start", "end", "kind",
    "severity", "confidence", "basis", "rule", "text", "context", "evidence", "synthetic", "verdict", "reason",
    "detail", "id", "fingerprint", "path_id", "sha256", "entry_id",
];

/// A report in CSV.
pub struct Csv<W: Write> {
    out: BufWriter<W>,
    line: Vec<u8>,
    masker: Masker,
    namer: Namer,
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
            namer: Namer::new(setting.key.clone()),
            scratch: Scratch::default(),
            cell: String::new(),
        };
        for name in HEADER {
            report.text(name);
        }
        report.end()?;
        Ok(report)
    }

    fn text(&mut self, text: &str) {
        append(text, &mut self.line);
    }

    /// A cell with one of our own words in it, which needs no quotes.
    fn word(&mut self, word: &str) {
        self.line.extend_from_slice(word.as_bytes());
        self.line.push(b',');
    }

    fn number(&mut self, number: Option<u64>) {
        if let Some(number) = number {
            self.line.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
        }
        self.line.push(b',');
    }

    fn finding(&mut self, finding: &Finding, of: &Cells<'_>) -> io::Result<()> {
        let location = self.masker.location(&finding.location);
        self.word("finding");
        self.line.extend_from_slice(&of.path);
        self.text(location.entry.as_deref().unwrap_or_default());
        self.word(finding.part.as_str());
        self.number(location.page.map(u64::from));
        self.number(location.line.or(location.paragraph));
        self.number(location.row);
        self.number(location.column);
        for name in [&location.cell, &location.xpath, &location.field] {
            self.text(name.as_deref().unwrap_or_default());
        }
        self.number(Some(finding.span.start as u64));
        self.number(Some(finding.span.end as u64));
        self.word(finding.kind.as_str());
        self.word(finding.severity.as_str());
        write_confidence(finding.confidence, &mut self.line);
        self.list(finding.basis.iter().map(|short| &**short));
        self.text(&finding.rule);
        self.cell.clear();
        self.masker.write_value(finding, &mut self.scratch, &mut self.cell);
        append(&self.cell, &mut self.line);
        self.cell.clear();
        self.masker.write_context(finding, &mut self.scratch, &mut self.cell);
        append(&self.cell, &mut self.line);
        self.list(finding.evidence.iter().map(|evidence| evidence.as_str()));
        self.word(if finding.synthetic { "true" } else { "false" });
        self.word(of.verdict);
        self.word("");
        self.word("");
        let (id, fingerprint) = self.namer.names(finding, of.path_id);
        self.word(id.as_str());
        self.word(fingerprint.as_str());
        self.word(of.path_id.as_str());
        self.word(of.sha256);
        let entry_id = self.namer.entry_id(&finding.location, &location);
        self.word(entry_id.as_ref().map_or("", Id::as_str));
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
        append(&self.cell, &mut self.line);
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
    /// The cell as it is written.
    path: Vec<u8>,
    path_id: &'a Id,
    verdict: &'a str,
    sha256: &'a str,
}

impl<W: Write> Report for Csv<W> {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        let path = self.masker.path(document);
        let path_id = self.namer.path_id(&document.path);
        let hex = document.sha256.map(|hash| blake3::Hash::from_bytes(hash).to_hex());
        let mut path_cell = Vec::new();
        append(&path, &mut path_cell);
        let of = Cells {
            path: path_cell,
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

/// A cell with a number between 0 and 1 with two decimals at most: `0.9`, `0.87`, `1`.
fn write_confidence(confidence: f32, line: &mut Vec<u8>) {
    let hundredths = (f64::from(confidence).clamp(0.0, 1.0) * 100.0).round() as u8;
    let (ones, tenths, rest) = (hundredths / 100, hundredths / 10 % 10, hundredths % 10);
    let digits = [b'0' + ones, b'.', b'0' + tenths, b'0' + rest];
    let len = match (tenths, rest) {
        (0, 0) => 1,
        (_, 0) => 3,
        _ => 4,
    };
    line.extend_from_slice(&digits[..len]);
    line.push(b',');
}

/// Appends a cell and the comma after it: quoted where it must be, an apostrophe before what would be a formula.
pub(super) fn append(cell: &str, line: &mut Vec<u8>) {
    let bytes = cell.as_bytes();
    let quoted = asks_for_quotes(bytes);
    if quoted {
        line.push(b'"');
    }
    if is_formula(cell) {
        line.push(b'\'');
    }
    let mut rest = bytes;
    while let Some(at) = quoted.then(|| asks_for_care(rest)).flatten() {
        line.extend_from_slice(&rest[..=at]);
        match rest[at] {
            // RFC 4180 doubles a quote within quotes.
            b'"' => line.push(b'"'),
            _ if calculates(&cell[cell.len() - rest.len() + at + 1..]) => line.push(b'\''),
            _ => {}
        }
        rest = &rest[at + 1..];
    }
    line.extend_from_slice(rest);
    if quoted {
        line.push(b'"');
    }
    line.push(b',');
}

/// Holds a comma, a quote, an end of line, or what programs set to Norwegian take for the end of a cell.
fn asks_for_quotes(bytes: &[u8]) -> bool {
    memchr::memchr3(b',', b'"', b'\n', bytes).is_some() || memchr::memchr3(b'\r', b';', b'\t', bytes).is_some()
}

/// The first quote, or the first byte that some program ends a cell at, within quotes or not: Excel set to Norwegian parts cells at
/// semicolons and knows of quotes only where a cell begins with one.
fn asks_for_care(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| matches!(byte, b'"' | b';' | b'\t' | b'\n' | b'\r'))
}

/// A spreadsheet would calculate the cell, or drop what it begins with and then do so.
fn is_formula(cell: &str) -> bool {
    match cell.as_bytes() {
        [b'\t' | b'\r' | b'\n', ..] => true,
        [b'=' | b'+' | b'-' | b'@' | b' ' | 0xc2 | 0xef, ..] => calculates(cell),
        _ => false,
    }
}

/// What a spreadsheet would calculate stands at the beginning, behind blanks or not. Full-width forms are read as their plain ones.
fn calculates(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\u{a0}']);
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
