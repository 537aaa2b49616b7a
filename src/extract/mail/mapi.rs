//! Properties as Outlook keeps them (MAPI, MS-OXPROPS): of messages, their recipients and attachments, in MSG as in winmail.dat.

use super::header::decoded;
use crate::extract::fields::Fields;
use crate::extract::legacy::code_page_label;
use crate::extract::legacy::properties::{as_date, utf16};
use crate::model::Role;
use std::collections::{BTreeMap, HashSet};

/// Numbers of properties that the readers ask for.
pub(super) mod tag {
    pub const SUBJECT: u16 = 0x0037;
    pub const HEADERS: u16 = 0x007D;
    pub const RECIPIENT_TYPE: u16 = 0x0C15;
    pub const BODY: u16 = 0x1000;
    pub const RTF: u16 = 0x1009;
    pub const HTML: u16 = 0x1013;
    pub const DISPLAY_NAME: u16 = 0x3001;
    pub const ADDRESS: u16 = 0x3003;
    pub const DATA: u16 = 0x3701;
    pub const SHORT_FILE_NAME: u16 = 0x3704;
    pub const METHOD: u16 = 0x3705;
    pub const FILE_NAME: u16 = 0x3707;
    pub const MIME_TAG: u16 = 0x370E;
    pub const CONTENT_ID: u16 = 0x3712;
    pub const SMTP_ADDRESS: u16 = 0x39FE;
    pub const PREVIEW: u16 = 0x3FD9;
    pub const INTERNET_CODE_PAGE: u16 = 0x3FDE;
    pub const CODE_PAGE: u16 = 0x3FFD;
    pub const IS_HIDDEN: u16 = 0x7FFE;
}

/// Names of the properties that say something to a reader. Others are labelled with their number.
#[rustfmt::skip]
const NAMES: &[(u16, &str)] = &[
    (0x001A, "message-class"), (0x0037, "subject"), (0x0039, "sent"), (0x003D, "subject-prefix"), (0x0040, "received-by"),
    (0x0042, "sent-for"), (0x0044, "received-for"), (0x0050, "reply-to"), (0x005A, "sender"), (0x0065, "sent-for-address"),
    (0x0070, "conversation-topic"), (0x0076, "received-by-address"), (0x0078, "received-for-address"), (0x0C1A, "sender"),
    (0x0C1F, "sender-address"), (0x0E02, "bcc"), (0x0E03, "cc"), (0x0E04, "to"), (0x0E06, "delivered"), (0x0E1D, "normalized-subject"),
    (0x0E28, "account"), (0x0E29, "account"), (0x1035, "message-id"), (0x1039, "references"), (0x1042, "in-reply-to"),
    (0x3001, "display-name"), (0x3002, "address-type"), (0x3003, "address"), (0x3007, "created"), (0x3008, "modified"),
    (0x3704, "short-file-name"), (0x3707, "file-name"), (0x3708, "path"), (0x370D, "long-path"), (0x370E, "content-type"),
    (0x39FE, "address"), (0x3FF8, "creator"), (0x3FFA, "last-modifier"), (0x403D, "address-type"), (0x5D01, "sender-address"),
    (0x5D02, "sent-for-address"), (0x5FF6, "recipient"),
];

/// Texts that say nothing to a reader: kinds of addresses, keys of programs.
const MUTE: &[u16] = &[
    0x001A, 0x0064, 0x0075, 0x1006, 0x1008, 0x1015, 0x4022, 0x4024, 0x0077, 0x0C1E, 0x3002, 0x3703, 0x3712, 0x3713,
    0x3716, 0x3FDF, 0x0E4B, 0x0E4C, 0x403D, 0x8001,
];

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Bytes(Vec<u8>),
    Number(u64),
    Time(u64),
}

/// The properties of a message, a recipient or an attachment.
#[derive(Debug, Default)]
pub(super) struct Properties {
    values: BTreeMap<u16, Vec<Value>>,
    /// Of texts in single bytes.
    pub code_page: Option<u32>,
}

impl Properties {
    /// With that code page, until they tell their own.
    pub fn of_page(code_page: Option<u32>) -> Self {
        Properties { code_page, ..Properties::default() }
    }

    pub fn add(&mut self, number: u16, value: Value) {
        if let (tag::CODE_PAGE, Value::Number(page)) = (number, &value) {
            self.code_page = Some(*page as u32);
        }
        self.values.entry(number).or_default().push(value);
    }

    /// Adds a value of a type that is kept beside its number: texts and bytes.
    pub fn add_bytes(&mut self, number: u16, kind: u16, bytes: Vec<u8>) {
        let value = match kind & 0x0FFF {
            0x001F => Value::Text(utf16(&bytes)),
            0x001E => Value::Text(self.text_of(&bytes)),
            0x0102 => Value::Bytes(bytes),
            _ => return,
        };
        self.add(number, value);
    }

    /// Adds a value of a type that takes at most eight bytes.
    pub fn add_fixed(&mut self, number: u16, kind: u16, bytes: [u8; 8]) {
        let value = u64::from_le_bytes(bytes);
        match kind {
            0x0002 | 0x000B => self.add(number, Value::Number(value & 0xFFFF)),
            0x0003 => self.add(number, Value::Number(value & 0xFFFF_FFFF)),
            0x0040 => self.add(number, Value::Time(value)),
            _ => {}
        }
    }

    /// A text in the message's code page.
    pub fn text_of(&self, bytes: &[u8]) -> String {
        let end = memchr::memchr(0, bytes).unwrap_or(bytes.len());
        let label = self.code_page.and_then(code_page_label);
        decoded(&bytes[..end], label.as_deref()).into_owned()
    }

    pub fn text(&self, number: u16) -> Option<&str> {
        self.values.get(&number)?.iter().find_map(|value| match value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.as_str()),
            _ => None,
        })
    }

    pub fn bytes(&self, number: u16) -> Option<&[u8]> {
        self.values.get(&number)?.iter().find_map(|value| match value {
            Value::Bytes(bytes) if !bytes.is_empty() => Some(bytes.as_slice()),
            _ => None,
        })
    }

    pub fn number(&self, number: u16) -> Option<u64> {
        self.values.get(&number)?.iter().find_map(|value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        })
    }

    /// The HTML text, which may stand as bytes or as text.
    pub fn html(&self) -> Option<String> {
        let label = self.number(tag::INTERNET_CODE_PAGE).and_then(|page| code_page_label(page as u32));
        let of_bytes = || self.bytes(tag::HTML).map(|bytes| decoded(bytes, label.as_deref()).into_owned());
        of_bytes().or_else(|| self.text(tag::HTML).map(str::to_owned))
    }

    /// All texts and times that are not a message's body, each once.
    pub fn describe(&self, fields: &mut Fields, seen: &mut HashSet<String>) {
        let has_text = [tag::BODY, tag::HTML, tag::RTF].iter().any(|number| self.values.contains_key(number));
        for (&number, values) in &self.values {
            if number == tag::PREVIEW && has_text {
                continue;
            }
            if matches!(number, tag::BODY | tag::HTML | tag::RTF | tag::HEADERS) || MUTE.contains(&number) {
                continue;
            }
            let name = NAMES.iter().find(|(other, _)| *other == number).map(|(_, name)| *name);
            for value in values {
                let text = match value {
                    Value::Text(text) => text.trim().to_owned(),
                    Value::Time(time) => match (name, as_date(*time)) {
                        (Some(_), Some(date)) => date,
                        _ => continue,
                    },
                    Value::Bytes(_) | Value::Number(_) => continue,
                };
                if text.is_empty() || !seen.insert(text.clone()) {
                    continue;
                }
                let role = if number == tag::SUBJECT { Role::Title } else { Role::Metadata };
                match name {
                    Some(name) => fields.add(role, name, &text),
                    None => fields.add(role, &format!("property-{number:04x}"), &text),
                }
            }
        }
    }

    /// A recipient: how the message went to it, its name and its address.
    pub fn describe_recipient(&self, fields: &mut Fields, seen: &mut HashSet<String>) {
        let how = match self.number(tag::RECIPIENT_TYPE).map(|kind| kind & 0xF) {
            Some(2) => "cc",
            Some(3) => "bcc",
            Some(0) => "originator",
            _ => "to",
        };
        let name = self.text(tag::DISPLAY_NAME).unwrap_or_default().trim();
        let address = self.text(tag::SMTP_ADDRESS).or_else(|| self.text(tag::ADDRESS)).unwrap_or_default().trim();
        let recipient =
            if address.is_empty() || address == name { name.to_owned() } else { format!("{name} <{address}>") };
        fields.add(Role::Metadata, how, &recipient);
        seen.extend([name.to_owned(), address.to_owned()]);
        self.describe(fields, seen);
    }

    /// The name of an attached file.
    pub fn file_name(&self) -> Option<&str> {
        self.text(tag::FILE_NAME).or_else(|| self.text(tag::SHORT_FILE_NAME)).map(str::trim)
    }
}
