//! Where an image hides what is below it. Only images that lie over text and are transparent in part are decoded for that.

use super::paint::Grid;
use hayro_interpret::hayro_syntax::object::Stream;
use hayro_interpret::{Image, Paint};

/// Cells of an image's transparency that are looked at, each way: for images of up to so many points, and one for so many points of
/// larger ones.
const GRID: u32 = 96;
const CELL: f64 = 2.0;
const MOST_CELLS: u32 = 600;

/// Dots of an image that is decoded to see where it is transparent.
const MOST_DOTS: u64 = 40_000_000;

/// It says that it has holes.
pub(super) fn is_transparent_in_part(image: &Stream<'_>) -> bool {
    [&b"SMask"[..], b"Mask", b"SMaskInData"].iter().any(|key| image.dict().contains_key(key))
}

/// The cells of an image that hide what is below; `None` where it cannot be decoded.
/// `length` is that of its longer side in points.
pub(super) fn opaque_cells(image: &Image<'_, '_>, length: f64) -> Option<Grid> {
    if u64::from(image.width()) * u64::from(image.height()) > MOST_DOTS {
        return None;
    }
    let mut grid = None;
    let most = ((length / CELL) as u32).clamp(GRID, MOST_CELLS);
    let size = Some((most, most));
    match image {
        Image::Stencil(stencil) => stencil.with_stencil(
            |dots, paint| {
                let is_solid = match paint {
                    Paint::Color(colour) => colour.to_rgba().components()[3] > 0.93,
                    Paint::Pattern(_) => false,
                };
                grid = is_solid.then(|| cells(&dots.data, dots.width, dots.height, most)).flatten();
            },
            size,
        ),
        Image::Raster(raster) => raster.with_rgba(
            |_, alpha| grid = alpha.and_then(|alpha| cells(&alpha.data, alpha.width, alpha.height, most)),
            size,
        ),
    }
    grid
}

/// Takes `alpha` together in cells: one is opaque where nine in ten of its dots are.
fn cells(alpha: &[u8], width: u32, height: u32, most: u32) -> Option<Grid> {
    let (columns, rows) = (width.min(most) as usize, height.min(most) as usize);
    let (width, height) = (width as usize, height as usize);
    if columns == 0 || rows == 0 || alpha.len() < width * height {
        return None;
    }
    let mut cells = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        let lines = row * height / rows..((row + 1) * height / rows).max(row * height / rows + 1);
        for column in 0..columns {
            let dots = column * width / columns..((column + 1) * width / columns).max(column * width / columns + 1);
            let all = lines.len() * dots.len();
            let opaque = lines
                .clone()
                .map(|line| alpha[line * width..][dots.clone()].iter().filter(|dot| **dot > 230).count())
                .sum::<usize>();
            cells.push(opaque * 10 >= all * 9);
        }
    }
    Some(Grid { width: columns, height: rows, cells })
}
