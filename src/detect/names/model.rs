//! The trained weights: a linear-chain model over hashed features, quantised to a byte a weight.
//!
//! The file: `SKJNAMES`, then little-endian the version (u16), the number of labels (u16), steps a unit of score (u16), zero (u16),
//! the number of features (u32); the weights of the label that begins a sentence and of each label behind each other (i16); the
//! features' tags in rising order (u32), for each the set of labels it weighs (u16), and those weights (i8).
//!
//! The build script reads the built-in file and stores it as it is asked for weights; the trainer reads its own.

use crate::detect::records::{Records, Store};
use std::hint::select_unpredictable;
use thiserror::Error;

/// What a token can be: outside, or the beginning or inside of an entity. Only persons are reported; the others keep them apart.
pub const LABELS: [&str; LABEL_COUNT] = [
    "O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-GPE", "I-GPE", "B-PROD", "I-PROD", "B-EVT", "I-EVT",
    "B-DRV", "I-DRV",
];
/// How many there are.
pub const LABEL_COUNT: usize = 15;
/// The label of a person's first token.
pub const BEGINS_PERSON: usize = 1;
/// The label of a person's further tokens.
pub const INSIDE_PERSON: usize = 2;
/// Labels and one lane unused.
pub const LANES: usize = 16;
/// A score for each label.
pub type Scores = [i16; LANES];
/// What a label that may not follow scores, and the unused lane.
pub const NEVER: i16 = -12_000;

const MAGIC: &[u8; 8] = b"SKJNAMES";
const VERSION: u16 = 1;
const HEADER: usize = 20;
/// Features that lie together in a cache line.
const IN_LINE: usize = 3;

/// A model file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// It does not begin as model files do.
    #[error("the name model is no model file")]
    NotAModel,
    /// Another version, or another number of labels.
    #[error(
        "the name model has version {version} with {labels} labels; this program reads version {VERSION} with {LABEL_COUNT}: train it anew"
    )]
    OtherVersion {
        /// The version of the file.
        version: u16,
        /// Its labels.
        labels: u16,
    },
    /// Shorter or longer than its counts say, or out of order.
    #[error("the name model is damaged: take it from the release again")]
    Damaged,
}

/// A feature with its weights, as the trainer hands it over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The tag of the feature: [`tag_of`] its hash.
    pub tag: u32,
    /// A weight for each label, in steps.
    pub weights: [i8; LANES],
}

/// What of a feature's hash is kept. Never zero.
#[inline(always)]
pub fn tag_of(feature: u64) -> u32 {
    ((feature >> 32) as u32).max(1)
}

/// Whether label `to` may stand behind `from`: the inside of an entity only behind its beginning or inside.
pub fn may_follow(from: Option<usize>, to: usize) -> bool {
    let inside = to > 0 && to.is_multiple_of(2);
    !inside || from == Some(to) || from == Some(to - 1)
}

/// The weights, ready to be asked.
#[derive(Default)]
pub struct Model {
    /// Steps a unit of score.
    pub scale: u16,
    /// Of the label that begins a sentence.
    pub start: Scores,
    /// Of the second label behind the first.
    pub transitions: [Scores; LABEL_COUNT],
    /// The features, three in a cache line: their tags (u32, 0 for none), whether a feature of this line had to go into the next one
    /// (u32), and the weights of each for every label (i8). A feature asked for costs one line, and no branch hangs on what it holds.
    lines: Records<64>,
}

impl Model {
    /// The model in `bytes`.
    ///
    /// # Errors
    /// Bytes that are no model of this version.
    pub fn read(bytes: &[u8]) -> Result<Model, ModelError> {
        if bytes.len() < HEADER || bytes[..8] != MAGIC[..] {
            return Err(ModelError::NotAModel);
        }
        let mut reader = Reader { bytes, at: 8 };
        let (version, labels) = (reader.u16()?, reader.u16()?);
        if version != VERSION || usize::from(labels) != LABEL_COUNT {
            return Err(ModelError::OtherVersion { version, labels });
        }
        let scale = reader.u16()?.max(1);
        reader.u16()?;
        let count = reader.u32()? as usize;
        let mut table = [[NEVER; LANES]; LABEL_COUNT + 1];
        for (from, row) in table.iter_mut().enumerate() {
            for (to, score) in row[..LABEL_COUNT].iter_mut().enumerate() {
                let learnt = reader.u16()? as i16;
                *score = if may_follow(from.checked_sub(1), to) { learnt } else { NEVER };
            }
        }
        let [start, transitions @ ..] = table;
        let tags = reader.take(count.checked_mul(4).ok_or(ModelError::Damaged)?)?;
        let sets = reader.take(count * 2)?;
        let mut weights = &bytes[reader.at..];
        // Some line in fifteen is too full.
        let mut lines = vec![[0; 64]; (count * 2).div_ceil(IN_LINE).max(1)];
        let mut last = 0;
        for (tag, set) in tags.chunks_exact(4).zip(sets.chunks_exact(2)) {
            let tag = u32::from_le_bytes([tag[0], tag[1], tag[2], tag[3]]);
            let set = u16::from_le_bytes([set[0], set[1]]);
            if tag <= last || set >> LABEL_COUNT != 0 {
                return Err(ModelError::Damaged);
            }
            last = tag;
            let (own, rest) = weights.split_at_checked(set.count_ones() as usize).ok_or(ModelError::Damaged)?;
            weights = rest;
            let mut labels = (0..LABEL_COUNT).filter(|label| set >> label & 1 == 1);
            let mut dense = [0; LANES];
            own.iter().zip(&mut labels).for_each(|(&weight, label)| dense[label] = weight);
            lay(&mut lines, tag, &dense);
        }
        if !weights.is_empty() {
            return Err(ModelError::Damaged);
        }
        Ok(Model { scale, start, transitions, lines: lines.into() })
    }

    /// Stores it or takes it.
    pub fn store(&mut self, store: &mut Store<'_>) {
        let scores = self.start.iter_mut().chain(self.transitions.as_flattened_mut());
        let mut head: Records<2> = scores.map(|score| score.to_le_bytes()).chain([self.scale.to_le_bytes()]).collect();
        store.records(&mut head);
        let scores = self.start.iter_mut().chain(self.transitions.as_flattened_mut());
        scores.zip(head.iter()).for_each(|(score, stored)| *score = i16::from_le_bytes(*stored));
        self.scale = head.last().map_or(1, |scale| u16::from_le_bytes(*scale));
        store.records(&mut self.lines);
    }

    /// Adds what `feature` weighs to `scores`.
    #[inline(always)]
    pub fn add(&self, feature: u64, scores: &mut Scores) {
        let tag = tag_of(feature);
        let mut at = line_of(tag, self.lines.len());
        loop {
            let line = &self.lines[at];
            let [first, second, third, more] = numbers(line);
            let found = first == tag || second == tag || third == tag;
            let place = (usize::from(second == tag) | usize::from(third == tag) << 1).min(2);
            // No guess is made of what is found: wrong ones would hold up the look-ups behind this one.
            let weights = select_unpredictable(found, &line.as_chunks::<LANES>().0[1 + place], &[0; LANES]);
            for lane in 0..LANES {
                scores[lane] = scores[lane].saturating_add(i16::from(weights[lane] as i8));
            }
            if more == 0 || found {
                return;
            }
            at = next_line(at, self.lines.len());
        }
    }

    /// The bytes of a model file. `start` and `transitions` are in steps; features of the same tag are joined into the first.
    pub fn write(
        scale: u16,
        start: &Scores,
        transitions: &[Scores; LABEL_COUNT],
        mut features: Vec<Weighed>,
    ) -> Vec<u8> {
        features.sort_by_key(|feature| feature.tag);
        features.dedup_by_key(|feature| feature.tag);
        let set_of = |weights: &[i8; LANES]| {
            (0..LABEL_COUNT).filter(|&label| weights[label] != 0).fold(0_u16, |set, label| set | 1 << label)
        };
        features.retain(|feature| set_of(&feature.weights) != 0);
        let mut bytes = MAGIC.to_vec();
        for value in [VERSION, LABEL_COUNT as u16, scale, 0] {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend((features.len() as u32).to_le_bytes());
        for row in std::iter::once(start).chain(transitions) {
            row[..LABEL_COUNT].iter().for_each(|score| bytes.extend(score.to_le_bytes()));
        }
        features.iter().for_each(|feature| bytes.extend(feature.tag.to_le_bytes()));
        features.iter().for_each(|feature| bytes.extend(set_of(&feature.weights).to_le_bytes()));
        for feature in &features {
            bytes.extend(
                feature.weights[..LABEL_COUNT].iter().filter(|&&weight| weight != 0).map(|&weight| weight as u8),
            );
        }
        bytes
    }
}

/// The line in which the feature with `tag` lies, or the first of those over which its like have spread.
#[inline(always)]
fn line_of(tag: u32, lines: usize) -> usize {
    ((u64::from(tag) * lines as u64) >> 32) as usize
}

#[inline(always)]
fn next_line(at: usize, lines: usize) -> usize {
    if at + 1 == lines { 0 } else { at + 1 }
}

/// The tags of a line, and whether the next one goes on with it.
#[inline(always)]
fn numbers(line: &[u8; 64]) -> [u32; IN_LINE + 1] {
    let [a, b, c, d, ..] = line.as_chunks().0 else { return [0; IN_LINE + 1] };
    [u32::from_le_bytes(*a), u32::from_le_bytes(*b), u32::from_le_bytes(*c), u32::from_le_bytes(*d)]
}

/// Lays a feature where [`Model::add`] looks for it.
fn lay(lines: &mut [[u8; 64]], tag: u32, weights: &[u8; LANES]) {
    let mut at = line_of(tag, lines.len());
    loop {
        if let Some(place) = numbers(&lines[at])[..IN_LINE].iter().position(|&tag| tag == 0) {
            lines[at][place * 4..][..4].copy_from_slice(&tag.to_le_bytes());
            lines[at][(1 + place) * LANES..][..LANES].copy_from_slice(weights);
            return;
        }
        lines[at][IN_LINE * 4] = 1;
        at = next_line(at, lines.len());
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let end = self.at.checked_add(count).ok_or(ModelError::Damaged)?;
        let taken = self.bytes.get(self.at..end).ok_or(ModelError::Damaged)?;
        self.at = end;
        Ok(taken)
    }

    fn u16(&mut self) -> Result<u16, ModelError> {
        self.take(2).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn u32(&mut self) -> Result<u32, ModelError> {
        self.take(4).map(|bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Vec<u8> {
        let mut weights = [0; LANES];
        (weights[1], weights[2]) = (7, -3);
        let features = vec![Weighed { tag: u32::MAX, weights }, Weighed { tag: 5, weights: [1; LANES] }];
        Model::write(32, &[0; LANES], &[[4; LANES]; LABEL_COUNT], features)
    }

    #[test]
    fn what_is_written_is_read() {
        let model = Model::read(&small()).unwrap();
        let mut scores = [0; LANES];
        model.add(u64::MAX, &mut scores);
        assert_eq!(scores[..4], [0, 7, -3, 0]);
        model.add(5 << 32, &mut scores);
        assert_eq!(scores[..4], [1, 8, -2, 1]);
        model.add(6 << 32, &mut scores);
        assert_eq!(scores[..4], [1, 8, -2, 1]);
        assert_eq!(model.start[INSIDE_PERSON], NEVER, "nothing begins inside");
        assert_eq!(model.transitions[BEGINS_PERSON][INSIDE_PERSON], 4);
    }

    #[test]
    fn damaged_bytes_are_no_model() {
        let whole = small();
        for len in 0..whole.len() {
            assert!(Model::read(&whole[..len]).is_err(), "{len} bytes");
        }
        let longer = [&whole[..], &[0]].concat();
        assert_eq!(Model::read(&longer).err(), Some(ModelError::Damaged));
    }
}
