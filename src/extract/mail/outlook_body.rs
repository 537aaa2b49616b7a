//! The text of a message of Outlook's, which is kept plain, as HTML and as RTF, or as some of them.

use super::body::Body;
use super::lzfu;
use super::mapi::{Properties, tag};
use crate::extract::{Input, Output, rtf};
use crate::model::Unread;

/// Hands out the text, what is there twice only once.
///
/// # Errors
/// What of it is not read.
pub(super) fn hand_out(
    input: &Input<'_>,
    message: &Properties,
    body: &mut Body,
    output: &mut dyn Output,
) -> Result<(), Unread> {
    if let Some(text) = message.text(tag::BODY) {
        body.plain(text, output);
    }
    let html = message.html();
    let has_html = html.is_some();
    html.into_iter().for_each(|html| body.page(html));
    let mut outcome = Ok(());
    if let Some(packed) = message.bytes(tag::RTF) {
        match lzfu::unpacked(packed) {
            Ok(bytes) => match rtf::encapsulated_html(&bytes) {
                Some(html) if !has_html => body.page(html),
                Some(_) => {}
                None => outcome = hand_out_rtf(&bytes, body, output),
            },
            Err(unread) => outcome = Err(unread),
        }
    }
    let pages = body.hand_out(input, output);
    outcome.and(pages)
}

/// RTF, whose text is left out where the plain text says the same.
pub(super) fn hand_out_rtf(bytes: &[u8], body: &Body, output: &mut dyn Output) -> Result<(), Unread> {
    let mut document = rtf::parse(bytes);
    if body.says(&document.text) {
        document.text.clear();
    }
    document.hand_out(output)
}
