//! Styles of cells, as far as they hide what a cell holds: white letters on no ground, and formats that show nothing.

use crate::extract::legacy::bytes::{u16_at, u32_at};

/// Numbers of white in Excel's own palette, and of the window's ground.
const WHITE: &[u16] = &[1, 9, 0x41];

/// Where a workbook's own palette begins.
const FIRST_OF_PALETTE: u16 = 8;

#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Colours of fonts.
    fonts: Vec<u16>,
    /// Red, green and blue.
    palette: Option<Vec<[u8; 3]>>,
    /// Font and ground of each style; the ground is `None` where there is none.
    styles: Vec<(u16, Option<u16>)>,
}

impl Styles {
    /// The next font.
    pub fn add_font(&mut self, data: &[u8]) {
        self.fonts.push(u16_at(data, 4).unwrap_or(0));
    }

    /// The workbook's own colours.
    pub fn set_palette(&mut self, data: &[u8]) {
        let colours = data.get(2..).unwrap_or_default().chunks_exact(4);
        self.palette = Some(colours.map(|colour| [colour[0], colour[1], colour[2]]).collect());
    }

    /// The next style, of Excel 97 or later.
    pub fn add(&mut self, data: &[u8]) {
        let pattern = u32_at(data, 14).map_or(0, |flags| flags >> 26);
        let colours = u16_at(data, 18).unwrap_or(0);
        // A whole ground is in the pattern's first colour.
        let ground = (pattern != 0).then_some(if pattern == 1 { colours & 0x7F } else { 0 });
        self.styles.push((u16_at(data, 0).unwrap_or(0), ground));
    }

    /// Whether letters in that style are white on white.
    pub fn hides(&self, style: u16) -> bool {
        let Some(&(font, ground)) = self.styles.get(usize::from(style)) else { return false };
        // There is no font number four.
        let font = usize::from(if font > 4 { font - 1 } else { font });
        let is_white_font = self.fonts.get(font).is_some_and(|&colour| self.is_white(colour));
        is_white_font && ground.is_none_or(|ground| self.is_white(ground))
    }

    fn is_white(&self, colour: u16) -> bool {
        let own = self.palette.as_ref().zip(colour.checked_sub(FIRST_OF_PALETTE));
        match own.and_then(|(palette, index)| palette.get(usize::from(index))) {
            Some(colour) => *colour == [255; 3],
            None => WHITE.contains(&colour),
        }
    }
}
