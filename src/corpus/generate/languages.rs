//! The two written languages: a grammar each, with the symbols that a document or a case begins from.

use super::grammar::{Grammar, Mark};
use super::random::Random;

/// What is shared: names, places, firms, marks.
const SHARED: &[&str] = &[
    include_str!("words/marks.toml"),
    include_str!("words/names.toml"),
    include_str!("words/names_of_groups.toml"),
    include_str!("words/places.toml"),
];

const BOKMAL: &[&str] = &[
    include_str!("words/nb/words.toml"),
    include_str!("words/nb/sentences.toml"),
    include_str!("words/nb/topics.toml"),
    include_str!("words/nb/documents.toml"),
    include_str!("words/nb/persons.toml"),
    include_str!("words/nb/journal.toml"),
    include_str!("words/nb/special.toml"),
    include_str!("words/nb/open.toml"),
];

const NYNORSK: &[&str] = &[
    include_str!("words/nn/words.toml"),
    include_str!("words/nn/sentences.toml"),
    include_str!("words/nn/topics.toml"),
    include_str!("words/nn/documents.toml"),
    include_str!("words/nn/persons.toml"),
    include_str!("words/nn/journal.toml"),
    include_str!("words/nn/special.toml"),
    include_str!("words/nn/open.toml"),
];

/// Documents in a hundred that are in bokmål.
const BOKMAL_SHARE: u32 = 72;

/// What a text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Roads, plans, budgets: no leak.
    Things,
    /// Persons whom everybody may know of: no leak.
    Public,
    /// Persons whom the law shields: leaks.
    Private,
}

/// A grammar and where it begins.
#[derive(Debug)]
pub struct Language {
    /// The grammar.
    pub grammar: Grammar,
    documents: [u32; 3],
    cases: [u32; 3],
}

impl Language {
    fn new(own: &[&str]) -> Result<Self, String> {
        let grammar = Grammar::compile(&[SHARED, own].concat())?;
        let roots = |name: &str| -> Result<[u32; 3], String> {
            let root = |about: &str| grammar.symbol(&format!("{name}.{about}"));
            Ok([root("things")?, root("public")?, root("private")?])
        };
        Ok(Language { documents: roots("document")?, cases: roots("case")?, grammar })
    }

    /// The symbol of a document.
    pub fn document(&self, about: About) -> u32 {
        self.documents[about as usize]
    }

    /// The symbol of a case of a journal, with one post or more.
    pub fn case(&self, about: About) -> u32 {
        self.cases[about as usize]
    }
}

/// Both.
#[derive(Debug)]
pub struct Languages {
    both: [Language; 2],
}

impl Languages {
    /// Compiles what is built in.
    ///
    /// # Errors
    /// What is built in is not well formed, which tests keep from happening.
    pub fn new() -> Result<Self, String> {
        Ok(Languages { both: [Language::new(BOKMAL)?, Language::new(NYNORSK)?] })
    }

    /// One of them by chance, with its number.
    pub fn choose(&self, random: &mut Random) -> (u8, &Language) {
        let number = u8::from(!random.percent(BOKMAL_SHARE));
        (number, &self.both[usize::from(number)])
    }

    /// That of this number.
    pub fn language(&self, number: u8) -> &Language {
        &self.both[usize::from(number) % self.both.len()]
    }

    /// What is said of a stretch.
    pub fn mark(&self, language: u8, mark: u16) -> &Mark {
        &self.language(language).grammar.marks[usize::from(mark)]
    }

    /// The group of names that a grammar counts as this, from 1.
    pub fn group(&self, language: u8, group: u8) -> Option<&str> {
        let at = usize::from(group).checked_sub(1)?;
        self.language(language).grammar.groups.get(at).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_is_of_use() {
        let languages = Languages::new().unwrap_or_else(|fault| panic!("{fault}"));
        let mut used: std::collections::BTreeSet<String> = Default::default();
        let mut all = used.clone();
        for language in &languages.both {
            let calls = language.grammar.calls();
            let names: Vec<&&str> = calls.keys().collect();
            used.extend(calls.values().flatten().map(|&symbol| names[symbol as usize].to_string()));
            // «Any topic» is made along with each.
            let is_any = |name: &str| calls.contains_key(format!("{name}.vei").as_str());
            all.extend(calls.keys().filter(|name| !is_any(name)).map(|name| name.to_string()));
        }
        let is_form = |name: &str| {
            name.rsplit_once('.').is_some_and(|(_, form)| {
                matches!(form.trim_end_matches('+'), "one" | "a" | "the" | "many" | "all" | "m" | "n" | "pl")
                    || matches!(form, "inf" | "pres" | "past" | "perf" | "passive")
            })
        };
        let is_root = |name: &str| name.starts_with("document.") || name.starts_with("case.");
        let idle: Vec<&String> =
            all.iter().filter(|name| !used.contains(*name) && !is_form(name) && !is_root(name)).collect();
        assert!(idle.is_empty(), "{idle:?}");
    }

    /// Text goes into XML and CSV as it is.
    #[test]
    fn no_text_needs_quoting() {
        let languages = Languages::new().unwrap_or_else(|fault| panic!("{fault}"));
        for language in &languages.both {
            assert!(!language.grammar.text.iter().any(|byte| b"&\"".contains(byte)));
        }
    }
}
