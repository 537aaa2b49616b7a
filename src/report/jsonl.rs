//! JSON Lines, as the contract has them: for other programs, for the review page, for the next run.
//!
//! One object a line with `"type"` first: the run, then document by document its findings, its journal posts, itself and what was
//! not read of it; the summary last. Lines are written into one buffer that is kept, from structs that borrow.

use super::mask::Scratch;
use super::{Masker, Report, Run, Setting, Summary};
use crate::identity::{Id, SiteKey};
use crate::model::{Document, Evidence, Finding, Kind, Location, Reason, Role, Severity, SeverityCounts, Verdict};
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 16;

/// A report in JSON Lines.
pub struct JsonLines<W: Write> {
    out: W,
    buffer: Vec<u8>,
    masker: Masker,
    key: SiteKey,
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
            key: setting.key.clone(),
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

    fn finding(&mut self, finding: &Finding, path: &str, path_id: &Id) -> io::Result<()> {
        let (mut value, mut context) = (std::mem::take(&mut self.value), std::mem::take(&mut self.context));
        value.clear();
        context.clear();
        self.masker.write_value(finding, &mut self.scratch, &mut value);
        self.masker.write_context(finding, &mut self.scratch, &mut context);
        let location: Cow<'_, Location> = self.masker.location(&finding.location);
        let written = self.line(&FindingLine {
            line: "finding",
            id: self.key.finding_id_at(finding, path_id),
            fingerprint: self.key.fingerprint(finding.kind, &finding.text),
            path,
            path_id,
            part: finding.part,
            location: &location,
            start: finding.span.start,
            end: finding.span.end,
            kind: finding.kind,
            severity: finding.severity,
            confidence: rounded(f64::from(finding.confidence), 2),
            basis: Basis(&finding.basis),
            rule: &finding.rule,
            text: &value,
            context: &context,
            evidence: EvidenceList(&finding.evidence),
            synthetic: finding.synthetic,
        });
        (self.value, self.context) = (value, context);
        written
    }
}

impl<W: Write> Report for JsonLines<W> {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        let path = self.masker.path(document);
        let path_id = self.key.path_id(&document.path);
        for finding in &document.findings {
            self.finding(finding, &path, &path_id)?;
        }
        for entry in &document.entries {
            self.line(&EntryLine {
                line: "entry",
                path: &path,
                path_id: &path_id,
                entry: &entry.id,
                verdict: entry.verdict,
                findings: entry.counts,
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
}

#[derive(Serialize)]
struct FindingLine<'a> {
    #[serde(rename = "type")]
    line: &'static str,
    id: Id,
    fingerprint: Id,
    path: &'a str,
    path_id: &'a Id,
    part: Role,
    location: &'a Location,
    start: usize,
    end: usize,
    kind: Kind,
    severity: Severity,
    confidence: f64,
    basis: Basis<'a>,
    rule: &'a str,
    text: &'a str,
    context: &'a str,
    evidence: EvidenceList<'a>,
    synthetic: bool,
}

#[derive(Serialize)]
struct EntryLine<'a> {
    #[serde(rename = "type")]
    line: &'static str,
    path: &'a str,
    path_id: &'a Id,
    entry: &'a str,
    verdict: Verdict,
    findings: SeverityCounts,
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

struct Basis<'a>(&'a [Arc<str>]);

impl Serialize for Basis<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|short| &**short))
    }
}

/// Evidence as objects: its name, its place where it has one, the kind of a neighbour. Never a word of the text.
pub(super) struct EvidenceList<'a>(pub(super) &'a [Evidence]);

impl Serialize for EvidenceList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for evidence in self.0 {
            list.serialize_element(&EvidenceObject(evidence))?;
        }
        list.end()
    }
}

struct EvidenceObject<'a>(&'a Evidence);

impl Serialize for EvidenceObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("type", self.0.as_str())?;
        // An empty span is evidence from another segment, whose place means nothing here.
        if let Some(span) = self.0.span().filter(|span| !span.is_empty()) {
            object.serialize_entry("start", &span.start)?;
            object.serialize_entry("end", &span.end)?;
        }
        if let Evidence::Neighbour(kind, _) = self.0 {
            object.serialize_entry("kind", kind)?;
        }
        object.end()
    }
}

#[cfg(test)]
#[path = "jsonl_tests.rs"]
mod tests;
