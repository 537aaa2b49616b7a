//! The filters beside the list: what the rows are of, and how many of each.

use super::Collected;
use super::page::{SEVERITIES, VERDICTS, letter, rule_title, sentence};
use crate::model::{Kind, Role, Severity, Verdict};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Options of a facet beyond which it starts folded.
const UNFOLDED_OPTIONS: usize = 8;

/// A group of filters.
pub(super) struct Facet {
    pub(super) name: &'static str,
    pub(super) title: String,
    pub(super) open: bool,
    pub(super) options: Vec<Choice>,
}

/// One filter.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) title: String,
    pub(super) count: u64,
    pub(super) letter: Option<&'static str>,
    pub(super) key: Option<usize>,
}

/// How many of the rows are of what.
#[derive(Default)]
pub(super) struct Counted<'a> {
    pub(super) rows: u64,
    pub(super) severity: BTreeMap<Severity, u64>,
    pub(super) verdict: BTreeMap<Verdict, u64>,
    pub(super) kind: BTreeMap<Kind, u64>,
    pub(super) part: BTreeMap<Role, u64>,
    pub(super) basis: BTreeMap<&'a Arc<str>, u64>,
    pub(super) rule: BTreeMap<&'a Arc<str>, (u64, Kind)>,
}

impl<'a> Counted<'a> {
    pub(super) fn of(collected: &'a Collected) -> Self {
        let mut counted = Counted::default();
        for document in &collected.documents {
            for group in document.groups() {
                let verdict = group.entry.map_or(document.verdict, |entry| entry.verdict);
                *counted.verdict.entry(verdict).or_default() += group.rows.len() as u64;
                for row in group.rows {
                    counted.rows += 1;
                    *counted.severity.entry(row.severity).or_default() += 1;
                    *counted.kind.entry(row.kind).or_default() += 1;
                    *counted.part.entry(row.part).or_default() += 1;
                    counted.rule.entry(&row.rule).or_insert((0, row.kind)).0 += 1;
                    for basis in row.basis.iter() {
                        *counted.basis.entry(basis).or_default() += 1;
                    }
                }
            }
        }
        counted
    }
}

/// The filters for what was counted.
pub(super) fn facets(collected: &Collected, counted: &Counted<'_>) -> Vec<Facet> {
    let catalogue = &collected.catalogue;
    let severity = SEVERITIES
        .into_iter()
        .enumerate()
        .map(|(at, severity)| Choice {
            value: severity.as_str().to_owned(),
            title: sentence(&catalogue.severity(severity)),
            count: counted.severity.get(&severity).copied().unwrap_or(0),
            letter: Some(letter(severity)),
            key: Some(at + 1),
        })
        .collect();
    let verdict = VERDICTS
        .into_iter()
        .filter_map(|verdict| {
            let count = *counted.verdict.get(&verdict)?;
            Some(plain(verdict.as_str(), sentence(&catalogue.verdict(verdict)), count))
        })
        .collect();
    let kind = most_first(
        counted.kind.iter().map(|(kind, n)| plain(kind.as_str(), sentence(&catalogue.kind(*kind)), *n)).collect(),
    );
    let part = most_first(
        counted.part.iter().map(|(part, n)| plain(part.as_str(), sentence(&catalogue.part(*part)), *n)).collect(),
    );
    let basis = most_first(counted.basis.iter().map(|(id, n)| plain(id, sentence(&catalogue.law(id)), *n)).collect());
    let rule = most_first(
        counted
            .rule
            .iter()
            .map(|(id, (n, kind))| {
                let title = rule_title(collected, id).unwrap_or_else(|| sentence(&catalogue.kind(*kind)));
                plain(id, title, *n)
            })
            .collect(),
    );
    let facet = |name: &'static str, options: Vec<Choice>, open: bool| Facet {
        name,
        title: collected.catalogue.text(&format!("html-facet-{name}")).into_owned(),
        open,
        options,
    };
    vec![
        facet("severity", severity, true),
        facet("verdict", verdict, true),
        facet("kind", kind, true),
        facet("part", part, counted.part.len() <= UNFOLDED_OPTIONS && counted.kind.len() <= UNFOLDED_OPTIONS),
        facet("basis", basis, false),
        facet("rule", rule, false),
    ]
}

fn plain(value: &str, title: String, count: u64) -> Choice {
    Choice { value: value.to_owned(), title, count, letter: None, key: None }
}

fn most_first(mut options: Vec<Choice>) -> Vec<Choice> {
    options.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.title.cmp(&b.title)));
    options
}
