//! Binary workbooks of Excel (MS-XLSB): the same package, its sheets made of records.

use super::package::office;

/// A sheet: its name, its state (0 shown, 1 hidden, 2 very hidden), and its rows of texts.
pub struct Sheet<'a> {
    pub name: &'a str,
    pub state: u32,
    pub rows: &'a [&'a [&'a str]],
}

/// A record of less than 16 KiB.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = if kind < 128 { vec![kind as u8] } else { vec![kind as u8 | 0x80, (kind >> 7) as u8] };
    bytes.extend([data.len() as u8 | 0x80, (data.len() >> 7) as u8]);
    bytes.extend(data);
    bytes
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [numbers(&[units.len() as u32 / 2]), units].concat()
}

fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    let mut bytes = [record(0x81, &[]), record(0x94, &[0; 16]), record(0x91, &[])].concat();
    for (row, cells) in (0..).zip(rows) {
        bytes.extend(record(0, &[numbers(&[row, 0]), vec![0x2C, 1, 0, 0, 0, 0, 0, 0, 0]].concat()));
        for (column, value) in (0..).zip(*cells) {
            bytes.extend(record(6, &[numbers(&[column, 0]), text(value)].concat()));
        }
    }
    bytes.extend([record(0x92, &[]), record(0x82, &[])].concat());
    bytes
}

/// The workbook of `sheets`; `parts` lie beside it: name below `xl/`, content.
pub fn workbook(sheets: &[Sheet<'_>], parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut package = office("xl/workbook.bin", &[]);
    let mut list = record(0x99, &numbers(&[0, 0]));
    let mut relations = Vec::new();
    for (number, Sheet { name, state, rows }) in (1_u32..).zip(sheets) {
        let id = format!("rId{number}");
        list.extend(record(0x9C, &[numbers(&[*state, number]), text(&id), text(name)].concat()));
        package = package.with(format!("xl/worksheets/sheet{number}.bin"), sheet(rows));
        relations.push((id, format!("worksheets/sheet{number}.bin")));
    }
    for (name, content) in parts {
        package = package.with(format!("xl/{name}"), *content);
    }
    list.extend(record(0x90, &[]));
    let relations: Vec<_> = relations.iter().map(|(id, target)| (&**id, "worksheet", &**target)).collect();
    package.with("xl/workbook.bin", list).relations("xl/workbook.bin", &relations).bytes()
}
