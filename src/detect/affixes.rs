//! Beginnings and endings of words: compounds are found by their parts.

use super::records::{Numbered, Store, field};
use super::word_table::{Gathered, WordTable};
use hashbrown::HashMap;

/// Beginnings or endings of words while they are gathered.
#[derive(Debug, Default)]
pub struct GatheredAffixes {
    lists: Gathered,
    /// Lengths in bytes that occur behind an edge, as a bit set; the highest bit stands for itself and all above.
    lengths: HashMap<u32, u64>,
}

impl GatheredAffixes {
    /// Where to note what is listed of `affix`, which has that `edge`.
    pub fn of(&mut self, affix: &[u8], edge: u32) -> &mut Gathered {
        *self.lengths.entry(edge).or_default() |= 1 << affix.len().min(63);
        &mut self.lists
    }

    /// The table of all that was gathered.
    pub fn freeze(self) -> Affixes {
        let mut lengths: Vec<_> = self.lengths.into_iter().collect();
        lengths.sort_unstable();
        let record = |(edge, set): (u32, u64)| {
            let mut record = [0; 16];
            record[..4].copy_from_slice(&edge.to_le_bytes());
            record[8..].copy_from_slice(&set.to_le_bytes());
            record
        };
        let lengths: Vec<_> = lengths.into_iter().map(record).collect();
        Affixes { lists: self.lists.freeze(), lengths: Numbered::new(&lengths) }
    }
}

/// Beginnings or endings of words, found by their outer two or four bytes and then by those of their lengths that occur.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Affixes {
    pub lists: WordTable,
    /// Edge (u64) and set of lengths (u64).
    lengths: Numbered<16>,
}

impl Affixes {
    /// Lengths to try for a word with that edge, the longest first.
    pub fn lengths(&self, edge: u32, most: usize) -> impl Iterator<Item = usize> {
        let mut set =
            self.lengths.all(edge.into()).next().map_or(0, |record| u64::from_le_bytes(field::<8, 8>(record)));
        if most < 63 {
            set &= (1 << (most + 1)) - 1;
        }
        std::iter::from_fn(move || {
            let longest = set.checked_ilog2()?;
            set &= !(1 << longest);
            Some(longest as usize)
        })
    }

    /// Stores them or takes them.
    pub fn store(&mut self, store: &mut Store<'_>) {
        self.lists.store(store);
        self.lengths.store(store);
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
