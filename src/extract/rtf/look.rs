//! Whether a reader of the document sees a text, by the colours and marks that it is set in.

use crate::model::Role;

/// Colours beyond this number do not count.
const MOST_COLOURS: usize = 10_000;

/// How text looks, as far as that tells whether it is seen. Numbers are those of the table of colours; 0 is automatic.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub is_vanished: bool,
    pub is_deleted: bool,
    pub colour: u16,
    pub highlight: u16,
    /// Behind the characters.
    pub shade: u16,
    /// Behind the paragraph.
    pub ground: u16,
    /// Its place has a ground that is not told here: a cell, a shape.
    pub is_on_unknown: bool,
}

/// The document's colours as red, green and blue; `None` is automatic.
#[derive(Debug, Default)]
pub(super) struct Colours {
    table: Vec<Option<[u8; 3]>>,
    open: Option<[u8; 3]>,
}

impl Colours {
    /// A part (0 red, 1 green, 2 blue) of the colour under way.
    pub fn set(&mut self, part: usize, value: i32) {
        self.open.get_or_insert([0; 3])[part] = value.clamp(0, 255) as u8;
    }

    /// The colour under way is told.
    pub fn end(&mut self) {
        let colour = self.open.take();
        if self.table.len() < MOST_COLOURS {
            self.table.push(colour);
        }
    }

    fn get(&self, number: u16) -> Option<[u8; 3]> {
        self.table.get(usize::from(number)).copied().flatten()
    }

    pub fn is_white(&self, number: u16) -> bool {
        self.get(number) == Some([255; 3])
    }

    fn is_dark(&self, number: u16) -> bool {
        self.get(number).is_some_and(|colour| colour.iter().all(|&part| part <= 0x20))
    }

    /// A ground that is told, and is not the white of the page.
    pub fn is_ground(&self, number: u16) -> bool {
        number != 0 && self.get(number).is_some() && !self.is_white(number)
    }
}

impl Look {
    /// How it is kept from the reader; `None` where it is seen.
    pub fn way(&self, colours: &Colours) -> Option<(Role, &'static str)> {
        if self.is_deleted {
            return Some((Role::DeletedText, "tracked-deletion"));
        }
        if self.is_vanished {
            return Some((Role::Hidden, "vanish"));
        }
        // The nearest ground is the one that is seen. Programs turn automatic letters white on dark shades, not on a highlight.
        let grounds = [self.highlight, self.shade, self.ground];
        let ground = grounds.into_iter().find(|&ground| colours.is_ground(ground));
        if let Some(ground) = ground {
            let is_automatic = colours.get(self.colour).is_none();
            let is_covered = colours.is_dark(ground)
                && if is_automatic { ground == self.highlight } else { colours.is_dark(self.colour) };
            return is_covered.then_some((Role::UnderRedaction, "black-highlight"));
        }
        let is_unseen = colours.is_white(self.colour) && !self.is_on_unknown;
        is_unseen.then_some((Role::Hidden, "white-text"))
    }
}
