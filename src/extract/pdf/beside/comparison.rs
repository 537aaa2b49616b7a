//! What the last revision of a document no longer has: of earlier revisions, and of pages that were only taken out of
//! the page tree.

use super::aside::{Aside, Asides, OnPage, Said, is_worth_telling};
use super::difference::Shown;
use super::document::Document;
use super::{Pages, fingerprint, form, unlinked_pages};
use crate::extract::pdf::text_of_pages;
use crate::model::Role;
use hashbrown::HashSet;
use hayro_syntax::object::ObjectIdentifier;
use std::cell::OnceCell;

/// Holds what else is in the file against the last revision.
pub(super) struct Comparison<'c, 'a> {
    pub last: &'c Document<'a>,
    /// What the pages of the last are made of, in order and to look up.
    pages: OnceCell<(Vec<u64>, HashSet<u64>)>,
    texts: &'c Pages<'a>,
    shown: OnceCell<Shown>,
    /// Values beside the pages of the last revision, and of earlier ones as they are told.
    said: Said,
    /// Lines of pages that have been told.
    lines: Said,
    /// What the last revision does not have.
    pub lost: Asides,
}

impl<'c, 'a> Comparison<'c, 'a> {
    /// With the last revision, its pages and what stands beside them.
    pub fn new(last: &'c Document<'a>, texts: &'c Pages<'a>, asides: &Asides) -> Self {
        let (mut said, lines, lost) = (Said::default(), Said::default(), Asides::default());
        asides.list().iter().for_each(|aside| {
            said.is_new(&aside.text);
        });
        Comparison { last, pages: OnceCell::new(), texts, shown: OnceCell::new(), said, lines, lost }
    }

    fn shown(&self) -> &Shown {
        self.shown.get_or_init(|| Shown::new(self.texts.get()))
    }

    /// Something in lost lines has not been told of another revision.
    fn is_news(&mut self, run: &str) -> bool {
        let new = run.lines().filter(|line| self.lines.is_new(line)).count();
        new > 0 && is_worth_telling(run)
    }

    /// Lines of an earlier revision that the last one no longer shows, those that follow each other together.
    pub fn pages(&mut self, earlier: &Document<'_>) {
        let (pages, known) = self.pages.get_or_init(|| {
            let pages = fingerprint::of_pages(self.last);
            let known = pages.iter().copied().collect();
            (pages, known)
        });
        let before = fingerprint::of_pages(earlier);
        let is_changed = |page: usize| before.get(page).is_none_or(|page| !known.contains(page));
        if !(0..before.len()).any(is_changed) {
            return;
        }
        let texts = text_of_pages(earlier.pdf, &is_changed);
        let still: HashSet<_> = before.iter().collect();
        let runs = self.shown().lost(&texts, &|page| pages.get(page).is_none_or(|page| !still.contains(page)));
        for (page, run) in runs {
            if self.is_news(&run) {
                self.lost.begin_record();
                let page = u32::try_from(page + 1).unwrap_or(u32::MAX);
                self.lost.add_on_page(Role::DeletedText, "revision", "revision", OnPage { page, bbox: None }, run);
            }
        }
    }

    /// Lines of pages that no page tree leads to, where the document does not show them elsewhere.
    pub fn unlinked_pages(&mut self, pages: &[ObjectIdentifier]) {
        let Some(pdf) = unlinked_pages::document(self.last.pdf, pages) else { return };
        let texts = text_of_pages(&pdf, &|_| true);
        for (_, run) in self.shown().lost(&texts, &|_| true) {
            if self.is_news(&run) {
                self.lost.begin_record();
                self.lost.add(Role::DeletedText, "Pages", "unlinked-page", run);
            }
        }
    }

    /// Values beside the pages of an earlier revision that the last one does not have.
    pub fn asides(&mut self, earlier: &Asides) {
        let mut record = None;
        for aside in earlier.list() {
            if !self.said.is_new(&aside.text) {
                continue;
            }
            if record.replace(aside.record) != Some(aside.record) {
                self.lost.begin_record();
            }
            self.aside(aside);
        }
    }

    fn aside(&mut self, aside: &Aside) {
        let Aside { role, path, label, on_page, text, .. } = aside;
        let was_written = matches!(role, Role::Comment | Role::Hidden) || path.starts_with(form::HOLDER);
        let is_lost = was_written && is_worth_telling(text) && !self.shown().shows(text);
        // A field's value may have been told as what its page showed.
        if is_lost && text.lines().all(|line| self.lines.holds(line)) {
            return;
        }
        // Properties and the like are told as what they are: every update changes some of them.
        let (role, label) = if is_lost { (Role::DeletedText, "revision") } else { (Role::Metadata, &**label) };
        let path = format!("revision/{path}");
        match on_page {
            Some(on_page) => self.lost.add_on_page(role, &path, label, *on_page, text.clone()),
            None => self.lost.add_at(role, &path, label, text.clone()),
        }
    }
}
