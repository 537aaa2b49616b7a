//! Our own JSON Lines: the `finding` lines, and from the others whether the run read everything and came to its end.

use super::{Raw, Reader, Unit, Whose, severity};
use crate::corpus::text::Spot;
use crate::corpus::{CorpusError, Origin, lines};
use serde_json::Value;

/// The contract's types of lines.
pub(super) const LINES: [&str; 6] = ["run", "finding", "document", "entry", "unread", "summary"];

pub(super) fn read(text: &str, reader: &mut Reader<'_>) -> Result<(), CorpusError> {
    reader.claims.is_whole = false;
    for (number, line) in lines(text) {
        let origin = Origin::Line(number);
        let value: Value =
            serde_json::from_str(line).map_err(|error| reader.fault(origin, format_args!("no JSON: {error}")))?;
        match value["type"].as_str() {
            Some("finding") => {
                let raw = finding(&value, origin, reader.unit).map_err(|reason| reader.fault(origin, reason))?;
                reader.add(raw)?;
            }
            Some("unread") => reader.claims.unread += 1,
            Some("summary") => reader.claims.is_whole = true,
            Some(_) => {}
            None => return Err(reader.fault(origin, "a line without `type`")),
        }
    }
    Ok(())
}

fn finding(value: &Value, origin: Origin, unit: Option<Unit>) -> Result<Raw, String> {
    let text = |key: &str| value[key].as_str().ok_or_else(|| format!("a finding without `{key}`"));
    let number = |key: &str| value[key].as_u64().ok_or_else(|| format!("a finding without `{key}`"));
    Ok(Raw {
        origin,
        whose: Whose::Path(text("path")?.to_owned()),
        entity: text("kind")?.to_owned(),
        spot: Spot::of_object(&value["location"]),
        is_name: matches!(value["part"].as_str(), Some("file-name" | "attachment-name")),
        start: number("start")? as usize,
        end: number("end")? as usize,
        unit: unit.unwrap_or_default(),
        severity: value["severity"].as_str().map(severity).transpose()?,
        confidence: value["confidence"].as_f64(),
        shown: value["text"].as_str().map(str::to_owned),
    })
}
