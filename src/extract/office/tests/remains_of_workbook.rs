//! What workbooks keep that no cell shows, and what stands beside their cells.

use super::workbook::{MAIN, cell, read, row, workbook};
use crate::model::Role;

const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook whose cells show the shared texts of those numbers.
fn sharing(numbers: &[usize], texts: &[&str], others: &[(&str, &str)]) -> Vec<u8> {
    let cells =
        numbers.iter().enumerate().map(|(at, number)| format!("<c r=\"A{}\" t=\"s\"><v>{number}</v></c>", at + 1));
    let rows = cells.enumerate().map(|(at, cell)| format!("<row r=\"{}\">{cell}</row>", at + 1)).collect::<String>();
    let shared = texts.iter().map(|text| format!("<si>{text}</si>")).collect::<String>();
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATED}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{RELATED}/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" Type=\"{RELATED}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let shared = format!("<sst {MAIN}>{shared}</sst>");
    let mut others = others.to_vec();
    others.extend([("xl/sharedStrings.xml", shared.as_str()), ("xl/_rels/workbook.xml.rels", &relations)]);
    workbook(&rows, "", &others)
}

#[test]
fn texts_that_no_cell_shows_any_more_are_found() {
    let texts = [
        "<t>Vist</t>",
        "<r><t>Kari </t></r><r><t>Nordmann</t></r><rPh><t>lyd</t></rPh>",
        "<t>Vist</t>",
        "<t>Også vist</t>",
        "<t>—</t>",
        "<t>Kari Nordmann</t>",
    ];
    let found = read(&sharing(&[0, 3], &texts, &[]));
    assert_eq!(found.texts(Role::Hidden), ["hemmelig", "unused-string: Kari Nordmann"]);
    assert!(found.texts(Role::Body).iter().all(|text| text.contains("ist")));
    let found = read(&sharing(&[0, 1, 3, 4], &texts, &[]));
    assert_eq!(found.texts(Role::Hidden), ["hemmelig"], "all that says something is shown");
}

#[test]
fn where_a_sheet_cannot_be_read_nobody_knows_what_is_unused() {
    let broken = format!("<worksheet {MAIN}><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></x></row>");
    let bytes = sharing(&[0], &["<t>Vist</t>", "<t>Kari</t>"], &[("xl/worksheets/sheet3.xml", "")]);
    assert_eq!(read(&bytes).texts(Role::Hidden), ["hemmelig", "unused-string: Kari"]);
    let found = super::found(
        &sharing(
            &[0],
            &["<t>Vist</t>", "<t>Kari</t>"],
            &[
                (
                    "xl/worksheets/_rels/sheet1.xml.rels",
                    "<Relationships><Relationship Id=\"a\" Type=\"x/comments\" Target=\"../comments1.xml\"/></Relationships>",
                ),
                ("xl/comments1.xml", &broken),
            ],
        ),
        "ark.xlsx",
    );
    assert!(!found.is_read());
    assert!(found.texts(Role::Body).contains(&"shared-string: Kari".to_owned()), "{:?}", found.texts(Role::Body));
}

#[test]
fn parts_that_nothing_leads_to_are_read() {
    let sheet = format!(
        "<worksheet {MAIN}><sheetData>{}<row r=\"2\"><c r=\"A2\"><v>41234567</v></c><c r=\"B2\"><v>12</v></c><c r=\"C2\" t=\"str\"><v>syk</v></c></row></sheetData></worksheet>",
        row(1, "", &[cell("A1", "", "Ola Slettet")])
    );
    let comments = "<comments><authors><author>Per Vik</author></authors><commentList><comment ref=\"B2\"><text><t>Ring mor</t></text></comment></commentList></comments>";
    let relations =
        "<Relationships><Relationship Id=\"a\" Type=\"x/comments\" Target=\"../comments1.xml\"/></Relationships>";
    let others = [("xl/worksheets/sheet7.xml", sheet.as_str()), ("xl/comments1.xml", comments)];
    let found = read(&workbook("", "", &others));
    assert_eq!(found.texts(Role::Hidden), ["hemmelig", "orphan-sheet: Ola Slettet\n41234567\tsyk"]);
    assert_eq!(found.texts(Role::Comment), ["comment: Ring mor"]);
    assert!(found.all(Role::Metadata).contains("author: Per Vik"));
    // On a sheet the same comment is told with its cell, once.
    let linked =
        read(&workbook("", "", &[("xl/Comments1.xml", comments), ("xl/worksheets/_rels/sheet1.xml.rels", relations)]));
    assert_eq!((linked.texts(Role::Comment), linked.covert().len()), (vec!["Ring mor".into()], 1));
}

#[test]
fn names_of_sheets_are_searched_once() {
    let list = "<Properties><TitlesOfParts><vt:vector xmlns:vt=\"v\"><vt:lpstr>Ark1</vt:lpstr><vt:lpstr>Gjemt</vt:lpstr><vt:lpstr>Ark1!Utskriftsområde</vt:lpstr></vt:vector></TitlesOfParts></Properties>";
    let found = read(&workbook("", "", &[("docProps/app.xml", list)]));
    assert_eq!(
        found.texts(Role::Metadata),
        [
            "sheet: Ark1",
            "sheet: Gjemt",
            "defined-name: Kari",
            "defined-name: \"Nordmann\"",
            "TitlesOfParts: Ark1!Utskriftsområde"
        ]
    );
}

#[test]
fn headers_are_read_without_their_codes() {
    let around = "<headerFooter><oddHeader>&amp;LKari Nordmann&amp;R&amp;\"Arial,Fet\"&amp;8Fnr. 1890 &amp;P</oddHeader><oddFooter>&amp;CSide &amp;P</oddFooter>\
                  <evenHeader>&amp;LKari Nordmann&amp;R&amp;8Fnr. 1890</evenHeader></headerFooter>";
    let found = read(&workbook("", around, &[]));
    let of_page: Vec<String> =
        found.texts(Role::Metadata).into_iter().filter(|text| text.starts_with("header-footer")).collect();
    assert_eq!(of_page, ["header-footer: Kari Nordmann\nFnr. 1890", "header-footer: Side"]);
}

#[test]
fn filters_scenarios_and_protected_ranges_are_read() {
    let rows = row(1, "", &[cell("A1", "", "hemmelig")]);
    let around = "<protectedRanges><protectedRange name=\"Olas felt\" sqref=\"A1\"/></protectedRanges><scenarios><scenario name=\"Uten Ida\" user=\"Per\" comment=\"Laget av Per\">\
                  <inputCells r=\"A1\" val=\"Permisjon\"/></scenario></scenarios><autoFilter><filterColumn><filters><filter val=\"hemmelig\"/><filter val=\"Borte\"/></filters></filterColumn></autoFilter>";
    let found = read(&workbook(&rows, around, &[]));
    let metadata = found.texts(Role::Metadata);
    for expected in [
        "protected-range: Olas felt",
        "scenario: Uten Ida",
        "scenario: Laget av Per",
        "author: Per",
        "scenario: Permisjon",
        "filter: Borte",
    ] {
        assert!(metadata.iter().any(|text| text == expected), "{expected}: {metadata:?}");
    }
    assert!(!metadata.iter().any(|text| text == "filter: hemmelig"), "a cell shows it");
    assert_eq!(found.texts(Role::Body), ["hemmelig"]);
}

#[test]
fn what_is_kept_of_other_programs_is_read() {
    let book = "<externalLink><externalBook><sheetNames><sheetName val=\"Elever i sak\"/></sheetNames><definedNames><definedName name=\"Karis_ark\"/></definedNames></externalBook></externalLink>";
    let data = "<externalLink><ddeLink ddeService=\"Fagsystem\" ddeTopic=\"Sak%20Kari\"><ddeItems><ddeItem name=\"StdDocumentName\"><values><value t=\"str\"><val>Ida Ekstern</val></value><value t=\"n\"><val>3</val></value></values></ddeItem></ddeItems></ddeLink></externalLink>";
    let list = "<formControlPr objectType=\"List\"><itemLst><item val=\"Kari Vik\"/></itemLst></formControlPr>";
    let chart = "<cx:chartSpace xmlns:cx=\"c\"><cx:strDim type=\"cat\"><cx:lvl><cx:pt idx=\"0\">Kari Sund</cx:pt></cx:lvl></cx:strDim><cx:numDim><cx:lvl><cx:pt idx=\"0\">12</cx:pt></cx:lvl></cx:numDim></cx:chartSpace>";
    let drawing = "<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"a\" xmlns:mc=\"mc\"><mc:AlternateContent><mc:Choice><a:p><a:t>Boks</a:t></a:p></mc:Choice><mc:Fallback><a:p><a:t>Boks</a:t></a:p><a:p><a:t>Gammel</a:t></a:p></mc:Fallback></mc:AlternateContent></xdr:wsDr>";
    let found = read(&workbook(
        "",
        "",
        &[
            ("xl/externalLinks/externalLink1.xml", book),
            ("xl/externalLinks/externalLink2.xml", data),
            ("xl/ctrlProps/ctrlProp1.xml", list),
            ("xl/charts/chartEx1.xml", chart),
            ("xl/drawings/drawing1.xml", drawing),
        ],
    ));
    let metadata = found.texts(Role::Metadata);
    for expected in
        ["external-name: Elever i sak", "external-name: Karis_ark", "external-name: Sak Kari", "list-item: Kari Vik"]
    {
        assert!(metadata.iter().any(|text| text == expected), "{expected}: {metadata:?}");
    }
    assert_eq!(found.texts(Role::Body), ["Kari Sund", "Boks"]);
    assert_eq!(found.covert(), ["hemmelig", "fallback: Gammel", "external-cache: Ida Ekstern"]);
}
