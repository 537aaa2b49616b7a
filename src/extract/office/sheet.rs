//! A sheet of a workbook in the making: cells in order, with the row that names the columns found in the first of them.

use crate::extract::batch::{Batch, Leaf};
use crate::extract::header::{self, Header};
use crate::extract::table::header_is_missing;
use crate::extract::{Output, text};
use crate::model::{Part, Role, Unread};
use std::sync::Arc;

/// Columns of Excel and of LibreOffice.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// A cell as text, with its place from 0.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub row: u32,
    pub column: u32,
    pub role: Role,
    pub text: String,
}

/// Takes the cells of one sheet.
pub(super) struct Sheet<'n> {
    name: Arc<str>,
    /// What its parts are: body, or hidden where all of the sheet is.
    role: Role,
    /// Headers that the user has named.
    named: &'n [String],
    /// Cells of the first rows, which tell the header.
    waiting: Vec<Cell>,
    rows: Vec<(u64, Vec<String>)>,
    writer: Option<Writer>,
    outcome: Result<(), Unread>,
}

struct Writer {
    role: Role,
    header: Header,
    batch: Batch,
}

impl<'n> Sheet<'n> {
    /// A sheet of that name; nobody sees it where it `is_hidden`.
    pub fn new(name: &str, is_hidden: bool, named: &'n [String]) -> Self {
        let role = if is_hidden { Role::Hidden } else { Role::Body };
        let (waiting, rows) = (Vec::new(), Vec::new());
        Sheet { name: Arc::from(name), role, named, waiting, rows, writer: None, outcome: Ok(()) }
    }

    /// Adds a cell, or a comment on one. Rows come in order.
    pub fn add(&mut self, cell: Cell, output: &mut dyn Output) {
        if let Some(writer) = &mut self.writer {
            return writer.add(&cell, output);
        }
        if cell.role != Role::Comment {
            let row = u64::from(cell.row) + 1;
            if self.rows.last().is_none_or(|(last, _)| *last != row) {
                self.rows.push((row, Vec::new()));
            }
            if let Some((_, cells)) = self.rows.last_mut() {
                let column = (cell.column as usize).min(MOST_COLUMNS);
                if cells.len() <= column {
                    cells.resize(column, String::new());
                    cells.push(cell.text.trim().to_owned());
                }
            }
        }
        self.waiting.push(cell);
        if self.rows.len() > header::GLANCE {
            self.begin(output);
        }
    }

    /// Enough rows are known to tell the header.
    fn begin(&mut self, output: &mut dyn Output) {
        // An empty sheet lacks nothing.
        let named = if self.rows.is_empty() { &[] } else { self.named };
        // A row alone is data: it names no others.
        let rows = if self.rows.len() < 2 && named.is_empty() { &[] } else { self.rows.as_slice() };
        let header = Header::find(rows, named).unwrap_or_else(|missing| {
            self.outcome = Err(header_is_missing(missing));
            Header::find(&self.rows, &[]).unwrap_or_default()
        });
        let batch = Batch::of_sheet(header.names.clone(), self.name.clone());
        let mut writer = Writer { role: self.role, header, batch };
        std::mem::take(&mut self.waiting).iter().for_each(|cell| writer.add(cell, output));
        self.rows = Vec::new();
        self.writer = Some(writer);
    }

    /// Hands out the rest.
    ///
    /// # Errors
    /// A header that the user named is not there.
    pub fn end(mut self, output: &mut dyn Output) -> Result<(), Unread> {
        if self.writer.is_none() {
            self.begin(output);
        }
        if let Some(mut writer) = self.writer {
            writer.take(output);
        }
        self.outcome
    }
}

impl Writer {
    fn add(&mut self, cell: &Cell, output: &mut dyn Output) {
        let row = u64::from(cell.row) + 1;
        if self.batch.is_full(0) && cell.column == 0 {
            self.take(output);
        }
        let is_header = row == self.header.row && cell.role != Role::Comment;
        let role = match cell.role {
            _ if is_header => Role::Metadata,
            Role::Body => self.role,
            role => role,
        };
        let is_data = row > self.header.row && role != Role::Comment;
        let label = self.header.names.get(cell.column as usize).filter(|_| is_data);
        let label = label.cloned().unwrap_or_default();
        for piece in text::pieces(cell.text.as_bytes()) {
            let (record, place, label) = (cell.row.wrapping_add(1), cell.column, label.clone());
            self.batch.add(Leaf { role, record, row, place, label }, piece);
            if self.batch.is_overfull() {
                self.take(output);
            }
        }
    }

    fn take(&mut self, output: &mut dyn Output) {
        if let Some(part) = self.batch.take() {
            output.part(Part { role: self.role, ..part });
        }
    }
}
