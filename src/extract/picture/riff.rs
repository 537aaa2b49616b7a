//! The chunks of a WebP file and the blocks of a GIF file.

use super::found::{Found, decoded};
use crate::model::Role;

/// The chunks of a WebP file.
pub(super) fn webp(bytes: &[u8]) -> Found<'_> {
    let mut found = Found::default();
    let mut at = 12;
    while let Some(&header) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let [kind @ .., a, b, c, d] = header;
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        let chunk = &bytes[at + 8..(at + 8).saturating_add(length).min(bytes.len())];
        if &kind == b"EXIF" {
            found.exif = Some(chunk.strip_prefix(b"Exif\0\0").unwrap_or(chunk).into());
        }
        at = (at + 8).saturating_add(length).saturating_add(length % 2);
    }
    found
}

/// The blocks of a GIF file (GIF89a): comments and texts.
pub(super) fn gif(bytes: &[u8]) -> Found<'_> {
    let mut found = Found::default();
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let Some(&[a, b, c, d, flags]) = bytes.get(6..).and_then(|rest| rest.first_chunk::<5>()) else { return found };
    found.size = Some((u32::from(u16::from_le_bytes([a, b])), u32::from(u16::from_le_bytes([c, d]))));
    let mut at = 13 + table(flags);
    while let Some(&kind) = bytes.get(at) {
        match (kind, bytes.get(at + 1)) {
            (0x21, Some(&label)) => {
                let (text, end) = blocks(bytes, at + 2);
                match label {
                    0xFE => found.fields.add(Role::Comment, "comment", &decoded(&text)),
                    // The first of its blocks says where the text is shown.
                    0x01 => found.fields.add(Role::Metadata, "text", &decoded(text.get(12..).unwrap_or_default())),
                    _ => {}
                }
                at = end;
            }
            (0x2C, _) => {
                let Some(&flags) = bytes.get(at + 9) else { break };
                at = skip(bytes, at + 11 + table(flags));
            }
            _ => break,
        }
    }
    found
}

/// The contents of the blocks at `at`, and where they end.
fn blocks(bytes: &[u8], mut at: usize) -> (Vec<u8>, usize) {
    let mut all = Vec::new();
    while let Some(&length) = bytes.get(at).filter(|&&length| length > 0) {
        let end = at + 1 + usize::from(length);
        all.extend_from_slice(bytes.get(at + 1..end).unwrap_or_default());
        at = end;
    }
    (all, at + 1)
}

fn skip(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&length) = bytes.get(at).filter(|&&length| length > 0) {
        at += 1 + usize::from(length);
    }
    at + 1
}
