//! The texts of a page with the place of each character: references, line ends and tags lie between.

use crate::journal::export::leaf::{Leaf, Quoting};
use std::ops::Range;

/// The text of a page, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Texts {
    value: String,
    pieces: Vec<Piece>,
}

/// A stretch of the text. It ends where the next one begins.
#[derive(Debug, Clone)]
struct Piece {
    /// Its first byte in the value.
    value: usize,
    /// What came before it ends here.
    after: usize,
    source: Source,
}

/// How a stretch of text is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    /// Byte for byte the same, from this byte on.
    Plain(usize),
    /// Otherwise: a character reference, a line end.
    Written(Range<usize>),
    /// It is not known where.
    Unknown,
}

impl Texts {
    /// Adds `value`, a token that was made of what stands in `between` of `text`, and gives the end of what it was made of.
    pub fn add(&mut self, value: &str, text: &str, between: Range<usize>, is_over: bool) -> usize {
        let (start, fed) = (between.start, between.end);
        let written = &text[between];
        let is_reference = written.starts_with('&') && written != value;
        if written.starts_with(value) && !is_reference {
            return self.push(value, start, Source::Plain(start), start + value.len());
        }
        if value == "\n" && written.starts_with('\r') {
            let end = start + if text[start..].starts_with("\r\n") { 2 } else { 1 };
            return self.push(value, start, Source::Written(start..end), end);
        }
        if is_reference {
            // A reference that no semicolon ends is told by the character behind it.
            let last = written.chars().next_back().map_or(0, char::len_utf8);
            let end = if is_over || written.ends_with(';') { fed } else { fed - last };
            return self.push(value, start, Source::Written(start..end), end);
        }
        let reference = self.pieces.last_mut().filter(
            |piece| matches!(&piece.source, Source::Written(range) if range.end == start && text[range.clone()].starts_with('&')),
        );
        if let Some(Piece { source: Source::Written(range), .. }) = reference {
            // The reference was shorter than what was tried, or is a second character.
            return match text[range.start + 1..fed].rfind(value) {
                Some(found) => {
                    let found = range.start + 1 + found;
                    range.end = found;
                    self.push(value, found, Source::Plain(found), found + value.len())
                }
                None => {
                    self.value.push_str(value);
                    start
                }
            };
        }
        match written.rfind(value).map(|found| start + found) {
            Some(found) => self.push(value, found, Source::Plain(found), found + value.len()),
            None => self.push(value, start, Source::Unknown, start),
        }
    }

    fn push(&mut self, value: &str, after: usize, source: Source, end: usize) -> usize {
        self.pieces.push(Piece { value: self.value.len(), after, source });
        self.value.push_str(value);
        end
    }

    /// Calls `each` with the stretches that the text `node` is made of, which comes at byte `at` or later, and gives the end of
    /// the last one. What does not stand there comes as one stretch whose place is not known.
    pub fn of_node(&self, node: &str, at: usize, each: &mut dyn FnMut(&str, Source)) -> usize {
        let Some(start) = self.find(node, at) else {
            each(node, Source::Unknown);
            return at;
        };
        let (end, mut last) = (start + node.len(), at);
        let first = self.pieces.partition_point(|piece| piece.value <= start) - 1;
        for (index, piece) in self.pieces.iter().enumerate().skip(first).take_while(|(_, piece)| piece.value < end) {
            let after = self.pieces.get(index + 1).map_or(self.value.len(), |next| next.value);
            let value = piece.value.max(start)..after.min(end);
            let source = match &piece.source {
                Source::Plain(from) => Source::Plain(from + (value.start - piece.value)),
                other => other.clone(),
            };
            last = match &source {
                Source::Plain(from) => from + value.len(),
                Source::Written(range) => range.end,
                Source::Unknown => last,
            };
            each(&self.value[value], source);
        }
        last
    }

    /// Where in the value the text of a node begins. White space before it may have been dropped.
    fn find(&self, node: &str, at: usize) -> Option<usize> {
        let start = self.pieces.get(self.pieces.partition_point(|piece| piece.after < at))?.value;
        let rest = &self.value[start..];
        let blanks = |text: &str| text.len() - text.trim_ascii_start().len();
        let dropped = if rest.starts_with(node) { 0 } else { blanks(rest).checked_sub(blanks(node))? };
        rest[dropped..].starts_with(node).then_some(start + dropped)
    }
}

/// Adds text as it stands.
pub(super) fn whole(value: &str, source: Source, quoting: Quoting, leaf: &mut Leaf) {
    match source {
        Source::Plain(at) => leaf.plain(value, at, quoting),
        Source::Written(range) => leaf.written(value, range, quoting),
        Source::Unknown => leaf.unknown(value),
    }
}

/// Adds text with all white space as one blank.
pub(super) fn words(value: &str, source: &Source, quoting: Quoting, leaf: &mut Leaf) {
    let part = |range: Range<usize>| match source {
        Source::Plain(at) => Source::Plain(at + range.start),
        other => other.clone(),
    };
    let mut at = 0;
    while at < value.len() {
        let rest = &value[at..];
        let is_blank = rest.starts_with(|c: char| c.is_ascii_whitespace());
        let length = if is_blank { 1 } else { rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len()) };
        let source = part(at..at + length);
        if !is_blank {
            whole(&rest[..length], source, quoting, leaf);
        } else if !leaf.value().ends_with([' ', '\n']) {
            let source = if let Source::Plain(at) = source { Source::Written(at..at + 1) } else { source };
            whole(" ", source, quoting, leaf);
        }
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::export::html::page::Page;

    /// Each text of the page with what it is written as.
    fn texts(page: &str) -> Vec<(String, String)> {
        let made = Page::of(page);
        let ends = made.texts.pieces.iter().skip(1).map(|piece| piece.value).chain([made.texts.value.len()]);
        let each = made.texts.pieces.iter().zip(ends).map(|(piece, end)| {
            let value = made.texts.value[piece.value..end].to_owned();
            let written = match &piece.source {
                Source::Plain(start) => &page[*start..start + value.len()],
                Source::Written(range) => &page[range.clone()],
                Source::Unknown => "?",
            };
            (value, written.to_owned())
        });
        each.collect()
    }

    #[test]
    fn texts_stand_where_they_are_written() {
        for (page, expected) in [
            ("<p>a&amp;b", &[("a", "a"), ("&", "&amp;"), ("b", "b")][..]),
            ("<p>&aring b&#65c&#x42;", &[("å", "&aring"), (" b", " b"), ("A", "&#65"), ("c", "c"), ("B", "&#x42;")]),
            ("<p>&notit; x", &[("¬", "&not"), ("it;", "it;"), (" x", " x")]),
            ("<p>&oslash<b>x", &[("ø", "&oslash"), ("x", "x")]),
            ("<p>&oslash", &[("ø", "&oslash")]),
            ("<p>&\r\nb & c&", &[("&", "&"), ("\n", "\r\n"), ("b ", "b "), ("&", "&"), (" c", " c"), ("&", "&")]),
            ("<p>a\rb\r\n</p>", &[("a", "a"), ("\n", "\r"), ("b", "b"), ("\n", "\r\n")]),
            ("<p>&NotEqualTilde;x", &[("\u{2242}\u{338}", "&NotEqualTilde;"), ("x", "x")]),
            ("</>x<svg><![CDATA[y<z]]></svg>", &[("x", "x"), ("y<z", "y<z")]),
            ("<title>a<b</title>", &[("a", "a"), ("<", "<"), ("b", "b")]),
        ] {
            let joined = |pieces: &[(String, String)]| -> (String, String) { pieces.iter().cloned().unzip() };
            let expected: Vec<(String, String)> =
                expected.iter().map(|(value, written)| ((*value).to_owned(), (*written).to_owned())).collect();
            assert_eq!(joined(&texts(page)), joined(&expected), "{page}");
        }
    }
}
