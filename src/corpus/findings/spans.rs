//! A table of spans with a header row: path, start, end, kind, and what there is of confidence, unit and severity. Columns are
//! known by the names that programs give them; our own CSV report is such a table. The delimiter is that of the header.

use super::{Raw, Reader, Unit, Whose, severity};
use crate::corpus::text::Spot;
use crate::corpus::{CorpusError, Origin};
use crate::model::Severity;
use csv::StringRecord;

const PATH: &[&str] = &["path", "document", "file", "filename", "file_name", "doc_id", "doc", "source", "id"];
const START: &[&str] = &["start", "begin", "from", "start_offset", "offset_start", "begin_offset", "start_byte"];
const START_CHARACTERS: &[&str] = &["start_char", "char_start", "start_character"];
const END: &[&str] = &["end", "stop", "to", "end_offset", "offset_end", "end_byte"];
const END_CHARACTERS: &[&str] = &["end_char", "char_end", "end_character"];
const KIND: &[&str] = &["kind", "entity_type", "entity", "label", "entity_group", "category", "class", "tag", "type"];
const CONFIDENCE: &[&str] = &["confidence", "score", "probability", "prob"];

/// Where each thing stands in a row.
struct Columns {
    headers: StringRecord,
    path: Option<usize>,
    start: usize,
    end: usize,
    kind: usize,
    confidence: Option<usize>,
    unit: Unit,
}

impl Columns {
    fn of(headers: StringRecord, unit: Option<Unit>) -> Result<Self, &'static str> {
        let column = |names: &[&str]| {
            names.iter().find_map(|name| headers.iter().position(|header| header.trim().eq_ignore_ascii_case(name)))
        };
        let characters = column(START_CHARACTERS).zip(column(END_CHARACTERS));
        let (bounds, said) = match column(START).zip(column(END)) {
            Some(bounds) => (Some(bounds), Unit::Bytes),
            None => (characters, Unit::Characters),
        };
        let (start, end) = bounds.ok_or("the header has no columns `start` and `end`")?;
        let kind = column(KIND).ok_or("the header has no column `kind`")?;
        let (path, confidence) = (column(PATH), column(CONFIDENCE));
        Ok(Columns { headers, path, start, end, kind, confidence, unit: unit.unwrap_or(said) })
    }

    /// The cell of a column by its exact name; `None` where it is empty.
    fn cell<'r>(&self, row: &'r StringRecord, name: &str) -> Option<&'r str> {
        let column = self.headers.iter().position(|header| header.trim().eq_ignore_ascii_case(name))?;
        row.get(column).map(str::trim).filter(|cell| !cell.is_empty())
    }

    fn raw(&self, row: &StringRecord, origin: Origin) -> Result<Raw, String> {
        let number = |column: usize, name: &str| {
            let cell = row.get(column).unwrap_or_default().trim();
            cell.parse::<usize>().map_err(|_| format!("`{name}` is no whole number"))
        };
        let confidence =
            self.confidence.and_then(|column| row.get(column)).map(str::trim).filter(|cell| !cell.is_empty());
        let confidence: Option<f64> = confidence
            .map(|cell| cell.replace(',', ".").parse().map_err(|_| "the confidence is no number"))
            .transpose()?;
        let severity: Option<Severity> = self.cell(row, "severity").map(severity).transpose()?;
        let path = self.path.and_then(|column| row.get(column)).filter(|path| !path.is_empty());
        Ok(Raw {
            origin,
            whose: path.map_or(Whose::Only, |path| Whose::Path(path.to_owned())),
            entity: row.get(self.kind).unwrap_or_default().to_owned(),
            spot: Spot::of(|name| self.cell(row, name).map(str::to_owned)),
            is_name: self.cell(row, "part") == Some("file-name"),
            start: number(self.start, "start")?,
            end: number(self.end, "end")?,
            unit: self.cell(row, "unit").map_or(Ok(self.unit), str::parse)?,
            severity,
            confidence,
            shown: None,
        })
    }
}

pub(super) fn read(text: &str, reader: &mut Reader<'_>) -> Result<(), CorpusError> {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: char| header.matches(delimiter).count();
    let delimiter = [',', ';', '\t'].into_iter().rev().max_by_key(|&delimiter| count(delimiter)).unwrap_or(',');
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter as u8).flexible(true).from_reader(text.as_bytes());
    let headers = table.headers().cloned().map_err(|_| reader.fault(Origin::Line(1), "no header row"))?;
    let columns = Columns::of(headers, reader.unit).map_err(|reason| reader.fault(Origin::Line(1), reason))?;
    // Our own report: its rows are of several types.
    let is_ours =
        ["type", "part", "fingerprint"].iter().all(|name| columns.headers.iter().any(|header| header == *name));
    for row in table.records() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(1, |position| position.line() as usize);
            reader.fault(Origin::Line(line), "not a row of a CSV table")
        })?;
        let origin = Origin::Line(row.position().map_or(1, |position| position.line() as usize));
        match columns.cell(&row, "type").filter(|_| is_ours) {
            Some("unread") => reader.claims.unread += 1,
            Some(other) if other != "finding" => {}
            _ => {
                let raw = columns.raw(&row, origin).map_err(|reason| reader.fault(origin, reason))?;
                reader.add(raw)?;
            }
        }
    }
    Ok(())
}
