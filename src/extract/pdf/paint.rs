//! What was painted on a page, in the order in which it was: letters with their place, and areas that may cover them or lie
//! below them. All places are in points from the upper left corner of the page as it is shown.

use super::strokes::Strokes;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _, Vec2};
use std::ops::Range;

/// Red, green and blue, from 0 to 1.
pub(super) type Colour = [f32; 3];

/// The colour of paper.
pub(super) const WHITE: Colour = [1.0; 3];

/// No eye tells them apart: nearly the same, or the blacks of two inks.
pub(super) fn are_alike(one: Colour, other: Colour) -> bool {
    const BLACK: f32 = 0.15;
    let are_black = one.iter().chain(&other).all(|channel| *channel < BLACK);
    are_black || one.iter().zip(other).all(|(one, other)| (one - other).abs() < 0.045)
}

/// Nearly black.
pub(super) fn is_black(colour: Colour) -> bool {
    colour.iter().all(|channel| *channel < 0.2)
}

/// Nearly white.
pub(super) fn is_white(colour: Colour) -> bool {
    colour.iter().all(|channel| *channel > 0.93)
}

/// A letter (or a few of them: a ligature) where it was painted.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// Its bytes in [`Painted::letters`].
    pub text: Range<u32>,
    /// When it was painted.
    pub order: u32,
    /// Where it stands on its line.
    pub origin: Point,
    /// To the origin of the next one, without extra spacing.
    pub advance: Vec2,
    /// From the line upwards, as long as the font is large.
    pub up: Vec2,
    /// `None` for patterns.
    pub colour: Option<Colour>,
    /// 0: cannot be seen.
    pub alpha: f32,
    pub is_invisible: bool,
    /// Index into [`Clips`].
    pub clip: u32,
}

impl Glyph {
    /// Size of the font on the page.
    pub fn size(&self) -> f64 {
        self.up.hypot()
    }

    /// A point of the letter, in parts of its width and of the font's size.
    pub fn at(&self, along: f64, up: f64) -> Point {
        self.origin + self.advance * along + self.up * up
    }

    /// No paint was put down for it.
    pub fn is_unseen(&self) -> bool {
        self.is_invisible || self.alpha < 0.05
    }

    /// The upright box around it.
    pub fn bounds(&self) -> Rect {
        let corners = [self.at(0.0, -0.2), self.at(1.0, -0.2), self.at(0.0, 0.75), self.at(1.0, 0.75)];
        corners[1..].iter().fold(Rect::from_points(corners[0], corners[0]), |all, &corner| all.union_pt(corner))
    }

    pub fn centre(&self) -> Point {
        self.at(0.5, 0.3)
    }
}

/// Points of a letter at which is looked whether it can be seen, in parts of its width and of the font's size. They stand in
/// the body of the letter, so that underlines and strike-throughs touch a few of them only.
pub(super) const SAMPLES: [(f64, f64); 12] = [
    (0.2, 0.06),
    (0.5, 0.06),
    (0.8, 0.06),
    (0.2, 0.22),
    (0.5, 0.22),
    (0.8, 0.22),
    (0.2, 0.38),
    (0.5, 0.38),
    (0.8, 0.38),
    (0.2, 0.54),
    (0.5, 0.54),
    (0.8, 0.54),
];

/// An area.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    Rect(Rect),
    Path {
        path: BezPath,
        even_odd: bool,
    },
    /// The unit square, carried to the page: an image. `opaque` tells which cells of it hide what is below; without it all do.
    Square {
        from_page: Affine,
        opaque: Option<Grid>,
    },
}

impl Shape {
    pub fn contains(&self, point: Point) -> bool {
        match self {
            Shape::Rect(rect) => rect.contains(point),
            Shape::Path { path, even_odd } => {
                let winding = path.winding(point);
                if *even_odd { winding % 2 != 0 } else { winding != 0 }
            }
            Shape::Square { from_page, opaque } => {
                let within = *from_page * point;
                let is_inside = (0.0..=1.0).contains(&within.x) && (0.0..=1.0).contains(&within.y);
                is_inside && opaque.as_ref().is_none_or(|grid| grid.at(within))
            }
        }
    }
}

/// A coarse picture of yes and no.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub width: usize,
    pub height: usize,
    pub cells: Vec<bool>,
}

impl Grid {
    fn at(&self, point: Point) -> bool {
        let column = ((point.x * self.width as f64) as usize).min(self.width - 1);
        let row = ((point.y * self.height as f64) as usize).min(self.height - 1);
        self.cells.get(row * self.width + column).copied().unwrap_or(false)
    }
}

/// How an area changes what is below it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Effect {
    /// Hides it.
    Hides,
    /// Mixes with it: so much of the area's colour.
    Mixes(f32),
    /// In a way that is not followed here; what is below can still be seen.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Fill,
    Image,
}

/// An area that was painted.
#[derive(Debug, Clone)]
pub(super) struct Area {
    pub order: u32,
    pub shape: Shape,
    /// Around it, within its clip.
    pub bounds: Rect,
    pub clip: u32,
    pub origin: Origin,
    pub is_annotation: bool,
    pub effect: Effect,
    /// `None`: not of one colour.
    pub colour: Option<Colour>,
    /// Of an image, its number among the images of the page.
    pub image: u32,
}

impl Area {
    /// What is below shines through.
    pub fn is_veil(&self) -> bool {
        matches!(self.effect, Effect::Mixes(_))
    }
}

/// Clips within clips. Number 0 clips nothing.
#[derive(Debug)]
pub(super) struct Clips(Vec<Clip>);

#[derive(Debug)]
struct Clip {
    bounds: Rect,
    /// The nearest clip, from this one outwards, that is no upright rectangle.
    shaped: Option<u32>,
    path: Option<(BezPath, bool)>,
    parent: u32,
}

impl Clips {
    pub fn new() -> Self {
        let all = Rect::new(f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY);
        Clips(vec![Clip { bounds: all, shaped: None, path: None, parent: 0 }])
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// A clip within `parent`. `path` is `None` where the rectangle `bounds` says all.
    pub fn push(&mut self, parent: u32, bounds: Rect, path: Option<(BezPath, bool)>) -> u32 {
        let number = self.0.len() as u32;
        let outer = &self.0[parent as usize];
        let shaped = if path.is_some() { Some(number) } else { outer.shaped };
        let bounds = outer.bounds.intersect(bounds);
        self.0.push(Clip { bounds, shaped, path, parent });
        number
    }

    pub fn bounds(&self, clip: u32) -> Rect {
        self.0[clip as usize].bounds
    }

    /// A point that is painted in that clip.
    pub fn shows(&self, clip: u32, point: Point) -> bool {
        /// Deeper nests are taken at their word.
        const MOST: usize = 32;
        if !self.0[clip as usize].bounds.contains(point) {
            return false;
        }
        let mut next = self.0[clip as usize].shaped;
        for _ in 0..MOST {
            let Some(at) = next else { return true };
            let Clip { path, parent, .. } = &self.0[at as usize];
            if let Some((path, even_odd)) = path {
                let winding = path.winding(point);
                if winding == 0 || (*even_odd && winding % 2 == 0) {
                    return false;
                }
            }
            next = self.0[*parent as usize].shaped;
        }
        true
    }
}

/// A text that the page holds for letters that say something else, or for a picture, with where those are.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub label: &'static str,
    pub text: String,
    pub bounds: Option<Rect>,
}

/// All of a page.
#[derive(Debug)]
pub(super) struct Painted {
    pub width: f64,
    pub height: f64,
    pub letters: String,
    pub glyphs: Vec<Glyph>,
    pub areas: Vec<Area>,
    pub clips: Clips,
    pub clutter: Clutter,
    pub strokes: Strokes,
    /// Letters of which nothing tells what they are.
    pub unknown: usize,
    /// Rows of such letters that may be words.
    pub unknown_words: usize,
    /// Small outlines with curves in them: letters, where there are many and no others.
    pub curls: usize,
    /// Images that were painted.
    pub images: u32,
    /// The area of those that have dots enough for text, in points.
    pub fine_images: f64,
    /// What was said in place of letters.
    pub said: Vec<Said>,
    /// More was painted than is kept.
    pub is_too_much: bool,
}

impl Painted {
    pub fn text(&self, glyph: &Glyph) -> &str {
        self.letters.get(glyph.text.start as usize..glyph.text.end as usize).unwrap_or_default()
    }

    /// The same letter in the same place, with nothing painted between.
    pub fn is_again(&self, last: &Glyph, next: &Glyph) -> bool {
        next.order == last.order + 1
            && last.is_invisible == next.is_invisible
            && (next.origin - last.origin).hypot() < 0.12 * next.size()
            && self.text(last) == self.text(next)
    }

    /// Where the page is.
    pub fn sheet(&self) -> Rect {
        Rect::new(0.0, 0.0, self.width, self.height)
    }
}

/// Where small things were painted that are not kept: the colour there is not known.
#[derive(Debug)]
pub(super) struct Clutter {
    columns: usize,
    rows: usize,
    /// The first thing painted there.
    first: Vec<u32>,
}

/// Width of a cell of [`Clutter`] in points.
const CELL: f64 = 4.0;

impl Clutter {
    pub fn new(width: f64, height: f64) -> Self {
        // Pages are as large as a hostile file says.
        let cells = |length: f64| ((length / CELL).ceil().max(1.0) as usize).min(2000);
        let (columns, rows) = (cells(width), cells(height));
        Clutter { columns, rows, first: Vec::new() }
    }

    pub fn mark(&mut self, bounds: Rect, order: u32) {
        if self.first.is_empty() {
            self.first = vec![u32::MAX; self.columns * self.rows];
        }
        let cell = |at: f64, cells: usize| ((at / CELL).max(0.0) as usize).min(cells - 1);
        let (left, right) = (cell(bounds.x0, self.columns), cell(bounds.x1, self.columns));
        for row in cell(bounds.y0, self.rows)..=cell(bounds.y1, self.rows) {
            for first in &mut self.first[row * self.columns + left..=row * self.columns + right] {
                *first = (*first).min(order);
            }
        }
    }

    /// Something was painted there before `order`.
    pub fn lies_below(&self, point: Point, order: u32) -> bool {
        if self.first.is_empty() || point.x < 0.0 || point.y < 0.0 {
            return false;
        }
        let (column, row) = ((point.x / CELL) as usize, (point.y / CELL) as usize);
        column < self.columns && row < self.rows && self.first[row * self.columns + column] < order
    }
}

/// The rectangle that `path` is, where it is an upright one.
pub(super) fn as_rect(path: &BezPath) -> Option<Rect> {
    let mut corners = [Point::ZERO; 5];
    let outline = match path.elements() {
        [outline @ .., PathEl::ClosePath] => outline,
        outline => outline,
    };
    let mut count = 0;
    for element in outline {
        match element {
            PathEl::MoveTo(point) if count == 0 => corners[0] = *point,
            PathEl::LineTo(point) if count > 0 && count < 5 => corners[count] = *point,
            _ => return None,
        }
        count += 1;
    }
    let alike = |one: f64, other: f64| (one - other).abs() < 0.01;
    let [a, b, c, d, last] = corners;
    if count < 4 || (count == 5 && !(alike(last.x, a.x) && alike(last.y, a.y))) {
        return None;
    }
    let is_upright = (alike(a.x, b.x) && alike(b.y, c.y) && alike(c.x, d.x) && alike(d.y, a.y))
        || (alike(a.y, b.y) && alike(b.x, c.x) && alike(c.y, d.y) && alike(d.x, a.x));
    is_upright.then(|| path.bounding_box())
}

/// The page and as much around it again: hayro leaves clips out that hold all of that.
pub(super) fn beyond(width: f64, height: f64) -> Rect {
    Rect::new(-width, -height, 2.0 * width, 2.0 * height)
}
