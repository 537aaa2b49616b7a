//! Mail: messages as they are sent (EML), Outlook's (MSG), mailboxes (mbox) and Outlook's attachments (winmail.dat). Every header,
//! every alternative of the text, and what is attached as documents within the document.

mod attachment;
mod body;
mod eml;
mod header;
mod lzfu;
mod mapi;
mod mbox;
mod mime;
mod msg;
mod outlook_body;
mod signed;
mod tnef;
mod transfer;

use super::legacy::compound::Compound;
use super::{Input, Output};
use crate::model::Unread;
use std::io::Cursor;

/// Pictures in the text that are smaller (in dots) are logos and signatures.
const LOGO: (u32, u32) = (400, 300);

/// A mail or a mailbox.
pub(super) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    if mbox::is_mailbox(input.bytes) { mbox::read(input, output) } else { eml::read(input, output) }
}

/// A message of Outlook's.
pub(super) fn read_message(input: &Input<'_>, file: Compound<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    msg::read(input, file, output)
}

/// Outlook's attachment of attachments.
pub(super) fn read_winmail(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    tnef::read(input, output)
}

/// Whether a text begins with the header of a mail. Mail copied into a text has names and dates as well, but not the fields that
/// only mail programs write and read.
pub(super) fn is_mail(beginning: &str) -> bool {
    const OF_PEOPLE: &[&str] = &["from", "to", "cc", "subject", "date", "sender", "reply-to"];
    const OF_PROGRAMS: &[&str] = &[
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "delivered-to",
        "content-type",
        "content-transfer-encoding",
        "dkim-signature",
        "in-reply-to",
        "references",
        "user-agent",
    ];
    let start = beginning.trim_start_matches(['\u{feff}', '\r', '\n', ' ', '\t']).as_bytes();
    let (fields, _) = header::parse(start);
    if !start.starts_with(b"From ") && header::name_of(start).is_none() {
        return false;
    }
    let count = |names: &[&str]| names.iter().filter(|name| fields.iter().any(|field| field.is(name))).count();
    let (of_people, of_programs) = (count(OF_PEOPLE), count(OF_PROGRAMS));
    let by_programs = of_programs + fields.iter().filter(|field| field.name.starts_with("X-")).count().min(1);
    by_programs >= 1 && of_people + by_programs >= 3
}

/// Whether a picture is so small that it is no more than decoration.
pub(super) fn is_logo(picture: &[u8]) -> bool {
    let reader = image::ImageReader::new(Cursor::new(picture)).with_guessed_format();
    let size = reader.ok().and_then(|reader| reader.into_dimensions().ok());
    size.is_some_and(|(width, height)| width < LOGO.0 || height < LOGO.1)
}

#[cfg(test)]
mod tests;
