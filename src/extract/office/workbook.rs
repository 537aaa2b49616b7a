//! Excel workbooks (XLSX): each sheet a table, cell by cell, with its hidden sheets, rows and columns and its comments; and what
//! else of text the file holds: headers and footers, text boxes, properties, links. Cells come through calamine, which knows
//! numbers from dates; what it does not tell is read from the package itself (`package.rs`).
//!
//! Cells are read one after the other. Only the strings that cells share are held in memory, hence the limit on them. Pictures and
//! embedded objects are unread.

mod package;

use crate::extract::batch::{Batch, Leaf};
use crate::extract::header::{self, Header};
use crate::extract::table::header_is_missing;
use crate::extract::{Input, Output, text, xml};
use crate::model::{Part, Reason, Role, Unread};
use calamine::{Data, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use package::{Asides, Package};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Decompressed sizes in bytes. The strings that cells share are held in memory, with all other parts but the sheets.
const MOST_SHARED: u64 = 256 * 1024 * 1024;

pub(in crate::extract) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let sink = &mut |part| output.part(part);
    // A damaged workbook is that document's trouble, whatever calamine makes of it.
    catch_unwind(AssertUnwindSafe(|| workbook(input, sink)))
        .unwrap_or_else(|_| Err(Unread::new(Reason::Crashed, "the reader of workbooks failed")))
}

fn workbook(input: &Input<'_>, sink: &mut dyn FnMut(Part<'static>)) -> Result<(), Unread> {
    let mut package = Package::open(input.bytes)?;
    if package.size_beside_sheets(MOST_SHARED)? > MOST_SHARED {
        let detail = format!("a workbook whose shared texts take more than {} MiB", MOST_SHARED >> 20);
        return Err(Unread::new(Reason::TooLarge, detail));
    }
    let mut workbook = Xlsx::new(Cursor::new(input.bytes)).map_err(|error| unread(&error))?;
    let paths = package.sheets();
    let mut first_trouble = None;
    for sheet in workbook.sheets_metadata().to_vec() {
        // Charts have no cells; their texts are among the other parts.
        if !matches!(sheet.typ, SheetType::WorkSheet | SheetType::DialogSheet | SheetType::MacroSheet) {
            continue;
        }
        let asides = match paths.get(&sheet.name) {
            Some(path) => package.asides(path),
            None => Ok(Asides::default()),
        };
        let outcome = asides.and_then(|asides| {
            let is_hidden = sheet.visible != SheetVisible::Visible;
            let sheet = Sheet { name: Arc::from(&*sheet.name), is_hidden, asides, named: input.named_headers };
            sheet.read(&mut workbook, sink)
        });
        if let Err(trouble) = outcome {
            first_trouble.get_or_insert(trouble);
        }
    }
    let others = package
        .other_texts(&mut |bytes, role| xml::read(&input.within(bytes, ""), &mut |part| sink(owned(part, role))));
    first_trouble.map_or(others, Err)
}

/// A part that outlives what it was read from.
fn owned(part: Part<'_>, role: Role) -> Part<'static> {
    let mut part = Part { text: part.text.into_owned().into(), ..part };
    for segment in part.segments.iter_mut().filter(|segment| segment.role == Role::Body) {
        segment.role = role;
    }
    part
}

fn unread(error: &XlsxError) -> Unread {
    match error {
        XlsxError::Password => Unread::new(Reason::Encrypted, "a workbook with a password"),
        _ => Unread::new(Reason::Corrupt, "a workbook that is not as Excel writes it"),
    }
}

/// A cell as text, with its place from 0.
struct Cell {
    row: u32,
    column: u32,
    text: String,
}

struct Sheet<'n> {
    name: Arc<str>,
    is_hidden: bool,
    asides: Asides,
    named: &'n [String],
}

impl Sheet<'_> {
    fn read<'a>(&self, workbook: &mut Xlsx<Cursor<&[u8]>>, sink: &mut dyn FnMut(Part<'a>)) -> Result<(), Unread> {
        let mut cells = workbook.worksheet_cells_reader(&self.name).map_err(|error| unread(&error))?;
        // How many digits a cell's format shows at least: leading zeros of a number are not in its value.
        let widths: Vec<usize> = cells
            .styles()
            .iter()
            .map(|style| {
                let code = style.number_format.as_ref().map(|format| format.format_code.as_str()).unwrap_or_default();
                if !code.is_empty() && code.bytes().all(|byte| byte == b'0') { code.len() } else { 0 }
            })
            .collect();
        // Behind the last cell calamine would look for a further end of the sheet.
        let mut is_over = false;
        let mut next = || -> Result<Option<Cell>, Unread> {
            if is_over {
                return Ok(None);
            }
            while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| unread(&error))? {
                let (row, column) = cell.get_position();
                let width = widths.get(style).copied().unwrap_or(0);
                if let Some(text) = written(cell.get_value(), width) {
                    return Ok(Some(Cell { row, column, text }));
                }
            }
            is_over = true;
            Ok(None)
        };
        // The first rows tell the header.
        let (mut waiting, mut rows) = (Vec::new(), Vec::<(u64, Vec<String>)>::new());
        let mut outcome = Ok(());
        loop {
            let cell = match next() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                Err(trouble) => {
                    outcome = Err(trouble);
                    break;
                }
            };
            let row = u64::from(cell.row) + 1;
            if rows.last().is_none_or(|(last, _)| *last != row) {
                rows.push((row, Vec::new()));
            }
            if let Some((_, cells)) = rows.last_mut() {
                cells.resize((cell.column as usize).min(package::MOST_COLUMNS), String::new());
                cells.push(cell.text.trim().to_owned());
            }
            waiting.push(cell);
            if rows.len() > header::GLANCE {
                break;
            }
        }
        // An empty sheet lacks nothing.
        let (header, missing) = match Header::find(&rows, if rows.is_empty() { &[] } else { self.named }) {
            Ok(header) => (header, None),
            Err(missing) => (Header::find(&rows, &[]).unwrap_or_default(), Some(missing)),
        };
        let mut writer =
            Writer { sheet: self, batch: Batch::of_sheet(header.names.clone(), self.name.clone()), header };
        waiting.iter().for_each(|cell| writer.add(cell, sink));
        while outcome.is_ok() {
            match next() {
                Ok(Some(cell)) => writer.add(&cell, sink),
                Ok(None) => break,
                Err(trouble) => outcome = Err(trouble),
            }
        }
        writer.end(sink);
        outcome?;
        missing.map_or(Ok(()), |missing| Err(header_is_missing(missing)))
    }
}

struct Writer<'s, 'n> {
    sheet: &'s Sheet<'n>,
    header: Header,
    batch: Batch,
}

impl Writer<'_, '_> {
    fn add<'a>(&mut self, cell: &Cell, sink: &mut dyn FnMut(Part<'a>)) {
        let row = u64::from(cell.row) + 1;
        if cell.column == 0 && self.batch.is_full(0) {
            self.batch.take().map(&mut *sink);
        }
        let Sheet { is_hidden, asides, .. } = self.sheet;
        let role = match () {
            () if row == self.header.row => Role::Metadata,
            () if *is_hidden || asides.is_hidden(cell.row, cell.column) => Role::Hidden,
            () => Role::Body,
        };
        self.put(cell, role, &cell.text, sink);
        for comment in asides.comments_on(cell.row, cell.column) {
            self.put(cell, Role::Comment, comment, sink);
        }
    }

    fn put<'a>(&mut self, cell: &Cell, role: Role, value: &str, sink: &mut dyn FnMut(Part<'a>)) {
        let row = u64::from(cell.row) + 1;
        let is_data = row > self.header.row && role != Role::Comment;
        let label = self.header.names.get(cell.column as usize).filter(|_| is_data);
        let label = label.cloned().unwrap_or_default();
        for piece in text::pieces(value.as_bytes()) {
            let label = label.clone();
            self.batch.add(Leaf { role, record: cell.row.wrapping_add(1), row, place: cell.column, label }, piece);
            if self.batch.is_overfull() {
                self.batch.take().map(&mut *sink);
            }
        }
    }

    /// The last part, with the comments on cells that hold nothing.
    fn end<'a>(mut self, sink: &mut dyn FnMut(Part<'a>)) {
        self.batch.take().map(&mut *sink);
        for (row, column, comment) in self.sheet.asides.other_comments() {
            self.put(&Cell { row, column, text: String::new() }, Role::Comment, comment, sink);
        }
        self.batch.take().map(&mut *sink);
        for text in &self.sheet.asides.headers_and_footers {
            sink(Part::text(Role::Metadata, text.clone().into_bytes()));
        }
    }
}

/// A value as a reader sees it; `None` for an empty cell or an error.
fn written(value: &DataRef<'_>, width: usize) -> Option<String> {
    Some(match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => format!("{number:0width$}"),
        // Excel's numbers hold fifteen digits.
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{:0width$}", *number as i64)
        }
        DataRef::Float(number) => Data::Float(*number).to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(date) => date_and_time(date),
        DataRef::Error(_) | DataRef::Empty => return None,
    })
}

/// `2024-03-01`, `2024-03-01 12:30`, or the hours of a duration.
fn date_and_time(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, hour, minute, _, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) { day } else { format!("{day} {hour:02}:{minute:02}") }
}
