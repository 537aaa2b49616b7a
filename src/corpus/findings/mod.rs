//! Findings files of any program as [`Claims`]: one file a form, told apart by their content.

mod presidio;
mod skjerm;
mod spans;

use super::text::Spot;
use super::{CorpusError, Entities, Origin, read};
use crate::model::{Kind, Severity};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A form of findings file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Our JSON Lines.
    Skjerm,
    /// JSON of Presidio's analyzer, for one document or many.
    Presidio,
    /// A table of spans, our own CSV report among them.
    Csv,
}

impl Form {
    /// As `--from` writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Skjerm => "skjerm",
            Form::Presidio => "presidio",
            Form::Csv => "csv",
        }
    }

    /// What `text` looks like.
    fn of(text: &str) -> Form {
        let text = text.trim_start();
        if text.starts_with('[') {
            return Form::Presidio;
        }
        if !text.starts_with('{') {
            return Form::Csv;
        }
        let first: Option<serde_json::Value> = text.lines().next().and_then(|line| serde_json::from_str(line).ok());
        let line_type = first.as_ref().and_then(|value| value["type"].as_str());
        if line_type.is_some_and(|name| skjerm::LINES.contains(&name)) { Form::Skjerm } else { Form::Presidio }
    }
}

/// What offsets count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of UTF-8.
    #[default]
    Bytes,
    /// Unicode scalar values, as Python counts.
    Characters,
}

impl FromStr for Unit {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name.trim().to_ascii_lowercase().as_str() {
            "byte" | "bytes" => Ok(Unit::Bytes),
            "char" | "chars" | "character" | "characters" => Ok(Unit::Characters),
            _ => Err("the unit is bytes or characters".into()),
        }
    }
}

/// Which document a claim is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// As the findings write its path; may be masked.
    Path(String),
    /// By its number among the documents of the answers, from 0.
    Number(usize),
    /// The only one there is.
    Only,
}

/// What a program says to have found.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Where in the findings file.
    pub origin: Origin,
    /// In which document.
    pub whose: Whose,
    /// What it may be: one kind or, by a coarser program, one of several. Never empty.
    pub kinds: Vec<Kind>,
    /// The segment; of none in running text and by other programs.
    pub spot: Spot,
    /// It is about the file's name.
    pub is_name: bool,
    /// First place and the one past the last, in `unit`.
    pub range: (usize, usize),
    /// What `range` counts.
    pub unit: Unit,
    /// What it asks for, by programs that say so.
    pub severity: Option<Severity>,
    /// 0 to 1, by programs that say so.
    pub confidence: Option<f64>,
    /// The value as the findings show it; may be masked.
    pub shown: Option<String>,
}

/// A findings file.
#[derive(Debug, Clone)]
pub struct Claims {
    /// The file.
    pub path: PathBuf,
    /// What it was read as.
    pub form: Form,
    /// In the order of the file.
    pub claims: Vec<Claim>,
    /// Entities that nobody knows, with how often they occur. They are left out.
    pub unknown: BTreeMap<String, usize>,
    /// Claims of entities that are none of our kinds.
    pub left_out: usize,
    /// Documents that the program did not read in full.
    pub unread: usize,
    /// The program came to its end; false for our JSON Lines without their summary.
    pub is_whole: bool,
}

impl Claims {
    /// Reads a findings file as `form`, or as what it looks like. `unit` is what offsets count where the file does not say:
    /// characters in Presidio's, bytes in others, if `None`.
    ///
    /// # Errors
    /// The file cannot be read or is not of that form; the error names the line or result.
    pub fn read(path: &Path, form: Option<Form>, unit: Option<Unit>, entities: &Entities) -> Result<Self, CorpusError> {
        let text = read(path)?;
        let form = form.unwrap_or_else(|| Form::of(&text));
        let claims = Claims {
            path: path.to_owned(),
            form,
            claims: Vec::new(),
            unknown: BTreeMap::new(),
            left_out: 0,
            unread: 0,
            is_whole: true,
        };
        let mut reader = Reader { claims, entities, unit };
        match form {
            Form::Skjerm => skjerm::read(&text, &mut reader)?,
            Form::Presidio => presidio::read(&text, &mut reader)?,
            Form::Csv => spans::read(&text, &mut reader)?,
        }
        Ok(reader.claims)
    }
}

/// What the forms share.
struct Reader<'a> {
    claims: Claims,
    entities: &'a Entities,
    unit: Option<Unit>,
}

/// A claim before its entity has become kinds.
struct Raw {
    origin: Origin,
    whose: Whose,
    entity: String,
    spot: Spot,
    is_name: bool,
    start: usize,
    end: usize,
    unit: Unit,
    severity: Option<Severity>,
    confidence: Option<f64>,
    shown: Option<String>,
}

impl Reader<'_> {
    fn fault(&self, origin: Origin, reason: impl fmt::Display) -> CorpusError {
        CorpusError::at(&self.claims.path, origin, reason.to_string())
    }

    fn add(&mut self, raw: Raw) -> Result<(), CorpusError> {
        if raw.start > raw.end {
            return Err(self.fault(raw.origin, "the end lies before the start"));
        }
        if raw.confidence.is_some_and(|confidence| !(0.0..=1.0).contains(&confidence)) {
            return Err(self.fault(raw.origin, "a confidence lies between 0 and 1"));
        }
        match self.entities.kinds(&raw.entity) {
            None => *self.claims.unknown.entry(raw.entity).or_default() += 1,
            Some(kinds) if kinds.is_empty() => self.claims.left_out += 1,
            Some(kinds) => self.claims.claims.push(Claim {
                origin: raw.origin,
                whose: raw.whose,
                kinds,
                spot: raw.spot,
                is_name: raw.is_name,
                range: (raw.start, raw.end),
                unit: raw.unit,
                severity: raw.severity,
                confidence: raw.confidence,
                shown: raw.shown,
            }),
        }
        Ok(())
    }
}

/// A severity by the contract's name.
fn severity(name: &str) -> Result<Severity, &'static str> {
    match name {
        "stop" => Ok(Severity::Stop),
        "review" => Ok(Severity::Review),
        "note" => Ok(Severity::Note),
        _ => Err("a severity is stop, review or note"),
    }
}

#[cfg(test)]
mod tests;
