//! Binary workbooks of Excel.

use super::{Found, found, package};
use crate::model::{Reason, Role};
use calamine::{Data, DataType as _, Reader as _, SheetVisible, Xlsb};
use std::io::Cursor;

/// A record of less than 16 KiB.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = if kind < 128 { vec![kind as u8] } else { vec![kind as u8 & 0x7F | 0x80, (kind >> 7) as u8] };
    bytes.extend([data.len() as u8 & 0x7F | 0x80, (data.len() >> 7) as u8]);
    bytes.extend(data);
    bytes
}

fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let bytes = units.iter().flat_map(|unit| unit.to_le_bytes());
    (units.len() as u32).to_le_bytes().into_iter().chain(bytes).collect()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn row(row: u32, is_hidden: bool) -> Vec<u8> {
    record(0, &[numbers(&[row, 0]), vec![0x2C, 1, 0, if is_hidden { 0x10 } else { 0 }, 0, 0, 0, 0, 0]].concat())
}

fn cell(column: u32, style: u32, value: &str) -> Vec<u8> {
    record(6, &[numbers(&[column, style]), text(value)].concat())
}

/// A part of comments: an author, and a comment on B2.
fn comments() -> Vec<u8> {
    let place = [numbers(&[0, 1, 1, 1, 1]), vec![0; 16]].concat();
    let comment = [vec![0], text("Merknad om Kari")].concat();
    [record(0x278, &text("Olga Ås")), record(0x27B, &place), record(0x27D, &comment)].concat()
}

/// Styles: plain; eleven digits at least; white; white on blue; white on white of the theme; a date.
fn styles() -> Vec<u8> {
    let colour =
        |kind: u8, index: u8, rgb: [u8; 3]| [vec![kind << 1 | 1, index, 0, 0], rgb.to_vec(), vec![255]].concat();
    let font = |colour: Vec<u8>| record(0x2B, &[vec![0; 12], colour, vec![0], text("Calibri")].concat());
    let fill = |kind: u32, colour: Vec<u8>| record(0x2D, &[numbers(&[kind]), colour.clone(), colour].concat());
    let style = |format: u16, font: u16, fill: u16| {
        let fields = [0, format, font, fill, 0, 0, 0, 0].into_iter().flat_map(|field| field.to_le_bytes());
        record(0x2F, &fields.collect::<Vec<u8>>())
    };
    [
        record(0x267, &numbers(&[1])),
        record(0x2C, &[vec![165, 0], text("00000000000")].concat()),
        font(colour(0, 0, [0; 3])),
        font(colour(2, 0, [255; 3])),
        font(colour(3, 0, [255; 3])),
        fill(0, colour(0, 0, [0; 3])),
        fill(1, colour(2, 0, [0, 0x33, 0x66])),
        fill(1, colour(3, 0, [255; 3])),
        record(0x272, &numbers(&[1])),
        style(0, 0, 0),
        record(0x273, &[]),
        record(0x269, &numbers(&[6])),
        style(0, 0, 0),
        style(165, 0, 0),
        style(0, 1, 0),
        style(0, 1, 1),
        style(0, 2, 2),
        style(14, 0, 0),
        record(0x26A, &[]),
    ]
    .concat()
}

fn relations(all: &[(&str, &str)]) -> Vec<u8> {
    let relation = |(kind, target): &(&str, &str)| {
        format!(
            "<Relationship Id=\"{kind}-{target}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    format!("<Relationships>{}</Relationships>", all.iter().map(relation).collect::<String>()).into_bytes()
}

fn sheet(columns: &[u8], rows: &[Vec<u8>], behind: &[u8]) -> Vec<u8> {
    let begin = [record(0x81, &[]), record(0x94, &[0; 16]), columns.to_vec(), record(0x91, &[])].concat();
    [begin, rows.concat(), record(0x92, &[]), behind.to_vec(), record(0x82, &[])].concat()
}

/// A workbook of a sheet that is shown, with those rows, one that is hidden and one that is very hidden.
fn workbook(columns: &[u8], rows: &[Vec<u8>], behind: &[u8], others: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let listed = |state: u32, name: &str, path: &str| {
        record(0x9C, &[numbers(&[state, 1]), text(&format!("worksheet-{path}")), text(name)].concat())
    };
    let list = [
        record(0x99, &numbers(&[0, 0])),
        listed(0, "Ark1", "worksheets/sheet1.bin"),
        listed(1, "Skjult", "worksheets/sheet2.bin"),
        listed(2, "Gjemt", "worksheets/sheet3.bin"),
        record(0x90, &[]),
        record(0x27, &[numbers(&[0]), vec![0], numbers(&[u32::MAX]), text("Dagny"), numbers(&[0, 0])].concat()),
        record(0x9D, &[]),
    ];
    let shared = |shared: &str| record(0x13, &[vec![0], text(shared)].concat());
    let shared = [record(0x9F, &numbers(&[1, 2])), shared("delt tekst"), shared("Ola Borte")].concat();
    let mut parts = vec![
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.bin")])),
        ("xl/workbook.bin", list.concat()),
        (
            "xl/_rels/workbook.bin.rels",
            relations(&[
                ("worksheet", "worksheets/sheet1.bin"),
                ("worksheet", "worksheets/sheet2.bin"),
                ("worksheet", "worksheets/sheet3.bin"),
                ("sharedStrings", "sharedStrings.bin"),
                ("styles", "styles.bin"),
            ]),
        ),
        ("xl/sharedStrings.bin", shared),
        ("xl/styles.bin", styles()),
        ("xl/worksheets/sheet1.bin", sheet(columns, rows, behind)),
        ("xl/worksheets/_rels/sheet1.bin.rels", relations(&[("comments", "../comments1.bin")])),
        ("xl/comments1.bin", comments()),
        ("xl/worksheets/sheet2.bin", sheet(&[], &[row(0, false), cell(0, 0, "borte")], &[])),
        ("xl/worksheets/sheet3.bin", sheet(&[], &[row(0, false), cell(0, 0, "hemmelig")], &[])),
        ("xl/calcChain.bin", record(0x3F, &[0; 8])),
    ];
    parts.extend_from_slice(others);
    package(&parts)
}

fn example() -> Vec<u8> {
    let rows = [
        row(0, false),
        cell(0, 0, "Navn"),
        cell(1, 0, "Nummer"),
        cell(2, 0, "Dato"),
        cell(3, 0, "Notat"),
        row(1, false),
        record(7, &numbers(&[0, 0, 0])),
        record(2, &numbers(&[1, 1, 1_019_012 << 2 | 2])),
        record(5, &[numbers(&[2, 5]), 45_352.0_f64.to_le_bytes().to_vec()].concat()),
        cell(3, 2, "hvitt"),
        cell(4, 0, "i skjult kolonne"),
        row(2, true),
        cell(0, 0, "i skjult rad"),
        row(3, false),
        cell(0, 3, "hvitt på blått"),
        cell(1, 4, "hvitt på hvitt"),
        record(0x3E, &[numbers(&[2, 0]), vec![1], text("rik tekst"), numbers(&[0])].concat()),
        // The cell to the right of it, of the short kind.
        record(0x11, &[numbers(&[0]), text("kort celle")].concat()),
        row(4, false),
        cell(0, 2, "hvitt i farget tabell"),
    ];
    let column = record(0x3C, &[numbers(&[4, 4, 2000, 0]), vec![1, 0]].concat());
    let columns = [record(0x186, &[]), column, record(0x187, &[])].concat();
    let conditions = record(0x1CD, &numbers(&[1, 0, 1, 4, 4, 0, 0]));
    let mut ends = vec![0, 0];
    ends.extend(text("&LTopp"));
    ends.extend(numbers(&[u32::MAX; 5]));
    let behind = [conditions, record(0x1DF, &ends)].concat();
    workbook(
        &columns,
        &rows,
        &behind,
        &[("docProps/core.xml", b"<coreProperties><creator>Rita</creator></coreProperties>".to_vec())],
    )
}

fn read(bytes: &[u8]) -> Found {
    let found = found(bytes, "ark.xlsb");
    assert_eq!(found.extraction.format, "XLSB");
    found
}

#[test]
fn binary_workbooks_are_read_with_what_is_hidden() {
    let found = read(&example());
    assert!(found.is_read(), "{:?}", found.extraction);
    assert_eq!(
        found.texts(Role::Body),
        [
            "delt tekst",
            "Nummer: 00001019012",
            "Dato: 2024-03-01",
            "hvitt på blått",
            "Dato: rik tekst",
            "Notat: kort celle",
            "hvitt i farget tabell"
        ]
        .map(|text| if text.contains(": ") { text.to_owned() } else { format!("Navn: {text}") })
    );
    assert_eq!(
        found.texts(Role::Hidden),
        [
            "Notat: hvitt",
            "i skjult kolonne",
            "Navn: i skjult rad",
            "Nummer: hvitt på hvitt",
            "borte",
            "hemmelig",
            "unused-string: Ola Borte"
        ]
    );
    assert_eq!(found.all(Role::Comment), "Merknad om Kari");
    let metadata = found.all(Role::Metadata);
    for value in ["defined-name: Dagny", "author: Olga Ås", "sheet: Gjemt", "header-footer: Topp", "Rita"] {
        assert!(metadata.contains(value), "{value}: {metadata}");
    }
}

#[test]
fn another_reader_finds_the_same_in_the_workbook_of_this_test() {
    let mut book = Xlsb::new(Cursor::new(example())).expect("it is as Excel writes it");
    let sheets: Vec<_> = book.sheets_metadata().iter().map(|sheet| sheet.visible).collect();
    assert_eq!(sheets, [SheetVisible::Visible, SheetVisible::Hidden, SheetVisible::VeryHidden]);
    let cells = book.worksheet_range("Ark1").expect("a sheet");
    assert_eq!(cells.get_value((1, 0)), Some(&Data::String("delt tekst".into())));
    assert_eq!(cells.get_value((1, 1)), Some(&Data::Int(1_019_012)));
    assert!(cells.get_value((1, 2)).is_some_and(|date| date.is_datetime()));
}

#[test]
fn what_is_not_read_of_a_binary_workbook_is_told() {
    let rows = [row(0, false), cell(0, 0, "Kari")];
    let reason = |others: &[(&str, Vec<u8>)]| {
        let found = read(&workbook(&[], &rows, &[], others));
        assert_eq!(found.texts(Role::Body), ["Kari"]);
        found.extraction.unread.map(|unread| (unread.reason, unread.detail))
    };
    assert_eq!(reason(&[]), None);
    assert_eq!(reason(&[("xl/printerSettings/printerSettings1.bin", vec![1, 2])]), None);
    let cache = reason(&[("xl/pivotCache/pivotCacheRecords1.bin", record(0x18, &text("Ola Slettet")))]);
    assert!(
        cache.is_some_and(|(reason, detail)| reason == Reason::Unsupported && detail.ends_with("pivotcacherecords"))
    );
    let mut broken = workbook(&[], &rows, &[], &[]);
    assert!(read(&broken).is_read());
    // Its sheet breaks off within a record.
    broken = workbook(&[], &[rows.concat(), vec![6, 200]], &[], &[]);
    assert_eq!(read(&broken).extraction.unread.map(|unread| unread.reason), Some(Reason::Corrupt));
}

#[test]
fn damaged_binary_workbooks_come_to_an_end() {
    crate::extract::reading::damage(&example(), "ark.xlsb");
}
