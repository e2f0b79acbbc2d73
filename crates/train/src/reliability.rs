//! How well the confidence of statements fits how often they are right.

use crate::corpus::Article;
use crate::gold::document;
use crate::score::right;
use crate::training::outer;
use onrecord_annotate::attribution::attribute_with;
use onrecord_annotate::tagging::Engine;

/// Statements whose confidence lies in one tenth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many there are.
    pub count: usize,
    /// Their confidence together.
    pub sure: f64,
    /// How many are right.
    pub right: usize,
}

/// The tenths, lowest first.
pub fn bins(articles: &[Article], engine: Engine) -> [Bin; 10] {
    let mut out = [Bin::default(); 10];
    for article in articles {
        let mut found = attribute_with(&document(&article.text), engine);
        found.retain(|a| a.inside.is_none());
        let sure: Vec<f32> = found.iter().map(|a| a.confidence).collect();
        let right = right(&article.text, &article.gold, &outer(found));
        for (sure, right) in sure.iter().zip(right) {
            add(&mut out, *sure, right);
        }
    }
    out
}

/// Counts a statement in its tenth.
pub fn add(bins: &mut [Bin; 10], sure: f32, right: bool) {
    let bin = &mut bins[((sure * 10.0) as usize).min(9)];
    bin.count += 1;
    bin.sure += f64::from(sure);
    bin.right += usize::from(right);
}

/// Expected calibration error: the mean distance between confidence and share of right statements.
pub fn error(bins: &[Bin]) -> f64 {
    let count: usize = bins.iter().map(|b| b.count).sum();
    let off: f64 = bins.iter().map(|b| (b.sure - b.right as f64).abs()).sum();
    off / count.max(1) as f64
}

/// The tenths as lines of text.
pub fn report(bins: &[Bin]) -> String {
    let mut out = String::from("confidence  statements  mean  right\n");
    for (i, bin) in bins.iter().enumerate().filter(|(_, b)| b.count > 0) {
        let n = bin.count as f64;
        out += &format!(
            "{:.1} to {:.1}  {:>10}  {:.2}  {:.2}\n",
            i as f64 / 10.0,
            (i + 1) as f64 / 10.0,
            bin.count,
            bin.sure / n,
            bin.right as f64 / n
        );
    }
    out + &format!("expected calibration error {:.3}\n", error(bins))
}
