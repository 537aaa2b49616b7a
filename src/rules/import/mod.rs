//! Statistics Norway's tables of names, as a user downloads them, made into a list of the form of `patterns/names/`.
//!
//! Table 10501 counts who bears a first name, 12891 a surname; both hold only names of 200 or more. A table is read
//! ([`NameTable::read`], `delimited.rs` and `json.rs`), its names are weighed against the lists in force (`weigh.rs`) and written
//! as a file of rules (`file.rs`). Nothing of the tables is part of this project.

mod delimited;
mod file;
mod json;
mod name;
mod weigh;

pub use file::{About, name_list};
pub use weigh::{Selection, Weigher};

use std::collections::{BTreeMap, BTreeSet};

/// What names a table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// First names: table 10501.
    First,
    /// Surnames: table 12891.
    Last,
}

impl NameKind {
    /// Both.
    pub const ALL: [NameKind; 2] = [NameKind::First, NameKind::Last];

    /// The number of Statistics Norway's table.
    pub fn table(self) -> &'static str {
        match self {
            NameKind::First => "10501",
            NameKind::Last => "12891",
        }
    }

    /// The id of the list, which is also its file's name.
    pub fn id(self) -> &'static str {
        match self {
            NameKind::First => "ssb-fornavn",
            NameKind::Last => "ssb-etternavn",
        }
    }

    /// Told from the heading of a column or the name of a dimension, in Norwegian or English.
    fn of_heading(heading: &str) -> Option<NameKind> {
        const FIRST: &[&str] =
            &["fornavn", "førenamn", "fornamn", "jente", "gutte", "first name", "given name", "girls", "boys"];
        const LAST: &[&str] = &["etternavn", "etternamn", "surname", "last name", "family name"];
        let heading = heading.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        match (says(FIRST), says(LAST)) {
            (true, false) => Some(NameKind::First),
            (false, true) => Some(NameKind::Last),
            _ => None,
        }
    }
}

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct TableError {
    /// Counted from 1.
    pub line: u64,
    /// What does not fit. Holds nothing of the table but headings.
    pub reason: String,
}

impl TableError {
    fn new(line: u64, reason: impl Into<String>) -> Self {
        TableError { line, reason: reason.into() }
    }
}

/// What a table says of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Tally {
    written: String,
    /// The year and its holders; none where no year has a number.
    newest: Option<(u16, u64)>,
}

/// The names of one or more tables of a kind: of each the newest year that has a number, and of that the largest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameTable {
    kind: NameKind,
    /// By the name in lower case.
    tallies: BTreeMap<String, Tally>,
    /// What stands in the column of names and is none.
    unwritten: BTreeSet<String>,
    /// The digits that codes of first names begin with: 1 for women's, 2 for men's.
    sexes: BTreeSet<char>,
}

impl NameTable {
    /// Reads a table: CSV, TSV, JSON-stat (1 or 2) or PxWeb's own JSON. `kind` overrides what headings and dimensions say.
    ///
    /// # Errors
    /// Neither kind of table, or one that does not go on as it began; with the line.
    pub fn read(text: &str, kind: Option<NameKind>) -> Result<NameTable, TableError> {
        let table =
            if text.trim_start().starts_with('{') { json::read(text, kind) } else { delimited::read(text, kind) }?;
        if table.tallies.is_empty() {
            return Err(TableError::new(text.lines().count().max(1) as u64, "the table holds no name"));
        }
        Ok(table)
    }

    fn new(kind: NameKind) -> Self {
        NameTable { kind, tallies: BTreeMap::new(), unwritten: BTreeSet::new(), sexes: BTreeSet::new() }
    }

    /// What names it counts.
    pub fn kind(&self) -> NameKind {
        self.kind
    }

    /// Names read, those without a number among them.
    pub fn len(&self) -> usize {
        self.tallies.len()
    }

    /// Holds no name.
    pub fn is_empty(&self) -> bool {
        self.tallies.is_empty()
    }

    /// The newest year that has a number. 0 where the table tells no years.
    pub fn newest_year(&self) -> u16 {
        self.tallies.values().filter_map(|tally| tally.newest).map(|(year, _)| year).max().unwrap_or(0)
    }

    /// Its codes are those of one sex only: what the statbank gives where not all of the names are asked for.
    pub fn is_of_one_sex(&self) -> bool {
        self.sexes.len() == 1
    }

    /// Takes in another table of the same kind.
    pub fn merge(&mut self, other: NameTable) {
        for (key, tally) in other.tallies {
            let known = self.tallies.entry(key).or_insert_with(|| tally.clone());
            known.newest = known.newest.max(tally.newest);
        }
        self.unwritten.extend(other.unwritten);
        self.sexes.extend(other.sexes);
    }

    /// The code of a name, which may tell the sex.
    fn note_code(&mut self, code: &str) {
        if self.kind == NameKind::First {
            self.sexes.extend(code.chars().next().filter(|digit| matches!(digit, '1' | '2')));
        }
    }

    /// A cell of the table: a name or its code, the year (0 where none is told) and its holders (`None`: not published).
    fn note(&mut self, cell: &str, year: u16, holders: Option<u64>) {
        self.note_code(cell);
        let words = name::words(cell);
        if words.is_empty() {
            self.unwritten.insert(cell.to_owned());
        }
        for word in words {
            let newest = holders.map(|holders| (year, holders));
            let tally = self.tallies.entry(word.to_lowercase()).or_insert(Tally { written: word, newest: None });
            tally.newest = tally.newest.max(newest);
        }
    }
}

/// The holders in a cell: digits in groups, with decimals that are 0, or one of the statbank's signs for what is not published.
/// `None` where it is neither.
fn holders(cell: &str) -> Option<Option<u64>> {
    let digits: String = cell.trim().chars().filter(|letter| !letter.is_whitespace()).collect();
    if matches!(digits.as_str(), "" | "." | ".." | "..." | ":" | "-" | "–" | "null") {
        return Some(None);
    }
    let whole = digits.strip_suffix(".0").or_else(|| digits.strip_suffix(",0")).unwrap_or(&digits);
    whole.parse().ok().map(Some)
}

/// The last year of four digits in a heading: «Personer 2025».
fn year_in(heading: &str) -> Option<u16> {
    heading
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .rfind(|year| (1800..2200).contains(year))
}

/// A heading or category that counts shares or changes, not persons.
fn is_no_count(heading: &str) -> bool {
    const WORDS: &[&str] =
        &["prosent", "percent", "per cent", "pct", "promille", "andel", "share", "endring", "change", "rang", "rank"];
    let heading = heading.to_lowercase();
    WORDS.iter().any(|word| heading.contains(word))
}

#[cfg(test)]
mod tests;
