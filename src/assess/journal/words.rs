//! What a post's words say of its matter: a building case, applicants for a post, an organisation. Lists of `patterns/cues/journal.toml`.

use crate::rules::Rules;
use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// The lists, ready to be asked.
pub struct Words {
    pub building: List,
    pub applicants: List,
    pub asked_not: List,
    pub children: List,
    pub childrens_matters: List,
    pub organisations: List,
    pub case_types: List,
    pub billing: List,
    pub own_office: List,
    pub decisions: List,
    pub remarks: List,
}

/// Words and phrases, each perhaps with any ending, or with a few words in it: `plass i … barnehage*`.
pub struct List {
    entries: Vec<Entry>,
    /// All of them at once; `None` where it cannot be built.
    automaton: Option<AhoCorasick>,
}

/// A word or phrase of a list.
struct Entry {
    /// What stands before its gap; the whole of it where there is none.
    begins: String,
    /// What stands behind the gap.
    ends: Option<String>,
    /// Any ending may follow.
    is_open: bool,
}

impl Entry {
    fn new(listed: &str) -> Self {
        let is_open = listed.ends_with('*');
        let listed = listed.trim_end_matches('*');
        let (begins, ends) = match listed.split_once(" … ") {
            Some((begins, ends)) => (begins, Some(ends.to_owned())),
            None => (listed, None),
        };
        Entry { begins: begins.to_owned(), ends, is_open }
    }

    /// What stands `behind` its beginning, in the same part of a title, goes on as the entry does.
    fn goes_on(&self, behind: &str) -> bool {
        /// Characters of the words that may stand in a gap, with what ends the phrase.
        const WIDEST: usize = 50;
        let is_edge = |text: &str| text.chars().next().is_none_or(|c| !c.is_alphanumeric());
        let Some(ends) = &self.ends else { return self.is_open || is_edge(behind) };
        let near = behind.char_indices().nth(WIDEST).map_or(behind, |(end, _)| &behind[..end]);
        let near = near.split([',', ';', ':']).next().and_then(|near| near.split(" - ").next()).unwrap_or(near);
        let mut found = near.match_indices(ends.as_str()).map(|(at, _)| &near[at + ends.len()..]);
        is_edge(behind) && found.any(|rest| self.is_open || is_edge(rest))
    }
}

impl Words {
    /// The lists of `rules`.
    pub fn new(rules: &Rules) -> Self {
        let list = |name: &str| {
            let entries: Vec<_> = rules.cue_list("journal", name).iter().map(|listed| Entry::new(listed)).collect();
            let automaton = AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(entries.iter().map(|entry| &entry.begins))
                .ok();
            List { entries, automaton }
        };
        Words {
            building: list("building"),
            applicants: list("applicants"),
            asked_not: list("asked_not"),
            children: list("children"),
            childrens_matters: list("childrens_matters"),
            organisations: list("organisations"),
            case_types: list("case_types"),
            billing: list("billing"),
            own_office: list("own_office"),
            decisions: list("decisions"),
            remarks: list("remarks"),
        }
    }
}

impl List {
    /// One of the words stands in `lower`, a text in lower case.
    pub fn is_in(&self, lower: &str) -> bool {
        self.automaton.iter().flat_map(|words| words.find_overlapping_iter(lower)).any(|found| {
            let before = lower[..found.start()].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            before && self.entries[found.pattern().as_usize()].goes_on(&lower[found.end()..])
        })
    }

    /// `lower` begins with one of the words.
    pub fn begins(&self, lower: &str) -> bool {
        self.entries.iter().any(|entry| lower.strip_prefix(&*entry.begins).is_some_and(|behind| entry.goes_on(behind)))
    }

    /// `lower` ends with one of the words.
    pub fn ends(&self, lower: &str) -> bool {
        self.entries.iter().any(|entry| {
            lower
                .strip_suffix(&*entry.begins)
                .is_some_and(|rest| rest.chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
        })
    }
}

/// In lower case; bytes that are no text become signs.
pub fn lower(text: &[u8]) -> String {
    String::from_utf8_lossy(text).to_lowercase()
}

/// A name's words in one order, so that «Nordmann, Ola» is «Ola Nordmann».
pub fn name_key(text: &[u8]) -> Vec<String> {
    let mut words: Vec<String> = lower(text)
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_holds_a_few_words_of_one_part_of_a_title() {
        let entry = Entry::new("plass i … barnehage*");
        for behind in [" lia barnehage", " lia og bakken friluftsbarnehager - kari", " barnehagen"] {
            assert!(entry.goes_on(behind), "{behind}");
        }
        for behind in ["", "r lia barnehage", " lia - tilsyn med barnehage", " styret, lia barnehage", " lia skole"] {
            assert!(!entry.goes_on(behind), "{behind}");
        }
        assert!(!Entry::new("plass i … sfo").goes_on(" lia sfoen") && Entry::new("plass i … sfo").goes_on(" lia sfo"));
    }
}
