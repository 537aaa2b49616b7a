//! What a later text no longer shows of an earlier one. Lines that only moved, or whose words were wrapped anew, are no
//! loss.

use super::aside::normalized;
use hashbrown::{HashMap, HashSet};
use std::cell::Cell;

/// So many bytes may be gone through to see whether lost lines were only set anew.
const MOST_COMPARED: usize = 1 << 28;

/// The lines that a document shows.
pub(super) struct Shown {
    lines: HashSet<String>,
    /// Page by page.
    in_order: Vec<Vec<String>>,
    /// All of its letters and digits.
    letters: String,
}

impl Shown {
    /// Of a document with these pages.
    pub fn new(pages: &[String]) -> Self {
        let in_order: Vec<Vec<String>> = pages.iter().map(|page| lines(page).map(normalized).collect()).collect();
        let lines = in_order.iter().flatten().cloned().collect();
        let letters = in_order.iter().flatten().map(|line| letters(line)).collect();
        Shown { lines, in_order, letters }
    }

    /// Whether all of this can be read there, wherever its lines end.
    pub fn shows(&self, text: &str) -> bool {
        let letters = letters(text);
        memchr::memmem::find(self.letters.as_bytes(), letters.as_bytes()).is_some()
    }

    /// The lines of `earlier` pages that are not shown any more, with their page (from 0); lines that follow each other
    /// together. Pages that were as they are now are left empty there, and are not `changed` here.
    pub fn lost(&self, earlier: &[String], changed: &dyn Fn(usize) -> bool) -> Vec<(usize, String)> {
        let before: HashSet<String> = earlier.iter().flat_map(|page| lines(page)).map(normalized).collect();
        // Words of lines that were not there before may be those of lines that are not there now.
        let mut words = HashMap::<&str, usize>::new();
        let changed = self.in_order.iter().enumerate().filter(|(page, _)| changed(*page));
        for line in changed.flat_map(|(_, lines)| lines).filter(|line| !before.contains(*line)) {
            for word in words_of(line) {
                *words.entry(word).or_default() += 1;
            }
        }
        let mut compared = 0;
        let mut runs = Vec::<(usize, String)>::new();
        for (page, text) in earlier.iter().enumerate() {
            let mut goes_on = false;
            for line in lines(text) {
                let is_lost = !self.lines.contains(&normalized(line)) && !takes_all(&mut words, line) && {
                    compared += self.letters.len();
                    compared > MOST_COMPARED || !self.shows(line)
                };
                match runs.last_mut() {
                    Some((_, run)) if is_lost && goes_on => {
                        run.push('\n');
                        run.push_str(line.trim());
                    }
                    _ if is_lost => runs.push((page, line.trim().to_owned())),
                    _ => {}
                }
                goes_on = is_lost;
            }
        }
        runs
    }
}

/// Lines with something to read in them.
fn lines(page: &str) -> impl Iterator<Item = &str> {
    page.lines().filter(|line| line.contains(char::is_alphanumeric))
}

/// A word without the signs around it; what is all signs is none.
fn words_of(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace()
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Takes the words of `line` out of `words`, if all are there.
fn takes_all(words: &mut HashMap<&str, usize>, line: &str) -> bool {
    let mut taken = Vec::new();
    for word in words_of(line) {
        match words.get_mut(word) {
            Some(left) if *left > 0 => {
                *left -= 1;
                taken.push(word);
            }
            _ => {
                for word in taken {
                    words.entry_ref(word).and_modify(|left| *left += 1);
                }
                return false;
            }
        }
    }
    true
}

/// Whether texts stand in `pages`, with a limit on what is gone through.
pub(super) struct OnTheirPages {
    pages: Vec<String>,
    left: Cell<usize>,
}

impl OnTheirPages {
    /// For a document with these pages.
    pub fn new(pages: &[String]) -> Self {
        OnTheirPages { pages: pages.iter().map(|page| letters(page)).collect(), left: Cell::new(MOST_COMPARED) }
    }

    /// Page `number` (from 1) shows all of this.
    pub fn shows(&self, number: u32, text: &str) -> bool {
        let Some(page) = self.pages.get((number as usize).wrapping_sub(1)) else { return false };
        let Some(left) = self.left.get().checked_sub(page.len()) else { return false };
        self.left.set(left);
        memchr::memmem::find(page.as_bytes(), letters(text).as_bytes()).is_some()
    }
}

/// Letters and digits only: hyphens at line ends and spaces between letters come and go.
fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}
