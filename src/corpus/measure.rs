//! The counts and what is reckoned from them: precision, recall and F1 by kind, recall by group, severities, reliability.

use super::matching::{Fate, Judgement, Outcome, PlacedAnswer, PlacedClaim};
use super::score::{Bin, Group, Held, Point, Row, Score, SeverityRow, Tally};
use super::statistics::{bootstrap, rounded, share, wilson};
use crate::model::{Kind, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is counted, document by document.
#[derive(Debug, Default)]
pub struct Counter {
    documents: Vec<BTreeMap<Kind, Tally>>,
    groups: BTreeMap<String, (usize, usize)>,
    severities: BTreeMap<Severity, (usize, usize, usize)>,
    held: Held,
    /// Confidence in thousandths, and whether the claim is right.
    judged: Vec<(u32, bool)>,
    sums: [f64; BINS],
    /// Answers, and those at which something was found, of whatever kind.
    pub touched: (usize, usize),
    /// Traps, and those that were hit.
    pub traps: (usize, usize),
    /// Claims of which the answers say nothing.
    pub unjudged: usize,
}

const BINS: usize = 10;

impl Counter {
    /// Counts one document. `held` is whether it must be held back, where that is said.
    pub fn add(
        &mut self,
        answers: &[PlacedAnswer<'_>],
        claims: &[PlacedClaim<'_>],
        outcome: &Outcome,
        held: Option<bool>,
        judged_kinds: &BTreeSet<Kind>,
    ) {
        let mut tallies: BTreeMap<Kind, Tally> = BTreeMap::new();
        for (placed, fate) in answers.iter().zip(&outcome.fates).filter(|(placed, _)| !placed.answer.trap) {
            let Some(kind) = placed.answer.kind else { continue };
            let tally = tallies.entry(kind).or_default();
            tally.answers += 1;
            tally.found += usize::from(fate.pair.is_some());
            tally.exact += usize::from(fate.pair.is_some_and(|(_, exact)| exact));
            self.answer(placed, fate);
        }
        let mut hit = BTreeSet::new();
        for (placed, judgement) in claims.iter().zip(&outcome.judgements) {
            let kinds = &placed.claim.kinds;
            let kind = kinds.iter().find(|kind| judged_kinds.contains(kind)).or(kinds.first()).copied();
            let Some(kind) = kind else { continue };
            match judgement {
                Judgement::Right { .. } => {}
                Judgement::Piece => tallies.entry(kind).or_default().pieces += 1,
                Judgement::Wrong { trap } => {
                    tallies.entry(kind).or_default().wrong += 1;
                    hit.extend(*trap);
                }
                Judgement::Unjudged => self.unjudged += 1,
            }
            self.confidence(placed.claim.confidence, judgement);
        }
        self.traps.0 += answers.iter().filter(|placed| placed.answer.trap).count();
        self.traps.1 += hit.len();
        if let Some(held) = held {
            let stopped = usize::from(claims.iter().any(|placed| placed.claim.severity == Some(Severity::Stop)));
            let (all, stops) = match held {
                true => (&mut self.held.to_hold, &mut self.held.stopped),
                false => (&mut self.held.to_publish, &mut self.held.stopped_wrongly),
            };
            (*all, *stops) = (*all + 1, *stops + stopped);
        }
        self.documents.push(tallies);
    }

    fn answer(&mut self, placed: &PlacedAnswer<'_>, fate: &Fate) {
        self.touched.0 += 1;
        self.touched.1 += usize::from(fate.is_touched());
        if let Some(group) = &placed.answer.group {
            let counts = self.groups.entry(group.clone()).or_default();
            *counts = (counts.0 + 1, counts.1 + usize::from(fate.pair.is_some()));
        }
        if let Some(severity) = placed.answer.severity {
            let counts = self.severities.entry(severity).or_default();
            let is_severe_enough = fate.severity >= Some(severity);
            *counts = (counts.0 + 1, counts.1 + usize::from(fate.is_covered), counts.2 + usize::from(is_severe_enough));
        }
    }

    fn confidence(&mut self, confidence: Option<f64>, judgement: &Judgement) {
        let Some(confidence) = confidence else { return };
        let right = match judgement {
            Judgement::Right { .. } => true,
            Judgement::Wrong { .. } => false,
            Judgement::Piece | Judgement::Unjudged => return,
        };
        let thousandths = (confidence * 1000.0).round() as u32;
        self.judged.push((thousandths, right));
        self.sums[bin(thousandths)] += confidence;
    }

    fn total(&self) -> BTreeMap<Kind, Tally> {
        let mut total: BTreeMap<Kind, Tally> = BTreeMap::new();
        for (kind, tally) in self.documents.iter().flatten() {
            total.entry(*kind).or_default().add(tally);
        }
        total
    }

    /// The kinds in the contract's order, all together (micro), and the mean of the kinds (macro).
    pub fn rows(&self, seed: u64) -> (Vec<Row>, Row, [Score; 2]) {
        let total = self.total();
        let kinds: Vec<Kind> = total.keys().copied().collect();
        let intervals = bootstrap(self.documents.len(), seed, |drawn| {
            let mut sample = vec![Tally::default(); kinds.len()];
            for (kind, tally) in drawn.iter().flat_map(|&at| &self.documents[at]) {
                if let Ok(at) = kinds.binary_search(kind) {
                    sample[at].add(tally);
                }
            }
            figures(&sample)
        });
        let interval = |at: usize| intervals.get(at).copied().flatten();
        let (all, means) = (2 * kinds.len(), 2 * kinds.len() + 2);
        let rows: Vec<Row> = total
            .iter()
            .enumerate()
            .map(|(at, (kind, tally))| Row::of(Some(*kind), tally, [interval(2 * at), interval(2 * at + 1)]))
            .collect();
        let tallies: Vec<Tally> = total.into_values().collect();
        let micro = Row::of(None, &sum(&tallies), [interval(all), interval(all + 1)]);
        let mut means_of =
            [mean(&tallies, Tally::overlap, Tally::f1), mean(&tallies, Tally::exact_span, Tally::exact_f1)];
        (means_of[0].f1_interval, means_of[1].f1_interval) = (interval(means), interval(means + 1));
        (rows, micro, means_of)
    }

    /// Recall of each group that the answers name.
    pub fn groups(&self) -> Vec<Group> {
        let group = |(group, &(answers, found)): (&String, &(usize, usize))| Group {
            group: group.clone(),
            answers,
            found,
            recall: share(found, answers).map(rounded),
            interval: wilson(found, answers),
        };
        self.groups.iter().map(group).collect()
    }

    /// Answers by the severity they ask for, the highest first.
    pub fn severities(&self) -> Vec<SeverityRow> {
        let row = |(&severity, &(answers, found, severe_enough)): (&Severity, &(usize, usize, usize))| SeverityRow {
            severity,
            answers,
            found,
            severe_enough,
        };
        self.severities.iter().rev().map(row).collect()
    }

    /// Documents held back; `None` where the answers say nothing of it.
    pub fn held(&self) -> Option<Held> {
        (self.held.to_hold + self.held.to_publish > 0).then_some(self.held)
    }

    /// Claims by confidence in ten bins of equal width, empty ones left out, and the expected calibration error: the mean
    /// distance between confidence and the share that is right, weighted by the claims in a bin.
    pub fn reliability(&self) -> (Vec<Bin>, Option<f64>) {
        let mut bins = Vec::new();
        let mut error = 0.0;
        for number in 0..BINS {
            let of_bin = self.judged.iter().filter(|(confidence, _)| bin(*confidence) == number);
            let (claims, right) = of_bin.fold((0, 0), |(all, right), (_, is)| (all + 1, right + usize::from(*is)));
            let Some(share) = share(right, claims) else { continue };
            let confidence = self.sums[number] / claims as f64;
            error += claims as f64 * (confidence - share).abs();
            let (from, to) = (number as f64 / BINS as f64, (number + 1) as f64 / BINS as f64);
            let (confidence, right, interval) = (rounded(confidence), rounded(share), wilson(right, claims));
            bins.push(Bin { from, to, claims, confidence, right, interval });
        }
        let judged = self.judged.len();
        (bins, (judged > 0).then(|| rounded(error / judged as f64)))
    }

    /// Precision and recall by least confidence, the surest first, and the average precision: precision weighted by the recall
    /// that each step adds. Claims without confidence are left out, and the pairs stay as they are.
    pub fn curve(&self) -> (Vec<Point>, Option<f64>) {
        let answers = self.touched.0;
        let mut steps: BTreeMap<std::cmp::Reverse<u32>, (usize, usize)> = BTreeMap::new();
        for &(confidence, right) in &self.judged {
            let step = steps.entry(std::cmp::Reverse(confidence)).or_default();
            *step = (step.0 + 1, step.1 + usize::from(right));
        }
        let (mut claims, mut right, mut average) = (0, 0, 0.0);
        let mut points = Vec::new();
        for (confidence, (all, more)) in steps {
            (claims, right) = (claims + all, right + more);
            let (Some(precision), Some(recall)) = (share(right, claims), share(right, answers)) else { continue };
            average += precision * more as f64 / answers as f64;
            let confidence = f64::from(confidence.0) / 1000.0;
            points.push(Point { confidence, precision: rounded(precision), recall: rounded(recall) });
        }
        let average = (!points.is_empty()).then(|| rounded(average));
        (points, average)
    }
}

fn bin(thousandths: u32) -> usize {
    (thousandths as usize * BINS / 1000).min(BINS - 1)
}

fn sum(tallies: &[Tally]) -> Tally {
    tallies.iter().fold(Tally::default(), |mut sum, tally| {
        sum.add(tally);
        sum
    })
}

/// F1 of each kind, of all together and of the mean, each by overlap and to the byte.
fn figures(tallies: &[Tally]) -> Vec<Option<f64>> {
    let micro = sum(tallies);
    let each = tallies.iter().flat_map(|tally| [tally.f1(), tally.exact_f1()]);
    let held = || tallies.iter().filter(|tally| tally.answers > 0);
    let means = [average(held().map(Tally::f1)), average(held().map(Tally::exact_f1))];
    each.chain([micro.f1(), micro.exact_f1()]).chain(means).collect()
}

/// The mean over the kinds that have answers; those without claims have no precision to take part with.
fn mean(tallies: &[Tally], shares: fn(&Tally) -> [Option<f64>; 2], f1: fn(&Tally) -> Option<f64>) -> Score {
    let held = || tallies.iter().filter(|tally| tally.answers > 0);
    Score {
        precision: average(held().map(|tally| shares(tally)[0])).map(rounded),
        recall: average(held().map(|tally| shares(tally)[1])).map(rounded),
        f1: average(held().map(f1)).map(rounded),
        ..Score::default()
    }
}

fn average(figures: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let figures: Vec<f64> = figures.flatten().collect();
    (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / figures.len() as f64)
}

#[cfg(test)]
#[path = "measure_tests.rs"]
mod tests;
