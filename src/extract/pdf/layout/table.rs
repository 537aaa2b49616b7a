//! Tables of a page, told by their columns: rows of which each has its words where the others have theirs. They are read cell by
//! cell, so that what goes on further down within a cell is read on, wherever in its row the cells beside it stand.

use super::{Before, Fragment, Line, Word};
use std::ops::Range;

/// Columns of a table at least. What has fewer is read well enough line by line, but where room between its rows tells which of its
/// lines go on in a cell.
const COLUMNS: usize = 4;
const FEW_COLUMNS: usize = 2;

/// Lines of a table that have words in all of so many columns but one, at least.
const FULL_LINES: usize = 3;

/// Lines of more fragments are of no table, and so many lines of few end one: what hostile pages cost is bounded.
const MOST_COLUMNS: usize = 40;
const MOST_THIN_LINES: usize = 60;

/// Lines of a cell stand as close as those that stand closest, and this, in parts of the font's size, further apart at most.
const LEEWAY: f64 = 0.12;

/// Further down than this, in parts of the font's size, a table does not go on.
const WIDEST_ROOM: f64 = 8.0;

/// Closer than this, in parts of the font's size, no two lines of a cell stand.
const CLOSE: f64 = 0.9;

/// Cells side by side have this between them, in parts of the font's size, at least.
const CELL_GAP: f64 = 0.3;

/// The first table of a region, as those of its fragments that lie in it, and its rows. Sorts the region from its top down.
pub(super) fn find(region: &mut [Fragment]) -> Option<(Range<usize>, Vec<Line>)> {
    region.sort_by(|one, other| one.base.total_cmp(&other.base));
    let lines = lines(region);
    first(region, &lines, COLUMNS).or_else(|| first(region, &lines, FEW_COLUMNS))
}

/// The first table of so many columns.
fn first(region: &[Fragment], lines: &[Range<usize>], columns: usize) -> Option<(Range<usize>, Vec<Line>)> {
    if region.len() < columns * FULL_LINES {
        return None;
    }
    let mut from = 0;
    while from + FULL_LINES <= lines.len() {
        if lines[from].len() >= columns {
            let mut table = Table::at(region, &lines[from..], columns);
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

/// A line begins with a small letter.
fn begins_small(line: &Fragment) -> bool {
    line.words.first().and_then(|word| word.text.chars().next()).is_some_and(char::is_lowercase)
}

/// A line goes on with what the one above it says: a word is broken there, a number of eleven digits, or a sentence.
fn goes_on(above: &Fragment, line: &Fragment) -> bool {
    let (Some(last), Some(first)) = (above.words.last(), line.words.first()) else { return false };
    let are_digits = [last, first].iter().all(|word| word.text.bytes().all(|byte| byte.is_ascii_digit()));
    let is_number = are_digits && last.text.len() + first.text.len() == 11;
    is_number || last.text.ends_with('-') || begins_small(line)
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
    /// Columns that it has to have.
    least: usize,
    /// Lines that it has, and those of them that have words in most of so many columns.
    lines: usize,
    full: usize,
}

impl Table {
    /// The table that begins with the first of those lines: as many of them as have their words in columns.
    fn at(region: &[Fragment], lines: &[Range<usize>], least: usize) -> Table {
        let mut table = Table { least, ..Table::default() };
        let mut last: Option<f64> = None;
        let mut thin = 0;
        for line in lines {
            let line = &region[line.clone()];
            thin = if line.len() < least { thin + 1 } else { 0 };
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
            table.full += usize::from(line.len() >= (least - 1).max(2));
        }
        table
    }

    fn is_one(&mut self) -> bool {
        if self.columns.len() < self.least || self.full < FULL_LINES {
            return false;
        }
        self.sort();
        let has_rows = || self.rows_by_room(self.leading() + LEEWAY).is_some_and(|rows| rows.len() < self.lines);
        self.least >= COLUMNS || has_rows()
    }

    fn sort(&mut self) {
        self.columns.sort_by(|one, other| one.left.total_cmp(&other.left));
        for column in &mut self.columns {
            column.pieces.sort_by(|one, other| one.base.total_cmp(&other.base));
        }
    }

    /// Adds the line above the table, if it stands in its columns, too.
    fn takes_head(&mut self, line: &[Fragment]) -> bool {
        let top = self.columns.iter().filter_map(|column| column.pieces.first()).map(|piece| piece.base);
        let room = top.fold(f64::INFINITY, f64::min) - line[0].base;
        // The first line of a cell may stand higher than those of the cells beside it.
        let least = if room < CLOSE * line[0].size { 1 } else { self.least.max(3) - 1 };
        room < WIDEST_ROOM / 2.0 * line[0].size && self.takes(line, least)
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
        let Fragment { base, size, order, letters, end, .. } = *fragment;
        let piece =
            |words: Vec<Word>, left: f64, right: f64| Fragment { words, left, right, base, size, order, letters, end };
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
        if self.least < COLUMNS {
            return None;
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
        self.sort();
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
        let is_told = || 4 * begun.len() >= 3 * first.len() || self.go_on(leading, rows);
        (rows >= FULL_LINES && is_told()).then_some(starts)
    }

    /// Lines that stand close to the one above them in their column go on with what it says, more often than those do that begin a
    /// cell; and there is nothing between close and far.
    fn go_on(&self, leading: f64, rows: usize) -> bool {
        /// Lines of a row are no more than this, taken over all of them.
        const LINES: usize = 4;
        /// What is far is further than what is close by this, in parts of the font's size.
        const GULF: f64 = 0.1;
        let longest = self.columns.iter().map(|column| column.pieces.len()).max().unwrap_or(0);
        let (mut within, mut go_on, mut begin, mut begin_so) = (0, 0, 0, 0);
        for column in &self.columns {
            begin += 1;
            begin_so += usize::from(column.pieces.first().is_some_and(begins_small));
            for two in column.pieces.windows(2) {
                let step = (two[1].base - two[0].base) / two[1].size;
                if step <= leading {
                    within += 1;
                    go_on += usize::from(goes_on(&two[0], &two[1]));
                } else if step < leading + GULF {
                    return false;
                } else {
                    begin += 1;
                    begin_so += usize::from(begins_small(&two[1]));
                }
            }
        }
        within > 1 && longest <= LINES * rows && 4 * go_on * begin >= within * (begin + 4 * begin_so)
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
