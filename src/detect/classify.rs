//! Stage one of the hot path: what each byte is, 64 at a time, as bit masks; and from them the edges of words.
//!
//! Three routines give the same answer: AVX-512 and AVX2, chosen at run time, and a scalar twin for every other machine, against
//! which a property test holds them. All `unsafe` of detection is in this file.
//!
//! A *word byte* is an ASCII letter or part of a letter of two bytes (U+00C0 to U+07FF: æ, ø, å, á, č …) or of three bytes behind
//! 0xE1 (Vietnamese). Marks of punctuation such as «», – and no-break space are none.

/// Bytes classified at a time.
pub const CHUNK: usize = 4096;
const BLOCKS: usize = CHUNK / 64;

/// What a chunk's bytes are. Bit `i` of `mask[b]` stands for byte `64 * b + i` of the chunk.
pub struct Chunk {
    /// ASCII digits, and 0xEF, with which full-width digits begin.
    pub digits: [u64; BLOCKS],
    /// `@`.
    pub ats: [u64; BLOCKS],
    /// Whether the edges of words are wanted.
    pub wants_words: bool,
    /// Where words begin and end in turn, in bytes of the chunk; rising. A word that was open when the chunk began makes the
    /// first edge an end.
    edges: [u32; CHUNK + 64],
    edge_count: usize,
}

impl Default for Chunk {
    fn default() -> Self {
        Chunk { digits: [0; BLOCKS], ats: [0; BLOCKS], wants_words: true, edges: [0; CHUNK + 64], edge_count: 0 }
    }
}

impl Chunk {
    /// The edges of words.
    pub fn edges(&self) -> &[u32] {
        &self.edges[..self.edge_count]
    }
}

/// What one chunk tells the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carry {
    word: u64,
    lead2: u64,
    lead3: u64,
}

impl Carry {
    /// A word is open.
    pub fn in_word(self) -> bool {
        self.word != 0
    }
}

/// Masks of one block before characters of several bytes are joined.
#[derive(Clone, Copy)]
struct Raw {
    alpha: u64,
    lead2: u64,
    lead3: u64,
    /// Bytes that go on a character.
    next: u64,
    digit: u64,
    at: u64,
}

/// The routine for this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// 64 bytes an instruction.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// 32 bytes an instruction.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Byte by byte.
    Scalar,
}

impl Level {
    /// The fastest that this machine has.
    pub fn best() -> Level {
        #[cfg(target_arch = "x86_64")]
        {
            if has_avx512() {
                return Level::Avx512;
            }
            if has_avx2() {
                return Level::Avx2;
            }
        }
        Level::Scalar
    }

    /// Every routine that this machine can run.
    pub fn available() -> Vec<Level> {
        let mut levels = vec![Level::Scalar];
        #[cfg(target_arch = "x86_64")]
        {
            if has_avx2() {
                levels.push(Level::Avx2);
            }
            if has_avx512() {
                levels.push(Level::Avx512);
            }
        }
        levels
    }

    /// Classifies up to [`CHUNK`] bytes into `out`.
    ///
    /// # Panics
    /// Where `bytes` is longer than a chunk, or `self` is a routine that this machine lacks.
    pub fn classify(self, bytes: &[u8], carry: &mut Carry, out: &mut Chunk) {
        assert!(bytes.len() <= CHUNK);
        match self {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => {
                assert!(has_avx512());
                // SAFETY: the features were just found on this machine.
                unsafe { x86::classify_avx512(bytes, carry, out) }
            }
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => {
                assert!(has_avx2());
                // SAFETY: the features were just found on this machine.
                unsafe { x86::classify_avx2(bytes, carry, out) }
            }
            Level::Scalar => drive(bytes, carry, out, raw_scalar),
        }
    }

    /// Runs `routine` as compiled for this level.
    ///
    /// # Panics
    /// Where `self` is a level that this machine lacks.
    #[inline(always)]
    pub fn run<R: Routine>(self, routine: R) {
        match self {
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => {
                assert!(has_avx512());
                // SAFETY: the features were just found on this machine.
                unsafe { x86::run_avx512(routine) }
            }
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => {
                assert!(has_avx2());
                // SAFETY: the features were just found on this machine.
                unsafe { x86::run_avx2(routine) }
            }
            Level::Scalar => routine.run(),
        }
    }
}

#[cfg(target_arch = "x86_64")]
fn has_avx512() -> bool {
    is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512dq") && has_avx2()
}

#[cfg(target_arch = "x86_64")]
fn has_avx2() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi2")
}

/// Plain code that gains by being compiled once for each [`Level`].
pub trait Routine {
    /// Does it; to be `#[inline(always)]`.
    fn run(self);
}

/// The part that all routines share: blocks in turn, characters joined, edges written down.
#[inline(always)]
fn drive(bytes: &[u8], carry: &mut Carry, out: &mut Chunk, raw: impl Fn(&[u8; 64]) -> Raw) {
    out.edge_count = 0;
    let (blocks, rest) = bytes.as_chunks::<64>();
    for (number, block) in blocks.iter().enumerate() {
        take(number, raw(block), carry, out);
    }
    let mut filled = blocks.len();
    if !rest.is_empty() {
        let mut padded = [b' '; 64];
        padded[..rest.len()].copy_from_slice(rest);
        let before = *carry;
        take(filled, raw(&padded), carry, out);
        filled += 1;
        // The padding is no text: the next chunk, if there is one, goes on from the last real byte, and an edge made by the
        // padding itself is the end of the text. (It lies behind the end where the text breaks off within a character.)
        *carry = if out.edge_count > 0 && out.edges[out.edge_count - 1] as usize >= bytes.len() {
            out.edge_count -= 1;
            Carry { word: 1, ..before }
        } else {
            *carry
        };
    }
    out.digits[filled..].fill(0);
    out.ats[filled..].fill(0);
}

#[inline(always)]
fn take(number: usize, raw: Raw, carry: &mut Carry, out: &mut Chunk) {
    out.digits[number] = raw.digit;
    out.ats[number] = raw.at;
    if !out.wants_words {
        return;
    }
    // A character that breaks off takes no byte with it that is not its own: a segment's end among them.
    let second = ((raw.lead2 << 1) | (carry.lead2 & 1)) & raw.next;
    let third = ((raw.lead3 << 1) | (raw.lead3 << 2) | (carry.lead3 & 3)) & raw.next;
    let word = raw.alpha | raw.lead2 | second | raw.lead3 | third;
    let mut edges = word ^ ((word << 1) | carry.word);
    *carry = Carry {
        word: word >> 63,
        lead2: raw.lead2 >> 63,
        lead3: (raw.lead3 >> 63) | ((raw.lead3 >> 62) & 1) | ((raw.lead3 >> 63) << 1),
    };

    let base = (number * 64) as u32;
    let count = edges.count_ones() as usize;
    let into = &mut out.edges[out.edge_count..out.edge_count + 64];
    // Eight at a time whatever the count: what is written too much is overwritten by the next block. No branch to mispredict
    // but the rare one for a second and third batch.
    for batch in into.chunks_exact_mut(8).take(count.div_ceil(8)) {
        for slot in batch {
            *slot = base + edges.trailing_zeros();
            edges &= edges.wrapping_sub(1);
        }
    }
    out.edge_count += count;
}

fn raw_scalar(block: &[u8; 64]) -> Raw {
    let mut raw = Raw { alpha: 0, lead2: 0, lead3: 0, next: 0, digit: 0, at: 0 };
    for (bit, &byte) in block.iter().enumerate() {
        raw.alpha |= u64::from(byte.is_ascii_alphabetic()) << bit;
        raw.lead2 |= u64::from((0xC3..=0xDF).contains(&byte)) << bit;
        raw.lead3 |= u64::from(byte == 0xE1) << bit;
        raw.next |= u64::from(byte & 0xC0 == 0x80) << bit;
        raw.digit |= u64::from(byte.is_ascii_digit() || byte == 0xEF) << bit;
        raw.at |= u64::from(byte == b'@') << bit;
    }
    raw
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Carry, Chunk, Raw, Routine, drive};
    use std::arch::x86_64::*;

    #[target_feature(enable = "avx2,bmi1,bmi2,popcnt,lzcnt")]
    pub fn classify_avx2(bytes: &[u8], carry: &mut Carry, out: &mut Chunk) {
        drive(bytes, carry, out, |block| raw_avx2(block));
    }

    #[target_feature(enable = "avx512f,avx512bw,bmi1,bmi2,popcnt,lzcnt")]
    pub fn classify_avx512(bytes: &[u8], carry: &mut Carry, out: &mut Chunk) {
        drive(bytes, carry, out, |block| raw_avx512(block));
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,popcnt,lzcnt")]
    pub fn run_avx2<R: Routine>(routine: R) {
        routine.run();
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,bmi1,bmi2,popcnt,lzcnt")]
    pub fn run_avx512<R: Routine>(routine: R) {
        routine.run();
    }

    /// Lanes of `bytes` in `first..=first + width`.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn between(bytes: __m256i, first: u8, width: u8) -> u32 {
        let moved = _mm256_sub_epi8(bytes, _mm256_set1_epi8(first as i8));
        let inside = _mm256_cmpeq_epi8(_mm256_min_epu8(moved, _mm256_set1_epi8(width as i8)), moved);
        _mm256_movemask_epi8(inside) as u32
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn equal(bytes: __m256i, byte: u8) -> u32 {
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte as i8))) as u32
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn raw_avx2(block: &[u8; 64]) -> Raw {
        // SAFETY: both loads lie within the 64 bytes of `block`; unaligned loads are asked for.
        let (low, high) =
            unsafe { (_mm256_loadu_si256(block.as_ptr().cast()), _mm256_loadu_si256(block.as_ptr().add(32).cast())) };
        let join = |low: u32, high: u32| u64::from(low) | (u64::from(high) << 32);
        let small = _mm256_set1_epi8(0x20);
        Raw {
            alpha: join(
                between(_mm256_or_si256(low, small), b'a', 25),
                between(_mm256_or_si256(high, small), b'a', 25),
            ),
            lead2: join(between(low, 0xC3, 0xDF - 0xC3), between(high, 0xC3, 0xDF - 0xC3)),
            lead3: join(equal(low, 0xE1), equal(high, 0xE1)),
            next: join(between(low, 0x80, 0xBF - 0x80), between(high, 0x80, 0xBF - 0x80)),
            digit: join(between(low, b'0', 9) | equal(low, 0xEF), between(high, b'0', 9) | equal(high, 0xEF)),
            at: join(equal(low, b'@'), equal(high, b'@')),
        }
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    fn raw_avx512(block: &[u8; 64]) -> Raw {
        // SAFETY: the load is the 64 bytes of `block`; an unaligned load is asked for.
        let bytes = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
        let between = |bytes, first: u8, width: u8| {
            _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(first as i8)), _mm512_set1_epi8(width as i8))
        };
        let equal = |byte: u8| _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte as i8));
        Raw {
            alpha: between(_mm512_or_si512(bytes, _mm512_set1_epi8(0x20)), b'a', 25),
            lead2: between(bytes, 0xC3, 0xDF - 0xC3),
            lead3: equal(0xE1),
            next: between(bytes, 0x80, 0xBF - 0x80),
            digit: between(bytes, b'0', 9) | equal(0xEF),
            at: equal(b'@'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Words of a text by their byte spans, cut into chunks of `step`.
    fn words(level: Level, text: &[u8], step: usize) -> Vec<(usize, usize)> {
        let (mut carry, mut chunk, mut open, mut words) = (Carry::default(), Chunk::default(), None, Vec::new());
        for (number, bytes) in text.chunks(step).enumerate() {
            level.classify(bytes, &mut carry, &mut chunk);
            for &edge in chunk.edges() {
                let at = number * step + edge as usize;
                match open.take() {
                    None => open = Some(at),
                    Some(start) => words.push((start, at)),
                }
            }
            assert_eq!(open.is_some(), carry.in_word());
        }
        words.extend(open.map(|start| (start, text.len())));
        words
    }

    #[test]
    fn words_are_letters_of_one_two_or_three_bytes() {
        let text = "På «Čáhcesuolu» – Nguyễn, 12 år\u{a0}gml".as_bytes();
        for level in Level::available() {
            let found: Vec<_> = words(level, text, CHUNK)
                .into_iter()
                .map(|(s, e)| std::str::from_utf8(&text[s..e]).unwrap_or("?"))
                .collect();
            assert_eq!(found, ["På", "Čáhcesuolu", "Nguyễn", "år", "gml"], "{level:?}");
        }
    }

    proptest! {
        #[test]
        fn every_routine_gives_what_the_scalar_one_gives(bytes in proptest::collection::vec(any::<u8>(), 0..700)) {
            let mut expected = (Carry::default(), Chunk::default());
            Level::Scalar.classify(&bytes, &mut expected.0, &mut expected.1);
            for level in Level::available() {
                let mut given = (Carry::default(), Chunk::default());
                level.classify(&bytes, &mut given.0, &mut given.1);
                prop_assert_eq!(given.1.digits, expected.1.digits);
                prop_assert_eq!(given.1.ats, expected.1.ats);
                prop_assert_eq!(given.1.edges(), expected.1.edges());
                prop_assert_eq!(given.0, expected.0);
            }
        }

        #[test]
        fn cutting_into_chunks_changes_nothing(text in "[a-zæøåčŋ ễ«»0-9@–.]{0,300}", blocks in 1usize..4) {
            let whole = words(Level::Scalar, text.as_bytes(), CHUNK);
            for level in Level::available() {
                prop_assert_eq!(&words(level, text.as_bytes(), blocks * 64), &whole);
            }
        }
    }
}
