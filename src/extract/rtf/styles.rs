//! The table of styles of RTF: what paragraphs and characters look like that name one of them.

use super::look::Marks;
use std::collections::HashMap;

/// Styles beyond this number set nothing.
const MOST_STYLES: usize = 10_000;

/// Styles that rest on styles are followed so far.
const MOST_BASES: usize = 24;

/// A style by the kind of text it is for, and its number: both kinds count on their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Style {
    OfParagraph(i32),
    OfCharacters(i32),
}

impl Style {
    fn with_number(self, number: i32) -> Style {
        match self {
            Style::OfParagraph(_) => Style::OfParagraph(number),
            Style::OfCharacters(_) => Style::OfCharacters(number),
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Styles {
    /// What a style sets itself, and the number of the one it rests on.
    table: HashMap<Style, (Marks, Option<i32>)>,
    /// The style under way, likewise.
    open: Option<(Style, Option<i32>)>,
}

impl Styles {
    /// A style is being told.
    pub fn begin(&mut self, style: Style) {
        self.open = Some((style, None));
    }

    /// The style under way rests on the one of its kind with that number.
    pub fn rest_on(&mut self, number: i32) {
        self.open.iter_mut().for_each(|(_, base)| *base = Some(number));
    }

    /// The style under way is told.
    pub fn end(&mut self, look: Marks) {
        if let Some((style, base)) = self.open.take()
            && self.table.len() < MOST_STYLES
        {
            self.table.insert(style, (look, base));
        }
    }

    /// What a style sets, with all that it rests on; one that is not in the table sets nothing.
    pub fn get(&self, style: Style) -> Marks {
        let (mut look, mut next) = (Marks::default(), Some(style));
        for _ in 0..MOST_BASES {
            let Some((own, base)) = next.and_then(|style| self.table.get(&style)) else { break };
            look = look.over(*own);
            next = base.map(|number| style.with_number(number));
        }
        look
    }
}
