//! Journals in XML and JSON: a post is an element or an object with all that is in it.

use super::fields::{Field, field};
use super::identity::Identity;
use super::shared::{self, OpenCase};
use crate::model::{Entry, Part, PathId, PathTree, Places, Role};
use hashbrown::HashMap;

/// How posts are told in a tree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// By the names of elements.
    Elements,
    /// By the `entity` of objects (eInnsyn).
    Objects,
}

/// Roots of the XML formats, by local name in lower case.
const ROOTS: &[&str] = &["offentligjournal", "loependejournal", "offjournal", "arkivmelding", "arkiv"];

/// Elements that are a post.
const POSTS: &[&str] =
    &["journalregistrering", "journpostoj", "journalpostoj", "registrering", "basisregistrering", "moeteregistrering"];

/// Elements that hold posts and tell of all of them.
const CASES: &[&str] = &["noarksakoj", "mappe", "saksmappe", "moetemappe"];

/// Objects of eInnsyn that are a post.
const POST_ENTITIES: &[&str] = &["journalpost", "moetesak", "moetedokument"];

/// Objects of eInnsyn that may hold posts.
const CASE_ENTITIES: &[&str] = &["saksmappe", "moetemappe"];

/// What a node is in a journal.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Level {
    Post,
    Case,
}

impl Shape {
    /// The shape of the journal that a document's first part begins; `None` where it is none.
    pub fn of(part: &Part<'_>, tree: &PathTree) -> Option<Self> {
        let mut roots = tree.nodes().filter(|&node| tree.parent(node).is_none());
        let is_archive = roots.any(|root| tree.name_of(root).is_some_and(|name| ROOTS.contains(&plain(name).as_str())));
        match entities(part, tree).next() {
            Some(_) => Some(Shape::Objects),
            None => is_archive.then_some(Shape::Elements),
        }
    }
}

/// A name without its prefix, by its letters in lower case.
fn plain(name: &str) -> String {
    let local = name.rsplit(':').next().unwrap_or(name);
    local.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The objects of eInnsyn that are posts or cases: the node that has the `entity` (`None`: the whole document).
fn entities<'p>(part: &'p Part<'_>, tree: &'p PathTree) -> impl Iterator<Item = (Option<PathId>, Level)> + 'p {
    part.segments.iter().filter(|segment| &*segment.label == "entity").filter_map(|segment| {
        let value = std::str::from_utf8(segment.span().of(&part.text)).ok()?.to_ascii_lowercase();
        let level = match value.as_str() {
            entity if POST_ENTITIES.contains(&entity) => Level::Post,
            entity if CASE_ENTITIES.contains(&entity) => Level::Case,
            _ => return None,
        };
        Some((tree.parent(PathId::from_place(segment.place)), level))
    })
}

/// A node that posts or fields stand in; `None` is the whole document, which has no node in JSON.
pub(super) type Holder = Option<PathId>;

/// A post or a case of a part.
#[derive(Debug)]
pub(super) struct Group {
    pub holder: Holder,
    level: Level,
    pub identity: Identity,
    /// Its own segments, in order. A post's are all within it; a case's are those outside its posts.
    pub segments: Vec<usize>,
    /// Of a post: the case that it stands in.
    pub case: Option<usize>,
    /// Of a case: its posts.
    pub posts: Vec<usize>,
}

/// The posts and cases of a part, each where its first segment comes.
#[derive(Debug, Default)]
pub(super) struct Groups {
    pub all: Vec<Group>,
    by_holder: HashMap<(Holder, bool), usize>,
}

impl Groups {
    fn of(&mut self, holder: Holder, level: Level) -> usize {
        *self.by_holder.entry((holder, level == Level::Post)).or_insert_with(|| {
            let (identity, segments, posts) = (Identity::default(), Vec::new(), Vec::new());
            self.all.push(Group { holder, level, identity, segments, case: None, posts });
            self.all.len() - 1
        })
    }
}

/// Marks the entries of a part. `open_case` is what the last part left open, and is left for the next.
pub(super) fn mark(shape: Shape, part: &mut Part<'_>, open_case: &mut Option<OpenCase>) {
    let Places::Tree(tree) = &part.places else { return };
    let owners = Owners::of(shape, part, tree);
    let mut groups = Groups::default();
    // Labels are kept once a document, so their address is their number.
    let mut fields: HashMap<*const u8, Option<Field>> = HashMap::new();
    let mut roles = Vec::with_capacity(part.segments.len());
    let mut last = None;
    for (at, segment) in part.segments.iter().enumerate() {
        let known = (segment.role == Role::Body)
            .then(|| *fields.entry(segment.label.as_ptr()).or_insert_with(|| field(&segment.label)))
            .flatten();
        roles.push(known.map_or(segment.role, |field| field.role));
        let node = PathId::from_place(segment.place);
        let group = match owners.at(node) {
            Owner { post: Some(post), .. } => {
                let group = groups.of(post, Level::Post);
                if let Some(case) = owners.case_of(post) {
                    let case = groups.of(case, Level::Case);
                    if groups.all[group].case.replace(case).is_none() {
                        groups.all[case].posts.push(group);
                    }
                }
                group
            }
            Owner { case: Some(case), .. } => groups.of(case, Level::Case),
            Owner { .. } => continue,
        };
        groups.all[group].segments.push(at);
        last = Some(group);
        if let Some(field) = known {
            groups.all[group].identity.note(field.key, segment.span().of(&part.text));
        }
    }
    for (segment, role) in part.segments.iter_mut().zip(roles) {
        segment.role = role;
    }
    let continued = shared::continue_case(open_case.take(), &mut groups, tree);
    for at in 0..groups.all.len() {
        if let Some(case) = groups.all[at].case {
            let case = groups.all[case].identity.clone();
            groups.all[at].identity.fill_from(&case);
        }
    }
    let last_case =
        last.and_then(|at| if groups.all[at].level == Level::Case { Some(at) } else { groups.all[at].case });
    *open_case = last_case.map(|case| OpenCase::of(&groups.all[case], continued.as_ref(), part));
    assign(part, &groups, continued);
}

/// Gives the segments their records and the part its entries.
fn assign(part: &mut Part<'_>, groups: &Groups, continued: Option<shared::Continued>) {
    let can_share = shared::is_affordable(part, groups, continued.as_ref());
    let mut entry_of = vec![None; groups.all.len()];
    let mut group_of = vec![None; part.segments.len()];
    for (at, group) in groups.all.iter().enumerate() {
        group.segments.iter().for_each(|&segment| group_of[segment] = Some(at));
    }
    for &at in group_of.iter().flatten() {
        // What a case tells of itself goes to its first post. A case without posts is an entry itself.
        let group = &groups.all[at];
        let at = group.posts.first().copied().filter(|_| can_share).unwrap_or(at);
        if entry_of[at].is_none() {
            entry_of[at] = Some(part.entries.len() as u32);
            let id = groups.all[at].identity.id();
            let id = id.unwrap_or_else(|| (part.entries.len() + 1).to_string());
            part.entries.push(Entry { id });
        }
    }
    let beyond = part.entries.len() as u32;
    for (segment, group) in part.segments.iter_mut().zip(&group_of) {
        segment.record = match *group {
            Some(at) => {
                let first_post = groups.all[at].posts.first().copied().filter(|_| can_share);
                entry_of[first_post.unwrap_or(at)].unwrap_or(beyond)
            }
            None => beyond.saturating_add(segment.record),
        };
    }
    if can_share {
        shared::copy_into_posts(part, groups, &entry_of, continued);
    }
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Owner {
    pub post: Option<Holder>,
    pub case: Option<Holder>,
}

/// For each node the nearest post and the nearest case that it stands in.
pub(super) struct Owners {
    root: Owner,
    of_nodes: Vec<Owner>,
    parents: Vec<Option<u32>>,
}

impl Owners {
    pub fn of(shape: Shape, part: &Part<'_>, tree: &PathTree) -> Self {
        let levels: HashMap<Holder, Level> = match shape {
            Shape::Objects => entities(part, tree).collect(),
            Shape::Elements => HashMap::new(),
        };
        let mut level_of_name: HashMap<*const u8, Option<Level>> = HashMap::new();
        let mut level = |node: PathId| match shape {
            Shape::Objects => levels.get(&Some(node)).copied(),
            // Names are kept once, so their address is their number.
            Shape::Elements => tree.name_of(node).and_then(|name| {
                *level_of_name.entry(name.as_ptr()).or_insert_with(|| match plain(name) {
                    name if POSTS.contains(&name.as_str()) => Some(Level::Post),
                    name if CASES.contains(&name.as_str()) => Some(Level::Case),
                    _ => None,
                })
            }),
        };
        let within = |above: Owner, holder: Holder, level: Option<Level>| match level {
            Some(Level::Post) => Owner { post: Some(holder), ..above },
            Some(Level::Case) => Owner { case: Some(holder), ..above },
            None => above,
        };
        let root = within(Owner::default(), None, levels.get(&None).copied());
        let mut owners = Owners { root, of_nodes: Vec::new(), parents: Vec::new() };
        for node in tree.nodes() {
            let parent = tree.parent(node);
            let above = parent.map_or(root, |parent| owners.of_nodes[parent.to_place() as usize]);
            owners.of_nodes.push(within(above, Some(node), level(node)));
            owners.parents.push(parent.map(PathId::to_place));
        }
        owners
    }

    fn at(&self, node: PathId) -> Owner {
        self.of_nodes[node.to_place() as usize]
    }

    /// What the node itself stands in.
    pub fn of_node(&self, node: PathId) -> Owner {
        self.of_nodes[node.to_place() as usize]
    }

    /// The case that a post stands in.
    pub fn case_of(&self, post: Holder) -> Option<Holder> {
        match self.parents[post?.to_place() as usize] {
            Some(parent) => self.of_nodes[parent as usize].case,
            None => self.root.case,
        }
    }
}
