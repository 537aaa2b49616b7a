//! The parts of a structured document in the making: segments gathered into one buffer and handed out from time to time, so
//! that memory stays bounded whatever the size of the file.

use super::text;
use crate::model::{Part, PathId, PathTree, Places, Role, SEGMENT_SEPARATOR, Segment};
use std::sync::Arc;

/// A part is handed out at the next good place once it weighs this many bytes. Large enough to make the cost of a part
/// vanish, small enough that a worker with a few of them stays within its 16 MiB (hot-path.md).
const ENOUGH: usize = 512 * 1024;

/// Each level of nesting below the first good one asks for this much more, so that a part is only cut inside a large element
/// where there is no better place.
const PER_LEVEL: usize = 256 * 1024;

/// At this weight any place will do.
const TOO_MUCH: usize = 4 * 1024 * 1024;

/// What a segment takes beside its text, roughly: many tiny values must not fill the memory either.
const SEGMENT_WEIGHT: usize = 8;

/// Everything about a segment but its text.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub role: Role,
    pub record: u32,
    pub row: u64,
    pub place: u32,
    pub label: Arc<str>,
}

/// Everything about a named value of a document but its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'f> {
    pub role: Role,
    /// The way to it, with `/` between the steps.
    pub path: &'f str,
    /// Counts from 1 among those of one path; 0 writes none.
    pub ordinal: u32,
    pub label: &'f str,
    pub record: u32,
}

#[derive(Debug)]
pub(super) struct Batch {
    role: Role,
    text: Vec<u8>,
    segments: Vec<Segment>,
    /// The nodes of this batch. Ids are good until [`Batch::take`].
    pub tree: PathTree,
    headers: Option<Arc<[Arc<str>]>>,
    sheet: Option<Arc<str>>,
}

impl Batch {
    /// For trees: XML, HTML, JSON.
    pub fn of_nodes(role: Role) -> Self {
        Batch { role, text: Vec::new(), segments: Vec::new(), tree: PathTree::new(), headers: None, sheet: None }
    }

    /// For tables.
    pub fn of_cells(headers: Arc<[Arc<str>]>) -> Self {
        Batch { headers: Some(headers), ..Batch::of_nodes(Role::Body) }
    }

    /// For a sheet of a workbook.
    pub fn of_sheet(headers: Arc<[Arc<str>]>, sheet: Arc<str>) -> Self {
        Batch { sheet: Some(sheet), ..Batch::of_cells(headers) }
    }

    /// Adds a value without the white space at its ends; an empty one is left out. A value must be shorter than 4 GiB less
    /// what is there already: see [`super::text::pieces`].
    pub fn add(&mut self, leaf: Leaf, value: &[u8]) {
        let value = text::without_invisible(value);
        let value = value.trim_ascii();
        if value.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push(SEGMENT_SEPARATOR);
        }
        let start = self.text.len();
        self.text.extend_from_slice(value);
        while let Some(at) = memchr::memchr(SEGMENT_SEPARATOR, &self.text[start..]) {
            self.text[start + at] = b' ';
        }
        let Leaf { role, record, row, place, label } = leaf;
        let (start, end) = (start as u32, self.text.len() as u32);
        self.segments.push(Segment { start, end, role, record, row, place, label });
    }

    /// Adds a named value, a long one in pieces, as a node of its own.
    pub fn add_field(&mut self, field: Field<'_>, value: &str) {
        let Field { role, path, ordinal, label, record } = field;
        let (label, name) = (self.label(label), self.tree.name(path));
        let node = self.tree.push(None, name, ordinal);
        for piece in text::pieces(value.as_bytes()) {
            self.add(Leaf { role, record, row: 0, place: place(node), label: label.clone() }, piece);
        }
    }

    /// Whether this is the place to hand out, given how many levels the place lies below the best one.
    pub fn is_full(&self, levels_below: usize) -> bool {
        let weight = self.text.len() + SEGMENT_WEIGHT * self.segments.len();
        weight >= TOO_MUCH.min(ENOUGH + PER_LEVEL * levels_below)
    }

    /// Whether it must be handed out wherever we are.
    pub fn is_overfull(&self) -> bool {
        self.is_full(usize::MAX / PER_LEVEL / 2)
    }

    /// The part, where there is anything in it; the batch begins anew.
    pub fn take(&mut self) -> Option<Part<'static>> {
        if self.segments.is_empty() {
            self.tree.clear_nodes();
            return None;
        }
        let places = match &self.headers {
            Some(headers) => Places::Table { headers: headers.clone(), sheet: self.sheet.clone() },
            None => Places::Tree(self.tree.take_nodes()),
        };
        Some(Part {
            role: self.role,
            text: std::mem::take(&mut self.text).into(),
            origin: 0,
            segments: std::mem::take(&mut self.segments),
            places,
            entries: Vec::new(),
        })
    }

    /// The label that `name` makes, kept once.
    pub fn label(&mut self, name: &str) -> Arc<str> {
        let number = self.tree.name(name);
        self.tree.named(number).clone()
    }
}

/// A node's place as a leaf keeps it.
pub(super) fn place(node: PathId) -> u32 {
    node.to_place()
}
