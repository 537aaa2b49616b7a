//! JSON Lines, as the contract has them: for other programs, for the review page, for the next run.
//!
//! One object a line with `"type"` first: the run, then document by document its findings, its journal posts, itself and what was
//! not read of it; the summary last. Lines are written into one buffer that is kept, from structs that borrow.

mod object;

use self::object::{Object, key, write_list, write_string};
use super::mask::Scratch;
use super::{Masker, Report, Run, Setting, Summary};
use crate::identity::{Id, Namer};
use crate::model::{Document, EntryDocuments, Evidence, Finding, Location, Reason, Severity, SeverityCounts, Verdict};
use serde::Serialize;
use std::io::{self, Write};

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 16;

/// A report in JSON Lines.
pub struct JsonLines<W: Write> {
    out: W,
    buffer: Vec<u8>,
    masker: Masker,
    namer: Namer,
    names: &'static str,
    scratch: Scratch,
    value: String,
    context: String,
}

impl<W: Write> JsonLines<W> {
    /// Begins a report on `out`.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn new(out: W, run: &Run, setting: &Setting) -> io::Result<Self> {
        let masker = Masker::new(setting.reveal);
        let mut report = JsonLines {
            out,
            buffer: Vec::with_capacity(BUFFER + 4096),
            masker,
            namer: Namer::new(setting.key.clone()),
            names: run.names,
            scratch: Scratch::default(),
            value: String::new(),
            context: String::new(),
        };
        let arguments: Vec<String> = run.arguments.iter().map(|argument| masker.argument(argument)).collect();
        report.line(&RunLine {
            line: "run",
            tool: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            rules: &run.rules,
            policy: &run.policy,
            started: run.started.to_string(),
            arguments: &arguments,
            names: run.names,
            only: &run.sought.only,
            min_severity: run.sought.min_severity,
            baseline: run.sought.baseline.as_deref(),
            synthetic: run.sought.synthetic_is_real.then_some("real"),
        })?;
        Ok(report)
    }

    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.buffer, line)?;
        self.buffer.push(b'\n');
        if self.buffer.len() >= BUFFER { self.write_out() } else { Ok(()) }
    }

    fn write_out(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// Findings are most of the lines: they are written by hand. `document` are the members that all findings of a document share.
    fn finding(&mut self, finding: &Finding, document: &[u8], path_id: &Id) -> io::Result<()> {
        self.value.clear();
        self.context.clear();
        self.masker.write_value(finding, &mut self.scratch, &mut self.value);
        self.masker.write_context(finding, &mut self.scratch, &mut self.context);
        let (id, fingerprint) = self.namer.names(finding, path_id);
        let mut object = Object::of_type(&mut self.buffer, "finding");
        object.word(key!("id"), id.as_str());
        object.word(key!("fingerprint"), fingerprint.as_str());
        object.members(document);
        object.word(key!("part"), finding.part.as_str());
        let location = self.masker.location(&finding.location);
        let entry_id = self.namer.entry_id(&finding.location, &location);
        write_location(object.key(key!("location")), &location, entry_id)?;
        object.number(key!("start"), finding.span.start as u64);
        object.number(key!("end"), finding.span.end as u64);
        object.word(key!("kind"), finding.kind.as_str());
        object.word(key!("severity"), finding.severity.as_str());
        object.hundredths(key!("confidence"), finding.confidence);
        write_list(object.key(key!("basis")), &*finding.basis, |buffer, basis| write_string(buffer, basis));
        object.string(key!("rule"), &finding.rule);
        object.string(key!("text"), &self.value);
        object.string(key!("context"), &self.context);
        write_list(object.key(key!("evidence")), &finding.evidence, write_evidence);
        object.key(key!("synthetic")).extend_from_slice(if finding.synthetic { b"true" } else { b"false" });
        object.close();
        self.buffer.push(b'\n');
        if self.buffer.len() >= BUFFER { self.write_out() } else { Ok(()) }
    }
}

/// A place as serde_json writes it: what applies of it. `entry_id` names a post whose id is not shown as it is.
fn write_location(buffer: &mut Vec<u8>, location: &Location, entry_id: Option<Id>) -> io::Result<()> {
    let Location { page, paragraph, line, column, row, sheet, cell, xpath, field, entry, bbox } = location;
    let begin = buffer.len();
    let mut object = Object::within(buffer);
    let numbers = [
        (key!("page"), page.map(u64::from)),
        (key!("paragraph"), *paragraph),
        (key!("line"), *line),
        (key!("column"), *column),
        (key!("row"), *row),
    ];
    for (key, number) in numbers {
        number.into_iter().for_each(|number| object.number(key, number));
    }
    let names = [
        (key!("sheet"), sheet),
        (key!("cell"), cell),
        (key!("xpath"), xpath),
        (key!("field"), field),
        (key!("entry"), entry),
    ];
    for (key, name) in names {
        name.iter().for_each(|name| object.string(key, name));
    }
    entry_id.iter().for_each(|id| object.word(key!("entry_id"), id.as_str()));
    if let Some(bbox) = bbox {
        object.value(key!("bbox"), bbox)?;
    }
    object.close();
    match &mut buffer[begin..] {
        // The first member's comma gives its place to the brace.
        [comma @ b',', ..] => *comma = b'{',
        _ => buffer.insert(begin, b'{'),
    }
    Ok(())
}

/// Evidence as an object: its name, its place where it has one, the kind of a neighbour. Never a word of the text.
fn write_evidence(buffer: &mut Vec<u8>, evidence: &Evidence) {
    let mut object = Object::of_type(buffer, evidence.as_str());
    // An empty span is evidence from another segment, whose place means nothing here.
    if let Some(span) = evidence.span().filter(|span| !span.is_empty()) {
        object.number(key!("start"), span.start as u64);
        object.number(key!("end"), span.end as u64);
    }
    if let Evidence::Neighbour(kind, _) = evidence {
        object.word(key!("kind"), kind.as_str());
    }
    object.close();
}

impl<W: Write> Report for JsonLines<W> {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        let path = self.masker.path(document);
        let path_id = self.namer.path_id(&document.path);
        let mut shared = Vec::new();
        let mut members = Object::within(&mut shared);
        members.string(key!("path"), &path);
        members.word(key!("path_id"), path_id.as_str());
        for finding in document.findings.iter() {
            self.finding(&*finding?, &shared, &path_id)?;
        }
        for entry in document.entries.iter() {
            let shown = self.masker.entry(entry.id);
            let entry_id = (*shown != *entry.id).then(|| self.namer.key().entry_id(entry.id));
            self.line(&EntryLine {
                line: "entry",
                path: &path,
                path_id: &path_id,
                entry: &shown,
                entry_id,
                verdict: entry.verdict,
                findings: entry.counts,
                documents: entry.documents,
            })?;
        }
        let sha256 = document.sha256.map(|hash| blake3::Hash::from_bytes(hash).to_hex());
        self.line(&DocumentLine {
            line: "document",
            path: &path,
            path_id: &path_id,
            verdict: document.verdict,
            findings: document.counts,
            bytes: document.bytes,
            parts: document.parts,
            sha256: sha256.as_ref().map(|hex| hex.as_str()),
            members: document.members.as_deref(),
        })?;
        if let Some(unread) = &document.unread {
            let detail = self.masker.argument(&unread.detail);
            self.line(&UnreadLine {
                line: "unread",
                path: &path,
                path_id: &path_id,
                reason: unread.reason,
                detail: &detail,
            })?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let [publish, review, withhold] = summary.verdicts;
        self.line(&SummaryLine {
            line: "summary",
            documents: summary.documents,
            entries: summary.entries,
            bytes: summary.bytes,
            findings: summary.findings.total(),
            severities: summary.findings,
            known: summary.known,
            unread: summary.unread,
            verdicts: VerdictCounts { publish, review, withhold },
            names: self.names,
            seconds: rounded(summary.seconds, 3),
            mb_per_second: rounded(megabytes_per_second(summary), 1),
        })?;
        self.write_out()?;
        self.out.flush()
    }
}

/// Megabytes (10⁶ bytes) a second; 0 where no time was measured.
fn megabytes_per_second(summary: &Summary) -> f64 {
    if summary.seconds > 0.0 { summary.bytes as f64 / 1e6 / summary.seconds } else { 0.0 }
}

/// `number` with so many decimals.
pub(super) fn rounded(number: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    (number * scale).round() / scale
}

#[derive(Serialize)]
struct RunLine<'a> {
    #[serde(rename = "type")]
    line: &'static str,
    tool: &'static str,
    version: &'static str,
    rules: &'a str,
    policy: &'a str,
    started: String,
    arguments: &'a [String],
    names: &'static str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    only: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    min_severity: Option<Severity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    synthetic: Option<&'static str>,
}

#[derive(Serialize)]
struct EntryLine<'a> {
    #[serde(rename = "type")]
    line: &'static str,
    path: &'a str,
    path_id: &'a Id,
    entry: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry_id: Option<Id>,
    verdict: Verdict,
    findings: SeverityCounts,
    #[serde(skip_serializing_if = "Option::is_none")]
    documents: Option<&'a EntryDocuments>,
}

#[derive(Serialize)]
struct DocumentLine<'a> {
    #[serde(rename = "type")]
    line: &'static str,
    path: &'a str,
    path_id: &'a Id,
    verdict: Verdict,
    findings: SeverityCounts,
    bytes: u64,
    parts: u64,
    sha256: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<&'a EntryDocuments>,
}

#[derive(Serialize)]
struct UnreadLine<'a> {
    #[serde(rename = "type")]
    line: &'static str,
    path: &'a str,
    path_id: &'a Id,
    reason: Reason,
    detail: &'a str,
}

#[derive(Serialize)]
struct SummaryLine {
    #[serde(rename = "type")]
    line: &'static str,
    documents: u64,
    entries: u64,
    bytes: u64,
    findings: u64,
    severities: SeverityCounts,
    known: u64,
    unread: u64,
    verdicts: VerdictCounts,
    names: &'static str,
    seconds: f64,
    mb_per_second: f64,
}

#[derive(Serialize)]
struct VerdictCounts {
    publish: u64,
    review: u64,
    withhold: u64,
}

/// Evidence as reports of other shapes take it in.
pub(super) fn evidence_value(evidence: &[Evidence]) -> serde_json::Value {
    let mut written = Vec::new();
    write_list(&mut written, evidence.iter(), write_evidence);
    // What was just written can be read.
    serde_json::from_slice(&written).unwrap_or_default()
}

#[cfg(test)]
#[path = "jsonl_tests.rs"]
mod tests;
