//! The cheap question asked of every word: may it stand in the lexicon at all?
//!
//! Bit tables know the whole words by their first eight bytes and their length; two small tables know how compounds begin and
//! end, and two know pairs of neighbours in phrases. Case is taken off with one bit per byte, which folds ASCII and Latin-1 letters;
//! letters beyond (č, đ, ŋ) are entered in each of their cases. What passes is looked up for certain; nothing that is listed fails to
//! pass.
//!
//! Words are asked about in batches: each step is done for all of a batch before the next, without a branch, so that reckoning
//! runs on vectors and the tables are read side by side.

use super::classify::{Level, Routine};
use super::records::{Records, Store};

/// Slots of the tables of beginnings and endings, at least.
const EDGE_SLOTS: usize = 1 << 12;
/// Listed edges a slot, at most.
const EDGES_A_SLOT: usize = 4;
/// Bits a listed word takes in the table, at least; three of them are set, so that one or two words in a hundred pass by chance. What
/// passes costs more than the question; but a table of twice the size leaves the core's second cache, which costs more still.
const BITS_PER_WORD: usize = 11;
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
/// Words asked about together: less than 64, so that a mask of them fits a number with room for one more.
pub const BATCH: usize = 32;
/// The bit that tells ASCII and Latin-1 capitals, in each byte.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// Which words may be listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    words: Bits,
    beginnings: Edges,
    endings: Edges,
    /// By [`Pair::words`].
    pairs: Bits,
    /// By [`Pair::beginnings`].
    open_pairs: Bits,
}

/// Two words that stand beside each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pair {
    /// By their first four bytes, folded.
    pub beginnings: u64,
    /// By their first eight bytes, folded, and their lengths: a hash.
    pub words: u64,
}

/// A word by its first bytes, folded, and by their hash with its length.
#[derive(Debug, Clone, Copy, Default)]
struct Half {
    key: u64,
    mixed: u64,
}

impl Half {
    fn of(word: &[u8]) -> Self {
        let len = word.len() as u64;
        let key = first_bytes(eight_from(word, 0), len);
        Half { key, mixed: Bits::mixed(key, len) }
    }
}

impl Pair {
    #[inline(always)]
    fn new(first: Half, second: Half) -> Self {
        Pair { beginnings: beginnings(first.key, second.key), words: pair_of_words(first.mixed, second.mixed) }
    }

    /// Every pair that `first` and `second`, in lower case, can be in a text, whatever their case.
    pub fn each(first: &[u8], second: &[u8], mut each: impl FnMut(Pair)) {
        in_each_case(first, |first| in_each_case(second, |second| each(Pair::new(Half::of(first), Half::of(second)))));
    }
}

/// The first four bytes of two keys.
#[inline(always)]
fn beginnings(first: u64, second: u64) -> u64 {
    first << 32 | second & 0xFFFF_FFFF
}

/// The hash of two words' hashes.
#[inline(always)]
fn pair_of_words(first: u64, second: u64) -> u64 {
    mixed_pair(first.rotate_left(29) ^ second)
}

/// A pair as the tables of pairs choose its slot and bits by.
#[inline(always)]
fn mixed_pair(pair: u64) -> u64 {
    let mixed = pair.wrapping_mul(MIX);
    mixed ^ (mixed >> 32)
}

/// A bit table of whole words: each sets three bits of one 64-bit slot, names three others than words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bits {
    /// As many as a power of two.
    slots: Records<8>,
}

impl Bits {
    fn with_capacity(words: usize) -> Self {
        let slots = (words * BITS_PER_WORD / 64).next_power_of_two().max(64);
        Bits { slots: vec![[0; 8]; slots].into() }
    }

    /// Bits of a hash that do not choose its slot.
    #[inline(always)]
    fn shift(&self) -> u32 {
        64 - self.slots.len().trailing_zeros()
    }

    #[inline(always)]
    fn mixed(key: u64, len: u64) -> u64 {
        let mixed = (key ^ len.wrapping_mul(MIX)).wrapping_mul(MIX);
        (mixed ^ (mixed >> 32)).wrapping_mul(MIX)
    }

    #[inline(always)]
    fn word_bits(mixed: u64) -> u64 {
        1 << (mixed & 63) | 1 << (mixed >> 6 & 63) | 1 << (mixed >> 12 & 63)
    }

    #[inline(always)]
    fn name_bits(mixed: u64) -> u64 {
        1 << (mixed >> 18 & 63) | 1 << (mixed >> 24 & 63) | 1 << (mixed >> 30 & 63)
    }

    fn add(&mut self, word: &[u8], bits: impl Fn(u64) -> u64) {
        in_each_case(word, |bytes| {
            let Half { mixed, .. } = Half::of(bytes);
            self.set(mixed, bits(mixed));
        });
    }

    fn set(&mut self, mixed: u64, bits: u64) {
        let at = (mixed >> self.shift()) as usize;
        set_bits(&mut self.slots.to_mut()[at], bits);
    }
}

/// Four bytes at a word's edge choose a slot; the two further in, a bit of it. A listed edge of fewer than six bytes sets all.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edges {
    /// As many as a power of two.
    slots: Records<8>,
}

impl Edges {
    fn with_capacity(edges: usize) -> Self {
        let slots = (edges / EDGES_A_SLOT).next_power_of_two().max(EDGE_SLOTS);
        Edges { slots: vec![[0; 8]; slots].into() }
    }

    #[inline(always)]
    fn shift(&self) -> u32 {
        32 - self.slots.len().trailing_zeros()
    }

    #[inline(always)]
    fn slot(four: u32, shift: u32) -> u32 {
        four.wrapping_mul(0x9E37_79B1) >> shift
    }

    #[inline(always)]
    fn bit(two: u64) -> u64 {
        1 << ((((two & 0xFFFF) * 0x9E37) & 0xFFFF) >> 10)
    }

    fn add(&mut self, four: u32, two: Option<u64>) {
        let at = Self::slot(four, self.shift()) as usize;
        set_bits(&mut self.slots.to_mut()[at], two.map_or(u64::MAX, Self::bit));
    }
}

fn set_bits(slot: &mut [u8; 8], bits: u64) {
    *slot = (u64::from_le_bytes(*slot) | bits).to_le_bytes();
}

/// The first bytes of a word, folded, as a number: little-endian, at most eight.
#[inline(always)]
fn first_bytes(loaded: u64, len: u64) -> u64 {
    (loaded | SMALL) & (u64::MAX >> ((64 - 8 * len.min(8)) & 63))
}

/// The eight bytes from `start`; blanks where the text ends before.
fn eight_from(text: &[u8], start: usize) -> u64 {
    let mut padded = [b' '; 8];
    let rest = &text[start..text.len().min(start + 8)];
    padded[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(padded)
}

/// The eight bytes before `end`, the last one highest; blanks where the text begins behind.
fn eight_until(text: &[u8], end: usize) -> u64 {
    let mut padded = [b' '; 8];
    let rest = &text[end.saturating_sub(8)..end];
    padded[8 - rest.len()..].copy_from_slice(rest);
    u64::from_le_bytes(padded)
}

impl Filter {
    /// A filter with room for about so many words, names among them, so many beginnings and endings of words, and so many pairs
    /// of words and of their beginnings.
    pub fn with_capacity(words: usize, beginnings: usize, endings: usize, pairs: usize, open_pairs: usize) -> Self {
        Filter {
            words: Bits::with_capacity(words),
            beginnings: Edges::with_capacity(beginnings),
            endings: Edges::with_capacity(endings),
            pairs: Bits::with_capacity(pairs),
            open_pairs: Bits::with_capacity(open_pairs),
        }
    }

    /// Lets the whole `word` (lower case) pass in any case.
    pub fn add_word(&mut self, word: &[u8]) {
        self.words.add(word, Bits::word_bits);
    }

    /// Lets the whole `name` (lower case) pass where it begins with a capital.
    pub fn add_name(&mut self, name: &[u8]) {
        self.words.add(name, Bits::name_bits);
    }

    /// Lets words pass that begin with `beginning` (lower case, at least four bytes).
    pub fn add_beginning(&mut self, beginning: &[u8]) {
        in_each_case(beginning, |written| {
            let key = first_bytes(eight_from(written, 0), written.len() as u64);
            let two = (written.len() >= 6).then_some(key >> 32);
            self.beginnings.add(key as u32, two);
        });
    }

    /// Lets words of at least eight bytes pass that end with `ending` (lower case, at least four bytes).
    pub fn add_ending(&mut self, ending: &[u8]) {
        in_each_case(ending, |written| {
            let key = eight_until(written, written.len()) | SMALL;
            let two = (written.len() >= 6).then_some(key >> 16);
            self.endings.add((key >> 32) as u32, two);
        });
    }

    /// Lets a word pass where it is the second of `pair`.
    pub fn add_pair(&mut self, pair: Pair) {
        self.pairs.set(pair.words, Bits::word_bits(pair.words));
    }

    /// Lets a word pass where it and the one before begin like `pair`.
    pub fn add_open_pair(&mut self, pair: Pair) {
        let mixed = mixed_pair(pair.beginnings);
        self.open_pairs.set(mixed, Bits::word_bits(mixed));
    }

    /// Stores it or takes it.
    pub fn store(&mut self, store: &mut Store<'_>) {
        for bits in [&mut self.words, &mut self.pairs, &mut self.open_pairs] {
            store.records(&mut bits.slots);
        }
        for edges in [&mut self.beginnings, &mut self.endings] {
            store.records(&mut edges.slots);
        }
    }

    /// What each of `words` may be, at most [`BATCH`] spans as first and last byte behind `base`, rising. `passed` is that of the
    /// words before them, whose last makes a pair with the first.
    #[inline(always)]
    pub fn ask(&self, level: Level, text: &[u8], base: usize, words: &[[u32; 2]], passed: &mut Batch) {
        level.run(Asked { filter: self, text, base, words, passed });
    }
}

/// A number for each word of a batch. Steps that ask no table are taken for all of them, whatever the batch holds: what stands
/// behind its words is left over from batches before, and nobody looks at it.
type Row<T = u64> = [T; BATCH];
/// The same, and first that of the word before.
type RowWithBefore = [u64; BATCH + 1];

/// A batch of words before the filter.
struct Asked<'a> {
    filter: &'a Filter,
    text: &'a [u8],
    base: usize,
    words: &'a [[u32; 2]],
    passed: &'a mut Batch,
}

impl Routine for Asked<'_> {
    #[inline(always)]
    fn run(self) {
        let Asked { filter, text, base, words, passed } = self;
        let Batch { count, first, last, len, key, mixed, pair, open_pair, edges, slots, flags, set } = passed;
        (key[0], mixed[0]) = (key[*count], mixed[*count]);
        let words = &words[..words.len().min(BATCH)];
        *count = words.len();
        let is_inside = words.first().is_some_and(|word| base + word[1] as usize >= 8)
            && words.last().is_some_and(|word| base + word[0] as usize + 8 <= text.len());
        for (at, &[start, end]) in words.iter().enumerate() {
            let (from, to) = (base + start as usize, base + end as usize);
            (first[at], last[at]) = match is_inside {
                true => (
                    text[from..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight)),
                    text[..to].last_chunk().map_or(0, |eight| u64::from_le_bytes(*eight)),
                ),
                false => (eight_from(text, from), eight_until(text, to)),
            };
            len[at] = u64::from(end - start);
        }
        reckon_words(first, len, key, mixed);
        reckon_edges(filter, key, last, edges);
        reckon_pairs(key, mixed, pair, open_pair);
        let (listed, shift) = (&*filter.words.slots, filter.words.shift());
        let (beginnings, endings) = (&*filter.beginnings.slots, &*filter.endings.slots);
        let (pairs, pairs_shift) = (&*filter.pairs.slots, filter.pairs.shift());
        let (open_pairs, open_pairs_shift) = (&*filter.open_pairs.slots, filter.open_pairs.shift());
        for at in 0..words.len() {
            slots[0][at] = u64::from_le_bytes(listed[(mixed[1 + at] >> shift) as usize]);
            slots[1][at] = u64::from_le_bytes(beginnings[edges[0][at] as usize]);
            slots[2][at] = u64::from_le_bytes(endings[edges[1][at] as usize]);
            slots[3][at] = u64::from_le_bytes(pairs[(pair[at] >> pairs_shift) as usize]);
            slots[4][at] = u64::from_le_bytes(open_pairs[(open_pair[at] >> open_pairs_shift) as usize]);
        }
        judge_words(first, mixed, &slots[0], flags);
        judge_edges(key, last, len, [&slots[1], &slots[2]], flags);
        judge_pairs([pair, open_pair], [&slots[3], &slots[4]], flags);
        let all = flags.iter().enumerate().fold(0, |set, (at, &flag)| set | u64::from(flag != 0) << at);
        *set = all & (1_u64 << words.len()).wrapping_sub(1);
    }
}

#[inline(always)]
fn reckon_words(first: &Row, len: &Row, key: &mut RowWithBefore, mixed: &mut RowWithBefore) {
    for at in 0..BATCH {
        key[1 + at] = first_bytes(first[at], len[at]);
        mixed[1 + at] = Bits::mixed(key[1 + at], len[at]);
    }
}

/// Slots of beginnings and endings.
#[inline(always)]
fn reckon_edges(filter: &Filter, key: &RowWithBefore, last: &mut Row, edges: &mut [Row<u32>; 2]) {
    let (beginnings_shift, endings_shift) = (filter.beginnings.shift(), filter.endings.shift());
    for at in 0..BATCH {
        last[at] |= SMALL;
        edges[0][at] = Edges::slot(key[1 + at] as u32, beginnings_shift);
        edges[1][at] = Edges::slot((last[at] >> 32) as u32, endings_shift);
    }
}

#[inline(always)]
fn reckon_pairs(key: &RowWithBefore, mixed: &RowWithBefore, pair: &mut Row, open_pair: &mut Row) {
    for at in 0..BATCH {
        pair[at] = pair_of_words(mixed[at], mixed[1 + at]);
        open_pair[at] = mixed_pair(beginnings(key[at], key[1 + at]));
    }
}

#[inline(always)]
fn judge_words(first: &Row, mixed: &RowWithBefore, slot: &Row, flags: &mut Row) {
    for at in 0..BATCH {
        let (word, name) = (Bits::word_bits(mixed[1 + at]), Bits::name_bits(mixed[1 + at]));
        // An ASCII capital, or a letter of more bytes, whose case is not worth telling here.
        let capital = (first[at] & 0x20 == 0) | (first[at] & 0x80 != 0);
        flags[at] = u64::from((slot[at] & word == word) | (capital & (slot[at] & name == name)));
    }
}

#[inline(always)]
fn judge_edges(key: &RowWithBefore, last: &Row, len: &Row, [beginning, ending]: [&Row; 2], flags: &mut Row) {
    for at in 0..BATCH {
        let begins = (len[at] >= 4) & (beginning[at] & Edges::bit(key[1 + at] >> 32) != 0);
        let ends = (len[at] >= 8) & (ending[at] & Edges::bit(last[at] >> 16) != 0);
        flags[at] |= u64::from(begins) << 1 | u64::from(ends) << 2;
    }
}

#[inline(always)]
fn judge_pairs([pair, open_pair]: [&Row; 2], [slot, open_slot]: [&Row; 2], flags: &mut Row) {
    for at in 0..BATCH {
        let (closed, open) = (Bits::word_bits(pair[at]), Bits::word_bits(open_pair[at]));
        flags[at] |= u64::from(slot[at] & closed == closed) << 3 | u64::from(open_slot[at] & open == open) << 4;
    }
}

/// Words that are asked about together, and what they may be. What is reckoned on the way is kept for its memory alone.
#[derive(Debug, Clone)]
pub struct Batch {
    /// How many words there are.
    count: usize,
    /// Those that passed.
    set: u64,
    /// What each may be: the bits of [`Passed`].
    flags: Row,
    /// The first and last eight bytes, and the length in bytes.
    first: Row,
    last: Row,
    len: Row,
    /// The first bytes, folded, and their hash with the length.
    key: RowWithBefore,
    mixed: RowWithBefore,
    /// Hashes of each word with the one before.
    pair: Row,
    open_pair: Row,
    /// Slots of its beginning and ending.
    edges: [Row<u32>; 2],
    /// What stands in the five tables.
    slots: [Row; 5],
}

impl Default for Batch {
    fn default() -> Self {
        let (row, with_before) = ([0; BATCH], [0; BATCH + 1]);
        Batch {
            count: 0,
            set: 0,
            flags: row,
            first: row,
            last: row,
            len: row,
            key: with_before,
            mixed: with_before,
            pair: row,
            open_pair: row,
            edges: [[0; BATCH]; 2],
            slots: [row; 5],
        }
    }
}

impl Batch {
    /// Forgets the words before: a text begins.
    pub fn begin(&mut self) {
        (self.count, self.set, self.key[0], self.mixed[0]) = (0, 0, 0, 0);
    }

    /// The places of the words that must be looked up, rising, and as what.
    #[inline(always)]
    pub fn passed(&self) -> impl Iterator<Item = (usize, Passed)> {
        let mut left = self.set;
        std::iter::from_fn(move || {
            let at = left.trailing_zeros() as usize;
            (left != 0).then(|| {
                left &= left - 1;
                (at, Passed(self.flags[at] as u8))
            })
        })
    }

    /// The word at that place with the one before it.
    #[inline(always)]
    pub fn pair(&self, at: usize) -> Pair {
        let half = |at: usize| Half { key: self.key[at], mixed: self.mixed[at] };
        Pair::new(half(at), half(at + 1))
    }
}

/// What a word may be, by the filter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Passed(u8);

impl Passed {
    /// A listed word.
    pub fn whole(self) -> bool {
        self.0 & 1 != 0
    }

    /// A compound with a listed part.
    pub fn by_parts(self) -> bool {
        self.0 & 6 != 0
    }

    /// A word by itself, whatever stands beside it.
    pub fn alone(self) -> bool {
        self.0 & 7 != 0
    }

    /// The second of two words of a phrase.
    pub fn in_pair(self) -> bool {
        self.0 & 8 != 0
    }

    /// The second of two words that begin like two of a phrase.
    pub fn in_open_pair(self) -> bool {
        self.0 & 16 != 0
    }
}

/// A hash of a folded word: eight bytes at a time, multiplied and turned.
pub fn fold_hash(word: &[u8]) -> u64 {
    let (eights, rest) = word.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mix = |hash: u64, bytes: &[u8; 8]| (hash.rotate_left(23) ^ u64::from_le_bytes(*bytes)).wrapping_mul(MIX);
    let hash = mix(eights.iter().fold(word.len() as u64, mix), &last);
    hash ^ (hash >> 32)
}

/// `word`, in lower case, as listed; where its case is more than one bit of a byte, with a capital and in capitals, too.
fn in_each_case(word: &[u8], mut each: impl FnMut(&[u8])) {
    each(word);
    let text = String::from_utf8_lossy(word);
    if text.chars().all(|letter| letter.is_ascii() || ('à'..='þ').contains(&letter)) {
        return;
    }
    let mut letters = text.chars();
    if let Some(first) = letters.next() {
        each(first.to_uppercase().chain(letters).collect::<String>().as_bytes());
    }
    each(text.to_uppercase().as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(filter: &Filter, text: &str, start: usize, end: usize) -> Passed {
        let mut batch = Batch::default();
        filter.ask(Level::best(), text.as_bytes(), 0, &[[start as u32, end as u32]], &mut batch);
        batch.passed().next().map_or(Passed::default(), |(_, passed)| passed)
    }

    fn passes(filter: &Filter, word: &str) -> bool {
        ask(filter, word, 0, word.len()) != Passed::default()
    }

    #[test]
    fn listed_words_pass_in_every_case_and_place() {
        let mut filter = Filter::with_capacity(20, 4, 4, 0, 0);
        for word in ["sykmelding", "ms", "čálán", "østby", "dáhkádus"] {
            filter.add_word(word.as_bytes());
            assert!(passes(&filter, word));
            assert!(passes(&filter, &word.to_uppercase()));
            let inside = format!("xx {word} yyyyyyyy");
            assert!(ask(&filter, &inside, 3, 3 + word.len()).whole());
        }
        let others = ["kommune", "vedtak", "saken", "budsjett", "møte", "referat", "oppvekst", "rådmannen"];
        assert!(others.iter().filter(|word| passes(&filter, word)).count() <= 1);
    }

    #[test]
    fn edges_pass_with_anything_behind_or_before() {
        let mut filter = Filter::with_capacity(20, 4, 4, 0, 0);
        filter.add_beginning(b"angst");
        filter.add_beginning(b"behandling");
        filter.add_ending(b"diagnose");
        for word in ["Angstanfall", "ANGSTEN", "behandlingsplan", "KREFTDIAGNOSE", "kreftdiagnose"] {
            assert!(passes(&filter, word), "{word}");
        }
        assert!(!passes(&filter, "behovet"));
        assert!(!passes(&filter, "anførsel"));
    }

    #[test]
    fn pairs_pass_at_their_second_word_over_the_edges_of_batches() {
        let mut filter = Filter::with_capacity(4, 4, 4, 8, 8);
        Pair::each("på".as_bytes(), "attføring".as_bytes(), |pair| filter.add_open_pair(pair));
        Pair::each("š".as_bytes(), "čuovvu".as_bytes(), |pair| filter.add_pair(pair));
        let text = "PÅ Attføringa på plass Š ČUOVVU";
        let ends = |from: usize| text[from..].find(' ').map_or(text.len(), |at| from + at) as u32;
        let starts = std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1));
        let words: Vec<_> = starts.map(|start| [start as u32, ends(start)]).collect();
        for together in [1, 2, 6] {
            let (mut batch, mut found) = (Batch::default(), Vec::new());
            for (number, words) in words.chunks(together).enumerate() {
                filter.ask(Level::best(), text.as_bytes(), 0, words, &mut batch);
                let passed =
                    batch.passed().filter(|(_, passed)| (passed.in_pair() || passed.in_open_pair()) && !passed.alone());
                found.extend(passed.map(|(at, _)| number * together + at));
            }
            assert_eq!(found, [1, 5], "{together} together");
        }
    }

    #[test]
    fn names_need_a_capital() {
        let mut filter = Filter::with_capacity(20, 4, 4, 0, 0);
        filter.add_name(b"dag");
        assert!(passes(&filter, "Dag") && passes(&filter, "DAG"));
        assert!(!passes(&filter, "dag"));
    }
}
