//! The list of what is not in a cleared export, or not as it was: `withheld.csv` for people and their spreadsheets,
//! `withheld.jsonl` for programs. A line a finding, and a line for each input that was not cleared at all.

use super::csv::append;
use super::{Masker, ReportFile};
use crate::catalogue::Catalogue;
use crate::identity::SiteKey;
use crate::model::{Document, Finding, Kind};
use serde_json::{Map, Value, json};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// What became of what a line tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// The post is not in the cleared export.
    Withheld,
    /// The value is replaced by `*****`; the post is there.
    Shielded,
    /// A comment outside the posts is gone.
    Removed,
    /// Nothing of the file was written.
    NotCleared,
    /// The post is there as it was; only eInnsyn will refuse it.
    Published,
}

impl Action {
    /// As written in the list.
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Withheld => "withheld",
            Action::Shielded => "shielded",
            Action::Removed => "removed",
            Action::NotCleared => "not-cleared",
            Action::Published => "published",
        }
    }
}

/// A line of the list.
#[derive(Debug)]
pub struct Row<'a> {
    /// What the line is of.
    pub document: &'a Document,
    /// The post.
    pub entry: Option<&'a str>,
    /// What stands against it; absent where the whole file, or what holds the post, is the reason.
    pub finding: Option<&'a Finding>,
    /// What became of it.
    pub action: Action,
    /// In words, where there is no finding.
    pub reason: &'a str,
    /// eInnsyn's own check would refuse the post.
    pub refused_by_einnsyn: bool,
}

const HEADER: [&str; 16] = [
    "file",
    "entry",
    "part",
    "field",
    "place",
    "kind",
    "severity",
    "basis",
    "text",
    "context",
    "action",
    "what_to_do",
    "refused-by-einnsyn",
    "reason",
    "rule",
    "entry_id",
];

/// The list being written.
pub struct WithheldList {
    csv: (BufWriter<Box<dyn Write + Send>>, ReportFile),
    jsonl: (BufWriter<Box<dyn Write + Send>>, ReportFile),
    masker: Masker,
    key: SiteKey,
    line: Vec<u8>,
    /// The document of the last line, and its path as it is shown.
    shown: (String, String),
}

impl WithheldList {
    /// Begins both files in the folder `folder`; they stand there once [`WithheldList::finish`] was called.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn create(folder: &Path, masker: Masker, key: SiteKey) -> io::Result<Self> {
        let begin = |name: &str| -> io::Result<_> {
            let file = ReportFile::create(&folder.join(name))?;
            Ok((BufWriter::new(file.writer()), file))
        };
        let (csv, jsonl) = (begin("withheld.csv")?, begin("withheld.jsonl")?);
        let mut list = WithheldList { csv, jsonl, masker, key, line: Vec::new(), shown: Default::default() };
        list.csv_line(&HEADER.map(str::to_owned))?;
        Ok(list)
    }

    /// Writes a line.
    ///
    /// # Errors
    /// The files cannot be written.
    pub fn row(&mut self, row: &Row<'_>, catalogue: &Catalogue) -> io::Result<()> {
        if self.shown.0 != row.document.path {
            // All findings are looked at for it: once a document.
            self.shown = (row.document.path.clone(), self.masker.path(row.document));
        }
        let file = self.shown.1.clone();
        // An id comes from the file as well, and may be a number that is nobody's business.
        let entry = row.entry.map(|entry| self.masker.entry(entry));
        let entry_id = row.entry.filter(|id| entry.as_deref() != Some(*id)).map(|id| self.key.entry_id(id));
        let advice = match (row.finding, row.action) {
            (_, Action::Published) => catalogue.text("withheld-do-einnsyn").into_owned(),
            (Some(finding), Action::Shielded | Action::Removed) if finding.severity != crate::model::Severity::Note => {
                catalogue.text("withheld-do-check-shielding").into_owned()
            }
            (Some(finding), _) => catalogue.text(advice(finding.kind)).into_owned(),
            (None, Action::NotCleared) => catalogue.text("withheld-do-file").into_owned(),
            (None, _) => catalogue.text("withheld-do-post").into_owned(),
        };
        let reason = self.masker.argument(row.reason);
        let mut cells: [String; 16] = Default::default();
        cells[0].clone_from(&file);
        cells[1] = entry.as_deref().unwrap_or_default().to_owned();
        cells[10] = row.action.as_str().to_owned();
        cells[11].clone_from(&advice);
        cells[12] = row.refused_by_einnsyn.to_string();
        cells[13].clone_from(&reason);
        let mut object = Map::new();
        object.insert("type".into(), json!(if row.finding.is_some() { "withheld" } else { "not-cleared" }));
        if row.action == Action::Withheld {
            object.insert("type".into(), json!("withheld"));
        }
        object.insert("path".into(), json!(file));
        object.insert("entry".into(), json!(entry));
        if let Some(id) = entry_id {
            object.insert("entry_id".into(), json!(id));
            cells[15] = id.to_string();
        }
        if let Some(finding) = row.finding {
            let location = self.masker.location(&finding.location);
            let place = location.xpath.clone().or_else(|| location.cell.clone()).unwrap_or_default();
            let basis: Vec<&str> = finding.basis.iter().map(|basis| &**basis).collect();
            let (text, context) = (self.masker.value(finding), self.masker.context_text(finding));
            let field = location.field.clone().unwrap_or_default();
            object.insert("part".into(), json!(finding.part.as_str()));
            object.insert("field".into(), json!(field));
            object.insert("location".into(), json!(*location));
            object.insert("kind".into(), json!(finding.kind.as_str()));
            object.insert("severity".into(), json!(finding.severity.as_str()));
            object.insert("basis".into(), json!(basis));
            object.insert("rule".into(), json!(&*finding.rule));
            object.insert("text".into(), json!(text));
            object.insert("context".into(), json!(context));
            let told = [finding.part.as_str().to_owned(), field, place];
            cells[2..5].clone_from_slice(&told);
            cells[5] = finding.kind.as_str().to_owned();
            cells[6] = finding.severity.as_str().to_owned();
            cells[7] = basis.join(" ");
            (cells[8], cells[9]) = (text, context);
            cells[14] = finding.rule.to_string();
        }
        object.insert("action".into(), json!(row.action.as_str()));
        object.insert("what_to_do".into(), json!(advice));
        object.insert("refused-by-einnsyn".into(), json!(row.refused_by_einnsyn));
        if !reason.is_empty() {
            object.insert("reason".into(), json!(reason));
        }
        self.csv_line(&cells)?;
        serde_json::to_writer(&mut self.jsonl.0, &Value::Object(object))?;
        self.jsonl.0.write_all(b"\n")
    }

    fn csv_line(&mut self, cells: &[String]) -> io::Result<()> {
        self.line.clear();
        cells.iter().for_each(|cell| append(cell, &mut self.line));
        // The last comma opens no further cell.
        self.line.pop();
        self.line.extend_from_slice(b"\r\n");
        self.csv.0.write_all(&self.line)
    }

    /// Puts both files in their places.
    ///
    /// # Errors
    /// The files cannot be written.
    pub fn finish(self) -> io::Result<()> {
        for (mut out, file) in [self.csv, self.jsonl] {
            out.flush()?;
            drop(out);
            file.commit()?;
        }
        Ok(())
    }
}

/// The key of what to do about a finding of that kind.
fn advice(kind: Kind) -> &'static str {
    match kind {
        Kind::Personnavn => "withheld-do-name",
        Kind::Connection => "withheld-do-connection",
        Kind::OverShielding => "withheld-do-over-shielding",
        Kind::ShieldingMismatch => "withheld-do-mismatch",
        Kind::Policy => "withheld-do-policy",
        Kind::FailedRedaction | Kind::HiddenText => "withheld-do-hidden",
        kind if kind.group() == crate::model::Group::Identifiers => "withheld-do-number",
        _ => "withheld-do-term",
    }
}
