//! Pictures in Office documents from before 2007 (MS-ODRAW): PNG and JPEG, which lie in the streams as they are, each behind a
//! record's header.

use crate::extract::Output;
use crate::extract::legacy::bytes::{u16_at, u32_at};
use crate::extract::mail::is_logo;
use crate::model::Unread;

/// The record's header before the checksums of its picture.
const HEADER: usize = 8;

/// Records of pictures: their type, the first bytes of what they hold, and the extension for that.
const KINDS: &[(u16, &[u8], &str)] =
    &[(0xF01D, b"\xFF\xD8\xFF", "jpg"), (0xF02A, b"\xFF\xD8\xFF", "jpg"), (0xF01E, b"\x89PNG\r\n\x1A\n", "png")];

/// Hands out the pictures in a stream that are larger than a logo.
///
/// # Errors
/// A limit of the whole document was passed.
pub(super) fn hand_out(stream: &[u8], output: &mut dyn Output) -> Result<(), Unread> {
    let mut at = 0;
    let mut number = 0;
    while let Some(found) = memchr::memchr(0xF0, stream.get(at..).unwrap_or_default()) {
        let header = (at + found).checked_sub(3);
        at += found + 1;
        let Some((picture, end, extension)) = header.and_then(|header| picture_at(stream, header)) else { continue };
        number += 1;
        at = end;
        if !is_logo(picture) {
            output.member(&format!("picture-{number}.{extension}"), &mut &*picture)?;
        }
    }
    Ok(())
}

/// The picture in the record at `at`, where the record ends, and the extension of its format.
fn picture_at(stream: &[u8], at: usize) -> Option<(&[u8], usize, &'static str)> {
    let kind = u16_at(stream, at + 2)?;
    let (_, sign, extension) = KINDS.iter().find(|(other, _, _)| *other == kind)?;
    let length = u32_at(stream, at + 4)? as usize;
    let content = stream.get(at + HEADER..)?.get(..length)?;
    // One or two checksums of sixteen bytes and a mark come first.
    let from = [17, 33].into_iter().find(|&from| content.get(from..).is_some_and(|rest| rest.starts_with(sign)))?;
    Some((&content[from..], at + HEADER + length, extension))
}
