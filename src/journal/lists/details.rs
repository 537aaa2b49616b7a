//! Tables and definition lists of labels and values.

use super::{Cell, Marks, Run};
use crate::journal::columns::ColumnNames;
use crate::journal::fields::{Field, Key};
use crate::journal::identity::Identity;
use crate::model::{Part, Role};
use std::sync::Arc;

/// A segment and what it is.
struct Told<'p> {
    at: usize,
    cell: Cell,
    text: &'p [u8],
    is_label: bool,
    field: Option<Field>,
    /// The label that it gets.
    label: Option<Arc<str>>,
}

impl Marks {
    /// A table or list of labels and values: one post, or several where their numbers follow each other.
    pub fn details(&mut self, part: &Part<'_>, run: &Run, names: &ColumnNames) {
        let told = told(part, run, names);
        let known = || told.iter().filter_map(|told| told.field);
        let has_title = known().any(|field| field.role == Role::Title);
        let has_number = known().any(|field| {
            matches!(field.key, Key::Case | Key::CaseNumber | Key::Document | Key::Post | Key::PerhapsDocument)
        });
        if !(has_title && has_number && known().count() >= 3) {
            return;
        }
        let ends = beginnings(&told).into_iter().skip(1).chain([told.len()]);
        let mut told = told.into_iter();
        let mut done = 0;
        for (number, end) in (1..).zip(ends) {
            let mut identity = Identity::default();
            for Told { at, cell, text, field, label, .. } in told.by_ref().take(end - done) {
                if let Some(field) = field {
                    identity.note(field.key, text);
                    self.fields.push((at, field, label));
                }
                self.note(at, cell);
            }
            self.end(&mut identity, number);
            done = end;
        }
    }
}

fn told<'p>(part: &'p Part<'_>, run: &Run, names: &ColumnNames) -> Vec<Told<'p>> {
    let mut told = Vec::new();
    let (mut row, mut label): (_, Arc<str>) = (None, Arc::from(""));
    for &(at, cell) in &run.cells {
        let segment = &part.segments[at];
        let text = segment.span().of(&part.text);
        let is_first = row != Some(cell.row);
        let is_label_cell = cell.is_term || cell.row != cell.holder && cell.column == 0 && segment.label.is_empty();
        row = Some(cell.row);
        if segment.role == Role::Body && is_label_cell && (is_first || cell.is_term) {
            label = Arc::from(String::from_utf8_lossy(text).trim_end_matches(':'));
            told.push(Told { at, cell, text, is_label: true, field: None, label: None });
            continue;
        }
        let own = if segment.label.is_empty() || segment.role == Role::Metadata { &label } else { &segment.label };
        let field = names.field(own).filter(|_| matches!(segment.role, Role::Body | Role::Hidden));
        let known = field.and_then(|field| field.meaning).map(|meaning| Arc::from(meaning.label()));
        let label = known.or_else(|| segment.label.is_empty().then(|| own.clone()));
        told.push(Told { at, cell, text, is_label: false, field, label });
    }
    told
}

/// Where each post begins: at the label that the first one begins with, or else at the label of the number that is another.
fn beginnings(told: &[Told<'_>]) -> Vec<usize> {
    let mut beginnings = vec![0];
    let mut identity = Identity::default();
    let first = told.iter().find(|told| told.is_label).map(|told| told.text);
    for (at, one) in told.iter().enumerate() {
        let Some(field) = one.field else { continue };
        if identity.is_another(field.key, one.text) {
            let last = beginnings.last().map_or(0, |last| last + 1);
            let label = |with: Option<&[u8]>| {
                (last..at).rev().find(|&at| told[at].is_label && with.is_none_or(|with| told[at].text == with))
            };
            let beginning = first.and_then(|first| label(Some(first))).or_else(|| label(None)).unwrap_or(at);
            beginnings.push(beginning);
            identity = Identity::default();
            let again = told[beginning..at].iter().filter_map(|told| Some((told.field?, told.text)));
            again.for_each(|(field, text)| identity.note(field.key, text));
        }
        identity.note(field.key, one.text);
    }
    beginnings
}
