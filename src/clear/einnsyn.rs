//! What eInnsyn's own check refuses: an upload with such an entry fails.

/// Whether `text` holds eleven digits whole, after six and white space, or as four, two and five parted by a dot or a blank,
/// with the check digits of a fødselsnummer.
pub fn refused_by_einnsyn(text: &[u8]) -> bool {
    let mut at = 0;
    while at < text.len() {
        let starts = text[at].is_ascii_digit() && (at == 0 || !text[at - 1].is_ascii_digit());
        if starts
            && (is_refused(&text[at..], &[11])
                || is_refused(&text[at..], &[6, 5])
                || is_refused(&text[at..], &[4, 2, 5]))
        {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether `text` begins with runs of digits of these lengths that make a number with right check digits.
fn is_refused(text: &[u8], lengths: &[usize]) -> bool {
    let (mut digits, mut rest) = (Vec::with_capacity(11), text);
    for (number, &length) in lengths.iter().enumerate() {
        if number > 0 {
            let gap = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let is_parted = match lengths.len() {
                2 => gap >= 1,
                _ => gap == 1 || rest.first() == Some(&b'.'),
            };
            if !is_parted {
                return false;
            }
            rest = &rest[gap.max(1)..];
        }
        if rest.iter().take_while(|byte| byte.is_ascii_digit()).count() != length {
            return false;
        }
        digits.extend(rest[..length].iter().map(|byte| u32::from(byte - b'0')));
        rest = &rest[length..];
    }
    const FIRST: [u32; 10] = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
    const SECOND: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    let sum = |weights: &[u32]| weights.iter().zip(&digits).map(|(weight, digit)| weight * digit).sum::<u32>();
    sum(&FIRST) % 11 == 0 && sum(&SECOND) % 11 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_forms_are_refused() {
        // 15 April 1886, by the arithmetic.
        let number = |a: &str, gap: &str, b: &str| format!("Gjelder {a}{gap}{b}.");
        let whole =
            (0..100_000u32).map(|tail| format!("150486{tail:05}")).find(|one| refused_by_einnsyn(one.as_bytes()));
        let whole = whole.expect("one of them has right check digits");
        assert!(refused_by_einnsyn(number(&whole, "", "").as_bytes()));
        assert!(refused_by_einnsyn(number(&whole[..6], "  ", &whole[6..]).as_bytes()));
        for gap in [".", " "] {
            let parted = format!("{}{gap}{}{gap}{}", &whole[..4], &whole[4..6], &whole[6..]);
            assert!(refused_by_einnsyn(parted.as_bytes()), "{parted}");
        }
        for harmless in [format!("1{whole}"), format!("{}-{}", &whole[..6], &whole[6..]), "12345678901".to_owned()] {
            assert!(!refused_by_einnsyn(harmless.as_bytes()), "{harmless}");
        }
    }
}
