//! CSV and TSV: the rows that posts are, and their cells behind quotes. Rows are counted as [`crate::extract`]'s reader of tables
//! counts them.

use super::leaf::{Leaf, Quoting};
use super::rows::rows;
use super::shielding::told_in_column;
use super::splice::{Splice, Splices};
use super::{Changes, Export};
use crate::extract::table::{WrittenCell, written_cells};
use std::ops::Range;

/// The splices that do what `changes` ask for.
pub(super) fn splices(
    text: &str,
    export: &Export,
    changes: &Changes,
    section_sign: &str,
    placed: &mut [bool],
) -> Result<Vec<Splice>, &'static str> {
    let rows = rows(export, changes);
    let header_row = export.tables.first().map_or(0, |table| table.header_row);
    let (mut splices, mut leaf) = (Splices::default(), Leaf::default());
    let (mut row_start, mut found, mut headers) = (0, 0, Vec::new());
    let mut last_piece: Option<(u64, u32)> = None;
    written_cells(text, &mut |cell: WrittenCell<'_>| {
        // A very long cell comes in pieces.
        let goes_on = last_piece == Some((cell.row, cell.column));
        if cell.column == 0 && !goes_on {
            row_start = cell.range.start;
        }
        last_piece = Some((cell.row, cell.column));
        if cell.row == header_row {
            headers.push(String::from_utf8_lossy(cell.value).into_owned());
        }
        let Some(row) = rows.get(&(None, cell.row)) else { return };
        if let Some(edits) = row.edits.get(&cell.column).filter(|_| !goes_on) {
            value(&text[cell.range.clone()], cell.range.start, &mut leaf);
            if leaf.value().as_bytes() == cell.value {
                leaf.place(edits, &mut splices, placed);
            }
        }
        if let Some(shielding) = row.shielding.filter(|_| cell.value.trim_ascii().is_empty()) {
            let header = headers.get(cell.column as usize).map_or("", String::as_str);
            let told = told_in_column(header, shielding, section_sign);
            if let Some(with) = told {
                splices.push(Splice { range: content(text, cell.range.clone()), with });
            }
        }
        if cell.ends_row {
            found += usize::from(row.is_post);
            if row.remove {
                splices.cut(row_start..cell.range.end);
            }
        }
    });
    let expected = rows.values().filter(|row| row.is_post).count();
    if found == expected { Ok(splices.finish()) } else { Err("some rows are not where they were read") }
}

/// The value of a cell that begins at byte `start`: quotes around it are taken off, those in it are doubled.
fn value(cell: &str, start: usize, leaf: &mut Leaf) {
    leaf.clear();
    let Some(inside) = cell.strip_prefix('"') else {
        // What ends the cell belongs to it as little as to its value.
        let end = cell.trim_end_matches(['\r', '\n']).len();
        let end = if end == cell.len() { end - cell.chars().next_back().map_or(0, char::len_utf8) } else { end };
        return leaf.plain(&cell[..end], start, Quoting::Escaped);
    };
    let (mut at, origin) = (0, start + 1);
    while let Some(found) = inside[at..].find('"') {
        leaf.plain(&inside[at..at + found], origin + at, Quoting::Escaped);
        at += found;
        if !inside[at + 1..].starts_with('"') {
            return;
        }
        leaf.written("\"", origin + at..origin + at + 2, Quoting::Escaped);
        at += 2;
    }
}

/// Where the value of an empty cell is to stand.
fn content(text: &str, range: Range<usize>) -> Range<usize> {
    let cell = &text[range.clone()];
    let start = range.start + usize::from(cell.starts_with('"'));
    start..start
}
