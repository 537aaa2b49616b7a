//! Terms that say what somebody's work is, not how somebody is: «leder for psykisk helse», «Landsforeningen for lungesyke».

use super::persons::Officials;
use crate::detect::words::character_from;
use crate::model::Span;

/// Bytes before a term in which the office stands.
const BEFORE: usize = 48;
/// Bytes before a term in which a row of fields and their office stand.
const ROW: usize = 96;
/// Words between the two at most.
const BETWEEN: usize = 3;
/// How adjectives end that say more of the field: «psykisk helse».
const ADJECTIVES: [&str; 8] = ["sk", "ske", "lig", "lige", "leg", "lege", "ende", "ande"];

impl Officials {
    /// The words before `term` in its line or cell that make it the field of an office or an association. Between the two stand words
    /// that join them, others of a proper name, adjectives and first parts of words, and nobody's name (`is_name`).
    pub fn office_before(&self, text: &[u8], term: Span, is_name: impl Fn(Span) -> bool) -> Option<Span> {
        self.office_beside(text, term, &is_name).or_else(|| self.office_of_fields(text, term))
    }

    fn office_beside(&self, text: &[u8], term: Span, is_name: impl Fn(Span) -> bool) -> Option<Span> {
        let floor = character_from(text, term.start.saturating_sub(BEFORE));
        let floor = memchr::memrchr3(b'\n', b'\t', b',', &text[floor..term.start]).map_or(floor, |at| floor + at + 1);
        let before = std::str::from_utf8(&text[floor..term.start]).ok()?;
        let mut end = before.strip_suffix(' ')?.len();
        for _ in 0..=BETWEEN {
            let start = before[..end].rfind(' ').map_or(0, |at| at + 1);
            let (word, span) = (&before[start..end], Span::new(floor + start, floor + end));
            if is_name(span) {
                return None;
            }
            let folded = word.to_lowercase();
            if self.offices.contains(&folded) || self.ends_like_a_title(&folded) {
                return Some(span);
            }
            let goes_between = self.office_links.contains(&folded)
                || word.starts_with(char::is_uppercase)
                || word.ends_with('-')
                || ADJECTIVES.iter().any(|ending| folded.ends_with(ending));
            end = start.checked_sub(1).filter(|_| goes_between)?;
        }
        None
    }

    /// «Overlege ved Klinikk for kreft, kirurgi og transplantasjon»: the unit whose fields are told in a row, the `term` one of them.
    fn office_of_fields(&self, text: &[u8], term: Span) -> Option<Span> {
        const FOR: &str = " for ";
        let floor = character_from(text, term.start.saturating_sub(ROW));
        let before = std::str::from_utf8(&text[floor..term.start]).ok()?;
        let row = before.rfind(FOR).map(|at| at + FOR.len())?;
        let is_field = |word: &str| word.chars().all(|c| c.is_lowercase() || c == '-');
        let fields = before[row..].trim_end().split(' ');
        let are_fields = fields.clone().all(|word| is_field(word.trim_end_matches(',')));
        let is_a_row = before[row..].contains(", ") || before.ends_with(" og ");
        let end = row - FOR.len();
        let start = before[..end].rfind([' ', '\n', '\t']).map_or(0, |at| at + 1);
        let is_office = self.unit_heads.contains(&before[start..end].to_lowercase());
        // «Innlagt avdeling for …», «Time - Klinikk for …» are of a patient; a title says that it is work.
        let mut ahead = before[..start].split([' ', '/']).map(str::to_lowercase);
        let is_work = ahead.any(|word| self.offices.contains(&word) || self.ends_like_a_title(&word));
        (is_a_row && are_fields && is_office && is_work).then(|| Span::new(floor + start, floor + end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{DEFAULT_POLICY, Rules};

    #[test]
    fn offices_are_called_by_their_field() {
        let none: [&str; 0] = [];
        let officials = Officials::new(&Rules::load(&none, DEFAULT_POLICY).unwrap());
        let office = |text: &str, term: &str, name: &str| {
            let span = |word: &str| text.find(word).map(|at| Span::new(at, at + word.len()));
            let is_name = |word: Span| span(name).is_some_and(|name| name.overlaps(word));
            let found = officials.office_before(text.as_bytes(), span(term).unwrap(), is_name);
            found.map(|found| text[found.start..found.end].to_owned())
        };
        let some = |office: &str| Some(office.to_owned());
        assert_eq!(office("Enhetsleder rusomsorg", "rusomsorg", "#"), some("Enhetsleder"));
        assert_eq!(office("Han er psykolog i Rask psykisk helsehjelp.", "helsehjelp", "#"), some("psykolog"));
        assert_eq!(office("Landsforeningen for hjerte- og lungesyke", "lungesyke", "#"), some("Landsforeningen"));
        let clinic = "Bytte av overlege - Klinikk for kreft, kirurgi og transplantasjon";
        assert_eq!(office(clinic, "transplantasjon", "#"), some("Klinikk"));
        assert_eq!(office("Henvist til klinikk for kreft, Kari har angst", "angst", "Kari"), None);
        assert_eq!(office("Overlege Kari Nordmann, depresjon", "depresjon", "Kari Nordmann"), None);
        assert_eq!(office("rådgiver for Kari med ADHD", "ADHD", "Kari"), None);
        assert_eq!(office("Ber om ny leiar etter trakassering", "trakassering", "#"), None);
        assert_eq!(office("Pasienten har depresjon", "depresjon", "#"), None);
    }
}
