//! From samples to lists of the articles that hold a run of five words.

use super::hash::mix;
use super::sketches::Sketches;
use rayon::prelude::*;
use std::io;

/// Words in a run.
pub(super) const GRAM: usize = 5;
/// Lists are spread over so many parts, by the top bits of the run's key.
pub(super) const PARTS: usize = 256;

/// 40 bits of a run's hash name it. Two runs may meet in one key: that adds a vote to a pair, and pairs are
/// compared word by word before anything is said of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u64);

impl Key {
    /// Of the hash of a window of [`GRAM`] words, if runs with this hash are kept.
    pub(super) fn kept(hash: u64, one_in: u64) -> Option<Key> {
        (hash <= u64::MAX / one_in).then(|| Key::of(hash))
    }

    pub(super) fn of(hash: u64) -> Key {
        Key(mix(hash) >> 24)
    }

    /// The part that its list is in, and what names it there.
    pub(super) fn split(self) -> (usize, u32) {
        ((self.0 >> 32) as usize, self.0 as u32)
    }
}

/// Which articles (by their rank) hold which kept runs; runs that one article alone holds are left out.
pub(super) struct Postings {
    /// For each part its entries, sorted: 32 bits of the key, then the rank.
    parts: Vec<Vec<u64>>,
    /// For each rank how many runs its sample would hold if short articles had none to spare; at least one.
    pub(super) sizes: Vec<u32>,
}

impl Postings {
    /// Of all articles; `order[rank]` is the index of one.
    pub(super) fn new(sketches: Sketches, order: &[u32]) -> io::Result<Postings> {
        let Sketches { parts, sizes, .. } = sketches;
        let mut ranks = vec![0u32; order.len()];
        order.iter().enumerate().for_each(|(rank, &index)| ranks[index as usize] = rank as u32);
        let lists = |part: usize| {
            let mut all = parts.read(part)?;
            all.iter_mut().for_each(|entry| {
                *entry = *entry >> 32 << 32 | u64::from(ranks[*entry as u32 as usize]);
            });
            all.sort_unstable();
            all.dedup();
            let mut kept = Vec::new();
            all.chunk_by(same_key).filter(|list| list.len() > 1).for_each(|list| kept.extend(list));
            kept.shrink_to_fit();
            Ok(kept)
        };
        let parts = (0..PARTS).into_par_iter().map(lists).collect::<io::Result<_>>()?;
        Ok(Postings { parts, sizes: order.iter().map(|&index| sizes[index as usize]).collect() })
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
                for list in entries.chunk_by(same_key) {
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

fn same_key(a: &u64, b: &u64) -> bool {
    a >> 32 == b >> 32
}
