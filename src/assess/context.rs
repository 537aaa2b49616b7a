//! The text around a finding, with every other finding in it marked so that reports can mask it.

use crate::model::{Context, Kind, Span};

/// Characters shown on either side.
const CHARACTERS: usize = 60;

/// The context of `span` inside `field`; `hits` are the hits of the part in order of place, those near `span` at least.
pub fn around(text: &[u8], field: Span, span: Span, hits: impl Iterator<Item = (Span, Kind)>) -> Context {
    let start = back(text, field.start, span.start);
    let end = forward(text, span.end, field.end);
    let shown = &text[start..end];
    let Ok(valid) = std::str::from_utf8(shown) else {
        // Stray bytes would move every offset: only the finding itself is shown.
        let text = String::from_utf8_lossy(span.of(text)).into_owned();
        return Context { marks: Vec::new(), start: span.start - field.start, text };
    };
    let marks = hits
        .skip_while(|(hit, _)| hit.end <= start)
        .take_while(|(hit, _)| hit.start < end)
        .filter(|(hit, _)| hit.overlaps(Span::new(start, end)))
        .map(|(hit, kind)| (Span::new(hit.start.max(start) - start, hit.end.min(end) - start), kind))
        .collect();
    Context { text: valid.to_owned(), marks, start: start - field.start }
}

/// The start of the character [`CHARACTERS`] before `at`, not before `floor`.
fn back(text: &[u8], floor: usize, at: usize) -> usize {
    let mut start = at;
    for _ in 0..CHARACTERS {
        if start <= floor {
            break;
        }
        start -= 1;
        while start > floor && text[start] & 0xC0 == 0x80 {
            start -= 1;
        }
    }
    start
}

fn forward(text: &[u8], at: usize, ceiling: usize) -> usize {
    let mut end = at;
    for _ in 0..CHARACTERS {
        if end >= ceiling {
            break;
        }
        end += 1;
        while end < ceiling && text[end] & 0xC0 == 0x80 {
            end += 1;
        }
    }
    end
}
