//! The chunks of a PNG file (W3C PNG, third edition).

use super::super::encoding;
use super::super::limits::{Budget, Limits};
use super::found::{Found, decoded};
use crate::model::Role;
use flate2::read::ZlibDecoder;

/// Goes through all chunks.
pub(super) fn walk(bytes: &[u8], limits: Limits) -> Found<'_> {
    let mut found = Found::default();
    let mut budget = Budget::new(limits, bytes.len());
    let mut at = 8;
    while let Some(&header) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let [a, b, c, d, kind @ ..] = header;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let chunk = &bytes[at + 8..(at + 8).saturating_add(length).min(bytes.len())];
        at = (at + 12).saturating_add(length);
        match &kind {
            b"IHDR" => {
                let number =
                    |at: usize| chunk.get(at..).and_then(|rest| rest.first_chunk()).copied().map(u32::from_be_bytes);
                found.size = number(0).zip(number(4));
            }
            b"pHYs" if chunk.get(8) == Some(&1) => {
                let to_metre = chunk.first_chunk().copied().map(u32::from_be_bytes);
                found.dots_per_inch = to_metre.map(|dots| dots as f32 * 0.0254);
            }
            b"acTL" => found.is_animation = chunk.get(..4).is_some_and(|frames| frames != [0, 0, 0, 1]),
            b"eXIf" => found.exif = Some(chunk.into()),
            b"tEXt" | b"zTXt" | b"iTXt" => text(&kind, chunk, &mut budget, &mut found),
            b"IEND" => {
                found.end = Some(at.min(bytes.len()));
                break;
            }
            _ => {}
        }
    }
    found
}

fn text(kind: &[u8; 4], chunk: &[u8], budget: &mut Budget, found: &mut Found<'_>) {
    let Some((keyword, rest)) = split(chunk) else { return };
    let keyword = decoded(keyword);
    let value = match kind {
        b"tEXt" => rest.to_vec(),
        // A byte for the way of packing.
        b"zTXt" => inflated(rest.get(1..).unwrap_or_default(), budget),
        _ => {
            let (Some(&is_packed), Some((_, rest))) = (rest.first(), rest.get(2..).and_then(split)) else { return };
            let Some((_, rest)) = split(rest) else { return };
            if is_packed == 1 { inflated(rest, budget) } else { rest.to_vec() }
        }
    };
    if keyword == "XML:com.adobe.xmp" {
        // What is not packed is found as it stands.
        if kind != b"iTXt" || chunk.get(keyword.len() + 1) == Some(&1) {
            found.xmp.push(value.into());
        }
        return;
    }
    if let Some(profile) = keyword.strip_prefix("Raw profile type ").and_then(|kind| Some((kind, profile(&value)?))) {
        match profile {
            ("exif" | "APP1", bytes) => {
                found.exif.get_or_insert(bytes.strip_prefix(b"Exif\0\0").unwrap_or(&bytes).to_vec().into());
            }
            ("iptc" | "8bim", bytes) if bytes.starts_with(b"8BIM") => found.resources.extend(bytes),
            ("iptc", bytes) => found.iptc.extend(bytes),
            ("xmp", bytes) => found.xmp.push(bytes.into()),
            _ => {}
        }
        return;
    }
    found.fields.add(Role::Metadata, &keyword, &encoding::whole(&value, None).0.replace('\0', " "));
}

/// What stands before a NUL and behind it.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(0, bytes)?;
    Some((&bytes[..at], &bytes[at + 1..]))
}

/// As far as it unpacks.
fn inflated(packed: &[u8], budget: &mut Budget) -> Vec<u8> {
    let mut all = Vec::new();
    let _ = budget.unpack(&mut ZlibDecoder::new(packed), &mut |piece| all.extend_from_slice(piece));
    all
}

/// A profile as ImageMagick writes it: a line with its name, one with its length, then hexadecimal digits in lines.
fn profile(value: &[u8]) -> Option<Vec<u8>> {
    let value = value.trim_ascii_start();
    let digits = value.splitn(3, |&byte| byte == b'\n').nth(2)?;
    let digits: Vec<u8> =
        digits.iter().filter_map(|&byte| char::from(byte).to_digit(16)).map(|digit| digit as u8).collect();
    Some(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}
