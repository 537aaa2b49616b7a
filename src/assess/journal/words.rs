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
    pub remarks: List,
}

/// Words and phrases, each perhaps with any ending.
pub struct List {
    words: Vec<(String, bool)>,
    /// All of them at once; `None` where it cannot be built.
    automaton: Option<AhoCorasick>,
}

impl Words {
    /// The lists of `rules`.
    pub fn new(rules: &Rules) -> Self {
        let list = |name: &str| {
            let entry = |word: &String| match word.strip_suffix('*') {
                Some(stem) => (stem.to_owned(), true),
                None => (word.clone(), false),
            };
            let words: Vec<_> = rules.cue_list("journal", name).iter().map(entry).collect();
            let automaton = AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(words.iter().map(|(word, _)| word))
                .ok();
            List { words, automaton }
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
            remarks: list("remarks"),
        }
    }
}

impl List {
    /// One of the words stands in `lower`, a text in lower case.
    pub fn is_in(&self, lower: &str) -> bool {
        self.automaton.iter().flat_map(|words| words.find_overlapping_iter(lower)).any(|found| {
            let before = lower[..found.start()].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let behind = lower[found.end()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            before && (self.words[found.pattern().as_usize()].1 || behind)
        })
    }

    /// `lower` ends with one of the words.
    pub fn ends(&self, lower: &str) -> bool {
        self.words.iter().any(|(word, _)| {
            lower
                .strip_suffix(word.as_str())
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
