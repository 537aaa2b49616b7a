//! Cleared exports: what may be published of the journals that were scanned, beside a list of what may not and the criteria.
//!
//! Joins findings to [`crate::journal::export`], which writes the copy. Every changed copy is scanned again before it gets its
//! name, since what is left out may have explained what is left (who is an official, which name is whose); what is found then
//! goes, too, until nothing is found. So what has a name in the folder has been scanned as it stands and found clean.

mod one;
mod plan;

use crate::catalogue::Catalogue;
use crate::identity::SiteKey;
use crate::journal::export::ExportError;
use crate::model::{Document, Finding, Reason, Span};
use crate::report::{Action, Criteria, Masker, Row, WithheldList, shown_path};
use crate::rules::Rules;
use crate::scan::Scanner;
use crate::source::Source;
use one::{Cleared, Fate};
use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

/// Files in the folder that are no exports.
const OWN_NAMES: [&str; 4] = ["withheld.csv", "withheld.jsonl", "criteria.json", "criteria.txt"];

/// What is to be written and where.
#[derive(Debug, Clone)]
pub struct Order {
    /// The folder for it; made if need be.
    pub folder: PathBuf,
    /// Posts stay where `*****` can stand in place of their findings.
    pub shield: bool,
    /// Names are marked where the format has a mark.
    pub mark_names: bool,
}

/// Why nothing can be cleared, or no further.
#[derive(Debug, thiserror::Error)]
pub enum ClearError {
    /// Whose files these are is not known.
    #[error(
        "{0} is not empty and holds no criteria.json of an earlier run: name another folder for the cleared exports"
    )]
    Foreign(String),
    /// Its files would be neither one's nor the other's.
    #[error("another run writes to {0} at this time")]
    Busy(String),
    /// The folder or a file in it cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl ClearError {
    /// In the user's language.
    pub fn told(&self, catalogue: &Catalogue) -> String {
        match self {
            ClearError::Busy(path) => catalogue.format("cleared-busy", &[("path", path.into())]),
            ClearError::Foreign(_) | ClearError::Io(_) => self.to_string(),
        }
    }
}

/// `source` is one of the files in `folder` that a run writes beside the exports.
pub fn is_own_file(folder: &Path, source: &Source) -> bool {
    let name = source.path().rsplit('/').next().unwrap_or_default();
    OWN_NAMES.contains(&name) && source.is_file_at(&folder.join(name))
}

/// Why one export is not cleared.
#[derive(Debug, thiserror::Error)]
enum NotCleared {
    #[error("{0}")]
    Said(String),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl NotCleared {
    /// As the user reads it.
    fn told(&self, catalogue: &Catalogue) -> String {
        let format = |key, values: &[_]| catalogue.format(key, values);
        match self {
            NotCleared::Export(ExportError::Format(name)) => format("cleared-format", &[("format", (*name).into())]),
            NotCleared::Export(ExportError::Running) => catalogue.text("cleared-running").into_owned(),
            NotCleared::Export(ExportError::Encoding(detail)) => {
                format("cleared-encoding", &[("detail", detail.as_str().into())])
            }
            NotCleared::Export(ExportError::Disagreement { posts, detail }) => {
                format("cleared-disagreement", &[("posts", (*posts as u64).into()), ("detail", (*detail).into())])
            }
            NotCleared::Said(_) | NotCleared::Export(ExportError::Io(_)) | NotCleared::Io(_) => self.to_string(),
        }
    }
}

/// A run that clears.
pub struct Clearing<'s> {
    order: Order,
    scanner: &'s Scanner,
    pool: &'s rayon::ThreadPool,
    catalogue: &'s Catalogue,
    masker: Masker,
    list: WithheldList,
    criteria: Criteria,
    /// Names given away.
    taken: HashSet<PathBuf>,
    /// Names of files that earlier runs wrote and this one has not.
    stale: Vec<String>,
    /// Held as long as the run lasts; `None` where the system has no locks.
    _lock: Option<File>,
}

/// Whether the folder could be had for one's own.
enum Lock {
    Held(Option<File>),
    Busy,
}

/// Locks the folder itself, so that nothing more lies in it. Where that cannot be done, nothing is locked.
fn lock(folder: &Path) -> Lock {
    let Ok(file) = File::open(folder) else { return Lock::Held(None) };
    match file.try_lock() {
        Ok(()) => Lock::Held(Some(file)),
        Err(TryLockError::WouldBlock) => Lock::Busy,
        Err(TryLockError::Error(_)) => Lock::Held(None),
    }
}

impl<'s> Clearing<'s> {
    /// Prepares the folder.
    ///
    /// # Errors
    /// See [`ClearError`].
    pub fn begin(
        order: Order,
        scanner: &'s Scanner,
        pool: &'s rayon::ThreadPool,
        catalogue: &'s Catalogue,
        masker: Masker,
        key: SiteKey,
    ) -> Result<Self, ClearError> {
        let folder = &order.folder;
        std::fs::create_dir_all(folder).map_err(|error| named(folder, &error))?;
        let Lock::Held(lock) = lock(folder) else { return Err(ClearError::Busy(shown_path(folder))) };
        let mut there = std::fs::read_dir(folder).map_err(|error| named(folder, &error))?;
        let before = Criteria::files_before(folder);
        if there.next().is_some() && before.is_none() {
            return Err(ClearError::Foreign(shown_path(folder)));
        }
        let stale = before.unwrap_or_default();
        Criteria::begin(folder, &stale)?;
        let list = WithheldList::create(folder, masker, key)?;
        let (criteria, taken) = (Criteria::default(), HashSet::new());
        Ok(Clearing { order, scanner, pool, catalogue, masker, list, criteria, taken, stale, _lock: lock })
    }

    /// Clears `document`, which was read from `source`, if it is a journal export.
    ///
    /// # Errors
    /// The list of what is withheld cannot be written. That an export cannot be is told in it.
    pub fn document(&mut self, document: &Document, source: &Source) -> io::Result<()> {
        // What was cleared before and is read now stays, whatever becomes of it.
        self.stale.retain(|name| !(source.path().ends_with(name) && source.is_file_at(&self.order.folder.join(name))));
        if document.unread.is_none() && document.entries.is_empty() {
            self.criteria.documents += 1;
            return Ok(());
        }
        self.criteria.posts.all += document.entries.len() as u64;
        let place = self.place(source);
        let cleared = match (&place, self.objection(document, source)) {
            (_, Some(said)) => Err(NotCleared::Said(said)),
            (Err(said), None) => Err(NotCleared::Said(said.clone())),
            (Ok(name), None) => self.begin_file(name).map_err(NotCleared::Io).and_then(|()| {
                let place = self.order.folder.join(name);
                self.clear(document, source, &place)
            }),
        };
        match cleared {
            Ok(cleared) => {
                let path = self.masker.path(document);
                if cleared.is_written {
                    if self.order.mark_names && cleared.marked.is_none() {
                        let line = self.catalogue.format("cleared-unmarked", &[("path", (&path).into())]);
                        anstream::eprintln!("skjerm: {}", Masker::default().argument(&line));
                    }
                    self.criteria.cleared.push(path);
                    self.criteria.files.extend(place.as_deref().ok().map(written));
                } else {
                    self.remove_old(place.as_deref().ok());
                    let reason = self.catalogue.text("cleared-nothing-left").into_owned();
                    self.say_not_cleared(document, &reason)?;
                }
                self.tell(document, &cleared)
            }
            Err(error) => {
                self.remove_old(place.as_deref().ok());
                self.criteria.posts.withheld += document.entries.len() as u64;
                self.say_not_cleared(document, &error.told(self.catalogue))?;
                let against =
                    document.findings.held().iter().filter(|finding| finding.severity != crate::model::Severity::Note);
                for finding in against {
                    self.count(finding);
                    self.row(
                        document,
                        finding.location.entry.as_deref(),
                        Some(finding),
                        Action::NotCleared,
                        "",
                        false,
                    )?;
                }
                Ok(())
            }
        }
    }

    /// Writes the list and the criteria.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn finish(mut self, rules: &Rules, date: String, options: Vec<(&'static str, String)>) -> io::Result<Criteria> {
        (self.criteria.date, self.criteria.options) = (date, options);
        // What an earlier run cleared and this one did not is not cleared: its export may be gone, or hold more than it did.
        for name in std::mem::take(&mut self.stale) {
            if !self.criteria.files.contains(&name) && is_name_of_copy(&name) {
                self.remove_old(Some(Path::new(&name)));
            }
        }
        self.list.finish()?;
        self.criteria.write(&self.order.folder, rules, self.catalogue)?;
        Ok(self.criteria)
    }

    /// Where the cleared copy of `source` is to stand, below the folder.
    fn place(&mut self, source: &Source) -> Result<PathBuf, String> {
        let said = |key: &str| self.catalogue.text(key).into_owned();
        // A file in a folder that was named keeps its place below that; the folder's own name comes in where two would be one.
        let given = source.name_in_argument();
        let whole: PathBuf =
            Path::new(given).components().filter(|step| matches!(step, Component::Normal(_))).collect();
        let is_below = !given.starts_with('/') && whole.components().count() > 1;
        let below: PathBuf = whole.components().skip(usize::from(is_below)).collect();
        if whole.as_os_str().is_empty() {
            return Err(said("cleared-no-name"));
        }
        let is_free =
            |name: &PathBuf| !self.taken.contains(name) && !OWN_NAMES.iter().any(|own| name == Path::new(own));
        let Some(name) = [below, whole].into_iter().find(is_free) else { return Err(said("cleared-same-name")) };
        self.taken.insert(name.clone());
        if source.is_file_at(&self.order.folder.join(&name)) { Err(said("cleared-itself")) } else { Ok(name) }
    }

    /// Why `document` cannot be cleared, whatever stands in its posts.
    fn objection(&self, document: &Document, source: &Source) -> Option<String> {
        if let Some(unread) = &document.unread {
            let reason = match unread.reason {
                Reason::Unsupported => self.catalogue.text("reason-unsupported"),
                reason => self.catalogue.reason(reason),
            };
            return Some(format!("{reason}: {}", unread.detail));
        }
        // A number or whole name in the file's name would be published with it.
        self.masker_shows_less(document, source).then(|| self.catalogue.text("cleared-name-tells").into_owned())
    }

    /// Notes a copy before it is written: a run that is killed then leaves none that a later one does not know.
    fn begin_file(&mut self, name: &Path) -> io::Result<()> {
        let name = written(name);
        if !self.stale.contains(&name) {
            self.stale.push(name);
            Criteria::begin(&self.order.folder, &self.stale)?;
        }
        Ok(())
    }

    fn masker_shows_less(&self, document: &Document, source: &Source) -> bool {
        Masker::default().path(document) != document.path && {
            let name = document.path.len().saturating_sub(source.name_in_argument().len());
            let in_name = document.path_findings.iter().filter(|finding| finding.span.start >= name);
            let moved = |finding: &Finding| {
                let span = Span::new(finding.span.start - name, finding.span.end - name);
                Finding { span, ..finding.clone() }
            };
            let only_name = Document {
                path: document.path[name..].to_owned(),
                file_name_len: document.path.len() - name,
                path_findings: in_name.map(moved).collect(),
                ..Document::default()
            };
            Masker::default().path(&only_name) != only_name.path
        }
    }

    fn clear(&self, document: &Document, source: &Source, place: &Path) -> Result<Cleared, NotCleared> {
        one::Exporter { order: &self.order, scanner: self.scanner, pool: self.pool, catalogue: self.catalogue }
            .clear(document, source, place)
    }

    /// What an earlier run cleared must not stand for what this one did not.
    fn remove_old(&self, name: Option<&Path>) {
        if let Some(name) = name {
            // It is not there, as a rule.
            let _ = std::fs::remove_file(self.order.folder.join(name));
        }
    }

    fn say_not_cleared(&mut self, document: &Document, reason: &str) -> io::Result<()> {
        let path = self.masker.path(document);
        let values = [("path", (&path).into()), ("reason", reason.into())];
        let line = self.catalogue.format("cleared-not", &values);
        anstream::eprintln!("skjerm: {}", Masker::default().argument(&line));
        self.criteria.not_cleared.push((path, reason.to_owned()));
        self.row(document, None, None, Action::NotCleared, reason, false)
    }

    fn row(
        &mut self,
        document: &Document,
        entry: Option<&str>,
        finding: Option<&Finding>,
        action: Action,
        reason: &str,
        refused_by_einnsyn: bool,
    ) -> io::Result<()> {
        let row = Row { document, entry, finding, action, reason, refused_by_einnsyn };
        self.list.row(&row, self.catalogue)
    }

    fn count(&mut self, finding: &Finding) {
        *self.criteria.by_kind.entry(finding.kind.as_str()).or_default() += 1;
        for basis in finding.basis.iter() {
            *self.criteria.by_basis.entry(basis.to_string()).or_default() += 1;
        }
    }

    /// Writes the lines of an export that was cleared.
    fn tell(&mut self, document: &Document, cleared: &Cleared) -> io::Result<()> {
        let told: HashSet<usize> = cleared.findings.iter().flat_map(|(posts, _)| posts.iter().copied()).collect();
        for (posts, finding) in &cleared.findings {
            self.count(finding);
            let Some(&first) = posts.first() else {
                self.row(document, None, Some(finding), Action::Removed, "", false)?;
                continue;
            };
            // What stands against a case stands against all its posts; the worst that became of one is told.
            let post = posts.iter().copied().find(|&post| cleared.fates[post] == Fate::Withheld).unwrap_or(first);
            let action = if cleared.fates[post] == Fate::Withheld { Action::Withheld } else { Action::Shielded };
            let refused = cleared.refused_by_einnsyn.contains(&post);
            self.row(document, Some(&cleared.ids[post]), Some(finding), action, "", refused)?;
        }
        let posts = &mut self.criteria.posts;
        // Entries of a case that has no posts, and pieces of very large posts, are no posts.
        posts.all = posts.all - document.entries.len() as u64 + cleared.fates.len() as u64;
        for fate in &cleared.fates {
            match fate {
                Fate::Withheld => posts.withheld += 1,
                Fate::Shielded => (posts.published, posts.shielded) = (posts.published + 1, posts.shielded + 1),
                Fate::Published => posts.published += 1,
            }
        }
        self.criteria.marked += cleared.marked.unwrap_or(0);
        for (post, fate) in cleared.fates.iter().enumerate() {
            if *fate == Fate::Withheld && !told.contains(&post) {
                let key = match post {
                    post if cleared.held_by_documents.contains(&post) => "cleared-document",
                    post if cleared.covert.contains(&post) => "cleared-covert",
                    _ => "cleared-goes-with",
                };
                let reason = self.catalogue.text(key).into_owned();
                let refused = cleared.refused_by_einnsyn.contains(&post);
                self.row(document, Some(&cleared.ids[post]), None, Action::Withheld, &reason, refused)?;
            }
            if *fate != Fate::Withheld && cleared.refused_by_einnsyn.contains(&post) && !told.contains(&post) {
                let reason = self.catalogue.text("cleared-einnsyn").into_owned();
                self.row(document, Some(&cleared.ids[post]), None, Action::Published, &reason, true)?;
            }
        }
        Ok(())
    }
}

/// The name of a copy as the criteria list it.
fn written(name: &Path) -> String {
    name.to_string_lossy().replace('\\', "/")
}

/// `name` leads to a copy in the folder and to nothing else, whoever wrote the criteria.
fn is_name_of_copy(name: &str) -> bool {
    let is_below = Path::new(name).components().all(|step| matches!(step, Component::Normal(_)));
    is_below && !OWN_NAMES.contains(&name)
}

/// `error` with the file's name in front.
fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", shown_path(path)))
}
