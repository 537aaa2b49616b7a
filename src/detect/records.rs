//! Tables as plain bytes: records of one size behind each other. The build script makes the tables of the built-in words, and the
//! program asks them where they lie in it: nothing is read or copied when it starts.

use std::borrow::Cow;

/// Where what is stored begins, and each of its parts: at multiples of this many bytes, a cache line, so that no number of a table
/// lies in two.
const ALIGNMENT: usize = 64;

/// Stored tables, compiled in.
#[repr(C, align(64))]
pub struct Stored<T: ?Sized>(pub T);

/// Records of `N` bytes each, their numbers little-endian; compiled in, or made at run time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records<const N: usize>(Cow<'static, [[u8; N]]>);

impl<const N: usize> From<Vec<[u8; N]>> for Records<N> {
    fn from(records: Vec<[u8; N]>) -> Self {
        Records(records.into())
    }
}

impl<const N: usize> FromIterator<[u8; N]> for Records<N> {
    fn from_iter<I: IntoIterator<Item = [u8; N]>>(records: I) -> Self {
        Vec::from_iter(records).into()
    }
}

impl<const N: usize> std::ops::Deref for Records<N> {
    type Target = [[u8; N]];

    #[inline(always)]
    fn deref(&self) -> &[[u8; N]] {
        &self.0
    }
}

impl<const N: usize> Records<N> {
    /// The records, to be changed.
    pub fn to_mut(&mut self) -> &mut Vec<[u8; N]> {
        self.0.to_mut()
    }
}

/// What tables are stored to, or what they are taken from again: each goes through its parts in one order both ways.
pub enum Store<'s> {
    /// What was stored so far.
    Out(&'s mut Vec<u8>),
    /// What is still to be taken, as it was stored.
    In(&'s mut &'static [u8]),
}

impl Store<'_> {
    /// Stores `records`, or takes them. What ends too soon is empty.
    pub fn records<const N: usize>(&mut self, records: &mut Records<N>) {
        match self {
            Store::Out(bytes) => {
                bytes.extend((records.len() as u64).to_le_bytes());
                bytes.resize(bytes.len().next_multiple_of(ALIGNMENT), 0);
                bytes.extend(records.as_flattened());
                bytes.resize(bytes.len().next_multiple_of(ALIGNMENT), 0);
            }
            Store::In(bytes) => {
                let (head, rest) = bytes.split_first_chunk().unwrap_or((&[0; ALIGNMENT], &[]));
                let size = u64::from_le_bytes(field::<0, 8>(head)) as usize * N;
                let (stored, rest) = rest.split_at_checked(size.next_multiple_of(ALIGNMENT)).unwrap_or_default();
                let stored = stored.get(..size).unwrap_or_default();
                *records = Records(Cow::Borrowed(stored.as_chunks().0));
                **bytes = rest;
            }
        }
    }
}

/// The `M` bytes of `record` from `AT` on.
#[inline(always)]
pub fn field<const AT: usize, const M: usize>(record: &[u8]) -> [u8; M] {
    let mut field = [0; M];
    field.copy_from_slice(&record[AT..AT + M]);
    field
}

/// Records by a number in their first eight bytes, which may stand in several: open addressing, a third of the slots empty. An empty
/// slot is all zero, so that no record may be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbered<const N: usize> {
    slots: Records<N>,
}

impl<const N: usize> Numbered<N> {
    /// All `records`.
    pub fn new(records: &[[u8; N]]) -> Self {
        let mut slots = vec![[0; N]; records.len() + records.len() / 2 + 1];
        for record in records {
            let mut at = slot_of(u64::from_le_bytes(field::<0, 8>(record)), slots.len());
            while slots[at] != [0; N] {
                at = (at + 1) % slots.len();
            }
            slots[at] = *record;
        }
        Numbered { slots: slots.into() }
    }

    /// The records with that number.
    #[inline(always)]
    pub fn all(&self, number: u64) -> impl Iterator<Item = &[u8; N]> {
        let slots = &*self.slots;
        let mut at = if slots.is_empty() { 0 } else { slot_of(number, slots.len()) };
        std::iter::from_fn(move || {
            let record = slots.get(at).filter(|record| **record != [0; N])?;
            at = if at + 1 == slots.len() { 0 } else { at + 1 };
            Some(record)
        })
        .filter(move |record| u64::from_le_bytes(field::<0, 8>(*record)) == number)
    }

    /// Stores it or takes it.
    pub fn store(&mut self, store: &mut Store<'_>) {
        store.records(&mut self.slots);
    }
}

/// The slot of `slots` where the search for `number` begins.
#[inline(always)]
fn slot_of(number: u64, slots: usize) -> usize {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let mixed = number.wrapping_mul(MIX);
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(MIX);
    ((u128::from(mixed) * slots as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(number: u64, value: u8) -> [u8; 9] {
        let mut record = [value; 9];
        record[..8].copy_from_slice(&number.to_le_bytes());
        record
    }

    #[test]
    fn all_of_a_number_are_found_and_nothing_else() {
        let records: Vec<_> = (0..3000).map(|at| record(at / 3, 1 + (at % 3) as u8)).collect();
        let numbered = Numbered::new(&records);
        for number in 0..1000 {
            let mut values: Vec<_> = numbered.all(number).map(|record| record[8]).collect();
            values.sort_unstable();
            assert_eq!(values, [1, 2, 3], "{number}");
        }
        assert_eq!(numbered.all(1000).count() + Numbered::<9>::default().all(0).count(), 0);
    }

    #[test]
    fn what_was_stored_is_taken_again() {
        let (mut three, mut none, mut last) =
            (Records::from(vec![[1_u8, 2, 3]; 3]), Records::<4>::default(), Records::from(vec![[9_u8]; 8]));
        let mut stored = Vec::new();
        let store = &mut Store::Out(&mut stored);
        store.records(&mut three);
        store.records(&mut none);
        store.records(&mut last);
        let mut left: &'static [u8] = stored.leak();
        let (mut a, mut b, mut c, mut d) =
            (Records::default(), Records::from(vec![[0_u8; 4]]), Records::default(), Records::from(vec![[1_u8]]));
        let store = &mut Store::In(&mut left);
        store.records(&mut a);
        store.records(&mut b);
        store.records(&mut c);
        store.records(&mut d);
        assert_eq!((a, b, c, d), (three, none, last, Records::default()));
    }
}
