//! Workbooks of Excel.

use super::package::{XML, office};

pub const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A sheet: its name, its state (empty: shown), and the XML between its tags.
pub struct Sheet<'a> {
    pub name: &'a str,
    pub state: &'a str,
    pub xml: String,
    /// Relationships of the sheet: id, kind, target.
    pub relations: Vec<(&'a str, &'a str, &'a str)>,
}

impl<'a> Sheet<'a> {
    /// A sheet that is shown.
    pub fn shown(name: &'a str, rows: &[&[&str]]) -> Self {
        Sheet { name, state: "", xml: format!("<sheetData>{}</sheetData>", cells(rows)), relations: Vec::new() }
    }
}

/// A row of cells for each of `rows`. Digits alone are numbers; all else is text.
pub fn cells(rows: &[&[&str]]) -> String {
    rows.iter().enumerate().map(|(at, row)| self::row(at as u32 + 1, "", row)).collect()
}

/// One row with attributes.
pub fn row(number: u32, attributes: &str, cells: &[&str]) -> String {
    let mut written = String::new();
    for (column, text) in cells.iter().enumerate() {
        let place = format!("{}{number}", char::from(b'A' + column as u8));
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        written.push_str(&match text {
            _ if is_number => format!("<c r=\"{place}\"><v>{text}</v></c>"),
            _ => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        });
    }
    format!("<row r=\"{number}\" {attributes}>{written}</row>")
}

/// The workbook of `sheets`. `inside` is XML behind the sheets (defined names, …); `parts` lie beside it: name below
/// `xl/`, kind of relationship, content.
pub fn workbook(sheets: &[Sheet<'_>], inside: &str, parts: &[(&str, &str, String)]) -> Vec<u8> {
    let mut list = String::new();
    let mut relations = Vec::new();
    let mut package = office("xl/workbook.xml", &[("xl/workbook.xml", "spreadsheetml.sheet.main")]);
    for (at, sheet) in sheets.iter().enumerate() {
        let number = at + 1;
        let state = if sheet.state.is_empty() { String::new() } else { format!(" state=\"{}\"", sheet.state) };
        list.push_str(&format!("<sheet name=\"{}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>", sheet.name));
        relations.push((format!("rId{number}"), "worksheet".to_owned(), format!("worksheets/sheet{number}.xml")));
        let path = format!("xl/worksheets/sheet{number}.xml");
        package = package.xml(path.as_str(), format!("<worksheet {MAIN}>{}</worksheet>", sheet.xml));
        if !sheet.relations.is_empty() {
            package = package.relations(&path, &sheet.relations);
        }
    }
    for (name, kind, content) in parts {
        if !kind.is_empty() {
            relations.push((format!("rId{}", relations.len() + 1), (*kind).to_owned(), (*name).to_owned()));
        }
        package = package.with(format!("xl/{name}"), format!("{XML}{content}"));
    }
    let relations: Vec<_> = relations.iter().map(|(id, kind, to)| (&**id, &**kind, &**to)).collect();
    package
        .xml("xl/workbook.xml", format!("<workbook {MAIN}><sheets>{list}</sheets>{inside}</workbook>"))
        .relations("xl/workbook.xml", &relations)
        .bytes()
}
