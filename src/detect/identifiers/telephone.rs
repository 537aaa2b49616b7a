//! Telephone numbers of the Norwegian plan (Nkom): eight digits, the first 2 to 9, mobile with 4 or 9; with or without +47.

use super::{Found, Site};
use crate::model::{Certainty, Evidence, Kind, Span};

const GROUPINGS: &[&[usize]] = &[&[8], &[2, 2, 2, 2], &[3, 2, 3], &[4, 4], &[3, 3, 2], &[2, 3, 3]];

/// A number with a word or a name beside it, or one whose grouping or country code alone says telephone.
pub fn telefon(site: &mut Site<'_, '_>) -> Option<Found> {
    let text = site.text();
    let first = *site.cluster.run(site.anchor)?;
    let plus = text[..first.span.start].last() == Some(&b'+');
    let country =
        plus && site.cluster.digits(site.anchor) == [4, 7] || site.cluster.digits(site.anchor) == [0, 0, 4, 7];
    // The country code apart, glued on, or not there.
    let (skip_runs, skip_digits) = match (country, plus, first.count) {
        (true, _, _) => (1, 0),
        (false, true, 10) if site.cluster.digits(site.anchor).starts_with(&[4, 7]) => (0, 2),
        (false, false, 12) if site.cluster.digits(site.anchor).starts_with(&[0, 0, 4, 7]) => (0, 4),
        // Without a sign it takes a word to tell it.
        (false, false, 10) if site.cluster.digits(site.anchor).starts_with(&[4, 7]) => (0, 2),
        (false, true, _) => return None,
        _ => (0, 0),
    };
    if skip_runs == 1 && !site.cluster.gap(site.anchor).is_some_and(|gap| gap.lines == 0 && gap.chars() == 1) {
        return None;
    }
    let runs = if skip_digits > 0 {
        1
    } else {
        let from = site.anchor + skip_runs;
        let grouping = GROUPINGS.iter().find(|groups| {
            site.cluster.has_shape(from, groups)
                && site.cluster.gaps(from, groups.len()).iter().all(|gap| gap.is_space() || gap.is_dot())
        })?;
        skip_runs + grouping.len()
    };
    let start_digit = if skip_digits > 0 {
        site.cluster.digits(site.anchor)[skip_digits]
    } else {
        site.cluster.digits(site.anchor + skip_runs)[0]
    };
    let number = site.span(runs);
    let span = if plus { Span::new(number.start - 1, number.end) } else { number };
    if start_digit < 2 || goes_on(site, runs) {
        return None;
    }
    // A plus sign is no letter: the number stands alone behind it.
    if !site.stands_alone(if plus { span } else { number }, Kind::Telefon) {
        return None;
    }
    let named = site.named_first(span, Kind::Telefon);
    let coded = skip_runs + skip_digits > 0;
    let mobile = matches!(start_digit, 4 | 9);
    // «91 000 000» is how amounts are written.
    let is_shaped = |shape| site.cluster.has_shape(site.anchor + skip_runs, shape);
    let grouped = runs - skip_runs > 1 && !is_shaped(&[4, 4]) && !is_shaped(&[2, 3, 3]);
    let certainty = match named {
        Some(_) => Certainty::Certain,
        None if coded && (plus || first.count != 10) => Certainty::Likely,
        None if coded => return None,
        None if mobile
            && (grouped || runs == 1 && is_behind_a_name(&text[..span.start]))
            && !site.named_other(span, |_| true) =>
        {
            Certainty::Weak
        }
        None => return None,
    };
    Some(Found {
        span,
        kind: Kind::Telefon,
        runs,
        certainty,
        form: named.unwrap_or(Evidence::Pattern),
        named,
        synthetic: false,
    })
}

/// «Ola Nordmann 48000000», «Ola Nordmann, 48000000»: two words with capitals, and nothing else, stand right before it.
fn is_behind_a_name(before: &[u8]) -> bool {
    let line = &before[memchr::memrchr(b'\n', before).map_or(0, |at| at + 1)..];
    let line = String::from_utf8_lossy(&line[line.len().saturating_sub(60)..]);
    let Some(line) = line.strip_suffix(' ') else { return false };
    let mut words = line.strip_suffix(',').unwrap_or(line).rsplit(' ');
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && word.chars().count() > 1
            && letters
                .all(|letter| letter.is_lowercase() || letter == '-' || letter.is_uppercase() && word.contains('-'))
    };
    words.next().is_some_and(is_name) && words.next().is_some_and(is_name)
}

/// More digits follow or precede in the same rhythm: an amount, an account, a table.
fn goes_on(site: &Site<'_, '_>, runs: usize) -> bool {
    let joined = |gap: Option<crate::detect::digits::Gap>| gap.is_some_and(|gap| gap.is_space() || gap.is_dot());
    joined(site.cluster.gap(site.anchor + runs - 1))
        || site.anchor > 0 && runs > 1 && joined(site.cluster.gap(site.anchor - 1))
}
