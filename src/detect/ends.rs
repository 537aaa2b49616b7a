//! The head and the foot of a document: where a letter tells whom it is to and by whom, however far from what it tells of them.

use crate::model::{Group, Hit, Part, Role, Span};

/// Bytes from the beginning, and bytes before the end.
const HEAD: usize = 500;
const FOOT: usize = 300;
/// A byte order mark may stand before the beginning.
const BEGINNING: usize = 3;

/// The head and the foot of running text in which something telling was found, whole lines each.
#[derive(Debug, Clone, Copy)]
pub struct Ends {
    /// Empty where the part is no beginning.
    pub head: Span,
    /// Behind the head.
    pub foot: Span,
}

impl Ends {
    /// The ends of `part`; `None` where nothing telling is among `found`, or it is no running text.
    pub fn of(part: &Part<'_>, found: &[Hit]) -> Option<Ends> {
        let text: &[u8] = &part.text;
        let is_running = part.role == Role::Body && part.segments.is_empty();
        if !is_running || !found.iter().any(|hit| hit.kind.group() == Group::Terms) {
            return None;
        }
        let reach = if part.origin > BEGINNING { 0 } else { HEAD.min(text.len()) };
        let head =
            if reach == text.len() { reach } else { memchr::memrchr(b'\n', &text[..reach]).map_or(0, |at| at + 1) };
        let from = text.len().saturating_sub(FOOT).max(head);
        let foot = memchr::memchr(b'\n', &text[from..]).map_or(text.len(), |at| from + at + 1);
        Some(Ends { head: Span::new(0, head), foot: Span::new(foot, text.len()) })
    }

    /// `span` begins in one of them.
    pub fn hold(&self, span: Span) -> bool {
        span.start < self.head.end || span.start >= self.foot.start
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Certainty, Evidence, Kind};

    #[test]
    fn the_ends_are_whole_lines() {
        let hit = Hit {
            span: Span::new(0, 1),
            kind: Kind::Helse,
            rule: 0,
            certainty: Certainty::Likely,
            form: Evidence::Listed,
            named: None,
            synthetic: false,
            near: true,
        };
        let of = |text: &str, found: &[Hit]| Ends::of(&Part::text(Role::Body, text.as_bytes()), found);
        let text = "abcd efgh\n".repeat(200);
        let ends = of(&text, &[hit]).unwrap();
        assert_eq!((ends.head, ends.foot), (Span::new(0, 500), Span::new(1710, 2000)));
        assert!(ends.hold(Span::new(490, 510)) && !ends.hold(Span::new(500, 510)) && ends.hold(Span::new(1710, 1720)));
        let short = of("Kari\nOla", &[hit]).unwrap();
        assert_eq!((short.head.end, short.foot.is_empty()), (8, true));
        assert!(of(&text, &[]).is_none());
        let mut later = Part::text(Role::Body, text.as_bytes());
        later.origin = 4000;
        assert!(Ends::of(&later, &[hit]).unwrap().head.is_empty());
    }
}
