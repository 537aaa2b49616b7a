//! Strokes too narrow to hide a letter each on its own, of which many may hide it together: a word that was scribbled over, a bar drawn
//! line by line. They are kept as straight lines while the page is painted, where letters lie below them, and drawn in a coarse
//! picture afterwards, of those places only that several of them cross. What it costs grows with the length of the lines.

use super::paint::{Clips, Colour, Glyph};
use hayro_interpret::kurbo::{self, BezPath, PathEl, Point, Rect};

/// Sides of a square of the page in points: letters, lines and their picture are kept by square.
const SQUARE: f64 = 20.0;

/// Dots of the picture along a side of a square.
const DOTS: usize = 50;

/// Dots of the picture in a point.
const SCALE: f64 = DOTS as f64 / SQUARE;

/// Squares each way; a larger page is watched in its upper left part only. (200 inches, the largest page of Acrobat, are 720.)
const MOST_SQUARES: usize = 1000;

/// Fewer lines than this through a square hide nothing in it.
const FEW: u16 = 3;

/// Lines that are kept of a page, and the dots that they are drawn with.
const MOST_LINES: usize = 1_000_000;
const MOST_DOTS: usize = 50_000_000;

/// Squares that are drawn: 10 kB each.
const MOST_DRAWN: usize = 20_000;

/// How far a curve may be from the lines that stand for it, in points.
const TOLERANCE: f64 = 0.2;

/// What was painted as lines in one operation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub order: u32,
    /// `None`: not of one colour.
    pub colour: Option<Colour>,
    pub is_annotation: bool,
}

/// A straight line.
#[derive(Debug, Clone, Copy)]
struct Line {
    from: Point,
    to: Point,
    width: f64,
    /// Index into [`Strokes::inks`].
    ink: u32,
    clip: u32,
}

impl Line {
    /// The squares' coordinates that it goes through, by steps shorter than a square; some of them more than once.
    fn squares(&self, seen: &mut dyn FnMut(Point)) {
        let reach = self.width / 2.0;
        let steps = ((self.to - self.from).hypot() / (SQUARE / 2.0)).ceil().max(1.0) as usize;
        for step in 0..=steps {
            let at = self.from.lerp(self.to, step as f64 / steps as f64);
            for (x, y) in [(-reach, -reach), (reach, -reach), (-reach, reach), (reach, reach)] {
                seen(Point::new(at.x + x, at.y + y));
            }
        }
    }
}

/// The narrow strokes of a page.
#[derive(Debug)]
pub(super) struct Strokes {
    columns: usize,
    rows: usize,
    /// Of each square: whether letters were painted in it, and the lines that went through it since.
    squares: Vec<(bool, u16)>,
    has_letters: bool,
    inks: Vec<Ink>,
    lines: Vec<Line>,
    /// Dots that the lines will take.
    dots: f64,
}

impl Strokes {
    pub fn new(width: f64, height: f64) -> Self {
        let squares = |length: f64| ((length / SQUARE).ceil().max(1.0) as usize).min(MOST_SQUARES);
        let (columns, rows) = (squares(width), squares(height));
        let squares = vec![(false, 0); columns * rows];
        Strokes { columns, rows, squares, has_letters: false, inks: Vec::new(), lines: Vec::new(), dots: 0.0 }
    }

    fn square(&self, point: Point) -> Option<usize> {
        let (column, row) = (point.x / SQUARE, point.y / SQUARE);
        let is_in = column >= 0.0 && row >= 0.0 && column < self.columns as f64 && row < self.rows as f64;
        is_in.then(|| row as usize * self.columns + column as usize)
    }

    /// A letter was painted.
    pub fn see_letter(&mut self, letter: &Glyph) {
        for (along, up) in [(0.0, 0.0), (1.0, 0.0), (0.0, 0.55), (1.0, 0.55)] {
            if let Some(square) = self.square(letter.at(along, up)) {
                self.squares[square].0 = true;
                self.has_letters = true;
            }
        }
    }

    /// Whether anything painted now may lie on letters.
    pub fn are_on_letters(&self) -> bool {
        self.has_letters
    }

    /// The outline of `path`, already on the page, was drawn so wide. Says whether there was room for it.
    pub fn add(&mut self, path: &BezPath, width: f64, sheet: Rect, clip: u32, ink: Ink) -> bool {
        if !self.has_letters {
            return true;
        }
        let (mut first, mut last, mut has_room) = (Point::ZERO, Point::ZERO, true);
        self.inks.push(ink);
        kurbo::flatten(path.iter(), TOLERANCE, |element| match element {
            PathEl::MoveTo(to) => (first, last) = (to, to),
            PathEl::LineTo(to) => {
                has_room &= self.line(last, to, width, sheet, clip);
                last = to;
            }
            PathEl::ClosePath => {
                has_room &= self.line(last, first, width, sheet, clip);
                last = first;
            }
            // A flattened path has no curves.
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
        });
        has_room
    }

    fn line(&mut self, from: Point, to: Point, width: f64, sheet: Rect, clip: u32) -> bool {
        let Some((from, to)) = within(from, to, sheet.inflate(width, width)) else { return true };
        let line = Line { from, to, width, ink: (self.inks.len() - 1) as u32, clip };
        let (mut lies_on_letters, mut before) = (false, None);
        line.squares(&mut |point| {
            let square = self.square(point).filter(|&square| self.squares[square].0);
            if let Some(square) = square
                && before != Some(square)
            {
                lies_on_letters = true;
                self.squares[square].1 = self.squares[square].1.saturating_add(1);
            }
            before = square.or(before);
        });
        if !lies_on_letters {
            return true;
        }
        self.dots += ((to - from).hypot() * SCALE + 1.0) * (width * SCALE + 1.0);
        if self.lines.len() >= MOST_LINES || self.dots > MOST_DOTS as f64 {
            return false;
        }
        self.lines.push(line);
        true
    }

    /// All of them as a picture.
    pub fn picture(&self, clips: &Clips) -> Picture<'_> {
        let squares = if self.lines.is_empty() { Vec::new() } else { vec![None; self.squares.len()] };
        let mut picture = Picture { strokes: self, squares, drawn: 0 };
        for line in &self.lines {
            picture.draw(line, clips.bounds(line.clip));
        }
        picture
    }
}

/// The part of a line within `bounds`.
fn within(from: Point, to: Point, bounds: Rect) -> Option<(Point, Point)> {
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    let way = to - from;
    for (at, way, least, most) in [(from.x, way.x, bounds.x0, bounds.x1), (from.y, way.y, bounds.y0, bounds.y1)] {
        if way == 0.0 {
            if at < least || at > most {
                return None;
            }
            continue;
        }
        let (one, other) = ((least - at) / way, (most - at) / way);
        start = start.max(one.min(other));
        end = end.min(one.max(other));
    }
    // Numbers that are none are in no order.
    (start < end).then(|| (from.lerp(to, start), from.lerp(to, end)))
}

/// Where narrow strokes lie, dot by dot: which was the last, counted from 1.
pub(super) struct Picture<'s> {
    strokes: &'s Strokes,
    squares: Vec<Option<Box<[u32]>>>,
    /// Squares that anything was drawn in.
    drawn: usize,
}

impl Picture<'_> {
    pub fn is_empty(&self) -> bool {
        self.drawn == 0
    }

    /// What was drawn last at `point`.
    pub fn at(&self, point: Point) -> Option<&Ink> {
        let square = self.squares.get(self.strokes.square(point)?)?.as_ref()?;
        let dot = |at: f64| (at.rem_euclid(SQUARE) * SCALE) as usize;
        let ink = *square.get(dot(point.y) * DOTS + dot(point.x))?;
        self.strokes.inks.get((ink as usize).checked_sub(1)?)
    }

    /// Draws a line: dot by dot along the side that it is longer on, and as many across as it is wide there.
    fn draw(&mut self, line: &Line, clip: Rect) {
        let [from, to] = [line.from, line.to].map(|point| (point.to_vec2() * SCALE).to_point());
        let way = to - from;
        let is_upright = way.y.abs() > way.x.abs();
        let turned = |point: Point| if is_upright { Point::new(point.y, point.x) } else { point };
        let (mut from, mut to) = (turned(from), turned(to));
        if from.x > to.x {
            std::mem::swap(&mut from, &mut to);
        }
        let slope = if to.x > from.x { (to.y - from.y) / (to.x - from.x) } else { 0.0 };
        let reach = line.width * SCALE / 2.0 * (1.0 + slope * slope).sqrt();
        // Of the dots whose middle the line goes over.
        let dots = |from: f64, to: f64| (from - 0.5).ceil() as i64..(to - 0.5).ceil() as i64;
        for along in dots(from.x, to.x) {
            let middle = from.y + (along as f64 + 0.5 - from.x) * slope;
            for across in dots(middle - reach, middle + reach) {
                let (x, y) = if is_upright { (across, along) } else { (along, across) };
                let point = Point::new((x as f64 + 0.5) / SCALE, (y as f64 + 0.5) / SCALE);
                if clip.contains(point) {
                    self.set(point, line.ink + 1);
                }
            }
        }
    }

    fn set(&mut self, point: Point, ink: u32) {
        let Some(square) = self.strokes.square(point) else { return };
        let (has_letters, lines) = self.strokes.squares[square];
        if !has_letters || lines < FEW {
            return;
        }
        let Some(dots) = self.squares.get_mut(square) else { return };
        if dots.is_none() {
            if self.drawn >= MOST_DRAWN {
                return;
            }
            self.drawn += 1;
        }
        let dots = dots.get_or_insert_with(|| vec![0; DOTS * DOTS].into());
        let dot = |at: f64| (at.rem_euclid(SQUARE) * SCALE) as usize;
        if let Some(dot) = dots.get_mut(dot(point.y) * DOTS + dot(point.x)) {
            *dot = ink;
        }
    }
}
