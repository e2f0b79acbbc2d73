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

pub use model::{Chain, Model};

use crate::attribution::Attribution;
use crate::structure::Document;
use labels::WIDTH;

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
pub fn label(doc: &Document, tokens: &Tokens, model: &Model) -> Labelled {
    let rows = context::attributes(doc, &tokens.looks, &tokens.entries, &tokens.pos, &tokens.rules);
    label_rows(&rows, tokens, model)
}

/// Labels tokens with these attributes.
pub fn label_rows(rows: &[context::Attributes], tokens: &Tokens, model: &Model) -> Labelled {
    let scores = scores(rows, model);
    let mut marginals = chain::Marginals::default();
    marginals.compute(&scores, &tokens.boundaries, &model.chain.exponentials);
    let labels = chain::best(&scores, &tokens.boundaries, &model.chain.transitions);
    Labelled { labels, marginals }
}
