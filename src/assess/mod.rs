//! Hits weighed with their surroundings: findings.
//!
//! A number speaks for itself; a telling term says little alone and much beside a person; a name is a note until it is joined to a
//! telling matter ([`connection`]). What counts as beside: the sentence in running text; the row, the record, the journal post in
//! tables and journals. Officials are not private persons ([`persons`]). The policy has the last word on severity.

mod confidence;
mod connection;
mod context;
mod cues;
mod neighbours;
mod persons;

use crate::detect::{Selection, sentence, words};
use crate::model::{Certainty, Evidence, Finding, Group, Hit, Kind, LineCounter, Part, Role, Segment, Severity, Span};
use crate::rules::{Rules, SeverityByContext};
use cues::{Class, ContextCue, ContextCues};
use neighbours::{Neighbourhood, Neighbours};
use persons::{Officials, stands_for_a_person};
use std::sync::Arc;

/// Bytes on either side within which an address, a telephone or an account belongs to the person named: a letter's head.
const BESIDE: usize = 200;

/// Weighs hits by the rules in force. Shared by all workers.
pub struct Assessor {
    rules: Arc<Rules>,
    cues: ContextCues,
    officials: Officials,
    selection: Selection,
    /// Numbers of the test series count like real ones.
    synthetic_is_real: bool,
    connection: Option<u16>,
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
}

impl Seen {
    /// A private person, named or numbered.
    fn is_private_person(&self) -> bool {
        self.hit.kind == Kind::Personnavn && self.official.is_none() || stands_for_a_person(&self.hit)
    }

    fn is_sure_person(&self) -> bool {
        self.is_private_person() && (self.hit.kind != Kind::Personnavn || self.hit.certainty > Certainty::Weak)
    }
}

/// The severity of a hit and why.
struct Weighed {
    severity: Severity,
    evidence: Vec<Evidence>,
    /// The private person's name that a telling term is joined to.
    joined: Option<usize>,
}

impl Assessor {
    /// An assessor for `rules`.
    ///
    /// # Errors
    /// More cue phrases than an automaton can hold.
    pub fn new(
        rules: Arc<Rules>,
        selection: Selection,
        synthetic_is_real: bool,
    ) -> Result<Self, aho_corasick::BuildError> {
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
        Ok(Assessor {
            cues: ContextCues::new(&rules)?,
            officials: Officials::new(&rules),
            connection: rules.index_of("connection"),
            weights,
            selection,
            synthetic_is_real,
            rules,
        })
    }

    /// The findings of `part`, in order of place. `hits` are all hits of it, in order. `Finding::entry` is the index among the
    /// part's entries, lines count from the part's first.
    pub fn assess(&self, part: &Part<'_>, hits: &[Hit]) -> Vec<Finding> {
        if hits.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let seen: Vec<Seen> = hits
            .iter()
            .map(|&hit| {
                let is_name = hit.kind == Kind::Personnavn;
                let official =
                    if is_name { self.officials.official(part, hit.span, &self.cues, &mut found) } else { None };
                Seen { hit, official }
            })
            .collect();
        let neighbours = Neighbours::new(part, &seen);
        let mut cues = SentenceCues::default();
        let mut findings = Vec::with_capacity(hits.len());
        let mut lines = LineCounter::default();
        let mut connections = connection::Connections::default();
        for (index, one) in seen.iter().enumerate() {
            let around = neighbours.of(part, &seen, index);
            let weighed = self.weigh(part, &seen, index, &around, &neighbours, &mut cues);
            if let Some(name) = weighed.joined {
                connections.join(&around, index, name);
            }
            if self.selection.wants(one.hit.kind) {
                findings.push(self.finding(part, &seen, one, weighed, &mut lines));
            }
        }
        if self.selection.wants(Kind::Connection) {
            connections.report(self, part, &seen, &mut lines, &mut findings);
        }
        findings.sort_by_key(|finding| finding.span.start);
        self.in_order_of_place(part, findings)
    }

    /// Spans of findings are bytes in their segments; order is that of the part.
    fn in_order_of_place(&self, _part: &Part<'_>, findings: Vec<Finding>) -> Vec<Finding> {
        findings
    }

    fn weigh(
        &self,
        part: &Part<'_>,
        seen: &[Seen],
        index: usize,
        around: &Neighbourhood,
        neighbours: &Neighbours,
        cues: &mut SentenceCues,
    ) -> Weighed {
        let one = &seen[index];
        let mut evidence = vec![one.hit.form];
        evidence.extend(one.hit.named.filter(|named| *named != one.hit.form));
        let mut weighed = match one.hit.kind.group() {
            Group::Terms => self.weigh_term(part, seen, index, around, neighbours, cues),
            Group::Identifiers => self.weigh_identifier(part, seen, index, around),
            _ => Weighed { severity: self.weight(one).alone, evidence: Vec::new(), joined: None },
        };
        if let Some(official) = one.official {
            weighed.evidence.push(Evidence::Official(official));
        }
        evidence.append(&mut weighed.evidence);
        if one.hit.synthetic && !self.synthetic_is_real {
            weighed.severity = Severity::Note;
        }
        Weighed { evidence, ..weighed }
    }

    fn weight(&self, one: &Seen) -> SeverityByContext {
        self.weights[usize::from(one.hit.rule)].severity
    }

    fn weigh_identifier(&self, part: &Part<'_>, seen: &[Seen], index: usize, around: &Neighbourhood) -> Weighed {
        let one = &seen[index];
        let weight = self.weight(one);
        let mut severity = weight.alone;
        let mut evidence = Vec::new();
        let is_number = one.hit.kind.is_personal_number();
        let address = one.hit.kind == Kind::Epost && self.officials.is_public_address(one.hit.span.of(&part.text));
        let person = around
            .indices()
            .chain(beside(part, seen, index))
            .find(|&other| other != index && seen[other].is_sure_person() && seen[other].hit.kind != Kind::Policy);
        if let Some(person) = person.filter(|_| !address) {
            severity = severity.max(weight.person);
            evidence.push(Evidence::Neighbour(seen[person].hit.kind, seen[person].hit.span));
        } else if is_number && one.hit.certainty == Certainty::Weak && one.hit.named.is_none() {
            // Chance gives such numbers, too, and nothing around says that it is somebody's.
            severity = severity.min(Severity::Review);
        }
        Weighed { severity, evidence, joined: None }
    }

    fn weigh_term(
        &self,
        part: &Part<'_>,
        seen: &[Seen],
        index: usize,
        around: &Neighbourhood,
        neighbours: &Neighbours,
        cues: &mut SentenceCues,
    ) -> Weighed {
        let one = &seen[index];
        let weight = self.weight(one);
        let mut evidence = Vec::new();
        let cues = cues.of(part, around.sentence, &self.cues);
        let own = |cue: &&ContextCue| !one.hit.span.overlaps(cue.span);
        let first = |class: Class| cues.iter().filter(own).find(move |cue| cue.class == class);
        let name =
            nearest(seen, index, around, |other| other.hit.kind == Kind::Personnavn && other.is_private_person());
        let number = nearest(seen, index, around, |other| stands_for_a_person(&other.hit));
        let role = first(Class::PersonRole).copied();
        let pronoun = first(Class::Pronoun).copied();
        let in_title = around.is_field;
        let mut severity = weight.alone;
        if let Some(at) = name.into_iter().chain(number).max_by_key(|&at| seen[at].is_sure_person()) {
            let sure = seen[at].is_sure_person();
            severity = severity.max(if sure { weight.person } else { weight.person.min(Severity::Review) });
            evidence.push(Evidence::Neighbour(seen[at].hit.kind, seen[at].hit.span));
        } else if let Some(cue) = role.or(pronoun).filter(|_| !in_title) {
            // «Pasienten», «hun»: somebody, if somebody has been named.
            let somebody = neighbours.person_within(one.hit.span, sentence::LONGEST, seen);
            let by_cue = if somebody { weight.person } else { weight.person.min(Severity::Review) };
            severity = severity.max(by_cue);
            evidence.push(match cue.class {
                Class::PersonRole => Evidence::PersonRole(cue.span),
                _ => Evidence::Pronoun(cue.span),
            });
            if !somebody && (first(Class::Generic).is_some() || first(Class::Plan).is_some()) {
                severity = weight.alone;
            }
        }
        let mut joined = name;
        if severity > weight.alone {
            if let Some(cue) = generic_before(&part.text, cues, one.hit.span) {
                severity = if in_title { lower(severity) } else { weight.alone };
                evidence.push(Evidence::Generic(cue));
                joined = joined.filter(|_| severity == Severity::Stop);
            } else if let Some(cue) = first(Class::Generic).filter(|_| !in_title) {
                severity = lower(severity);
                evidence.push(Evidence::Generic(cue.span));
            }
            if let Some(cue) = negation_before(&part.text, cues, one.hit.span) {
                severity = lower(severity);
                evidence.push(Evidence::Negated(cue));
            }
            severity = severity.max(weight.alone);
        }
        let joined = joined.filter(|_| severity > Severity::Note);
        Weighed { severity, evidence, joined }
    }

    fn finding(
        &self,
        part: &Part<'_>,
        seen: &[Seen],
        one: &Seen,
        weighed: Weighed,
        lines: &mut LineCounter,
    ) -> Finding {
        let rule = usize::from(one.hit.rule);
        let confidence = confidence::of(&one.hit, &weighed.evidence);
        self.finding_at(part, seen, Place { span: one.hit.span, kind: one.hit.kind, rule }, lines, |finding| {
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
        seen: &[Seen],
        place: Place,
        lines: &mut LineCounter,
        fill: impl FnOnce(&mut Finding),
    ) -> Finding {
        let segment = part.segment_at(place.span.start);
        let base = segment.map_or(0, |segment| segment.start as usize);
        let field = segment.map_or(Span::new(0, part.text.len()), |segment| segment.span());
        let rule = &self.rules.rules[place.rule];
        let mut finding = Finding {
            kind: place.kind,
            rule: rule.id.clone(),
            severity: Severity::Note,
            confidence: 0.0,
            basis: self.weights[place.rule].basis.clone(),
            part: segment.map_or(part.role, |segment| segment.role),
            location: part.location(segment, lines, place.span.start),
            span: Span::new(place.span.start - base, place.span.end - base),
            text: String::from_utf8_lossy(place.span.of(&part.text)).into_owned(),
            context: context::around(&part.text, field, place.span, seen.iter().map(|s| (s.hit.span, s.hit.kind))),
            evidence: Vec::new(),
            synthetic: false,
            entry: segment.filter(|s| (s.record as usize) < part.entries.len()).map(|s| s.record),
            joins: None,
        };
        fill(&mut finding);
        finding.evidence = finding.evidence.iter().filter_map(|&evidence| in_segment(evidence, field)).collect();
        if segment.is_none() {
            finding.span = Span::new(finding.span.start + part.origin, finding.span.end + part.origin);
            finding.evidence.iter_mut().for_each(|evidence| shift(evidence, part.origin));
        }
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

/// The cues of the sentence looked at last: hits of one sentence follow each other.
#[derive(Default)]
struct SentenceCues {
    sentence: Option<Span>,
    cues: Vec<ContextCue>,
}

impl SentenceCues {
    fn of(&mut self, part: &Part<'_>, sentence: Span, automaton: &ContextCues) -> &[ContextCue] {
        if self.sentence != Some(sentence) {
            automaton.find(&part.text, sentence, &mut self.cues);
            self.sentence = Some(sentence);
        }
        &self.cues
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

/// Hits within [`BESIDE`] bytes of hit `index` that no empty line parts from it, in running text.
fn beside<'s>(part: &'s Part<'_>, seen: &'s [Seen], index: usize) -> impl Iterator<Item = usize> + 's {
    let at = seen[index].hit.span;
    let running = part.segments.is_empty();
    let first = seen.partition_point(move |other| other.hit.span.start + BESIDE < at.start);
    (first..seen.len()).take_while(move |&other| running && seen[other].hit.span.start <= at.end + BESIDE).filter(
        move |&other| {
            let span = seen[other].hit.span;
            let between = Span::new(span.end.min(at.end), span.start.max(at.start).max(span.end.min(at.end)));
            !between.of(&part.text).windows(2).any(|pair| pair == b"\n\n")
        },
    )
}

/// A cue of general speech right before the term: «personer med demens».
fn generic_before(text: &[u8], cues: &[ContextCue], term: Span) -> Option<Span> {
    const WORDS_BETWEEN: usize = 3;
    cues.iter()
        .filter(|cue| cue.class == Class::Generic && cue.span.end <= term.start)
        .find(|cue| words_between(text, cue.span.end, term.start) <= WORDS_BETWEEN)
        .map(|cue| cue.span)
}

/// A negation in the few words before the term.
fn negation_before(text: &[u8], cues: &[ContextCue], term: Span) -> Option<Span> {
    const WORDS_BETWEEN: usize = 3;
    cues.iter()
        .filter(|cue| cue.class == Class::Negation && cue.span.end <= term.start)
        .find(|cue| words_between(text, cue.span.end, term.start) <= WORDS_BETWEEN)
        .map(|cue| cue.span)
}

/// Words between two places; many where punctuation parts them.
fn words_between(text: &[u8], from: usize, to: usize) -> usize {
    let between = &text[from..to];
    if between.len() > 60 || between.iter().any(|b| matches!(b, b'.' | b',' | b';' | b':')) {
        return usize::MAX;
    }
    between.split(|b| b.is_ascii_whitespace()).filter(|word| word.iter().any(|&b| words::is_word_byte(b))).count()
}

fn lower(severity: Severity) -> Severity {
    match severity {
        Severity::Stop => Severity::Review,
        Severity::Review | Severity::Note => Severity::Note,
    }
}

/// The evidence with its span in bytes of the segment `field`; what stands elsewhere keeps its kind alone, and a cue elsewhere
/// says nothing.
fn in_segment(evidence: Evidence, field: Span) -> Option<Evidence> {
    let inside = |span: Span| field.covers(span).then(|| Span::new(span.start - field.start, span.end - field.start));
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

fn shift(evidence: &mut Evidence, by: usize) {
    match evidence {
        Evidence::Cue(span)
        | Evidence::Neighbour(_, span)
        | Evidence::PersonRole(span)
        | Evidence::Pronoun(span)
        | Evidence::Negated(span)
        | Evidence::Generic(span)
        | Evidence::Official(span) => *span = Span::new(span.start + by, span.end + by),
        _ => {}
    }
}

/// Roles whose fields are looked at as one with the others of their record.
fn is_field(part: &Part<'_>, segment: &Segment) -> bool {
    const LONGEST_FIELD: u32 = 300;
    let short = segment.end - segment.start <= LONGEST_FIELD;
    short && (!part.entries.is_empty() || !segment.label.is_empty() && segment.role != Role::Comment)
}
