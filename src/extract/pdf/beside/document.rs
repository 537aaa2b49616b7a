//! An open PDF as the readers beside the pages see it: its catalog, its page numbers, and objects without the pitfalls
//! of following references.

use super::aside::OnPage;
use super::{stream, text_string};
use crate::extract::Limits;
use crate::model::{Reason, Unread};
use hashbrown::HashMap;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object, ObjectIdentifier, Rect, Stream};
use hayro_syntax::page::Page;
use hayro_syntax::xref::XRef;
use std::borrow::Cow;
use std::cell::RefCell;

/// A tree of names, numbers or fields that lies deeper is none.
pub(super) const DEEPEST: usize = 64;

/// An open PDF.
pub(super) struct Document<'a> {
    pub pdf: &'a Pdf,
    pub xref: &'a XRef,
    pub catalog: Dict<'a>,
    pub limits: Limits,
    page_numbers: HashMap<ObjectIdentifier, u32>,
    trouble: RefCell<Option<Unread>>,
}

impl<'a> Document<'a> {
    pub fn new(pdf: &'a Pdf, limits: Limits) -> Self {
        let xref = pdf.xref();
        let catalog = xref.get::<Dict<'a>>(xref.root_id()).unwrap_or_default();
        let numbered = (1..).zip(pdf.pages().iter());
        let page_numbers = numbered.filter_map(|(number, page)| Some((page.raw().obj_id()?, number))).collect();
        Document { pdf, xref, catalog, limits, page_numbers, trouble: RefCell::new(None) }
    }

    /// The pages with their numbers, from 1.
    pub fn pages(&self) -> impl Iterator<Item = (u32, &'a Page<'a>)> + use<'a> {
        (1..).zip(self.pdf.pages().iter())
    }

    /// The object itself, of a reference or not. Unlike `Dict::get`, it can be had however it was come by.
    pub fn resolve(&self, item: MaybeRef<Object<'a>>) -> Option<Object<'a>> {
        match item {
            MaybeRef::Ref(reference) => self.xref.get::<Object<'a>>(reference.into()),
            MaybeRef::NotRef(object) => Some(object),
        }
    }

    /// The value of a key.
    pub fn value(&self, dict: &Dict<'a>, key: &str) -> Option<Object<'a>> {
        self.resolve(dict.get_raw::<Object<'a>>(key)?)
    }

    pub fn dict(&self, dict: &Dict<'a>, key: &str) -> Option<Dict<'a>> {
        dict_of(self.value(dict, key)?)
    }

    pub fn array(&self, dict: &Dict<'a>, key: &str) -> Option<Array<'a>> {
        self.value(dict, key)?.into_array()
    }

    /// The text of a text string, or of a stream that stands for one.
    pub fn text(&self, dict: &Dict<'a>, key: &str) -> Option<String> {
        self.text_of(&self.value(dict, key)?)
    }

    /// What a text string or a text stream says.
    pub fn text_of(&self, object: &Object<'a>) -> Option<String> {
        match object {
            Object::String(raw) => Some(text_string::decode(raw)),
            Object::Stream(stream) => Some(text_string::decode_bytes(&self.unpacked(stream)?)),
            _ => None,
        }
    }

    /// The content of a stream; what passes a limit is kept as the document's trouble.
    pub fn unpacked(&self, stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
        match stream::decoded(stream, self.limits) {
            Ok(bytes) => Some(bytes),
            Err(unread) => {
                // What is damaged beyond reading is no text for anybody.
                if unread.reason == Reason::TooLarge {
                    self.trouble.borrow_mut().get_or_insert(unread);
                }
                None
            }
        }
    }

    /// What could not be read so far.
    pub fn trouble(&self) -> Result<(), Unread> {
        self.trouble.borrow().clone().map_or(Ok(()), Err)
    }

    /// A name, as text.
    pub fn name(&self, dict: &Dict<'a>, key: &str) -> Option<String> {
        Some(text_string::decode_bytes(&self.value(dict, key)?.into_name()?))
    }

    /// The name is this one.
    pub fn is_named(&self, dict: &Dict<'a>, key: &str, name: &str) -> bool {
        let is_it = |value: Name<'_>| *value == *name.as_bytes();
        self.value(dict, key).and_then(Object::into_name).is_some_and(is_it)
    }

    pub fn flags(&self, dict: &Dict<'a>, key: &str) -> Option<i32> {
        self.value(dict, key)?.into_i32()
    }

    /// The number of the page with that object, from 1.
    pub fn page_number(&self, page: ObjRef) -> Option<u32> {
        self.page_numbers.get(&ObjectIdentifier::from(page)).copied()
    }

    /// The number of an object that is a page, with something on it, and has no number as a page.
    pub fn unlinked_page(&self, dict: &Dict<'a>) -> Option<ObjectIdentifier> {
        let id = dict.obj_id().filter(|id| !self.page_numbers.contains_key(id))?;
        let is_page = self.is_named(dict, "Type", "Page") || self.is_named(dict, "Type", "Template");
        (is_page && dict.contains_key("Contents")).then_some(id)
    }

    /// The items of an array, those that cannot be read left out.
    pub fn items(&self, array: &Array<'a>) -> impl Iterator<Item = Object<'a>> {
        array.raw_iter().filter_map(|item| self.resolve(item))
    }
}

/// A dictionary, or that of a stream.
pub(super) fn dict_of<'a>(object: Object<'a>) -> Option<Dict<'a>> {
    match object {
        Object::Dict(dict) => Some(dict),
        Object::Stream(stream) => Some(stream.dict().clone()),
        _ => None,
    }
}

/// Where the rectangle of an annotation stands on the page as it is shown.
pub(super) fn on_page(number: u32, page: &Page<'_>, rect: Option<Rect>) -> OnPage {
    let [a, b, c, d, e, f] = page.initial_transform(true).as_coeffs();
    let bbox = rect.map(|rect| {
        let at = |x: f64, y: f64| ((a * x + c * y + e) as f32, (b * x + d * y + f) as f32);
        let ((x0, y0), (x1, y1)) = (at(rect.x0, rect.y0), at(rect.x1, rect.y1));
        [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]
    });
    OnPage { page: number, bbox: bbox.filter(|bbox| bbox.iter().all(|side| side.is_finite())) }
}

/// What a string or a name says.
pub(super) fn string_of(object: Object<'_>) -> Option<String> {
    match object {
        Object::String(raw) => Some(text_string::decode(&raw)),
        Object::Name(name) => Some(text_string::decode_bytes(&name)),
        _ => None,
    }
}
