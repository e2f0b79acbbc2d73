//! A third look: articles that agree. Two articles that tell several of the same utterances most likely report one
//! occasion, and what else a speaker says in both is most likely one thing too, in whatever words. A lone statement
//! there joins one of the same speaker at lower odds, the lower the more of the two articles agrees.

use super::groups::Groups;
use super::pairs::{Pair, Pairs};
use super::second::{LEAST, join_lone};
use super::told::Judge;
use crate::spill::Parts;
use std::io;

/// What more articles than this tell says nothing of two of them; and it is well told already.
const MOST_ARTICLES: usize = 24;
/// Two articles agree if they tell so many of the same utterances,
const LEAST_SHARED: usize = 3;
/// and if these are such a part of the statements of the one that has fewer.
const LEAST_SHARE: f32 = 0.1;
/// The odds that a lone statement needs if half of what its article tells is in the other. Judged on statements of
/// one speaker in agreeing articles of an invented pile and of campaign news: with shares above [`LEAST_SHARE`] few
/// above it told different things.
const HALF: f32 = -5.;
/// Statements of less weight say too little to be known again in other words.
const DISTINCT: f32 = 20.;
/// A join may bring articles together, whose agreement leads to others: so many times at most.
const ROUNDS: usize = 3;

/// Joins lone nodes to what agreeing articles tell.
pub(super) fn agree(groups: &mut Groups, pairs: &Pairs, judge: Judge) -> io::Result<()> {
    let nodes = &judge.statements.nodes;
    for _ in 0..ROUNDS {
        let agreement = Agreement::of(groups, judge)?;
        if agreement.pairs.is_empty() {
            break;
        }
        let needed = |pair: &Pair| {
            let one = nodes.speaker(pair.a).is_some() && nodes.speaker(pair.a) == nodes.speaker(pair.b);
            let enough = nodes.weight(pair.a).min(nodes.weight(pair.b)) >= DISTINCT;
            let share = (one && enough).then(|| agreement.share(pair.a, pair.b, judge)).flatten()?;
            Some((HALF - (share / (1. - share)).ln()).max(LEAST))
        };
        if join_lone(groups, pairs, judge, &needed)? == 0 {
            break;
        }
    }
    Ok(())
}

/// Which articles tell the same things.
struct Agreement {
    /// Two articles that agree, the smaller index above, ascending, and how much.
    pairs: Vec<(u64, f32)>,
}

impl Agreement {
    fn of(groups: &Groups, judge: Judge) -> io::Result<Agreement> {
        let nodes = &judge.statements.nodes;
        // How many statements each article has.
        let mut counts: Vec<u32> = Vec::new();
        for &(article, _) in (0..groups.of.len() as u32).flat_map(|node| nodes.places(node)) {
            counts.resize(counts.len().max(article as usize + 1), 0);
            counts[article as usize] += 1;
        }
        // Articles with one statement each agree in nothing.
        let mut shared = Parts::new((counts.len() >> BLOCK_BITS) + 1, judge.options.most_held);
        let (members, mut articles) = (groups.members(), Vec::new());
        for group in (0..groups.of.len() as u32).filter(|&node| groups.of[node as usize] == node) {
            articles.clear();
            for node in members.of(group) {
                articles.extend(nodes.places(node).iter().map(|(article, _)| *article));
            }
            articles.retain(|&article| counts[article as usize] as usize >= LEAST_SHARED);
            articles.sort_unstable();
            articles.dedup();
            if articles.len() > MOST_ARTICLES {
                continue;
            }
            for (at, &x) in articles.iter().enumerate() {
                for &y in &articles[at + 1..] {
                    shared.add((x >> BLOCK_BITS) as usize, &[key(x, y)])?;
                }
            }
        }
        let mut pairs = Vec::new();
        for block in 0..shared.len() {
            let mut keys = shared.read(block)?;
            keys.sort_unstable();
            for of_pair in keys.chunk_by(|x, y| x == y).filter(|of_pair| of_pair.len() >= LEAST_SHARED) {
                let count = |article: u64| counts.get(article as usize).copied().unwrap_or_default();
                let fewer = count(of_pair[0] >> 32).min(count(of_pair[0] & u64::from(u32::MAX)));
                let share = of_pair.len() as f32 / fewer.max(1) as f32;
                if share >= LEAST_SHARE {
                    pairs.push((of_pair[0], share.min(MOST_SHARE)));
                }
            }
        }
        Ok(Agreement { pairs })
    }

    /// How much the articles agree in which two nodes stand; of several the most.
    fn share(&self, a: u32, b: u32, judge: Judge) -> Option<f32> {
        let places = |node: u32| judge.statements.nodes.places(node).iter().take(MOST_ARTICLES);
        let of_pair = |x: u32, y: u32| {
            let at = self.pairs.binary_search_by_key(&key(x.min(y), x.max(y)), |pair| pair.0);
            at.ok().map(|at| self.pairs[at].1)
        };
        places(a).flat_map(|(x, _)| places(b).filter_map(|(y, _)| of_pair(*x, *y))).reduce(f32::max)
    }
}

/// Articles whose pairs are counted together: two to the power of this.
const BLOCK_BITS: u32 = 12;
/// No two articles are taken to agree in more than this part.
const MOST_SHARE: f32 = 0.95;

fn key(x: u32, y: u32) -> u64 {
    u64::from(x) << 32 | u64::from(y)
}
