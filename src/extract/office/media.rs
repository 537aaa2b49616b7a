//! The parts of a package that are documents of their own: pictures, sound, embedded objects. Logos and ornaments are
//! left: a picture must have room for text.

use super::package::Package;
use crate::extract::Output;
use crate::model::Unread;

/// A picture smaller than this, in dots, is a logo or an ornament.
const LEAST: (u32, u32) = (400, 300);

/// Drawings (EMF, WMF) of fewer bytes are ornaments, or the look of an embedded object that is opened itself.
const LEAST_DRAWING: u64 = 100 * 1024;

/// A preview of the first page in fewer bytes is too coarse to be read.
const LEAST_PREVIEW: u64 = 32 * 1024;

/// How far into a picture its size stands: a JPEG may hold a preview and colours first.
const HEAD: u64 = 512 * 1024;

/// Parts that hold nothing that was written by a person: names of macros, fonts, settings of printers, looks of controls.
pub(super) fn is_mute(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let file = name.rsplit('/').next().unwrap_or(&name);
    let extension = file.rsplit('.').next().unwrap_or_default();
    file.starts_with("vbadata")
        || file.starts_with("printersettings")
        || file.starts_with("activex") && extension == "bin"
        || name.starts_with("_xmlsignatures/")
        || name.starts_with("customui/")
        || matches!(extension, "odttf" | "ttf" | "otf" | "fntdata" | "sigs")
        || matches!(file, ".ds_store" | "thumbs.db" | "desktop.ini")
        || name.starts_with("__macosx/")
}

/// Hands out the part `name` as a document within this one, unless it is a small picture.
pub(super) fn read(package: &mut Package<'_>, name: &str, output: &mut dyn Output) -> Result<(), Unread> {
    let (size, head) = package.beginning(name, HEAD);
    let is_preview = name.starts_with("docProps/thumbnail.") && size < LEAST_PREVIEW;
    if is_preview {
        return Ok(());
    }
    if is_ornament(&head, size) { Ok(()) } else { package.member(name, output) }
}

/// As [`read`], for a part that lies in memory.
pub(super) fn read_bytes(name: &str, bytes: &[u8], output: &mut dyn Output) -> Result<(), Unread> {
    if is_ornament(bytes, bytes.len() as u64) { Ok(()) } else { output.member(name, &mut &*bytes) }
}

fn is_ornament(head: &[u8], size: u64) -> bool {
    match picture(head) {
        Look::Drawing => size < LEAST_DRAWING,
        Look::Dots(width, height) => width.max(height) < LEAST.0 || width.min(height) < LEAST.1,
        Look::Unknown => size == 0,
    }
}

#[derive(Debug, PartialEq)]
enum Look {
    Dots(u32, u32),
    /// Lines and letters, not dots.
    Drawing,
    Unknown,
}

fn big(bytes: &[u8], at: usize, width: usize) -> Option<u32> {
    Some(bytes.get(at..at + width)?.iter().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

fn little(bytes: &[u8], at: usize, width: usize) -> Option<u32> {
    Some(bytes.get(at..at + width)?.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

/// What the first bytes of a picture say of it.
fn picture(head: &[u8]) -> Look {
    let dots = match head {
        [0x89, b'P', b'N', b'G', ..] => big(head, 16, 4).zip(big(head, 20, 4)),
        [b'G', b'I', b'F', b'8', ..] => little(head, 6, 2).zip(little(head, 8, 2)),
        [b'B', b'M', ..] if head.len() > 26 => {
            little(head, 18, 4).zip(little(head, 22, 4).map(|height| (height as i32).unsigned_abs()))
        }
        [0xFF, 0xD8, ..] => jpeg(head),
        [b'I', b'I', 42, 0, ..] => tiff(head, little),
        [b'M', b'M', 0, 42, ..] => tiff(head, big),
        [1, 0, 0, 0, ..] if head.get(40..44) == Some(b" EMF") => return Look::Drawing,
        [0xD7, 0xCD, 0xC6, 0x9A, ..] | [1, 0, 9, 0, 0, 3, ..] => return Look::Drawing,
        _ => None,
    };
    dots.map_or(Look::Unknown, |(width, height)| Look::Dots(width, height))
}

fn jpeg(head: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    while let [0xFF, marker, ..] = head.get(at..)? {
        match marker {
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                return big(head, at + 7, 2).zip(big(head, at + 5, 2));
            }
            _ => at += 2 + (big(head, at + 2, 2)? as usize).max(2),
        }
    }
    None
}

fn tiff(head: &[u8], number: fn(&[u8], usize, usize) -> Option<u32>) -> Option<(u32, u32)> {
    let directory = number(head, 4, 4)? as usize;
    let entries = number(head, directory, 2)? as usize;
    let value = |tag: u32| {
        let at = (0..entries).map(|entry| directory + 2 + 12 * entry).find(|&at| number(head, at, 2) == Some(tag))?;
        let width = if number(head, at + 2, 2)? == 3 { 2 } else { 4 };
        number(head, at + 8, width)
    };
    value(256).zip(value(257))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_picture_stands_in_its_first_bytes() {
        let mut png = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec();
        png.extend_from_slice(&[0, 0, 3, 32, 0, 0, 2, 88]);
        assert_eq!(picture(&png), Look::Dots(800, 600));
        assert_eq!(picture(b"GIF89a\x10\0\x20\0"), Look::Dots(16, 32));
        let jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 17, 8, 1, 0x2C, 1, 0x90];
        assert_eq!(picture(&jpeg), Look::Dots(400, 300));
        let tiff = b"II*\0\x08\0\0\0\x02\0\0\x01\x03\0\x01\0\0\0\x40\x06\0\0\x01\x01\x04\0\x01\0\0\0\xB0\x04\0\0";
        assert_eq!(picture(tiff), Look::Dots(1600, 1200));
        for broken in [&png[..18], &jpeg[..9], &tiff[..20], b"", b"\xFF\xD8", b"BM"] {
            assert_eq!(picture(broken), Look::Unknown, "{broken:?}");
        }
    }
}
