//! Small texts with names beside a document's own text: properties, authors, links, comments. Each has a path, the
//! name of the part and of the field, and fields of one thing (a comment and its author) are one record.

use crate::extract::Output;
use crate::extract::batch::{Batch, Field};
use crate::model::Role;
use hashbrown::HashSet;

/// Gathers fields and hands them out from time to time.
pub(super) struct Fields {
    batch: Batch,
    record: u32,
    /// What has been said already: the same author of a thousand changes is one field.
    said: HashSet<(String, String)>,
}

impl Fields {
    /// For parts of that role; a field may be something else.
    pub fn new(role: Role) -> Self {
        Fields { batch: Batch::of_nodes(role), record: 0, said: HashSet::new() }
    }

    /// The fields from now on belong to another thing.
    pub fn next_record(&mut self) {
        self.record = self.record.wrapping_add(1);
    }

    /// Adds a field: `source` is the name of the part, `label` that of the field.
    pub fn add(&mut self, role: Role, source: &str, label: &str, value: &str, output: &mut dyn Output) {
        let path = &format!("{source}/{label}");
        self.batch.add_field(Field { role, path, ordinal: 0, label, record: self.record }, value);
        if self.batch.is_overfull() {
            self.end(output);
        }
    }

    /// As [`Fields::add`], unless the same has been said under that label.
    pub fn add_once(&mut self, role: Role, source: &str, label: &str, value: &str, output: &mut dyn Output) {
        let value = value.trim();
        if !value.is_empty() && self.said.insert((label.to_owned(), value.to_owned())) {
            self.next_record();
            self.add(role, source, label, value, output);
        }
    }

    /// Whether that has been said under that label, by [`Fields::add_once`].
    pub fn has_said(&self, label: &str, value: &str) -> bool {
        self.said.contains(&(label.to_owned(), value.trim().to_owned()))
    }

    /// Hands out what is left.
    pub fn end(&mut self, output: &mut dyn Output) {
        if let Some(part) = self.batch.take() {
            output.part(part);
        }
    }
}
