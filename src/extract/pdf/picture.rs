//! Pages that are pictures: rendered for whoever reads text off them, or told of.

use crate::extract::Picture;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::page::Page;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Dots to the point: 200 to the inch, which is what OCR is made for.
const DOTS_PER_POINT: f32 = 200.0 / 72.0;

/// Dots of a picture: A3 at that density.
const MOST_DOTS: f32 = 10_000_000.0;

/// Pages that are named one by one.
const NAMED: usize = 20;

/// The page as a picture. `None` where it cannot be rendered.
pub(super) fn render(page: &Page<'_>, number: u32) -> Option<Picture> {
    let (width, height) = page.render_dimensions();
    let fits = (MOST_DOTS / (width * height).max(1.0)).sqrt().min(20_000.0 / width.max(height).max(1.0));
    let scale = DOTS_PER_POINT.min(fits);
    let pixels = catch_unwind(AssertUnwindSafe(|| {
        let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        render_page(page, &settings)
    }))
    .ok()?;
    let (width, height, grey) = pixels;
    (width > 0 && height > 0).then_some(Picture { page: number, width, height, grey, dots_per_point: scale })
}

fn render_page(page: &Page<'_>, settings: &PixmapSettings) -> (u32, u32, Vec<u8>) {
    let pixels =
        hayro::render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), settings);
    let grey = pixels
        .data_as_u8_slice()
        .chunks_exact(4)
        // The eye's sensitivity to red, green and blue (ITU-R BT.601), in parts of 256.
        .map(|dot| ((u32::from(dot[0]) * 77 + u32::from(dot[1]) * 150 + u32::from(dot[2]) * 29) >> 8) as u8)
        .collect();
    (u32::from(pixels.width()), u32::from(pixels.height()), grey)
}

/// `2 of 5 pages are pictures without text (pages 2, 4)`.
pub(super) fn told(pictures: &[u32], pages: usize) -> String {
    let named: Vec<String> = pictures.iter().take(NAMED).map(u32::to_string).collect();
    let more = if pictures.len() > NAMED { ", …" } else { "" };
    let (are, word) = if pictures.len() == 1 { ("is a picture", "page") } else { ("are pictures", "pages") };
    format!("{} of {pages} pages {are} without text ({word} {}{more})", pictures.len(), named.join(", "))
}
