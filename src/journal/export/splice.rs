//! A changed copy of a file: stretches of its text replaced, all else byte for byte as it was.

use crate::extract::written::Written;
use std::io::{self, Write};
use std::ops::Range;

/// A stretch of the text and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    /// Bytes of the text; empty to insert.
    pub range: Range<usize>,
    /// ASCII, or a section sign where the file can hold one.
    pub with: String,
}

impl Splice {
    pub fn cut(range: Range<usize>) -> Self {
        Splice { range, with: String::new() }
    }
}

/// Splices in the making: those within a node that is removed in the end are dropped.
#[derive(Debug, Default)]
pub(super) struct Splices {
    all: Vec<Splice>,
}

impl Splices {
    pub fn push(&mut self, splice: Splice) {
        self.all.push(splice);
    }

    /// Removes `range`; whatever was to become of its inside.
    pub fn cut(&mut self, range: Range<usize>) {
        let is_inside = |inner: &Range<usize>| range.start <= inner.start && inner.end <= range.end;
        while self.all.last().is_some_and(|last| is_inside(&last.range)) {
            self.all.pop();
        }
        self.all.push(Splice::cut(range));
    }

    /// In the order of the text. Of two that overlap the first stays.
    pub fn finish(mut self) -> Vec<Splice> {
        self.all.sort_by_key(|splice| (splice.range.start, splice.range.end));
        let mut done = 0;
        self.all.retain(|splice| {
            let free = splice.range.start >= done;
            done = done.max(splice.range.end);
            free
        });
        self.all
    }
}

/// Writes the file behind `written`, `bytes`, with `splices` (in order, without overlap) in place.
pub(super) fn write(bytes: &[u8], written: &Written<'_>, splices: &[Splice], out: &mut dyn Write) -> io::Result<()> {
    let (mut places, mut done) = (written.places(), 0);
    for splice in splices {
        let start = places.place(splice.range.start);
        out.write_all(&bytes[done..start])?;
        out.write_all(&written.encode(&splice.with))?;
        done = places.place(splice.range.end);
    }
    out.write_all(&bytes[done..])
}
