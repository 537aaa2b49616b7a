//! A workbook whose visible sheet is harmless, with a hidden sheet of the applicants' personal numbers. They are stored
//! as numbers, so that one that begins with a zero has ten digits left.

use super::numbers::{fodselsnummer, kontonummer};
use super::ooxml::{application, content_types, properties, relation, relations_to, relationships};
use super::package::{XML, escaped, package};
use anyhow::Result;

const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
                    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

enum Cell<'a> {
    Text(&'a str),
    Head(&'a str),
    Number(&'a str),
}

use Cell::{Head, Number, Text};

/// Summer jobs for the young.
pub fn summer_jobs() -> Result<Vec<u8>> {
    let shown = sheet(
        &[26.0, 12.0, 12.0, 14.0],
        &[
            &[Head("Enhet"), Head("Plasser"), Head("Søkere"), Head("Timer i uka")],
            &[Text("Park og idrett"), Number("14"), Number("39"), Number("30")],
            &[Text("Storholmen omsorgssenter"), Number("10"), Number("22"), Number("22.5")],
            &[Text("Fjordnes bibliotek"), Number("2"), Number("17"), Number("20")],
            &[Text("Sommerskolen"), Number("6"), Number("25"), Number("25")],
            &[Text("Sum"), Number("32"), Number("103"), Text("")],
        ],
    );
    let numbers = [
        fodselsnummer(21, 3, 1881, 530),
        fodselsnummer(4, 11, 1879, 541),
        fodselsnummer(30, 6, 1883, 552),
        fodselsnummer(9, 1, 1880, 563),
    ];
    let accounts = [kontonummer(1203), kontonummer(2417), kontonummer(3308), kontonummer(4125)];
    let names = ["Sivert Nordahl Kleppe", "Oda Marlene Fivelstad", "Yusra Haji Barre", "Elias Grimstveit"];
    let mut rows: Vec<Vec<Cell<'_>>> =
        vec![vec![Head("Navn"), Head("Fødselsnummer"), Head("Kontonummer"), Head("Timelønn")]];
    for ((name, number), account) in names.into_iter().zip(&numbers).zip(&accounts) {
        let number = number.trim_start_matches('0');
        rows.push(vec![Text(name), Number(number), Text(account), Number("148.5")]);
    }
    let rows: Vec<&[Cell<'_>]> = rows.iter().map(Vec::as_slice).collect();
    let hidden = sheet(&[28.0, 18.0, 18.0, 12.0], &rows);
    let workbook = format!(
        "{XML}<workbook {MAIN}><bookViews><workbookView xWindow=\"0\" yWindow=\"0\" windowWidth=\"22000\" \
         windowHeight=\"12000\"/></bookViews><sheets><sheet name=\"Oversikt\" sheetId=\"1\" r:id=\"rId1\"/><sheet \
         name=\"Grunnlag\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>"
    );
    let relations = relationships(
        &(relation(1, "worksheet", "worksheets/sheet1.xml")
            + &relation(2, "worksheet", "worksheets/sheet2.xml")
            + &relation(3, "styles", "styles.xml")),
    );
    let kind =
        |part: &str, kind: &str| format!("<Override PartName=\"/xl/{part}.xml\" ContentType=\"{SHEET}.{kind}+xml\"/>");
    let types = kind("workbook", "sheet.main")
        + &kind("styles", "styles")
        + &kind("worksheets/sheet1", "worksheet")
        + &kind("worksheets/sheet2", "worksheet");
    package(&[
        ("[Content_Types].xml", content_types(&types)),
        ("_rels/.rels", relations_to("xl/workbook.xml")),
        ("docProps/core.xml", properties("Sommerjobb for ungdom 2026", "HR")),
        ("docProps/app.xml", application("Microsoft Excel")),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/styles.xml", styles()),
        ("xl/worksheets/sheet1.xml", shown),
        ("xl/worksheets/sheet2.xml", hidden),
    ])
}

fn sheet(widths: &[f32], rows: &[&[Cell<'_>]]) -> String {
    let mut columns = String::new();
    for (at, width) in widths.iter().enumerate() {
        columns.push_str(&format!("<col min=\"{0}\" max=\"{0}\" width=\"{width}\" customWidth=\"1\"/>", at + 1));
    }
    let mut data = String::new();
    for (row, cells) in rows.iter().enumerate() {
        data.push_str(&format!("<row r=\"{}\">", row + 1));
        for (column, cell) in cells.iter().enumerate() {
            let place = format!("{}{}", char::from(b'A' + column as u8), row + 1);
            data.push_str(&match cell {
                Text("") => String::new(),
                Text(text) => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(text)),
                Head(text) => format!("<c r=\"{place}\" s=\"1\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(text)),
                Number(number) => format!("<c r=\"{place}\"><v>{number}</v></c>"),
            });
        }
        data.push_str("</row>");
    }
    format!("{XML}<worksheet {MAIN}><cols>{columns}</cols><sheetData>{data}</sheetData></worksheet>")
}

fn styles() -> String {
    format!(
        "{XML}<styleSheet {MAIN}><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Arial\"/></font><font><b/><sz \
         val=\"11\"/><name val=\"Arial\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/>\
         </fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/>\
         <right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" \
         fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" \
         fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" \
         xfId=\"0\" applyFont=\"1\"/></cellXfs></styleSheet>"
    )
}
