//! The words of all statements, each once: how much it weighs and what it is alike to.

use crate::align::{LEXICON, Token, root, share_group, similar_letters};
use std::collections::HashMap;

/// A word's number in the vocabulary.
pub(crate) type WordId = u32;

/// As many sentences as the list of common words counts for beside the given statements.
const PRIOR: f64 = 2000.;
/// The part of sentences that have a given word which is not on the list of common words.
const RARE: f64 = 0.5 / 10_000.;

/// How alike two different words of one synonym group are.
pub(crate) const SYNONYM: f32 = 0.7;

/// What likeness is worked out from, kept so that comparing two words costs little.
struct Traits {
    number: bool,
    groups: &'static [u16],
    /// Bytes of the stem that its root takes.
    root: usize,
    /// A bit for each pair of neighbouring letters, by hash: words that share few bits share few pairs.
    letters: u64,
}

impl Traits {
    fn of(stem: &str) -> Traits {
        let bit = |pair: &[u8]| match pair {
            [a, b] => {
                1u64 << (u32::from(*a).wrapping_mul(31).wrapping_add(u32::from(*b).wrapping_mul(7)) % 64)
            }
            _ => 0,
        };
        Traits {
            number: stem.starts_with('#'),
            groups: LEXICON.groups(stem),
            root: root(stem).len(),
            letters: stem.as_bytes().windows(2).map(bit).fold(0, |all, bit| all | bit),
        }
    }
}

/// Words as they are met, numbered and counted.
#[derive(Default)]
pub(crate) struct Counted {
    ids: HashMap<Box<str>, WordId>,
    seen: Vec<u32>,
    statements: u32,
}

impl Counted {
    /// The word's number for now; new words get the next one.
    pub(crate) fn id(&mut self, token: &Token) -> WordId {
        if let Some(id) = self.ids.get(token.stem.as_str()) {
            return *id;
        }
        let id = self.seen.len() as WordId;
        self.ids.insert(token.stem.as_str().into(), id);
        self.seen.push(0);
        id
    }

    /// Counts a statement that has these words, each given once.
    pub(crate) fn count(&mut self, words: &[WordId]) {
        self.statements += 1;
        words.iter().for_each(|&w| self.seen[w as usize] += 1);
    }

    /// The vocabulary, when all statements are counted, and for each word's number until now the one that it
    /// has there: by how often it was seen and its letters, so that the order of statements plays no part.
    pub(crate) fn done(self) -> (Vocabulary, Vec<WordId>) {
        let mut stems: Vec<(Box<str>, WordId)> = self.ids.into_iter().collect();
        let seen = |id: WordId| self.seen[id as usize];
        stems.sort_unstable_by(|x, y| seen(y.1).cmp(&seen(x.1)).then_with(|| x.0.cmp(&y.0)));
        let mut numbers = vec![0; stems.len()];
        stems.iter().zip(0..).for_each(|((_, id), number)| numbers[*id as usize] = number);
        let all = f64::from(self.statements) + PRIOR;
        let weight = |(stem, id): &(Box<str>, WordId)| {
            let rate = LEXICON.rate(stem).max(RARE);
            (all / (f64::from(seen(*id)) + PRIOR * rate)).ln().max(0.1) as f32
        };
        let vocabulary = Vocabulary {
            weights: stems.iter().map(weight).collect(),
            seen: stems.iter().map(|(_, id)| seen(*id)).collect(),
            traits: stems.iter().map(|(stem, _)| Traits::of(stem)).collect(),
            stems: stems.into_iter().map(|(stem, _)| stem).collect(),
        };
        (vocabulary, numbers)
    }
}

/// The vocabulary of a list of statements.
pub(crate) struct Vocabulary {
    stems: Vec<Box<str>>,
    traits: Vec<Traits>,
    seen: Vec<u32>,
    weights: Vec<f32>,
}

impl Vocabulary {
    /// Weight of a word: the logarithm of how rare it is (inverse document frequency).
    pub(crate) fn weight(&self, word: WordId) -> f32 {
        self.weights.get(word as usize).copied().unwrap_or(0.)
    }

    /// True if the word is on the list of common words: with a capital it may be a name or stand in one.
    pub(crate) fn is_common(&self, word: WordId) -> bool {
        LEXICON.rate(self.stem(word)) > 0.
    }

    /// In how many statements the word stands.
    pub(crate) fn seen(&self, word: WordId) -> u32 {
        self.seen.get(word as usize).copied().unwrap_or(0)
    }

    /// How alike two different words are, 0 to 1: the same root, [`SYNONYM`]s, similar letters; 0 if none of
    /// these, and of numbers.
    pub(crate) fn likeness(&self, a: WordId, b: WordId) -> f32 {
        let (i, j) = (a as usize, b as usize);
        let (Some(x), Some(y)) = (self.traits.get(i), self.traits.get(j)) else { return 0. };
        if x.number || y.number {
            return 0.;
        }
        if share_group(x.groups, y.groups) {
            return SYNONYM;
        }
        let (of_a, of_b) = (self.stems[i].as_bytes(), self.stems[j].as_bytes());
        if x.root == y.root && of_a[..x.root] == of_b[..y.root] {
            return 0.8;
        }
        // Too few letter pairs in common for half of them to be shared, and no common beginning.
        let shared = (x.letters & y.letters).count_ones() as usize;
        let begin = of_a.get(..4).is_some_and(|four| of_b.starts_with(four));
        if !begin && 4 * (shared + 1) < of_a.len() + of_b.len() - 2 {
            return 0.;
        }
        similar_letters(of_a, of_b)
    }

    /// The stem.
    pub(crate) fn stem(&self, word: WordId) -> &str {
        self.stems.get(word as usize).map_or("", |stem| stem)
    }
}
