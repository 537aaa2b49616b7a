//! What eInnsyn's own check refuses: texts with what it takes for a fødselsnummer. Told beforehand, so that an upload does not fail at
//! night. The check is eInnsyn's, not ours: D-numbers pass it, other blanks and dashes pass it.

use crate::model::Span;
use jiff::civil::Date;

/// Weights of the two check digits (folkeregisterforskriften § 2-2).
const W1: [u32; 10] = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const W2: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/// The forms, as runs of digits with what parts them. A blank is one byte of ASCII white space, as in Java's `\s`.
const FORMS: [(&[usize], &[u8]); 4] =
    [(&[11], b""), (&[6, 5], b" \t\n\x0b\x0c\r"), (&[4, 2, 5], b"."), (&[4, 2, 5], b" \t\n\x0b\x0c\r")];

/// Whether eInnsyn would refuse an entry with `text` (one field, UTF-8) in it.
pub fn refused_by_einnsyn(text: &[u8]) -> bool {
    refused_places(text).next().is_some()
}

/// The places of `text` that it would be refused for, in bytes, rising.
pub fn refused_places(text: &[u8]) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let start = at;
            at += 1;
            let begins = text[start].is_ascii_digit() && !(start > 0 && text[start - 1].is_ascii_digit());
            if !begins {
                continue;
            }
            if let Some(end) = FORMS.iter().find_map(|(runs, gap)| number_at(text, start, runs, gap)) {
                at = end;
                return Some(Span::new(start, end));
            }
        }
        None
    })
}

/// One past a number of that form with right date and check digits.
fn number_at(text: &[u8], start: usize, runs: &[usize], gap: &[u8]) -> Option<usize> {
    let (mut digits, mut filled, mut at) = ([0; 11], 0, start);
    for (index, &run) in runs.iter().enumerate() {
        if index > 0 {
            text.get(at).filter(|byte| gap.contains(byte))?;
            at += 1;
        }
        for _ in 0..run {
            digits[filled] = text.get(at).filter(|byte| byte.is_ascii_digit())? - b'0';
            (filled, at) = (filled + 1, at + 1);
        }
    }
    let ends = !text.get(at).is_some_and(u8::is_ascii_digit);
    (ends && is_a_day(&digits) && sum(&digits, &W1) == 0 && sum(&digits, &W2) == 0).then_some(at)
}

/// The weighted sum, modulo 11.
fn sum(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(&digit, weight)| u32::from(digit) * weight).sum::<u32>() % 11
}

/// The first six digits are a day of this century's calendar, which is how two digits of a year are read there.
fn is_a_day(digits: &[u8; 11]) -> bool {
    let two = |at: usize| digits[at] * 10 + digits[at + 1];
    Date::new(2000 + i16::from(two(4)), two(2) as i8, two(0) as i8).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number of a birth year before 1900, by the arithmetic.
    fn number(day: u8, month: u8) -> String {
        (500..750)
            .find_map(|individual| {
                let nine = format!("{day:02}{month:02}71{individual}");
                let digit = |text: &str, weights: &[u32]| {
                    let digits: Vec<u8> = text.bytes().map(|byte| byte - b'0').collect();
                    let check = (11 - sum(&digits, &weights[..weights.len() - 1])) % 11;
                    (check < 10).then_some(check)
                };
                let ten = format!("{nine}{}", digit(&nine, &W1)?);
                Some(format!("{ten}{}", digit(&ten, &W2)?))
            })
            .unwrap()
    }

    #[test]
    fn the_forms_that_einnsyn_knows_are_refused() {
        let n = number(14, 3);
        let forms = [
            n.clone(),
            format!("Fnr: {n}."),
            format!("{} {}", &n[..6], &n[6..]),
            format!("{}\t{}", &n[..6], &n[6..]),
            format!("a{}.{}.{}b", &n[..4], &n[4..6], &n[6..]),
            format!("{} {} {}", &n[..4], &n[4..6], &n[6..]),
        ];
        for form in &forms {
            assert!(refused_by_einnsyn(form.as_bytes()), "{form}");
        }
        let twice = format!("{n} og {n}");
        let places: Vec<_> = refused_places(twice.as_bytes()).collect();
        assert_eq!(places, [Span::new(0, 11), Span::new(15, 26)]);
    }

    #[test]
    fn what_einnsyn_lets_through_is_not() {
        let n = number(14, 3);
        let wrong = format!("{}{}", &n[..10], (n.as_bytes()[10] - b'0' + 1) % 10);
        let d_number = number(54, 3);
        for form in [
            wrong,
            d_number,
            format!("1{n}"),
            format!("{n}1"),
            format!("{}-{}", &n[..6], &n[6..]),
            format!("{}  {}", &n[..6], &n[6..]),
            format!("{}.{}", &n[..6], &n[6..]),
            format!("{}.{} {}", &n[..4], &n[4..6], &n[6..]),
            "Sak 2024/118".into(),
            String::new(),
        ] {
            assert!(!refused_by_einnsyn(form.as_bytes()), "{form}");
        }
    }
}
