//! Properties of the document: the Info dictionary and the XMP packets of the document, its pages and its pictures.

use super::aside::{Asides, Said};
use super::document::{Document, string_of};
use super::text_string;
use crate::extract::{Input, xml};
use crate::model::{PathId, Places, Role};
use hashbrown::HashSet;
use hayro_syntax::object::{Dict, Object, ObjectIdentifier, Stream};

/// Keys of an Info dictionary, one of which it has (ISO 32000-2, table 349).
const KEYS: [&str; 9] =
    ["Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate", "Trapped"];

/// The Info dictionaries of a document, the present one first. hayro keeps the trailer to itself, so references to them
/// are looked for in the file: a trailer is never compressed.
pub(super) fn info<'a>(document: &Document<'a>, asides: &mut Asides, said: &mut Said) {
    let bytes: &[u8] = document.pdf.data().as_ref();
    let mut seen = HashSet::new();
    let mut is_found = false;
    for at in memchr::memmem::rfind_iter(bytes, b"/Info") {
        let Some(id) = reference(&bytes[at + b"/Info".len()..]).filter(|id| seen.insert(*id)) else { continue };
        let Some(dict) = document.xref.get::<Dict<'a>>(id) else { continue };
        if dict.contains_key("Type") || !KEYS.iter().any(|key| dict.contains_key(key)) {
            continue;
        }
        let holder = if is_found { "Info/earlier" } else { "Info" };
        is_found = true;
        asides.begin_record();
        for (key, value) in dict.entries() {
            let text = match document.resolve(value) {
                Some(Object::Number(number)) => number.to_string(),
                Some(value) if *key != *b"Trapped" => string_of(value).unwrap_or_default(),
                _ => continue,
            };
            let text = if key.ends_with(b"Date") { text_string::date(&text) } else { text };
            if said.is_new(&text) {
                let role = if *key == *b"Title" && holder == "Info" { Role::Title } else { Role::Metadata };
                asides.add(role, holder, &text_string::decode_bytes(&key), text);
            }
        }
    }
    if !is_found {
        info_as_kept(document, asides, said);
    }
}

/// What hayro keeps of an Info dictionary that no trailer refers to.
fn info_as_kept(document: &Document<'_>, asides: &mut Asides, said: &mut Said) {
    let metadata = document.pdf.metadata();
    asides.begin_record();
    let values = [&metadata.title, &metadata.author, &metadata.subject, &metadata.keywords];
    for (label, value) in KEYS.into_iter().zip(values.into_iter().chain([&metadata.creator, &metadata.producer])) {
        let text = value.as_deref().map(text_string::decode_bytes).unwrap_or_default();
        if said.is_new(&text) {
            let role = if label == "Title" { Role::Title } else { Role::Metadata };
            asides.add(role, "Info", label, text);
        }
    }
}

/// `12 0 R`, after white space.
fn reference(bytes: &[u8]) -> Option<ObjectIdentifier> {
    let mut rest = bytes;
    let mut number = || {
        rest = rest.trim_ascii_start();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (number, after) = rest.split_at(digits.min(10));
        rest = after;
        std::str::from_utf8(number).ok()?.parse::<u32>().ok()
    };
    let (object, generation) = (number()?, number()?);
    rest.trim_ascii_start().starts_with(b"R").then_some(())?;
    Some(ObjectIdentifier::new(object, i32::try_from(generation).ok()?))
}

/// An XMP packet, without what has been said.
pub(super) fn xmp<'a>(
    document: &Document<'a>,
    packet: &Stream<'a>,
    input: &Input<'_>,
    asides: &mut Asides,
    said: &mut Said,
) {
    let Some(bytes) = document.unpacked(packet) else { return };
    asides.begin_record();
    // A packet that is no whole XML is read as text from there: that leaves nothing unread.
    let _ = xml::read(&input.within(bytes.trim_ascii(), ""), &mut |part| {
        if part.segments.is_empty() {
            let text = String::from_utf8_lossy(&part.text).into_owned();
            asides.add(Role::Metadata, "XMP", "packet", text);
        }
        for segment in &part.segments {
            let value = String::from_utf8_lossy(segment.span().of(&part.text));
            // Names of schemas, and the packet's own wrapper.
            let is_wrapper = segment.role == Role::Metadata && (value.contains("://") || value.starts_with("xpacket"));
            let path = match &part.places {
                Places::Tree(tree) => tree.path(PathId::from_place(segment.place)),
                _ => String::new(),
            };
            // Small pictures of the pages, in letters.
            let is_picture = path.contains("GImg:image");
            if is_wrapper || is_picture || !said.is_new(&value) {
                continue;
            }
            let label = label(&path);
            asides.add_at(Role::Metadata, &format!("XMP{path}"), &label, value.into_owned());
        }
    });
}

/// The property's name: the last step of the path that is no part of a list.
fn label(path: &str) -> String {
    let step =
        path.rsplit('/').find(|step| !step.is_empty() && !step.starts_with("rdf:") && !step.starts_with("@rdf:"));
    let step = step.unwrap_or("XMP").trim_start_matches('@');
    let local = step.rsplit(':').next().unwrap_or(step);
    local.split('[').next().unwrap_or(local).to_owned()
}
