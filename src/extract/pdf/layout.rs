//! Pieces of words to the lines of a page, in the order in which they are read: column by column where there are columns of
//! prose, cell by cell where there are tables, and else line by line.

mod table;

use super::paint::{Glyph, Painted};
use super::spelling::spelt;
use super::words::{Piece, WORD_GAP, is_raised};
use hayro_interpret::kurbo::{Point, Rect, Vec2};

/// A word with the upright box around it on the page.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub text: String,
    pub bounds: Rect,
    pub before: Before,
}

/// What parts a word from the one before it on its line, or from where its line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Before {
    /// A blank.
    #[default]
    Blank,
    /// The end of a line within a cell.
    Line,
    /// It stands far off: in the cell that comes so many cells later.
    Cells(usize),
}

/// Words that stand on one line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub words: Vec<Word>,
    /// There is room above it: a new paragraph.
    pub is_after_room: bool,
}

/// What stands below something else by more than this, in parts of the font's size, is a new paragraph, where nothing tells how far
/// apart the lines of one stand.
const REGION_GAP: f64 = 1.5;

/// Paragraphs are parted by so much more room than the lines of one are.
const PARAGRAPH_GAP: f64 = 1.25;

/// A gap wider than this, in parts of the font's size, parts what stands on one line.
const FRAGMENT_GAP: f64 = 0.9;

/// Regions of a page are cut into smaller ones so many times.
const MOST_CUTS: usize = 24;

/// Part of a line, in a frame in which text runs to the right and down.
#[derive(Debug, Clone)]
struct Fragment {
    words: Vec<Word>,
    left: f64,
    right: f64,
    /// The line that letters stand on.
    base: f64,
    size: f64,
    order: u32,
    letters: usize,
    /// Base and size of the last letters.
    end: (f64, f64),
}

impl Fragment {
    fn top(&self) -> f64 {
        self.base - 0.75 * self.size
    }

    fn bottom(&self) -> f64 {
        self.base + 0.2 * self.size
    }

    /// As long as a line of prose.
    fn is_long(&self) -> bool {
        self.letters >= 16 && self.words.len() >= 3
    }
}

/// The lines of those pieces of a page.
pub(super) fn lines(painted: &Painted, pieces: &[&Piece]) -> Vec<Line> {
    // Directions of writing, the usual one first.
    let mut directions: Vec<(i32, Vec<&Piece>)> = Vec::new();
    for piece in pieces {
        let direction = direction(&painted.glyphs[piece.glyphs.start]);
        match directions.iter_mut().find(|(known, _)| *known == direction) {
            Some((_, all)) => all.push(piece),
            None => directions.push((direction, vec![piece])),
        }
    }
    directions.sort_by_key(|(direction, _)| *direction);
    let mut lines = Vec::new();
    for (direction, pieces) in directions {
        let angle = (f64::from(direction) * 10.0).to_radians();
        let frame = Frame { along: Vec2::new(angle.cos(), angle.sin()) };
        let mut fragments = joined(in_order_of_painting(painted, &pieces, frame));
        // The base of the line above, in this direction, and of the lines of the present column that follow each other.
        let mut above: Option<f64> = None;
        let mut column = Paragraphs::default();
        // Words have upright boxes, by which the columns of turned text cannot be told.
        for (number, region) in regions(&mut fragments, direction == 0) {
            let begin = lines.len();
            if column.number != number {
                column.part(&mut lines);
                column.number = number;
            }
            match region {
                Region::Lines(fragments) => {
                    for row in rows(fragments, &mut lines) {
                        column.add(begin + row.at, row, above);
                        above = Some(row.base);
                    }
                }
                Region::Table { rows, top, size, bottom } => {
                    column.part(&mut lines);
                    lines.extend(rows);
                    if let Some(first) = lines.get_mut(begin) {
                        // A column goes on in the next one, further up.
                        first.is_after_room = begin > 0 && above.is_none_or(|above| top - above > REGION_GAP * size);
                    }
                    above = Some(bottom);
                }
            }
        }
        column.part(&mut lines);
    }
    lines
}

/// A row of a region that was read.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// Among the rows of its region.
    at: usize,
    base: f64,
    size: f64,
    is_long: bool,
}

/// Lines of one column that follow each other.
#[derive(Debug, Default)]
struct Paragraphs {
    number: usize,
    /// Of each its number, how far it stands below the one before it in parts of the font's size, with `None` for the first of the
    /// page, and whether both are of one size.
    gaps: Vec<(usize, Option<f64>, bool)>,
    long: usize,
    size: f64,
}

impl Paragraphs {
    fn add(&mut self, line: usize, row: Row, above: Option<f64>) {
        let size = row.size.max(f64::MIN_POSITIVE);
        let gap = above.map(|above| (row.base - above) / size);
        // A heading stands by itself.
        let is_alike = self.gaps.is_empty() || (self.size - size).abs() < 0.1 * size;
        self.gaps.push((line, gap, is_alike));
        self.long += usize::from(row.is_long);
        self.size = size;
    }

    /// Parts the paragraphs of its lines, and forgets them.
    fn part(&mut self, lines: &mut [Line]) {
        let room = self.room();
        for (line, gap, is_alike) in self.gaps.drain(..) {
            let room = if is_alike { room } else { REGION_GAP };
            lines[line].is_after_room = line > 0 && gap.is_none_or(|gap| gap > room);
        }
        self.long = 0;
    }

    /// The gap from line to line that parts paragraphs: somewhat more than lines of prose have that follow each other.
    fn room(&self) -> f64 {
        /// Fewer lines do not tell what is usual.
        const ENOUGH: usize = 3;
        /// Lines of a text are not further apart.
        const WIDEST: f64 = 2.2;
        let mut steps: Vec<f64> = self.gaps.iter().filter_map(|(_, gap, _)| *gap).filter(|gap| *gap > 0.5).collect();
        if steps.len() < ENOUGH || self.long * 2 < self.gaps.len() {
            return REGION_GAP;
        }
        steps.sort_by(f64::total_cmp);
        let usual = steps[steps.len() / 3];
        if usual > WIDEST { REGION_GAP } else { (PARAGRAPH_GAP * usual).max(REGION_GAP) }
    }
}

/// In tens of degrees, clockwise as the page is shown.
fn direction(glyph: &Glyph) -> i32 {
    let along = if glyph.advance.hypot() > 0.0 { glyph.advance } else { Vec2::new(-glyph.up.y, glyph.up.x) };
    ((along.y.atan2(along.x).to_degrees() / 10.0).round() as i32).rem_euclid(36)
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    along: Vec2,
}

impl Frame {
    fn carry(self, point: Point) -> Point {
        let Vec2 { x, y } = self.along;
        Point::new(point.x * x + point.y * y, point.y * x - point.x * y)
    }
}

/// Pieces that were painted one after the other on one line.
fn in_order_of_painting(painted: &Painted, pieces: &[&Piece], frame: Frame) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for piece in pieces {
        let glyphs = piece.of(painted);
        let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else { continue };
        let (start, end) = (frame.carry(first.origin), frame.carry(last.at(1.0, 0.0)));
        let (left, right) = (start.x.min(end.x), start.x.max(end.x));
        let size = glyphs.iter().map(Glyph::size).fold(0.0, f64::max).max(0.1);
        let bounds = glyphs.iter().map(Glyph::bounds).reduce(|one, next| one.union(next)).unwrap_or_default();
        let text = spelt(painted, glyphs);
        let word = Word { text, bounds, before: Before::Blank };
        let base = start.y;
        let letters = glyphs.len();
        let (order, end) = (first.order, (base, size));
        let fragment = Fragment { words: vec![word], left, right, base, size, order, letters, end };
        match fragments.last_mut() {
            Some(before) if continues(before, &fragment) => append(before, fragment, piece.is_after_blank),
            _ => fragments.push(fragment),
        }
    }
    fragments
}

fn continues(before: &Fragment, next: &Fragment) -> bool {
    let size = before.size.max(next.size);
    let gap = next.left - before.right;
    (next.base - before.base).abs() < 0.3 * size
        && gap < FRAGMENT_GAP * size
        && gap > -0.3 * size
        && next.left > before.left
}

/// Puts `next` behind `before`, as one word where there is no gap.
fn append(before: &mut Fragment, mut next: Fragment, is_after_blank: bool) {
    let size = before.size.max(next.size);
    let is_one_word = !is_after_blank && next.left - before.right <= WORD_GAP * size && !is_note_mark(before, &next);
    if is_one_word && let Some(last) = before.words.last_mut() {
        let first = next.words.remove(0);
        last.text.push_str(&first.text);
        last.bounds = last.bounds.union(first.bounds);
    }
    before.words.append(&mut next.words);
    before.right = before.right.max(next.right);
    before.letters += next.letters;
    before.order = before.order.min(next.order);
    before.size = size;
    before.end = next.end;
}

/// One of them is the mark of a note by a number: smaller, and higher or lower.
fn is_note_mark(before: &Fragment, next: &Fragment) -> bool {
    let ((base, size), (next_base, next_size)) = (before.end, (next.base, next.size));
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let ends = before.words.last().and_then(|word| word.text.chars().next_back());
    let begins = next.words.first().and_then(|word| word.text.chars().next());
    is_raised(base - next_base, size, next_size) && is_digit(ends) && is_digit(begins)
}

/// Joins what stands side by side, whenever it was painted.
fn joined(mut fragments: Vec<Fragment>) -> Vec<Fragment> {
    fragments.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut all = Vec::with_capacity(fragments.len());
    let mut rest = fragments.into_iter().peekable();
    while let Some(first) = rest.next() {
        let (base, reach) = (first.base, 0.2 * first.size);
        let mut row = vec![first];
        while let Some(next) = rest.next_if(|next| next.base - base <= reach) {
            row.push(next);
        }
        row.sort_by(|one, other| one.left.total_cmp(&other.left));
        let from = all.len();
        for fragment in row {
            match all[from..].last_mut() {
                Some(before) if continues(before, &fragment) => append(before, fragment, false),
                _ => all.push(fragment),
            }
        }
    }
    all
}

/// What is read as one.
enum Region<'f> {
    /// Line by line.
    Lines(&'f mut [Fragment]),
    /// Row by row; with the base and size of its first line and the base of its last.
    Table { rows: Vec<Line>, top: f64, size: f64, bottom: f64 },
}

/// Cuts a page into regions that are read one after the other. Tables are looked for where `may_hold_table`.
/// Each with the number of the column that it stands in.
fn regions(fragments: &mut [Fragment], may_hold_table: bool) -> Vec<(usize, Region<'_>)> {
    let mut done = Vec::new();
    let mut columns = 0;
    // With its column, how often each was cut, and whether there may be a table in it.
    let mut waiting = vec![(Region::Lines(fragments), 0, 0, may_hold_table)];
    while let Some((region, column, cuts, may_hold_table)) = waiting.pop() {
        let region = match region {
            Region::Lines(region) => region,
            table @ Region::Table { .. } => {
                done.push((column, table));
                continue;
            }
        };
        if cuts < MOST_CUTS && region.len() > 3 {
            if let Some(gutter) = gutter(region) {
                region.sort_by_key(|fragment| fragment.left >= gutter);
                let left = region.partition_point(|fragment| fragment.left < gutter);
                let (left, right) = region.split_at_mut(left);
                columns += 2;
                waiting.push((Region::Lines(right), columns, cuts + 1, may_hold_table));
                waiting.push((Region::Lines(left), columns - 1, cuts + 1, may_hold_table));
                continue;
            }
            if may_hold_table && let Some((range, rows)) = table::find(region) {
                let (above, rest) = region.split_at_mut(range.start);
                let (within, below) = rest.split_at_mut(range.len());
                let (first, last) = (&within[0], &within[within.len() - 1]);
                let table = Region::Table { rows, top: first.base, size: first.size, bottom: last.base };
                waiting.push((Region::Lines(below), column, cuts + 1, true));
                waiting.push((table, column, cuts, false));
                waiting.push((Region::Lines(above), column, cuts + 1, may_hold_table));
                continue;
            }
            if let Some(at) = widest_break(region) {
                let (above, below) = region.split_at_mut(at);
                waiting.push((Region::Lines(below), column, cuts + 1, false));
                waiting.push((Region::Lines(above), column, cuts + 1, false));
                continue;
            }
        }
        done.push((column, Region::Lines(region)));
    }
    done
}

/// Where two columns of prose are parted: the left edge of the right one.
fn gutter(region: &mut [Fragment]) -> Option<f64> {
    /// Lines of a column at least.
    const LINES: usize = 4;
    if region.len() < 2 * LINES {
        return None;
    }
    region.sort_by(|one, other| one.left.total_cmp(&other.left));
    let mut right = f64::NEG_INFINITY;
    let mut candidates = Vec::new();
    for (at, fragment) in region.iter().enumerate() {
        if at >= LINES && region.len() - at >= LINES && fragment.left - right > 0.5 * fragment.size {
            candidates.push(at);
        }
        right = right.max(fragment.right);
    }
    let at = candidates.into_iter().take(8).find(|&at| {
        let (left, right) = region.split_at(at);
        is_prose(left) && is_prose(right) && stand_side_by_side(left, right)
    })?;
    Some(region[at].left)
}

/// Most of the lines are long.
fn is_prose(column: &[Fragment]) -> bool {
    let long = column.iter().filter(|line| line.is_long()).count();
    long * 2 >= column.len()
}

fn stand_side_by_side(left: &[Fragment], right: &[Fragment]) -> bool {
    let extent = |side: &[Fragment]| {
        let top = side.iter().map(Fragment::top).fold(f64::INFINITY, f64::min);
        let bottom = side.iter().map(Fragment::bottom).fold(f64::NEG_INFINITY, f64::max);
        (top, bottom)
    };
    let ((top, bottom), (other_top, other_bottom)) = (extent(left), extent(right));
    let common = bottom.min(other_bottom) - top.max(other_top);
    common > 0.4 * (bottom - top).min(other_bottom - other_top)
}

/// The widest free strip across a region, as the number of fragments above it.
fn widest_break(region: &mut [Fragment]) -> Option<usize> {
    region.sort_by(|one, other| one.top().total_cmp(&other.top()));
    let mut bottom = region[0].bottom();
    let mut widest = (0.0, None);
    for (at, fragment) in region.iter().enumerate().skip(1) {
        let gap = fragment.top() - bottom;
        if gap > widest.0 {
            widest = (gap, Some(at));
        }
        bottom = bottom.max(fragment.bottom());
    }
    widest.1
}

/// Reads a region row by row.
fn rows(region: &mut [Fragment], lines: &mut Vec<Line>) -> Vec<Row> {
    region.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut rest = region.iter_mut().peekable();
    let mut rows = Vec::new();
    while let Some(first) = rest.next() {
        let (base, mut size) = (first.base, first.size);
        let mut row = vec![first];
        while let Some(next) = rest.next_if(|next| next.base - base <= 0.45 * size.max(next.size)) {
            size = size.max(next.size);
            row.push(next);
        }
        row.sort_by(|one, other| one.left.total_cmp(&other.left));
        let is_long = row.iter().any(|fragment| fragment.is_long());
        let mut words: Vec<Word> = Vec::new();
        let mut right = f64::INFINITY;
        let mut is_mark = std::iter::once(false)
            .chain(row.windows(2).map(|two| is_note_mark(two[0], two[1])))
            .collect::<Vec<_>>()
            .into_iter();
        for fragment in row {
            let is_mark = is_mark.next().unwrap_or(false);
            let is_apart = !words.is_empty() && fragment.left - right > FRAGMENT_GAP * size;
            let is_near = (fragment.left - right).abs() <= WORD_GAP * size.min(fragment.size);
            let is_one_word = !words.is_empty() && is_near && !is_mark;
            let mut next = std::mem::take(&mut fragment.words).into_iter();
            if is_one_word && let (Some(last), Some(first)) = (words.last_mut(), next.next()) {
                last.text.push_str(&first.text);
                last.bounds = last.bounds.union(first.bounds);
            }
            let from = words.len();
            words.extend(next);
            if is_apart && let Some(word) = words.get_mut(from) {
                word.before = Before::Cells(1);
            }
            right = fragment.right;
        }
        rows.push(Row { at: rows.len(), base, size, is_long });
        lines.push(Line { words, is_after_room: false });
    }
    rows
}
