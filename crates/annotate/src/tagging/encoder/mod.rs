//! The accurate tier: what an encoder makes of a document's words, to be averaged with what the default
//! tier's features say.
//!
//! ```text
//! Document → pieces, hints → windows → network → scores of the labels
//! ```
//!
//! The encoder was fine-tuned from all-MiniLM-L6-v2; `models/ACCURATE.md` tells how and on what.

mod attention;
mod file;
pub mod hints;
mod network;
mod numbers;
pub mod pieces;
mod windows;

pub use file::{Shape, write};

use super::chain::{Scores, Transitions};
use super::confidence;
use super::context::Attributes;
use super::labels::{BOUNDARIES, OUTSIDE, WIDTH};
use crate::structure::Document;
use network::{Network, Space};
use numbers::Products;
use pieces::Vocabulary;
use windows::windows;

/// The encoder with everything that belongs to its tier.
#[derive(Debug)]
pub struct Encoder {
    vocabulary: Vocabulary,
    network: Network,
    /// Scores of the steps between labels.
    pub transitions: Box<Transitions>,
    /// How the tiers are put together.
    pub settings: Settings,
}

/// How what the encoder says and what the default tier says become one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// What the default tier's scores and those of the encoder are multiplied by.
    pub shares: [f32; 2],
    /// What is taken off the score of every token to be outside.
    pub outside: f32,
    /// What probability a content, and a source, needs to be linked to a cue.
    pub thresholds: [f32; 2],
    /// How sure a statement is.
    pub confidence: confidence::Weights,
}

impl Encoder {
    /// Both tiers' scores as one: `own` are those of the default tier, `encoded` those of the encoder.
    pub fn join(&self, own: &[Scores], encoded: &[Scores]) -> Vec<Scores> {
        let [a, b] = self.settings.shares;
        let one = |(own, encoded): (&Scores, &Scores)| {
            let mut out = [0.0; WIDTH];
            for (to, (own, encoded)) in out.iter_mut().zip(own.iter().zip(encoded)) {
                *to = a * own + b * encoded;
            }
            out[usize::from(OUTSIDE)] -= self.settings.outside;
            out
        };
        own.iter().zip(encoded).map(one).collect()
    }

    /// Both tiers' scores of the steps between labels as one.
    pub fn join_steps(&self, own: &Transitions) -> Box<Transitions> {
        let mut out = Box::new([[[0.0; WIDTH]; WIDTH]; BOUNDARIES]);
        for (to, (own, encoded)) in out.iter_mut().zip(own.iter().zip(self.transitions.iter())) {
            to.copy_from_slice(&self.join(own, encoded));
            // What is taken off for being outside is for the tokens alone.
            to.iter_mut().for_each(|row| row[usize::from(OUTSIDE)] += self.settings.outside);
        }
        out
    }

    /// The encoder's scores of the labels of every token. `rows` holds the tokens' attributes, `boundaries` the kinds
    /// of boundary before them.
    ///
    /// Takes time linear in the text: windows are of one size.
    pub fn scores(&self, doc: &Document, rows: &[Attributes], boundaries: &[u8]) -> Vec<Scores> {
        let pieces = self.vocabulary.cut(doc);
        let hints: Vec<_> = rows.iter().zip(boundaries).map(|(row, b)| hints::hints(row, *b)).collect();
        let (products, mut space) = (Products::default(), Space::default());
        let mut out = Vec::with_capacity(doc.tokens.len());
        for window in windows(&pieces, self.network.window - 2) {
            let of = |i: usize| {
                let numbers = &pieces.numbers[pieces.starts[i]..pieces.starts[i + 1]];
                numbers.iter().copied().zip(std::iter::repeat(&hints[i][..]))
            };
            let (start, end) = ((self.vocabulary.start, &[][..]), (self.vocabulary.end, &[][..]));
            let inside = window.tokens.clone().flat_map(of);
            let seen = std::iter::once(start).chain(inside).chain(std::iter::once(end));
            let state = self.network.run(&products, seen, &mut space);
            let first = pieces.starts[window.tokens.start];
            out.extend(window.scored.map(|i| {
                let place = pieces.starts[i] - first + 1;
                self.network.scores(&state[place * self.network.hidden..][..self.network.hidden])
            }));
        }
        out
    }
}

#[cfg(test)]
mod tests;
