//! CSV and TSV: every cell with its row, column and header. Ragged rows, stray quotes and embedded line breaks are read as
//! they come; a table is never corrupt.

use super::batch::{Batch, Leaf};
use super::header::{self, Header};
use super::{Input, encoding, text};
use crate::model::{Part, Reason, Role, Unread};
use csv_core::{ReadFieldResult, Reader as FieldReader, ReaderBuilder};
use std::ops::Range;
use std::sync::Arc;

/// In the order of preference where two fit alike.
const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// How much of a table is looked at to find its delimiter.
const GLANCE: usize = 16 * 1024;

/// A quoted cell longer than this has lost its closing quote: the quote is read as text.
const LONGEST_QUOTED: usize = 1024 * 1024;

pub(super) fn read<'a>(input: &Input<'a>, sink: &mut dyn FnMut(Part<'a>)) -> Result<(), Unread> {
    let (text, _) = encoding::whole(input.bytes, None);
    let (mut cells, delimiter) = begin(text.as_bytes());
    let (bytes, row) = (cells.rest, cells.row);
    let (header, missing) = match Header::find(&first_rows(bytes, delimiter), input.named_headers) {
        Ok(header) => (header, None),
        Err(missing) => (Header::find(&first_rows(bytes, delimiter), &[]).unwrap_or_default(), Some(missing)),
    };
    let (headers, header_row) = (header.names, (header.row > 0).then_some(header.row + row));
    let mut batch = Batch::of_cells(headers.clone());
    let nameless: Arc<str> = Arc::from("");
    while let Some(cell) = cells.next() {
        let is_header = Some(cell.row) == header_row;
        // Above the header stands what the export says of itself.
        let is_data = header_row.is_none_or(|header| cell.row > header);
        let label = headers.get(cell.column as usize).filter(|_| is_data).unwrap_or(&nameless);
        let role = if is_header { Role::Metadata } else { Role::Body };
        for piece in text::pieces(cell.text) {
            let label = label.clone();
            batch.add(Leaf { role, record: cell.row as u32, row: cell.row, place: cell.column, label }, piece);
            if batch.is_overfull() {
                batch.take().map(&mut *sink);
            }
        }
        if cell.ends_row && batch.is_full(0) {
            batch.take().map(&mut *sink);
        }
    }
    batch.take().map(&mut *sink);
    missing.map_or(Ok(()), |missing| Err(header_is_missing(missing)))
}

/// A table in which a column that the user named is not to be found: it was searched, but not as it was meant.
pub(super) fn header_is_missing(name: &str) -> Unread {
    let detail = format!("no column is called «{name}» as told; searched as a table without it");
    Unread::new(Reason::Unsupported, detail)
}

/// The table's cells from its first row on, and its delimiter.
fn begin(mut bytes: &[u8]) -> (Cells<'_>, u8) {
    let mut delimiter = None;
    let mut row = 0;
    // Excel's own way to tell the delimiter.
    if let Some(rest) = bytes.strip_prefix(b"sep=")
        && let [told, b'\r', b'\n', rest @ ..] | [told, b'\n', rest @ ..] = rest
    {
        (delimiter, row, bytes) = (Some(*told), 1, rest);
    }
    let delimiter = delimiter.unwrap_or_else(|| delimiter_of(bytes));
    let mut cells = Cells::new(bytes, delimiter);
    cells.row = row;
    (cells, delimiter)
}

/// A cell where it stands in the text.
#[derive(Debug, Clone)]
pub(crate) struct WrittenCell<'c> {
    /// Row in the file, from 1.
    pub row: u64,
    /// Column, from 0.
    pub column: u32,
    /// From its opening quote, if it has one, up to and with the delimiter or line end.
    pub range: Range<usize>,
    /// Without quotes; of a very long one a piece.
    pub value: &'c [u8],
    pub ends_row: bool,
}

/// Hands out the cells of a table that [`read`] sees, in their order. Ranges are bytes of `text`.
pub(crate) fn written_cells(text: &str, each: &mut dyn FnMut(WrittenCell<'_>)) {
    let (mut cells, _) = begin(text.as_bytes());
    loop {
        if cells.starts_row {
            cells.skip_blank_lines();
        }
        let start = text.len() - cells.rest.len();
        let Some(Cell { row, column, ends_row, .. }) = cells.next() else { return };
        let (end, length) = (text.len() - cells.rest.len(), cells.length - cells.kept);
        each(WrittenCell { row, column, range: start..end, value: &cells.cell[..length], ends_row });
    }
}

/// Whether a text without the extension of a table is one: at least six rows of the same three or more columns under a header.
pub(super) fn is_unmistakable(beginning: &str) -> bool {
    // Nearly every text is told by its first line, without setting up a reader.
    let first = beginning.lines().find(|line| !line.is_empty()).unwrap_or_default();
    let columns = |delimiter: u8| memchr::memchr_iter(delimiter, first.as_bytes()).count() + 1;
    let Some(delimiter) = [b';', b'\t', b'|'].into_iter().find(|&delimiter| columns(delimiter) >= 3) else {
        return false;
    };
    let bytes = beginning.as_bytes();
    let counts = field_counts(bytes, delimiter);
    counts.len() >= 6
        && counts[0] >= 3
        && counts.iter().all(|&count| count == counts[0])
        && Header::find(&first_rows(bytes, delimiter)[..1], &[]).is_ok_and(|header| header.row > 0)
}

/// The delimiter with which most rows have as many cells as the first. Under a heading of other form it is the one with which
/// clearly more rows have as many cells as each other.
fn delimiter_of(bytes: &[u8]) -> u8 {
    let glance = &bytes[..bytes.len().min(GLANCE)];
    let counts = DELIMITERS.map(|delimiter| (delimiter, field_counts(glance, delimiter)));
    // Percent of the rows that have `count` cells.
    let alike = |counts: &[usize], count: usize| {
        counts.iter().filter(|&&other| other == count).count() * 100 / counts.len().max(1)
    };
    // Of those that fit alike the first.
    let best = |score: &dyn Fn(&[usize]) -> (usize, usize)| {
        counts.iter().rev().map(|(delimiter, counts)| (score(counts), *delimiter)).max_by_key(|&(score, _)| score)
    };
    let by_first = best(&|counts| match counts.first() {
        Some(&first) if first > 1 => (alike(counts, first), first),
        _ => (0, 0),
    });
    let by_most = best(&|counts| {
        let usual = counts.iter().copied().filter(|&count| count > 2).map(|count| (alike(counts, count), count));
        usual.max().unwrap_or((0, 0))
    });
    match (by_first, by_most) {
        (Some(((first, _), _)), Some(((most, _), delimiter))) if most >= 70 && most > 2 * first => delimiter,
        (Some(((1.., _), delimiter)), _) => delimiter,
        _ => DELIMITERS[0],
    }
}

/// Cells in each of the first rows that stand whole in `glance`.
fn field_counts(glance: &[u8], delimiter: u8) -> Vec<usize> {
    let mut cells = Cells::new(glance, delimiter);
    let mut counts = vec![0];
    while let Some(cell) = cells.next() {
        if let Some(count) = counts.last_mut() {
            *count += 1;
        }
        if cell.ends_row {
            if counts.len() == 50 {
                return counts;
            }
            counts.push(0);
        }
    }
    counts.pop();
    // The last one may be cut off.
    if counts.len() > 1 && !glance.ends_with(b"\n") {
        counts.pop();
    }
    counts
}

/// The first rows that hold anything, to find the header in.
fn first_rows(bytes: &[u8], delimiter: u8) -> Vec<(u64, Vec<String>)> {
    let mut cells = Cells::new(&bytes[..bytes.len().min(4 * GLANCE)], delimiter);
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    while let Some(cell) = cells.next() {
        if rows.last().is_none_or(|(row, _)| *row != cell.row) {
            rows.push((cell.row, Vec::new()));
        }
        if let Some((_, row)) = rows.last_mut() {
            row.push(String::from_utf8_lossy(cell.text.trim_ascii()).into_owned());
        }
        if cell.ends_row && rows.len() >= header::GLANCE {
            break;
        }
    }
    rows
}

struct Cell<'c> {
    text: &'c [u8],
    column: u32,
    row: u64,
    ends_row: bool,
}

/// The cells of a table, one after the other. Lends each cell out, so it is no [`Iterator`].
struct Cells<'t> {
    rest: &'t [u8],
    reader: FieldReader,
    delimiter: u8,
    /// For the rest of a row with a quote that is never closed.
    quoteless: Option<FieldReader>,
    cell: Vec<u8>,
    /// Bytes of `cell` in use.
    length: usize,
    /// Bytes at their end that belong to the next piece of the same cell.
    kept: usize,
    row: u64,
    column: u32,
    starts_row: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    OfField,
    OfRow,
    /// The field goes on.
    Nowhere,
}

impl<'t> Cells<'t> {
    fn new(bytes: &'t [u8], delimiter: u8) -> Self {
        Cells {
            rest: bytes,
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            quoteless: None,
            cell: vec![0; 4096],
            length: 0,
            kept: 0,
            row: 0,
            column: 0,
            starts_row: true,
        }
    }

    /// Empty lines count as rows, as spreadsheets count them, but hold no cell.
    fn skip_blank_lines(&mut self) {
        loop {
            self.rest = match self.rest {
                [b'\r', b'\n', rest @ ..] | [b'\n', rest @ ..] | [b'\r', rest @ ..] => rest,
                _ => return,
            };
            self.row += 1;
        }
    }

    fn next(&mut self) -> Option<Cell<'_>> {
        if self.starts_row {
            self.skip_blank_lines();
            (self.row, self.column, self.starts_row) = (self.row + 1, 0, false);
        }
        let start = self.rest;
        let mut end = self.field()?;
        let is_quoted = self.quoteless.is_none() && start.first() == Some(&b'"');
        let is_unclosed = end == End::Nowhere || (self.rest.is_empty() && lacks_closing_quote(start));
        if is_quoted && is_unclosed && self.kept == 0 {
            self.rest = start;
            self.quoteless = Some(ReaderBuilder::new().delimiter(self.delimiter).quoting(false).build());
            end = self.field()?;
        }
        let (row, column, ends_row) = (self.row, self.column, end == End::OfRow);
        let mut length = self.length;
        match end {
            End::OfField => self.column = self.column.saturating_add(1),
            End::OfRow => self.end_row(start),
            // A longer cell is handed out in pieces; a word that may go on is kept for the next one.
            End::Nowhere => {
                let tail = length - length.min(4096);
                length = memchr::memrchr(b' ', &self.cell[tail..length]).map_or(length, |blank| tail + blank + 1);
                self.kept = self.length - length;
            }
        }
        Some(Cell { text: &self.cell[..length], column, row, ends_row })
    }

    fn end_row(&mut self, row: &[u8]) {
        self.starts_row = true;
        self.quoteless = None;
        // The reader ends a row at the carriage return and would take the line feed with the next one, where it would pass
        // for an empty line.
        let read = row.len() - self.rest.len();
        if read > 0
            && row[read - 1] == b'\r'
            && let [b'\n', rest @ ..] = self.rest
        {
            self.rest = rest;
        }
        self.reader.reset();
    }

    /// Reads one field, or as much of a long one as is kept at a time, into `cell`. `None` at the end of the table.
    fn field(&mut self) -> Option<End> {
        if self.rest.is_empty() && self.column == 0 && self.kept == 0 {
            return None;
        }
        let reader = self.quoteless.as_mut().unwrap_or(&mut self.reader);
        self.cell.copy_within(self.length - self.kept..self.length, 0);
        self.length = std::mem::take(&mut self.kept);
        loop {
            let (result, read, written) = reader.read_field(self.rest, &mut self.cell[self.length..]);
            self.rest = &self.rest[read..];
            self.length += written;
            match result {
                // With nothing left to read, the next call ends the field.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull if self.length >= LONGEST_QUOTED => return Some(End::Nowhere),
                ReadFieldResult::OutputFull => self.cell.resize(self.cell.len() * 2, 0),
                ReadFieldResult::Field { record_end: false } => return Some(End::OfField),
                ReadFieldResult::Field { record_end: true } => return Some(End::OfRow),
                ReadFieldResult::End => return (self.length > 0).then_some(End::OfRow),
            }
        }
    }
}

/// Whether a quoted field that runs to the end of the table was never closed.
fn lacks_closing_quote(field: &[u8]) -> bool {
    let trimmed = field.trim_ascii_end();
    trimmed.len() < 2 || trimmed.last() != Some(&b'"')
}
