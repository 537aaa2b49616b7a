//! Posts of trees in no known format: the objects or elements that have the fields of one, by their names.

use super::fields::{self, Field, Key, Meaning, folded};
use super::identity::{is_whole, names_a_case};
use super::tree::{Holder, Level, owner_of_field};
use crate::model::{Part, PathId, PathTree, Places, Role};
use hashbrown::{HashMap, HashSet};
use std::sync::Arc;

/// How far above a field the post that has it may be: `correspondents` › `edges` › `[1]` › `node` › `name`.
const REACH: usize = 6;

/// The fields that are known within a holder.
#[derive(Debug, Clone, Copy, Default)]
struct Fields {
    title: bool,
    /// The number of a post.
    number: bool,
    /// Perhaps the number of a post in its case, or that of a document in its post.
    sequence: bool,
    /// The number of a case.
    case: bool,
    party: bool,
    date: bool,
    other: bool,
}

impl Fields {
    fn note(&mut self, field: Field, text: &[u8], label: &str) {
        let is_whole = |text: &[u8]| std::str::from_utf8(text).is_ok_and(is_whole);
        // «2024/118-3 Søknad om …», as feeds have it.
        let is_headed =
            field.role == Role::Title && is_whole(text.split(u8::is_ascii_whitespace).next().unwrap_or_default());
        let is_whole = is_whole(text) || field.key == Key::System && number_in(text).is_some();
        // «2024/7756» is the number in the register of a body that counts by year.
        let is_registered =
            field.key == Key::PerhapsDocument && std::str::from_utf8(text).is_ok_and(|text| names_a_case(text.trim()));
        if label == SEQUENCE {
            self.sequence = true;
        } else {
            self.number |= matches!(field.key, Key::Document | Key::Post) || is_whole || is_headed || is_registered;
        }
        self.case |= matches!(field.key, Key::Case | Key::CaseNumber);
        self.title |= field.role == Role::Title && !is_whole;
        self.party |= field.role == Role::Party;
        let is_date =
            ["dato", "date"].iter().any(|end| label.ends_with(end)) || matches!(label, "updated" | "published");
        self.date |= field.meaning == Some(Meaning::Date) || is_date;
        self.other |= field.role == Role::Official || field.meaning == Some(Meaning::Basis);
    }

    fn make_a_post(self, by_case: bool) -> bool {
        let number = if by_case { self.case } else { self.number || self.sequence && self.case };
        let more = [self.party, self.date, self.other].into_iter().filter(|&known| known).count();
        self.title && number && more >= if by_case { 2 } else { 1 }
    }
}

/// The number that an id ends with: `tag:arkiv.example,2024:2024/118-3`.
pub(super) fn number_in(id: &[u8]) -> Option<&[u8]> {
    let number = id.rsplit(|byte| *byte == b':').next()?;
    std::str::from_utf8(number).is_ok_and(is_whole).then_some(number)
}

/// The number of a post in its case, or of a document in its post.
const SEQUENCE: &str = "dokumentnummer";

/// The field of that name. What is only called a number may be all of a post's.
pub(super) fn field(name: &str) -> Option<Field> {
    match &*folded(name) {
        SEQUENCE => Some(Field::key(Key::Document)),
        "nr" | "nummer" | "number" => fields::field(name).or(Some(Field::key(Key::PerhapsDocument))),
        _ => fields::field(name),
    }
}

/// Gives the values of lists of properties, `{"title": "Mottaker", "text": "Kari Nordmann"}`, the names that stand beside them.
pub(super) fn name_properties(part: &mut Part<'_>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Side {
        Name,
        Value,
    }
    let Places::Tree(tree) = &part.places else { return };
    // Labels are kept once a document, so their address is their number.
    let mut sides: HashMap<*const u8, Option<Side>> = HashMap::new();
    let mut side = |label: &str| {
        *sides.entry(label.as_ptr()).or_insert_with(|| match &*folded(label) {
            "title" | "name" | "key" | "label" | "navn" | "felt" => Some(Side::Name),
            "text" | "value" | "verdi" | "tekst" => Some(Side::Value),
            _ => None,
        })
    };
    let mut names: HashMap<Holder, (usize, Arc<str>)> = HashMap::new();
    let mut values: Vec<usize> = Vec::new();
    for (at, segment) in part.segments.iter().enumerate().filter(|(_, segment)| segment.role == Role::Body) {
        match side(&segment.label) {
            Some(Side::Name) => {
                let name = std::str::from_utf8(segment.span().of(&part.text)).ok();
                if let Some(name) = name.filter(|name| fields::field(name).is_some()) {
                    names.insert(owner_of_field(segment, tree), (at, Arc::from(name)));
                }
            }
            Some(Side::Value) => values.push(at),
            None => {}
        }
    }
    for at in values {
        if let Some((name_at, name)) = names.get(&owner_of_field(&part.segments[at], tree)) {
            part.segments[at].label = name.clone();
            part.segments[*name_at].label = Arc::from("");
        }
    }
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
    // What stands beside a post and has all but a title is one whose title is left out.
    let parents: HashSet<Holder> = posts.iter().filter_map(|post| above(*post, tree).nth(1)).collect();
    let is_beside = |holder: Holder| above(holder, tree).nth(1).is_some_and(|parent| parents.contains(&parent));
    let untitled = within
        .iter()
        .filter(|(holder, fields)| is_beside(**holder) && Fields { title: true, ..**fields }.make_a_post(false));
    let posts: HashSet<Holder> = untitled.map(|(holder, _)| *holder).chain(posts.iter().copied()).collect();
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
