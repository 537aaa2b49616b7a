//! What a sheet of a workbook has beside its cells: which rows and columns are hidden, where tables and conditions
//! colour cells, comments, headers and footers, lists of what may be entered. calamine tells none of it.

mod reading;

use super::strings::Used;
use crate::extract::Output;
use crate::extract::office::fields::Fields;
use crate::model::Role;
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeSet;

pub(super) use reading::HEADER;

/// A rectangle of cells: first row and column, last row and column, from 0.
type Area = (u32, u32, u32, u32);

/// So many areas with colours of their own are kept apart; with more, the whole sheet may have them.
const MOST_AREAS: usize = 1000;

/// So many comments of a cell are compared.
const MOST_OF_A_THREAD: usize = 64;

/// What a sheet has beside its cells. Rows and columns count from 0.
#[derive(Debug, Default)]
pub(super) struct Asides {
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    coloured: Vec<Area>,
    comments: HashMap<(u32, u32), Vec<String>>,
    /// Cells whose comments have been asked for.
    seen: HashSet<(u32, u32)>,
    /// Shared texts that its cells show.
    pub used: Used,
    /// Values that filters pick out and no cell has shown so far.
    filters: BTreeSet<String>,
    path: String,
}

impl Asides {
    /// Whether the row or the column of a cell is hidden.
    pub fn is_hidden(&self, row: u32, column: u32) -> bool {
        let holds = |ranges: &[(u32, u32)], at: u32| {
            let after = ranges.partition_point(|&(first, _)| first <= at);
            ranges[..after].last().is_some_and(|&(_, last)| at <= last)
        };
        holds(&self.hidden_rows, row) || holds(&self.hidden_columns, column)
    }

    /// Whether something else than the cell's own format may colour it.
    pub fn is_coloured(&self, row: u32, column: u32) -> bool {
        let holds =
            |&(top, left, bottom, right): &Area| (top..=bottom).contains(&row) && (left..=right).contains(&column);
        self.coloured.len() >= MOST_AREAS || self.coloured.iter().any(holds)
    }

    /// A cell holds that text.
    pub fn meet(&mut self, text: &str) {
        if !self.filters.is_empty() {
            self.filters.remove(text.trim());
        }
    }

    /// Says which values filters pick out though no cell holds them.
    pub fn say_filters(&self, fields: &mut Fields, output: &mut dyn Output) {
        for value in &self.filters {
            fields.add_once(Role::Metadata, &self.path, "filter", value, output);
        }
    }

    /// The comments on a cell.
    pub fn comments_on(&mut self, row: u32, column: u32) -> &[String] {
        let Some(comments) = self.comments.get(&(row, column)) else { return &[] };
        self.seen.insert((row, column));
        comments
    }

    /// The comments on cells that [`Asides::comments_on`] was not asked for, in order.
    pub fn other_comments(&self) -> Vec<(u32, u32, &str)> {
        let others = self.comments.iter().filter(|(place, _)| !self.seen.contains(*place));
        let mut others: Vec<_> = others
            .flat_map(|(&(row, column), texts)| texts.iter().map(move |text| (row, column, text.as_str())))
            .collect();
        others.sort_unstable();
        others
    }

    /// The row is hidden.
    pub fn hide_row(&mut self, row: u32) {
        add_range(&mut self.hidden_rows, row, row);
    }

    /// The columns from `first` to `last` are hidden.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        add_range(&mut self.hidden_columns, first, last);
    }

    /// Something else than its cells' own formats may colour this area.
    pub fn colour_area(&mut self, area: Area) {
        if self.coloured.len() < MOST_AREAS {
            self.coloured.push(area);
        }
    }

    /// Adds a comment on the cell at `place`, its row and column.
    pub fn comment(&mut self, place: (u32, u32), text: String) {
        let of_cell = self.comments.entry(place).or_default();
        // A threaded comment stands there a second time for programs that do not know threads.
        if !of_cell.iter().rev().take(MOST_OF_A_THREAD).any(|other| *other == text) {
            of_cell.push(text);
        }
    }

    /// All that is hidden is known.
    pub fn sort(&mut self) {
        self.hidden_columns.sort_unstable();
        self.hidden_rows.sort_unstable();
    }

    fn colour(&mut self, area: Option<&str>) {
        let Some((first, last)) = area.map(|area| area.split_once(':').unwrap_or((area, area))) else { return };
        if let (Some((top, left)), Some((bottom, right))) = (place_of(first), place_of(last)) {
            self.colour_area((top, left, bottom, right));
        }
    }
}

fn add_range(ranges: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match ranges.last_mut() {
        Some((_, end)) if end.checked_add(1) == Some(first) => *end = last,
        _ => ranges.push((first, last)),
    }
}

/// `B7` → row 6, column 1.
pub(super) fn place_of(cell: &str) -> Option<(u32, u32)> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = cell.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        letter.is_ascii_uppercase().then(|| column.saturating_mul(26).saturating_add(u32::from(letter - b'A') + 1))
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_understood() {
        assert_eq!(place_of("B7"), Some((6, 1)));
        assert_eq!(place_of("AA1"), Some((0, 26)));
        assert_eq!((place_of("7"), place_of("B0"), place_of("Æ1")), (None, None, None));
    }
}
