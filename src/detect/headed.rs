//! Lists of persons under a heading: «Sykmeldte per 1. mars», and a name on each line below.

use super::words::{begins_upper, word_after, word_at};
use crate::model::{Group, Hit, Part, Role, Span};

/// Bytes of a line that may head a list, and of one that may be a row of it.
const LONGEST_HEADING: usize = 120;
const LONGEST_ROW: usize = 200;
/// Bytes of the only row of a list: a longer one is a sentence.
const LONGEST_ONLY_ROW: usize = 60;
/// Rows that are looked at.
const MOST_ROWS: usize = 60;
/// How rows begin that name the columns.
const HEADS: [&str; 12] = [
    "navn",
    "namn",
    "etternavn",
    "etternamn",
    "fornavn",
    "fornamn",
    "elev",
    "ansatt",
    "tilsett",
    "søker",
    "søkjar",
    "name",
];

/// The rows below the line in which `at` stands, where that line heads a list of what may be persons: whole lines. An empty line and
/// the names of columns may stand between.
pub fn rows_below(text: &[u8], at: Span) -> Option<Span> {
    let from = at.start.saturating_sub(LONGEST_HEADING);
    let start = match memchr::memrchr(b'\n', &text[from..at.start]) {
        Some(line) => from + line + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let to = text.len().min(at.end + LONGEST_HEADING);
    let end = at.end + memchr::memchr(b'\n', &text[at.end..to])?;
    let heading = text[start..end].trim_ascii();
    if heading.len() > LONGEST_HEADING
        || matches!(heading.last(), Some(b'.' | b',' | b';'))
        || begins_with_person(heading) && !text[start..at.start].trim_ascii().is_empty()
    {
        return None;
    }
    let fewest = if heading.ends_with(b":") { 1 } else { 2 };
    let (mut next, mut rows, mut is_parted, mut has_heads) = (end + 1, 0, false, false);
    let mut list: Option<Span> = None;
    while next < text.len() && rows < MOST_ROWS {
        let end = memchr::memchr(b'\n', &text[next..]).map_or(text.len(), |line| next + line);
        let line = text[next..end].trim_ascii();
        match line {
            [] if rows == 0 && !is_parted => is_parted = true,
            line if line.len() <= LONGEST_ROW && begins_with_person(line) => {
                list = Some(Span::new(list.map_or(next, |list| list.start), end));
                rows += 1;
            }
            line if rows == 0 && !has_heads && names_columns(line) => has_heads = true,
            _ => break,
        }
        next = end + 1;
    }
    list.filter(|list| rows >= fewest && (rows > 1 || list.len() <= LONGEST_ONLY_ROW))
}

/// The lists below what was found telling in running text, in order of place; several headings may stand over one.
pub fn lists(part: &Part<'_>, found: &[Hit]) -> Vec<Span> {
    if part.role != Role::Body || !part.segments.is_empty() {
        return Vec::new();
    }
    let terms = found.iter().filter(|hit| hit.kind.group() == Group::Terms);
    let mut lists: Vec<Span> = terms.filter_map(|hit| rows_below(&part.text, hit.span)).collect();
    lists.dedup();
    lists
}

/// The row begins with two words in capitals, behind a number or a mark: «1. Kari Nordmann», «- Nordmann, Kari».
fn begins_with_person(row: &[u8]) -> bool {
    let mark = row.iter().take_while(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()).count();
    let bullet = ["•", "–", "—"].iter().find(|bullet| row[mark..].starts_with(bullet.as_bytes()));
    let start =
        mark + bullet.map_or(0, |bullet| bullet.len() + usize::from(row.get(mark + bullet.len()) == Some(&b' ')));
    let Some(first) = word_at(row, start).filter(|first| begins_upper(row, first.start)) else { return false };
    let gap = usize::from(row.get(first.end) == Some(&b','));
    let second = word_after(row, first.end + gap).filter(|second| second.start == first.end + gap + 1);
    second.is_some_and(|second| begins_upper(row, second.start) && first.len() > 1)
}

/// «Navn   Forbund   Trekk».
fn names_columns(line: &[u8]) -> bool {
    let words = String::from_utf8_lossy(&line[..line.len().min(LONGEST_ROW)]).to_lowercase();
    line.len() <= LONGEST_ROW && words.split_whitespace().any(|word| HEADS.contains(&word))
}

/// The lines of a list, each without the blanks around it.
pub fn rows(text: &[u8], list: Span) -> impl Iterator<Item = Span> + '_ {
    let mut next = list.start;
    std::iter::from_fn(move || {
        (next < list.end).then(|| {
            let end = memchr::memchr(b'\n', &text[next..list.end]).map_or(list.end, |line| next + line);
            let start = next + text[next..end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            next = end + 1;
            Span::new(start, end)
        })
    })
}

/// `name` begins its row: nothing but a mark or a number stands before it.
pub fn begins_row(text: &[u8], list: Span, name: Span) -> bool {
    if !list.covers(name) {
        return false;
    }
    let line = memchr::memrchr(b'\n', &text[list.start..name.start]).map_or(list.start, |line| list.start + line + 1);
    !text[line..name.start].iter().any(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below<'t>(text: &'t str, word: &str) -> Option<&'t str> {
        let at = text.find(word).unwrap_or_default();
        rows_below(text.as_bytes(), Span::new(at, at + word.len())).map(|list| &text[list.start..list.end])
    }

    #[test]
    fn lists_stand_below_their_heading() {
        assert_eq!(
            below("Sykmeldte per 1. mars\n\nOla Berg\nKari Vik\n\nHilsen", "Sykmeldte"),
            Some("Ola Berg\nKari Vik")
        );
        assert_eq!(below("Sykmeldte:\nOla Berg", "Sykmeldte"), Some("Ola Berg"));
        assert_eq!(
            below("Barn under omsorg\n\nNavn  Født\n1. Ola Berg  1899\n- Vik, Åse\nI alt to", "omsorg"),
            Some("1. Ola Berg  1899\n- Vik, Åse")
        );
        assert_eq!(
            below("SYKMELDTE PER MARS\r\nOla Berg\r\nKari Vik\r\n", "SYKMELDTE"),
            Some("Ola Berg\r\nKari Vik\r")
        );
    }

    #[test]
    fn prose_and_rows_head_no_list() {
        for (text, word) in [
            ("Ola Berg er sykmeldt\nKari Vik\nPer Dal", "sykmeldt"),
            ("Mange er sykmeldte.\nOla Berg\nKari Vik", "sykmeldte"),
            ("Sykmeldte\n\n\nOla Berg\nKari Vik", "Sykmeldte"),
            ("Sykmeldte\nOla Berg\nog en til", "Sykmeldte"),
            ("Sykmeldte", "Sykmeldte"),
        ] {
            assert_eq!(below(text, word), None, "{text}");
        }
        let far = format!("{}sykmeldt\nOla Berg\nKari Vik", "a".repeat(200));
        assert_eq!(below(&far, "sykmeldt"), None);
    }

    #[test]
    fn rows_are_lines_and_names_begin_them() {
        let text = "- Ola Berg, til Kari Vik\n2. Åse Dal".as_bytes();
        let list = Span::new(0, text.len());
        assert_eq!(rows(text, list).map(|row| row.start).collect::<Vec<_>>(), [0, 25]);
        assert!(begins_row(text, list, Span::new(2, 10)) && !begins_row(text, list, Span::new(16, 24)));
    }
}
