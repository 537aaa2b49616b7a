//! Property designations of the matrikkel: `gnr. 42 bnr. 7 fnr. 1 snr. 2`, `gbnr 42/7`. A property, not a person.

use super::{Found, Site};
use crate::detect::fold::Folded;
use crate::model::{Certainty, Evidence, Kind, Span};

/// Words that begin a designation.
const FIRST: &[&str] =
    &["gnr", "gårdsnr", "gardsnr", "gnr/bnr", "gnr./bnr", "gbnr", "g/bnr", "gårdsnummer", "gardsnummer"];
/// Words that carry it on.
const NEXT: &[&str] = &["bnr", "fnr", "snr", "bruksnr", "bruksnummer", "festenr", "seksjonsnr"];

/// From the first word to the last number.
pub fn gnr_bnr(site: &mut Site<'_, '_>) -> Option<Found> {
    let text = site.text();
    let run = *site.cluster.run(site.anchor)?;
    if run.count > 4 {
        return None;
    }
    let start = word_before(text, run.span.start, FIRST)?;
    let mut end = run.span.end;
    let mut parts = 1;
    loop {
        // «/7», «-7», «/bnr. 7», or «, bnr. 7».
        let rest = &text[end..];
        let slash = matches!(rest, [b'/' | b'-', b'0'..=b'9', ..]);
        let step = if slash { 1 } else { joining_word(rest).unwrap_or(0) };
        let digits = rest[step.min(rest.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
        if step == 0 || !(1..=4).contains(&digits) {
            break;
        }
        end += step + digits;
        parts += 1;
    }
    if parts < 2 {
        return None;
    }
    let runs = (site.anchor..site.cluster.len())
        .take_while(|&run| site.cluster.run(run).is_some_and(|run| run.span.end <= end))
        .count();
    Some(Found {
        span: Span::new(start, end),
        kind: Kind::GnrBnr,
        runs: runs.max(1),
        certainty: Certainty::Certain,
        form: Evidence::Pattern,
        named: None,
        synthetic: false,
    })
}

/// Where one of `words` begins that stands before byte `at`, with only dot, colon and blanks between.
fn word_before(text: &[u8], at: usize, words: &[&str]) -> Option<usize> {
    let before = text[at.saturating_sub(24)..at].trim_ascii_end();
    let before = before.strip_suffix(b":").unwrap_or(before);
    let before = before.strip_suffix(b".").unwrap_or(before);
    // All of them end in r: most numbers are turned away here.
    if !before.last().is_some_and(|last| last.eq_ignore_ascii_case(&b'r')) {
        return None;
    }
    let word = words.iter().find(|word| {
        let Some(from) = before.len().checked_sub(word.len()) else { return false };
        let touched = from > 0 && (before[from - 1].is_ascii_alphanumeric() || before[from - 1] >= 0x80);
        !touched && folds_to(&before[from..], word)
    })?;
    Some(at.saturating_sub(24) + before.len() - word.len())
}

/// `given` in lower case is `word`.
fn folds_to(given: &[u8], word: &str) -> bool {
    Folded::new(given).is_some_and(|folded| folded.as_bytes() == word.as_bytes())
}

/// Bytes of «, bnr. » and the like.
fn joining_word(rest: &[u8]) -> Option<usize> {
    let skip = rest.iter().take_while(|b| matches!(b, b' ' | b',' | b'/')).count();
    let word = rest[skip..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let name = rest[skip..skip + word].to_ascii_lowercase();
    NEXT.iter().find(|next| next.as_bytes() == name)?;
    let behind = rest[skip + word..].iter().take_while(|b| matches!(b, b'.' | b' ' | b':')).count();
    Some(skip + word + behind)
}
