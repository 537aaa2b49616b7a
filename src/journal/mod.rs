//! Journals: which of a document's segments belong to which journal post, and what each field is. Takes parts as the formats
//! hand them out and gives them back with [`Part::entries`] filled, each segment's `record` the index of its entry, and its
//! `role` by its field's name: a title, a party, an official. Where a document is no journal its parts stay as they are, so a
//! `navn` in some register is no party.
//!
//! What several posts share, such as the title of the case that holds them (Noark 4, Noark 5 deposits, `Saksmappe` with its
//! posts), is copied into each of them: every post is judged with all that is published with it, as in formats that repeat
//! the case themselves. So is what the archive part and the classes around the cases of a deposit tell of themselves. A copy keeps
//! the path of the original.

mod aligned;
mod alike;
mod columns;
pub mod export;
mod fields;
mod identity;
mod labels;
mod lists;
mod printed;
mod rows;
mod shared;
mod shelves;
mod tree;

pub use columns::{ColumnNames, ColumnsError};
pub use lists::is_page;

use crate::model::{Part, PathId, Places, Role, Segment};
use std::collections::HashSet;
use std::sync::Arc;

/// Recognises the parts of one document, in their order.
#[derive(Debug, Default)]
pub struct Journal {
    kind: Kind,
    columns: Arc<ColumnNames>,
    /// Of the table that the last part was of.
    headers: Option<Arc<[Arc<str>]>>,
    /// What the case still open at the end of the last part has told of itself.
    open_case: Option<shared::OpenCase>,
    /// The archive part and classes still open there.
    open_shelves: Vec<shelves::OpenShelf>,
}

#[derive(Debug, Default, Clone)]
enum Kind {
    #[default]
    Unknown,
    /// Seen, and it is no journal.
    None,
    Tree(tree::Shape),
    Rows(rows::Columns),
    /// A page, and whether it had posts so far.
    Lists(lists::Lists, bool),
    /// Running text, and whether it had posts so far.
    Printed(Box<Printed>, bool),
}

/// The ways in which posts are printed.
#[derive(Debug, Default, Clone)]
struct Printed {
    /// Values behind the names of their fields.
    labelled: printed::Printed,
    /// Rows below the names of their columns.
    aligned: aligned::Aligned,
}

impl Journal {
    /// For a new document.
    pub fn new() -> Self {
        Self::default()
    }

    /// For a new document whose tables have these columns.
    pub fn with_columns(columns: Arc<ColumnNames>) -> Self {
        Journal { columns, ..Self::default() }
    }

    /// Whether the parts so far are those of a journal.
    pub fn is_journal(&self) -> bool {
        matches!(self.kind, Kind::Tree(_) | Kind::Rows(_) | Kind::Lists(_, true) | Kind::Printed(_, true))
    }

    /// Marks the entries of the next part, where it is of a journal.
    pub fn recognise(&mut self, part: &mut Part<'_>) {
        if part.segments.is_empty() {
            return self.recognise_printed(part);
        }
        let may_list_properties = matches!(self.kind, Kind::Unknown | Kind::Tree(tree::Shape::Alike))
            && matches!(&part.places, Places::Tree(tree) if !lists::is_page(tree));
        if may_list_properties {
            alike::name_properties(part);
        }
        // Each sheet of a workbook is a table of its own.
        let is_other_table = match (&self.headers, &part.places) {
            (Some(known), Places::Table { headers, .. }) => known != headers,
            _ => false,
        };
        if matches!(self.kind, Kind::Unknown | Kind::Printed(_, false)) || is_other_table {
            if let Places::Table { headers, .. } = &part.places {
                self.headers = Some(headers.clone());
            }
            let recognised = match &part.places {
                Places::Table { headers, .. } => rows::Columns::of(headers, &self.columns).map(Kind::Rows),
                Places::Tree(tree) if lists::is_page(tree) => Some(Kind::Lists(lists::Lists::default(), false)),
                Places::Tree(tree) => tree::Shape::of(part, tree).map(Kind::Tree),
                Places::Lines { .. } | Places::Paragraphs { .. } | Places::Pages(_) | Places::Blocks(..) => None,
            };
            self.kind = recognised.unwrap_or(Kind::None);
        }
        match &mut self.kind {
            // A workbook has parts that are no tables.
            Kind::Rows(columns) if matches!(part.places, Places::Table { .. }) => columns.mark(part),
            Kind::Tree(shape) => {
                tree::mark(*shape, part, &mut self.open_case);
                if *shape == tree::Shape::Elements {
                    shelves::copy_into_entries(part, &mut self.open_shelves);
                }
                mark_internal_parties(part);
            }
            Kind::Lists(lists, has_posts) => *has_posts |= lists.mark(part, &self.columns),
            Kind::Rows(_) | Kind::Printed(..) | Kind::Unknown | Kind::None => {}
        }
    }

    /// Running text is a journal from the part on that reads like one.
    fn recognise_printed(&mut self, part: &mut Part<'_>) {
        if matches!(self.kind, Kind::Unknown | Kind::None) {
            self.kind = Kind::Printed(Box::default(), false);
        }
        if let Kind::Printed(printed, has_posts) = &mut self.kind {
            if part.role != Role::Body {
                return;
            }
            let has_numbers = labels::has_numbers(&part.text, 2);
            *has_posts |= printed.aligned.mark(part, &self.columns, has_numbers)
                || printed.labelled.mark(part, &self.columns, has_numbers);
        }
    }
}

/// A party whose `korrespondanseparttype` says «intern» is the body's own people.
fn mark_internal_parties(part: &mut Part<'_>) {
    let Places::Tree(tree) = &part.places else { return };
    let is_internal = |segment: &&Segment| {
        let type_of_party = segment.span().of(&part.text);
        let local = type_of_party.rsplit(|byte| matches!(byte, b'/' | b'#' | b':')).next().unwrap_or(type_of_party);
        segment.label.eq_ignore_ascii_case("korrespondanseparttype")
            && local.trim_ascii().get(..6).is_some_and(|six| six.eq_ignore_ascii_case(b"intern"))
    };
    let owner = |segment: &Segment| tree::owner_of_field(segment, tree);
    let internal: HashSet<PathId> = part.segments.iter().filter(is_internal).filter_map(owner).collect();
    if internal.is_empty() {
        return;
    }
    for segment in part.segments.iter_mut().filter(|segment| segment.role == Role::Party) {
        if owner(segment).is_some_and(|node| internal.contains(&node)) {
            segment.role = Role::Official;
        }
    }
}

#[cfg(test)]
mod tests;
