//! Which articles may be on one event: those that share weighty terms within a few days.

use super::group::{ALIKE, likeness_of_two};
use super::terms::{Terms, Weight};
use rayon::prelude::*;
use std::io;

/// Days between articles of one event at most.
const WINDOW: f64 = 7.0;
/// Of the articles that hold a term, so many of the latest are looked at.
const LATEST: usize = 300;
/// Pairs kept for each article with those before it.
const KEPT: usize = 40;
/// Likeness in leading terms below which a pair isn't worth keeping.
const FLOOR: f64 = 0.04;
/// Articles whose pairs are compared together.
const BATCH: usize = 1 << 11;

/// Two articles by rank, `a < b`, and how alike they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) alike: f64,
}

/// Pairs that are near in time and alike enough to be on one event. Ranks ascend with time; articles without
/// a date come last.
pub(super) fn pairs(terms: &Terms, days: &[Option<f64>]) -> io::Result<Vec<Pair>> {
    let mut latest = Latest {
        days,
        holders: vec![Vec::new(); terms.shared()],
        likeness: vec![0.0; days.len()],
        touched: Vec::new(),
    };
    let (mut out, mut batch) = (Vec::new(), Vec::new());
    for rank in 0..days.len() {
        batch.extend(latest.near(rank, terms.of(rank as u32)?).map(|other| (other, rank as u32)));
        if (rank + 1) % BATCH == 0 || rank + 1 == days.len() {
            out.extend(alike(terms, days, &batch)?);
            batch.clear();
        }
    }
    Ok(out)
}

/// Those of the pairs that are alike enough, in their order.
fn alike(terms: &Terms, days: &[Option<f64>], pairs: &[(u32, u32)]) -> io::Result<Vec<Pair>> {
    let compared = pairs.par_iter().map(|&(a, b)| {
        let of = |rank: u32| Ok::<_, io::Error>((terms.of(rank)?, days[rank as usize]));
        Ok(Pair { a, b, alike: likeness_of_two(&of(a)?, &of(b)?) })
    });
    let mut compared: Vec<Pair> = compared.collect::<io::Result<_>>()?;
    compared.retain(|pair| pair.alike >= ALIKE);
    Ok(compared)
}

/// The articles so far that hold each term.
struct Latest<'a> {
    days: &'a [Option<f64>],
    /// For each term the latest articles that it leads to, and its weight there.
    holders: Vec<Vec<(u32, f64)>>,
    /// For each article its likeness to the one that is looked at; zero of those that are not `touched`.
    likeness: Vec<f64>,
    touched: Vec<u32>,
}

impl Latest<'_> {
    /// The articles before `rank` that are alike in leading terms, the most alike first.
    fn near(&mut self, rank: usize, weights: Vec<Weight>) -> impl Iterator<Item = u32> + use<> {
        let Latest { days, holders, likeness, touched } = self;
        let mut leading = weights;
        leading.retain(|w| w.leading);
        leading.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term)));
        for Weight { term, weight, .. } in leading {
            let list = &mut holders[term as usize];
            for &(other, other_weight) in list.iter().rev().take(LATEST) {
                if !in_window(days[other as usize], days[rank]) {
                    // Ranks ascend by the first day of what may be a month, so that one out of the window may
                    // stand before one inside.
                    if days[other as usize] < days[rank].map(|day| day - WINDOW - 16.0) {
                        break;
                    }
                    continue;
                }
                let sum: &mut f64 = &mut likeness[other as usize];
                if *sum == 0.0 {
                    touched.push(other);
                }
                *sum += weight * other_weight;
            }
            if list.len() >= 2 * LATEST {
                list.drain(..LATEST);
            }
            list.push((rank as u32, weight));
        }
        let sums = touched.drain(..).map(|other| (std::mem::take(&mut likeness[other as usize]), other));
        let mut alike: Vec<(f64, u32)> = sums.filter(|&(sum, _)| sum >= FLOOR).collect();
        alike.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        alike.truncate(KEPT);
        alike.into_iter().map(|(_, other)| other)
    }
}

/// True if two articles, or the middles of two groups, may be on one event by their days.
pub(super) fn in_window(a: Option<f64>, b: Option<f64>) -> bool {
    a.zip(b).is_none_or(|(a, b)| (a - b).abs() <= WINDOW)
}
