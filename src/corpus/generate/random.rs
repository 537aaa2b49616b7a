//! Chance that is the same on every machine and in every version: splitmix64, whose ten lines are given by its paper (Steele, Lea
//! and Flood, «Fast splittable pseudorandom number generators», 2014). `rand`'s small generators and `fastrand` may change what
//! they give from one version to the next; `rand_chacha` does not, but is more than this needs.

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Random(u64);

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Random {
    /// Stream number `stream` of `seed`: blocks are written side by side, each from its own.
    pub fn new(seed: u64, stream: u64) -> Self {
        Random(mix(seed.wrapping_add(GOLDEN)) ^ mix(stream.wrapping_mul(GOLDEN).wrapping_add(1)))
    }

    /// The next 64 bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number below `bound`; 0 where that is 0. (Lemire's multiplication; its bias is below bound / 2^32.)
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        (((self.bits() >> 32) * u64::from(bound)) >> 32) as u32
    }

    /// A number from `least` to `most`, both included.
    #[inline]
    pub fn within(&mut self, least: u32, most: u32) -> u32 {
        least + self.below(most.saturating_sub(least).saturating_add(1))
    }

    /// True `share` times in a hundred.
    #[inline]
    pub fn percent(&mut self, share: u32) -> bool {
        self.below(100) < share
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    /// Seeds in people's notes must go on giving the same texts.
    #[test]
    fn the_stream_is_fixed() {
        let mut random = Random::new(1, 0);
        let first = [random.bits(), random.bits()];
        assert_eq!(first, FIRST);
        assert_ne!(Random::new(1, 1).bits(), first[0]);
        assert_ne!(Random::new(2, 0).bits(), first[0]);
    }

    const FIRST: [u64; 2] = [107_434_381_087_761_299, 15_700_819_504_754_284_306];

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut random = Random::new(7, 3);
        for _ in 0..1000 {
            assert!((3..=9).contains(&random.within(3, 9)));
            assert_eq!(random.within(5, 5), 5);
        }
        assert_eq!(random.below(0), 0);
    }
}
