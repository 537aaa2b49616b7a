//! Which claims are right: claims and answers of one document paired.
//!
//! A claim and an answer may be paired when they share a kind and at least one byte. Each takes part in one pair at most. Pairs
//! that agree to the byte are made first, then those that share the most of what they cover together (Jaccard), ties by place.
//! A value that stands in several places, with nothing to say which is meant, is answered at any of them.
//!
//! What is left over: a claim that lies over an answer of its kind without being its pair (half a name, say) is a *piece*,
//! neither right nor wrong; one that hits a trap, or overlaps no answer of its kind, is wrong; an answer without a pair is
//! missed, be it covered by a claim that is paired with its neighbour.

use super::text::Place;
use super::{Answer, Claim};
use crate::model::{Kind, Severity};
use std::collections::{BTreeSet, HashMap};

/// An answer with all the places where its value stands.
#[derive(Debug)]
pub struct PlacedAnswer<'a> {
    /// What is to be found.
    pub answer: &'a Answer,
    /// Where; never empty.
    pub places: Vec<Place>,
}

/// A claim with its place.
#[derive(Debug)]
pub struct PlacedClaim<'a> {
    /// What is said to be there.
    pub claim: &'a Claim,
    /// Where.
    pub place: Place,
}

/// What counts as wrong.
#[derive(Debug, Clone, Default)]
pub struct Rule {
    /// The kinds that are judged beside the answers.
    pub held: BTreeSet<Kind>,
    /// Traps, too, are only hit by claims of these kinds.
    pub only_held: bool,
    /// A claim beside all answers is wrong, not unjudged.
    pub beside_is_wrong: bool,
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// Paired with an answer.
    Right {
        /// Index of it.
        answer: usize,
        /// They agree to the byte.
        exact: bool,
    },
    /// Over an answer of its kind that has another pair.
    Piece,
    /// Over no answer of its kind.
    Wrong {
        /// Index of the trap that it hits.
        trap: Option<usize>,
    },
    /// The answers say nothing of it.
    Unjudged,
}

/// What became of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fate {
    /// Index of the claim it is paired with, and whether they agree to the byte.
    pub pair: Option<(usize, bool)>,
    /// A claim of its kind overlaps it.
    pub is_covered: bool,
    /// The highest severity among claims of its kind that overlap it.
    pub severity: Option<Severity>,
    /// Other kinds that it was taken for.
    pub taken_for: BTreeSet<Kind>,
}

impl Fate {
    /// Something was found there, of whatever kind.
    pub fn is_touched(&self) -> bool {
        self.is_covered || !self.taken_for.is_empty()
    }
}

/// What became of everything in a document.
#[derive(Debug, Default)]
pub struct Outcome {
    /// By answer.
    pub fates: Vec<Fate>,
    /// By claim.
    pub judgements: Vec<Judgement>,
    /// Claims over answers of other kinds: index of the claim, index of the answer.
    pub confused: Vec<(usize, usize)>,
}

struct Pair {
    claim: usize,
    answer: usize,
    exact: bool,
    /// Of the bytes that they cover together, the share that both cover.
    shared: f64,
}

/// Pairs the claims and answers of one document.
pub fn judge(answers: &[PlacedAnswer<'_>], claims: &[PlacedClaim<'_>], rule: &Rule) -> Outcome {
    let mut outcome = Outcome {
        fates: vec![Fate::default(); answers.len()],
        judgements: vec![Judgement::Unjudged; claims.len()],
        confused: Vec::new(),
    };
    let index = Index::of(answers);
    let mut pairs: Vec<Pair> = Vec::new();
    for (number, claim) in claims.iter().enumerate() {
        let mut trap = None;
        let mut is_over = false;
        for (answer, place) in index.overlapping(claim.place) {
            let (own, fate) = (answers[answer].answer, &mut outcome.fates[answer]);
            if own.trap {
                trap = trap.or_else(|| springs(own, place, claim).then_some(answer));
            } else if own.kind.is_some_and(|kind| claim.claim.kinds.contains(&kind)) {
                is_over = true;
                fate.is_covered = true;
                fate.severity = fate.severity.max(claim.claim.severity);
                pairs.push(Pair {
                    claim: number,
                    answer,
                    exact: place == claim.place,
                    shared: shared(place, claim.place),
                });
            } else {
                fate.taken_for.extend(claim.claim.kinds.first());
                outcome.confused.push((number, answer));
            }
        }
        let is_held = claim.claim.kinds.iter().any(|kind| rule.held.contains(kind));
        outcome.judgements[number] = match trap {
            _ if is_over => Judgement::Piece,
            Some(_) if is_held || !rule.only_held => Judgement::Wrong { trap },
            None if is_held && rule.beside_is_wrong => Judgement::Wrong { trap },
            _ => Judgement::Unjudged,
        };
    }
    let place = |pair: &Pair| (claims[pair.claim].place, pair.claim, pair.answer);
    pairs.sort_by(|one, other| {
        other.exact.cmp(&one.exact).then(other.shared.total_cmp(&one.shared)).then(place(one).cmp(&place(other)))
    });
    for Pair { claim, answer, exact, .. } in pairs {
        if outcome.fates[answer].pair.is_none() && outcome.judgements[claim] == Judgement::Piece {
            outcome.fates[answer].pair = Some((claim, exact));
            outcome.judgements[claim] = Judgement::Right { answer, exact };
        }
    }
    outcome
}

/// A trap is hit by a claim that asks for a person's eye, or by a program that knows no severities. What joins the trap's words
/// to a matter elsewhere says something of the matter, not of the trap.
fn springs(trap: &Answer, place: Place, claim: &PlacedClaim<'_>) -> bool {
    let is_weighty = claim.claim.severity.is_none_or(|severity| severity >= Severity::Review);
    let says_more = claim.claim.kinds == [Kind::Connection] && !place.span.covers(claim.place.span);
    let is_meant = trap.kind.is_none_or(|kind| claim.claim.kinds.contains(&kind));
    is_weighty && is_meant && !says_more
}

fn shared(one: Place, other: Place) -> f64 {
    let both = one.span.end.min(other.span.end) - one.span.start.max(other.span.start);
    both as f64 / (one.span.len() + other.span.len() - both) as f64
}

/// The places of all answers, to be asked what overlaps.
struct Index(HashMap<usize, PieceIndex>);

#[derive(Default)]
struct PieceIndex {
    places: Vec<(Place, usize)>,
    longest: usize,
}

impl Index {
    fn of(answers: &[PlacedAnswer<'_>]) -> Self {
        let mut index: HashMap<usize, PieceIndex> = HashMap::new();
        for (number, answer) in answers.iter().enumerate() {
            for &place in &answer.places {
                let piece = index.entry(place.piece).or_default();
                piece.places.push((place, number));
                piece.longest = piece.longest.max(place.span.len());
            }
        }
        index.values_mut().for_each(|piece| piece.places.sort_unstable());
        Index(index)
    }

    /// Answers, each with its place, that share a byte with `place`.
    fn overlapping(&self, place: Place) -> impl Iterator<Item = (usize, Place)> + '_ {
        let piece = self.0.get(&place.piece);
        let from = piece.map_or(0, |piece| {
            let first = place.span.start.saturating_sub(piece.longest);
            piece.places.partition_point(|(own, _)| own.span.start < first)
        });
        let places = piece.map_or(&[][..], |piece| &piece.places[from..]);
        let near = places.iter().take_while(move |(own, _)| own.span.start < place.span.end);
        near.filter(move |(own, _)| own.span.overlaps(place.span)).map(|&(own, answer)| (answer, own))
    }
}

#[cfg(test)]
#[path = "matching_tests.rs"]
mod tests;
