//! Groups of nodes that tell the same thing. Two nodes can come into one group only by a chain of pairs that
//! are likelier than not, so that the nodes such chains connect are looked at by themselves, however many
//! others there are.

use super::cluster::{self, Edge};
use super::pairs::{Pair, Pairs};
use super::told::Judge;
use crate::spill::Parts;
use rayon::prelude::*;
use std::io;

/// Where two known speakers' statements are alike to one of an unknown speaker, their odds must differ by so
/// much for one to win.
const UNDECIDED: f32 = 1.;
/// Nodes whose connected nodes are looked at at a time: two to the power of this.
const BLOCK_BITS: u32 = 16;

/// Which nodes tell the same thing.
pub(super) struct Groups {
    /// For each node a node that stands for its group, itself in that group.
    pub of: Vec<u32>,
    /// For each node whether it is of an unknown speaker and two known ones come equally into question; empty if
    /// no speaker is known.
    open: Vec<bool>,
}

/// The nodes of all groups of two or more.
pub(super) struct Members {
    /// The group above, a node below, ascending.
    list: Vec<u64>,
}

impl Groups {
    /// True if one of two nodes may be of several known speakers, of whom the other's is one.
    pub fn torn(&self, a: u32, b: u32, judge: Judge) -> bool {
        let open = |node: u32| self.open.get(node as usize).is_some_and(|open| *open);
        let known = |node: u32| judge.statements.nodes.speaker(node).is_some();
        (open(a) && known(b)) || (open(b) && known(a))
    }

    /// The nodes of each group.
    pub fn members(&self) -> Members {
        let mut company = vec![false; self.of.len()];
        self.of
            .iter()
            .zip(0..)
            .filter(|(of, node)| *of != node)
            .for_each(|(&of, _)| company[of as usize] = true);
        let mut list: Vec<u64> = (self.of.iter().zip(0u64..))
            .filter(|(of, _)| company[**of as usize])
            .map(|(&of, node)| u64::from(of) << 32 | node)
            .collect();
        list.sort_unstable();
        Members { list }
    }

    /// The groups among connected nodes, given by their pairs.
    fn of_connected(&self, pairs: &[[u64; 2]], judge: Judge) -> io::Result<Vec<Vec<u32>>> {
        let ends = |pair: &[u64; 2]| [(pair[0] >> 32) as u32, pair[0] as u32];
        let mut nodes: Vec<u32> = pairs.iter().flat_map(ends).collect();
        nodes.sort_unstable();
        nodes.dedup();
        if let [_] = pairs {
            return Ok(vec![nodes]);
        }
        let told = judge.fetch(&nodes)?;
        let place = |node: u32| nodes.partition_point(|&other| other < node) as u32;
        let edge = |pair: &[u64; 2]| {
            let [a, b] = ends(pair).map(place);
            Edge { a, b, odds: f32::from_bits(pair[1] as u32) }
        };
        let edges: Vec<Edge> = pairs.iter().map(edge).collect();
        let apart = |a: u32, b: u32| {
            let (x, y) = (&told[a as usize], &told[b as usize]);
            self.torn(x.node, y.node, judge) || judge.apart(x, y)
        };
        let groups = cluster::groups(nodes.len(), &edges, judge.options.threshold, &apart);
        Ok(groups.into_iter().map(|group| group.into_iter().map(|at| nodes[at as usize]).collect()).collect())
    }
}

impl Members {
    /// The nodes of a group, ascending.
    pub fn of(&self, group: u32) -> Vec<u32> {
        let from = self.list.partition_point(|entry| entry >> 32 < u64::from(group));
        let own = self.list[from..].iter().take_while(|entry| *entry >> 32 == u64::from(group));
        let own: Vec<u32> = own.map(|entry| *entry as u32).collect();
        if own.is_empty() { vec![group] } else { own }
    }

    /// The groups of two or more.
    pub fn each(&self) -> Vec<&[u64]> {
        self.list.chunk_by(|x, y| x >> 32 == y >> 32).collect()
    }

    /// How many nodes these groups have together.
    pub fn len(&self) -> usize {
        self.list.len()
    }
}

/// The groups by average link of the pairs that fit. Each is named by its first node.
pub(super) fn groups(pairs: &Pairs, judge: Judge) -> io::Result<Groups> {
    let nodes = &judge.statements.nodes;
    let mut groups = Groups { of: Vec::new(), open: open(pairs, judge)? };
    let counts = |pair: &Pair| pair.fits && !groups.torn(pair.a, pair.b, judge);
    let mut of: Vec<u32> = (0..nodes.len() as u32).collect();
    pairs.each(|pair| {
        if counts(&pair) && pair.odds > judge.options.threshold {
            let (a, b) = (root(&mut of, pair.a), root(&mut of, pair.b));
            of[a.max(b) as usize] = a.min(b);
        }
        Ok(())
    })?;
    let mut connected = Parts::new((nodes.len() >> BLOCK_BITS) + 1, judge.options.most_held);
    pairs.each(|pair| {
        let (a, b) = (root(&mut of, pair.a), root(&mut of, pair.b));
        if a == b && counts(&pair) {
            let nodes = u64::from(pair.a) << 32 | u64::from(pair.b);
            connected.add(
                (a >> BLOCK_BITS) as usize,
                &[nodes, u64::from(a) << 32 | u64::from(pair.odds.to_bits())],
            )?;
        }
        Ok(())
    })?;
    of.iter_mut().zip(0..).for_each(|(of, node)| *of = node);
    for block in 0..connected.len() {
        let numbers = connected.read(block)?;
        let mut edges = numbers.as_chunks::<2>().0.to_vec();
        drop(numbers);
        edges.sort_unstable_by_key(|&[nodes, root]| (root >> 32, nodes));
        let parts: Vec<&[[u64; 2]]> = edges.chunk_by(|x, y| x[1] >> 32 == y[1] >> 32).collect();
        let grouped: Vec<io::Result<Vec<Vec<u32>>>> =
            parts.par_iter().map(|edges| groups.of_connected(edges, judge)).collect();
        for groups in grouped {
            for group in groups? {
                let Some(&first) = group.first() else { continue };
                group.iter().for_each(|&node| of[node as usize] = first);
            }
        }
    }
    groups.of = of;
    Ok(groups)
}

/// The node that stands for those connected with this one; the way to it is made shorter (path halving).
fn root(of: &mut [u32], mut node: u32) -> u32 {
    while of[node as usize] != node {
        of[node as usize] = of[of[node as usize] as usize];
        node = of[node as usize];
    }
    node
}

/// For each node whether it is of an unknown speaker and two known ones come equally into question; empty if
/// no speaker is known.
fn open(pairs: &Pairs, judge: Judge) -> io::Result<Vec<bool>> {
    let nodes = &judge.statements.nodes;
    if judge.statements.speakers.is_empty() {
        return Ok(Vec::new());
    }
    // For each node the best odds with a known speaker, who that is, and the best odds with anybody else.
    let mut best = vec![(f32::NEG_INFINITY, 0, f32::NEG_INFINITY); nodes.len()];
    pairs.each(|pair| {
        for (unknown, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let (true, None, Some(who)) = (pair.fits, nodes.speaker(unknown), nodes.speaker(other)) else {
                continue;
            };
            let of = &mut best[unknown as usize];
            if who == of.1 {
                of.0 = of.0.max(pair.odds);
            } else if pair.odds > of.0 {
                *of = (pair.odds, who, of.0);
            } else {
                of.2 = of.2.max(pair.odds);
            }
        }
        Ok(())
    })?;
    Ok(best.into_iter().map(|of| of.1 > 0 && of.0 - of.2 <= UNDECIDED).collect())
}
