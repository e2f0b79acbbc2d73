//! Which articles go back to one text.

use crate::order::by_time;
use crate::{Degree, Derivation, Pile};
use std::cmp::Reverse;

/// For each article the index of the article that its text goes back to: itself if it is an origin.
///
/// An article that is wholly or mostly a copy goes back to its best source: a directed one before an
/// undirected one, then the one that it takes most from, then the earliest (by publication, then id); and
/// from there on to that one's source. Of two whole copies with nothing to tell which came first, the later
/// by publication and id goes back to the other. An article that is partly derived is an origin of its own.
/// Articles are never put together merely because a third one resembles both. Where copying goes round in a
/// circle, the earliest of the circle is the origin.
pub fn origins<P: Pile + ?Sized>(pile: &P, derivations: &[Derivation]) -> Vec<usize> {
    let source = best_sources(pile, derivations);
    let mut root: Vec<Option<usize>> = vec![None; pile.len()];
    let mut on_path = vec![false; pile.len()];
    for start in 0..pile.len() {
        let mut path = Vec::new();
        let mut at = start;
        let found = loop {
            if let Some(known) = root[at] {
                break known;
            }
            if on_path[at] {
                // From the first visit of `at` on, the path is a circle.
                let circle = path.iter().copied().skip_while(|&i| i != at);
                break circle.min_by_key(|&i| by_time(pile.head(i))).unwrap_or(at);
            }
            on_path[at] = true;
            path.push(at);
            match source[at] {
                Some(next) => at = next,
                None => break at,
            }
        };
        for at in path {
            on_path[at] = false;
            root[at] = Some(found);
        }
    }
    root.into_iter().enumerate().map(|(i, found)| found.unwrap_or(i)).collect()
}

/// For each article the one that it mainly copies, if any.
fn best_sources<P: Pile + ?Sized>(pile: &P, derivations: &[Derivation]) -> Vec<Option<usize>> {
    let mut best: Vec<Option<(&Derivation, usize)>> = vec![None; pile.len()];
    for derivation in derivations {
        let (copy, source) = match (derivation.directed, derivation.degree) {
            (_, Degree::Partly) | (false, Degree::Mostly) => continue,
            (true, _) => (derivation.copy, derivation.source),
            (false, Degree::Whole) => {
                let (i, j) = (derivation.copy, derivation.source);
                let known = i.max(j) < pile.len();
                let earlier = known && by_time(pile.head(i)) < by_time(pile.head(j));
                if earlier { (j, i) } else { (i, j) }
            }
        };
        let Some(slot) = best.get_mut(copy).filter(|_| source < pile.len()) else { continue };
        let key = |d: &Derivation, source: usize| {
            (
                Reverse(d.directed),
                Reverse(d.degree),
                Reverse(per_cent(d.contained)),
                by_time(pile.head(source)),
            )
        };
        if slot.is_none_or(|(other, from)| key(derivation, source) < key(other, from)) {
            *slot = Some((derivation, source));
        }
    }
    best.into_iter().map(|slot| slot.map(|(_, source)| source)).collect()
}

/// Parts that differ by less than a hundredth are the same: a comma more is not a better source.
fn per_cent(part: f64) -> u32 {
    (part * 100.0).round() as u32
}
