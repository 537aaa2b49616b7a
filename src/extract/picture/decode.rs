//! From dots to a picture for OCR: upright, grey, on white, and of a size that text is best read at.

use super::super::output::Picture;
use super::super::{Input, Output};
use super::tiff::Tiff;
use super::{exif, tiff_page};
use crate::model::{Reason, Unread};
use image::codecs::gif::GifDecoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, GrayImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Each way, in dots.
const MOST_DOTS: u32 = 60_000;
/// A picture for OCR has at most so many dots: A3 at 400 dots to the inch has 30 million, A4 15.
const MOST_DOTS_READ: f32 = 20e6;
/// Below this many dots to the inch text is read better at twice the size: of a page rendered at 96, 0.995 of the
/// words and not 0.938; at 150 and above nothing is won, nor at three times the size.
const SMALL: f32 = 140.0;
/// Above this many the time goes to dots that say nothing.
const LARGE: f32 = 450.0;
/// What those are brought down to.
const ENOUGH: f32 = 300.0;
/// Pictures that do not say how large they are (of screens, mostly) are taken to be at most this long, in inches: A4.
const LONGEST_SIDE: f32 = 11.7;
/// What no scanner and no screen has, in dots to the inch, is not believed.
const SENSIBLE: std::ops::RangeInclusive<f32> = 50.0..=2400.0;
/// More pictures of an animation are not looked at.
const MOST_FRAMES: usize = 32;

/// The picture's size in dots, if its header tells.
pub(super) fn size(bytes: &[u8], format: Option<ImageFormat>) -> Option<(u32, u32)> {
    ImageReader::with_format(Cursor::new(bytes), format?).into_dimensions().ok()
}

/// Hands out each page. `directories` are those of a TIFF file; `dots_per_inch` is what another says of itself.
pub(super) fn hand_out(
    input: &Input<'_>,
    format: ImageFormat,
    directories: &[usize],
    dots_per_inch: Option<f32>,
    output: &mut dyn Output,
) -> Result<(), Unread> {
    let mut trouble = None;
    match format {
        ImageFormat::Tiff if !directories.is_empty() => {
            let Some(tiff) = Tiff::open(input.bytes) else { return Err(unread(None)) };
            // The decoder reads the first directory: each in turn is made the first, and the last.
            let mut bytes = input.bytes.to_vec();
            for (page, &at) in (1..).zip(directories) {
                let (field, length) = tiff.first_offset();
                bytes[field..field + length].copy_from_slice(&tiff.offset(at));
                if let Some(next) = tiff.next_field(at).and_then(|next| bytes.get_mut(next..)?.get_mut(..length)) {
                    next.fill(0);
                }
                let most = input.limits.memory / 4;
                let page_decoded =
                    tiff_page::decode(&tiff, at, &mut bytes, most, &|bytes, format| decoded(bytes, format, input));
                match page_decoded.unwrap_or_else(|| decoded(&bytes, format, input)) {
                    Ok(image) => output.picture(picture(image, page, exif::resolution(&tiff, at))),
                    Err(unread) => _ = trouble.get_or_insert(unread),
                }
            }
        }
        ImageFormat::Gif => {
            let mut decoder = GifDecoder::new(Cursor::new(input.bytes)).map_err(|error| unread(Some(&error)))?;
            decoder.set_limits(limits(input)).map_err(|error| unread(Some(&error)))?;
            for (page, frame) in (1..).zip(decoder.into_frames()) {
                match frame {
                    Ok(_) if page as usize > MOST_FRAMES => {
                        let detail = format!("an animation of more than {MOST_FRAMES} pictures");
                        trouble.get_or_insert(Unread::new(Reason::TooLarge, detail));
                        break;
                    }
                    Ok(frame) => output.picture(picture(grey(frame.into_buffer().into()), page, None)),
                    Err(error) => {
                        trouble.get_or_insert(unread(Some(&error)));
                        break;
                    }
                }
            }
        }
        _ => output.picture(picture(decoded(input.bytes, format, input)?, 1, dots_per_inch)),
    }
    trouble.map_or(Ok(()), Err)
}

fn limits(input: &Input<'_>) -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_DOTS);
    limits.max_image_height = Some(MOST_DOTS);
    limits.max_alloc = Some(input.limits.memory / 2);
    limits
}

/// Upright and grey.
fn decoded(bytes: &[u8], format: ImageFormat, input: &Input<'_>) -> Result<GrayImage, Unread> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits(input));
    let decode = || -> Result<_, ImageError> {
        let mut decoder = reader.into_decoder()?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        Ok((DynamicImage::from_decoder(decoder)?, orientation))
    };
    // Planar pictures and others make decoders fail that should not.
    let outcome = catch_unwind(AssertUnwindSafe(decode)).map_err(|_| crashed())?;
    let (image, orientation) = outcome.map_err(|error| unread(Some(&error)))?;
    let mut image = DynamicImage::ImageLuma8(grey(image));
    image.apply_orientation(orientation);
    Ok(image.into_luma8())
}

/// On white, where it lets something through.
fn grey(image: DynamicImage) -> GrayImage {
    if !image.color().has_alpha() {
        return image.into_luma8();
    }
    let image = image.into_luma_alpha8();
    let on_white = |dot: [u8; 2]| {
        let [grey, alpha] = dot.map(u32::from);
        ((grey * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let (width, height) = image.dimensions();
    let dots = image.as_raw().chunks_exact(2).map(|dot| on_white([dot[0], dot[1]])).collect();
    GrayImage::from_raw(width, height, dots).unwrap_or_default()
}

/// Of a size that text is best read at. `dots_per_inch` is what the picture says of itself.
fn picture(image: GrayImage, page: u32, dots_per_inch: Option<f32>) -> Picture {
    let dots_per_inch = dots_per_inch.filter(|dots| SENSIBLE.contains(dots));
    let (width, height) = image.dimensions();
    let longest = width.max(height).max(1) as f32;
    // What is stated is true of scans; cameras and screens say anything.
    let resolution = dots_per_inch.unwrap_or(0.0).max(longest / LONGEST_SIDE);
    let wanted = match resolution {
        ..SMALL => 2.0,
        LARGE.. => ENOUGH / resolution,
        _ => 1.0,
    };
    let most = (MOST_DOTS_READ / (width as f32 * height as f32).max(1.0)).sqrt();
    let scale = wanted.min(most);
    let scaled = |side: u32| ((side as f32 * scale).round() as u32).max(1);
    let image = if scale == 1.0 {
        image
    } else {
        image::imageops::resize(&image, scaled(width), scaled(height), FilterType::Triangle)
    };
    let (width, height) = image.dimensions();
    let dots_per_point = scale * dots_per_inch.unwrap_or(72.0) / 72.0;
    Picture { page, width, height, grey: image.into_raw(), dots_per_point }
}

fn crashed() -> Unread {
    Unread::new(Reason::Crashed, "the decoder of the picture failed")
}

fn unread(error: Option<&ImageError>) -> Unread {
    match error {
        Some(ImageError::Limits(_)) => Unread::new(Reason::TooLarge, "a picture of too many dots"),
        Some(ImageError::Unsupported(_)) => Unread::new(Reason::Unsupported, "a picture of a kind that is not read"),
        _ => Unread::new(Reason::Corrupt, "the picture does not decode"),
    }
}
