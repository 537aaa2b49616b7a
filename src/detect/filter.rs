//! The cheap question asked of every word: may it stand in the lexicon at all?
//!
//! A bit table knows the whole words by their first eight bytes and their length; two small tables know how compounds begin and
//! end. Case is taken off with one bit per byte, which folds ASCII and Latin-1 letters; letters beyond (č, đ, ŋ) are entered in
//! each of their cases. What passes is looked up for certain; nothing that is listed fails to pass.

/// Slots of the tables of beginnings and endings.
const EDGE_SLOTS: usize = 1 << 14;
/// No word is long enough.
const NEVER: u8 = u8::MAX;
/// Bits a listed word takes in the table, so that about one word in sixteen passes by chance.
const BITS_PER_WORD: usize = 16;
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// Which words may be listed.
pub struct Filter {
    bits: Box<[u64]>,
    shift: u32,
    beginnings: Box<[u8; EDGE_SLOTS]>,
    endings: Box<[u8; EDGE_SLOTS]>,
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

/// The last four bytes of a word that has as many, folded.
#[inline(always)]
fn last_bytes(text: &[u8], end: usize) -> u32 {
    let bytes: [u8; 4] = text[end - 4..end].try_into().unwrap_or_default();
    u32::from_le_bytes(bytes) | 0x2020_2020
}

#[inline(always)]
fn edge_slot(bytes: u32) -> usize {
    (bytes.wrapping_mul(0x9E37_79B1) >> (32 - EDGE_SLOTS.trailing_zeros())) as usize
}

impl Filter {
    /// A filter with room for about `words` words.
    pub fn with_capacity(words: usize) -> Self {
        let bits = (words * BITS_PER_WORD).next_power_of_two().max(1 << 12);
        Filter {
            bits: vec![0; bits / 64].into(),
            shift: 64 - bits.trailing_zeros(),
            beginnings: Box::new([NEVER; EDGE_SLOTS]),
            endings: Box::new([NEVER; EDGE_SLOTS]),
        }
    }

    #[inline(always)]
    fn slot(&self, key: u64, len: usize) -> usize {
        // The product's high bits depend on every bit of the key; folding them down once mixes the length in as well.
        let mixed = (key ^ (len as u64).wrapping_mul(MIX)).wrapping_mul(MIX);
        ((mixed ^ (mixed << 29)) >> self.shift) as usize
    }

    /// Lets the whole `word` (lower case) pass in any case.
    pub fn add_word(&mut self, word: &str) {
        for written in in_each_case(word) {
            let bytes = written.as_bytes();
            let slot = self.slot(first_bytes(bytes, 0, bytes.len()), bytes.len());
            self.bits[slot / 64] |= 1 << (slot % 64);
        }
    }

    /// Lets words pass that begin with `beginning` (lower case, at least four bytes) and are at least `len` bytes long.
    pub fn add_beginning(&mut self, beginning: &str, len: usize) {
        for written in in_each_case(beginning) {
            let bytes = first_bytes(written.as_bytes(), 0, written.len()) as u32;
            lower_to(&mut self.beginnings[edge_slot(bytes)], len);
        }
    }

    /// Lets words pass that end with `ending` (lower case, at least four bytes) and are at least `len` bytes long.
    pub fn add_ending(&mut self, ending: &str, len: usize) {
        for written in in_each_case(ending) {
            let slot = edge_slot(last_bytes(written.as_bytes(), written.len()));
            lower_to(&mut self.endings[slot], len);
        }
    }

    /// The word `text[start..end]` may be listed, whole or by its parts.
    #[inline(always)]
    pub fn may_hold(&self, text: &[u8], start: usize, end: usize) -> bool {
        let len = end - start;
        let key = first_bytes(text, start, len);
        let slot = self.slot(key, len);
        let whole = self.bits[slot / 64] >> (slot % 64) & 1 != 0;
        if len < 4 {
            return whole;
        }
        let len = len.min(NEVER as usize - 1) as u8;
        let begins = self.beginnings[edge_slot(key as u32)] <= len;
        let ends = self.endings[edge_slot(last_bytes(text, end))] <= len;
        whole | begins | ends
    }
}

fn lower_to(slot: &mut u8, len: usize) {
    *slot = (*slot).min(len.min(NEVER as usize - 1) as u8);
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
        filter.may_hold(word.as_bytes(), 0, word.len())
    }

    #[test]
    fn listed_words_pass_in_every_case_and_place() {
        let mut filter = Filter::with_capacity(10);
        for word in ["sykmelding", "ms", "čálán", "østby", "dáhkádus"] {
            filter.add_word(word);
            assert!(passes(&filter, word));
            assert!(passes(&filter, &word.to_uppercase()));
            let inside = format!("xx {word} yyyyyyyy");
            assert!(filter.may_hold(inside.as_bytes(), 3, 3 + word.len()));
        }
        let others = ["kommune", "vedtak", "saken", "budsjett", "møte", "referat", "oppvekst", "rådmannen"];
        assert!(others.iter().filter(|word| passes(&filter, word)).count() <= 1);
    }

    #[test]
    fn edges_pass_from_their_length_on() {
        let mut filter = Filter::with_capacity(10);
        filter.add_beginning("kreft", 8);
        filter.add_ending("diagnose", 11);
        assert!(passes(&filter, "Kreftbehandling"));
        assert!(!passes(&filter, "krefter"));
        assert!(passes(&filter, "ANGSTDIAGNOSE"));
        assert!(!passes(&filter, "diagnose"));
    }
}
