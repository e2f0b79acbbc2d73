//! Which pairs of articles are worth comparing: those that hold several of the same runs of words.
//!
//! A run that `crowd` articles hold gives every pair of them a vote. In a longer list that would be too many
//! pairs, and a long list means one of two things. Either one text went round (a reprint by 200 outlets): its
//! articles share most of their runs, so each is compared with the first of them alone. Or the run belongs to
//! nobody (an agency's footer under unrelated articles): it is set aside as common. So is a run that one
//! outlet alone prints in several unrelated articles: that is its furniture.

use super::postings::{Key, Postings};
use rayon::prelude::*;
use std::ops::Range;

/// Two articles by rank, `x < y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) x: u32,
    pub(super) y: u32,
}

/// So many unrelated articles of one outlet make a run its furniture.
const FURNITURE: usize = 5;

/// So many votes, of eight bytes, are held at a time, unless a single article has more.
const MOST_VOTES: usize = 16 << 20;
/// A run is a text's that went round if fewer than one in so many of its articles don't repeat one another.
const WENT_ROUND: usize = 3;

/// Finds candidates in postings.
pub(super) struct Finder<'a> {
    pub(super) postings: &'a Postings,
    /// For each rank a number for its outlet; 0 for none.
    pub(super) outlets: &'a [u32],
    /// A run that more articles hold is no longer taken for each pair of them.
    pub(super) crowd: usize,
}

impl Finder<'_> {
    /// The pairs with at least `min_votes` votes, by rank, and the common runs, sorted.
    pub(super) fn candidates(&self, min_votes: usize) -> (Vec<Pair>, Vec<Key>) {
        let follows = self.followers();
        let mut common = self.postings.collect(|key, ranks, out| {
            if self.is_common(ranks, &follows) {
                out.push(key);
            }
        });
        common.sort_unstable();
        let counts = self.postings.collect(|_, ranks, out| {
            let mut count = 0;
            self.each_vote(ranks, &follows, &(0..u32::MAX), |_| count += 1);
            out.push(count);
        });
        let (count, articles) = (counts.iter().sum::<usize>(), self.postings.sizes.len());
        // The votes on some of the articles at a time.
        let step = (articles / (count / MOST_VOTES + 1)).max(1);
        let mut pairs = Vec::new();
        for from in (0..articles).step_by(step) {
            let range = from as u32..(from + step) as u32;
            let mut votes = self.postings.collect(|_, ranks, out| {
                self.each_vote(ranks, &follows, &range, |vote| out.push(vote));
            });
            votes.par_sort_unstable();
            let enough = votes.chunk_by(|a, b| a == b).filter(|same| same.len() >= min_votes);
            pairs.extend(enough.map(|same| unpack(same[0])));
        }
        (pairs, common)
    }

    /// Calls `vote` with the pairs that a run speaks for whose first article is in `range`.
    fn each_vote(&self, ranks: &[u32], follows: &[bool], range: &Range<u32>, mut vote: impl FnMut(u64)) {
        if self.is_common(ranks, follows) {
            return;
        }
        if ranks.len() <= self.crowd {
            return vote_all(ranks, range, &mut vote);
        }
        let first = ranks[0];
        let (after, alone): (Vec<u32>, Vec<u32>) =
            ranks[1..].iter().partition(|&&rank| follows[rank as usize]);
        // Very many that took a paragraph alone are not compared with each other.
        let (with_first, each) =
            if alone.len() < self.crowd { (after, alone) } else { (ranks[1..].to_vec(), Vec::new()) };
        if range.contains(&first) {
            with_first.iter().for_each(|&rank| vote(pack(first, rank)));
        }
        vote_all(&[&[first], &each[..]].concat(), range, &mut vote);
    }

    /// For each rank, whether its article repeats another: of the runs in lists that may be common, it has
    /// with their first article a third of its own or of that article's; or half of its runs stand in crowds,
    /// whoever is the first there.
    fn followers(&self) -> Vec<bool> {
        let sizes = &self.postings.sizes;
        let mut votes = self.postings.collect(|_, ranks, out| {
            if ranks.len() > self.crowd || self.one_outlets(ranks) {
                out.extend(ranks[1..].iter().map(|&rank| pack(ranks[0], rank)));
            }
        });
        votes.par_sort_unstable();
        let mut follows = vec![false; sizes.len()];
        let mut in_crowds = vec![0usize; sizes.len()];
        for same in votes.chunk_by(|a, b| a == b) {
            let Pair { x, y } = unpack(same[0]);
            let smaller = sizes[x as usize].min(sizes[y as usize]) as usize;
            in_crowds[y as usize] += same.len();
            follows[y as usize] |=
                same.len() * 3 >= smaller || in_crowds[y as usize] * 2 >= sizes[y as usize] as usize;
        }
        follows
    }

    /// True of a run that many articles hold which don't repeat one another. Where nearly all repeat one text,
    /// it is that text's, however many others took the paragraph alone.
    fn is_common(&self, ranks: &[u32], follows: &[bool]) -> bool {
        let furniture = self.one_outlets(ranks);
        let limit = if furniture { FURNITURE - 1 } else { self.crowd };
        if ranks.len() <= limit {
            return false;
        }
        let alone = ranks.iter().filter(|&&rank| !follows[rank as usize]).count();
        alone > limit && (furniture || alone * WENT_ROUND > ranks.len())
    }

    /// True if at least [`FURNITURE`] of these articles, and most of them, are of one outlet.
    fn one_outlets(&self, ranks: &[u32]) -> bool {
        if ranks.len() < FURNITURE {
            return false;
        }
        // The outlet of more than half of them, if there is one (Boyer and Moore 1981).
        let outlet = |&rank: &u32| self.outlets[rank as usize];
        let (mut most, mut lead) = (0, 0usize);
        for found in ranks.iter().map(outlet) {
            match lead {
                0 => (most, lead) = (found, 1),
                _ if found == most => lead += 1,
                _ => lead -= 1,
            }
        }
        let count = ranks.iter().map(outlet).filter(|&found| found == most).count();
        most != 0 && count >= FURNITURE && count * 2 > ranks.len()
    }
}

/// Votes for each pair of these articles whose first is in `range`.
fn vote_all(ranks: &[u32], range: &Range<u32>, vote: &mut impl FnMut(u64)) {
    for (i, &x) in ranks.iter().enumerate().filter(|(_, x)| range.contains(x)) {
        ranks[i + 1..].iter().for_each(|&y| vote(pack(x, y)));
    }
}

fn pack(x: u32, y: u32) -> u64 {
    u64::from(x) << 32 | u64::from(y)
}

fn unpack(pair: u64) -> Pair {
    Pair { x: (pair >> 32) as u32, y: pair as u32 }
}
