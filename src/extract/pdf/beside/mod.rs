//! What a PDF holds beside its pages: properties, bookmarks, comments, forms, files within it, scripts, and the earlier revisions
//! that an incremental update leaves in the file.

mod annotations;
mod aside;
mod attachments;
mod difference;
mod document;
mod fingerprint;
mod form;
mod navigation;
mod objects;
mod properties;
mod revisions;
mod rich_text;
mod stream;
mod text_string;
#[cfg(test)]
mod tests;

use crate::extract::{Input, Output};
use crate::model::Unread;
use aside::{Asides, Said};
use attachments::Attachments;
use document::Document;
use hayro_syntax::Pdf;

/// Hands out everything beside the pages of `pdf`, which was opened from `input`.
///
/// # Errors
/// Something could not be read; all else was handed out.
pub(in crate::extract::pdf) fn read(pdf: &Pdf, input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let document = Document::new(pdf, input.limits);
    let (asides, attachments) = gather(&document, input);
    asides.hand_out(output);
    form::xfa(&document, input, output);
    let outcome = attachments.hand_out(input, output);
    outcome.and(revisions::read(&document, &asides, &attachments, input, output))
}

/// What one revision holds beside its pages.
fn gather<'a>(document: &Document<'a>, input: &Input<'_>) -> (Asides, Attachments<'a>) {
    let mut asides = Asides::default();
    let mut attachments = Attachments::default();
    let (mut said, mut seen) = (Said::default(), annotations::Seen::default());
    properties::info(document, &mut asides, &mut said);
    navigation::read(document, &mut asides);
    annotations::read(document, &mut asides, &mut seen);
    form::fields(document, &mut asides);
    let mut others = Said::default();
    asides.list().iter().filter(|aside| &*aside.label == "link").for_each(|aside| {
        others.is_new(&aside.text);
    });
    let (asides_ref, attachments_ref) = (&mut asides, &mut attachments);
    let mut sweep = objects::Sweep {
        document,
        input,
        asides: asides_ref,
        attachments: attachments_ref,
        said: &mut said,
        seen: &seen,
        others,
    };
    sweep.run();
    (asides, attachments)
}
