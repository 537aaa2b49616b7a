//! The segments of a JPEG file (ITU-T T.81, annex B).

use super::found::{Found, decoded};
use crate::model::Role;
use std::borrow::Cow;

const XMP_EXTENSION: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";

/// Goes through all segments, those between and behind the scans as well.
pub(super) fn walk(bytes: &[u8]) -> Found<'_> {
    let mut found = Found::default();
    let mut extensions = Vec::new();
    let mut at = 2;
    while let Some(mark) = bytes.get(at..).and_then(|rest| memchr::memchr(0xFF, rest)) {
        at += mark;
        while bytes.get(at) == Some(&0xFF) {
            at += 1;
        }
        let Some(&code) = bytes.get(at) else { break };
        at += 1;
        match code {
            // No marks, or marks without a segment.
            0x00 | 0x01 | 0xD0..=0xD8 => continue,
            0xD9 => {
                found.end = Some(at);
                break;
            }
            _ => {}
        }
        let Some(&length) = bytes.get(at..).and_then(|rest| rest.first_chunk()) else { break };
        let length = usize::from(u16::from_be_bytes(length));
        let segment = &bytes[(at + 2).min(bytes.len())..(at + length.max(2)).min(bytes.len())];
        at += length.max(2);
        take(code, segment, &mut found, &mut extensions);
    }
    // A packet that is too long for a segment goes on in others: by its digest and its offset.
    extensions.sort_unstable_by_key(|&(digest, offset, _)| (digest, offset));
    for packet in extensions.chunk_by(|one, next| one.0 == next.0) {
        let whole: Vec<u8> = packet.iter().flat_map(|(_, _, piece)| piece.iter().copied()).collect();
        found.xmp.push(Cow::Owned(whole));
    }
    found
}

type XmpPiece<'a> = (&'a [u8], u32, &'a [u8]);

fn take<'a>(code: u8, segment: &'a [u8], found: &mut Found<'a>, extensions: &mut Vec<XmpPiece<'a>>) {
    match code {
        // JFIF: dots to the inch or the centimetre.
        0xE0 if segment.starts_with(b"JFIF\0") => {
            if let Some(&[unit, high, low]) = segment.get(7..).and_then(|rest| rest.first_chunk()) {
                let density = f32::from(u16::from_be_bytes([high, low]));
                found.dots_per_inch = match unit {
                    1 => Some(density),
                    2 => Some(density * 2.54),
                    _ => None,
                };
            }
        }
        0xE1 => {
            if let Some(exif) = segment.strip_prefix(b"Exif\0\0").or_else(|| segment.strip_prefix(b"Exif\0\xFF")) {
                found.exif.get_or_insert(exif.into());
            } else if let Some(piece) = segment.strip_prefix(XMP_EXTENSION)
                && let Some((digest, rest)) = piece.split_at_checked(32)
                && let Some(&offset) = rest.get(4..).and_then(|rest| rest.first_chunk())
            {
                // Pieces of no more than one segment are found as they stand.
                if rest.len() >= 8 && !holds_whole_packet(&rest[8..]) {
                    extensions.push((digest, u32::from_be_bytes(offset), &rest[8..]));
                }
            }
        }
        0xED => found.resources.extend_from_slice(segment.strip_prefix(b"Photoshop 3.0\0").unwrap_or_default()),
        0xFE => found.fields.add(Role::Comment, "comment", &decoded(segment)),
        // Frames: all but those that define tables.
        0xC0..=0xCF if !matches!(code, 0xC4 | 0xC8 | 0xCC) && found.size.is_none() => {
            if let Some(&[_, high, low, wide, narrow]) = segment.first_chunk::<5>() {
                let number = |high, low| u32::from(u16::from_be_bytes([high, low]));
                found.size = Some((number(wide, narrow), number(high, low)));
            }
        }
        _ => {}
    }
}

fn holds_whole_packet(piece: &[u8]) -> bool {
    memchr::memmem::find(piece, b"<rdf:RDF").is_some() && memchr::memmem::find(piece, b"</rdf:RDF>").is_some()
}
