//! JSON whose objects name each other by id: eInnsyn's JSON-LD (an array or a `@graph` of nodes) and its API's objects by
//! reference. What belongs to a journal post lies scattered over such a file, so a first pass notes where each object stands,
//! what it is and whom it names, and the objects are then read post by post: a post, what it names (parties, documents,
//! shielding), and the case it is in. The notes take some hundred bytes an object; the text itself is not kept.
//!
//! What several posts name is read with each of them, within a bound ([`COPIES`]). What no post names is read by itself.

use super::json::DEEPEST;
use super::json_lexer::{Lexer, Token};
use super::{Broken, Reason};
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
const RELATIONS: &[&str] = &[
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
struct Node {
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
pub(super) struct Place {
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
pub(super) struct Outline<'t> {
    /// The outermost object's keys, as written, that hold lists or other values.
    pub keys: Vec<&'t str>,
    nodes: Vec<Node>,
    links: Vec<Link<usize>>,
    /// Of each node the parts that name it as theirs: pairs of the node and the part, sorted.
    parts: Vec<(usize, usize)>,
    /// Everything beside the objects.
    beside: Vec<(Range<usize>, Place)>,
    text: &'t str,
}

/// What is gathered on the way.
#[derive(Default)]
struct Gathered<'t> {
    keys: Vec<&'t str>,
    nodes: Vec<Node>,
    names: Vec<Link<&'t str>>,
    ids: HashMap<&'t str, usize>,
    beside: Vec<(Range<usize>, Place)>,
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
pub(super) trait Pieces {
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
            let named =
                outline.links[node.links.clone()].iter().filter(|link| !link.is_upwards).map(|link| link.target);
            let first = outline.parts.partition_point(|&(whole, _)| whole < at);
            let parts = outline.parts[first..].iter().take_while(|&&(whole, _)| whole == at).map(|&(_, part)| part);
            let from = waiting.len();
            waiting.extend(named.chain(parts).filter(|&part| outline.nodes[part].kind == Kind::Other));
            waiting[from..].reverse();
        }
    }
}

fn has_signs(text: &str) -> bool {
    let beginning = &text.as_bytes()[..text.len().min(GLANCE)];
    SIGNS.iter().any(|sign| memchr::memmem::find(beginning, sign).is_some())
}

impl<'t> Gathered<'t> {
    /// A value of the outermost object: a list of objects, or something else.
    fn value_of_key(&mut self, lexer: &mut Lexer<'t>) -> Result<(), Broken> {
        let key = Some(self.keys.len() - 1);
        let before = lexer.clone();
        if matches!(lexer.value()?, Token::Open { list: true }) {
            return self.list(lexer, key);
        }
        *lexer = before;
        let start = lexer.at();
        self.object(lexer, false)?;
        self.beside.push((start..lexer.at(), Place { key, item: None, line: 0 }));
        Ok(())
    }

    /// The items of a list that is open.
    fn list(&mut self, lexer: &mut Lexer<'t>, key: Option<usize>) -> Result<(), Broken> {
        let mut index = 0;
        while !lexer.closes(true) {
            self.item(lexer, Place { key, item: Some(index), line: 0 })?;
            lexer.separator(true)?;
            index = index.saturating_add(1);
        }
        Ok(())
    }

    fn item(&mut self, lexer: &mut Lexer<'t>, place: Place) -> Result<(), Broken> {
        let (start, first_link) = (lexer.at(), self.names.len());
        let found = self.object(lexer, true)?;
        let range = start..lexer.at();
        let Some(Found { id, kind, holds_posts }) = found else {
            self.beside.push((range, place));
            return Ok(());
        };
        if let Some(id) = id {
            self.ids.entry(id).or_insert(self.nodes.len());
        }
        self.nodes.push(Node { range, place, kind, holds_posts, links: first_link..self.names.len() });
        Ok(())
    }

    /// Goes through one value; what it is, where it is an object. Links are only noted of a node.
    fn object(&mut self, lexer: &mut Lexer<'t>, is_node: bool) -> Result<Option<Found<'t>>, Broken> {
        let mut found = Found { id: None, kind: Kind::Other, holds_posts: false };
        // Of each open list or object: whether it is a list, and the key it stands under or is at.
        let mut open: Vec<(bool, &'t str)> = Vec::new();
        let (mut objects, mut is_object) = (0_usize, false);
        loop {
            if let Some(&(list, _)) = open.last() {
                if lexer.closes(list) {
                    open.pop();
                    objects -= usize::from(!list);
                    match open.last() {
                        Some(&(list, _)) => lexer.separator(list)?,
                        None => return Ok(is_object.then_some(found)),
                    }
                    continue;
                }
                if !list {
                    let key = lexer.key()?;
                    if let Some(last) = open.last_mut() {
                        last.1 = key;
                    }
                }
            }
            match lexer.value()? {
                Token::Open { list } => {
                    if open.len() >= DEEPEST {
                        return Err(Broken { at: lexer.at(), reason: Reason::TooLarge, detail: String::new() });
                    }
                    is_object |= open.is_empty() && !list;
                    objects += usize::from(!list);
                    let key = open.last().map_or("", |&(_, key)| key);
                    open.push((list, key));
                    continue;
                }
                Token::Text(value) if is_node && objects > 0 => {
                    self.note(value, &open, objects, &mut found);
                }
                _ => {}
            }
            match open.last() {
                Some(&(list, _)) => lexer.separator(list)?,
                None => return Ok(None),
            }
        }
    }

    fn note(&mut self, value: &'t str, open: &[(bool, &'t str)], objects: usize, found: &mut Found<'t>) {
        let &(is_list, key) = open.last().unwrap_or(&(true, ""));
        let relation = match key {
            "@type" | "entity" => {
                match (Kind::of(value), objects) {
                    (kind, 1) if found.kind == Kind::Other => found.kind = kind,
                    (Kind::Post, 2..) => found.holds_posts = true,
                    _ => {}
                }
                return;
            }
            "@id" | "id" if objects == 1 => {
                found.id = found.id.or(Some(value).filter(|_| !is_list && !value.is_empty()));
                return;
            }
            // The key that the object stands under.
            "@id" | "id" => open[..open.len() - 1].iter().rev().map(|&(_, key)| key).find(|key| !key.is_empty()),
            key => Some(key).filter(|key| RELATIONS.contains(&local_name(key))),
        };
        if let Some(relation) = relation {
            self.names.push(Link { target: value, is_upwards: UPWARDS.contains(&local_name(relation)) });
        }
    }

    /// The outline, where an object names another one.
    fn joined(self, text: &'t str) -> Option<Outline<'t>> {
        let Gathered { keys, mut nodes, names, ids, beside } = self;
        if !nodes.iter().any(|node| matches!(node.kind, Kind::Post | Kind::Case)) {
            return None;
        }
        let (mut links, mut parts) = (Vec::new(), Vec::new());
        for (at, node) in nodes.iter_mut().enumerate() {
            let first = links.len();
            for name in &names[node.links.clone()] {
                let Some(&target) = ids.get(name.target).filter(|&&target| target != at) else { continue };
                links.push(Link { target, is_upwards: name.is_upwards });
                if name.is_upwards {
                    parts.push((target, at));
                }
            }
            node.links = first..links.len();
        }
        parts.sort_unstable();
        (!links.is_empty()).then_some(Outline { keys, nodes, links, parts, beside, text })
    }
}

/// What is known of an object.
struct Found<'t> {
    id: Option<&'t str>,
    kind: Kind,
    holds_posts: bool,
}

/// A key without its prefix or IRI.
pub(super) fn local_name(key: &str) -> &str {
    let after = key.rfind(['/', '#', ':']).map_or(0, |at| at + 1);
    let is_name = after > 0 && !key.contains(' ') && after < key.len();
    let is_iri = key.contains("://") || key.starts_with("urn:");
    let is_prefixed = || key.split(':').count() == 2 && !key.contains(['/', '#']);
    if is_name && (is_iri || is_prefixed()) { &key[after..] } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Read<'t>(&'t str, Vec<String>);

    impl Pieces for Read<'_> {
        fn piece(&mut self, range: Range<usize>, _: Place, group: u32) {
            self.1.push(format!("{group}:{}", self.0[range].trim()));
        }

        fn group_ends(&mut self) {}
    }

    fn read(text: &str) -> Option<Vec<String>> {
        let outline = Outline::of_value(text)?;
        let mut read = Read(text, Vec::new());
        outline.for_each_piece(&mut read);
        Some(read.1)
    }

    #[test]
    fn parts_are_read_with_the_post_that_names_them_and_the_case_with_each() {
        let (part, first, case, second, alone) = (
            r#"{"@id":"k"}"#,
            r#"{"@id":"a","@type":["x/Journalpost"],"x/parent":[{"@id":"s"}],"x/korrespondansepart":{"@id":"k"}}"#,
            r#"{"@id":"s","@type":"x:Saksmappe"}"#,
            r#"{"@id":"b","@type":"x#Journalpost","x#parent":{"@id":"s"}}"#,
            r#"{"@id":"alone"}"#,
        );
        let text = format!("[{part},{first},{case},{second},{alone}]");
        let expected = [
            format!("1:{first}"),
            format!("1:{part}"),
            format!("1:{case}"),
            format!("2:{second}"),
            format!("2:{case}"),
            format!("3:{alone}"),
        ];
        assert_eq!(read(&text), Some(expected.to_vec()));
        let graph = format!(r#"{{"@context":{{"a":"b"}},"@graph":{text}}}"#);
        let read = read(&graph).expect("linked");
        assert_eq!((&read[0][..], &read[1..]), (r#"0:{"a":"b"}"#, &expected[..]));
    }

    #[test]
    fn what_names_nothing_is_left_alone() {
        for text in [
            r#"[{"@id":"a","@type":"Journalpost"}]"#,
            r#"{"items":[{"entity":"Journalpost","saksmappe":{"entity":"Saksmappe","id":"s"}}]}"#,
            r#"[{"@id":"a","@type":"Journalpost","parent":"#,
            r#"[{"@id":"a"},{"@id":"b","parent":"a"}]"#,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn hostile_links_cost_linear_time() {
        let ring: String =
            (0..200).map(|at| format!(r#"{{"@id":"{at}","x":[{{"@id":"{}"}}]}},"#, (at + 1) % 200)).collect();
        let posts: String = (0..500)
            .map(|at| format!(r#"{{"@id":"p{at}","@type":"Journalpost","x":[{{"@id":"{}"}}]}},"#, at % 200))
            .collect();
        let text = format!("[{ring}{posts}1]");
        let read = read(&text).expect("linked");
        assert!(read.iter().map(String::len).sum::<usize>() < (COPIES + 3) * text.len());
        assert_eq!(read.iter().filter(|piece| piece.contains("Journalpost")).count(), 500);
    }
}
