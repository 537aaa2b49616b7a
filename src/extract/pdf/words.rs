//! Letters to pieces of words: what was painted one after the other without a gap. Whether a word can be seen is judged by piece,
//! and the lines of a page are put together from them.

use super::paint::{Glyph, Painted};
use std::ops::Range;

/// A gap wider than this, in parts of the font's size, parts words. (As poppler has it.)
pub(super) const WORD_GAP: f64 = 0.1;

/// Letters further apart than this, in parts of the font's size, make no word even where all are.
const WIDEST_SPACING: f64 = 0.6;

/// Letters that follow each other: [`Painted::glyphs`] in that range.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub glyphs: Range<usize>,
    /// A blank was painted before it.
    pub is_after_blank: bool,
}

impl Piece {
    pub fn of<'p>(&self, painted: &'p Painted) -> &'p [Glyph] {
        painted.glyphs.get(self.glyphs.clone()).unwrap_or_default()
    }
}

/// All pieces of a page in the order of painting. Blanks are in none.
pub(super) fn pieces(painted: &Painted) -> Vec<Piece> {
    let glyphs = &painted.glyphs;
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut is_after_blank, mut is_open) = (false, false);
    let mut spacing = Spacing { until: 0, gap: 0.0 };
    for (at, glyph) in glyphs.iter().enumerate() {
        if at >= spacing.until {
            spacing = Spacing::from(painted, at);
        }
        if painted.text(glyph).trim().is_empty() {
            (is_after_blank, is_open) = (true, false);
            continue;
        }
        match pieces.last_mut() {
            Some(piece)
                if is_open
                    && follows(&glyphs[at - 1], glyph, WORD_GAP + spacing.gap)
                    && !is_note_mark(painted, &glyphs[at - 1], glyph) =>
            {
                piece.glyphs.end = at + 1;
            }
            _ => pieces.push(Piece { glyphs: at..at + 1, is_after_blank }),
        }
        (is_after_blank, is_open) = (false, true);
    }
    pieces
}

/// `next` stands behind `glyph` on the same line, at most `most` (in parts of the font's size) away.
fn follows(glyph: &Glyph, next: &Glyph, most: f64) -> bool {
    let (size, next_size) = (glyph.size(), next.size());
    let length = glyph.advance.hypot();
    if length <= 0.0 || size <= 0.0 || next_size > 2.0 * size || size > 2.0 * next_size {
        return false;
    }
    let along = glyph.advance / length;
    if along.dot(next.advance) < 0.98 * next.advance.hypot() {
        return false;
    }
    let to_next = next.origin - glyph.origin;
    let gap = to_next.dot(along) - length;
    let shift = to_next.cross(along).abs();
    shift < 0.2 * size && gap <= most * size && gap > -0.4 * size - 0.5 * length
}

/// `next` stands on the same line, a little behind `glyph`.
fn is_beside(glyph: &Glyph, next: &Glyph) -> bool {
    let length = glyph.advance.hypot().max(1e-9);
    let (along, to_next) = (glyph.advance / length, next.origin - glyph.origin);
    let gap = to_next.dot(along) - length;
    to_next.cross(along).abs() < 0.2 * glyph.size() && (-0.1..WIDEST_SPACING).contains(&(gap / glyph.size().max(1e-9)))
}

/// Letters of which one stands so much lower than the other, in points, and is that much smaller, are a mark by a word.
pub(super) fn is_raised(lower: f64, size: f64, other_size: f64) -> bool {
    let (less, more) = (size.min(other_size), size.max(other_size));
    less < 0.85 * more && lower.abs() > 0.08 * more
}

/// One of them is the mark of a note by a number.
fn is_note_mark(painted: &Painted, glyph: &Glyph, next: &Glyph) -> bool {
    let length = glyph.advance.hypot().max(1e-9);
    let lower = (next.origin - glyph.origin).cross(glyph.advance / length);
    let are_digits = [glyph, next].iter().all(|glyph| painted.text(glyph).bytes().all(|byte| byte.is_ascii_digit()));
    is_raised(lower, glyph.size(), next.size()) && are_digits
}

/// How far the letters of one operation, or of operations of one letter each, are set apart, beyond the usual.
struct Spacing {
    until: usize,
    gap: f64,
}

impl Spacing {
    fn from(painted: &Painted, first: usize) -> Self {
        let glyphs = &painted.glyphs[first..];
        let is_one = |order: u32| glyphs.iter().take_while(|glyph| glyph.order == order).count();
        let (mut count, mut order) = (is_one(glyphs[0].order), glyphs[0].order);
        if count == 1 {
            // Each letter was placed for itself.
            let goes_on = |at: usize, order: u32| {
                let Some(next) = glyphs.get(at).filter(|next| next.order == order + 1) else { return false };
                is_beside(&glyphs[at - 1], next) && glyphs.get(at + 1).is_none_or(|after| after.order != next.order)
            };
            while goes_on(count, order) {
                (count, order) = (count + 1, order + 1);
            }
        }
        let run = &glyphs[..count];
        let until = first + run.len();
        if run.len() < 4 {
            return Spacing { until, gap: 0.0 };
        }
        let mut gaps: Vec<f64> = run
            .windows(2)
            .filter(|pair| pair.iter().all(|glyph| !painted.text(glyph).trim().is_empty()))
            .map(|pair| {
                let length = pair[0].advance.hypot();
                let to_next = pair[1].origin - pair[0].origin;
                (to_next.dot(pair[0].advance) / length.max(1e-9) - length) / pair[0].size().max(1e-9)
            })
            .collect();
        gaps.sort_by(f64::total_cmp);
        // Nearly all of them alike: a few wide ones among narrow ones are gaps between words.
        let at = |part: usize| gaps.get(gaps.len() * part / 8).copied().unwrap_or(0.0);
        let is_even = gaps.len() >= 3 && at(4) > WORD_GAP / 2.0 && at(1) > 0.7 * at(4) && at(4) < WIDEST_SPACING;
        // Letters placed one by one at even steps, whatever their widths.
        let steps = || run.windows(2).map(|pair| (pair[1].origin - pair[0].origin).hypot());
        let (least, most) = (steps().fold(f64::INFINITY, f64::min), steps().fold(0.0, f64::max));
        let are_steps = run[0].order != run[1].order && run.len() > 4 && least > 0.95 * most && most < run[0].size();
        let gap = match gaps.last() {
            _ if is_even => at(4),
            Some(widest) if are_steps => *widest,
            _ => 0.0,
        };
        Spacing { until, gap }
    }
}
