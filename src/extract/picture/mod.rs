//! Pictures: what their file says beside the dots (EXIF with its positions, XMP, IPTC, comments), and the dots
//! themselves for OCR.
//!
//! The metadata is read here, whatever the format; the dots only where somebody reads text off them, else the picture
//! is unread: nobody knows what it shows. A picture of fewer than 32 dots each way shows no text.
//!
//! Two things that people believe gone are looked for: a thumbnail that shows more than the picture does, since that
//! was cropped later; and what stands in the file behind the end of the picture.

mod decode;
mod exif;
mod found;
mod iptc;
mod jpeg;
mod png;
mod riff;
mod tiff;
mod tiff_page;

use super::{Input, Output};
use crate::model::{Reason, Unread};
use found::Found;
use image::ImageFormat;

/// Smaller pictures, in dots, show no text: symbols, lines, counters.
const LEAST_DOTS: u32 = 32;

pub(super) fn read_jpeg(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let found = jpeg::walk(input.bytes);
    let behind = behind_end(&found, input, output, false);
    let is_cut = found.end.is_none();
    let outcome = finish(found, Some(ImageFormat::Jpeg), input, output);
    behind?;
    outcome?;
    if is_cut { Err(Unread::new(Reason::Corrupt, "the picture breaks off")) } else { Ok(()) }
}

pub(super) fn read_png(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let found = png::walk(input.bytes, input.limits);
    let behind = behind_end(&found, input, output, true);
    let is_animation = found.is_animation && input.reads_pictures;
    let outcome = finish(found, Some(ImageFormat::Png), input, output);
    behind?;
    outcome?;
    if is_animation {
        return Err(Unread::new(Reason::Unsupported, "an animation, of which only the first picture is read"));
    }
    Ok(())
}

pub(super) fn read_tiff(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    finish(Found { exif: Some(input.bytes.into()), ..Found::default() }, Some(ImageFormat::Tiff), input, output)
}

pub(super) fn read_gif(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    finish(riff::gif(input.bytes), Some(ImageFormat::Gif), input, output)
}

pub(super) fn read_bitmap(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    finish(Found::default(), Some(ImageFormat::Bmp), input, output)
}

pub(super) fn read_webp(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    finish(riff::webp(input.bytes), Some(ImageFormat::WebP), input, output)
}

/// HEIC and AVIF: the metadata only.
pub(super) fn read_heif(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let exif =
        ::exif::Reader::new().continue_on_error(true).read_from_container(&mut std::io::Cursor::new(input.bytes));
    // A partial result has what could be read of it.
    let exif = exif.or_else(|error| error.distill_partial_result(|_| ())).ok();
    let found = Found { exif: exif.map(|exif| exif.buf().to_vec().into()), ..Found::default() };
    finish(found, None, input, output)
}

/// The size in dots of a picture that programs put into texts, by its header alone.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => {
            let number = |at: usize| bytes.get(at..)?.first_chunk().copied().map(u32::from_be_bytes);
            number(16).zip(number(20))
        }
        [b'G', b'I', b'F', ..] => {
            let number = |at: usize| bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes).map(u32::from);
            number(6).zip(number(8))
        }
        [0xFF, 0xD8, ..] => jpeg::walk(bytes).size,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', b'V', b'P', b'8', kind, ..] => {
            let at = |at: usize| bytes.get(at).copied().map(u32::from);
            match kind {
                b'X' => {
                    let number = |from: usize| Some(1 + (at(from)? | at(from + 1)? << 8 | at(from + 2)? << 16));
                    number(24).zip(number(27))
                }
                b'L' => {
                    let bits = at(21)? | at(22)? << 8 | at(23)? << 16 | at(24)? << 24;
                    Some((1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)))
                }
                _ => Some(((at(26)? | at(27)? << 8) & 0x3FFF, (at(28)? | at(29)? << 8) & 0x3FFF)),
            }
        }
        _ if is_bitmap(bytes) => {
            let number = |at: usize| bytes.get(at..)?.first_chunk().copied().map(i32::from_le_bytes);
            // A negative height turns the picture upside down.
            number(18).zip(number(22)).map(|(width, height)| (width.unsigned_abs(), height.unsigned_abs()))
        }
        _ => None,
    }
}

/// Hands out what a picture says beside its dots, where the dots are no matter.
pub(super) fn describe(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let bytes = input.bytes;
    let mut found = match bytes {
        [0x89, b'P', b'N', b'G', ..] => png::walk(bytes, input.limits),
        [b'G', b'I', b'F', ..] => riff::gif(bytes),
        [0xFF, 0xD8, ..] => jpeg::walk(bytes),
        _ => return Ok(()),
    };
    found.find_packets(bytes);
    exif::read(&mut found);
    let size = found.size;
    found.hand_out(size, input, output)
}

/// Whether a Windows bitmap begins here: its mark alone might be two letters of a text.
pub(super) fn is_bitmap(bytes: &[u8]) -> bool {
    const HEADERS: [u8; 7] = [12, 40, 52, 56, 64, 108, 124];
    bytes.starts_with(b"BM")
        && bytes.get(6..10) == Some(&[0; 4])
        && bytes.get(14..18).is_some_and(|length| HEADERS.contains(&length[0]) && length[1..] == [0; 3])
}

/// Hands out the metadata, then the dots. `format` is the one to decode; `None` where that cannot be.
fn finish<'a>(
    mut found: Found<'a>,
    format: Option<ImageFormat>,
    input: &Input<'a>,
    output: &mut dyn Output,
) -> Result<(), Unread> {
    found.find_packets(input.bytes);
    let pages = exif::read(&mut found);
    let size = found.size.or_else(|| decode::size(input.bytes, format));
    let resolution = found.dots_per_inch;
    let thumbnails = found.hand_out(size, input, output);
    let outcome = match size {
        Some((width, height)) if width < LEAST_DOTS && height < LEAST_DOTS && pages.len() < 2 => Ok(()),
        _ => match format {
            _ if !input.reads_pictures => Err(Unread::picture("a picture")),
            Some(format) => decode::hand_out(input, format, &pages, resolution, output),
            None => Err(Unread::new(Reason::Unsupported, "a picture of a format whose dots are not read (HEIF)")),
        },
    };
    thumbnails?;
    outcome
}

/// Hands out what stands behind the end of the picture, where it is a document of its own. `is_strict`: anything else
/// makes the picture unread. Cameras append their own marks to JPEG; nothing good appends to PNG, but editors that
/// crop and forget to cut the file («aCropalypse», CVE-2023-21036) do.
fn behind_end(found: &Found<'_>, input: &Input<'_>, output: &mut dyn Output, is_strict: bool) -> Result<(), Unread> {
    let Some(behind) = found.end.and_then(|end| input.bytes.get(end..)) else { return Ok(()) };
    let first = behind.iter().position(|&byte| byte != 0).unwrap_or(behind.len());
    let mut behind = &behind[first..];
    if behind.trim_ascii().is_empty() {
        return Ok(());
    }
    if first > 0 && behind.starts_with(b"ftyp") {
        // Its length stands before it.
        behind = input.bytes.get(input.bytes.len() - behind.len() - first.min(4)..).unwrap_or(behind);
    }
    let signs: [&[u8]; 7] =
        [b"\xFF\xD8\xFF", b"\x89PNG", b"PK\x03\x04", b"%PDF-", b"Rar!", b"7z\xBC\xAF", b"\xD0\xCF\x11\xE0"];
    let is_document = signs.iter().any(|sign| behind.starts_with(sign)) || behind.get(4..8) == Some(b"ftyp");
    let is_text = || {
        let start = &behind[..behind.len().min(4096)];
        behind.len() >= 8
            && start.iter().all(|&byte| matches!(byte, b'\t' | b'\n' | b'\r' | 32..=126 | 128..))
            && start.utf8_chunks().count() <= 2
    };
    if is_document || is_text() {
        output.member("behind-the-picture", &mut std::io::Cursor::new(behind))
    } else if is_strict {
        Err(Unread::new(Reason::Unsupported, "bytes behind the end of the picture, which may show what was cropped"))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
