//! JSON whose objects name each other by id: eInnsyn's JSON-LD (an array or a `@graph` of nodes) and its API's objects by
//! reference. What belongs to a journal post lies scattered over such a file, so a first pass notes where each object stands,
//! what it is and whom it names, and the objects are then read post by post: a post, what it names (parties, documents,
//! shielding), and the case it is in. The notes take some hundred bytes an object; the text itself is not kept.
//!
//! What several posts name is read with each of them, within a bound ([`COPIES`]). What no post names is read by itself.

mod gathered;
mod gone;

pub(crate) use gone::Gone;

use super::json_lexer::{Lexer, Token};
use gathered::Gathered;
use hashbrown::HashMap;
use std::ops::Range;

/// A file without these in its beginning is not looked through: its objects are read as they stand.
const SIGNS: [&[u8]; 2] = [b"\"@id\"", b"\"entity\""];
const GLANCE: usize = 64 * 1024;

/// Repeated objects may take this many times the file's own size, so that a large object named by every post of a hostile file
/// costs linear time. In real files a case takes less than its posts, and few posts share a case.
const COPIES: usize = 4;

/// What an object is in a journal, by its `@type` or `entity`.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Post,
    Case,
    /// Holds cases, and is about none of them.
    Above,
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name.rsplit(['/', '#', ':']).next().unwrap_or(name).to_lowercase().as_str() {
            "journalpost"
            | "registrering"
            | "arkivnotat"
            | "moetesak"
            | "moetedokument"
            | "moeteregistrering"
            | "moetesaksregistrering"
            | "moetedokumentregistrering"
            | "møtesak"
            | "møtedokument"
            | "møteregistrering"
            | "møtesaksregistrering"
            | "møtedokumentregistrering" => Kind::Post,
            "saksmappe" | "moetemappe" | "møtemappe" | "mappe" => Kind::Case,
            "arkiv" | "arkivdel" | "arkivskaper" | "klassifikasjonssystem" | "enhet" | "virksomhet" => Kind::Above,
            _ => Kind::Other,
        }
    }
}

/// Keys whose value is an id in the API of eInnsyn, without and with their prefix in JSON-LD.
pub(crate) const RELATIONS: &[&str] = &[
    "parent",
    "saksmappe",
    "moetemappe",
    "journalpost",
    "moetesak",
    "moetedokument",
    "korrespondansepart",
    "skjerming",
    "dokumentbeskrivelse",
    "dokumentobjekt",
    "klasse",
    "moetesaksbeskrivelse",
    "vedtak",
    "utredning",
    "innstilling",
    "vedtaksdokument",
    "utredningsdokument",
    "votering",
    "moetedeltaker",
    "møtesaksregistrering",
    "møtedokumentregistrering",
];

/// Keys by which a part names what it belongs to.
const UPWARDS: &[&str] = &["parent", "saksmappe", "moetemappe", "journalpost", "moetesak", "moetedokument"];

/// An object of the list.
#[derive(Debug)]
struct Node<'t> {
    id: Option<&'t str>,
    range: Range<usize>,
    place: Place,
    kind: Kind,
    /// Posts stand in it: it is read as it stands.
    holds_posts: bool,
    /// Its part of [`Outline::links`].
    links: Range<usize>,
}

/// Where an object or a value stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    /// Index into [`Outline::keys`]; `None` in a list or lines without one.
    pub key: Option<usize>,
    /// Index in its list; `None` for a value that is no item.
    pub item: Option<u32>,
    /// Line in JSON Lines, from 1; else 0.
    pub line: u64,
}

/// An object that another one names.
#[derive(Debug, Clone, Copy)]
struct Link<Target> {
    target: Target,
    is_upwards: bool,
}

/// Where the objects of a text stand and how they hang together.
#[derive(Debug)]
pub(crate) struct Outline<'t> {
    /// The outermost object's keys, as written, that hold lists or other values.
    pub keys: Vec<&'t str>,
    nodes: Vec<Node<'t>>,
    links: Vec<Link<usize>>,
    /// Of each node the parts that name it as theirs: pairs of the node and the part, sorted.
    parts: Vec<(usize, usize)>,
    /// Everything beside the objects.
    beside: Vec<(Range<usize>, Place)>,
    text: &'t str,
}

impl<'t> Outline<'t> {
    /// Of one value; `None` where nothing in it names anything, or it is no JSON.
    pub fn of_value(text: &'t str) -> Option<Self> {
        if !has_signs(text) {
            return None;
        }
        let (mut gathered, mut lexer) = (Gathered::default(), Lexer::new(text));
        match lexer.value().ok()? {
            Token::Open { list: true } => gathered.list(&mut lexer, None).ok()?,
            Token::Open { list: false } => {
                while !lexer.closes(false) {
                    let key = lexer.key().ok()?;
                    gathered.keys.push(key);
                    gathered.value_of_key(&mut lexer).ok()?;
                    lexer.separator(false).ok()?;
                }
            }
            _ => return None,
        }
        if lexer.is_at_end() { gathered.joined(text) } else { None }
    }

    /// Of a value a line.
    pub fn of_lines(text: &'t str) -> Option<Self> {
        if !has_signs(text) {
            return None;
        }
        let mut gathered = Gathered::default();
        for (index, line) in text.lines().enumerate() {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            let mut lexer = Lexer::at_offset(text.get(..start + line.len())?, start);
            let place = Place { key: None, item: Some(index as u32), line: index as u64 + 1 };
            while !lexer.is_at_end() {
                gathered.item(&mut lexer, place).ok()?;
            }
        }
        gathered.joined(text)
    }

    /// Calls `read` with every piece of the text: its bytes, its place and the number of its group, which is that of a post with
    /// all that belongs to it, or of one object by itself. `ends` is called behind each group.
    pub fn for_each_piece(&self, reader: &mut impl Pieces) {
        let mut order = Order {
            outline: self,
            budget: COPIES * self.text.len(),
            is_read: vec![false; self.nodes.len()],
            group_of: vec![0; self.nodes.len()],
            group: 0,
        };
        for (range, place) in &self.beside {
            reader.piece(range.clone(), *place, 0);
        }
        reader.group_ends();
        let cases = self.cases();
        for (at, node) in self.nodes.iter().enumerate().filter(|(_, node)| node.kind == Kind::Post) {
            order.group += 1;
            order.read(at, reader);
            if let Some(case) = cases.get(&at).copied().filter(|_| !node.holds_posts) {
                order.read(case, reader);
            }
            reader.group_ends();
        }
        for at in 0..self.nodes.len() {
            if !order.is_read[at] {
                order.group += 1;
                order.read(at, reader);
                reader.group_ends();
            }
        }
    }

    /// What a node has that is neither post nor case; of a case its class, which stands above it, too.
    fn parts_of(&self, at: usize) -> impl Iterator<Item = usize> {
        let links = self.links[self.nodes[at].links.clone()].iter();
        let is_case = self.nodes[at].kind == Kind::Case;
        let named = links.filter(move |link| !link.is_upwards || is_case).map(|link| link.target);
        let first = self.parts.partition_point(|&(whole, _)| whole < at);
        let parts = self.parts[first..].iter().take_while(move |&&(whole, _)| whole == at).map(|&(_, part)| part);
        named.chain(parts).filter(|&part| self.nodes[part].kind == Kind::Other)
    }

    /// The case of each post that is in one.
    fn cases(&self) -> HashMap<usize, usize> {
        let mut cases = HashMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            for link in &self.links[node.links.clone()] {
                let (post, case) = match (node.kind, self.nodes[link.target].kind) {
                    (Kind::Post, Kind::Case) => (at, link.target),
                    (Kind::Case, Kind::Post) => (link.target, at),
                    _ => continue,
                };
                if !self.nodes[case].holds_posts {
                    cases.entry(post).or_insert(case);
                }
            }
        }
        cases
    }
}

/// Who reads the pieces.
pub(crate) trait Pieces {
    /// Reads the value at these bytes.
    fn piece(&mut self, range: Range<usize>, place: Place, group: u32);
    /// A group is over.
    fn group_ends(&mut self);
}

struct Order<'o, 't> {
    outline: &'o Outline<'t>,
    /// Bytes that may still be read once more.
    budget: usize,
    is_read: Vec<bool>,
    group_of: Vec<u32>,
    group: u32,
}

impl Order<'_, '_> {
    /// Reads a node and the parts of it that are neither posts nor cases, and theirs.
    fn read(&mut self, node: usize, reader: &mut impl Pieces) {
        let outline = self.outline;
        let mut waiting = vec![node];
        while let Some(at) = waiting.pop() {
            let node = &outline.nodes[at];
            if self.group_of[at] == self.group {
                continue;
            }
            if std::mem::replace(&mut self.is_read[at], true) {
                // Beyond the bound it stays with the posts that it has been read with.
                let Some(left) = self.budget.checked_sub(node.range.len()) else { continue };
                self.budget = left;
            }
            self.group_of[at] = self.group;
            reader.piece(node.range.clone(), node.place, self.group);
            let from = waiting.len();
            waiting.extend(outline.parts_of(at));
            waiting[from..].reverse();
        }
    }
}

fn has_signs(text: &str) -> bool {
    let beginning = &text.as_bytes()[..text.len().min(GLANCE)];
    SIGNS.iter().any(|sign| memchr::memmem::find(beginning, sign).is_some())
}

/// A key without its prefix or IRI.
pub(crate) fn local_name(key: &str) -> &str {
    let after = key.rfind(['/', '#', ':']).map_or(0, |at| at + 1);
    let is_name = after > 0 && !key.contains(' ') && after < key.len();
    let is_iri = key.contains("://") || key.starts_with("urn:");
    let is_prefixed = || key.split(':').count() == 2 && !key.contains(['/', '#']);
    if is_name && (is_iri || is_prefixed()) { &key[after..] } else { key }
}

#[cfg(test)]
mod tests;
