//! The first pass over a text whose objects name each other: where each stands, what it is and whom it names.

use super::{Kind, Link, Node, Outline, Place, RELATIONS, UPWARDS, local_name};
use crate::extract::json::DEEPEST;
use crate::extract::json_lexer::{Lexer, Token};
use crate::extract::{Broken, Reason};
use hashbrown::HashMap;
use std::ops::Range;

/// What is gathered on the way.
#[derive(Default)]
pub(super) struct Gathered<'t> {
    pub keys: Vec<&'t str>,
    nodes: Vec<Node<'t>>,
    names: Vec<Link<&'t str>>,
    ids: HashMap<&'t str, usize>,
    beside: Vec<(Range<usize>, Place)>,
}

impl<'t> Gathered<'t> {
    /// A value of the outermost object: a list of objects, or something else.
    pub fn value_of_key(&mut self, lexer: &mut Lexer<'t>) -> Result<(), Broken> {
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
    pub fn list(&mut self, lexer: &mut Lexer<'t>, key: Option<usize>) -> Result<(), Broken> {
        let mut index = 0;
        while !lexer.closes(true) {
            self.item(lexer, Place { key, item: Some(index), line: 0 })?;
            lexer.separator(true)?;
            index = index.saturating_add(1);
        }
        Ok(())
    }

    pub fn item(&mut self, lexer: &mut Lexer<'t>, place: Place) -> Result<(), Broken> {
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
        self.nodes.push(Node { id, range, place, kind, holds_posts, links: first_link..self.names.len() });
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
    pub fn joined(self, text: &'t str) -> Option<Outline<'t>> {
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
