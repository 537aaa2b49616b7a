//! Journals in HTML: rows of a table below a header, tables of labels and values, and definition lists, each known by its header
//! words. The cells come with their headers as labels where the page marks headers; where its first row or column only reads like
//! one, that is found here. Tables without a header are posts where each row has a post's number.

mod cards;
mod headless;

use super::columns::ColumnNames;
use super::fields::Field;
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
    /// Of each entry of the last part the rows, terms and values that it is.
    items: Vec<Vec<PathId>>,
    /// Of the last part that is shown: the paths of these and the ids of their posts.
    shown: HashMap<String, String>,
}

/// Whether the tree is that of an HTML page.
pub fn is_page(tree: &PathTree) -> bool {
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
    /// What goes with its post: the row; of a list the term or value.
    item: PathId,
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
                    return Some(Cell { holder: node, row, item: row, column, is_term: !is_data });
                }
                "dt" | "dd" if cell.is_none() => cell = Some(node),
                "dl" => {
                    let item = cell?;
                    let is_term = tree.name_of(item).is_some_and(|name| &**name == "dt");
                    return Some(Cell { holder: node, row: node, item, column: 0, is_term });
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
        self.items.clear();
        let Places::Tree(tree) = &part.places else { return false };
        let mut marks = Marks { entry_of: vec![None; part.segments.len()], ..Marks::default() };
        if part.role == Role::Hidden {
            marks.hidden(part, tree, &self.shown);
        }
        for run in &runs(part, tree, &marks.entry_of) {
            let path = tree.path(run.holder);
            let before = self.open.take().filter(|(open, _)| *open == path).map(|(_, columns)| columns);
            if let Some(columns) = marks.rows(part, tree, run, before, names) {
                self.open = Some((path, columns));
            }
        }
        if part.role != Role::Hidden {
            marks.cards(&part.text, &mut part.segments, tree, names);
            for run in &runs(part, tree, &marks.entry_of) {
                marks.headless(part, tree, run, names);
            }
        }
        marks.within(part, tree);
        let Marks { entry_of, entries, items, fields, columns } = marks;
        if part.role != Role::Hidden {
            let posts =
                items.iter().zip(&entries).flat_map(|(items, entry)| items.iter().map(move |item| (item, entry)));
            self.shown = posts.map(|(&item, entry)| (tree.path(item), entry.id.clone())).collect();
        }
        for (at, column) in columns {
            let segment = &mut part.segments[at];
            if segment.label.is_empty() {
                segment.label = Arc::from(column.to_string());
            }
        }
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
        self.items = items;
        part.entries = entries;
        let beyond = part.entries.len() as u32;
        for (segment, entry) in part.segments.iter_mut().zip(entry_of) {
            segment.record = entry.unwrap_or_else(|| beyond.saturating_add(segment.record));
        }
        true
    }

    /// Of each entry of the last part the rows, terms and values that it is.
    pub fn items(&self) -> &[Vec<PathId>] {
        &self.items
    }
}

/// The cells of each table and list, without those that have their entry.
fn runs(part: &Part<'_>, tree: &PathTree, entry_of: &[Option<u32>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut run_of: HashMap<PathId, usize> = HashMap::new();
    for (at, segment) in part.segments.iter().enumerate().filter(|&(at, _)| entry_of[at].is_none()) {
        let Some(cell) = Cell::of(segment, tree) else { continue };
        let run = *run_of.entry(cell.holder).or_insert_with(|| {
            runs.push(Run { holder: cell.holder, cells: Vec::new() });
            runs.len() - 1
        });
        runs[run].cells.push((at, cell));
    }
    runs
}

#[derive(Default)]
struct Marks {
    entry_of: Vec<Option<u32>>,
    entries: Vec<Entry>,
    /// Of each entry the rows, terms and values that it is.
    items: Vec<Vec<PathId>>,
    /// What segments are, with the labels that they get.
    fields: Vec<(usize, Field, Option<Arc<str>>)>,
    /// Cells of tables that are no posts and have no header, with the numbers of their columns.
    columns: Vec<(usize, usize)>,
}

impl Marks {
    /// What is not shown of the posts that are.
    fn hidden(&mut self, part: &Part<'_>, tree: &PathTree, shown: &HashMap<String, String>) {
        let mut known: HashMap<PathId, u32> = HashMap::new();
        for (at, segment) in part.segments.iter().enumerate().filter(|_| !shown.is_empty()) {
            for node in tree.ancestors(PathId::from_place(segment.place)) {
                let entry = known.get(&node).copied().or_else(|| {
                    let id = shown.get(&tree.path(node))?.clone();
                    self.entries.push(Entry { id });
                    self.items.push(vec![node]);
                    Some(self.entries.len() as u32 - 1)
                });
                if let Some(entry) = entry {
                    known.insert(node, entry);
                    self.entry_of[at] = Some(entry);
                    break;
                }
            }
        }
    }

    /// What stands in a row or an item of a post belongs to it: attributes, comments, tables within.
    fn within(&mut self, part: &Part<'_>, tree: &PathTree) {
        let entries = self.items.iter().zip(0..);
        let entry_of: HashMap<PathId, u32> =
            entries.flat_map(|(items, entry)| items.iter().map(move |&item| (item, entry))).collect();
        let without = part.segments.iter().zip(&mut self.entry_of).filter(|(_, entry)| entry.is_none());
        for (segment, entry) in without {
            let mut around = tree.ancestors(PathId::from_place(segment.place));
            *entry = around.find_map(|node| entry_of.get(&node).copied());
        }
    }

    /// Gives the segment `at` to the post that is being read.
    fn note(&mut self, at: usize, cell: Cell) {
        let entry = self.entries.len();
        self.entry_of[at] = Some(entry as u32);
        self.items.resize_with(entry + 1, Vec::new);
        let items = &mut self.items[entry];
        if items.last() != Some(&cell.item) {
            items.push(cell.item);
        }
    }

    /// A table with a header: each row a post. `None` where it is none.
    fn rows(
        &mut self,
        part: &Part<'_>,
        tree: &PathTree,
        run: &Run,
        before: Option<Columns>,
        names: &ColumnNames,
    ) -> Option<Columns> {
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
        // Labels that the page gives its cells, else the texts of the first row. Attributes have labels of their own.
        let labelled = run.cells.iter().filter(|(_, cell)| !cell.is_term && cell.row != cell.holder);
        let texts = labelled.clone().filter(|(at, _)| matches!(part.segments[*at].role, Role::Body | Role::Hidden));
        for (at, cell) in texts.clone().filter(|(at, _)| !part.segments[*at].label.is_empty()) {
            set(cell.column, &part.segments[*at].label);
        }
        let has_labels = Columns::of(&headers, names);
        let (columns, has_header_row) = match (before, has_labels) {
            (Some(columns), _) => (columns, false),
            (None, Some(columns)) => (columns, false),
            (None, None) => {
                headers.clear();
                for (at, cell) in texts.filter(|(_, cell)| cell.row == first_row && cell.column < 200) {
                    headers.resize(headers.len().max(cell.column + 1), String::new());
                    let text = String::from_utf8_lossy(part.segments[*at].span().of(&part.text)).into_owned();
                    headers[cell.column] = text;
                }
                (Columns::of(&headers, names)?, true)
            }
        };
        let text_of = |at: usize| part.segments[at].span().of(&part.text);
        // A row may have a header of its own among its cells, which stands below one of the table's.
        let mut cells_of: HashMap<PathId, Vec<(usize, usize)>> = HashMap::new();
        for &(at, cell) in labelled {
            cells_of.entry(cell.row).or_default().push((at, cell.column));
        }
        // A date over the rows of a day, the header again on the next page, the page's number.
        let is_title = |column: usize| columns.field(column).is_some_and(|field| field.role == Role::Title);
        let is_post = |cells: &[(usize, usize)]| {
            let is_header = |(at, _): &(usize, usize)| headers.iter().any(|header| header.as_bytes() == text_of(*at));
            (cells.len() > 1 || cells.iter().any(|(_, column)| is_title(*column))) && !cells.iter().all(is_header)
        };
        let with_data: HashSet<PathId> =
            cells_of.iter().filter(|(_, cells)| is_post(cells)).map(|(row, _)| *row).collect();
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
            number = tree.ordinal(cell.row);
            self.note(at, cell);
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

    fn end(&mut self, identity: &mut Identity, number: u32) {
        let id = std::mem::take(identity).numbered().unwrap_or_else(|| number.to_string());
        self.entries.push(Entry { id });
    }
}
