//! Runs of digits that may be a personal number where no finding says so: in paths, arguments, names of fields, and texts that
//! were searched for something else.

use std::ops::Range;

/// A run of digits: its bytes and how many digits.
struct Run {
    bytes: Range<usize>,
    digits: usize,
}

/// Digits from which on a run is looked at: shorter ones are no piece of any number that is looked for here.
const SHORTEST: usize = 5;

/// Runs of five digits and more in `text`, full-width ones too.
fn runs(text: &str) -> impl Iterator<Item = Run> {
    let bytes = text.as_bytes();
    // No run begins before.
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            // A run that begins here, or up to this byte, holds this byte: most texts are passed over in steps.
            let probe = from + SHORTEST - 1;
            if !is_of_digit(*bytes.get(probe)?) {
                from = probe + 1;
                continue;
            }
            let start = probe - bytes[from..probe].iter().rev().take_while(|&&b| is_of_digit(b)).count();
            let mut run = Run { bytes: start..start, digits: 0 };
            loop {
                match digit_len(&bytes[run.bytes.end..]) {
                    0 => break,
                    len => run.bytes.end += len,
                }
                run.digits += 1;
            }
            from = run.bytes.end.max(start + 1);
            if run.digits >= SHORTEST {
                return Some(run);
            }
        }
    })
}

/// A digit, or a byte of a full-width one.
fn is_of_digit(b: u8) -> bool {
    b.is_ascii_digit() | matches!(b, 0xef | 0xbc | 0x90..=0x99)
}

/// Bytes of the digit that `bytes` begin with; 0 where there is none.
fn digit_len(bytes: &[u8]) -> usize {
    match bytes {
        [b'0'..=b'9', ..] => 1,
        [0xef, 0xbc, 0x90..=0x99, ..] => 3,
        _ => 0,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('\u{ff10}'..='\u{ff19}').contains(&c)
}

/// What may stand between the date and the rest of a personal number.
fn is_gap(between: &str) -> bool {
    let one = |c: char| {
        matches!(
            c,
            ' ' | '\t' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '-' | '\u{2010}'
                ..='\u{2013}' | '.' | '/' | '+' | '_' | '\n'
        )
    };
    (1..=2).contains(&between.chars().count()) && between.chars().all(one)
}

/// Eleven digits in one run or as 6 + 5, with the bytes of all and of the last five.
fn elevens(text: &str) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let mut before: Option<Run> = None;
    runs(text).filter_map(move |run| {
        let found = if run.digits == 11 {
            let tail = text[run.bytes.clone()].char_indices().nth(6).map_or(0, |(at, _)| at);
            Some((run.bytes.clone(), run.bytes.start + tail..run.bytes.end))
        } else {
            before.as_ref().and_then(|date| Some((date.bytes.start..run.bytes.end, tail_of(text, date, &run)?)))
        };
        before = Some(run);
        found
    })
}

/// The last five digits, where `date` and `run` are the two pieces of eleven.
fn tail_of(text: &str, date: &Run, run: &Run) -> Option<Range<usize>> {
    let gap = &text[date.bytes.end..run.bytes.start];
    // The blank of a web address ends in digits itself.
    let escaped = gap == "%" && run.digits == 7 && text[run.bytes.clone()].starts_with("20");
    let start = run.bytes.start + if escaped { 2 } else { 0 };
    (date.digits == 6 && (escaped || run.digits == 5 && is_gap(gap))).then_some(start..run.bytes.end)
}

fn hide_digits(text: &str, range: Range<usize>, hidden: &mut [bool]) {
    for (at, c) in text[range.clone()].char_indices() {
        if is_digit(c) {
            hidden[range.start + at] = true;
        }
    }
}

/// Hides the last five of eleven digits.
pub(super) fn hide_eleven(text: &str, hidden: &mut [bool]) {
    for (_, tail) in elevens(text) {
        hide_digits(text, tail, hidden);
    }
}

/// Hides the last five of eleven digits that begin with a day and a month, those of other series among them.
pub(super) fn hide_dated(text: &str, hidden: &mut [bool]) {
    for (whole, tail) in elevens(text) {
        if begins_with_date(&text[whole]) {
            hide_digits(text, tail, hidden);
        }
    }
}

/// Hides the last five of eleven digits, and all but the year of twelve that begin with one.
pub(super) fn hide_any(text: &str, hidden: &mut [bool]) {
    for (_, tail) in elevens(text) {
        hide_digits(text, tail, hidden);
    }
    for run in runs(text).filter(|run| run.digits == 12) {
        if let Some((at, _)) = text[run.bytes.clone()].char_indices().nth(4) {
            hide_digits(text, run.bytes.start + at..run.bytes.end, hidden);
        }
    }
}

/// Hides all but the year of twelve digits that begin with one, as DUF numbers do.
pub(super) fn hide_with_year(text: &str, hidden: &mut [bool]) {
    for run in runs(text).filter(|run| run.digits == 12) {
        let digits = &text[run.bytes.clone()];
        if let Some((at, _)) =
            digits.char_indices().nth(4).filter(|_| ["19", "20"].iter().any(|c| digits.starts_with(c)))
        {
            hide_digits(text, run.bytes.start + at..run.bytes.end, hidden);
        }
    }
}

fn begins_with_date(number: &str) -> bool {
    let mut digits = number.chars().filter(|&c| is_digit(c)).map(|c| c as u32 & 15);
    let mut two = || Some(digits.next()? * 10 + digits.next()?);
    let (Some(day), Some(month)) = (two(), two()) else {
        return false;
    };
    // Day + 40: D numbers. Month + 40, + 65, + 80: help numbers and the test series.
    (matches!(day, 1..=31 | 41..=71) && matches!(month, 1..=12 | 41..=52 | 66..=77 | 81..=92)) || matches!(day, 80..=99)
}

/// Digits from which on the name of a field is masked.
const LONG: usize = 6;

/// Holds six digits in a run.
pub(super) fn has_long_run(name: &str) -> bool {
    long_runs(name).next().is_some()
}

/// Runs of six digits and more that are no ordinal, with the five that may follow six.
fn long_runs(name: &str) -> impl Iterator<Item = Range<usize>> {
    let mut before: Option<Run> = None;
    runs(name).filter_map(move |run| {
        let range = run.bytes.clone();
        let follows = before.as_ref().is_some_and(|date| tail_of(name, date, &run).is_some());
        let long = (run.digits >= LONG && !is_ordinal(name, &run)) || follows;
        before = Some(run);
        long.then_some(range)
    })
}

/// `post[1234567]`, or the index of a list as a JSON Pointer has it: `/rows/1234567/name`.
fn is_ordinal(name: &str, run: &Run) -> bool {
    let (before, after) = (&name[..run.bytes.start], &name[run.bytes.end..]);
    let bracketed = before.ends_with('[') && after.starts_with(']');
    let step = before.ends_with('/') && (after.is_empty() || after.starts_with('/'));
    run.digits <= 9 && (bracketed || step && !name[run.bytes.clone()].starts_with('0'))
}

/// Hides the digits of runs of six and more.
pub(super) fn hide_long_runs(name: &str, hidden: &mut [bool]) {
    for range in long_runs(name) {
        hide_digits(name, range, hidden);
    }
}
