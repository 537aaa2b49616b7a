//! Collects what hayro's interpreter paints on a page: letters, and areas large enough to hide one. Images are not decoded
//! unless they lie over text and are transparent in part.

use super::font_letters::FontLetters;
use super::group::Group;
use super::letters::{UNITS, by_code, has_shape, is_block, push_letter, widths};
use super::marked::{MarkedContent, Spoken};
use super::paint::{Area, Clips, Clutter, Colour, Effect, Glyph, Origin, Painted, Shape, as_rect, is_black};
use super::scan::is_coarse;
use super::strokes::{Ink, Strokes};
use super::tile;
use super::transparency::{is_transparent_in_part, opaque_cells};
use hashbrown::HashMap;
use hayro_interpret::font::{self, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::kurbo::{self, Affine, BezPath, Point, Rect, Shape as _, Vec2};
use hayro_interpret::pattern::{Pattern, TilingPattern};
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Device, DrawMode, DrawProps, FillRule, Image, ImageDrawProps, Paint, SoftMask,
    StrokeProps,
};

/// Letters, areas and clips of a page that are kept, each; and the points of all their outlines.
const MOST: usize = 1_000_000;

/// Areas narrower than this many points hide no letter that anybody reads.
const NARROW: f64 = 1.5;

/// So many letters in a row of which nothing tells what they are may be a word; fewer are bullets and other signs.
const WORD: usize = 4;

/// Letters drawn as outlines are smaller than this, in points.
const LARGE_LETTER: f64 = 40.0;

/// Outlines with more points than this are taken as something that neither hides nor shows.
const MOST_POINTS: usize = 3000;

/// Letters that are looked at to see what lies under images, on one page.
const MOST_LOOKS: usize = 300_000_000;

pub(super) struct Collector {
    painted: Painted,
    order: u32,
    clips: Vec<u32>,
    groups: Vec<Group>,
    points: usize,
    /// Letters of another font than the document's were met.
    is_stretched: bool,
    /// Letters that were looked at to see what lies under an image.
    looks: usize,
    /// From the letter with that number on, letters were painted invisibly and nothing since: a clip may show them yet.
    maybe_clip: Option<usize>,
    font_letters: FontLetters,
    /// Letters one after the other of which nothing tells what they are.
    unknown: usize,
    /// Of each pattern of tiles that was met over text, by its key: whether it hides it.
    opaque_tiles: HashMap<u128, bool>,
    marked: MarkedContent,
    pub in_annotation: bool,
}

impl Collector {
    pub fn new(width: f64, height: f64) -> Self {
        let painted = Painted {
            width,
            height,
            letters: String::new(),
            glyphs: Vec::new(),
            areas: Vec::new(),
            clips: Clips::new(),
            clutter: Clutter::new(width, height),
            strokes: Strokes::new(width, height),
            unknown: 0,
            unknown_words: 0,
            curls: 0,
            images: 0,
            fine_images: 0.0,
            said: Vec::new(),
            is_too_much: false,
        };
        Collector {
            painted,
            order: 0,
            clips: vec![0],
            groups: vec![Group::PAGE],
            points: 0,
            is_stretched: false,
            looks: 0,
            maybe_clip: None,
            font_letters: FontLetters::default(),
            unknown: 0,
            opaque_tiles: HashMap::new(),
            marked: MarkedContent::default(),
            in_annotation: false,
        }
    }

    pub fn finish(self) -> Painted {
        self.painted
    }

    /// An opaque area that a viewer draws last of all.
    pub fn cover(&mut self, path: BezPath, colour: Colour) {
        let order = self.next();
        let bounds = path.bounding_box();
        let shape = as_rect(&path).map_or(Shape::Path { path, even_odd: false }, Shape::Rect);
        self.painted.areas.push(Area {
            order,
            shape,
            bounds,
            clip: 0,
            origin: Origin::Fill,
            is_annotation: true,
            effect: Effect::Hides,
            colour: Some(colour),
            image: 0,
        });
    }

    /// A line that a viewer draws last of all, so wide.
    pub fn cover_line(&mut self, path: &BezPath, width: f64, colour: Colour) {
        self.in_annotation = true;
        if width < NARROW || path.elements().len() > MOST_POINTS / 10 {
            let order = self.next();
            self.narrow(path, width, order, Some(colour));
            return;
        }
        let style = kurbo::Stroke::new(width).with_caps(kurbo::Cap::Butt);
        self.cover(kurbo::stroke(path.iter(), &style, &kurbo::StrokeOpts::default(), 0.25), colour);
    }

    /// What annotations painted there is not seen.
    pub fn forget(&mut self, place: Rect) {
        self.painted.areas.retain(|area| !(area.is_annotation && is_within(area, place)));
    }

    /// What annotations painted there lets through what is below, but for black.
    pub fn let_through(&mut self, place: Rect) {
        for area in &mut self.painted.areas {
            if area.is_annotation && is_within(area, place) && !area.colour.is_some_and(is_black) {
                area.effect = Effect::Unknown;
            }
        }
    }

    fn clip(&self) -> u32 {
        self.clips.last().copied().unwrap_or(0)
    }

    fn group(&self) -> Group {
        self.groups.last().copied().unwrap_or(Group::PAGE)
    }

    fn next(&mut self) -> u32 {
        self.order += 1;
        self.maybe_clip = None;
        self.order
    }

    /// Keeps a filled outline, already on the page.
    fn fill(&mut self, path: BezPath, even_odd: bool, props: &DrawProps<'_>) {
        let order = self.next();
        self.fill_at(order, path, even_odd, props);
    }

    fn fill_at(&mut self, order: u32, path: BezPath, even_odd: bool, props: &DrawProps<'_>) {
        let whole = path.bounding_box();
        let bounds = whole.intersect(self.painted.clips.bounds(self.clip())).intersect(self.painted.sheet());
        if bounds.width() <= 0.0 || bounds.height() <= 0.0 {
            return;
        }
        if bounds.width().max(bounds.height()) < LARGE_LETTER && has_curves(&path) {
            self.painted.curls += 1;
        }
        let (colour, effect) = self.effect(props, bounds);
        let Some(effect) = effect else { return };
        if bounds.width() < NARROW || bounds.height() < NARROW {
            self.painted.clutter.mark(bounds, order);
            if effect == Effect::Hides {
                self.narrow(&middle(bounds), bounds.width().min(bounds.height()), order, colour);
            }
            return;
        }
        let points = path.elements().len();
        self.points += points;
        if self.points > MOST || self.painted.areas.len() >= MOST {
            self.painted.is_too_much = true;
            return;
        }
        let (shape, effect) = match as_rect(&path) {
            Some(rect) => (Shape::Rect(rect), effect),
            None if points > MOST_POINTS => (Shape::Rect(whole), Effect::Unknown),
            None => (Shape::Path { path, even_odd }, effect),
        };
        self.painted.areas.push(Area {
            order,
            shape,
            bounds,
            clip: self.clip(),
            origin: Origin::Fill,
            is_annotation: self.in_annotation,
            effect,
            colour,
            image: 0,
        });
    }

    /// The colour of paint, and what it does to what is below within `bounds`; `None`: nothing.
    fn effect(&mut self, props: &DrawProps<'_>, bounds: Rect) -> (Option<Colour>, Option<Effect>) {
        let (colour, alpha, is_even) = match &props.paint {
            Paint::Color(colour) => {
                let [red, green, blue, alpha] = colour.to_rgba().components();
                (Some([red, green, blue]), alpha, true)
            }
            Paint::Pattern(pattern) => match &**pattern {
                Pattern::Shading(shading) => (None, shading.opacity, true),
                Pattern::Tiling(tiles) => (None, 1.0, self.any_letter_in(bounds) && self.is_opaque(tiles)),
            },
        };
        let (group, own) = (self.group(), props.soft_mask.is_some() || !is_even);
        // The group's way of mixing counts before that of what is in it.
        let blend = if group.blend == BlendMode::Normal { props.blend_mode } else { group.blend };
        (colour, Group { blend, ..group.and(alpha, own, BlendMode::Normal) }.effect(colour))
    }

    fn stroke(&mut self, path: &BezPath, props: &DrawProps<'_>, stroke: &StrokeProps) {
        let scale = props.transform.determinant().abs().sqrt();
        let width = f64::from(stroke.line_width) * scale;
        if !stroke.dash_array.is_empty() {
            self.next();
            return;
        }
        if width < NARROW || path.elements().len() > MOST_POINTS / 10 {
            let order = self.next();
            if self.painted.strokes.are_on_letters()
                && let (colour, Some(Effect::Hides)) = self.effect(props, Rect::ZERO)
            {
                self.narrow(&(props.transform * path), width, order, colour);
            }
            return;
        }
        let style = kurbo::Stroke::new(f64::from(stroke.line_width))
            .with_caps(stroke.line_cap)
            .with_join(stroke.line_join)
            .with_miter_limit(f64::from(stroke.miter_limit));
        let tolerance = 0.25 / scale.max(1e-6);
        let outline = kurbo::stroke(path.iter(), &style, &kurbo::StrokeOpts::default(), tolerance);
        self.fill(props.transform * outline, false, props);
    }

    /// Keeps an outline that is too narrow, or too long, for an area.
    fn narrow(&mut self, path: &BezPath, width: f64, order: u32, colour: Option<Colour>) {
        let ink = Ink { order, colour, is_annotation: self.in_annotation };
        let (sheet, clip) = (self.painted.sheet(), self.clip());
        self.painted.is_too_much |= !self.painted.strokes.add(path, width, sheet, clip, ink);
    }

    fn draw(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        match mode {
            DrawMode::Fill(rule) => self.fill(props.transform * path, *rule == FillRule::EvenOdd, props),
            DrawMode::Stroke(stroke) => self.stroke(path, props, stroke),
            DrawMode::FillAndStroke(rule, stroke) => {
                self.fill(props.transform * path, *rule == FillRule::EvenOdd, props);
                self.stroke(path, props, stroke);
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip(&mut self, bounds: Rect, path: Option<(BezPath, bool)>) {
        let points = path.as_ref().map_or(0, |(path, _)| path.elements().len());
        self.points += points;
        // Too many outlines: their boxes must do.
        let path = path.filter(|_| points <= MOST_POINTS && self.points <= MOST);
        if self.painted.clips.len() >= MOST {
            self.painted.is_too_much = true;
            self.clips.push(self.clip());
            return;
        }
        let number = self.painted.clips.push(self.clip(), bounds, path);
        self.clips.push(number);
    }

    fn any_letter_in(&mut self, bounds: Rect) -> bool {
        self.looks += self.painted.glyphs.len();
        if self.looks > MOST_LOOKS {
            self.painted.is_too_much = true;
            return false;
        }
        self.painted.glyphs.iter().any(|glyph| bounds.contains(glyph.centre()))
    }

    /// Looked at once for each pattern.
    fn is_opaque(&mut self, tiles: &TilingPattern<'_>) -> bool {
        *self.opaque_tiles.entry(tiles.cache_key()).or_insert_with(|| tile::is_opaque(tiles))
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.draw(path, &props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        if let Some(first) = self.maybe_clip.take()
            && clip.path.elements().len() > 8
        {
            // Letters as a window on what is painted next.
            for glyph in &mut self.painted.glyphs[first..] {
                glyph.is_invisible = false;
                glyph.colour = None;
            }
        }
        match as_rect(&clip.path) {
            Some(rect) => self.push_clip(rect, None),
            None => {
                let even_odd = clip.fill == FillRule::EvenOdd;
                self.push_clip(clip.path.bounding_box(), Some((clip.path.clone(), even_odd)));
            }
        }
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.push_clip(*rect, None);
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        self.groups.push(self.group().and(opacity, mask.is_some(), blend));
    }

    fn pop_transparency_group(&mut self) {
        if self.groups.len() > 1 {
            self.groups.pop();
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let first_invisible = self.maybe_clip;
        let order = self.next();
        let is_invisible = matches!(mode, DrawMode::Invisible);
        if is_invisible {
            self.maybe_clip = Some(first_invisible.unwrap_or(self.painted.glyphs.len()));
        }
        let (colour, own) = match &props.paint {
            Paint::Color(colour) => {
                let [red, green, blue, alpha] = colour.to_rgba().components();
                (Some([red, green, blue]), alpha)
            }
            Paint::Pattern(_) => (None, 1.0),
        };
        let (alpha, clip) = (self.group().alpha * own, self.clip());
        let width_of = widths(run, &mut self.is_stretched);
        let mut blocks: Vec<BezPath> = Vec::new();
        for glyph in run.glyphs() {
            if self.painted.glyphs.len() >= MOST {
                self.painted.is_too_much = true;
                return;
            }
            let start = self.painted.letters.len();
            match glyph.as_unicode() {
                Some(BfString::Char(letter)) => push_letter(&mut self.painted.letters, letter),
                // A table from letters to words is no font.
                Some(BfString::String(letters)) => {
                    letters.chars().take(16).for_each(|letter| push_letter(&mut self.painted.letters, letter));
                }
                None => {}
            }
            let is_blank = self.painted.letters[start..].trim().is_empty();
            if is_blank && matches!(&**glyph, font::Glyph::Outline(_)) && has_shape(glyph) {
                // A blank that is drawn is none.
                self.painted.letters.truncate(start);
            }
            if start == self.painted.letters.len()
                && let font::Glyph::Outline(shape) = &**glyph
                && let Some(letter) = self.font_letters.get(shape)
            {
                push_letter(&mut self.painted.letters, letter);
            }
            let is_known = start < self.painted.letters.len();
            if !is_known {
                self.painted.unknown += 1;
                if let Some(letter) = by_code(glyph) {
                    self.painted.letters.push(letter);
                }
            }
            let end = self.painted.letters.len();
            let on_page = props.transform * glyph.transform();
            let [a, b, c, d, x, y] = on_page.as_coeffs();
            let advance = Vec2::new(a, b) * width_of(glyph);
            let mut up = Vec2::new(c, d) * UNITS;
            if matches!(&**glyph, font::Glyph::Type3(_)) && up.hypot() < advance.hypot() {
                // Such a font has a scale of its own.
                up *= 1.2 * advance.hypot() / up.hypot().max(1e-9);
            }
            let is_finite = [x, y, advance.x, advance.y, up.x, up.y].iter().all(|number| number.is_finite());
            let (text, origin) = (start as u32..end as u32, Point::new(x, y));
            let letter = Glyph { text, order, origin, advance, up, colour, alpha, is_invisible, clip };
            if is_finite {
                self.marked.see(&letter);
            }
            if start == end {
                self.unknown += usize::from(has_shape(glyph));
                self.painted.unknown_words += usize::from(self.unknown == WORD);
                continue;
            }
            self.unknown = 0;
            if !is_finite {
                continue;
            }
            if !is_invisible
                && let font::Glyph::Outline(shape) = &**glyph
                && self.painted.letters[start..].chars().all(is_block)
            {
                blocks.push(on_page * shape.outline());
            }
            let glyph = letter;
            if self.painted.glyphs.last().is_some_and(|last| self.painted.is_again(last, &glyph)) {
                // Made bold letter by letter.
                continue;
            }
            self.painted.strokes.see_letter(&glyph);
            self.painted.glyphs.push(glyph);
        }
        for block in blocks {
            self.fill_at(order, block, false, &props);
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.marked.begin(properties, &self.painted);
    }

    fn end_marked_content(&mut self) {
        match self.marked.end(&self.painted) {
            None => {}
            Some(Spoken::Aside(said)) => self.painted.said.push(said),
            Some(Spoken::Letters { text, place, from, unknown, unknown_words }) => {
                // They are what the drawn shapes are.
                self.painted.glyphs.truncate(from);
                let start = self.painted.letters.len() as u32;
                text.chars().for_each(|letter| push_letter(&mut self.painted.letters, letter));
                let text = start..self.painted.letters.len() as u32;
                self.painted.glyphs.push(Glyph { text, ..place });
                (self.painted.unknown, self.painted.unknown_words, self.unknown) = (unknown, unknown_words, 0);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let order = self.next();
        let number = self.painted.images;
        self.painted.images += 1;
        let size = Affine::scale_non_uniform(f64::from(image.width()), f64::from(image.height()));
        let to_page = props.transform * size;
        let whole = to_page.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        let bounds = whole.intersect(self.painted.clips.bounds(self.clip())).intersect(self.painted.sheet());
        if bounds.width() <= 0.0 || bounds.height() <= 0.0 || to_page.determinant().abs() < 1e-9 {
            return;
        }
        if !is_coarse(image.width(), whole.width()) {
            self.painted.fine_images += bounds.area();
        }
        let is_small = bounds.width() < NARROW || bounds.height() < NARROW;
        if is_small || self.painted.areas.len() >= MOST {
            self.painted.is_too_much |= !is_small;
            self.painted.clutter.mark(bounds, order);
            return;
        }
        let is_plain = self.group().is_plain() && props.soft_mask.is_none();
        let has_holes = match &image {
            Image::Stencil(_) => true,
            Image::Raster(raster) => is_transparent_in_part(raster.stream()),
        };
        let opaque = match () {
            () if !has_holes || !is_plain => None,
            () if self.any_letter_in(bounds) => opaque_cells(&image, bounds.width().max(bounds.height())),
            () => None,
        };
        let area = Area {
            order,
            shape: Shape::Square { from_page: to_page.inverse(), opaque: None },
            bounds,
            clip: self.clip(),
            origin: Origin::Image,
            is_annotation: self.in_annotation,
            effect: if is_plain && !has_holes { Effect::Hides } else { Effect::Unknown },
            colour: None,
            image: number,
        };
        let Some(opaque) = opaque else {
            self.painted.areas.push(area);
            return;
        };
        let shape = Shape::Square { from_page: to_page.inverse(), opaque: Some(opaque) };
        let is_page = bounds.area() > 0.5 * self.painted.sheet().area();
        // A picture of the page, which has letters where it has holes, and what it hides.
        self.painted.areas.extend(is_page.then(|| area.clone()));
        self.painted.areas.push(Area { shape, effect: Effect::Hides, ..area });
    }
}

fn is_within(area: &Area, place: Rect) -> bool {
    place.inflate(1.0, 1.0).contains_rect(area.bounds)
}

/// The line through the middle of `bounds` along its longer sides.
fn middle(bounds: Rect) -> BezPath {
    let (centre, mut path) = (bounds.center(), BezPath::new());
    let (from, to) = match bounds.width() > bounds.height() {
        true => (Point::new(bounds.x0, centre.y), Point::new(bounds.x1, centre.y)),
        false => (Point::new(centre.x, bounds.y0), Point::new(centre.x, bounds.y1)),
    };
    path.move_to(from);
    path.line_to(to);
    path
}

fn has_curves(path: &BezPath) -> bool {
    path.elements().iter().any(|element| matches!(element, kurbo::PathEl::CurveTo(..) | kurbo::PathEl::QuadTo(..)))
}
