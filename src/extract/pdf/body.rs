//! The visible text of all pages as one running text, with the place of each word: words broken at line ends made whole, pages
//! parted by an empty line, handed out in parts that end with a page.

use super::layout::{Before, Line, Word};
use crate::extract::Output;
use crate::model::{PageWord, PageWords, Part, Places, Role};
use hayro_interpret::kurbo::Rect;

/// A part is handed out with the page that brings it to so many bytes.
const ENOUGH: usize = 256 * 1024;

/// Words that follow a hyphen that stays: «inn- og utland».
const JOINING: [&str; 8] = ["og", "eller", "til", "samt", "and", "or", "och", "und"];

#[derive(Debug, Default)]
pub(super) struct Body {
    text: String,
    words: Vec<PageWord>,
    origin: usize,
}

impl Body {
    /// Adds the lines of `page` (from 1).
    pub fn add(&mut self, page: u32, lines: &[Line], output: &mut dyn Output) {
        if lines.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        write(lines, &mut self.text, &mut |start, end, bounds| {
            self.words.push(PageWord { start: start as u32, end: end as u32, page, bbox: Some(corners(bounds)) });
        });
        if self.text.len() >= ENOUGH {
            // The next part begins where a page does; the empty line belongs to this one.
            self.text.push_str("\n\n");
            self.hand_out(output);
        }
    }

    pub fn hand_out(&mut self, output: &mut dyn Output) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text).into_bytes();
        let places = Places::Pages(PageWords::new(std::mem::take(&mut self.words)));
        let origin = self.origin;
        self.origin += text.len();
        output.part(Part { origin, places, ..Part::text(Role::Body, text) });
    }
}

/// A box as places have it.
pub(super) fn corners(bounds: Rect) -> [f32; 4] {
    [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map(|at| at as f32)
}

/// Writes lines below each other and tells where each word went.
pub(super) fn write(lines: &[Line], text: &mut String, place: &mut dyn FnMut(usize, usize, Rect)) {
    let mut is_broken = false;
    for (number, line) in lines.iter().enumerate() {
        if number > 0 && !is_broken {
            text.push_str(if line.is_after_room { "\n\n" } else { "\n" });
        }
        for (at, word) in line.words.iter().enumerate() {
            match word.before {
                Before::Cells(cells) => text.extend(std::iter::repeat_n('\t', cells)),
                Before::Blank | Before::Line if at > 0 && !is_broken => text.push(' '),
                Before::Blank | Before::Line => {}
            }
            let start = text.len();
            text.push_str(&word.text);
            let next = match line.words.get(at + 1) {
                Some(next) => Some(next).filter(|next| next.before == Before::Line),
                None => lines.get(number + 1).and_then(|next| next.words.first()),
            };
            let ending = next.map_or(Ending::Whole, |next| Ending::of(word, next));
            if ending == Ending::Broken {
                text.pop();
            }
            is_broken = ending != Ending::Whole;
            if start < text.len() {
                place(start, text.len(), word.bounds);
            }
        }
    }
}

/// How a word at the end of a line goes on.
#[derive(Debug, PartialEq, Eq)]
enum Ending {
    /// It does not.
    Whole,
    /// The hyphen stands for the break alone.
    Broken,
    /// The hyphen is part of the word.
    Hyphenated,
}

impl Ending {
    fn of(word: &Word, next: &Word) -> Ending {
        let Some(before) = word.text.strip_suffix('-').and_then(|text| text.chars().next_back()) else {
            return Ending::Whole;
        };
        let Some(after) = next.text.chars().next() else { return Ending::Whole };
        let bare = next.text.trim_end_matches([',', '.', ';', ':', ')']);
        match () {
            () if JOINING.contains(&bare) => Ending::Whole,
            () if before.is_alphabetic() && after.is_lowercase() => Ending::Broken,
            () if before.is_alphanumeric() && after.is_alphanumeric() => Ending::Hyphenated,
            () => Ending::Whole,
        }
    }
}
