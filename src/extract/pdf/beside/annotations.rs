//! Annotations: what comments, pop-ups, stamps and links of each page say, with its author.

use super::aside::{Asides, OnPage, Said, normalized};
use super::document::{Document, dict_of, on_page, string_of};
use super::rich_text;
use crate::extract::link;
use crate::model::Role;
use hashbrown::HashSet;
use hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Rect};

/// Kinds of annotations that people write, and that some program may have taken off its page. Widgets belong to the
/// form.
const MARKUP: [&str; 16] = [
    "Text",
    "FreeText",
    "Line",
    "Square",
    "Circle",
    "Polygon",
    "PolyLine",
    "Highlight",
    "Underline",
    "Squiggly",
    "StrikeOut",
    "Caret",
    "Stamp",
    "Ink",
    "FileAttachment",
    "Redact",
];

const HOLDER: &str = "Annots";

/// Which annotations have been read.
pub(super) type Seen = HashSet<ObjectIdentifier>;

/// All annotations that stand on pages. Those that are indirect objects are kept in `seen`.
pub(super) fn read<'a>(document: &Document<'a>, asides: &mut Asides, seen: &mut Seen) {
    for (number, page) in document.pages() {
        let Some(annotations) = document.array(page.raw(), "Annots") else { continue };
        for item in annotations.raw_iter() {
            // One annotation on several pages is said where it stands first.
            if item.as_obj_ref().is_some_and(|reference| !seen.insert(reference.into())) {
                continue;
            }
            let Some(dict) = document.resolve(item).and_then(dict_of) else { continue };
            let rect = document.array(&dict, "Rect").and_then(|array| Rect::try_from(Object::Array(array)).ok());
            annotation(document, &dict, on_page(number, page, rect), asides);
        }
    }
}

fn annotation<'a>(document: &Document<'a>, dict: &Dict<'a>, place: OnPage, asides: &mut Asides) {
    asides.begin_record();
    let kind = document.name(dict, "Subtype").unwrap_or_default();
    let contents = document.text(dict, "Contents").unwrap_or_default();
    if kind == "Widget" {
        // Its other keys are those of a field.
        asides.add_on_page(Role::Comment, HOLDER, "help", place, contents);
        return;
    }
    let rich = document.text(dict, "RC").map(|markup| rich_text::plain(&markup)).unwrap_or_default();
    // With an appearance, its text is read where it is shown.
    let is_hidden = is_kept_off(document, dict) && is_markup(document, dict) && !dict.contains_key("IRT");
    let is_shown = kind == "FreeText" && !is_hidden && has_appearance(document, dict);
    if !is_shown {
        let says_more = normalized(&rich) != normalized(&contents);
        let (role, label) = if is_hidden { (Role::Hidden, "hidden-comment") } else { (Role::Comment, "comment") };
        asides.add_on_page(role, HOLDER, label, place, contents);
        if says_more {
            asides.add_on_page(role, HOLDER, label, place, rich);
        }
    }
    let author = if kind == "Link" { "name" } else { "author" };
    for (key, role, label) in [
        ("T", Role::Metadata, author),
        ("Subj", Role::Metadata, "subject"),
        ("OverlayText", Role::Comment, "overlay-text"),
        ("NM", Role::Metadata, "name"),
    ] {
        let text = document.text(dict, key).filter(|text| key != "NM" || !is_identifier(text));
        asides.add_on_page(role, HOLDER, label, place, text.unwrap_or_default());
    }
    if kind == "Stamp" {
        asides.add_on_page(Role::Metadata, HOLDER, "stamp", place, document.name(dict, "Name").unwrap_or_default());
    }
    for key in ["A", "PA"] {
        for target in document.dict(dict, key).map(|action| targets(document, &action)).unwrap_or_default() {
            asides.add_on_page(Role::Metadata, HOLDER, "link", place, target);
        }
    }
}

/// Names that programs give annotations are no words.
fn is_identifier(name: &str) -> bool {
    !name.contains(' ')
}

/// Flags of an annotation that keep it off the screen: hidden, no view (ISO 32000-2, table 167).
const KEPT_OFF: i32 = 1 << 1 | 1 << 5;

/// No viewer shows it on the page. Replies are flagged so as well, but stand in the list of comments.
pub(super) fn is_kept_off<'a>(document: &Document<'a>, dict: &Dict<'a>) -> bool {
    document.flags(dict, "F").is_some_and(|flags| flags & KEPT_OFF != 0)
}

fn is_markup<'a>(document: &Document<'a>, dict: &Dict<'a>) -> bool {
    let is_one = |kind: Name<'_>| MARKUP.iter().any(|markup| markup.as_bytes() == &*kind);
    document.value(dict, "Subtype").and_then(Object::into_name).is_some_and(is_one)
}

fn has_appearance<'a>(document: &Document<'a>, dict: &Dict<'a>) -> bool {
    document.dict(dict, "AP").is_some_and(|appearance| appearance.contains_key("N"))
}

/// Actions that lead out of the document, and those after them, up to this many.
const MOST_IN_A_CHAIN: usize = 32;

/// Where an action leads: addresses and names of files, each once.
pub(super) fn targets<'a>(document: &Document<'a>, action: &Dict<'a>) -> Vec<String> {
    let mut targets = Vec::new();
    let mut waiting = vec![action.clone()];
    for _ in 0..MOST_IN_A_CHAIN {
        let Some(action) = waiting.pop() else { break };
        let address = document.value(&action, "URI").and_then(string_of);
        targets.extend(address.map(|address| link::readable(&address).into_owned()));
        targets.extend(document.value(&action, "F").and_then(|file| file_name(document, file)));
        if let Some(launched) = document.dict(&action, "Win") {
            targets.extend(document.text(&launched, "F"));
            targets.extend(document.text(&launched, "P"));
        }
        match document.value(&action, "Next") {
            Some(Object::Dict(next)) => waiting.push(next),
            Some(Object::Array(next)) => waiting.extend(document.items(&next).filter_map(dict_of)),
            _ => {}
        }
    }
    let mut said = Said::default();
    targets.retain(|target| said.is_new(target));
    targets
}

/// The name in a file specification.
pub(super) fn file_name<'a>(document: &Document<'a>, specification: Object<'a>) -> Option<String> {
    match specification {
        Object::Dict(dict) => {
            let name = |key: &str| document.text(&dict, key).filter(|name| !name.is_empty());
            ["UF", "F", "Unix", "DOS", "Mac"].into_iter().find_map(name)
        }
        Object::String(_) => string_of(specification).filter(|name| !name.is_empty()),
        _ => None,
    }
}

/// An annotation that stands on no page any more: no viewer shows it, and it is still in the file.
pub(super) fn unlinked<'a>(document: &Document<'a>, dict: &Dict<'a>, asides: &mut Asides) {
    if !is_markup(document, dict) || !dict.contains_key("Rect") {
        return;
    }
    asides.begin_record();
    let contents = document.text(dict, "Contents").unwrap_or_default();
    asides.add(Role::Hidden, HOLDER, "unlinked-comment", contents);
    asides.add(Role::Metadata, HOLDER, "author", document.text(dict, "T").unwrap_or_default());
}
