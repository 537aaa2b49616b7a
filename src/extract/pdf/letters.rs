//! What hayro tells of single letters: what they are, and how wide.

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use unicode_normalization::UnicodeNormalization as _;

/// hayro's glyphs are this large.
pub(super) const UNITS: f64 = 1000.0;

/// How wide each letter of a run is, in its own coordinates; `was_stretched`: such letters were met. In place of a font that is not in the file another one is
/// taken, each letter stretched to the width it should have: coordinates that vary from letter to letter are no measure.
pub(super) fn widths(run: &GlyphRun<'_, '_>, was_stretched: &mut bool) -> impl Fn(&PositionedGlyph<'_>) -> f64 + use<> {
    let scale = |glyph: &PositionedGlyph<'_>| {
        let [a, b, c, d, ..] = glyph.transform().as_coeffs();
        (a.hypot(b) / c.hypot(d).max(1e-12)).clamp(1e-3, 1e3)
    };
    let glyphs = run.glyphs();
    let all = || glyphs.iter().map(scale);
    let (least, most) = (all().fold(f64::INFINITY, f64::min), all().fold(0.0, f64::max));
    let varies = most > 1.01 * least;
    *was_stretched |= varies;
    let common = if varies {
        let mut scales: Vec<f64> = glyphs
            .windows(2)
            .filter_map(|pair| {
                let [_, _, c, d, x, y] = pair[0].transform().as_coeffs();
                let [.., next_x, next_y] = pair[1].transform().as_coeffs();
                let full = own_width(&pair[0]) * c.hypot(d);
                (full > 0.0).then(|| (next_x - x).hypot(next_y - y) / full)
            })
            .collect();
        scales.sort_by(f64::total_cmp);
        scales.get(scales.len() / 2).copied().filter(|scale| (0.4..2.5).contains(scale)).unwrap_or(1.0)
    } else {
        1.0
    };
    let is_stretched = varies || (*was_stretched && glyphs.len() < 3);
    move |glyph| {
        let width = own_width(glyph);
        if is_stretched { width * common / scale(glyph) } else { width }
    }
}

/// The width that the document gives a letter.
fn own_width(glyph: &PositionedGlyph<'_>) -> f64 {
    let width = match &**glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(glyph) => glyph.advance_width(),
    };
    width.map_or(UNITS / 2.0, f64::from)
}

/// What a letter of a font of drawings is where nothing tells: mostly what its code says. It is not counted as known.
pub(super) fn by_code(glyph: &PositionedGlyph<'_>) -> Option<char> {
    let is_drawing = matches!(&**glyph, Glyph::Type3(_));
    char::from_u32(glyph.char_code()).filter(|letter| is_drawing && (letter.is_ascii_alphanumeric() || *letter == ' '))
}

/// It is more than a blank.
pub(super) fn has_shape(glyph: &PositionedGlyph<'_>) -> bool {
    match &**glyph {
        Glyph::Outline(outline) => !outline.outline().elements().is_empty(),
        Glyph::Type3(_) => true,
    }
}

/// It is drawn as a full square.
pub(super) fn is_block(letter: char) -> bool {
    matches!(
        letter,
        '\u{2588}'..='\u{258b}' | '\u{25a0}' | '\u{25ac}' | '\u{25ae}' | '\u{25fc}' | '\u{25fe}' | '\u{2b1b}'
    )
}

/// Adds a letter as it is read: ligatures taken apart, no controls.
pub(super) fn push_letter(text: &mut String, letter: char) {
    match letter {
        '\u{fb00}' => text.push_str("ff"),
        '\u{fb01}' => text.push_str("fi"),
        '\u{fb02}' => text.push_str("fl"),
        '\u{fb03}' => text.push_str("ffi"),
        '\u{fb04}' => text.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
        // Letters of symbol fonts, and old-style figures and small capitals as Adobe's fonts number them.
        '\u{f020}'..='\u{f0ff}' => push_letter(text, moved(letter, 0xF000)),
        '\u{f730}'..='\u{f739}' => text.push(moved(letter, 0xF700)),
        '\u{f761}'..='\u{f77a}' | '\u{f7e0}'..='\u{f7f6}' | '\u{f7f8}'..='\u{f7fe}' => text.push(moved(letter, 0xF700)),
        // Nobody knows what they are.
        '\u{e000}'..='\u{f8ff}' => {}
        // Letters and digits of mathematics, wide ones, and those of old displays.
        '\u{1d400}'..='\u{1d7ff}' | '\u{ff01}'..='\u{ff5e}' | '\u{1fbf0}'..='\u{1fbf9}' => {
            text.extend(std::iter::once(letter).nfkc())
        }
        '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => text.push(' '),
        '\u{ad}' | '\u{2010}' | '\u{2011}' => text.push('-'),
        // Signs without a shape, and those that stand for nothing.
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fffd}'
        | '\u{fffe}'
        | '\u{ffff}' => {}
        _ if letter.is_control() => {}
        _ => text.push(letter),
    }
}

fn moved(letter: char, by: u32) -> char {
    char::from_u32(u32::from(letter) - by).unwrap_or(letter)
}
