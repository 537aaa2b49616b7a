//! The cheap question asked of every word: may it stand in the lexicon at all?
//!
//! Bit tables know the whole words by their first eight bytes and their length; two small tables know how compounds begin and
//! end. Case is taken off with one bit per byte, which folds ASCII and Latin-1 letters; letters beyond (č, đ, ŋ) are entered in
//! each of their cases. What passes is looked up for certain; nothing that is listed fails to pass.

/// Slots of the tables of beginnings and endings.
const EDGE_SLOTS: usize = 1 << 12;
/// Bits a listed word takes in the table; two of them are set, so that about one word in sixty passes by chance.
const BITS_PER_WORD: usize = 16;
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Which words may be listed.
pub struct Filter {
    words: Bits,
    beginnings: Edges,
    endings: Edges,
}

/// A bit table of whole words: each sets two bits of one 64-bit slot, names two others than words.
struct Bits {
    slots: Box<[u64]>,
    shift: u32,
}

impl Bits {
    fn with_capacity(words: usize) -> Self {
        let slots = (words * BITS_PER_WORD / 64).next_power_of_two().max(64);
        Bits { slots: vec![0; slots].into(), shift: 64 - slots.trailing_zeros() }
    }

    #[inline(always)]
    fn mixed(key: u64, len: usize) -> u64 {
        let mixed = (key ^ (len as u64).wrapping_mul(MIX)).wrapping_mul(MIX);
        (mixed ^ (mixed >> 32)).wrapping_mul(MIX)
    }

    #[inline(always)]
    fn word_bits(mixed: u64) -> u64 {
        1 << (mixed & 63) | 1 << (mixed >> 6 & 63)
    }

    #[inline(always)]
    fn name_bits(mixed: u64) -> u64 {
        1 << (mixed >> 12 & 63) | 1 << (mixed >> 18 & 63)
    }

    fn add(&mut self, word: &str, bits: impl Fn(u64) -> u64) {
        for written in in_each_case(word) {
            let bytes = written.as_bytes();
            let mixed = Self::mixed(first_bytes(bytes, 0, bytes.len()), bytes.len());
            self.slots[(mixed >> self.shift) as usize] |= bits(mixed);
        }
    }

    /// Listed as a word; listed as a name.
    #[inline(always)]
    fn may_hold(&self, key: u64, len: usize) -> (bool, bool) {
        let mixed = Self::mixed(key, len);
        let slot = self.slots[(mixed >> self.shift) as usize];
        let (word, name) = (Self::word_bits(mixed), Self::name_bits(mixed));
        (slot & word == word, slot & name == name)
    }
}

/// Four bytes at a word's edge choose a slot; the two further in, a bit of it. A listed edge of fewer than six bytes sets all.
struct Edges(Box<[u64; EDGE_SLOTS]>);

impl Edges {
    fn new() -> Self {
        Edges(Box::new([0; EDGE_SLOTS]))
    }

    #[inline(always)]
    fn slot(four: u32) -> usize {
        (four.wrapping_mul(0x9E37_79B1) >> (32 - EDGE_SLOTS.trailing_zeros())) as usize
    }

    #[inline(always)]
    fn bit(two: u16) -> u64 {
        1 << (two.wrapping_mul(0x9E37) >> 10)
    }

    fn add(&mut self, four: u32, two: Option<u16>) {
        self.0[Self::slot(four)] |= two.map_or(u64::MAX, Self::bit);
    }

    #[inline(always)]
    fn may_hold(&self, four: u32, two: u16) -> bool {
        self.0[Self::slot(four)] & Self::bit(two) != 0
    }
}

/// The first bytes of a word, folded, as a number: little-endian, at most eight.
#[inline(always)]
fn first_bytes(text: &[u8], start: usize, len: usize) -> u64 {
    let loaded = match text.get(start..start + 8) {
        Some(bytes) => u64::from_le_bytes(bytes.try_into().unwrap_or_default()),
        None => {
            let mut padded = [0; 8];
            let rest = &text[start..];
            padded[..rest.len()].copy_from_slice(rest);
            u64::from_le_bytes(padded)
        }
    };
    let kept = u64::MAX >> (64 - 8 * len.clamp(1, 8));
    (loaded | 0x2020_2020_2020_2020) & kept
}

/// The eight bytes that end with a word, folded; the last one highest.
#[inline(always)]
fn last_bytes(text: &[u8], end: usize) -> u64 {
    let bytes = match text[..end].last_chunk::<8>() {
        Some(bytes) => *bytes,
        // The first word of a text: too short to be asked about.
        None => [0; 8],
    };
    u64::from_le_bytes(bytes) | 0x2020_2020_2020_2020
}

impl Filter {
    /// A filter with room for about so many words and names.
    pub fn with_capacity(words: usize, names: usize) -> Self {
        Filter { words: Bits::with_capacity(words + names), beginnings: Edges::new(), endings: Edges::new() }
    }

    /// Lets the whole `word` (lower case) pass in any case.
    pub fn add_word(&mut self, word: &str) {
        self.words.add(word, Bits::word_bits);
    }

    /// Lets the whole `name` (lower case) pass where it begins with a capital.
    pub fn add_name(&mut self, name: &str) {
        self.words.add(name, Bits::name_bits);
    }

    /// Lets words pass that begin with `beginning` (lower case, at least four bytes).
    pub fn add_beginning(&mut self, beginning: &str) {
        for written in in_each_case(beginning) {
            let key = first_bytes(written.as_bytes(), 0, written.len());
            let two = (written.len() >= 6).then_some((key >> 32) as u16);
            self.beginnings.add(key as u32, two);
        }
    }

    /// Lets words of at least eight bytes pass that end with `ending` (lower case, at least four bytes).
    pub fn add_ending(&mut self, ending: &str) {
        for written in in_each_case(ending) {
            let padded = format!("        {written}");
            let key = last_bytes(padded.as_bytes(), padded.len());
            let two = (written.len() >= 6).then_some((key >> 16) as u16);
            self.endings.add((key >> 32) as u32, two);
        }
    }

    /// Whether the word `text[start..end]` may be listed, whole or by its parts. Every table is asked, whatever the word: the
    /// lengths of words follow no pattern that a branch could foresee.
    #[inline(always)]
    pub fn may_hold(&self, text: &[u8], start: usize, end: usize) -> Passed {
        let len = end - start;
        let key = first_bytes(text, start, len);
        // An ASCII capital, or a letter of more bytes, whose case is not worth telling here.
        let capital = (text[start] & 0x20 == 0) | (text[start] >= 0x80);
        let (word, name) = self.words.may_hold(key, len);
        let whole = word | (capital & name);
        let begins = (len >= 4) & self.beginnings.may_hold(key as u32, (key >> 32) as u16);
        let last = last_bytes(text, end);
        let ends = (len >= 8) & self.endings.may_hold((last >> 32) as u32, (last >> 16) as u16);
        Passed(u8::from(whole) | u8::from(begins) << 1 | u8::from(ends) << 2)
    }
}

/// What a word may be, by the filter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Passed(u8);

impl Passed {
    /// Nothing: it need not be looked up.
    #[inline(always)]
    pub fn is_nothing(self) -> bool {
        self.0 == 0
    }

    /// A listed word.
    pub fn whole(self) -> bool {
        self.0 & 1 != 0
    }

    /// A compound with a listed part.
    pub fn by_parts(self) -> bool {
        self.0 & 6 != 0
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

/// As listed, with a capital, and in capitals.
fn in_each_case(word: &str) -> [String; 3] {
    let mut letters = word.chars();
    let capital = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    [word.to_owned(), capital, word.to_uppercase()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(filter: &Filter, word: &str) -> bool {
        !filter.may_hold(word.as_bytes(), 0, word.len()).is_nothing()
    }

    #[test]
    fn listed_words_pass_in_every_case_and_place() {
        let mut filter = Filter::with_capacity(10, 10);
        for word in ["sykmelding", "ms", "čálán", "østby", "dáhkádus"] {
            filter.add_word(word);
            assert!(passes(&filter, word));
            assert!(passes(&filter, &word.to_uppercase()));
            let inside = format!("xx {word} yyyyyyyy");
            assert!(filter.may_hold(inside.as_bytes(), 3, 3 + word.len()).whole());
        }
        let others = ["kommune", "vedtak", "saken", "budsjett", "møte", "referat", "oppvekst", "rådmannen"];
        assert!(others.iter().filter(|word| passes(&filter, word)).count() <= 1);
    }

    #[test]
    fn edges_pass_with_anything_behind_or_before() {
        let mut filter = Filter::with_capacity(10, 10);
        filter.add_beginning("angst");
        filter.add_beginning("behandling");
        filter.add_ending("diagnose");
        for word in ["Angstanfall", "ANGSTEN", "behandlingsplan", "KREFTDIAGNOSE", "kreftdiagnose"] {
            assert!(passes(&filter, word), "{word}");
        }
        assert!(!passes(&filter, "behovet"));
        assert!(!passes(&filter, "anførsel"));
    }

    #[test]
    fn names_need_a_capital() {
        let mut filter = Filter::with_capacity(10, 10);
        filter.add_name("dag");
        assert!(passes(&filter, "Dag") && passes(&filter, "DAG"));
        assert!(!passes(&filter, "dag"));
    }
}
