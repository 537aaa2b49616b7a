//! Intervals: how far a measured share may lie from the true one.

use serde::Serialize;

/// Of the normal distribution, for 95 %.
const Z: f64 = 1.959_964;
/// Samples drawn for an interval by resampling.
const SAMPLES: usize = 1000;

/// Where the true share lies with a probability of 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end, from 0 to 1.
    pub low: f64,
    /// Upper end, from 0 to 1.
    pub high: f64,
}

/// Wilson's score interval for `hits` of `all` (E. B. Wilson 1927, JASA 22: 209–212); `None` for none of none.
pub fn wilson(hits: usize, all: usize) -> Option<Interval> {
    let share = share(hits, all)?;
    let n = all as f64;
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    let bounded = |end: f64| rounded((end / whole).clamp(0.0, 1.0));
    Some(Interval { low: bounded(middle - half), high: bounded(middle + half) })
}

/// `hits` of `all` as a share; `None` for none of none.
pub fn share(hits: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| hits as f64 / all as f64)
}

/// The four decimals that are written: more would pretend.
pub fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

/// Percentile intervals of several figures at once: `figures` is given the numbers of as many documents as there are, drawn with
/// replacement, and gives each figure of that sample (`None` where it is not defined). The same `seed` gives the same intervals.
pub fn bootstrap(
    documents: usize,
    seed: u64,
    mut figures: impl FnMut(&[usize]) -> Vec<Option<f64>>,
) -> Vec<Option<Interval>> {
    let mut dice = Dice(seed);
    let mut drawn = vec![0; documents];
    let mut samples: Vec<Vec<f64>> = Vec::new();
    for _ in 0..SAMPLES {
        drawn.fill_with(|| dice.below(documents));
        for (at, figure) in figures(&drawn).into_iter().enumerate() {
            if samples.len() <= at {
                samples.push(Vec::with_capacity(SAMPLES));
            }
            samples[at].extend(figure);
        }
    }
    samples.into_iter().map(|mut sample| percentiles(&mut sample)).collect()
}

/// Between the 2.5th and the 97.5th percentile.
fn percentiles(sample: &mut [f64]) -> Option<Interval> {
    sample.sort_by(f64::total_cmp);
    let last = sample.len().checked_sub(1)?;
    let at = |share: f64| rounded(sample[(share * last as f64).round() as usize]);
    Some(Interval { low: at(0.025), high: at(0.975) })
}

/// Random numbers that are the same on every machine (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.roll()) * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_is_as_in_the_textbook() {
        // 9 of 10, and none of 10: values of the formula, worked out by hand.
        assert_eq!(wilson(9, 10), Some(Interval { low: 0.5958, high: 0.9821 }));
        assert_eq!(wilson(0, 10), Some(Interval { low: 0.0, high: 0.2775 }));
        assert_eq!(wilson(10, 10), Some(Interval { low: 0.7225, high: 1.0 }));
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn resampling_is_the_same_for_a_seed_and_holds_the_figure() {
        let values = [0.0, 1.0, 1.0, 1.0];
        let mean = |drawn: &[usize]| vec![Some(drawn.iter().map(|&at| values[at]).sum::<f64>() / 4.0), None];
        let one = bootstrap(4, 7, mean);
        assert_eq!(one, bootstrap(4, 7, mean));
        let interval = one[0].unwrap();
        assert!(interval.low < 0.75 && 0.75 < interval.high, "{interval:?}");
        assert_eq!(one[1], None);
    }
}
