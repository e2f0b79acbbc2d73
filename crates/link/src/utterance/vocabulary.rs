//! The words of all statements, each once: how much it weighs and what it is alike to.

use crate::align::{LEXICON, Token};
use std::collections::HashMap;

/// A word's number in the vocabulary.
pub(crate) type WordId = u32;

/// As many sentences as the list of common words counts for beside the given statements.
const PRIOR: f64 = 2000.;
/// The part of sentences that have a given word which is not on the list of common words.
const RARE: f64 = 0.5 / 10_000.;

/// The vocabulary of a list of statements.
#[derive(Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<String, WordId>,
    stems: Vec<String>,
    seen: Vec<u32>,
    weights: Vec<f32>,
    statements: u32,
}

impl Vocabulary {
    /// The word's number; new words get the next one.
    pub(crate) fn id(&mut self, token: &Token) -> WordId {
        if let Some(id) = self.ids.get(&token.stem) {
            return *id;
        }
        let id = self.stems.len() as WordId;
        self.ids.insert(token.stem.clone(), id);
        self.stems.push(token.stem.clone());
        self.seen.push(0);
        id
    }

    /// Counts a statement that has these words, each given once.
    pub(crate) fn count(&mut self, words: &[WordId]) {
        self.statements += 1;
        words.iter().for_each(|&w| self.seen[w as usize] += 1);
    }

    /// Works out the weights; call it when all statements are counted.
    pub(crate) fn weigh(&mut self) {
        let all = f64::from(self.statements) + PRIOR;
        self.weights = (self.stems.iter().zip(&self.seen))
            .map(|(stem, &seen)| {
                let rate = LEXICON.rate(stem).max(RARE);
                (all / (f64::from(seen) + PRIOR * rate)).ln().max(0.1) as f32
            })
            .collect();
    }

    /// Weight of a word: the logarithm of how rare it is (inverse document frequency).
    pub(crate) fn weight(&self, word: WordId) -> f32 {
        self.weights.get(word as usize).copied().unwrap_or(0.)
    }

    /// In how many statements the word stands.
    pub(crate) fn seen(&self, word: WordId) -> u32 {
        self.seen.get(word as usize).copied().unwrap_or(0)
    }

    /// The stem.
    pub(crate) fn stem(&self, word: WordId) -> &str {
        self.stems.get(word as usize).map_or("", String::as_str)
    }
}
