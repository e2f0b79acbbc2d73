//! A second look at lone statements: one joins its likest group at lower odds than two groups need on their
//! own, if no other group is as like it. How low is settled by how many statements found company at first, and
//! how many did not: a few among many that did most likely belong somewhere too and were missed; where many did
//! not, a lone one most likely stands alone. A single round; what joined is not looked at again.

use super::groups::{Groups, Members};
use super::pairs::{Pair, Pairs};
use super::told::Judge;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Groups are compared by so many of their nodes.
const MOST_COMPARED: usize = 8;

/// The mean odds that a lone statement needs where half of the lone ones have company.
const LONE: f32 = -2.5;
/// For each statement that found company, so many that have it too were missed at first. On translated news,
/// where all have company, the first round misses 2 % (from German) and 5 % (from Czech); with 8 % none of what
/// the second look found there is lost.
const MISSED: f32 = 0.08;
/// At least and at most this part of the lone statements is taken to have company.
const COMPANY: (f32, f32) = (0.02, 0.95);
/// No pair of lower odds than this is looked at: those that are needed where most have company, rounded down.
pub(super) const LEAST: f32 = -5.5;

/// The mean odds that a lone statement needs: those of [`LONE`], turned by the odds that it has company after all
/// (Bayes' rule, with what the first round must have missed as the prior), and never above `most`.
fn needed(company: usize, all: usize, most: f32) -> f32 {
    let lone = all.saturating_sub(company).max(1);
    let share = (MISSED * company as f32 / lone as f32).clamp(COMPANY.0, COMPANY.1);
    (LONE - (share / (1. - share)).ln()).min(most)
}

/// Joins lone nodes to groups or to one another.
pub(super) fn second_look(groups: &mut Groups, pairs: &Pairs, judge: Judge) -> io::Result<()> {
    let needed = needed(groups.members().len(), groups.of.len(), judge.options.threshold);
    join_lone(groups, pairs, judge, &|_| Some(needed))?;
    Ok(())
}

/// Joins lone nodes to groups or to one another, where their odds are above what a pair needs; a pair for which there
/// is no such number joins nothing. Returns how many groups took somebody in.
pub(super) fn join_lone(
    groups: &mut Groups,
    pairs: &Pairs,
    judge: Judge,
    needed: &dyn Fn(&Pair) -> Option<f32>,
) -> io::Result<usize> {
    let members = groups.members();
    let scored = scored(groups, &members, pairs, needed, judge)?;
    let mut best: BTreeMap<u32, f32> = BTreeMap::new();
    for &(odds, g, h) in &scored {
        for group in [g, h] {
            let best = best.entry(group).or_insert(odds);
            *best = best.max(odds);
        }
    }
    let mut size: BTreeMap<u32, usize> = BTreeMap::new();
    members.each().iter().for_each(|group| {
        size.insert((group[0] >> 32) as u32, group.len());
    });
    let settled =
        |group: &u32, odds: f32| size.contains_key(group) || best.get(group).is_some_and(|b| odds >= *b);
    let mut joins: Vec<(f32, u32, u32)> =
        scored.into_iter().filter(|(odds, g, h)| settled(g, *odds) && settled(h, *odds)).collect();
    joins.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    // What came to a group in this round; who came somewhere.
    let mut came: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut moved = BTreeSet::new();
    for (_, g, h) in joins {
        let of = |group: u32| -> Vec<u32> {
            members.of(group).into_iter().chain(came.get(&group).into_iter().flatten().copied()).collect()
        };
        let (of_g, of_h) = (of(g), of(h));
        let (small, large, joining, joined) =
            if of_g.len() <= of_h.len() { (g, h, of_g, of_h) } else { (h, g, of_h, of_g) };
        if moved.contains(&small) || moved.contains(&large) || apart(&joining, &joined, groups, judge)? {
            continue;
        }
        came.remove(&small);
        came.entry(large).or_default().extend(joining);
        moved.insert(small);
    }
    let joined = came.len();
    for (group, came) in came {
        let mut all = members.of(group);
        all.extend(came);
        if let Some(&first) = all.iter().min() {
            all.iter().for_each(|&node| groups.of[node as usize] = first);
        }
    }
    Ok(joined)
}

/// Pairs of groups of which one is lone or both are, with their mean odds if these are above what is `needed`.
fn scored(
    groups: &Groups,
    members: &Members,
    pairs: &Pairs,
    needed: &dyn Fn(&Pair) -> Option<f32>,
    judge: Judge,
) -> io::Result<Vec<(f32, u32, u32)>> {
    let mut company = vec![false; groups.of.len()];
    members.each().iter().for_each(|group| company[(group[0] >> 32) as usize] = true);
    let mut scored = Vec::new();
    // A group above, a lone node below; and the odds that these need.
    let mut met: Vec<(u64, f32)> = Vec::new();
    pairs.each(|pair| {
        let Some(needed) = needed(&pair) else { return Ok(()) };
        let (g, h) = (groups.of[pair.a as usize], groups.of[pair.b as usize]);
        match (company[g as usize], company[h as usize]) {
            (false, false) if pair.odds > needed => scored.push((pair.odds, g.min(h), g.max(h))),
            (true, false) => met.push((u64::from(g) << 32 | u64::from(h), needed)),
            (false, true) => met.push((u64::from(h) << 32 | u64::from(g), needed)),
            _ => {}
        }
        Ok(())
    })?;
    met.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(x.1.total_cmp(&y.1)));
    met.dedup_by_key(|met| met.0);
    let of_groups: Vec<&[(u64, f32)]> = met.chunk_by(|x, y| x.0 >> 32 == y.0 >> 32).collect();
    let with_lone = |met: &&[(u64, f32)]| -> io::Result<Vec<(f32, u32, u32)>> {
        let group = (met[0].0 >> 32) as u32;
        let mut known = members.of(group);
        known.truncate(MOST_COMPARED);
        let (known, mut row) = (judge.fetch(&known)?, Vec::new());
        let mut found = Vec::new();
        for &(met, needed) in *met {
            let lone = judge.fetch_one(met as u32, &mut row)?;
            let sum: f32 = known.iter().map(|member| judge.odds(&lone, member)).sum();
            let mean = sum / known.len().max(1) as f32;
            if mean > needed {
                found.push((mean, group.min(lone.node), group.max(lone.node)));
            }
        }
        Ok(found)
    };
    let found: Vec<io::Result<Vec<(f32, u32, u32)>>> = of_groups.par_iter().map(with_lone).collect();
    for found in found {
        scored.extend(found?);
    }
    Ok(scored)
}

/// True if something keeps a node of one list from a node of the other.
fn apart(some: &[u32], others: &[u32], groups: &Groups, judge: Judge) -> io::Result<bool> {
    let nodes = &judge.statements.nodes;
    let never = |a: u32, b: u32| nodes.strangers(a, b, judge.options) || groups.torn(a, b, judge);
    if some.iter().any(|&a| others.iter().any(|&b| never(a, b))) {
        return Ok(true);
    }
    let (some, others) = (judge.fetch(some)?, judge.fetch(others)?);
    Ok(some.iter().any(|a| others.iter().any(|b| !judge.is_as_full(a, b) || judge.apart(a, b))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_stand_alone_the_more_alike_one_must_be_to_join() {
        // All but a few found company; half did; one in ten did.
        let needed = |company| needed(company, 1000, 0.);
        assert!(needed(980) < needed(500) && needed(500) < needed(100));
        assert!(needed(100) <= 0. && needed(1000) >= LEAST);
    }
}
