//! A person joined to a telling matter: a finding of its own, once for every name in a sentence or record.

use super::neighbours::Neighbourhood;
use super::{Assessor, Place, Seen};
use crate::model::{Certainty, Evidence, Finding, Hit, Kind, LineCounter, Part, Severity, Span};
use std::collections::BTreeMap;

/// What was joined so far.
#[derive(Default)]
pub struct Connections {
    /// By name's index: the index of the telling term nearest to it, and how severe that is.
    joined: BTreeMap<usize, (usize, Severity)>,
    /// Names of the same sentence or record share the matter.
    also: Vec<(usize, (usize, Severity))>,
}

impl Connections {
    /// Term `term`, as severe as it was weighed, is joined to name `name`, and to every other private name of its neighbourhood; in
    /// prose less surely to those.
    pub fn join(&mut self, around: &Neighbourhood, term: usize, name: usize, severity: Severity) {
        self.joined.entry(name).or_insert((term, severity));
        let others = if around.is_field { severity } else { severity.min(Severity::Review) };
        if around.is_field || severity == Severity::Stop {
            let also = around.indices().filter(|&other| other != name && other != term);
            self.also.extend(also.map(|other| (other, (term, others))));
        }
    }

    /// Term `term` heads a list of persons, `names`.
    pub fn join_listed(&mut self, term: usize, names: &[usize], severity: Severity) {
        for &name in names {
            self.joined.entry(name).or_insert((term, severity));
        }
    }

    /// Writes the findings and gives the names that are joined.
    pub fn report(
        mut self,
        assessor: &Assessor,
        part: &Part<'_>,
        seen: &[Seen],
        marks: &[Hit],
        lines: &mut LineCounter,
        findings: &mut Vec<(usize, Finding)>,
    ) -> Vec<usize> {
        let Some(rule) = assessor.connection.map(usize::from) else { return Vec::new() };
        for (name, matter) in self.also {
            if seen[name].hit.kind == Kind::Personnavn && seen[name].is_sure_person() {
                self.joined.entry(name).or_insert(matter);
            }
        }
        let weight = assessor.weights[rule].severity.person;
        let joined = self.joined.keys().copied().collect();
        if !assessor.selection.wants(Kind::Connection) {
            return joined;
        }
        for (name, (term, severity)) in self.joined {
            let (person, matter) = (seen[name].hit, seen[term].hit);
            let person_segment = part.segment_at(person.span.start);
            let whole = Span::new(person.span.start.min(matter.span.start), person.span.end.max(matter.span.end));
            let together = person_segment.is_none_or(|segment| segment.span().covers(matter.span))
                && person.span.start.abs_diff(matter.span.start) <= 400
                && part.in_its_block(whole) == whole;
            let span = if together { whole } else { person.span };
            let sure = person.certainty > Certainty::Weak || seen[name].repeated;
            // What takes the matter down, the policy or general speech, takes the joint down, too.
            let matter_severity = severity.min(assessor.weights[usize::from(matter.rule)].severity.person);
            let place = Place { span, kind: Kind::Connection, rule };
            let finding = assessor.finding_at(part, marks, place, lines, |finding| {
                finding.severity = if sure { weight.min(matter_severity) } else { Severity::Review };
                finding.confidence = if sure { 0.85 } else { 0.5 };
                finding.evidence = vec![
                    Evidence::Neighbour(Kind::Personnavn, person.span),
                    Evidence::Neighbour(matter.kind, matter.span),
                ];
                let from = finding.span.start;
                let counted =
                    |inside: Span| Span::new(from + inside.start - span.start, from + inside.end - span.start);
                finding.joins = together.then(|| (counted(person.span), counted(matter.span)));
            });
            findings.push((span.start, finding));
        }
        joined
    }
}
