//! The parts that a mail is put together from (RFC 2046): where each of them begins and ends.

use super::header::{line_end, name_of};
use std::ops::Range;

/// What stands between the lines that part a body.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub parts: Vec<Range<usize>>,
    /// Texts before the first part and behind the last one, which mail programs do not show.
    pub around: Vec<Range<usize>>,
}

/// The parts of `bytes[body]` at lines of that boundary; where there are none, or no boundary was told, at the first line that looks
/// like one. Without any the whole is around.
pub(super) fn parts(bytes: &[u8], body: Range<usize>, boundary: Option<&str>) -> Parts {
    let told = boundary.map(|boundary| split(bytes, body.clone(), boundary.trim_end().as_bytes()));
    if let Some(parts) = told.filter(|parts| !parts.parts.is_empty()) {
        return parts;
    }
    match likely_boundary(&bytes[body.clone()]) {
        Some(boundary) => split(bytes, body, boundary),
        None => Parts { parts: Vec::new(), around: vec![body] },
    }
}

fn split(bytes: &[u8], body: Range<usize>, boundary: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let (mut from, mut is_within) = (body.start, false);
    let mut close = |range: Range<usize>, is_within: bool| {
        // The line break before a boundary belongs to the boundary.
        let text = &bytes[range.clone()];
        let text = text.strip_suffix(b"\n").map_or(text, |text| text.strip_suffix(b"\r").unwrap_or(text));
        let range = range.start..range.start + text.len();
        if is_within { &mut parts.parts } else { &mut parts.around }.push(range);
    };
    let mut at = body.start;
    while at < body.end {
        let end = line_end(&bytes[..body.end], at);
        if let Some(rest) = bytes[at..end].strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary)) {
            let rest = rest.trim_ascii_end();
            if rest.is_empty() || rest == b"--" {
                close(from..at, is_within);
                (from, is_within) = (end, rest.is_empty());
            }
        }
        at = end;
    }
    close(from..body.end, is_within);
    parts.parts.retain(|part| !part.is_empty());
    parts.around.retain(|text| !bytes[text.clone()].trim_ascii().is_empty());
    parts
}

/// A line of two dashes with the header of a part behind it.
fn likely_boundary(body: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while at < body.len() {
        let end = line_end(body, at);
        let next = &body[end..line_end(body, end)];
        let begins_part =
            name_of(next).is_some_and(|name| name.get(..8).is_some_and(|name| name.eq_ignore_ascii_case("content-")));
        if let Some(boundary) = body[at..end].strip_prefix(b"--")
            && begins_part
        {
            return Some(boundary.trim_ascii_end()).filter(|boundary| !boundary.is_empty());
        }
        at = end;
    }
    None
}
