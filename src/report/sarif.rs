//! SARIF 2.1.0, for code hosts, editors and their viewers.
//!
//! Results are written as they come, so the log holds no more in memory than the list of unread inputs; the rules and the
//! invocation, which SARIF wants in the same object, follow at the end. What was not read in full is a notification of the tool,
//! and makes the execution an unsuccessful one: a log with such a file is never taken for a clean one.

use super::jsonl::{evidence_value, rounded};
use super::mask::Scratch;
use super::{Masker, Report, Run, Setting, Summary};
use crate::catalogue::Catalogue;
use crate::identity::{Id, SiteKey};
use crate::model::{Document, Finding, Kind, Location, Role, Severity, Unread};
use crate::rules::{Rule, Rules};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

/// Everything that a path segment may not hold; `/` parts them.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'(')
    .remove(b')')
    .remove(b',');

/// A report in SARIF.
pub struct Sarif<W: Write> {
    out: BufWriter<W>,
    masker: Masker,
    catalogue: Catalogue,
    key: SiteKey,
    run: Run,
    rules: Arc<Rules>,
    /// Place of a rule in the log's list, by id. Rules of the program itself follow those of `patterns/`.
    places: HashMap<Arc<str>, usize>,
    built_in: Vec<(Arc<str>, Kind)>,
    notifications: Vec<Value>,
    scratch: Scratch,
    any: bool,
}

impl<W: Write> Sarif<W> {
    /// Begins a report on `out`.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn new(out: W, run: &Run, setting: &Setting) -> io::Result<Self> {
        let mut out = BufWriter::with_capacity(1 << 16, out);
        out.write_all(
            br#"{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json","version":"2.1.0","runs":[{"columnKind":"unicodeCodePoints","results":["#,
        )?;
        let places = setting.rules.rules.iter().enumerate().map(|(at, rule)| (Arc::clone(&rule.id), at)).collect();
        Ok(Sarif {
            out,
            masker: Masker::new(setting.reveal),
            catalogue: Catalogue::new(setting.lang),
            key: setting.key.clone(),
            run: run.clone(),
            rules: Arc::clone(&setting.rules),
            places,
            built_in: Vec::new(),
            notifications: Vec::new(),
            scratch: Scratch::default(),
            any: false,
        })
    }

    fn rule_place(&mut self, finding: &Finding) -> usize {
        if let Some(&at) = self.places.get(&finding.rule) {
            return at;
        }
        let at = self.places.len();
        self.places.insert(Arc::clone(&finding.rule), at);
        self.built_in.push((Arc::clone(&finding.rule), finding.kind));
        at
    }

    fn result(&mut self, finding: &Finding, document: &Document, uri: &str, path_id: &Id) -> Value {
        let (mut value, mut context) = (String::new(), String::new());
        self.masker.write_value(finding, &mut self.scratch, &mut value);
        self.masker.write_context(finding, &mut self.scratch, &mut context);
        let kind = self.catalogue.kind(finding.kind);
        let message =
            self.catalogue.format("sarif-message", &[("kind", (&*kind).into()), ("value", value.as_str().into())]);
        let location = self.masker.location(&finding.location);
        let entry_id = finding.location.entry.as_deref().filter(|_| location.entry != finding.location.entry);
        let rule_place = self.rule_place(finding);
        let mut result = json!({
            "ruleId": &*finding.rule,
            "ruleIndex": rule_place,
            "level": level(finding.severity),
            "message": { "text": message },
            "locations": [place(finding, &location, document, uri)],
            "partialFingerprints": {
                "skjermValue/v1": self.key.fingerprint(finding.kind, &finding.text),
                "skjermFinding/v1": self.key.finding_id_at(finding, path_id),
            },
            "rank": rounded(f64::from(finding.confidence) * 100.0, 0),
            "properties": {
                "kind": finding.kind,
                "severity": finding.severity,
                "confidence": rounded(f64::from(finding.confidence), 2),
                "part": finding.part,
                "text": value,
                "context": context,
                "basis": finding.basis.iter().map(|short| &**short).collect::<Vec<_>>(),
                "evidence": evidence_value(&finding.evidence),
                "synthetic": finding.synthetic,
                "path_id": path_id,
            },
        });
        if let Some(entry) = entry_id {
            result["properties"]["entry_id"] = json!(self.key.entry_id(entry));
        }
        result
    }

    fn notification(&self, unread: &Unread, uri: &str, path_id: &Id) -> Value {
        let detail = self.masker.argument(&unread.detail);
        let (reason, advice) = (self.catalogue.reason(unread.reason), self.catalogue.advice(unread.reason));
        let values = [("reason", (&*reason).into()), ("detail", detail.as_str().into()), ("advice", (&*advice).into())];
        json!({
            "descriptor": { "id": format!("unread/{}", unread.reason.as_str()) },
            "level": "error",
            "message": { "text": self.catalogue.format("sarif-unread", &values) },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri } } }],
            "properties": { "reason": unread.reason, "detail": detail, "path_id": path_id },
        })
    }

    fn descriptors(&self) -> Vec<Value> {
        let known = self.rules.rules.iter().map(|rule| self.descriptor(rule));
        let built_in = self.built_in.iter().map(|(id, kind)| {
            json!({
                "id": &**id,
                "shortDescription": { "text": self.catalogue.kind(*kind) },
                "help": { "text": self.catalogue.text("sarif-built-in") },
                "properties": { "tags": [kind] },
            })
        });
        known.chain(built_in).collect()
    }

    fn descriptor(&self, rule: &Rule) -> Value {
        let lang = self.catalogue.lang();
        let laws: Vec<_> = rule.basis.iter().map(|short| self.catalogue.law(short).into_owned()).collect();
        let why = lang.of(&rule.why);
        let laws = laws.join("; ");
        let basis = self.catalogue.format("sarif-basis", &[("laws", laws.as_str().into())]);
        json!({
            "id": &*rule.id,
            "shortDescription": { "text": lang.of(&rule.title) },
            "fullDescription": { "text": why },
            "help": { "text": format!("{why}\n\n{basis}") },
            "defaultConfiguration": { "level": level(rule.severity.person) },
            "properties": {
                "tags": [rule.kind],
                "basis": rule.basis.iter().map(|short| &**short).collect::<Vec<_>>(),
            },
        })
    }
}

impl<W: Write> Report for Sarif<W> {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        let path_id = self.key.path_id(&document.path);
        let uri = uri(&self.masker.path(document));
        for finding in document.findings.iter() {
            let result = self.result(&*finding?, document, &uri, &path_id);
            self.out.write_all(if self.any { b",\n" } else { b"\n" })?;
            self.any = true;
            serde_json::to_writer(&mut self.out, &result)?;
        }
        if let Some(unread) = &document.unread {
            let notification = self.notification(unread, &uri, &path_id);
            self.notifications.push(notification);
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let arguments: Vec<String> = self.run.arguments.iter().map(|argument| self.masker.argument(argument)).collect();
        let tool = json!({
            "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": self.catalogue.lang().as_str(),
                "rules": self.descriptors(),
            }
        });
        let complete = summary.unread == 0 && self.notifications.is_empty();
        let invocation = json!({
            "executionSuccessful": complete,
            "arguments": arguments,
            "startTimeUtc": self.run.started.to_string(),
            "toolExecutionNotifications": std::mem::take(&mut self.notifications),
            "properties": {
                "rules": self.run.rules,
                "policy": self.run.policy,
                "names": self.run.names,
                "documents": summary.documents,
                "entries": summary.entries,
                "bytes": summary.bytes,
                "findings": summary.findings,
                "known": summary.known,
                "unread": summary.unread,
                "seconds": rounded(summary.seconds, 3),
            },
        });
        self.out.write_all(b"\n],\"tool\":")?;
        serde_json::to_writer(&mut self.out, &tool)?;
        self.out.write_all(b",\"invocations\":[")?;
        serde_json::to_writer(&mut self.out, &invocation)?;
        self.out.write_all(b"]}]}\n")?;
        self.out.flush()
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Stop => "error",
        Severity::Review => "warning",
        Severity::Note => "note",
    }
}

/// A path as a URI reference: absolute ones with their scheme.
fn uri(path: &str) -> String {
    let encoded = utf8_percent_encode(path, PATH);
    if path.starts_with('/') { format!("file://{encoded}") } else { encoded.to_string() }
}

fn place(finding: &Finding, location: &Location, document: &Document, uri: &str) -> Value {
    let mut region = Map::new();
    let in_lines = location.row.is_none() && location.xpath.is_none() && location.page.is_none();
    if let Some(line) = location.line.filter(|&line| line > 0) {
        region.insert("startLine".into(), line.into());
        if let Some(column) = location.column.filter(|&column| in_lines && column > 0) {
            region.insert("startColumn".into(), column.into());
        }
    }
    // Elsewhere the offsets count in text that was taken out of the file, and mean nothing in it.
    if document.is_plain_text && finding.part == Role::Body && in_lines {
        region.insert("byteOffset".into(), finding.span.start.into());
        region.insert("byteLength".into(), finding.span.len().into());
    }
    let mut physical = json!({ "artifactLocation": { "uri": uri } });
    if !region.is_empty() {
        physical["region"] = Value::Object(region);
    }
    let mut logical = Vec::new();
    if let Some(entry) = &location.entry {
        logical.push(json!({ "name": entry, "kind": "entry" }));
    }
    if let Some(page) = location.page {
        logical.push(json!({ "name": page.to_string(), "kind": "page" }));
    }
    if let Some(xpath) = &location.xpath {
        logical.push(json!({ "fullyQualifiedName": xpath, "kind": "element" }));
    }
    if let Some(cell) = &location.cell {
        logical.push(json!({ "name": cell, "kind": "cell" }));
    }
    if let Some(field) = &location.field {
        logical.push(json!({ "name": field, "kind": "field" }));
    }
    let mut place = json!({ "physicalLocation": physical });
    if !logical.is_empty() {
        place["logicalLocations"] = Value::Array(logical);
    }
    place
}

#[cfg(test)]
#[path = "sarif_tests.rs"]
mod tests;
