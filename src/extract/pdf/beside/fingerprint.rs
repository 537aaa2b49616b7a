//! What a page is made of, as a number: where two revisions agree on it, their pages show the same, and nothing needs
//! to be interpreted.

use super::document::Document;
use hashbrown::{HashMap, HashSet};
use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Keys that lead away from a page.
const AWAY: [&[u8]; 12] =
    [b"Parent", b"P", b"Pg", b"Dest", b"D", b"A", b"AA", b"B", b"Popup", b"IRT", b"Metadata", b"StructParents"];

/// How deep direct objects are looked at; what lies deeper counts as its bytes.
const DEEPEST: usize = 12;

/// Objects that are looked at for all pages. Pages beyond that count as changed.
const MOST: usize = 4_000_000;

/// An object: its own content, and what it refers to.
type Node = (u64, Vec<ObjectIdentifier>);

/// The fingerprint of each page.
pub(super) fn of_pages(document: &Document<'_>) -> Vec<u64> {
    let mut nodes = HashMap::<ObjectIdentifier, Node>::new();
    let mut steps = 0;
    let of_page = |(number, page): (u32, &hayro_syntax::page::Page<'_>)| {
        let mut hasher = DefaultHasher::new();
        let (mut waiting, mut seen) = (Vec::new(), HashSet::new());
        for bound in [page.media_box(), page.crop_box()] {
            for at in [bound.x0, bound.y0, bound.x1, bound.y1] {
                hasher.write_u64(at.to_bits());
            }
        }
        add_dict(page.raw(), &mut hasher, &mut waiting, DEEPEST);
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            steps += 1;
            if steps > MOST {
                // No other page has that number.
                hasher.write_u32(number);
                hasher.write_usize(document.pdf.data().as_ref().len());
                break;
            }
            let (own, references) = nodes.entry(id).or_insert_with(|| node(document, id));
            hasher.write_u64(*own);
            waiting.extend(references.iter().copied());
        }
        hasher.finish()
    };
    document.pages().map(of_page).collect()
}

fn node(document: &Document<'_>, id: ObjectIdentifier) -> Node {
    let mut hasher = DefaultHasher::new();
    let mut references = Vec::new();
    let object = document.xref.get::<Object<'_>>(id);
    // Not other pages, by a way that no key tells.
    let is_page = |object: &Object<'_>| match object {
        Object::Dict(dict) => document.is_named(dict, "Type", "Page"),
        _ => false,
    };
    if let Some(object) = object.filter(|object| !is_page(object)) {
        add(&object, &mut hasher, &mut references, DEEPEST);
    }
    (hasher.finish(), references)
}

fn add(object: &Object<'_>, hasher: &mut DefaultHasher, references: &mut Vec<ObjectIdentifier>, depth: usize) {
    match object {
        Object::Dict(dict) => add_dict(dict, hasher, references, depth),
        Object::Stream(stream) => {
            add_dict(stream.dict(), hasher, references, depth);
            stream.raw_data().hash(hasher);
        }
        Object::Array(array) => {
            hasher.write(b"[");
            array.data().hash(hasher);
            for item in array.raw_iter() {
                add_item(&item, hasher, references, depth);
            }
        }
        other => other.to_string().hash(hasher),
    }
}

fn add_dict(dict: &Dict<'_>, hasher: &mut DefaultHasher, references: &mut Vec<ObjectIdentifier>, depth: usize) {
    for (key, value) in dict.entries() {
        if !AWAY.contains(&&*key) {
            key.hash(hasher);
            add_item(&value, hasher, references, depth);
        }
    }
}

fn add_item(
    item: &MaybeRef<Object<'_>>,
    hasher: &mut DefaultHasher,
    references: &mut Vec<ObjectIdentifier>,
    depth: usize,
) {
    match item {
        MaybeRef::Ref(reference) => {
            reference.hash(hasher);
            references.push((*reference).into());
        }
        MaybeRef::NotRef(object) if depth > 0 => add(object, hasher, references, depth - 1),
        MaybeRef::NotRef(_) => hasher.write(b"deep"),
    }
}
