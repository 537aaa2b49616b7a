//! Where a sentence begins and ends: what stands in one sentence explains each other.

use super::words::{begins_upper, character_from, is_word_byte};
use crate::model::Span;

/// Bytes of a sentence that are looked at on either side of a place.
pub const LONGEST: usize = 400;
/// Words this short before a full stop are abbreviations and end no sentence.
const LONGEST_ABBREVIATION: usize = 5;

/// Where the sentence that leads to `at` begins, at most `most` bytes back and not before `floor`. The line before counts where
/// the own line has nothing before `at` or the sentence runs on over the break; an empty line never does.
pub fn start(text: &[u8], floor: usize, at: usize, most: usize) -> usize {
    let floor = character_from(&text[..at], floor.max(at.saturating_sub(most)));
    let before = &text[floor..at];
    let lines = memchr::memrchr_iter(b'\n', before);
    let mut start = 0;
    let mut line_end = before.len();
    for line in lines {
        let own = &before[line + 1..line_end];
        let above = before[..line].trim_ascii_end();
        let blank_between =
            before[..line].last() == Some(&b'\n') || above.len() < line && before[above.len()..line].contains(&b'\n');
        let ends = matches!(above.last(), Some(b'.' | b'!' | b'?' | b';' | b':') | None);
        let below = &text[floor + line + 1..];
        let is_parted = blank_between || parts_items(&before[..line], below);
        let begins_here = own.trim_ascii().is_empty() && line_end == before.len();
        if is_parted || ends && !begins_here {
            start = line + 1;
            break;
        }
        line_end = line;
    }
    // The last mark that ends a sentence.
    let sentence = &before[start..];
    for stop in memchr::memrchr3_iter(b'.', b'!', b'?', sentence) {
        if ends_sentence(text, floor + start + stop) {
            start += stop + 1;
            break;
        }
    }
    floor + start
}

/// Where the sentence that goes on at `from` ends, at most `most` bytes on and not behind `ceiling`.
pub fn end(text: &[u8], from: usize, ceiling: usize, most: usize) -> usize {
    let ceiling = ceiling.min(from + most).min(text.len());
    let mut at = from;
    while at < ceiling {
        match text[at] {
            b'.' | b'!' | b'?' if ends_sentence(text, at) => return at + 1,
            b'\n' => {
                let rest = &text[at + 1..ceiling];
                let above = text[from..at].trim_ascii_end();
                let blank = rest.first().is_none_or(|b| matches!(b, b'\n' | b'\r'));
                let ends = matches!(above.last(), Some(b'.' | b'!' | b'?' | b';' | b':'));
                if blank || ends || parts_items(&text[..at], rest) {
                    return at;
                }
            }
            _ => {}
        }
        at += 1;
    }
    ceiling
}

/// The sentence around `span`, inside `within`.
pub fn around(text: &[u8], within: Span, span: Span) -> Span {
    let start = start(text, within.start, span.start, LONGEST);
    Span::new(start, end(text, span.end, within.end, LONGEST))
}

/// The line break between `above` and `below` parts two rows of a table, of as many columns, or two items of a list.
fn parts_items(above: &[u8], below: &[u8]) -> bool {
    /// Bytes of longer lines are not looked at: those are no rows.
    const LONGEST_LINE: usize = 4096;
    let above = &above[above.len().saturating_sub(LONGEST_LINE)..];
    let below = &below[..below.len().min(LONGEST_LINE)];
    let first = memchr::memrchr(b'\n', above).map_or(above, |line| &above[line + 1..]);
    let second = memchr::memchr(b'\n', below).map_or(below, |line| &below[..line]);
    are_rows(first, second, b'\t')
        || has_columns(first) && has_columns(second)
        || begins_with_name(first) && begins_with_name(second) && are_rows(first, second, b',')
        || begins_with_time(first) && begins_with_time(second)
        || begins_item(below)
}

/// Two lines of as many columns, three or more.
fn are_rows(one: &[u8], other: &[u8], mark: u8) -> bool {
    const FEWEST_MARKS: usize = 2;
    let marks = memchr::memchr_iter(mark, one).count();
    marks >= FEWEST_MARKS && marks == memchr::memchr_iter(mark, other).count()
}

/// A line of three columns or more, with two blanks and more between them.
fn has_columns(line: &[u8]) -> bool {
    const FEWEST: usize = 3;
    let line = line.trim_ascii();
    let mut rooms = memchr::memchr_iter(b' ', line).filter(|&at| line[at - 1] != b' ' && line[at + 1] == b' ');
    rooms.nth(FEWEST - 2).is_some()
}

/// A short line that begins with words in capitals and a comma, and is no sentence: «Kari Nordmann, 12.04.1875, kols».
fn begins_with_name(line: &[u8]) -> bool {
    const LONGEST_ROW: usize = 100;
    let end = memchr::memchr(b',', line).unwrap_or(0);
    let mut words = line[..end].split(|byte| *byte == b' ');
    let is_name = words.clone().count() > 1 && words.all(|word| begins_upper(word, 0));
    is_name && line.len() <= LONGEST_ROW && !matches!(line.trim_ascii_end().last(), Some(b'.' | b','))
}

/// «11.00 Søknad»: a line of a programme or a log.
fn begins_with_time(line: &[u8]) -> bool {
    match line.trim_ascii_start() {
        [b'0'..=b'2', b'0'..=b'9', b'.' | b':', b'0'..=b'5', b'0'..=b'9', b' ', rest @ ..] => begins_upper(rest, 0),
        _ => false,
    }
}

/// «PS 65/24 Søknad», «2. Søknad», «- Søknad», «24/415-1  Søknad»: a mark or a number begins the line.
fn begins_item(line: &[u8]) -> bool {
    match line.trim_ascii_start() {
        [b'-' | b'*', b' ', ..] | [0xE2, 0x80, 0xA2 | 0x93, ..] => true,
        [b'P' | b'R' | b'F', b'S', b' ', next, ..] => next.is_ascii_digit(),
        line => {
            let number = line.iter().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-')).count();
            let (number, behind) = line.split_at(number);
            number.first().is_some_and(u8::is_ascii_digit)
                && (number.contains(&b'/') && behind.first() == Some(&b' ')
                    || matches!(behind, [b'.' | b')', b' ', ..]) && number.len() < 3)
        }
    }
}

/// The mark at `stop` ends a sentence: white space and a capital behind it, no abbreviation before it.
fn ends_sentence(text: &[u8], stop: usize) -> bool {
    let behind = &text[stop + 1..];
    let next = behind.trim_ascii_start();
    if next.len() == behind.len() {
        return behind.is_empty();
    }
    if !begins_upper(text, text.len() - next.len()) {
        return false;
    }
    if text[stop] != b'.' {
        return true;
    }
    let word = text[..stop].iter().rev().take_while(|&&b| is_word_byte(b)).count();
    word > LONGEST_ABBREVIATION || word > 2 && next.is_empty() || word > 2 && !is_abbreviation(&text[stop - word..stop])
}

/// Abbreviations of three to five letters that stand before a capital.
fn is_abbreviation(word: &[u8]) -> bool {
    const KNOWN: &[&[u8]] = &[
        b"jfr", b"vedr", b"tlf", b"adr", b"nr", b"mob", b"att", b"kst", b"stk", b"kap", b"pkt", b"dir", b"avd", b"red",
        b"inkl", b"ekskl", b"evt", b"orig", b"prof", b"adm", b"ass", b"sekr", b"repr", b"gnr", b"bnr", b"fnr", b"snr",
        b"knr", b"saksnr", b"dok", b"ref", b"sign", b"frk", b"ing", b"cand", b"mag", b"fung",
    ];
    KNOWN.iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence<'t>(text: &'t str, word: &str) -> &'t str {
        let at = text.find(word).unwrap_or_default();
        let span = around(text.as_bytes(), Span::new(0, text.len()), Span::new(at, at + word.len()));
        text[span.start..span.end].trim()
    }

    #[test]
    fn sentences_end_at_marks_before_a_capital() {
        let text = "Søknaden kom i går. Kari Nordmann, jf. § 13, har kols. Møtet er kl. 12.30 i dag.";
        assert_eq!(sentence(text, "kols"), "Kari Nordmann, jf. § 13, har kols.");
        assert_eq!(sentence(text, "Møtet"), "Møtet er kl. 12.30 i dag.");
    }

    #[test]
    fn items_and_rows_are_parted() {
        let text = "PS 65/24 Søknad – Ola Hansen\nPS 66/24 Brev om kols\nfrå foreininga\n\nAas, Hanne\t52\tLier\nDahl, Ola\t38\tMoss";
        assert_eq!(sentence(text, "kols"), "PS 66/24 Brev om kols\nfrå foreininga");
        assert_eq!(sentence(text, "Lier"), "Aas, Hanne\t52\tLier");
        assert_eq!(sentence("1. Kari Nordmann\n2. Saka om astma", "astma"), "2. Saka om astma");
        assert_eq!(sentence("10.20 Pause med Hanne Aas\n11.00 Om kols", "kols"), "11.00 Om kols");
        let list = "Hanne Aas, f. 1875, kols\nOla Dahl, f. 1881, astma";
        assert_eq!(sentence(list, "kols"), "Hanne Aas, f. 1875, kols");
        for one in ["Hanne Aas, f. 1875, Vik\nHar kols, operert 1920, bra", "Hanne Aas\n10.15 Innlagt for kols"] {
            assert_eq!(sentence(one, "kols"), one);
        }
        let columns = "Kols      Hanne Aas     850 000\nDiabetes   Ola Dahl   300 000";
        assert_eq!(sentence(columns, "Diabetes"), "Diabetes   Ola Dahl   300 000");
        let prose = "Hanne, Ola, Per og 30 andre kom med\ntog, buss, bil og 3 syklar, mange for kols";
        assert_eq!(sentence(prose, "kols"), prose);
    }

    #[test]
    fn lines_run_on_unless_an_empty_one_parts_them() {
        let text = "Vedtak\n\nEleven har fått\nspesialundervisning i år\n\nSkolen";
        assert_eq!(sentence(text, "spesialundervisning"), "Eleven har fått\nspesialundervisning i år");
    }
}
