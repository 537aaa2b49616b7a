//! What leads through the document: bookmarks, page labels, named destinations, articles.

use super::aside::{Asides, Said};
use super::document::{DEEPEST, Document, dict_of, string_of};
use super::text_string;
use crate::model::Role;
use hashbrown::HashSet;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};

/// All of it.
pub(super) fn read<'a>(document: &Document<'a>, asides: &mut Asides) {
    outlines(document, asides);
    page_labels(document, asides);
    destinations(document, asides);
    threads(document, asides);
}

fn outlines<'a>(document: &Document<'a>, asides: &mut Asides) {
    let Some(root) = document.dict(&document.catalog, "Outlines") else { return };
    let mut seen = HashSet::<ObjectIdentifier>::new();
    let mut waiting: Vec<_> = root.get_raw::<Object<'a>>("First").into_iter().collect();
    while let Some(item) = waiting.pop() {
        // Items are indirect, and a tree of others has an end.
        if item.as_obj_ref().is_some_and(|reference| !seen.insert(reference.into())) {
            continue;
        }
        let Some(dict) = document.resolve(item).and_then(dict_of) else { continue };
        asides.begin_record();
        asides.add(Role::Metadata, "Outlines", "bookmark", document.text(&dict, "Title").unwrap_or_default());
        waiting.extend(dict.get_raw::<Object<'a>>("Next"));
        waiting.extend(dict.get_raw::<Object<'a>>("First"));
    }
}

/// The leaves of a name or number tree: keys and values in turn.
pub(super) fn leaves<'a>(
    document: &Document<'a>,
    root: Dict<'a>,
    key: &str,
    each: &mut dyn FnMut(Object<'a>, MaybeRef<Object<'a>>),
) {
    let mut seen = HashSet::<ObjectIdentifier>::new();
    let mut waiting = vec![(root, 0)];
    while let Some((node, depth)) = waiting.pop() {
        if let Some(pairs) = document.array(&node, key) {
            let mut items = pairs.raw_iter();
            while let (Some(key), Some(value)) = (items.next(), items.next()) {
                if let Some(key) = document.resolve(key) {
                    each(key, value);
                }
            }
        }
        let Some(kids) = document.array(&node, "Kids").filter(|_| depth < DEEPEST) else { continue };
        waiting.extend(children(document, &kids, &mut seen).into_iter().rev().map(|kid| (kid, depth + 1)));
    }
}

/// Dictionaries of an array that have not been seen.
pub(super) fn children<'a>(
    document: &Document<'a>,
    kids: &Array<'a>,
    seen: &mut HashSet<ObjectIdentifier>,
) -> Vec<Dict<'a>> {
    let unseen = |item: &MaybeRef<Object<'a>>| item.as_obj_ref().is_none_or(|reference| seen.insert(reference.into()));
    let unseen: Vec<_> = kids.raw_iter().filter(unseen).collect();
    unseen.into_iter().filter_map(|item| document.resolve(item).and_then(dict_of)).collect()
}

fn page_labels<'a>(document: &Document<'a>, asides: &mut Asides) {
    let Some(root) = document.dict(&document.catalog, "PageLabels") else { return };
    asides.begin_record();
    let mut said = Said::default();
    leaves(document, root, "Nums", &mut |_, value| {
        let label = document.resolve(value).and_then(dict_of).and_then(|label| document.text(&label, "P"));
        if let Some(label) = label.filter(|label| said.is_new(label)) {
            asides.add(Role::Metadata, "PageLabels", "page-label", label);
        }
    });
}

fn destinations<'a>(document: &Document<'a>, asides: &mut Asides) {
    asides.begin_record();
    if let Some(names) = document.dict(&document.catalog, "Dests") {
        for (name, _) in names.entries() {
            asides.add(Role::Metadata, "Dests", "destination", text_string::decode_bytes(&name));
        }
    }
    let names = document.dict(&document.catalog, "Names");
    let Some(root) = names.and_then(|names| document.dict(&names, "Dests")) else { return };
    leaves(document, root, "Names", &mut |name, _| {
        asides.add(Role::Metadata, "Dests", "destination", string_of(name).unwrap_or_default());
    });
}

fn threads<'a>(document: &Document<'a>, asides: &mut Asides) {
    let Some(threads) = document.array(&document.catalog, "Threads") else { return };
    for thread in document.items(&threads).filter_map(dict_of) {
        let Some(info) = document.dict(&thread, "I") else { continue };
        asides.begin_record();
        for key in ["Title", "Author", "Subject", "Keywords"] {
            asides.add(Role::Metadata, "Threads", key, document.text(&info, key).unwrap_or_default());
        }
    }
}
