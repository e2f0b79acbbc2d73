//! Which words of two lists belong together: a word-level edit alignment (Needleman and Wunsch 1970) that
//! scores likeness. Long lists are first cut at words that both have exactly once (the anchors of patience
//! diff), so that time and memory stay near-linear.

use super::token::Token;
use std::collections::HashMap;

/// Pairs of lists up to this many cells are aligned exactly.
const CELLS: usize = 1 << 20;
/// Between anchors of longer lists, stretches up to this many cells are.
const CELLS_BETWEEN: usize = 1 << 16;

/// Pairs of positions that belong together, ascending in both lists.
pub(crate) fn pair_up(a: &[Token], b: &[Token]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    if a.len().saturating_mul(b.len()) <= CELLS {
        exact(a, b, 0, 0, &mut out);
        return out;
    }
    let (mut from_a, mut from_b) = (0, 0);
    for (i, j) in anchors(a, b).into_iter().chain([(a.len(), b.len())]) {
        stretch(a, b, (from_a, i), (from_b, j), &mut out);
        if i < a.len() {
            out.push((i, j));
        }
        (from_a, from_b) = (i + 1, j + 1);
    }
    out
}

/// What lies between two anchors: equal ends, then the middle exactly if it is small enough.
fn stretch(
    a: &[Token],
    b: &[Token],
    (mut a0, mut a1): (usize, usize),
    (mut b0, mut b1): (usize, usize),
    out: &mut Vec<(usize, usize)>,
) {
    while a0 < a1 && b0 < b1 && a[a0].folded == b[b0].folded {
        out.push((a0, b0));
        (a0, b0) = (a0 + 1, b0 + 1);
    }
    let mut tail = Vec::new();
    while a0 < a1 && b0 < b1 && a[a1 - 1].folded == b[b1 - 1].folded {
        (a1, b1) = (a1 - 1, b1 - 1);
        tail.push((a1, b1));
    }
    if (a1 - a0).saturating_mul(b1 - b0) <= CELLS_BETWEEN {
        exact(&a[a0..a1], &b[b0..b1], a0, b0, out);
    }
    out.extend(tail.into_iter().rev());
}

/// Words that stand exactly once in each list, in the longest order that both keep.
fn anchors(a: &[Token], b: &[Token]) -> Vec<(usize, usize)> {
    let once = |list: &[Token]| {
        let mut at: HashMap<String, Option<usize>> = HashMap::new();
        for (i, token) in list.iter().enumerate() {
            at.entry(token.folded.clone()).and_modify(|p| *p = None).or_insert(Some(i));
        }
        at
    };
    let (in_a, in_b) = (once(a), once(b));
    let mut common: Vec<(usize, usize)> =
        in_a.iter().filter_map(|(word, i)| Some(((*i)?, in_b.get(word).copied()??))).collect();
    common.sort_unstable();
    longest_rising(&common)
}

/// The longest subsequence whose second positions rise.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; pairs.len()];
    for (i, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&e| pairs[e].1 < pair.1);
        if let Some(l) = length.checked_sub(1) {
            before[i] = ends[l];
        }
        if length == ends.len() {
            ends.push(i);
        } else {
            ends[length] = i;
        }
    }
    let mut out = Vec::new();
    let mut at = ends.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        out.push(pairs[at]);
        at = before[at];
    }
    out.reverse();
    out
}

/// The alignment of greatest likeness, over all `a.len() * b.len()` cells.
fn exact(a: &[Token], b: &[Token], a0: usize, b0: usize, out: &mut Vec<(usize, usize)>) {
    if a.is_empty() || b.is_empty() {
        return;
    }
    #[derive(Clone, Copy, PartialEq)]
    enum Step {
        Pair,
        SkipA,
        SkipB,
    }
    let width = b.len() + 1;
    let mut steps = vec![Step::SkipB; (a.len() + 1) * width];
    let (mut above, mut row) = (vec![0f32; width], vec![0f32; width]);
    for (i, x) in a.iter().enumerate() {
        steps[(i + 1) * width] = Step::SkipA;
        for (j, y) in b.iter().enumerate() {
            let (mut best, mut step) = (above[j + 1], Step::SkipA);
            if row[j] > best {
                (best, step) = (row[j], Step::SkipB);
            }
            let likeness = x.likeness(y);
            if likeness > 0. {
                // A function word decides nothing unless all else is equal.
                let gain = above[j] + if x.function { 0.3 * likeness } else { likeness };
                if gain >= best {
                    (best, step) = (gain, Step::Pair);
                }
            }
            row[j + 1] = best;
            steps[(i + 1) * width + j + 1] = step;
        }
        std::mem::swap(&mut above, &mut row);
    }
    let (mut i, mut j) = (a.len(), b.len());
    let mut found = Vec::new();
    while i > 0 && j > 0 {
        match steps[i * width + j] {
            Step::Pair => {
                (i, j) = (i - 1, j - 1);
                found.push((a0 + i, b0 + j));
            }
            Step::SkipA => i -= 1,
            Step::SkipB => j -= 1,
        }
    }
    out.extend(found.into_iter().rev());
}
