//! What Presidio's analyzer gives, as JSON: a list of results with `entity_type`, `start`, `end` and `score`. For many
//! documents programs write it in several shapes, all of which are read:
//!
//! - an object with the results by document: `{"brev.txt": [{…}], …}`;
//! - a list of objects that name their document: `[{"path": "brev.txt", "results": [{…}]}, …]`, `recognizer_results` and `key`
//!   of a batch run over a dictionary among them;
//! - a list of lists, as a batch run over a list of texts gives: the first is of the first document of the answers, and so on;
//! - a list of results, each with its document's `path`;
//! - any of these line by line.
//!
//! Offsets are characters, as Python counts them.

use super::{Raw, Reader, Unit, Whose};
use crate::corpus::text::Spot;
use crate::corpus::{CorpusError, Origin, lines};
use serde_json::{Map, Value};

const DOCUMENT: [&str; 9] = ["path", "document", "file", "filename", "file_name", "doc_id", "doc", "key", "id"];
const RESULTS: [&str; 7] =
    ["results", "recognizer_results", "analyzer_results", "entities", "findings", "spans", "items"];
const ENTITY: [&str; 4] = ["entity_type", "entity", "label", "entity_group"];
const CONFIDENCE: [&str; 3] = ["score", "confidence", "probability"];

pub(super) fn read(text: &str, reader: &mut Reader<'_>) -> Result<(), CorpusError> {
    let whole = match serde_json::from_str::<Value>(text) {
        Ok(value) => return Walk { reader, line: None, results: 0 }.value(&value, None),
        Err(error) => error,
    };
    let mut is_lines = false;
    for (number, line) in lines(text) {
        match serde_json::from_str::<Value>(line) {
            Ok(value) => Walk { reader, line: Some(number), results: 0 }.value(&value, None)?,
            Err(error) => {
                // One value over several lines that is broken somewhere, or one line among good ones.
                let (at, error) = if is_lines { (number, error) } else { (whole.line(), whole) };
                return Err(reader.fault(Origin::Line(at), format_args!("no JSON: {error}")));
            }
        }
        is_lines = true;
    }
    Ok(())
}

/// Goes through a value to the results in it.
struct Walk<'r, 'e> {
    reader: &'r mut Reader<'e>,
    line: Option<usize>,
    results: usize,
}

impl Walk<'_, '_> {
    fn origin(&self) -> Origin {
        self.line.map_or(Origin::Result(self.results), Origin::Line)
    }

    fn fault(&self, reason: &str) -> CorpusError {
        self.reader.fault(self.origin(), reason)
    }

    fn value(&mut self, value: &Value, whose: Option<&Whose>) -> Result<(), CorpusError> {
        match value {
            Value::Array(list) => self.list(list, whose),
            Value::Object(members) => self.object(members, whose),
            Value::Null => Ok(()),
            _ => Err(self.fault("neither a result nor a list of results")),
        }
    }

    fn list(&mut self, list: &[Value], whose: Option<&Whose>) -> Result<(), CorpusError> {
        let is_batch = whose.is_none() && !list.is_empty() && list.iter().all(|item| item.is_array() || item.is_null());
        for (number, item) in list.iter().enumerate() {
            let by_number = Whose::Number(number);
            self.value(item, if is_batch { Some(&by_number) } else { whose })?;
        }
        Ok(())
    }

    fn object(&mut self, members: &Map<String, Value>, whose: Option<&Whose>) -> Result<(), CorpusError> {
        let named = first(members, &DOCUMENT).and_then(Value::as_str).map(|path| Whose::Path(path.to_owned()));
        let whose = named.as_ref().or(whose);
        if let Some(entity) = first(members, &ENTITY).and_then(Value::as_str) {
            self.results += 1;
            return self.result(members, entity, whose);
        }
        if let Some(results) = first(members, &RESULTS) {
            return self.value(results, whose);
        }
        for (path, results) in members.iter().filter(|(_, value)| value.is_array() || value.is_object()) {
            self.value(results, Some(&Whose::Path(path.clone())))?;
        }
        if members.values().all(|value| !value.is_array() && !value.is_object()) && !members.is_empty() {
            return Err(self.fault("an object without `entity_type`, without results and without documents"));
        }
        Ok(())
    }

    fn result(&mut self, members: &Map<String, Value>, entity: &str, whose: Option<&Whose>) -> Result<(), CorpusError> {
        let offset = |key: &str| members.get(key).and_then(Value::as_u64);
        let (Some(start), Some(end)) = (offset("start"), offset("end")) else {
            return Err(self.fault("a result without whole numbers `start` and `end`"));
        };
        let raw = Raw {
            origin: self.origin(),
            whose: whose.cloned().unwrap_or(Whose::Only),
            entity: entity.to_owned(),
            spot: Spot::default(),
            is_name: false,
            start: start as usize,
            end: end as usize,
            unit: self.reader.unit.unwrap_or(Unit::Characters),
            severity: None,
            confidence: first(members, &CONFIDENCE).and_then(Value::as_f64),
            shown: None,
        };
        self.reader.add(raw)
    }
}

fn first<'v>(members: &'v Map<String, Value>, names: &[&str]) -> Option<&'v Value> {
    names.iter().find_map(|name| members.get(*name))
}
