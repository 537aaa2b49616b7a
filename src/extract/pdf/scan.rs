//! What pictures on a page look like, as far as that tells what its text does not: whether letters that were read off a scan lie
//! under something black in it, and whether a picture holds text that nobody read off it. Such pictures are decoded, coarsely, in a
//! second going over the page.

use super::paint::{Area, Origin, Painted, Shape};
use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, Paint, SoftMask,
};

/// An image on this part of the page is the page, and not something that was laid on it.
pub(super) const LARGE: f64 = 0.35;

/// Side of a cell of [`Tones`] in points.
const CELL: f64 = 2.0;

/// Cells each way.
const MOST_CELLS: f64 = 600.0;

/// Dots of an image that is decoded, and of all those of a page.
const MOST_DOTS: u64 = 60_000_000;

/// Images of a page that are decoded.
const MOST_IMAGES: usize = 400;

/// Side of a block of the page in points, about as large as two lines of text.
const BLOCK: f64 = 12.0;

/// Images on less than this part of the page hold no text to speak of.
const SPECK: f64 = 0.03;

/// Text of so much of the page that nobody read off its pictures makes it one.
const UNREAD: f64 = 0.06;

/// A picture that is neither light nor coloured tells nothing of what is on it: so much of the page.
const DARK_UNREAD: f64 = 0.25;

/// Coarse picture of an image.
#[derive(Debug, Clone)]
pub(super) struct Tones {
    width: usize,
    height: usize,
    cells: Vec<Tone>,
    /// Photographs are.
    is_colourful: bool,
    /// Paper is.
    is_light: bool,
    /// All of it is of one colour.
    is_flat: bool,
    /// It has too few dots for text.
    is_coarse: bool,
}

/// An image of so many dots on so many points has too few for text: 20 to the inch.
pub(super) fn is_coarse(dots: u32, points: f64) -> bool {
    f64::from(dots) * 72.0 < points * 20.0
}

/// A cell of it.
#[derive(Debug, Clone, Copy, Default)]
struct Tone {
    /// All of it is dark.
    is_dark: bool,
    /// Something dark is in it.
    has_ink: bool,
}

impl Tones {
    fn at(&self, within: Point) -> Tone {
        let cell = |at: f64, cells: usize| ((at * cells as f64).max(0.0) as usize).min(cells - 1);
        let at = cell(within.y, self.height) * self.width + cell(within.x, self.width);
        self.cells.get(at).copied().unwrap_or_default()
    }

    /// Of an image of `width` to `height` points; `None` where it cannot be decoded.
    fn of(image: &Image<'_, '_>, width: f64, height: f64) -> Option<Tones> {
        let cells = |length: f64| (length / CELL).clamp(1.0, MOST_CELLS) as u32;
        let size = (cells(width), cells(height));
        let mut tones = None;
        match image {
            Image::Stencil(stencil) => stencil.with_stencil(
                |dots, paint| {
                    let Paint::Color(colour) = paint else { return };
                    let [red, green, blue, _] = colour.to_rgba().components();
                    let paint = 255.0 * (red + green + blue) / 3.0;
                    let light = |at: usize| {
                        let part = dots.data.get(at).map_or(0.0, |dot| f32::from(*dot) / 255.0);
                        ((255.0 + (paint - 255.0) * part) as u8, 0)
                    };
                    tones = Tones::from(&light, dots.width, dots.height, size);
                },
                Some(size),
            ),
            Image::Raster(raster) => raster.with_rgba(
                |data, alpha| {
                    // What is transparent shows paper.
                    let (across, down) = (data.width() as usize, data.height() as usize);
                    let on_paper = |at: usize, light: u8| {
                        let Some(alpha) = &alpha else { return light };
                        let (width, height) = (alpha.width as usize, alpha.height as usize);
                        let (row, column) =
                            (at / across.max(1) * height / down.max(1), at % across.max(1) * width / across.max(1));
                        let part = alpha.data.get(row * width + column).copied().unwrap_or(255);
                        255 - (u16::from(255 - light) * u16::from(part) / 255) as u8
                    };
                    tones = match &data {
                        ImageData::Luma(dots) => {
                            let light = |at: usize| (on_paper(at, dots.data.get(at).copied().unwrap_or(255)), 0);
                            Tones::from(&light, dots.width, dots.height, size)
                        }
                        ImageData::Rgb(dots) => {
                            let light = |at: usize| {
                                let Some(&[red, green, blue]) = dots.data.get(3 * at..3 * at + 3) else {
                                    return (255, 0);
                                };
                                let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
                                let sum = u16::from(red) + 2 * u16::from(green) + u16::from(blue);
                                (on_paper(at, (sum / 4) as u8), most - least)
                            };
                            Tones::from(&light, dots.width, dots.height, size)
                        }
                    };
                },
                Some(size),
            ),
        }
        tones
    }

    /// From how light and how colourful each dot is.
    fn from(light: &dyn Fn(usize) -> (u8, u8), width: u32, height: u32, size: (u32, u32)) -> Option<Tones> {
        /// A dot darker than this is dark, one darker than that is ink, one more colourful than the third has a colour.
        const DARK: u8 = 90;
        const INK: u8 = 150;
        const COLOUR: u8 = 50;
        let (columns, rows) = (width.min(size.0) as usize, height.min(size.1) as usize);
        let (width, height) = (width as usize, height as usize);
        if columns == 0 || rows == 0 {
            return None;
        }
        let mut cells = Vec::with_capacity(columns * rows);
        let (mut all, mut colourful, mut bright) = (0_usize, 0_usize, 0_usize);
        let (mut least, mut most) = (255_u8, 0_u8);
        for row in 0..rows {
            let lines = row * height / rows..((row + 1) * height / rows).max(row * height / rows + 1);
            for column in 0..columns {
                let dots = column * width / columns..((column + 1) * width / columns).max(column * width / columns + 1);
                let (mut dark, mut ink) = (0, 0);
                for line in lines.clone() {
                    for dot in dots.clone() {
                        let (light, colour) = light(line * width + dot);
                        dark += usize::from(light < DARK);
                        ink += usize::from(light < INK);
                        colourful += usize::from(colour > COLOUR);
                        bright += usize::from(light >= 180);
                        (least, most) = (least.min(light), most.max(light));
                    }
                }
                let count = lines.len() * dots.len();
                all += count;
                cells.push(Tone { is_dark: dark * 20 >= count * 19, has_ink: ink * 20 >= count });
            }
        }
        Some(Tones {
            width: columns,
            height: rows,
            cells,
            is_colourful: colourful * 5 > all,
            is_light: bright * 2 > all,
            is_flat: most - least < 24,
            is_coarse: false,
        })
    }
}

/// What is known of the images of a page, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Scans(Vec<Option<Tones>>);

impl Scans {
    fn of(&self, area: &Area) -> Option<&Tones> {
        self.0.get(area.image as usize)?.as_ref()
    }

    /// The image is all of one dark colour at `point`.
    pub fn is_dark(&self, area: &Area, point: Point) -> bool {
        let Shape::Square { from_page, .. } = &area.shape else { return false };
        self.of(area).is_some_and(|tones| tones.at(*from_page * point).is_dark)
    }

    /// It is all of one colour.
    pub fn is_flat(&self, area: &Area) -> bool {
        self.of(area).is_some_and(|tones| tones.is_flat)
    }
}

/// The images that have to be decoded to judge the page, by their numbers.
pub(super) fn wanted(painted: &Painted) -> Vec<bool> {
    let images: Vec<&Area> = painted.areas.iter().filter(|area| area.origin == Origin::Image).collect();
    if images.is_empty() || painted.glyphs.is_empty() {
        return Vec::new();
    }
    let sheet = painted.sheet().area().max(1.0);
    let in_all: f64 = images.iter().map(|area| area.bounds.area()).sum();
    if in_all < SPECK * sheet {
        return Vec::new();
    }
    let unseen: Vec<Rect> =
        painted.glyphs.iter().filter(|glyph| glyph.is_unseen()).map(|glyph| glyph.bounds()).collect();
    let blocks = Blocks::of(painted);
    let mut wanted = vec![false; painted.images as usize];
    for area in images.into_iter().take(MOST_IMAGES) {
        let is_read_off = unseen.iter().any(|bounds| area.bounds.overlaps(*bounds));
        // Images may be cut in strips.
        let is_bare = blocks.bare(area.bounds) * BLOCK * BLOCK > SPECK * area.bounds.area();
        if (is_read_off || (is_bare && in_all > UNREAD * sheet))
            && let Some(wanted) = wanted.get_mut(area.image as usize)
        {
            *wanted = true;
        }
    }
    wanted
}

/// The part of the page with text on pictures that nobody read off them.
pub(super) fn part_unread(painted: &Painted, scans: &Scans, last: &dyn Fn(Point) -> Option<u32>) -> f64 {
    if scans.0.iter().all(Option::is_none) {
        return 0.0;
    }
    let blocks = Blocks::of(painted);
    let (mut unread, mut dark, mut read) = (0_usize, 0_usize, 0_usize);
    for row in 0..blocks.rows {
        for column in 0..blocks.columns {
            let block = blocks.bounds(column, row);
            let Some(area) = last(block.center()).and_then(|number| painted.areas.get(number as usize)) else {
                continue;
            };
            let (Some(tones), Shape::Square { from_page, .. }) = (scans.of(area), &area.shape) else { continue };
            if tones.is_coarse {
                continue;
            }
            let steps = (0..16).map(|step| (f64::from(step % 4) + 0.5, f64::from(step / 4) + 0.5));
            let ink = steps
                .map(|(x, y)| Point::new(block.x0 + x * BLOCK / 4.0, block.y0 + y * BLOCK / 4.0))
                .filter(|point| tones.at(*from_page * *point).has_ink)
                .count();
            if ink == 0 {
                continue;
            }
            match blocks.has_letters[row * blocks.columns + column] {
                true => read += 1,
                false if tones.is_colourful || tones.is_flat && tones.is_light => {}
                false if tones.is_light => unread += 1,
                false => dark += 1,
            }
        }
    }
    // Lines, stamps and edges of paper stand in every scan.
    if unread < 5 * read {
        unread = 0;
    }
    let all = (blocks.columns * blocks.rows).max(1) as f64;
    let (unread, dark) = (unread as f64 / all, dark as f64 / all);
    if dark >= DARK_UNREAD { unread + dark } else { unread }
}

/// Whether there is enough of it to make the page a picture.
pub(super) fn is_much(part: f64) -> bool {
    part >= UNREAD
}

/// Where on the page letters stand, seen or not.
struct Blocks {
    columns: usize,
    rows: usize,
    has_letters: Vec<bool>,
}

impl Blocks {
    fn of(painted: &Painted) -> Blocks {
        // Pages are as large as a hostile file says.
        let blocks = |length: f64| ((length / BLOCK).ceil().max(1.0) as usize).min(500);
        let (columns, rows) = (blocks(painted.width), blocks(painted.height));
        let mut blocks = Blocks { columns, rows, has_letters: vec![false; columns * rows] };
        for glyph in &painted.glyphs {
            // What was read off stands not quite where it is in the picture.
            let reach = 0.3 * glyph.size().min(40.0);
            for at in blocks.within(glyph.bounds().inflate(reach, reach)) {
                blocks.has_letters[at] = true;
            }
        }
        blocks
    }

    fn within(&self, bounds: Rect) -> impl Iterator<Item = usize> + use<> {
        let cell = |at: f64, cells: usize| ((at / BLOCK).max(0.0) as usize).min(cells);
        let columns = cell(bounds.x0, self.columns)..(cell(bounds.x1, self.columns) + 1).min(self.columns);
        let rows = cell(bounds.y0, self.rows)..(cell(bounds.y1, self.rows) + 1).min(self.rows);
        let width = self.columns;
        rows.flat_map(move |row| columns.clone().map(move |column| row * width + column))
    }

    fn bounds(&self, column: usize, row: usize) -> Rect {
        Rect::from_origin_size((column as f64 * BLOCK, row as f64 * BLOCK), (BLOCK, BLOCK))
    }

    /// Blocks within `bounds` without letters.
    fn bare(&self, bounds: Rect) -> f64 {
        self.within(bounds).filter(|&at| !self.has_letters[at]).count() as f64
    }
}

/// Decodes the images that are wanted, and looks at nothing else.
pub(super) struct Decoder {
    wanted: Vec<bool>,
    number: usize,
    dots: u64,
    tones: Vec<Option<Tones>>,
}

impl Decoder {
    pub fn new(wanted: Vec<bool>) -> Self {
        Decoder { tones: vec![None; wanted.len()], wanted, number: 0, dots: 0 }
    }

    pub fn finish(self) -> Scans {
        Scans(self.tones)
    }
}

impl<'a> Device<'a> for Decoder {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let number = self.number;
        self.number += 1;
        if !self.wanted.get(number).copied().unwrap_or(false) {
            return;
        }
        let dots = u64::from(image.width()) * u64::from(image.height());
        self.dots = self.dots.saturating_add(dots);
        if self.dots > MOST_DOTS {
            return;
        }
        let [a, b, c, d, ..] = props.transform.as_coeffs();
        let (width, height) = (f64::from(image.width()) * a.hypot(b), f64::from(image.height()) * c.hypot(d));
        let is_coarse = is_coarse(image.width(), width);
        self.tones[number] = Tones::of(&image, width, height).map(|tones| Tones { is_coarse, ..tones });
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
