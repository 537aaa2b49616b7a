//! Dates of birth: a possible date that a word calls one, or six digits with the rest masked. A date alone is nothing.

use super::{Found, Site};
use crate::detect::fold::Folded;
use crate::model::{Certainty, Evidence, Kind, Span};

/// Month names in bokmål, nynorsk, English and Northern Sámi, by their first letters in lower case.
const MONTHS: &[(&str, u8)] = &[
    ("januar", 1),
    ("january", 1),
    ("jan", 1),
    ("ođđajagemánnu", 1),
    ("februar", 2),
    ("february", 2),
    ("feb", 2),
    ("mars", 3),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("mai", 5),
    ("may", 5),
    ("juni", 6),
    ("june", 6),
    ("jun", 6),
    ("juli", 7),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("oktober", 10),
    ("october", 10),
    ("okt", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("desember", 12),
    ("december", 12),
    ("des", 12),
    ("dec", 12),
];
/// Letters and blanks that may stand between the word and the date: «født den ».
const LONGEST_WAY: usize = 16;

/// A date of birth.
pub fn fodselsdato(site: &mut Site<'_, '_>) -> Option<Found> {
    masked_number(site).or_else(|| named_date(site))
}

/// `100890 *****`: the individual number is masked, the birth date is not.
fn masked_number(site: &mut Site<'_, '_>) -> Option<Found> {
    let run = *site.cluster.run(site.anchor)?;
    let text = site.text();
    if run.count != 6 {
        return None;
    }
    let date: [u8; 6] = site.cluster.number(site.anchor, 1)?;
    let pair = |at: usize| u16::from(date[at] * 10 + date[at + 1]);
    let rest = &text[run.span.end..];
    let gap = rest.iter().take_while(|b| matches!(b, b' ' | b'-' | b'/')).count();
    let mask = rest[gap..].iter().take_while(|b| matches!(b, b'*' | b'x' | b'X' | b'_')).count();
    let bullets =
        String::from_utf8_lossy(&rest[gap..rest.len().min(gap + 15)]).chars().take_while(|c| *c == '•').count();
    let masked = if mask >= 2 { mask.min(5) } else { bullets * '•'.len_utf8() };
    let day = pair(0) % 40;
    if masked == 0 || bullets > 5 || mask > 5 || gap > 3 || !possible(day, pair(2), 1900 + pair(4)) {
        return None;
    }
    let span = Span::new(run.span.start, run.span.end + gap + masked);
    let alone = !text[..span.start].last().is_some_and(|b| b.is_ascii_alphanumeric())
        && !text.get(span.end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'*');
    alone.then_some(Found {
        span,
        kind: Kind::Fodselsdato,
        runs: 1,
        certainty: Certainty::Certain,
        form: Evidence::Pattern,
        named: site.named(span, Kind::Fodselsdato),
        synthetic: false,
    })
}

fn named_date(site: &mut Site<'_, '_>) -> Option<Found> {
    let (date, runs) = numeric_date(site).or_else(|| date_with_month_name(site))?;
    let text = site.text();
    let touched = text[..date.start].last().is_some_and(|b| b.is_ascii_alphanumeric())
        || text.get(date.end).is_some_and(u8::is_ascii_alphanumeric);
    if touched {
        return None;
    }
    let named = site.named_first(date, Kind::Fodselsdato)?;
    let (span, named) = match named {
        // The word belongs to the finding: without it, the date says nothing.
        Evidence::Cue(cue) if cue.end <= date.start => {
            let way = &text[cue.end..date.start];
            // «f.o.m.», «f.eks.» are no births.
            let goes_on = way.first().is_some_and(u8::is_ascii_alphabetic);
            let is_parted = way.iter().any(|b| b.is_ascii_digit() || matches!(b, b';' | b'\t'));
            if way.len() > LONGEST_WAY || goes_on || is_parted {
                return None;
            }
            (Span::new(cue.start, date.end), named)
        }
        _ => (date, named),
    };
    Some(Found {
        span,
        kind: Kind::Fodselsdato,
        runs,
        certainty: Certainty::Certain,
        form: named,
        named: Some(named),
        synthetic: false,
    })
}

/// `12.03.2014`, `12/3-14`, `2014-03-12`, `120314` as a whole run only with its six or eight digits.
fn numeric_date(site: &Site<'_, '_>) -> Option<(Span, usize)> {
    let (cluster, at) = (site.cluster, site.anchor);
    let value = |run: usize| -> Option<u16> {
        let digits = cluster.run(at + run).map(|_| cluster.digits(at + run))?;
        (digits.len() <= 4).then(|| digits.iter().fold(0, |sum, &d| sum * 10 + u16::from(d)))
    };
    let count = |run: usize| cluster.run(at + run).map_or(0, |run| run.count);
    let near = |gap: usize| {
        cluster.gap(at + gap).is_some_and(|gap| gap.lines == 0 && gap.chars() <= 2 && gap.chars() - gap.spaces <= 1)
    };
    if count(0) == 8 || count(0) == 6 {
        let digits = cluster.digits(at);
        let pair = |at: usize| u16::from(digits[at] * 10 + digits[at + 1]);
        let year = if digits.len() == 8 { pair(4) * 100 + pair(6) } else { 1900 + pair(4) };
        return possible(pair(0), pair(2), year).then(|| (cluster.span(at, 1), 1));
    }
    if !near(0) || !near(1) {
        return None;
    }
    let (a, b, c) = (value(0)?, value(1)?, value(2)?);
    let fits = match (count(0), count(1), count(2)) {
        (4, 2, 2) => possible(c, b, a),
        (1 | 2, 1 | 2, 4) => possible(a, b, c),
        (1 | 2, 1 | 2, 2) => possible(a, b, 1900 + c),
        _ => false,
    };
    fits.then(|| (cluster.span(at, 3), 3))
}

/// `3. mai 2011`.
fn date_with_month_name(site: &Site<'_, '_>) -> Option<(Span, usize)> {
    let text = site.text();
    let run = site.cluster.run(site.anchor)?;
    if run.count > 2 {
        return None;
    }
    let day = site.cluster.digits(site.anchor).iter().fold(0, |sum, &d| sum * 10 + u16::from(d));
    let rest = &text[run.span.end..text.len().min(run.span.end + 40)];
    let before = rest.iter().take_while(|b| matches!(b, b'.' | b' ')).count();
    let letters = rest[before..]
        .iter()
        .take_while(|b| b.is_ascii_alphabetic() || **b >= 0xC3 || (0x80..0xC0).contains(*b))
        .count();
    if before == 0 || letters < 3 || !begins_month(&rest[before..before + 3]) {
        return None;
    }
    let name = Folded::new(&rest[before..before + letters])?;
    let month = MONTHS.iter().find(|(month, _)| month.as_bytes() == name.as_bytes())?.1;
    let behind = rest[before + letters..].iter().take_while(|b| matches!(b, b'.' | b' ' | b',')).count();
    let year_at = before + letters + behind;
    let digits = rest.get(year_at..)?.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits != 4 {
        return None;
    }
    let year = rest[year_at..year_at + 4].iter().fold(0, |sum, b| sum * 10 + u16::from(b - b'0'));
    possible(day, u16::from(month), year).then(|| (Span::new(run.span.start, run.span.end + year_at + 4), 1))
}

/// The first three bytes of a month's name: most words behind a number are turned away by them.
fn begins_month(three: &[u8]) -> bool {
    const fn three_of(word: &[u8]) -> u32 {
        u32::from_le_bytes([word[0], word[1], word[2], 0]) | 0x0020_2020
    }
    const BEGINNINGS: [u32; MONTHS.len()] = {
        let mut beginnings = [0; MONTHS.len()];
        let mut at = 0;
        while at < MONTHS.len() {
            beginnings[at] = three_of(MONTHS[at].0.as_bytes());
            at += 1;
        }
        beginnings
    };
    BEGINNINGS.contains(&three_of(three))
}

/// A day on which somebody in an archive may have been born: before 1850 it is history.
fn possible(day: u16, month: u16, year: u16) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap || year.is_multiple_of(100) => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day) && (1850..=2100).contains(&year)
}
