//! Terms that say what somebody's work is, not how somebody is: «leder for psykisk helse», «Landsforeningen for lungesyke».

use crate::detect::names::ends_with_any;
use crate::detect::words::character_from;
use crate::model::Span;
use crate::rules::Rules;
use std::collections::HashSet;

/// Bytes before a term in which the office stands.
const BEFORE: usize = 48;
/// Words between the two at most.
const BETWEEN: usize = 3;
/// How adjectives end that say more of the field: «psykisk helse».
const ADJECTIVES: [&str; 8] = ["sk", "ske", "lig", "lige", "leg", "lege", "ende", "ande"];

/// Offices and associations, which are called by the field they work in.
pub struct Offices {
    /// Associations and titles.
    heads: HashSet<String>,
    /// How titles end: «miljørådgiver».
    title_endings: Vec<String>,
    /// Words that join an office and its field.
    links: HashSet<String>,
}

impl Offices {
    /// The lists of `rules`.
    pub fn new(rules: &Rules) -> Self {
        let list = |name: &str| rules.cue_list("officials", name).iter().cloned();
        Offices {
            heads: list("associations").chain(list("titles")).chain(list("title_endings")).collect(),
            title_endings: list("title_endings").collect(),
            links: list("office_links").collect(),
        }
    }

    /// The words before `term` in its line or cell that make it the field of an office or an association. Between the two stand words
    /// that join them, others of a proper name, adjectives and first parts of words, and nobody of `persons`.
    pub fn before(&self, text: &[u8], term: Span, persons: impl Iterator<Item = Span>) -> Option<Span> {
        let floor = character_from(text, term.start.saturating_sub(BEFORE));
        let floor = memchr::memrchr3(b'\n', b'\t', b',', &text[floor..term.start]).map_or(floor, |at| floor + at + 1);
        let persons: Vec<Span> = persons.filter(|name| name.overlaps(Span::new(floor, term.start))).collect();
        let before = std::str::from_utf8(&text[floor..term.start]).ok()?;
        let mut end = before.strip_suffix(' ')?.len();
        for _ in 0..=BETWEEN {
            let start = before[..end].rfind(' ').map_or(0, |at| at + 1);
            let (word, span) = (&before[start..end], Span::new(floor + start, floor + end));
            if persons.iter().any(|name| name.overlaps(span)) {
                return None;
            }
            let folded = word.to_lowercase();
            if self.heads.contains(&folded) || ends_with_any(folded.as_bytes(), &self.title_endings) {
                return Some(span);
            }
            let goes_between = self.links.contains(&folded)
                || word.starts_with(char::is_uppercase)
                || word.ends_with('-')
                || ADJECTIVES.iter().any(|ending| folded.ends_with(ending));
            end = start.checked_sub(1).filter(|_| goes_between)?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::DEFAULT_POLICY;

    #[test]
    fn offices_are_called_by_their_field() {
        let none: [&str; 0] = [];
        let offices = Offices::new(&Rules::load(&none, DEFAULT_POLICY).unwrap());
        let office = |text: &str, term: &str, name: &str| {
            let span = |word: &str| text.find(word).map(|at| Span::new(at, at + word.len()));
            let found = offices.before(text.as_bytes(), span(term).unwrap(), span(name).into_iter());
            found.map(|found| text[found.start..found.end].to_owned())
        };
        let some = |office: &str| Some(office.to_owned());
        assert_eq!(office("Enhetsleder rusomsorg", "rusomsorg", "#"), some("Enhetsleder"));
        assert_eq!(office("Han er psykolog i Rask psykisk helsehjelp.", "helsehjelp", "#"), some("psykolog"));
        assert_eq!(office("Landsforeningen for hjerte- og lungesyke", "lungesyke", "#"), some("Landsforeningen"));
        assert_eq!(office("Overlege Kari Nordmann, depresjon", "depresjon", "Kari Nordmann"), None);
        assert_eq!(office("rådgiver for Kari med ADHD", "ADHD", "Kari"), None);
        assert_eq!(office("Ber om ny leiar etter trakassering", "trakassering", "#"), None);
        assert_eq!(office("Pasienten har depresjon", "depresjon", "#"), None);
    }
}
