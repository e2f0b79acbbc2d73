//! A second look at lone statements: one joins its likest group at lower odds than two groups need on their
//! own, if no other group is as like it. How low is settled by how many statements found company at first:
//! where nearly all did, a lone one most likely belongs somewhere too; where few did, it most likely stands
//! alone. A single round; what joined is not looked at again.

use std::collections::BTreeMap;

/// Groups are compared by so many of their nodes.
const MOST_COMPARED: usize = 8;

/// The mean odds that a lone statement needs where half of the statements found company at first.
const LONE: f32 = -2.5;

/// The mean odds that a lone statement needs: those of [`LONE`], turned by the odds that a statement has
/// company at all (Bayes' rule with the first round as the prior), and never above `most`.
fn needed(groups: &[Vec<u32>], most: f32) -> f32 {
    let all: usize = groups.iter().map(Vec::len).sum();
    let lone = groups.iter().filter(|g| g.len() == 1).count();
    let share = (1. - lone as f32 / all.max(1) as f32).clamp(0.02, 0.95);
    (LONE - (share / (1. - share)).ln()).min(most)
}

/// Joins lone nodes to groups or to one another. `pairs` are the pairs of nodes that are worth comparing,
/// `most` the odds at which groups join anyway.
pub(crate) fn second_look(
    mut groups: Vec<Vec<u32>>,
    pairs: &[(u32, u32)],
    most: f32,
    odds: &dyn Fn(u32, u32) -> f32,
    apart: &dyn Fn(u32, u32) -> bool,
) -> Vec<Vec<u32>> {
    let mut group_of = BTreeMap::new();
    for (g, members) in groups.iter().enumerate() {
        members.iter().for_each(|&m| {
            group_of.insert(m, g);
        });
    }
    let mut met: Vec<(usize, usize)> = (pairs.iter())
        .filter_map(|(a, b)| Some((*group_of.get(a)?, *group_of.get(b)?)))
        .filter(|(g, h)| g != h)
        .map(|(g, h)| (g.min(h), g.max(h)))
        .collect();
    met.sort_unstable();
    met.dedup();
    let mean = |g: usize, h: usize| {
        let (x, y) = (groups[g].iter().take(MOST_COMPARED), groups[h].iter().take(MOST_COMPARED));
        let all: Vec<f32> = x.flat_map(|&a| y.clone().map(move |&b| odds(a, b))).collect();
        all.iter().sum::<f32>() / all.len().max(1) as f32
    };
    let scored: Vec<(f32, usize, usize)> = met.into_iter().map(|(g, h)| (mean(g, h), g, h)).collect();
    let mut best = vec![f32::NEG_INFINITY; groups.len()];
    for &(s, g, h) in &scored {
        best[g] = best[g].max(s);
        best[h] = best[h].max(s);
    }
    let needed = needed(&groups, most);
    let settled = |g: usize, s: f32| groups[g].len() > 1 || s >= best[g];
    let mut joins: Vec<(f32, usize, usize)> = scored
        .into_iter()
        .filter(|&(s, g, h)| {
            let lone = groups[g].len() == 1 || groups[h].len() == 1;
            lone && s > needed && settled(g, s) && settled(h, s)
        })
        .collect();
    joins.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut moved = vec![false; groups.len()];
    for (_, g, h) in joins {
        let (small, large) = if groups[g].len() <= groups[h].len() { (g, h) } else { (h, g) };
        if moved[small] || moved[large] || groups[small].is_empty() || groups[large].is_empty() {
            continue;
        }
        if groups[small].iter().all(|&x| groups[large].iter().all(|&y| !apart(x, y))) {
            let joining = std::mem::take(&mut groups[small]);
            groups[large].extend(joining);
            groups[large].sort_unstable();
            moved[small] = true;
        }
    }
    groups.retain(|g| !g.is_empty());
    groups.sort_unstable();
    groups
}
