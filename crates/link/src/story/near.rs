//! Which articles may be on one event: those that share weighty terms within a few days.

use super::terms::Weight;

/// Days between articles of one event at most.
const WINDOW: f64 = 7.0;
/// Of an article's terms, so many of the weightiest lead to others.
const LEADING: usize = 60;
/// Of the articles that hold a term, so many of the latest are looked at.
const LATEST: usize = 300;
/// Pairs kept for each article with those before it.
const KEPT: usize = 40;
/// Likeness in leading terms below which a pair isn't worth keeping.
const FLOOR: f64 = 0.04;

/// Pairs of ranks that are near in time and alike, the smaller rank first. Ranks ascend with time; articles
/// without a date come last. `count` is the number of terms.
pub(super) fn pairs(terms: &[Vec<Weight>], days: &[Option<f64>], count: usize) -> Vec<(usize, usize)> {
    let mut holders: Vec<Vec<(u32, f64)>> = vec![Vec::new(); count];
    let mut likeness = vec![0.0; terms.len()];
    let mut out = Vec::new();
    for (rank, weights) in terms.iter().enumerate() {
        let mut leading = weights.clone();
        leading.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term)));
        leading.truncate(LEADING);
        let mut touched = Vec::new();
        for Weight { term, weight } in leading {
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
            list.push((rank as u32, weight));
        }
        let mut alike: Vec<(f64, u32)> =
            touched.iter().map(|&other| (std::mem::take(&mut likeness[other as usize]), other)).collect();
        alike.retain(|&(sum, _)| sum >= FLOOR);
        alike.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        out.extend(alike.iter().take(KEPT).map(|&(_, other)| (other as usize, rank)));
    }
    out
}

/// True if two articles, or the middles of two groups, may be on one event by their days.
pub(super) fn in_window(a: Option<f64>, b: Option<f64>) -> bool {
    a.zip(b).is_none_or(|(a, b)| (a - b).abs() <= WINDOW)
}
