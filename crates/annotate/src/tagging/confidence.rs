//! How sure a statement is: a logistic regression over what the chain and the linker think of its parts,
//! fitted on articles that the models had not seen (Platt 1999).

use super::chain::Marginals;
use super::labels::{COUNT, Role, role};
use super::statements::Found;
use std::ops::Range;

/// How many features a statement has.
pub const FEATURES: usize = 11;

/// Weights of the features.
pub type Weights = [f32; FEATURES];

/// The features of a statement.
pub fn features(found: &Found, marginals: &Marginals) -> Weights {
    let n = marginals.len();
    let part = |at: usize, of: Role| -> f32 {
        let row = marginals.label(at);
        (0..COUNT).filter(|&l| role(l as u8) == Some(of)).map(|l| row[l]).sum::<f32>().clamp(0.0, 1.0)
    };
    let mean = |ranges: &[Range<usize>], of: Role| {
        let (mut sum, mut count) = (0.0, 0);
        for i in ranges.iter().flat_map(|r| r.clone()) {
            sum += log(part(i, of));
            count += 1;
        }
        if count == 0 { 0.0 } else { sum / count as f32 }
    };
    let start = found.content.first().map_or(0, |r| r.start);
    let end = found.content.last().map_or(0, |r| r.end);
    let first =
        part(start, Role::Content) * (1.0 - if start > 0 { part(start - 1, Role::Content) } else { 0.0 });
    let last = 1.0 - if end < n { part(end, Role::Content) } else { 0.0 };
    let bare = found.source.is_empty();
    [
        1.0,
        mean(&found.cue, Role::Cue),
        mean(&found.content, Role::Content),
        mean(&found.source, Role::Source),
        log(first),
        log(last),
        log(found.content_link),
        if bare { 0.0 } else { log(found.source_link) },
        if bare { 1.0 } else { 0.0 },
        found.content.len().min(4) as f32 - 1.0,
        if found.cue.iter().all(|c| c.len() == 1) { 1.0 } else { 0.0 },
    ]
}

fn log(p: f32) -> f32 {
    p.clamp(0.001, 1.0).ln()
}

/// The probability, to two digits.
pub fn probability(features: &Weights, weights: &Weights) -> f32 {
    let sum: f32 = features.iter().zip(weights).map(|(f, w)| f * w).sum();
    (100.0 / (1.0 + (-sum).exp())).round() / 100.0
}
