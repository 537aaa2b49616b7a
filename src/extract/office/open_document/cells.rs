//! The sheets of an OpenDocument workbook: rows and cells as they are written, each repetition once.

use super::styles::{Style, Styles};
use crate::extract::Output;
use crate::extract::look::Way;
use crate::extract::office::markup::Tag;
use crate::extract::office::sheet::{Cell, Sheet};
use crate::model::{Role, Unread};

/// More rows than any program has.
const MOST_ROWS: u32 = 1 << 24;

/// A sheet that is open.
pub(super) struct Cells<'n> {
    sheet: Sheet<'n>,
    /// Columns of one make: the first, one past the last, hidden, the style of cells that name none.
    columns: Vec<(u32, u32, bool, Option<String>)>,
    next_column: u32,
    row: u32,
    row_repeats: u32,
    row_is_hidden: bool,
    column: u32,
    repeats: u32,
    /// The value as it is kept, beside the text that is shown.
    value: Option<String>,
    style: Style,
    /// There is nothing behind its cells that the styles do not tell.
    is_plain: bool,
}

fn count(tag: &Tag<'_>, name: &str) -> u32 {
    tag.number(name).map_or(1, |count| count.clamp(1, i64::from(MOST_ROWS)) as u32)
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.exact("table:visibility").or_else(|| tag.attribute("visibility")).is_some_and(|value| value != "visible")
}

impl<'n> Cells<'n> {
    pub fn new(name: &str, is_hidden: bool, is_plain: bool, named: &'n [String]) -> Self {
        Cells {
            sheet: Sheet::new(name, is_hidden, named),
            columns: Vec::new(),
            next_column: 0,
            row: 0,
            row_repeats: 0,
            row_is_hidden: false,
            column: 0,
            repeats: 0,
            value: None,
            style: Style::default(),
            is_plain,
        }
    }

    pub fn column(&mut self, tag: &Tag<'_>) {
        let first = self.next_column;
        self.next_column = first.saturating_add(count(tag, "number-columns-repeated"));
        let style = tag.attribute("default-cell-style-name").map(|style| style.into_owned());
        self.columns.push((first, self.next_column, is_hidden(tag), style));
    }

    pub fn row(&mut self, tag: &Tag<'_>) {
        self.row = self.row.saturating_add(self.row_repeats).min(MOST_ROWS);
        self.row_repeats = count(tag, "number-rows-repeated");
        self.row_is_hidden = is_hidden(tag);
        (self.column, self.repeats) = (0, 0);
    }

    pub fn cell(&mut self, tag: &Tag<'_>, styles: &Styles) {
        self.column = self.column.saturating_add(self.repeats).min(MOST_ROWS);
        self.repeats = count(tag, "number-columns-repeated");
        self.value = match tag.exact("office:value-type").as_deref() {
            Some("date") => tag.attribute("date-value").map(|date| date.replace('T', " ")),
            Some("float" | "currency" | "percentage") => tag.exact("office:value").map(|value| value.into_owned()),
            Some("string") => tag.attribute("string-value").map(|value| value.into_owned()),
            _ => None,
        };
        let after = self.columns.partition_point(|(first, ..)| *first <= self.column);
        let column = self.columns[..after].last().filter(|(_, end, ..)| self.column < *end);
        let own = tag.exact("table:style-name");
        let name = own.as_deref().or_else(|| column.and_then(|(.., style)| style.as_deref()));
        let is_empty = self.value.is_none() && name.is_none();
        self.style = if is_empty { Style::default() } else { styles.of("table-cell", name) };
        self.style.is_hidden = self.row_is_hidden || column.is_some_and(|(.., hidden, _)| *hidden);
    }

    /// The cell that is open ends; `shown` is its text.
    pub fn end_cell(&mut self, shown: &str, output: &mut dyn Output) {
        let shown = shown.trim();
        let is_plain = self.is_plain && !self.style.has_conditions && self.style.fill.is_none();
        let way = self.style.look.way(self.style.fill, is_plain);
        let role = match way {
            _ if self.style.is_hidden => Role::Hidden,
            // Dark cells with dark letters, or white ones with white.
            Way::WhiteText | Way::Vanish | Way::Tiny => Role::Hidden,
            Way::BlackHighlight | Way::SameColour => Role::UnderRedaction,
            _ => Role::Body,
        };
        let (row, column) = (self.row, self.column);
        let value = self.value.take().filter(|value| adds_to(value, shown));
        // A value that no text shows is hidden by its format.
        let is_formatted_away = shown.is_empty() && value.as_ref().is_some_and(|value| value.len() > 1);
        if !shown.is_empty() {
            self.sheet.add(Cell { row, column, role, text: shown.to_owned() }, output);
        }
        if let Some(text) = value {
            let role = if is_formatted_away && role == Role::Body { Role::Hidden } else { role };
            self.sheet.add(Cell { row, column, role, text }, output);
        }
    }

    pub fn comment(&mut self, text: String, output: &mut dyn Output) {
        let (row, column) = (self.row, self.column);
        self.sheet.add(Cell { row, column, role: Role::Comment, text }, output);
    }

    pub fn end(self, output: &mut dyn Output) -> Result<(), Unread> {
        self.sheet.end(output)
    }
}

/// Whether the value says more than the text that is shown: a number with digits that are not, a date without its year.
fn adds_to(value: &str, shown: &str) -> bool {
    if shown.is_empty() {
        return true;
    }
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    if value.len() >= 10 && value.as_bytes()[4] == b'-' {
        return !shown.contains(&value[..4]);
    }
    if !is_number {
        return value != shown && !shown.contains(value) && value.parse::<f64>().is_err();
    }
    // Fractions are rounded all the time.
    value.len() >= 8 && !value.contains('.') && !shown_holds(&digits(shown), &digits(value))
}

fn shown_holds(shown: &[u8], value: &[u8]) -> bool {
    memchr::memmem::find(shown, value).is_some()
}
