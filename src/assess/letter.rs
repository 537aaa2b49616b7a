//! Letters: whom one is written to or by, and what it is about. What the heading says of a matter it says of that person, however far
//! the name stands from it.

use super::Seen;
use super::age::Told;
use super::cues::{Class, ContextCues, FoundCues};
use crate::detect::sentence;
use crate::detect::words::{character_from, is_all_upper};
use crate::model::{Evidence, Group, Kind, Part, Role, Span};

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

/// Different telling words from which on the whole letter tells of that person.
const TELLING: usize = 3;
/// Words for whom it speaks to, or for the writer, from which on it does so.
const SPEAKS: usize = 2;
/// Bytes in which they stand.
const SPEECH: usize = 2_000;
/// Bytes before the end in which a letter is signed, and bytes before a signature in which its greeting stands.
const FOOT: usize = 300;
const GREETED: usize = 60;
/// Lines below a signature: an address, a telephone.
const LINES_BELOW: usize = 3;

/// The private person that a letter is written to or by, or that a record is about.
#[derive(Debug, Clone, Copy)]
pub struct Letter {
    /// Index of the name.
    pub person: usize,
    /// So many telling words stand in it that they are that person's, wherever they stand.
    pub is_telling: bool,
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
    /// A letter begins with each private person who is written to or named behind a label, a record with one whose age is told. What
    /// nobody is written to may be signed by one.
    pub fn of(part: &Part<'_>, seen: &[Seen], cues: &ContextCues, found: &mut FoundCues) -> Letters {
        const BYTE_ORDER_MARK: usize = 3;
        let is_names_alone = || seen.iter().all(|one| one.hit.kind == Kind::Personnavn);
        if part.role != Role::Body || !part.segments.is_empty() || is_names_alone() {
            return Letters::default();
        }
        let text: &[u8] = &part.text;
        let is_beginning = part.origin <= BYTE_ORDER_MARK;
        let persons = || {
            let is_person = |one: &Seen| one.hit.kind == Kind::Personnavn && one.is_sure_person();
            seen.iter().enumerate().filter(move |(_, one)| is_person(one)).map(|(person, one)| (person, one.hit.span))
        };
        let mut letters: Vec<Letter> = Vec::new();
        for (person, name) in persons() {
            let is_head = is_beginning && name.start < HEAD;
            // Who else is named in the head of a document does not begin another.
            if is_head && !letters.is_empty() {
                continue;
            }
            let is_labelled = is_labelled(text, name, cues, found);
            if is_labelled
                || stands_over_an_address(text, seen, person)
                || is_head && name.start < HEAD_OF_RECORD && is_aged(text, name)
                || is_beginning && heads_a_note(text, seen, name)
                || is_head && is_spoken_to(text, seen, person, cues, found)
            {
                let reach = if is_head { REACH } else { REACH_WITHIN };
                // A form's heading stands over the label; over an addressee stands who writes.
                let from = if is_head && is_labelled { 0 } else { name.start };
                letters.push(Letter { person, is_telling: false, from, reach });
            }
        }
        for letter in &mut letters {
            letter.is_telling = tells_much(text, seen, letter, cues, found);
        }
        if letters.is_empty() && is_beginning {
            let writer = persons().find(|(_, name)| is_written_by(text, *name, cues, found));
            letters.extend(writer.map(|(person, _)| Letter { person, is_telling: true, from: 0, reach: REACH }));
            letters.retain(|letter| tells_much(text, seen, letter, cues, found));
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

/// The name has a line of its own, at most a word of greeting before it, and what follows says «du».
fn is_spoken_to(text: &[u8], seen: &[Seen], index: usize, cues: &ContextCues, found: &mut FoundCues) -> bool {
    /// «Kjære», «Til:».
    const GREETING: usize = 8;
    let name = seen[index].hit.span;
    let line = line_around(text, name);
    let mut behind = text[name.end..line.end].trim_ascii();
    // «Til Kari Nordmann og Ola Hansen»
    if let Some(next) =
        seen.get(index + 1).filter(|next| next.hit.kind == Kind::Personnavn && line.covers(next.hit.span))
    {
        behind = text[next.hit.span.end..line.end].trim_ascii();
    }
    // «PERSONLEG – Kari Nordmann»
    const CONFIDENTIAL: [&str; 6] =
        ["personlig", "personleg", "fortrolig", "fortruleg", "konfidensielt", "unntatt offentlighet"];
    const LONGEST_WARNING: usize = 40;
    let is_warned = || {
        let before = String::from_utf8_lossy(&text[line.start..name.start]).to_lowercase();
        CONFIDENTIAL.contains(&before.trim_end_matches([' ', '-', '–', ':', '/', '\t']))
    };
    let ahead = name.start - line.start;
    (ahead <= GREETING || ahead <= LONGEST_WARNING && is_warned())
        && matches!(behind, b"" | b"," | b"!" | b":")
        && speaks(text, name.end, Class::SecondPerson, cues, found)
}

/// A word of `class` stands again and again behind `from`.
fn speaks(text: &[u8], from: usize, class: Class, cues: &ContextCues, found: &mut FoundCues) -> bool {
    cues.find(text, Span::new(from, character_from(text, text.len().min(from + SPEECH))), found);
    found.cues.iter().filter(|cue| cue.class == class).take(SPEAKS).count() == SPEAKS
}

/// «Fra: Kari Nordmann», «Jeg heter Kari Nordmann», «Hilsen Kari Nordmann», the name alone at the end; and the text says «jeg».
fn is_written_by(text: &[u8], name: Span, cues: &ContextCues, found: &mut FoundCues) -> bool {
    let line = line_around(text, name);
    let before = text[line.start..name.start].trim_ascii_end();
    let label_end = before.strip_suffix(b":").map(|label| line.start + label.len());
    let start = character_from(text, name.start.saturating_sub(GREETED));
    cues.find(text, Span::new(start, name.start), found);
    let ends_line = !text[name.end..line.end].iter().any(u8::is_ascii_alphanumeric);
    let is_signature = ends_line && name.start + FOOT >= text.len();
    let signs_alone =
        before.is_empty() && is_over_an_address(&text[line.end..]) && is_alone_before(&text[name.end..line.end]);
    let leads = signs_alone
        || found.cues.iter().any(|cue| match cue.class {
            Class::WriterLabel => Some(cue.span.end) == label_end && cue.span.start == line.start,
            Class::Introduction => &text[cue.span.end..name.start] == b" ",
            // «Eg, Kari Nordmann, søkjer …»
            Class::FirstPerson => &text[cue.span.end..name.start] == b", ",
            Class::Greeting => is_signature && !text[cue.span.end..name.start].iter().any(u8::is_ascii_alphanumeric),
            _ => false,
        });
    leads && speaks(text, 0, Class::FirstPerson, cues, found)
}

/// Below a signature stands little, and that is no title: an address, a telephone, an e-mail.
fn is_over_an_address(below: &[u8]) -> bool {
    let is_address = |line: &[u8]| line.iter().any(|byte| byte.is_ascii_digit() || *byte == b'@');
    let mut lines = below.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    lines.by_ref().take(LINES_BELOW).all(is_address) && lines.next().is_none()
}

/// Nothing stands `behind` a name on its line, or a comma and who that is: «Kari Nordmann, mor til Ola».
fn is_alone_before(behind: &[u8]) -> bool {
    matches!(behind.trim_ascii().first(), None | Some(b','))
}

/// At least [`TELLING`] different words of the letter tell something of somebody.
fn tells_much(text: &[u8], seen: &[Seen], letter: &Letter, cues: &ContextCues, found: &mut FoundCues) -> bool {
    let mut told: Vec<String> = Vec::new();
    let whole = Span::new(0, text.len());
    let first = seen.partition_point(|one| one.hit.span.start < letter.from);
    let within = seen[first..].iter().take_while(|one| letter.reaches(one.hit.span.start));
    for one in within.filter(|one| one.hit.kind.group() == Group::Terms) {
        let word = String::from_utf8_lossy(one.hit.span.of(text)).to_lowercase();
        let is_companion = matches!(one.hit.form, Evidence::Neighbour(..) | Evidence::PersonRole(_));
        if is_companion || told.contains(&word) {
            continue;
        }
        cues.find(text, sentence::around(text, whole, one.hit.span), found);
        if found.cues.iter().any(|cue| matches!(cue.class, Class::Generic | Class::Plan)) {
            continue;
        }
        told.push(word);
        if told.len() == TELLING {
            return true;
        }
    }
    false
}

/// «Eleven: Kari Nordmann», «Gjelder: …».
fn is_labelled(text: &[u8], name: Span, cues: &ContextCues, found: &mut FoundCues) -> bool {
    let line = line_around(text, name);
    let Some(colon) = memchr::memrchr(b':', &text[line.start..name.start]) else { return false };
    // «For leigetakar: Kari Nordmann» signs a contract.
    let signs = [&b"For "[..], b"FOR "].iter().any(|start| text[line.start..].starts_with(start));
    if signs || !text[line.start + colon + 1..name.start].trim_ascii().is_empty() {
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

/// A short note begins with the only private person in it: «Kari Nordmann, VG2. Fortel at …»
fn heads_a_note(text: &[u8], seen: &[Seen], name: Span) -> bool {
    const LONGEST_NOTE: usize = 2_500;
    const LINES_ABOVE: usize = 1;
    // What stands in capitals is a heading as often.
    if text.len() > LONGEST_NOTE || !name.of(text).contains(&b' ') || is_all_upper(name.of(text)) {
        return false;
    }
    let line = line_around(text, name);
    let above = text[..line.start].split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let begins = text[line.start..name.start].trim_ascii().is_empty() && above.count() <= LINES_ABOVE;
    let is_parted = matches!(text[name.end..].trim_ascii_start().first(), Some(b',' | b'(' | b':' | b'-' | 0xE2))
        || text[name.end..line.end].trim_ascii().is_empty();
    let words: Vec<&[u8]> = name.of(text).split(|byte| *byte == b' ').collect();
    let is_same = |other: &Seen| other.hit.span.of(text).split(|byte| *byte == b' ').any(|word| words.contains(&word));
    let mut persons = seen.iter().filter(|one| one.hit.kind == Kind::Personnavn && one.is_sure_person());
    begins && is_parted && persons.all(is_same)
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
