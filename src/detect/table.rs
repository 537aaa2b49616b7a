//! Byte strings and a record of each: gathered one by one, then laid out in few pieces of memory.

use super::filter::fold_hash;
use super::records::{Numbered, Records, Store, field};
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// Keys while they are gathered, numbered from 1 in the order they come.
#[derive(Debug, Default)]
pub struct Keys {
    index: HashTable<u32>,
    keys: Vec<u8>,
    /// By number, where the key ends; the empty end of none comes first.
    ends: Vec<u32>,
}

fn key_of<'k>(keys: &'k [u8], ends: &[u32], number: u32) -> &'k [u8] {
    &keys[ends[number as usize - 1] as usize..ends[number as usize] as usize]
}

impl Keys {
    /// The number of `key`, and whether it is new.
    pub fn number(&mut self, key: &[u8]) -> (u32, bool) {
        let Keys { index, keys, ends } = self;
        if ends.is_empty() {
            ends.push(0);
        }
        let entry = index.entry(
            fold_hash(key),
            |&number| key_of(keys, ends, number) == key,
            |&number| fold_hash(key_of(keys, ends, number)),
        );
        match entry {
            Entry::Occupied(known) => (*known.get(), false),
            Entry::Vacant(vacant) => {
                let number = ends.len() as u32;
                vacant.insert(number);
                keys.extend_from_slice(key);
                ends.push(keys.len() as u32);
                (number, true)
            }
        }
    }

    /// The table of the keys. `row` fills a key's record but for its first four bytes; it is asked for one more, behind the last.
    pub fn freeze<const N: usize>(self, mut row: impl FnMut(u32) -> [u8; N]) -> Table<N> {
        let Keys { keys, ends, .. } = self;
        let numbers = 1..ends.len() as u32;
        let index: Vec<_> = numbers
            .map(|number| {
                let mut slot = [0; 12];
                slot[..8].copy_from_slice(&fold_hash(key_of(&keys, &ends, number)).to_le_bytes());
                slot[8..].copy_from_slice(&number.to_le_bytes());
                slot
            })
            .collect();
        let rows = ends.iter().zip(1..).map(|(end, number)| {
            let mut row = row(number);
            row[..4].copy_from_slice(&end.to_le_bytes());
            row
        });
        let rows = rows.collect();
        Table { index: Numbered::new(&index), rows, keys: keys.into_iter().map(|byte| [byte]).collect() }
    }
}

/// Keys, frozen, with a record of `N` bytes for each, of which the first four say where the key begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table<const N: usize> {
    /// Hash (u64) and number (u32).
    index: Numbered<12>,
    /// By number less one; one more for where the last ends.
    rows: Records<N>,
    keys: Records<1>,
}

impl<const N: usize> Table<N> {
    /// The number of `key`; from 1.
    #[inline]
    pub fn find(&self, key: &[u8]) -> Option<u32> {
        let numbers = self.index.all(fold_hash(key)).map(|slot| u32::from_le_bytes(field::<8, 4>(slot)));
        numbers.into_iter().find(|&number| self.key(number) == key)
    }

    /// The record of that number, and the one behind it.
    #[inline]
    pub fn row(&self, number: u32) -> (&[u8; N], &[u8; N]) {
        (&self.rows[number as usize - 1], &self.rows[number as usize])
    }

    fn key(&self, number: u32) -> &[u8] {
        let (row, next) = self.row(number);
        let start = |row: &[u8; N]| u32::from_le_bytes(field::<0, 4>(row)) as usize;
        self.keys[start(row)..start(next)].as_flattened()
    }

    /// How many keys.
    pub fn len(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// Keys and their numbers in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], u32)> {
        (1..=self.len() as u32).map(|number| (self.key(number), number))
    }

    /// Stores it or takes it.
    pub fn store(&mut self, store: &mut Store<'_>) {
        self.index.store(store);
        store.records(&mut self.rows);
        store.records(&mut self.keys);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table<'k>(keys: impl IntoIterator<Item = &'k str>) -> Table<5> {
        let mut gathered = Keys::default();
        for key in keys {
            gathered.number(key.as_bytes());
        }
        gathered.freeze(|number| [number as u8; 5])
    }

    #[test]
    fn keys_are_numbered_as_they_come_and_found_again() {
        let table = table(["ada", "", "bo", "ada"]);
        let all: Vec<_> = table.iter().map(|(key, number)| (key.to_vec(), number)).collect();
        assert_eq!(all, [(b"ada".to_vec(), 1), (b"".to_vec(), 2), (b"bo".to_vec(), 3)]);
        assert_eq!((table.len(), table.find(b"bo"), table.find(b"b"), table.find(b"")), (3, Some(3), None, Some(2)));
        assert_eq!((table.row(2).0[4], table.row(3).1[4]), (2, 4));
        assert_eq!((Table::<5>::default().find(b""), Table::<5>::default().len()), (None, 0));
    }

    #[test]
    fn many_keys_do_not_hide_each_other() {
        let keys: Vec<_> = (0..5000_u32).map(|at| format!("{at:x}")).collect();
        let table = table(keys.iter().map(String::as_str));
        assert!(keys.iter().zip(1..).all(|(key, number)| table.find(key.as_bytes()) == Some(number)));
    }
}
