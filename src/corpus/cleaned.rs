//! What survives in a cleaned copy: every answer's value looked for where it should be no more.
//!
//! Values are compared without regard to case, to the form in which Unicode writes a letter, and to what stands between words.
//! From four digits on, what stands beside and between digits counts for nothing, so that `010190 12345` is found in
//! `01019012345` and in `010190-12345`. Other values count as whole words (with a genitive -s), terms also as the beginning of
//! a longer word. What joins or compares (`connection`, `over-shielding`, `shielding-mismatch`) is no value to look for.

use super::listing::Item;
use super::text::Text;
use super::{CorpusError, Origin};
use crate::model::{Group, Kind};
use serde::Serialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization as _;

/// From so many digits on a value is a number.
const DIGITS: usize = 4;

/// What became of the answers' values in the cleaned copy.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Cleaned {
    /// Values looked for.
    pub values: usize,
    /// Values that still stand there.
    pub survivors: usize,
    /// Documents that the copy does not hold: nothing of them survives.
    pub absent: usize,
    /// Documents of the copy that were not read in full, so that more may survive.
    pub unread: usize,
    /// Survivors, as many as are asked for.
    pub listed: Vec<Survivor>,
}

/// A value that still stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Survivor {
    /// How often.
    pub times: usize,
    /// Where it stood in the original.
    #[serde(flatten)]
    pub item: Item,
}

/// A cleaned copy: a folder with the documents under the same paths, or one file.
pub struct Copy {
    path: PathBuf,
    is_folder: bool,
}

impl Copy {
    /// The copy at `path`.
    ///
    /// # Errors
    /// There is nothing there.
    pub fn at(path: &Path) -> Result<Self, CorpusError> {
        let data = std::fs::metadata(path).map_err(|error| CorpusError::file(path, error))?;
        Ok(Copy { path: path.to_owned(), is_folder: data.is_dir() })
    }

    /// The document `path`; `None` where the copy does not hold it.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn document(&self, path: &str) -> Result<Option<CleanedText>, CorpusError> {
        let place = if self.is_folder { self.path.join(path) } else { self.path.clone() };
        match std::fs::read(&place) {
            Ok(bytes) => Ok(Some(CleanedText::of(&Text::extract(path, &bytes)))),
            Err(error) if self.is_folder && error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(CorpusError::file(&place, error)),
        }
    }
}

/// A document of the copy, made ready to be searched.
pub struct CleanedText {
    pieces: Vec<Folded>,
    /// It was read in full.
    pub is_whole: bool,
    seen: HashMap<(String, bool, bool), usize>,
}

/// A text with its words apart, and with digits joined to their neighbours.
struct Folded {
    words: String,
    joined: String,
}

impl CleanedText {
    fn of(text: &Text) -> Self {
        let pieces = text.contents().map(|piece| Folded::of(&String::from_utf8_lossy(piece))).collect();
        CleanedText { pieces, is_whole: text.is_whole(), seen: HashMap::new() }
    }

    /// How often `value` stands there.
    pub fn count(&mut self, kind: Kind, value: &str) -> usize {
        let folded = Folded::of(value);
        let is_number = folded.joined.bytes().filter(u8::is_ascii_digit).count() >= DIGITS;
        let is_term = kind.group() == Group::Terms;
        let needle = if is_number { folded.joined } else { folded.words };
        if needle.is_empty() {
            return 0;
        }
        let pieces = &self.pieces;
        let count = |needle: &str| match is_number {
            true => pieces.iter().map(|piece| piece.joined.matches(needle).count()).sum(),
            false => pieces.iter().map(|piece| whole_words(&piece.words, needle, is_term)).sum(),
        };
        *self.seen.entry((needle.clone(), is_number, is_term)).or_insert_with(|| count(&needle))
    }
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut words = String::with_capacity(text.len());
        for c in text.nfkc().flat_map(char::to_lowercase).filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}')) {
            if c.is_alphanumeric() {
                words.push(c);
            } else if !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
        }
        words.truncate(words.trim_end().len());
        let mut joined = String::with_capacity(words.len());
        for word in words.split(' ') {
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if !joined.is_empty() && !is_digit(joined.chars().next_back()) && !is_digit(word.chars().next()) {
                joined.push(' ');
            }
            joined.push_str(word);
        }
        Folded { words, joined }
    }
}

/// How often `needle` stands in `words` from the start of a word to the end of one, or of its genitive; a term may go on.
fn whole_words(words: &str, needle: &str, may_go_on: bool) -> usize {
    let starts = |at: usize| at == 0 || words[..at].ends_with(' ');
    let ends = |rest: &str| {
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        may_go_on || rest.is_empty() || rest.starts_with(' ')
    };
    words.match_indices(needle).filter(|(at, _)| starts(*at) && ends(&words[at + needle.len()..])).count()
}

/// Whether the value of such an answer can be looked for.
pub fn is_value(kind: Kind) -> bool {
    !matches!(kind, Kind::Connection | Kind::OverShielding | Kind::ShieldingMismatch)
}

/// The error for an answer whose value nobody knows.
pub fn without_value(path: &Path, line: usize) -> CorpusError {
    CorpusError::at(
        path,
        Origin::Line(line),
        "the value is not known: name the folder of the originals with --documents",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(kind: Kind, value: &str, text: &str) -> usize {
        CleanedText::of(&Text::running("a.txt", text.as_bytes().to_vec())).count(kind, value)
    }

    #[test]
    fn numbers_are_found_however_they_are_grouped() {
        for text in ["nr 01010112345.", "010101 12345", "010101-12345", "Tlf 22 22 22 22 010101\u{a0}12345"] {
            assert_eq!(count(Kind::Fodselsnummer, "010101 12345", text), 1, "{text}");
        }
        assert_eq!(count(Kind::Fodselsnummer, "010101 12345", "010101 •••••"), 0);
        assert_eq!(count(Kind::Iban, "NO93 8601 1117 947", "IBAN NO9386011117947"), 1);
        assert_eq!(count(Kind::Bilskilt, "GX 12345", "bilen gx12345"), 1);
    }

    #[test]
    fn names_are_whole_words_and_terms_may_go_on() {
        assert_eq!(count(Kind::Personnavn, "Ola Vik", "ola  VIK og Ola\nViks hus"), 2);
        assert_eq!(count(Kind::Personnavn, "Ola", "Olavsgate"), 0);
        assert_eq!(count(Kind::Helse, "depresjon", "Depresjonen"), 1);
        assert_eq!(count(Kind::Helse, "depresjon", "d••••••••"), 0);
        // Composed and decomposed.
        assert_eq!(count(Kind::Personnavn, "Åse Bø", "A\u{30a}se Bø"), 1);
    }

    #[test]
    fn connections_are_no_values() {
        assert!(!is_value(Kind::Connection) && is_value(Kind::Helse));
    }
}
