//! The colours and marks that RTF sets text in.

use crate::extract::look::{Colour, Look, TINY};

/// Colours beyond this number do not count.
const MOST_COLOURS: usize = 10_000;

/// As far as they tell whether a text is seen; what is `None` is as the style has it. Numbers are those of the table of colours; the
/// first is automatic as a rule.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    pub is_vanished: Option<bool>,
    pub colour: Option<u16>,
    pub highlight: Option<u16>,
    /// Behind the characters.
    pub shade: Option<u16>,
    /// Behind the paragraph.
    pub ground: Option<u16>,
    /// Of the font, in half points.
    pub size: Option<u16>,
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
    /// These, and what they do not say from `base`.
    pub fn over(self, base: Marks) -> Marks {
        Marks {
            is_vanished: self.is_vanished.or(base.is_vanished),
            colour: self.colour.or(base.colour),
            highlight: self.highlight.or(base.highlight),
            shade: self.shade.or(base.shade),
            ground: self.ground.or(base.ground),
            size: self.size.or(base.size),
        }
    }

    /// Those of the paragraph; the characters have none of their own any more.
    pub fn of_paragraph(self) -> Marks {
        Marks { ground: self.ground, ..Marks::default() }
    }

    /// The look in those colours.
    pub fn look(&self, colours: &Colours) -> Look {
        let get = |number: Option<u16>| number.and_then(|number| colours.get(number));
        Look {
            is_vanished: self.is_vanished == Some(true),
            is_tiny: self.size.is_some_and(|size| (1..=TINY).contains(&size)),
            colour: get(self.colour),
            highlight: get(self.highlight.filter(|&number| number != 0)),
            shade: get(self.shade),
            ground: get(self.ground),
            ..Look::default()
        }
    }
}
