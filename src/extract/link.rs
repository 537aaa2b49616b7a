//! What links say: addresses are written with `%C3%A5` for `å` and `%40` for `@`, and names and numbers in them are found as people
//! read them.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Links within links (services that look at a link before they pass it on) are encoded once more each.
const MOST_LAYERS: usize = 4;

/// The address `link` as people read it.
pub(super) fn readable(link: &str) -> Cow<'_, str> {
    let mut read = Cow::Borrowed(link);
    for _ in 0..MOST_LAYERS {
        let Some(next) = decoded(&read) else { break };
        read = Cow::Owned(next);
    }
    match blanks(&read) {
        Some(spaced) => Cow::Owned(spaced),
        None => read,
    }
}

/// Without one layer of encoding; `None` where there is none.
fn decoded(link: &str) -> Option<String> {
    memchr::memchr(b'%', link.as_bytes())?;
    let bytes: Cow<'_, [u8]> = percent_decode_str(link).into();
    // Old pages write letters of their own encoding.
    let text = match String::from_utf8(bytes.into_owned()) {
        Ok(text) => text,
        Err(error) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned(),
    };
    (text != link).then_some(text)
}

/// In what follows a question mark blanks are written as `+`: between words they become blanks again.
fn blanks(link: &str) -> Option<String> {
    let query = link.find('?')?;
    let is_blank = |(at, _): &(usize, char)| {
        let is_letter = |character: Option<char>| character.is_some_and(char::is_alphabetic);
        is_letter(link[..*at].chars().next_back()) && is_letter(link[*at + 1..].chars().next())
    };
    let mut blanks = link[query..].match_indices('+').map(|(at, _)| (query + at, '+')).filter(is_blank).peekable();
    blanks.peek()?;
    let mut spaced = String::with_capacity(link.len());
    let mut from = 0;
    for (at, _) in blanks {
        spaced.push_str(&link[from..at]);
        spaced.push(' ');
        from = at + 1;
    }
    spaced.push_str(&link[from..]);
    Some(spaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_read_them() {
        assert_eq!(readable("mailto:kari.nordmann%40example.no"), "mailto:kari.nordmann@example.no");
        assert_eq!(readable("https://example.no/K%C3%A5re%20Vik?a=1%2C2"), "https://example.no/Kåre Vik?a=1,2");
        assert_eq!(
            readable("https://example.no/s%F8k?navn=Kari+Vik&tlf=+4712"),
            "https://example.no/søk?navn=Kari Vik&tlf=+4712"
        );
        assert_eq!(
            readable("https://gate.example.no/?url=mailto%3Akari%2540example.no"),
            "https://gate.example.no/?url=mailto:kari@example.no"
        );
        for plain in
            ["https://example.no/a?b=c#d", "100 %", "C:\\Saker\\50%.docx", "kari+sak@example.no", "", "%", "%2"]
        {
            assert!(matches!(readable(plain), Cow::Borrowed(same) if same == plain), "{plain}");
        }
    }
}
