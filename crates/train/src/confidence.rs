//! Fits the confidence of statements to how often they are right.

use crate::corpus::{Article, Gold};
use crate::score;
use onrecord_annotate::structure::Document;
use onrecord_annotate::tagging::Labelled;
use onrecord_annotate::tagging::confidence::{FEATURES, Weights, features};
use onrecord_annotate::tagging::statements::Found;
use std::ops::Range;

/// Statements by their features, and whether each is right.
pub type Examples = Vec<(Weights, bool)>;

/// The features of what was found in an article, and whether each is right.
pub fn examples(article: &Article, doc: &Document, found: &[Found], labelled: &Labelled) -> Examples {
    let spans = |r: &[Range<usize>]| r.iter().map(|r| doc.span(r.clone())).collect();
    let of = |f: &Found| Gold { source: spans(&f.source), cue: spans(&f.cue), content: spans(&f.content) };
    let predicted: Vec<Gold> = found.iter().map(of).collect();
    let right = score::right(&article.text, &article.gold, &predicted);
    found.iter().zip(right).map(|(f, right)| (features(f, &labelled.marginals), right)).collect()
}

/// Logistic regression by plain descent on all examples at once; the same examples give the same weights.
pub fn fit(examples: &Examples) -> Weights {
    let mut weights = [0f64; FEATURES];
    let mut squares = [1e-9f64; FEATURES];
    let count = examples.len().max(1) as f64;
    for _ in 0..600 {
        let mut gradient = [0f64; FEATURES];
        for (features, right) in examples {
            let sum: f64 = features.iter().zip(&weights).map(|(f, w)| f64::from(*f) * w).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(*right));
            gradient.iter_mut().zip(features).for_each(|(g, f)| *g += error * f64::from(*f) / count);
        }
        for i in 0..FEATURES {
            squares[i] += gradient[i] * gradient[i];
            weights[i] -= 0.3 * gradient[i] / squares[i].sqrt();
        }
    }
    weights.map(|w| w as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_annotate::tagging::confidence::probability;

    #[test]
    fn what_is_right_three_times_of_four_is_three_quarters_sure() {
        let mut features = [0.0; FEATURES];
        features[0] = 1.0;
        let examples = (0..400).map(|i| (features, i % 4 != 0)).collect();
        assert!((probability(&features, &fit(&examples)) - 0.75).abs() < 0.02);
    }
}
