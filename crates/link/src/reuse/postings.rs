//! From articles to lists of the articles that hold a run of five words, by FracMinHash sampling (Irber et
//! al. 2022): a run is kept if its hash is small, so that two articles keep the same runs of what they share,
//! however much else each holds.

use super::Scope;
use super::hash::{Window, mix};
use super::tokens::each_word;
use crate::Article;
use onrecord_text::Span;
use rayon::prelude::*;

/// Words in a run.
pub(super) const GRAM: usize = 5;
/// A short article keeps at least so many runs.
const AT_LEAST: usize = 16;
/// Lists are spread over so many parts, by the top bits of the run's key.
const PARTS: usize = 256;
/// Articles that one task reads.
const CHUNK: usize = 1024;

/// 40 bits of a run's hash name it. Two runs may meet in one key: that adds a vote to a pair, and pairs are
/// compared word by word before anything is said of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u64);

impl Key {
    /// Of the hash of a window of [`GRAM`] words, if runs with this hash are kept.
    pub(super) fn kept(hash: u64, one_in: u64) -> Option<Key> {
        (hash <= u64::MAX / one_in).then(|| Key::of(hash))
    }

    fn of(hash: u64) -> Key {
        Key(mix(hash) >> 24)
    }
}

/// Which articles (by their rank) hold which kept runs.
pub(super) struct Postings {
    /// For each part its entries, sorted: 32 bits of the key, then the rank.
    parts: Vec<Vec<u64>>,
    /// For each rank how many runs its sample would hold if short articles had none to spare; at least one.
    pub(super) sizes: Vec<u32>,
}

impl Postings {
    /// Reads all articles; `scope.order[rank]` is the index of an article.
    pub(super) fn new(articles: &[Article], scope: &Scope, one_in: u64) -> Postings {
        let chunks: Vec<(Vec<Vec<u64>>, Vec<u32>)> = scope
            .order
            .par_chunks(CHUNK)
            .enumerate()
            .map(|(chunk, indices)| {
                let mut parts = vec![Vec::new(); PARTS];
                let mut runs = Vec::new();
                let sizes = indices.iter().enumerate().map(|(i, &index)| {
                    let size = kept_runs(
                        &articles[index as usize],
                        &scope.pieces[index as usize],
                        one_in,
                        &mut runs,
                    );
                    let rank = (chunk * CHUNK + i) as u64;
                    for &hash in &runs {
                        let Key(key) = Key::of(hash);
                        parts[(key >> 32) as usize].push(key << 32 | rank);
                    }
                    size.max(1) as u32
                });
                let sizes = sizes.collect();
                (parts, sizes)
            })
            .collect();
        let parts = (0..PARTS)
            .into_par_iter()
            .map(|part| {
                let mut all: Vec<u64> = chunks.iter().flat_map(|(parts, _)| &parts[part]).copied().collect();
                all.sort_unstable();
                all.dedup();
                all
            })
            .collect();
        Postings { parts, sizes: chunks.into_iter().flat_map(|(_, sizes)| sizes).collect() }
    }

    /// Calls `f` with every run that two or more articles hold and their ranks, ascending; what `f` put into
    /// its vector is joined in the order of the keys.
    pub(super) fn collect<T: Send>(&self, f: impl Fn(Key, &[u32], &mut Vec<T>) + Sync) -> Vec<T> {
        let each: Vec<Vec<T>> = self
            .parts
            .par_iter()
            .enumerate()
            .map(|(part, entries)| {
                let (mut out, mut ranks) = (Vec::new(), Vec::new());
                for list in entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|list| list.len() > 1) {
                    ranks.clear();
                    ranks.extend(list.iter().map(|&entry| entry as u32));
                    f(Key((part as u64) << 32 | list[0] >> 32), &ranks, &mut out);
                }
                out
            })
            .collect();
        each.into_iter().flatten().collect()
    }
}

/// Puts the hashes of the runs that this article keeps into `runs`; returns how many of them are small.
fn kept_runs(article: &Article, pieces: &[Span], one_in: u64, runs: &mut Vec<u64>) -> usize {
    let limit = u64::MAX / one_in;
    runs_up_to(limit, article, pieces, runs);
    let count = runs.len();
    if count < AT_LEAST && one_in > 1 {
        runs_up_to(u64::MAX, article, pieces, runs);
        if runs.len() > AT_LEAST {
            runs.select_nth_unstable(AT_LEAST - 1);
            runs.truncate(AT_LEAST);
        }
    }
    count
}

fn runs_up_to(limit: u64, article: &Article, pieces: &[Span], runs: &mut Vec<u64>) {
    runs.clear();
    let mut window = Window::<GRAM>::new();
    for &piece in pieces {
        window.clear();
        each_word(article.text, piece, |word, _, _| {
            if let Some(hash) = window.push(word)
                && hash <= limit
            {
                runs.push(hash);
            }
        });
    }
}
