//! Excel workbooks from Excel 5 to 2003 (XLS): each sheet a table, with its hidden sheets, rows and columns and its comments, and
//! the strings that no cell uses any more.

mod biff;
mod link;
mod sheet;
mod style;
pub(in crate::extract) mod value;

use super::bytes::{u16_at, u32_at};
use super::compound::Compound;
use super::{macros, objects, pictures, properties};
use crate::extract::fields::Fields;
use crate::extract::{Input, Limits, Output};
use crate::model::{Reason, Role, Unread};
use biff::{Record, Records, Strings, kind, shared_strings};
use sheet::Sheet;
use std::collections::HashSet;
use style::Styles;
use value::Formats;

/// Shared strings may be written out so often that they make this much, whatever the size of the file.
const ALWAYS: usize = 16 << 20;

/// More sheets than Excel opens.
const MOST_SHEETS: usize = 10_000;

/// What holds for all sheets.
struct Workbook {
    strings: Strings,
    shared: Vec<String>,
    is_used: Vec<bool>,
    formats: Formats,
    styles: Styles,
    /// Bytes of shared strings that may still be written out.
    left: usize,
}

/// A sheet as the beginning of the workbook lists it.
struct Listed {
    name: String,
    at: usize,
    is_hidden: bool,
}

pub(super) fn read(input: &Input<'_>, mut file: Compound<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut fields = Fields::default();
    let mut trouble = properties::describe(&mut file, &mut fields);
    let stream = if file.is_stream("/Workbook") { "/Workbook" } else { "/Book" };
    let (bytes, unread) = file.stream_so_far(stream);
    trouble = unread.or(trouble);
    let outcome = sheets(input, &bytes, &mut fields, output);
    trouble = outcome.err().or(trouble);
    for cache in file.entries("/_SX_DB_CUR") {
        let (cached, unread) = file.stream_so_far(&cache.path);
        trouble = trouble.or(unread);
        pivot_strings(&cached, &mut fields);
    }
    fields.hand_out(output);
    let embedded: Vec<_> = file.entries("/").into_iter().filter(|entry| entry.name.starts_with("MBD")).collect();
    for (index, object) in embedded.iter().filter(|entry| entry.is_storage).enumerate() {
        objects::hand_out_one(&mut file, &object.path, index + 1, output)?;
    }
    trouble = trouble.or(macros::hand_out(&mut file, "/_VBA_PROJECT_CUR/VBA", output).err());
    trouble.map_or(Ok(()), Err)
}

fn sheets(input: &Input<'_>, bytes: &[u8], fields: &mut Fields, output: &mut dyn Output) -> Result<(), Unread> {
    let (mut workbook, listed) = beginning(bytes, input.limits, fields, output)?;
    let mut outcome = Ok(());
    // A sheet ends where the next one begins, so that none is read twice.
    let mut begins: Vec<usize> = listed.iter().map(|sheet| sheet.at).collect();
    begins.sort_unstable();
    let mut read = HashSet::new();
    for sheet in listed.into_iter().filter(|sheet| read.insert(sheet.at)) {
        let end = begins.get(begins.partition_point(|&begin| begin <= sheet.at)).map_or(bytes.len(), |&next| next);
        let bytes = &bytes[..end.min(bytes.len())];
        let mut reading = Sheet::new(&sheet.name, sheet.is_hidden);
        if !matches!(u16_at(bytes, sheet.at), Some(kind::BEGIN)) {
            outcome = outcome
                .and(Err(Unread::new(Reason::Corrupt, "a workbook with a sheet that is not where it should be")));
            continue;
        }
        reading.read(&workbook, &mut Records::from(bytes, sheet.at));
        outcome = outcome.and(reading.hand_out(&mut workbook, input.named_headers, output));
    }
    if outcome.is_ok() {
        let unused = workbook.shared.iter().zip(&workbook.is_used).filter(|(_, is_used)| !**is_used);
        unused.for_each(|(text, _)| fields.run(Role::Hidden, "unused-string", 0, text));
    }
    outcome
}

/// Reads what comes before the sheets.
fn beginning(
    bytes: &[u8],
    limits: Limits,
    fields: &mut Fields,
    output: &mut dyn Output,
) -> Result<(Workbook, Vec<Listed>), Unread> {
    let mut records = Records::from(bytes, 0);
    let begin = records.next().filter(|record| record.kind & 0xFF == 0x09);
    let version = begin.and_then(|record| u16_at(record.data, 0));
    let Some(version @ (0x0500 | 0x0600)) = version else {
        return Err(Unread::new(Reason::Unsupported, "a workbook from before Excel 5"));
    };
    let left = bytes.len().saturating_mul(usize::try_from(limits.expansion).unwrap_or(usize::MAX)).max(ALWAYS);
    let mut workbook = Workbook {
        strings: Strings { is_wide: version == 0x0600, code_page: 1252 },
        shared: Vec::new(),
        is_used: Vec::new(),
        formats: Formats::default(),
        styles: Styles::default(),
        left,
    };
    let mut sheets = Vec::new();
    let mut drawings = Vec::new();
    while let Some(Record { kind, data }) = records.next() {
        let strings = workbook.strings;
        let width = if strings.is_wide { 2 } else { 1 };
        match kind {
            kind::EOF => break,
            kind::FILE_PASS => return Err(Unread::new(Reason::Encrypted, "a workbook with a password")),
            kind::CODE_PAGE => workbook.strings.code_page = u16_at(data, 0).map_or(1252, u32::from),
            kind::DATE_MODE => workbook.formats.is_1904 = u16_at(data, 0) == Some(1),
            kind::FORMAT => workbook.formats.add(data, strings),
            kind::STYLE => {
                workbook.formats.add_style(data);
                if strings.is_wide {
                    workbook.styles.add(data);
                }
            }
            kind::FONT => workbook.styles.add_font(data),
            kind::PALETTE => workbook.styles.set_palette(data),
            kind::SHEET if sheets.len() < MOST_SHEETS => sheets.extend(listed(data, strings)),
            kind::STRINGS => workbook.shared = shared_strings(data, &records.continued()),
            kind::WRITE_ACCESS => {
                if let Some(name) = strings.at(data, 0, width) {
                    fields.add(Role::Metadata, "last-opened-by", &name);
                }
            }
            kind::NAME => {
                // Names of one letter are numbers of Excel's own.
                let length = data.get(3).copied().map_or(0, usize::from);
                let from = data.get(14..).filter(|_| u16_at(data, 0).is_some_and(|flags| flags & 0x20 == 0));
                if let Some(name) = from.and_then(|from| strings.characters(from, length)) {
                    fields.add(Role::Metadata, "defined-name", &name);
                }
            }
            kind::BOOK if data.len() > 6 => {
                if let Some(path) = strings.at(data, 2, 2) {
                    let path: String = path.chars().map(|c| if c.is_control() { '/' } else { c }).collect();
                    fields.add(Role::Metadata, "linked-workbook", &path);
                }
            }
            kind::DRAWINGS => {
                drawings.extend_from_slice(data);
                records.continued().iter().for_each(|more| drawings.extend_from_slice(more));
            }
            _ => {}
        }
    }
    workbook.is_used = vec![false; workbook.shared.len()];
    pictures::hand_out(&drawings, output)?;
    Ok((workbook, sheets))
}

fn listed(data: &[u8], strings: Strings) -> Option<Listed> {
    let name = strings.at(data, 6, 1)?;
    Some(Listed { name, at: u32_at(data, 0)? as usize, is_hidden: data.get(4)? & 3 != 0 })
}

/// The values that a pivot table keeps of the table it was made from.
fn pivot_strings(stream: &[u8], fields: &mut Fields) {
    let strings = Strings { is_wide: true, code_page: 1252 };
    for record in Records::from(stream, 0).filter(|record| record.kind == kind::PIVOT_STRING) {
        if let Some(text) = strings.at(record.data, 0, 2) {
            fields.add(Role::Metadata, "pivot-cache", &text);
        }
    }
}

impl Workbook {
    /// Whether a cell in that style shows nothing of what it holds.
    fn hides(&self, style: u16) -> bool {
        self.formats.hides(style) || self.styles.hides(style)
    }

    /// A shared string, which is used now.
    fn shared(&mut self, number: u32) -> Result<&str, Unread> {
        let Some(text) = self.shared.get(number as usize) else { return Ok("") };
        let Some(left) = self.left.checked_sub(text.len()) else {
            return Err(Unread::new(Reason::TooLarge, "a workbook whose cells share very long strings"));
        };
        self.left = left;
        if let Some(is_used) = self.is_used.get_mut(number as usize) {
            *is_used = true;
        }
        Ok(text)
    }
}
