//! Where something stands: byte spans, the place map of a part, and locations as a reader names them.

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A half-open range of UTF-8 **bytes**.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Shares at least one byte with `other`.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Holds every byte of `other`.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes of `text` in this span.
    pub fn of(self, text: &[u8]) -> &[u8] {
        &text[self.start..self.end]
    }
}

/// What of a place applies, as the JSON Lines contract writes it. All counts begin at 1.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Location {
    /// Page of a paged document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Paragraph of a text document, the empty ones counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u64>,
    /// Line of a text file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Column: of a table, its number; of a text line, the character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
    /// Row of a table, the header row counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// Sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Cell as a spreadsheet names it (`C12`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Path of an XML or HTML node, or the JSON Pointer of a JSON value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xpath: Option<String>,
    /// Name of the field: column header, element, attribute or key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Journal post, such as `2024/118-3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// Bounding box on the page: left, top, right, bottom in points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bbox: Option<[f32; 4]>,
}

/// A node of a [`PathTree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PathId(u32);

/// Paths of nodes, kept as a tree so that a place costs twelve bytes and its text is only written when somebody asks.
#[derive(Debug, Clone, Default)]
pub struct PathTree {
    names: Vec<Arc<str>>,
    /// Where a name stands in `names`.
    numbers: HashMap<Arc<str>, u32>,
    nodes: Vec<PathNode>,
}

#[derive(Debug, Clone, Copy)]
struct PathNode {
    parent: u32,
    name: u32,
    ordinal: u32,
}

const NO_PARENT: u32 = u32::MAX;

/// In place of a name: the node is an item of a list and `ordinal` its index.
const ITEM: u32 = u32::MAX;

impl PathTree {
    /// A tree without nodes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps `name` (looked up first, so that names repeat cheaply) and gives its number.
    pub fn name(&mut self, name: &str) -> u32 {
        if let Some(&at) = self.numbers.get(name) {
            return at;
        }
        let (kept, number): (Arc<str>, u32) = (name.into(), self.names.len() as u32);
        self.names.push(kept.clone());
        self.numbers.insert(kept, number);
        number
    }

    /// The name of that number.
    pub fn named(&self, number: u32) -> &Arc<str> {
        &self.names[number as usize]
    }

    /// How many names are kept.
    pub fn names_kept(&self) -> usize {
        self.names.len()
    }

    /// Adds a node below `parent`. `ordinal` counts from 1 among siblings of one name; 0 writes none.
    pub fn push(&mut self, parent: Option<PathId>, name: u32, ordinal: u32) -> PathId {
        self.nodes.push(PathNode { parent: parent.map_or(NO_PARENT, |p| p.0), name, ordinal });
        PathId((self.nodes.len() - 1) as u32)
    }

    /// Adds item `index` (from 0) of a list; it has no name of its own.
    pub fn push_item(&mut self, parent: Option<PathId>, index: u32) -> PathId {
        self.push(parent, ITEM, index)
    }

    /// The node's own name; `None` for an item of a list.
    pub fn name_of(&self, id: PathId) -> Option<&Arc<str>> {
        self.names.get(self.nodes[id.0 as usize].name as usize)
    }

    /// All nodes, a parent before its children.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = PathId> + use<> {
        (0..self.nodes.len() as u32).map(PathId)
    }

    /// The node's ordinal or index, as [`PathTree::push`] and [`PathTree::push_item`] got it.
    pub fn ordinal(&self, id: PathId) -> u32 {
        self.nodes[id.0 as usize].ordinal
    }

    /// The node above.
    pub fn parent(&self, id: PathId) -> Option<PathId> {
        let parent = self.nodes[id.0 as usize].parent;
        (parent != NO_PARENT).then_some(PathId(parent))
    }

    /// The node and all above it, the nearest first.
    pub fn ancestors(&self, id: PathId) -> impl Iterator<Item = PathId> + '_ {
        std::iter::successors(Some(id), |&at| self.parent(at))
    }

    /// The whole path, such as `/journal/post[3]/@id`.
    pub fn path(&self, id: PathId) -> String {
        let mut steps = Vec::new();
        let mut at = id.0;
        while at != NO_PARENT {
            let node = self.nodes[at as usize];
            steps.push(node);
            at = node.parent;
        }
        let mut path = String::new();
        for node in steps.iter().rev() {
            path.push('/');
            let Some(name) = self.names.get(node.name as usize) else {
                path.push_str(&node.ordinal.to_string());
                continue;
            };
            path.push_str(name);
            if node.ordinal > 0 {
                path.push_str(&format!("[{}]", node.ordinal));
            }
        }
        path
    }

    /// Gives away the nodes with the names they need and starts anew with the same names (and name numbers): for readers
    /// that hand out one batch after the other. Ids from before are no longer good here.
    pub fn take_nodes(&mut self) -> PathTree {
        PathTree { names: self.names.clone(), numbers: HashMap::new(), nodes: std::mem::take(&mut self.nodes) }
    }

    /// Names and nodes (the node above, or [`u32::MAX`]; name; ordinal) as [`PathTree::from_raw`] takes them.
    pub fn raw(&self) -> (&[Arc<str>], impl Iterator<Item = (u32, u32, u32)> + '_) {
        (&self.names, self.nodes.iter().map(|node| (node.parent, node.name, node.ordinal)))
    }

    /// The tree that these make; `None` where they make none.
    pub fn from_raw(names: Vec<Arc<str>>, nodes: Vec<(u32, u32, u32)>) -> Option<PathTree> {
        let is_sound = |(at, &(parent, name, _)): (usize, &(u32, u32, u32))| {
            (parent == NO_PARENT || (parent as usize) < at) && (name == ITEM || (name as usize) < names.len())
        };
        if !nodes.iter().enumerate().all(is_sound) {
            return None;
        }
        let nodes = nodes.into_iter().map(|(parent, name, ordinal)| PathNode { parent, name, ordinal }).collect();
        let numbers = names.iter().zip(0..).map(|(name, number)| (name.clone(), number)).collect();
        Some(PathTree { names, numbers, nodes })
    }

    /// Forgets the nodes but keeps the names.
    pub fn clear_nodes(&mut self) {
        self.nodes.clear();
    }
}

/// How the segments of a part are placed in their document.
#[derive(Debug, Clone)]
pub enum Places {
    /// Running text: line and column are counted when asked for. `first_line` is the line on which the part begins (from 1).
    Lines {
        /// The part's first line in its document.
        first_line: u64,
    },
    /// Running text of a text document, a line a paragraph.
    Paragraphs {
        /// The part's first paragraph in its document (from 1).
        first: u64,
    },
    /// Text of pages: running text, or segments whose `place` says nothing.
    Pages(PageWords),
    /// Cells: a segment's `place` is its column (from 0), its `row` counts in the file (from 1).
    Table {
        /// Header names by column.
        headers: Arc<[Arc<str>]>,
        /// The sheet of a workbook.
        sheet: Option<Arc<str>>,
    },
    /// Nodes of a tree: a segment's `place` is a [`PathId`].
    Tree(PathTree),
    /// Running text of a page, a line a block, in order.
    Blocks(PathTree, Vec<Block>),
}

/// A block of a page in its running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// First byte in the part's text.
    pub start: u32,
    /// Its node, a [`PathId`].
    pub place: u32,
}

impl Block {
    /// The one of `blocks` that holds byte `at` of their text.
    pub fn at(blocks: &[Block], at: usize) -> Option<Block> {
        let after = blocks.partition_point(|block| block.start as usize <= at);
        after.checked_sub(1).map(|last| blocks[last])
    }
}

/// Where the words of a part stand on its pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageWords(Vec<PageWord>);

/// A word, or another piece of text that keeps together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PageWord {
    /// First byte in the part's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Page, from 1.
    pub page: u32,
    /// Left, top, right, bottom in points, from the upper left corner of the page as it is shown; `None` where it has no box.
    pub bbox: Option<[f32; 4]>,
}

impl PageWords {
    /// The place of `words`, which are in order of their bytes and do not overlap.
    pub fn new(words: Vec<PageWord>) -> Self {
        debug_assert!(are_in_order(&words));
        PageWords(words)
    }

    /// As [`PageWords::new`], of words that somebody else has put in order; `None` where they are not.
    pub fn checked(words: Vec<PageWord>) -> Option<Self> {
        are_in_order(&words).then_some(PageWords(words))
    }

    /// All of them, in order.
    pub fn words(&self) -> &[PageWord] {
        &self.0
    }

    /// The page of the first word in `span` (or else before it), and the box around all words of `span` on that page.
    pub(super) fn place(&self, span: Span) -> (Option<u32>, Option<[f32; 4]>) {
        let from = self.0.partition_point(|word| word.end as usize <= span.start);
        let within = self.0[from..].iter().take_while(|word| (word.start as usize) < span.end.max(span.start + 1));
        let Some(first) = within.clone().next().or_else(|| self.0[..from].last()) else { return (None, None) };
        let boxes = within.filter(|word| word.page == first.page).filter_map(|word| word.bbox);
        let around = boxes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
        (Some(first.page), around)
    }
}

fn are_in_order(words: &[PageWord]) -> bool {
    words.iter().all(|word| word.start <= word.end) && words.is_sorted_by(|one, next| one.end <= next.start)
}

/// `0` → `A`, `27` → `AB`: the column name of a spreadsheet.
pub(crate) fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (column % 26) as u8);
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    letters.iter().rev().map(|&b| b as char).collect()
}

impl PathId {
    /// As kept in [`super::Segment::place`].
    pub fn to_place(self) -> u32 {
        self.0
    }

    /// Back from [`super::Segment::place`].
    pub fn from_place(place: u32) -> Self {
        PathId(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        assert_eq!(column_letters(0), "A");
        assert_eq!(column_letters(25), "Z");
        assert_eq!(column_letters(26), "AA");
        assert_eq!(column_letters(701), "ZZ");
        assert_eq!(column_letters(702), "AAA");
    }

    #[test]
    fn a_span_has_the_page_of_its_first_word_and_the_box_around_those_on_it() {
        let word =
            |start, page, left| PageWord { start, end: start + 2, page, bbox: Some([left, 1.0, left + 5.0, 9.0]) };
        let words = PageWords::new(vec![word(0, 1, 10.0), word(3, 1, 20.0), word(6, 2, 10.0)]);
        assert_eq!(words.place(Span::new(0, 5)), (Some(1), Some([10.0, 1.0, 25.0, 9.0])));
        assert_eq!(words.place(Span::new(4, 8)), (Some(1), Some([20.0, 1.0, 25.0, 9.0])));
        assert_eq!(words.place(Span::new(8, 9)), (Some(2), None));
        assert_eq!(PageWords::default().place(Span::new(0, 1)), (None, None));
    }

    #[test]
    fn paths_are_written_from_the_root() {
        let mut tree = PathTree::new();
        let (journal, post) = (tree.name("journal"), tree.name("post"));
        let root = tree.push(None, journal, 0);
        let third = tree.push(Some(root), post, 3);
        assert_eq!(tree.path(third), "/journal/post[3]");
        assert_eq!(tree.name_of(third).map(|name| &**name), Some("post"));
        let item = tree.push_item(Some(third), 7);
        assert_eq!((tree.path(item).as_str(), tree.name_of(item)), ("/journal/post[3]/7", None));
        assert_eq!(tree.ancestors(item).collect::<Vec<_>>(), [item, third, root]);
        let taken = tree.take_nodes();
        assert_eq!(taken.path(third), "/journal/post[3]");
        assert_eq!(tree.name("post"), post);
    }
}
