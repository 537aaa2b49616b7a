//! Which of a table's names go into the list, and which of them count by themselves.
//!
//! A surname is mostly a farm, a place or a thing of nature, and prose is full of those. What the lists in force know as a word, a
//! place or a name that is one, is marked so that it counts only beside another name (`also_words_…`); a surname that they do not
//! know is judged by its ending, as the listed surnames of that ending are: `-sen` counts alone, `-bakken` does not. Of the listed
//! surnames, judged so by the others, 3 in 100 of those that are words would count alone and 62 in 100 of the others do.

use super::{NameKind, NameTable};
use crate::rules::Rules;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Names of so few letters are words somewhere.
const SHORT: usize = 3;
/// Letters of the shortest ending that tells anything.
const SHORTEST_ENDING: usize = 2;
/// Listed surnames that an ending must have.
const LEAST_LIKE: u32 = 2;

/// What became of a table's names. Lists are sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// They count alone.
    pub strong: Vec<String>,
    /// They count only beside another name.
    pub weak: Vec<String>,
    /// Left out: too few holders.
    pub few: usize,
    /// Left out: listed already.
    pub known: usize,
    /// Left out: words that texts are made of.
    pub frequent: usize,
    /// Left out: no year has a number.
    pub uncounted: usize,
    /// Left out: totals, digits, single letters.
    pub unwritten: usize,
}

/// What the lists in force say of words and names.
#[derive(Debug)]
pub struct Weigher {
    /// Listed names of each kind.
    first: HashSet<String>,
    last: HashSet<String>,
    frequent: HashSet<String>,
    /// Words, places, and names that are words, too.
    words: HashSet<String>,
    /// Of each ending, the listed surnames that count alone, and all.
    endings: HashMap<String, (u32, u32)>,
}

impl Weigher {
    /// A weigher by the lists of `rules`.
    pub fn new(rules: &Rules) -> Self {
        let mut weigher = Weigher {
            first: HashSet::new(),
            last: HashSet::new(),
            frequent: rules.cue_list("frequent", "words").iter().cloned().collect(),
            words: HashSet::new(),
            endings: HashMap::new(),
        };
        let lower = |names: &[String]| names.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>();
        let mut alone = BTreeSet::new();
        for group in &rules.lists().names {
            weigher.first.extend(lower(&group.first).into_iter().chain(lower(&group.also_words_first)));
            weigher.last.extend(lower(&group.last).into_iter().chain(lower(&group.also_words_last)));
            weigher.words.extend(lower(&group.also_words_first).into_iter().chain(lower(&group.also_words_last)));
            alone.extend(lower(&group.last));
        }
        for name in &weigher.last {
            for ending in endings(name) {
                let (strong, all) = weigher.endings.entry(ending.to_owned()).or_default();
                *strong += u32::from(alone.contains(name));
                *all += 1;
            }
        }
        let single = |words: &[String]| match words {
            [word] => Some(word.trim_end_matches(['*', '.', ':']).to_lowercase()),
            _ => None,
        };
        for lemma in &rules.lists().lemmas {
            lemma.each_form(|form| {
                if form.before.is_empty() {
                    weigher.words.insert(form.word.trim_end_matches(['*', '.', ':']).to_lowercase());
                }
            });
        }
        weigher.words.extend(rules.lists().harmless.iter().filter_map(|harmless| single(&harmless.words)));
        let cues = rules.cues.values().flat_map(|lists| lists.values().flatten());
        weigher.words.extend(cues.filter_map(|cue| single(std::slice::from_ref(cue))));
        weigher
    }

    /// Chooses of the names of `table` those of `least` holders or more.
    pub fn select(&self, table: &NameTable, least: u64) -> Selection {
        let mut selection = Selection { unwritten: table.unwritten.len(), ..Selection::default() };
        let listed = match table.kind {
            NameKind::First => &self.first,
            NameKind::Last => &self.last,
        };
        for (name, tally) in &table.tallies {
            match tally.newest {
                None => selection.uncounted += 1,
                Some((_, holders)) if holders < least => selection.few += 1,
                Some(_) if listed.contains(name) => selection.known += 1,
                Some(_) if self.frequent.contains(name) => selection.frequent += 1,
                Some(_) if self.counts_alone(table.kind, name) => selection.strong.push(tally.written.clone()),
                Some(_) => selection.weak.push(tally.written.clone()),
            }
        }
        selection
    }

    fn counts_alone(&self, kind: NameKind, name: &str) -> bool {
        if name.chars().count() <= SHORT || self.words.contains(name) {
            return false;
        }
        kind == NameKind::First
            || endings(name)
                .find_map(|ending| self.endings.get(ending).filter(|(_, all)| *all >= LEAST_LIKE))
                // Four in five.
                .is_some_and(|(strong, all)| strong * 5 >= all * 4)
    }
}

/// The endings of a name, the longest first.
fn endings(name: &str) -> impl Iterator<Item = &str> {
    let letters = name.chars().count();
    name.char_indices().take((letters + 1).saturating_sub(SHORTEST_ENDING)).map(|(at, _)| &name[at..])
}
