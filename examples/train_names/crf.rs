//! A linear-chain conditional random field over hashed features: AdaGrad with an L1 penalty that is paid when a row is touched.

use skjerm::detect::names::features::Sentence;
use skjerm::detect::names::model::{LABEL_COUNT, LANES, Model, Scores, Weighed, may_follow, tag_of};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Feature hashes are mixed already.
#[derive(Default)]
pub struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

type Row = [f32; LANES];

/// How it is learnt.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    pub rounds: usize,
    pub rate: f32,
    pub l1: f32,
    /// Features seen less often are not learnt.
    pub least: u32,
    /// The model is the mean of what was learnt by the end of each of so many last rounds.
    pub average: usize,
}

pub struct Trainer {
    rows: HashMap<u64, u32, BuildHasherDefault<Mixed>>,
    weights: Vec<Row>,
    squares: Vec<Row>,
    paid: Vec<u32>,
    /// From each label (0: the start) to each.
    steps: [Row; LABEL_COUNT + 1],
    step_squares: [Row; LABEL_COUNT + 1],
    /// Sums of the weights and steps that were kept, and how often they were.
    kept: Vec<Row>,
    kept_steps: [Row; LABEL_COUNT + 1],
    times: f32,
    options: Options,
    now: u32,
}

impl Trainer {
    /// For features counted in `counts`.
    pub fn new(counts: &HashMap<u64, u32, BuildHasherDefault<Mixed>>, options: Options) -> Trainer {
        let mut known: Vec<u64> =
            counts.iter().filter(|(_, count)| **count >= options.least).map(|(&f, _)| f).collect();
        known.sort_unstable();
        let rows: HashMap<u64, u32, _> = known.iter().enumerate().map(|(at, &feature)| (feature, at as u32)).collect();
        let count = rows.len();
        Trainer {
            rows,
            weights: vec![[0.0; LANES]; count],
            squares: vec![[0.0; LANES]; count],
            paid: vec![0; count],
            steps: [[0.0; LANES]; LABEL_COUNT + 1],
            step_squares: [[0.0; LANES]; LABEL_COUNT + 1],
            kept: vec![[0.0; LANES]; count],
            kept_steps: [[0.0; LANES]; LABEL_COUNT + 1],
            times: 0.0,
            options,
            now: 0,
        }
    }

    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Learns from one sentence; gives its loss in nats.
    pub fn learn(&mut self, sentence: &Sentence, text: &[u8], gold: &[u8]) -> f64 {
        let count = gold.len();
        let mut active: Vec<Vec<u32>> = vec![Vec::with_capacity(64); count];
        sentence.features(text, |token, feature| {
            if let Some(&row) = self.rows.get(&feature) {
                active[token].push(row);
            }
        });
        self.now += 1;
        let mut loss = 0.0;
        let mut from = 0;
        while let Some((start, end)) = sentence.next_row(from) {
            loss += self.learn_row(&active[start..end], &gold[start..end], start == 0, end == count);
            from = end;
        }
        loss
    }

    /// Learns from one row of tokens that can be parts of names, whose neighbours are outside.
    fn learn_row(&mut self, active: &[Vec<u32>], gold: &[u8], begins: bool, ends: bool) -> f64 {
        let emit: Vec<Row> = active
            .iter()
            .map(|rows| {
                let mut sum = [0.0; LANES];
                for &row in rows {
                    self.settle(row as usize);
                    for (sum, weight) in sum.iter_mut().zip(&self.weights[row as usize]) {
                        *sum += weight;
                    }
                }
                sum
            })
            .collect();
        let (tokens, pairs, loss) = self.expectations(&emit, gold, begins, ends);
        for (rows, gradient) in active.iter().zip(&tokens) {
            for &row in rows {
                step(&mut self.weights[row as usize], &mut self.squares[row as usize], gradient, self.options.rate);
            }
        }
        for (from, gradient) in pairs.iter().enumerate() {
            step(&mut self.steps[from], &mut self.step_squares[from], gradient, self.options.rate);
        }
        loss
    }

    /// Pays the penalty since the row was touched last.
    fn settle(&mut self, row: usize) {
        let since = self.now - self.paid[row];
        if since == 0 {
            return;
        }
        self.paid[row] = self.now;
        let due = self.options.l1 * self.options.rate * since as f32;
        for (weight, square) in self.weights[row].iter_mut().zip(&self.squares[row]) {
            if *weight != 0.0 {
                let cut = due / (square + 1e-6).sqrt();
                *weight = weight.signum() * (weight.abs() - cut).max(0.0);
            }
        }
    }

    /// Expected less observed, for each token's labels and for each pair of labels.
    fn expectations(
        &self,
        emit: &[Row],
        gold: &[u8],
        begins: bool,
        ends: bool,
    ) -> (Vec<Row>, [Row; LABEL_COUNT + 1], f64) {
        let count = emit.len();
        let mut step = [[0.0_f32; LANES]; LABEL_COUNT + 1];
        for (from, row) in step.iter_mut().enumerate() {
            for (to, value) in row[..LABEL_COUNT].iter_mut().enumerate() {
                *value = if may_follow(from.checked_sub(1), to) { self.steps[from][to].exp() } else { 0.0 };
            }
        }
        // The row before the first token, and what follows behind the last.
        let first = usize::from(!begins);
        let mut closing = [1.0; LANES];
        if !ends {
            closing.iter_mut().zip(&step[1..]).for_each(|(closing, row)| *closing = row[0]);
        }
        let mut own = Vec::with_capacity(count);
        let mut log_total = 0.0_f64;
        for row in emit {
            let most = row[..LABEL_COUNT].iter().copied().fold(f32::MIN, f32::max);
            log_total += f64::from(most);
            let mut scaled = [0.0; LANES];
            scaled[..LABEL_COUNT].iter_mut().zip(row).for_each(|(s, v)| *s = (v - most).exp());
            own.push(scaled);
        }
        let mut forward: Vec<Row> = Vec::with_capacity(count);
        for at in 0..count {
            let mut now = if at == 0 { step[first] } else { [0.0; LANES] };
            if at > 0 {
                for (from, row) in step[1..].iter().enumerate() {
                    let before = forward[at - 1][from];
                    now.iter_mut().zip(row).for_each(|(n, s)| *n += before * s);
                }
            }
            now.iter_mut().zip(&own[at]).for_each(|(n, o)| *n *= o);
            let sum: f32 = now.iter().sum::<f32>().max(1e-30);
            now.iter_mut().for_each(|n| *n /= sum);
            log_total += f64::from(sum.ln());
            forward.push(now);
        }
        let mut tokens = vec![[0.0; LANES]; count];
        let mut pairs = [[0.0; LANES]; LABEL_COUNT + 1];
        if let Some(last) = forward.last() {
            let sum: f32 = last.iter().zip(&closing).map(|(f, c)| f * c).sum();
            log_total += f64::from(sum.max(1e-30).ln());
        }
        let mut backward: Row = closing;
        for at in (0..count).rev() {
            let mut here = [0.0; LANES];
            here.iter_mut().zip(&forward[at]).zip(&backward).for_each(|((h, f), b)| *h = f * b);
            let sum: f32 = here.iter().sum::<f32>().max(1e-30);
            here.iter_mut().for_each(|h| *h /= sum);
            tokens[at] = here;
            if at + 1 == count && !ends {
                pairs[1..].iter_mut().zip(&here).for_each(|(pair, here)| pair[0] += here);
            }
            let mut onward = [0.0; LANES];
            onward.iter_mut().zip(&own[at]).zip(&backward).for_each(|((w, o), b)| *w = o * b);
            if at == 0 {
                pairs[first].iter_mut().zip(&here).for_each(|(pair, here)| *pair += here);
                break;
            }
            let mut before = [0.0; LANES];
            let mut all = 0.0;
            let mut joint = [[0.0; LANES]; LABEL_COUNT];
            for from in 0..LABEL_COUNT {
                let mut sum = 0.0;
                for (to, (s, w)) in step[from + 1].iter().zip(&onward).enumerate() {
                    let both = s * w;
                    sum += both;
                    joint[from][to] = forward[at - 1][from] * both;
                }
                before[from] = sum;
                all += forward[at - 1][from] * sum;
            }
            let all = all.max(1e-30);
            for (pair, joint) in pairs[1..].iter_mut().zip(&joint) {
                pair.iter_mut().zip(joint).for_each(|(p, j)| *p += j / all);
            }
            let most = before.iter().copied().fold(1e-30, f32::max);
            before.iter_mut().for_each(|b| *b /= most);
            backward = before;
        }
        let mut gold_score = 0.0_f64;
        let mut last = first;
        for (at, &label) in gold.iter().enumerate() {
            let label = usize::from(label);
            tokens[at][label] -= 1.0;
            pairs[last][label] -= 1.0;
            gold_score += f64::from(emit[at][label]) + f64::from(self.steps[last][label]);
            last = label + 1;
        }
        if !ends {
            pairs[last][0] -= 1.0;
            gold_score += f64::from(self.steps[last][0]);
        }
        (tokens, pairs, log_total - gold_score)
    }

    /// Adds what is learnt now to what the model is the mean of.
    pub fn keep(&mut self) {
        self.now += 1;
        for row in 0..self.weights.len() {
            self.settle(row);
        }
        let sum = |sums: &mut [Row], rows: &[Row]| {
            for (sum, weight) in sums.as_flattened_mut().iter_mut().zip(rows.as_flattened()) {
                *sum += weight;
            }
        };
        sum(&mut self.kept, &self.weights);
        sum(&mut self.kept_steps, &self.steps);
        self.times += 1.0;
    }

    /// The bytes of the model: the mean of what was kept, of it the weights of at least `floor` or more, in steps
    /// of `1 / scale`, in at most `limit` bytes.
    pub fn pack(&self, scale: u16, floor: f32, limit: usize) -> Vec<u8> {
        let mut floor = floor;
        loop {
            let bytes = self.pack_above(scale, floor);
            if bytes.len() <= limit {
                return bytes;
            }
            floor *= 1.08;
        }
    }

    fn pack_above(&self, scale: u16, floor: f32) -> Vec<u8> {
        let times = self.times.max(1.0);
        let steps = |sum: f32| (sum / times * f32::from(scale)).round();
        let mut features: Vec<Weighed> = Vec::new();
        for (&feature, &row) in &self.rows {
            let mut weights = [0; LANES];
            for (quantised, &weight) in weights.iter_mut().zip(&self.kept[row as usize][..LABEL_COUNT]) {
                if weight.abs() >= floor * times {
                    *quantised = steps(weight).clamp(-127.0, 127.0) as i8;
                }
            }
            if weights.iter().any(|&weight| weight != 0) {
                features.push(Weighed { tag: tag_of(feature), weights });
            }
        }
        features.sort_by_key(|feature| (feature.tag, feature.weights));
        let row = |from: usize| -> Scores { std::array::from_fn(|to| steps(self.kept_steps[from][to]) as i16) };
        Model::write(scale, &row(0), &std::array::from_fn(|from| row(from + 1)), features)
    }
}

fn step(weights: &mut Row, squares: &mut Row, gradient: &Row, rate: f32) {
    for ((weight, square), gradient) in weights.iter_mut().zip(squares).zip(gradient) {
        *square += gradient * gradient;
        *weight -= rate * gradient / (*square + 1e-6).sqrt();
    }
}
