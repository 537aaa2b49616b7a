//! What stands beside a hit: the hits of its sentence, and in tables and journals those of the other fields of its record.

use super::{Seen, is_field};
use crate::detect::sentence;
use crate::model::{Part, Span};
use std::collections::HashMap;
use std::ops::Range;

/// The hits that explain one hit.
#[derive(Debug, Clone)]
pub struct Neighbourhood {
    /// The sentence, in bytes of the part.
    pub sentence: Span,
    /// The hit stands in a field of a record: a title, a cell.
    pub is_field: bool,
    in_sentence: Range<usize>,
    in_record: Vec<usize>,
}

impl Neighbourhood {
    /// Their indices; the hit's own among them.
    pub fn indices(&self) -> impl Iterator<Item = usize> + '_ {
        self.in_sentence.clone().chain(self.in_record.iter().copied())
    }
}

/// The hits of a part by sentence and record.
pub struct Neighbours {
    /// Hits in fields, by record.
    records: HashMap<u32, Vec<usize>>,
    /// Places of private persons who are surely persons, rising.
    persons: Vec<usize>,
}

impl Neighbours {
    /// The hits `seen` of `part`, in order of place.
    pub fn new(part: &Part<'_>, seen: &[Seen]) -> Self {
        let mut records: HashMap<u32, Vec<usize>> = HashMap::new();
        if !part.segments.is_empty() {
            for (index, one) in seen.iter().enumerate() {
                if let Some(segment) = part.segment_at(one.hit.span.start).filter(|segment| is_field(part, segment)) {
                    records.entry(segment.record).or_default().push(index);
                }
            }
        }
        let persons = seen.iter().filter(|one| one.is_sure_person()).map(|one| one.hit.span.start).collect();
        Neighbours { records, persons }
    }

    /// What stands beside hit `index`.
    pub fn of(&self, part: &Part<'_>, seen: &[Seen], index: usize) -> Neighbourhood {
        let span = seen[index].hit.span;
        let segment = part.segment_at(span.start);
        let within = segment.map_or(Span::new(0, part.text.len()), |segment| segment.span());
        let field = segment.filter(|segment| is_field(part, segment));
        // A short field is one thought, whatever its punctuation.
        let sentence = if field.is_some() { within } else { sentence::around(&part.text, within, span) };
        let first = seen[..index].iter().rev().take_while(|other| other.hit.span.start >= sentence.start).count();
        let last = seen[index..].iter().take_while(|other| other.hit.span.start < sentence.end).count();
        let in_sentence = index - first..index + last;
        let in_record = field.map_or(Vec::new(), |segment| {
            let others = self.records.get(&segment.record).map_or(&[][..], Vec::as_slice);
            let elsewhere = |other: &&usize| {
                !in_sentence.contains(*other)
                    && part.segment_at(seen[**other].hit.span.start).is_some_and(|peer| {
                        // Paragraphs that share a parent are no fields of one record.
                        peer.label != segment.label || !part.entries.is_empty()
                    })
            };
            others.iter().filter(elsewhere).copied().collect()
        });
        Neighbourhood { sentence, is_field: field.is_some(), in_sentence, in_record }
    }

    /// A private person stands in `span`.
    pub fn person_in(&self, span: Span) -> bool {
        let from = self.persons.partition_point(|&at| at < span.start);
        self.persons.get(from).is_some_and(|&at| at < span.end)
    }

    /// A private person stands within `distance` bytes of `span`.
    pub fn person_within(&self, span: Span, distance: usize) -> bool {
        let from = self.persons.partition_point(|&at| at + distance < span.start);
        self.persons.get(from).is_some_and(|&at| at <= span.end + distance)
    }
}
