//! Posts of trees in no known format: the objects or elements that have the fields of one, by their names.

use super::fields::{self, Field, Key, Meaning, folded};
use super::identity::names_its_case;
use super::tree::{Holder, Level, owner_of_field};
use crate::model::{Part, PathId, PathTree, Role};
use hashbrown::{HashMap, HashSet};

/// How far above a field the post that has it may be: `correspondents` › `edges` › `[1]` › `node` › `name`.
const REACH: usize = 6;

/// The fields that are known within a holder.
#[derive(Debug, Clone, Copy, Default)]
struct Fields {
    title: bool,
    /// The number of a post.
    number: bool,
    /// The number of a case.
    case: bool,
    party: bool,
    date: bool,
    other: bool,
}

impl Fields {
    fn note(&mut self, field: Field, text: &[u8], label: &str) {
        let is_whole = std::str::from_utf8(text).is_ok_and(|text| names_its_case(text) && text.contains('/'));
        self.number |= matches!(field.key, Key::Document | Key::Post) || is_whole;
        self.case |= matches!(field.key, Key::Case | Key::CaseNumber);
        self.title |= field.role == Role::Title && !is_whole;
        self.party |= field.role == Role::Party;
        self.date |= field.meaning == Some(Meaning::Date) || label.ends_with("dato") || label.ends_with("date");
        self.other |= field.role == Role::Official || field.meaning == Some(Meaning::Basis);
    }

    fn make_a_post(self, by_case: bool) -> bool {
        let number = if by_case { self.case } else { self.number };
        let more = [self.party, self.date, self.other].into_iter().filter(|&known| known).count();
        self.title && number && more >= if by_case { 2 } else { 1 }
    }
}

/// The field of that name. What is only called a number may be all of a post's.
pub(super) fn field(name: &str) -> Option<Field> {
    let is_number = || matches!(&*folded(name), "nr" | "nummer" | "number");
    fields::field(name).or_else(|| is_number().then(|| Field::key(Key::PerhapsDocument)))
}

/// Which nodes are posts and which are the cases that hold them.
pub(super) fn levels(part: &Part<'_>, tree: &PathTree) -> HashMap<Holder, Level> {
    // Labels are kept once a document, so their address is their number.
    let mut known: HashMap<*const u8, Option<(Field, String)>> = HashMap::new();
    let mut within: HashMap<Holder, Fields> = HashMap::new();
    let mut cases: Vec<Holder> = Vec::new();
    for segment in part.segments.iter().filter(|segment| segment.role != Role::Comment) {
        let text = segment.span().of(&part.text);
        let known = known
            .entry(segment.label.as_ptr())
            .or_insert_with(|| field(&segment.label).map(|field| (field, folded(&segment.label))));
        let Some((field, label)) = known else { continue };
        let owner = owner_of_field(segment, tree);
        above(owner, tree).take(REACH).for_each(|holder| within.entry(holder).or_default().note(*field, text, label));
        if matches!(field.key, Key::Case | Key::CaseNumber) {
            cases.push(owner);
        }
    }
    let posts = [false, true].map(|by_case| {
        let posts = within.iter().filter(move |(_, fields)| fields.make_a_post(by_case)).map(|(holder, _)| *holder);
        posts.collect::<HashSet<Holder>>()
    });
    let Some(posts) = posts.into_iter().find(|posts| !posts.is_empty()) else { return HashMap::new() };
    // What holds a post has its fields, too.
    let around: HashSet<Holder> = posts.iter().flat_map(|&post| above(post, tree).skip(1)).collect();
    let posts: HashSet<Holder> = posts.into_iter().filter(|post| !around.contains(post)).collect();
    let is_apart = |owner: &Holder| !above(*owner, tree).any(|holder| posts.contains(&holder));
    let cases = cases
        .into_iter()
        .filter(is_apart)
        .filter_map(|owner| above(owner, tree).take(2).find(|holder| around.contains(holder)));
    let cases: HashSet<Holder> = cases.collect();
    let levels = cases.into_iter().map(|case| (case, Level::Case));
    levels.chain(posts.into_iter().map(|post| (post, Level::Post))).collect()
}

/// A holder and those that it stands in, the whole document last.
fn above(holder: Holder, tree: &PathTree) -> impl Iterator<Item = Holder> + '_ {
    let nodes = holder.into_iter().flat_map(|node: PathId| tree.ancestors(node)).map(Some);
    nodes.chain([None])
}
