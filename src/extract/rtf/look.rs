//! The colours and marks that RTF sets text in.

use crate::extract::look::{Colour, Look};

/// Colours beyond this number do not count.
const MOST_COLOURS: usize = 10_000;

/// As far as they tell whether a text is seen. Numbers are those of the table of colours; the first is automatic as a rule.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
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

/// The document's colours; `None` is automatic.
#[derive(Debug, Default)]
pub(super) struct Colours {
    table: Vec<Option<Colour>>,
    /// Red, green and blue of the colour under way.
    open: Option<[u8; 3]>,
}

impl Colours {
    /// A part (0 red, 1 green, 2 blue) of the colour under way.
    pub fn set(&mut self, part: usize, value: i32) {
        self.open.get_or_insert([0; 3])[part] = value.clamp(0, 255) as u8;
    }

    /// The colour under way is told.
    pub fn end(&mut self) {
        let colour = self.open.take().map(|[red, green, blue]| Colour::from_be_bytes([0, red, green, blue]));
        if self.table.len() < MOST_COLOURS {
            self.table.push(colour);
        }
    }

    pub fn get(&self, number: u16) -> Option<Colour> {
        self.table.get(usize::from(number)).copied().flatten()
    }
}

impl Marks {
    /// The look in those colours.
    pub fn look(&self, colours: &Colours) -> Look {
        Look {
            is_deleted: self.is_deleted,
            is_vanished: self.is_vanished,
            colour: colours.get(self.colour),
            highlight: colours.get(self.highlight).filter(|_| self.highlight != 0),
            shade: colours.get(self.shade),
            ground: colours.get(self.ground),
            is_on_unknown: self.is_on_unknown,
        }
    }
}
