//! Children are never public, not even where owners, neighbours and applicants are: «elev Ola Nordmann», «Ola Nordmann (8 år)».

use super::{Review, words};
use crate::model::{Kind, Role};

/// Full age (vergemålsloven § 8).
const OF_AGE: u32 = 18;

/// Bytes on either side of a name that are looked at.
const BESIDE: usize = 40;

/// Writes a connection for every child named in a title or party that is not in one already.
pub fn report(review: &mut Review<'_, '_>) {
    let part = review.part;
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
        if is_called_child || age(&behind).is_some_and(|years| years < OF_AGE) {
            review.push(Kind::Connection, review.assessor.connection, one.hit.span, 0.7);
        }
    }
}

/// Of «(8 år)» or «, 8 år» right behind a name.
fn age(behind: &str) -> Option<u32> {
    let rest = behind.trim_start().strip_prefix(['(', ','])?.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|&digits| (1..=2).contains(&digits))?;
    let unit = rest[digits..].trim_start();
    let is_years = unit.strip_prefix("år").is_some_and(|end| !end.starts_with(char::is_alphanumeric));
    is_years.then(|| rest[..digits].parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_age_stands_right_behind_the_name() {
        for (text, years) in
            [(" (8 år)", Some(8)), (", 12 år", Some(12)), (" (1908)", None), (" 8 år", None), (" (3 årsverk)", None)]
        {
            assert_eq!(super::age(text), years, "{text}");
        }
    }
}
