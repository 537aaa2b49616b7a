//! A sheet of a workbook: its cells, which of them are hidden, its comments, and the texts beside its cells.

use super::biff::{Record, Records, kind, object_text};
use super::value::unpacked;
use super::{Workbook, link};
use crate::extract::batch::{Batch, Leaf};
use crate::extract::fields::Fields;
use crate::extract::header::{self, Header};
use crate::extract::legacy::bytes::{u16_at, u32_at, u64_at};
use crate::extract::link::readable;
use crate::extract::table::header_is_missing;
use crate::extract::{Output, page_header, text};
use crate::model::{Part, Role, Unread};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Kind of objects that are comments.
const OF_COMMENT: u16 = 0x19;

/// Columns of a sheet.
const COLUMNS: usize = 256;

enum Value {
    Shared(u32),
    Text(String),
    Number(f64, u16),
}

struct Cell {
    row: u16,
    column: u16,
    role: Role,
    value: Value,
}

/// What is read of a sheet before it is handed out.
pub(super) struct Sheet {
    name: Arc<str>,
    is_hidden: bool,
    cells: Vec<Cell>,
    hidden_rows: HashSet<u16>,
    hidden_columns: [bool; COLUMNS],
    /// Texts of comments by the number of their object.
    comments: BTreeMap<u16, String>,
    fields: Fields,
}

impl Sheet {
    pub fn new(name: &str, is_hidden: bool) -> Self {
        Sheet {
            name: name.into(),
            is_hidden,
            cells: Vec::new(),
            hidden_rows: HashSet::new(),
            hidden_columns: [false; COLUMNS],
            comments: BTreeMap::new(),
            fields: Fields::default(),
        }
    }

    /// Reads the records of the sheet, up to its end.
    pub fn read(&mut self, workbook: &Workbook, records: &mut Records<'_>) {
        let mut notes: Vec<(u16, u16, u16, String)> = Vec::new();
        // Kind and number of the object whose text may follow, and the cell whose formula gives a text.
        let (mut object, mut formula) = ((0, 0), None);
        let mut depth = 0;
        while let Some(record) = records.next() {
            let Record { kind, data } = record;
            match kind {
                kind::BEGIN => depth += 1,
                kind::EOF => {
                    depth -= 1;
                    if depth <= 0 {
                        break;
                    }
                }
                kind::ROW if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                    self.hidden_rows.extend(u16_at(data, 0));
                }
                kind::COLUMNS if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                    let (first, last) = (u16_at(data, 0).unwrap_or(0), u16_at(data, 2).unwrap_or(0));
                    let range = usize::from(first).min(COLUMNS)..(usize::from(last) + 1).min(COLUMNS);
                    self.hidden_columns.get_mut(range).into_iter().flatten().for_each(|column| *column = true);
                }
                kind::OBJECT if workbook.strings.is_wide => {
                    object = (u16_at(data, 4).unwrap_or(0), u16_at(data, 6).unwrap_or(0));
                }
                kind::OBJECT_TEXT => {
                    let length = usize::from(u16_at(data, 10).unwrap_or(0));
                    let text = object_text(length, &records.continued());
                    if object.0 == OF_COMMENT {
                        self.comments.insert(object.1, text);
                    } else {
                        self.fields.run(self.role_of_texts(), "text-box", 0, &text);
                    }
                }
                kind::NOTE => notes.extend(note(data, workbook)),
                kind::HEADER | kind::FOOTER => {
                    let width = if workbook.strings.is_wide { 2 } else { 1 };
                    if let Some(text) = workbook.strings.at(data, 0, width) {
                        let name = if kind == kind::HEADER { "header" } else { "footer" };
                        self.fields.add(Role::Metadata, name, &page_header::text_of(&text));
                    }
                }
                kind::CHART_TEXT => {
                    if let Some(text) = workbook.strings.at(data, 2, 1) {
                        self.fields.run(self.role_of_texts(), "chart", 0, &text);
                    }
                }
                kind::LINK => link::targets(data).iter().for_each(|target| {
                    self.fields.add(Role::Metadata, "link", &readable(target));
                }),
                kind::STRING => {
                    if let (Some((row, column, style)), Some(text)) = (formula.take(), workbook.strings.at(data, 0, 2))
                    {
                        self.add(row, column, workbook.hides(style), Value::Text(text));
                    }
                }
                // Between a formula and its text may stand what formulas share.
                kind::FORMULA => formula = self.cell(kind, data, workbook),
                _ => {
                    self.cell(kind, data, workbook);
                }
            }
        }
        for (row, column, number, author) in notes {
            self.fields.add(Role::Metadata, "comment-author", &author);
            if let Some(text) = self.comments.remove(&number) {
                self.cells.push(Cell { row, column, role: Role::Comment, value: Value::Text(text) });
            }
        }
        for text in std::mem::take(&mut self.comments).into_values() {
            self.fields.run(Role::Comment, "comment", 0, &text);
        }
    }

    fn role_of_texts(&self) -> Role {
        if self.is_hidden { Role::Hidden } else { Role::Body }
    }

    fn add(&mut self, row: u16, column: u16, is_unseen: bool, value: Value) {
        let is_hidden = self.is_hidden
            || is_unseen
            || self.hidden_rows.contains(&row)
            || self.hidden_columns.get(usize::from(column)) == Some(&true);
        let role = if is_hidden { Role::Hidden } else { Role::Body };
        self.cells.push(Cell { row, column, role, value });
    }

    /// Adds the cells of a record. The cell whose value, a text, stands in the record behind.
    fn cell(&mut self, kind: u16, data: &[u8], workbook: &Workbook) -> Option<(u16, u16, u16)> {
        let (row, column, style) = (u16_at(data, 0)?, u16_at(data, 2)?, u16_at(data, 4)?);
        let is_unseen = workbook.hides(style);
        match kind {
            kind::SHARED_STRING => self.add(row, column, is_unseen, Value::Shared(u32_at(data, 6)?)),
            kind::LABEL | kind::RICH_STRING => {
                self.add(row, column, is_unseen, Value::Text(workbook.strings.at(data, 6, 2)?))
            }
            kind::NUMBER => self.add(row, column, is_unseen, Value::Number(f64::from_bits(u64_at(data, 6)?), style)),
            kind::RK => self.add(row, column, is_unseen, Value::Number(unpacked(u32_at(data, 6)?), style)),
            kind::MULTIPLE_RK => {
                for (column, cell) in (column..).zip(data[4..].chunks_exact(6)) {
                    let (style, packed) = (u16_at(cell, 0)?, u32_at(cell, 2)?);
                    self.add(row, column, workbook.hides(style), Value::Number(unpacked(packed), style));
                }
            }
            kind::BOOLEAN if data.get(7) == Some(&0) => {
                self.add(row, column, is_unseen, Value::Text((data.get(6) == Some(&1)).to_string()));
            }
            kind::FORMULA if u16_at(data, 12)? != 0xFFFF => {
                self.add(row, column, is_unseen, Value::Number(f64::from_bits(u64_at(data, 6)?), style));
            }
            kind::FORMULA if data.get(6) == Some(&0) => return Some((row, column, style)),
            kind::FORMULA if data.get(6) == Some(&1) => {
                self.add(row, column, is_unseen, Value::Text((data.get(8) == Some(&1)).to_string()));
            }
            _ => {}
        }
        None
    }

    /// # Errors
    /// No row has the headers that the user has named, or the texts of cells pass the workbook's limit.
    pub fn hand_out(
        mut self,
        workbook: &mut Workbook,
        named: &[String],
        output: &mut dyn Output,
    ) -> Result<(), Unread> {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
        for cell in self.cells.iter().filter(|cell| cell.role != Role::Comment) {
            let row = u64::from(cell.row) + 1;
            if rows.last().is_none_or(|(last, _)| *last != row) {
                if rows.len() > header::GLANCE {
                    break;
                }
                rows.push((row, Vec::new()));
            }
            if let Some((_, cells)) = rows.last_mut() {
                cells.resize(usize::from(cell.column), String::new());
                cells.push(workbook.text(&cell.value)?.trim().to_owned());
            }
        }
        // An empty sheet lacks nothing, and a row alone is data: it names no others.
        let named = if rows.is_empty() { &[] } else { named };
        if rows.len() < 2 && named.is_empty() {
            rows.clear();
        }
        let (header, missing) = match Header::find(&rows, named) {
            Ok(header) => (header, None),
            Err(missing) => (Header::find(&rows, &[]).unwrap_or_default(), Some(missing)),
        };
        let of_part = self.role_of_texts();
        let mut batch = Batch::of_sheet(header.names.clone(), self.name.clone());
        let mut outcome = missing.map_or(Ok(()), |missing| Err(header_is_missing(missing)));
        for cell in &self.cells {
            let text = match workbook.text(&cell.value) {
                Ok(text) => text,
                Err(unread) => {
                    outcome = Err(unread);
                    break;
                }
            };
            let row = u64::from(cell.row) + 1;
            let role = if row == header.row && cell.role != Role::Comment { Role::Metadata } else { cell.role };
            let is_data = row > header.row && role != Role::Comment;
            let label = header.names.get(usize::from(cell.column)).filter(|_| is_data).cloned().unwrap_or_default();
            for piece in text::pieces(text.as_bytes()) {
                let (record, place, label) = (u32::from(cell.row) + 1, u32::from(cell.column), label.clone());
                batch.add(Leaf { role, record, row, place, label }, piece);
            }
            if batch.is_full(usize::from(cell.column > 0)) {
                batch.take().into_iter().for_each(|part| output.part(Part { role: of_part, ..part }));
            }
        }
        batch.take().into_iter().for_each(|part| output.part(Part { role: of_part, ..part }));
        self.fields.hand_out(output);
        outcome
    }
}

impl Workbook {
    /// A value as text. What cells share is counted each time that it is written out.
    fn text(&mut self, value: &Value) -> Result<String, Unread> {
        Ok(match value {
            Value::Shared(number) => self.shared(*number)?.to_owned(),
            Value::Text(text) => text.clone(),
            Value::Number(number, style) => self.formats.written(*number, *style),
        })
    }
}

/// Row, column, object and author of a comment.
fn note(data: &[u8], workbook: &Workbook) -> Option<(u16, u16, u16, String)> {
    let (row, column) = (u16_at(data, 0)?, u16_at(data, 2)?);
    if !workbook.strings.is_wide {
        return None;
    }
    Some((row, column, u16_at(data, 6)?, workbook.strings.at(data, 8, 2).unwrap_or_default()))
}
