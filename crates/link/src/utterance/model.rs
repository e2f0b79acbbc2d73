//! How likely two statements tell the same thing: a logistic model of their features.
//!
//! The weights were trained by `examples/train_retellings.rs` on pairs of news sentences that five translators
//! (two people, three machines) put into English from Czech and from German: 2,000 sentences, 10,000
//! translations, those that [`super::candidates`] proposes.

use super::features::{FEATURES, Features};

/// One weight for each feature, in the order of [`super::features::NAMES`].
const WEIGHTS: [f32; FEATURES] = [
    -1.107, -4.158, 3.148, 6.131, 1.416, 7.896, 3.724, -3.713, -5.966, -4.547, -1.383, 0.584, 0.262, -1.579,
    -0.509, 4.529, -1.347, 1.34,
];

/// The logarithm of the odds that the two tell the same thing: 0 is even.
pub(crate) fn odds(features: &Features) -> f32 {
    features.iter().zip(&WEIGHTS).map(|(f, w)| f * w).sum()
}

/// The same as a probability, 0 to 1.
pub(crate) fn likeness(odds: f32) -> f64 {
    1. / (1. + f64::from(-odds).exp())
}
