//! Groups of alike nodes by average link: two groups join if their members are alike on average, so that no
//! chain of likenesses draws in what is unlike the rest.

use std::collections::{BTreeMap, BinaryHeap};

/// Odds that stand for a pair that was not compared, or compared and found unlike.
pub(crate) const UNKNOWN_PAIR: f32 = -4.;
/// A group has no more nodes than this, so that checking all its pairs stays cheap.
const MOST_NODES: usize = 512;

/// A likeness between two nodes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    /// One node.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Logarithm of the odds that they belong together.
    pub odds: f32,
}

/// Groups `count` nodes. Two groups join while the mean odds of their pairs are above `threshold`, the
/// likest first, unless `apart` holds for a pair of them. Each node is in exactly one group; groups and
/// their nodes are ascending.
pub(crate) fn groups(
    count: usize,
    edges: &[Edge],
    threshold: f32,
    apart: &dyn Fn(u32, u32) -> bool,
) -> Vec<Vec<u32>> {
    let mut members: Vec<Vec<u32>> = (0..count as u32).map(|i| vec![i]).collect();
    let mut links: Vec<BTreeMap<u32, (f32, u32)>> = vec![BTreeMap::new(); count];
    let mut heap = BinaryHeap::new();
    for e in edges {
        links[e.a as usize].insert(e.b, (e.odds, 1));
        links[e.b as usize].insert(e.a, (e.odds, 1));
        if e.odds > threshold {
            heap.push(Join { odds: e.odds, a: e.a.min(e.b), b: e.a.max(e.b), size: 2 });
        }
    }
    while let Some(join) = heap.pop() {
        let (a, b) = (join.a as usize, join.b as usize);
        // A join that was queued before one of the two grew is out of date.
        if members[a].is_empty() || members[b].is_empty() || members[a].len() + members[b].len() != join.size
        {
            continue;
        }
        let forbidden =
            join.size > MOST_NODES || members[a].iter().any(|&x| members[b].iter().any(|&y| apart(x, y)));
        if forbidden {
            links[a].remove(&join.b);
            links[b].remove(&join.a);
            continue;
        }
        let (keep, gone) = if members[a].len() >= members[b].len() { (a, b) } else { (b, a) };
        let moved = std::mem::take(&mut members[gone]);
        members[keep].extend(moved);
        for (other, (sum, pairs)) in std::mem::take(&mut links[gone]) {
            let other_links = &mut links[other as usize];
            other_links.remove(&(gone as u32));
            if other as usize == keep {
                continue;
            }
            let entry = other_links.entry(keep as u32).or_insert((0., 0));
            *entry = (entry.0 + sum, entry.1 + pairs);
            let both = *entry;
            links[keep].insert(other, both);
        }
        for (&other, &(sum, pairs)) in &links[keep] {
            let possible = members[keep].len() * members[other as usize].len();
            let odds = (sum + UNKNOWN_PAIR * (possible - pairs as usize) as f32) / possible as f32;
            if odds > threshold {
                let (a, b) = (other.min(keep as u32), other.max(keep as u32));
                heap.push(Join { odds, a, b, size: members[keep].len() + members[other as usize].len() });
            }
        }
    }
    members.retain(|m| !m.is_empty());
    members.iter_mut().for_each(|m| m.sort_unstable());
    members.sort_unstable();
    members
}

/// Two groups that may join; ordered by odds, then by the smaller numbers.
struct Join {
    odds: f32,
    a: u32,
    b: u32,
    size: usize,
}

impl Ord for Join {
    fn cmp(&self, other: &Join) -> std::cmp::Ordering {
        self.odds
            .total_cmp(&other.odds)
            .then((other.a, other.b, other.size).cmp(&(self.a, self.b, self.size)))
    }
}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Join) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Join {
    fn eq(&self, other: &Join) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Join {}
