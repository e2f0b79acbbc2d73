//! The accurate tier's file of weights, from what `accurate/train.py` writes.

use crate::corpus::Article;
use crate::gold::document;
use crate::training::outer;
use crate::{confidence, reliability, score};
use onrecord_annotate::attribution::{Attribution, by_rules, from_labels};
use onrecord_annotate::structure::Document;
use onrecord_annotate::tagging::chain::{Scores, exponentials};
use onrecord_annotate::tagging::confidence::{FEATURES, probability};
use onrecord_annotate::tagging::context::attributes;
use onrecord_annotate::tagging::encoder::{Settings, Shape};
use onrecord_annotate::tagging::statements::statements;
use onrecord_annotate::tagging::{Encoder, Engine, Labelled, Model, Tokens, label_scores, scores};
use serde_json::Value;

/// The sizes of all-MiniLM-L6-v2, and the window that `accurate/articles.py` cuts.
pub const SHAPE: Shape = Shape { hidden: 384, layers: 6, heads: 12, wide: 1536, window: 256 };

/// How the tiers are put together before [`settle`] has tried.
pub const SETTINGS: Settings =
    Settings { shares: [0.5, 0.5], outside: 0.0, thresholds: [0.35, 0.3], confidence: [0.0; FEATURES] };

/// Named arrays of numbers in the format safetensors: eight bytes say how long the JSON is that says where
/// each array lies, little-endian, in the bytes behind it.
#[derive(Debug)]
pub struct Arrays<'a> {
    places: Value,
    bytes: &'a [u8],
}

impl<'a> Arrays<'a> {
    /// Reads where the arrays lie.
    ///
    /// # Errors
    /// If the bytes are no such file.
    pub fn read(bytes: &'a [u8]) -> Result<Arrays<'a>, String> {
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or("the file is too short")?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|e| e.to_string())?;
        let (head, bytes) = rest.split_at_checked(length).ok_or("the file ends early")?;
        let places = serde_json::from_slice(head).map_err(|e| format!("no list of arrays: {e}"))?;
        Ok(Arrays { places, bytes })
    }

    /// The array of this name, row after row.
    ///
    /// # Errors
    /// If there is none, or it is not of 32-bit floats.
    pub fn get(&self, name: &str) -> Result<Vec<f32>, String> {
        let place = &self.places[name];
        let at = |i: usize| place["data_offsets"][i].as_u64().and_then(|n| usize::try_from(n).ok());
        let range = at(0).zip(at(1)).filter(|_| place["dtype"] == "F32");
        let bytes = range.and_then(|(from, to)| self.bytes.get(from..to));
        let bytes = bytes.ok_or_else(|| format!("no array {name} of 32-bit floats"))?;
        Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }
}

/// An article with what both tiers say of it, to try settings without running the encoder again.
pub struct Prepared<'a> {
    article: &'a Article,
    doc: Document<'a>,
    rules: Vec<Attribution>,
    tokens: Tokens,
    own: Vec<Scores>,
    encoded: Vec<Scores>,
}

impl<'a> Prepared<'a> {
    /// Runs both tiers.
    pub fn new(article: &'a Article, model: &Model, encoder: &Encoder) -> Prepared<'a> {
        let doc = document(&article.text);
        let rules = by_rules(&doc);
        let tokens = Tokens::new(&doc, model, &rules);
        let rows = attributes(&doc, &tokens.looks, &tokens.entries, &tokens.pos, &tokens.rules);
        let own = scores(&rows, model);
        let encoded = encoder.scores(&doc, &rows, &tokens.boundaries);
        Prepared { article, doc, rules, tokens, own, encoded }
    }

    fn label(&self, model: &Model, encoder: &Encoder) -> Labelled {
        let scores = encoder.join(&self.own, &self.encoded);
        let steps = encoder.join_steps(&model.chain.transitions);
        label_scores(&scores, &self.tokens.boundaries, &steps, &exponentials(&steps))
    }

    /// How good what is found with the encoder's settings is.
    pub fn score(&self, model: &Model, encoder: &Encoder) -> score::Tally {
        let labelled = self.label(model, encoder);
        let engine = Engine { model, encoder: Some(encoder) };
        let found = outer(from_labels(&self.doc, &self.rules, &self.tokens, &labelled, engine));
        score::tally(&self.article.text, &self.article.gold, &found)
    }

    /// The features of what is found with the encoder's settings, and whether it is right.
    pub fn examples(&self, model: &Model, encoder: &Encoder) -> confidence::Examples {
        let labelled = self.label(model, encoder);
        let engine = Engine { model, encoder: Some(encoder) };
        let found = statements(&self.doc, &self.tokens, &labelled.labels, engine);
        confidence::examples(self.article, &self.doc, &found, &labelled)
    }
}

/// Tries how to put the tiers together, and takes what gives the best sum of AR and exact contents on
/// `articles`; then fits the confidence to what is found there.
pub fn settle(articles: &[Prepared], model: &Model, encoder: &mut Encoder, mut progress: impl FnMut(String)) {
    let mut best = (f64::NEG_INFINITY, encoder.settings);
    for own in [0.0, 0.1, 0.2, 0.3] {
        for encoded in [0.8, 1.0, 1.2] {
            for outside in [-0.1, 0.0, 0.1] {
                encoder.settings = Settings { shares: [own, encoded], outside, ..encoder.settings };
                let tally = score::sum(&articles.iter().map(|p| p.score(model, encoder)).collect::<Vec<_>>());
                let [ar, exact] = [&tally.attribution, &tally.roles[2][1]].map(|c| 100.0 * c.f1());
                progress(format!("{own} {encoded} {outside}: AR {ar:.2}, exact contents {exact:.2}"));
                if ar + exact > best.0 {
                    best = (ar + exact, encoder.settings);
                }
            }
        }
    }
    encoder.settings = best.1;
    let halves = [0, 1].map(|half| {
        let own = articles.iter().skip(half).step_by(2);
        own.flat_map(|p| p.examples(model, encoder)).collect::<confidence::Examples>()
    });
    // How well it fits is told by what was fitted to the other half.
    let mut bins = [reliability::Bin::default(); 10];
    for (fitted, told) in [(0, 1), (1, 0)] {
        let weights = confidence::fit(&halves[fitted]);
        for (features, right) in &halves[told] {
            reliability::add(&mut bins, probability(features, &weights), *right);
        }
    }
    progress(format!("fitted to one half, told of the other:\n{}", reliability::report(&bins)));
    encoder.settings.confidence = confidence::fit(&halves.concat());
    progress(format!("{:?}", encoder.settings));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_by_name() {
        let head = r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[1],"data_offsets":[8,10]}}"#;
        let mut bytes = (head.len() as u64).to_le_bytes().to_vec();
        bytes.extend(head.bytes());
        bytes.extend([1.5f32, -2.0].iter().flat_map(|x| x.to_le_bytes()));
        let arrays = Arrays::read(&bytes).unwrap();
        assert_eq!(arrays.get("a").unwrap(), [1.5, -2.0]);
        assert!(arrays.get("b").is_err() && arrays.get("c").is_err());
        assert!(Arrays::read(&bytes[..20]).is_err());
    }
}
