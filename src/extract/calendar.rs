//! Calendars and cards (iCalendar, RFC 5545; vCard, RFC 6350 and the versions before): every property with its component, lines that
//! were folded joined again and signs that were escaped read.

use super::batch::{Batch, Leaf, place};
use super::mail::{decoded, quoted_printable};
use super::{Input, encoding, text};
use crate::model::{Part, PathId, Role, Unread};
use std::borrow::Cow;

/// Properties that programs count and tell apart by: any number may stand in them.
const MUTE: &[&str] = &[
    "UID",
    "DTSTAMP",
    "CREATED",
    "LAST-MODIFIED",
    "SEQUENCE",
    "REV",
    "PRODID",
    "VERSION",
    "METHOD",
    "CALSCALE",
    "TRANSP",
    "TZID",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "X-WR-TIMEZONE",
];

/// Parameters that only say how to read a value.
const MECHANICAL: &[&str] = &[
    "TYPE",
    "VALUE",
    "ENCODING",
    "CHARSET",
    "FMTTYPE",
    "RSVP",
    "ROLE",
    "PARTSTAT",
    "CUTYPE",
    "LANGUAGE",
    "PREF",
    "TZID",
    "MEDIATYPE",
    "RELATED",
    "RELTYPE",
    "SCHEDULE-STATUS",
    "SCHEDULE-AGENT",
];

/// Values of several pieces, parted by semicolons.
const IN_PIECES: &[&str] = &["N", "ADR", "ORG", "REQUEST-STATUS"];

/// Whether a calendar or card begins here.
pub(super) fn begins(text: &str) -> bool {
    ["BEGIN:VCALENDAR", "BEGIN:VCARD"]
        .into_iter()
        .any(|sign| text.get(..sign.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(sign)))
}

pub(super) fn read<'a>(input: &Input<'_>, sink: &mut dyn FnMut(Part<'a>)) -> Result<(), Unread> {
    let whole = encoding::whole(input.bytes, None).0;
    // A fold may stand within a letter.
    let unfolded = unfolded(if input.bytes.contains(&0) { whole.as_bytes() } else { input.bytes });
    let text = encoding::whole(&unfolded, None).0;
    let mut reader = Reader { batch: Batch::of_nodes(Role::Body), sink, components: Vec::new(), record: 0, node: None };
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(property) = Property::of(line) else {
            reader.add("", line);
            continue;
        };
        // Lines in quoted-printable go on behind a sign of equality.
        let mut value = Cow::Borrowed(property.value);
        if property.is_encoded("QUOTED-PRINTABLE") {
            while let Some(rest) = value.strip_suffix('=').map(str::to_owned) {
                let Some(next) = lines.next() else { break };
                value = Cow::Owned(rest + next);
            }
        }
        reader.property(&property, &value);
    }
    reader.hand_out();
    Ok(())
}

/// The lines as they were before they were folded: what goes on begins with a blank.
fn unfolded(bytes: &[u8]) -> Vec<u8> {
    let mut text: Vec<u8> = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        match line {
            [b' ' | b'\t', rest @ ..] if text.ends_with(b"\n") => {
                text.pop();
                if text.ends_with(b"\r") {
                    text.pop();
                }
                text.extend_from_slice(rest);
            }
            line => text.extend_from_slice(line),
        }
    }
    text
}

/// A line: `NOTE;LANGUAGE=nb:Ring Kari`.
struct Property<'l> {
    name: &'l str,
    parameters: Vec<(&'l str, &'l str)>,
    value: &'l str,
}

impl<'l> Property<'l> {
    fn of(line: &'l str) -> Option<Self> {
        let mut is_quoted = false;
        let mut ends = Vec::new();
        let colon = line.char_indices().find_map(|(at, character)| {
            match character {
                '"' => is_quoted = !is_quoted,
                ';' if !is_quoted => ends.push(at),
                ':' if !is_quoted => return Some(at),
                _ => {}
            }
            None
        })?;
        ends.push(colon);
        let name = &line[..ends[0]];
        // Cards group their properties: `item1.TEL`.
        let name = name.rsplit('.').next().unwrap_or(name).trim();
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let parameters = ends.windows(2).map(|two| {
            let parameter = &line[two[0] + 1..two[1]];
            parameter.split_once('=').unwrap_or(("", parameter))
        });
        let parameters = parameters.map(|(name, value)| (name, value.trim_matches('"'))).collect();
        is_name.then_some(Property { name, parameters, value: &line[colon + 1..] })
    }

    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    fn is_encoded(&self, how: &str) -> bool {
        self.parameters.iter().any(|(_, value)| value.eq_ignore_ascii_case(how))
    }

    fn parameter(&self, name: &str) -> Option<&'l str> {
        self.parameters.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

struct Reader<'s, 'a> {
    batch: Batch,
    sink: &'s mut dyn FnMut(Part<'a>),
    /// Names of what is open, the outermost first.
    components: Vec<String>,
    record: u32,
    /// The innermost component's, once something in it needs it.
    node: Option<PathId>,
}

impl Reader<'_, '_> {
    fn property(&mut self, property: &Property<'_>, value: &str) {
        if property.is("BEGIN") {
            // What a calendar holds are its records; alarms belong to theirs.
            if self.components.len() < 2 {
                self.record += 1;
            }
            self.components.push(value.trim().to_ascii_uppercase());
            self.node = None;
            return;
        }
        if property.is("END") {
            self.components.pop();
            self.node = None;
            if self.batch.is_full(self.components.len()) {
                self.hand_out();
            }
            return;
        }
        let is_of_time = self.components.iter().any(|name| name == "VTIMEZONE");
        if is_of_time || property.is_one_of(MUTE) {
            return;
        }
        let value = if property.is_encoded("QUOTED-PRINTABLE") {
            decoded(&quoted_printable(value.as_bytes()), property.parameter("CHARSET")).into_owned()
        } else {
            value.to_owned()
        };
        self.add(property.name, &readable(&value, property.is_one_of(IN_PIECES)));
        for (name, value) in &property.parameters {
            if !name.is_empty() && !MECHANICAL.iter().any(|other| name.eq_ignore_ascii_case(other)) {
                self.add(name, value);
            }
        }
    }

    fn add(&mut self, name: &str, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        let label = self.batch.label(name);
        for piece in text::pieces(value.as_bytes()) {
            if self.node.is_none()
                && let Some(component) = self.components.last()
            {
                let component = self.batch.tree.name(component);
                self.node = Some(self.batch.tree.push(None, component, self.record));
            }
            let step = self.batch.tree.name(if name.is_empty() { "text()" } else { name });
            let node = self.batch.tree.push(self.node, step, 0);
            let leaf = Leaf { role: Role::Body, record: self.record, row: 0, place: place(node), label: label.clone() };
            self.batch.add(leaf, piece);
            if self.batch.is_overfull() {
                self.hand_out();
            }
        }
    }

    fn hand_out(&mut self) {
        self.node = None;
        if let Some(part) = self.batch.take() {
            (self.sink)(part);
        }
    }
}

/// A value without its escapes; with commas between its pieces where it has some.
fn readable(value: &str, is_in_pieces: bool) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(sign @ (',' | ';' | '\\' | ':' | '"')) => text.push(sign),
                Some(other) => text.extend(['\\', other]),
                None => text.push('\\'),
            },
            ';' if is_in_pieces => {
                if !text.is_empty() && !text.ends_with(", ") {
                    text.push_str(", ");
                }
            }
            character => text.push(character),
        }
    }
    text.trim_end_matches(", ").to_owned()
}

#[cfg(test)]
mod tests {
    use crate::extract::reading::reading;
    use crate::model::Role;

    #[test]
    fn folded_lines_are_joined_and_escapes_are_read() {
        let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:12345678901@example.com\r\n\
DTSTAMP:20240305T091200Z\r\nSUMMARY:Møte om bru\r\n ker\r\nDESCRIPTION:Se:\\n101\r\n\t18\\, takk\r\n\
ORGANIZER;CN=\"Vik: Kari\";ROLE=CHAIR:mailto:kari@example.com\r\nEND:VEVENT\r\nBEGIN:VTIMEZONE\r\nTZNAME:CET\r\nEND:VTIMEZONE\r\n\
END:VCALENDAR\r\n";
        let read = reading(calendar.as_bytes(), "a.ics");
        assert_eq!((read.format, &read.unread), ("calendar", &None));
        assert_eq!(read.field("SUMMARY"), Some("Møte om bruker"));
        assert_eq!(read.field("DESCRIPTION"), Some("Se:\n10118, takk"));
        assert_eq!(read.field("CN"), Some("Vik: Kari"));
        assert!(!read.of(Role::Body).contains("12345678901") && !read.of(Role::Body).contains("CET"));
        // A fold within a letter.
        let card = b"BEGIN:VCARD\nFN:K\xC3\n \xA5re Vik\nEND:VCARD\n";
        assert_eq!(reading(card, "a").field("FN"), Some("Kåre Vik"));
    }

    #[test]
    fn cards_of_old_programs_are_quoted_printable() {
        let card = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:Vik;Bj=F8rn;;\r\n\
item1.NOTE;ENCODING=QUOTED-PRINTABLE:Se 161=\r\n08=0D=0A\r\nEND:VCARD\r\n";
        let read = reading(card.as_bytes(), "kort.vcf");
        assert_eq!((read.field("N"), read.field("NOTE")), (Some("Vik, Bjørn"), Some("Se 16108")));
    }
}
