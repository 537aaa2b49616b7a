//! Journals in HTML: rows of a table below a header, tables of labels and values, and definition lists, each known by its header
//! words. The cells come with their headers as labels where the page marks headers; where its first row or column only reads like
//! one, that is found here.

use super::columns::ColumnNames;
use super::fields::{Field, Key};
use super::identity::Identity;
use super::rows::Columns;
use crate::model::{Entry, Part, PathId, PathTree, Places, Role, Segment};
use hashbrown::{HashMap, HashSet};
use std::sync::Arc;

/// What is known of the tables of the parts so far: a long table goes on in the next part.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    /// The path of the table that the last part ended in, and its columns.
    open: Option<(String, Columns)>,
}

/// Whether the tree is that of an HTML page.
pub(super) fn is_page(tree: &PathTree) -> bool {
    let root = tree.nodes().find(|&node| tree.parent(node).is_none());
    root.and_then(|root| tree.name_of(root)).is_some_and(|name| &**name == "html")
}

/// Where a segment stands in its page.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// The table or the list.
    holder: PathId,
    /// The row; of a list the list itself.
    row: PathId,
    /// From 0.
    column: usize,
    is_term: bool,
}

impl Cell {
    fn of(segment: &Segment, tree: &PathTree) -> Option<Self> {
        let (mut cell, mut row) = (None, None);
        for node in tree.ancestors(PathId::from_place(segment.place)) {
            match &**tree.name_of(node)? {
                "td" | "th" if cell.is_none() => cell = Some(node),
                "tr" if row.is_none() => row = Some(node),
                "table" => {
                    let (cell, row) = (cell?, row?);
                    // The ordinal counts cells of one name: in a row with both, the `th` comes first.
                    let is_data = tree.name_of(cell).is_some_and(|name| &**name == "td");
                    let column = (tree.ordinal(cell) as usize).saturating_sub(1);
                    return Some(Cell { holder: node, row, column, is_term: !is_data });
                }
                "dt" | "dd" if cell.is_none() => cell = Some(node),
                "dl" => {
                    let is_term = tree.name_of(cell?).is_some_and(|name| &**name == "dt");
                    return Some(Cell { holder: node, row: node, column: 0, is_term });
                }
                _ => {}
            }
        }
        None
    }
}

/// A run of segments of one table or list.
struct Run {
    holder: PathId,
    /// Indexes of segments with their cells.
    cells: Vec<(usize, Cell)>,
}

impl Lists {
    /// Marks the posts of a part; whether there are any.
    pub fn mark(&mut self, part: &mut Part<'_>, names: &ColumnNames) -> bool {
        let Places::Tree(tree) = &part.places else { return false };
        let mut runs: Vec<Run> = Vec::new();
        let mut run_of: HashMap<PathId, usize> = HashMap::new();
        for (at, segment) in part.segments.iter().enumerate() {
            let Some(cell) = Cell::of(segment, tree) else { continue };
            let run = *run_of.entry(cell.holder).or_insert_with(|| {
                runs.push(Run { holder: cell.holder, cells: Vec::new() });
                runs.len() - 1
            });
            runs[run].cells.push((at, cell));
        }
        let mut marks = Marks { entry_of: vec![None; part.segments.len()], ..Marks::default() };
        for run in &runs {
            let path = tree.path(run.holder);
            let before = self.open.take().filter(|(open, _)| *open == path).map(|(_, columns)| columns);
            if let Some(columns) = marks.rows(part, run, before, names) {
                self.open = Some((path, columns));
            } else {
                marks.details(part, run, names);
            }
        }
        let Marks { entry_of, entries, fields } = marks;
        if entries.is_empty() {
            return false;
        }
        for (at, field, label) in fields {
            let segment = &mut part.segments[at];
            if segment.role == Role::Body {
                segment.role = field.role;
            }
            if let Some(label) = label {
                segment.label = label;
            }
        }
        part.entries = entries;
        let beyond = part.entries.len() as u32;
        for (segment, entry) in part.segments.iter_mut().zip(entry_of) {
            segment.record = entry.unwrap_or_else(|| beyond.saturating_add(segment.record));
        }
        true
    }
}

#[derive(Default)]
struct Marks {
    entry_of: Vec<Option<u32>>,
    entries: Vec<Entry>,
    /// What segments are, with the labels that they get.
    fields: Vec<(usize, Field, Option<Arc<str>>)>,
}

impl Marks {
    /// A table with a header: each row a post. `None` where it is none.
    fn rows(&mut self, part: &Part<'_>, run: &Run, before: Option<Columns>, names: &ColumnNames) -> Option<Columns> {
        let first_row = run.cells.first()?.1.row;
        let mut headers: Vec<String> = Vec::new();
        let mut set = |column: usize, text: &str| {
            if column < 200 {
                headers.resize(headers.len().max(column + 1), String::new());
                if headers[column].is_empty() {
                    headers[column] = text.to_owned();
                }
            }
        };
        // Labels that the page gives its cells, else the texts of the first row.
        let labelled = run.cells.iter().filter(|(_, cell)| !cell.is_term && cell.row != cell.holder);
        for (at, cell) in labelled.clone().filter(|(at, _)| !part.segments[*at].label.is_empty()) {
            set(cell.column, &part.segments[*at].label);
        }
        let has_labels = Columns::of(&headers, names);
        let (columns, has_header_row) = match (before, has_labels) {
            (Some(columns), _) => (columns, false),
            (None, Some(columns)) => (columns, false),
            (None, None) => {
                let mut texts: Vec<String> = Vec::new();
                for (at, cell) in labelled.clone().filter(|(_, cell)| cell.row == first_row && cell.column < 200) {
                    texts.resize(texts.len().max(cell.column + 1), String::new());
                    let text = String::from_utf8_lossy(part.segments[*at].span().of(&part.text)).into_owned();
                    texts[cell.column] = text;
                }
                headers = texts;
                (Columns::of(&headers, names)?, true)
            }
        };
        let text_of = |at: usize| part.segments[at].span().of(&part.text);
        // A row may have a header of its own among its cells, which stands below one of the table's.
        let with_data: HashSet<PathId> = labelled.map(|(_, cell)| cell.row).collect();
        let heads: HashMap<usize, Option<Field>> = run
            .cells
            .iter()
            .filter(|(_, cell)| cell.is_term && !with_data.contains(&cell.row))
            .map(|&(at, cell)| (cell.column, names.field(&String::from_utf8_lossy(text_of(at)))))
            .collect();
        let mut row = None;
        let mut identity = Identity::default();
        let mut number = 0;
        for &(at, cell) in &run.cells {
            let segment = &part.segments[at];
            if cell.row == cell.holder || has_header_row && cell.row == first_row {
                continue;
            }
            if !with_data.contains(&cell.row) {
                continue;
            }
            if row.is_some_and(|row| row != cell.row) {
                self.end(&mut identity, number);
            }
            row = Some(cell.row);
            if let Places::Tree(tree) = &part.places {
                number = tree.ordinal(cell.row);
            }
            self.entry_of[at] = Some(self.entries.len() as u32);
            let text = text_of(at);
            let field =
                if cell.is_term { heads.get(&cell.column).copied().flatten() } else { columns.field(cell.column) };
            if let (Role::Body | Role::Hidden, Some(field)) = (segment.role, field) {
                identity.note(field.key, text);
                let is_unlabelled = segment.label.is_empty() && !cell.is_term;
                let header = headers.get(cell.column).filter(|header| is_unlabelled && !header.is_empty());
                let known = columns.label(cell.column, text).filter(|_| !cell.is_term);
                let label = known.or_else(|| header.map(|header| Arc::from(&**header)));
                self.fields.push((at, field, label));
            }
        }
        if row.is_some() {
            self.end(&mut identity, number);
        }
        Some(columns)
    }

    /// A table or list of labels and values: one post, or several where their numbers follow each other.
    fn details(&mut self, part: &Part<'_>, run: &Run, names: &ColumnNames) {
        let mut told: Vec<(usize, Option<Field>, Option<Arc<str>>)> = Vec::new();
        let (mut row, mut label): (Option<PathId>, Arc<str>) = (None, Arc::from(""));
        for &(at, cell) in &run.cells {
            let segment = &part.segments[at];
            let text = segment.span().of(&part.text);
            let is_first = row != Some(cell.row);
            let is_label_cell = cell.is_term || cell.row != cell.holder && cell.column == 0 && segment.label.is_empty();
            if segment.role == Role::Body && is_label_cell && (is_first || cell.is_term) {
                (row, label) = (Some(cell.row), Arc::from(String::from_utf8_lossy(text).trim_end_matches(':')));
                told.push((at, None, None));
                continue;
            }
            row = Some(cell.row);
            let own = if segment.label.is_empty() || segment.role == Role::Metadata { &label } else { &segment.label };
            let field = names.field(own).filter(|_| matches!(segment.role, Role::Body | Role::Hidden));
            let known = field.and_then(|field| field.meaning).map(|meaning| Arc::from(meaning.label()));
            told.push((at, field, known.or_else(|| segment.label.is_empty().then(|| own.clone()))));
        }
        let known = || told.iter().filter_map(|(_, field, _)| *field);
        let has_title = known().any(|field| field.role == Role::Title);
        let has_number = known().any(|field| {
            matches!(field.key, Key::Case | Key::CaseNumber | Key::Document | Key::Post | Key::PerhapsDocument)
        });
        if !(has_title && has_number && known().count() >= 3) {
            return;
        }
        let mut identity = Identity::default();
        let before = self.entries.len();
        for (at, field, label) in told {
            let text = part.segments[at].span().of(&part.text);
            if let Some(field) = field {
                if identity.is_another(field.key, text) {
                    self.end(&mut identity, (self.entries.len() - before + 1) as u32);
                }
                identity.note(field.key, text);
                self.fields.push((at, field, label));
            }
            self.entry_of[at] = Some(self.entries.len() as u32);
        }
        self.end(&mut identity, (self.entries.len() - before + 1) as u32);
    }

    fn end(&mut self, identity: &mut Identity, number: u32) {
        let id = std::mem::take(identity).numbered().unwrap_or_else(|| number.to_string());
        self.entries.push(Entry { id });
    }
}
