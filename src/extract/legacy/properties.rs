//! Property sets of compound files (MS-OLEPS): title, author, company and what else a program notes about a document.

use super::bytes::{u16_at, u32_at, u64_at};
use super::code_page_label;
use super::compound::Compound;
use crate::extract::encoding;
use crate::extract::fields::Fields;
use crate::model::{Role, Unread};

/// Files come with at most some dozens; each costs a look.
const MOST: usize = 10_000;

/// Seconds from 1601 to 1970.
const FROM_1601: i64 = 11_644_473_600;

#[rustfmt::skip]
const SUMMARY: &[(u32, &str)] = &[
    (2, "title"), (3, "subject"), (4, "author"), (5, "keywords"), (6, "comments"), (7, "template"), (8, "last-saved-by"),
    (9, "revision"), (11, "last-printed"), (12, "created"), (13, "last-saved"), (18, "application"),
];

#[rustfmt::skip]
const DOCUMENT_SUMMARY: &[(u32, &str)] = &[
    (2, "category"), (3, "presentation-format"), (13, "titles-of-parts"), (14, "manager"), (15, "company"), (26, "content-type"),
    (27, "content-status"), (28, "language"),
];

/// Adds the properties that the file itself keeps about its document. What of them cannot be read.
#[must_use]
pub(in crate::extract) fn describe(file: &mut Compound<'_>, fields: &mut Fields) -> Option<Unread> {
    let mut trouble = None;
    for (stream, names) in
        [("/\u{5}SummaryInformation", SUMMARY), ("/\u{5}DocumentSummaryInformation", DOCUMENT_SUMMARY)]
    {
        if file.is_stream(stream) {
            let (sets, unread) = file.stream_so_far(stream);
            trouble = trouble.or(unread);
            add_sets(&sets, names, fields);
        }
    }
    trouble
}

fn add_sets(stream: &[u8], names: &[(u32, &str)], fields: &mut Fields) {
    let count = u32_at(stream, 24).unwrap_or(0).min(2) as usize;
    for index in 0..count {
        let Some(offset) = u32_at(stream, 28 + 20 * index + 16) else { return };
        if let Some(set) = stream.get(offset as usize..) {
            add_set(set, if index == 0 { names } else { &[] }, fields);
        }
    }
}

/// A set whose properties have their names in `names`, or else in the set's own dictionary.
fn add_set(set: &[u8], names: &[(u32, &str)], fields: &mut Fields) {
    let count = (u32_at(set, 4).unwrap_or(0) as usize).min(MOST);
    let properties: Vec<(u32, usize)> = (0..count)
        .map_while(|index| Some((u32_at(set, 8 + 8 * index)?, u32_at(set, 12 + 8 * index)? as usize)))
        .collect();
    let place_of = |wanted: u32| properties.iter().find(|(number, _)| *number == wanted).map(|(_, at)| *at);
    let page = place_of(1).and_then(|at| u16_at(set, at + 4)).map_or(1252, u32::from);
    let own_names =
        if names.is_empty() { place_of(0).map_or_else(Vec::new, |at| dictionary(set, at, page)) } else { Vec::new() };
    for &(number, at) in properties.iter().filter(|(number, _)| *number > 1) {
        let name = names.iter().find(|(other, _)| *other == number).map(|(_, name)| *name);
        let own_name = || own_names.iter().find(|(other, _)| *other == number).map(|(_, name)| name.as_str());
        let Some(name) = name.or_else(own_name) else { continue };
        for value in values(set, at, page) {
            let role = if name == "title" { Role::Title } else { Role::Metadata };
            fields.add(role, name, &value);
        }
    }
}

/// The names that a document gives its own properties.
fn dictionary(set: &[u8], mut at: usize, page: u32) -> Vec<(u32, String)> {
    let mut names = Vec::new();
    let count = (u32_at(set, at).unwrap_or(0) as usize).min(MOST);
    at += 4;
    for _ in 0..count {
        let (Some(number), Some(length)) = (u32_at(set, at), u32_at(set, at + 4)) else { break };
        let size = if page == 1200 { (length as usize * 2).next_multiple_of(4) } else { length as usize };
        let Some(bytes) = set.get(at + 8..).and_then(|rest| rest.get(..size)) else { break };
        names.push((number, string(bytes, page)));
        at += 8 + size;
    }
    names
}

/// A property's value as text; several for a list.
fn values(set: &[u8], at: usize, page: u32) -> Vec<String> {
    let Some(kind) = u32_at(set, at) else { return Vec::new() };
    let at = at + 4;
    let mut texts = Vec::new();
    match kind {
        0x1E | 0x1F => texts.extend(counted(set, at, kind, page).map(|(text, _)| text)),
        0x40 => texts.extend(u64_at(set, at).and_then(as_date)),
        0x03 => texts.extend(u32_at(set, at).map(|number| (number as i32).to_string())),
        0x05 => texts.extend(u64_at(set, at).map(|bits| f64::from_bits(bits).to_string())),
        // Lists of texts.
        0x101E | 0x101F => {
            let count = (u32_at(set, at).unwrap_or(0) as usize).min(MOST);
            let mut at = at + 4;
            for _ in 0..count {
                let Some((text, end)) = counted(set, at, kind & 0xFF, page) else { break };
                texts.push(text);
                at = end;
            }
        }
        _ => {}
    }
    texts
}

/// The text behind its length, and where it ends.
fn counted(set: &[u8], at: usize, kind: u32, page: u32) -> Option<(String, usize)> {
    let length = u32_at(set, at)? as usize;
    let size = if kind == 0x1F { length.checked_mul(2)?.next_multiple_of(4) } else { length };
    let bytes = set.get(at + 4..)?.get(..size)?;
    let text = if kind == 0x1F { utf16(bytes) } else { string(bytes, page) };
    Some((text, at + 4 + size))
}

fn string(bytes: &[u8], page: u32) -> String {
    if page == 1200 {
        return utf16(bytes);
    }
    let bytes = &bytes[..memchr::memchr(0, bytes).unwrap_or(bytes.len())];
    encoding::whole(bytes, code_page_label(page).as_deref()).0.into_owned()
}

/// UTF-16 (little end first) up to its first nul.
pub(in crate::extract) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).take_while(|&unit| unit != 0);
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A time in tenths of microseconds since 1601.
pub(in crate::extract) fn as_date(time: u64) -> Option<String> {
    let seconds = i64::try_from(time / 10_000_000).ok()? - FROM_1601;
    // Before 1970 it is a length of time or nothing at all.
    (seconds > 0).then(|| jiff::Timestamp::from_second(seconds).ok().map(|time| time.to_string())).flatten()
}
