//! What a PDF holds beside its pages: properties, bookmarks, comments, forms, files within it, scripts, and the earlier
//! revisions that an incremental update leaves in the file.

mod annotations;
mod aside;
mod attachments;
mod comparison;
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
#[cfg(test)]
mod tests;
mod text_string;
mod unlinked_pages;

use crate::extract::{Input, Output};
use crate::model::{Reason, Unread};
use aside::{Aside, Asides, Said};
use attachments::Attachments;
use comparison::Comparison;
use difference::OnTheirPages;
use document::Document;
use hayro_syntax::Pdf;
use hayro_syntax::object::ObjectIdentifier;
use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(super) use stream::{decoded, is_damaged};
pub(super) use text_string::decode_bytes;

/// Hands out everything beside the pages of `pdf`, which was opened from `input`.
///
/// # Errors
/// Something could not be read; all else was handed out.
pub(in crate::extract::pdf) fn read(pdf: &Pdf, input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let document = Document::new(pdf, input.limits);
    let texts = Pages { pdf, texts: OnceCell::new() };
    let mut outcome = Ok(());
    let mut step = |run: &mut dyn FnMut() -> Result<(), Unread>| {
        // A damaged file is that document's trouble, whatever hayro makes of it.
        let failed = |_| Err(Unread::new(Reason::Crashed, "what stands beside the pages of a PDF could not be read"));
        let this = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(failed);
        if outcome.is_ok() {
            outcome = this;
        }
    };
    let mut gathered = None;
    step(&mut || {
        gathered = Some(gather(&document, input));
        Ok(())
    });
    let Gathered { asides, attachments, unlinked_pages } = gathered.unwrap_or_default();
    step(&mut || {
        let on_pages = OnceCell::new();
        // Text in place of other text says the same as a rule; descriptions of pictures do not.
        let wanted = |aside: &Aside| {
            let page = aside.on_page.filter(|_| &*aside.label == objects::ACTUAL);
            page.is_none_or(|on_page| {
                !on_pages.get_or_init(|| OnTheirPages::new(texts.get())).shows(on_page.page, &aside.text)
            })
        };
        asides.hand_out(&wanted, output);
        form::xfa(&document, input, output);
        Ok(())
    });
    step(&mut || attachments.hand_out(input, output));
    step(&mut || document.trouble());
    let mut comparison = None;
    step(&mut || {
        let comparison = comparison.insert(Comparison::new(&document, &texts, &asides));
        revisions::read(comparison, &attachments, input, output)
    });
    let Some(mut comparison) = comparison else { return outcome };
    step(&mut || {
        comparison.unlinked_pages(&unlinked_pages);
        Ok(())
    });
    comparison.lost.hand_out(&|_| true, output);
    outcome
}

/// The text of the pages, for whoever asks first.
struct Pages<'a> {
    pdf: &'a Pdf,
    texts: OnceCell<Vec<String>>,
}

impl Pages<'_> {
    fn get(&self) -> &[String] {
        self.texts.get_or_init(|| super::text_of_pages(self.pdf, &|_| true))
    }
}

/// What one revision holds beside its pages.
#[derive(Default)]
struct Gathered<'a> {
    asides: Asides,
    attachments: Attachments<'a>,
    /// Pages that no page tree leads to.
    unlinked_pages: Vec<ObjectIdentifier>,
}

fn gather<'a>(document: &Document<'a>, input: &Input<'_>) -> Gathered<'a> {
    let mut asides = Asides::default();
    let mut attachments = Attachments::default();
    form::xfa_packets(document).into_iter().for_each(|(_, packet)| attachments.leave_out(packet.obj_id()));
    let mut said = Said::default();
    let (mut on_pages, mut fields) = (annotations::Seen::default(), annotations::Seen::default());
    properties::info(document, &mut asides, &mut said);
    navigation::read(document, &mut asides);
    annotations::read(document, &mut asides, &mut on_pages);
    form::fields(document, &mut asides, &mut fields);
    let mut others = Said::default();
    asides.list().iter().filter(|aside| &*aside.label == "link").for_each(|aside| {
        others.is_new(&aside.text);
    });
    let mut sweep = objects::Sweep {
        document,
        input,
        asides: &mut asides,
        attachments: &mut attachments,
        said: &mut said,
        annotations: &on_pages,
        fields: &fields,
        others,
        unlinked_pages: Vec::new(),
    };
    sweep.run();
    let unlinked_pages = sweep.unlinked_pages;
    Gathered { asides, attachments, unlinked_pages }
}
