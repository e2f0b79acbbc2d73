//! Average linkage over the pairs that may be on one event.

use super::near::in_window;
use super::terms::Weight;
use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap, HashSet};

/// Groups less alike than this are on different events. Tuned, with the weights of terms, on labelled triples
/// of articles among hundreds of others of the same months; from 0.19 to 0.22 nothing changes there.
const ALIKE: f64 = 0.21;
/// In so many days likeness falls to a third.
const FADE: f64 = 10.0;
/// Days assumed between articles of which one has no date.
const UNKNOWN: f64 = 3.0;

/// Articles put together so far.
struct Group {
    members: Vec<usize>,
    /// For each term the sum of the members' weights: its product with another group's, divided by the
    /// numbers of members, is the average cosine of their pairs. Only looked up, never gone through.
    sum: HashMap<u32, f64>,
    /// The sum of the known days, and how many they are.
    days: (f64, usize),
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

/// Joins the most alike groups until none are alike enough; yields the ranks of each group's articles,
/// ascending, ordered by the first.
///
/// The average over a joined group is never more than the larger of its parts' averages. So a likeness that
/// was measured before a join is an upper bound after it, and need not be measured anew until it is the
/// largest that is left.
pub(super) fn groups(
    terms: &[Vec<Weight>],
    days: &[Option<f64>],
    pairs: &[(usize, usize)],
) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(terms, days);
    let mut heap = BinaryHeap::new();
    let mut measured = HashSet::new();
    let queue = |groups: &Groups, heap: &mut BinaryHeap<Join>, (a, b): (usize, usize)| {
        let alike = groups.likeness(groups.root(a), groups.root(b));
        if alike >= ALIKE {
            heap.push(Join { alike, a, b, sizes: groups.sizes(a, b) });
        }
    };
    pairs.iter().for_each(|&pair| queue(&groups, &mut heap, pair));
    while let Some(Join { a, b, sizes, .. }) = heap.pop() {
        let (x, y) = (groups.root(a), groups.root(b));
        if x == y {
            continue;
        }
        if sizes == groups.sizes(a, b) {
            groups.join(x, y);
        } else if measured.insert((x, y, groups.sizes(a, b))) {
            queue(&groups, &mut heap, (a, b));
        }
    }
    groups.finish()
}

struct Groups<'a> {
    terms: &'a [Vec<Weight>],
    /// For each article one that stands for its group, or one nearer to that.
    parent: Vec<usize>,
    /// At the index of the article that stands for each.
    groups: Vec<Group>,
}

impl<'a> Groups<'a> {
    fn new(terms: &'a [Vec<Weight>], days: &[Option<f64>]) -> Groups<'a> {
        let single = |(rank, weights): (usize, &Vec<Weight>)| Group {
            members: vec![rank],
            sum: weights.iter().map(|w| (w.term, w.weight)).collect(),
            days: (days[rank].unwrap_or_default(), usize::from(days[rank].is_some())),
        };
        Groups {
            terms,
            parent: (0..terms.len()).collect(),
            groups: terms.iter().enumerate().map(single).collect(),
        }
    }

    fn root(&self, mut article: usize) -> usize {
        while self.parent[article] != article {
            article = self.parent[article];
        }
        article
    }

    fn sizes(&self, a: usize, b: usize) -> (usize, usize) {
        let size = |article| self.groups[self.root(article)].members.len();
        (size(a), size(b))
    }

    /// The average cosine of the pairs of two groups, less the more days lie between them.
    fn likeness(&self, x: usize, y: usize) -> f64 {
        let (a, b) = (&self.groups[x], &self.groups[y]);
        let mean = |group: &Group| (group.days.1 > 0).then(|| group.days.0 / group.days.1 as f64);
        let (day_a, day_b) = (mean(a), mean(b));
        if !in_window(day_a, day_b) {
            return 0.0;
        }
        let apart = day_a.zip(day_b).map_or(UNKNOWN, |(a, b)| (a - b).abs());
        let (small, large) = if a.members.len() <= b.members.len() { (a, b) } else { (b, a) };
        let weights = small.members.iter().flat_map(|&member| &self.terms[member]);
        let product: f64 = weights.filter_map(|w| Some(w.weight * large.sum.get(&w.term)?)).sum();
        product / (a.members.len() * b.members.len()) as f64 * (-apart / FADE).exp()
    }

    /// Puts the smaller group into the larger.
    fn join(&mut self, x: usize, y: usize) {
        let (from, into) = match self.groups[x].members.len() <= self.groups[y].members.len() {
            true => (x, y),
            false => (y, x),
        };
        let empty = Group { members: Vec::new(), sum: HashMap::new(), days: (0.0, 0) };
        let small = std::mem::replace(&mut self.groups[from], empty);
        let large = &mut self.groups[into];
        for weight in small.members.iter().flat_map(|&member| &self.terms[member]) {
            *large.sum.entry(weight.term).or_default() += weight.weight;
        }
        large.members.extend(small.members);
        large.days = (large.days.0 + small.days.0, large.days.1 + small.days.1);
        self.parent[from] = into;
    }

    fn finish(self) -> Vec<Vec<usize>> {
        let mut all: Vec<Vec<usize>> = self.groups.into_iter().map(|group| group.members).collect();
        all.retain(|members| !members.is_empty());
        all.iter_mut().for_each(|members| members.sort_unstable());
        all.sort_unstable();
        all
    }
}
