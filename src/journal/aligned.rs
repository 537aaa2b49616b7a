//! Journals printed as tables: a head of columns' names, and below it rows whose cells are parted by tabs, as tables of PDF are read,
//! or by bars, as in Markdown, or stand below the names, as in text of a fixed width.

use super::columns::ColumnNames;
use super::fields::{Field, Key, Meaning};
use super::identity::Identity;
use super::labels;
use super::rows::Columns;
use crate::model::{Entry, Part, Places, Role, Segment, Span};
use std::sync::Arc;

/// Columns that such a table has at least.
const FEWEST_COLUMNS: usize = 4;

/// Cells of a row that begins a post, its number among them.
const FEWEST_CELLS: usize = 3;

/// Longer lines, in bytes, are no head, and longer words between blanks are not the names of two columns.
const LONGEST_HEAD: usize = 600;
const LONGEST_NAMES: usize = 60;

/// What is known of the text so far: a table goes on in the next part.
#[derive(Debug, Clone, Default)]
pub(super) struct Aligned {
    head: Option<Head>,
    /// The id of the last post.
    last: Option<String>,
}

/// The head of a table.
#[derive(Debug, Clone)]
struct Head {
    columns: Columns,
    /// Those that say which post a row is.
    numbers: Vec<usize>,
    labels: Vec<Arc<str>>,
    parted: Parted,
}

/// What parts the cells of a line.
#[derive(Debug, Clone, PartialEq)]
enum Parted {
    Tabs,
    /// `|`, around them, too.
    Bars,
    /// Their places: the characters before each column.
    Edges(Vec<usize>),
}

/// A line of the text.
enum Line {
    Head(Head),
    /// Cells by their column, those of a post's first line or of a further one.
    Row {
        cells: Vec<(usize, Span)>,
        begins: bool,
    },
    Other,
}

impl Aligned {
    /// Marks the posts of a part; whether there are any. A text in which none were before has two or more; most of those
    /// `has_numbers` of posts.
    pub fn mark(&mut self, part: &mut Part<'_>, names: &ColumnNames, has_numbers: bool) -> bool {
        let may_be = self.head.is_some()
            || matches!(part.places, Places::Pages(_)) && memchr::memchr(b'\t', &part.text).is_some()
            || has_numbers
            || has_bars(&part.text);
        if !may_be {
            return false;
        }
        let mut state = self.clone();
        let mut table = Table::default();
        let mut start = 0;
        while start < part.text.len() {
            let end = memchr::memchr(b'\n', &part.text[start..]).map_or(part.text.len(), |at| start + at);
            let line = Span::new(start, end);
            start = end + 1;
            match state.line(&part.text, line, names) {
                Line::Head(head) => {
                    state.head = Some(head);
                    table.other(line);
                }
                Line::Row { cells, begins } => {
                    let Some(head) = &state.head else {
                        table.other(line);
                        continue;
                    };
                    if begins {
                        table.posts.push(Identity::default());
                    } else if table.posts.is_empty() {
                        match &state.last {
                            Some(last) => table.rest = Some(last.clone()),
                            None => {
                                table.other(line);
                                continue;
                            }
                        }
                    }
                    cells.into_iter().for_each(|(column, cell)| table.cell(head, column, cell, &part.text));
                }
                Line::Other => table.other(line),
            }
        }
        if table.posts.len() < if self.last.is_some() { 1 } else { 2 } && table.rest.is_none() {
            return false;
        }
        table.put_into(part);
        state.last = part.entries.last().map(|entry| entry.id.clone());
        *self = state;
        true
    }

    fn line(&self, text: &[u8], line: Span, names: &ColumnNames) -> Line {
        let written = line.of(text);
        if written.trim_ascii().is_empty() || labels::is_rule(written.trim_ascii()) {
            return Line::Other;
        }
        if let Some(head) = Head::of(written, names) {
            return Line::Head(head);
        }
        let Some(head) = &self.head else { return Line::Other };
        let cells = head.cells(text, line);
        let begins = head.begins_a_post(&cells, text);
        // What goes on stands below what it goes on with.
        let goes_on = head.parted != Parted::Bars && cells.first().is_some_and(|(column, _)| *column > 0);
        if begins || goes_on { Line::Row { cells, begins } } else { Line::Other }
    }
}

impl Head {
    fn of(line: &[u8], names: &ColumnNames) -> Option<Head> {
        // A row of values is no head: names have no digits.
        if line.len() > LONGEST_HEAD || line.iter().any(u8::is_ascii_digit) {
            return None;
        }
        let line = std::str::from_utf8(line).ok()?.trim_end();
        let (written, parted): (Vec<&str>, Parted) = if line.contains('\t') {
            (line.split('\t').map(str::trim).collect(), Parted::Tabs)
        } else if let Some(cells) = line.trim_start().strip_prefix('|') {
            (cells.strip_suffix('|').unwrap_or(cells).split('|').map(str::trim).collect(), Parted::Bars)
        } else if line.contains("  ") {
            let (written, edges) = names_in_columns(line, names);
            (written, Parted::Edges(edges))
        } else {
            return None;
        };
        if written.len() < FEWEST_COLUMNS {
            return None;
        }
        // And most of them are known.
        let known = written.iter().filter(|name| names.field(name).is_some()).count();
        if known * 3 < written.len() * 2 {
            return None;
        }
        let columns = Columns::of(&written, names)?;
        let those = |is_one: fn(Field) -> bool| -> Vec<usize> {
            (0..written.len()).filter(|&column| columns.field(column).is_some_and(is_one)).collect()
        };
        let is_number = |field: Field| matches!(field.key, Key::Case | Key::CaseNumber | Key::Document | Key::Post);
        let ways: [fn(Field) -> bool; 3] = [
            is_number,
            |field| field.key == Key::PerhapsDocument && field.role != Role::Title,
            |field| field.meaning == Some(Meaning::Date),
        ];
        let numbers = ways.into_iter().map(those).find(|numbers| !numbers.is_empty())?;
        Some(Head { columns, numbers, labels: written.into_iter().map(Arc::from).collect(), parted })
    }

    /// Whether those cells are of a row that begins a post: of its number they have all there is, and more beside it.
    fn begins_a_post(&self, cells: &[(usize, Span)], text: &[u8]) -> bool {
        let mut numbers = cells.iter().filter(|(column, _)| self.numbers.contains(column)).peekable();
        cells.len() >= FEWEST_CELLS
            && numbers.peek().is_some()
            && numbers.all(|(_, cell)| cell.of(text).iter().any(u8::is_ascii_digit))
    }

    /// The cells of a line that hold anything.
    fn cells(&self, text: &[u8], line: Span) -> Vec<(usize, Span)> {
        let mut cells = Vec::new();
        let mut add = |column: usize, span: Span| {
            let cell = labels::trimmed(text, span);
            if !cell.is_empty() {
                cells.push((column, cell));
            }
        };
        match &self.parted {
            Parted::Tabs => between(memchr::memchr_iter(b'\t', line.of(text)), line, add),
            Parted::Bars => {
                let line = labels::trimmed(text, line);
                let within = Span::new(line.start + usize::from(line.of(text).starts_with(b"|")), line.end);
                let bytes = within.of(text);
                // `\|` is one that is meant.
                let bars = memchr::memchr_iter(b'|', bytes).filter(|&at| at == 0 || bytes[at - 1] != b'\\');
                between(bars, within, add);
            }
            Parted::Edges(edges) => {
                let mut places = characters(text, line);
                let mut before = 0;
                let mut at = move |edge: usize| {
                    let place = places.nth(edge - before).unwrap_or(line.end);
                    before = edge + 1;
                    place
                };
                let starts: Vec<usize> = edges.iter().map(|&edge| behind_word(text, line, at(edge))).collect();
                for (column, &start) in starts.iter().enumerate() {
                    // What stands before the first name belongs to its column.
                    let start = if column == 0 { line.start } else { start };
                    add(column, Span::new(start, starts.get(column + 1).copied().unwrap_or(line.end)));
                }
            }
        }
        cells
    }
}

/// The line below the head of a table in Markdown stands there: `|:---|---|`. Cheap.
fn has_bars(text: &[u8]) -> bool {
    memchr::memmem::find_iter(text, b"\n|").any(|at| {
        let line = text[at + 1..].split(|byte| *byte == b'\n').next().unwrap_or_default();
        line.len() > 3 && line.iter().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\r'))
    })
}

/// Adds the cells of `line` that its `marks` (bytes in it, rising) part.
fn between(marks: impl Iterator<Item = usize>, line: Span, mut add: impl FnMut(usize, Span)) {
    let mut start = line.start;
    for (column, end) in marks.map(|at| line.start + at).chain([line.end]).enumerate() {
        add(column, Span::new(start, end));
        start = end + 1;
    }
}

/// `at`, or where the word ends that goes on there: what is too long for its column is not cut, so that no number is missed.
fn behind_word(text: &[u8], line: Span, at: usize) -> usize {
    if at == line.start || text[at - 1].is_ascii_whitespace() {
        return at;
    }
    text[at..line.end].iter().position(u8::is_ascii_whitespace).map_or(line.end, |blank| at + blank)
}

/// Where the characters of a line begin, in bytes.
fn characters(text: &[u8], line: Span) -> impl Iterator<Item = usize> + '_ {
    (line.start..line.end).filter(|&at| text[at] & 0xC0 != 0x80)
}

/// The names in a line that stand two blanks or more apart, or one where both are known, with the characters before each.
fn names_in_columns<'l>(line: &'l str, names: &ColumnNames) -> (Vec<&'l str>, Vec<usize>) {
    let mut found: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    for piece in line.split("  ") {
        let start = at + piece.len() - piece.trim_start().len();
        at += piece.len() + 2;
        let mut rest = (piece.trim(), start);
        if rest.0.is_empty() {
            continue;
        }
        while rest.0.len() <= LONGEST_NAMES && names.field(rest.0).is_none() {
            let known = |name: &str| names.field(name.trim()).is_some();
            let mut blanks = rest.0.match_indices(' ').map(|(blank, _)| blank);
            let Some(blank) = blanks.find(|&blank| known(&rest.0[..blank]) && known(&rest.0[blank..])) else { break };
            found.push((&rest.0[..blank], rest.1));
            rest = (&rest.0[blank + 1..], rest.1 + blank + 1);
        }
        found.push(rest);
    }
    found.into_iter().map(|(name, start)| (name, line[..start].chars().count())).unzip()
}

/// The posts of a part as they are read.
#[derive(Default)]
struct Table {
    posts: Vec<Identity>,
    /// The id of a post of the part before, which goes on in this one.
    rest: Option<String>,
    segments: Vec<Segment>,
    /// Segments that are of no post.
    outside: Vec<Span>,
    /// The line before is of none, either.
    is_outside: bool,
}

impl Table {
    fn other(&mut self, line: Span) {
        match self.outside.last_mut().filter(|_| self.is_outside) {
            Some(last) => last.end = line.end,
            None => self.outside.push(line),
        }
        self.is_outside = true;
    }

    fn cell(&mut self, head: &Head, column: usize, cell: Span, text: &[u8]) {
        self.is_outside = false;
        let value = cell.of(text);
        let mut segment = Segment {
            start: cell.start as u32,
            end: cell.end as u32,
            role: Role::Body,
            // Those of a post that goes on come first.
            record: self.posts.len() as u32,
            row: 0,
            place: 0,
            label: head.labels.get(column).cloned().unwrap_or_else(|| Arc::from("")),
        };
        let field = head.columns.mark_cell(column, &mut segment, value);
        if let (Some(field), Some(identity)) = (field, self.posts.last_mut()) {
            identity.note(field.key, value);
        }
        self.segments.push(segment);
    }

    fn put_into(self, part: &mut Part<'_>) {
        let rest = u32::from(self.rest.is_some());
        let numbered = (1..)
            .zip(&self.posts)
            .map(|(number, identity): (usize, _)| Entry { id: identity.id().unwrap_or_else(|| number.to_string()) });
        part.entries = self.rest.into_iter().map(|id| Entry { id }).chain(numbered).collect();
        let beyond = part.entries.len() as u32;
        let outside = (beyond..).zip(self.outside).filter(|(_, span)| !span.of(&part.text).trim_ascii().is_empty());
        let outside = outside.map(|(record, span)| Segment {
            start: span.start as u32,
            end: span.end as u32,
            role: Role::Body,
            record,
            row: 0,
            place: 0,
            label: Arc::from(""),
        });
        let cells = self.segments.into_iter().map(|segment| Segment { record: segment.record + rest - 1, ..segment });
        let mut segments: Vec<Segment> = outside.collect();
        segments.extend(cells);
        segments.sort_by_key(|segment| segment.start);
        part.segments = segments;
    }
}
