//! What stands around the cases of a deposit: `arkivdel` and `klasse`. What they tell of themselves is moved to the first post that
//! they hold in a part and copied to the others, as the fields of a case are: a class that is never published, or a title that
//! names somebody, is judged with each post that it is published with.

use super::shared::{MOST, Rewritten};
use super::tree::{Level, plain};
use crate::model::{Part, PathId, PathTree, Places, Role, Segment};
use hashbrown::HashMap;
use std::sync::Arc;

/// Longer values are no titles or codes; in bytes.
const LONGEST: usize = 4096;
/// Fields of one archive part or class: it has a title and an id, and perhaps each in more than one piece.
const MOST_FIELDS: usize = 8;
/// Classes within classes. Noark 5 knows no limit, archives have hardly more than five.
const DEEPEST: usize = 32;
/// Under what name the fields of an archive part go: `tittel` and `systemID` would be the post's own.
const ARCHIVE_PART: &str = "arkivdel";

/// An archive part or a class that may have more posts in the next part.
#[derive(Debug)]
pub(super) struct OpenShelf {
    path: String,
    fields: Vec<Field>,
}

#[derive(Debug, Clone)]
struct Field {
    text: Vec<u8>,
    role: Role,
    label: Arc<str>,
    row: u64,
    /// The field's element, with its ordinal.
    name: Arc<str>,
    ordinal: u32,
    /// Its node in this part.
    place: u32,
    /// Index of its segment in this part; `None` where an earlier part told it.
    told_at: Option<usize>,
}

/// What a node is to its posts.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Within {
    Nothing,
    /// Index of the nearest shelf.
    Shelf(usize),
    /// A post or case, and the nearest shelf around it.
    Entry(Option<usize>),
}

impl Within {
    fn shelf(self) -> Option<usize> {
        match self {
            Within::Nothing => None,
            Within::Shelf(shelf) => Some(shelf),
            Within::Entry(shelf) => shelf,
        }
    }
}

struct Shelf {
    node: PathId,
    above: Option<usize>,
    depth: usize,
    is_archive_part: bool,
    fields: Vec<Field>,
}

struct Shelves {
    all: Vec<Shelf>,
    of_nodes: Vec<Within>,
}

impl Shelves {
    fn of(tree: &PathTree) -> Self {
        #[derive(Clone, Copy)]
        enum Named {
            ArchivePart,
            Class,
            Entry,
            Other,
        }
        // Names are kept once, so their address is their number.
        let mut named: HashMap<*const u8, Named> = HashMap::new();
        let mut shelves = Shelves { all: Vec::new(), of_nodes: Vec::new() };
        for node in tree.nodes() {
            let above =
                tree.parent(node).map_or(Within::Nothing, |parent| shelves.of_nodes[parent.to_place() as usize]);
            let name = tree.name_of(node).map_or(Named::Other, |name| {
                *named.entry(name.as_ptr()).or_insert_with(|| match plain(name).as_str() {
                    "arkivdel" => Named::ArchivePart,
                    "klasse" => Named::Class,
                    _ if Level::of(name).is_some() => Named::Entry,
                    _ => Named::Other,
                })
            });
            let within = match (above, name) {
                (Within::Entry(_), _) => above,
                (_, Named::Entry) => Within::Entry(above.shelf()),
                (_, Named::Other) => above,
                (_, Named::ArchivePart | Named::Class) => shelves.put(node, above, matches!(name, Named::ArchivePart)),
            };
            shelves.of_nodes.push(within);
        }
        shelves
    }

    fn put(&mut self, node: PathId, above: Within, is_archive_part: bool) -> Within {
        let above = above.shelf();
        let depth = above.map_or(1, |above| self.all[above].depth + 1);
        if depth > DEEPEST {
            return above.map_or(Within::Nothing, Within::Shelf);
        }
        self.all.push(Shelf { node, above, depth, is_archive_part, fields: Vec::new() });
        Within::Shelf(self.all.len() - 1)
    }

    fn within(&self, segment: &Segment) -> Within {
        self.of_nodes[segment.place as usize]
    }

    /// The shelves around a node, the outermost first.
    fn around(&self, place: u32) -> Vec<usize> {
        let nearest = self.of_nodes[place as usize].shelf();
        let mut around: Vec<usize> = std::iter::successors(nearest, |&shelf| self.all[shelf].above).collect();
        around.reverse();
        around
    }
}

/// Rewrites the part so that each entry begins with what the shelves around it tell. `open` is what the last part left open, and is
/// left for the next.
pub(super) fn copy_into_entries(part: &mut Part<'_>, open: &mut Vec<OpenShelf>) {
    let Places::Tree(tree) = &mut part.places else { return };
    let mut shelves = Shelves::of(tree);
    let (Some(first), Some(last)) = (part.segments.first(), part.segments.last()) else { return };
    if shelves.all.is_empty() {
        open.clear();
        return;
    }
    // What goes on from the last part is around the first segment of this one.
    if !open.is_empty() {
        for shelf in shelves.around(first.place) {
            let path = tree.path(shelves.all[shelf].node);
            if let Some(told) = open.iter().position(|open| open.path == path) {
                shelves.all[shelf].fields = open.swap_remove(told).fields;
            }
        }
    }
    let entries = part.entries.len();
    for (at, segment) in part.segments.iter().enumerate() {
        let Within::Shelf(shelf) = shelves.within(segment) else { continue };
        let shelf = &mut shelves.all[shelf];
        let node = PathId::from_place(segment.place);
        let is_own = tree.parent(node) == Some(shelf.node) && segment.record as usize >= entries;
        let Some(label) = told_by(segment, shelf.is_archive_part).filter(|_| is_own) else { continue };
        let (Some(name), text) = (tree.name_of(node), segment.span().of(&part.text)) else { continue };
        if text.len() <= LONGEST && shelf.fields.len() < MOST_FIELDS {
            let (name, ordinal, place) = (name.clone(), tree.ordinal(node), segment.place);
            let (text, role, row) = (text.to_vec(), segment.role, segment.row);
            shelf.fields.push(Field { text, role, label, row, name, ordinal, place, told_at: Some(at) });
        }
    }

    // Where each entry begins, and what is around it.
    let mut begins: Vec<Option<(usize, Vec<usize>)>> = vec![None; entries];
    let (mut copied, mut holds_entry) = (0, vec![false; shelves.all.len()]);
    for (at, segment) in part.segments.iter().enumerate() {
        if let Some(begin @ None) = begins.get_mut(segment.record as usize) {
            let around = shelves.around(segment.place);
            for &shelf in &around {
                copied += shelves.all[shelf].fields.iter().map(|field| field.text.len() + 1).sum::<usize>();
                holds_entry[shelf] = true;
            }
            *begin = Some((at, around));
        }
    }
    *open = left_open(&shelves, tree, last);
    if copied == 0 || copied > MOST {
        return;
    }

    let mut moved = vec![false; part.segments.len()];
    // Earlier parts' fields get nodes in this part's tree.
    for (shelf, _) in shelves.all.iter_mut().zip(&holds_entry).filter(|(_, holds)| **holds) {
        for field in &mut shelf.fields {
            match field.told_at {
                Some(at) => moved[at] = true,
                None => {
                    let name = tree.name(&field.name);
                    let node = tree.push(Some(shelf.node), name, field.ordinal);
                    field.place = node.to_place();
                }
            }
        }
    }
    let mut begin_at: HashMap<usize, (u32, Vec<usize>)> = HashMap::new();
    for (entry, begin) in begins.into_iter().enumerate() {
        if let Some((at, around)) = begin {
            begin_at.insert(at, (entry as u32, around));
        }
    }
    let mut rewritten = Rewritten { text: Vec::with_capacity(part.text.len() + copied), segments: Vec::new() };
    for (at, segment) in part.segments.iter().enumerate() {
        if let Some((entry, around)) = begin_at.get(&at) {
            for field in around.iter().flat_map(|&shelf| &shelves.all[shelf].fields) {
                let (role, row, place, label) = (field.role, field.row, field.place, field.label.clone());
                let copy = Segment { start: 0, end: 0, role, record: *entry, row, place, label };
                rewritten.push(&copy, &field.text, *entry);
            }
        }
        if !moved[at] {
            rewritten.push(segment, segment.span().of(&part.text), segment.record);
        }
    }
    part.text = rewritten.text.into();
    part.segments = rewritten.segments;
}

/// The name under which posts get a field of an archive part or class; `None` for what is of no matter to them.
fn told_by(segment: &Segment, of_archive_part: bool) -> Option<Arc<str>> {
    match (plain(&segment.label).as_str(), of_archive_part) {
        ("tittel" | "systemid", true) => Some(Arc::from(ARCHIVE_PART)),
        ("tittel" | "klasseid", false) => Some(segment.label.clone()),
        _ => None,
    }
}

/// The shelves around the last segment, for the next part.
fn left_open(shelves: &Shelves, tree: &PathTree, last: &Segment) -> Vec<OpenShelf> {
    let around = shelves.around(last.place);
    let open = around.into_iter().map(|shelf| {
        let shelf = &shelves.all[shelf];
        let fields = shelf.fields.iter().map(|field| Field { told_at: None, ..field.clone() }).collect();
        OpenShelf { path: tree.path(shelf.node), fields }
    });
    open.filter(|open| !open.fields.is_empty()).collect()
}
