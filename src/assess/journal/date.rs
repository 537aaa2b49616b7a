//! Which posts are so old that nobody should find a person by searching for the name (noark-5.2.33).

use crate::model::{Part, Segment};
use jiff::civil::Date;
use std::collections::HashSet;

/// The entries whose journal date lies before `day` (noark-5.2.33).
pub fn entries_before(part: &Part<'_>, day: Date) -> HashSet<u32> {
    const LABELS: [&str; 5] = ["journaldato", "jp.jdato", "jp_jdato", "journalført", "jour.dato"];
    let is_date = |segment: &&Segment| LABELS.contains(&segment.label.to_lowercase().as_str());
    let of_entry = |segment: &&Segment| (segment.record as usize) < part.entries.len();
    part.segments
        .iter()
        .filter(of_entry)
        .filter(is_date)
        .filter(|segment| date(segment.span().of(&part.text)).is_some_and(|date| date < day))
        .map(|segment| segment.record)
        .collect()
}

/// `2026-11-20`, `20.11.2026`, `20.11.26` or `20261120`, with perhaps a time behind.
fn date(text: &[u8]) -> Option<Date> {
    let mut numbers = text.split(|b| !b.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let value = |digits: &[u8]| digits.iter().fold(0i32, |sum, b| (sum * 10 + i32::from(b - b'0')) % 100_000_000);
    let first = numbers.next()?;
    let (year, month, day) = match first.len() {
        8 => (value(&first[..4]), value(&first[4..6]), value(&first[6..])),
        4 => (value(first), value(numbers.next()?), value(numbers.next()?)),
        _ => {
            let month = value(numbers.next()?);
            (value(numbers.next()?), month, value(first))
        }
    };
    // `20.11.26`; journals are not older than the machines that keep them.
    let year = match year {
        0..70 => 2000 + year,
        70..100 => 1900 + year,
        year => year,
    };
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_journals_write_them() {
        let day = Date::constant(2026, 11, 20);
        for written in ["2026-11-20", "20.11.2026", "20.11.26", "20261120", "2026-11-20T22:04:11Z"] {
            assert_eq!(date(written.as_bytes()), Some(day), "{written}");
        }
        assert_eq!(date(b"1.2.98"), Some(Date::constant(1998, 2, 1)));
        assert_eq!(date(b"snart"), None);
        assert_eq!(date(b"2026-13-40"), None);
    }
}
