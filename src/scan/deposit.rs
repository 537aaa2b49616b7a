//! Noark 5 deposits: `arkivstruktur.xml` names the files of its documents (`referanseDokumentfil`). They become sources of the run,
//! whether they are there or not, and what is found in one counts to every post that names it.
//!
//! Reports are in the order of paths, and `arkivstruktur.xml` comes before most of its documents. So these are scanned once for
//! their counts, before the run, and again on their own turn: what is kept in between is a few numbers a document, not findings.

use super::{Interrupted, Scanned, Scanner, scan_all};
use crate::extract::{self, Nature};
use crate::model::{Document, Part, PathTree, Places, Reason, SeverityCounts, Unread, Verdict};
use crate::source::{self, Source, path_beside};
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicBool;

/// The file that describes a deposit in Noark 5.
const STRUCTURE: &str = "arkivstruktur.xml";

/// Documents of all deposits of a run; what is named beyond them is told as unread. Each costs a path
/// and some fifty bytes, so that eight millions are about a gigabyte.
const MOST_DOCUMENTS: usize = 8_000_000;

/// A file that a post names: index of the post, and the file as it is named.
pub type Reference = (u32, Box<str>);

/// What came of a document.
#[derive(Debug, Clone, Copy)]
struct Outcome {
    counts: SeverityCounts,
    verdict: Verdict,
    is_unread: bool,
}

/// Not scanned is not read.
const UNSCANNED: Outcome =
    Outcome { counts: SeverityCounts { stop: 0, review: 0, note: 0 }, verdict: Verdict::Review, is_unread: true };

/// The deposits among the sources of a run.
#[derive(Debug, Default)]
pub struct Deposits {
    /// Paths of the files that describe them.
    structures: HashSet<Box<str>>,
    /// Of these, those that name more documents than are opened.
    overfull: HashSet<Box<str>>,
    /// By path.
    documents: HashMap<Box<str>, Outcome>,
}

impl Deposits {
    /// Finds the deposits among `sources`, which are in the order of reports, and adds their documents to them. What cannot be
    /// read in full names what can be read; it is unread on its own turn.
    pub fn find(sources: &mut Vec<Source>) -> Self {
        let mut deposits = Deposits::default();
        let mut added = Vec::new();
        for structure in sources.iter().filter(|source| is_structure(source.path())) {
            let mut buffer = Vec::new();
            let Ok(bytes) = structure.open(&mut buffer) else { continue };
            if extract::nature(&bytes, structure.name()) != Nature::Structured {
                continue;
            }
            // A reader that fails here fails again when the file is scanned, and is told then.
            let _ = catch_unwind(AssertUnwindSafe(|| {
                extract::extract(&bytes, structure.name(), &mut |part| {
                    for (_, reference) in references(&part) {
                        let path = path_beside(structure.path(), &reference).into_boxed_str();
                        if deposits.documents.contains_key(&path) {
                            continue;
                        }
                        if deposits.documents.len() == MOST_DOCUMENTS {
                            deposits.overfull.insert(structure.path().into());
                            continue;
                        }
                        if sources.binary_search_by(|source| source.path().cmp(&path)).is_err() {
                            added.push(structure.beside(&reference));
                        }
                        deposits.documents.insert(path, UNSCANNED);
                    }
                });
            }));
            deposits.structures.insert(structure.path().into());
        }
        sources.extend(added);
        source::put_in_order(sources);
        deposits
    }

    /// Bytes of those `sources` that are documents of a deposit.
    pub fn size(&self, sources: &[Source]) -> u64 {
        self.of(sources).map(Source::size).sum()
    }

    fn of<'s>(&'s self, sources: &'s [Source]) -> impl Iterator<Item = &'s Source> {
        sources.iter().filter(|source| self.documents.contains_key(source.path()))
    }

    /// Scans the documents for their counts.
    ///
    /// # Errors
    /// [`Interrupted`] where `stop` was raised.
    pub fn scan_documents(
        &mut self,
        scanner: &Scanner,
        pool: &rayon::ThreadPool,
        sources: &[Source],
        progress: &(dyn Fn(u64) + Sync),
        stop: &AtomicBool,
    ) -> Result<(), Interrupted> {
        let documents: Vec<Source> = self.of(sources).cloned().collect();
        scan_all(scanner, pool, &documents, progress, stop, |scanned: Scanned| {
            let Document { path, counts, verdict, unread, .. } = &scanned.document;
            let is_unread = unread.is_some();
            if !scanned.is_member {
                if let Some(outcome) = self.documents.get_mut(path.as_str()) {
                    *outcome = Outcome { counts: *counts, verdict: *verdict, is_unread };
                }
            } else if let Some(outcome) = container(path).and_then(|path| self.documents.get_mut(path)) {
                // What stands within a document of a post counts to the post as well.
                outcome.counts.merge(*counts);
                outcome.is_unread |= is_unread;
            }
            Ok(())
        })
    }

    /// Counts what was found in documents to the posts of `scanned` that name them, where it describes a deposit.
    pub fn count_to_posts(&self, scanned: &mut Scanned) {
        let files = std::mem::take(&mut scanned.files);
        let document = &mut scanned.document;
        if !self.structures.contains(document.path.as_str()) {
            return;
        }
        let mut counted = HashSet::new();
        for (at, reference) in files {
            let path = path_beside(&document.path, &reference);
            let outcome = self.documents.get(path.as_str()).copied().unwrap_or(UNSCANNED);
            // A post may name a document in more than one description.
            if counted.insert((at, path)) {
                document.entries.count_document(at, outcome.verdict, outcome.is_unread, outcome.counts);
            }
        }
        if self.overfull.contains(document.path.as_str()) && document.unread.is_none() {
            let detail =
                format!("this and other deposits name more than {MOST_DOCUMENTS} documents; no more were opened");
            document.unread = Some(Unread::new(Reason::TooLarge, detail));
            document.verdict = document.counts.verdict(false);
        }
    }
}

/// The outermost document that the one at `path` stands in.
fn container(path: &str) -> Option<&str> {
    path.split_once("!/").map(|(container, _)| container)
}

fn is_structure(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case(STRUCTURE))
}

/// The files that a part of a deposit names, each with the record that names it; nothing where the part is of something else.
pub(super) fn references<'p>(part: &'p Part<'_>) -> impl Iterator<Item = Reference> + 'p {
    let is_deposit = matches!(&part.places, Places::Tree(tree) if has_root(tree, "arkiv"));
    let segments = if is_deposit { &part.segments[..] } else { &[] };
    segments
        .iter()
        .filter(|segment| segment.label.eq_ignore_ascii_case("referanseDokumentfil"))
        .map(|segment| (segment.record, String::from_utf8_lossy(segment.span().of(&part.text)).trim().into()))
}

fn has_root(tree: &PathTree, name: &str) -> bool {
    let mut roots = tree.nodes().filter(|&node| tree.parent(node).is_none());
    roots.any(|root| tree.name_of(root).is_some_and(|root| root.rsplit(':').next() == Some(name)))
}
