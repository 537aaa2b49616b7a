//! Personal numbers: fødselsnummer, D-number, H-number, FH-number, and the test series.
//!
//! Eleven digits `DDMMYY III KK` with two check digits (Folkeregisterforskriften § 2-2; Skatteetaten, «Nytt fødselsnummer fra
//! 2032»). Both the rule in force and that of 2032 are accepted; the evidence says which.

use super::check::{W1, W2, mod11};
use super::{Found, Site};
use crate::detect::cue::Names;
use crate::detect::digits::Gap;
use crate::model::{Certainty, Evidence, Kind, Span};

/// What eleven digits are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Personal {
    /// Which of the personal numbers.
    pub kind: Kind,
    /// Of the test series.
    pub synthetic: bool,
    /// The check digits hold by the rule in force, not only by that of 2032.
    pub old_rule: bool,
}

/// What the digits are; `None` where the date is impossible or the check digits fail.
pub fn validate(digits: &[u8; 11]) -> Option<Personal> {
    let (kind, synthetic) = kind_by_date(digits)?;
    let old_rule = match mod11(digits, &W1) {
        0 => true,
        1..=3 => false,
        _ => return None,
    };
    (mod11(digits, &W2) == 0).then_some(Personal { kind, synthetic, old_rule })
}

/// The kind that the first six digits allow, and whether it is a test number; `None` for an impossible date.
fn kind_by_date(digits: &[u8; 11]) -> Option<(Kind, bool)> {
    if digits[0] >= 8 {
        return Some((Kind::FhNummer, false));
    }
    let pair = |at: usize| digits[at] * 10 + digits[at + 1];
    let (day, month, year) = (pair(0), pair(2), pair(4));
    let is_d = day > 40;
    let day = if is_d { day - 40 } else { day };
    // Month + 80 is Skatteetaten's Tenor, + 65 and + 40 NAV's series; + 40 with an ordinary day is an H-number.
    let (month, added) = match month {
        81..=92 => (month - 80, 80),
        66..=77 => (month - 65, 65),
        41..=52 => (month - 40, 40),
        _ => (month, 0),
    };
    if !possible(day, month, year) {
        return None;
    }
    Some(match (is_d, added) {
        (false, 40) => (Kind::HNummer, false),
        (is_d, added) => (if is_d { Kind::DNummer } else { Kind::Fodselsnummer }, added != 0),
    })
}

/// The date is possible in at least one century. Only the leap day depends on it: `00` was one in 2000.
fn possible(day: u8, month: u8, year: u8) -> bool {
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// A way to write the eleven digits: the runs' lengths, and what may stand between them.
struct Shape {
    runs: &'static [usize],
    fits: fn(&[Gap]) -> bool,
}

/// Between the parts of the date: one dot, space, hyphen or slash.
fn inside_date(gap: &Gap) -> bool {
    gap.chars() == 1 && gap.lines == 0
}

/// Between date and number: one or two separators, a spaced hyphen, or a line break.
fn behind_date(gap: &Gap) -> bool {
    match gap {
        Gap { lines: 1, .. } => gap.chars() <= 3 && gap.dots + gap.slashes == 0,
        Gap { hyphens: 1, .. } => gap.spaces <= 2 && gap.dots + gap.slashes == 0,
        _ => gap.chars() <= 2,
    }
}

fn letter_spaced(gap: &Gap) -> bool {
    gap.spaces == gap.chars() && gap.spaces <= 2
}

const SHAPES: &[Shape] = &[
    Shape { runs: &[11], fits: |_| true },
    Shape { runs: &[6, 5], fits: |gaps| behind_date(&gaps[0]) },
    Shape { runs: &[2, 2, 2, 5], fits: |gaps| gaps[..2].iter().all(inside_date) && behind_date(&gaps[2]) },
    Shape { runs: &[4, 2, 5], fits: |gaps| inside_date(&gaps[0]) && behind_date(&gaps[1]) },
    Shape { runs: &[6, 3, 2], fits: |gaps| behind_date(&gaps[0]) && inside_date(&gaps[1]) },
    Shape {
        runs: &[2, 2, 2, 3, 2],
        fits: |gaps| gaps[..2].iter().all(inside_date) && behind_date(&gaps[2]) && inside_date(&gaps[3]),
    },
    Shape { runs: &[2, 2, 2, 2, 3], fits: |gaps| gaps.iter().all(|gap| gap.is_space()) },
    Shape { runs: &[1; 11], fits: |gaps| gaps.iter().all(letter_spaced) },
];

/// Personal numbers in all their written forms, and what is called one and fails its check digits.
pub fn personal_number(site: &mut Site<'_, '_>) -> Option<Found> {
    let whole = site.cluster.digits_from(site.anchor) >= 10;
    let found = if whole {
        written(site)
            .or_else(|| full_year(site))
            .or_else(|| url_escaped(site))
            .or_else(|| lost_zero(site))
            .or_else(|| with_decimals(site))
    } else {
        None
    };
    found.or_else(|| power_of_ten(site)).or_else(|| letter_for_digit(site)).or_else(|| loosely_joined(site))
}

fn written(site: &mut Site<'_, '_>) -> Option<Found> {
    let (cluster, anchor) = (site.cluster, site.anchor);
    let shape = SHAPES
        .iter()
        .find(|shape| cluster.has_shape(anchor, shape.runs) && (shape.fits)(cluster.gaps(anchor, shape.runs.len())))?;
    let runs = shape.runs.len();
    if runs == 11 && letter_spaced_on(site) {
        return None;
    }
    let digits: [u8; 11] = cluster.number(anchor, runs)?;
    judge(site, site.span(runs), runs, &digits)
}

/// `DD.MM.YYYY IIIKK`: the date with its full year.
fn full_year(site: &mut Site<'_, '_>) -> Option<Found> {
    let (cluster, anchor) = (site.cluster, site.anchor);
    if !cluster.has_shape(anchor, &[2, 2, 4, 5]) {
        return None;
    }
    let gaps = cluster.gaps(anchor, 4);
    if !gaps[..2].iter().all(inside_date) || !behind_date(&gaps[2]) {
        return None;
    }
    let long: [u8; 13] = cluster.number(anchor, 4)?;
    let mut digits = [0; 11];
    digits[..4].copy_from_slice(&long[..4]);
    digits[4..].copy_from_slice(&long[6..]);
    let span = site.span(4);
    validate(&digits)?;
    judge(site, span, 4, &digits)
}

/// `%2001010112345`: an escaped space or the like before the number in a URL.
fn url_escaped(site: &mut Site<'_, '_>) -> Option<Found> {
    let run = *site.cluster.run(site.anchor)?;
    if run.count != 13 || site.text()[..run.span.start].last() != Some(&b'%') {
        return None;
    }
    let digits: [u8; 11] = site.cluster.digits(site.anchor)[2..].try_into().ok()?;
    validate(&digits)?;
    judge(site, Span::new(run.span.start + 2, run.span.end), 1, &digits)
}

/// One more single digit before or behind: a longer row.
fn letter_spaced_on(site: &Site<'_, '_>) -> bool {
    let touches = |run: Option<usize>, gap: Option<usize>| {
        run.and_then(|run| site.cluster.run(run)).is_some_and(|run| run.count == 1)
            && gap.and_then(|gap| site.cluster.gap(gap)).is_some_and(|gap| letter_spaced(&gap))
    };
    touches(site.anchor.checked_sub(1), site.anchor.checked_sub(1))
        || touches(Some(site.anchor + 11), Some(site.anchor + 10))
}

fn judge(site: &mut Site<'_, '_>, span: Span, runs: usize, digits: &[u8; 11]) -> Option<Found> {
    let personal = validate(digits);
    let kind = personal.map_or(Kind::Fodselsnummer, |p| p.kind);
    // Every cue for one of the personal numbers serves all of them: a D-number stands behind «fnr» as often as not.
    let cue_kinds = [kind, Kind::Fodselsnummer, Kind::DNummer, Kind::HNummer, Kind::FhNummer];
    if !cue_kinds.iter().any(|&kind| site.stands_alone(span, kind)) {
        return None;
    }
    let glued = cue_kinds.iter().find_map(|&kind| site.glued_cue(span.start, kind)).map(Evidence::Cue);
    let named = glued.or_else(|| cue_kinds.iter().find_map(|&kind| site.named(span, kind)));
    let Some(personal) = personal else { return mistyped(site, span, runs, digits) };
    if personal.kind == Kind::FhNummer && site.named(span, Kind::FhNummer).or(glued).is_none() {
        return None;
    }
    let other = site.named_other(span, |names| match names {
        Names::Other => true,
        Names::Kind(kind) => !kind.is_personal_number() && kind != Kind::Fodselsdato,
    });
    let in_a_row = named.is_none() && among_numbers(site, runs);
    let certainty = if named.is_some() && !other {
        Certainty::Certain
    } else if other || in_a_row || !personal.old_rule {
        Certainty::Weak
    } else {
        Certainty::Likely
    };
    let form = if personal.old_rule { Evidence::CheckDigits } else { Evidence::CheckDigits2032 };
    Some(Found { span, kind: personal.kind, runs, certainty, form, named, synthetic: personal.synthetic })
}

/// Groups of digits go on at either side: a table or a longer number, in which chance has more to choose from.
fn among_numbers(site: &Site<'_, '_>, runs: usize) -> bool {
    let is_group = |gap: Option<Gap>, run: Option<usize>| {
        gap.is_some_and(|gap| gap.lines == 0 && gap.chars() == 1)
            && run.and_then(|run| site.cluster.run(run)).is_some_and(|run| run.count >= 2)
    };
    let before = site.anchor.checked_sub(1);
    is_group(before.and_then(|at| site.cluster.gap(at)), before)
        || is_group(site.cluster.gap(site.anchor + runs - 1), Some(site.anchor + runs))
}

/// Eleven digits that a word calls a personal number and whose date is possible: a slip of the keys still points to somebody.
fn mistyped(site: &mut Site<'_, '_>, span: Span, runs: usize, digits: &[u8; 11]) -> Option<Found> {
    if runs > 2 || digits[0] >= 8 || kind_by_date(digits).is_none() {
        return None;
    }
    let named =
        [Kind::Fodselsnummer, Kind::DNummer, Kind::HNummer].iter().find_map(|&kind| site.named_first(span, kind))?;
    Some(Found {
        span,
        kind: Kind::Policy,
        runs,
        certainty: Certainty::Likely,
        form: Evidence::CheckDigitsFail,
        named: Some(named),
        synthetic: false,
    })
}

/// Ten digits, the leading zero lost. This and the other forms that spreadsheets and OCR make of the number count only where a
/// word or label says what it is.
fn lost_zero(site: &mut Site<'_, '_>) -> Option<Found> {
    let digits: [u8; 10] = site.cluster.number(site.anchor, 1)?;
    let mut whole = [0; 11];
    whole[1..].copy_from_slice(&digits);
    repaired(site, site.span(1), 1, &whole, Evidence::SpreadsheetDamage)
}

/// Bytes of what stands between two halves of a number in file names, queries and files of data, `_`, `+`, a line break with what
/// follows it; and in texts that are marked up: `**`, `<b>`, `\,`. Nothing, and blanks alone, count none.
fn loose_gap(text: &[u8]) -> Option<usize> {
    const MOST_INDENT: usize = 80;
    const LONGEST_TAG: usize = 12;
    const MOST_MARKS: usize = 24;
    if text.first() == Some(&b'\n') {
        return Some(1 + text[1..].iter().take(MOST_INDENT).take_while(|byte| **byte == b' ').count());
    }
    let (mut at, mut marks) = (0, 0);
    while at < MOST_MARKS {
        let width = match text.get(at..)? {
            [b'_' | b'+' | b'*' | b'`' | b'~', ..] => 1,
            [b'\\', b',' | b';' | b' ', ..] => 2,
            rest @ [b'<', b'/' | b'a'..=b'z' | b'A'..=b'Z', ..] => {
                let end = memchr::memchr(b'>', &rest[..rest.len().min(LONGEST_TAG)])?;
                if rest[1..end].contains(&b'<') {
                    return None;
                }
                end + 1
            }
            [b' ' | b'-', ..] => {
                at += 1;
                continue;
            }
            _ => break,
        };
        at += width;
        marks += 1;
    }
    (marks > 0).then_some(at)
}

/// `010101_12345`, `**010101** 12345`, and the last five digits on the next line, indented. As often that is two numbers.
fn loosely_joined(site: &mut Site<'_, '_>) -> Option<Found> {
    let text = site.text();
    let date = *site.cluster.run(site.anchor).filter(|date| date.count == 6)?;
    let start = date.span.end + loose_gap(&text[date.span.end..])?;
    let rest = text.get(start..start + 5).filter(|rest| rest.iter().all(u8::is_ascii_digit))?;
    if text.get(start + 5).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let mut digits = [0; 11];
    digits[..6].copy_from_slice(site.cluster.digits(site.anchor));
    digits[6..].iter_mut().zip(rest).for_each(|(digit, byte)| *digit = byte - b'0');
    validate(&digits).filter(|personal| personal.old_rule)?;
    let mut found = judge(site, Span::new(date.span.start, start + 5), 1, &digits)?;
    if found.named.is_none() {
        found.certainty = Certainty::Weak;
    }
    Some(found)
}

/// `01010112345.0`: a table of numbers where there should be text.
fn with_decimals(site: &mut Site<'_, '_>) -> Option<Found> {
    let (cluster, anchor) = (site.cluster, site.anchor);
    let whole = cluster.run(anchor)?.count;
    let has_zero = cluster.gap(anchor).is_some_and(Gap::is_dot) && matches!(cluster.digits(anchor + 1), [0] | [0, 0]);
    if !(10..=11).contains(&whole) || !has_zero {
        return None;
    }
    let mut digits = [0; 11];
    digits[11 - whole..].copy_from_slice(cluster.digits(anchor));
    repaired(site, site.span(2), 2, &digits, Evidence::SpreadsheetDamage)
}

/// `1.0101912345E+10`, `1.019123450E+09`: one digit, a decimal mark, the rest, and the power.
fn power_of_ten(site: &mut Site<'_, '_>) -> Option<Found> {
    let text = site.text();
    let whole_run = *site.cluster.run(site.anchor)?;
    if whole_run.count != 1 || !matches!(text.get(whole_run.span.end), Some(b'.' | b',')) {
        return None;
    }
    let rest = text[whole_run.span.end + 1..].iter().take(11).take_while(|b| b.is_ascii_digit()).count();
    let end = whole_run.span.end + 1 + rest;
    let power = text.get(end..end + 4)?;
    // Of ten digits the leading zero was lost.
    let lost = usize::from(power.eq_ignore_ascii_case(b"E+09"));
    if lost == 0 && !power.eq_ignore_ascii_case(b"E+10") || !(5..=10 - lost).contains(&rest) {
        return None;
    }
    let mut significant = [0; 11];
    significant[lost] = site.cluster.digits(site.anchor)[0];
    for (slot, byte) in significant[lost + 1..].iter_mut().zip(&text[end - rest..end]) {
        *slot = byte - b'0';
    }
    // E+10 is eleven digits. A comma parts runs, a dot joins them.
    let runs = if site.cluster.gap(site.anchor).is_some_and(Gap::is_dot) { 2 } else { 1 };
    repaired(site, Span::new(whole_run.span.start, end + 4), runs, &significant, Evidence::SpreadsheetDamage)
}

/// One O for 0, l or I for 1, S for 5 or B for 8 among the eleven.
fn letter_for_digit(site: &mut Site<'_, '_>) -> Option<Found> {
    let text = site.text();
    let start = site.cluster.run(site.anchor)?.span.start;
    let start = if start > 0 && as_digit(text[start - 1]).is_some() { start - 1 } else { start };
    let (mut digits, mut count, mut letters, mut at) = ([0; 11], 0, 0, start);
    while count < 11 {
        let byte = *text.get(at)?;
        at += 1;
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b' ' | b'-' | b'.' if count == 6 => continue,
            _ => {
                letters += 1;
                as_digit(byte)?
            }
        };
        digits[count] = digit;
        count += 1;
    }
    let alone = |byte: Option<&u8>| !byte.is_some_and(|b| b.is_ascii_alphanumeric());
    if letters != 1 || !alone(text.get(at)) || !alone(text[..start].last()) {
        return None;
    }
    let span = Span::new(start, at);
    let runs = (site.anchor..site.cluster.len())
        .take_while(|&run| site.cluster.run(run).is_some_and(|run| run.span.start < at))
        .count();
    repaired(site, span, runs.max(1), &digits, Evidence::OcrRepair)
}

fn as_digit(byte: u8) -> Option<u8> {
    Some(match byte {
        b'O' | b'o' => 0,
        b'l' | b'I' => 1,
        b'S' => 5,
        b'B' => 8,
        _ => return None,
    })
}

fn repaired(site: &mut Site<'_, '_>, span: Span, runs: usize, digits: &[u8; 11], form: Evidence) -> Option<Found> {
    let personal = validate(digits).filter(|p| p.kind != Kind::FhNummer && p.old_rule)?;
    let named = site
        .named_first(span, Kind::Fodselsnummer)
        .or_else(|| site.named_first(span, Kind::DNummer))
        .filter(|_| form == Evidence::OcrRepair || site.stands_alone(span, personal.kind))?;
    Some(Found {
        span,
        kind: personal.kind,
        runs,
        certainty: Certainty::Likely,
        form,
        named: Some(named),
        synthetic: personal.synthetic,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn digits(text: &str) -> [u8; 11] {
        text.bytes().map(|b| b - b'0').collect::<Vec<_>>().try_into().unwrap()
    }

    #[test]
    fn both_rules_and_all_series_are_known() {
        let of = |text| validate(&digits(text)).map(|p| (p.kind, p.synthetic, p.old_rule));
        assert_eq!(of("17056250190"), Some((Kind::Fodselsnummer, false, true)));
        assert_eq!(of("17056252029"), Some((Kind::Fodselsnummer, false, false)));
        assert_eq!(of("57056250184"), Some((Kind::DNummer, false, true)));
        assert_eq!(of("17456250092"), Some((Kind::HNummer, false, true)));
        assert_eq!(of("17856250075"), Some((Kind::Fodselsnummer, true, true)));
        assert_eq!(of("17706250077"), Some((Kind::Fodselsnummer, true, true)));
        assert_eq!(of("90000000069"), Some((Kind::FhNummer, false, true)));
        assert_eq!(of("17056250191"), None);
    }

    #[test]
    fn dates_must_be_possible_in_some_century() {
        assert!(possible(29, 2, 0), "2000 was a leap year");
        assert!(!possible(29, 2, 99));
        assert!(!possible(31, 4, 1));
        assert!(!possible(1, 13, 1));
        assert!(!possible(0, 1, 1));
    }
}
