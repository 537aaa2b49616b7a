//! Office documents: text documents, workbooks and presentations in the formats of Microsoft Office (OOXML) and
//! OpenDocument, all of them packages of XML parts in a ZIP archive. What a reader sees goes out as body; what stays
//! in the file unseen (tracked deletions, hidden text, sheets and slides, text under black bars) goes out apart, with
//! the way it is hidden as its label.

mod alternatives;
mod document;
mod drawing;
mod fields;
mod formula;
mod kind;
mod markup;
mod media;
mod open_document;
mod package;
mod presentation;
mod properties;
mod sheet;
mod workbook;

pub(super) use document::read as document;
pub(super) use kind::{Kind, kind_of};
pub(super) use open_document::{read as open_document, read_flat as flat_open_document};
pub(super) use presentation::read as presentation;
pub(super) use workbook::read as workbook;
pub(crate) use workbook::{Value, WrittenCell, written_cells};

use crate::model::Unread;

/// The first trouble of a document that is read on all the same.
#[derive(Debug, Default)]
struct Trouble(Option<Unread>);

impl Trouble {
    fn note(&mut self, outcome: Result<(), Unread>) {
        if let Err(unread) = outcome {
            self.0.get_or_insert(unread);
        }
    }

    fn outcome(self) -> Result<(), Unread> {
        self.0.map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests;
