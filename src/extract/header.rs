//! Which row of a table names its columns. Exports often begin with a title, a date and empty lines.

use std::collections::HashSet;
use std::sync::Arc;

/// So many rows are looked at.
pub(super) const GLANCE: usize = 40;

/// Longer names are no headers.
const LONGEST: usize = 80;

/// The names of a table's columns and the row that they stand in.
#[derive(Debug, Clone, Default)]
pub(super) struct Header {
    pub names: Arc<[Arc<str>]>,
    /// From 1; 0 where no row names the columns.
    pub row: u64,
}

impl Header {
    /// The header in the first rows of a table, each with its number: the first row that fills most of the columns, unless it
    /// holds data (a number, a date, a name there twice). Where the user has `named` headers it is the row that has them all.
    /// Rows without any cell may be left out.
    ///
    /// # Errors
    /// The first of the named headers that no row has together with the others.
    pub fn find<'n>(rows: &[(u64, Vec<String>)], named: &'n [String]) -> Result<Self, &'n str> {
        let has = |row: &[String], name: &str| row.iter().any(|cell| is_same(cell, name));
        if let Some(first) = named.first() {
            let Some((row, cells)) = rows.iter().find(|(_, cells)| named.iter().all(|name| has(cells, name))) else {
                let best = rows.iter().max_by_key(|(_, cells)| named.iter().filter(|name| has(cells, name)).count());
                let missing = best.and_then(|(_, cells)| named.iter().find(|name| !has(cells, name)));
                return Err(missing.unwrap_or(first));
            };
            return Ok(Header { names: names(cells), row: *row });
        }
        let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
        let widest = rows.iter().map(|(_, cells)| filled(cells)).max().unwrap_or(0);
        let candidate = rows.iter().find(|(_, cells)| {
            let filled = filled(cells);
            filled > 0 && filled * 10 >= widest * 6
        });
        Ok(match candidate {
            Some((row, cells)) if is_header(cells) => Header { names: names(cells), row: *row },
            _ => Header::default(),
        })
    }
}

/// Whether a header is the one that is named: case and white space do not count.
fn is_same(cell: &str, name: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    words(cell) == words(name)
}

fn names(cells: &[String]) -> Arc<[Arc<str>]> {
    let used = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells[..used].iter().map(|cell| Arc::from(cell.split_whitespace().collect::<Vec<_>>().join(" "))).collect()
}

fn is_header(cells: &[String]) -> bool {
    let used = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let mut seen = HashSet::new();
    let is_name = |name: &str| name.len() <= LONGEST && name.chars().any(char::is_alphabetic) && !name.contains('@');
    let unnamed = cells[..used].iter().filter(|cell| cell.is_empty()).count();
    // A column or two without a name are common where there are many; in a small table a gap means data.
    let gaps_are_few = unnamed == 0 || (used - unnamed) >= 4 * unnamed;
    used > 0
        && gaps_are_few
        && cells[..used].iter().filter(|cell| !cell.is_empty()).all(|n| is_name(n) && seen.insert(n.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let row = |(at, line): (usize, &str)| (at as u64 + 1, line.split(';').map(str::to_owned).collect());
        text.lines().enumerate().map(row).collect()
    }

    fn found(text: &str) -> u64 {
        Header::find(&rows(text), &[]).expect("nothing is named").row
    }

    #[test]
    fn headings_above_are_passed_over_and_data_is_no_header() {
        assert_eq!(found("Saksnr;Tittel;Dato\n1;Brev;2.3.2024"), 1);
        assert_eq!(
            found("Offentlig journal\nFra;1.1.2024;;;\n;;;;\nSaksnr;Dok.nr;Tittel;Fra;Til\n1;2;Brev;Kari;Ola"),
            4
        );
        assert_eq!(found("1;Brev;2.3.2024\n2;Svar;3.3.2024"), 0);
        assert_eq!(found("Kari;;Oslo\nPer;;Bergen"), 0);
        assert_eq!(found(";Saksnr;Dok.nr;Tittel;Avsender;Dato\nx;1;2;Brev;Kari;3.3.2024"), 1);
    }

    #[test]
    fn named_headers_are_found_together_or_not_at_all() {
        let (table, named) = (rows("Rapport\n12;Emne;Hvem\n1;Brev;Kari"), ["emne".to_owned(), "Hvem ".to_owned()]);
        assert_eq!(Header::find(&table, &named).map(|header| header.row), Ok(2));
        assert_eq!(Header::find(&table, &["Emne".to_owned(), "Sak".to_owned()]).map(|header| header.row), Err("Sak"));
    }
}
