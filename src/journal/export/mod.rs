//! Entries back to an export: which stretch of the file each post of a journal is, and a copy of the file without some of them,
//! with findings in others replaced by `*****`, and with names marked. All else is copied byte for byte.
//!
//! Which posts there are is for the rest of this room to say ([`Export::of`] asks it and keeps the path of each); this one
//! only finds the nodes of these paths again. Where a path leads to no node, or to two, nothing is written. A workbook is written anew.

mod escapes;
mod html;
mod json;
mod layout;
mod leaf;
mod rows;
mod shielding;
mod splice;
mod table;
mod wishes;
mod workbook;
mod xml;

pub use layout::Owner;
pub use shielding::{ShieldedField, Shielding};

use crate::extract::written::{NotWritable, Written};
use crate::model::Span;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Write};
use std::sync::Arc;
use wishes::Wishes;

/// Why an export cannot be written back. Texts hold no content.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// It is a journal in a format that is only read.
    #[error("journals in this format ({0}) can be checked but not written")]
    Format(&'static str),
    /// A running journal or an archive's own export, with the titles as they are beside the public ones.
    #[error("it holds the titles as they are beside the public ones: export the public journal and clear that")]
    Running,
    /// See [`NotWritable`].
    #[error("{0}")]
    Encoding(String),
    /// Reader and writer see different posts.
    #[error("the file cannot be taken apart into the {posts} posts that were read: {detail}")]
    Disagreement {
        /// How many posts were read.
        posts: usize,
        /// What does not fit.
        detail: &'static str,
    },
    /// The copy cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl From<NotWritable> for ExportError {
    fn from(error: NotWritable) -> Self {
        ExportError::Encoding(error.to_string())
    }
}

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Noark 4 and 5.
    Xml,
    /// eInnsyn, one value.
    Json,
    /// eInnsyn, a value a line.
    JsonLines,
    /// CSV, TSV.
    Table,
    /// Post lists on a page.
    Html,
    /// Excel, written anew.
    Workbook,
}

impl Form {
    /// Whether there is a mark for personal names.
    pub fn has_marks(self) -> bool {
        matches!(self, Form::Xml | Form::Html)
    }

    /// Whether a path that ends in `/@name` leads to an attribute.
    pub fn has_attributes(self) -> bool {
        matches!(self, Form::Xml | Form::Html)
    }
}

/// Where a field stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// The path of its node, as [`crate::model::PathTree::path`] writes it.
    Node(String),
    /// A cell of a table.
    Cell {
        /// The sheet, of a workbook.
        sheet: Option<Arc<str>>,
        /// Row in the file or sheet, from 1.
        row: u64,
        /// Column, from 0.
        column: u32,
    },
}

/// What is to become of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// `*****` in its place.
    Shield,
    /// `<personnavn>` around it in XML, `data-nosnippet` in HTML: see [`Form::has_marks`].
    Mark,
    /// The whole comment goes.
    Remove,
}

/// A change to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The field.
    pub place: Place,
    /// Where `text` begins in the field's segment, in bytes of UTF-8.
    pub span: Span,
    /// What stands there: where something else does, the edit has no place.
    pub text: String,
    /// What of the segment is changed.
    pub spans: Vec<Span>,
    /// How.
    pub how: How,
}

/// What is to become of an export. Posts and cases are indices into [`Export::posts`] and [`Export::cases`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Posts left out. A case goes with the last of its posts.
    pub posts: HashSet<usize>,
    /// Cases left out with all their posts.
    pub cases: HashSet<usize>,
    /// Values changed.
    pub edits: Vec<Edit>,
    /// Posts that are to tell what of them is shielded.
    pub shielding: BTreeMap<usize, Shielding>,
    /// A workbook is written anew, without what it holds beside its posts.
    pub anew: bool,
}

impl Changes {
    /// The copy would be the same.
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty()
            && self.cases.is_empty()
            && self.edits.is_empty()
            && self.shielding.is_empty()
            && !self.anew
    }
}

/// A post of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// As people name it.
    pub id: String,
    /// Its node; of a table its row.
    pub place: Place,
    /// Where it is several nodes, the others.
    pub more: Vec<Place>,
}

impl Post {
    /// All that it is.
    fn places(&self) -> impl Iterator<Item = &Place> {
        std::iter::once(&self.place).chain(&self.more)
    }
}

/// A journal export, taken apart.
#[derive(Debug)]
pub struct Export {
    /// How it is written.
    pub form: Form,
    /// In the order in which they were read.
    pub posts: Vec<Post>,
    /// Places of the cases that hold posts, or are entries themselves.
    pub cases: Vec<Place>,
    /// What each entry of the document is: entries are told part by part, so a very large post may be several.
    pub entries: Vec<Owner>,
    /// The schema of its root asks for at least one post.
    needs_a_post: bool,
    /// The tables that people see.
    tables: Vec<Table>,
    /// Of a workbook: posts that nobody sees, in hidden rows and sheets.
    pub covert_posts: HashSet<usize>,
    /// Of a workbook: cells that nobody sees.
    covert: HashSet<Place>,
}

/// A table of posts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Table {
    /// Of a workbook.
    sheet: Option<Arc<str>>,
    /// Row of its header, from 1; 0 where there is none.
    header_row: u64,
}

/// What of the changes could be done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Of each edit: its value was found in its place.
    pub placed: Vec<bool>,
}

/// The places of the nodes that hold a node, the nearest first.
fn above(place: &Place) -> impl Iterator<Item = Place> + '_ {
    let path = match place {
        Place::Node(path) => path.as_str(),
        Place::Cell { .. } => "",
    };
    std::iter::successors(shorter(path), |path| shorter(path)).map(|path| Place::Node(path.to_owned()))
}

fn shorter(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(shorter, _)| shorter)
}

impl Export {
    /// All posts and cases that go: what stands in something that goes, and a case with its last post.
    pub fn removed(&self, changes: &Changes) -> (HashSet<usize>, HashSet<usize>) {
        let mut posts = changes.posts.clone();
        let mut cases = changes.cases.clone();
        if !changes.is_empty() {
            posts.extend(&self.covert_posts);
        }
        let gone: HashSet<&Place> = posts
            .iter()
            .flat_map(|&post| self.posts[post].places())
            .chain(cases.iter().map(|&case| &self.cases[case]))
            .collect();
        if gone.is_empty() {
            return (posts, cases);
        }
        let case_at: HashMap<&Place, usize> = self.cases.iter().enumerate().map(|(at, place)| (place, at)).collect();
        // Of each case how many posts it had, and has.
        let mut left = vec![(0, 0); self.cases.len()];
        for (at, post) in self.posts.iter().enumerate() {
            let above: Vec<Place> = above(&post.place).collect();
            if above.iter().any(|place| gone.contains(place)) {
                posts.insert(at);
            }
            for &case in above.iter().filter_map(|place| case_at.get(place)) {
                left[case].0 += 1;
                left[case].1 += usize::from(!posts.contains(&at));
            }
        }
        let emptied = left.iter().enumerate().filter(|(_, (had, has))| *had > 0 && *has == 0).map(|(case, _)| case);
        cases.extend(emptied);
        (posts, cases)
    }

    /// Whether what stands at `place` goes along into a workbook that is written anew.
    pub fn is_copied(&self, place: &Place) -> bool {
        let Place::Cell { sheet, row, .. } = place else { return false };
        let is_header = |table: &Table| table.sheet == *sheet && table.header_row == *row;
        self.tables.iter().any(is_header) && !self.covert.contains(place)
    }

    /// Whether a file with these changes would be one that its format allows.
    pub fn leaves_a_file(&self, changes: &Changes) -> bool {
        let (posts, cases) = self.removed(changes);
        let is_whole = |place: &Place| matches!(place, Place::Node(path) if path.is_empty());
        let whole_goes = posts.iter().any(|&post| is_whole(&self.posts[post].place))
            || cases.iter().any(|&case| is_whole(&self.cases[case]));
        !whole_goes && (!self.needs_a_post || posts.len() < self.posts.len())
    }

    /// Writes the copy of `bytes`, the export that `self` was made of, to `out`.
    ///
    /// # Errors
    /// The nodes of the posts are not there or not the only ones of their path; the copy cannot be written.
    pub fn write(&self, bytes: &[u8], changes: &Changes, out: &mut dyn Write) -> Result<Outcome, ExportError> {
        if self.form == Form::Workbook {
            let mut outcome = Outcome { placed: vec![false; changes.edits.len()] };
            workbook::write(bytes, self, changes, &mut outcome.placed, out)?;
            return Ok(outcome);
        }
        let written = if self.form == Form::Html { Written::of_page(bytes)? } else { Written::of(bytes)? };
        let mut outcome = Outcome { placed: vec![false; changes.edits.len()] };
        let disagreement = |detail| ExportError::Disagreement { posts: self.posts.len(), detail };
        let escaped = match self.form {
            Form::Xml | Form::Html => "&#167;",
            Form::Json | Form::JsonLines => "\\u00a7",
            Form::Table | Form::Workbook => "paragraf",
        };
        let section_sign = if written.has_section_sign() { "§" } else { escaped };
        let (text, placed) = (&*written.text, &mut outcome.placed);
        let wishes = Wishes::of(self, changes, section_sign);
        let splices = match self.form {
            Form::Xml => xml::splices(text, &wishes, placed),
            Form::Json => json::splices(text, &wishes, placed),
            Form::JsonLines => json::splices_of_lines(text, &wishes, placed),
            Form::Table => table::splices(text, self, changes, section_sign, placed),
            Form::Html => html::splices(text, &wishes, placed),
            Form::Workbook => Ok(Vec::new()),
        }
        .map_err(disagreement)?;
        splice::write(bytes, &written, &splices, out)?;
        Ok(outcome)
    }
}
