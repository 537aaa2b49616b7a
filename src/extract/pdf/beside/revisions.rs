//! Earlier revisions: an incremental update (ISO 32000-2, 7.5.6) adds to a PDF and leaves all that was there before it.
//! Each revision is the file up to its own end; what the last one no longer shows was taken out by somebody who
//! believes it gone.

use super::attachments::Attachments;
use super::comparison::Comparison;
use super::document::Document;
use super::{Gathered, gather};
use crate::extract::{Input, Output};
use crate::model::{Reason, Unread};
use hashbrown::{HashMap, HashSet};
use hayro_syntax::object::{Dict, FromBytes};
use hayro_syntax::{Pdf, PdfData};
use std::sync::Arc;

/// Of more revisions than these the oldest and the newest are read: the first one holds most, the last ones what was
/// taken out before publication. Every comment may be one of a small file.
const MOST: std::ops::RangeInclusive<usize> = 20..=200;

/// So many bytes of revisions are read, where that is more than the fewest of them.
const MOST_BYTES: usize = 1 << 28;

/// Cross-reference sections that are followed; hayro follows as many.
const MOST_SECTIONS: usize = 256;

/// A cross-reference table of more bytes is none: three million objects.
const LONGEST_TABLE: usize = 64 << 20;

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

/// Compares earlier revisions with the last one, and hands out the files within them that it does not hold.
///
/// # Errors
/// There are too many of them, or files in them cannot be unpacked.
pub(super) fn read(
    comparison: &mut Comparison<'_, '_>,
    attachments: &Attachments<'_>,
    input: &Input<'_>,
    output: &mut dyn Output,
) -> Result<(), Unread> {
    let whole = comparison.last.pdf.data();
    let mut ends = earlier(whole.as_ref());
    let count = ends.len();
    let bytes: &[u8] = whole.as_ref();
    let most = (MOST_BYTES / bytes.len().max(1)).clamp(*MOST.start(), *MOST.end());
    if count > most {
        ends.drain(most / 2..count - most / 2);
    }
    if ends.is_empty() {
        return Ok(());
    }
    let mut contents = attachments.contents();
    let mut outcome = Ok(());
    for end in ends {
        let Ok(pdf) = Pdf::new(PdfData::from(Arc::new(Beginning { whole: whole.clone(), end }))) else { continue };
        let document = Document::new(&pdf, input.limits);
        let Gathered { asides, attachments: mut files, .. } = gather(&document, input);
        comparison.pages(&document);
        comparison.asides(&asides);
        files.leave_out_those_of(&mut contents);
        outcome = outcome.and(files.hand_out(input, output));
    }
    outcome?;
    if count > most {
        let detail = format!("{count} earlier revisions in the file; {} of them were not read", count - most);
        return Err(Unread::new(Reason::TooLarge, detail));
    }
    Ok(())
}

/// Where earlier revisions end, in rising order.
pub(super) fn earlier(bytes: &[u8]) -> Vec<usize> {
    // The offset that a revision's end names, and that end. Of several with one offset the last one counts: the first
    // section of a linearized file ends so.
    let mut ends = HashMap::<usize, usize>::new();
    for at in memchr::memmem::find_iter(bytes, b"startxref") {
        ends.extend(end_of_revision(bytes, at));
    }
    let Some(last) = last_section(bytes).filter(|_| ends.len() > 1) else { return Vec::new() };
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

/// The offset of the last cross-reference section.
pub(super) fn last_section(bytes: &[u8]) -> Option<usize> {
    let at = memchr::memmem::rfind_iter(bytes, b"startxref").find_map(|at| end_of_revision(bytes, at));
    at.map(|(section, _)| section)
}

/// The offset behind `startxref`, which stands at `at`, and where the revision ends. The first section of a linearized
/// file names no offset.
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
    usize::try_from(trailer(bytes, section)?.get::<i32>("Prev")?).ok()
}

/// The trailer of the cross-reference section at that offset.
pub(super) fn trailer(bytes: &[u8], section: usize) -> Option<Dict<'_>> {
    let rest = bytes.get(section..)?.trim_ascii_start();
    let dict = if rest.starts_with(b"xref") {
        rest[memchr::memmem::find(&rest[..rest.len().min(LONGEST_TABLE)], b"trailer")?..].strip_prefix(b"trailer")?
    } else {
        &rest[memchr::memmem::find(&rest[..rest.len().min(64)], b"obj")?..][3..]
    };
    Dict::from_bytes(dict.trim_ascii_start())
}
