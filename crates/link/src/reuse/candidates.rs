//! Which pairs of articles are worth comparing: those that hold several of the same runs of words.
//!
//! A run that `crowd` articles hold gives every pair of them a vote. In a longer list that would be too many
//! pairs, and a long list means one of two things. Either one text went round (a reprint by 200 outlets): its
//! articles share most of their runs, so each is compared with the first of them alone. Or the run belongs to
//! nobody (an agency's footer under unrelated articles): it is set aside as common.

use super::postings::{Key, Postings};
use rayon::prelude::*;

/// Two articles by rank, `x < y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) x: u32,
    pub(super) y: u32,
}

/// The pairs with at least `min_votes` votes, by rank, and the common runs, sorted.
pub(super) fn candidates(postings: &Postings, crowd: usize, min_votes: usize) -> (Vec<Pair>, Vec<Key>) {
    let follows = followers(postings, crowd);
    let common: Vec<Key> = {
        let mut keys = postings.collect(|key, ranks, out| {
            if is_common(ranks, &follows, crowd) {
                out.push(key);
            }
        });
        keys.sort_unstable();
        keys
    };
    let mut votes = postings.collect(|_, ranks, out| {
        if ranks.len() <= crowd {
            vote_all(ranks, out);
        } else if !is_common(ranks, &follows, crowd) {
            let first = ranks[0];
            let (after, alone): (Vec<u32>, Vec<u32>) =
                ranks[1..].iter().partition(|&&rank| follows[rank as usize]);
            out.extend(after.iter().map(|&rank| pack(first, rank)));
            vote_all(&[&[first], &alone[..]].concat(), out);
        }
    });
    votes.par_sort_unstable();
    let pairs =
        votes.chunk_by(|a, b| a == b).filter(|same| same.len() >= min_votes).map(|same| unpack(same[0]));
    (pairs.collect(), common)
}

/// For each rank, whether its article repeats another: of the runs that a crowd holds, it has a third of its
/// own or of the crowd's first article's.
fn followers(postings: &Postings, crowd: usize) -> Vec<bool> {
    let mut votes = postings.collect(|_, ranks, out| {
        if ranks.len() > crowd {
            out.extend(ranks[1..].iter().map(|&rank| pack(ranks[0], rank)));
        }
    });
    votes.par_sort_unstable();
    let mut follows = vec![false; postings.sizes.len()];
    for same in votes.chunk_by(|a, b| a == b) {
        let Pair { x, y } = unpack(same[0]);
        let smaller = postings.sizes[x as usize].min(postings.sizes[y as usize]) as usize;
        follows[y as usize] |= same.len() * 3 >= smaller;
    }
    follows
}

/// True of a run that more than `crowd` articles hold which don't repeat one another.
fn is_common(ranks: &[u32], follows: &[bool], crowd: usize) -> bool {
    ranks.len() > crowd && ranks.iter().filter(|&&rank| !follows[rank as usize]).count() > crowd
}

fn vote_all(ranks: &[u32], out: &mut Vec<u64>) {
    for (i, &x) in ranks.iter().enumerate() {
        out.extend(ranks[i + 1..].iter().map(|&y| pack(x, y)));
    }
}

fn pack(x: u32, y: u32) -> u64 {
    u64::from(x) << 32 | u64::from(y)
}

fn unpack(pair: u64) -> Pair {
    Pair { x: (pair >> 32) as u32, y: pair as u32 }
}
