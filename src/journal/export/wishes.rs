//! What is to become of the nodes of a tree.

use super::{Changes, Edit, Export, Place, Shielding};
use std::collections::HashMap;

/// The nodes of a tree that are to be changed, by path.
#[derive(Debug, Default)]
pub(super) struct Wishes<'c> {
    nodes: HashMap<&'c str, Wish<'c>>,
    /// How many nodes of those that must be there were asked for.
    pub expected: usize,
    /// As the file may have it.
    pub section_sign: &'static str,
}

#[derive(Debug, Default)]
pub(super) struct Wish<'c> {
    /// It is a post or a case.
    pub is_holder: bool,
    pub remove: bool,
    pub shielding: Option<&'c Shielding>,
    pub edits: Vec<(usize, &'c Edit)>,
}

impl<'c> Wishes<'c> {
    pub fn of(export: &'c Export, changes: &'c Changes, section_sign: &'static str) -> Self {
        let mut wishes = Wishes { section_sign, ..Wishes::default() };
        let (posts, cases) = export.removed(changes);
        let holders = export.posts.iter().enumerate();
        let holders = holders.flat_map(|(at, post)| post.places().map(move |place| (place, at)));
        let holders = holders.map(|(place, at)| (place, posts.contains(&at), Some(at)));
        let cases = export.cases.iter().enumerate().map(|(at, place)| (place, cases.contains(&at), None));
        for (place, remove, post) in holders.chain(cases) {
            let Place::Node(path) = place else { continue };
            let wish = wishes.nodes.entry(path).or_default();
            wish.is_holder = true;
            wish.remove |= remove;
            wish.shielding = post.and_then(|post| changes.shielding.get(&post)).or(wish.shielding);
        }
        wishes.expected = wishes.nodes.len();
        for (number, edit) in changes.edits.iter().enumerate() {
            if let Place::Node(path) = &edit.place {
                wishes.nodes.entry(path).or_default().edits.push((number, edit));
            }
        }
        wishes
    }

    pub fn get(&self, path: &str) -> Option<&Wish<'c>> {
        self.nodes.get(path)
    }
}
