//! What of a page's text can be seen. A piece of a word that is covered by what was painted after it is a redaction that did not
//! remove it; one that nobody could see from the start is hidden.

use super::again::drop_repeated;
use super::closely::{closely, is_broad, weight};
use super::group::thick;
use super::paint::{
    Area, Colour, Effect, Glyph, Origin, Painted, SAMPLES, Shape, WHITE, are_alike, is_black, is_white,
};
use super::scan::{self, Scans};
use super::strokes::{Ink, Picture};
use super::words::Piece;
use hayro_interpret::kurbo::{Point, Rect};
use std::cell::Cell;
use std::ops::Range;

/// Whether a piece of text can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    Shown,
    /// The same letters stand in the same place once more.
    Again,
    /// Under a cover: its label.
    Under(&'static str),
    /// In no way visible: why.
    Hidden(&'static str),
}

/// Tests of points against outlines on one page.
const MOST_TESTS: usize = 200_000_000;

/// Cells of the index each way.
const CELLS: usize = 32;

/// An area in more cells than this is kept apart.
const MANY_CELLS: usize = 128;

/// More veils over each other than this are not looked through.
const MOST_VEILS: usize = 16;

/// A painted area of this part of the page is a new page.
const WHOLE: f64 = 0.9;

/// Images on this part of the page make it a scan, whose letters are what was read off it.
const SCAN: f64 = 0.6;

/// Smallest font that anybody reads, in points.
const TINY: f64 = 1.0;

/// What can be seen of a page.
#[derive(Debug)]
pub(super) struct View {
    /// Of each piece of text, whether it can be.
    pub sights: Vec<Sight>,
    /// The part of the page that lies in images.
    pub in_images: f64,
    /// The part of the page with text in images that nobody read off them.
    pub unread: f64,
    /// Not everything was looked at: there is too much.
    pub is_too_much: bool,
}

impl View {
    /// Of `pieces`, all of the page.
    pub fn of(painted: &Painted, scans: &Scans, pieces: &[Piece]) -> View {
        let index = Index::new(painted, scans);
        let in_images = index.part_in_images();
        let mut sights: Vec<Sight> = pieces.iter().map(|piece| index.judge(piece, in_images >= SCAN)).collect();
        drop_repeated(painted, pieces, &mut sights);
        let unread = scan::part_unread(painted, scans, &|point| index.top_image(point));
        let is_too_much = painted.is_too_much || index.tests.get() > MOST_TESTS;
        View { sights, in_images, unread, is_too_much }
    }
}

/// Finds the areas at a point.
struct Index<'p> {
    painted: &'p Painted,
    scans: &'p Scans,
    cells: Vec<Vec<u32>>,
    large: Vec<u32>,
    /// Strokes too narrow for areas.
    strokes: Picture<'p>,
    has_veils: bool,
    tests: Cell<usize>,
}

impl<'p> Index<'p> {
    fn new(painted: &'p Painted, scans: &'p Scans) -> Self {
        let (cells, large) = (vec![Vec::new(); CELLS * CELLS], Vec::new());
        let strokes = painted.strokes.picture(&painted.clips);
        let has_veils = painted.areas.iter().any(Area::is_veil);
        let mut index = Index { painted, scans, cells, large, strokes, has_veils, tests: Cell::new(0) };
        for (number, area) in painted.areas.iter().enumerate() {
            let (left, top) = index.cell(Point::new(area.bounds.x0, area.bounds.y0));
            let (right, bottom) = index.cell(Point::new(area.bounds.x1, area.bounds.y1));
            if (right - left + 1) * (bottom - top + 1) > MANY_CELLS {
                index.large.push(number as u32);
                continue;
            }
            for row in top..=bottom {
                for column in left..=right {
                    index.cells[row * CELLS + column].push(number as u32);
                }
            }
        }
        index
    }

    fn cell(&self, point: Point) -> (usize, usize) {
        let cell = |at: f64, length: f64| ((at / length.max(1.0) * CELLS as f64).max(0.0) as usize).min(CELLS - 1);
        (cell(point.x, self.painted.width), cell(point.y, self.painted.height))
    }

    /// The last area painted at `point`, after `after` and before `before`, that `counts`.
    fn last(&self, point: Point, after: u32, before: u32, counts: &dyn Fn(&Area) -> bool) -> Option<&'p Area> {
        let (column, row) = self.cell(point);
        let mut found: Option<&'p Area> = None;
        for list in [&self.cells[row * CELLS + column], &self.large] {
            let end = list.partition_point(|number| self.painted.areas[*number as usize].order < before);
            let after = found.map_or(after, |area| area.order.max(after));
            for number in list[..end].iter().rev() {
                let area = &self.painted.areas[*number as usize];
                if area.order <= after {
                    break;
                }
                self.tests.set(self.tests.get() + 1);
                if self.tests.get() > MOST_TESTS {
                    return None;
                }
                if counts(area) && area.bounds.contains(point) && self.is_in(area, point) {
                    found = Some(area);
                    break;
                }
            }
        }
        found
    }

    fn is_in(&self, area: &Area, point: Point) -> bool {
        if let Shape::Path { path, .. } = &area.shape {
            self.tests.set(self.tests.get() + path.elements().len());
        }
        area.shape.contains(point) && self.painted.clips.shows(area.clip, point)
    }

    /// The part of the page that lies in images.
    fn part_in_images(&self) -> f64 {
        const STEPS: usize = 20;
        if self.painted.images == 0 {
            return 0.0;
        }
        let steps = (0..STEPS * STEPS).map(|step| (step % STEPS, step / STEPS));
        let within = steps.filter(|&(column, row)| {
            let at = |step: usize, length: f64| (step as f64 + 0.5) / STEPS as f64 * length;
            let point = Point::new(at(column, self.painted.width), at(row, self.painted.height));
            self.last(point, 0, u32::MAX, &|area| area.origin == Origin::Image).is_some()
        });
        within.count() as f64 / (STEPS * STEPS) as f64
    }

    /// The number of the image painted last at `point`.
    fn top_image(&self, point: Point) -> Option<u32> {
        let area = self.last(point, 0, u32::MAX, &|area| area.origin == Origin::Image)?;
        self.painted.areas.binary_search_by_key(&area.order, |area| area.order).ok().map(|at| at as u32)
    }

    /// A smaller image that was laid on one that stood there before `before`.
    fn is_laid_on_image(&self, image: &Area, point: Point, before: u32) -> bool {
        let is_small = image.bounds.area() < scan::LARGE * self.painted.sheet().area();
        let is_image = |area: &Area| area.origin == Origin::Image;
        is_small && self.last(point, 0, before.min(image.order), &is_image).is_some()
    }

    /// The colour that lies below what is painted at `order`, and whether that is paint and not paper. `None`: not known, or
    /// not one colour.
    fn colour_below(&self, point: Point, order: u32) -> Option<(Colour, bool)> {
        if self.painted.clutter.lies_below(point, order) {
            return None;
        }
        let mut veils: Vec<(Colour, f32)> = Vec::new();
        let mut before = order;
        let ground = loop {
            let Some(area) = self.last(point, 0, before, &|_| true) else { break (WHITE, false) };
            let colour = area.colour?;
            match area.effect {
                Effect::Hides => break (colour, !self.is_new_page(area.bounds)),
                Effect::Mixes(part) => veils.push((colour, part)),
                Effect::Unknown => return None,
            }
            before = area.order;
            if veils.len() > MOST_VEILS {
                return None;
            }
        };
        let (mut colour, mut is_paint) = ground;
        for (veil, part) in veils.iter().rev() {
            for (channel, over) in colour.iter_mut().zip(veil) {
                *channel += (over - *channel) * part;
            }
            is_paint = true;
        }
        Some((colour, is_paint))
    }

    fn judge(&self, piece: &Piece, is_scan: bool) -> Sight {
        let glyphs = piece.of(self.painted);
        let sheet = self.painted.sheet();
        let (mut all, mut on_page, mut in_clip, mut in_image) = (0.0, 0.0, 0.0, 0.0);
        let mut covers: Vec<(&Area, f64)> = Vec::new();
        // What of the letters is black in the picture that they were read off.
        let mut blackened = 0.0;
        let mut row = Row::default();
        for (number, glyph) in glyphs.iter().enumerate() {
            let weight = weight(glyph);
            let mut hidden = 0;
            for (along, up) in SAMPLES {
                let point = glyph.at(along, up);
                all += weight;
                if !sheet.contains(point) {
                    continue;
                }
                on_page += weight;
                if !self.painted.clips.shows(glyph.clip, point) {
                    continue;
                }
                in_clip += weight;
                let cover = if glyph.is_unseen() {
                    // Read off a picture, before or after it was painted: what counts is what lies on the picture.
                    let counts = |area: &Area| area.origin == Origin::Image || area.effect == Effect::Hides;
                    let top = self.last(point, 0, u32::MAX, &counts);
                    let is_image = top.is_some_and(|area| area.origin == Origin::Image);
                    let has_image = |area: &Area| area.origin == Origin::Image;
                    let lies_on_image = top.is_some_and(|top| self.last(point, 0, top.order, &has_image).is_some());
                    in_image += if is_image || lies_on_image { weight } else { 0.0 };
                    // A picture of one colour on the scan shows nothing of it.
                    let is_patch = |top: &&Area| self.scans.is_flat(top) && self.is_laid_on_image(top, point, u32::MAX);
                    let is_black = top.is_some_and(|top| is_image && self.scans.is_dark(top, point));
                    blackened += if is_black { weight } else { 0.0 };
                    top.filter(|top| if is_image { is_patch(top) } else { lies_on_image })
                } else {
                    self.cover(point, glyph.order)
                };
                if let Some(cover) = cover {
                    hidden += usize::from(!glyph.is_unseen());
                    match covers.iter_mut().find(|(known, _)| known.order == cover.order) {
                        Some((_, part)) => *part += weight,
                        None => covers.push((cover, weight)),
                    }
                }
            }
            row.add(number, hidden);
        }
        if on_page == 0.0 {
            return Sight::Hidden("outside-page");
        }
        if in_clip == 0.0 {
            return Sight::Hidden("clipped");
        }
        let are_unseen = glyphs.iter().all(Glyph::is_unseen);
        if glyphs.iter().all(|glyph| glyph.alpha < 0.05) && in_image * 2.0 < in_clip {
            return Sight::Hidden("transparent");
        }
        if glyphs.iter().all(|glyph| glyph.size() < TINY && glyph.advance.hypot() < TINY) {
            return Sight::Hidden("tiny");
        }
        let covered: f64 = covers.iter().map(|(_, part)| part).sum();
        let largest = |one: &&(&Area, f64), other: &&(&Area, f64)| one.1.total_cmp(&other.1);
        let is_covered = covered * 2.0 >= all;
        if is_covered && let Some((cover, _)) = covers.iter().max_by(largest) {
            // What a picture of the page hides, it shows.
            let has_holes = matches!(cover.shape, Shape::Square { opaque: Some(_), .. });
            let is_the_scan =
                || !are_unseen && !has_holes && !self.is_laid_on_image(cover, glyphs[0].centre(), glyphs[0].order);
            if is_scan && cover.origin == Origin::Image && is_the_scan() {
                return Sight::Shown;
            }
            let is_sure = glyphs.iter().any(Glyph::is_unseen) || covers.iter().all(|(area, _)| is_broad(area));
            if is_sure || self.is_half_covered(glyphs) {
                return self.under(cover);
            }
        } else if let Some(part) = row.most()
            && let Some((cover, _)) = covers.iter().max_by(largest)
            && !(is_scan && cover.origin == Origin::Image)
            && !self.is_new_page(cover.bounds)
            && (covers.iter().all(|(area, _)| is_broad(area)) || self.is_half_covered(&glyphs[part]))
        {
            return self.under(cover);
        } else if blackened >= 0.85 * all {
            return Sight::Under("scan");
        } else if self.may_be_stroked_out(glyphs) && self.is_half_covered(glyphs) {
            return Sight::Under(self.label_of_strokes(glyphs));
        }
        if are_unseen {
            let is_read_off = in_image * 2.0 >= in_clip || (is_scan && in_image > 0.0);
            return if is_read_off || is_scan { Sight::Shown } else { Sight::Hidden("invisible") };
        }
        self.by_colour(piece)
    }

    /// The area that hides `point` of a letter painted at `order`.
    fn cover(&self, point: Point, order: u32) -> Option<&'p Area> {
        let hides = self.last(point, order, u32::MAX, &|area| area.effect == Effect::Hides);
        hides.or_else(|| self.veils(point, order))
    }

    /// The last of the veils over each other that hide `point` together: a highlighter of half black, drawn again and again.
    fn veils(&self, point: Point, order: u32) -> Option<&'p Area> {
        let (mut through, mut before, mut last) = (1.0, u32::MAX, None);
        let mut are_black = true;
        if !self.has_veils {
            return None;
        }
        for _ in 0..MOST_VEILS {
            let area = self.last(point, order, before, &Area::is_veil)?;
            if let Effect::Mixes(part) = area.effect {
                through *= 1.0 - part;
            }
            before = area.order;
            last = last.or(Some(area));
            are_black &= area.colour.is_some_and(is_black);
            if through < 1.0 - thick(if are_black { [0.0; 3] } else { WHITE }) {
                return last;
            }
        }
        None
    }

    fn stroke(&self, point: Point, order: u32) -> Option<&Ink> {
        self.strokes.at(point).filter(|ink| ink.order > order)
    }

    /// A few points all over the letters are enough to tell what a table's lines or an underline leave alone.
    fn may_be_stroked_out(&self, glyphs: &[Glyph]) -> bool {
        /// One of so many points; they stand at all heights by turns.
        const EVERY: usize = 7;
        if self.strokes.is_empty() {
            return false;
        }
        let (mut all, mut stroked) = (0.0, 0.0);
        for (glyph, point, weight) in closely(glyphs).step_by(EVERY) {
            all += weight;
            if self.stroke(point, glyph.order).is_some() {
                stroked += weight;
            }
        }
        stroked * 4.0 >= all
    }

    /// At least half of the letters' bodies is hidden, by areas and strokes together. Narrow ones may fall on all of a few points, and
    /// leave most of the letter to be seen: this looks closely.
    fn is_half_covered(&self, glyphs: &[Glyph]) -> bool {
        let (mut all, mut covered) = (0.0, 0.0);
        for (glyph, point, weight) in closely(glyphs) {
            all += weight;
            if self.stroke(point, glyph.order).is_some() || self.cover(point, glyph.order).is_some() {
                covered += weight;
            }
        }
        // Somewhat more than half: words that are struck out with two lines can be read.
        covered * 20.0 >= all * 11.0
    }

    /// The label of the strokes that hide most of the letters.
    fn label_of_strokes(&self, glyphs: &[Glyph]) -> &'static str {
        let mut labels: Vec<(&'static str, f64)> = Vec::new();
        for (glyph, point, weight) in closely(glyphs) {
            let Some(ink) = self.stroke(point, glyph.order) else { continue };
            let label = if ink.is_annotation { "annotation" } else { label(ink.colour) };
            match labels.iter_mut().find(|(known, _)| *known == label) {
                Some((_, part)) => *part += weight,
                None => labels.push((label, weight)),
            }
        }
        let most = labels.iter().max_by(|one, other| one.1.total_cmp(&other.1));
        most.map_or("coloured-box", |(label, _)| label)
    }

    /// The label of a cover.
    fn under(&self, cover: &Area) -> Sight {
        let label = match cover.origin {
            Origin::Fill if self.is_new_page(cover.bounds) => {
                return Sight::Hidden("painted-over");
            }
            _ if cover.is_annotation => "annotation",
            Origin::Image => "image",
            Origin::Fill => label(cover.colour),
        };
        Sight::Under(label)
    }

    fn is_new_page(&self, bounds: Rect) -> bool {
        bounds.area() >= WHOLE * self.painted.sheet().area()
    }

    /// A word of the colour that lies below it.
    fn by_colour(&self, piece: &Piece) -> Sight {
        let glyphs = piece.of(self.painted);
        let (mut alike, mut painted) = (0, 0);
        for glyph in glyphs {
            let Some(colour) = glyph.colour else { return Sight::Shown };
            if glyph.is_invisible {
                continue;
            }
            // Two places, so that a letter on the edge of an area is no mistake.
            let below = [0.25, 0.75].map(|along| self.colour_below(glyph.at(along, 0.3), glyph.order));
            let [Some((one, is_paint)), Some((other, _))] = below else { return Sight::Shown };
            if are_alike(one, colour) && are_alike(other, colour) {
                alike += 1;
                painted += usize::from(is_paint && !is_white(one));
            }
        }
        if alike * 5 < glyphs.len() * 4 {
            return Sight::Shown;
        }
        if painted * 2 > glyphs.len() { Sight::Under("same-colour") } else { Sight::Hidden("background-colour") }
    }
}

/// Letters side by side that are hidden nearly in full: part of a word may be all there is to hide.
#[derive(Debug, Default)]
struct Row {
    from: usize,
    longest: Range<usize>,
}

impl Row {
    /// The next letter, with how many of its points are hidden.
    fn add(&mut self, number: usize, hidden: usize) {
        if hidden * 5 < SAMPLES.len() * 4 {
            self.from = number + 1;
        } else if number + 1 - self.from > self.longest.len() {
            self.longest = self.from..number + 1;
        }
    }

    fn most(&self) -> Option<Range<usize>> {
        const LETTERS: usize = 3;
        (self.longest.len() >= LETTERS).then(|| self.longest.clone())
    }
}

/// The label of paint of that colour.
fn label(colour: Option<Colour>) -> &'static str {
    match colour {
        Some(colour) if is_black(colour) => "black-box",
        Some(colour) if is_white(colour) => "white-box",
        _ => "coloured-box",
    }
}
