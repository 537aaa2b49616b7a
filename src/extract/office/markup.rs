//! The markup of a part, one tag and one text after the other. Names come without their prefixes: programs choose
//! these freely.

use crate::extract::{encoding, xml};
use crate::model::{Reason, Unread};
use quick_xml::Reader as Events;
use quick_xml::escape::unescape_with;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::BufRead;

/// So often reading is taken up again behind markup that is not well-formed: each time may cost a look at all that is
/// left.
const MOST_RESTARTS: usize = 8;

/// A piece of markup.
#[derive(Debug)]
pub(super) enum Markup<'e> {
    /// The start of an element.
    Start(&'e Tag<'e>),
    /// Text, or a piece of one.
    Text(&'e str),
    /// The end of the element of that name.
    End(&'e str),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'e>(BytesStart<'e>);

impl Tag<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        let name = self.0.name().0;
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The value of an attribute, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let is_it = |key: &str| key.strip_suffix(name).is_some_and(|prefix| prefix.is_empty() || prefix.ends_with(':'));
        self.written().find(|(key, _)| is_it(key)).map(|(_, value)| unescaped(value))
    }

    /// The value of the attribute of that name, prefix and all.
    pub fn exact(&self, name: &str) -> Option<Cow<'_, str>> {
        self.written().find(|(key, _)| *key == name).map(|(_, value)| unescaped(value))
    }

    /// All attributes.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.written().map(|(key, value)| (key, unescaped(value)))
    }

    /// All attributes as they are written.
    fn written(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten().map(|attribute| (attribute.key.0, attribute.value))
    }

    /// An attribute that says yes; one that is missing says no.
    pub fn says_yes(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| is_on(&value))
    }

    /// The `val` of a property that is on where it has none.
    pub fn is_on(&self) -> bool {
        self.attribute("val").is_none_or(|value| is_on(&value))
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.trim().parse().ok()
    }
}

fn unescaped(value: Cow<'_, str>) -> Cow<'_, str> {
    if !value.contains('&') {
        return value;
    }
    match unescape_with(&value, xml::entity) {
        Ok(plain) => Cow::Owned(plain.into_owned()),
        Err(_) => value,
    }
}

fn is_on(value: &str) -> bool {
    matches!(value, "1" | "true" | "on" | "t")
}

/// Goes through `bytes`, an XML document. Where it is not well-formed, reading goes on behind the place.
///
/// # Errors
/// It was not well-formed: what could be read has been seen.
pub(super) fn each(bytes: &[u8], seen: &mut dyn FnMut(Markup<'_>)) -> Result<(), Unread> {
    let (text, _) = encoding::whole(bytes, xml::declared_encoding(bytes));
    let text = text.trim_end_matches(['\0', ' ', '\r', '\n', '\t']);
    let (mut at, mut depth) = (0, 0_usize);
    let broken = || Unread::new(Reason::Corrupt, "a part of the document that is not well-formed");
    for _ in 0..=MOST_RESTARTS {
        let outcome = stretch(&text[at..], at > 0, &mut depth, seen);
        let Err(behind) = outcome else {
            let is_broken = at > 0 || depth > 0;
            return if is_broken { Err(broken()) } else { no_entities(declares_entities(text)) };
        };
        // On at the next tag: never at the same place again.
        let from = at + behind.max(1);
        let next = text.as_bytes().get(from..).and_then(|rest| memchr::memchr(b'<', rest));
        let Some(next) = next else { break };
        at = from + next;
    }
    Err(broken())
}

/// A document type stands at the beginning.
fn declares_entities(text: &str) -> bool {
    let head = &text.as_bytes()[..text.len().min(64 * 1024)];
    memchr::memmem::find(head, b"<!DOCTYPE").is_some_and(|at| memchr::memmem::find(&head[at..], b"<!ENTITY").is_some())
}

/// Entities that a document declares are not expanded, so what they hold is not read. Office programs write none.
fn no_entities(has_entities: bool) -> Result<(), Unread> {
    if has_entities {
        return Err(Unread::new(Reason::Corrupt, "a part of the document with entities of its own"));
    }
    Ok(())
}

/// Goes through markup up to its end, or else gives the byte where it is broken.
fn stretch(text: &str, is_rest: bool, depth: &mut usize, seen: &mut dyn FnMut(Markup<'_>)) -> Result<(), usize> {
    let mut events = Events::from_str(text);
    let config = events.config_mut();
    config.allow_dangling_amp = true;
    config.check_end_names = !is_rest;
    config.allow_unmatched_ends = is_rest;
    loop {
        let at = events.buffer_position() as usize;
        let event = events.read_event().map_err(|_| at)?;
        match &event {
            Event::Eof => return Ok(()),
            Event::Start(_) => *depth += 1,
            Event::End(_) => *depth = depth.saturating_sub(1),
            _ => {}
        }
        one(event, seen);
    }
}

/// As [`each`], of a part that is too large to hold in memory, as far as it is well-formed.
///
/// # Errors
/// It is not, or does not unpack: what came before has been seen.
pub(super) fn each_streamed(input: impl BufRead, seen: &mut dyn FnMut(Markup<'_>)) -> Result<(), Unread> {
    let mut events = Events::from_reader(input);
    events.config_mut().allow_dangling_amp = true;
    let mut buffer = Vec::new();
    let mut has_entities = false;
    loop {
        buffer.clear();
        let event = events.read_event_into(&mut buffer);
        match event.map_err(|_| Unread::new(Reason::Corrupt, "a part of the document that is not well-formed"))? {
            Event::Eof => return no_entities(has_entities),
            Event::DocType(text) => has_entities |= text.contains("<!ENTITY"),
            event => one(event, seen),
        }
    }
}

/// Shows one event.
fn one(event: Event<'_>, seen: &mut dyn FnMut(Markup<'_>)) {
    match event {
        Event::Start(start) => seen(Markup::Start(&Tag(start))),
        Event::Empty(start) => {
            let tag = Tag(start);
            seen(Markup::Start(&tag));
            seen(Markup::End(tag.name()));
        }
        Event::Text(text) => seen(Markup::Text(&text)),
        Event::CData(text) => seen(Markup::Text(&text)),
        Event::GeneralRef(name) => match name.resolve_char_ref() {
            Ok(Some(character)) => seen(Markup::Text(character.encode_utf8(&mut [0; 4]))),
            _ => match xml::entity(&name) {
                Some(value) => seen(Markup::Text(value)),
                None => [" &", &*name, "; "].into_iter().for_each(|piece| seen(Markup::Text(piece))),
            },
        },
        Event::End(end) => seen(Markup::End(end.local_name().as_ref())),
        Event::Comment(_) | Event::PI(_) | Event::DocType(_) | Event::Decl(_) | Event::Eof => {}
    }
}

/// `bytes` are an XML document, by their first letters.
pub(super) fn is_markup(bytes: &[u8]) -> bool {
    let start = encoding::beginning(bytes);
    let start = start.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    start.starts_with('<')
        && start[1..].starts_with(|next: char| next.is_alphabetic() || matches!(next, '?' | '!' | '_'))
}

/// The name of the outermost element, without prefix.
pub(super) fn root(bytes: &[u8]) -> Option<String> {
    let start = encoding::beginning(bytes);
    let mut events = Events::from_str(&start);
    loop {
        match events.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => return Some(tag.local_name().as_ref().to_owned()),
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}
