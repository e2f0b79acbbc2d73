//! Trains the links between sources, cues and contents: logistic regression by AdaGrad.

use crate::gold::Parts;
use crate::random::Random;
use onrecord_annotate::structure::Document;
use onrecord_annotate::tagging::labels::Role;
use onrecord_annotate::tagging::linker::{FEATURES, pairs};
use onrecord_annotate::tagging::look::Look;
use onrecord_annotate::tagging::segments::segments;
use onrecord_annotate::tagging::weights::Weights;

/// Slots of the table, as a power of two.
pub const BITS: u32 = 16;

/// Pairs, and whether they belong together.
#[derive(Debug, Default)]
pub struct Examples(Vec<([u32; FEATURES], bool)>);

impl Examples {
    /// Adds the pairs of an article, as `labels` cut it into segments. A pair is right if most tokens of the
    /// segment belong to a statement that the cue's first token belongs to.
    pub fn add(&mut self, doc: &Document, looks: &[Look], labels: &[u8], parts: &[Parts]) {
        let segments = segments(labels);
        for pair in pairs(doc, looks, &segments, BITS) {
            let (segment, cue) = (&segments[pair.segment], &segments[pair.cue]);
            let right = parts.iter().filter(|p| cue.tokens.clone().any(|t| p.cue.binary_search(&t).is_ok()));
            let hits = |p: &Parts| {
                let own = if segment.role == Role::Content { &p.content } else { &p.source };
                segment.tokens.clone().filter(|t| own.binary_search(t).is_ok()).count()
            };
            let most = right.map(hits).max().unwrap_or(0);
            self.0.push((pair.features, 2 * most >= segment.tokens.len()));
        }
    }
}

/// Weights after `epochs` passes.
pub fn train(examples: &Examples, epochs: usize) -> Weights<1> {
    let size = 1usize << BITS;
    let (mut weights, mut squares) = (vec![0f32; size], vec![1f32; size]);
    let mut order: Vec<usize> = (0..examples.0.len()).collect();
    for epoch in 0..epochs {
        Random::new(epoch as u64).shuffle(&mut order);
        let rate = 0.3 * (1.0 - 0.7 * epoch as f32 / epochs as f32);
        for &i in &order {
            let (features, right) = &examples.0[i];
            let sum: f32 = features.iter().map(|&f| weights[f as usize]).sum();
            let gradient = 1.0 / (1.0 + (-sum).exp()) - f32::from(u8::from(*right));
            for &f in features {
                let f = f as usize;
                squares[f] += gradient * gradient;
                weights[f] -= rate * gradient / squares[f].sqrt();
            }
        }
    }
    let rows: Vec<(u32, [f32; 1])> =
        weights.iter().enumerate().filter(|w| w.1.abs() > 1e-3).map(|(i, &w)| (i as u32, [w])).collect();
    Weights::quantise(BITS, 1, 0.0, &rows)
}
