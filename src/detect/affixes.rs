//! Beginnings and endings of words: compounds are found by their parts.

use super::table::Table;
use hashbrown::HashMap;

/// Beginnings or endings of words, found by their outer two or four bytes and then by those of their lengths that occur.
#[derive(Debug, Clone)]
pub struct Affixes<T> {
    pub lists: Table<T>,
    /// Lengths in bytes that occur behind an edge, as a bit set; the highest bit stands for itself and all above.
    lengths: HashMap<u32, u64>,
}

impl<T: Default> Default for Affixes<T> {
    fn default() -> Self {
        Affixes { lists: Table::default(), lengths: HashMap::new() }
    }
}

impl<T: Default> Affixes<T> {
    pub fn entry(&mut self, affix: &[u8], edge: u32) -> &mut T {
        *self.lengths.entry(edge).or_default() |= 1 << affix.len().min(63);
        self.lists.entry(affix)
    }

    /// Lengths to try for a word with that edge, the longest first.
    pub fn lengths(&self, edge: u32, most: usize) -> impl Iterator<Item = usize> {
        let mut set = self.lengths.get(&edge).copied().unwrap_or_default();
        if most < 63 {
            set &= (1 << (most + 1)) - 1;
        }
        std::iter::from_fn(move || {
            let longest = set.checked_ilog2()?;
            set &= !(1 << longest);
            Some(longest as usize)
        })
    }
}

pub fn first_two(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |two| u32::from(u16::from_le_bytes(*two)))
}

pub fn first_four(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |four| u32::from_le_bytes(*four))
}

pub fn last_four(bytes: &[u8]) -> u32 {
    bytes.last_chunk().map_or(0, |four| u32::from_le_bytes(*four))
}
