//! Journals in tables: a row is a post.

use super::columns::ColumnNames;
use super::fields::{Field, Key};
use super::identity::Identity;
use crate::model::{Entry, Part, Places, Role, Segment};
use hashbrown::HashSet;
use std::sync::Arc;

/// What the columns of a journal are.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    fields: Vec<Option<Field>>,
    /// Labels of the fields whose content is read whatever their header is.
    labels: Vec<Option<Arc<str>>>,
    /// The row of the header, once it has been seen.
    header_row: u64,
}

impl Columns {
    /// `None` where the header is not that of a journal: it needs a title, and a case or post number and a field more; where posts
    /// have no number, a party and the legal basis or the journal's date. What the user names is taken at their word.
    pub fn of(headers: &[impl AsRef<str>], names: &ColumnNames) -> Option<Self> {
        let fields: Vec<_> = headers.iter().map(|header| names.field(header.as_ref())).collect();
        let known = || fields.iter().flatten();
        let has_title = known().any(|field| field.role == Role::Title);
        let has_number = known().any(|field| {
            matches!(field.key, Key::Case | Key::CaseNumber | Key::Document | Key::Post | Key::PerhapsDocument)
        });
        let is_list = known().any(|field| field.role == Role::Party) && known().any(|field| field.meaning.is_some());
        let is_journal = has_title && (has_number || is_list) && known().count() >= 3;
        let labels = fields.iter().map(|field| Some(Arc::from(field.as_ref()?.meaning?.label()))).collect();
        (is_journal || names.are_told(headers)).then_some(Columns { fields, labels, header_row: 0 })
    }

    /// The row of the header, once it has been seen, from 1; else 0.
    pub fn header_row(&self) -> u64 {
        self.header_row
    }

    /// What the column of that number is.
    pub fn field(&self, column: usize) -> Option<Field> {
        self.fields.get(column).copied().flatten()
    }

    /// Gives a segment of that column its role, and the label by which its content is known.
    pub fn mark_cell(&self, column: usize, segment: &mut Segment, text: &[u8]) -> Option<Field> {
        let field = self.field(column)?;
        // Hidden columns and comments stay what they are.
        if segment.role == Role::Body {
            segment.role = field.role;
        }
        if let Some(label) = self.label(column, text) {
            segment.label = label;
        }
        Some(field)
    }

    /// The label by which the content of that column is known, whatever its header is.
    pub fn label(&self, column: usize, text: &[u8]) -> Option<Arc<str>> {
        // «Nei» under «Unntatt offentlighet» is no legal basis.
        self.labels.get(column)?.clone().filter(|_| text.iter().any(u8::is_ascii_digit))
    }

    pub fn mark(&mut self, part: &mut Part<'_>) {
        if let Some(header) = part.segments.iter().find(|segment| segment.role == Role::Metadata) {
            self.header_row = header.row;
        }
        let mut identity = Identity::default();
        let mut row = None;
        let mut outside = Vec::new();
        let repeated = rows_of_headers(part);
        for at in 0..part.segments.len() {
            let segment = &part.segments[at];
            if segment.row <= self.header_row || repeated.contains(&segment.row) {
                // The header, also where it is repeated, and what the export says of itself above it.
                outside.push(at);
                continue;
            }
            if row.is_some_and(|row| row != segment.row) {
                end(std::mem::take(&mut identity), row, part);
            }
            let (entries, segment) = (part.entries.len() as u32, &mut part.segments[at]);
            row = Some(segment.row);
            segment.record = entries;
            let text = segment.span().of(&part.text);
            let column = segment.place as usize;
            if let Some(field) = self.mark_cell(column, segment, text) {
                identity.note(field.key, text);
            }
        }
        end(identity, row, part);
        let beyond = part.entries.len() as u32;
        for at in outside {
            let segment = &mut part.segments[at];
            segment.record = beyond.saturating_add(segment.row as u32);
        }
    }
}

/// Rows in which every cell says what its header does.
fn rows_of_headers(part: &Part<'_>) -> HashSet<u64> {
    let Places::Table { headers, .. } = &part.places else { return HashSet::new() };
    let is_header = |segment: &Segment| {
        let header = headers.get(segment.place as usize).map(|header| header.trim());
        header.is_some_and(|header| header.as_bytes() == segment.span().of(&part.text).trim_ascii())
    };
    let rows = part.segments.chunk_by(|one, next| one.row == next.row);
    rows.filter(|row| row.iter().all(is_header)).map(|row| row[0].row).collect()
}

fn end(identity: Identity, row: Option<u64>, part: &mut Part<'_>) {
    if let Some(row) = row {
        let id = identity.numbered().or_else(|| identity.registered().map(str::to_owned));
        part.entries.push(Entry { id: id.unwrap_or_else(|| row.to_string()) });
    }
}
