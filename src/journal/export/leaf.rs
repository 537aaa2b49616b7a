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
    /// An element can stand there.
    Page,
    /// No mark can, or there is one already.
    Bare,
}

impl Quoting {
    /// What stands before and behind a marked name; `None` where it cannot be marked.
    fn mark(self) -> Option<(&'static str, &'static str)> {
        match self {
            Quoting::Escaped => Some(("&lt;personnavn&gt;", "&lt;/personnavn&gt;")),
            Quoting::Verbatim => Some(("<personnavn>", "</personnavn>")),
            Quoting::Page => Some(("<span data-nosnippet>", "</span>")),
            Quoting::Bare => None,
        }
    }
}

/// A stretch of the value.
#[derive(Debug, Clone)]
struct Piece {
    value: Range<usize>,
    /// `None` where its place is not known.
    text: Option<Range<usize>>,
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
        self.push(text, Some(at..at + text.len()), true, quoting);
    }

    /// Adds a character or more that are written as `range`.
    pub fn written(&mut self, value: &str, range: Range<usize>, quoting: Quoting) {
        self.push(value, Some(range), false, quoting);
    }

    /// Adds text that nobody knows the place of: it cannot be changed.
    pub fn unknown(&mut self, value: &str) {
        self.push(value, None, false, Quoting::Bare);
    }

    fn push(&mut self, value: &str, text: Option<Range<usize>>, plain: bool, quoting: Quoting) {
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
                let absolute = |span: &Span| segment.start + span.start..(segment.start + span.end).min(segment.end);
                let fits = start + edit.text.len() <= segment.end
                    && self.value.as_bytes()[start..].starts_with(edit.text.as_bytes())
                    && edit.spans.iter().all(|span| self.is_known(absolute(span)));
                if !fits {
                    continue;
                }
                placed[number] = true;
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

    /// As [`Leaf::place`], of a comment whose whole is `range`: where one of `edits` wants it away it goes. One path may lead to
    /// several comments.
    pub fn place_in_comment(
        &self,
        edits: &[(usize, &Edit)],
        range: Range<usize>,
        splices: &mut Splices,
        placed: &mut [bool],
    ) {
        let had: Vec<bool> = edits.iter().map(|(number, _)| std::mem::take(&mut placed[*number])).collect();
        self.place(edits, splices, placed);
        let goes = edits.iter().any(|(number, edit)| edit.how == How::Remove && placed[*number]);
        for ((number, _), had) in edits.iter().zip(had) {
            placed[*number] |= had;
        }
        if goes {
            // Text may be joined across a comment: the white space around it is part of that.
            splices.push(Splice::cut(range));
        }
    }

    fn shield(&self, range: Range<usize>, splices: &mut Splices) {
        let mut with = SHIELD;
        for range in self.in_text(range) {
            splices.push(Splice { range, with: with.to_owned() });
            // Tags within the value stay where they are; what else of it stands behind them is gone.
            with = "";
        }
    }

    fn pieces_of(&self, range: Range<usize>) -> impl Iterator<Item = &Piece> {
        let first = self.pieces.partition_point(|piece| piece.value.end <= range.start);
        self.pieces[first..].iter().take_while(move |piece| piece.value.start < range.end)
    }

    fn is_known(&self, range: Range<usize>) -> bool {
        self.pieces_of(range).all(|piece| piece.text.is_some())
    }

    /// The stretches of the text that bytes of the value are written as, those that touch joined.
    fn in_text(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for piece in self.pieces_of(range.clone()) {
            let Some(whole) = &piece.text else { continue };
            let (from, to) = (range.start.max(piece.value.start), range.end.min(piece.value.end));
            let text = if piece.plain {
                whole.start + (from - piece.value.start)..whole.start + (to - piece.value.start)
            } else {
                whole.clone()
            };
            match stretches.last_mut() {
                Some(last) if last.end == text.start => last.end = text.end,
                _ => stretches.push(text),
            }
        }
        stretches
    }

    /// Marks a name, unless it is marked already.
    fn mark(&self, range: Range<usize>, splices: &mut Splices) {
        let before = &self.value[..range.start];
        let is_open = before.rfind("<personnavn>").is_some_and(|open| !before[open..].contains("</personnavn>"));
        let mut quotings = self.pieces_of(range.clone()).map(|piece| piece.quoting);
        let Some(quoting) = quotings.next() else { return };
        let Some((open, close)) = quoting.mark().filter(|_| !is_open && quotings.all(|other| other == quoting)) else {
            return;
        };
        let mut stretches = self.in_text(range);
        // In a page tags may stand between: a mark must not reach over them.
        if quoting != Quoting::Page
            && let Some(end) = stretches.last().map(|last| last.end)
        {
            stretches.truncate(1);
            stretches.iter_mut().for_each(|stretch| stretch.end = end);
        }
        for stretch in stretches.into_iter().filter(|stretch| !stretch.is_empty()) {
            splices.push(Splice { range: stretch.start..stretch.start, with: open.to_owned() });
            splices.push(Splice { range: stretch.end..stretch.end, with: close.to_owned() });
        }
    }
}
