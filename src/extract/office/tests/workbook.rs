//! Excel workbooks.

use super::{Found, found, package};
use crate::model::{Reason, Role};

pub(super) const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\";;;\"/>\
                      <numFmt numFmtId=\"165\" formatCode=\"00000000000\"/></numFmts>\
                      <fonts count=\"3\"><font/><font><color rgb=\"FFFFFFFF\"/></font><font><color rgb=\"FF000000\"/></font></fonts>\
                      <fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF003366\"/></patternFill></fill>\
                      <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF000000\"/></patternFill></fill></fills>\
                      <cellXfs count=\"6\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\"/><xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" applyNumberFormat=\"1\"/>\
                      <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" applyFont=\"1\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"1\" applyFont=\"1\" applyFill=\"1\"/>\
                      <xf numFmtId=\"0\" fontId=\"2\" fillId=\"2\" applyFont=\"1\" applyFill=\"1\"/><xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";

pub(super) fn workbook(rows: &str, around: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let sheet = |rows: &str| format!("<worksheet {MAIN}><sheetData>{rows}</sheetData>{around}</worksheet>");
    let list = format!(
        "<workbook {MAIN}><sheets><sheet name=\"Ark1\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Gjemt\" sheetId=\"2\" state=\"veryHidden\" r:id=\"rId2\"/></sheets>\
         <definedNames><definedName name=\"Kari\">\"Nordmann\"</definedName></definedNames></workbook>"
    );
    let (first, second) = (sheet(rows), sheet(&row(1, "", &[cell("A1", "", "hemmelig")])));
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        ("xl/workbook.xml", list.as_str()),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
          <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>",
        ),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", first.as_str()),
        ("xl/worksheets/sheet2.xml", second.as_str()),
    ];
    parts.retain(|(name, _)| others.iter().all(|(other, _)| other != name));
    parts.extend(others);
    package(&parts)
}

pub(super) fn cell(place: &str, properties: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"{properties}><is><t>{text}</t></is></c>")
}

pub(super) fn row(number: u32, properties: &str, cells: &[String]) -> String {
    format!("<row r=\"{number}\"{properties}>{}</row>", cells.concat())
}

pub(super) fn read(bytes: &[u8]) -> Found {
    let found = found(bytes, "ark.xlsx");
    assert_eq!(found.extraction.format, "XLSX");
    assert!(found.is_read(), "{:?}", found.extraction);
    found
}

#[test]
fn what_is_hidden_by_sheet_row_column_or_format_is_told() {
    let rows = [
        row(1, "", &[cell("A1", "", "Navn"), cell("B1", "", "Merknad"), cell("C1", "", "Nummer")]),
        row(
            2,
            "",
            &[
                cell("A2", "", "Kari"),
                cell("B2", " s=\"1\"", "uten format"),
                "<c r=\"C2\" s=\"5\"><v>1019012345</v></c>".into(),
            ],
        ),
        row(3, " hidden=\"1\"", &[cell("A3", "", "Ola")]),
        row(4, " ht=\"0\" customHeight=\"1\"", &[cell("A4", "", "Per")]),
        row(
            5,
            "",
            &[cell("A5", " s=\"2\"", "hvit"), cell("B5", " s=\"3\"", "på blått"), cell("C5", " s=\"4\"", "sladdet")],
        ),
        row(6, "", &[cell("A6", "", "Ida"), cell("D6", "", "i skjult kolonne"), cell("E6", " s=\"2\"", "i tabell")]),
    ];
    let around = "<cols><col min=\"4\" max=\"4\" width=\"0\"/></cols><conditionalFormatting sqref=\"E1:E9\"/>\
                  <dataValidations><dataValidation prompt=\"Skriv navnet\"><formula1>\"ja,nei\"</formula1></dataValidation></dataValidations>";
    let found = read(&workbook(&rows.concat(), around, &[]));
    assert_eq!(
        found.texts(Role::Body),
        ["Navn: Kari", "Nummer: 01019012345", "Merknad: på blått", "Navn: Ida", "i tabell"]
    );
    assert_eq!(
        found.texts(Role::Hidden),
        ["Merknad: uten format", "Navn: Ola", "Navn: Per", "Navn: hvit", "i skjult kolonne", "hemmelig"]
    );
    assert_eq!(found.texts(Role::UnderRedaction), ["Nummer: sladdet"]);
    assert_eq!(found.parts.iter().filter(|part| part.role == Role::Hidden).count(), 1);
    let metadata = found.all(Role::Metadata);
    assert!(
        metadata.contains("defined-name: Kari|defined-name: \"Nordmann\"")
            && metadata.contains("validation: \"ja,nei\""),
        "{metadata}"
    );
    assert_eq!(found.texts(Role::Comment), ["prompt: Skriv navnet"]);
}

#[test]
fn caches_give_what_no_sheet_holds() {
    let rows = row(1, "", &[cell("A1", "", "Kari Nordmann")]);
    let pivot = "<pivotCacheDefinition refreshedBy=\"Per\"><cacheFields><cacheField name=\"Navn\"><sharedItems><s v=\"Kari Nordmann\"/><s v=\"Ola Slettet\"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>";
    let records = "<pivotCacheRecords><r><x v=\"0\"/><s v=\"syk\"/><n v=\"12345678901\"/><n v=\"12\"/></r><r><s v=\"Kari Nordmann\"/></r></pivotCacheRecords>";
    let external = "<externalLink><externalBook><sheetNames><sheetName val=\"Ansatte\"/></sheetNames><sheetDataSet><sheetData><row r=\"1\"><cell r=\"A1\" t=\"str\"><v>Ida Ekstern</v></cell><cell r=\"B1\"><v>3</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>";
    let log = "<revisions><rcc><oc r=\"A1\" t=\"inlineStr\"><is><t>Gammelt navn</t></is></oc><nc r=\"A1\" t=\"inlineStr\"><is><t>Kari Nordmann</t></is></nc></rcc></revisions>";
    let found = read(&workbook(
        &rows,
        "",
        &[
            ("xl/pivotCache/pivotCacheDefinition1.xml", pivot),
            ("xl/pivotCache/pivotCacheRecords1.xml", records),
            ("xl/externalLinks/externalLink1.xml", external),
            ("xl/revisions/revisionLog1.xml", log),
        ],
    ));
    let covert = found.covert();
    assert_eq!(covert.len(), 5, "{covert:?}");
    for expected in [
        "pivot-cache: Ola Slettet",
        "pivot-cache: syk\t12345678901",
        "external-cache: Ida Ekstern",
        "tracked-deletion: Gammelt navn",
    ] {
        assert!(covert.iter().any(|text| text == expected), "{expected}: {covert:?}");
    }
    assert_eq!(found.texts(Role::Body), ["Kari Nordmann"]);
}

#[test]
fn pictures_with_room_for_text_and_embedded_objects_are_members() {
    let drawing = "<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"a\"><xdr:sp><xdr:cNvPr descr=\"Kart\"/><a:p><a:r><a:t>Tekstboks</a:t></a:r></a:p></xdr:sp></xdr:wsDr>";
    let others = [
        ("xl/drawings/drawing1.xml", drawing),
        ("xl/media/image1.gif", "GIF89a\u{10}\u{0}\u{10}\u{0}..."),
        ("xl/media/image2.gif", "GIF89a\u{0}\u{2}\u{0}\u{2}..."),
        ("xl/embeddings/oleObject1.bin", "objekt"),
        ("xl/printerSettings/printerSettings1.bin", "skriver"),
        ("xl/vbaProject.bin", "makro"),
    ];
    let found = read(&workbook("", "", &others));
    let names: Vec<&str> = found.members.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["xl/embeddings/oleObject1.bin", "xl/media/image2.gif", "xl/vbaProject.bin"]);
    assert!(found.texts(Role::Body).contains(&"Tekstboks".to_owned()));
    assert!(found.all(Role::Metadata).contains("alt-text: Kart"));
}

#[test]
fn a_damaged_workbook_gives_what_it_can() {
    let whole = workbook(
        &row(1, "", &[cell("A1", "", "Kari")]),
        "",
        &[("docProps/app.xml", "<Properties><Company>Kommunen</Company></Properties>")],
    );
    let cut = found(&whole[..whole.len() / 2], "ark.xlsx");
    assert_eq!(cut.extraction.unread.map(|unread| unread.reason), Some(Reason::Corrupt));
    let no_sheet = package(&[
        ("[Content_Types].xml", ""),
        ("xl/workbook.xml", "<workbook><sheets>"),
        ("docProps/app.xml", "<Properties><Company>Kommunen</Company></Properties>"),
    ]);
    let found = found(&no_sheet, "ark.xlsx");
    assert!(!found.is_read());
    assert_eq!(found.texts(Role::Metadata), ["Company: Kommunen"]);
}
