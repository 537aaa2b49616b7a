//! What a document gives, for the tests of its reader.

use super::{Options, Piece, extract_all};
use crate::model::{Location, Role, Unread};

/// A piece of text as tests look at it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    pub of_part: Role,
    pub role: Role,
    pub label: String,
    pub text: String,
    pub place: Location,
}

#[derive(Debug, Default)]
pub(super) struct Reading {
    pub seen: Vec<Seen>,
    pub members: Vec<(String, Vec<u8>, Option<Unread>)>,
    pub unread: Option<Unread>,
    pub format: &'static str,
}

/// Reads a file of that name.
pub(super) fn reading(bytes: &[u8], name: &str) -> Reading {
    let mut reading = Reading::default();
    let extraction = extract_all(bytes, name, Options::default(), None, &mut |piece| match piece {
        Piece::Part(part) => {
            let whole = [None];
            let segments: Vec<_> = part.segments.iter().map(Some).collect();
            for segment in if segments.is_empty() { &whole[..] } else { &segments } {
                let span = segment.map_or(crate::model::Span::new(0, part.text.len()), |segment| segment.span());
                reading.seen.push(Seen {
                    of_part: part.role,
                    role: segment.map_or(part.role, |segment| segment.role),
                    label: segment.map(|segment| segment.label.to_string()).unwrap_or_default(),
                    text: String::from_utf8(span.of(&part.text).to_vec()).expect("parts are UTF-8"),
                    place: part.location(*segment, &mut Default::default(), span),
                });
            }
        }
        Piece::Member(member) => reading.members.push((member.name, member.bytes, member.unread)),
        Piece::Picture(_) => {}
    });
    (reading.unread, reading.format) = (extraction.unread, extraction.format);
    reading
}

impl Reading {
    /// All texts of a role, one a line.
    pub fn of(&self, role: Role) -> String {
        let texts = self.seen.iter().filter(|seen| seen.role == role).map(|seen| seen.text.trim());
        texts.collect::<Vec<_>>().join("\n")
    }

    /// Label and text of all that is kept from the reader.
    pub fn kept(&self) -> Vec<(&str, &str)> {
        let is_kept = |seen: &&Seen| matches!(seen.role, Role::Hidden | Role::DeletedText | Role::UnderRedaction);
        let kept: Vec<&Seen> = self.seen.iter().filter(is_kept).collect();
        assert!(kept.iter().all(|seen| seen.of_part == seen.role || seen.place.cell.is_some()));
        kept.iter().map(|seen| (seen.label.as_str(), seen.text.trim())).collect()
    }

    /// The value of a field.
    pub fn field(&self, label: &str) -> Option<&str> {
        self.seen.iter().find(|seen| seen.label == label).map(|seen| seen.text.as_str())
    }

    pub fn names(&self) -> Vec<&str> {
        self.members.iter().map(|(name, _, _)| name.as_str()).collect()
    }
}

/// Reads the file cut off and with bytes flipped: whatever comes of it, it must come to an end.
pub(super) fn damage(bytes: &[u8], name: &str) {
    let step = (bytes.len() / 150).max(1);
    let mut random = 0x9E37_79B9_u32;
    for at in (0..bytes.len()).step_by(step) {
        reading(&bytes[..at], name);
        let mut flipped = bytes.to_vec();
        for _ in 0..4 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let place = random as usize % flipped.len();
            flipped[place] = (random >> 24) as u8;
        }
        flipped[at] = !flipped[at];
        reading(&flipped, name);
    }
}
