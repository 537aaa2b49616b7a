//! RTF: the text of word processors as they exchange it, and of Outlook's messages. Its paragraphs, what is beside them (notes,
//! headers, comments, properties), what is hidden in them, and the pictures and objects among them.

mod charset;
mod embedded;
mod html;
mod lexer;
mod look;
mod reader;
mod state;
mod styles;

use super::fields::Fields;
use super::{Input, Output, passage};
use crate::model::{Places, Role, Unread};
use reader::Reader;

pub(super) use embedded::instruction;
pub(super) use html::encapsulated_html;

/// An RTF document, read.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// What is shown of the running text, a line a paragraph.
    pub text: String,
    /// Notes, headers, footers and text boxes.
    notes: String,
    fields: Fields,
    /// Pictures and objects with their names.
    members: Vec<(String, Vec<u8>)>,
}

/// A file in RTF.
pub(super) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let start = memchr::memmem::find(&input.bytes[..input.bytes.len().min(1024)], b"{\\rtf").unwrap_or(0);
    parse(&input.bytes[start..]).hand_out(output)
}

pub(super) fn parse(bytes: &[u8]) -> Document {
    Reader::new(false).read(bytes)
}

impl Document {
    /// # Errors
    /// A limit of the whole document was passed.
    pub fn hand_out(&mut self, output: &mut dyn Output) -> Result<(), Unread> {
        let paragraphs = Places::Paragraphs { first: 1 };
        passage::hand_out(Role::Body, &self.text, &paragraphs, output);
        let first = 1 + memchr::memchr_iter(b'\n', self.text.as_bytes()).count() as u64;
        passage::hand_out(Role::Body, &self.notes, &Places::Paragraphs { first }, output);
        self.fields.hand_out(output);
        for (name, bytes) in self.members.drain(..) {
            output.member(&name, &mut &*bytes)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
