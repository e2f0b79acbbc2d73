//! The network: an encoder as BERT's (Devlin and others 2019), and a score of each label for each token.

use super::attention::{Scratch, attend};
use super::numbers::{Packed, Products, Rows, gelu, norm};
use crate::tagging::chain::Scores;

/// Numbers in steps of 8 bits, each row with its own scale.
#[derive(Debug)]
pub struct Table {
    /// The rows.
    pub values: Vec<i8>,
    /// What a step is worth in each row.
    pub scales: Vec<f32>,
}

/// A layer's product with a matrix.
#[derive(Debug)]
pub struct Dense {
    /// The matrix.
    pub weights: Packed,
    /// What a step of each output's weights is worth.
    pub scales: Vec<f32>,
    /// Each output's weights together.
    pub sums: Vec<f32>,
    /// Added to each output.
    pub shift: Vec<f32>,
}

impl Dense {
    fn apply(&self, products: &Products, rows: &Rows, sums: &mut Vec<i32>, out: &mut Vec<f32>) {
        products.multiply(rows, &self.weights, sums);
        out.clear();
        for ((row, scale), zero) in sums.chunks_exact(self.shift.len()).zip(&rows.scales).zip(&rows.zeros) {
            let weighed = row.iter().zip(&self.scales).zip(self.sums.iter().zip(&self.shift));
            out.extend(
                weighed.map(|((s, own), (sum, shift))| (*s as f32 * own - zero * sum) * scale + shift),
            );
        }
    }
}

/// Scale and shift of a normalised row.
#[derive(Debug)]
pub struct Norm {
    /// Scale.
    pub scale: Vec<f32>,
    /// Shift.
    pub shift: Vec<f32>,
}

/// A layer: attention, then a wide and a narrow product, each added to what came in.
#[derive(Debug)]
pub struct Layer {
    /// Queries, keys and values.
    pub into: Dense,
    /// Of what attention gives.
    pub out: Dense,
    /// Behind attention.
    pub norm1: Norm,
    /// To more numbers,
    pub wide: Dense,
    /// and back.
    pub narrow: Dense,
    /// At the end.
    pub norm2: Norm,
}

/// All weights.
#[derive(Debug)]
pub struct Network {
    /// Numbers a piece has between layers.
    pub hidden: usize,
    /// Heads of attention.
    pub heads: usize,
    /// Pieces of a window at most, with those at its ends.
    pub window: usize,
    /// A row for each piece of the vocabulary.
    pub words: Table,
    /// `hidden` numbers for each place in a window.
    pub positions: Vec<f32>,
    /// `hidden` numbers for each row of [`super::hints`].
    pub hints: Vec<f32>,
    /// Before the first layer.
    pub norm: Norm,
    /// The layers.
    pub layers: Vec<Layer>,
    /// For each of the `hidden` numbers a row of scores.
    pub head: Vec<Scores>,
    /// Added to the scores.
    pub head_shift: Scores,
}

/// Space that is used again for every window.
#[derive(Debug, Default)]
pub struct Space {
    rows: Rows,
    sums: Vec<i32>,
    numbers: Vec<f32>,
    seen: Vec<f32>,
    attention: Scratch,
}

impl Network {
    /// What the layers make of a window's pieces, `hidden` numbers each. `hints` has a piece's rows.
    pub fn run<'h>(
        &self,
        products: &Products,
        pieces: impl Iterator<Item = (u16, &'h [u16])>,
        space: &mut Space,
    ) -> Vec<f32> {
        let mut state = Vec::with_capacity(self.window * self.hidden);
        for ((piece, hints), position) in pieces.zip(self.positions.chunks_exact(self.hidden)) {
            let from = state.len();
            let piece = usize::from(piece);
            let scale = self.words.scales[piece];
            let word = &self.words.values[piece * self.hidden..][..self.hidden];
            state.extend(word.iter().zip(position).map(|(w, p)| f32::from(*w) * scale + p));
            for hint in hints {
                let hint = &self.hints[usize::from(*hint) * self.hidden..][..self.hidden];
                state[from..].iter_mut().zip(hint).for_each(|(s, h)| *s += h);
            }
        }
        norm(&mut state, &self.norm.scale, &self.norm.shift);
        for layer in &self.layers {
            self.layer(layer, products, &mut state, space);
        }
        state
    }

    fn layer(&self, layer: &Layer, products: &Products, state: &mut [f32], space: &mut Space) {
        let Space { rows, sums, numbers, seen, attention } = space;
        rows.set(state, self.hidden);
        layer.into.apply(products, rows, sums, numbers);
        attend(products, numbers, self.hidden, self.heads, attention, seen);
        rows.set(seen, self.hidden);
        layer.out.apply(products, rows, sums, numbers);
        add(state, numbers);
        norm(state, &layer.norm1.scale, &layer.norm1.shift);
        rows.set(state, self.hidden);
        layer.wide.apply(products, rows, sums, numbers);
        numbers.iter_mut().for_each(|x| *x = gelu(*x));
        rows.set(numbers, layer.wide.shift.len());
        layer.narrow.apply(products, rows, sums, numbers);
        add(state, numbers);
        norm(state, &layer.norm2.scale, &layer.norm2.shift);
    }

    /// The scores of the labels for a piece with these numbers.
    pub fn scores(&self, numbers: &[f32]) -> Scores {
        let mut out = self.head_shift;
        for (x, row) in numbers.iter().zip(&self.head) {
            out.iter_mut().zip(row).for_each(|(o, w)| *o += x * w);
        }
        out
    }
}

fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(t, f)| *t += f);
}
