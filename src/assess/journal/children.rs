//! Children are never public, not even where owners, neighbours and applicants are: «elev Ola Nordmann», «Ola Nordmann (8 år)»,
//! «barnehageplass – Ola Nordmann».

use super::{Review, words};
use crate::assess::age::Told;
use crate::model::{Kind, Role};

/// Full age (vergemålsloven § 8).
const OF_AGE: i16 = 18;
/// Of the ten that everybody goes to school.
const LAST_YEAR_AT_SCHOOL: i16 = 10;

/// Bytes on either side of a name that are looked at.
const BESIDE: usize = 40;

/// Writes a connection for every child named in a title or party that is not in one already.
pub fn report(review: &mut Review<'_, '_>) {
    let part = review.part;
    let this_year = review.assessor.a_year_ago.map(|date| date.year() + 1);
    for (index, one) in review.seen.iter().enumerate().filter(|(_, one)| one.hit.kind == Kind::Personnavn) {
        let Some(field) = part.segment_at(one.hit.span.start) else { continue };
        let is_post = (field.record as usize) < part.entries.len() && matches!(field.role, Role::Title | Role::Party);
        if !is_post || !one.is_sure_person() || review.connected.contains(&index) {
            continue;
        }
        let (start, end) = (field.start as usize, field.end as usize);
        let before = words::lower(&part.text[start.max(one.hit.span.start.saturating_sub(BESIDE))..one.hit.span.start]);
        let behind = words::lower(&part.text[one.hit.span.end..end.min(one.hit.span.end + BESIDE)]);
        let is_called_child =
            review.assessor.checks.words.children.ends(before.trim_end_matches([' ', ':', ',', '-', '–']));
        let is_in_its_matter = || {
            let title = words::lower(&part.text[start..end]);
            field.role == Role::Title && review.assessor.checks.words.childrens_matters.is_in(&title)
        };
        if is_called_child || is_of_a_child(&behind, this_year) || is_in_its_matter() {
            review.push(Kind::Connection, review.assessor.connection, one.hit.span, 0.7);
        }
    }
}

/// «(8 år)», «, 4. klasse» or «, f. 2015» right behind a name.
fn is_of_a_child(behind: &str, this_year: Option<i16>) -> bool {
    let Some(told) = Told::of(behind) else { return false };
    let Ok(number) = told.digits.parse::<i16>() else { return false };
    if told.is_born {
        return told.digits.len() == 4 && this_year.is_some_and(|year| (0..=OF_AGE).contains(&(year - number)));
    }
    let is_class = || ["klasse", "klassa", "kl", "trinn", "trinnet", "steg"].contains(&told.unit);
    told.is_age() && number < OF_AGE || (1..=LAST_YEAR_AT_SCHOOL).contains(&number) && is_class()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_a_child_of_somebody_stands_right_behind_the_name() {
        let is_child = |behind: &str| is_of_a_child(behind, Some(2024));
        for text in [" (8 år)", ", 12 år", ", 4. klasse", " (10. trinn)", ", 3.kl.", ", f. 2015", ", født 2006"] {
            assert!(is_child(text), "{text}");
        }
        for text in [" (1908)", " 8 år", " (3 årsverk)", ", 19 år", ", f. 1975", ", 4. etasje", ", 4", "", ", f. 2025"]
        {
            assert!(!is_child(text), "{text}");
        }
    }
}
