//! Everything that was learned, and its file.

use super::bytes::{Reader, Writer};
use super::chain::{Transitions, exponentials};
use super::confidence;
use super::labels::{self, BOUNDARIES, COUNT};
use super::lexicon::Lexicon;
use super::pos;
use super::weights::Weights;
use std::sync::LazyLock;

/// First bytes of the file; the last two count the format's versions.
const MAGIC: &[u8; 8] = b"onrecA01";

/// All weights.
#[derive(Clone, Debug)]
pub struct Model {
    /// Cues and classes of words.
    pub lexicon: Lexicon,
    /// The tagger of parts of speech.
    pub pos: Weights<{ pos::WIDTH }>,
    /// The chain that labels tokens.
    pub chain: Chain,
    /// What is taken off the score of every token to be outside.
    pub outside: f32,
    /// Which segments belong together.
    pub linker: Weights<1>,
    /// How sure a statement is.
    pub confidence: confidence::Weights,
    /// What probability a content, and a source, needs to be linked to a cue.
    pub thresholds: [f32; 2],
}

/// A chain's weights.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Scores of the labels.
    pub weights: Weights<{ labels::WIDTH }>,
    /// Scores of the steps between labels.
    pub transitions: Box<Transitions>,
    /// The same as exponentials.
    pub exponentials: Box<Transitions>,
}

impl Chain {
    /// A chain with these weights and transitions.
    pub fn new(weights: Weights<{ labels::WIDTH }>, transitions: Box<Transitions>) -> Chain {
        Chain { weights, exponentials: exponentials(&transitions), transitions }
    }

    fn write(&self, out: &mut Writer) {
        self.weights.write(out);
        for table in self.transitions.iter() {
            for row in &table[..COUNT] {
                row[..COUNT].iter().for_each(|s| out.f32(*s));
            }
        }
    }

    fn read(from: &mut Reader) -> Result<Chain, &'static str> {
        let weights = Weights::read(from)?;
        let mut transitions = Box::new([[[0.0; labels::WIDTH]; labels::WIDTH]; BOUNDARIES]);
        for table in transitions.iter_mut() {
            for row in &mut table[..COUNT] {
                for score in &mut row[..COUNT] {
                    *score = from.f32()?;
                }
            }
        }
        Ok(Chain::new(weights, transitions))
    }
}

impl Model {
    /// The weights that this release carries.
    ///
    /// # Panics
    /// If the file that was built in is damaged, which a test rules out.
    pub fn built_in() -> &'static Model {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            let bytes = include_bytes!("../../models/attribution.bin");
            Model::read(bytes).unwrap_or_else(|e| panic!("the built-in weights cannot be read: {e}"))
        });
        &MODEL
    }

    /// The file's bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.bytes(MAGIC);
        self.lexicon.write(&mut out);
        self.pos.write(&mut out);
        self.chain.write(&mut out);
        out.f32(self.outside);
        self.linker.write(&mut out);
        self.confidence.iter().for_each(|w| out.f32(*w));
        self.thresholds.iter().for_each(|t| out.f32(*t));
        out.finish()
    }

    /// Reads what [`Model::write`] wrote.
    ///
    /// # Errors
    /// If the bytes are not such a file, or one of another version.
    pub fn read(bytes: &[u8]) -> Result<Model, &'static str> {
        let mut from = Reader::new(bytes);
        if from.take(MAGIC.len())? != MAGIC {
            return Err("not a file of weights of this version");
        }
        let lexicon = Lexicon::read(&mut from)?;
        let pos = Weights::read(&mut from)?;
        let chain = Chain::read(&mut from)?;
        let outside = from.f32()?;
        let linker = Weights::read(&mut from)?;
        let mut confidence = confidence::Weights::default();
        for weight in &mut confidence {
            *weight = from.f32()?;
        }
        let thresholds = [from.f32()?, from.f32()?];
        Ok(Model { lexicon, pos, chain, outside, linker, confidence, thresholds })
    }
}
