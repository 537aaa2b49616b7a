//! Words looked up lately: texts say the same words again and again, and most that the filter lets through are nothing after all.

/// Slots; a power of two. Each takes 24 bytes, all of them fit into a core's second cache beside the filter.
const SLOTS: usize = 1 << 12;
/// Longest word that is remembered, in bytes: its first and last eight bytes say all of it.
const LONGEST: usize = 16;
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It is not listed, nor is any part of it.
    Nothing,
    /// It is this row of the table, and none of its parts counts.
    Row(u32),
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    first: u64,
    last: u64,
    /// 0 where the slot is empty.
    len: u32,
    /// Row + 1; 0 for nothing.
    row: u32,
}

/// A place in the memory, for a word that is short enough.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    first: u64,
    last: u64,
    len: u32,
}

/// The memory of one worker.
pub struct Memo {
    slots: Box<[Slot]>,
}

impl Default for Memo {
    fn default() -> Self {
        Memo { slots: vec![Slot::default(); SLOTS].into() }
    }
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
        Some(Key { first, last, len: len as u32 })
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
        let slot = &self.slots[key.slot()];
        let same = slot.first == key.first && slot.last == key.last && slot.len == key.len;
        same.then(|| slot.row.checked_sub(1).map_or(Known::Nothing, Known::Row))
    }

    /// Remembers a word in the place of another.
    pub fn put(&mut self, key: &Key, known: Known) {
        let row = match known {
            Known::Nothing => 0,
            Known::Row(row) => row + 1,
        };
        self.slots[key.slot()] = Slot { first: key.first, last: key.last, len: key.len, row };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_by_every_byte() {
        let mut memo = Memo::default();
        let text = "        sykmelding Sykmelding sykmeldingen syk                ";
        let key = |word: &str| {
            let at = text.find(&format!(" {word} ")).map(|at| at + 1)?;
            Key::of(text.as_bytes(), at, at + word.len())
        };
        let sykmelding = key("sykmelding").inspect(|key| memo.put(key, Known::Row(7)));
        assert_eq!(sykmelding.and_then(|key| memo.get(&key)), Some(Known::Row(7)));
        for other in ["Sykmelding", "sykmeldingen", "syk"] {
            assert_eq!(key(other).and_then(|key| memo.get(&key)), None, "{other}");
        }
    }
}
