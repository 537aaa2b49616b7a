//! Pairs, pieces, traps.

use super::*;
use crate::corpus::Origin;
use crate::corpus::findings::{Unit, Whose};
use crate::corpus::text::{FILE, Spot};
use crate::model::Span;

fn answer(kind: Option<Kind>, trap: bool) -> Answer {
    Answer {
        line: 1,
        kind,
        trap,
        severity: None,
        group: None,
        range: None,
        unit: Unit::Bytes,
        spot: Spot::default(),
        text: None,
    }
}

fn claim(kinds: &[Kind], severity: Option<Severity>) -> Claim {
    Claim {
        origin: Origin::Line(1),
        whose: Whose::Only,
        kinds: kinds.to_vec(),
        spot: Spot::default(),
        is_name: false,
        range: (0, 0),
        unit: Unit::Bytes,
        severity,
        confidence: None,
        shown: None,
    }
}

fn place(start: usize, end: usize) -> Place {
    Place { piece: FILE, span: Span::new(start, end) }
}

/// Answers and claims as (kinds, start, end), all of the names held.
fn judged(answers: &[(Option<Kind>, usize, usize)], claims: &[(Kind, usize, usize)], beside_is_wrong: bool) -> Outcome {
    let own: Vec<Answer> = answers.iter().map(|(kind, ..)| answer(*kind, kind.is_none())).collect();
    let said: Vec<Claim> = claims.iter().map(|(kind, ..)| claim(&[*kind], Some(Severity::Review))).collect();
    let answers: Vec<PlacedAnswer<'_>> = own
        .iter()
        .zip(answers)
        .map(|(answer, (_, start, end))| PlacedAnswer { answer, places: vec![place(*start, *end)] })
        .collect();
    let claims: Vec<PlacedClaim<'_>> = said
        .iter()
        .zip(claims)
        .map(|(claim, (_, start, end))| PlacedClaim { claim, place: place(*start, *end) })
        .collect();
    let rule = Rule { held: [Kind::Personnavn].into(), only_held: false, beside_is_wrong };
    judge(&answers, &claims, &rule)
}

const NAME: Kind = Kind::Personnavn;

#[test]
fn exact_pairs_go_first_and_each_is_paired_once() {
    let outcome = judged(&[(Some(NAME), 0, 13)], &[(NAME, 0, 4), (NAME, 5, 13), (NAME, 0, 13)], true);
    assert_eq!(outcome.fates[0].pair, Some((2, true)));
    let right = Judgement::Right { answer: 0, exact: true };
    assert_eq!(outcome.judgements, [Judgement::Piece, Judgement::Piece, right]);
}

#[test]
fn the_larger_share_wins_and_the_other_half_is_a_piece() {
    let outcome = judged(&[(Some(NAME), 0, 13)], &[(NAME, 0, 4), (NAME, 5, 13)], true);
    assert_eq!(outcome.fates[0].pair, Some((1, false)));
    assert_eq!(outcome.judgements[0], Judgement::Piece);
}

#[test]
fn one_claim_over_two_answers_finds_one_and_covers_the_other() {
    let outcome = judged(&[(Some(NAME), 0, 4), (Some(NAME), 8, 20)], &[(NAME, 0, 20)], true);
    assert_eq!(outcome.fates[1].pair, Some((0, false)));
    assert_eq!((outcome.fates[0].pair, outcome.fates[0].is_covered), (None, true));
}

#[test]
fn touching_is_not_overlapping() {
    let outcome = judged(&[(Some(NAME), 0, 4)], &[(NAME, 4, 8)], true);
    assert_eq!((outcome.fates[0].pair, outcome.judgements[0]), (None, Judgement::Wrong { trap: None }));
}

#[test]
fn only_kinds_that_the_answers_hold_are_judged() {
    let outcome = judged(&[(Some(NAME), 0, 4)], &[(Kind::Helse, 0, 4), (Kind::Helse, 9, 12), (NAME, 9, 12)], true);
    assert_eq!(outcome.judgements[..2], [Judgement::Unjudged, Judgement::Unjudged]);
    assert_eq!(outcome.judgements[2], Judgement::Wrong { trap: None });
    assert_eq!(outcome.fates[0].taken_for, [Kind::Helse].into());
    let incomplete = judged(&[(Some(NAME), 0, 4)], &[(NAME, 9, 12)], false);
    assert_eq!(incomplete.judgements, [Judgement::Unjudged]);
}

#[test]
fn traps_are_hit_by_weighty_claims_of_whatever_kind() {
    let outcome = judged(&[(None, 0, 10)], &[(Kind::Helse, 2, 5), (Kind::Connection, 2, 40)], false);
    assert_eq!(outcome.judgements, [Judgement::Wrong { trap: Some(0) }, Judgement::Unjudged]);
    let trap = answer(None, true);
    let answers = [PlacedAnswer { answer: &trap, places: vec![place(0, 10)] }];
    for (severity, hits) in [(None, true), (Some(Severity::Note), false), (Some(Severity::Stop), true)] {
        let said = claim(&[NAME], severity);
        let outcome = judge(&answers, &[PlacedClaim { claim: &said, place: place(0, 4) }], &Rule::default());
        assert_eq!(outcome.judgements[0] == Judgement::Wrong { trap: Some(0) }, hits, "{severity:?}");
    }
}

#[test]
fn a_coarse_claim_is_right_as_any_of_its_kinds_and_a_value_at_any_of_its_places() {
    let own = answer(Some(Kind::DNummer), false);
    let answers = [PlacedAnswer { answer: &own, places: vec![place(0, 11), place(20, 31)] }];
    let said = claim(&[Kind::Fodselsnummer, Kind::DNummer], None);
    let outcome = judge(&answers, &[PlacedClaim { claim: &said, place: place(20, 31) }], &Rule::default());
    assert_eq!(outcome.fates[0].pair, Some((0, true)));
}
