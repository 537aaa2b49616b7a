//! Personal numbers that nobody living has: right check digits, birth years 1855-1899.

/// The first fødselsnummer of that day with an individual number from `individual` on (500-749: the birth years
/// 1855-1899).
pub fn fodselsnummer(day: u32, month: u32, year: u32, individual: u32) -> String {
    assert!((1855..=1899).contains(&year) && (500..=749).contains(&individual), "somebody may have this number");
    (individual..=749)
        .find_map(|individual| with_check_digits(&format!("{day:02}{month:02}{:02}{individual:03}", year % 100)))
        .unwrap_or_else(|| {
            unreachable!("nine numbers in eleven have a first check digit, and of those nine in eleven a second")
        })
}

/// Folkeregisterforskriften § 2-2: two digits, modulo 11; none of them may be 10.
fn with_check_digits(nine: &str) -> Option<String> {
    let first = check_digit(nine, &[3, 7, 6, 1, 8, 9, 4, 5, 2])?;
    let ten = format!("{nine}{first}");
    let second = check_digit(&ten, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2])?;
    Some(format!("{ten}{second}"))
}

/// An account number of the bank 1234, which no bank has, with its check digit: `1234.56.78903`.
pub fn kontonummer(serial: u32) -> String {
    (serial..serial + 9)
        .find_map(|serial| {
            let ten = format!("123455{serial:04}");
            let check = check_digit(&ten, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2])?;
            Some(format!("1234.55.{serial:04}{check}"))
        })
        .unwrap_or_else(|| unreachable!("only one serial number in eleven has no check digit"))
}

fn check_digit(digits: &str, weights: &[u32]) -> Option<u32> {
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = (11 - sum % 11) % 11;
    (check < 10).then_some(check)
}
