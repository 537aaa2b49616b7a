//! The rooms joined: a source is opened, taken apart, searched and weighed, and becomes a [`Document`].
//!
//! Sources are scanned side by side, and the parts of a large one, too; what was found comes out in the order of the sources and
//! of their parts, whatever the number of workers. One source's trouble, a panic included, is that document's [`Unread`].

mod cases;
mod deposit;
mod driver;
mod parts;
mod passages;
pub mod prove;
mod tally;

pub use deposit::Deposits;
pub use driver::{Interrupted, scan_all};

use crate::assess::{Assessor, Cases, Link};
use crate::detect::words::character_from;
use crate::detect::{Detector, DetectorError, Scratch, Selection};
use crate::extract::{Limits, Opened, Pictures, Workers};
use crate::identity::SiteKey;
use crate::journal::ColumnNames;
use crate::model::note_temporary_trouble;
use crate::model::{Document, Finding, Hit, Part, Places, Reason, Role, Severity, Span, Unread, characters};
use crate::rules::Rules;
use crate::source::Source;
use parts::Outcome;
use std::cell::RefCell;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What to look for and what to keep.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Groups, kinds, and where names are looked for.
    pub selection: Selection,
    /// Numbers of the test series count like real ones.
    pub synthetic_is_real: bool,
    /// Findings below it are counted but not kept.
    pub min_severity: Option<Severity>,
    /// The day from which ages count; rules about age are left out without one.
    pub today: Option<jiff::civil::Date>,
    /// SHA-256 of every input is wanted.
    pub sha256: bool,
    /// Fingerprints of findings that are known and count no more.
    pub baseline: HashSet<String>,
    /// What fingerprints hang on.
    pub key: Option<SiteKey>,
    /// What the columns of tables are, where the user says so.
    pub columns: Arc<ColumnNames>,
    /// How far documents are followed.
    pub limits: Limits,
    /// Processes that read binary formats; without them, this one does.
    pub workers: Option<Arc<Workers>>,
    /// Whether text is read off pictures.
    pub pictures: Pictures,
    /// All findings of a document are held in memory, since they will be looked at again and again.
    pub holds_findings: bool,
}

/// Why no scanner could be made of the rules.
#[derive(Debug, thiserror::Error)]
pub enum ScannerError {
    /// See [`DetectorError`].
    #[error(transparent)]
    Detector(#[from] DetectorError),
}

/// Everything made ready for a scan. Shared by all workers.
pub struct Scanner {
    detector: Detector,
    assessor: Assessor,
    /// Everything, where not everything is looked for: what is not to be shown is more than what is to be found.
    everything: Option<(Detector, Assessor)>,
    options: Options,
}

/// A document with what only the run wants to know of it.
#[derive(Debug)]
pub struct Scanned {
    /// The document.
    pub document: Document,
    /// Findings left out because the baseline knows them.
    pub known: u64,
    /// The files of documents that its posts name, with the index of the post, where it describes a deposit.
    pub files: Vec<deposit::Reference>,
    /// It stands within another document.
    pub is_member: bool,
    /// The documents within it, in the order of their paths.
    pub members: Vec<Scanned>,
}

impl Scanned {
    /// This document and all within it, in the order of reports.
    pub fn flat(mut self) -> Vec<Scanned> {
        let members = std::mem::take(&mut self.members);
        std::iter::once(self).chain(members.into_iter().flat_map(Scanned::flat)).collect()
    }
}

/// What one part gave.
#[derive(Default)]
struct PartResult {
    findings: Vec<Finding>,
    entries: Vec<String>,
    /// Links to documents that several posts have.
    links: Vec<Link>,
    /// Files of documents that posts of a deposit name.
    files: Vec<deposit::Reference>,
    /// Line breaks in running text.
    lines: u64,
    /// Characters behind the last of them.
    last_line: u64,
    /// The part goes on with the text of the one before.
    goes_on: bool,
}

/// A worker's buffers.
#[derive(Default)]
struct Worker {
    scratch: Scratch,
    hits: Vec<Hit>,
    /// What is to be masked around the hits.
    marks: Vec<Hit>,
    read: Vec<u8>,
}

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::default();
}

impl Scanner {
    /// A scanner for `rules`.
    ///
    /// # Errors
    /// See [`ScannerError`].
    pub fn new(rules: Arc<Rules>, options: Options) -> Result<Self, ScannerError> {
        let make = |selection: &Selection| -> Result<_, ScannerError> {
            let assessor = Assessor::new(rules.clone(), selection.clone(), options.synthetic_is_real, options.today);
            Ok((Detector::new(&rules, selection)?, assessor))
        };
        let (detector, assessor) = make(&options.selection)?;
        let everything = if options.selection.is_everything() { None } else { Some(make(&Selection::default())?) };
        Ok(Scanner { detector, assessor, everything, options })
    }

    /// What the columns of tables are, where the user says so.
    pub fn columns(&self) -> &Arc<ColumnNames> {
        &self.options.columns
    }

    /// All that `name`, the path of a file or an argument that names one, holds, be it looked for or not.
    pub fn findings_in_name(&self, name: &str) -> Vec<Finding> {
        let (detector, assessor) = self
            .everything
            .as_ref()
            .map_or((&self.detector, &self.assessor), |(detector, assessor)| (detector, assessor));
        let part = Part::text(Role::FileName, name.as_bytes());
        WORKER.with_borrow_mut(|worker| {
            detector.scan(&part, &mut worker.scratch, &mut worker.hits);
            assessor.assess(&part, &worker.hits)
        })
    }

    /// Scans one source. `progress` is told of bytes as they are done.
    pub fn scan(&self, source: &Source, progress: &(dyn Fn(u64) + Sync)) -> Scanned {
        let scanned = catch_unwind(AssertUnwindSafe(|| self.scan_opened(source, progress)));
        scanned.unwrap_or_else(|_| {
            let crashed = Unread::new(Reason::Crashed, "the scan of this document failed; please report it");
            self.conclude(source, 0, self.unread(None, crashed))
        })
    }

    fn scan_opened(&self, source: &Source, progress: &(dyn Fn(u64) + Sync)) -> Scanned {
        let mut buffer = WORKER.with_borrow_mut(|worker| std::mem::take(&mut worker.read));
        let opened = source.open(&mut buffer);
        let scanned = match &opened {
            Err(unread) => self.conclude(source, source.size(), self.unread(Some(source), unread.clone())),
            Ok(bytes) => self.scan_bytes(source, bytes, None, &Opened::default(), progress),
        };
        drop(opened);
        WORKER.with_borrow_mut(|worker| worker.read = buffer);
        scanned
    }

    /// What the source's own name holds.
    fn scan_name(&self, source: &Source) -> Option<PartResult> {
        let own_from = source.name().len() - source.own_name().len();
        (!source.name().is_empty()).then(|| {
            let part = Part::text(Role::FileName, source.name().as_bytes());
            let mut result = self.scan_part(&part, &Cases::default());
            // What the names of the documents around it hold was told of these.
            result.findings.retain(|finding| finding.span.end > own_from);
            for finding in &mut result.findings {
                finding.location = Default::default();
                if source.is_member() {
                    finding.part = Role::AttachmentName;
                }
            }
            result
        })
    }

    /// `cases` is what the whole journal tells, where the part is of one.
    fn scan_part(&self, part: &Part<'_>, cases: &Cases) -> PartResult {
        let Some([passage, rest]) = passages::of(part) else { return self.scan_as_it_is(part, cases) };
        let mut result = self.scan_as_it_is(&passage, cases);
        result.findings.append(&mut self.scan_as_it_is(&rest, cases).findings);
        result
    }

    fn scan_as_it_is(&self, part: &Part<'_>, cases: &Cases) -> PartResult {
        let (findings, links) = WORKER.with_borrow_mut(|worker| {
            let Worker { scratch, hits, marks, .. } = worker;
            self.detector.scan(part, scratch, hits);
            let marks = match &self.everything {
                Some((everything, _)) if !hits.is_empty() => {
                    mark_around(everything, part, hits, scratch, marks);
                    marks
                }
                _ => &*hits,
            };
            let findings = self.assessor.assess_marking(part, hits, marks, cases);
            (findings, self.assessor.shared_documents(part, marks, cases))
        });
        let is_running = matches!(part.places, Places::Lines { .. } | Places::Paragraphs { .. });
        PartResult {
            findings,
            entries: part.entries.iter().map(|entry| entry.id.clone()).collect(),
            links,
            files: deposit::references(part).filter(|(entry, _)| (*entry as usize) < part.entries.len()).collect(),
            lines: if is_running { memchr::memchr_iter(b'\n', &part.text).count() as u64 } else { 0 },
            last_line: if is_running { characters(last_line(&part.text)) } else { 0 },
            goes_on: is_running && part.origin > 3,
        }
    }

    /// The document with what was found in it.
    fn conclude(&self, source: &Source, bytes: u64, outcome: Outcome<'_>) -> Scanned {
        let Outcome { mut tally, mut members, sha256, is_plain_text, unread } = outcome;
        tally.tell_of_withheld_documents();
        tally.lost.iter().for_each(note_temporary_trouble);
        let lost = tally.lost.map(|error| Unread::new(Reason::Io, format!("its findings could not be kept: {error}")));
        let unread = unread.or(lost);
        let mut document = Document {
            path: source.path().to_owned(),
            file_name_len: source.name().len(),
            is_plain_text,
            verdict: tally.counts.verdict(unread.is_none()),
            counts: tally.counts,
            bytes,
            parts: tally.parts,
            sha256,
            path_findings: self.findings_in_name(source.path()),
            findings: tally.findings,
            entries: tally.entries,
            members: None,
            unread,
        };
        members.sort_by(|one, other| one.document.path.cmp(&other.document.path));
        document.count_members(members.iter().map(|member| &member.document));
        Scanned { document, known: tally.known, files: tally.files, is_member: source.is_member(), members }
    }

    /// What came of a source that gave nothing but its name, and not always that.
    fn unread<'s>(&'s self, named: Option<&Source>, unread: Unread) -> Outcome<'s> {
        let mut outcome = Outcome::new(self);
        outcome.unread = Some(unread);
        if let Some(result) = named.and_then(|source| self.scan_name(source)) {
            outcome.tally.add_name(result);
        }
        outcome
    }

    fn is_known(&self, finding: &Finding) -> bool {
        let Some(key) = self.options.key.as_ref().filter(|_| !self.options.baseline.is_empty()) else { return false };
        self.options.baseline.contains(key.fingerprint(finding.kind, &finding.text).as_str())
    }
}

/// All that stands near the `hits` of `part`, in order: what is masked around them. Only there is everything looked for.
fn mark_around(everything: &Detector, part: &Part<'_>, hits: &[Hit], scratch: &mut Scratch, marks: &mut Vec<Hit>) {
    /// Bytes around a hit: its context, and what explains a name that is cut at the context's edge.
    const AROUND: usize = 400;
    let text: &[u8] = &part.text;
    marks.clear();
    marks.extend_from_slice(hits);
    let (mut found, mut done) = (Vec::new(), 0);
    for hit in hits {
        let end = text.len().min(hit.span.end + AROUND);
        let start = character_from(&text[..end], done.max(hit.span.start.saturating_sub(AROUND)).min(end));
        if hit.span.end <= done || start >= end {
            continue;
        }
        everything.scan(&Part::text(Role::Body, &text[start..end]), scratch, &mut found);
        let moved = |span: Span| Span::new(span.start + start, span.end + start);
        marks.extend(found.iter().map(|hit| Hit { span: moved(hit.span), ..*hit }));
        done = end;
    }
    marks.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
    marks.dedup_by_key(|hit| (hit.span, hit.kind));
}

/// What stands behind the last line break.
fn last_line(text: &[u8]) -> &[u8] {
    &text[memchr::memrchr(b'\n', text).map_or(0, |at| at + 1)..]
}
