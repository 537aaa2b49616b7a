//! What stays of a value of each kind: the table of the module above, character by character.

use crate::model::Kind;

/// Hides what a value of `kind`, written as `text`, must not show. One flag a byte; what is hidden already stays hidden.
pub(super) fn hide(kind: Kind, text: &str, hidden: &mut [bool]) {
    match kind {
        Kind::Fodselsnummer | Kind::DNummer | Kind::HNummer => {
            // The last five go, however many there are before them: a table may have lost the leading zero.
            keep_first(text, hidden, 6.min(count_word(text).saturating_sub(5)));
        }
        Kind::FhNummer | Kind::Bilskilt | Kind::Passnummer => keep_first(text, hidden, 2.min(count_word(text) / 2)),
        Kind::DufNummer | Kind::Kontonummer | Kind::Iban => keep_first(text, hidden, 4.min(count_word(text) / 2)),
        Kind::Organisasjonsnummer | Kind::Kid => keep_first(text, hidden, 3.min(count_word(text) / 3)),
        Kind::Telefon => {
            let code = country_code(text);
            let number = &text[code..];
            keep_first(number, &mut hidden[code..], 2.min(count_word(number) / 2));
        }
        Kind::Epost => email(text, hidden),
        Kind::Fodselsdato => birth_date(text, hidden),
        Kind::GnrBnr => hide_where(text, hidden, is_number),
        Kind::Personnavn | Kind::Adresse | Kind::ShieldingMismatch | Kind::Connection => initials(text, hidden),
        _ => first_letter(text, hidden),
    }
}

/// [`hide`] for what may be a piece of a value, cut at its left or its right end.
pub(super) fn hide_cut(kind: Kind, left: bool, text: &str, hidden: &mut [bool]) {
    if left || kind == Kind::Fodselsdato {
        hide_where(text, hidden, is_word);
    } else {
        hide(kind, text, hidden);
    }
}

/// Neither blank nor punctuation. What is unknown counts as a letter: hidden rather than shown.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    is_latin(c)
        || !(c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201f}' | '«' | '»' | '·' | '…' | '\u{ad}'))
}

fn is_number(c: char) -> bool {
    !is_latin(c) && c.is_numeric()
}

/// The letters with marks of Europe's languages, `å` and `é` among them: known without a look into the tables of Unicode.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}')
}

fn count_word(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().map(|b| usize::from(b.is_ascii_alphanumeric())).sum();
    }
    text.chars().map(|c| usize::from(is_word(c))).sum()
}

/// Hides the characters that `hides` says, which is asked for each in order. Whether it hides is as good as random, so neither this
/// nor what it is asked with should branch on it.
fn hide_where(text: &str, hidden: &mut [bool], mut hides: impl FnMut(char) -> bool) {
    for (at, c) in text.char_indices() {
        hidden[at] |= hides(c);
    }
}

/// The first `left` characters show.
fn keep_first(text: &str, hidden: &mut [bool], mut left: usize) {
    hide_where(text, hidden, |c| {
        let word = is_word(c);
        let hides = word & (left == 0);
        left = left.saturating_sub(word.into());
        hides
    });
}

/// The first letter of each part shows; digits never do.
fn initials(text: &str, hidden: &mut [bool]) {
    let mut inside = false;
    hide_where(text, hidden, |c| {
        let word = is_word(c);
        let hides = word & (inside | is_number(c));
        // `O'Brien` is one part: its apostrophe opens none.
        inside = word | (inside & matches!(c, '\'' | '\u{2019}'));
        hides
    });
}

/// The first letter of all shows; digits never do.
fn first_letter(text: &str, hidden: &mut [bool]) {
    let mut is_first = true;
    hide_where(text, hidden, |c| {
        let word = is_word(c);
        let hides = word & (!is_first | is_number(c));
        is_first &= !word;
        hides
    });
}

/// How many bytes `+47` and its like take at the start.
fn country_code(text: &str) -> usize {
    let bare = text.trim_start_matches(['(', ' ']);
    let before = text.len() - bare.len();
    if bare.starts_with("+47") {
        before + 3
    } else if bare.starts_with("0047") {
        before + 4
    } else {
        0
    }
}

/// First letter of the local part, of the domain, and the top-level domain; a part of one letter does not show.
fn email(text: &str, hidden: &mut [bool]) {
    let Some(at_sign) = text.rfind('@') else {
        return first_letter(text, hidden);
    };
    let domain = at_sign + 1;
    let top = text[domain..].rfind('.').map_or(text.len(), |dot| domain + dot);
    for part in [0..at_sign, domain..top] {
        let letters = text[part.clone()].chars().count();
        for (place, (at, c)) in text[part.clone()].char_indices().enumerate() {
            hidden[part.start + at] |= place > 0 || letters == 1 || is_number(c);
        }
    }
}

/// The year shows: four digits that look like one, else the last two.
fn birth_date(text: &str, hidden: &mut [bool]) {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let len = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if len > 0 {
            runs.push(at..at + len);
        }
        at += len.max(1);
    }
    let is_year = |year: &[u8]| matches!(year, [b'1', b'8' | b'9', _, _] | [b'2', b'0', _, _]);
    let four = runs.iter().rev().find(|run| run.len() == 4 && is_year(&bytes[(*run).clone()])).cloned();
    let year = four.or_else(|| {
        let last = runs.last()?;
        let (start, end) = (last.start, last.end);
        Some(match last.len() {
            8 if is_year(&bytes[start..start + 4]) && !is_year(&bytes[end - 4..end]) => start..start + 4,
            8 if is_year(&bytes[end - 4..end]) => end - 4..end,
            2 | 6 => end - 2..end,
            _ => return None,
        })
    });
    // A single run of two digits is no date: there is nothing beside it to hide.
    let shown =
        year.filter(|year| bytes.iter().filter(|b| b.is_ascii_digit()).count() > year.len()).unwrap_or_default();
    for (at, c) in text.char_indices() {
        hidden[at] |= is_word(c) && !shown.contains(&at);
    }
}
