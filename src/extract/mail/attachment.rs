//! What is attached to a message of Outlook's.

use super::is_logo;
use super::mapi::{Properties, tag};
use crate::extract::fields::Fields;
use crate::extract::{Input, Output, picture};
use crate::model::{Role, Unread};
use std::collections::HashSet;

/// An attachment and which one it is, from 1.
pub(super) struct Attachment {
    pub properties: Properties,
    pub number: usize,
}

/// What an attachment holds.
pub(super) enum Content {
    /// Its bytes are among the properties.
    Data,
    /// A message, as a file.
    Message(Vec<u8>),
    /// A document of another program, as a compound file.
    Object(Vec<u8>),
    /// It cannot be taken out.
    Closed(Unread),
}

/// # Errors
/// A limit of the whole message was passed.
pub(super) fn hand_out(
    attachment: &Attachment,
    content: Content,
    input: &Input<'_>,
    output: &mut dyn Output,
) -> Result<(), Unread> {
    let Attachment { properties, number } = attachment;
    let name = properties.file_name().or_else(|| properties.text(tag::DISPLAY_NAME));
    // What is signed stands in the file as a mail does, without the fields that would tell it.
    let is_signed = properties.text(tag::MIME_TAG) == Some("multipart/signed");
    let named = |extension: &str| match name {
        Some(name) if is_signed => format!("{name}.eml"),
        Some(name) if extension == "msg" && !name.to_ascii_lowercase().ends_with(".msg") => format!("{name}.msg"),
        Some(name) => name.to_owned(),
        None => format!("attachment-{number}.{extension}"),
    };
    // The member's own name is the caller's; other names (short, display, path) may tell more.
    let (mut fields, mut seen) = (Fields::default(), HashSet::new());
    seen.extend(name.map(str::to_owned));
    properties.describe(&mut fields, &mut seen);
    match content {
        Content::Message(bytes) => output.member(&named("msg"), &mut &*bytes)?,
        Content::Object(bytes) => output.member(&named("ole"), &mut &*bytes)?,
        Content::Closed(unread) => output.closed_member(&named("ole"), unread)?,
        Content::Data => match properties.bytes(tag::DATA) {
            Some(bytes) if properties.is_in_text() && is_logo(bytes) => {
                fields.add(Role::AttachmentName, "name", name.unwrap_or_default());
                fields.hand_out(output);
                return picture::describe(&input.within(bytes, "picture"), output);
            }
            Some(bytes) => output.member(&named("bin"), &mut &*bytes)?,
            // Only a link to a file elsewhere, or an empty file.
            None => fields.add(Role::AttachmentName, "name", name.unwrap_or_default()),
        },
    }
    fields.hand_out(output);
    Ok(())
}

impl Properties {
    /// The text shows it where it belongs, so that it is not in the list of attachments.
    fn is_in_text(&self) -> bool {
        let has_content_id = self.text(tag::CONTENT_ID).is_some();
        let is_picture = self.text(tag::MIME_TAG).is_some_and(|kind| kind.starts_with("image/"));
        (has_content_id || self.number(tag::IS_HIDDEN).is_some_and(|hidden| hidden != 0))
            && (is_picture || self.text(tag::MIME_TAG).is_none())
    }
}
