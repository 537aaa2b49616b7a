//! A plain workbook (XLSX): sheets of texts, numbers, dates and truths, and nothing else.

use crate::extract::office::Value;
use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A sheet in the making. Rows stand one below the other.
#[derive(Debug)]
pub(super) struct Sheet {
    name: String,
    rows: u64,
    data: String,
}

impl Sheet {
    pub fn new(name: &str) -> Self {
        Sheet { name: name.to_owned(), rows: 0, data: String::new() }
    }

    /// Adds a row: cells in order, each with its column from 0.
    pub fn row<'c>(&mut self, cells: impl Iterator<Item = (u32, Value, &'c str)>) {
        self.rows += 1;
        let row = self.rows;
        let _ = write!(self.data, "<row r=\"{row}\">");
        for (column, value, text) in cells {
            let place = crate::model::column_letters(column);
            // Writing to a string cannot fail.
            let _ = match value {
                Value::Text => write!(
                    self.data,
                    "<c r=\"{place}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(text)
                ),
                Value::Number(number) => write!(self.data, "<c r=\"{place}{row}\"><v>{number}</v></c>"),
                Value::Date(days) => {
                    let style = if days.fract() == 0.0 { DATE } else { DATE_AND_TIME };
                    write!(self.data, "<c r=\"{place}{row}\" s=\"{style}\"><v>{days}</v></c>")
                }
                Value::Duration(days) => {
                    write!(self.data, "<c r=\"{place}{row}\" s=\"{DURATION}\"><v>{days}</v></c>")
                }
                Value::Truth(truth) => {
                    write!(self.data, "<c r=\"{place}{row}\" t=\"b\"><v>{}</v></c>", u8::from(truth))
                }
            };
        }
        self.data.push_str("</row>");
    }
}

/// Text as XML may have it: without the control characters that it may not.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' | '\n' => escaped.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Indexes into the formats of cells in [`styles`].
const DATE: usize = 1;
const DATE_AND_TIME: usize = 2;
const DURATION: usize = 3;

/// The formats of cells: a number as it is, and Excel's own for a date, a date with its time, and hours.
fn styles() -> String {
    let formats: String = [0, 14, 22, 46]
        .map(|number| format!("<xf numFmtId=\"{number}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"))
        .concat();
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"4\">{formats}</cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

fn relation(id: usize, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

fn relations(each: &str) -> String {
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{each}</Relationships>")
}

/// The bytes of the workbook with these sheets.
///
/// # Errors
/// The archive cannot be made.
pub(super) fn write(sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let numbers = || (1..).zip(sheets);
    let kinds: String = numbers()
        .map(|(at, _)| {
            format!("<Override PartName=\"/xl/worksheets/sheet{at}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>")
        })
        .collect();
    let named: String = numbers()
        .map(|(at, sheet)| format!("<sheet name=\"{}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>", escaped(&sheet.name)))
        .collect();
    let related: String =
        numbers().map(|(at, _)| relation(at, "worksheet", &format!("worksheets/sheet{at}.xml"))).collect();
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>{kinds}</Types>"
            ),
        ),
        ("_rels/.rels".to_owned(), relations(&relation(1, "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{named}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            relations(&(related + &relation(sheets.len() + 1, "styles", "styles.xml"))),
        ),
        ("xl/styles.xml".to_owned(), styles()),
    ];
    parts.extend(numbers().map(|(at, sheet)| {
        let data = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData></worksheet>", sheet.data);
        (format!("xl/worksheets/sheet{at}.xml"), data)
    }));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(DECLARATION.as_bytes())?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
