//! A field's value with the place of each of its characters in the text: entities, escapes, quotes and `CDATA` lie between.

use super::splice::{Splice, Splices};
use super::{Edit, How};
use crate::extract::written::segments;
use crate::model::Span;
use std::ops::Range;

/// What stands in place of a shielded value (journal.md, Noark's own practice).
const SHIELD: &str = "*****";

/// How marks of names are written where the value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// Markup would be read as markup.
    Escaped,
    /// As in a `CDATA` section.
    Verbatim,
}

/// A stretch of the value.
#[derive(Debug, Clone)]
struct Piece {
    value: Range<usize>,
    text: Range<usize>,
    /// Byte for byte the same; else one character that is written otherwise.
    plain: bool,
    quoting: Quoting,
}

/// A value being put together.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    value: String,
    pieces: Vec<Piece>,
}

impl Leaf {
    pub fn clear(&mut self) {
        self.value.clear();
        self.pieces.clear();
    }

    /// Adds text that stands as it is from byte `at` on.
    pub fn plain(&mut self, text: &str, at: usize, quoting: Quoting) {
        self.push(text, at..at + text.len(), true, quoting);
    }

    /// Adds a character or more that are written as `range`.
    pub fn written(&mut self, value: &str, range: Range<usize>) {
        self.push(value, range, false, Quoting::Escaped);
    }

    fn push(&mut self, value: &str, text: Range<usize>, plain: bool, quoting: Quoting) {
        if !value.is_empty() {
            let start = self.value.len();
            self.value.push_str(value);
            self.pieces.push(Piece { value: start..self.value.len(), text, plain, quoting });
        }
    }

    pub fn value(&self) -> &str {
        &self.value
    }

    /// Puts those of `edits` that fit the value into `splices` and says of each that it `placed`.
    pub fn place(&self, edits: &[(usize, &Edit)], splices: &mut Splices, placed: &mut [bool]) {
        let mut shielded: Vec<Range<usize>> = Vec::new();
        for segment in segments(self.value.as_bytes()) {
            for &(number, edit) in edits {
                let start = segment.start + edit.span.start;
                let fits = start + edit.text.len() <= segment.end
                    && self.value.as_bytes()[start..].starts_with(edit.text.as_bytes());
                if !fits {
                    continue;
                }
                placed[number] = true;
                let absolute = |span: &Span| segment.start + span.start..(segment.start + span.end).min(segment.end);
                match edit.how {
                    How::Shield => shielded.extend(edit.spans.iter().map(absolute)),
                    How::Mark => edit.spans.iter().for_each(|span| self.mark(absolute(span), splices)),
                    How::Remove => {}
                }
            }
        }
        shielded.sort_by_key(|range| (range.start, range.end));
        let mut joined: Vec<Range<usize>> = Vec::new();
        for range in shielded {
            match joined.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        joined.into_iter().for_each(|range| self.shield(range, splices));
    }

    fn shield(&self, range: Range<usize>, splices: &mut Splices) {
        let mut with = SHIELD;
        for range in self.in_text(range) {
            splices.push(Splice { range, with: with.to_owned() });
            // Tags within the value stay where they are; what else of it stands behind them is gone.
            with = "";
        }
    }

    /// The stretches of the text that bytes of the value are written as, those that touch joined.
    fn in_text(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        let first = self.pieces.partition_point(|piece| piece.value.end <= range.start);
        for piece in self.pieces[first..].iter().take_while(|piece| piece.value.start < range.end) {
            let (from, to) = (range.start.max(piece.value.start), range.end.min(piece.value.end));
            let text = if piece.plain {
                piece.text.start + (from - piece.value.start)..piece.text.start + (to - piece.value.start)
            } else {
                piece.text.clone()
            };
            match stretches.last_mut() {
                Some(last) if last.end == text.start => last.end = text.end,
                _ => stretches.push(text),
            }
        }
        stretches
    }

    /// Wraps a name in `<personnavn>`, unless it is marked already.
    fn mark(&self, range: Range<usize>, splices: &mut Splices) {
        let before = &self.value[..range.start];
        let is_open = before.rfind("<personnavn>").is_some_and(|open| !before[open..].contains("</personnavn>"));
        let (Some(first), Some(last)) = (self.piece_at(range.start), self.piece_at(range.end - 1)) else { return };
        let stretches = self.in_text(range);
        let (Some(start), Some(end)) = (stretches.first(), stretches.last()) else { return };
        if is_open || stretches.len() > 1 && first.quoting != last.quoting {
            return;
        }
        let (open, close) = match first.quoting {
            Quoting::Escaped => ("&lt;personnavn&gt;", "&lt;/personnavn&gt;"),
            Quoting::Verbatim => ("<personnavn>", "</personnavn>"),
        };
        splices.push(Splice { range: start.start..start.start, with: open.to_owned() });
        splices.push(Splice { range: end.end..end.end, with: close.to_owned() });
    }

    fn piece_at(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(self.pieces.partition_point(|piece| piece.value.end <= at))
    }
}
