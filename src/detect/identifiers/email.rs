//! E-mail addresses (RFC 5321), with æøå as people write them, found from their `@`.

use crate::model::Span;

/// Longest local part and domain.
const LONGEST: usize = 128;

/// The address around the `@` at byte `at`.
pub fn around(text: &[u8], at: usize) -> Option<Span> {
    let is_local = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-'".contains(b) || is_letter_byte(*b);
    let is_domain = |b: &u8| b.is_ascii_alphanumeric() || b".-".contains(b) || is_letter_byte(*b);
    let before = text[..at].iter().rev().take(LONGEST).take_while(|b| is_local(b)).count();
    let local = &text[at - before..at];
    let lead = local.iter().take_while(|b| b"._%+-'".contains(b) || **b & 0xC0 == 0x80).count();
    let local = &local[lead..];
    let domain = &text[at + 1..];
    let domain = &domain[..domain.iter().take(LONGEST).take_while(|b| is_domain(b)).count()];
    let domain = &domain[..domain.len() - domain.iter().rev().take_while(|b| b".-".contains(b)).count()];
    let dot = memchr::memrchr(b'.', domain)?;
    let top = &domain[dot + 1..];
    let fits = !local.is_empty()
        && local.last() != Some(&b'.')
        && dot > 0
        && !domain.starts_with(b".")
        && !domain.windows(2).any(|pair| pair == b"..")
        && top.len() >= 2
        && top.iter().all(u8::is_ascii_alphabetic);
    let span = Span::new(at - local.len(), at + 1 + domain.len());
    (fits && !logs_in(&text[..span.start], &text[span.end..]) && !leads_to_a_path(&text[span.end..])).then_some(span)
}

/// What stands around makes the part before the `@` the user of a URL: `https://user@host/path`, `ftp://user:word@host`.
fn logs_in(before: &[u8], behind: &[u8]) -> bool {
    let user = before.strip_suffix(b":").unwrap_or_default();
    let user_from = user.len() - user.iter().rev().take(LONGEST).take_while(|byte| !b"/ \n".contains(byte)).count();
    before.ends_with(b"://") && behind.starts_with(b"/") || user[..user_from].ends_with(b"://")
}

/// A path of that host stands `behind`: `git@host.no:group/project.git`.
fn leads_to_a_path(behind: &[u8]) -> bool {
    let is_path = |byte: &&u8| byte.is_ascii_alphanumeric() || b"/._~-".contains(byte);
    let path = behind.strip_prefix(b":").unwrap_or_default();
    path.iter().take(LONGEST).take_while(is_path).any(|byte| *byte == b'/')
}

fn is_letter_byte(byte: u8) -> bool {
    byte >= 0xC3 || (0x80..=0xBF).contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Option<&str> {
        let at = text.find('@')?;
        around(text.as_bytes(), at).map(|span| &text[span.start..span.end])
    }

    #[test]
    fn addresses_end_where_their_text_goes_on() {
        assert_eq!(address("Svar: kari.nordmann@example.no."), Some("kari.nordmann@example.no"));
        assert_eq!(address("<p.å.øverli@example.no>"), Some("p.å.øverli@example.no"));
        assert_eq!(address("ola+sak@post.example.com, og"), Some("ola+sak@post.example.com"));
    }

    #[test]
    fn handles_and_halves_are_none() {
        assert_eq!(address("Følg @kommunen"), None);
        assert_eq!(address("a@b"), None);
        assert_eq!(address("a@b..no"), None);
        assert_eq!(address("3@4.5"), None);
    }

    #[test]
    fn places_to_log_in_are_none() {
        assert_eq!(address("git clone git@kode.example.no:fag/arkiv.git"), None);
        assert_eq!(address("se https://kari@www.example.no/sak"), None);
        assert_eq!(address("ftp://kari.n:hemmelig@ftp.example.no"), None);
        assert_eq!(address("http://kari.n@example.no"), Some("kari.n@example.no"), "a program took it for a link");
        assert_eq!(address("mailto:kari@example.no"), Some("kari@example.no"));
        assert_eq!(address("Kari: ola@example.no: svar/takk"), Some("ola@example.no"));
    }
}
