//! Workbooks of Excel and OpenDocument: hidden sheets, rows and columns, and what lies beside the cells.

use crate::make::odf::{Kind, document, row as odf_row};
use crate::make::xlsb;
use crate::make::xlsx::{MAIN, Sheet, cells, row, workbook};
use crate::seen::{CLEAN, Seen, number, scan, secret};
use crate::support::fodselsnumre;

const PATH: &str = "inn/liste.xlsx";
const ODS: &str = "inn/liste.ods";

/// Two rows with nothing in them to find.
const HARMLESS: [&[&str]; 2] = [&["Enhet", "Plasser"], &["Park", "14"]];

fn seen(sheets: &[Sheet<'_>]) -> Seen {
    scan("liste.xlsx", workbook(sheets, "", &[]))
}

fn of_xml(xml: String) -> Sheet<'static> {
    Sheet { name: "Ark1", state: "", xml, relations: Vec::new() }
}

#[test]
fn a_cell_is_found_with_its_place() {
    let seen = seen(&[
        Sheet::shown("Oversikt", &HARMLESS),
        Sheet::shown("Søkere", &[&["Navn", "Fnr"], &["Post", ""], &["Post", &number()]]),
    ]);
    let found = seen.finds(PATH, "body");
    let place = ["sheet", "cell", "field"].map(|key| found["location"][key].as_str().unwrap_or_default());
    assert_eq!(place, ["Søkere", "B3", "Fnr"], "{found}");
    self::seen(&[Sheet::shown("Oversikt", &HARMLESS)]).publishes();
}

#[test]
fn hidden_sheets_are_found() {
    for state in ["hidden", "veryHidden"] {
        let with = |rows: &[&[&str]]| {
            seen(&[Sheet::shown("Oversikt", &HARMLESS), Sheet { state, ..Sheet::shown("Grunnlag", rows) }])
        };
        let seen = with(&[&["Navn", "Fnr"], &["Post", &number()]]);
        let found = seen.flags_cells(PATH);
        assert_eq!(found["location"]["sheet"], "Grunnlag", "{found}");
        // Not hidden: the same sheet is no matter of its own.
        self::seen(&[Sheet::shown("Oversikt", &HARMLESS), Sheet::shown("Grunnlag", &HARMLESS)]).publishes();
    }
}

#[test]
fn hidden_rows_and_columns_are_found() {
    let number = number();
    let rows = cells(&HARMLESS) + &row(3, "hidden=\"1\"", &["Post", &number]);
    let seen = seen(&[of_xml(format!("<sheetData>{rows}</sheetData>"))]);
    assert_eq!(seen.flags_cells(PATH)["location"]["cell"], "B3");
    let columns = "<cols><col min=\"2\" max=\"2\" width=\"9\" hidden=\"1\" customWidth=\"1\"/></cols>";
    let rows = cells(&[&["Navn", "Fnr", "Timer"], &["Post", &number, "20"]]);
    let seen = self::seen(&[of_xml(format!("{columns}<sheetData>{rows}</sheetData>"))]);
    assert_eq!(seen.flags_cells(PATH)["location"]["cell"], "B2");
    // Narrow, but shown; and an empty hidden row.
    let columns = "<cols><col min=\"2\" max=\"2\" width=\"3\" customWidth=\"1\"/></cols>";
    let rows = cells(&HARMLESS) + &row(3, "hidden=\"1\"", &[]);
    self::seen(&[of_xml(format!("{columns}<sheetData>{rows}</sheetData>"))]).publishes();
}

#[test]
fn a_number_that_lost_its_zero_is_found() {
    let number = fodselsnumre().find(|number| number.starts_with('0')).unwrap();
    let short = number.trim_start_matches('0');
    assert_eq!(short.len(), 10);
    let seen = seen(&[Sheet::shown("Ark1", &[&["Navn", "Fødselsnummer"], &["Post", short]])]);
    let found = seen.finds_text(PATH, "body", short);
    assert_eq!(found["location"]["cell"], "B2", "{found}");
    self::seen(&[Sheet::shown("Ark1", &[&["Enhet", "Beløp"], &["Park", "1234567890"]])]).publishes();
}

#[test]
fn comments_are_found() {
    let with = |text: &str| {
        let comments = format!(
            "<comments {MAIN}><authors><author>Arkivet</author></authors><commentList><comment ref=\"B2\" \
             authorId=\"0\"><text><t>{text}</t></text></comment></commentList></comments>"
        );
        let sheet =
            Sheet { relations: vec![("rId1", "comments", "../comments1.xml")], ..Sheet::shown("Ark1", &HARMLESS) };
        scan("liste.xlsx", workbook(&[sheet], "", &[("comments1.xml", "", comments)]))
    };
    let seen = with(&secret());
    assert_eq!(seen.finds(PATH, "comment")["location"]["cell"], "B2");
    with("Se budsjettet.").publishes();
}

#[test]
fn defined_names_are_metadata() {
    let with = |name: &str, value: &str| {
        let names = format!("<definedNames><definedName name=\"{name}\">{value}</definedName></definedNames>");
        scan("liste.xlsx", workbook(&[Sheet::shown("Ark1", &HARMLESS)], &names, &[]))
    };
    with("klient", &format!("\"{}\"", secret())).finds(PATH, "metadata");
    with("omrade", "Ark1!$A$1:$B$2").publishes();
}

#[test]
fn caches_of_pivot_tables_are_searched() {
    let with = |text: &str| {
        let definition = format!(
            "<pivotCacheDefinition {MAIN} refreshOnLoad=\"0\"><cacheSource type=\"worksheet\"><worksheetSource \
             ref=\"A1:B9\" sheet=\"Borte\"/></cacheSource><cacheFields count=\"1\"><cacheField name=\"Merknad\">\
             <sharedItems count=\"1\"><s v=\"{text}\"/></sharedItems></cacheField></cacheFields>\
             </pivotCacheDefinition>"
        );
        let book = workbook(
            &[Sheet::shown("Ark1", &HARMLESS)],
            "",
            &[("pivotCache/pivotCacheDefinition1.xml", "pivotCacheDefinition", definition)],
        );
        scan("liste.xlsx", book)
    };
    let seen = with(&secret());
    assert_eq!(seen.count("fodselsnummer"), 1, "{}", seen.told());
    with("Park").publishes();
}

#[test]
fn cached_values_of_other_workbooks_are_searched() {
    let with = |rows: &str| {
        let link = format!(
            "<externalLink {MAIN}><externalBook r:id=\"rId1\"><sheetNames><sheetName val=\"Ark1\"/></sheetNames>\
             <sheetDataSet><sheetData sheetId=\"0\">{rows}</sheetData></sheetDataSet></externalBook></externalLink>"
        );
        let parts = [("externalLinks/externalLink1.xml", "externalLink", link)];
        scan("liste.xlsx", workbook(&[Sheet::shown("Ark1", &HARMLESS)], "", &parts))
    };
    let row = format!("<row r=\"1\"><cell r=\"A1\" t=\"str\"><v>{}</v></cell></row>", secret());
    let seen = with(&row);
    assert_eq!(seen.count("fodselsnummer"), 1, "{}", seen.told());
    // The link alone, with no value kept.
    with("").publishes();
}

// OpenDocument

fn ods(styles: &str, body: &str) -> Seen {
    scan("liste.ods", document(Kind::Spreadsheet, styles, body, ""))
}

fn table(attributes: &str, rows: &str) -> String {
    format!("<table:table {attributes}>{rows}</table:table>")
}

const HIDDEN_TABLE: &str = "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties \
    table:display=\"false\"/></style:style>";

#[test]
fn hidden_sheets_of_opendocument_are_found() {
    let shown = table("table:name=\"Oversikt\"", &odf_row("", &["Enhet", "Plasser"]));
    let with = |text: &str, style: &str| {
        let rows = odf_row("", &["Navn", "Merknad"]) + &odf_row("", &["Post", text]);
        let sheet = table(&format!("table:name=\"Grunnlag\" table:style-name=\"{style}\""), &rows);
        ods(HIDDEN_TABLE, &(shown.clone() + &sheet))
    };
    let seen = with(&secret(), "ta2");
    assert_eq!(seen.flags_cells(ODS)["location"]["sheet"], "Grunnlag");
    with(CLEAN, "ta1").publishes();
}

#[test]
fn hidden_rows_of_opendocument_are_found() {
    let with = |text: &str, attributes: &str| {
        let rows = odf_row("", &["Navn", "Merknad"]) + &odf_row(attributes, &["Post", text]);
        ods("", &table("table:name=\"Ark1\"", &rows))
    };
    let seen = with(&secret(), "table:visibility=\"collapse\"");
    assert_eq!(seen.flags_cells(ODS)["location"]["cell"], "B2");
    with(CLEAN, "table:visibility=\"visible\"").publishes();
    let seen = with(&secret(), "");
    assert_eq!(seen.finds(ODS, "body")["location"]["cell"], "B2");
}

#[test]
fn a_binary_workbook_is_read_with_its_hidden_sheets() {
    const XLSB: &str = "inn/liste.xlsb";
    let sheet = |name, state, rows| xlsb::Sheet { name, state, rows };
    let seen = |sheets: &[xlsb::Sheet<'_>], parts: &[(&str, &[u8])]| scan("liste.xlsb", xlsb::workbook(sheets, parts));
    let number = number();
    let rows: &[&[&str]] = &[&["Navn", "Fnr"], &["Post", &number]];
    let found = seen(&[sheet("Oversikt", 0, &HARMLESS), sheet("Søkere", 0, rows)], &[]);
    let place = ["sheet", "cell", "field"].map(|key| found.finds(XLSB, "body")["location"][key].clone());
    assert_eq!(place, ["Søkere", "B2", "Fnr"]);
    for state in [1, 2] {
        let found = seen(&[sheet("Oversikt", 0, &HARMLESS), sheet("Grunnlag", state, rows)], &[]);
        assert_eq!(found.flags_cells(XLSB)["location"]["sheet"], "Grunnlag");
        seen(&[sheet("Oversikt", 0, &HARMLESS), sheet("Grunnlag", 0, &HARMLESS)], &[]).publishes();
    }
    // What is not read of it is told.
    let cache = seen(&[sheet("Oversikt", 0, &HARMLESS)], &[("pivotCache/pivotCacheRecords1.bin", &[0x18, 0])]);
    assert!(matches!(cache.unread()[..], [(XLSB, _)]), "{}", cache.told());
}

#[test]
fn texts_that_no_cell_shows_any_more_are_found() {
    let seen = |number: u8, unused: &str| {
        let cell = format!("<c r=\"A1\" t=\"s\"><v>{number}</v></c>");
        let shared = format!("<sst {MAIN}><si><t>{CLEAN}</t></si><si><t>{unused}</t></si></sst>");
        let sheet = of_xml(format!("<sheetData><row r=\"1\">{cell}</row></sheetData>"));
        scan("liste.xlsx", workbook(&[sheet], "", &[("sharedStrings.xml", "sharedStrings", shared)]))
    };
    let gone = seen(0, &secret());
    let flagged = gone.flags(PATH, "hidden");
    assert_eq!(flagged["location"]["xpath"], "/xl/sharedStrings.xml/unused-string", "{flagged}");
    assert_eq!(gone.count("fodselsnummer"), 1, "{}", gone.told());
    // In a cell it is a cell's, and what says nothing is nothing.
    seen(1, &secret()).finds(PATH, "body");
    seen(1, &secret()).hides_nothing();
    seen(0, "Møterom").publishes();
}
