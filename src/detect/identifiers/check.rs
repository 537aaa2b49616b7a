//! Check digits: weighted sums modulo 11, Luhn's modulo 10, and ISO 7064 modulo 97.

/// The weighted sum of `digits`, modulo 11; as many as there are weights.
pub fn mod11(digits: &[u8], weights: &[u8]) -> u8 {
    let sum: u32 = digits.iter().zip(weights).map(|(&d, &w)| u32::from(d) * u32::from(w)).sum();
    (sum % 11) as u8
}

/// Weights of account numbers and of the second check digit of personal numbers (Folkeregisterforskriften § 2-2).
pub const W2: [u8; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
/// Weights of the first check digit of personal numbers.
pub const W1: [u8; 10] = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];

/// The last digit is a check digit by modulo 10 (Luhn).
pub fn luhn_holds(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| {
            let value = u32::from(digit) * if place % 2 == 1 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    digits.len() > 1 && sum.is_multiple_of(10)
}

/// The last digit is a check digit by modulo 11 with the weights 2 to 7, from the right, in turn (KID).
pub fn kid_mod11_holds(digits: &[u8]) -> bool {
    let Some((&check, rest)) = digits.split_last() else { return false };
    let sum: u32 = rest.iter().rev().zip((2..=7).cycle()).map(|(&d, w)| u32::from(d) * w).sum();
    !rest.is_empty() && (sum + u32::from(check)).is_multiple_of(11)
}

/// ISO 7064 modulo 97 of a Norwegian IBAN, `NO` and 13 digits.
pub fn iban_holds(digits: &[u8; 13]) -> bool {
    let mut iban = *b"NO0000000000000";
    iban[2..].iter_mut().zip(digits).for_each(|(letter, digit)| *letter = b'0' + digit);
    mod97_holds(&iban)
}

/// ISO 7064 modulo 97 of an IBAN in capitals and digits: the first four go last, and a letter counts as two digits, `A` as 10.
pub fn mod97_holds(iban: &[u8]) -> bool {
    let (first, rest) = iban.split_at(iban.len().min(4));
    let sum = rest.iter().chain(first).fold(0u32, |sum, &letter| match letter {
        b'0'..=b'9' => (sum * 10 + u32::from(letter - b'0')) % 97,
        _ => (sum * 100 + u32::from(letter.saturating_sub(b'A')) + 10) % 97,
    });
    sum == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|b| b - b'0').collect()
    }

    #[test]
    fn sums_hold_for_what_arithmetic_gives() {
        assert_eq!(mod11(&digits("12345600009"), &W2), 0);
        assert!(luhn_holds(&digits("202400118008")));
        assert!(!luhn_holds(&digits("202400118003")));
        assert!(kid_mod11_holds(&digits("1234567892")), "the common example of the KID description");
        let iban: [u8; 13] = digits("8912345600009").try_into().unwrap_or([0; 13]);
        assert!(iban_holds(&iban));
    }
}
