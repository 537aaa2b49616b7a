//! Pages of TIFF files that scanners write and the decoder does not take as they are: in colour with JPEG's compression,
//! with a palette, with two or four bits a dot, or with the bits of each byte in reverse.

use super::tiff::{Entry, Tiff};
use crate::model::{Reason, Unread};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};

const WIDTH: u16 = 256;
const HEIGHT: u16 = 257;
const BITS: u16 = 258;
const COMPRESSION: u16 = 259;
const COLOURS: u16 = 262;
const FILL_ORDER: u16 = 266;
const STRIPS: u16 = 273;
const ORIENTATION: u16 = 274;
const SAMPLES: u16 = 277;
const STRIP_ROWS: u16 = 278;
const STRIP_LENGTHS: u16 = 279;
const PALETTE: u16 = 320;
const TILE_WIDTH: u16 = 322;
const TILE_HEIGHT: u16 = 323;
const TILES: u16 = 324;
const TILE_LENGTHS: u16 = 325;
const JPEG_TABLES: u16 = 347;

/// Decodes a whole file of that format.
pub(super) type Decode<'d> = &'d dyn Fn(&[u8], ImageFormat) -> Result<GrayImage, Unread>;

struct Page<'t, 'a> {
    tiff: &'t Tiff<'a>,
    entries: Vec<Entry<'a>>,
    width: u32,
    height: u32,
}

/// The page of the directory at `at`, if it is one of those. `copy` is the file's copy in which this page is the only
/// one: it is changed. `most` is how many dots a page may have.
pub(super) fn decode(
    tiff: &Tiff<'_>,
    at: usize,
    copy: &mut [u8],
    most: u64,
    decode: Decode<'_>,
) -> Option<Result<GrayImage, Unread>> {
    let mut page = Page { tiff, entries: tiff.entries(at).collect(), width: 0, height: 0 };
    page.width = u32::try_from(page.number(WIDTH)?).ok()?;
    page.height = u32::try_from(page.number(HEIGHT)?).ok()?;
    let (bits, colours) = (page.number(BITS).unwrap_or(1), page.number(COLOURS)?);
    let is_jpeg = page.number(COMPRESSION) == Some(7) && colours == 6;
    let is_packed = page.number(SAMPLES).unwrap_or(1) == 1
        && matches!((colours, bits), (3, 1 | 2 | 4 | 8) | (0 | 1, 2 | 4))
        && page.number(COMPRESSION).is_none_or(|compression| !matches!(compression, 2..=4));
    if bits == 1 && page.number(FILL_ORDER) == Some(2) {
        page.reverse_bits(copy);
    }
    if !is_jpeg && !is_packed {
        return None;
    }
    if u64::from(page.width) * u64::from(page.height) > most {
        return Some(Err(Unread::new(Reason::TooLarge, "a picture of too many dots")));
    }
    let image = if is_jpeg { page.jpeg(decode) } else { page.packed(bits as u32, colours, copy, decode) };
    Some(image.map(|image| {
        let orientation = page.number(ORIENTATION).and_then(|number| Orientation::from_exif(number as u8));
        let mut image = DynamicImage::ImageLuma8(image);
        image.apply_orientation(orientation.unwrap_or(Orientation::NoTransforms));
        image.into_luma8()
    }))
}

fn broken() -> Unread {
    Unread::new(Reason::Corrupt, "the picture does not decode")
}

impl<'a> Page<'_, 'a> {
    fn entry(&self, tag: u16) -> Option<Entry<'a>> {
        self.entries.iter().find(|entry| entry.tag == tag).copied()
    }

    fn numbers(&self, tag: u16) -> impl Iterator<Item = u64> + use<'a> {
        self.entry(tag).map(|entry| self.tiff.numbers(entry)).into_iter().flatten()
    }

    fn number(&self, tag: u16) -> Option<u64> {
        self.numbers(tag).next()
    }

    /// Fax programs write the first dot into the lowest bit; the decoder takes it for the highest.
    fn reverse_bits(&self, copy: &mut [u8]) {
        // Strips that share their bytes cost no more than the file.
        let mut left = copy.len();
        for (start, length) in self.numbers(STRIPS).zip(self.numbers(STRIP_LENGTHS)) {
            let range = usize::try_from(start).ok().zip(usize::try_from(length).ok());
            let strip = range.and_then(|(start, length)| copy.get_mut(start..)?.get_mut(..length));
            let Some(strip) = strip.filter(|strip| strip.len() <= left) else { return };
            left -= strip.len();
            strip.iter_mut().for_each(|byte| *byte = byte.reverse_bits());
        }
    }

    /// Each strip or tile is a JPEG picture of its own, with its tables in the directory.
    fn jpeg(&self, decode: Decode<'_>) -> Result<GrayImage, Unread> {
        let is_tiled = self.entry(TILES).is_some();
        let side = |tag: u16, otherwise: u32| {
            let side = self.number(tag).unwrap_or(u64::from(otherwise)).min(u64::from(otherwise));
            // Tiles may be larger than the page; what is beyond it falls away.
            if is_tiled { self.number(tag).unwrap_or(side) } else { side }
        };
        let (across, down, starts, lengths) = if is_tiled {
            (side(TILE_WIDTH, self.width), side(TILE_HEIGHT, self.height), TILES, TILE_LENGTHS)
        } else {
            (u64::from(self.width), side(STRIP_ROWS, self.height), STRIPS, STRIP_LENGTHS)
        };
        if across == 0 || down == 0 || self.width == 0 {
            return Err(broken());
        }
        let tables = self.entry(JPEG_TABLES).map(|entry| entry.value).unwrap_or_default();
        let tables = tables.strip_prefix(b"\xFF\xD8").unwrap_or(tables);
        let tables = tables.strip_suffix(b"\xFF\xD9").unwrap_or(tables);
        let mut image = GrayImage::from_pixel(self.width, self.height, Luma([255]));
        let in_row = u64::from(self.width).div_ceil(across);
        let count = in_row * u64::from(self.height).div_ceil(down);
        for (index, (start, length)) in (0..count).zip(self.numbers(starts).zip(self.numbers(lengths))) {
            let piece = self.tiff.slice(start, length).and_then(|piece| piece.strip_prefix(b"\xFF\xD8"));
            let whole = [b"\xFF\xD8", tables, piece.ok_or_else(broken)?].concat();
            let (x, y) = (index % in_row * across, index / in_row * down);
            image::imageops::replace(&mut image, &decode(&whole, ImageFormat::Jpeg)?, x as i64, y as i64);
        }
        Ok(image)
    }

    /// Dots of fewer than eight bits are decoded as bytes of a narrower picture, numbers of colours as shades.
    fn packed(&self, bits: u32, colours: u64, copy: &mut [u8], decode: Decode<'_>) -> Result<GrayImage, Unread> {
        let in_byte = 8 / bits;
        let narrow = self.width.div_ceil(in_byte);
        let mut change = |tag: u16, number: u64| match self.entry(tag) {
            Some(entry) => self.tiff.write(entry, number, copy),
            None => None,
        };
        change(COLOURS, 1).ok_or_else(broken)?;
        change(ORIENTATION, 1);
        if bits < 8 {
            change(WIDTH, u64::from(narrow)).ok_or_else(broken)?;
            change(BITS, 8).ok_or_else(broken)?;
            if let Some(width) = self.number(TILE_WIDTH) {
                change(TILE_WIDTH, width / u64::from(in_byte));
            }
        }
        let bytes = decode(copy, ImageFormat::Tiff)?;
        let count = 1_usize << bits;
        let palette: Vec<u64> = self.numbers(PALETTE).collect();
        let shades: Vec<u8> = (0..count)
            .map(|number| match (colours, palette.get(..3 * count)) {
                (3, Some(palette)) => {
                    let [red, green, blue] = [0, 1, 2].map(|colour| palette[colour * count + number]);
                    ((299 * red + 587 * green + 114 * blue) / 256_000) as u8
                }
                (0, _) => 255 - (number * 255 / (count - 1)) as u8,
                _ => (number * 255 / (count - 1)) as u8,
            })
            .collect();
        let image = GrayImage::from_fn(self.width, self.height.min(bytes.height()), |x, y| {
            let byte = bytes.get_pixel((x / in_byte).min(bytes.width() - 1), y).0[0];
            let shift = 8 - bits * (x % in_byte + 1);
            Luma([shades[usize::from(byte) >> shift & (count - 1)]])
        });
        Ok(image)
    }
}
