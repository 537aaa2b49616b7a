//! Posts of what the body never publishes, as its policy names it: an archive part, a class, a unit, a creator of records.

use super::Review;
use crate::model::Kind;
use crate::rules::{Rules, SeriesField, ValuePattern};

/// One field's values that are never published.
pub struct Series {
    rule: Option<u16>,
    field: SeriesField,
    values: Vec<ValuePattern>,
}

impl Series {
    /// Those of the policy in force.
    pub fn all(rules: &Rules) -> Vec<Self> {
        let named = rules.policy.never_publish.iter().flat_map(|series| {
            let rule = rules.index_of(&series.id);
            series.fields().into_iter().map(move |(field, values)| {
                // Values that are no patterns were refused when the policy was loaded.
                let values = values.iter().filter_map(|value| ValuePattern::of(value).ok()).collect();
                Series { rule, field, values }
            })
        });
        named.filter(|series| !series.values.is_empty()).collect()
    }
}

/// Writes one finding for every post and rule.
pub fn report(review: &mut Review<'_, '_>) {
    if review.assessor.checks.series.is_empty() {
        return;
    }
    let part = review.part;
    let mut told = Vec::new();
    for segment in part.segments.iter().filter(|segment| (segment.record as usize) < part.entries.len()) {
        let Some(field) = SeriesField::of_label(&segment.label) else { continue };
        let value = String::from_utf8_lossy(segment.span().of(&part.text)).into_owned();
        for series in review.assessor.checks.series.iter().filter(|series| series.field == field) {
            let fits = series.values.iter().any(|pattern| pattern.fits(&value));
            if fits && !told.contains(&(segment.record, series.rule)) {
                told.push((segment.record, series.rule));
                review.push(Kind::Policy, series.rule, segment.span(), 0.95);
            }
        }
        if told.last().is_some_and(|(record, _)| *record != segment.record) {
            told.retain(|(record, _)| *record == segment.record);
        }
    }
}
