//! A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001): the labels that score best
//! together, and how sure each is.

// Loops over labels read like the formulas with indices, and rows of a fixed width are added at once.
#![allow(clippy::needless_range_loop)]

use super::labels::{BOUNDARIES, COUNT, WIDTH};

/// Scores of the labels of one token; what is beyond [`COUNT`] is padding.
pub type Scores = [f32; WIDTH];

/// Scores of going from one label to another, a table for each kind of boundary.
pub type Transitions = [[Scores; WIDTH]; BOUNDARIES];

/// A score that no sum makes up for.
pub const NEVER: f32 = -1e4;

/// The best labels (Viterbi 1967). `boundaries[i]` is the kind of boundary before token `i`.
pub fn best(scores: &[Scores], boundaries: &[u8], transitions: &Transitions) -> Vec<u8> {
    let Some(first) = scores.first() else { return Vec::new() };
    let mut back: Vec<[u8; WIDTH]> = Vec::with_capacity(scores.len());
    let mut total = *first;
    back.push([0; WIDTH]);
    for (own, boundary) in scores.iter().zip(boundaries).skip(1) {
        let table = &transitions[usize::from(*boundary)];
        let (mut top, mut from) = ([f32::NEG_INFINITY; WIDTH], [0u8; WIDTH]);
        for before in 0..COUNT {
            for label in 0..WIDTH {
                let score = total[before] + table[before][label];
                if score > top[label] {
                    (top[label], from[label]) = (score, before as u8);
                }
            }
        }
        let largest = top[..COUNT].iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for label in 0..WIDTH {
            // Only differences count; kept small, sums of a long text stay exact.
            total[label] = top[label] - largest + own[label];
        }
        back.push(from);
    }
    let mut label = super::pos::best(&total[..COUNT]);
    let mut out = vec![0; scores.len()];
    for i in (0..scores.len()).rev() {
        out[i] = label;
        label = back[i][usize::from(label)];
    }
    out
}

/// Probabilities along a chain, computed forward and backward.
#[derive(Debug, Default)]
pub struct Marginals {
    /// Forward, each token's scaled to sum 1.
    alpha: Vec<Scores>,
    beta: Vec<Scores>,
    own: Vec<Scores>,
    scale: Vec<f32>,
    /// Logarithm of the sum over all labellings.
    pub total: f64,
}

impl Marginals {
    /// Computes them, in the space of earlier calls. `exp` is `transitions` with every score as its
    /// exponential, padding 0.
    pub fn compute(&mut self, scores: &[Scores], boundaries: &[u8], exp: &Transitions) {
        let n = scores.len();
        self.own.clear();
        self.total = 0.0;
        for row in scores {
            let largest = row[..COUNT].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut own = [0.0; WIDTH];
            for label in 0..COUNT {
                own[label] = (row[label] - largest).exp();
            }
            self.total += f64::from(largest);
            self.own.push(own);
        }
        self.alpha.clear();
        self.scale.clear();
        for i in 0..n {
            let mut row = self.own[i];
            if i > 0 {
                let (table, before) = (&exp[usize::from(boundaries[i])], &self.alpha[i - 1]);
                let mut sum = [0.0; WIDTH];
                for from in 0..COUNT {
                    for label in 0..WIDTH {
                        sum[label] += before[from] * table[from][label];
                    }
                }
                for label in 0..WIDTH {
                    row[label] *= sum[label];
                }
            }
            let scale = 1.0 / row.iter().sum::<f32>().max(1e-30);
            row.iter_mut().for_each(|x| *x *= scale);
            self.total -= f64::from(scale.ln());
            self.scale.push(scale);
            self.alpha.push(row);
        }
        self.beta.clear();
        self.beta.resize(n, [1.0; WIDTH]);
        for i in (0..n.saturating_sub(1)).rev() {
            let (table, behind) = (&exp[usize::from(boundaries[i + 1])], self.behind(i + 1));
            for label in 0..COUNT {
                self.beta[i][label] = table[label].iter().zip(&behind).map(|(t, b)| t * b).sum();
            }
        }
    }

    /// What lies behind the step into token `i`, by its label.
    fn behind(&self, i: usize) -> Scores {
        let mut out = [0.0; WIDTH];
        for label in 0..COUNT {
            out[label] = self.own[i][label] * self.beta[i][label] * self.scale[i];
        }
        out
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.alpha.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.alpha.is_empty()
    }

    /// The probability of each label of token `i`.
    pub fn label(&self, i: usize) -> Scores {
        let mut out = [0.0; WIDTH];
        for label in 0..COUNT {
            out[label] = self.alpha[i][label] * self.beta[i][label];
        }
        out
    }

    /// The probability of each pair of labels of the tokens `i - 1` and `i`; `exp` is the table of the
    /// boundary between them.
    pub fn pair(&self, i: usize, exp: &[Scores; WIDTH]) -> [Scores; WIDTH] {
        let (before, behind) = (&self.alpha[i - 1], self.behind(i));
        let mut out = [[0.0; WIDTH]; WIDTH];
        for from in 0..COUNT {
            for label in 0..WIDTH {
                out[from][label] = before[from] * exp[from][label] * behind[label];
            }
        }
        out
    }
}

/// Every score as its exponential; padding 0.
pub fn exponentials(transitions: &Transitions) -> Box<Transitions> {
    let mut out = Box::new([[[0.0; WIDTH]; WIDTH]; BOUNDARIES]);
    for (to, from) in out.iter_mut().zip(transitions) {
        for (to, from) in to.iter_mut().zip(from).take(COUNT) {
            for (to, from) in to.iter_mut().zip(from).take(COUNT) {
                *to = from.exp();
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores that look random and are the same in every run.
    fn noise(seed: u32) -> f32 {
        let x = seed.wrapping_mul(0x9e37_79b9) ^ 0x85eb_ca6b;
        let x = (x ^ x >> 13).wrapping_mul(0xc2b2_ae35);
        (x >> 8) as f32 / (1 << 23) as f32 - 1.0
    }

    /// Every labelling of three tokens, with its score.
    fn all(scores: &[Scores], boundaries: &[u8], transitions: &Transitions) -> Vec<([u8; 3], f64)> {
        let labels = 0..COUNT as u8;
        let mut out = Vec::new();
        for a in labels.clone() {
            for b in labels.clone() {
                for c in labels.clone() {
                    let (x, y, z) = (usize::from(a), usize::from(b), usize::from(c));
                    let score = scores[0][x]
                        + scores[1][y]
                        + scores[2][z]
                        + transitions[usize::from(boundaries[1])][x][y]
                        + transitions[usize::from(boundaries[2])][y][z];
                    out.push(([a, b, c], f64::from(score)));
                }
            }
        }
        out
    }

    #[test]
    fn best_and_probabilities_are_those_of_all_labellings() {
        let mut transitions = [[[0.0; WIDTH]; WIDTH]; BOUNDARIES];
        let mut seed = 0;
        let mut next = || {
            seed += 1;
            2.0 * noise(seed)
        };
        transitions.iter_mut().flatten().for_each(|row| row[..COUNT].fill_with(&mut next));
        let mut scores = [[0.0; WIDTH]; 3];
        scores.iter_mut().for_each(|row| row[..COUNT].fill_with(&mut next));
        let boundaries = [1, 0, 3];
        let all = all(&scores, &boundaries, &transitions);
        let top = all.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        assert_eq!(best(&scores, &boundaries, &transitions), top.0);
        let sum: f64 = all.iter().map(|a| a.1.exp()).sum();
        let exp = exponentials(&transitions);
        let mut marginals = Marginals::default();
        marginals.compute(&scores, &boundaries, &exp);
        assert!((marginals.total - sum.ln()).abs() < 1e-4);
        for label in 0..COUNT as u8 {
            let want: f64 = all.iter().filter(|a| a.0[1] == label).map(|a| a.1.exp()).sum::<f64>() / sum;
            assert!((f64::from(marginals.label(1)[usize::from(label)]) - want).abs() < 1e-4);
        }
        let want = all.iter().filter(|a| a.0[1..] == [2, 5]).map(|a| a.1.exp()).sum::<f64>() / sum;
        assert!((f64::from(marginals.pair(2, &exp[3])[2][5]) - want).abs() < 1e-4);
    }

    #[test]
    fn nothing_to_label() {
        assert!(best(&[], &[], &[[[0.0; WIDTH]; WIDTH]; BOUNDARIES]).is_empty());
    }
}
