//! Journals in tables: a row is a post.

use super::fields::{Field, Key, field};
use super::identity::Identity;
use crate::model::{Entry, Part, Role};
use std::sync::Arc;

/// What the columns of a journal are.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    fields: Vec<Option<Field>>,
}

impl Columns {
    /// `None` where the header is not that of a journal: it needs a title, and a case or post number or two more fields that
    /// only journals have.
    pub fn of(headers: &[Arc<str>]) -> Option<Self> {
        let fields: Vec<_> = headers.iter().map(|header| field(header)).collect();
        let known = || fields.iter().flatten();
        let has_title = known().any(|field| field.role == Role::Title);
        let has_number =
            known().any(|field| matches!(field.key, Key::Case | Key::CaseNumber | Key::Document | Key::Post));
        let is_journal = has_title && has_number && known().count() >= 3;
        is_journal.then_some(Columns { fields })
    }

    pub fn mark(&self, part: &mut Part<'_>) {
        let mut identity = Identity::default();
        let mut row = None;
        let mut outside = Vec::new();
        for at in 0..part.segments.len() {
            let segment = &part.segments[at];
            if segment.role == Role::Metadata {
                // The header row.
                outside.push(at);
                continue;
            }
            if row.is_some_and(|row| row != segment.row) {
                self.end(std::mem::take(&mut identity), row, part);
            }
            let segment = &mut part.segments[at];
            row = Some(segment.row);
            segment.record = part.entries.len() as u32;
            if let Some(Some(field)) = self.fields.get(segment.place as usize) {
                segment.role = field.role;
                identity.note(field.key, segment.span().of(&part.text));
            }
        }
        self.end(identity, row, part);
        let beyond = part.entries.len() as u32;
        outside.into_iter().for_each(|at| part.segments[at].record = beyond);
    }

    fn end(&self, identity: Identity, row: Option<u64>, part: &mut Part<'_>) {
        if let Some(row) = row {
            part.entries.push(Entry { id: identity.id().unwrap_or_else(|| row.to_string()) });
        }
    }
}
