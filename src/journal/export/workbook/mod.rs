//! Excel journals: written anew, with the headers and the posts that are to be published and nothing else. What a workbook holds
//! beside its cells (comments, hidden rows, columns and sheets, shared strings, caches, names, properties) does not go along, so
//! nothing that is withheld can be left in it. Texts, numbers, dates and truths stay what they are; looks and formulas do not.

mod package;

use super::leaf::{Leaf, Quoting};
use super::rows::{Row, rows};
use super::shielding::told_in_column;
use super::splice::Splices;
use super::{Changes, Edit, Export, ExportError, Place, Table};
use crate::extract::office::{Value, WrittenCell, written_cells};
use package::Sheet;
use std::io::Write;

/// Writes the workbook `bytes` with `changes` to `out`.
pub(super) fn write(
    bytes: &[u8],
    export: &Export,
    changes: &Changes,
    placed: &mut [bool],
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let disagreement = |detail| ExportError::Disagreement { posts: export.posts.len(), detail };
    let rows = rows(export, changes);
    let (mut sheets, mut found) = (Vec::new(), 0);
    for Table { sheet: name, header_row } in &export.tables {
        let Some(name) = name else { continue };
        let mut sheet = Sheet::new(name);
        let mut headers: Vec<(u32, String)> = Vec::new();
        let mut row: Vec<WrittenCell> = Vec::new();
        let mut end_row = |row: &mut Vec<WrittenCell>| {
            let Some(number) = row.first().map(|cell| cell.row) else { return };
            let known = rows.get(&(Some(name.clone()), number));
            let is_header = number == *header_row;
            if is_header {
                headers = row.iter().map(|cell| (cell.column, cell.text.clone())).collect();
            }
            found += usize::from(known.is_some_and(|row| row.is_post));
            if is_header || known.is_some_and(|row| row.is_post && !row.remove) {
                if let Some(known) = known {
                    change(row, known, &headers, placed);
                }
                sheet.row(row.iter().map(|cell| (cell.column, cell.value, cell.text.as_str())));
            }
            row.clear();
        };
        let outcome = written_cells(bytes, name, &mut |cell| {
            if row.first().is_some_and(|first| first.row != cell.row) {
                end_row(&mut row);
            }
            let place = Place::Cell { sheet: Some(name.clone()), row: cell.row, column: cell.column };
            if !export.covert.contains(&place) {
                row.push(cell);
            }
        });
        outcome.map_err(|_| disagreement("a sheet cannot be read again"))?;
        end_row(&mut row);
        sheets.push(sheet);
    }
    let expected = rows.values().filter(|row| row.is_post && !row.is_covert).count();
    if found != expected {
        return Err(disagreement("some rows are not where they were read"));
    }
    Ok(out.write_all(&package::write(&sheets)?)?)
}

/// Shields the cells of a post and tells its shielding where there is a column for that.
fn change(row: &mut Vec<WrittenCell>, known: &Row<'_>, headers: &[(u32, String)], placed: &mut [bool]) {
    for cell in row.iter_mut() {
        if let Some(edits) = known.edits.get(&cell.column) {
            shield(cell, edits, placed);
        }
    }
    let Some(shielding) = known.shielding else { return };
    for (column, header) in headers {
        let is_empty = |cell: &WrittenCell| cell.column != *column || cell.text.trim().is_empty();
        if let Some(text) = told_in_column(header, shielding, "§").filter(|_| row.iter().all(is_empty)) {
            row.retain(|cell| cell.column != *column);
            let number = row.first().map_or(0, |cell| cell.row);
            row.push(WrittenCell { row: number, column: *column, text, value: Value::Text });
        }
    }
    row.sort_by_key(|cell| cell.column);
}

fn shield(cell: &mut WrittenCell, edits: &[(usize, &Edit)], placed: &mut [bool]) {
    let (mut leaf, mut splices) = (Leaf::default(), Splices::default());
    leaf.plain(&cell.text, 0, Quoting::Bare);
    leaf.place(edits, &mut splices, placed);
    for splice in splices.finish().into_iter().rev() {
        cell.text.replace_range(splice.range, &splice.with);
        cell.value = Value::Text;
    }
}
