//! Earlier revisions: an incremental update (ISO 32000-2, 7.5.6) adds to a PDF and leaves all that was there before it. Each
//! revision is the file up to its own end; what the last one no longer shows was taken out by somebody who believes it gone.

use super::aside::{Aside, Asides, OnPage, Said};
use super::attachments::Attachments;
use super::difference::Shown;
use super::document::Document;
use super::{Pages, fingerprint, form, gather};
use crate::extract::pdf::text_of_pages;
use crate::extract::{Input, Output};
use crate::model::{Reason, Role, Unread};
use hashbrown::{HashMap, HashSet};
use hayro_syntax::object::{Dict, FromBytes};
use hayro_syntax::{Pdf, PdfData};
use std::cell::OnceCell;
use std::sync::Arc;

/// Of more revisions than these the oldest and the newest are read: the first one holds most, the last ones what was taken out
/// before publication.
const MOST: usize = 20;

/// Cross-reference sections that are followed; hayro follows as many.
const MOST_SECTIONS: usize = 256;

/// The first bytes of a document.
struct Beginning {
    whole: PdfData,
    end: usize,
}

impl AsRef<[u8]> for Beginning {
    fn as_ref(&self) -> &[u8] {
        let whole: &[u8] = self.whole.as_ref();
        &whole[..self.end.min(whole.len())]
    }
}

/// Hands out what earlier revisions hold and the last one, with those `asides` and `attachments`, does not.
///
/// # Errors
/// There are too many of them, or files in them cannot be unpacked.
pub(super) fn read(
    last: &Document<'_>,
    asides: &Asides,
    attachments: &Attachments<'_>,
    texts: &Pages<'_>,
    input: &Input<'_>,
    output: &mut dyn Output,
) -> Result<(), Unread> {
    let mut ends = earlier(last.pdf.data().as_ref());
    let count = ends.len();
    if count > MOST {
        ends.drain(MOST / 2..count - MOST / 2);
    }
    if ends.is_empty() {
        return Ok(());
    }
    let pages = fingerprint::of_pages(last);
    let mut comparison = Comparison {
        known: pages.iter().copied().collect(),
        pages,
        texts,
        shown: OnceCell::new(),
        said: Said::default(),
    };
    asides.list().iter().for_each(|aside| {
        comparison.said.is_new(&aside.text);
    });
    let (mut lost, mut contents) = (Asides::default(), attachments.contents());
    let mut outcome = Ok(());
    for end in ends {
        let data = PdfData::from(Arc::new(Beginning { whole: last.pdf.data().clone(), end }));
        let Ok(pdf) = Pdf::new(data) else { continue };
        let document = Document::new(&pdf, input.limits);
        comparison.pages(&document, &mut lost);
        let (asides, mut files) = gather(&document, input);
        comparison.asides(&asides, &mut lost);
        files.leave_out_those_of(&mut contents);
        outcome = outcome.and(files.hand_out(input, output));
    }
    lost.hand_out(&|_| true, output);
    outcome?;
    if count > MOST {
        let detail = format!("{count} earlier revisions in the file; {} of them were not read", count - MOST);
        return Err(Unread::new(Reason::TooLarge, detail));
    }
    Ok(())
}

/// Holds earlier revisions against the last.
struct Comparison<'c, 'a> {
    /// What the pages of the last are made of.
    pages: Vec<u64>,
    /// The same.
    known: HashSet<u64>,
    texts: &'c Pages<'a>,
    shown: OnceCell<Shown>,
    /// Values beside the pages of the last revision, and of earlier ones as they are told.
    said: Said,
}

impl Comparison<'_, '_> {
    fn shown(&self) -> &Shown {
        self.shown.get_or_init(|| Shown::new(self.texts.get()))
    }

    /// Lines that the last revision no longer shows, those that follow each other together.
    fn pages(&mut self, earlier: &Document<'_>, lost: &mut Asides) {
        let before = fingerprint::of_pages(earlier);
        let is_changed = |page: usize| before.get(page).is_none_or(|page| !self.known.contains(page));
        if !(0..before.len()).any(is_changed) {
            return;
        }
        let texts = text_of_pages(earlier.pdf, &is_changed);
        let still: HashSet<_> = before.iter().collect();
        let runs = self.shown().lost(&texts, &|page| self.pages.get(page).is_none_or(|page| !still.contains(page)));
        for (page, run) in runs {
            if self.said.is_new(&run) {
                lost.begin_record();
                let page = u32::try_from(page + 1).unwrap_or(u32::MAX);
                lost.add_on_page(Role::DeletedText, "revision", "revision", OnPage { page, bbox: None }, run);
            }
        }
    }

    /// Values beside the pages that the last revision does not have.
    fn asides(&mut self, earlier: &Asides, lost: &mut Asides) {
        let mut record = None;
        for aside in earlier.list() {
            if self.said.holds(&aside.text) || !self.said.is_new(&aside.text) {
                continue;
            }
            if record.replace(aside.record) != Some(aside.record) {
                lost.begin_record();
            }
            self.aside(aside, lost);
        }
    }

    fn aside(&self, aside: &Aside, lost: &mut Asides) {
        let Aside { role, path, label, on_page, text, .. } = aside;
        let was_written = matches!(role, Role::Comment | Role::Hidden) || path.starts_with(form::HOLDER);
        let is_lost = was_written && !self.shown().shows(text);
        // Properties and the like are told as what they are: every update changes some of them.
        let (role, label) = if is_lost { (Role::DeletedText, "revision") } else { (Role::Metadata, &**label) };
        let path = format!("revision/{path}");
        match on_page {
            Some(on_page) => lost.add_on_page(role, &path, label, *on_page, text.clone()),
            None => lost.add_at(role, &path, label, text.clone()),
        }
    }
}

/// Where earlier revisions end, in rising order.
pub(super) fn earlier(bytes: &[u8]) -> Vec<usize> {
    // The offset that a revision's end names, and that end. Of several with one offset the last one counts: the first section of
    // a linearized file ends so.
    let mut ends = HashMap::<usize, usize>::new();
    let mut last = None;
    for at in memchr::memmem::find_iter(bytes, b"startxref") {
        let Some((section, end)) = end_of_revision(bytes, at) else { continue };
        ends.insert(section, end);
        last = Some(section);
    }
    let Some(last) = last.filter(|_| ends.len() > 1) else { return Vec::new() };
    // Only what the last revision builds on: a PDF within the PDF has ends of its own.
    let mut sections = HashSet::new();
    let mut next = Some(last);
    while let Some(section) = next.filter(|&section| sections.len() < MOST_SECTIONS && sections.insert(section)) {
        next = previous(bytes, section);
    }
    let mut earlier: Vec<_> =
        sections.iter().filter(|&&section| section != last).filter_map(|section| ends.get(section).copied()).collect();
    let whole = ends.get(&last).copied().unwrap_or(bytes.len());
    earlier.retain(|&end| end < whole);
    earlier.sort_unstable();
    earlier
}

/// The offset behind `startxref`, which stands at `at`, and where the revision ends. The first section of a linearized file names
/// no offset.
fn end_of_revision(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let rest = bytes[at..].strip_prefix(b"startxref")?;
    let number = rest.trim_ascii_start();
    let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let section: usize = std::str::from_utf8(number.get(..digits.min(20))?).ok()?.parse().ok()?;
    let mut rest = &number[digits..];
    if let Some(after) = rest.trim_ascii_start().strip_prefix(b"%%EOF") {
        rest = after;
    }
    let end = bytes.len() - rest.len();
    (section > 0 && section < end).then_some((section, end))
}

/// The offset of the cross-reference section before the one at `section`.
fn previous(bytes: &[u8], section: usize) -> Option<usize> {
    let rest = bytes.get(section..)?.trim_ascii_start();
    let dict = if rest.starts_with(b"xref") {
        rest[memchr::memmem::find(rest, b"trailer")?..].strip_prefix(b"trailer")?
    } else {
        &rest[memchr::memmem::find(&rest[..rest.len().min(64)], b"obj")?..][3..]
    };
    let dict = Dict::from_bytes(dict.trim_ascii_start())?;
    usize::try_from(dict.get::<i32>("Prev")?).ok()
}
