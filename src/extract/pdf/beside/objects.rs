//! What can stand anywhere in a PDF: actions, file specifications, alternative texts of the structure, layers,
//! signatures, XMP. Instead of following every tree that may lead there (each with its own cycles), all objects of the
//! file are looked at once, in the order in which they lie. So what no tree leads to any more is found as well.

use super::annotations::{self, Seen};
use super::aside::{Asides, OnPage, Said};
use super::attachments::Attachments;
use super::document::{Document, string_of};
use super::{form, properties, unlinked_pages};
use crate::extract::Input;
use crate::model::Role;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};

/// How deep direct objects within an object are looked at.
const DEEPEST: usize = 12;

/// What is found on the way.
pub(super) struct Sweep<'s, 'a> {
    pub document: &'s Document<'a>,
    pub input: &'s Input<'s>,
    pub asides: &'s mut Asides,
    pub attachments: &'s mut Attachments<'a>,
    /// Properties.
    pub said: &'s mut Said,
    /// Annotations that stand on pages.
    pub annotations: &'s Seen,
    /// Fields of the form.
    pub fields: &'s Seen,
    /// Targets, scripts and alternative texts.
    pub others: Said,
    /// Pages that no page tree leads to.
    pub unlinked_pages: Vec<ObjectIdentifier>,
}

impl<'a> Sweep<'_, 'a> {
    /// Looks at every object.
    pub fn run(&mut self) {
        for object in self.document.pdf.objects() {
            match object {
                Object::Dict(dict) => self.dict(&dict, true, DEEPEST),
                Object::Array(array) => self.array(&array, DEEPEST),
                Object::Stream(stream) => {
                    let dict = stream.dict().clone();
                    if self.document.is_named(&dict, "Type", "Metadata") {
                        properties::xmp(self.document, &stream, self.input, self.asides, self.said);
                    } else if self.document.is_named(&dict, "Type", "EmbeddedFile") {
                        self.attachments.stream(stream);
                    }
                    self.dict(&dict, true, DEEPEST);
                }
                _ => {}
            }
        }
    }

    fn array(&mut self, array: &Array<'a>, depth: usize) {
        if depth == 0 || !array.data().contains(&b'<') {
            return;
        }
        for item in array.raw_iter() {
            self.within(item, depth - 1);
        }
    }

    /// Direct objects only: the others have their own turn.
    fn within(&mut self, item: MaybeRef<Object<'a>>, depth: usize) {
        match item {
            MaybeRef::NotRef(Object::Dict(dict)) => self.dict(&dict, false, depth),
            MaybeRef::NotRef(Object::Array(array)) => self.array(&array, depth),
            _ => {}
        }
    }

    fn dict(&mut self, dict: &Dict<'a>, is_object: bool, depth: usize) {
        self.action(dict);
        if dict.contains_key("EF") {
            self.attachments.specification(self.document, dict, self.asides);
        }
        if ["Alt", "ActualText", "E"].iter().any(|key| dict.contains_key(key)) {
            self.alternative(dict);
        }
        if self.document.is_named(dict, "Type", "OCG") {
            self.asides.begin_record();
            let name = self.document.text(dict, "Name").unwrap_or_default();
            self.asides.add(Role::Metadata, "OCProperties", "layer", name);
        }
        if dict.contains_key("ByteRange") || self.document.is_named(dict, "Type", "Sig") {
            self.signature(dict);
        }
        if is_object && self.unlinked_pages.len() < unlinked_pages::MOST {
            self.unlinked_pages.extend(self.document.unlinked_page(dict));
        }
        let is_linked = |seen: &Seen| dict.obj_id().is_some_and(|id| seen.contains(&id));
        if is_object && !is_linked(self.annotations) {
            annotations::unlinked(self.document, dict, self.asides);
        }
        if is_object && !is_linked(self.fields) {
            form::unlinked(self.document, dict, self.asides);
        }
        if depth > 0 {
            for (_, value) in dict.entries() {
                self.within(value, depth - 1);
            }
        }
    }

    fn action(&mut self, dict: &Dict<'a>) {
        let is_action = dict.contains_key("S") && ["URI", "F", "Win", "JS"].iter().any(|key| dict.contains_key(key));
        if !is_action {
            return;
        }
        self.asides.begin_record();
        for target in annotations::targets(self.document, dict) {
            if self.others.is_new(&target) {
                self.asides.add(Role::Metadata, "Action", "link", target);
            }
        }
        if let Some(script) = self.document.text(dict, "JS").filter(|script| self.others.is_new(script)) {
            self.asides.add(Role::Metadata, "Action", "script", script);
        }
    }

    /// Texts in place of what a page shows. Whether they are the same as there is looked at by the caller.
    fn alternative(&mut self, dict: &Dict<'a>) {
        if !self.document.value(dict, "S").is_some_and(|kind| matches!(kind, Object::Name(_))) {
            return;
        }
        self.asides.begin_record();
        let page = dict.get_ref("Pg").and_then(|page| self.document.page_number(page));
        for (key, label) in [("Alt", ALTERNATIVE), ("ActualText", ACTUAL), ("E", EXPANSION), ("T", "title")] {
            let Some(text) = self.document.value(dict, key).and_then(string_of) else { continue };
            match page {
                Some(page) => {
                    self.asides.add_on_page(Role::Metadata, "StructTreeRoot", label, OnPage { page, bbox: None }, text)
                }
                None => self.asides.add(Role::Metadata, "StructTreeRoot", label, text),
            }
        }
    }

    fn signature(&mut self, dict: &Dict<'a>) {
        self.asides.begin_record();
        for (key, label) in [
            ("Name", "signer"),
            ("Reason", "signature-reason"),
            ("Location", "signature-location"),
            ("ContactInfo", "signature-contact"),
        ] {
            self.asides.add(Role::Metadata, "Sig", label, self.document.text(dict, key).unwrap_or_default());
        }
    }
}

/// Labels of alternative texts.
pub(super) const ALTERNATIVE: &str = "alternative-text";
/// As [`ALTERNATIVE`].
pub(super) const ACTUAL: &str = "actual-text";
/// As [`ALTERNATIVE`].
pub(super) const EXPANSION: &str = "expansion";
