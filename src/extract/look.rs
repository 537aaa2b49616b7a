//! Whether a reader of a document sees a text, by the marks and colours that it is set in. Formats say these in different ways;
//! here they are judged alike.

use crate::model::Role;

/// A colour as 0xRRGGBB.
pub(super) type Colour = u32;

pub(super) const WHITE: Colour = 0xFF_FF_FF;
pub(super) const BLACK: Colour = 0;

/// The smallest size of a font that Word takes, in half points: nobody reads it.
pub(super) const TINY: u16 = 2;

/// How text is kept from the reader's eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It is not: it stands there for all to read.
    Shown,
    /// Shown, and put in by a tracked change.
    Inserted,
    /// Taken out by a tracked change.
    TrackedDeletion,
    /// Moved elsewhere by a tracked change.
    TrackedMove,
    /// Marked as hidden.
    Vanish,
    /// White on white.
    WhiteText,
    /// Dark on a black highlight or shading.
    BlackHighlight,
    /// In the colour of its own background.
    SameColour,
    /// So small that nobody can read it.
    Tiny,
}

impl Way {
    /// What such text is.
    pub fn role(self) -> Role {
        match self {
            Way::Shown | Way::Inserted => Role::Body,
            Way::TrackedDeletion | Way::TrackedMove => Role::DeletedText,
            Way::Vanish | Way::WhiteText | Way::Tiny => Role::Hidden,
            Way::BlackHighlight | Way::SameColour => Role::UnderRedaction,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Way::Shown | Way::Inserted => "",
            Way::TrackedDeletion => "tracked-deletion",
            Way::TrackedMove => "tracked-move",
            Way::Vanish => "vanish",
            Way::WhiteText => "white-text",
            Way::BlackHighlight => "black-highlight",
            Way::SameColour => "same-colour",
            Way::Tiny => "tiny",
        }
    }

    pub fn is_shown(self) -> bool {
        matches!(self, Way::Shown | Way::Inserted)
    }
}

/// What tells whether text is seen. Colours that are `None` are automatic or not there.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Look {
    pub is_deleted: bool,
    pub is_vanished: bool,
    pub is_tiny: bool,
    pub colour: Option<Colour>,
    pub highlight: Option<Colour>,
    /// Behind the characters.
    pub shade: Option<Colour>,
    /// Behind the paragraph or the cell.
    pub ground: Option<Colour>,
    /// Its place may have a ground that is not told here: a cell, a shape, a page with a colour.
    pub is_on_unknown: bool,
}

impl Look {
    /// How it is kept from the reader.
    pub fn way(&self) -> Way {
        match (self.colour, self.highlight.or(self.shade)) {
            _ if self.is_deleted => Way::TrackedDeletion,
            _ if self.is_vanished => Way::Vanish,
            // Programs turn automatic letters white on a dark shade, but not on a highlight.
            (None, _) if self.highlight.is_some_and(is_dark) => Way::BlackHighlight,
            (Some(colour), Some(behind)) if is_dark(behind) && is_dark(colour) => Way::BlackHighlight,
            (Some(WHITE), Some(WHITE)) => Way::WhiteText,
            (Some(colour), Some(behind)) if colour == behind => Way::SameColour,
            (Some(colour), None) if self.ground.is_some_and(is_dark) && is_dark(colour) => Way::BlackHighlight,
            (Some(WHITE), None) if self.ground.is_none_or(|ground| ground == WHITE) && !self.is_on_unknown => {
                Way::WhiteText
            }
            _ if self.is_tiny => Way::Tiny,
            _ => Way::Shown,
        }
    }
}

/// Nearly black.
fn is_dark(colour: Colour) -> bool {
    colour.to_be_bytes().iter().all(|&part| part < 0x30)
}
