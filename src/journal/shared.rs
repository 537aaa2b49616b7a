//! What posts share with each other: the fields of the case that holds them, copied into each.

use super::identity::Identity;
use super::tree::{Group, Groups, Holder};
use crate::model::{Part, PathId, PathTree, Places, Role, SEGMENT_SEPARATOR, Segment};
use std::sync::Arc;

/// More than this is not copied into the posts of one part; the case is then an entry of its own. (Hostile input: a long case
/// with a post every twenty bytes.)
pub(super) const MOST: usize = 4 * 1024 * 1024;

/// A field of a case that was told in an earlier part.
#[derive(Debug, Clone)]
struct Field {
    text: Vec<u8>,
    role: Role,
    label: Arc<str>,
    row: u64,
    /// Names (none for items of lists) and ordinals from the case down.
    steps: Vec<(Option<Arc<str>>, u32)>,
}

/// A case that may have more posts in the next part.
#[derive(Debug)]
pub(super) struct OpenCase {
    path: String,
    identity: Identity,
    fields: Vec<Field>,
}

/// A case whose posts go on in this part.
#[derive(Debug)]
pub(super) struct Continued {
    /// Index of its group.
    group: usize,
    holder: Holder,
    fields: Vec<Field>,
}

impl OpenCase {
    /// What `group` tells of itself in this part, and what it told before.
    pub fn of(group: &Group, continued: Option<&Continued>, part: &Part<'_>) -> Self {
        let Places::Tree(tree) = &part.places else {
            return OpenCase { path: String::new(), identity: Identity::default(), fields: Vec::new() };
        };
        let mut fields = match continued {
            Some(continued) if continued.holder == group.holder => continued.fields.clone(),
            _ => Vec::new(),
        };
        fields.extend(group.segments.iter().map(|&at| {
            let segment = &part.segments[at];
            let node = PathId::from_place(segment.place);
            let below = tree.ancestors(node).take_while(|&node| Some(node) != group.holder);
            let mut steps: Vec<_> = below.map(|node| (tree.name_of(node).cloned(), tree.ordinal(node))).collect();
            steps.reverse();
            let text = segment.span().of(&part.text).to_vec();
            Field { text, role: segment.role, label: segment.label.clone(), row: segment.row, steps }
        }));
        // A case that tells more than a part may hold copies of would only be refused there.
        if fields.iter().map(|field| field.text.len()).sum::<usize>() > MOST {
            fields.clear();
        }
        OpenCase { path: path(group.holder, tree), identity: group.identity.clone(), fields }
    }
}

fn path(holder: Holder, tree: &PathTree) -> String {
    holder.map(|node| tree.path(node)).unwrap_or_default()
}

/// Joins the case left open by the last part to the first case of this one, where they are the same.
pub(super) fn continue_case(open: Option<OpenCase>, groups: &mut Groups, tree: &PathTree) -> Option<Continued> {
    let open = open?;
    let first = groups.all.first()?;
    let group = first.case.unwrap_or(0);
    let case = &mut groups.all[group];
    if (case.case.is_some() || case.posts.is_empty()) || path(case.holder, tree) != open.path {
        return None;
    }
    case.identity.fill_from(&open.identity);
    Some(Continued { group, holder: case.holder, fields: open.fields })
}

/// Whether the copies stay within bounds.
pub(super) fn is_affordable(part: &Part<'_>, groups: &Groups, continued: Option<&Continued>) -> bool {
    let copies = groups.all.iter().enumerate().map(|(at, group)| {
        let here: usize = group.segments.iter().map(|&segment| part.segments[segment].span().len() + 1).sum();
        let before = continued.filter(|continued| continued.group == at);
        let before: usize = before.map_or(0, |c| c.fields.iter().map(|field| field.text.len() + 1).sum());
        group.posts.len() * (here + before)
    });
    copies.sum::<usize>() <= MOST
}

/// Rewrites the part so that each post begins with the fields of its case. The first post of a case in the part has those of
/// the part itself already.
pub(super) fn copy_into_posts(
    part: &mut Part<'_>,
    groups: &Groups,
    entry_of: &[Option<u32>],
    continued: Option<Continued>,
) {
    let continued = continued.filter(|continued| !continued.fields.is_empty());
    let shares = |group: &Group| group.posts.len() > 1 && !group.segments.is_empty();
    if continued.is_none() && !groups.all.iter().any(shares) {
        return;
    }
    let Places::Tree(tree) = &mut part.places else { return };
    // The fields of earlier parts, with nodes in this part's tree.
    let earlier: Vec<(Segment, &[u8])> = continued
        .iter()
        .flat_map(|case| case.fields.iter().map(move |field| (case, field)))
        .map(|(case, field)| {
            let mut node = case.holder;
            for (name, ordinal) in &field.steps {
                node = Some(match name {
                    Some(name) => {
                        let name = tree.name(name);
                        tree.push(node, name, *ordinal)
                    }
                    None => tree.push_item(node, *ordinal),
                });
            }
            let place = node.map_or(0, PathId::to_place);
            let (role, row, label) = (field.role, field.row, field.label.clone());
            (Segment { start: 0, end: 0, role, record: 0, row, place, label }, &field.text[..])
        })
        .collect();

    let mut rewritten = Rewritten { text: Vec::with_capacity(part.text.len() * 2), segments: Vec::new() };
    let mut first_of = vec![None; part.segments.len()];
    for (at, group) in groups.all.iter().enumerate() {
        if let (Some(_), Some(&first)) = (group.case, group.segments.first()) {
            first_of[first] = Some(at);
        }
    }
    for (at, segment) in part.segments.iter().enumerate() {
        if let Some(post) = first_of[at]
            && let Some(case) = groups.all[post].case
            && let Some(entry) = entry_of[post]
        {
            if continued.as_ref().is_some_and(|continued| continued.group == case) {
                earlier.iter().for_each(|(segment, text)| rewritten.push(segment, text, entry));
            }
            if groups.all[case].posts.first() != Some(&post) {
                for &shared in &groups.all[case].segments {
                    let shared = &part.segments[shared];
                    rewritten.push(shared, shared.span().of(&part.text), entry);
                }
            }
        }
        rewritten.push(segment, segment.span().of(&part.text), segment.record);
    }
    part.text = rewritten.text.into();
    part.segments = rewritten.segments;
}

#[derive(Default)]
pub(super) struct Rewritten {
    pub text: Vec<u8>,
    pub segments: Vec<Segment>,
}

impl Rewritten {
    pub fn push(&mut self, segment: &Segment, text: &[u8], record: u32) {
        if !self.segments.is_empty() {
            self.text.push(SEGMENT_SEPARATOR);
        }
        let start = self.text.len() as u32;
        self.text.extend_from_slice(text);
        self.segments.push(Segment { start, end: self.text.len() as u32, record, ..segment.clone() });
    }
}
