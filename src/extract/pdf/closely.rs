//! A close look at letters, where what was painted over them is narrow or may have gaps: a few points of a letter tell nothing then.

use super::paint::{Area, Glyph, Shape};
use hayro_interpret::kurbo::Point;

/// An area narrower than this, in points, or one that may have gaps, is looked at closely.
const BROAD: f64 = 4.0;

/// A shape of more than these points may have gaps. (A rectangle with round corners has ten.)
const PLAIN: usize = 10;

/// Where it hides one point of a letter it hides what is around it.
pub(super) fn is_broad(area: &Area) -> bool {
    let is_plain = match &area.shape {
        Shape::Path { path, .. } => path.elements().len() <= PLAIN,
        Shape::Rect(_) | Shape::Square { .. } => true,
    };
    is_plain && area.bounds.width().min(area.bounds.height()) >= BROAD
}

/// Points all over the bodies of letters, as far up as small ones reach, each with its letter and how much it counts: as the letter is
/// wide.
pub(super) fn closely(glyphs: &[Glyph]) -> impl Iterator<Item = (&Glyph, Point, f64)> {
    const ALONG: usize = 5;
    const UP: usize = 12;
    const HIGH: f64 = 0.56;
    let place = |step: usize, steps: usize| (step as f64 + 0.5) / steps as f64;
    glyphs.iter().flat_map(move |glyph| {
        let weight = weight(glyph);
        let at = move |step: usize| glyph.at(place(step / UP, ALONG), HIGH * place(step % UP, UP));
        (0..ALONG * UP).map(move |step| (glyph, at(step), weight))
    })
}

/// Each letter counts as it is wide.
pub(super) fn weight(glyph: &Glyph) -> f64 {
    glyph.advance.hypot().max(0.1 * glyph.size()).max(1e-6)
}
