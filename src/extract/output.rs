//! Where the readers of binary formats put what a document holds: its texts, the documents within it, and pictures of text.

use super::limits::Budget;
use super::{Limits, Piece};
use crate::model::{Part, Unread};
use std::io::Read;

/// Takes what a reader finds, in the order of the document.
pub trait Output {
    /// A text.
    fn part(&mut self, part: Part<'static>);

    /// A document within this one: an attachment, a file of an archive. `name` is as it is written there, `/` between its folders;
    /// it is never used as a path on disk.
    ///
    /// # Errors
    /// A limit of the whole container was passed, or too many documents: the reader stops and gives that error. What is wrong with
    /// this member alone (it does not unpack) is kept as the member's own trouble and is no error here.
    fn member(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(), Unread>;

    /// A document within this one that cannot be opened, with the reason.
    ///
    /// # Errors
    /// Too many documents.
    fn closed_member(&mut self, name: &str, unread: Unread) -> Result<(), Unread>;

    /// A picture that text may be read off. Only to be handed out where [`super::Input::reads_pictures`].
    fn picture(&mut self, picture: Picture);
}

/// A document within a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// As it is written in the container.
    pub name: String,
    /// What could be unpacked.
    pub bytes: Vec<u8>,
    /// Why that is not all.
    pub unread: Option<Unread>,
}

/// A picture, 8 bits of grey a dot, for OCR.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Page it stands on, from 1.
    pub page: u32,
    /// In dots.
    pub width: u32,
    /// In dots.
    pub height: u32,
    /// Row by row from the top, `width * height` bytes; 0 is black.
    pub grey: Vec<u8>,
    /// Dots to the point (1/72 inch), which leads back to places on the page.
    pub dots_per_point: f32,
}

/// Hands everything to a sink of this process.
pub(super) struct Collecting<'s, 'a> {
    pub sink: &'s mut dyn FnMut(Piece<'a>),
    pub budget: Budget,
}

impl<'s, 'a> Collecting<'s, 'a> {
    pub fn new(limits: Limits, container: usize, sink: &'s mut dyn FnMut(Piece<'a>)) -> Self {
        Collecting { sink, budget: Budget::new(limits, container) }
    }
}

impl Output for Collecting<'_, '_> {
    fn part(&mut self, part: Part<'static>) {
        (self.sink)(Piece::Part(part));
    }

    fn member(&mut self, name: &str, bytes: &mut dyn Read) -> Result<(), Unread> {
        self.budget.count_member()?;
        let mut all = Vec::new();
        let unread = self.budget.unpack(bytes, &mut |piece| all.extend_from_slice(piece)).err();
        let stop = unread.clone().filter(|_| self.budget.is_spent());
        (self.sink)(Piece::Member(Member { name: name.to_owned(), bytes: all, unread }));
        stop.map_or(Ok(()), Err)
    }

    fn closed_member(&mut self, name: &str, unread: Unread) -> Result<(), Unread> {
        self.budget.count_member()?;
        (self.sink)(Piece::Member(Member { name: name.to_owned(), bytes: Vec::new(), unread: Some(unread) }));
        Ok(())
    }

    fn picture(&mut self, picture: Picture) {
        (self.sink)(Piece::Picture(picture));
    }
}
