//! The list as a file of rules, in the form of `patterns/names/`.

use super::{NameKind, Selection};
use std::fmt::Write as _;

/// Columns of a line, as in `patterns/names/`.
const WIDTH: usize = 150;

/// What the head of the file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// The newest year of the table; 0 where it tells none.
    pub year: u16,
    /// Names of fewer holders are left out.
    pub least: u64,
    /// When it was imported.
    pub imported: jiff::civil::Date,
}

/// The TOML of a list of `kind`.
pub fn name_list(kind: NameKind, about: &About, selection: &Selection) -> String {
    let About { year, least, imported } = about;
    let (table, id) = (kind.table(), kind.id());
    let year = if *year == 0 { String::new() } else { format!(", newest year {year}") };
    let (nb, nn, en) = match kind {
        NameKind::First => (
            "Fornavn fra Statistisk sentralbyrå",
            "Førenamn frå Statistisk sentralbyrå",
            "First names from Statistics Norway",
        ),
        NameKind::Last => (
            "Etternavn fra Statistisk sentralbyrå",
            "Etternamn frå Statistisk sentralbyrå",
            "Surnames from Statistics Norway",
        ),
    };
    let mut text = format!(
        "# Source: Statistics Norway (SSB), table {table}{year}: https://www.ssb.no/statbank/table/{table}
# Licence: NLOD 2.0, newer downloads CC BY 4.0, as ssb.no states. Name the source where you pass the list on.
# Imported {imported} by `skjerm rules import-names`: names of {least} holders or more that the built-in lists do not hold.

id = \"{id}\"
title = {{ nb = \"{nb}\", nn = \"{nn}\", en = \"{en}\" }}
"
    );
    let (strong, weak) = match kind {
        NameKind::First => ("first", "also_words_first"),
        NameKind::Last => ("last", "also_words_last"),
    };
    list(&mut text, strong, &selection.strong);
    text.push_str("# They count only beside another name.\n");
    list(&mut text, weak, &selection.weak);
    text
}

/// Names are letters only, so that nothing in them needs escaping.
fn list(text: &mut String, key: &str, names: &[String]) {
    // Writing to a string cannot fail.
    let _ = write!(text, "{key} = [");
    let mut column = WIDTH;
    for name in names {
        let width = name.chars().count() + 4;
        if column + width > WIDTH {
            text.push_str("\n   ");
            column = 3;
        }
        let _ = write!(text, " \"{name}\",");
        column += width;
    }
    text.push_str(if names.is_empty() { "]\n" } else { "\n]\n" });
}
