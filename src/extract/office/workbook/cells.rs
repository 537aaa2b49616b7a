//! The cells of a workbook with what they hold, for whoever writes one anew.

use super::looks::Look;
use super::{unread, written};
use crate::model::{Reason, Unread};
use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};
use jiff::civil::Date;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A cell that is not empty, as its reader sees it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WrittenCell {
    /// Row in its sheet, from 1.
    pub row: u64,
    /// Column, from 0.
    pub column: u32,
    /// What is searched of it.
    pub text: String,
    pub value: Value,
}

/// What a cell holds. Times are days since 30 December 1899.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value {
    /// Its text.
    Text,
    Number(f64),
    Date(f64),
    Duration(f64),
    Truth(bool),
}

/// Hands out the cells of the sheet of that name in a workbook that has been read, row by row.
///
/// # Errors
/// The workbook or the sheet cannot be read.
pub(crate) fn written_cells(bytes: &[u8], sheet: &str, each: &mut dyn FnMut(WrittenCell)) -> Result<(), Unread> {
    catch_unwind(AssertUnwindSafe(|| cells(bytes, sheet, each)))
        .unwrap_or_else(|_| Err(Unread::new(Reason::Crashed, "the reader of workbooks failed")))
}

fn cells(bytes: &[u8], sheet: &str, each: &mut dyn FnMut(WrittenCell)) -> Result<(), Unread> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| unread(&error))?;
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| unread(&error))?;
    let widths: Vec<usize> = cells.styles().iter().map(|style| Look::of(style).width).collect();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| unread(&error))? {
        let (row, column) = cell.get_position();
        let width = widths.get(style).copied().unwrap_or(0);
        if let Some(text) = written(cell.get_value(), width) {
            each(WrittenCell { row: u64::from(row) + 1, column, text, value: value(cell.get_value(), width) });
        }
    }
    Ok(())
}

fn value(value: &DataRef<'_>, width: usize) -> Value {
    match value {
        // Zeros in front are the format's, which is not copied.
        DataRef::Int(_) | DataRef::Float(_) if width > 0 => Value::Text,
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::DateTime(time) if time.is_duration() => Value::Duration(time.as_f64()),
        DataRef::DateTime(time) => Value::Date(days(time)),
        DataRef::Bool(truth) => Value::Truth(*truth),
        _ => Value::Text,
    }
}

/// Days since 30 December 1899, in workbooks that count from 1904, too.
fn days(time: &ExcelDateTime) -> f64 {
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    let date = |year: u16, month: u8, day: u8| Date::new(year as i16, month as i8, day as i8).ok();
    let counted = time.as_f64();
    match (date(year, month, day), date(1899, 12, 30)) {
        (Some(date), Some(first)) => {
            let whole = (date.duration_since(first).as_hours() / 24) as f64;
            // The first two months are a day off in Excel itself.
            if (whole - counted.floor()).abs() > 1.0 { whole + counted.fract() } else { counted }
        }
        _ => counted,
    }
}
