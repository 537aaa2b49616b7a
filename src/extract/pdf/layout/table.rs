//! Tables of a page, told by their columns: rows of which each has its words where the others have theirs. They are read cell by
//! cell, so that what goes on further down within a cell is read on, wherever in its row the cells beside it stand.

use super::{Before, Fragment, Line, Word};
use std::ops::Range;

/// Columns of a table at least. Pages of fewer are read well enough line by line.
const COLUMNS: usize = 4;

/// Lines of a table that have words in all of so many columns but one, at least.
const FULL_LINES: usize = 3;

/// Lines of more fragments are of no table, and so many lines of few end one: what hostile pages cost is bounded.
const MOST_COLUMNS: usize = 40;
const MOST_THIN_LINES: usize = 60;

/// Lines of a cell stand as close as those that stand closest, and this, in parts of the font's size, further apart at most.
const LEEWAY: f64 = 0.12;

/// Further down than this, in parts of the font's size, a table does not go on.
const WIDEST_ROOM: f64 = 8.0;

/// Cells side by side have this between them, in parts of the font's size, at least.
const CELL_GAP: f64 = 0.3;

/// The first table of a region, as those of its fragments that lie in it, and its rows. Sorts the region from its top down.
pub(super) fn find(region: &mut [Fragment]) -> Option<(Range<usize>, Vec<Line>)> {
    if region.len() < COLUMNS * FULL_LINES {
        return None;
    }
    region.sort_by(|one, other| one.base.total_cmp(&other.base));
    let lines = lines(region);
    let mut from = 0;
    while from + FULL_LINES <= lines.len() {
        if lines[from].len() >= COLUMNS {
            let mut table = Table::at(region, &lines[from..]);
            if table.is_one() {
                let end = from + table.lines;
                // Its head may stand too closely to be parted but by what is below it.
                while from > 0 && table.takes_head(&region[lines[from - 1].clone()]) {
                    from -= 1;
                }
                return Some((lines[from].start..lines[end - 1].end, table.rows()));
            }
        }
        from += 1;
    }
    None
}

/// Fragments that stand on one line.
fn lines(region: &[Fragment]) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for (at, fragment) in region.iter().enumerate() {
        match lines.last_mut() {
            Some(line) if fragment.base - region[line.start].base <= 0.3 * fragment.size => line.end = at + 1,
            _ => lines.push(at..at + 1),
        }
    }
    lines
}

/// What stands above each other: its edges, and its lines from the top.
#[derive(Debug)]
struct Column {
    left: f64,
    right: f64,
    pieces: Vec<Fragment>,
}

#[derive(Debug, Default)]
struct Table {
    columns: Vec<Column>,
    /// Lines that it has, and those of them that have words in most of so many columns.
    lines: usize,
    full: usize,
}

impl Table {
    /// The table that begins with the first of those lines: as many of them as have their words in columns.
    fn at(region: &[Fragment], lines: &[Range<usize>]) -> Table {
        let mut table = Table::default();
        let mut last: Option<f64> = None;
        let mut thin = 0;
        for line in lines {
            let line = &region[line.clone()];
            thin = if line.len() < COLUMNS { thin + 1 } else { 0 };
            if thin > MOST_THIN_LINES || line.len() > MOST_COLUMNS {
                break;
            }
            let (base, size) = (line[0].base, line[0].size);
            let is_far = last.is_some_and(|last| base - last > WIDEST_ROOM * size);
            if is_far || !table.takes(line, 1) {
                break;
            }
            last = Some(base);
            table.lines += 1;
            table.full += usize::from(line.len() + 1 >= COLUMNS);
        }
        table
    }

    fn is_one(&self) -> bool {
        self.columns.len() >= COLUMNS && self.full >= FULL_LINES
    }

    /// Adds the line above the table, if it stands in its columns, too.
    fn takes_head(&mut self, line: &[Fragment]) -> bool {
        let top = self.columns.iter().filter_map(|column| column.pieces.first()).map(|piece| piece.base);
        let room = top.fold(f64::INFINITY, f64::min) - line[0].base;
        room < WIDEST_ROOM / 2.0 * line[0].size && self.takes(line, COLUMNS - 1)
    }

    /// Adds a line, unless some of it stands in two columns at once, two fragments of it in one, or in all fewer than `least`.
    fn takes(&mut self, line: &[Fragment], least: usize) -> bool {
        let mut pieces: Vec<(Option<usize>, Fragment)> = Vec::with_capacity(line.len());
        for fragment in line {
            let Some(parts) = self.parts(fragment) else { return false };
            for part in parts {
                if part.0.is_some() && pieces.iter().any(|(column, _)| *column == part.0) {
                    return false;
                }
                pieces.push(part);
            }
        }
        if pieces.len() < least {
            return false;
        }
        for (column, piece) in pieces {
            match column.and_then(|at| self.columns.get_mut(at)) {
                Some(column) => {
                    column.left = column.left.min(piece.left);
                    column.right = column.right.max(piece.right);
                    column.pieces.push(piece);
                }
                None => self.columns.push(Column { left: piece.left, right: piece.right, pieces: vec![piece] }),
            }
        }
        true
    }

    /// A fragment cut where columns part, each part with its column, if that is known; `None` where a word stands in two, or where
    /// words stand too closely to be of two.
    fn parts(&self, fragment: &Fragment) -> Option<Vec<(Option<usize>, Fragment)>> {
        let Fragment { base, size, order, letters, .. } = *fragment;
        let piece =
            |words: Vec<Word>, left: f64, right: f64| Fragment { words, left, right, base, size, order, letters };
        let least = 0.1 * fragment.size;
        let column_of = |left: f64, right: f64| {
            let mut over = (0..self.columns.len()).filter(|&at| {
                let column = &self.columns[at];
                right.min(column.right) - left.max(column.left) > least
            });
            let first = over.next();
            if over.next().is_some() { Err(()) } else { Ok(first) }
        };
        if let Ok(column) = column_of(fragment.left, fragment.right) {
            return Some(vec![(column, piece(fragment.words.clone(), fragment.left, fragment.right))]);
        }
        let mut parts: Vec<(Option<usize>, Fragment)> = Vec::new();
        for word in &fragment.words {
            let column = column_of(word.bounds.x0, word.bounds.x1).ok()?;
            match parts.last_mut() {
                // A word between two columns is one more of the left one.
                Some((before, part)) if column.is_none() || *before == column => {
                    part.words.push(word.clone());
                    part.right = word.bounds.x1;
                }
                Some((_, part)) if word.bounds.x0 - part.right < CELL_GAP * fragment.size => return None,
                _ => parts.push((column, piece(vec![word.clone()], word.bounds.x0, word.bounds.x1))),
            }
        }
        Some(parts)
    }

    /// The rows from the top down.
    fn rows(mut self) -> Vec<Line> {
        self.columns.sort_by(|one, other| one.left.total_cmp(&other.left));
        for column in &mut self.columns {
            column.pieces.sort_by(|one, other| one.base.total_cmp(&other.base));
        }
        let leading = self.leading() + LEEWAY;
        let starts = self.rows_by_room(leading).unwrap_or_else(|| self.rows_by_first_column());
        let mut rows: Vec<Line> = starts.iter().map(|_| Line { words: Vec::new(), is_after_room: false }).collect();
        let mut edges: Vec<(f64, f64, f64)> = vec![(f64::INFINITY, f64::NEG_INFINITY, 0.0); rows.len()];
        let mut filled: Vec<usize> = vec![0; rows.len()];
        for (number, column) in self.columns.into_iter().enumerate() {
            for mut piece in column.pieces {
                let Some(row) = starts.partition_point(|&start| start <= piece.base).checked_sub(1) else { continue };
                let edge = &mut edges[row];
                *edge = (edge.0.min(piece.base), edge.1.max(piece.base), edge.2.max(piece.size));
                if let Some(first) = piece.words.first_mut() {
                    let goes_on = number == filled[row] && !rows[row].words.is_empty();
                    first.before = if goes_on { Before::Line } else { Before::Cells(number - filled[row]) };
                }
                filled[row] = number;
                rows[row].words.append(&mut piece.words);
            }
        }
        for row in 1..rows.len() {
            let room = edges[row].0 - edges[row - 1].1;
            rows[row].is_after_room = room > leading * edges[row].2;
        }
        rows.retain(|row| !row.words.is_empty());
        rows
    }

    /// From line to line where they stand closest, in parts of the font's size.
    fn leading(&self) -> f64 {
        let steps = self.columns.iter().flat_map(|column| column.pieces.windows(2));
        let mut steps: Vec<f64> = steps.map(|two| (two[1].base - two[0].base) / two[1].size).collect();
        steps.sort_by(f64::total_cmp);
        steps.get(steps.len() / 20).copied().unwrap_or(1.0)
    }

    /// Where rows begin that are parted by more room than the lines of a cell are, as the base above which nothing of them stands;
    /// `None` where room tells nothing.
    fn rows_by_room(&self, leading: f64) -> Option<Vec<f64>> {
        // Cells, with the base of their first line.
        let mut cells: Vec<(f64, f64, f64)> = Vec::new();
        for column in &self.columns {
            let mut last: Option<f64> = None;
            for piece in &column.pieces {
                match cells.last_mut() {
                    Some(cell) if last.is_some_and(|last| piece.base - last <= leading * piece.size) => {
                        cell.1 = piece.bottom();
                    }
                    _ => cells.push((piece.top(), piece.bottom(), piece.base)),
                }
                last = Some(piece.base);
            }
        }
        cells.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut starts: Vec<f64> = Vec::new();
        let mut bottom = f64::NEG_INFINITY;
        for (top, cell_bottom, base) in cells {
            // Cells beside each other have some height in common.
            if top >= bottom - 0.1 * (cell_bottom - top).min(10.0) {
                starts.push(base);
            } else if let Some(start) = starts.last_mut() {
                *start = start.min(base);
            }
            bottom = bottom.max(cell_bottom);
        }
        // What begins each row has one line in most of them.
        let first = &self.columns[0].pieces;
        let rows = starts.len();
        let begun = first.iter().map(|piece| starts.partition_point(|&start| start <= piece.base));
        let mut begun: Vec<usize> = begun.collect();
        begun.dedup();
        (rows >= FULL_LINES && 4 * begun.len() >= 3 * first.len()).then_some(starts)
    }

    /// Where rows begin that have no room between them: with each line of the first column.
    fn rows_by_first_column(&self) -> Vec<f64> {
        let top = self.columns.iter().flat_map(|column| &column.pieces).map(|piece| piece.base);
        let top = top.fold(f64::INFINITY, f64::min);
        let mut starts = vec![top];
        starts.extend(self.columns[0].pieces.iter().map(|piece| piece.base - 0.3 * piece.size));
        starts.dedup_by(|next, before| *next - *before < 0.5 * self.columns[0].pieces[0].size);
        starts
    }
}
