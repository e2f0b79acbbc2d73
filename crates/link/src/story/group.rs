//! Average linkage over the pairs that may be on one event.

use super::near::{Pair, in_window};
use super::terms::{Terms, Weight};
use rayon::prelude::*;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashSet};
use std::io;

/// Groups less alike than this are on different events. Tuned, with the weights of terms, on labelled triples
/// of articles among hundreds of others of the same months; from 0.19 to 0.22 nothing changes there.
pub(super) const ALIKE: f64 = 0.21;
/// In so many days likeness falls to a third.
const FADE: f64 = 10.0;
/// Days assumed between articles of which one has no date.
const UNKNOWN: f64 = 3.0;

/// The cosine of two articles' weights, less the more days lie between them.
pub(super) fn likeness_of_two(a: &(Vec<Weight>, Option<f64>), b: &(Vec<Weight>, Option<f64>)) -> f64 {
    if in_window(a.1, b.1) { products(0.0, &a.0, &b.0) * fade(a.1, b.1) } else { 0.0 }
}

/// What of a likeness the days between leave.
fn fade(a: Option<f64>, b: Option<f64>) -> f64 {
    let apart = a.zip(b).map_or(UNKNOWN, |(a, b)| (a - b).abs());
    (-apart / FADE).exp()
}

/// `sum` and the products of the terms that two lists share, added up in the order of the terms.
fn products(mut sum: f64, a: &[Weight], b: &[Weight]) -> f64 {
    let mut at = 0;
    for weight in a {
        while b.get(at).is_some_and(|other| other.term < weight.term) {
            at += 1;
        }
        match b.get(at) {
            Some(other) if other.term == weight.term => sum += weight.weight * other.weight,
            Some(_) => {}
            None => break,
        }
    }
    sum
}

/// Joins the most alike groups until none are alike enough; yields the ranks of each group's articles,
/// ascending, ordered by the first.
///
/// The average over a joined group is never more than the larger of its parts' averages. So a likeness that
/// was measured before a join is an upper bound after it, and need not be measured anew until it is the
/// largest that is left. And what no chain of `pairs` links, never meets: each piece is worked out by itself.
pub(super) fn groups(terms: &Terms, days: &[Option<f64>], pairs: Vec<Pair>) -> io::Result<Vec<Vec<u32>>> {
    let (pieces, alone) = pieces(days.len(), pairs);
    let joined = pieces.into_par_iter().map(|(ranks, pairs)| Piece::new(terms, days, ranks).groups(&pairs));
    let mut all: Vec<Vec<u32>> = alone.into_iter().map(|rank| vec![rank]).collect();
    for groups in joined.collect::<io::Result<Vec<_>>>()? {
        all.extend(groups);
    }
    all.par_sort_unstable();
    Ok(all)
}

/// Ranks that pairs link, ascending, with the pairs.
type Linked = (Vec<u32>, Vec<Pair>);

/// The ranks that pairs link, ascending, with the pairs, for each piece that hangs together; and those that
/// nothing is linked to.
fn pieces(count: usize, mut pairs: Vec<Pair>) -> (Vec<Linked>, Vec<u32>) {
    let mut parent: Vec<u32> = (0..count as u32).collect();
    for pair in &pairs {
        let (a, b) = (root(&mut parent, pair.a), root(&mut parent, pair.b));
        // The first of a piece stands for it.
        parent[a.max(b) as usize] = a.min(b);
    }
    pairs.par_sort_by_key(|pair| (pair.a, pair.b));
    let mut linked: Vec<(u32, Pair)> =
        pairs.into_iter().map(|pair| (root(&mut parent, pair.a), pair)).collect();
    linked.sort_by_key(|(piece, _)| *piece);
    let piece = |of_piece: &[(u32, Pair)]| {
        let pairs: Vec<Pair> = of_piece.iter().map(|(_, pair)| *pair).collect();
        let mut ranks: Vec<u32> = pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
        ranks.sort_unstable();
        ranks.dedup();
        (ranks, pairs)
    };
    let pieces: Vec<_> = linked.chunk_by(|x, y| x.0 == y.0).map(piece).collect();
    let mut alone = vec![true; count];
    pieces.iter().flat_map(|(ranks, _)| ranks).for_each(|&rank| alone[rank as usize] = false);
    let alone = (0..count as u32).filter(|&rank| alone[rank as usize]).collect();
    (pieces, alone)
}

/// The article that stands for another's piece; shortens the way there.
fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        parent[at as usize] = parent[parent[at as usize] as usize];
        at = parent[at as usize];
    }
    at
}

/// Articles put together so far.
#[derive(Default)]
struct Group {
    members: Vec<u32>,
    /// For each term the sum of the members' weights, by term: its product with another group's, divided by the
    /// numbers of members, is the average cosine of their pairs. Empty of one member, whose weights it would be.
    sum: Vec<Weight>,
    /// The sum of the known days, and how many they are.
    days: (f64, usize),
}

impl Group {
    /// The middle of its days.
    fn day(&self) -> Option<f64> {
        (self.days.1 > 0).then(|| self.days.0 / self.days.1 as f64)
    }
}

/// A pair of articles whose groups may be joined, the most alike first; of equals the earliest articles.
#[derive(PartialEq)]
struct Join {
    alike: f64,
    a: usize,
    b: usize,
    /// How large the two groups were when their likeness was measured: groups only grow, so that another
    /// size means that it must be measured again.
    sizes: (usize, usize),
}

impl Eq for Join {}

impl Ord for Join {
    fn cmp(&self, other: &Join) -> Ordering {
        self.alike.total_cmp(&other.alike).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Join) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Articles that hang together. They are numbered within the piece by rank.
struct Piece<'a> {
    terms: &'a Terms,
    ranks: Vec<u32>,
    /// For each article one that stands for its group, or one nearer to that.
    parent: Vec<usize>,
    /// At the number of the article that stands for each.
    groups: Vec<Group>,
}

impl<'a> Piece<'a> {
    fn new(terms: &'a Terms, days: &[Option<f64>], ranks: Vec<u32>) -> Piece<'a> {
        let single = |&rank: &u32| {
            let day = days[rank as usize];
            let days = (day.unwrap_or_default(), usize::from(day.is_some()));
            Group { members: vec![rank], sum: Vec::new(), days }
        };
        let groups = ranks.iter().map(single).collect();
        Piece { terms, parent: (0..ranks.len()).collect(), groups, ranks }
    }

    fn groups(mut self, pairs: &[Pair]) -> io::Result<Vec<Vec<u32>>> {
        let number = |rank: u32| self.ranks.binary_search(&rank).unwrap_or_default();
        let join =
            |pair: &Pair| Join { alike: pair.alike, a: number(pair.a), b: number(pair.b), sizes: (1, 1) };
        let mut heap: BinaryHeap<Join> = pairs.iter().map(join).collect();
        let mut measured = HashSet::new();
        while let Some(Join { a, b, sizes, .. }) = heap.pop() {
            let (x, y) = (self.root(a), self.root(b));
            let now = self.sizes(x, y);
            if x == y {
                continue;
            }
            if sizes == now {
                self.join(x, y)?;
            } else if measured.insert((x, y, now)) {
                let alike = self.likeness(x, y)?;
                if alike >= ALIKE {
                    heap.push(Join { alike, a, b, sizes: now });
                }
            }
        }
        let mut all: Vec<Vec<u32>> = self.groups.into_iter().map(|group| group.members).collect();
        all.retain(|members| !members.is_empty());
        all.iter_mut().for_each(|members| members.sort_unstable());
        Ok(all)
    }

    fn root(&self, mut article: usize) -> usize {
        while self.parent[article] != article {
            article = self.parent[article];
        }
        article
    }

    fn sizes(&self, x: usize, y: usize) -> (usize, usize) {
        (self.groups[x].members.len(), self.groups[y].members.len())
    }

    /// The sum of the group's weights.
    fn sum<'g>(&self, group: &'g Group) -> io::Result<Cow<'g, [Weight]>> {
        match group.members.as_slice() {
            [one] => Ok(Cow::Owned(self.terms.of(*one)?)),
            _ => Ok(Cow::Borrowed(&group.sum)),
        }
    }

    /// The average cosine of the pairs of two groups, less the more days lie between them.
    fn likeness(&self, x: usize, y: usize) -> io::Result<f64> {
        let (a, b) = (&self.groups[x], &self.groups[y]);
        let (day_a, day_b) = (a.day(), b.day());
        if !in_window(day_a, day_b) {
            return Ok(0.0);
        }
        let (small, large) = if a.members.len() <= b.members.len() { (a, b) } else { (b, a) };
        let sum = self.sum(large)?;
        let mut product = 0.0;
        for &member in &small.members {
            product = products(product, &self.terms.of(member)?, &sum);
        }
        Ok(product / (a.members.len() * b.members.len()) as f64 * fade(day_a, day_b))
    }

    /// Puts the smaller group into the larger.
    fn join(&mut self, x: usize, y: usize) -> io::Result<()> {
        let (from, into) = match self.groups[x].members.len() <= self.groups[y].members.len() {
            true => (x, y),
            false => (y, x),
        };
        let small = std::mem::take(&mut self.groups[from]);
        let large = &mut self.groups[into];
        if let [one] = large.members.as_slice() {
            large.sum = self.terms.of(*one)?;
        }
        for &member in &small.members {
            large.sum = added(&large.sum, &self.terms.of(member)?);
        }
        large.members.extend(small.members);
        large.days = (large.days.0 + small.days.0, large.days.1 + small.days.1);
        self.parent[from] = into;
        Ok(())
    }
}

/// The weights of two lists, by term; those of one term added up.
fn added(a: &[Weight], b: &[Weight]) -> Vec<Weight> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let mut at = 0;
    for &weight in a {
        while let Some(other) = b.get(at).filter(|other| other.term < weight.term) {
            out.push(*other);
            at += 1;
        }
        match b.get(at) {
            Some(other) if other.term == weight.term => {
                out.push(Weight { weight: weight.weight + other.weight, ..weight });
                at += 1;
            }
            _ => out.push(weight),
        }
    }
    out.extend(&b[at..]);
    out.shrink_to_fit();
    out
}
