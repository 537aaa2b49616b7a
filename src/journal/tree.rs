//! Journals in XML and JSON: a post is an element or an object with all that is in it.

use super::alike;
use super::fields::{Field, Key, field, folded};
use super::identity::Identity;
use super::shared::{self, OpenCase};
use crate::model::{Entry, Part, PathId, PathTree, Places, Role, Segment};
use hashbrown::{HashMap, HashSet};
use std::sync::Arc;

/// How posts are told in a tree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// By the names of elements.
    Elements,
    /// By the `entity` or the `@type` of objects (eInnsyn).
    Objects,
    /// By the fields they have: no known format.
    Alike,
}

/// Roots of the XML formats, by local name as [`folded`] writes it; `offjourn` is how some systems shorten it.
const ROOTS: &[&str] =
    &["offentligjournal", "loependejournal", "offjournal", "offjourn", "arkivmelding", "arkiv", "arkivstruktur"];

/// Elements that are a post: Noark 5 with the names of its early versions, Noark 4 with and without its suffix.
const POSTS: &[&str] = &[
    "journalregistrering",
    "journpostoj",
    "journalpostoj",
    "journpost",
    "journalpost",
    "registrering",
    "basisregistrering",
    "forenkletregistrering",
    "moeteregistrering",
    "moetesaksregistrering",
    "moetedokumentregistrering",
    "arkivnotat",
];

/// Those of Noark 4, which as JSON may stand in a bare list of cases.
const NOARK_4_POSTS: &[&str] = &["journpostoj", "journalpostoj"];

/// Elements that hold posts and tell of all of them.
const CASES: &[&str] = &["noarksakoj", "noarksak", "mappe", "basismappe", "saksmappe", "moetemappe"];

/// Objects of eInnsyn that are a post: those of its API, else as the elements.
const POST_ENTITIES: &[&str] = &["moetesak", "moetedokument"];

/// What a node is in a journal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Level {
    Post,
    Case,
}

impl Level {
    /// Of an element or a type of that name.
    pub fn of(name: &str) -> Option<Self> {
        let name = plain(name);
        let is = |names: &[&str]| names.contains(&name.as_str());
        if is(POSTS) { Some(Level::Post) } else { is(CASES).then_some(Level::Case) }
    }
}

impl Shape {
    /// The shape of the journal that a document's first part begins; `None` where it is none.
    pub fn of(part: &Part<'_>, tree: &PathTree) -> Option<Self> {
        let is_root = |name: &str| ROOTS.contains(&plain(name).as_str()) || Level::of(name).is_some();
        let mut roots = tree.nodes().filter(|&node| tree.parent(node).is_none());
        let is_archive =
            roots.any(|root| tree.name_of(root).is_some_and(|name| is_root(name))) || bare_cases(tree).next().is_some();
        match entities(part, tree).next() {
            Some(_) => Some(Shape::Objects),
            None if is_archive => Some(Shape::Elements),
            None => (!alike::levels(part, tree).is_empty()).then_some(Shape::Alike),
        }
    }

    /// What the field of that name is.
    fn field(self, name: &str) -> Option<Field> {
        if self == Shape::Alike { alike::field(name) } else { field(name) }
    }
}

/// The items of a list without a name that hold posts of Noark 4: each a case.
fn bare_cases(tree: &PathTree) -> impl Iterator<Item = PathId> + '_ {
    let is_post = |node: PathId| tree.name_of(node).is_some_and(|name| NOARK_4_POSTS.contains(&plain(name).as_str()));
    let is_item = |node: &PathId| tree.name_of(*node).is_none() && tree.parent(*node).is_none();
    let within_an_item = move |node| Some((node, tree.parent(node).filter(is_item)?));
    tree.nodes().filter_map(within_an_item).filter(move |(post, _)| is_post(*post)).map(|(_, item)| item)
}

/// A name or type without its prefix or IRI, as [`folded`] writes it.
pub(super) fn plain(name: &str) -> String {
    folded(name.rsplit([':', '/', '#']).next().unwrap_or(name))
}

/// The objects of eInnsyn that are posts or cases: the node that has the `entity` or `@type` (`None`: the whole document).
fn entities<'p>(part: &'p Part<'_>, tree: &'p PathTree) -> impl Iterator<Item = (Holder, Level, u32)> + 'p {
    part.segments.iter().filter(|segment| matches!(&*segment.label, "entity" | "@type")).filter_map(|segment| {
        let value = std::str::from_utf8(segment.span().of(&part.text)).ok()?;
        let is_post = POST_ENTITIES.contains(&plain(value).as_str());
        let level = if is_post { Level::Post } else { Level::of(value)? };
        Some((owner_of_field(segment, tree), level, segment.record))
    })
}

/// The node whose field a segment is; `None` for the whole document. Of a list, or of a value with its type
/// (`{"@value": …}`), that is the node that has the list or the value.
pub(super) fn owner_of_field(segment: &Segment, tree: &PathTree) -> Holder {
    let is_within = |&node: &PathId| {
        tree.name_of(node).is_none_or(|name| matches!(&**name, "@value" | "@list" | "@set" | "@id" | "@language"))
    };
    let mut above = tree.ancestors(PathId::from_place(segment.place));
    let field = above.by_ref().find(|node| !is_within(node));
    let field = field.unwrap_or_else(|| PathId::from_place(segment.place));
    tree.parent(field)
}

/// The levels that `xsi:type` gives to elements of any name.
fn typed<'p>(part: &'p Part<'_>, tree: &'p PathTree) -> impl Iterator<Item = (Holder, Level)> + 'p {
    part.segments.iter().filter(|segment| &*segment.label == "type").filter_map(|segment| {
        let node = PathId::from_place(segment.place);
        let is_type = tree.name_of(node)?.strip_prefix('@')?.ends_with(":type");
        let value = std::str::from_utf8(segment.span().of(&part.text)).ok().filter(|_| is_type)?;
        Some((tree.parent(node), Level::of(value)?))
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
    // What the checks read is known to them by its name in Noark 5.
    let mut labels: Vec<(usize, &'static str)> = Vec::new();
    let mut last = None;
    for (at, segment) in part.segments.iter().enumerate() {
        // In no known format what an attribute says may be the post's number.
        let may_tell = segment.role == Role::Body || shape == Shape::Alike && segment.role == Role::Metadata;
        let known = may_tell
            .then(|| *fields.entry(segment.label.as_ptr()).or_insert_with(|| shape.field(&segment.label)))
            .flatten();
        let node = PathId::from_place(segment.place);
        if let Some(meaning) = known.and_then(|field| field.meaning).filter(|_| shape == Shape::Alike)
            && segment.span().of(&part.text).iter().any(u8::is_ascii_digit)
        {
            labels.push((at, meaning.label()));
        }
        roles.push(match known {
            Some(field) if segment.role == Role::Body => role_of(field, node, shape, tree),
            _ => segment.role,
        });
        let group = match owners.at(node, segment.record) {
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
        if let Some(field) = known.filter(|field| field.key != Key::System || is_own_id(node, tree)) {
            let text = segment.span().of(&part.text);
            let number = alike::number_in(text).filter(|_| shape == Shape::Alike && field.key == Key::System);
            let (key, text) = number.map_or((field.key, text), |number| (Key::Document, number));
            groups.all[group].identity.note(key, text);
        }
    }
    for (segment, role) in part.segments.iter_mut().zip(roles) {
        segment.role = role;
    }
    for (at, label) in labels {
        part.segments[at].label = Arc::from(label);
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

/// The role of a field. In no known format a name is that of whoever has it: `"saksbehandler": {"navn": …}`.
fn role_of(own: Field, node: PathId, shape: Shape, tree: &PathTree) -> Role {
    if shape != Shape::Alike || own.role != Role::Party {
        return own.role;
    }
    let mut above = tree.ancestors(node).skip(1).filter_map(|node| tree.name_of(node));
    let is_official = above.next().and_then(|name| field(name)).is_some_and(|field| field.role == Role::Official);
    if is_official { Role::Official } else { own.role }
}

/// Whether an id at `node` is the post's own, not that of something in it.
fn is_own_id(node: PathId, tree: &PathTree) -> bool {
    /// What a post has in it or says of what it is in.
    const OTHERS: [&str; 9] = [
        "korrespondansepart",
        "dokumentbeskrivelse",
        "dokumentobjekt",
        "skjerming",
        "klasse",
        "arkivdel",
        "arkivskaper",
        "part",
        "saksmappe",
    ];
    let named = tree.ancestors(node).skip(1).find_map(|node| tree.name_of(node));
    named.is_none_or(|name| !OTHERS.contains(&plain(name).as_str()))
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

/// For each node the post and the nearest case that it stands in.
pub(super) struct Owners {
    root: Owner,
    of_nodes: Vec<Owner>,
    parents: Vec<Option<u32>>,
    /// Objects that were joined to a post or case by reference are of its record.
    of_records: HashMap<u32, Owner>,
}

impl Owners {
    pub fn of(shape: Shape, part: &Part<'_>, tree: &PathTree) -> Self {
        let mut of_records: HashMap<u32, Owner> = HashMap::new();
        let levels: HashMap<Holder, Level> = match shape {
            Shape::Objects => entities(part, tree)
                .map(|(holder, level, record)| {
                    let owner = of_records.entry(record).or_default();
                    let slot = if level == Level::Post { &mut owner.post } else { &mut owner.case };
                    slot.get_or_insert(holder);
                    (holder, level)
                })
                .collect(),
            Shape::Alike => alike::levels(part, tree),
            Shape::Elements => {
                typed(part, tree).chain(bare_cases(tree).map(|case| (Some(case), Level::Case))).collect()
            }
        };
        // In JSON a name may be that of a list, whose items are what the name says.
        let is_item = |node: &PathId| tree.name_of(*node).is_none();
        let lists: HashSet<PathId> = tree.nodes().filter(is_item).filter_map(|item| tree.parent(item)).collect();
        let mut level_of_name: HashMap<*const u8, Option<Level>> = HashMap::new();
        let mut level = |node: PathId| {
            let known = levels.get(&Some(node)).copied();
            if known.is_some() || shape != Shape::Elements || lists.contains(&node) {
                return known;
            }
            let named = if is_item(&node) { tree.parent(node)? } else { node };
            // Names are kept once, so their address is their number.
            tree.name_of(named).and_then(|name| *level_of_name.entry(name.as_ptr()).or_insert_with(|| Level::of(name)))
        };
        let within = |above: Owner, holder: Holder, level: Option<Level>| match level {
            // The journal post in a `journalregistrering` is part of it.
            Some(Level::Post) if shape == Shape::Elements && above.post.is_some() => above,
            Some(Level::Post) => Owner { post: Some(holder), ..above },
            Some(Level::Case) => Owner { case: Some(holder), ..above },
            None => above,
        };
        let root = within(Owner::default(), None, levels.get(&None).copied());
        let (mut of_nodes, mut parents) = (Vec::new(), Vec::new());
        for node in tree.nodes() {
            let parent = tree.parent(node);
            let above: Owner = parent.map_or(root, |parent| of_nodes[parent.to_place() as usize]);
            of_nodes.push(within(above, Some(node), level(node)));
            parents.push(parent.map(PathId::to_place));
        }
        Owners { root, of_nodes, parents, of_records }
    }

    fn at(&self, node: PathId, record: u32) -> Owner {
        let owner = self.of_nodes[node.to_place() as usize];
        let joined = self.of_records.get(&record).copied().unwrap_or_default();
        Owner { post: owner.post.or(joined.post), case: owner.case.or(joined.case) }
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
