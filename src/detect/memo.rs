//! Words looked up lately: texts say the same words again and again, and most that the filter lets through are nothing after all.

use super::lexicon::NameUse;
use std::num::NonZeroU32;

/// Slots; a power of two. Each takes 32 bytes, half a MiB in all: most look-ups stay in a core's second cache.
const SLOTS: usize = 1 << 14;
/// Longest word that is remembered, in bytes: its first and last eight bytes say all of it.
const LONGEST: usize = 16;
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// What is known of a word as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// Its row in the table, where more is listed of it than a name.
    pub row: Option<NonZeroU32>,
    /// As a name, with a capital where it needs one.
    pub name: NameUse,
    /// It stands on a list of names, with or without a capital.
    pub is_name: bool,
    /// A listed part is in it.
    pub has_parts: bool,
    /// Some rule knows it, or a phrase that it begins, as harmless.
    pub may_be_harmless: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    first: u64,
    last: u64,
    /// 0 where the slot is empty.
    len: u8,
    known: Known,
}

/// A place in the memory, for a word that is short enough.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    first: u64,
    last: u64,
    len: u8,
}

/// The memory of one worker. It takes its room with the first word.
#[derive(Default)]
pub struct Memo {
    slots: Box<[Slot]>,
}

impl Key {
    /// The key of the word `text[start..end]`, as written; `None` where it is too long, or too near the text's ends to be read at
    /// one go.
    #[inline(always)]
    pub fn of(text: &[u8], start: usize, end: usize) -> Option<Key> {
        let len = end - start;
        if len > LONGEST {
            return None;
        }
        let first = u64::from_le_bytes(*text.get(start..)?.first_chunk()?);
        let last = u64::from_le_bytes(*text[..end].last_chunk()?);
        let (first, last) = match len {
            0..=8 => (first & (u64::MAX >> (64 - 8 * len.max(1))), 0),
            _ => (first, last),
        };
        Some(Key { first, last, len: len as u8 })
    }

    fn slot(&self) -> usize {
        let mixed = (self.first ^ self.last.rotate_left(17) ^ u64::from(self.len)).wrapping_mul(MIX);
        (mixed >> (64 - SLOTS.trailing_zeros())) as usize
    }
}

impl Memo {
    /// What is known of the word.
    #[inline(always)]
    pub fn get(&self, key: &Key) -> Option<Known> {
        let slot = self.slots.get(key.slot())?;
        let same = slot.first == key.first && slot.last == key.last && slot.len == key.len;
        same.then_some(slot.known)
    }

    /// Remembers a word in the place of another.
    pub fn put(&mut self, key: &Key, known: Known) {
        if self.slots.is_empty() {
            self.slots = vec![Slot::default(); SLOTS].into();
        }
        self.slots[key.slot()] = Slot { first: key.first, last: key.last, len: key.len, known };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_by_every_byte() {
        let mut memo = Memo::default();
        let known = Known { row: NonZeroU32::new(7), ..Known::default() };
        let text = "        sykmelding Sykmelding sykmeldingen syk                ";
        let key = |word: &str| {
            let at = text.find(&format!(" {word} ")).map(|at| at + 1)?;
            Key::of(text.as_bytes(), at, at + word.len())
        };
        let sykmelding = key("sykmelding").inspect(|key| memo.put(key, known));
        assert_eq!(sykmelding.and_then(|key| memo.get(&key)), Some(known));
        for other in ["Sykmelding", "sykmeldingen", "syk"] {
            assert_eq!(key(other).and_then(|key| memo.get(&key)), None, "{other}");
        }
    }
}
