//! How cells of a binary workbook look, as far as it tells how their values are written and whether they are seen.

use super::records::{self, Data, kind};
use crate::extract::legacy::bytes::u16_at;
use crate::extract::legacy::value::Formats;
use crate::extract::look::{BLACK, Colour, Look, WHITE, Way};
use crate::model::{Role, Unread};

#[derive(Debug, Default)]
pub(super) struct Styles {
    pub formats: Formats,
    looks: Vec<Look>,
}

impl Styles {
    /// Reads the part of styles.
    ///
    /// # Errors
    /// It breaks off; what came before is there.
    pub fn read(&mut self, bytes: &[u8]) -> Result<(), Unread> {
        let (mut fonts, mut fills, mut is_of_cells) = (Vec::new(), Vec::new(), false);
        records::each(bytes, &mut |kind, data| match kind {
            kind::FORMAT => {
                let code = Data(data.get(2..).unwrap_or_default()).text();
                self.formats.set(u16_at(data, 0).unwrap_or(0), &code);
            }
            kind::FONT => fonts.push(colour(data, 12)),
            // The kind of the pattern, of which the first is none and the second whole.
            kind::FILL => fills.push((u16_at(data, 0).unwrap_or(0), colour(data, 4))),
            kind::CELL_STYLES => is_of_cells = true,
            kind::CELL_STYLES_END => is_of_cells = false,
            kind::STYLE if is_of_cells => {
                self.formats.add_style(data);
                let number = |at| u16_at(data, at).map_or(0, usize::from);
                let (pattern, fill) = fills.get(number(6)).copied().unwrap_or((0, None));
                let highlight = fill.filter(|_| pattern == 1);
                let is_on_unknown = pattern != 0 && highlight.is_none();
                let colour = fonts.get(number(4)).copied().flatten();
                self.looks.push(Look { colour, highlight, is_on_unknown, ..Look::default() });
            }
            _ => {}
        })
    }

    /// What a cell in that style is; `is_coloured`: something else may lie behind it.
    pub fn role(&self, style: u16, is_coloured: bool) -> Role {
        let way = self.looks.get(usize::from(style)).map_or(Way::Shown, Look::way);
        match way {
            _ if self.formats.hides(style) => Role::Hidden,
            Way::WhiteText if is_coloured => Role::Body,
            way => way.role(),
        }
    }
}

/// A colour (MS-XLSB 2.5.8), where it is known and not automatic.
fn colour(data: &[u8], at: usize) -> Option<Colour> {
    let [kind, index, tint, more_tint, red, green, blue, ..] = *data.get(at..at + 8)? else { return None };
    match (kind >> 1, index) {
        (2, _) => Some(Colour::from_be_bytes([0, red, green, blue])),
        // Of the palette, and of the theme.
        (1, 0 | 8) => Some(BLACK),
        (1, 1 | 9) => Some(WHITE),
        (3, 0) if (tint, more_tint) == (0, 0) => Some(WHITE),
        (3, 1) if (tint, more_tint) == (0, 0) => Some(BLACK),
        _ => None,
    }
}
