//! The learned engine: parts of speech, labels of sources, cues and contents, and the links between them.
//!
//! ```text
//! Document → looks → parts of speech → attributes → features → labels → segments → links → statements
//! ```
//!
//! All of it is linear models over hashed features; `models/README.md` tells what they were trained on. The
//! parts are public for the trainer (`onrecord-train`), which must see the features just as they are used.

pub mod bytes;
pub mod chain;
pub mod confidence;
pub mod context;
pub mod encoder;
pub mod evidence;
pub mod hash;
pub mod labels;
pub mod lexicon;
pub mod linker;
pub mod look;
mod model;
pub mod pos;
pub mod segments;
pub mod statements;
pub mod templates;
pub mod weights;

pub use encoder::Encoder;
pub use model::{Chain, Model};

use crate::attribution::Attribution;
use crate::structure::Document;
use labels::WIDTH;

/// What statements are found with: the default tier, or with an encoder the accurate one.
#[derive(Clone, Copy, Debug)]
pub struct Engine<'a> {
    /// The default tier's weights, which the accurate tier averages with its own.
    pub model: &'a Model,
    /// The accurate tier's weights.
    pub encoder: Option<&'a Encoder>,
}

impl<'a> Engine<'a> {
    /// The weights that this release carries, and the encoder if there is one.
    pub fn new(encoder: Option<&'a Encoder>) -> Engine<'a> {
        Engine { model: Model::built_in(), encoder }
    }

    /// What probability a content, and a source, needs to be linked to a cue.
    pub fn thresholds(&self) -> [f32; 2] {
        self.encoder.map_or(self.model.thresholds, |e| e.settings.thresholds)
    }

    /// The weights of the confidence.
    pub fn confidence(&self) -> &'a confidence::Weights {
        self.encoder.map_or(&self.model.confidence, |e| &e.settings.confidence)
    }

    /// The name of what finds statements, for [`Attribution::rule`].
    pub fn rule(&self) -> &'static str {
        if self.encoder.is_some() { "encoder" } else { "crf" }
    }
}

/// A document with what the models need to know of its tokens.
#[derive(Debug)]
pub struct Tokens {
    /// What they look like.
    pub looks: Vec<look::Look>,
    /// What the lexicon has of them.
    pub entries: Vec<lexicon::Entry>,
    /// Their parts of speech.
    pub pos: Vec<u8>,
    /// The kinds of boundary before them.
    pub boundaries: Vec<u8>,
    /// What the rules take them for.
    pub rules: Vec<u8>,
}

impl Tokens {
    /// Looks at the tokens of `doc` and tags them; `rules` is what the rules find in it.
    pub fn new(doc: &Document, model: &Model, rules: &[Attribution]) -> Tokens {
        let looks = look::looks(doc);
        let mut starts = vec![false; doc.tokens.len()];
        doc.sentences.iter().for_each(|s| starts[s.start] = true);
        let entries = model.lexicon.entries(&looks);
        let pos = pos::tag(&looks, &starts, &entries, &model.pos);
        let rules = evidence::evidence(doc, rules);
        Tokens { looks, entries, pos, boundaries: labels::boundaries(doc), rules }
    }
}

/// The scores of the labels of every token.
pub fn scores(rows: &[context::Attributes], model: &Model) -> Vec<chain::Scores> {
    let padded = templates::pad(rows);
    let (bits, step) = (model.chain.weights.bits(), model.chain.weights.step());
    let mut slots = [0; templates::TEMPLATES.len()];
    (0..rows.len())
        .map(|i| {
            templates::slots(&padded, i, bits, &mut slots);
            let mut sums = [0i16; WIDTH];
            slots.iter().for_each(|&slot| model.chain.weights.add(slot, &mut sums));
            let mut scores = sums.map(|s| f32::from(s) * step);
            scores[usize::from(labels::OUTSIDE)] -= model.outside;
            scores
        })
        .collect()
}

/// What the chain says of every token.
#[derive(Debug, Default)]
pub struct Labelled {
    /// The best labels.
    pub labels: Vec<u8>,
    /// How sure they are.
    pub marginals: chain::Marginals,
}

/// Labels the tokens of `doc`.
pub fn label(doc: &Document, tokens: &Tokens, engine: Engine) -> Labelled {
    let rows = context::attributes(doc, &tokens.looks, &tokens.entries, &tokens.pos, &tokens.rules);
    let Some(encoder) = engine.encoder else { return label_rows(&rows, tokens, engine.model) };
    let encoded = encoder.scores(doc, &rows, &tokens.boundaries);
    let scores = encoder.join(&scores(&rows, engine.model), &encoded);
    let steps = encoder.join_steps(&engine.model.chain.transitions);
    label_scores(&scores, &tokens.boundaries, &steps, &chain::exponentials(&steps))
}

/// Labels tokens with these attributes by the default tier.
pub fn label_rows(rows: &[context::Attributes], tokens: &Tokens, model: &Model) -> Labelled {
    let chain = &model.chain;
    label_scores(&scores(rows, model), &tokens.boundaries, &chain.transitions, &chain.exponentials)
}

/// The best labels by these scores, and how sure they are; `exp` holds the exponentials of `transitions`.
pub fn label_scores(
    scores: &[chain::Scores],
    boundaries: &[u8],
    transitions: &chain::Transitions,
    exp: &chain::Transitions,
) -> Labelled {
    let mut marginals = chain::Marginals::default();
    marginals.compute(scores, boundaries, exp);
    Labelled { labels: chain::best(scores, boundaries, transitions), marginals }
}
