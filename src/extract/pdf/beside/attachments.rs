//! Files within the PDF: attachments, those of annotations and portfolios, the assets of rich media.

use super::aside::Asides;
use super::document::{Document, dict_of};
use super::{annotations, stream};
use crate::extract::{Input, Output};
use crate::model::{Role, Unread};
use hashbrown::{HashMap, HashSet};
use hayro_syntax::object::{Dict, Object, ObjectIdentifier, Stream};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Keys of the streams of one file, each for its own system.
const SYSTEMS: [&str; 5] = ["UF", "F", "Unix", "DOS", "Mac"];

/// The files within a PDF, each once.
#[derive(Default)]
pub(super) struct Attachments<'a> {
    /// In the order in which they were found.
    files: Vec<Stream<'a>>,
    known: HashSet<ObjectIdentifier>,
    names: HashMap<ObjectIdentifier, String>,
}

impl<'a> Attachments<'a> {
    /// A stream that says that it is a file.
    pub fn stream(&mut self, stream: Stream<'a>) {
        if self.known.insert(stream.obj_id()) {
            self.files.push(stream);
        }
    }

    /// A stream that is read elsewhere, though it says that it is a file.
    pub fn leave_out(&mut self, stream: ObjectIdentifier) {
        self.known.insert(stream);
    }

    /// The files of a file specification, and what it says of them.
    pub fn specification(&mut self, document: &Document<'a>, dict: &Dict<'a>, asides: &mut Asides) {
        let Some(embedded) = document.dict(dict, "EF") else { return };
        let name = annotations::file_name(document, Object::Dict(dict.clone()));
        let mut is_new = false;
        for key in SYSTEMS {
            let Some(Object::Stream(stream)) = document.value(&embedded, key) else { continue };
            if let Some(name) = &name {
                is_new |= self.names.insert(stream.obj_id(), name.clone()).is_none();
            }
            self.stream(stream);
        }
        if !is_new {
            return;
        }
        asides.begin_record();
        asides.add(Role::Metadata, "EmbeddedFiles", "description", document.text(dict, "Desc").unwrap_or_default());
        // What a portfolio tells of the file, column by column.
        let Some(item) = document.dict(dict, "CI") else { return };
        for (key, value) in item.entries() {
            let label = super::text_string::decode_bytes(&key);
            let Some(value) = document.resolve(value) else { continue };
            let text = document.text_of(&value).or_else(|| document.text(&dict_of(value)?, "D"));
            asides.add(Role::Metadata, "EmbeddedFiles", &label, text.unwrap_or_default());
        }
    }

    /// Keeps only files whose content is not among `contents`, and adds theirs to it.
    pub fn leave_out_those_of(&mut self, contents: &mut HashSet<u64>) {
        self.files.retain(|file| contents.insert(content(file)));
    }

    /// The files, each as a number.
    pub fn contents(&self) -> HashSet<u64> {
        self.files.iter().map(content).collect()
    }

    /// Hands out all of them.
    ///
    /// # Errors
    /// A limit was passed; or one of the files cannot be unpacked.
    pub fn hand_out(&self, input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
        for (number, file) in (1..).zip(&self.files) {
            let name = self.names.get(&file.obj_id()).cloned().unwrap_or_else(|| format!("attachment-{number}"));
            match stream::with_reader(file, input.limits, |reader| output.member(&name, reader)) {
                Ok(outcome) => outcome?,
                Err(unread) => output.closed_member(&name, unread)?,
            }
        }
        Ok(())
    }
}

/// The same for the same content.
fn content(file: &Stream<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    file.raw_data().hash(&mut hasher);
    hasher.finish()
}
