//! Letters: whom one is written to, and what it is about. What the heading says of a matter it says of that person, however far
//! the name stands from it.

use super::Seen;
use super::age::Told;
use super::cues::{Class, ContextCues, FoundCues};
use crate::model::{Kind, Part, Role, Span};

/// Bytes from the beginning in which the addressee of a document stands.
const HEAD: usize = 2_000;
/// Bytes from the addressee on in which a document is about that person.
const REACH: usize = 8_000;
/// Bytes in which a letter or case further on in a document is: minutes hold many, and mailboxes.
const REACH_WITHIN: usize = 2_000;
/// Bytes of a line that may be a heading.
const LONGEST_HEADING: usize = 120;
/// Bytes from the beginning in which a record says whose it is: «Kari Nordmann, 24 år.»
const HEAD_OF_RECORD: usize = 400;
/// Lines below a name in which its address stands.
const ADDRESS_LINES: usize = 3;

/// The private person that a letter is written to or about.
#[derive(Debug, Clone, Copy)]
pub struct Letter {
    /// Index of the name.
    pub person: usize,
    from: usize,
    reach: usize,
}

impl Letter {
    /// The letter goes on at `at`.
    pub fn reaches(&self, at: usize) -> bool {
        at.checked_sub(self.from).is_some_and(|on| on <= self.reach)
    }
}

/// The letters that running text is, in order of place.
#[derive(Debug, Default)]
pub struct Letters(Vec<Letter>);

impl Letters {
    /// A letter begins with each private person who is written to or named behind a label, a record with one whose age is told.
    pub fn of(part: &Part<'_>, seen: &[Seen], cues: &ContextCues, found: &mut FoundCues) -> Letters {
        const BYTE_ORDER_MARK: usize = 3;
        if part.role != Role::Body || !part.segments.is_empty() {
            return Letters::default();
        }
        let mut letters: Vec<Letter> = Vec::new();
        for (person, one) in seen.iter().enumerate() {
            if one.hit.kind != Kind::Personnavn || !one.is_sure_person() {
                continue;
            }
            let from = one.hit.span.start;
            let is_head = part.origin <= BYTE_ORDER_MARK && from < HEAD;
            // Who else is named in the head of a document does not begin another.
            if is_head && !letters.is_empty() {
                continue;
            }
            if stands_over_an_address(&part.text, seen, person)
                || is_labelled(&part.text, one.hit.span, cues, found)
                || is_head && from < HEAD_OF_RECORD && is_aged(&part.text, one.hit.span)
            {
                letters.push(Letter { person, from, reach: if is_head { REACH } else { REACH_WITHIN } });
            }
        }
        Letters(letters)
    }

    /// The letter that began last before `at`.
    pub fn at(&self, at: usize) -> Option<Letter> {
        let behind = self.0.partition_point(|letter| letter.from <= at);
        behind.checked_sub(1).map(|last| self.0[last])
    }
}

/// The name has a line of its own, over a street or a post code, or under «Til».
fn stands_over_an_address(text: &[u8], seen: &[Seen], index: usize) -> bool {
    let name = seen[index].hit.span;
    let line = line_around(text, name);
    let before = text[line.start..name.start].trim_ascii();
    let behind = text[name.end..line.end].trim_ascii();
    if !behind.is_empty() || before.len() > 6 {
        return false;
    }
    let above = text[..line.start].trim_ascii_end();
    let above = &above[memchr::memrchr(b'\n', above).map_or(0, |at| at + 1)..];
    if above.eq_ignore_ascii_case(b"til") || above.eq_ignore_ascii_case(b"til:") {
        return true;
    }
    let mut end = line.end;
    for _ in 0..ADDRESS_LINES {
        let start = (end + 1).min(text.len());
        end = memchr::memchr(b'\n', &text[start..]).map_or(text.len(), |at| start + at);
        let below = text[start..end].trim_ascii();
        if below.is_empty() {
            return false;
        }
        let is_post_code = below.len() > 5 && below[..4].iter().all(u8::is_ascii_digit) && below[4] == b' ';
        let has_address = seen[index..]
            .iter()
            .take_while(|other| other.hit.span.start < end)
            .any(|other| other.hit.kind == Kind::Adresse && other.hit.span.start >= start);
        if is_post_code || has_address {
            return true;
        }
    }
    false
}

/// «Eleven: Kari Nordmann», «Gjelder: …».
fn is_labelled(text: &[u8], name: Span, cues: &ContextCues, found: &mut FoundCues) -> bool {
    let line = line_around(text, name);
    let Some(colon) = memchr::memrchr(b':', &text[line.start..name.start]) else { return false };
    if !text[line.start + colon + 1..name.start].trim_ascii().is_empty() {
        return false;
    }
    cues.find(text, Span::new(line.start, line.start + colon), found);
    found
        .cues
        .iter()
        .any(|cue| matches!(cue.class, Class::PersonRole | Class::BeforeName) && cue.span.end == line.start + colon)
}

/// «Kari Nordmann, 24 år», «Kari Nordmann (24 år)»; in newspapers the age stands without its unit.
fn is_aged(text: &[u8], name: Span) -> bool {
    /// Bytes behind a name in which its age stands.
    const BEHIND: usize = 24;
    let behind = &text[name.end..text.len().min(name.end + BEHIND)];
    Told::of(&String::from_utf8_lossy(behind)).is_some_and(|told| told.is_age())
}

/// The place of the line, without its break.
fn line_around(text: &[u8], span: Span) -> Span {
    let start = memchr::memrchr(b'\n', &text[..span.start]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &text[span.end..]).map_or(text.len(), |at| span.end + at);
    Span::new(start, end)
}

/// `span` stands in a heading: a short line of its own, without a full stop.
pub fn is_heading(text: &[u8], span: Span) -> bool {
    let line = line_around(text, span);
    let trimmed = line.of(text).trim_ascii();
    let alone = |bytes: &[u8]| bytes.is_empty() || bytes.ends_with(b"\n") || bytes.ends_with(b"\r");
    let above = text[..line.start].strip_suffix(b"\n").unwrap_or(&text[..line.start]);
    let below = text[line.end..].first_chunk::<2>().map_or(b"\n\n".as_slice(), |two| two.as_slice());
    trimmed.len() <= LONGEST_HEADING
        && !matches!(trimmed.last(), Some(b'.' | b',' | b';'))
        && (alone(above) || below == b"\n\n" || below == b"\n\r")
}

/// `matter` follows `person` on one line that began with a label: «Pasient: Kari Nordmann. Diagnose: leddgikt.»
pub fn is_labelled_line(text: &[u8], person: Span, matter: Span) -> bool {
    const LONGEST_LINE: usize = 300;
    let line = line_around(text, person);
    let label = text[line.start..person.start].trim_ascii_end();
    line.covers(matter) && line.len() <= LONGEST_LINE && person.end <= matter.start && label.ends_with(b":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_with_its_unit_makes_a_record() {
        let is = |behind: &str| {
            let text = format!("Kari Nordmann{behind}");
            is_aged(text.as_bytes(), Span::new(0, 13))
        };
        assert!(is(", 24 år.") && is(" (24 år)") && is(",8 år gammel"));
        assert!(!is(" (24)") && !is(", 24 årsverk") && !is(", 24") && !is(" 24 år") && !is(""));
    }
}
