//! The running text of a page: what its blocks say one below the other is one letter, as a text document is.
//!
//! A page is handed out block by block, since lists of posts are told by their blocks. What is no list is put together here, before it
//! is searched; cells of tables, fields and attributes stay what they are.

use crate::journal::is_page;
use crate::model::{Block, Part, PathId, PathTree, Places, Role, SEGMENT_SEPARATOR, Segment};
use hashbrown::HashMap;

/// Parts to be searched in place of `part`: the running text of a page and what else it holds; `None` where it is to be searched as
/// it is.
pub(super) fn of(part: &Part<'_>) -> Option<[Part<'static>; 2]> {
    let Places::Tree(tree) = &part.places else { return None };
    if part.role != Role::Body || !part.entries.is_empty() || !is_page(tree) {
        return None;
    }
    let cells = Cells::of(part, tree);
    let (running, others): (Vec<&Segment>, Vec<&Segment>) =
        part.segments.iter().partition(|segment| is_block(segment) && !cells.has_several(segment));
    if running.len() < 2 {
        return None;
    }
    let mut text = Vec::with_capacity(part.text.len());
    let mut blocks = Vec::with_capacity(running.len());
    for segment in running {
        // Pieces of one long block are joined again.
        if !text.is_empty() {
            text.push(b'\n');
        }
        blocks.push(Block { start: text.len() as u32, place: segment.place });
        text.extend_from_slice(segment.span().of(&part.text));
    }
    let passage = Part {
        text: text.into(),
        segments: Vec::new(),
        places: Places::Blocks(tree.clone(), blocks),
        role: part.role,
        origin: part.origin,
        entries: Vec::new(),
    };
    Some([passage, rest(part, tree, &others)])
}

/// A block of words that nothing gives a name to.
fn is_block(segment: &Segment) -> bool {
    segment.role == Role::Body && segment.label.is_empty()
}

/// The part with these of its segments alone.
fn rest(part: &Part<'_>, tree: &PathTree, segments: &[&Segment]) -> Part<'static> {
    let mut text = Vec::new();
    let mut kept = Vec::with_capacity(segments.len());
    for &segment in segments {
        if !text.is_empty() {
            text.push(SEGMENT_SEPARATOR);
        }
        let start = text.len() as u32;
        text.extend_from_slice(segment.span().of(&part.text));
        kept.push(Segment { start, end: text.len() as u32, ..segment.clone() });
    }
    Part {
        text: text.into(),
        segments: kept,
        places: Places::Tree(tree.clone()),
        role: part.role,
        origin: part.origin,
        entries: Vec::new(),
    }
}

/// The cells of a page's tables, by row.
struct Cells<'t> {
    tree: &'t PathTree,
    /// By record, its only cell; `None` where it has several.
    of_record: HashMap<u32, Option<PathId>>,
}

impl<'t> Cells<'t> {
    fn of(part: &Part<'_>, tree: &'t PathTree) -> Self {
        let mut cells = Cells { tree, of_record: HashMap::new() };
        for segment in part.segments.iter().filter(|segment| segment.role == Role::Body) {
            if let Some(cell) = cells.cell(segment) {
                let known = cells.of_record.entry(segment.record).or_insert(Some(cell));
                *known = known.filter(|known| *known == cell);
            }
        }
        cells
    }

    /// The innermost cell, or item of a list of terms, that the segment stands in.
    fn cell(&self, segment: &Segment) -> Option<PathId> {
        let is_cell =
            |node: &PathId| self.tree.name_of(*node).is_some_and(|name| matches!(&**name, "td" | "th" | "dt" | "dd"));
        self.tree.ancestors(PathId::from_place(segment.place)).find(is_cell)
    }

    /// The segment stands in a row of several cells; a row of one is there for the looks of the page.
    fn has_several(&self, segment: &Segment) -> bool {
        self.cell(segment).is_some() && self.of_record.get(&segment.record).is_some_and(Option::is_none)
    }
}
