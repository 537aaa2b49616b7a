//! The records of a presentation (MS-PPT): a tree of containers, and which of the slides in the file are those of the last save.

use crate::extract::legacy::bytes::{u16_at, u32_at};
use crate::extract::legacy::properties::utf16;
use std::collections::{HashMap, HashSet};

/// Types of records.
pub(super) mod kind {
    pub const DOCUMENT: u16 = 0x03E8;
    pub const SLIDE: u16 = 0x03EE;
    pub const NOTES: u16 = 0x03F0;
    pub const NOTES_ATOM: u16 = 0x03F1;
    pub const SLIDE_REFERENCE: u16 = 0x03F3;
    pub const MASTER: u16 = 0x03F8;
    pub const SHOW: u16 = 0x03F9;
    pub const TEXT: u16 = 0x0FA0;
    pub const NARROW_TEXT: u16 = 0x0FA8;
    pub const STRING: u16 = 0x0FBA;
    pub const LINK: u16 = 0x0FD7;
    pub const HEADERS: u16 = 0x0FD9;
    pub const LIST: u16 = 0x0FF0;
    pub const EDIT: u16 = 0x0FF5;
    pub const OBJECT: u16 = 0x1011;
    pub const TAG_DATA: u16 = 0x138B;
    pub const DIRECTORY: u16 = 0x1772;
    pub const COMMENT: u16 = 0x2EE0;
    pub const CRYPT: u16 = 0x2F14;
}

/// Containers nested deeper are not looked into.
const DEEPEST: usize = 64;

/// Saves that are followed back.
const MOST_SAVES: usize = 10_000;

/// A record and what it stands in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Record<'b> {
    pub kind: u16,
    pub instance: u16,
    pub data: &'b [u8],
    is_container: bool,
}

impl<'b> Record<'b> {
    pub fn at(bytes: &'b [u8], at: usize) -> Option<Self> {
        let (head, kind, length) = (u16_at(bytes, at)?, u16_at(bytes, at + 2)?, u32_at(bytes, at + 4)? as usize);
        let data = bytes.get(at + 8..)?;
        let data = &data[..length.min(data.len())];
        // Tags hold records though they do not say so.
        let is_container = head & 15 == 15 || kind == kind::TAG_DATA;
        Some(Record { kind, instance: head >> 4, data, is_container })
    }

    /// The text of the record.
    pub fn text(&self) -> Option<String> {
        match self.kind {
            kind::TEXT | kind::STRING => Some(utf16(self.data)),
            kind::NARROW_TEXT => Some(self.data.iter().map(|&byte| char::from(byte)).collect()),
            _ => None,
        }
    }

    /// Everything in this record, containers before what is in them, each with the containers around it.
    pub fn each(&self, visit: &mut dyn FnMut(&Record<'b>, &[Record<'b>])) {
        let mut around: Vec<Record<'b>> = Vec::new();
        let mut rests: Vec<&'b [u8]> = vec![self.data];
        while let Some(rest) = rests.last_mut() {
            let Some(record) = Record::at(rest, 0) else {
                rests.pop();
                around.pop();
                continue;
            };
            *rest = rest.get(8 + record.data.len()..).unwrap_or_default();
            visit(&record, &around);
            if record.is_container && rests.len() < DEEPEST {
                around.push(record);
                rests.push(record.data);
            }
        }
    }
}

/// The records that the last save counts, by their number: where they begin.
pub(super) fn directory(stream: &[u8], current_user: &[u8]) -> HashMap<u32, usize> {
    let mut places = HashMap::new();
    let mut seen = HashSet::new();
    let mut edit = u32_at(current_user, 16).unwrap_or(0) as usize;
    while edit != 0 && seen.insert(edit) && seen.len() <= MOST_SAVES {
        let Some(save) = Record::at(stream, edit).filter(|record| record.kind == kind::EDIT) else { break };
        let list = u32_at(save.data, 12).and_then(|at| Record::at(stream, at as usize));
        if let Some(list) = list.filter(|record| record.kind == kind::DIRECTORY) {
            let mut at = 0;
            while let Some(head) = u32_at(list.data, at) {
                let (first, count) = (head & 0xF_FFFF, head >> 20);
                for index in 0..count {
                    at += 4;
                    let Some(place) = u32_at(list.data, at) else { break };
                    places.entry(first + index).or_insert(place as usize);
                }
                at += 4;
            }
        }
        edit = u32_at(save.data, 8).unwrap_or(0) as usize;
    }
    places
}
