//! What a sheet of a workbook has beside its cells: which rows and columns are hidden, where tables and conditions
//! colour cells, comments, headers and footers, lists of what may be entered. calamine tells none of it.

use crate::extract::Output;
use crate::extract::office::fields::Fields;
use crate::extract::office::markup::{Markup, Tag};
use crate::extract::office::package::Package;
use crate::model::{Role, Unread};
use hashbrown::{HashMap, HashSet};

/// A rectangle of cells: first row and column, last row and column, from 0.
type Area = (u32, u32, u32, u32);

/// So many areas with colours of their own are kept apart; with more, the whole sheet may have them.
const MOST_AREAS: usize = 1000;

/// Shorter texts in a formula are units and signs.
const LEAST_OF_A_TEXT: usize = 4;

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
    pub headers_and_footers: Vec<String>,
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

    /// What the sheet at `path` has beside its cells. Parts that are read are noted in `read`.
    ///
    /// # Errors
    /// The sheet or its comments are damaged: what could be read is there.
    pub fn read(
        package: &mut Package<'_>,
        path: &str,
        fields: &mut Fields,
        read: &mut HashSet<String>,
        output: &mut dyn Output,
    ) -> (Self, Result<(), Unread>) {
        let mut asides = Asides::default();
        let mut row = 0;
        // What the text at this place is.
        let (mut within, mut formula) = (Within::Cells, String::new());
        let mut outcome = package.stream(path, &mut |piece| match piece {
            Markup::Start(tag) => match tag.name() {
                "headerFooter" => within = Within::HeaderFooter,
                "formula1" | "formula2" if within != Within::Formula => within = Within::Formula,
                "dataValidation" => {
                    within = Within::Validation;
                    for name in ["prompt", "promptTitle", "error", "errorTitle"] {
                        if let Some(text) = tag.attribute(name) {
                            fields.add_once(Role::Comment, path, "prompt", &text, output);
                        }
                    }
                }
                "hyperlink" => {
                    for name in ["tooltip", "display"] {
                        if let Some(text) = tag.attribute(name) {
                            fields.add_once(Role::Metadata, path, "tooltip", &text, output);
                        }
                    }
                }
                "f" => within = Within::CellFormula,
                _ => asides.see(tag, &mut row),
            },
            Markup::Text(text) => match within {
                Within::HeaderFooter => asides.headers_and_footers.push(text.to_owned()),
                Within::Formula => fields.add_once(Role::Metadata, path, "validation", text, output),
                Within::CellFormula => formula.push_str(text),
                Within::Cells | Within::Validation => {}
            },
            Markup::End("f") => {
                within = Within::Cells;
                // What stands in quotes is text, such as the address of a link.
                for text in std::mem::take(&mut formula).split('"').skip(1).step_by(2) {
                    if text.chars().filter(|letter| letter.is_alphanumeric()).count() >= LEAST_OF_A_TEXT {
                        fields.add_once(Role::Metadata, path, "formula", text, output);
                    }
                }
            }
            Markup::End("headerFooter" | "dataValidation" | "formula1" | "formula2" | "conditionalFormatting") => {
                within = Within::Cells;
            }
            Markup::End(_) => {}
        });
        asides.sort();
        for relation in package.relations(path) {
            match relation.kind.as_str() {
                "comments" | "threadedComment" => {
                    read.insert(relation.target.clone());
                    let comments = asides.comments(package, &relation.target, fields, output);
                    outcome = outcome.and(comments);
                }
                "table" => {
                    // A style of tables has colours for its cells.
                    let tables = package.markup(&relation.target, &mut |piece| {
                        if let Markup::Start(tag) = piece
                            && tag.name() == "table"
                        {
                            asides.colour(tag.attribute("ref").as_deref());
                        }
                    });
                    outcome = outcome.and(tables);
                }
                _ => {}
            }
        }
        (asides, outcome)
    }

    fn see(&mut self, tag: &Tag<'_>, row: &mut u32) {
        let is_nothing =
            |name| tag.attribute(name).and_then(|size| size.parse::<f64>().ok()).is_some_and(|size| size == 0.0);
        match tag.name() {
            "row" => {
                *row = tag.attribute("r").and_then(|r| r.parse().ok()).unwrap_or(row.saturating_add(1));
                if (tag.says_yes("hidden") || is_nothing("ht")) && *row > 0 {
                    self.hide_row(*row - 1);
                }
            }
            "col" if tag.says_yes("hidden") || is_nothing("width") => {
                let number = |name| tag.attribute(name).and_then(|at| at.parse::<u32>().ok()).unwrap_or(0);
                if let Some(first) = number("min").checked_sub(1) {
                    self.hide_columns(first, number("max").max(1) - 1);
                }
            }
            "conditionalFormatting" => {
                for area in tag.attribute("sqref").unwrap_or_default().split_whitespace() {
                    self.colour(Some(area));
                }
            }
            // A picture behind all cells.
            "picture" => self.colour_area((0, 0, u32::MAX, u32::MAX)),
            _ => {}
        }
    }

    fn colour(&mut self, area: Option<&str>) {
        let Some((first, last)) = area.map(|area| area.split_once(':').unwrap_or((area, area))) else { return };
        if let (Some((top, left)), Some((bottom, right))) = (place_of(first), place_of(last)) {
            self.colour_area((top, left, bottom, right));
        }
    }

    /// Reads a part of comments. What is damaged in it is an error; what came before is there.
    pub fn comments(
        &mut self,
        package: &mut Package<'_>,
        path: &str,
        fields: &mut Fields,
        output: &mut dyn Output,
    ) -> Result<(), Unread> {
        let (mut cell, mut text, mut is_author) = (None, String::new(), false);
        package.markup(path, &mut |piece| match piece {
            Markup::Start(tag) => match tag.name() {
                "comment" | "threadedComment" => {
                    cell = tag.attribute("ref").and_then(|name| place_of(&name));
                    text.clear();
                }
                "author" => {
                    is_author = true;
                    text.clear();
                }
                _ => {}
            },
            Markup::Text(piece) => text.push_str(piece),
            Markup::End("author") => {
                // Threads have authors that are no people.
                if is_author && !text.starts_with("tc={") {
                    fields.add_once(Role::Metadata, path, "author", &text, output);
                }
                is_author = false;
            }
            Markup::End("comment" | "threadedComment") => {
                self.comment(cell.take().unwrap_or_default(), std::mem::take(&mut text));
            }
            Markup::End(_) => {}
        })
    }
}

#[derive(PartialEq)]
enum Within {
    Cells,
    HeaderFooter,
    Validation,
    Formula,
    CellFormula,
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
