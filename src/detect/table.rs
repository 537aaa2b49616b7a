//! Byte strings and what is known of each: few pieces of memory instead of many, quick to build and to ask.

use super::filter::fold_hash;
use hashbrown::HashTable;

/// Values by key, numbered from 1 in the order they came.
#[derive(Debug, Clone)]
pub struct Table<V> {
    index: HashTable<u32>,
    rows: Vec<Row<V>>,
    keys: Vec<u8>,
}

#[derive(Debug, Clone, Default)]
struct Row<V> {
    /// Where the key begins in the table's `keys`, and its length, in bytes.
    key: u32,
    len: u32,
    value: V,
}

impl<V: Default> Default for Table<V> {
    fn default() -> Self {
        Table { index: HashTable::new(), rows: vec![Row::default()], keys: Vec::new() }
    }
}

fn key_of<'k, V>(rows: &[Row<V>], keys: &'k [u8], at: u32) -> &'k [u8] {
    let row = &rows[at as usize];
    &keys[row.key as usize..(row.key + row.len) as usize]
}

impl<V: Default> Table<V> {
    /// A table that will hold about so many keys.
    pub fn with_capacity(keys: usize) -> Self {
        let mut table = Table { index: HashTable::with_capacity(keys), ..Table::default() };
        table.rows.reserve(keys);
        table
    }

    /// The number of `key`, which is put in with an empty value where it is new.
    pub fn number(&mut self, key: &[u8]) -> u32 {
        let Table { index, rows, keys } = self;
        let entry =
            index.entry(fold_hash(key), |&at| key_of(rows, keys, at) == key, |&at| fold_hash(key_of(rows, keys, at)));
        if let hashbrown::hash_table::Entry::Occupied(known) = entry {
            return *known.get();
        }
        let number = rows.len() as u32;
        entry.insert(number);
        rows.push(Row { key: keys.len() as u32, len: key.len() as u32, value: V::default() });
        keys.extend_from_slice(key);
        number
    }

    /// The value of `key`, empty where it is new.
    pub fn entry(&mut self, key: &[u8]) -> &mut V {
        let number = self.number(key);
        self.at_mut(number)
    }

    /// The value of that number.
    pub fn at_mut(&mut self, number: u32) -> &mut V {
        &mut self.rows[number as usize].value
    }
}

impl<V> Table<V> {
    /// The number of `key`.
    pub fn find(&self, key: &[u8]) -> Option<u32> {
        self.index.find(fold_hash(key), |&at| key_of(&self.rows, &self.keys, at) == key).copied()
    }

    /// The value of `key`.
    pub fn get(&self, key: &[u8]) -> Option<&V> {
        self.find(key).map(|number| self.at(number))
    }

    /// The value of that number.
    pub fn at(&self, number: u32) -> &V {
        &self.rows[number as usize].value
    }

    /// How many keys.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Keys and values in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &V)> {
        (1..self.rows.len()).map(|at| (key_of(&self.rows, &self.keys, at as u32), &self.rows[at].value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_numbered_as_they_come_and_found_again() {
        let mut table = Table::<usize>::with_capacity(2);
        for (at, key) in ["ada", "", "bo", "ada"].iter().enumerate() {
            *table.entry(key.as_bytes()) += at;
        }
        let all: Vec<_> = table.iter().map(|(key, value)| (key.to_vec(), *value)).collect();
        assert_eq!(all, [(b"ada".to_vec(), 3), (b"".to_vec(), 1), (b"bo".to_vec(), 2)]);
        assert_eq!((table.len(), table.find(b"bo"), table.find(b"b"), table.get(b"ada")), (3, Some(3), None, Some(&3)));
    }

    #[test]
    fn many_keys_do_not_hide_each_other() {
        let mut table = Table::<u32>::default();
        let keys: Vec<_> = (0..5000_u32).map(|at| format!("{at:x}")).collect();
        for (at, key) in keys.iter().enumerate() {
            *table.entry(key.as_bytes()) = at as u32;
        }
        assert!(keys.iter().enumerate().all(|(at, key)| table.get(key.as_bytes()) == Some(&(at as u32))));
    }
}
