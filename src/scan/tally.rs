//! What the parts of one document gave, counted as it comes: in the order of the parts, whichever is searched first.

use super::{PartResult, Scanner, deposit};
use crate::assess::Link;
use crate::model::{Entries, Finding, Findings, SeverityCounts};
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::{Mutex, PoisonError};

/// Findings and posts of a document so far.
pub(super) struct Tally<'s> {
    scanner: &'s Scanner,
    pub counts: SeverityCounts,
    pub parts: u64,
    pub findings: Findings,
    pub entries: Entries,
    pub files: Vec<deposit::Reference>,
    /// Findings left out because the baseline knows them.
    pub known: u64,
    /// Findings could not be kept.
    pub lost: Option<io::Error>,
    links: Vec<Link>,
    /// Line breaks, and characters behind the last, before the next piece of the same text.
    lines_before: u64,
    column_before: u64,
}

impl<'s> Tally<'s> {
    /// A document that nothing is known of.
    pub fn new(scanner: &'s Scanner) -> Self {
        Tally {
            scanner,
            counts: SeverityCounts::default(),
            parts: 0,
            findings: if scanner.options.holds_findings { Findings::held_in_memory() } else { Findings::default() },
            entries: Entries::default(),
            files: Vec::new(),
            known: 0,
            lost: None,
            links: Vec::new(),
            lines_before: 0,
            column_before: 0,
        }
    }

    /// Counts what stands in the document's own name.
    pub fn add_name(&mut self, result: PartResult) {
        result.findings.into_iter().for_each(|finding| self.keep(finding));
    }

    /// Counts the next part.
    pub fn add(&mut self, result: PartResult) {
        if !result.goes_on {
            (self.lines_before, self.column_before) = (0, 0);
            self.parts += 1;
        }
        let entries_before = self.entries.len() as u32;
        result.entries.iter().for_each(|id| self.entries.push(id));
        self.files.extend(result.files.into_iter().map(|(entry, file)| (entry + entries_before, file)));
        self.links.extend(result.links.into_iter().map(|link| Link { entry: link.entry + entries_before, ..link }));
        for mut finding in result.findings {
            finding.entry = finding.entry.map(|entry| entry + entries_before);
            if result.goes_on {
                let on_first_line = finding.location.line == Some(1);
                let location = &mut finding.location;
                location.line = location.line.map(|line| line + self.lines_before);
                location.paragraph = location.paragraph.map(|number| number + self.lines_before);
                location.column =
                    location.column.map(|column| if on_first_line { column + self.column_before } else { column });
            }
            self.keep(finding);
        }
        self.column_before = result.last_line + if result.lines == 0 { self.column_before } else { 0 };
        self.lines_before += result.lines;
    }

    fn keep(&mut self, finding: Finding) {
        if self.count(&finding)
            && let Err(error) = self.findings.push(finding)
        {
            self.lost = Some(error);
        }
    }

    /// Counts a finding; it is to be kept.
    fn count(&mut self, finding: &Finding) -> bool {
        if self.scanner.is_known(finding) {
            self.known += 1;
            return false;
        }
        self.counts.add(finding.severity);
        if let Some(entry) = finding.entry {
            self.entries.count(entry, finding.severity);
        }
        self.scanner.options.min_severity.is_none_or(|least| finding.severity >= least)
    }

    /// Adds what stands against open posts whose document another, withheld post links as well.
    pub fn tell_of_withheld_documents(&mut self) {
        let links = std::mem::take(&mut self.links);
        let mut withheld: HashMap<u64, Vec<u32>> = HashMap::new();
        for link in &links {
            if link.is_restricted || self.entries.get(link.entry).is_some_and(|entry| entry.counts.stop > 0) {
                withheld.entry(link.document).or_default().push(link.entry);
            }
        }
        let mut told = Vec::new();
        for link in links {
            let (Some(finding), Some(holders)) = (link.finding, withheld.get(&link.document)) else { continue };
            // A large post that was handed out in two parts is one post.
            let is_another =
                |&holder: &u32| holder != link.entry && self.entries.id(holder) != self.entries.id(link.entry);
            let finding = Finding { entry: Some(link.entry), ..finding };
            if holders.iter().any(is_another) && self.count(&finding) {
                told.push(finding);
            }
        }
        told.sort_by_key(|finding| finding.entry);
        if let Err(error) = self.findings.put_behind_their_posts(told) {
            self.lost = Some(error);
        }
    }
}

/// A tally of parts that are searched side by side: what comes before its turn waits.
pub(super) struct InOrder<'s>(Mutex<Waiting<'s>>);

struct Waiting<'s> {
    tally: Tally<'s>,
    next: usize,
    waiting: BTreeMap<usize, Option<PartResult>>,
}

impl<'s> InOrder<'s> {
    /// Goes on with `tally`.
    pub fn new(tally: Tally<'s>) -> Self {
        InOrder(Mutex::new(Waiting { tally, next: 0, waiting: BTreeMap::new() }))
    }

    /// What came of the piece at `place`; each piece tells it once, `None` where it is no text.
    pub fn put(&self, place: usize, result: Option<PartResult>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all = &mut *all;
        all.waiting.insert(place, result);
        while let Some(result) = all.waiting.remove(&all.next) {
            all.next += 1;
            result.into_iter().for_each(|result| all.tally.add(result));
        }
    }

    /// The tally of all.
    pub fn into_tally(self) -> Tally<'s> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner).tally
    }
}
