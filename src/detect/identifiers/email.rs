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
    (fits && !is_login(&text[..span.start], local, &text[span.end..])).then_some(span)
}

/// The part before the `@` is the user of a program, not of a mailbox: `git@host.no:group/project`, `ftp://user:word@host.no`.
fn is_login(before: &[u8], local: &[u8], behind: &[u8]) -> bool {
    let user = before.strip_suffix(b":").unwrap_or_default();
    let from = user.len() - user.iter().rev().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let has_password = from < user.len() && user[..from].ends_with(b"://");
    has_password || [&b"git"[..], b"hg", b"svn"].contains(&local) && behind.first() == Some(&b':')
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
        assert_eq!(address("ftp://kari:hemmelig@ftp.example.no"), None);
        for kept in ["http://kari.n@example.no", "mailto:kari.n@example.no", "https://example.no:kari.n@example.no"] {
            assert_eq!(address(kept), Some("kari.n@example.no"), "{kept}");
        }
        assert_eq!(address("Kari: ola@example.no:99887766/12345678"), Some("ola@example.no"));
    }
}
