//! Outlook's messages (MSG, MS-OXMSG): a compound file of properties, with a storage for each recipient and attachment.

use super::attachment::{Attachment, Content};
use super::body::Body;
use super::mapi::{Properties, tag};
use super::{attachment, eml, outlook_body};
use crate::extract::fields::Fields;
use crate::extract::legacy::bytes::u32_at;
use crate::extract::legacy::compound::{Compound, Entry};
use crate::extract::{Input, Output};
use crate::model::{Reason, Unread};
use std::collections::HashSet;

const PROPERTIES: &str = "__properties_version1.0";

/// Bytes before the properties: of the message in the file, of a message within it, of a recipient or attachment.
const OF_FILE: usize = 32;
const OF_MESSAGE: usize = 24;
const OF_ITEM: usize = 8;

pub(super) fn read(input: &Input<'_>, mut file: Compound<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let entries = file.entries("/");
    let mut trouble = None;
    let message = properties(&mut file, "/", OF_FILE, None, &mut trouble);
    let (mut fields, mut seen) = (Fields::default(), HashSet::new());
    let storages = |prefix: &str| -> Vec<Entry> {
        let mut found: Vec<Entry> =
            entries.iter().filter(|entry| entry.is_storage && entry.name.starts_with(prefix)).cloned().collect();
        found.sort_by(|one, other| one.name.cmp(&other.name));
        found
    };
    for recipient in storages("__recip_version1.0_") {
        properties(&mut file, &recipient.path, OF_ITEM, message.code_page, &mut trouble)
            .describe_recipient(&mut fields, &mut seen);
    }
    message.describe(&mut fields, &mut seen);
    if let Some(header) = message.text(tag::HEADERS) {
        eml::header_fields(header, &mut fields, &seen);
    }
    fields.hand_out(output);
    let mut body = Body::default();
    let outcome = outlook_body::hand_out(input, &message, &mut body, output);
    trouble = trouble.or(outcome.err());
    for (index, storage) in storages("__attach_version1.0_").into_iter().enumerate() {
        let properties = properties(&mut file, &storage.path, OF_ITEM, message.code_page, &mut trouble);
        let attachment = Attachment { properties, number: index + 1 };
        let object = format!("{}/__substg1.0_3701000D", storage.path);
        let content = if file.is_storage(&object) {
            let is_message = file.is_stream(&format!("{object}/{PROPERTIES}"));
            match file.storage_as_file(&object, &as_file) {
                Ok(bytes) if is_message => Content::Message(bytes),
                Ok(bytes) => Content::Object(bytes),
                Err(unread) => Content::Closed(unread),
            }
        } else {
            Content::Data
        };
        attachment::hand_out(&attachment, content, input, output)?;
    }
    trouble.map_or(Ok(()), Err)
}

/// The properties of a message within, as they stand in a file of its own.
fn as_file(name: &str, mut bytes: Vec<u8>) -> Vec<u8> {
    if name == PROPERTIES && bytes.len() >= OF_MESSAGE {
        bytes.splice(OF_MESSAGE..OF_MESSAGE, [0; OF_FILE - OF_MESSAGE]);
    }
    bytes
}

/// The properties in a storage. `code_page` is that of the message around.
fn properties(
    file: &mut Compound<'_>,
    storage: &str,
    header: usize,
    code_page: Option<u32>,
    trouble: &mut Option<Unread>,
) -> Properties {
    let mut properties = Properties::of_page(code_page);
    let base = storage.trim_end_matches('/');
    let (fixed, unread) = file.stream_so_far(&format!("{base}/{PROPERTIES}"));
    if unread.is_some() {
        trouble.get_or_insert(Unread::new(Reason::Corrupt, "a message whose properties are missing or damaged"));
    }
    for entry in fixed.get(header..).unwrap_or_default().chunks_exact(16) {
        let (Some(tag), Ok(value)) = (u32_at(entry, 0), <[u8; 8]>::try_from(&entry[8..])) else { continue };
        properties.add_fixed((tag >> 16) as u16, tag as u16, value);
    }
    for entry in file.entries(storage) {
        // A list has a stream for the lengths and one, with a number, for each item.
        let Some(name) = entry.name.strip_prefix("__substg1.0_").filter(|_| !entry.is_storage) else { continue };
        let Some(tag) = name.get(..8).and_then(|tag| u32::from_str_radix(tag, 16).ok()) else { continue };
        let is_list = tag & 0x1000 != 0;
        if is_list != (name.len() > 8) {
            continue;
        }
        let (bytes, unread) = file.stream_so_far(&entry.path);
        if let Some(unread) = unread {
            trouble.get_or_insert(unread);
        }
        properties.add_bytes((tag >> 16) as u16, tag as u16, bytes);
    }
    properties
}
