//! Outlook's attachments (winmail.dat, TNEF, MS-OXTNEF): a message and its attachments, for readers that have no Outlook.

use super::attachment::{Attachment, Content};
use super::body::Body;
use super::mapi::{Properties, Value, tag};
use super::{attachment, outlook_body};
use crate::extract::fields::Fields;
use crate::extract::legacy::bytes::{u16_at, u32_at};
use crate::extract::{Input, Output};
use crate::model::{Reason, Unread};
use std::collections::HashSet;

/// Values that a property may have; each is looked at.
const MOST_VALUES: usize = 100_000;

/// Some gateways add so many bytes behind the end, at most.
const BEHIND: usize = 16;

/// Bytes that name what an object within is: a message, or another.
const OBJECT_ID: usize = 16;

/// Where the first attribute stands.
const FIRST: usize = 6;

/// Attributes by their numbers.
mod attribute {
    pub const SUBJECT: u16 = 0x8004;
    pub const BODY: u16 = 0x800C;
    pub const DATA: u16 = 0x800F;
    pub const TITLE: u16 = 0x8010;
    pub const RENDERING: u16 = 0x9002;
    pub const PROPERTIES: u16 = 0x9003;
    pub const RECIPIENTS: u16 = 0x9004;
    pub const ATTACHMENT: u16 = 0x9005;
    pub const CODE_PAGE: u16 = 0x9007;
}

pub(in crate::extract) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut message = Properties::default();
    let mut attachments: Vec<Attachment> = Vec::new();
    let (mut fields, mut seen) = (Fields::default(), HashSet::new());
    let mut at = FIRST;
    let mut outcome =
        if input.bytes.len() > FIRST { Ok(()) } else { broken("an Outlook attachment without anything in it") };
    let cut = || broken("an Outlook attachment with a list of properties that breaks off");
    while at < input.bytes.len() {
        if !matches!(input.bytes[at], 1 | 2) {
            let rest = &input.bytes[at..];
            if at == FIRST || rest.len() > BEHIND && rest.iter().any(|&byte| byte != 0) {
                outcome = broken("an Outlook attachment with something else in it");
            }
            break;
        }
        let Some((number, data)) = attribute_at(input.bytes, at) else {
            outcome = broken("an Outlook attachment that ends too early");
            break;
        };
        at += 11 + data.len();
        let page = message.code_page;
        match number {
            attribute::CODE_PAGE => message.code_page = u32_at(data, 0),
            attribute::SUBJECT if message.text(tag::SUBJECT).is_none() => {
                message.add_bytes(tag::SUBJECT, 0x1E, data.to_vec())
            }
            attribute::BODY if message.text(tag::BODY).is_none() => message.add_bytes(tag::BODY, 0x1E, data.to_vec()),
            attribute::PROPERTIES if properties(data, 0, &mut message).is_none() => outcome = cut(),
            attribute::RECIPIENTS => {
                let mut at = 4;
                for _ in 0..u32_at(data, 0).unwrap_or(0) {
                    let mut recipient = Properties::of_page(page);
                    let end = properties(data, at, &mut recipient);
                    recipient.describe_recipient(&mut fields, &mut seen);
                    let Some(end) = end else {
                        outcome = cut();
                        break;
                    };
                    at = end;
                }
            }
            attribute::RENDERING => {
                attachments.push(Attachment { properties: Properties::of_page(page), number: attachments.len() + 1 });
            }
            attribute::TITLE | attribute::DATA | attribute::ATTACHMENT => {
                // Each begins with how it is shown; one that does not is kept all the same.
                if attachments.is_empty() {
                    attachments.push(Attachment { properties: Properties::of_page(page), number: 1 });
                }
                let Some(Attachment { properties: of_file, .. }) = attachments.last_mut() else { continue };
                match number {
                    attribute::TITLE => of_file.add_bytes(tag::SHORT_FILE_NAME, 0x1E, data.to_vec()),
                    attribute::DATA => of_file.add(tag::DATA, Value::Bytes(data.to_vec())),
                    _ if properties(data, 0, of_file).is_none() => outcome = cut(),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    message.describe(&mut fields, &mut seen);
    fields.hand_out(output);
    let body = outlook_body::hand_out(input, &message, &mut Body::default(), output);
    for attachment in &attachments {
        let object =
            attachment.properties.bytes(tag::DATA).filter(|_| attachment.properties.number(tag::METHOD) == Some(5));
        let content = match object {
            Some(object) if is_tnef(object) => Content::Message(object.to_vec()),
            Some(object) if object.get(OBJECT_ID..).is_some_and(is_tnef) => {
                Content::Message(object[OBJECT_ID..].to_vec())
            }
            _ => Content::Data,
        };
        attachment::hand_out(attachment, content, input, output)?;
    }
    outcome.and(body)
}

fn broken(what: &str) -> Result<(), Unread> {
    Err(Unread::new(Reason::Corrupt, what))
}

fn is_tnef(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x78\x9F\x3E\x22")
}

/// The number and data of an attribute.
fn attribute_at(bytes: &[u8], at: usize) -> Option<(u16, &[u8])> {
    let number = u16_at(bytes, at + 1)?;
    let length = u32_at(bytes, at + 5)? as usize;
    Some((number, bytes.get(at + 9..)?.get(..length)?))
}

/// Reads a list of properties into `target` and gives where it ends; `None` where it breaks off.
fn properties(data: &[u8], mut at: usize, target: &mut Properties) -> Option<usize> {
    let count = u32_at(data, at)?;
    at += 4;
    for _ in 0..count {
        let (kind, number) = (u16_at(data, at)?, u16_at(data, at + 2)?);
        at += 4;
        if number >= 0x8000 {
            at = after_name(data, at)?;
        }
        let is_list = kind & 0x1000 != 0;
        let kind = kind & 0x0FFF;
        let counts = is_list || matches!(kind, 0x1E | 0x1F | 0x0D | 0x102);
        let values = if counts { u32_at(data, at)? as usize } else { 1 };
        at += if counts { 4 } else { 0 };
        if values > MOST_VALUES {
            return None;
        }
        for _ in 0..values {
            match kind {
                0x02 | 0x03 | 0x04 | 0x0A | 0x0B => {
                    let bytes = data.get(at..at + 4)?;
                    target.add_fixed(number, kind, [bytes[0], bytes[1], bytes[2], bytes[3], 0, 0, 0, 0]);
                    at += 4;
                }
                0x05 | 0x06 | 0x07 | 0x14 | 0x40 => {
                    target.add_fixed(number, kind, data.get(at..at + 8)?.try_into().ok()?);
                    at += 8;
                }
                0x48 => at += 16,
                0x1E | 0x1F | 0x0D | 0x102 => {
                    let length = u32_at(data, at)? as usize;
                    let bytes = data.get(at + 4..)?.get(..length)?;
                    let kind = if kind == 0x0D { 0x102 } else { kind };
                    target.add_bytes(number, kind, bytes.to_vec());
                    at += 4 + length.next_multiple_of(4);
                }
                _ => return None,
            }
        }
    }
    Some(at)
}

/// Behind the name of a property that has one instead of a number.
fn after_name(data: &[u8], at: usize) -> Option<usize> {
    let at = at + 16;
    Some(match u32_at(data, at)? {
        0 => at + 8,
        _ => at + 8 + (u32_at(data, at + 4)? as usize).next_multiple_of(4),
    })
}
