//! Binary workbooks (XLSB): the parts of a workbook that hold cells are records instead of XML, all else is alike. Caches of pivot
//! tables and of other workbooks are not read, which is told.

mod records;
mod styles;

use super::Workbook;
use super::asides::{Asides, HEADER};
use super::strings;
use crate::extract::legacy::bytes::u64_at;
use crate::extract::legacy::value::unpacked;
use crate::extract::office::package::{Package, Relation};
use crate::extract::office::sheet::{Cell, Sheet};
use crate::extract::page_header;
use crate::model::{Reason, Role, Unread};
use records::{Data, kind};
use styles::Styles;

/// Parts made of records that hold no text of the user's, or text of cells once more, by their names without number.
const MUTE: &[&str] =
    &["calcchain", "binaryindex", "table", "metadata", "theme", "printersettings", "volatiledependencies"];

/// What is listed of a sheet.
struct Listed {
    name: String,
    is_hidden: bool,
    /// Of its relation.
    id: String,
}

/// What all sheets share.
#[derive(Default)]
struct Shared {
    texts: Vec<String>,
    styles: Styles,
}

impl<'a> Workbook<'_, 'a> {
    /// Reads the sheets of a binary workbook whose list of them is the part `main`.
    ///
    /// # Errors
    /// The list breaks off. What is wrong with a sheet is noted.
    pub(super) fn binary_sheets(&mut self, package: &mut Package<'a>, main: &str) -> Result<(), Unread> {
        let relations = package.relations(main);
        let mut shared = Shared::default();
        for Relation { kind, target, .. } in &relations {
            let outcome = match kind.as_str() {
                "sharedStrings" => self.records(package, target).and_then(|bytes| {
                    records::each(&bytes, &mut |kind, data| {
                        if kind == kind::SHARED_TEXT {
                            shared.texts.push(rich_text(data));
                        }
                    })
                }),
                "styles" => self.records(package, target).and_then(|bytes| shared.styles.read(&bytes)),
                _ => continue,
            };
            self.trouble.note(outcome);
        }
        let bytes = self.records(package, main)?;
        let mut sheets = Vec::new();
        let outcome = records::each(&bytes, &mut |kind, data| match kind {
            kind::WORKBOOK => shared.styles.formats.is_1904 = data.first().is_some_and(|flags| flags & 1 != 0),
            kind::SHEET => {
                let mut data = Data(data);
                let is_hidden = data.number() != 0;
                data.skip(4);
                let (id, name) = (data.text(), data.text());
                self.fields.add_once(Role::Metadata, main, "sheet", &name, self.output);
                sheets.push(Listed { name, is_hidden, id });
            }
            kind::NAME => {
                let name = Data(data.get(9..).unwrap_or_default()).text();
                if !name.starts_with("_xl") {
                    self.fields.add_once(Role::Metadata, main, "defined-name", &name, self.output);
                }
            }
            kind::PATH => self.fields.add_once(Role::Metadata, main, "path", &Data(data).text(), self.output),
            _ => {}
        });
        for listed in sheets {
            if let Some(relation) = relations.iter().find(|relation| relation.id == listed.id) {
                let read = self.binary_sheet(package, &relation.target, &listed, &shared);
                self.trouble.note(read);
            }
        }
        if outcome.is_ok() && self.trouble.0.is_none() {
            for (_, text) in shared.texts.iter().enumerate().filter(|(number, _)| !self.used.has(*number)) {
                self.fields.add_once(Role::Hidden, main, strings::UNUSED, text, self.output);
            }
        }
        outcome
    }

    /// The part at `path`, which has then been read.
    fn records(&mut self, package: &mut Package<'a>, path: &str) -> Result<Vec<u8>, Unread> {
        self.read.insert(path.to_owned());
        let missing = || Unread::new(Reason::Corrupt, "a binary workbook without a part that it names");
        let (bytes, outcome) = package.read(path).ok_or_else(missing)?;
        self.trouble.note(outcome);
        Ok(bytes)
    }

    fn binary_sheet(
        &mut self,
        package: &mut Package<'a>,
        path: &str,
        listed: &Listed,
        shared: &Shared,
    ) -> Result<(), Unread> {
        let bytes = self.records(package, path)?;
        let mut asides = Asides::default();
        for Relation { kind, target, .. } in package.relations(path) {
            let outcome = match kind.as_str() {
                "comments" => {
                    self.records(package, &target).and_then(|bytes| self.comments(&target, &bytes, &mut asides))
                }
                "threadedComment" => {
                    self.read.insert(target.clone());
                    asides.comments(package, &target, &mut self.fields, self.output)
                }
                "table" => self.records(package, &target).and_then(|bytes| {
                    records::each(&bytes, &mut |kind, data| {
                        if kind == kind::TABLE {
                            asides.colour_area(Data(data).area());
                        }
                    })
                }),
                _ => Ok(()),
            };
            self.trouble.note(outcome);
        }
        let outcome = self.beside_cells(path, &bytes, &mut asides);
        asides.sort();
        let mut sheet = Sheet::new(&listed.name, listed.is_hidden, self.input.named_headers);
        self.binary_cells(&bytes, shared, &mut asides, &mut sheet);
        outcome.and(self.end_sheet(sheet, &asides))
    }

    /// What a sheet says beside its cells.
    fn beside_cells(&mut self, path: &str, bytes: &[u8], asides: &mut Asides) -> Result<(), Unread> {
        let (fields, output) = (&mut self.fields, &mut *self.output);
        let mut row = 0;
        records::each(bytes, &mut |kind, record| {
            let mut data = Data(record);
            match kind {
                kind::ROW => {
                    row = data.number();
                    // The fifth of the bits that begin with the depth of an outline.
                    if record.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                        asides.hide_row(row);
                    }
                }
                kind::COLUMNS => {
                    let (first, last) = (data.number(), data.number());
                    let width = data.number();
                    if width == 0 || record.get(16).is_some_and(|flags| flags & 1 != 0) {
                        asides.hide_columns(first, last);
                    }
                }
                kind::CONDITION => {
                    data.skip(8);
                    areas(&mut data).for_each(|area| asides.colour_area(area));
                }
                kind::BACKDROP => asides.colour_area((0, 0, u32::MAX, u32::MAX)),
                kind::HEADER_FOOTER => {
                    data.skip(2);
                    for text in [(); 6].map(|()| data.text()) {
                        fields.add_once(Role::Metadata, path, HEADER, &page_header::text_of(&text), output);
                    }
                }
                kind::LINK => {
                    data.skip(16);
                    let [_, _, tip, shown] = [(); 4].map(|()| data.text());
                    for text in [tip, shown] {
                        fields.add_once(Role::Metadata, path, "tooltip", &text, output);
                    }
                }
                kind::VALIDATION => {
                    data.skip(4);
                    areas(&mut data).for_each(drop);
                    for text in [(); 4].map(|()| data.text()) {
                        fields.add_once(Role::Comment, path, "prompt", &text, output);
                    }
                }
                _ => {}
            }
        })
    }

    fn comments(&mut self, path: &str, bytes: &[u8], asides: &mut Asides) -> Result<(), Unread> {
        let mut place = (0, 0);
        records::each(bytes, &mut |kind, data| match kind {
            // Threads have authors that are no people.
            kind::AUTHOR => {
                let author = Data(data).text();
                if !author.starts_with("tc={") {
                    self.fields.add_once(Role::Metadata, path, "author", &author, self.output);
                }
            }
            kind::COMMENT => {
                let (row, column, ..) = Data(data.get(4..).unwrap_or_default()).area();
                place = (row, column);
            }
            kind::COMMENT_TEXT => asides.comment(place, rich_text(data)),
            _ => {}
        })
    }

    fn binary_cells(&mut self, bytes: &[u8], shared: &Shared, asides: &mut Asides, sheet: &mut Sheet<'_>) {
        let (mut row, mut next) = (0, 0);
        // Where the part breaks off has been told.
        let _ = records::each(bytes, &mut |kind, record| {
            let mut data = Data(record);
            let (kind, column) = match kind {
                kind::ROW => {
                    (row, next) = (data.number(), 0);
                    return;
                }
                kind::BLANK..=kind::FORMULA_ERROR | kind::RICH_TEXT => (kind, data.number()),
                kind::FIRST_SHORT..=kind::LAST_SHORT => (kind - (kind::FIRST_SHORT - kind::BLANK), next),
                _ => return,
            };
            next = column.saturating_add(1);
            // The upper byte holds marks.
            let style = u16::try_from(data.number() & 0xFF_FFFF).unwrap_or(u16::MAX);
            let written = |number| shared.styles.formats.written(number, style);
            let text = match kind {
                kind::PACKED => written(unpacked(data.number())),
                kind::REAL | kind::FORMULA_REAL => written(f64::from_bits(u64_at(data.0, 0).unwrap_or(0))),
                kind::BOOL | kind::FORMULA_BOOL => (data.0.first() == Some(&1)).to_string(),
                kind::TEXT | kind::FORMULA_TEXT => data.text(),
                kind::RICH_TEXT => rich_text(data.0),
                kind::SHARED => {
                    let number = data.number() as usize;
                    asides.used.mark(number);
                    shared.texts.get(number).cloned().unwrap_or_default()
                }
                _ => return,
            };
            if text.is_empty() {
                return;
            }
            let role = match asides.is_hidden(row, column) {
                true => Role::Hidden,
                false => shared.styles.role(style, asides.is_coloured(row, column)),
            };
            self.cell(Cell { row, column, role, text }, asides, sheet);
        });
    }
}

/// What comes of a part that no sheet has named; `None` where it is not made of records.
pub(super) fn other(name: &str) -> Option<Result<(), Unread>> {
    let name = name.to_ascii_lowercase();
    let (folder, file) = name.strip_prefix("xl/")?.rsplit_once('/').unwrap_or(("", name.get(3..)?));
    let kind = file.strip_suffix(".bin")?.trim_end_matches(|c: char| c.is_ascii_digit());
    if matches!(folder, "embeddings" | "media") || kind == "vbaproject" {
        return None;
    }
    let unread = || Unread::new(Reason::Unsupported, format!("a binary workbook with a part that is not read: {kind}"));
    Some(if MUTE.contains(&kind) { Ok(()) } else { Err(unread()) })
}

/// A text behind the marks of its runs.
fn rich_text(data: &[u8]) -> String {
    Data(data.get(1..).unwrap_or_default()).text()
}

/// Rectangles behind their number.
fn areas(data: &mut Data<'_>) -> impl Iterator<Item = (u32, u32, u32, u32)> {
    let count = (data.number() as usize).min(data.0.len() / 16);
    (0..count).map(|_| data.area())
}
