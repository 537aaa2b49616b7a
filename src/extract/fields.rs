//! What documents hold beside their text: named fields and runs of a role of their own, each a segment.
//! And the ways to hand out the parts of another reader.

use super::batch::{Batch, Field};
use super::{Output, passage};
use crate::model::{Part, Places, Role, SEGMENT_SEPARATOR, Segment};

/// So many runs are parts of their own, with their places as those of the text; more are gathered.
const MOST_RUNS: usize = 10_000;

/// Fields and runs, gathered by role until they are handed out.
#[derive(Debug, Default)]
pub(super) struct Fields {
    batches: Vec<(Role, Batch)>,
    runs: Vec<Part<'static>>,
    /// How many values stand alone.
    alone: u32,
}

impl Fields {
    /// A named value of the document as a whole.
    pub fn add(&mut self, role: Role, name: &str, value: &str) {
        self.put(role, name, name, 0, value);
    }

    /// As [`Fields::add`], of a value that says nothing of the others.
    pub fn add_alone(&mut self, role: Role, name: &str, value: &str) {
        self.alone += 1;
        let record = u32::MAX - self.alone;
        self.put_in(role, name, name, 0, record, value);
    }

    /// A run of text that begins in paragraph `first` (from 1; 0 where it is not known); `way` says how it is marked or hidden.
    pub fn run(&mut self, role: Role, way: &str, first: u64, value: &str) {
        if first == 0 || self.runs.len() >= MOST_RUNS {
            let (node, ordinal) = if first == 0 { ("text", 0) } else { ("paragraph", first) };
            return self.put(role, way, node, u32::try_from(ordinal).unwrap_or(0), value);
        }
        self.runs.extend(passage::parts(role, Some(way), value.trim_end(), &Places::Paragraphs { first }));
    }

    fn put(&mut self, role: Role, label: &str, node: &str, ordinal: u32, value: &str) {
        self.put_in(role, label, node, ordinal, ordinal, value);
    }

    fn put_in(&mut self, role: Role, label: &str, node: &str, ordinal: u32, record: u32, value: &str) {
        // A title stands among the other fields of its record.
        let of_part = if role == Role::Title { Role::Metadata } else { role };
        let at = match self.batches.iter().position(|(other, _)| *other == of_part) {
            Some(at) => at,
            None => {
                self.batches.push((of_part, Batch::of_nodes(of_part)));
                self.batches.len() - 1
            }
        };
        let batch = &mut self.batches[at].1;
        // A nul ends a text of C; some programs write it with the text.
        let value = value.trim_matches(|c: char| c == '\0' || c.is_whitespace());
        if value.is_empty() {
            return;
        }
        batch.add_field(Field { role, path: node, ordinal, label, record }, value);
    }

    /// A part for each role, in the order in which the roles came.
    pub fn hand_out(&mut self, output: &mut dyn Output) {
        for (_, mut batch) in self.batches.drain(..) {
            if let Some(part) = batch.take() {
                output.part(part);
            }
        }
        self.runs.drain(..).for_each(|run| output.part(run));
    }
}

/// A part that outlives what it was read from.
pub(super) fn owned(part: Part<'_>) -> Part<'static> {
    Part { text: part.text.into_owned().into(), ..part }
}

/// The part with those of its segments that `keeps` says yes to, by their role and text; `None` where none are left. Running text is one
/// segment of the part's role.
pub(super) fn only(part: Part<'_>, keeps: impl Fn(Role, &[u8]) -> bool) -> Option<Part<'static>> {
    if part.segments.is_empty() {
        return keeps(part.role, &part.text).then(|| owned(part));
    }
    let mut text = Vec::new();
    let mut segments = Vec::new();
    for segment in part.segments.iter().filter(|segment| keeps(segment.role, segment.span().of(&part.text))) {
        if !text.is_empty() {
            text.push(SEGMENT_SEPARATOR);
        }
        let start = text.len() as u32;
        text.extend_from_slice(segment.span().of(&part.text));
        segments.push(Segment { start, end: text.len() as u32, ..segment.clone() });
    }
    (!segments.is_empty()).then(|| Part { text: text.into(), segments, ..part })
}

/// The words of a text: what is left when white space and punctuation are taken away.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether `whole` has all words of `part` in their order, so that `part` says nothing new.
pub(super) fn says_all_of<'t>(whole: &str, part: impl Iterator<Item = &'t str>) -> bool {
    let mut words_of_whole = words(whole);
    part.into_iter().all(|word| words_of_whole.any(|other| other == word))
}
