use super::{NameKind, NameTable, holders, name, year_in};

#[test]
fn cells_hold_names_in_any_form() {
    let cases = [
        ("Abelone", "Abelone"),
        ("ABELONE", "Abelone"),
        ("1ABELONE", "Abelone"),
        ("1ABELONE Abelone", "Abelone"),
        ("ABELONE Abelone", "Abelone"),
        ("0301 Abelone", "Abelone"),
        ("1Z3SELONE", "Åselone"),
        ("2Z2YVINDE Øyvinde", "Øyvinde"),
        ("McFjell", "McFjell"),
        ("DASOLVA Da Solva", "Solva"),
        ("Anne-Fjolla", "Anne Fjolla"),
        ("van der Fjell", "Fjell"),
        ("D'Fjolla", "Fjolla"),
        ("Bo", "Bo"),
        ("X", ""),
        ("I alt", ""),
        ("Navn 12", ""),
        ("", ""),
    ];
    for (cell, words) in cases {
        assert_eq!(name::words(cell).join(" "), words, "{cell}");
    }
}

#[test]
fn numbers_and_signs_for_missing_ones() {
    for (cell, wanted) in [
        ("12", Some(Some(12))),
        ("1 234", Some(Some(1234))),
        ("1\u{a0}234", Some(Some(1234))),
        ("12.0", Some(Some(12))),
    ] {
        assert_eq!(holders(cell), wanted, "{cell}");
    }
    for sign in ["", ".", "..", "...", ":", "-", "–"] {
        assert_eq!(holders(sign), Some(None), "{sign}");
    }
    for other in ["mange", "-3", "1.5", "12 personer"] {
        assert_eq!(holders(other), None, "{other}");
    }
    assert_eq!(year_in("Personer 2025"), Some(2025));
    assert_eq!(year_in("12891: Etternavn"), None);
}

#[test]
fn of_each_name_the_newest_number_counts_and_of_those_the_largest() {
    let text = "fornavn;Personer 2023;Personer 2024\nFjolla;300;..\nFjolla;250;..\nTrolla;900;210\n";
    let table = NameTable::read(text, None).expect("a table");
    let newest = |name: &str| table.tallies.get(name).and_then(|tally| tally.newest);
    assert_eq!((newest("fjolla"), newest("trolla")), (Some((2023, 300)), Some((2024, 210))));
    assert_eq!((table.kind(), table.len(), table.newest_year()), (NameKind::First, 2, 2024));
}
