//! Texts that the content of a page holds in place of what it paints: of letters that nothing else tells, of words that were drawn
//! otherwise, and of pictures.

use super::beside::decode_bytes;
use super::paint::{Glyph, Painted, Said};
use hayro_interpret::hayro_syntax::object::{Dict, String as Raw};
use hayro_interpret::kurbo::Rect;

/// Texts of a page that are kept, and bytes of one.
const MOST: usize = 100_000;
const MOST_BYTES: usize = 64 * 1024;

/// Sequences within sequences that are followed.
const MOST_DEEP: usize = 1000;

/// What such a text turned out to be.
pub(super) enum Spoken {
    /// Something else than what is painted.
    Aside(Said),
    /// What the letters are from number `from` on, of which nothing else tells it, and as many as were unknown before.
    Letters { text: String, place: Glyph, from: usize, unknown: usize, unknown_words: usize },
}

/// The sequences that are open.
#[derive(Debug, Default)]
pub(super) struct MarkedContent {
    open: Vec<Option<Sequence>>,
    /// Those that are not followed.
    deeper: usize,
    said: usize,
}

#[derive(Debug)]
struct Sequence {
    label: &'static str,
    text: String,
    from: usize,
    unknown: usize,
    unknown_words: usize,
    /// From its first letter to its last.
    place: Option<Glyph>,
    /// Its letters stand on one line.
    is_line: bool,
    bounds: Option<Rect>,
}

impl MarkedContent {
    pub fn begin(&mut self, properties: Option<&Dict<'_>>, painted: &Painted) {
        if self.open.len() >= MOST_DEEP {
            self.deeper += 1;
            return;
        }
        let said = properties.filter(|_| self.said < MOST).and_then(|properties| {
            [("ActualText", "actual-text"), ("Alt", "alternative-text"), ("E", "expansion")].iter().find_map(
                |(key, label)| {
                    let raw = properties.get::<Raw<'_>>(key)?;
                    Some((*label, decode_bytes(raw.as_bytes().get(..MOST_BYTES).unwrap_or(raw.as_bytes()))))
                },
            )
        });
        self.open.push(said.map(|(label, text)| Sequence {
            label,
            text,
            from: painted.glyphs.len(),
            unknown: painted.unknown,
            unknown_words: painted.unknown_words,
            place: None,
            is_line: true,
            bounds: None,
        }));
    }

    /// A letter was painted, whether it is known or not.
    pub fn see(&mut self, glyph: &Glyph) {
        for sequence in self.open.iter_mut().flatten() {
            let bounds = glyph.bounds();
            sequence.bounds = Some(sequence.bounds.map_or(bounds, |all| all.union(bounds)));
            match &mut sequence.place {
                None => sequence.place = Some(glyph.clone()),
                Some(place) => {
                    let along = place.up / place.size().max(1e-9);
                    let to_end = glyph.origin + glyph.advance - place.origin;
                    sequence.is_line &= to_end.dot(along).abs() < 0.5 * place.size();
                    place.advance = to_end;
                }
            }
        }
    }

    /// The sequence ends. `None` where it says what is painted, or nothing.
    pub fn end(&mut self, painted: &Painted) -> Option<Spoken> {
        if self.deeper > 0 {
            self.deeper -= 1;
            return None;
        }
        let Sequence { label, text, from, unknown, unknown_words, place, is_line, bounds } = self.open.pop()??;
        let wanted = letters(&text);
        let painted_text: String = painted.glyphs.get(from..)?.iter().map(|glyph| painted.text(glyph)).collect();
        if wanted.is_empty() || letters(&painted_text).contains(&wanted) {
            return None;
        }
        self.said += 1;
        let is_theirs = label == "actual-text" && painted.unknown > unknown && is_line;
        Some(match place.filter(|_| is_theirs) {
            Some(place) => Spoken::Letters { text, place, from, unknown, unknown_words },
            None => Spoken::Aside(Said { label, text, bounds }),
        })
    }
}

/// What counts of a text when it is held against another.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
