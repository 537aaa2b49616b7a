//! Excel workbooks (XLSX, with macros and templates, and XLSB): each sheet a table, cell by cell, with its hidden sheets, rows,
//! columns and cells and its comments; and what else the file holds: headers and footers, text boxes, defined names,
//! caches, properties, links, documents within. Cells come through calamine, which knows numbers from dates; what it
//! does not tell is read from the package.
//!
//! Cells are read one after the other. Only the strings that cells share are held in memory, hence the limit on them.

mod asides;
mod binary;
mod caches;
mod cells;
mod looks;
mod overview;
mod remains;
mod strings;

pub(crate) use cells::{Value, WrittenCell, written_cells};

use super::fields::Fields;
use super::markup;
use super::package::Package;
use super::sheet::{Cell, Sheet};
use super::{Trouble, drawing, media, properties};
use crate::extract::{Input, Output};
use crate::model::{Reason, Role, Unread};
use asides::Asides;
use caches::Values;
use calamine::{Data, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use hashbrown::{HashMap, HashSet};
use looks::Look;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use strings::Used;

/// Decompressed bytes of the strings that cells share: they are held in memory.
const MOST_SHARED: u64 = 256 * 1024 * 1024;

/// Roots of parts that are read as cells, or hold no text of the user's.
#[rustfmt::skip]
const MUTE_ROOTS: &[&str] = &[
    "chartsheet", "dialogsheet", "macrosheet", "sst", "calcChain", "metadata", "theme", "themeOverride", "Types",
    "Relationships", "workbook", "chartStyle", "colorStyle", "colorsDef", "styleDef", "layoutDef", "drawing",
    "datastoreItem", "rvTypesInfo", "rvStructures", "taskpanes", "ocx",
];

pub(in crate::extract) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    // A damaged workbook is that document's trouble, whatever calamine makes of it.
    catch_unwind(AssertUnwindSafe(|| workbook(input, output)))
        .unwrap_or_else(|_| Err(Unread::new(Reason::Crashed, "the reader of workbooks failed")))
}

fn workbook(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut package = Package::open(input)?;
    if package.is_encrypted() {
        return Err(Unread::new(Reason::Encrypted, "a workbook with encrypted parts"));
    }
    let usual = if package.has("xl/workbook.bin") { "xl/workbook.bin" } else { "xl/workbook.xml" };
    let main = package.main_part(usual);
    let is_binary = main.to_ascii_lowercase().ends_with(".bin");
    if !package.has(&main) {
        return Err(Unread::new(Reason::Corrupt, "a workbook without its list of sheets"));
    }
    let keeps_caches = package.names().iter().any(|name| name.contains("pivotCache") || name.contains("revision"));
    let mut workbook = Workbook {
        input,
        fields: Fields::new(Role::Metadata),
        trouble: Trouble::default(),
        read: HashSet::new(),
        values: keeps_caches.then(Values::default),
        used: Used::default(),
        is_binary,
        output,
    };
    let outcome = match is_binary {
        true => workbook.binary_sheets(&mut package, &main),
        false => workbook.sheets(&mut package, &main),
    };
    workbook.trouble.note(outcome);
    for name in package.names() {
        workbook.other(&mut package, &name);
    }
    properties::links(&mut package, &mut workbook.fields, workbook.output);
    workbook.fields.end(workbook.output);
    workbook.trouble.outcome()
}

struct Workbook<'w, 'a> {
    input: &'w Input<'a>,
    fields: Fields,
    trouble: Trouble,
    /// Parts that have been read.
    read: HashSet<String>,
    /// What the sheets hold, where something is to be compared with it.
    values: Option<Values>,
    /// Shared texts that cells show.
    used: Used,
    /// Its sheets are records, not XML.
    is_binary: bool,
    output: &'w mut dyn Output,
}

impl<'a> Workbook<'_, 'a> {
    fn sheets(&mut self, package: &mut Package<'a>, main: &str) -> Result<(), Unread> {
        let relations = package.relations(main);
        let targets: HashMap<&str, &str> =
            relations.iter().map(|relation| (relation.id.as_str(), relation.target.as_str())).collect();
        let mut paths = HashMap::new();
        let overview = self.overview(package, main, &targets, &mut paths);
        self.trouble.note(overview);
        for relation in relations.iter().filter(|relation| relation.kind == "sharedStrings") {
            if package.count(&relation.target)? > MOST_SHARED {
                let detail = format!("a workbook whose shared texts take more than {} MiB", MOST_SHARED >> 20);
                return Err(Unread::new(Reason::TooLarge, detail));
            }
        }
        self.read.extend(paths.values().cloned());
        let mut is_whole = true;
        let mut book = Xlsx::new(Cursor::new(self.input.bytes)).map_err(|error| unread(&error))?;
        for sheet in book.sheets_metadata().to_vec() {
            // Charts have no cells; their texts are among the other parts.
            if !matches!(sheet.typ, SheetType::WorkSheet | SheetType::DialogSheet | SheetType::MacroSheet) {
                continue;
            }
            let mut asides = Asides::default();
            let path = paths.get(&sheet.name);
            is_whole &= path.is_some();
            if let Some(path) = path {
                if let Err(unread) = package.count(path) {
                    self.trouble.note(Err(unread));
                    continue;
                }
                let (found, outcome) = Asides::read(package, path, &mut self.fields, &mut self.read, self.output);
                asides = found;
                self.trouble.note(outcome);
            }
            let is_hidden = sheet.visible != SheetVisible::Visible;
            let outcome = self.sheet(&mut book, &sheet.name, is_hidden, asides);
            self.trouble.note(outcome);
        }
        drop(book);
        // Where not all sheets could be read, nobody knows what their cells show.
        let (role, label) = match is_whole && self.trouble.0.is_none() {
            true => (Role::Hidden, strings::UNUSED),
            false => (Role::Body, "shared-string"),
        };
        for relation in relations.iter().filter(|relation| relation.kind == "sharedStrings") {
            strings::each_unused(package, &relation.target, &self.used, &mut |text| {
                self.fields.next_record();
                self.fields.add(role, &relation.target, label, text, self.output);
            })?;
        }
        Ok(())
    }

    fn sheet(
        &mut self,
        book: &mut Xlsx<Cursor<&[u8]>>,
        name: &str,
        is_hidden: bool,
        mut asides: Asides,
    ) -> Result<(), Unread> {
        let mut sheet = Sheet::new(name, is_hidden, self.input.named_headers);
        let outcome = self.cells(book, name, &mut sheet, &mut asides);
        outcome.and(self.end_sheet(sheet, &asides))
    }

    /// Hands out what is left of a sheet, and what it has beside its cells.
    fn end_sheet(&mut self, mut sheet: Sheet<'_>, asides: &Asides) -> Result<(), Unread> {
        for (row, column, comment) in asides.other_comments() {
            sheet.add(Cell { row, column, role: Role::Comment, text: comment.to_owned() }, self.output);
        }
        self.used.join(&asides.used);
        asides.say_filters(&mut self.fields, self.output);
        sheet.end(self.output)
    }

    /// Adds a cell with the comments on it.
    fn cell(&mut self, cell: Cell, asides: &mut Asides, sheet: &mut Sheet<'_>) {
        let (row, column) = (cell.row, cell.column);
        self.values.iter_mut().for_each(|values| values.see(&cell.text));
        asides.meet(&cell.text);
        sheet.add(cell, self.output);
        for comment in asides.comments_on(row, column) {
            sheet.add(Cell { row, column, role: Role::Comment, text: comment.clone() }, self.output);
        }
    }

    fn cells(
        &mut self,
        book: &mut Xlsx<Cursor<&[u8]>>,
        name: &str,
        sheet: &mut Sheet<'_>,
        asides: &mut Asides,
    ) -> Result<(), Unread> {
        let mut cells = book.worksheet_cells_reader(name).map_err(|error| unread(&error))?;
        let looks: Vec<Look> = cells.styles().iter().map(Look::of).collect();
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| unread(&error))? {
            let (row, column) = cell.get_position();
            let look = looks.get(style);
            let Some(text) = written(cell.get_value(), look.map_or(0, |look| look.width)) else { continue };
            let role = match look {
                _ if asides.is_hidden(row, column) => Role::Hidden,
                Some(look) if !(look.is_white && asides.is_coloured(row, column)) => look.role,
                _ => Role::Body,
            };
            self.cell(Cell { row, column, role, text }, asides, sheet);
        }
        Ok(())
    }

    /// Any part that is not a sheet, by what it holds.
    fn other(&mut self, package: &mut Package<'_>, name: &str) {
        if self.read.contains(name) || name.ends_with(".rels") || media::is_mute(name) || name == "[Content_Types].xml"
        {
            return;
        }
        if self.is_binary
            && let Some(outcome) = binary::other(name)
        {
            return self.trouble.note(outcome);
        }
        let (_, head) = package.beginning(name, 8192);
        if !markup::is_markup(&head) {
            return self.trouble.note(media::read(package, name, self.output));
        }
        let root = properties::root(name, &head);
        if MUTE_ROOTS.contains(&root.as_str()) {
            return;
        }
        // Names of parts are written in capitals here and in small letters there.
        if self.read.iter().any(|read| read.eq_ignore_ascii_case(name)) {
            return;
        }
        let Some((bytes, outcome)) = package.read(name) else { return };
        self.trouble.note(outcome);
        let nothing = Values::default();
        let values = self.values.as_ref().unwrap_or(&nothing);
        let (fields, output) = (&mut self.fields, &mut *self.output);
        self.trouble.note(match root.as_str() {
            "coreProperties" | "Properties" => properties::read(name, &bytes, fields, output),
            "personList" => properties::people(name, &bytes, fields, output),
            "worksheet" => remains::sheet(&bytes, output),
            "comments" | "ThreadedComments" => remains::comments(package, name, fields, output),
            "styleSheet" => remains::formats(name, &bytes, fields, output),
            "formControlPr" => remains::control(name, &bytes, fields, output),
            "pivotCacheDefinition" | "pivotCacheRecords" => caches::pivot(name, &bytes, values, fields, output),
            "externalLink" => caches::external(name, &bytes, fields, output),
            "revisions" | "headers" => caches::revisions(name, &bytes, values, fields, output),
            _ => drawing::read_part(self.input, name, &root, &bytes, output),
        });
    }
}

fn unread(error: &XlsxError) -> Unread {
    match error {
        XlsxError::Password => Unread::new(Reason::Encrypted, "a workbook with a password"),
        _ => Unread::new(Reason::Corrupt, "a workbook that is not as Excel writes it"),
    }
}

/// A value as a reader sees it; `None` for an empty cell or an error.
fn written(value: &DataRef<'_>, width: usize) -> Option<String> {
    Some(match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => format!("{number:0width$}"),
        // Excel's numbers hold fifteen digits.
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{:0width$}", *number as i64)
        }
        DataRef::Float(number) => Data::Float(*number).to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(date) => date_and_time(date),
        DataRef::Error(_) | DataRef::Empty => return None,
    })
}

/// `2024-03-01`, `2024-03-01 12:30`, or the hours of a duration.
fn date_and_time(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, hour, minute, _, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) { day } else { format!("{day} {hour:02}:{minute:02}") }
}
