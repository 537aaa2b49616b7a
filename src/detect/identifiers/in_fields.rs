//! Personal numbers that forms and tables part: the date of birth in one field and the last five digits in the next, or a digit a box.

use super::personal::validate;
use super::{Evidence, Found};
use crate::model::{Certainty, Part, Segment};

/// Fields between a date and the digits that go with it, at most.
const NEAR: usize = 3;
/// Boxes of a number that is written a digit a box.
const BOXES: usize = 11;

/// The numbers that stand in several fields of one record; a number is found where its last digits are, in boxes where it begins.
pub fn in_fields(part: &Part<'_>, mut found: impl FnMut(Found)) {
    for (at, segment) in part.segments.iter().enumerate() {
        let number = match segment.end - segment.start {
            5 => with_date_beside(part, at),
            1 => in_boxes(part, at),
            _ => None,
        };
        if let Some(personal) = number.and_then(|number| validate(&number)).filter(|personal| personal.old_rule) {
            found(Found {
                span: segment.span(),
                kind: personal.kind,
                runs: 0,
                certainty: Certainty::Likely,
                form: Evidence::CheckDigits,
                named: None,
                synthetic: personal.synthetic,
            });
        }
    }
}

/// The five digits of field `at` behind the date beside them: both are plain numbers unless one of them is called what it is.
fn with_date_beside(part: &Part<'_>, at: usize) -> Option<[u8; 11]> {
    let field = &part.segments[at];
    let value = |field: &Segment| field.span().of(&part.text);
    let rest = digits::<5>(value(field))?;
    let is_named = {
        let label = field.label.to_lowercase();
        ["personn", "person_n", "pnr", "fnr", "fødselsn", "fodselsn", "siste"].iter().any(|name| label.contains(name))
    };
    let is_own = |other: &&Segment| other.record == field.record;
    let before = part.segments[..at].iter().rev().take(NEAR).take_while(is_own);
    let behind = part.segments[at + 1..].iter().take(NEAR).take_while(is_own);
    let date = match is_named {
        true => before.chain(behind).find_map(|other| date(value(other)))?,
        false => {
            let other = before.into_iter().next()?;
            let label = other.label.to_lowercase();
            let is_birth = ["fød", "fod", "birth"].iter().any(|name| label.starts_with(name));
            let is_plain = label.is_empty() && field.label.is_empty() && other.end - other.start == 6;
            date(value(other)).filter(|_| is_birth || is_plain)?
        }
    };
    let mut number = [0; 11];
    number[..6].copy_from_slice(&date);
    number[6..].copy_from_slice(&rest);
    Some(number)
}

/// The digits of eleven boxes in a row, from field `at` on; more or fewer are no number.
fn in_boxes(part: &Part<'_>, at: usize) -> Option<[u8; 11]> {
    let first = &part.segments[at];
    let digit = |field: &Segment| {
        let digit = digits::<1>(field.span().of(&part.text))?[0];
        (field.record == first.record && field.label == first.label).then_some(digit)
    };
    let goes_on = |at: Option<usize>| at.and_then(|at| part.segments.get(at)).and_then(digit).is_some();
    if goes_on(at.checked_sub(1)) || goes_on(at.checked_add(BOXES)) {
        return None;
    }
    let mut number = [0; BOXES];
    for (place, field) in number.iter_mut().zip(part.segments.get(at..at + BOXES)?) {
        *place = digit(field)?;
    }
    Some(number)
}

/// The digits that a value is, if it is nothing else.
fn digits<const N: usize>(value: &[u8]) -> Option<[u8; N]> {
    let digits: [u8; N] = value.try_into().ok()?;
    digits.iter().all(u8::is_ascii_digit).then(|| digits.map(|byte| byte - b'0'))
}

/// Day, month and year of two digits: `170891`, `17.08.1891`, `17.08.91`, `1891-08-17`.
fn date(value: &[u8]) -> Option<[u8; 6]> {
    let written: Vec<u8> = value.iter().copied().filter(u8::is_ascii_digit).collect();
    let is_mark = |byte: &u8| matches!(byte, b'.' | b'-' | b'/' | b' ');
    if value.len() - written.len() != value.iter().filter(|byte| is_mark(byte)).count() {
        return None;
    }
    let begins_with_year = value.len() == 10 && value[..4].iter().all(u8::is_ascii_digit);
    match written[..] {
        [d1, d2, m1, m2, y1, y2] => Some([d1, d2, m1, m2, y1, y2]),
        [_, _, y1, y2, m1, m2, d1, d2] if begins_with_year => Some([d1, d2, m1, m2, y1, y2]),
        [d1, d2, m1, m2, _, _, y1, y2] => Some([d1, d2, m1, m2, y1, y2]),
        _ => None,
    }
    .map(|date| date.map(|byte| byte - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_their_forms() {
        for text in ["170891", "17.08.1891", "17.08.91", "1891-08-17", "17 08 91", "17/08/1891"] {
            assert_eq!(date(text.as_bytes()), Some([1, 7, 0, 8, 9, 1]), "{text}");
        }
        for text in ["17089", "17.8.1891", "kl 170891", "1708911234", ""] {
            assert_eq!(date(text.as_bytes()), None, "{text}");
        }
    }
}
