//! Who shares text with whom: candidates by sampled runs of five words, then passages compared word by word.
//!
//! The cost is near-linear in the articles: each is read once to sample it, and again for every article that
//! it shares several sampled runs with. A text that more than [`Options::crowd`] articles repeat is reported
//! against the first of them (by publication, then id), not for every pair of them.

mod bare;
mod candidates;
mod compare;
mod hash;
mod matching;
mod postings;
mod tokens;

pub use bare::{Bare, quoted_by_marks};
pub(crate) use hash::WordHasher;
pub(crate) use tokens::{Token, each_word, pieces, tokens};

use crate::order::by_time;
use crate::{Article, Shared};
use candidates::{Finder, Pair};
use compare::Comparer;
use onrecord_text::Span;
use postings::{Key, Postings};
use rayon::prelude::*;
use std::collections::HashMap;

/// What counts as shared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// One run of five words in so many is sampled to find candidates; `None` chooses by the size of the
    /// pile: all runs up to 16 MB of text, then one in eight.
    pub one_in: Option<u64>,
    /// A run of words that more articles hold than this no longer makes candidates of every pair of them.
    pub crowd: usize,
    /// A pair is reported if it shares a passage of so many words …
    pub long_words: usize,
    /// … or if its passages are at least this part of one of the two, 0 to 1.
    pub contained: f64,
}

impl Default for Options {
    fn default() -> Options {
        Options { one_in: None, crowd: 50, long_words: 12, contained: 0.2 }
    }
}

/// Bytes of text up to which no sample is needed.
const SMALL: usize = 16 << 20;

/// What all steps share.
struct Scope {
    /// The index of the article of each rank: by publication, then id.
    order: Vec<u32>,
    /// By index, the ranges of words.
    pieces: Vec<Vec<Span>>,
    one_in: u64,
    /// Runs that stand in many unrelated articles, sorted.
    common: Vec<Key>,
}

/// The pairs of articles that share text, with the passages, ordered by index (`a`, then `b`).
///
/// A passage is a run of at least eight words that are the same when folded ([`onrecord_text::words`]), or a
/// shorter one beside it that only a few changed words part from it; both ends are word ends, and it lies in
/// the body. Passages that stand in more than [`Options::crowd`] otherwise unrelated articles (an agency's
/// footer), or in five of one outlet and hardly elsewhere, are nobody's and left out. The result does not depend on the order of `articles` nor on threads.
pub fn shared(articles: &[Article], options: &Options) -> Vec<Shared> {
    let mut scope = Scope::new(articles, options);
    let postings = Postings::new(articles, &scope, scope.one_in);
    // A passage of eight words has four runs of five; of a sample, two are enough to look closer.
    let min_votes = if scope.one_in == 1 { 4 } else { 2 };
    let outlets = scope.outlets(articles);
    let finder = Finder { postings: &postings, outlets: &outlets, crowd: options.crowd.max(2) };
    let (pairs, common) = finder.candidates(min_votes);
    drop(postings);
    scope.common = common;
    let scope = &scope;
    let mut found: Vec<Shared> = pairs
        .par_chunk_by(|p, q| p.x == q.x)
        .map_init(Comparer::default, |comparer, group| {
            one_with_others(articles, scope, group, options, comparer)
        })
        .flatten_iter()
        .collect();
    found.sort_unstable_by_key(|s| (s.a, s.b));
    found
}

impl Scope {
    fn new(articles: &[Article], options: &Options) -> Scope {
        let mut order: Vec<u32> = (0..articles.len() as u32).collect();
        let key = |&index: &u32| by_time(&articles[index as usize]);
        order.par_sort_by(|a, b| key(a).cmp(&key(b)));
        let size: usize = articles.iter().map(|article| article.text.len()).sum();
        let one_in = options.one_in.unwrap_or(if size <= SMALL { 1 } else { 8 }).max(1);
        let pieces = articles.par_iter().map(|a| tokens::pieces(a.text, &a.body)).collect();
        Scope { order, pieces, one_in, common: Vec::new() }
    }
}

impl Scope {
    /// For each rank a number that stands for its outlet, 0 where that is unknown.
    fn outlets(&self, articles: &[Article]) -> Vec<u32> {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let number = |&index: &u32| {
            let Some(outlet) = articles[index as usize].outlet else { return 0 };
            let next = numbers.len() as u32 + 1;
            *numbers.entry(outlet).or_insert(next)
        };
        self.order.iter().map(number).collect()
    }
}

/// Compares the pairs of one article, all with the same `x`.
fn one_with_others(
    articles: &[Article],
    scope: &Scope,
    group: &[Pair],
    options: &Options,
    comparer: &mut Comparer,
) -> Vec<Shared> {
    let Some(first) = group.first() else { return Vec::new() };
    comparer.with(articles, first.x, scope);
    group.iter().filter_map(|&pair| comparer.compare(articles, pair, scope, options)).collect()
}
