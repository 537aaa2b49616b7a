use super::*;

fn written(number: Number, times: usize) -> Vec<String> {
    let mut random = Random::new(11, 5);
    (0..times)
        .map(|_| {
            let mut out = Vec::new();
            number.write(&mut random, &mut out);
            String::from_utf8(out).unwrap_or_default()
        })
        .collect()
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|letter| letter.to_digit(10)).collect()
}

fn holds(digits: &[u32]) -> bool {
    digits.len() == 11 && digits[9] == check(&digits[..9], &FIRST) && digits[10] == check(&digits[..10], &SECOND)
}

#[test]
fn personal_numbers_check_and_belong_to_nobody_living() {
    for (number, day, month) in
        [(Number::Personal, 0, 0), (Number::Test, 0, 80), (Number::D, 40, 0), (Number::H, 0, 40)]
    {
        for text in written(number, 500) {
            let digits = digits(&text);
            assert!(holds(&digits), "{text}");
            let pair = |at: usize| digits[at] * 10 + digits[at + 1];
            assert!((1..=28).contains(&(pair(0) - day)) && (1..=12).contains(&(pair(2) - month)), "{text}");
            assert!(pair(4) >= 55 && (5..=7).contains(&digits[6]), "{text}");
        }
    }
}

#[test]
fn invoice_numbers_are_no_personal_numbers_under_either_rule() {
    for text in written(Number::Invoice, 500) {
        let digits = digits(&text);
        assert_eq!(digits.len(), 11);
        assert_ne!(digits[10], check(&digits[..10], &SECOND), "{text}");
    }
}

#[test]
fn common_help_numbers_check_and_bear_no_date() {
    for text in written(Number::Fh, 300) {
        let digits = digits(&text);
        assert!(holds(&digits) && digits[..3] == [9, 0, 0], "{text}");
    }
}

#[test]
fn international_accounts_check() {
    for text in written(Number::Iban, 300) {
        let digits = digits(&text);
        assert!(text.starts_with("NO") && digits.len() == 13, "{text}");
        let moved = digits[2..].iter().chain(&[2, 3, 2, 4]).chain(&digits[..2]);
        assert_eq!(moved.fold(0, |sum, digit| (10 * sum + digit) % 97), 1, "{text}");
        assert_eq!(digits[12], check(&digits[2..12], &SECOND), "{text}");
    }
    assert!(written(Number::Iban, 300).iter().any(|text| text.contains(' ')));
}

#[test]
fn accounts_and_organisation_numbers_check() {
    for text in written(Number::Account, 300) {
        let digits = digits(&text);
        assert_eq!(digits[10], check(&digits[..10], &SECOND), "{text}");
        assert_eq!(&digits[..4], &[1, 2, 3, 4]);
    }
    for text in written(Number::Organisation, 300) {
        let digits = digits(&text);
        assert_eq!(digits[8], check(&digits[..8], &[3, 2, 7, 6, 5, 4, 3, 2]), "{text}");
    }
}

#[test]
fn payment_references_check() {
    for text in written(Number::Kid, 300) {
        let sum: u32 = digits(&text)
            .iter()
            .rev()
            .enumerate()
            .map(|(at, &digit)| if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
            .sum();
        assert_eq!(sum % 10, 0, "{text}");
    }
}

#[test]
fn amounts_stand_in_groups_of_three() {
    for text in written(Number::Amount, 300) {
        let groups: Vec<&str> = text.split(' ').collect();
        assert!(groups[1..].iter().all(|group| group.len() == 3) && groups[0].len() <= 3, "{text}");
    }
    let mut out = Vec::new();
    number(&mut out, 7, 2);
    number(&mut out, 0, 1);
    assert_eq!(out, b"070");
}
