//! A paragraph in the making: its runs in order, shown or not, joined to text as they stand; and what of it was kept
//! from the reader, which may go on in the next paragraph.

use crate::extract::Output;
use crate::extract::look::Way;
use crate::extract::passage::hand_out_covert;
use crate::model::Places;

/// How many runs are looked at to make a word whole.
const NEAR: usize = 24;

/// So much of the text around a covert run is looked at.
const SIGHT: usize = 64;

const COVERT: [Way; 7] = [
    Way::TrackedDeletion,
    Way::TrackedMove,
    Way::Vanish,
    Way::WhiteText,
    Way::BlackHighlight,
    Way::SameColour,
    Way::Tiny,
];

/// The runs of a paragraph, neighbours of one way joined.
#[derive(Debug, Default)]
pub(in crate::extract::office) struct Paragraph {
    runs: Vec<(Way, String)>,
}

impl Paragraph {
    pub fn push(&mut self, way: Way, text: &str) {
        // Soft hyphens are places to break a word at, not letters; a line break in the file is a blank.
        let letters = text.chars().filter(|&c| c != '\u{ad}').map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c });
        match self.runs.last_mut() {
            Some((last, run)) if *last == way => run.extend(letters),
            _ => self.runs.push((way, letters.collect())),
        }
    }

    /// What a reader sees.
    pub fn shown(&self) -> String {
        self.runs.iter().filter(|(way, _)| way.is_shown()).map(|(_, text)| text.as_str()).collect()
    }

    /// The same text, all that was shown of it kept in that way.
    pub fn all_as(self, way: Way) -> Self {
        let mut paragraph = Paragraph::default();
        for (own, text) in self.runs {
            paragraph.push(if own.is_shown() { way } else { own }, &text);
        }
        paragraph
    }

    fn has_text(&self) -> bool {
        self.runs.iter().any(|(_, text)| !text.trim().is_empty())
    }

    /// The end of what stands before run `at`, or the beginning of what stands behind it, to a reader of `way`.
    fn beside(&self, way: Way, at: usize, is_before: bool) -> String {
        let is_seen = |(other, _): &&(Way, String)| is_in_view(way, *other);
        if is_before {
            let mut pieces: Vec<&str> = self.runs[..at].iter().rev().take(NEAR).filter(is_seen).map(tail).collect();
            pieces.reverse();
            pieces.concat()
        } else {
            self.runs[at..].iter().take(NEAR).filter(is_seen).map(head).collect()
        }
    }
}

fn tail((_, text): &(Way, String)) -> &str {
    let from = text.char_indices().rev().nth(SIGHT).map_or(0, |(at, _)| at);
    &text[from..]
}

fn head((_, text): &(Way, String)) -> &str {
    let to = text.char_indices().nth(SIGHT).map_or(text.len(), |(at, _)| at);
    &text[..to]
}

/// Whether `other` stands in the text that `way` was taken out of: before a deletion there were no insertions.
fn is_in_view(way: Way, other: Way) -> bool {
    let is_deletion = |way| matches!(way, Way::TrackedDeletion | Way::TrackedMove);
    if is_deletion(way) { other != Way::Inserted } else { !is_deletion(other) }
}

/// What is kept from the reader and may go on in the next paragraph.
#[derive(Debug, Default)]
pub(in crate::extract::office) struct Coverts {
    open: Option<(Way, String, u64)>,
}

impl Coverts {
    /// Takes up what of `paragraph`, the one of that number, is not shown.
    pub fn see(&mut self, paragraph: &Paragraph, number: u64, output: &mut dyn Output) {
        if !paragraph.has_text() {
            return;
        }
        for way in COVERT {
            if paragraph.runs.iter().any(|(other, _)| *other == way) {
                self.see_way(way, paragraph, number, output);
            } else if self.open.as_ref().is_some_and(|(open, ..)| *open == way) {
                self.end(output);
            }
        }
    }

    fn see_way(&mut self, way: Way, paragraph: &Paragraph, number: u64, output: &mut dyn Output) {
        // The text so far of the run of runs, and the blanks that stand behind it.
        let (mut text, mut blanks, mut is_first) = (String::new(), String::new(), true);
        let mut behind = 0;
        for (at, (other, run)) in paragraph.runs.iter().enumerate() {
            if *other == way {
                if text.is_empty() {
                    let before = paragraph.beside(way, at, true);
                    let length = around(&before, run, "").0;
                    text.push_str(&before[before.len() - length..]);
                }
                text.push_str(&std::mem::take(&mut blanks));
                text.push_str(run);
                behind = at + 1;
            } else if !is_in_view(way, *other) {
                continue;
            } else if run.trim().is_empty() {
                if !text.is_empty() {
                    blanks.push_str(run);
                }
            } else {
                if !text.is_empty() {
                    let after = paragraph.beside(way, behind, false);
                    let length = around("", &text, &after).1;
                    text.push_str(&after[..length]);
                    self.add(way, &std::mem::take(&mut text), number, is_first, output);
                    self.end(output);
                }
                is_first = false;
                blanks.clear();
            }
        }
        if text.is_empty() {
            // The paragraph ends with what is shown.
            return self.end_of(way, output);
        }
        self.add(way, &text, number, is_first, output);
    }

    /// Adds a run of that way; it goes on from the paragraph before where nothing stood between.
    fn add(&mut self, way: Way, text: &str, number: u64, goes_on: bool, output: &mut dyn Output) {
        match &mut self.open {
            Some((open, so_far, _)) if *open == way && goes_on => {
                so_far.push('\n');
                so_far.push_str(text);
            }
            _ => {
                self.end(output);
                self.open = Some((way, text.to_owned(), number));
            }
        }
    }

    fn end_of(&mut self, way: Way, output: &mut dyn Output) {
        if self.open.as_ref().is_some_and(|(open, ..)| *open == way) {
            self.end(output);
        }
    }

    /// Hands out what is open.
    pub fn end(&mut self, output: &mut dyn Output) {
        let Some((way, text, number)) = self.open.take() else { return };
        // A single mark (a full stop, a dash) is no text that anybody hides.
        if text.chars().any(char::is_alphanumeric) {
            hand_out_covert(way.role(), way.label(), &text, &Places::Paragraphs { first: number }, output);
        }
    }
}

/// What of the end of `before` and of the beginning of `after` belongs to the word or the number that `covert` is a
/// piece of: the length of each in bytes.
fn around(before: &str, covert: &str, after: &str) -> (usize, usize) {
    /// Longer words are none.
    const MOST: usize = 40;
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '-' | '.' | '@' | '_' | '\'');
    let takes = |character: char, edge: Option<char>, length: usize| {
        let both_digits = character == ' ' && edge.is_some_and(|edge| edge.is_ascii_digit());
        length < MOST && (is_part(character) || both_digits)
    };
    // Several words were put in the place of others: the last of them does not go on behind.
    let is_piece = !covert.trim().contains(char::is_whitespace);
    let goes_on = |edge: char, next: char| {
        edge.is_ascii_digit() == next.is_ascii_digit() && (is_piece || next.is_ascii_digit()) || !next.is_alphanumeric()
    };
    let grow = |edge: Option<char>, characters: &mut dyn Iterator<Item = char>| {
        let Some(mut edge) = edge.filter(|edge| edge.is_alphanumeric()) else { return 0 };
        let mut characters = characters.peekable();
        if characters.peek().is_some_and(|next| !goes_on(edge, *next)) {
            return 0;
        }
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
        assert_eq!(whole("Gjelder ", "Kari, 01019012345", "en innbygger"), "Kari, 01019012345");
        assert_eq!(whole("Gjelder ", "Kari Nordmann", "en innbygger"), "Kari Nordmann");
    }
}
