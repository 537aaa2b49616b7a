//! Hits weighed with their surroundings: findings.
//!
//! A number speaks for itself; a telling term says little alone and much beside a person; a name is a note until it is joined to a
//! telling matter ([`connection`]). What counts as beside: the sentence in running text; the row, the record, the journal post in
//! tables and journals. Officials are not private persons ([`persons`]). The policy has the last word on severity.

mod age;
mod confidence;
mod connection;
mod context;
mod cues;
mod hidden;
mod identifying;
mod journal;
mod last_sentence;
mod letter;
mod link;
mod neighbours;
mod office;
mod persons;
mod term;

pub use journal::{Cases, Link, refused_by_einnsyn, refused_places};

use crate::detect::words::is_word_byte;
use crate::detect::{Selection, sentence};
use crate::model::{Certainty, Evidence, Finding, Group, Hit, Kind, LineCounter, Part, Role, Segment, Severity, Span};
use crate::rules::{Rules, SeverityByContext};
use cues::{Class, FoundCues};
use last_sentence::{CueWords, LastSentence};
use letter::{Letter, Letters};
use neighbours::{Neighbourhood, Neighbours};
use persons::{Officials, is_headed_by_a_person, stands_for_a_person};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use term::words_between;

/// Bytes on either side within which an address, a telephone or an account belongs to the person named: a letter's head.
const BESIDE: usize = 200;

/// Bytes from a property's designation within which an address is that of the property.
const BUILDING_CASE: usize = 1_000;

/// Bytes within which a single name that stands there again is one for sure.
const AGAIN: usize = 1_000;

/// Bytes before a finding in which a hit may begin that reaches into its context; a user's pattern may match more, and is then
/// not marked there.
const LONGEST_HIT: usize = 2_000;

/// Weighs hits by the rules in force. Shared by all workers.
pub struct Assessor {
    rules: Arc<Rules>,
    cues: CueWords,
    officials: Officials,
    selection: Selection,
    /// Numbers of the test series count like real ones.
    synthetic_is_real: bool,
    /// Names in journal posts of an earlier day must not be searchable any more; `None` where no day is given.
    a_year_ago: Option<jiff::civil::Date>,
    connection: Option<u16>,
    shielding_mismatch: Option<u16>,
    over_shielding: Option<u16>,
    hidden: hidden::HiddenRules,
    checks: journal::Checks,
    weights: Vec<Weight>,
}

/// What a rule's findings weigh under the policy.
struct Weight {
    severity: SeverityByContext,
    basis: Arc<[Arc<str>]>,
}

/// A hit with what assessment knows of it before its neighbours are weighed.
#[derive(Debug, Clone, Copy)]
struct Seen {
    hit: Hit,
    /// For names: what makes it an official's.
    official: Option<Span>,
    /// For a single name: the same word is part of a sure name elsewhere, stands there again, or is a family's.
    repeated: bool,
}

impl Seen {
    /// A private person, named or numbered.
    fn is_private_person(&self) -> bool {
        let is_name = self.hit.kind == Kind::Personnavn && self.official.is_none();
        self.hit.near && (is_name || stands_for_a_person(&self.hit))
    }

    /// A private person, or a number or an address that may be one's.
    fn may_be_somebodys(&self) -> bool {
        let is_number = self.hit.kind.group() == Group::Identifiers
            && !matches!(self.hit.kind, Kind::Organisasjonsnummer | Kind::Telefon);
        self.is_private_person() || is_number
    }

    fn is_sure_person(&self) -> bool {
        let sure = self.hit.kind != Kind::Personnavn || self.hit.certainty > Certainty::Weak || self.repeated;
        self.is_private_person() && sure
    }
}

/// A hit to weigh, with all that may be looked at.
struct Site<'a, 'p> {
    part: &'a Part<'p>,
    seen: &'a [Seen],
    index: usize,
    around: &'a Neighbourhood,
    neighbours: &'a Neighbours,
    letter: Option<Letter>,
}

impl Site<'_, '_> {
    fn own(&self) -> &Seen {
        &self.seen[self.index]
    }
}

/// The severity of a hit and why.
struct Weighed {
    severity: Severity,
    evidence: Vec<Evidence>,
    /// The private person's name that a telling term is joined to.
    joined: Option<usize>,
    /// The names on the list that it heads.
    listed: Vec<usize>,
}

impl Weighed {
    fn of(severity: Severity) -> Self {
        Weighed { severity, evidence: Vec::new(), joined: None, listed: Vec::new() }
    }

    fn raise(&mut self, severity: Severity) {
        self.severity = self.severity.max(severity);
    }
}

impl Assessor {
    /// An assessor for `rules`.
    pub fn new(
        rules: Arc<Rules>,
        selection: Selection,
        synthetic_is_real: bool,
        today: Option<jiff::civil::Date>,
    ) -> Self {
        let weights = rules
            .rules
            .iter()
            .map(|rule| {
                let mut weight = Weight { severity: rule.severity, basis: rule.basis.clone() };
                for change in rules.policy.overrides.iter().filter(|change| change.kinds.contains(&rule.kind)) {
                    weight.severity.alone = change.alone.unwrap_or(weight.severity.alone);
                    weight.severity.person = change.person.unwrap_or(weight.severity.person);
                    if let Some(basis) = &change.basis {
                        weight.basis = basis.iter().map(|name| Arc::from(name.as_str())).collect();
                    }
                }
                weight
            })
            .collect();
        Assessor {
            cues: CueWords::new(&rules),
            officials: Officials::new(&rules),
            connection: rules.index_of("connection"),
            shielding_mismatch: rules.index_of("shielding-mismatch"),
            over_shielding: rules.index_of("over-shielding"),
            hidden: hidden::HiddenRules {
                failed_redaction: rules.index_of("failed-redaction"),
                hidden_text: rules.index_of("hidden-text"),
                deleted_text: rules.index_of("deleted-text"),
            },
            checks: journal::Checks::new(&rules),
            weights,
            selection,
            synthetic_is_real,
            a_year_ago: today.and_then(|today| today.checked_sub(jiff::Span::new().years(1)).ok()),
            rules,
        }
    }

    /// The findings of `part`, in order of place. `hits` are all hits of it, in order. `Finding::entry` is the index among the
    /// part's entries, lines count from the part's first.
    pub fn assess(&self, part: &Part<'_>, hits: &[Hit]) -> Vec<Finding> {
        self.assess_marking(part, hits, hits, &Cases::default())
    }

    /// As [`Assessor::assess`]; `marks` are the hits to mark in the contexts of the findings, in order: more than `hits`, where not
    /// everything is looked for. `cases` is what the whole journal tells, where the part is of one.
    pub fn assess_marking(&self, part: &Part<'_>, hits: &[Hit], marks: &[Hit], cases: &Cases) -> Vec<Finding> {
        let has_hidden = hidden::has_hidden(part);
        if hits.is_empty() && part.entries.is_empty() && !has_hidden {
            return Vec::new();
        }
        let (hits, aside) = public_hits(part, hits);
        let hits = &*hits;
        let mut found = FoundCues::default();
        let seen = self.see(part, hits, &mut found);
        let letters = Letters::of(part, &seen, &self.cues.persons, &mut found);
        let neighbours = Neighbours::new(part, &seen);
        let mut cues = LastSentence::default();
        let mut findings = Vec::with_capacity(hits.len());
        let mut lines = LineCounter::default();
        let old_entries = self.a_year_ago.map(|day| journal::entries_before(part, day)).unwrap_or_default();
        let mut connections = connection::Connections::default();
        let (mut pointed_out, mut pointed_out_in) = (Vec::new(), None);
        for (index, one) in seen.iter().enumerate() {
            let mut weighed;
            if one.hit.kind == Kind::Personnavn {
                weighed = self.weigh_name(part, one);
                if one.official.is_none()
                    && is_in(part, one.hit.span, &old_entries)
                    && !is_unsearchable(part, one.hit.span)
                {
                    weighed.raise(Severity::Review);
                }
            } else {
                let around = neighbours.of(part, &seen, index);
                let letter = letters.at(one.hit.span.start);
                let site = Site { part, seen: &seen, index, around: &around, neighbours: &neighbours, letter };
                weighed = self.weigh(&site, &mut cues);
                if let Some(name) = weighed.joined {
                    connections.join(&around, index, name, weighed.severity);
                    connections.join_listed(index, &weighed.listed, weighed.severity);
                } else if one.hit.kind.group() == Group::Terms
                    && pointed_out_in != Some(around.sentence)
                    && let Some((span, finding)) = self.point_out(&site, &mut cues, marks, &mut lines)
                {
                    pointed_out_in = Some(around.sentence);
                    pointed_out.push(span);
                    findings.push((span.start, finding));
                }
            }
            if self.selection.wants(one.hit.kind) {
                findings.push((one.hit.span.start, self.finding(part, marks, one, weighed, &mut lines)));
            }
        }
        identifying::mark(part, &pointed_out, &mut findings);
        let connected = connections.report(self, part, &seen, marks, &mut lines, &mut findings);
        if !part.entries.is_empty() {
            let (connected, lines, findings) = (&connected, &mut lines, &mut findings);
            journal::Review { assessor: self, part, seen: &seen, marks, connected, cases, lines, findings }.run();
        }
        // What only the body sees of a running journal is no leak, but whoever passes the file on should know.
        for hit in aside.into_iter().filter(|hit| self.selection.wants(hit.kind)) {
            let one = Seen { hit, official: None, repeated: false };
            let weighed = Weighed { evidence: vec![hit.form], ..Weighed::of(Severity::Note) };
            findings.push((hit.span.start, self.finding(part, marks, &one, weighed, &mut lines)));
        }
        if has_hidden {
            hidden::report(self, part, marks, &mut lines, &mut findings);
        }
        findings.sort_by_key(|(place, _)| *place);
        findings.into_iter().map(|(_, finding)| finding).collect()
    }

    /// The hits with what the rest of the part says of the names among them.
    fn see(&self, part: &Part<'_>, hits: &[Hit], found: &mut FoundCues) -> Vec<Seen> {
        let is_name = |hit: &Hit| hit.kind == Kind::Personnavn;
        let mut seen: Vec<Seen> = Vec::with_capacity(hits.len());
        for (index, &hit) in hits.iter().enumerate() {
            let official = is_name(&hit).then(|| {
                let by_words = self.officials.official(part, hit.span, &self.cues.persons, found);
                let leaves = &self.checks.words.own_office;
                let by_words = by_words.filter(|&words| {
                    !self.officials.is_own_case(part, hits, hit.span, words)
                        && !self.officials.is_own_leave(part, hits, hit.span, leaves)
                });
                by_words.or_else(|| self.public_mail(part, hits, index))
            });
            seen.push(Seen { hit, official: official.flatten(), repeated: false });
        }
        // In a journal every post is judged by itself: an official's own personnel case is no other's work, and where a part ends is
        // chance.
        let post_of = |span: Span| match part.entries.is_empty() {
            true => 0,
            false => part.segment_at(span.start).map_or(0, |segment| segment.record),
        };
        let text_of = |span: Span| (post_of(span), String::from_utf8_lossy(span.of(&part.text)).to_lowercase());
        // Who is an official in one place is one in the others; who has been named in full is known by one name.
        let (mut officials, mut persons) = (HashMap::new(), HashSet::new());
        let sure = |hit: &Hit| is_name(hit) && hit.near && hit.certainty > Certainty::Weak;
        for one in seen.iter().filter(|one| sure(&one.hit)) {
            match one.official {
                Some(span) => drop(officials.insert(text_of(one.hit.span), span)),
                None => {
                    let (post, name) = text_of(one.hit.span);
                    persons.extend(name.split([' ', '-', ',']).map(|word| (post, word.to_owned())));
                }
            }
        }
        // One word may be no name; said again soon, it is.
        let mut said: HashMap<_, usize> = HashMap::new();
        for index in 0..seen.len() {
            let Hit { span, certainty, near, .. } = seen[index].hit;
            if !is_name(&seen[index].hit) || seen[index].official.is_some() {
                continue;
            }
            let text = text_of(span);
            seen[index].official = officials.get(&text).copied();
            if certainty != Certainty::Weak {
                continue;
            }
            seen[index].repeated = persons.contains(&text) || is_a_familys(&part.text[..span.start]);
            if near
                && let Some(before) = said.insert(text, index)
                && seen[before].hit.span.end + AGAIN >= span.start
            {
                (seen[before].repeated, seen[index].repeated) = (true, true);
            }
        }
        seen
    }

    /// The public e-mail address right behind a name: «Kari Nordmann <kari.nordmann@…kommune.no>».
    fn public_mail(&self, part: &Part<'_>, hits: &[Hit], name: usize) -> Option<Span> {
        const MOST_BETWEEN: usize = 4;
        let next = hits.get(name + 1).filter(|next| next.kind == Kind::Epost)?;
        let between = next.span.start.checked_sub(hits[name].span.end)?;
        (between <= MOST_BETWEEN && self.officials.is_public_address(next.span.of(&part.text))).then_some(next.span)
    }

    /// A name is a note, whoever bears it; but not as the code by which a case is filed.
    fn weigh_name(&self, part: &Part<'_>, one: &Seen) -> Weighed {
        let is_code = is_object_code(part, one.hit.span);
        let mut weighed = Weighed::of(if is_code { Severity::Stop } else { self.weight(one).alone });
        weighed.evidence.push(one.hit.form);
        weighed.evidence.extend(one.hit.named);
        weighed.evidence.extend(one.official.map(Evidence::Official));
        weighed
    }

    fn weigh(&self, site: &Site<'_, '_>, cues: &mut LastSentence) -> Weighed {
        let one = site.own();
        let mut evidence = vec![one.hit.form];
        evidence.extend(one.hit.named.filter(|named| *named != one.hit.form));
        let mut weighed = match one.hit.kind.group() {
            Group::Terms => self.weigh_term(site, cues),
            Group::Identifiers => self.weigh_identifier(site, cues),
            _ => Weighed::of(self.weight(one).alone),
        };
        evidence.append(&mut weighed.evidence);
        if one.hit.synthetic && !self.synthetic_is_real {
            weighed.severity = Severity::Note;
        }
        Weighed { evidence, ..weighed }
    }

    fn weight(&self, one: &Seen) -> SeverityByContext {
        self.weights[usize::from(one.hit.rule)].severity
    }

    fn weigh_identifier(&self, site: &Site<'_, '_>, cues: &mut LastSentence) -> Weighed {
        let &Site { part, seen, index, around, .. } = site;
        let one = site.own();
        let weight = self.weight(one);
        let mut weighed = Weighed::of(weight.alone);
        if one.hit.kind == Kind::Epost && self.officials.is_public_address(one.hit.span.of(&part.text)) {
            return weighed;
        }
        if self.is_a_bodys(site, cues) {
            return weighed;
        }
        let is_public = |kind| one.hit.kind == Kind::Adresse && kind == Kind::GnrBnr;
        let property = |other: usize| is_public(seen[other].hit.kind);
        if around.indices().any(property) || within(seen, index, BUILDING_CASE).any(property) {
            // The address of a property in a building case: open, as its owner is.
            return weighed;
        }
        let person = around
            .indices()
            .chain(beside(part, seen, index))
            .find(|&other| other != index && seen[other].is_sure_person() && seen[other].hit.kind != Kind::Policy);
        if let Some(person) = person {
            weighed.raise(weight.person);
            weighed.evidence.push(Evidence::Neighbour(seen[person].hit.kind, seen[person].hit.span));
        } else if weight.person > weight.alone && is_headed_by_a_person(part, one.hit.span) {
            weighed.severity = weight.person;
            weighed.evidence.push(Evidence::Label);
        } else if weight.person > weight.alone
            && let Some(cue) = self.somebodys(site, cues)
        {
            weighed.severity = weight.person;
            weighed.evidence.push(cue);
        } else if one.hit.kind.is_personal_number() && one.hit.certainty == Certainty::Weak && one.hit.named.is_none() {
            // Chance gives such numbers, too, and nothing around says that it is somebody's.
            weighed.severity = weight.alone.min(Severity::Review);
        }
        weighed
    }

    /// The words before a number give it to a body: «betales til kommunens konto».
    fn is_a_bodys(&self, site: &Site<'_, '_>, cues: &mut LastSentence) -> bool {
        /// Words between, the one for what the number is among them.
        const BETWEEN: usize = 2;
        let one = site.own().hit;
        if !matches!(one.kind, Kind::Kontonummer | Kind::Iban | Kind::Telefon) {
            return false;
        }
        let text: &[u8] = &site.part.text;
        let (cues, _) = cues.persons(text, site.around.sentence, &self.cues);
        cues.iter().any(|cue| {
            cue.class == Class::PublicOwner
                && cue.span.end <= one.span.start
                && words_between(text, cue.span.end, one.span.start) <= BETWEEN
        })
    }

    /// A word in the sentence that says whose the number is: «søkerens kontonummer», «hun kan nås på», «ditt telefonnummer».
    fn somebodys(&self, site: &Site<'_, '_>, cues: &mut LastSentence) -> Option<Evidence> {
        let text: &[u8] = &site.part.text;
        let span = site.own().hit.span;
        let (cues, _) = cues.persons(text, site.around.sentence, &self.cues);
        cues.iter().filter(|cue| !cue.span.overlaps(span)).find_map(|cue| match cue.class {
            Class::PersonRole => Some(Evidence::PersonRole(cue.span)),
            // «Sin» is whose the sentence says, be it a firm.
            Class::Pronoun if is_reflexive(cue.span.of(text)) => None,
            Class::Pronoun => Some(Evidence::Pronoun(cue.span)),
            Class::FirstPerson if self.writer_is_private(site) => Some(Evidence::Pronoun(cue.span)),
            Class::SecondPerson if site.letter.is_some() && cue.span.end <= span.start => {
                let possessive = cue.span.of(text).to_ascii_lowercase();
                let owns = [&b"din"[..], b"ditt", b"dine", b"your"].contains(&&*possessive);
                (owns && words_between(text, cue.span.end, span.start) <= 4).then_some(Evidence::Pronoun(cue.span))
            }
            _ => None,
        })
    }

    /// The person named last before the hit, not too far from it, is a private one: «eg» is that person, not an official.
    fn writer_is_private(&self, site: &Site<'_, '_>) -> bool {
        let from = site.own().hit.span.start;
        let names =
            site.seen[..site.index].iter().rev().take_while(|other| other.hit.span.end + sentence::LONGEST >= from);
        names
            .filter(|other| other.hit.near)
            .find(|other| other.official.is_some() || other.is_sure_person())
            .is_some_and(Seen::is_sure_person)
    }

    fn finding(
        &self,
        part: &Part<'_>,
        marks: &[Hit],
        one: &Seen,
        weighed: Weighed,
        lines: &mut LineCounter,
    ) -> Finding {
        let rule = usize::from(one.hit.rule);
        let confidence = confidence::of(&one.hit, &weighed.evidence);
        self.finding_at(part, marks, Place { span: one.hit.span, kind: one.hit.kind, rule }, lines, |finding| {
            finding.severity = weighed.severity;
            finding.confidence = confidence;
            finding.synthetic = one.hit.synthetic;
            finding.evidence = weighed.evidence;
        })
    }

    /// A finding at a place, made whole by `fill`; its evidence is given in bytes of the part and turned into the segment's.
    fn finding_at(
        &self,
        part: &Part<'_>,
        marks: &[Hit],
        place: Place,
        lines: &mut LineCounter,
        fill: impl FnOnce(&mut Finding),
    ) -> Finding {
        let segment = part.segment_at(place.span.start);
        let place = Place { span: part.in_its_block(place.span), ..place };
        let field = part.field_of(segment, place.span.start);
        let rule = &self.rules.rules[place.rule];
        let mut finding = Finding {
            kind: place.kind,
            rule: rule.id.clone(),
            severity: Severity::Note,
            confidence: 0.0,
            basis: self.weights[place.rule].basis.clone(),
            part: segment.map_or(part.role, |segment| segment.role),
            location: part.location(segment, lines, place.span),
            span: part.counted(segment, place.span),
            text: String::from_utf8_lossy(place.span.of(&part.text)).into_owned(),
            context: context::around(&part.text, field, place.span, around_place(marks, place.span)),
            evidence: Vec::new(),
            synthetic: false,
            entry: segment.filter(|s| (s.record as usize) < part.entries.len()).map(|s| s.record),
            joins: None,
        };
        fill(&mut finding);
        let origin = part.counted(segment, field).start;
        let counted = |span: Span| {
            field.covers(span).then(|| Span::new(span.start - field.start + origin, span.end - field.start + origin))
        };
        finding.context.start += origin;
        finding.evidence = finding.evidence.iter().filter_map(|&evidence| in_field(evidence, counted)).collect();
        finding
    }
}

/// Where a finding stands, in bytes of the part.
#[derive(Debug, Clone, Copy)]
struct Place {
    span: Span,
    kind: Kind,
    rule: usize,
}

/// The hits that may stand in the context of `span`: none is longer than [`LONGEST_HIT`].
fn around_place(hits: &[Hit], span: Span) -> impl Iterator<Item = (Span, Kind)> + '_ {
    let first = hits.partition_point(|other| other.span.start + LONGEST_HIT < span.start);
    hits[first..].iter().map(|hit| (hit.span, hit.kind))
}

/// Hits within `distance` bytes of hit `index`.
fn within(seen: &[Seen], index: usize, distance: usize) -> impl Iterator<Item = usize> + '_ {
    let at = seen[index].hit.span;
    let first = seen.partition_point(move |other| other.hit.span.start + distance < at.start);
    (first..seen.len()).take_while(move |&other| seen[other].hit.span.start <= at.end + distance)
}

/// Hits within [`BESIDE`] bytes of hit `index` that no empty line parts from it, in running text.
fn beside<'s>(part: &'s Part<'_>, seen: &'s [Seen], index: usize) -> impl Iterator<Item = usize> + 's {
    let at = seen[index].hit.span;
    let running = part.segments.is_empty();
    within(seen, index, BESIDE).filter(move |&other| {
        let span = seen[other].hit.span;
        let (from, to) = (span.end.min(at.end), span.start.max(at.start));
        running && !part.text[from..to.max(from)].windows(2).any(|pair| pair == b"\n\n")
    })
}

/// «familien Dahir», «FAM. DAHIR»: a surname alone, but surely one.
fn is_a_familys(before: &[u8]) -> bool {
    const WORDS: [&[u8]; 5] = [b"familien", b"familie", b"fam.", b"fam", b"ekteparet"];
    let before = before.strip_suffix(b" ").unwrap_or_default();
    WORDS.iter().any(|word| {
        let Some(at) = before.len().checked_sub(word.len()) else { return false };
        before[at..].eq_ignore_ascii_case(word) && !at.checked_sub(1).is_some_and(|at| is_word_byte(before[at]))
    })
}

/// The place lies in one of `entries`.
fn is_in(part: &Part<'_>, at: Span, entries: &HashSet<u32>) -> bool {
    !entries.is_empty() && part.segment_at(at.start).is_some_and(|segment| entries.contains(&segment.record))
}

/// The hits to weigh, and those in titles of a running journal that only the body sees.
fn public_hits<'h>(part: &Part<'_>, hits: &'h [Hit]) -> (Cow<'h, [Hit]>, Vec<Hit>) {
    let internal = journal::internal_of_running_journal(part);
    if !internal.contains(&true) {
        return (Cow::Borrowed(hits), Vec::new());
    }
    let is_internal = |hit: &Hit| {
        let segment = part.segments.partition_point(|segment| segment.start as usize <= hit.span.start);
        segment.checked_sub(1).and_then(|at| internal.get(at)).copied().unwrap_or(false)
    };
    let (aside, public): (Vec<Hit>, Vec<Hit>) = hits.iter().copied().partition(is_internal);
    (Cow::Owned(public), aside)
}

/// The name is marked so that nobody finds it by searching (noark-5.2.33): `<personnavn>` around it, or a field that eInnsyn itself
/// hides after a year.
fn is_unsearchable(part: &Part<'_>, name: Span) -> bool {
    let Some(field) = part.segment_at(name.start) else { return false };
    /// Bytes before a name in which its mark begins.
    const BEFORE: usize = 400;
    let before = &part.text[(field.start as usize).max(name.start.saturating_sub(BEFORE))..name.start];
    let last = |sign: &str| memchr::memmem::rfind(before, sign.as_bytes());
    let is_open = |open: &str, close: &str| last(open) > last(close);
    journal::is_sensitive_twin(&field.label)
        || field.label.eq_ignore_ascii_case("personnavn")
        || is_open("<personnavn>", "</personnavn>")
        || is_open("data-nosnippet", "</")
}

/// The field is the code by which cases are filed: whoever stands in it is what the case is about.
fn is_object_code(part: &Part<'_>, at: Span) -> bool {
    const LABELS: [&str; 9] = [
        "klasseid",
        "kl.ordnverdi",
        "kl_ordnverdi",
        "ordningsverdi",
        "klasse",
        "klassering",
        "arkivkode",
        "arkivnøkkel",
        "objektkode",
    ];
    !part.entries.is_empty()
        && part.segment_at(at.start).is_some_and(|segment| LABELS.contains(&segment.label.to_lowercase().as_str()))
}

/// The evidence with its span as `inside` counts it; what stands in another field keeps its kind alone, and a cue there says nothing.
fn in_field(evidence: Evidence, inside: impl Fn(Span) -> Option<Span>) -> Option<Evidence> {
    Some(match evidence {
        Evidence::Cue(span) => Evidence::Cue(inside(span)?),
        Evidence::Neighbour(kind, span) => Evidence::Neighbour(kind, inside(span).unwrap_or(Span::new(0, 0))),
        Evidence::PersonRole(span) => Evidence::PersonRole(inside(span)?),
        Evidence::Pronoun(span) => Evidence::Pronoun(inside(span)?),
        Evidence::Negated(span) => Evidence::Negated(inside(span)?),
        Evidence::Generic(span) => Evidence::Generic(inside(span)?),
        Evidence::Official(span) => Evidence::Official(inside(span)?),
        plain => plain,
    })
}

fn is_reflexive(pronoun: &[u8]) -> bool {
    ["sin", "sitt", "sine"].iter().any(|reflexive| pronoun.eq_ignore_ascii_case(reflexive.as_bytes()))
}

/// Roles whose fields are looked at as one with the others of their record.
fn is_field(part: &Part<'_>, segment: &Segment) -> bool {
    const LONGEST_FIELD: u32 = 300;
    let short = segment.end - segment.start <= LONGEST_FIELD;
    short && (!part.entries.is_empty() || !segment.label.is_empty() && segment.role != Role::Comment)
}
