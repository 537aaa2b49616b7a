//! Named values beside a document's text: tags of a picture, comments of an archive. A segment each, with the name as
//! its label.

use super::Output;
use super::batch::{Batch, Leaf, place};
use super::text;
use crate::model::Role;

/// Values under their names, in the order of the document. Empty values are left out.
#[derive(Debug, Default)]
pub(super) struct Tags(Vec<(String, String)>);

impl Tags {
    /// Adds a value, as text, under `name`.
    pub fn add(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let value = value.into();
        if !value.trim_matches(|c: char| c.is_whitespace() || c == '\0').is_empty() {
            self.0.push((name.into(), value));
        }
    }

    /// Hands them out, all in one record: they explain each other.
    pub fn hand_out(self, role: Role, output: &mut dyn Output) {
        let mut batch = Batch::of_nodes(role);
        for (name, value) in self.0 {
            for piece in text::pieces(value.as_bytes()) {
                let (number, label) = (batch.tree.name(&name), batch.label(&name));
                let node = batch.tree.push(None, number, 0);
                batch.add(Leaf { role, record: 0, row: 0, place: place(node), label }, piece);
                if batch.is_full(0) {
                    batch.take().into_iter().for_each(|part| output.part(part));
                }
            }
        }
        batch.take().into_iter().for_each(|part| output.part(part));
    }
}
