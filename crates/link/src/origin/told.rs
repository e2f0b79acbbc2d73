//! Which text the words of a single statement go back to: an article may take from several.

use crate::order::by_time;
use crate::{Degree, Derivation, Passage, PassageKind, Pile, Shared};
use onrecord_text::{Span, covered, merge};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// From this part on of its words a statement was taken with the passages that hold it.
const TAKEN: f64 = 0.8;
/// Statements that were taken from one another are followed so far; more is a circle.
const MOST_STEPS: usize = 64;

/// A statement whose words were taken from another article.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Index of the statement.
    pub claim: usize,
    /// Index of the derivation by which it was taken.
    pub derivation: usize,
    /// Index of the article that its words go back to in the end.
    pub origin: usize,
}

/// What a statement says, as a range of its article.
#[derive(Clone, Debug)]
pub struct Content {
    /// Index of the statement.
    pub claim: usize,
    /// Its content.
    pub spans: Vec<Span>,
}

/// A statement that an article may have taken from a source, and how much of it.
#[derive(Clone, Debug)]
pub struct Step {
    claim: usize,
    /// How much of it the passages hold.
    per_cent: u32,
    /// The source's statement in the same passages.
    from: Option<usize>,
}

/// The statements of the copy whose words this derivation took: of `copy` and `source` all statements, `shared`
/// as [`reuse::shared`](crate::reuse::shared) gives it of the two.
///
/// A statement was taken where passages that its article shares with a source hold four fifths of it or more:
/// passages of reporting; in an article that is mostly a copy, of quotation too.
pub fn steps(copy: &[Content], source: &[Content], shared: &Shared, derivation: &Derivation) -> Vec<Step> {
    let (mut of_copy, mut of_source) = (Vec::new(), Vec::new());
    for Passage { a, b, kind } in &shared.passages {
        let counts = match kind {
            PassageKind::Reporting => true,
            PassageKind::Quotation => derivation.degree > Degree::Partly,
            PassageKind::Boilerplate => false,
        };
        if counts {
            let (this, other) = if derivation.copy == shared.a { (*a, *b) } else { (*b, *a) };
            of_copy.push(this);
            of_source.push(other);
        }
    }
    let passages = merge(of_copy.clone());
    let mut steps = Vec::new();
    for Content { claim, spans } in copy {
        let part = common(spans, &passages) as f64 / covered(spans).max(1) as f64;
        if part < TAKEN {
            continue;
        }
        let touched = of_copy.iter().zip(&of_source);
        let there: Vec<Span> = touched
            .filter(|(here, _)| spans.iter().any(|c| c.overlaps(**here)))
            .map(|(_, there)| *there)
            .collect();
        let from = told_in(source, covered(spans), &merge(there));
        steps.push(Step { claim: *claim, per_cent: (part * 100.0) as u32, from });
    }
    steps
}

/// The statement that stands in these ranges and is nearest in length.
fn told_in(statements: &[Content], length: usize, ranges: &[Span]) -> Option<usize> {
    let inside = statements.iter().filter(|statement| {
        common(&statement.spans, ranges) as f64 >= TAKEN * covered(&statement.spans).max(1) as f64
    });
    let nearest = inside.min_by_key(|s| (covered(&s.spans).abs_diff(length), s.claim));
    nearest.map(|statement| statement.claim)
}

/// The statements whose words were taken from another article, by index. `derivations` and `roots` are as
/// [`derivations`](super::derivations) and [`origins`](super::origins) give them, `steps` are the [`steps`] of
/// each derivation.
///
/// Of several sources the one counts that the direction is known of, then the one that has more of the
/// statement, then the earliest. It is followed to where the source's own statement comes from, else to the
/// source's origin.
pub fn taken<P: Pile + ?Sized>(
    pile: &P,
    derivations: &[Derivation],
    steps: &[Vec<Step>],
    roots: &[usize],
) -> Vec<Taken> {
    let mut best: BTreeMap<usize, (usize, &Step)> = BTreeMap::new();
    let key = |&(derivation, step): &(usize, &Step)| {
        let d = &derivations[derivation];
        (Reverse(d.directed), Reverse(step.per_cent), by_time(pile.head(d.source)))
    };
    for (derivation, steps) in steps.iter().enumerate() {
        for step in steps.iter().map(|step| (derivation, step)) {
            let held = best.entry(step.1.claim).or_insert(step);
            if key(&step) < key(held) {
                *held = step;
            }
        }
    }
    let origin = |first: (usize, &Step)| {
        let (mut derivation, mut step) = first;
        for _ in 0..MOST_STEPS {
            match step.from.and_then(|claim| best.get(&claim)) {
                Some(&next) => (derivation, step) = next,
                None => break,
            }
        }
        roots[derivations[derivation].source]
    };
    best.values()
        .map(|&(d, step)| Taken { claim: step.claim, derivation: d, origin: origin((d, step)) })
        .collect()
}

/// Bytes that two lists of ranges have in common; those of the second are apart.
fn common(ranges: &[Span], others: &[Span]) -> usize {
    ranges.iter().flat_map(|r| others.iter().filter_map(|o| r.intersect(*o))).map(Span::len).sum()
}
