//! Running text of a document, shown or kept from the reader, as parts: a long one in pieces.

use super::{Output, text};
use crate::model::{PageWord, PageWords, Part, Places, Role, SEGMENT_SEPARATOR, Segment};

/// Hands out running text; nothing where it holds nothing.
pub(super) fn hand_out(role: Role, text: &str, places: &Places, output: &mut dyn Output) {
    parts(role, None, text, places).for_each(|part| output.part(part));
}

/// Hands out text that is not shown, one segment with that label.
pub(super) fn hand_out_covert(role: Role, label: &str, text: &str, places: &Places, output: &mut dyn Output) {
    parts(role, Some(label), text, places).for_each(|part| output.part(part));
}

/// The parts of a text; none where it holds nothing. With a label each is one segment that stands for itself.
pub(super) fn parts(
    role: Role,
    label: Option<&str>,
    text: &str,
    places: &Places,
) -> impl Iterator<Item = Part<'static>> {
    let text = if label.is_some() { text.trim_ascii_end() } else { text };
    let text = if text.trim().is_empty() { "" } else { text };
    let mut origin = 0;
    text::pieces(text.as_bytes()).filter_map(move |piece| {
        let mut bytes = piece.to_vec();
        bytes.iter_mut().filter(|byte| **byte == SEGMENT_SEPARATOR).for_each(|byte| *byte = b' ');
        let mut part = Part::text(role, bytes);
        part.places = match places {
            // A page's words are counted in bytes of the piece.
            Places::Pages(words) => on_page(words.words().first().map_or(1, |word| word.page), piece.len()),
            places => places.clone(),
        };
        match label {
            Some(_) if piece.trim_ascii().is_empty() => return None,
            Some(label) => {
                let (end, label) = (piece.len() as u32, label.into());
                part.segments.push(Segment { start: 0, end, role, record: 0, row: 0, place: 0, label });
            }
            None => part.origin = origin,
        }
        origin += piece.len();
        Some(part)
    })
}

/// A text of so many bytes that stands on that page (or slide).
pub(super) fn on_page(page: u32, length: usize) -> Places {
    Places::Pages(PageWords::new(vec![PageWord { start: 0, end: length as u32, page, bbox: None }]))
}
