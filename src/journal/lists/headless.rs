//! Tables without a header: each row a post where each has a post's number, else plain data, whose cells are each other's neighbours.

use super::{Cell, Marks, Run};
use crate::journal::columns::ColumnNames;
use crate::journal::fields::{Field, Key, Meaning};
use crate::journal::identity::{Identity, is_whole};
use crate::journal::labels::{self, LONGEST_LABEL, is_basis};
use crate::model::{Part, PathTree, Role};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Longer cells, in bytes, are no data.
const LONGEST: usize = 200;
/// Letters before the name of an official: «TEK - Kari Nordmann».
const UNIT_LETTERS: std::ops::RangeInclusive<usize> = 2..=6;

/// What the cells of a column are like.
#[derive(Debug, Default)]
struct Column {
    /// Cells that hold anything.
    cells: usize,
    numbers: usize,
    units: usize,
    named: usize,
    letters: usize,
}

impl Marks {
    /// Marks the posts of a table without a header, or notes the columns of one that is plain data.
    pub(super) fn headless(&mut self, part: &Part<'_>, tree: &PathTree, run: &Run, names: &ColumnNames) {
        let text_of = |at: usize| part.segments[at].span().of(&part.text);
        let is_cell = |(at, cell): &&(usize, Cell)| {
            cell.row != cell.holder && part.segments[*at].role == Role::Body && !text_of(*at).trim_ascii().is_empty()
        };
        let cells: Vec<(usize, Cell)> = run.cells.iter().filter(is_cell).copied().collect();
        let rows: Vec<&[(usize, Cell)]> = cells.chunk_by(|(_, one), (_, next)| one.row == next.row).collect();
        let is_name = |text: &[u8]| text.len() <= LONGEST_LABEL && names.field(&labels::name_of(text)).is_some();
        let begins_with_a_name = |row: &&&[(usize, Cell)]| row.first().is_some_and(|(at, _)| is_name(text_of(*at)));
        if rows.len() < 2
            || cells.iter().any(|(_, cell)| cell.is_term)
            || rows.iter().filter(begins_with_a_name).count() > 1
        {
            return;
        }
        let mut columns: BTreeMap<usize, Column> = BTreeMap::new();
        for &(at, cell) in &cells {
            columns.entry(cell.column).or_default().see(text_of(at));
        }
        let are_most = |count: usize, all: usize| count * 5 >= all * 4;
        let number = columns.iter().find(|(_, column)| are_most(column.numbers, rows.len())).map(|(&at, _)| at);
        let Some(number) = number else {
            let is_data = |row: &&[(usize, Cell)]| {
                row.len() > 1
                    && row.windows(2).all(|pair| pair[0].1.column != pair[1].1.column)
                    && row.iter().all(|(at, _)| text_of(*at).len() <= LONGEST)
            };
            if rows.iter().all(is_data) {
                self.columns.extend(cells.iter().map(|&(at, cell)| (at, cell.column + 1)));
            }
            return;
        };
        let is_official = |column: &Column| are_most(column.units, column.cells);
        let words = columns.iter().filter(|(at, column)| **at != number && !is_official(column));
        let title = words.max_by_key(|(_, column)| column.letters).map(|(&at, _)| at);
        let field_of = |column: usize| match columns.get(&column) {
            _ if column == number => Some(Field::key(Key::Document)),
            _ if Some(column) == title => Some(Field::plain(Role::Title)),
            Some(known) if is_official(known) => Some(Field::plain(Role::Official)),
            Some(known) if known.named * 2 >= known.cells => Some(Field::plain(Role::Party)),
            _ => None,
        };
        // «Offl. § 13» may stand in any cell, and as a picture's text.
        for (at, _) in run.cells.iter().filter(|(at, _)| is_basis(text_of(*at))) {
            self.fields.push((*at, Field::meaning(Meaning::Basis), Some(Arc::from(Meaning::Basis.label()))));
        }
        let has_number = |row: &&&[(usize, Cell)]| {
            row.iter().any(|&(at, cell)| cell.column == number && is_number(&joined(text_of(at))))
        };
        for row in rows.iter().filter(has_number) {
            let mut identity = Identity::default();
            for &(at, cell) in *row {
                self.note(at, cell);
                if let Some(field) = field_of(cell.column).filter(|_| !is_basis(text_of(at))) {
                    identity.note(field.key, text_of(at));
                    self.fields.push((at, field, None));
                }
            }
            self.end(&mut identity, row.first().map_or(0, |(_, cell)| tree.ordinal(cell.row)));
        }
    }
}

/// `26/118-4`, and not a date such as `09/11-2026` or a property such as `12/34/5`.
fn is_number(joined: &str) -> bool {
    is_whole(joined) && joined.rsplit_once('-').is_some_and(|(_, post)| post.len() < 4)
}

/// A value without its blanks.
fn joined(value: &[u8]) -> String {
    String::from_utf8_lossy(value).split_whitespace().collect()
}

impl Column {
    fn see(&mut self, value: &[u8]) {
        let value = String::from_utf8_lossy(value);
        let value = value.trim();
        let joined = joined(value.as_bytes());
        let name = value.trim_start_matches(char::is_uppercase);
        let unit = value[..value.len() - name.len()].chars().count();
        let is_of_a_unit = name.starts_with(" - ") || name.starts_with('/');
        let words = value.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
        self.cells += 1;
        self.numbers += usize::from(is_number(&joined));
        self.units += usize::from(UNIT_LETTERS.contains(&unit) && is_of_a_unit && name.contains(char::is_lowercase));
        self.named += usize::from(words > 1 && !value.contains(|c: char| c.is_ascii_digit()));
        self.letters += value.chars().filter(|letter| letter.is_alphabetic()).count();
    }
}
