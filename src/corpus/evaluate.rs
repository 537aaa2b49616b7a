//! Answers and claims brought together, document by document: texts are read one at a time.

use super::answers::{Answer, Answers, Labelled};
use super::cleaned::{self, Cleaned, Copy, Survivor};
use super::findings::{Claim, Claims};
use super::listing::{Item, Lister};
use super::matching::{Judgement, Outcome, PlacedAnswer, PlacedClaim, Rule, judge};
use super::measure::Counter;
use super::placing::{Paths, place_answer, place_claim};
use super::score::{Bin, Group, Held, Point, Row, Score, SeverityRow};
use super::text::Text;
use super::{CorpusError, Origin};
use crate::model::{Kind, Severity};
use crate::report::Masker;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What a claim beside all answers is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beside {
    /// Wrong: the answers are complete for the kinds that they hold.
    FalseAlarm,
    /// Not judged: the answers mark what must and what must not be found, and pass over the rest.
    Unjudged,
}

/// How to evaluate.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the documents lie that the answers name.
    pub documents: Option<PathBuf>,
    /// Only these kinds; all that the answers hold, if empty.
    pub kinds: BTreeSet<Kind>,
    /// Claims below it are left out. Those without severity stay.
    pub min_severity: Option<Severity>,
    /// What a claim beside all answers is; if `None`, unjudged where the answers have traps.
    pub beside: Option<Beside>,
    /// The cleaned copy to search.
    pub cleaned: Option<PathBuf>,
    /// Misses, false alarms and survivors that are listed, of each so many.
    pub limit: usize,
    /// Values stand unmasked.
    pub reveal: bool,
    /// Of the intervals by resampling.
    pub seed: u64,
}

/// What came of it. Shares lie between 0 and 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Documents that the answers name.
    pub documents: usize,
    /// Answers, traps not counted.
    pub answers: usize,
    /// Claims in the findings file, of kinds that we know.
    pub claims: usize,
    /// Claims left out because they are below the least severity.
    pub below: usize,
    /// Claims in documents that the answers do not name.
    pub elsewhere: usize,
    /// Claims of which the answers say nothing.
    pub unjudged: usize,
    /// Claims of entities that are none of our kinds.
    pub left_out: usize,
    /// Entities that nobody knows, with how often they occur.
    pub unknown_entities: BTreeMap<String, usize>,
    /// Documents that the program did not read in full.
    pub unread: usize,
    /// The findings file came to its end.
    pub is_whole: bool,
    /// What a claim beside all answers was.
    pub beside: Beside,
    /// By kind, in the contract's order.
    pub kinds: Vec<Row>,
    /// All together.
    pub micro: Row,
    /// The mean of the kinds that have answers, by overlap …
    pub macro_overlap: Score,
    /// … and to the byte.
    pub macro_exact_span: Score,
    /// Answers at which something was found, of whatever kind.
    pub found_as_any_kind: usize,
    /// Traps.
    pub traps: usize,
    /// Traps that were hit.
    pub traps_hit: usize,
    /// Recall by group.
    pub groups: Vec<Group>,
    /// Answers by the severity they ask for.
    pub severities: Vec<SeverityRow>,
    /// Documents held back.
    pub held: Option<Held>,
    /// Claims by confidence.
    pub reliability: Vec<Bin>,
    /// Mean distance between confidence and the share that is right.
    pub calibration_error: Option<f64>,
    /// By least confidence.
    pub curve: Vec<Point>,
    /// Precision weighted by the recall that each step of the curve adds.
    pub average_precision: Option<f64>,
    /// Answers that were not found, as many as are asked for.
    pub misses: Vec<Item>,
    /// Claims that are wrong, as many as are asked for.
    pub false_alarms: Vec<Item>,
    /// What survives in the cleaned copy.
    pub cleaned: Option<Cleaned>,
}

/// Holds `claims` against `answers`.
///
/// # Errors
/// A document that is needed cannot be read; an answer or a claim does not lie in its document.
pub fn evaluate(answers: &Answers, claims: &Claims, options: &Options) -> Result<Evaluation, CorpusError> {
    let beside = options.beside.unwrap_or(match answers.have_traps() {
        true => Beside::Unjudged,
        false => Beside::FalseAlarm,
    });
    let mut run = Run {
        answers,
        claims,
        options,
        rule: Rule {
            held: held_kinds(answers, options),
            only_held: !options.kinds.is_empty(),
            beside_is_wrong: beside == Beside::FalseAlarm,
        },
        counter: Counter::default(),
        misses: Vec::new(),
        false_alarms: Vec::new(),
        copy: options.cleaned.as_deref().map(Copy::at).transpose()?,
        cleaned: Cleaned::default(),
    };
    let is_kept =
        |claim: &Claim| claim.severity.is_none_or(|own| options.min_severity.is_none_or(|least| own >= least));
    let kept: Vec<&Claim> = claims.claims.iter().filter(|claim| is_kept(claim)).collect();
    let (by_document, elsewhere) = sort(answers, claims, &kept)?;
    for (document, claims) in answers.documents.iter().zip(by_document) {
        run.document(document, &claims)?;
    }
    let Run { counter, misses, false_alarms, copy, cleaned, .. } = run;
    let (kinds, micro, [macro_overlap, macro_exact_span]) = counter.rows(options.seed);
    let (reliability, calibration_error) = counter.reliability();
    let (curve, average_precision) = counter.curve();
    Ok(Evaluation {
        documents: answers.documents.len(),
        answers: counter.touched.0,
        claims: claims.claims.len(),
        below: claims.claims.len() - kept.len(),
        elsewhere,
        unjudged: counter.unjudged,
        left_out: claims.left_out,
        unknown_entities: claims.unknown.clone(),
        unread: claims.unread,
        is_whole: claims.is_whole,
        beside,
        kinds,
        micro,
        macro_overlap,
        macro_exact_span,
        found_as_any_kind: counter.touched.1,
        traps: counter.traps.0,
        traps_hit: counter.traps.1,
        groups: counter.groups(),
        severities: counter.severities(),
        held: counter.held(),
        reliability,
        calibration_error,
        curve,
        average_precision,
        misses,
        false_alarms,
        cleaned: copy.map(|_| cleaned),
    })
}

/// The kinds that answers hold and the user asks for.
fn held_kinds(answers: &Answers, options: &Options) -> BTreeSet<Kind> {
    let all = answers.documents.iter().flat_map(|document| &document.answers);
    let held = all.filter(|answer| !answer.trap).filter_map(|answer| answer.kind);
    held.filter(|kind| options.kinds.is_empty() || options.kinds.contains(kind)).collect()
}

/// Claims by document of the answers, and how many are about others.
fn sort<'c>(
    answers: &Answers,
    claims: &Claims,
    kept: &[&'c Claim],
) -> Result<(Vec<Vec<&'c Claim>>, usize), CorpusError> {
    let mut by_document = vec![Vec::new(); answers.documents.len()];
    let mut elsewhere = 0;
    let mut paths = Paths::of(answers);
    for &claim in kept {
        let number =
            paths.document(&claim.whose).map_err(|reason| CorpusError::at(&claims.path, claim.origin, reason))?;
        match number {
            Some(number) => by_document[number].push(claim),
            None => elsewhere += 1,
        }
    }
    Ok((by_document, elsewhere))
}

/// An evaluation under way.
struct Run<'a> {
    answers: &'a Answers,
    claims: &'a Claims,
    options: &'a Options,
    rule: Rule,
    counter: Counter,
    misses: Vec<Item>,
    false_alarms: Vec<Item>,
    copy: Option<Copy>,
    cleaned: Cleaned,
}

impl Run<'_> {
    fn document(&mut self, document: &Labelled, claims: &[&Claim]) -> Result<(), CorpusError> {
        let text = self.text(document)?;
        let is_asked_for = |answer: &&Answer| match answer.kind {
            Some(kind) if !self.options.kinds.is_empty() => self.options.kinds.contains(&kind),
            _ => true,
        };
        // Other programs count in the file, we in its fields.
        let in_file = !claims.is_empty() && claims.iter().all(|claim| !claim.spot.is_segment() && !claim.is_name);
        let mut answers = Vec::new();
        for answer in document.answers.iter().filter(is_asked_for) {
            let places = place_answer(answer, &text, in_file)
                .map_err(|reason| CorpusError::at(&self.answers.path, Origin::Line(answer.line), reason))?;
            answers.push(PlacedAnswer { answer, places });
        }
        let mut placed = Vec::new();
        for &claim in claims {
            let place = place_claim(claim, &text, &document.path)
                .map_err(|reason| CorpusError::at(&self.claims.path, claim.origin, reason))?;
            placed.push(PlacedClaim { claim, place });
        }
        let outcome = judge(&answers, &placed, &self.rule);
        self.counter.add(&answers, &placed, &outcome, document.held, &self.rule.held);
        let lister = Lister::new(Masker::new(self.options.reveal), &document.path, &text, &answers, &placed);
        self.list(&lister, &answers, &placed, &outcome);
        self.search_copy(document, &lister, &text, &answers)
    }

    fn text(&self, document: &Labelled) -> Result<Text, CorpusError> {
        match (&document.inline, &self.options.documents) {
            (Some(inline), _) => Ok(Text::extract(&document.path, inline.as_bytes())),
            (None, Some(folder)) => Text::read(folder, &document.path)
                .map_err(|error| CorpusError::file(&folder.join(&document.path), error)),
            (None, None) => Ok(Text::unknown(&document.path)),
        }
    }

    fn list(
        &mut self,
        lister: &Lister<'_>,
        answers: &[PlacedAnswer<'_>],
        claims: &[PlacedClaim<'_>],
        outcome: &Outcome,
    ) {
        for (placed, fate) in answers.iter().zip(&outcome.fates) {
            let (answer, Some(kind)) = (placed.answer, placed.answer.kind) else { continue };
            if answer.trap || fate.pair.is_some() || self.misses.len() >= self.options.limit {
                continue;
            }
            let Some(&place) = placed.places.first() else { continue };
            self.misses.push(Item {
                severity: answer.severity,
                others: fate.taken_for.clone(),
                covered: fate.is_covered,
                line: answer.line,
                ..lister.item(place, kind, answer.text.as_deref())
            });
        }
        for (number, (placed, judgement)) in claims.iter().zip(&outcome.judgements).enumerate() {
            let Judgement::Wrong { trap } = judgement else { continue };
            let (claim, Some(&kind)) = (placed.claim, placed.claim.kinds.first()) else { continue };
            if self.false_alarms.len() >= self.options.limit {
                break;
            }
            let under = outcome.confused.iter().filter(|(claim, _)| *claim == number);
            self.false_alarms.push(Item {
                severity: claim.severity,
                confidence: claim.confidence,
                others: under.filter_map(|(_, answer)| answers[*answer].answer.kind).collect(),
                trap: trap.is_some(),
                line: match claim.origin {
                    Origin::Line(number) | Origin::Result(number) => number,
                },
                ..lister.item(placed.place, kind, claim.shown.as_deref())
            });
        }
    }

    fn search_copy(
        &mut self,
        document: &Labelled,
        lister: &Lister<'_>,
        text: &Text,
        answers: &[PlacedAnswer<'_>],
    ) -> Result<(), CorpusError> {
        let Some(copy) = &self.copy else { return Ok(()) };
        let Some(mut copy) = copy.document(&document.path)? else {
            self.cleaned.absent += 1;
            self.cleaned.values += answers.iter().filter(|placed| is_looked_for(placed)).count();
            return Ok(());
        };
        self.cleaned.unread += usize::from(!copy.is_whole);
        for placed in answers.iter().filter(|placed| is_looked_for(placed)) {
            let (answer, Some(kind), Some(&place)) = (placed.answer, placed.answer.kind, placed.places.first()) else {
                continue;
            };
            let value = match &answer.text {
                Some(value) => value.clone(),
                None if text.is_known() => String::from_utf8_lossy(text.at(place)).into_owned(),
                None => return Err(cleaned::without_value(&self.answers.path, answer.line)),
            };
            self.cleaned.values += 1;
            let times = copy.count(kind, &value);
            self.cleaned.survivors += usize::from(times > 0);
            if times > 0 && self.cleaned.listed.len() < self.options.limit {
                let item = lister.item(place, kind, Some(&value));
                let item = Item { severity: answer.severity, line: answer.line, ..item };
                self.cleaned.listed.push(Survivor { times, item });
            }
        }
        Ok(())
    }
}

fn is_looked_for(placed: &PlacedAnswer<'_>) -> bool {
    !placed.answer.trap && placed.answer.kind.is_some_and(cleaned::is_value)
}
