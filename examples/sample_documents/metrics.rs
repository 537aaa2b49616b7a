//! The two faces of the standard font Helvetica that letters are set in: how wide their characters are, and how text is
//! written in the encoding WinAnsi.

/// A face of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Helvetica.
    Regular,
    /// Helvetica-Bold.
    Bold,
}

/// Widths of the characters 32 to 126 in thousandths of the size (Adobe Font Metrics).
#[rustfmt::skip]
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

/// The character in WinAnsi, and its widths in both faces where it is no ASCII.
fn beyond_ascii(character: char) -> (u8, u16, u16) {
    match character {
        'Æ' => (0xC6, 1000, 1000),
        'Ø' => (0xD8, 778, 778),
        'Å' => (0xC5, 667, 722),
        'æ' => (0xE6, 889, 889),
        'ø' => (0xF8, 611, 611),
        'å' => (0xE5, 556, 556),
        'é' => (0xE9, 556, 556),
        'ò' => (0xF2, 556, 611),
        '–' => (0x96, 556, 556),
        '«' => (0xAB, 556, 556),
        '»' => (0xBB, 556, 556),
        '§' => (0xA7, 556, 556),
        '·' => (0xB7, 278, 278),
        '•' => (0x95, 350, 350),
        '²' => (0xB2, 333, 333),
        '½' => (0xBD, 834, 834),
        other => unreachable!("no sample text has {other:?}"),
    }
}

/// `text` in WinAnsi.
pub fn win_ansi(text: &str) -> Vec<u8> {
    let byte = |character: char| match character {
        ' '..='~' => character as u8,
        _ => beyond_ascii(character).0,
    };
    text.chars().map(byte).collect()
}

impl Face {
    /// How wide `text` is in points.
    pub fn width(self, text: &str, size: f32) -> f32 {
        let thousandths: u32 = text.chars().map(|character| u32::from(self.advance(character))).sum();
        thousandths as f32 / 1000.0 * size
    }

    fn advance(self, character: char) -> u16 {
        match (character, self) {
            (' '..='~', Face::Regular) => REGULAR[character as usize - 32],
            (' '..='~', Face::Bold) => BOLD[character as usize - 32],
            (_, Face::Regular) => beyond_ascii(character).1,
            (_, Face::Bold) => beyond_ascii(character).2,
        }
    }
}
