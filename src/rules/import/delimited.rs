//! Tables as text: a line a name, or a line a name and year; parted by semicolon, tab or comma, with or without a title above.

use super::{NameKind, NameTable, TableError, holders, is_no_count, year_in};
use csv::StringRecord;

/// Records above the header, at most: title, blank lines, remarks.
const MOST_ABOVE: usize = 12;

/// What the columns hold.
struct Columns {
    /// The header's line and what its heading says of the names.
    line: u64,
    kind: Option<NameKind>,
    cells: usize,
    name: usize,
    year: Option<usize>,
    /// The column that says what is counted, in tables of a line a number.
    content: Option<usize>,
    /// Columns of numbers, with the year and the text of their heading.
    values: Vec<(usize, u16, String)>,
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

pub(super) fn read(text: &str, kind: Option<NameKind>) -> Result<NameTable, TableError> {
    // A title may look like a header: one with numbers below it goes before one whose first number is damaged.
    let found = [true, false].into_iter().find_map(|numbers_below| {
        let mut delimiters = [b';', b'\t', b','].into_iter();
        delimiters.find_map(|delimiter| Some((delimiter, header(text, delimiter, kind, numbers_below)?)))
    });
    let Some((delimiter, columns)) = found else {
        let reason = format!(
            "no table of names: none of the first {MOST_ABOVE} lines heads «fornavn» or «etternavn» and numbers of persons"
        );
        return Err(TableError::new(1, reason));
    };
    let Some(kind) = kind.or(columns.kind) else {
        return Err(TableError::new(
            columns.line,
            "it is not said whether these are first names or surnames: name it with --as",
        ));
    };
    let mut table = NameTable::new(kind);
    for record in reader(text, delimiter).records() {
        let record = record.map_err(|error| {
            TableError::new(error.position().map_or(1, csv::Position::line), "the cells cannot be told apart")
        })?;
        let line = record.position().map_or(1, csv::Position::line);
        // Remarks stand in one cell.
        if line > columns.line && filled(&record) > 1 {
            columns.row(&record, line, &mut table)?;
        }
    }
    Ok(table)
}

fn filled(record: &StringRecord) -> usize {
    record.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// The columns, where text so parted has a header of names and numbers with a row of as many cells below it.
fn header(text: &str, delimiter: u8, kind: Option<NameKind>, numbers_below: bool) -> Option<Columns> {
    let above: Vec<StringRecord> = reader(text, delimiter)
        .records()
        .take(MOST_ABOVE + 1)
        .map_while(Result::ok)
        .filter(|record| filled(record) > 0)
        .collect();
    above.windows(2).find_map(|pair| Columns::of(&pair[0], &pair[1], kind, numbers_below))
}

/// «Personer 2025».
fn counts_persons(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    !heading.contains(':') && ["person", "antall", "antal", "number"].iter().any(|word| heading.contains(word))
}

impl Columns {
    fn of(header: &StringRecord, row: &StringRecord, kind: Option<NameKind>, numbers_below: bool) -> Option<Columns> {
        if header.len() < 2 || header.len() != row.len() {
            return None;
        }
        // With --as a column of names may be headed «navn», too.
        let is_name = |heading: &str| {
            NameKind::of_heading(heading).is_some()
                || kind.is_some() && matches!(heading.to_lowercase().as_str(), "navn" | "namn" | "name")
        };
        let find = |headings: &[&str]| {
            header.iter().position(|heading| headings.contains(&heading.trim().to_lowercase().as_str()))
        };
        let year = find(&["år", "tid", "year", "time", "årstall"]);
        let content = find(&["statistikkvariabel", "contents", "contentscode", "statistics variable"]);
        let is_number = |column: usize| row.get(column).and_then(holders).is_some();
        // The last column of a long table is headed by the title, which names the names as well.
        let name = (0..header.len())
            .find(|&column| is_name(header.get(column).unwrap_or_default().trim()) && !is_number(column))?;
        let values: Vec<_> = (0..header.len())
            .filter(|column| *column != name && Some(*column) != year && Some(*column) != content)
            .map(|column| (column, header.get(column).unwrap_or_default().trim()))
            .filter(|(column, heading)| (is_number(*column) || counts_persons(heading)) && !is_no_count(heading))
            .map(|(column, heading)| (column, year_in(heading).unwrap_or(0), heading.to_owned()))
            .collect();
        let has_numbers = values.iter().any(|(column, ..)| is_number(*column));
        (has_numbers || !numbers_below && !values.is_empty()).then(|| Columns {
            line: header.position().map_or(1, csv::Position::line),
            kind: NameKind::of_heading(header.get(name).unwrap_or_default()),
            cells: header.len(),
            name,
            year,
            content,
            values,
        })
    }

    fn row(&self, record: &StringRecord, line: u64, table: &mut NameTable) -> Result<(), TableError> {
        if record.len() != self.cells {
            return Err(TableError::new(line, format!("{} cells, where the header has {}", record.len(), self.cells)));
        }
        let cell = |column: usize| record.get(column).unwrap_or_default().trim();
        if self.content.is_some_and(|content| is_no_count(cell(content))) {
            return Ok(());
        }
        if cell(self.name).is_empty() {
            return Err(TableError::new(line, "no name"));
        }
        let own_year = match self.year {
            Some(column) => Some(
                year_in(cell(column))
                    .ok_or_else(|| TableError::new(line, "the column of years holds no year of four digits"))?,
            ),
            None => None,
        };
        for (column, year, heading) in &self.values {
            let holders = holders(cell(*column)).ok_or_else(|| {
                TableError::new(
                    line,
                    format!("the column «{heading}» holds neither a whole number nor a sign for a missing one"),
                )
            })?;
            table.note(cell(self.name), own_year.unwrap_or(*year), holders);
        }
        Ok(())
    }
}
