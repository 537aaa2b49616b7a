//! A table of a text document: its cells as those of any table, the first row as the names of the columns where it
//! looks so.

use crate::extract::Output;
use crate::extract::batch::{Batch, Leaf};
use crate::extract::header::Header;
use crate::extract::text;
use crate::model::Role;
use std::sync::Arc;

/// More columns are none.
const MOST_COLUMNS: usize = 4096;

/// A table with fewer rows or columns is a form or a frame: its first row names nothing.
const LEAST_ROWS: usize = 3;

/// Cells with their columns from 0.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<(usize, String)>,
    next: usize,
}

/// A table in the making.
#[derive(Debug, Default)]
pub(in crate::extract::office) struct Table {
    rows: Vec<Row>,
    /// The document says that the first row names the columns.
    pub has_header: bool,
    /// A style gives its cells colours.
    pub is_shaded: bool,
    /// Its cells' own colour.
    pub fill: Option<u32>,
    /// The row that is being read was deleted, or hidden.
    pub row_is_deleted: bool,
    pub row_is_hidden: bool,
}

impl Table {
    pub fn next_row(&mut self) {
        self.rows.push(Row::default());
        (self.row_is_deleted, self.row_is_hidden) = (false, false);
    }

    /// How many rows there are, the one being read among them.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Adds the next cell of the row, which takes up `columns` of them.
    pub fn add(&mut self, text: String, columns: usize) {
        if self.rows.is_empty() {
            self.rows.push(Row::default());
        }
        let Some(row) = self.rows.last_mut() else { return };
        let column = row.next.min(MOST_COLUMNS - 1);
        row.next = row.next.saturating_add(columns.max(1));
        match row.cells.last_mut() {
            // Nothing may be lost: the last cell takes up the rest.
            Some((last, so_far)) if *last == column => {
                so_far.push('\n');
                so_far.push_str(&text);
            }
            _ => row.cells.push((column, text)),
        }
    }

    /// Hands out the cells.
    pub fn hand_out(self, role: Role, output: &mut dyn Output) {
        let header = self.header();
        let labels = header.names.clone();
        let mut batch = Batch::of_cells(header.names);
        let nameless: Arc<str> = Arc::from("");
        let mut take = |batch: &mut Batch| {
            if let Some(mut part) = batch.take() {
                part.role = role;
                output.part(part);
            }
        };
        for (at, row) in self.rows.iter().enumerate() {
            let number = at as u64 + 1;
            for (column, cell) in &row.cells {
                let label = labels.get(*column).filter(|_| number > header.row).unwrap_or(&nameless);
                for piece in text::pieces(cell.as_bytes()) {
                    let (record, row, place) = (number as u32, number, *column as u32);
                    batch.add(Leaf { role, record, row, place, label: label.clone() }, piece);
                    if batch.is_overfull() {
                        take(&mut batch);
                    }
                }
            }
            if batch.is_full(0) {
                take(&mut batch);
            }
        }
        take(&mut batch);
    }

    /// The names of the columns. Where the document does not say so, they must look like names in every way: a form's
    /// first row (`Navn`, `Kari Nordmann`) names nothing.
    fn header(&self) -> Header {
        let Some(first) = self.rows.first() else { return Header::default() };
        let mut trimmed = Vec::new();
        for (column, cell) in &first.cells {
            trimmed.resize(*column, String::new());
            trimmed.push(cell.trim().to_owned());
        }
        let columns = trimmed.iter().filter(|cell| !cell.is_empty()).count();
        let looks_so = self.rows.len() >= LEAST_ROWS
            && columns >= 2
            && trimmed.iter().all(|cell| !cell.ends_with(':') && !cell.contains(|c: char| c == '\n' || c.is_numeric()));
        if columns == 0 || !(self.has_header || looks_so) {
            return Header::default();
        }
        let found = Header::find(&[(1, trimmed)], &[]).unwrap_or_default();
        // What stands in the first column of a form names its row.
        let is_form = !self.has_header
            && self
                .rows
                .iter()
                .skip(1)
                .any(|row| row.cells.first().is_some_and(|(_, cell)| cell.trim().ends_with(':')));
        if is_form { Header::default() } else { found }
    }
}
