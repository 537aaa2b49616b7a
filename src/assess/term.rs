//! Telling terms weighed with the sentence or record around them: weak alone, strong beside the person whose matter it is.

use super::cues::{Class, ContextCue, FoundCues};
use super::last_sentence::{Grammar, LastSentence};
use super::link::{Link, Sentence};
use super::neighbours::Neighbourhood;
use super::persons::{is_headed_by_a_person, stands_for_a_person};
use super::{Assessor, Seen, Site, Weighed, letter};
use crate::detect::{headed, sentence, words};
use crate::model::{Certainty, Evidence, Kind, Part, Role, Segment, Severity, Span};

impl Assessor {
    /// The severity of a telling term, and whose matter it is.
    pub(super) fn weigh_term(&self, site: &Site<'_, '_>, cues: &mut LastSentence) -> Weighed {
        let &Site { part, seen, index, around, letter, .. } = site;
        let text: &[u8] = &part.text;
        let one = site.own();
        let mut weight = self.weight(one);
        if one.hit.kind == Kind::GradertAdresse && !around.is_field && !seen.iter().any(Seen::may_be_somebodys) {
            // Nobody has it where nobody is: a routine for protected addresses.
            weight.alone = weight.alone.min(Severity::Note);
        }
        if matches!(one.hit.form, Evidence::Neighbour(..) | Evidence::PersonRole(_)) {
            // It tells something in company only; what it stands beside has its own weight.
            return Weighed::of(weight.alone);
        }
        if part.segment_at(one.hit.span.start).is_some_and(|field| field.role == Role::Official) {
            // Initials and units: «EMA».
            return Weighed::of(Severity::Note);
        }
        // «Varsel mot rektor for trakassering» is no office.
        let may_be_a_field = !matches!(one.hit.kind, Kind::Personal | Kind::Straff | Kind::Lonn);
        let is_name = |word: Span| {
            let mut hits = around.indices().map(|other| &seen[other].hit);
            hits.any(|hit| hit.kind == Kind::Personnavn && hit.span.overlaps(word))
        };
        if may_be_a_field && let Some(office) = self.officials.office_before(text, one.hit.span, is_name) {
            return Weighed { evidence: vec![Evidence::Official(office)], ..Weighed::of(weight.alone) };
        }
        let (cues, grammar) = cues.persons(text, around.sentence, &self.cues);
        let first = |class: Class| cues.iter().find(move |cue| cue.class == class && !one.hit.span.overlaps(cue.span));
        let pay = one.hit.kind == Kind::Lonn;
        if pay && first(Class::Leader).is_some() {
            return Weighed::of(weight.alone);
        }
        // An official's own pay is as private as anybody's, but for the leaders'.
        let is_handler = |name: Span| part.segment_at(name.start).is_some_and(|field| field.role == Role::Official);
        let is_person = |other: &Seen| {
            other.is_private_person()
                || pay && other.official.is_some() && other.hit.near && !is_handler(other.hit.span)
        };
        let name = nearest(seen, index, around, |other| other.hit.kind == Kind::Personnavn && is_person(other));
        let number = nearest(seen, index, around, |other| stands_for_a_person(&other.hit));
        let general = first(Class::Generic).or(first(Class::Plan));
        let of_official = around.indices().any(|other| seen[other].official.is_some());
        let own_letter = letter.filter(|letter| letter.reaches(one.hit.span.start));
        let mut weighed = Weighed { joined: name, ..Weighed::of(weight.alone) };
        let listed = self.listed_below(site, cues);
        if let [first, ..] = listed[..] {
            weighed.raise(weight.person);
            weighed.evidence.push(Evidence::Neighbour(Kind::Personnavn, seen[first].hit.span));
            weighed.joined = Some(first);
            weighed.listed = listed;
        } else if let Some(at) = name.into_iter().chain(number).max_by_key(|&at| seen[at].is_sure_person()) {
            let sure = seen[at].is_sure_person() || pay && seen[at].hit.certainty > Certainty::Weak;
            weighed.raise(if sure { weight.person } else { weight.person.min(Severity::Review) });
            weighed.evidence.push(Evidence::Neighbour(seen[at].hit.kind, seen[at].hit.span));
            // «Høring av plan for …» with whoever sent it: the title speaks of a field, not of the sender.
            let elsewhere = !around.sentence.covers(seen[at].hit.span);
            if !around.is_field
                && let Some(cue) = speaks_of_others(text, cues, seen[at].hit.span)
            {
                weighed.severity = lower(weighed.severity).max(weight.alone);
                weighed.evidence.push(Evidence::Generic(cue));
            }
            let is_of_ones_own = first(Class::PersonRole).or(first(Class::FirstPerson)).is_some();
            if elsewhere
                && !is_of_ones_own
                && let Some(cue) = general
                && !self.tells_a_decision(part, one.hit.span)
            {
                weighed.severity = weight.alone;
                weighed.evidence.push(Evidence::Generic(cue.span));
            }
            if number.is_none()
                && weighed.severity > weight.alone
                && own_letter.is_none()
                && !pay
                && self.is_prose(site)
            {
                self.weigh_link(site, grammar, at, &mut weighed);
            }
        } else if is_headed_by_a_person(part, one.hit.span) {
            weighed.raise(weight.person);
            weighed.evidence.push(Evidence::Label);
        } else if general.is_none() && !pay && self.officials.heads_a_column_of_persons(part, one.hit.span) {
            // «Navn | Sykmeldt fra»: what stands below is somebody's, whatever it is.
            weighed.raise(weight.person.min(Severity::Review));
            weighed.evidence.push(Evidence::Label);
        } else if let Some(letter) = own_letter.filter(|letter| {
            let person = seen[letter.person].hit.span;
            let about = letter.is_telling
                || letter::is_heading(text, one.hit.span)
                || letter::is_labelled_line(text, person, one.hit.span);
            general.is_none() && !of_official && about
        }) {
            weighed.raise(weight.person);
            weighed.evidence.push(Evidence::Neighbour(Kind::Personnavn, seen[letter.person].hit.span));
            weighed.joined = Some(letter.person);
        } else if let Some(cue) = self.somebody(site, cues).filter(|_| !around.is_field) {
            // «Pasienten», «hun»: somebody, if somebody has been named.
            weighed.raise(match own_letter {
                Some(_) => weight.person,
                None if asks_everybody(text, around.sentence, cues) => weight.alone,
                None if matches!(cue, Evidence::Pronoun(_)) && self.is_of_an_official(site) => weight.alone,
                None => self.weigh_unnamed(site, grammar, general.is_some()),
            });
            weighed.joined = own_letter.map(|letter| letter.person);
            weighed.evidence.push(cue);
        }
        if weighed.severity > weight.alone {
            self.lower_term(site, cues, &mut weighed);
        }
        weighed.joined = weighed.joined.filter(|_| weighed.severity > Severity::Note);
        weighed
    }

    /// The private persons on the list that the term heads; of a service's people, an office's or a plan's it is no matter.
    pub(super) fn listed_below(&self, site: &Site<'_, '_>, cues: &[ContextCue]) -> Vec<usize> {
        let &Site { part, seen, around, .. } = site;
        let (text, term): (&[u8], _) = (&part.text, site.own().hit.span);
        let is_of_others = |cue: &ContextCue| match cue.class {
            Class::Service => true,
            Class::Generic | Class::Plan | Class::Negation => !cue.span.overlaps(term),
            Class::Leader | Class::OfficialTitle | Class::OfficialLabel => !cue.span.overlaps(term),
            _ => false,
        };
        if part.role != Role::Body || !part.segments.is_empty() || around.is_field {
            return Vec::new();
        }
        let Some(list) = headed::rows_below(text, term) else { return Vec::new() };
        let heading = |cue: &&ContextCue| cue.span.end <= list.start;
        if cues.iter().filter(heading).any(is_of_others) {
            return Vec::new();
        }
        let first = seen.partition_point(|other| other.hit.span.start < list.start);
        let within = (first..seen.len()).take_while(|&at| seen[at].hit.span.start < list.end);
        let is_row = |&at: &usize| {
            let Seen { hit, .. } = seen[at];
            hit.kind == Kind::Personnavn && seen[at].is_sure_person() && headed::begins_row(text, list, hit.span)
        };
        within.filter(is_row).collect()
    }

    /// Running prose that is neither a heading nor the language of cases: what stands in one sentence need not belong together.
    fn is_prose(&self, site: &Site<'_, '_>) -> bool {
        !site.around.is_field && !letter::is_heading(&site.part.text, site.own().hit.span)
    }

    /// Takes a term beside the name `at` down as far as the two hang loosely together, unless a case is told of.
    fn weigh_link(&self, site: &Site<'_, '_>, grammar: &mut Grammar, at: usize, weighed: &mut Weighed) {
        let &Site { part, seen, around, .. } = site;
        let (term, name) = (site.own().hit.span, seen[at].hit.span);
        let (cues, case) = grammar.cues(&part.text, around.sentence, &self.cues);
        let has = |class: Class| cues.iter().any(|cue| cue.class == class && !cue.span.overlaps(term));
        let said = Sentence { text: &part.text, cues };
        let link = said.link(name, term);
        let vague = said.is_vague(term);
        let (public, stray) = (has(Class::PublicLife), self.is_stray(site, at));
        let in_full = name.of(&part.text).contains(&b' ');
        if link == Link::Direct
            && !seen[at].is_sure_person()
            && !vague
            && (has(Class::CaseWord) || in_full && !public && !stray)
        {
            // «Skolen opplyser at Kari har dysleksi»: one word, but plainly a person; so is whoever is named in full and ill.
            weighed.raise(self.weight(site.own()).person);
            return;
        }
        if link == Link::Direct && !public && !stray {
            return;
        }
        let may_be = || cues.iter().any(|cue| cue.class == Class::Possible && cue.span.end <= term.start);
        let in_case =
            has(Class::CaseWord) || said.is_a_part_in_it(name) || case.is_told(&part.text, around.sentence, &self.cues);
        if in_case && !(link == Link::Loose && may_be()) {
            return;
        }
        // «Kari Nordmann strevar i alle år med kols»: whoever is named in full begins the clause.
        let is_subject = in_full
            && name.end <= term.start
            && said.begins_clause(around.sentence.start, name)
            && !said.is_object_of_preposition(term);
        let close = link == Link::Direct || link == Link::Clause && is_subject && !vague;
        let reasons = [!close, !close && vague, public, stray];
        for _ in reasons.iter().filter(|reason| **reason) {
            weighed.severity = lower(weighed.severity);
        }
        // A private person and a matter that is plainly somebody's are worth a look.
        let weight = self.weight(site.own());
        let far_off = vague || public || stray && link == Link::Loose;
        let least = if far_off { weight.alone } else { Severity::Review.min(weight.person) };
        weighed.severity = weighed.severity.max(least).max(weight.alone);
    }

    /// One word names the person at `at`, deep in a long text, and nobody was introduced by that name shortly before.
    fn is_stray(&self, site: &Site<'_, '_>, at: usize) -> bool {
        const LETTER: usize = 8_000;
        const INTRODUCED_SINCE: usize = 3;
        let Site { part, seen, .. } = *site;
        let text: &[u8] = &part.text;
        let name = seen[at].hit.span;
        if seen[at].hit.kind != Kind::Personnavn || name.of(text).contains(&b' ') || part.origin + name.start < LETTER {
            return false;
        }
        let word = name.of(text);
        let base = word.strip_suffix(b"s").unwrap_or(word);
        let before = seen[..at].iter().rev().take_while(|other| other.hit.span.start + LETTER >= name.start);
        // Names that are looked for in one mode only must not count.
        let is_name = |other: &&Seen| other.hit.kind == Kind::Personnavn && other.hit.near;
        let full = before.filter(is_name).map(|other| other.hit.span.of(text)).filter(|full| full.contains(&b' '));
        !full
            .take(INTRODUCED_SINCE)
            .any(|full| full.split(|&byte| byte == b' ').any(|part| part == word || part == base))
    }

    /// The word in the sentence for somebody: a role, a pronoun; in a letter also «du».
    fn somebody(&self, site: &Site<'_, '_>, cues: &[ContextCue]) -> Option<Evidence> {
        let term = site.own().hit.span;
        let in_letter = site.letter.is_some_and(|letter| letter.reaches(term.start));
        let is_of_many = |span: Span| cues.iter().any(|cue| cue.class == Class::Several && cue.span == span);
        let is_named = in_letter || site.neighbours.person_within(term, sentence::LONGEST);
        let mut others = cues.iter().filter(|cue| !cue.span.overlaps(term));
        let is_role = |cue: &&ContextCue| cue.class == Class::PersonRole && (is_named || !is_of_many(cue.span));
        let role = others.clone().find(is_role).map(|cue| Evidence::PersonRole(cue.span));
        role.or_else(|| {
            let is_pronoun = |class| {
                matches!(class, Class::Pronoun | Class::FirstPerson) || in_letter && class == Class::SecondPerson
            };
            others.find(|cue| is_pronoun(cue.class)).map(|cue| Evidence::Pronoun(cue.span))
        })
    }

    /// The pronoun beside the term is for an official: one was named last, shortly before, and nobody else since.
    fn is_of_an_official(&self, site: &Site<'_, '_>) -> bool {
        let Site { part, seen, index, around, .. } = *site;
        let (from, end) = (around.sentence.start, site.own().hit.span.start);
        // A name may reach into the term.
        let is_before = |other: &&Seen| other.hit.near && other.hit.span.end <= end;
        let names = seen[..index].iter().rev().filter(|other| other.hit.kind == Kind::Personnavn).filter(is_before);
        let last = names.take_while(|other| other.hit.span.end + sentence::LONGEST / 2 >= from).next();
        last.filter(|last| last.official.is_some()).is_some_and(|last| {
            let mut since = FoundCues::default();
            self.cues.persons.find(&part.text, Span::new(last.hit.span.end, end), &mut since);
            !since.cues.iter().any(|cue| matches!(cue.class, Class::PersonRole | Class::FirstPerson))
        })
    }

    /// What a role or pronoun makes of a term that no name stands beside.
    fn weigh_unnamed(&self, site: &Site<'_, '_>, grammar: &mut Grammar, is_general: bool) -> Severity {
        let &Site { part, around, neighbours, .. } = site;
        let term = site.own().hit.span;
        let person = self.weight(site.own()).person;
        let alone = self.weight(site.own()).alone;
        let (cues, case) = grammar.cues(&part.text, around.sentence, &self.cues);
        let said = Sentence { text: &part.text, cues };
        let vague = said.is_vague(term);
        if said.begins_with_its_party(around.sentence.start, term) && !vague {
            return person;
        }
        let named = neighbours.person_within(term, sentence::LONGEST);
        if !named && is_general {
            return alone;
        }
        // A vague matter must be said of somebody even there: «Jeg er ansatt i barnevernet».
        let said_of_pronoun = said.pronoun_link(term) == Link::Direct;
        let own = !vague || said_of_pronoun;
        if named && own && case.is_told(&part.text, around.sentence, &self.cues) {
            return person;
        }
        let floor = part.segment_at(term.start).map_or(0, |segment| segment.start as usize);
        let before =
            sentence::start(&part.text, floor, around.sentence.start.saturating_sub(1).max(floor), sentence::LONGEST);
        let just_named = neighbours.person_in(Span::new(before, around.sentence.start));
        if just_named && !vague && said_of_pronoun {
            return person;
        }
        if own { person.min(Severity::Review) } else { alone }
    }

    /// The term stands in a title that tells what was decided for whoever is the party.
    fn tells_a_decision(&self, part: &Part<'_>, term: Span) -> bool {
        let title = part.segment_at(term.start).filter(|field| field.role == Role::Title);
        let lower = |title: &Segment| String::from_utf8_lossy(title.span().of(&part.text)).to_lowercase();
        title.is_some_and(|title| self.checks.words.decisions.begins(&lower(title)))
    }

    /// General speech, negation and times long past take a term beside a person down again.
    fn lower_term(&self, site: &Site<'_, '_>, cues: &[ContextCue], weighed: &mut Weighed) {
        let text: &[u8] = &site.part.text;
        let term = site.own().hit.span;
        let alone = self.weight(site.own()).alone;
        let generic = cues.iter().find(|cue| cue.class == Class::Generic && !cue.span.overlaps(term));
        if let Some(cue) = cue_before(text, cues, Class::Generic, term) {
            weighed.severity = if site.around.is_field { lower(weighed.severity) } else { alone };
            weighed.evidence.push(Evidence::Generic(cue));
            weighed.joined = weighed.joined.filter(|_| weighed.severity == Severity::Stop);
        } else if let Some(cue) = generic.filter(|_| !site.around.is_field) {
            weighed.severity = lower(weighed.severity);
            weighed.evidence.push(Evidence::Generic(cue.span));
        }
        if let Some(year) = year_long_past(text, site.around.sentence) {
            weighed.severity = alone;
            weighed.evidence.push(Evidence::Generic(year));
        }
        if let Some(cue) = cue_before(text, cues, Class::Negation, term) {
            weighed.severity = lower(weighed.severity);
            weighed.evidence.push(Evidence::Negated(cue));
        }
        weighed.severity = weighed.severity.max(alone);
    }
}

/// The neighbour of `index` nearest to it for which `fits` holds.
fn nearest(seen: &[Seen], index: usize, around: &Neighbourhood, fits: impl Fn(&Seen) -> bool) -> Option<usize> {
    let at = seen[index].hit.span;
    around
        .indices()
        .filter(|&other| other != index && fits(&seen[other]) && !seen[other].hit.span.overlaps(at))
        .min_by_key(|&other| {
            let span = seen[other].hit.span;
            // A sure name far off says more than a word nearby that may be one.
            (!seen[other].is_sure_person(), span.start.abs_diff(at.start))
        })
}

/// The word that makes whoever is named at `name` the one who speaks, of a matter that is hardly that person's own: «sier Kari
/// Nordmann», without an «I» or «she» that could be about the speaker.
fn speaks_of_others(text: &[u8], cues: &[ContextCue], name: Span) -> Option<Span> {
    let is_joint =
        |between: &[u8]| between.len() <= 2 && between.iter().all(|byte| matches!(byte, b' ' | b',' | b'\n'));
    let of_oneself = |cue: &ContextCue| matches!(cue.class, Class::Pronoun | Class::FirstPerson | Class::PersonRole);
    if cues.iter().any(of_oneself) {
        return None;
    }
    let beside = |cue: &&ContextCue| {
        text.get(cue.span.end..name.start).is_some_and(is_joint)
            || text.get(name.end..cue.span.start).is_some_and(is_joint)
    };
    cues.iter().filter(|cue| cue.class == Class::Saying).find(beside).map(|cue| cue.span)
}

/// A cue of `class` in the few words before the term: «personer med demens», «ikke påvist kreft».
fn cue_before(text: &[u8], cues: &[ContextCue], class: Class, term: Span) -> Option<Span> {
    const WORDS_BETWEEN: usize = 3;
    // «Avhandling: …»
    let behind = |cue: &ContextCue| cue.span.end + usize::from(text.get(cue.span.end) == Some(&b':'));
    cues.iter()
        .filter(|cue| cue.class == class && cue.span.end <= term.start)
        .find(|cue| words_between(text, behind(cue), term.start) <= WORDS_BETWEEN)
        .map(|cue| cue.span)
}

/// A year before 1925 that stands alone in the sentence: what is told of is history.
pub fn year_long_past(text: &[u8], sentence: Span) -> Option<Span> {
    let bytes = sentence.of(text);
    let is_part = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || b"./-:".contains(b));
    let is_alone = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let behind = bytes.get(at + 4).filter(|b| **b != b'.');
        !is_part(before) && !is_part(behind)
    };
    // «kl. 1730», «1800 kroner», «1607 Fredrikstad»
    let is_no_year = |at: usize| {
        const BEFORE: [&str; 9] = ["kl.", "kl", "kr", "kr.", "nr", "nr.", "ref", "sak", "vedtak"];
        const BEHIND: [&str; 7] = ["kr", ",-", "mg", "ml", "timer", "timar", "NOK"];
        let (before, behind) = (bytes[..at].trim_ascii_end().to_ascii_lowercase(), bytes[at + 4..].trim_ascii_start());
        BEFORE.iter().any(|word| before.ends_with(word.as_bytes()))
            || BEHIND.iter().any(|unit| behind.starts_with(unit.as_bytes()))
            || behind.len() < bytes.len() - at - 4 && words::begins_upper(behind, 0)
    };
    let at = bytes.windows(4).enumerate().find_map(|(at, four)| {
        let is_year = four.iter().all(u8::is_ascii_digit) && (&b"1500"[..]..&b"1925"[..]).contains(&four);
        (is_year && is_alone(at) && !is_no_year(at)).then_some(at)
    })?;
    Some(Span::new(sentence.start + at, sentence.start + at + 4))
}

/// Words between two places; many where punctuation parts them, or `to` lies before `from`.
pub fn words_between(text: &[u8], from: usize, to: usize) -> usize {
    let Some(between) = text.get(from..to) else { return usize::MAX };
    if between.len() > 60 || between.iter().any(|b| matches!(b, b'.' | b',' | b';' | b':')) {
        return usize::MAX;
    }
    between.split(|b| b.is_ascii_whitespace()).filter(|word| word.iter().any(|&b| words::is_word_byte(b))).count()
}

/// «Har barnet ditt allergi?», «Dersom barnet ditt får feber …»: a letter to all whom it may concern.
fn asks_everybody(text: &[u8], sentence: Span, cues: &[ContextCue]) -> bool {
    const OPENERS: [&str; 14] =
        ["har", "er", "trenger", "treng", "får", "tar", "hvis", "viss", "dersom", "om", "når", "if", "does", "has"];
    let sentence = sentence.of(text);
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || (0xC3..0xE0).contains(byte);
    let first = &sentence[sentence.iter().position(is_letter).unwrap_or(sentence.len())..];
    let first = words::word_at(first, 0).map(|word| String::from_utf8_lossy(word.of(first)).to_lowercase());
    first.is_some_and(|first| OPENERS.contains(&first.as_str()))
        && cues.iter().any(|cue| cue.class == Class::SecondPerson)
}

fn lower(severity: Severity) -> Severity {
    match severity {
        Severity::Stop => Severity::Review,
        Severity::Review | Severity::Note => Severity::Note,
    }
}
