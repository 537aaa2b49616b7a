//! One export, cleared: changed and scanned in turn until nothing stands against what is left.

use super::plan::{Exceptions, Means, OutsidePosts, Plan, held_by_documents, marks, person_in, plan};
use super::{NotCleared, Order, named};
use crate::assess::refused_by_einnsyn;
use crate::catalogue::Catalogue;
use crate::journal::export::{Changes, Export, Owner};
use crate::model::{Document, EntryVerdict, Finding, Kind, Role, Severity, SeverityCounts};
use crate::report::{UNFINISHED, begun};
use crate::scan::Scanner;
use crate::source::{self, Source};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tempfile::TempDir;

/// In these rounds findings are shielded; what is found later goes, so that the rounds come to an end.
const ROUNDS_THAT_SHIELD: usize = 3;
/// Each round takes something away, so this is never reached by an export of people; it ends what somebody made for the purpose.
const MOST_ROUNDS: usize = 50;

/// What became of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Published,
    Shielded,
    Withheld,
}

/// An export, cleared.
#[derive(Debug, Default)]
pub(super) struct Cleared {
    /// There is a file.
    pub is_written: bool,
    /// Of each post that was read.
    pub fates: Vec<Fate>,
    pub ids: Vec<String>,
    /// What stood against it, with the posts it is in; none for what stands outside them.
    pub findings: Vec<(Vec<usize>, Finding)>,
    /// Posts that eInnsyn's own check would refuse.
    pub refused_by_einnsyn: HashSet<usize>,
    /// Posts with a document that is not for publishing.
    pub held_by_documents: HashSet<usize>,
    /// Posts that nobody sees.
    pub covert: HashSet<usize>,
    /// Names that were marked; `None` where the format has no mark.
    pub marked: Option<u64>,
    /// Posts that were shielded and had to go all the same.
    pub given_up: HashSet<usize>,
}

/// What is needed for it.
pub(super) struct Exporter<'c> {
    pub order: &'c Order,
    pub scanner: &'c Scanner,
    pub pool: &'c rayon::ThreadPool,
    pub catalogue: &'c Catalogue,
}

/// A copy under way: its file, and what was found in it.
struct Copy {
    source: Source,
    document: Document,
}

impl Exporter<'_> {
    /// Clears `document`, which was read from `source`, into the file `place`.
    ///
    /// Where little is left of a post when all of its findings are shielded, it is tried anew with the persons alone: a telling
    /// word tells nothing without somebody.
    pub fn clear(&self, document: &Document, source: &Source, place: &Path) -> Result<Cleared, NotCleared> {
        let cleared = self.attempt(document, source, place, &HashSet::new())?;
        if cleared.given_up.is_empty() {
            return Ok(cleared);
        }
        self.attempt(document, source, place, &cleared.given_up)
    }

    fn attempt(
        &self,
        document: &Document,
        source: &Source,
        place: &Path,
        gently: &HashSet<usize>,
    ) -> Result<Cleared, NotCleared> {
        let scratch = scratch(&self.order.folder)?;
        let mut cleared = Cleared::default();
        // Index of each post that is left among those that were read.
        let mut left: Vec<usize> = Vec::new();
        let mut copy: Option<Copy> = None;
        // Of each post that was read the words of the names that have been shielded in it.
        let mut persons: HashMap<usize, HashSet<Vec<String>>> = HashMap::new();
        for round in 0.. {
            if round == MOST_ROUNDS {
                return Err(NotCleared::Said(self.catalogue.text("cleared-no-end").into_owned()));
            }
            let (source, document) = copy.as_ref().map_or((source, document), |copy| (&copy.source, &copy.document));
            let mut buffer = Vec::new();
            let bytes = source.open(&mut buffer).map_err(|unread| NotCleared::Said(unread.to_string()))?;
            self.still_there(source, &bytes)?;
            if round > 0 && left.is_empty() && document.entries.is_empty() {
                // What is left need not read as a journal any more.
                let is_clean =
                    document.findings.held().iter().all(|f| f.severity < Severity::Review || f.part == Role::FileName);
                if !is_clean {
                    return Err(NotCleared::Said(self.catalogue.text("cleared-outside-posts").into_owned()));
                }
                put(&bytes, place)?;
                cleared.is_written = true;
                return Ok(cleared);
            }
            let export = self.take_apart(&bytes, document)?;
            if round == 0 {
                left = (0..export.posts.len()).collect();
                cleared.fates = vec![Fate::Published; left.len()];
                cleared.ids = export.posts.iter().map(|post| post.id.clone()).collect();
                cleared.refused_by_einnsyn = refused(&export, document);
                cleared.covert.clone_from(&export.covert_posts);
                let held = held_by_documents(&export, document).into_iter();
                cleared.held_by_documents = held
                    .filter_map(|owner| match owner? {
                        Owner::Post(post) => Some(post),
                        Owner::Case(_) => None,
                    })
                    .collect();
            } else if left.len() != export.posts.len() {
                return Err(NotCleared::Said(self.catalogue.text("cleared-copy-differs").into_owned()));
            }
            let means =
                Means { shield: self.order.shield && round < ROUNDS_THAT_SHIELD, mark_names: self.order.mark_names };
            let target = scratch.path().join(round.to_string()).join(file_name(place));
            let gently =
                left.iter().enumerate().filter(|(_, post)| gently.contains(post)).map(|(at, _)| Owner::Post(at));
            let shielded = left.iter().enumerate().filter_map(|(at, post)| Some((at, persons.get(post)?.clone())));
            let exceptions =
                Exceptions { gently: gently.collect(), persons: shielded.collect(), ..Exceptions::default() };
            let made = self.round(&bytes, &export, document, means, exceptions, &target)?;
            self.still_there(source, &bytes)?;
            let Some((plan, gone)) = made else {
                if self.order.mark_names && export.form.has_marks() {
                    cleared.marked = Some(self.mark(&bytes, &export, document, &scratch, place)?);
                } else {
                    put(&bytes, place)?;
                }
                cleared.is_written = true;
                return Ok(cleared);
            };
            note(&mut cleared, &plan, &export, &left, &gone);
            for (owner, finding) in &plan.findings {
                if let Some(Owner::Post(post)) = owner {
                    let person = Some(person_in(finding)).filter(|words| !words.is_empty());
                    persons.entry(left[*post]).or_default().extend(person);
                }
            }
            left = left.iter().enumerate().filter(|(at, _)| !gone.contains(at)).map(|(_, &post)| post).collect();
            if !export.leaves_a_file(&plan.changes) {
                return Ok(cleared);
            }
            copy = Some(self.scan(&target)?);
        }
        Err(NotCleared::Said(self.catalogue.text("cleared-no-end").into_owned()))
    }

    /// What was scanned is what stands there.
    fn still_there(&self, source: &Source, bytes: &[u8]) -> Result<(), NotCleared> {
        match source.change(bytes) {
            Some(_) => Err(NotCleared::Said(self.catalogue.text("cleared-changed").into_owned())),
            None => Ok(()),
        }
    }

    fn take_apart(&self, bytes: &[u8], document: &Document) -> Result<Export, NotCleared> {
        let name = document.path.rsplit('/').next().unwrap_or_default();
        let ids: Vec<&str> = document.entries.iter().map(|entry| entry.id).collect();
        let export = Export::of(bytes, name, self.scanner.columns(), &ids)?;
        let export = export.ok_or_else(|| NotCleared::Said(self.catalogue.text("cleared-no-journal").into_owned()))?;
        // A finding that no list holds would be passed over.
        let weighty = |counts: SeverityCounts| counts.stop + counts.review;
        let own = |entry: EntryVerdict<'_>| {
            weighty(entry.counts) - entry.documents.map_or(0, |documents| weighty(documents.findings))
        };
        let counted: u64 = document.entries.iter().map(own).sum();
        let held =
            document.findings.held().iter().filter(|f| f.entry.is_some() && f.severity >= Severity::Review).count();
        if counted != held as u64 {
            return Err(NotCleared::Said(self.catalogue.text("cleared-copy-differs").into_owned()));
        }
        Ok(export)
    }

    /// Writes the changed copy of a round to `target`; `None` where nothing is to be changed. Also the posts that went.
    fn round<'d>(
        &self,
        bytes: &[u8],
        export: &Export,
        document: &'d Document,
        means: Means,
        mut exceptions: Exceptions,
        target: &Path,
    ) -> Result<Option<(Plan<'d>, HashSet<usize>)>, NotCleared> {
        let outside = |OutsidePosts| NotCleared::Said(self.catalogue.text("cleared-outside-posts").into_owned());
        loop {
            let plan = plan(export, document, means, &exceptions).map_err(outside)?;
            if plan.changes.is_empty() {
                return Ok(None);
            }
            if export.leaves_a_file(&plan.changes) {
                let mut out = create(target)?;
                let outcome = export.write(bytes, &plan.changes, &mut out)?;
                out.flush()?;
                // Values that did not stand where they were found take their posts with them.
                let mut unplaced = outcome.placed.iter().zip(&plan.owners).filter(|(placed, _)| !**placed).peekable();
                if unplaced.peek().is_some() {
                    for (_, owner) in unplaced {
                        exceptions.lost.insert(owner.ok_or(OutsidePosts).map_err(outside)?);
                    }
                    continue;
                }
            }
            let (gone, _) = export.removed(&plan.changes);
            return Ok(Some((plan, gone)));
        }
    }

    /// Scans a copy as it would be published.
    fn scan(&self, target: &Path) -> Result<Copy, NotCleared> {
        let gone = || NotCleared::Io(io::Error::from(io::ErrorKind::NotFound));
        let source = source::walk([target.as_os_str().to_owned()]).next().ok_or_else(gone)?;
        // The folder of the copies is no folder of the export.
        let source = source.named_from_argument();
        let scanned = self.pool.install(|| self.scanner.scan(&source, &|_| {}));
        match scanned.document.unread {
            Some(unread) => Err(NotCleared::Said(unread.to_string())),
            None => Ok(Copy { source, document: scanned.document }),
        }
    }

    /// Writes the copy with its names marked and gives their number. Where the marks themselves make something of a post that
    /// was nothing before, its names stay as they are.
    fn mark(
        &self,
        bytes: &[u8],
        export: &Export,
        document: &Document,
        scratch: &TempDir,
        place: &Path,
    ) -> Result<u64, NotCleared> {
        let changes = Changes { edits: marks(document, export.form), ..Changes::default() };
        let target = scratch.path().join("marked").join(file_name(place));
        let mut out = create(&target)?;
        let outcome = export.write(bytes, &changes, &mut out)?;
        out.flush()?;
        drop(out);
        let copy = self.scan(&target)?;
        let mut buffer = Vec::new();
        let marked = copy.source.open(&mut buffer).map_err(|unread| NotCleared::Said(unread.to_string()))?;
        let means = Means { shield: false, mark_names: true };
        let again = Export::of(&marked, file_name(place), self.scanner.columns(), &ids(&copy.document))?;
        let is_clean = again.is_some_and(|again| {
            again.posts.len() == export.posts.len()
                && plan(&again, &copy.document, means, &Exceptions::default()).is_ok_and(|plan| plan.changes.is_empty())
        });
        if is_clean {
            put(&marked, place)?;
            return Ok(outcome.placed.iter().filter(|placed| **placed).count() as u64);
        }
        Err(NotCleared::Said(self.catalogue.text("cleared-marks-tell").into_owned()))
    }
}

fn ids(document: &Document) -> Vec<&str> {
    document.entries.iter().map(|entry| entry.id).collect()
}

/// Notes what a round did to the posts that are `left`.
fn note(cleared: &mut Cleared, plan: &Plan<'_>, export: &Export, left: &[usize], gone: &HashSet<usize>) {
    let is_in = |place: &crate::journal::export::Place, case: usize| {
        use crate::journal::export::Place;
        match (place, &export.cases[case]) {
            (Place::Node(post), Place::Node(case)) => {
                post.strip_prefix(case.as_str()).is_some_and(|rest| rest.starts_with('/'))
            }
            _ => false,
        }
    };
    let posts_of = |owner: &Option<Owner>| -> Vec<usize> {
        match *owner {
            Some(Owner::Post(post)) => vec![left[post]],
            Some(Owner::Case(case)) => {
                let posts = export.posts.iter().enumerate().filter(|(_, post)| is_in(&post.place, case));
                posts.map(|(at, _)| left[at]).collect()
            }
            None => Vec::new(),
        }
    };
    for (owner, finding) in &plan.findings {
        let posts = posts_of(owner);
        // That too much is shielded is our own doing where something was shielded before.
        let is_our_own =
            finding.kind == Kind::OverShielding && posts.iter().any(|&post| cleared.fates[post] == Fate::Shielded);
        if !is_our_own {
            cleared.findings.push((posts, (*finding).clone()));
        }
    }
    for &post in gone {
        if cleared.fates[left[post]] == Fate::Shielded {
            cleared.given_up.insert(left[post]);
        }
        cleared.fates[left[post]] = Fate::Withheld;
    }
    for post in plan.findings.iter().flat_map(|(owner, _)| posts_of(owner)) {
        if cleared.fates[post] == Fate::Published {
            cleared.fates[post] = Fate::Shielded;
        }
    }
}

/// Posts in which something stands that eInnsyn's check refuses, as far as anything was found there.
fn refused(export: &Export, document: &Document) -> HashSet<usize> {
    let of_entries = document.findings.held().iter().filter(|finding| finding.part != Role::FileName);
    of_entries
        .filter(|finding| refused_by_einnsyn(finding.context.text.as_bytes()))
        .filter_map(|finding| match export.entries.get(finding.entry? as usize)? {
            Owner::Post(post) => Some(*post),
            Owner::Case(_) => None,
        })
        .collect()
}

/// A folder beside the copies, for its owner only.
fn scratch(folder: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    let scratch = builder.tempdir_in(folder).map_err(|error| named(folder, &error))?;
    begun(scratch.path());
    Ok(scratch)
}

/// The copy has the name of the file, since formats are told by it, too.
fn file_name(place: &Path) -> &str {
    place.file_name().and_then(|name| name.to_str()).unwrap_or("export")
}

fn create(path: &Path) -> io::Result<BufWriter<File>> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(BufWriter::new(File::create(path)?))
}

/// Puts the finished copy in its place.
fn put(bytes: &[u8], place: &Path) -> io::Result<()> {
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder).map_err(|error| named(folder, &error))?;
    }
    let file = crate::report::ReportFile::create(place)?;
    file.writer().write_all(bytes)?;
    file.commit()
}
