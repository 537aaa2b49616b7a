//! Interactive forms: what is filled in, field by field, with its help and its choices; and the packets of an XFA form.

use super::annotations::is_kept_off;
use super::aside::{Asides, Said, is_worth_telling};
use super::document::{DEEPEST, Document, on_page, string_of};
use super::navigation::children;
use super::rich_text;
use crate::extract::{Input, Output, xml};
use crate::model::{Part, Role};
use hashbrown::{HashMap, HashSet};
use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier, Rect, Stream};

/// What fields are told to be part of.
pub(super) const HOLDER: &str = "AcroForm";

/// What a field hands down to those below it.
#[derive(Clone, Default)]
struct Inherited<'a> {
    name: String,
    value: Option<Object<'a>>,
    default: Option<Object<'a>>,
    options: Option<Object<'a>>,
    kind: String,
}

/// All fields, in the order of the form. Those that are indirect objects are kept in `seen`.
pub(super) fn fields<'a>(document: &Document<'a>, asides: &mut Asides, seen: &mut HashSet<ObjectIdentifier>) {
    let Some(form) = document.dict(&document.catalog, "AcroForm") else { return };
    let Some(roots) = document.array(&form, "Fields") else { return };
    let pages = pages_of_widgets(document);
    let mut waiting: Vec<_> =
        children(document, &roots, seen).into_iter().rev().map(|field| (field, Inherited::default(), 0)).collect();
    while let Some((field, above, depth)) = waiting.pop() {
        let here = inherit(document, &field, above);
        let kids = document.array(&field, "Kids").filter(|_| depth < DEEPEST);
        let kids = kids.map(|kids| children(document, &kids, seen)).unwrap_or_default();
        // Kids without a name are the field's widgets.
        let (below, widgets): (Vec<_>, Vec<_>) =
            kids.into_iter().partition(|kid| kid.contains_key("T") || kid.contains_key("Kids"));
        if below.is_empty() || field.contains_key("V") {
            let widgets = if widgets.is_empty() { vec![field.clone()] } else { widgets };
            say(document, &field, &here, &widgets, &pages, asides);
        }
        waiting.extend(below.into_iter().rev().map(|kid| (kid, here.clone(), depth + 1)));
    }
}

/// The page of each widget, from 1.
fn pages_of_widgets(document: &Document<'_>) -> HashMap<ObjectIdentifier, u32> {
    let mut pages = HashMap::new();
    for (number, page) in document.pages() {
        let annotations = document.array(page.raw(), "Annots");
        for item in annotations.iter().flat_map(|annotations| annotations.raw_iter()) {
            if let MaybeRef::Ref(reference) = item {
                pages.entry(reference.into()).or_insert(number);
            }
        }
    }
    pages
}

fn inherit<'a>(document: &Document<'a>, field: &Dict<'a>, above: Inherited<'a>) -> Inherited<'a> {
    let partial = document.text(field, "T").unwrap_or_default();
    let name = match (above.name.as_str(), partial.as_str()) {
        ("", _) => partial,
        (_, "") => above.name,
        (above, partial) => format!("{above}.{partial}"),
    };
    // A name that a hostile file grows at each level has an end.
    let name = name.chars().take(256).collect();
    Inherited {
        name,
        value: document.value(field, "V").or(above.value),
        default: document.value(field, "DV").or(above.default),
        options: document.value(field, "Opt").or(above.options),
        kind: document.name(field, "FT").unwrap_or(above.kind),
    }
}

fn say<'a>(
    document: &Document<'a>,
    field: &Dict<'a>,
    here: &Inherited<'a>,
    widgets: &[Dict<'a>],
    pages: &HashMap<ObjectIdentifier, u32>,
    asides: &mut Asides,
) {
    asides.begin_record();
    let rect = |widget: &Dict<'a>| Rect::try_from(document.value(widget, "Rect")?).ok();
    let is_empty = |widget: &Dict<'a>| rect(widget).is_some_and(|rect| rect.width() <= 0.0 || rect.height() <= 0.0);
    let is_hidden = widgets.iter().all(|widget| is_kept_off(document, widget) || is_empty(widget));
    let place = widgets.iter().find_map(|widget| {
        let number = *pages.get(&widget.obj_id()?)?;
        let page = document.pdf.pages().get(number as usize - 1)?;
        Some(on_page(number, page, rect(widget)))
    });
    let mut said = Said::default();
    let label = if here.name.is_empty() { "field" } else { &here.name };
    let mut add = |role: Role, label: &str, text: String| {
        if said.is_new(&text) {
            match place {
                Some(place) => asides.add_on_page(role, HOLDER, label, place, text),
                None => asides.add(role, HOLDER, label, text),
            }
        }
    };
    let told_as = |text: &str| match is_hidden && is_worth_telling(text) {
        true => (Role::Hidden, "hidden-field"),
        false => (Role::Metadata, label),
    };
    // The value of a signature is a dictionary, read where all of them are; that of a button is a name of no interest.
    let values = here.value.as_ref().map(|value| texts(document, value)).unwrap_or_default();
    let defaults = here.default.as_ref().map(|value| texts(document, value)).unwrap_or_default();
    let rich = document.text(field, "RV").map(|markup| rich_text::plain(&markup));
    for text in values.into_iter().chain(rich) {
        let (role, label) = told_as(&text);
        add(role, label, text);
    }
    defaults.into_iter().for_each(|text| add(Role::Metadata, label, text));
    if here.kind == "Ch" || here.kind == "Btn" {
        let options = here.options.as_ref().map(|options| texts(document, options)).unwrap_or_default();
        options.into_iter().for_each(|text| add(Role::Metadata, label, text));
    }
    add(Role::Comment, "help", document.text(field, "TU").unwrap_or_default());
    if is_hidden {
        add(Role::Metadata, "field-name", here.name.clone());
    }
    for widget in widgets {
        let Some(look) = document.dict(widget, "MK") else { continue };
        ["CA", "RC", "AC"]
            .iter()
            .for_each(|key| add(Role::Metadata, "caption", document.text(&look, key).unwrap_or_default()));
    }
}

/// A field that no form leads to: what was filled in is still there.
pub(super) fn unlinked<'a>(document: &Document<'a>, dict: &Dict<'a>, asides: &mut Asides) {
    let is_field = dict.contains_key("FT") || document.is_named(dict, "Subtype", "Widget");
    let Some(value) = document.value(dict, "V").filter(|_| is_field) else { return };
    asides.begin_record();
    let name = document.text(dict, "T").filter(|name| !name.is_empty()).unwrap_or_else(|| "field".to_owned());
    texts(document, &value).into_iter().for_each(|text| asides.add(Role::Metadata, HOLDER, &name, text));
}

/// Texts in a value: itself, those of an array, or of the arrays in it.
fn texts<'a>(document: &Document<'a>, value: &Object<'a>) -> Vec<String> {
    let Object::Array(array) = value else { return document.text_of(value).into_iter().collect() };
    let of_item = |item: Object<'a>| match item {
        Object::Array(pair) => document.items(&pair).filter_map(|text| document.text_of(&text)).collect(),
        text => document.text_of(&text).into_iter().collect::<Vec<_>>(),
    };
    document.items(array).flat_map(of_item).collect()
}

/// Packets of an XFA form that hold no text of the user's.
const WITHOUT_TEXT: [&str; 6] = ["preamble", "postamble", "config", "localeSet", "connectionSet", "stylesheet"];

/// The packets of an XFA form with their names.
pub(super) fn xfa_packets<'a>(document: &Document<'a>) -> Vec<(String, Stream<'a>)> {
    let form = document.dict(&document.catalog, "AcroForm");
    let mut packets = Vec::new();
    match form.and_then(|form| document.value(&form, "XFA")) {
        Some(Object::Stream(whole)) => packets.push((String::new(), whole)),
        Some(Object::Array(array)) => {
            let mut items = document.items(&array);
            while let (Some(name), Some(packet)) = (items.next(), items.next()) {
                packets.extend(packet.into_stream().map(|packet| (string_of(name).unwrap_or_default(), packet)));
            }
        }
        _ => {}
    }
    packets
}

/// Hands out an XFA form: its template and the data filled in.
pub(super) fn xfa<'a>(document: &Document<'a>, input: &Input<'_>, output: &mut dyn Output) {
    for (name, packet) in xfa_packets(document) {
        if WITHOUT_TEXT.contains(&name.as_str()) {
            continue;
        }
        let Some(bytes) = document.unpacked(&packet) else { continue };
        // What is no whole XML is read as text from there: that leaves nothing unread.
        let _ = xml::read(&input.within(bytes.trim_ascii(), ""), &mut |part| {
            let mut part = Part { text: part.text.into_owned().into(), role: Role::Metadata, ..part };
            part.segments
                .iter_mut()
                .filter(|segment| segment.role == Role::Body)
                .for_each(|segment| segment.role = Role::Metadata);
            output.part(part);
        });
    }
}
