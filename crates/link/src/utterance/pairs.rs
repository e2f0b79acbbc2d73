//! Candidates compared: how likely each pair tells the same thing.

use super::candidates::candidates;
use super::cluster::UNKNOWN_PAIR;
use super::second::LEAST;
use super::told::{Judge, Told};
use crate::spill::Parts;
use rayon::prelude::*;
use std::io;

/// Pairs that one task compares.
const CHUNK: usize = 4096;

/// Two nodes that were compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    /// The smaller node.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Logarithm of the odds that they tell the same thing.
    pub odds: f32,
    /// True if nothing keeps them apart and neither is a piece of the other.
    pub fits: bool,
}

/// The pairs that are likely enough to matter, by blocks of the smaller node.
pub(super) struct Pairs(Parts);

impl Pairs {
    pub fn new(judge: Judge) -> io::Result<Pairs> {
        let candidates = candidates(judge)?;
        let mut pairs = Parts::new(candidates.len(), judge.options.most_held);
        let least = UNKNOWN_PAIR.min(LEAST);
        each_block(&candidates, |block, candidates| {
            let chunks: Vec<io::Result<Vec<u64>>> = (candidates.par_chunks(CHUNK))
                .map(|chunk| {
                    let mut out = Vec::new();
                    each_told(judge, chunk, |a, b| {
                        let odds = judge.odds(a, b);
                        if odds > least {
                            let fits = odds > UNKNOWN_PAIR && judge.is_as_full(a, b) && !judge.apart(a, b);
                            out.push(u64::from(a.node) << 32 | u64::from(b.node));
                            out.push(u64::from(odds.to_bits()) << 1 | u64::from(fits));
                        }
                    })?;
                    Ok(out)
                })
                .collect();
            chunks.into_iter().try_for_each(|chunk| pairs.add(block, &chunk?))
        })?;
        Ok(Pairs(pairs))
    }

    /// Calls `each` with every pair, by `a`, then `b`.
    pub fn each(&self, mut each: impl FnMut(Pair) -> io::Result<()>) -> io::Result<()> {
        for block in 0..self.0.len() {
            let numbers = self.0.read(block)?;
            let (pairs, _) = numbers.as_chunks();
            for &[nodes, odds] in pairs {
                each(Pair {
                    a: (nodes >> 32) as u32,
                    b: nodes as u32,
                    odds: f32::from_bits((odds >> 1) as u32),
                    fits: odds & 1 == 1,
                })?;
            }
        }
        Ok(())
    }
}

/// Calls `each` with every block and its pairs, ascending, each once.
fn each_block(candidates: &Parts, mut each: impl FnMut(usize, &[u64]) -> io::Result<()>) -> io::Result<()> {
    for block in 0..candidates.len() {
        let mut pairs = candidates.read(block)?;
        pairs.sort_unstable();
        pairs.dedup();
        each(block, &pairs)?;
    }
    Ok(())
}

/// Calls `each` with both nodes of every pair.
fn each_told(judge: Judge, pairs: &[u64], mut each: impl FnMut(&Told, &Told)) -> io::Result<()> {
    let (mut a, mut b, mut row) = (Told::default(), Told::default(), Vec::new());
    let mut load = |told: &mut Told, node: u32| {
        told.node = node;
        judge.statements.load(node, &mut row, &mut told.profile)
    };
    for of_a in pairs.chunk_by(|x, y| x >> 32 == y >> 32) {
        load(&mut a, (of_a[0] >> 32) as u32)?;
        for &pair in of_a {
            load(&mut b, pair as u32)?;
            each(&a, &b);
        }
    }
    Ok(())
}

/// Calls `each` with both nodes of every candidate, on this thread.
pub(super) fn each_candidate(judge: Judge, mut each: impl FnMut(&Told, &Told)) -> io::Result<()> {
    each_block(&candidates(judge)?, |_, pairs| each_told(judge, pairs, &mut each))
}
