//! Full names by the lists alone, where no sentence stands around them: headings, keys and the names of files.

use super::gazetteer::{Gazetteer, Listed};
use super::tagger::built_in_gazetteer;
use crate::model::{Part, Role, Span};
use std::borrow::Cow;
use std::sync::LazyLock;

/// The built-in lists: a report masks the same names whatever lists of one's own a run had.
static LISTS: LazyLock<Gazetteer> = LazyLock::new(built_in_gazetteer);

/// Words of a full name, at most.
const MOST_WORDS: usize = 4;

/// `text` is a full name and nothing else: «Kari Nordmann», «Nordmann, Kari». Behind a first name that is no other word an unknown word
/// is a surname.
pub fn is_full_name(text: &str) -> bool {
    let text = text.trim();
    let has_room = text.len() < 80 && text.bytes().any(|byte| byte == b' ');
    let begins_upper = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    if !has_room || !begins_upper(text) {
        return false;
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    if !(2..=MOST_WORDS).contains(&words.len()) || !words.iter().all(|word| begins_upper(word)) {
        return false;
    }
    let listed: Vec<Listed> = words.iter().map(|word| LISTS.listed_as_written(word.as_bytes())).collect();
    let (first, last) = match text.matches(',').count() {
        0 => (listed[0], listed[listed.len() - 1]),
        1 => (listed[1], listed[0]),
        _ => return false,
    };
    let all = listed.iter().fold(Listed::default(), |all, &one| all.with(one));
    let is_thing = all.has(Listed::THING.with(Listed::FIRM).with(Listed::UNIT));
    let is_surname = last.has(Listed::LAST) || last == Listed::default() && !first.has(Listed::ALSO_WORD);
    first.has(Listed::FIRST) && is_surname && !is_thing
}

/// The part as it is read: in the name of a file people write persons small and blanks as signs, «vedtak_kari_nordmann.pdf». Bytes
/// keep their places. A first name that is also a word, «dag», «mai», makes no person there.
pub fn as_read<'p, 'a>(part: &'p Part<'a>) -> Cow<'p, Part<'a>> {
    let is_name_of_file = matches!(part.role, Role::FileName | Role::AttachmentName);
    let Some(text) = is_name_of_file.then(|| std::str::from_utf8(&part.text).ok()).flatten() else {
        return Cow::Borrowed(part);
    };
    let words = small_words(text);
    let mut raised = text.as_bytes().to_vec();
    let mut at = 0;
    while at + 1 < words.len() {
        let length = name_of(&words[at..], text);
        let name = &words[at..at + length];
        name.iter().for_each(|word| raise(&mut raised, *word));
        name.windows(2).for_each(|pair| raised[pair[0].end] = b' ');
        at += length.max(1);
    }
    for at in 1..raised.len().saturating_sub(1) {
        if raised[at] == b'_' && !raised[at - 1].is_ascii_digit() && !raised[at + 1].is_ascii_digit() {
            raised[at] = b' ';
        }
    }
    if raised == text.as_bytes() {
        return Cow::Borrowed(part);
    }
    Cow::Owned(Part { text: Cow::Owned(raised), ..part.clone() })
}

/// How many of `words` are a person's name that begins with the first of them; 0 where it is none.
fn name_of(words: &[Span], text: &str) -> usize {
    let listed = |word: &Span| LISTS.listed_as_written(word.of(text.as_bytes()));
    let together = words.windows(2).take_while(|pair| pair[1].start - pair[0].end == 1).count() + 1;
    let words = &words[..together.min(MOST_WORDS)];
    let is_plain = |listed: Listed| !listed.has(Listed::ALSO_WORD.with(Listed::FREQUENT).with(Listed::PLACE));
    let begins = listed(&words[0]);
    if !begins.has(Listed::FIRST) || !is_plain(begins) {
        return 0;
    }
    let names = words.iter().take_while(|word| listed(word).has(Listed::NAME)).count();
    (2..=names).rev().find(|&length| listed(&words[length - 1]).has(Listed::LAST)).unwrap_or(0)
}

/// The words of `text` in small letters alone, in order.
fn small_words(text: &str) -> Vec<Span> {
    let is_letter = |letter: char| letter.is_alphabetic();
    let mut words = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_letter).map(|at| from + at) {
        let end = text[start..].find(|letter| !is_letter(letter)).map_or(text.len(), |at| start + at);
        if text[start..end].chars().all(char::is_lowercase) {
            words.push(Span::new(start, end));
        }
        from = end;
    }
    words
}

/// Makes the first letter of `word` a capital where that takes as many bytes.
fn raise(text: &mut [u8], word: Span) {
    let letter = std::str::from_utf8(word.of(text)).ok().and_then(|word| word.chars().next());
    let upper = letter.map(|letter| letter.to_uppercase().collect::<String>());
    if let (Some(letter), Some(upper)) = (letter, upper)
        && letter.len_utf8() == upper.len()
    {
        text[word.start..word.start + upper.len()].copy_from_slice(upper.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_are_told_from_headings() {
        for name in ["Kari Hansen", "Hansen, Kari", "Ingrid Marie Tangen", "Øyvind Haugland", "Gunnvor Liastøl"] {
            assert!(is_full_name(name), "{name}");
        }
        for heading in [
            "Tittel",
            "Offentlig journal",
            "Kari Hansen Bygg AS",
            "Kari Hansens vei",
            "kari hansen",
            "Sist Endret",
            "Kari",
            "Hansen, Olsen, Berg",
            "Navn Adresse",
            "",
        ] {
            assert!(!is_full_name(heading), "{heading}");
        }
    }

    #[test]
    fn persons_in_names_of_files_get_their_capitals() {
        let read = |name: &str| {
            let part = Part::text(Role::FileName, name.as_bytes());
            String::from_utf8(as_read(&part).text.to_vec()).unwrap()
        };
        assert_eq!(read("saker/vedtak-ingrid-tangen.pdf"), "saker/vedtak-Ingrid Tangen.pdf");
        assert_eq!(read("vedtak_barnevern_ingrid_marie_tangen_1.txt"), "vedtak barnevern Ingrid Marie Tangen_1.txt");
        assert_eq!(read("øyvind.haugland.docx"), "Øyvind Haugland.docx");
        for other in [
            "dag-berg.pdf",
            "mai-haugen-skole.txt",
            "referat-fra-berg.odt",
            "Ingrid Tangen.pdf",
            "ingrid.pdf",
            "ingrid/tangen plan",
        ] {
            assert!(!read(other).contains("Berg") && !read(other).contains("Haugen"), "{other}: {}", read(other));
        }
        let body = Part::text(Role::Body, &b"ingrid tangen"[..]);
        assert!(matches!(as_read(&body), Cow::Borrowed(_)));
    }
}
