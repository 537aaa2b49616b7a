//! The page for the records office: one file that needs nothing else, shows what was found, why and what follows, and is whole
//! without its script, on paper and behind the strictest policy a browser knows.
//!
//! [`Html`] keeps what the page needs of each document as the scan hands it over, masked at once, and writes the page at the end
//! (`page.rs`). How it looks is for `templates/report.html`, `.css` and `.js`; what is said, for the catalogue.

mod facets;
mod overview;
mod page;
mod safe;
#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests;

use super::{Masker, Report, Run, Setting, Summary};
use crate::catalogue::{Catalogue, Value};
use crate::model::{
    Document, EntryVerdict, Evidence, Finding, Kind, Location, Reason, Role, Severity, SeverityCounts, Span, Verdict,
};
use crate::rules::{Localised, Rule};
use safe::visible;
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

/// Findings that one page holds. A browser on an office machine opens 20,000 in a second or two and still copes with these.
const MOST_FINDINGS: u64 = 50_000;

/// Unread inputs that the page lists by name, for each reason.
const MOST_UNREAD: usize = 5_000;

/// The page, being collected.
pub struct Html<W> {
    out: W,
    collected: Collected,
}

/// What the page is made of.
struct Collected {
    run: Run,
    catalogue: Catalogue,
    masker: Masker,
    rules: HashMap<Arc<str>, Rule>,
    policy: Localised,
    criteria: Localised,
    most_findings: u64,
    documents: Vec<Kept>,
    held: SeverityCounts,
    unread: Vec<Stopped>,
    /// Journal posts by verdict, as [`Summary::verdicts`] has the documents.
    entries: [u64; 3],
    /// Documents that are withheld for something outside their journal posts.
    withheld_outside_entries: u64,
}

/// What the page needs of a document with findings.
struct Kept {
    folder: String,
    name: String,
    verdict: Verdict,
    counts: SeverityCounts,
    /// Why it was not read in full.
    partial: Option<Reason>,
    /// Posts that rows stand in, by their index in the journal.
    entries: HashMap<u32, KeptEntry>,
    /// Outside posts first, then the posts that ask for most; within, as they stand in the document.
    rows: Vec<Row>,
}

/// What the page needs of a journal post.
struct KeptEntry {
    id: String,
    verdict: Verdict,
}

/// What the page needs of a finding: masked, made visible, in words where those need the document.
struct Row {
    kind: Kind,
    severity: Severity,
    part: Role,
    synthetic: bool,
    confidence: f32,
    entry: Option<u32>,
    rule: Arc<str>,
    basis: Arc<[Arc<str>]>,
    value: Box<str>,
    place: Box<str>,
    /// Path of the node, for those who look it up in the file; empty where the place says it all.
    path: Box<str>,
    context: Box<[Stretch]>,
    evidence: Box<[Reasoned]>,
}

/// A stretch of a context.
struct Stretch {
    role: StretchRole,
    text: Box<str>,
}

/// What a stretch of a context is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StretchRole {
    /// What stands around.
    Text,
    /// The finding itself.
    This,
    /// Another finding.
    Other,
}

/// A piece of evidence with the word that it is, where the report may show it.
struct Reasoned {
    evidence: Evidence,
    word: Option<Box<str>>,
}

/// Inputs that were not read for one reason.
struct Stopped {
    reason: Reason,
    total: u64,
    items: Vec<StoppedInput>,
}

/// An input that was not read.
struct StoppedInput {
    path: String,
    detail: String,
}

impl<W: Write> Html<W> {
    /// A page on `out` about `run`.
    pub fn new(out: W, run: &Run, setting: &Setting) -> Self {
        Html { out, collected: Collected::new(run, setting) }
    }
}

impl Collected {
    fn new(run: &Run, setting: &Setting) -> Self {
        let rules = &setting.rules;
        Collected {
            run: run.clone(),
            catalogue: Catalogue::new(setting.lang),
            masker: Masker::new(setting.reveal),
            rules: rules.rules.iter().map(|rule| (Arc::clone(&rule.id), rule.clone())).collect(),
            policy: rules.policy.title.clone(),
            criteria: rules.policy.criteria.clone(),
            most_findings: MOST_FINDINGS,
            documents: Vec::new(),
            held: SeverityCounts::default(),
            unread: Vec::new(),
            entries: [0; 3],
            withheld_outside_entries: 0,
        }
    }

    /// Whether one more of that severity may find room: enough that ask for as much or more are not there already. What the
    /// page then really holds is settled at the end.
    fn admits(&self, severity: Severity) -> bool {
        let held = match severity {
            Severity::Stop => self.held.stop,
            Severity::Review => self.held.stop + self.held.review,
            Severity::Note => self.held.total(),
        };
        held < self.most_findings
    }

    fn keep_unread(&mut self, path: &str, reason: Reason, detail: &str) {
        let at = match self.unread.iter().position(|known| known.reason == reason) {
            Some(at) => at,
            None => {
                self.unread.push(Stopped { reason, total: 0, items: Vec::new() });
                self.unread.len() - 1
            }
        };
        let stopped = &mut self.unread[at];
        stopped.total += 1;
        if stopped.items.len() < MOST_UNREAD {
            let detail = visible(&self.masker.argument(detail)).into_owned();
            stopped.items.push(StoppedInput { path: path.to_owned(), detail });
        }
    }

    fn row(&self, finding: &Finding) -> Row {
        let location = self.masker.location(&finding.location);
        Row {
            kind: finding.kind,
            severity: finding.severity,
            part: finding.part,
            synthetic: finding.synthetic,
            confidence: finding.confidence,
            entry: finding.entry,
            rule: visible_id(&finding.rule),
            basis: visible_ids(&finding.basis),
            value: visible(&self.masker.value(finding)).into(),
            place: self.place(&location).into_boxed_str(),
            path: location.xpath.as_deref().filter(|_| says_place(&location)).map(visible).unwrap_or_default().into(),
            context: self.context(finding),
            evidence: finding.evidence.iter().map(|evidence| reasoned(finding, evidence)).collect(),
        }
    }

    fn context(&self, finding: &Finding) -> Box<[Stretch]> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut text = String::new();
        let mut role = StretchRole::Text;
        let pieces = self.masker.context(finding);
        // A context that holds nothing but the value says nothing more.
        if pieces.iter().all(|piece| piece.is_this) {
            return Box::default();
        }
        for piece in &pieces {
            let is = match (piece.is_this, piece.kind) {
                (true, _) => StretchRole::This,
                (false, Some(_)) => StretchRole::Other,
                (false, None) => StretchRole::Text,
            };
            if is != role && !text.is_empty() {
                stretches.push(Stretch { role, text: std::mem::take(&mut text).into() });
            }
            role = is;
            text.push_str(&visible(&piece.text));
        }
        if !text.is_empty() {
            stretches.push(Stretch { role, text: text.into() });
        }
        stretches.into()
    }

    /// Where it stands, in words: `side 3, linje 12`, `celle C12, felt «Innhold»`.
    fn place(&self, location: &Location) -> String {
        let mut words = Vec::new();
        let mut number = |key: &str, n: Option<u64>| {
            if let Some(n) = n {
                // As text: a line's number is not grouped.
                let n = n.to_string();
                words.push(self.catalogue.format(key, &[("n", Value::Text(&n))]));
            }
        };
        number("html-place-page", location.page.map(u64::from));
        number("html-place-line", location.line);
        number("html-place-paragraph", location.paragraph);
        if location.cell.is_none() {
            number("html-place-row", location.row);
            number("html-place-column", location.column);
        }
        let mut name = |key: &str, name: &Option<String>| {
            if let Some(name) = name {
                words.push(self.catalogue.format(key, &[("name", Value::Text(&visible(name)))]));
            }
        };
        name("html-place-cell", &location.cell);
        name("html-place-field", &location.field);
        if !says_place(location) {
            name("html-place-path", &location.xpath);
        }
        words.join(", ")
    }

    fn add(&mut self, document: &Document) -> io::Result<()> {
        let path = visible(&self.masker.path(document)).into_owned();
        if let Some(unread) = &document.unread {
            self.keep_unread(&path, unread.reason, &unread.detail);
        }
        for entry in document.entries.iter() {
            self.entries[entry.verdict as usize] += 1;
        }
        let mut rows = Vec::new();
        let mut stops_outside = false;
        for finding in document.findings.iter() {
            let finding = finding?;
            stops_outside |= finding.severity == Severity::Stop && finding.entry.is_none();
            if self.admits(finding.severity) {
                self.held.add(finding.severity);
                rows.push(self.row(&finding));
            }
        }
        if document.verdict == Verdict::Withhold && (document.entries.is_empty() || stops_outside) {
            self.withheld_outside_entries += 1;
        }
        if rows.is_empty() {
            return Ok(());
        }
        let verdict_of = |entry: Option<u32>| {
            entry.and_then(|at| document.entries.get(at)).map_or(Verdict::Publish, |entry| entry.verdict)
        };
        rows.sort_by_key(|row| (row.entry.is_some(), std::cmp::Reverse(verdict_of(row.entry)), row.entry));
        let entries = rows
            .iter()
            .filter_map(|row| row.entry)
            .filter_map(|at| Some((at, self.entry(&document.entries.get(at)?))))
            .collect();
        let (folder, name) = path.split_at(path.rfind(['/', '!']).map_or(0, |at| at + 1));
        self.documents.push(Kept {
            folder: folder.to_owned(),
            name: name.to_owned(),
            verdict: document.verdict,
            counts: document.counts,
            partial: document.unread.as_ref().map(|unread| unread.reason),
            entries,
            rows,
        });
        Ok(())
    }

    /// Everything is told: what the page holds, in its order.
    fn settle(&mut self) {
        self.keep_most_severe();
        self.documents.sort_by_key(|document| std::cmp::Reverse(document.verdict));
        self.unread.sort_by_key(|stopped| std::cmp::Reverse(stopped.total));
    }

    fn entry(&self, entry: &EntryVerdict<'_>) -> KeptEntry {
        KeptEntry { id: visible(&self.masker.entry(entry.id)).into_owned(), verdict: entry.verdict }
    }

    /// Cuts the rows to the number that the page holds: the most severe, and of those the first.
    fn keep_most_severe(&mut self) {
        if self.held.total() <= self.most_findings {
            return;
        }
        let stop = self.held.stop.min(self.most_findings);
        let review = self.held.review.min(self.most_findings - stop);
        let note = self.held.note.min(self.most_findings - stop - review);
        let mut room = SeverityCounts { stop, review, note };
        self.held = room;
        for document in &mut self.documents {
            document.rows.retain(|row| {
                let room = match row.severity {
                    Severity::Stop => &mut room.stop,
                    Severity::Review => &mut room.review,
                    Severity::Note => &mut room.note,
                };
                let fits = *room > 0;
                *room -= u64::from(fits);
                fits
            });
        }
        self.documents.retain(|document| !document.rows.is_empty());
    }
}

/// The place is told in words, without the path of its node.
fn says_place(location: &Location) -> bool {
    location.line.is_some() || location.cell.is_some() || location.field.is_some()
}

/// The id of a rule, which users may have written.
fn visible_id(id: &Arc<str>) -> Arc<str> {
    match visible(id) {
        Cow::Borrowed(_) => Arc::clone(id),
        Cow::Owned(shown) => shown.into(),
    }
}

/// As [`visible_id`], without a copy where there is nothing to show.
fn visible_ids(ids: &Arc<[Arc<str>]>) -> Arc<[Arc<str>]> {
    if ids.iter().all(|id| matches!(visible(id), Cow::Borrowed(_))) {
        return Arc::clone(ids);
    }
    ids.iter().map(visible_id).collect()
}

/// The word that evidence points at is shown where it stands in the context and is no finding itself.
fn reasoned(finding: &Finding, evidence: &Evidence) -> Reasoned {
    let context = &finding.context;
    let points = match evidence {
        Evidence::Neighbour(..) => None,
        evidence => evidence.span(),
    };
    let word = points.filter(|span| !span.is_empty()).and_then(|span| {
        let start = span.start.checked_sub(context.start)?;
        let end = span.end.checked_sub(context.start)?;
        let is_marked = context.marks.iter().any(|(mark, _)| mark.overlaps(Span::new(start, end)));
        let is_value = span.overlaps(finding.span);
        context.text.get(start..end).filter(|_| !is_marked && !is_value)
    });
    Reasoned { evidence: *evidence, word: word.map(|word| visible(word).into()) }
}

impl<W: Write> Report for Html<W> {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        self.collected.add(document)
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.collected.settle();
        page::write(&self.collected, summary, &mut self.out)
    }
}
