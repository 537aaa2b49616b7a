//! Whether a reader of a text document sees a text, by the marks and colours that it is set in. For word processors, whose formats
//! say the same in different ways.

use crate::model::Role;

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// What tells whether text is seen. Colours that are `None` are automatic or not there.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Look {
    pub is_deleted: bool,
    pub is_vanished: bool,
    pub colour: Option<Colour>,
    pub highlight: Option<Colour>,
    /// Behind the characters or else the paragraph.
    pub shade: Option<Colour>,
    /// Its place has a ground that is not told here: a cell, a shape.
    pub is_on_unknown: bool,
}

impl Look {
    /// How it is kept from the reader: the role it has for that, and a code for the way. `None` where it is seen.
    pub fn way(&self) -> Option<(Role, &'static str)> {
        if self.is_deleted {
            return Some((Role::DeletedText, "tracked-deletion"));
        }
        if self.is_vanished {
            return Some((Role::Hidden, "vanish"));
        }
        let is_ground = |ground: &Colour| *ground != [255; 3];
        // Programs turn automatic letters white on a dark shade, but not on a highlight.
        if let Some(highlight) = self.highlight.filter(is_ground) {
            let is_covered = is_dark(highlight) && self.colour.is_none_or(is_dark);
            return is_covered.then_some((Role::UnderRedaction, "black-highlight"));
        }
        if let Some(shade) = self.shade.filter(is_ground) {
            let is_covered = is_dark(shade) && self.colour.is_some_and(is_dark);
            return is_covered.then_some((Role::UnderRedaction, "black-highlight"));
        }
        let is_unseen = self.colour == Some([255; 3]) && !self.is_on_unknown;
        is_unseen.then_some((Role::Hidden, "white-text"))
    }
}

fn is_dark(colour: Colour) -> bool {
    colour.iter().all(|&part| part <= 0x20)
}
