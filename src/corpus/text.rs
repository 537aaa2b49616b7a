//! A document's text, so that a place in it means the same whoever tells it: as the file stands (what other programs read), and
//! segment by segment as `skjerm` extracts it. All places are bytes; characters are converted here.

use super::findings::Unit;
use crate::extract::{self, Nature, Options, Piece as Extracted};
use crate::journal::Journal;
use crate::model::{LineCounter, Location, Part, Span};
use crate::report::{BULLET, Masker};
use crate::source::Source;
use serde_json::Value;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::path::Path;

/// The piece that is the file as it stands.
pub const FILE: usize = 0;
/// The piece that is the path.
pub const NAME: usize = 1;

/// Characters between two places that are remembered.
const STEP: usize = 256;

/// A place in a document: bytes of one of its pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which piece: [`FILE`], [`NAME`] or a segment.
    pub piece: usize,
    /// Bytes of it.
    pub span: Span,
}

/// What of a location tells a segment from all others. Running text has none of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Spot {
    /// Journal post.
    pub entry: Option<String>,
    row: Option<u64>,
    column: Option<u64>,
    line: Option<u64>,
    xpath: Option<String>,
}

impl Spot {
    /// From members or columns by the contract's names. Lines and columns of running text say nothing that offsets do not.
    pub fn of(get: impl Fn(&str) -> Option<String>) -> Self {
        let number = |name: &str| get(name).and_then(|text| text.parse().ok());
        let row = number("row");
        let xpath = get("xpath").map(|xpath| Masker::default().field(&xpath).into_owned());
        Spot {
            entry: get("entry"),
            column: if row.is_some() { number("column") } else { None },
            line: if xpath.is_some() { number("line") } else { None },
            row,
            xpath,
        }
    }

    /// From the members of an object.
    pub fn of_object(value: &Value) -> Self {
        Spot::of(|name| match value.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }

    fn of_location(location: &Location) -> Self {
        Spot::of(|name| match name {
            "entry" => location.entry.clone(),
            "row" => location.row.map(|row| row.to_string()),
            "column" => location.column.map(|column| column.to_string()),
            "line" => location.line.map(|line| line.to_string()),
            _ => location.xpath.clone(),
        })
    }

    /// Names a segment, not only a journal post.
    pub fn is_segment(&self) -> bool {
        self.row.is_some() || self.xpath.is_some()
    }
}

/// One text of a document.
#[derive(Debug, Clone, Default)]
struct Piece {
    text: Vec<u8>,
    location: Location,
}

/// All texts of a document.
#[derive(Debug, Clone, Default)]
pub struct Text {
    pieces: Vec<Piece>,
    segments: HashMap<Spot, Vec<usize>>,
    /// Segments by journal post.
    entries: HashMap<String, Vec<usize>>,
    /// Where every [`STEP`]th character of the file begins, once somebody counts in characters.
    steps: OnceCell<Vec<usize>>,
    /// Nobody has given the text: places cannot be converted, looked up or shown.
    is_unknown: bool,
    /// Something in it could not be read.
    is_damaged: bool,
    /// Of a document in a binary format: its running texts, and other pieces whose place names no segment.
    loose: Vec<usize>,
}

impl Text {
    /// A document of which only the path is known.
    pub fn unknown(path: &str) -> Self {
        Text { is_unknown: true, ..Text::running(path, Vec::new()) }
    }

    /// Running text.
    pub fn running(path: &str, text: Vec<u8>) -> Self {
        let name = Piece { text: path.as_bytes().to_vec(), location: Location::default() };
        Text { pieces: vec![Piece { text, ..Piece::default() }, name], ..Text::default() }
    }

    /// Reads the document `path` in `folder`, or within another document there (`archive.zip!/letter.docx`).
    ///
    /// # Errors
    /// The file cannot be read. What is damaged in it is no error here: it is searched as far as it goes.
    pub fn read(folder: &Path, path: &str) -> std::io::Result<Self> {
        Ok(Text::extract(path, &bytes_of(folder, path)?))
    }

    /// The texts of a document with these bytes.
    pub fn extract(path: &str, bytes: &[u8]) -> Self {
        let mut text = Text::running(path, Vec::new());
        let mut journal = Journal::new();
        let mut running = Vec::new();
        let is_open = matches!(extract::nature(bytes, path), Nature::Text | Nature::Structured);
        let extraction = extract::extract(bytes, path, &mut |mut part| {
            journal.recognise(&mut part);
            if part.segments.is_empty() && is_open {
                put(&mut running, part.origin, &part.text, bytes);
            } else if part.segments.is_empty() {
                text.add_running(&part);
            }
            text.add_segments(&part);
        });
        let is_running = text.pieces.len() == 2;
        // A file in a binary format is no text as it stands.
        text.pieces[FILE].text = match (is_open, is_running) {
            (true, false) => decoded(bytes),
            _ => running,
        };
        text.is_damaged = extraction.unread.is_some();
        text
    }

    /// A running text of a document in a binary format, or the next window of the last one.
    fn add_running(&mut self, part: &Part<'_>) {
        let goes_on = part.origin > 0 && self.loose.last() == Some(&(self.pieces.len() - 1));
        match self.pieces.last_mut().filter(|_| goes_on) {
            Some(last) => last.text.extend_from_slice(&part.text),
            _ => {
                let location = part.location(None, &mut LineCounter::default(), Span::new(0, 0));
                self.loose.push(self.pieces.len());
                self.pieces.push(Piece { text: part.text.to_vec(), location });
            }
        }
    }

    fn add_segments(&mut self, part: &Part<'_>) {
        for segment in &part.segments {
            let location = part.location(Some(segment), &mut LineCounter::default(), segment.span());
            let spot = Spot::of_location(&location);
            if !spot.is_segment() {
                self.loose.push(self.pieces.len());
            }
            self.segments.entry(spot).or_default().push(self.pieces.len());
            if let Some(entry) = &location.entry {
                self.entries.entry(entry.clone()).or_default().push(self.pieces.len());
            }
            self.pieces.push(Piece { text: segment.span().of(&part.text).to_vec(), location });
        }
    }

    /// Whether the text itself is known.
    pub fn is_known(&self) -> bool {
        !self.is_unknown
    }

    /// Whether it was read in full.
    pub fn is_whole(&self) -> bool {
        !self.is_damaged
    }

    /// Whether it is made of fields, so that places in the file and in its segments differ.
    pub fn has_segments(&self) -> bool {
        !self.segments.is_empty()
    }

    /// All that the document holds: its path, and its segments or running text; the file as it stands, too, where it was not
    /// read in full.
    pub fn contents(&self) -> impl Iterator<Item = &[u8]> {
        let is_content = |number: usize| number >= NAME || number == FILE && (!self.has_segments() || self.is_damaged);
        let contents = self.pieces.iter().enumerate().filter(move |(number, _)| is_content(*number));
        contents.map(|(_, piece)| piece.text.as_slice())
    }

    /// The bytes of a piece.
    pub fn piece(&self, piece: usize) -> &[u8] {
        &self.pieces[piece].text
    }

    /// The bytes at a place.
    pub fn at(&self, place: Place) -> &[u8] {
        place.span.of(self.piece(place.piece))
    }

    /// Where a person finds it.
    pub fn location(&self, place: Place) -> Location {
        match place.piece {
            FILE if self.is_known() => Part::text(crate::model::Role::Body, self.piece(FILE)).location(
                None,
                &mut LineCounter::default(),
                place.span,
            ),
            piece => self.pieces[piece].location.clone(),
        }
    }

    /// The pieces that a place may lie in which names no segment: the file as it stands or, of a document in a binary format, its
    /// running texts.
    pub fn loose(&self) -> Vec<usize> {
        if self.loose.is_empty() { vec![FILE] } else { self.loose.clone() }
    }

    /// The pieces of a segment's place; where the text is unknown, of none.
    pub fn segments(&self, spot: &Spot) -> &[usize] {
        self.segments.get(spot).map_or(&[], Vec::as_slice)
    }

    /// `range` of a piece in bytes; `None` where it lies outside or within a character. What is unknown is taken at its word.
    pub fn span(&self, piece: usize, range: (usize, usize), unit: Unit) -> Option<Span> {
        let (start, end) = range;
        if self.is_unknown && piece == FILE {
            return (unit == Unit::Bytes && start <= end).then(|| Span::new(start, end));
        }
        let text = self.piece(piece);
        let (start, end) = match unit {
            Unit::Bytes => (start, end),
            Unit::Characters if piece == FILE => {
                let steps = self.steps.get_or_init(|| begins(text).step_by(STEP).collect());
                (byte_of(text, steps, start)?, byte_of(text, steps, end)?)
            }
            Unit::Characters => (byte_of(text, &[], start)?, byte_of(text, &[], end)?),
        };
        let is_boundary = |at: usize| at == text.len() || text.get(at).is_some_and(|byte| byte & 0xC0 != 0x80);
        (start <= end && is_boundary(start) && is_boundary(end)).then(|| Span::new(start, end))
    }

    /// Every place of `value`, white space taken alike: in the file as it stands or in its segments, as `in_file` says, and where
    /// it is not found there, in the other, and last in the path; in the journal post `entry` alone where one is named. Places in
    /// which it stands as whole words go before others.
    pub fn find(&self, value: &str, entry: Option<&str>, in_file: bool) -> Vec<Place> {
        let all: Vec<usize> = (NAME + 1..self.pieces.len()).collect();
        let segments = entry.and_then(|entry| self.entries.get(entry)).map_or(all.as_slice(), Vec::as_slice);
        let file = [FILE];
        let order = if in_file { [&file, segments, &[NAME]] } else { [segments, &file, &[NAME]] };
        let found = order.into_iter().map(|pieces| self.find_in(pieces, value)).find(|places| !places.is_empty());
        found.unwrap_or_default()
    }

    fn find_in(&self, pieces: &[usize], value: &str) -> Vec<Place> {
        let mut places = Vec::new();
        for &piece in pieces {
            places.extend(occurrences(self.piece(piece), value).map(|span| Place { piece, span }));
        }
        if places.iter().any(|&place| self.is_word_by_word(place)) {
            places.retain(|&place| self.is_word_by_word(place));
        }
        places
    }

    fn is_word_by_word(&self, place: Place) -> bool {
        let text = self.piece(place.piece);
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
        let ends = |at: usize| at == 0 || at >= text.len() || !(is_word(text[at - 1]) && is_word(text[at]));
        ends(place.span.start) && ends(place.span.end)
    }
}

/// The bytes of a document, whatever documents it stands in.
fn bytes_of(folder: &Path, path: &str) -> std::io::Result<Vec<u8>> {
    let file = folder.join(path);
    let Some((outer, name)) = path.rsplit_once("!/").filter(|_| !file.exists()) else { return std::fs::read(file) };
    let container = bytes_of(folder, outer)?;
    let source = Source::unnamed(outer);
    let mut found = None;
    extract::extract_all(&container, outer, Options::default(), None, &mut |piece| match piece {
        Extracted::Member(member) if found.is_none() && source.member(&member.name, 0).own_name() == name => {
            found = Some(member.bytes);
        }
        _ => {}
    });
    found.ok_or_else(|| std::io::ErrorKind::NotFound.into())
}

/// A window of running text at its place; what lies before it and was not handed out, such as a mark of the byte order, is the
/// file's own.
fn put(running: &mut Vec<u8>, origin: usize, window: &[u8], bytes: &[u8]) {
    if running.len() < origin {
        running.extend_from_slice(bytes.get(running.len()..origin).unwrap_or_default());
    }
    running.extend_from_slice(window);
}

/// A file as other programs read it.
fn decoded(bytes: &[u8]) -> Vec<u8> {
    let (encoding, mark) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    if encoding == encoding_rs::UTF_8 && simdutf8::basic::from_utf8(bytes).is_ok() {
        return bytes.to_vec();
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    text.unwrap_or_else(|| encoding_rs::WINDOWS_1252.decode(bytes).0).into_owned().into_bytes()
}

/// Where characters begin.
fn begins(text: &[u8]) -> impl Iterator<Item = usize> {
    text.iter().enumerate().filter(|(_, byte)| *byte & 0xC0 != 0x80).map(|(at, _)| at)
}

/// Where character `number` (from 0) begins, counted on from the last of `steps` before it; the end for the number past the last.
fn byte_of(text: &[u8], steps: &[usize], number: usize) -> Option<usize> {
    let known = (number / STEP).min(steps.len().saturating_sub(1));
    let from = steps.get(known).copied().unwrap_or(0);
    let left = number - if steps.is_empty() { 0 } else { known * STEP };
    let rest = &text[from..];
    let end = || (crate::model::characters(rest) == left as u64).then_some(text.len());
    begins(rest).nth(left).map(|at| from + at).or_else(end)
}

/// Where `value` stands in `text`: word by word, whatever white space is between.
fn occurrences<'t>(text: &'t [u8], value: &str) -> impl Iterator<Item = Span> + 't {
    let words: Vec<Vec<u8>> = value.split_whitespace().map(|word| word.as_bytes().to_vec()).collect();
    let first = words.first().cloned().unwrap_or_default();
    let starts: Vec<usize> =
        if first.is_empty() { Vec::new() } else { memchr::memmem::find_iter(text, &first).collect() };
    starts.into_iter().filter_map(move |start| {
        let mut end = start + first.len();
        for word in &words[1..] {
            let blanks = blanks(&text[end..]);
            let goes_on = blanks > 0 && text[end + blanks..].starts_with(word);
            end += if goes_on { blanks + word.len() } else { return None };
        }
        Some(Span::new(start, end))
    })
}

/// Bytes of white space at the start.
fn blanks(text: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += match &text[at..] {
            [byte, ..] if byte.is_ascii_whitespace() => 1,
            [0xC2, 0xA0, ..] => 2,
            _ => return at,
        };
    }
}

/// `shown`, which may be masked, can be what reports show of `text`.
pub fn fits(shown: &str, text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    let mut own = text.chars();
    shown.chars().all(|shown| own.next().is_some_and(|own| shown == own || shown == BULLET)) && own.next().is_none()
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
