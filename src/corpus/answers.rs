//! Answers: what is to be found, and what must not be. JSON Lines in three forms, told apart line by line:
//!
//! - `{"path", "kind", "text"}` and traps (`"trap": true`): a value in a document that lies elsewhere. `start` and `end` say
//!   where; without them the value is looked for in the document, in the journal post `entry` where one is named. `severity`
//!   is the least it is to be found with, `group` whose value it is. A line with `path` alone says that the document is
//!   labelled, too, and so do the others.
//! - `{"text", "names", "telling", "group", "stop"}`: the document itself with the places of names and telling words.
//! - `{"text", "expect": [{"kind", "start", "end"}]}`: the document itself.
//!
//! Places are UTF-8 bytes (`"unit": "characters"` says otherwise). A document of its own has the number of its line for a path:
//! `00001.txt`.

use super::findings::Unit;
use super::text::Spot;
use super::{CorpusError, Origin, lines, read};
use crate::model::{Kind, Severity};
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Something to be found, or a trap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Line of the file, from 1.
    pub line: usize,
    /// What it is; a trap may be of no kind.
    pub kind: Option<Kind>,
    /// It must not be found at `review` or above.
    pub trap: bool,
    /// The least it is to be found with.
    pub severity: Option<Severity>,
    /// Whose value it is, for recall by group.
    pub group: Option<String>,
    /// First place and the one past the last, in `unit`.
    pub range: Option<(usize, usize)>,
    /// What `range` counts.
    pub unit: Unit,
    /// The field or journal post; `range` counts from its start where it names a field.
    pub spot: Spot,
    /// The value.
    pub text: Option<String>,
}

/// A document that the answers name, and what is said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labelled {
    /// `/`-separated, relative to the folder of the documents.
    pub path: String,
    /// The document's own text, where the answers hold it.
    pub inline: Option<String>,
    /// Whether the document must be held back, where that is said.
    pub held: Option<bool>,
    /// In the order of the file.
    pub answers: Vec<Answer>,
}

/// All answers of a file, document by document in the order of their first lines.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// The file.
    pub path: PathBuf,
    /// The documents.
    pub documents: Vec<Labelled>,
}

impl Answers {
    /// Reads a file of answers.
    ///
    /// # Errors
    /// The file cannot be read, or a line is none of the three forms; the error names the line.
    pub fn read(path: &Path) -> Result<Self, CorpusError> {
        let mut answers = Answers { path: path.to_owned(), documents: Vec::new() };
        let mut places: HashMap<String, usize> = HashMap::new();
        for (number, line) in lines(&read(path)?) {
            let fault = |reason: String| CorpusError::at(path, Origin::Line(number), reason);
            let value: Value = serde_json::from_str(line).map_err(|error| fault(format!("no JSON: {error}")))?;
            let document = document(&value, number).map_err(fault)?;
            let at = *places.entry(document.path.clone()).or_insert(answers.documents.len());
            match answers.documents.get_mut(at) {
                None => answers.documents.push(document),
                Some(known) if document.inline.is_none() => known.answers.extend(document.answers),
                Some(_) => {
                    return Err(fault(format!("a second text of the path «{}»", super::shown(document.path.as_ref()))));
                }
            }
        }
        Ok(answers)
    }

    /// The answers mark what must not be found, so what they pass over is not judged.
    pub fn have_traps(&self) -> bool {
        self.documents.iter().any(|document| document.answers.iter().any(|answer| answer.trap))
    }

    /// Writes each text that the answers hold as a file of its own into `folder`, for any program to be run over them.
    /// Gives how many.
    ///
    /// # Errors
    /// The answers hold no texts, or a file cannot be written.
    pub fn write_texts(&self, folder: &Path) -> Result<usize, CorpusError> {
        let mut written = 0;
        for document in &self.documents {
            let Some(text) = &document.inline else { continue };
            let path = folder.join(&document.path);
            let fault = |error: std::io::Error| CorpusError::file(&path, error);
            std::fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(fault)?;
            std::fs::write(&path, text).map_err(fault)?;
            written += 1;
        }
        if written == 0 {
            return Err(CorpusError::file(&self.path, "these answers hold no texts of their own"));
        }
        Ok(written)
    }
}

fn document(value: &Value, line: usize) -> Result<Labelled, String> {
    if !value.is_object() {
        return Err("an answer is a JSON object".into());
    }
    let has_text_of_its_own = ["names", "telling", "expect"].iter().any(|key| value.get(key).is_some());
    let path = match text(value, "path")? {
        Some(path) if is_below(&path) => path,
        Some(_) => return Err("`path` is relative and stays in its folder".into()),
        None if has_text_of_its_own => format!("{line:05}.txt"),
        None => return Err("neither `path` nor a text with `names`, `telling` or `expect`".into()),
    };
    if has_text_of_its_own {
        let inline = text(value, "text")?.ok_or("`text` is missing")?;
        return Ok(Labelled { path, held: truth(value, "stop")?, answers: spans(value, line)?, inline: Some(inline) });
    }
    let mut answer = answer(value, line)?;
    answer.trap = truth(value, "trap")?.unwrap_or(false);
    let says_nothing = answer.kind.is_none() && answer.text.is_none() && answer.range.is_none();
    if answer.kind.is_none() && !answer.trap && !says_nothing {
        return Err("`kind` is missing".into());
    }
    if answer.text.is_none() && answer.range.is_none() && !says_nothing {
        return Err("neither `text` nor `start` and `end`".into());
    }
    let answers = if says_nothing { Vec::new() } else { vec![answer] };
    Ok(Labelled { path, inline: None, held: None, answers })
}

/// Stays below the folder that it is relative to.
fn is_below(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_))) && !path.is_empty()
}

/// The spans of a line that holds its own text.
fn spans(value: &Value, line: usize) -> Result<Vec<Answer>, String> {
    let group = text(value, "group")?.filter(|group| !group.is_empty());
    let mut answers = Vec::new();
    for name in list(value, "names")? {
        let pair = name.as_array().and_then(|pair| Some((pair.first()?.as_u64()?, pair.get(1)?.as_u64()?)));
        let (start, end) = pair.ok_or("a name is [start, end]")?;
        let mut answer = Answer { range: Some((start as usize, end as usize)), ..answer(value, line)? };
        (answer.kind, answer.text, answer.group) = (Some(Kind::Personnavn), None, group.clone());
        answers.push(answer);
    }
    for span in list(value, "telling")?.iter().chain(list(value, "expect")?) {
        let answer = answer(span, line)?;
        if answer.kind.is_none() || answer.range.is_none() {
            return Err("a span has `kind`, `start` and `end`".into());
        }
        answers.push(answer);
    }
    Ok(answers)
}

fn answer(value: &Value, line: usize) -> Result<Answer, String> {
    let kind = match text(value, "kind")? {
        Some(name) => Some(Kind::from_name(&name).ok_or("`kind` is none of the kinds")?),
        None => None,
    };
    let severity = match text(value, "severity")?.as_deref() {
        None => None,
        Some("stop") => Some(Severity::Stop),
        Some("review") => Some(Severity::Review),
        Some("note") => Some(Severity::Note),
        Some(_) => return Err("`severity` is stop, review or note".into()),
    };
    let range = match (number(value, "start")?, number(value, "end")?) {
        (Some(start), Some(end)) if start <= end => Some((start, end)),
        (None, None) => None,
        (Some(_), Some(_)) => return Err("`end` lies before `start`".into()),
        _ => return Err("`start` and `end` belong together".into()),
    };
    let unit = text(value, "unit")?.map_or(Ok(Unit::Bytes), |unit| unit.parse())?;
    let spot = Spot::of_object(value.get("location").unwrap_or(value));
    let (group, text) = (text(value, "group")?, text(value, "text")?);
    Ok(Answer { line, kind, trap: false, severity, group, range, unit, spot, text })
}

/// A member that is a text where it is there; one that is null is not.
fn text(value: &Value, key: &str) -> Result<Option<String>, String> {
    match value.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(format!("`{key}` is no text")),
    }
}

fn truth(value: &Value, key: &str) -> Result<Option<bool>, String> {
    match value.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(truth)) => Ok(Some(*truth)),
        Some(_) => Err(format!("`{key}` is neither true nor false")),
    }
}

fn number(value: &Value, key: &str) -> Result<Option<usize>, String> {
    match value.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(number) => number.as_u64().map(|n| Some(n as usize)).ok_or_else(|| format!("`{key}` is no whole number")),
    }
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a [Value], String> {
    match value.get(key) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(list)) => Ok(list),
        Some(_) => Err(format!("`{key}` is no list")),
    }
}

#[cfg(test)]
#[path = "answers_tests.rs"]
mod tests;
