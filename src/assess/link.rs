//! What a sentence of running prose says of a person: whether the matter in it is that person's own. A name and a telling word in
//! one sentence are often strangers («Kari Nordmann leder en gruppe som hjelper folk med hiv»); what joins them is grammar: a clause
//! with the person as its subject, a genitive, an apposition.

use super::cues::{Class, ContextCue};
use super::term::words_between;
use crate::detect::words::is_word_byte;
use crate::model::Span;

/// How a person and a matter in one sentence hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// They stand in different clauses or quotations.
    Loose,
    /// They stand in one clause.
    Clause,
    /// The clause says the matter of the person.
    Direct,
}

/// Words between a verb and the matter it gives somebody: «har i lengre tid hatt kols».
const VERB_TO_MATTER: usize = 3;

/// A sentence with the words in it that join and part.
#[derive(Clone, Copy)]
pub struct Sentence<'a> {
    /// The part's text.
    pub text: &'a [u8],
    /// The sentence's cues, in order of place.
    pub cues: &'a [ContextCue],
}

impl Sentence<'_> {
    /// The link between `person`, named or a pronoun, and the matter `term`.
    pub fn link(&self, person: Span, term: Span) -> Link {
        if person.overlaps(term) {
            return Link::Clause;
        }
        let own = if person.start < term.start { self.ahead(person, term) } else { self.behind(term, person) };
        if own == Link::Direct {
            return own;
        }
        // «Kari Nordmann opplyser at ho har kols», unless the pronoun stands for somebody named before.
        let mut pronouns = self.cues.iter().filter(|cue| cue.class == Class::Pronoun && cue.span.end <= term.start);
        let said = pronouns.all(|cue| cue.span.start >= person.end).then(|| self.pronoun_link(term));
        if said == Some(Link::Direct) { Link::Direct } else { own }
    }

    /// The closest link between a pronoun before the matter and the matter.
    pub fn pronoun_link(&self, term: Span) -> Link {
        let pronouns = self.cues.iter().filter(|cue| cue.class == Class::Pronoun && cue.span.end <= term.start);
        pronouns.map(|cue| self.ahead(cue.span, term)).max().unwrap_or(Link::Loose)
    }

    /// The matter is one that is many people's, or a thing's.
    pub fn is_vague(&self, term: Span) -> bool {
        self.cues.iter().any(|cue| cue.class == Class::Vague && cue.span.overlaps(term))
    }

    /// Whom the sentence begins with has the matter: «Pasienten har fått påvist kreft.» A rule or possibility gives it to nobody.
    pub fn begins_with_its_party(&self, from: usize, term: Span) -> bool {
        let first = self.cues.iter().find(|cue| cue.class == Class::Party);
        let unsure = |cue: &ContextCue| matches!(cue.class, Class::Possible | Class::Generic | Class::Plan);
        first.is_some_and(|party| {
            words_between(self.text, from, party.span.start) == 0
                && party.span.end <= term.start
                && self.link(party.span, term) == Link::Direct
                && !self.cues.iter().any(|cue| unsure(cue) && cue.span.start < term.start)
        })
    }

    /// Nothing but a mark, a conjunction or the sentence's own beginning, at `from`, stands right before `person`.
    pub fn begins_clause(&self, from: usize, person: Span) -> bool {
        let Some(before) = self.text.get(from..person.start).map(<[u8]>::trim_ascii_end) else { return false };
        let joins = |cue: &ContextCue| {
            matches!(cue.class, Class::Break | Class::PersonRole | Class::CaseWord)
                && cue.span.end == from + before.len()
        };
        let joined = before.ends_with(b" og") || before.ends_with(b" and");
        joined || !before.last().is_some_and(|&byte| is_word_byte(byte)) || self.cues.iter().any(joins)
    }

    /// The matter hangs on a preposition: «fekk prisen for arbeidet for rusavhengige».
    pub fn is_object_of_preposition(&self, term: Span) -> bool {
        let leads = |cue: &ContextCue| cue.class == Class::Preposition && cue.span.end <= term.start;
        self.cues.iter().any(|cue| leads(cue) && words_between(self.text, cue.span.end, term.start) == 0)
    }

    /// The words beside a name that say whose case it is: «Søker: Kari Nordmann», «Far, Ola Nordmann», «det gjelder Kari Nordmann».
    pub fn is_a_part_in_it(&self, name: Span) -> bool {
        const BETWEEN: usize = 2;
        let leads = |cue: &ContextCue| {
            (cue.class == Class::PersonRole
                || cue.class == Class::BeforeName && !self.has(Class::Preposition, cue.span))
                && self.text.get(cue.span.end..name.start).is_some_and(|between| {
                    between.len() <= BETWEEN && between.iter().all(|byte| matches!(byte, b' ' | b',' | b':' | b'\n'))
                })
        };
        self.cues.iter().any(leads)
    }

    /// The person stands before the matter.
    fn ahead(&self, name: Span, term: Span) -> Link {
        let between = Span::new(name.end, term.start);
        if self.is_broken(between, true) {
            return Link::Loose;
        }
        let near = |from: usize, most: usize| words_between(self.text, from, term.start) <= most;
        // What stands behind «, som» is said of the name before it.
        let person = Span::new(name.start, self.relative_behind(name).unwrap_or(name.end));
        let owns = matches!(name.of(self.text).last(), Some(b's' | b'S')) || self.is_followed_by_genitive(name);
        if owns && near(name.end, 2) {
            return Link::Direct;
        }
        if !self.is_subject(person) {
            return Link::Clause;
        }
        // The matter holds its own verb: «Kari Nordmann fekk asyl», «Kari Nordmann ble i 2022 dømt for bedrageri».
        let begins_with_verb =
            || self.cues.iter().any(|cue| cue.class == Class::Bearing && cue.span.start == term.start);
        if near(person.end, 0) || near(person.end, VERB_TO_MATTER) && begins_with_verb() {
            return Link::Direct;
        }
        let gives = |cue: &ContextCue| {
            cue.class == Class::Bearing
                && (cue.span.start >= person.end
                    && near(cue.span.end, VERB_TO_MATTER)
                    && !self.is_about(cue.span.end, term)
                    // «I fjor fikk Kari Nordmann kreft»
                    || cue.span.end <= person.start
                        && words_between(self.text, cue.span.end, person.start) == 0
                        && near(person.end, 2))
        };
        let inside = self.cues.iter().filter(|cue| cue.span.end <= term.start);
        if inside.clone().any(gives) { Link::Direct } else { Link::Clause }
    }

    /// The matter stands before the person.
    fn behind(&self, term: Span, person: Span) -> Link {
        let between = Span::new(term.end, person.start);
        if self.is_broken(between, false) {
            return Link::Loose;
        }
        let words = words_between(self.text, term.end, person.start);
        // «den kreftsyke jenta Kari Nordmann», «sjukdommen til Kari Nordmann»
        let leads = |cue: &ContextCue| {
            cue.class == Class::Belonging
                && between.covers(cue.span)
                && words_between(self.text, term.end, cue.span.start) <= 2
                && words_between(self.text, cue.span.end, person.start) <= 1
        };
        // A noun in the definite form: «den kreftsjuke læraren Ola Nordmann», but not «i fengselet bad Ola Nordmann».
        let is_title = || between.of(self.text).trim_ascii().ends_with(b"en") || self.has(Class::PersonRole, between);
        let direct = words == 0 || words == 1 && is_title() || self.cues.iter().any(leads);
        if direct { Link::Direct } else { Link::Clause }
    }

    /// Nothing before the person makes it stand aside: «sammen med Kari Nordmann»; «sonen til Kari Nordmann» does not.
    pub fn is_subject(&self, person: Span) -> bool {
        let touches = |cue: &ContextCue, at: usize| words_between(self.text, cue.span.end, at) == 0;
        let of_a_relative = |at: usize| self.cues.iter().any(|cue| cue.class == Class::PersonRole && touches(cue, at));
        let mut leads = self.cues.iter().filter(|cue| cue.class == Class::Preposition && touches(cue, person.start));
        leads.all(|cue| of_a_relative(cue.span.start))
    }

    /// «Kari Nordmann sin diagnose»
    fn is_followed_by_genitive(&self, person: Span) -> bool {
        let own = |cue: &&ContextCue| cue.class == Class::Pronoun && cue.span.start == person.end + 1;
        self.cues.iter().find(own).is_some_and(|cue| cue.span.of(self.text).starts_with(b"si"))
    }

    /// The matter is the topic of what the verb gives: «har skrevet bok om kreft», but not «er dømt for vold».
    fn is_about(&self, verb_end: usize, term: Span) -> bool {
        let behind = Span::new(verb_end, term.start);
        let later = |cue: &&ContextCue| cue.class == Class::Preposition && behind.covers(cue.span);
        self.cues.iter().filter(later).any(|cue| words_between(self.text, verb_end, cue.span.start) > 0)
    }

    fn has(&self, class: Class, within: Span) -> bool {
        self.cues.iter().any(|cue| cue.class == class && within.covers(cue.span))
    }

    /// Another clause or a quotation begins or ends in `between`; `person_first` tells on which side the person stands.
    fn is_broken(&self, between: Span, person_first: bool) -> bool {
        let bytes = between.of(self.text);
        let mark = |byte: &u8| matches!(byte, b';' | b':' | b'"' | b'?' | b'!');
        let quoted = bytes.windows(2).any(|two| matches!(two, [0xC2, 0xAB | 0xBB]))
            || bytes.windows(3).any(|three| three == b" - ");
        let parted = !person_first && bytes.contains(&b',');
        if bytes.iter().any(mark) || quoted || parted {
            return true;
        }
        let parts = |cue: &ContextCue| {
            if cue.class != Class::Break || !between.covers(cue.span) {
                return false;
            }
            // «Kari Nordmann, som har kols», «Kari Nordmann seier at ho har kols»
            !person_first
                || self.relative_behind(Span::new(between.start, between.start)) != Some(cue.span.end)
                    && !self.goes_on_with_somebody(cue.span.end)
        };
        self.cues.iter().any(parts)
    }

    /// Where the word ends that makes a relative clause on the name right before it: «Kari Nordmann, som».
    fn relative_behind(&self, name: Span) -> Option<usize> {
        let is_relative = |cue: &&ContextCue| {
            cue.class == Class::Break && matches!(cue.span.of(self.text), b"som" | b"who" | b"which")
        };
        let beside = |cue: &&ContextCue| {
            let between = self.text.get(name.end..cue.span.start);
            between.is_some_and(|between| between.iter().all(|byte| matches!(byte, b',' | b' ' | b'\n')))
        };
        self.cues.iter().filter(is_relative).find(beside).map(|cue| cue.span.end)
    }

    /// «at ho», «at sonen»: the person still, or somebody known by the person.
    fn goes_on_with_somebody(&self, at: usize) -> bool {
        let somebody = |cue: &ContextCue| matches!(cue.class, Class::Pronoun | Class::PersonRole);
        self.cues.iter().any(|cue| somebody(cue) && cue.span.start == at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::cues::{ContextCues, FoundCues, GRAMMAR, PERSONS};
    use super::*;
    use crate::rules::{DEFAULT_POLICY, Rules};
    use std::path::Path;
    use std::sync::LazyLock;

    static CUES: LazyLock<ContextCues> =
        LazyLock::new(|| ContextCues::new(&Rules::load(&[] as &[&Path], DEFAULT_POLICY).unwrap(), &[PERSONS, GRAMMAR]));

    /// The link between the name and the matter of `text`, which stand in `[]`.
    fn link(text: &str) -> Link {
        let plain = text.replace(['[', ']'], "");
        let marks: Vec<usize> =
            text.match_indices(['[', ']']).enumerate().map(|(before, (at, _))| at - before).collect();
        let (first, second) = (Span::new(marks[0], marks[1]), Span::new(marks[2], marks[3]));
        let begins_with_name =
            plain.as_bytes()[first.start].is_ascii_uppercase() && plain[first.start..first.end].contains(' ');
        let (name, matter) = if begins_with_name { (first, second) } else { (second, first) };
        let mut found = FoundCues::default();
        CUES.find(plain.as_bytes(), Span::new(0, plain.len()), &mut found);
        Sentence { text: plain.as_bytes(), cues: &found.cues }.link(name, matter)
    }

    #[test]
    fn a_matter_is_said_of_whom_the_clause_is_about() {
        for text in [
            "[Kari Nordmann] har i lengre tid hatt [kols].",
            "I fjor fikk [Kari Nordmann] [kols].",
            "[Kari Nordmann], som har [kols], flyttet.",
            "[Kari Nordmann] seier at ho har [kols].",
            "[Kari Nordmanns] [kols] er verre.",
            "[Kari Nordmann] sin alvorlege [kols] er verre.",
            "Den [kolssjuke] læraren [Kari Nordmann] er heime.",
            "Vedtak om [bustøtte] til [Kari Nordmann] er sendt.",
            "Sonen til [Kari Nordmann] har [autisme].",
        ] {
            assert_eq!(link(text), Link::Direct, "{text}");
        }
    }

    #[test]
    fn strangers_in_one_sentence_are_told_apart() {
        for text in [
            "[Kari Nordmann] leder en gruppe som hjelper folk med [kols].",
            "«Folk med [kols] må få hjelp», skriver [Kari Nordmann].",
            "[Kari Nordmann] åpnet møtet, mens tallene for [kols] kom etterpå.",
        ] {
            assert_eq!(link(text), Link::Loose, "{text}");
        }
        for text in ["[Kari Nordmann] har skrevet bok om [kols].", "Møtet med [Kari Nordmann] handlet om [kols]."] {
            assert_eq!(link(text), Link::Clause, "{text}");
        }
    }
}
