//! Letters that stand in the same place twice, which are read once.

use super::cover::Sight;
use super::paint::Painted;
use super::words::Piece;
use hashbrown::HashMap;
use hayro_interpret::kurbo::Point;

/// Letters by place.
struct Near<'p> {
    painted: &'p Painted,
    cells: HashMap<(i32, i32), Vec<u32>>,
}

/// Width of a cell of [`Near`] in points.
const NEAR: f64 = 8.0;

/// Letters in one cell that are remembered: more is no text.
const CROWD: usize = 64;

impl<'p> Near<'p> {
    fn cell(point: Point) -> (i32, i32) {
        ((point.x / NEAR).floor() as i32, (point.y / NEAR).floor() as i32)
    }

    fn add(&mut self, number: usize) {
        let cell = self.cells.entry(Self::cell(self.painted.glyphs[number].origin)).or_default();
        if cell.len() < CROWD {
            cell.push(number as u32);
        }
    }

    /// The same letter was added there, at most `most` (in parts of the font's size) away.
    fn has(&self, number: usize, most: f64) -> bool {
        let glyph = &self.painted.glyphs[number];
        let text = self.painted.text(glyph);
        let reach = (most * glyph.size()).min(NEAR);
        let (column, row) = Self::cell(glyph.origin);
        let around = (-1..=1).flat_map(|down| (-1..=1).map(move |right| (right, down)));
        around
            .filter_map(|(right, down)| self.cells.get(&(column.saturating_add(right), row.saturating_add(down))))
            .flatten()
            .any(|other| {
                let other = &self.painted.glyphs[*other as usize];
                (other.origin - glyph.origin).hypot() <= reach && self.painted.text(other) == text
            })
    }
}

/// Marks what stands in the same place twice: bold letters made by painting twice, shadows, and text under a cover that was
/// painted anew on it.
pub(super) fn drop_repeated(painted: &Painted, pieces: &[Piece], sights: &mut [Sight]) {
    let mut near = Near { painted, cells: HashMap::new() };
    for (piece, sight) in pieces.iter().zip(sights.iter_mut()) {
        if *sight != Sight::Shown {
            continue;
        }
        let again = piece.glyphs.clone().filter(|number| near.has(*number, 0.12)).count();
        if again == piece.glyphs.len() {
            *sight = Sight::Again;
        } else {
            piece.glyphs.clone().for_each(|number| near.add(number));
        }
    }
    for (piece, sight) in pieces.iter().zip(sights.iter_mut()) {
        if matches!(sight, Sight::Under(..) | Sight::Hidden(_)) {
            let again = piece.glyphs.clone().filter(|number| near.has(*number, 0.5)).count();
            if again * 10 >= piece.glyphs.len() * 7 {
                *sight = Sight::Again;
            }
        }
    }
}
