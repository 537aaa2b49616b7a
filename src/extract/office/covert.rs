//! Text that was taken out or is not shown, as a part of its own with the way it is hidden as its label; and running
//! text that is shown.

use crate::extract::{Output, text};
use crate::model::{PageWord, PageWords, Part, Places, Role, SEGMENT_SEPARATOR, Segment};

/// Hands out running text; nothing where it holds nothing.
pub(super) fn hand_out(role: Role, text: &str, places: &Places, output: &mut dyn Output) {
    pieces(role, None, text, places, output);
}

/// Hands out text that is not shown, one segment with that label.
pub(super) fn hand_out_covert(role: Role, label: &str, text: &str, places: &Places, output: &mut dyn Output) {
    pieces(role, Some(label), text.trim_ascii_end(), places, output);
}

fn pieces(role: Role, label: Option<&str>, text: &str, places: &Places, output: &mut dyn Output) {
    if text.trim().is_empty() {
        return;
    }
    let mut origin = 0;
    for piece in text::pieces(text.as_bytes()) {
        let mut bytes = piece.to_vec();
        bytes.iter_mut().filter(|byte| **byte == SEGMENT_SEPARATOR).for_each(|byte| *byte = b' ');
        let end = bytes.len() as u32;
        let mut part = Part::text(role, bytes);
        part.places = match places {
            // A page's words are counted in bytes of the piece.
            Places::Pages(words) => on_page(words.words().first().map_or(1, |word| word.page), end as usize),
            places => places.clone(),
        };
        match label {
            Some(label) => {
                part.segments.push(Segment { start: 0, end, role, record: 0, row: 0, place: 0, label: label.into() });
            }
            None => part.origin = origin,
        }
        origin += piece.len();
        output.part(part);
    }
}

/// A text of so many bytes that stands on that page (or slide).
pub(super) fn on_page(page: u32, length: usize) -> Places {
    Places::Pages(PageWords::new(vec![PageWord { start: 0, end: length as u32, page, bbox: None }]))
}

/// What of the end of `before` and of the beginning of `after` belongs to the word or the number that `covert` is a
/// piece of: the length of each in bytes.
pub(super) fn around(before: &str, covert: &str, after: &str) -> (usize, usize) {
    /// Longer words are none.
    const MOST: usize = 40;
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '-' | '.' | '@' | '_' | '\'');
    let takes = |character: char, edge: Option<char>, length: usize| {
        let both_digits = character == ' ' && edge.is_some_and(|edge| edge.is_ascii_digit());
        length < MOST && (is_part(character) || both_digits)
    };
    let grow = |edge: Option<char>, characters: &mut dyn Iterator<Item = char>| {
        let Some(mut edge) = edge.filter(|edge| edge.is_alphanumeric()) else { return 0 };
        let (mut length, mut kept) = (0, 0);
        for character in characters {
            if !takes(character, Some(edge), length) || (edge == ' ' && !character.is_ascii_digit()) {
                break;
            }
            length += character.len_utf8();
            if character.is_alphanumeric() {
                kept = length;
            }
            edge = character;
        }
        kept
    };
    (grow(covert.chars().next(), &mut before.chars().rev()), grow(covert.chars().next_back(), &mut after.chars()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_word_or_a_number_is_made_whole() {
        let whole = |before: &str, covert: &str, after: &str| {
            let (left, right) = around(before, covert, after);
            format!("{}{covert}{}", &before[before.len() - left..], &after[..right])
        };
        assert_eq!(whole("Brev til Ola Nord", "mann", " i går"), "Nordmann");
        assert_eq!(whole("nr. 010190 ", "12345", ", sendt"), "010190 12345,".trim_end_matches(','));
        assert_eq!(whole("Født 0101", "90", "12345"), "01019012345");
        assert_eq!(whole("Hun heter ", " Kari ", "og"), " Kari ");
        assert_eq!(whole("i 2024 ", "Kari", " 12"), "Kari");
    }
}
