//! An export taken apart as the reader does it: read once more, without searching, to learn where each entry stands.

use super::{Export, ExportError, Form, Place, Post, Table};
use crate::extract;
use crate::journal::identity::is_whole;
use crate::journal::tree::{Holder, Owner as NodeOwner, Owners};
use crate::journal::{ColumnNames, Journal, Kind};
use crate::model::{Part, PathId, PathTree, Places, Role, Segment};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Roots whose schema asks for at least one post.
const NEED_A_POST: &[&str] = &["offentligJournal", "loependeJournal", "arkivmelding"];

/// What an entry of a document is in its export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    /// Index into [`Export::posts`].
    Post(usize),
    /// Index into [`Export::cases`]: what the case tells of itself, apart from its posts.
    Case(usize),
}

/// Posts and cases as they come, each path once.
#[derive(Debug, Default)]
struct Layout {
    posts: Vec<Post>,
    cases: Vec<Place>,
    post_at: HashMap<Place, usize>,
    case_at: HashMap<Place, usize>,
    entries: Vec<Owner>,
    ids: Vec<String>,
    /// A row or node with two entries, or an entry without one.
    is_unclear: bool,
    needs_a_post: bool,
    tables: Vec<Table>,
    covert: HashSet<Place>,
    /// Posts of tables of which people see something.
    shown: HashSet<usize>,
    /// Columns of which people see something below the header.
    shown_columns: HashSet<(Option<Arc<str>>, u32)>,
    is_running: bool,
    has_public_titles: bool,
    /// Some title stands in full beside a public one that says less.
    has_full_titles: bool,
}

impl Export {
    /// Takes `bytes` apart. `name` is the file's name, as in [`extract::extract`], and `columns` are what the user says of tables.
    /// `None` where they are no journal. `entries` are the ids of the entries that were read from these bytes before.
    ///
    /// # Errors
    /// A journal in a format that cannot be written; entries whose place is unclear, or that are other ones now.
    pub fn of(
        bytes: &[u8],
        name: &str,
        columns: &Arc<ColumnNames>,
        entries: &[&str],
    ) -> Result<Option<Export>, ExportError> {
        let (mut layout, mut journal) = (Layout::default(), Journal::with_columns(columns.clone()));
        let extraction = extract::extract_with(bytes, name, columns.required(), &mut |mut part| {
            journal.recognise(&mut part);
            layout.add(&journal, &part);
        });
        // The last sheet of a workbook need not be one.
        if !journal.is_journal() && layout.entries.is_empty() {
            return Ok(None);
        }
        let form = match extraction.format {
            "XML" => Form::Xml,
            "JSON" => Form::Json,
            "JSON Lines" => Form::JsonLines,
            "table" => Form::Table,
            "HTML" => Form::Html,
            "XLSX" if name.to_ascii_lowercase().ends_with(".xlsx") => Form::Workbook,
            "XLSX" => return Err(ExportError::Format("Excel, but not .xlsx")),
            other => return Err(ExportError::Format(other)),
        };
        let unclear = |detail| ExportError::Disagreement { posts: entries.len(), detail };
        if layout.is_unclear || layout.entries.len() != layout.ids.len() {
            return Err(unclear("it is not clear where each of them stands"));
        }
        if layout.ids != entries {
            return Err(unclear("they are not the same any more"));
        }
        if layout.is_running && layout.has_public_titles || layout.has_full_titles {
            return Err(ExportError::Running);
        }
        layout.hide_headers();
        let Layout { posts, cases, entries, needs_a_post, tables, covert, shown, .. } = layout;
        let covert_posts = if form == Form::Workbook {
            (0..posts.len()).filter(|post| !shown.contains(post)).collect()
        } else {
            HashSet::new()
        };
        Ok(Some(Export { form, posts, cases, entries, needs_a_post, tables, covert_posts, covert }))
    }
}

/// A `tittel` has words that the `offentligTittel` beside it lacks.
fn has_full_titles(part: &Part<'_>, tree: &PathTree) -> bool {
    let called = |name: &'static str| {
        part.segments.iter().filter(move |segment| segment.label.eq_ignore_ascii_case(name)).filter_map(|segment| {
            let text = String::from_utf8_lossy(segment.span().of(&part.text)).to_lowercase();
            let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
            Some((tree.parent(PathId::from_place(segment.place))?, words.map(str::to_owned).collect::<HashSet<_>>()))
        })
    };
    let public: HashMap<PathId, HashSet<String>> = called("offentligTittel").collect();
    !public.is_empty()
        && called("tittel").any(|(holder, full)| public.get(&holder).is_some_and(|public| !full.is_subset(public)))
}

impl Layout {
    fn add(&mut self, journal: &Journal, part: &Part<'_>) {
        match (&journal.kind, &part.places) {
            (Kind::Rows(columns), Places::Table { sheet, .. }) => {
                let table = Table { sheet: sheet.clone(), header_row: columns.header_row() };
                if part.role != Role::Hidden && !self.tables.contains(&table) {
                    self.tables.push(table);
                }
                self.rows(part, sheet.as_ref());
            }
            (Kind::Tree(shape), Places::Tree(tree)) => {
                for root in tree.nodes().filter(|&node| tree.parent(node).is_none()) {
                    let name = tree.name_of(root).map_or("", |name| name.rsplit(':').next().unwrap_or(name));
                    self.needs_a_post |= NEED_A_POST.contains(&name);
                    self.is_running |= name == "loependeJournal";
                }
                self.has_public_titles |= part.segments.iter().any(|segment| &*segment.label == "offentligTittel");
                self.has_full_titles |= has_full_titles(part, tree);
                let owners = Owners::of(*shape, part, tree);
                let path = |holder: Holder| Place::Node(holder.map(|node| tree.path(node)).unwrap_or_default());
                self.nodes(part, &owners, &path);
            }
            (Kind::Lists(lists, _), Places::Tree(tree)) => self.items(part, tree, lists.items()),
            _ => self.is_unclear |= !part.entries.is_empty(),
        }
        self.ids.extend(part.entries.iter().map(|entry| entry.id.clone()));
    }

    fn rows(&mut self, part: &Part<'_>, sheet: Option<&Arc<str>>) {
        let mut row_of = vec![None; part.entries.len()];
        let mut is_shown = vec![false; part.entries.len()];
        let place = |row, column| Place::Cell { sheet: sheet.cloned(), row, column };
        for segment in &part.segments {
            if segment.role == Role::Hidden {
                self.covert.insert(place(segment.row, segment.place));
            } else if segment.role != Role::Comment
                && let Some(is_shown) = is_shown.get_mut(segment.record as usize)
            {
                *is_shown = true;
                self.shown_columns.insert((sheet.cloned(), segment.place));
            }
            if let Some(row) = row_of.get_mut(segment.record as usize) {
                self.is_unclear |= row.is_some_and(|row| row != segment.row);
                *row = Some(segment.row);
            }
        }
        for ((entry, row), is_shown) in part.entries.iter().zip(row_of).zip(is_shown) {
            let Some(row) = row else {
                self.is_unclear = true;
                continue;
            };
            let post = self.post(&entry.id, place(row, 0));
            if is_shown {
                self.shown.insert(post);
            }
            self.entries.push(Owner::Post(post));
        }
    }

    /// Where people see nothing of a column, they do not see its header.
    fn hide_headers(&mut self) {
        let row_of = |sheet: &Option<Arc<str>>| self.tables.iter().find(|table| table.sheet == *sheet);
        let headers = self.covert.iter().filter_map(|place| match place {
            Place::Cell { sheet, column, .. } if !self.shown_columns.contains(&(sheet.clone(), *column)) => {
                Some(Place::Cell { sheet: sheet.clone(), row: row_of(sheet)?.header_row, column: *column })
            }
            _ => None,
        });
        let headers: Vec<Place> = headers.collect();
        self.covert.extend(headers);
    }

    /// Posts that are rows, or terms and values of a list.
    fn items(&mut self, part: &Part<'_>, tree: &PathTree, items: &[Vec<PathId>]) {
        self.is_unclear |= items.len() < part.entries.len();
        // What begins with a number beside the posts may be one that was not told apart from them.
        let is_outside =
            |segment: &&Segment| segment.role == Role::Body && segment.record as usize >= part.entries.len();
        let is_number = |text: &[u8]| {
            let text = std::str::from_utf8(text).unwrap_or_default();
            text.split_whitespace().next().is_some_and(is_whole)
        };
        let mut outside = part.segments.iter().filter(is_outside);
        self.is_unclear |= outside.any(|segment| is_number(segment.span().of(&part.text)));
        let mut seen = HashSet::new();
        for (entry, items) in part.entries.iter().zip(items) {
            // A row that is of two posts cannot go with one of them.
            self.is_unclear |= items.iter().any(|item| !seen.insert(*item));
            let places: Vec<Place> = items.iter().map(|&item| Place::Node(tree.path(item))).collect();
            let Some(place) = places.first().cloned() else {
                self.is_unclear = true;
                continue;
            };
            // What a part shows comes before what is hidden in the same rows.
            let known = places.iter().find_map(|place| self.post_at.get(place).copied());
            let post = known.unwrap_or_else(|| {
                self.posts.push(Post { id: entry.id.clone(), place, more: Vec::new() });
                self.posts.len() - 1
            });
            for place in places {
                if self.post_at.insert(place.clone(), post).is_none() && place != self.posts[post].place {
                    self.posts[post].more.push(place);
                }
            }
            self.entries.push(Owner::Post(post));
        }
    }

    fn nodes(&mut self, part: &Part<'_>, owners: &Owners, path: &dyn Fn(Holder) -> Place) {
        let mut of_entries: Vec<NodeOwner> = vec![NodeOwner::default(); part.entries.len()];
        for segment in &part.segments {
            let Some(known) = of_entries.get_mut(segment.record as usize) else { continue };
            let owner = owners.of_node(PathId::from_place(segment.place));
            // The fields of a case are copied into its posts: a post's own segments say which one it is.
            match (known.post, owner.post) {
                (Some(one), Some(other)) => self.is_unclear |= one != other,
                (None, Some(_)) => known.post = owner.post,
                (_, None) => known.case = known.case.or(owner.case),
            }
        }
        let mut seen = HashSet::new();
        for (entry, owner) in part.entries.iter().zip(of_entries) {
            let owner = match owner {
                NodeOwner { post: Some(post), .. } => {
                    // The case must be known, to go with its last post.
                    if let Some(case) = owners.case_of(post) {
                        self.case(path(case));
                    }
                    // Two entries of one node, in one part, are two readings of it.
                    self.is_unclear |= !seen.insert((true, post));
                    Owner::Post(self.post(&entry.id, path(post)))
                }
                NodeOwner { case: Some(case), .. } => {
                    self.is_unclear |= !seen.insert((false, case));
                    Owner::Case(self.case(path(case)))
                }
                NodeOwner { .. } => {
                    self.is_unclear = true;
                    continue;
                }
            };
            self.entries.push(owner);
        }
    }

    fn post(&mut self, id: &str, place: Place) -> usize {
        *self.post_at.entry(place.clone()).or_insert_with(|| {
            self.posts.push(Post { id: id.to_owned(), place, more: Vec::new() });
            self.posts.len() - 1
        })
    }

    fn case(&mut self, place: Place) -> usize {
        *self.case_at.entry(place.clone()).or_insert_with(|| {
            self.cases.push(place);
            self.cases.len() - 1
        })
    }
}
