//! Journals: which of a document's segments belong to which journal post, and what each field is. Takes parts as the formats
//! hand them out and gives them back with [`Part::entries`] filled, each segment's `record` the index of its entry, and its
//! `role` by its field's name: a title, a party, an official. Where a document is no journal its parts stay as they are, so a
//! `navn` in some register is no party.
//!
//! What several posts share, such as the title of the case that holds them (Noark 4, Noark 5 deposits, `Saksmappe` with its
//! posts), is copied into each of them: every post is judged with all that is published with it, as in formats that repeat
//! the case themselves. A copy keeps the path of the original.

pub mod export;
mod fields;
mod identity;
mod rows;
mod shared;
mod tree;

use crate::model::{Part, PathId, Places, Role, Segment};
use std::collections::HashSet;

/// Recognises the parts of one document, in their order.
#[derive(Debug, Default)]
pub struct Journal {
    kind: Kind,
    /// What the case still open at the end of the last part has told of itself.
    open_case: Option<shared::OpenCase>,
}

#[derive(Debug, Default, Clone)]
enum Kind {
    #[default]
    Unknown,
    /// Seen, and it is no journal.
    None,
    Tree(tree::Shape),
    Rows(rows::Columns),
}

impl Journal {
    /// For a new document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the parts so far are those of a journal.
    pub fn is_journal(&self) -> bool {
        matches!(self.kind, Kind::Tree(_) | Kind::Rows(_))
    }

    /// Marks the entries of the next part, where it is of a journal.
    pub fn recognise(&mut self, part: &mut Part<'_>) {
        if part.segments.is_empty() {
            return;
        }
        if matches!(self.kind, Kind::Unknown) {
            let recognised = match &part.places {
                Places::Table { headers } => rows::Columns::of(headers).map(Kind::Rows),
                Places::Tree(tree) => tree::Shape::of(part, tree).map(Kind::Tree),
                Places::Lines { .. } => None,
            };
            self.kind = recognised.unwrap_or(Kind::None);
        }
        match &self.kind {
            Kind::Rows(columns) => columns.mark(part),
            Kind::Tree(shape) => {
                tree::mark(*shape, part, &mut self.open_case);
                mark_internal_parties(part);
            }
            Kind::Unknown | Kind::None => {}
        }
    }
}

/// A party whose `korrespondanseparttype` says «intern» is the body's own people.
fn mark_internal_parties(part: &mut Part<'_>) {
    let Places::Tree(tree) = &part.places else { return };
    let parent = |place: u32| tree.parent(PathId::from_place(place));
    let is_internal = |segment: &&Segment| {
        segment.label.eq_ignore_ascii_case("korrespondanseparttype")
            && segment
                .span()
                .of(&part.text)
                .trim_ascii()
                .get(..6)
                .is_some_and(|six| six.eq_ignore_ascii_case(b"intern"))
    };
    let internal: HashSet<PathId> = part.segments.iter().filter(is_internal).filter_map(|s| parent(s.place)).collect();
    let parties = part.segments.iter_mut().filter(|segment| segment.role == Role::Party);
    for segment in parties.filter(|segment| parent(segment.place).is_some_and(|node| internal.contains(&node))) {
        segment.role = Role::Official;
    }
}

#[cfg(test)]
mod tests;
