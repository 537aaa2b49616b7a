//! What goes with a post that is taken out of a text whose objects name each other.

use super::{Kind, Outline, Place};
use crate::extract::json::unescape;
use hashbrown::{HashMap, HashSet};

/// Objects that go.
#[derive(Debug, Default)]
pub(crate) struct Gone {
    /// Their ids.
    pub ids: HashSet<String>,
    /// Their JSON Pointers.
    pub places: HashSet<String>,
}

/// The value of a string, as it stands between its quotes.
fn value_of(raw: &str) -> String {
    unescape(raw, &mut String::new()).to_owned()
}

impl Outline<'_> {
    /// What goes with the posts and cases of which `goes` says so, told by their JSON Pointers: they themselves, and what belongs
    /// to them and to none that stays.
    pub fn gone(&self, goes: &dyn Fn(&str) -> bool) -> Gone {
        let places: Vec<String> = self.nodes.iter().map(|node| self.pointer(node.place)).collect();
        let cases = self.cases();
        let in_use: HashSet<usize> = cases.values().copied().collect();
        let goes: Vec<bool> = places.iter().map(|place| goes(place)).collect();
        // A case that posts are in stays for their sake alone.
        let is_root = |at: usize| match self.nodes[at].kind {
            Kind::Post => true,
            Kind::Case => !in_use.contains(&at),
            Kind::Above | Kind::Other => self.nodes[at].holds_posts,
        };
        let all = 0..self.nodes.len();
        let stays = self.reached(all.clone().filter(|&at| is_root(at) && !goes[at]), &cases);
        let reached = self.reached(all.clone().filter(|&at| goes[at]), &cases);
        let gone = || all.clone().filter(|&at| goes[at] || reached[at] && !stays[at]);
        let ids = gone().filter_map(|at| self.nodes[at].id).map(value_of);
        Gone { ids: ids.collect(), places: gone().map(|at| places[at].clone()).collect() }
    }

    /// For each node whether it is one of `roots` or belongs to one, their cases among them.
    fn reached(&self, roots: impl Iterator<Item = usize>, cases: &HashMap<usize, usize>) -> Vec<bool> {
        let mut is_reached = vec![false; self.nodes.len()];
        let mut waiting: Vec<usize> = roots.collect();
        while let Some(at) = waiting.pop() {
            if !std::mem::replace(&mut is_reached[at], true) {
                waiting.extend(self.parts_of(at));
                waiting.extend(cases.get(&at).filter(|_| !self.nodes[at].holds_posts));
            }
        }
        is_reached
    }

    fn pointer(&self, place: Place) -> String {
        let key = place.key.and_then(|key| self.keys.get(key));
        let key = key.map(|key| format!("/{}", value_of(key).replace('~', "~0").replace('/', "~1")));
        let item = place.item.map(|item| format!("/{item}"));
        format!("{}{}", key.unwrap_or_default(), item.unwrap_or_default())
    }
}
