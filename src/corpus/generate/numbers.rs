//! Numbers with right check digits that belong to nobody, and numbers that only look like it.
//!
//! Personal numbers bear birth years 1855-1899 and individual numbers 500-749, which nobody living has; accounts the bank code
//! 1234, which no bank has; DUF numbers years before the register.

use super::random::Random;

/// What a template calls for by `{@name}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// National identity number in one of its written forms.
    Personal,
    /// National identity number of the test series (month + 80).
    Test,
    /// D number (day + 40).
    D,
    /// H number (month + 40).
    H,
    /// Common help number of the health sector: no date, begins with 900.
    Fh,
    /// DUF number.
    Duf,
    /// Bank account.
    Account,
    /// International form of a bank account.
    Iban,
    /// Payment reference with its right check digit (mod 10).
    Kid,
    /// Eleven digits that begin with a date and fail the check digits of a personal number under either rule.
    Invoice,
    /// Organisation number.
    Organisation,
    /// Random UUID.
    Uuid,
    /// A sum of money in kroner, from thousands to millions.
    Amount,
}

impl Number {
    /// By its name in templates.
    pub fn from_name(name: &str) -> Option<Number> {
        Some(match name {
            "personal" => Number::Personal,
            "test" => Number::Test,
            "d" => Number::D,
            "h" => Number::H,
            "fh" => Number::Fh,
            "duf" => Number::Duf,
            "account" => Number::Account,
            "iban" => Number::Iban,
            "kid" => Number::Kid,
            "invoice" => Number::Invoice,
            "organisation" => Number::Organisation,
            "uuid" => Number::Uuid,
            "amount" => Number::Amount,
            _ => return None,
        })
    }

    /// Writes one.
    pub fn write(self, random: &mut Random, out: &mut Vec<u8>) {
        match self {
            Number::Personal => person(random, 0, 0, out),
            Number::Test => person(random, 0, 80, out),
            Number::D => person(random, 40, 0, out),
            Number::H => person(random, 0, 40, out),
            Number::Fh => common_help(random, out),
            Number::Duf => {
                number(out, random.within(1970, 1974), 4);
                if random.percent(20) {
                    out.push(b' ');
                }
                number(out, random.below(100_000_000), 8);
            }
            Number::Account => account(random, out),
            Number::Iban => iban(random, out),
            Number::Kid => kid(random, out),
            Number::Invoice => invoice(random, out),
            Number::Organisation => organisation(random, out),
            Number::Uuid => uuid(random, out),
            Number::Amount => amount(random, out),
        }
    }
}

/// `value` in decimal digits, at least `width` of them.
pub fn number(out: &mut Vec<u8>, mut value: u32, width: usize) {
    let mut digits = [b'0'; 10];
    let mut at = digits.len();
    while at > 0 && (value > 0 || digits.len() - at < width.max(1)) {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
    }
    out.extend_from_slice(&digits[at..]);
}

const FIRST: [u32; 9] = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const SECOND: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// The digit that makes the weighted sum divisible by eleven; 10 where there is none.
fn check(digits: &[u32], weights: &[u32]) -> u32 {
    let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 11
}

/// The eleven digits of somebody born 1855-1899, with `day` and `month` added; the last two are 10 where there is no such number.
fn eleven(random: &mut Random, day: u32, month: u32) -> [u32; 11] {
    let (day, month) = (random.within(1, 28) + day, random.within(1, 12) + month);
    let (year, individual) = (random.within(55, 99), random.within(500, 749));
    let mut digits = [0; 11];
    for (at, pair) in [day, month, year].into_iter().enumerate() {
        digits[2 * at] = pair / 10;
        digits[2 * at + 1] = pair % 10;
    }
    for (at, place) in [100, 10, 1].into_iter().enumerate() {
        digits[6 + at] = individual / place % 10;
    }
    digits[9] = check(&digits[..9], &FIRST);
    digits[10] = check(&digits[..10], &SECOND);
    digits
}

fn person(random: &mut Random, day: u32, month: u32, out: &mut Vec<u8>) {
    // One in six or so has no check digits; a hundred in a row is not to be.
    let digits = (0..100).map(|_| eleven(random, day, month)).find(|digits| digits[9] < 10 && digits[10] < 10);
    let digits = digits.unwrap_or([0, 1, 0, 1, 5, 5, 5, 0, 0, 0, 0]).map(|digit| b'0' + digit as u8);
    match random.below(20) {
        0..=10 => out.extend_from_slice(&digits),
        11..=17 => {
            out.extend_from_slice(&digits[..6]);
            out.push(b' ');
            out.extend_from_slice(&digits[6..]);
        }
        18 => {
            out.extend_from_slice(&digits[..6]);
            out.push(b'-');
            out.extend_from_slice(&digits[6..]);
        }
        _ => {
            for (at, pair) in digits[..6].chunks(2).enumerate() {
                out.extend_from_slice(pair);
                out.push(if at < 2 { b'.' } else { b' ' });
            }
            out.extend_from_slice(&digits[6..]);
        }
    }
}

fn common_help(random: &mut Random, out: &mut Vec<u8>) {
    let mut digits = [9, 0, 0, 0, 0, 0, 0, 0, 0, 10, 10];
    while digits[9] == 10 || digits[10] == 10 {
        for digit in &mut digits[3..9] {
            *digit = random.below(10);
        }
        digits[9] = check(&digits[..9], &FIRST);
        digits[10] = check(&digits[..10], &SECOND);
    }
    let is_grouped = random.percent(20);
    for (at, digit) in digits.into_iter().enumerate() {
        if is_grouped && at == 6 {
            out.push(b' ');
        }
        out.push(b'0' + digit as u8);
    }
}

/// The digits of an account of the bank that there is not.
fn account_digits(random: &mut Random) -> [u32; 11] {
    let mut digits = [1, 2, 3, 4, 5, 0, 0, 0, 0, 0, 10];
    while digits[10] == 10 {
        for digit in &mut digits[5..10] {
            *digit = random.below(10);
        }
        digits[10] = check(&digits[..10], &SECOND);
    }
    digits
}

fn account(random: &mut Random, out: &mut Vec<u8>) {
    let digits = account_digits(random);
    let gap = match random.below(10) {
        0..=6 => b'.',
        7..=8 => b' ',
        _ => 0,
    };
    for (at, digit) in digits.into_iter().enumerate() {
        if gap != 0 && (at == 4 || at == 6) {
            out.push(gap);
        }
        out.push(b'0' + digit as u8);
    }
}

/// «NO», two check digits (ISO 7064, mod 97) and the account; mostly in groups of four, as on paper.
fn iban(random: &mut Random, out: &mut Vec<u8>) {
    let digits = account_digits(random);
    let remainder = |sum: u32, digit: &u32| (10 * sum + digit) % 97;
    // N is 23 and O is 24; the check digits count as noughts.
    let checked = digits.iter().chain(&[2, 3, 2, 4, 0, 0]).fold(0, remainder);
    let is_grouped = random.percent(70);
    out.extend_from_slice(b"NO");
    number(out, 98 - checked, 2);
    for (at, digit) in digits.into_iter().enumerate() {
        if is_grouped && at % 4 == 0 {
            out.push(b' ');
        }
        out.push(b'0' + digit as u8);
    }
}

/// Luhn's check digit behind seven to fifteen digits.
fn kid(random: &mut Random, out: &mut Vec<u8>) {
    let start = out.len();
    for at in 0..random.within(7, 15) {
        out.push(b'0' + if at == 0 { random.within(1, 9) } else { random.below(10) } as u8);
    }
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let sum: u32 = out[start..]
        .iter()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte - b'0');
            if at % 2 == 0 { doubled(digit) } else { digit }
        })
        .sum();
    out.push(b'0' + ((10 - sum % 10) % 10) as u8);
}

fn invoice(random: &mut Random, out: &mut Vec<u8>) {
    let mut digits = eleven(random, 0, 0);
    digits[9] = random.below(10);
    let right = check(&digits[..10], &SECOND);
    digits[10] = (right + random.within(1, 9)) % 10;
    if digits[10] == right {
        digits[10] = (right + 1) % 10;
    }
    out.extend(digits.map(|digit| b'0' + digit as u8));
}

fn organisation(random: &mut Random, out: &mut Vec<u8>) {
    const WEIGHTS: [u32; 8] = [3, 2, 7, 6, 5, 4, 3, 2];
    // The register began 85 numbers so, and gave up long before they were all used.
    let mut digits = [8, 5, 0, 0, 0, 0, 0, 0, 10];
    while digits[8] == 10 {
        for digit in &mut digits[2..8] {
            *digit = random.below(10);
        }
        digits[8] = check(&digits[..8], &WEIGHTS);
    }
    let is_grouped = random.percent(70);
    for (at, digit) in digits.into_iter().enumerate() {
        if is_grouped && (at == 3 || at == 6) {
            out.push(b' ');
        }
        out.push(b'0' + digit as u8);
    }
}

fn uuid(random: &mut Random, out: &mut Vec<u8>) {
    let bits = [random.bits(), random.bits()];
    for at in 0..32 {
        if matches!(at, 8 | 12 | 16 | 20) {
            out.push(b'-');
        }
        let nibble = match at {
            12 => 4,
            16 => 8 | (bits[1] & 3),
            _ => (bits[at / 16] >> (4 * (at % 16))) & 15,
        };
        out.push(b"0123456789abcdef"[nibble as usize & 15]);
    }
}

/// Two or three digits that count, the rest noughts, in groups of three.
fn amount(random: &mut Random, out: &mut Vec<u8>) {
    let noughts = random.within(1, 5);
    let mut value = random.within(10, 999) * 10_u32.pow(noughts);
    if value >= 10_000_000 {
        value = value / 1_000_000 * 1_000_000;
    }
    let mut digits = Vec::new();
    number(&mut digits, value, 1);
    for (at, digit) in digits.iter().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(b' ');
        }
        out.push(*digit);
    }
}

#[cfg(test)]
#[path = "numbers_tests.rs"]
mod tests;
