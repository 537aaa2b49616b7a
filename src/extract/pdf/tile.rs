//! Whether a pattern of tiles hides what is below it: its tiles lie edge to edge, and something in a tile fills all of it.
//! Hatches and dots do not.

use super::paint::as_rect;
use super::transparency::is_transparent_in_part;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape as _};
use hayro_interpret::pattern::TilingPattern;
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask};

/// How far an edge may miss that of the tile, in its own measure.
const SLACK: f64 = 0.01;

/// More than this hides what is below.
const OPAQUE: f32 = 0.93;

/// Nothing can be seen through the pattern.
pub(super) fn is_opaque(pattern: &TilingPattern<'_>) -> bool {
    let (width, height) = (f64::from(pattern.x_step).abs(), f64::from(pattern.y_step).abs());
    let area = Rect::from_origin_size(pattern.bbox.origin(), (width, height));
    if pattern.opacity <= OPAQUE || !holds(pattern.bbox, area) {
        return false;
    }
    let mut tile = Tile { area, is_filled: false, narrow: Vec::new(), mixed: Vec::new() };
    pattern.interpret(&mut tile, Affine::IDENTITY, false);
    tile.is_filled
}

fn holds(outer: Rect, inner: Rect) -> bool {
    outer.inflate(SLACK, SLACK).contains_rect(inner)
}

struct Tile {
    area: Rect,
    is_filled: bool,
    /// Of each clip that is open: whether it leaves out some of the tile.
    narrow: Vec<bool>,
    /// Of each group that is open: whether what is painted in it is mixed with what is below.
    mixed: Vec<bool>,
}

impl Tile {
    fn paint(&mut self, shape: Option<Rect>) {
        let is_whole = shape.is_some_and(|shape| holds(shape, self.area));
        self.is_filled |= is_whole && !self.mixed.contains(&true) && !self.narrow.contains(&true);
    }
}

impl<'a> Device<'a> for Tile {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let is_solid = match &props.paint {
            Paint::Color(colour) => colour.to_rgba().components()[3] > OPAQUE,
            Paint::Pattern(_) => false,
        };
        let is_plain = props.blend_mode == BlendMode::Normal && props.soft_mask.is_none();
        if is_solid && is_plain && matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.paint(as_rect(&(props.transform * path)));
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let holds_all = as_rect(&clip.path).is_some_and(|shape| holds(shape, self.area));
        self.narrow.push(!holds_all);
    }

    fn pop_clip(&mut self) {
        self.narrow.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        self.mixed.push(opacity <= OPAQUE || mask.is_some() || blend != BlendMode::Normal);
    }

    fn pop_transparency_group(&mut self) {
        self.mixed.pop();
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let Image::Raster(raster) = &image else { return };
        let size = Affine::scale_non_uniform(f64::from(image.width()), f64::from(image.height()));
        let path = (props.transform * size) * Rect::new(0.0, 0.0, 1.0, 1.0).to_path(0.1);
        if !is_transparent_in_part(raster.stream()) {
            self.paint(as_rect(&path));
        }
    }
}
