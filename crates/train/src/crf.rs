//! Trains the chain: maximum likelihood by AdaGrad (Duchi, Hazan, Singer 2011), with features dropped at
//! random, so that none is relied on alone.

use crate::random::Random;
use onrecord_annotate::tagging::Chain;
use onrecord_annotate::tagging::chain::{Marginals, NEVER, Scores, Transitions, exponentials};
use onrecord_annotate::tagging::labels::{BOUNDARIES, COUNT, WIDTH, is_first, role};
use onrecord_annotate::tagging::weights::Weights;
use std::ops::Range;

/// Slots of the chain's table, as a power of two.
pub const BITS: u32 = 22;

/// How training is done.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Slots of the table, as a power of two.
    pub bits: u32,
    /// Passes over the articles.
    pub epochs: usize,
    /// AdaGrad's step.
    pub rate: f32,
    /// Weight of the squared norm.
    pub l2: f32,
    /// Share of features that are dropped.
    pub dropout: f32,
    /// How often a feature must occur.
    pub least: u32,
    /// How many rows of weights are kept.
    pub rows: usize,
    /// How many chains are trained, each with other features dropped and on other articles, and averaged.
    pub models: usize,
    /// How many steps of rounding a weight must be larger than to be kept.
    pub dead: f32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            bits: BITS,
            epochs: 6,
            rate: 0.012,
            l2: 2e-6,
            dropout: 0.4,
            least: 2,
            rows: 600_000,
            models: 3,
            dead: 1.0,
        }
    }
}

/// What is learned from.
#[derive(Debug, Default)]
pub struct Examples {
    /// How many features a token has.
    pub width: usize,
    /// Slots of the features, `width` a token.
    pub slots: Vec<u32>,
    /// Right labels.
    pub labels: Vec<u8>,
    /// Kinds of boundary.
    pub boundaries: Vec<u8>,
    /// Stretches of tokens that are learned at a time.
    pub stretches: Vec<Range<usize>>,
}

const ABSENT: u32 = u32::MAX;

/// Learns; `progress` is told each epoch's number and mean loss per token.
pub fn train(mut examples: Examples, settings: Settings, mut progress: impl FnMut(usize, f64)) -> Chain {
    let kept = renumber(&mut examples.slots, settings.bits, settings.least);
    let mut sum: Option<State> = None;
    for model in 0..settings.models {
        let mut state = State::new(kept.len());
        let mut order = examples.stretches.clone();
        if settings.models > 1 {
            // A bootstrap sample (Breiman 1996): as many stretches, drawn with replacement.
            let mut random = Random::new(1000 + model as u64);
            let n = order.len();
            order = (0..n).map(|_| order[random.below(n)].clone()).collect();
        }
        for epoch in 0..settings.epochs {
            let seed = (model * settings.epochs + epoch) as u32;
            Random::new(u64::from(seed)).shuffle(&mut order);
            let rate = settings.rate * (1.0 - 0.85 * epoch as f32 / settings.epochs as f32);
            let mut loss = 0.0;
            for stretch in &order {
                loss += state.learn(&examples, stretch.clone(), &settings, rate, seed);
            }
            progress(epoch + 1, loss / examples.labels.len() as f64);
        }
        match &mut sum {
            Some(sum) => sum.add(&state),
            None => sum = Some(state),
        }
    }
    let mut state = sum.unwrap_or_else(|| State::new(kept.len()));
    state.scale(1.0 / settings.models.max(1) as f32);
    Chain::new(state.prune(&kept, &settings), state.transitions)
}

/// Replaces slots by numbers from 0, and those that occur too seldom by [`ABSENT`]; returns the kept slots in
/// order.
fn renumber(slots: &mut [u32], bits: u32, least: u32) -> Vec<u32> {
    let mut counts = vec![0u32; 1 << bits];
    slots.iter().for_each(|&s| counts[s as usize] += 1);
    let mut kept = Vec::new();
    for (slot, count) in counts.iter_mut().enumerate() {
        if *count >= least {
            *count = kept.len() as u32;
            kept.push(slot as u32);
        } else {
            *count = ABSENT;
        }
    }
    slots.iter_mut().for_each(|s| *s = counts[*s as usize]);
    kept
}

/// A row of weights and the sums of their squared gradients.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Row {
    weights: Scores,
    squares: Scores,
}

struct State {
    rows: Vec<Row>,
    transitions: Box<Transitions>,
    squares: Box<Transitions>,
    marginals: Marginals,
    scores: Vec<Scores>,
    active: Vec<u32>,
    ends: Vec<usize>,
}

impl State {
    fn new(rows: usize) -> State {
        let mut transitions = Box::new([[[0.0; WIDTH]; WIDTH]; BOUNDARIES]);
        for table in transitions.iter_mut() {
            // A source or cue that goes on must have begun.
            for label in (1..COUNT as u8).filter(|&l| role(l).is_some() && !is_first(l) && l < 9) {
                table[0][usize::from(label)] = -3.0;
            }
        }
        State {
            rows: vec![Row { weights: [0.0; WIDTH], squares: [0.1; WIDTH] }; rows],
            transitions,
            squares: Box::new([[[1.0; WIDTH]; WIDTH]; BOUNDARIES]),
            marginals: Marginals::default(),
            scores: Vec::new(),
            active: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Adds the weights of another chain.
    fn add(&mut self, other: &State) {
        for (to, from) in self.rows.iter_mut().zip(&other.rows) {
            to.weights.iter_mut().zip(&from.weights).for_each(|(a, b)| *a += b);
        }
        let (to, from) = (self.transitions.iter_mut().flatten(), other.transitions.iter().flatten());
        to.zip(from).for_each(|(a, b)| a.iter_mut().zip(b).for_each(|(a, b)| *a += b));
    }

    /// Multiplies all weights.
    fn scale(&mut self, by: f32) {
        self.rows.iter_mut().for_each(|row| row.weights.iter_mut().for_each(|w| *w *= by));
        self.transitions.iter_mut().flatten().flatten().for_each(|w| *w *= by);
    }

    /// One step of descent on one stretch; returns its loss.
    fn learn(
        &mut self,
        examples: &Examples,
        stretch: Range<usize>,
        settings: &Settings,
        rate: f32,
        epoch: u32,
    ) -> f64 {
        let keep = 1.0 / (1.0 - settings.dropout);
        let threshold = (settings.dropout * 256.0) as u32;
        self.score(examples, stretch.clone(), threshold, keep, epoch);
        let boundaries = &examples.boundaries[stretch.clone()];
        let labels = &examples.labels[stretch.clone()];
        let exp = exponentials(&self.transitions);
        self.marginals.compute(&self.scores, boundaries, &exp);
        let mut gold = 0.0f64;
        for (i, &label) in labels.iter().enumerate() {
            gold += f64::from(self.scores[i][usize::from(label)]);
            if i > 0 {
                let table = &self.transitions[usize::from(boundaries[i])];
                gold += f64::from(table[usize::from(labels[i - 1])][usize::from(label)]);
            }
        }
        let loss = self.marginals.total - gold;
        for i in 1..labels.len() {
            self.learn_step(
                i,
                usize::from(boundaries[i]),
                [labels[i - 1], labels[i]].map(usize::from),
                &exp,
                rate,
            );
        }
        let mut from = 0;
        for (i, &label) in labels.iter().enumerate() {
            let to = self.ends[i];
            let mut gradient = self.marginals.label(i);
            gradient[usize::from(label)] -= 1.0;
            if gradient.iter().any(|g| g.abs() > 1e-3) {
                gradient.iter_mut().for_each(|g| *g *= keep);
                for &row in &self.active[from..to] {
                    let row = &mut self.rows[row as usize];
                    for (label, gradient) in gradient.iter().enumerate() {
                        let g = gradient + settings.l2 * row.weights[label];
                        row.squares[label] += g * g;
                        row.weights[label] -= rate * g / row.squares[label].sqrt();
                    }
                }
            }
            from = to;
        }
        loss
    }

    /// Scores of the stretch's tokens, with some features left out; the others are noted in `active`.
    fn score(&mut self, examples: &Examples, stretch: Range<usize>, threshold: u32, keep: f32, epoch: u32) {
        self.scores.clear();
        self.active.clear();
        self.ends.clear();
        for i in stretch {
            let mut x = (i as u32).wrapping_mul(2_654_435_761).wrapping_add(epoch.wrapping_mul(40_503)) | 1;
            let mut sums = [0.0; WIDTH];
            for &row in &examples.slots[i * examples.width..(i + 1) * examples.width] {
                x ^= x << 13;
                x ^= x >> 17;
                x ^= x << 5;
                if row == ABSENT || x >> 24 < threshold {
                    continue;
                }
                self.active.push(row);
                let row = &self.rows[row as usize];
                sums.iter_mut().zip(&row.weights).for_each(|(s, w)| *s += w);
            }
            self.ends.push(self.active.len());
            self.scores.push(sums.map(|s| s * keep));
        }
    }

    fn learn_step(&mut self, i: usize, boundary: usize, gold: [usize; 2], exp: &Transitions, rate: f32) {
        let mut pairs = self.marginals.pair(i, &exp[boundary]);
        pairs[gold[0]][gold[1]] -= 1.0;
        let (table, squares) = (&mut self.transitions[boundary], &mut self.squares[boundary]);
        for (from, row) in pairs.iter().enumerate().take(COUNT) {
            for (label, &g) in row.iter().enumerate().take(COUNT) {
                squares[from][label] += g * g;
                let step = rate * g / squares[from][label].sqrt();
                table[from][label] = (table[from][label] - step).max(NEVER);
            }
        }
    }

    /// The rows with the largest weights, rounded.
    fn prune(&self, slots: &[u32], settings: &Settings) -> Weights<WIDTH> {
        let size = |row: &Row| row.weights[..COUNT].iter().map(|w| w * w).sum::<f32>();
        let mut sizes: Vec<f32> = self.rows.iter().map(size).collect();
        sizes.sort_unstable_by(|a, b| b.total_cmp(a));
        let least = sizes.get(settings.rows).copied().unwrap_or(0.0);
        let rows: Vec<(u32, Scores)> = slots
            .iter()
            .zip(&self.rows)
            .filter(|(_, row)| size(row) > least)
            .map(|(&slot, row)| (slot, row.weights))
            .collect();
        Weights::quantise(settings.bits, COUNT, settings.dead, &rows)
    }
}
