//! Who shares text with whom: candidates by sampled runs of five words, then passages compared word by word.
//!
//! The cost is near-linear in the articles: each is read once to sample it, and again for every article that
//! it shares several sampled runs with. A text that more than [`Options::crowd`] articles repeat is reported
//! against the first of them (by publication, then id), not for every pair of them.

mod bare;
mod boilerplate;
mod candidates;
mod compare;
mod hash;
mod matching;
mod postings;
mod read;
mod sketches;
mod tokens;

pub use bare::{Bare, quoted_by_marks};
pub(crate) use hash::{WordHasher, mix};
pub use read::Words;
pub use sketches::{Samples, Sketches};
pub(crate) use tokens::{Token, pieces, tokens};

use crate::order::by_time;
use crate::{Article, Pile, Shared};
use candidates::{Finder, Pair};
use compare::Comparer;
use postings::{Key, Postings};
use rayon::prelude::*;
use std::collections::HashMap;
use std::io;
use std::sync::Mutex;

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
    /// So many sampled runs of eight bytes are held in memory at most; more go to an unnamed file in the
    /// system's folder for such.
    pub most_held: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { one_in: None, crowd: 50, long_words: 12, contained: 0.2, most_held: 32 << 20 }
    }
}

/// Pairs that are compared before they are handed on.
const BATCH: usize = 1 << 15;

/// What all steps share.
struct Scope {
    /// The index of the article of each rank: by publication, then id.
    order: Vec<u32>,
    one_in: u64,
    /// Runs that stand in many unrelated articles, sorted.
    common: Vec<Key>,
}

/// The pairs of articles that share text, with the passages, ordered by index (`a`, then `b`).
///
/// A passage is a run of at least eight words that are the same when folded ([`onrecord_text::words`]), or a
/// shorter one beside it that only a few changed words part from it; both ends are word ends, and it lies in
/// the body. Passages that stand in more than [`Options::crowd`] otherwise unrelated articles (an agency's
/// footer), or in five of one outlet and hardly elsewhere, are nobody's and left out. The result does not
/// depend on the order of `articles` nor on threads.
pub fn shared(articles: &[Article], options: &Options) -> io::Result<Vec<Shared>> {
    let mut sketches = Sketches::new(options, articles.iter().map(|article| article.text.len()).sum());
    sketches.add(articles, 0..articles.len())?;
    let mut found = Vec::new();
    let each = |pair| {
        found.push(pair);
        Ok(())
    };
    each_shared(articles, sketches, options, |_, pair| Ok(Some(pair)), each)?;
    found.sort_unstable_by_key(|s| (s.a, s.b));
    Ok(found)
}

/// The same for articles that are fetched: `sketches` were taken of all of `pile`, in its order.
///
/// `make` makes of a pair what is wanted of it, on several threads; the pile that it is given is the same, but
/// has the pair's articles at hand. What it makes is handed to `each` in the order of the pair's earlier and
/// then its later article, by publication and id. Fails if an article can't be fetched, or `make` or `each`
/// fails.
pub fn each_shared<P: Pile + ?Sized, T: Send>(
    pile: &P,
    sketches: Sketches,
    options: &Options,
    make: impl Fn(&dyn Pile, Shared) -> io::Result<Option<T>> + Sync,
    mut each: impl FnMut(T) -> io::Result<()>,
) -> io::Result<()> {
    let mut order: Vec<_> = (0..pile.len()).map(|index| (by_time(pile.head(index)), index as u32)).collect();
    order.par_sort_unstable();
    let order: Vec<u32> = order.into_iter().map(|(_, index)| index).collect();
    let mut scope = Scope { order, one_in: sketches.one_in(), common: Vec::new() };
    let postings = Postings::new(sketches, &scope.order)?;
    // A passage of eight words has four runs of five; of a sample, two are enough to look closer.
    let min_votes = if scope.one_in == 1 { 4 } else { 2 };
    let outlets = scope.outlets(pile);
    let finder = Finder { postings: &postings, outlets: &outlets, crowd: options.crowd.max(2) };
    let (pairs, common) = finder.candidates(min_votes);
    drop((postings, outlets));
    scope.common = common;
    let scope = &scope;
    // One a thread, so that each finds again what it read before.
    let comparer = || Comparer::new(pile, scope, options);
    let comparers: Vec<Mutex<Comparer<P>>> =
        (0..rayon::current_num_threads()).map(|_| Mutex::new(comparer())).collect();
    let compare = |group: &[Pair]| {
        let own = rayon::current_thread_index().and_then(|thread| comparers.get(thread)?.try_lock().ok());
        match own {
            Some(mut own) => own.group(group, &make),
            None => comparer().group(group, &make),
        }
    };
    let mut rest = pairs.as_slice();
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(rest.len().min(BATCH));
        // The pairs of one article stay together.
        let last = batch.last().map(|pair| pair.x);
        let tail = after.iter().take_while(|pair| Some(pair.x) == last).count();
        let (batch, after) = rest.split_at(batch.len() + tail);
        let found: Vec<io::Result<Vec<T>>> = batch.par_chunk_by(|p, q| p.x == q.x).map(compare).collect();
        for group in found {
            group?.into_iter().try_for_each(&mut each)?;
        }
        rest = after;
    }
    Ok(())
}

impl Scope {
    /// For each rank a number that stands for its outlet, 0 where that is unknown.
    fn outlets<P: Pile + ?Sized>(&self, pile: &P) -> Vec<u32> {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let number = |&index: &u32| {
            let Some(outlet) = pile.head(index as usize).outlet else { return 0 };
            let next = numbers.len() as u32 + 1;
            *numbers.entry(outlet).or_insert(next)
        };
        self.order.iter().map(number).collect()
    }
}
