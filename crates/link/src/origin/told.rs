//! Which text the words of a single statement go back to: an article may take from several.

use crate::order::by_time;
use crate::{Claim, Degree, Derivation, Passage, PassageKind, Pile, Shared};
use onrecord_text::{Span, covered, merge};
use std::cmp::Reverse;

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

/// The statements whose words were taken from another article, by index. `shared` is as
/// [`reuse::shared`](crate::reuse::shared) gives it, `derivations` and `roots` as
/// [`derivations`](super::derivations) and [`origins`](super::origins) give them.
///
/// A statement was taken where passages that its article shares with a source hold four fifths of it or more:
/// passages of reporting; in an article that is mostly a copy, of quotation too. Of several sources the one
/// counts that the direction is known of, then the one that has more of the statement, then the earliest. It
/// is followed to where the source's own statement comes from, else to the source's origin.
pub fn taken<P: Pile + ?Sized>(
    pile: &P,
    claims: &[Claim],
    shared: &[Shared],
    derivations: &[Derivation],
    roots: &[usize],
) -> Vec<Taken> {
    let told = Told { claims, of_article: by_article(pile.len(), claims), shared };
    let mut best: Vec<Option<Step>> = vec![None; claims.len()];
    for (index, derivation) in derivations.iter().enumerate() {
        for step in told.steps(index, derivation) {
            let key = |s: &Step| {
                let d = &derivations[s.derivation];
                (Reverse(d.directed), Reverse(s.per_cent), by_time(pile.head(d.source)))
            };
            let slot = &mut best[step.claim];
            if slot.as_ref().is_none_or(|held| key(&step) < key(held)) {
                *slot = Some(step);
            }
        }
    }
    let origin = |step: &Step| {
        let mut at = step;
        for _ in 0..MOST_STEPS {
            match at.from.and_then(|claim| best[claim].as_ref()) {
                Some(next) => at = next,
                None => break,
            }
        }
        roots[derivations[at.derivation].source]
    };
    let found = best.iter().flatten();
    found.map(|s| Taken { claim: s.claim, derivation: s.derivation, origin: origin(s) }).collect()
}

/// A statement and how it was taken.
#[derive(Clone)]
struct Step {
    claim: usize,
    derivation: usize,
    /// How much of it the passages hold.
    per_cent: u32,
    /// The source's statement in the same passages.
    from: Option<usize>,
}

struct Told<'a> {
    claims: &'a [Claim<'a>],
    /// Indices of each article's statements.
    of_article: Vec<Vec<u32>>,
    shared: &'a [Shared],
}

fn by_article(articles: usize, claims: &[Claim]) -> Vec<Vec<u32>> {
    let mut of_article = vec![Vec::new(); articles];
    for (index, claim) in claims.iter().enumerate() {
        if let Some(list) = of_article.get_mut(claim.article) {
            list.push(index as u32);
        }
    }
    of_article
}

impl Told<'_> {
    /// The statements of the copy that this derivation took.
    fn steps(&self, index: usize, derivation: &Derivation) -> Vec<Step> {
        let (copy, source) = (derivation.copy, derivation.source);
        let key = (copy.min(source), copy.max(source));
        let Ok(at) = self.shared.binary_search_by_key(&key, |s| (s.a, s.b)) else { return Vec::new() };
        let (mut of_copy, mut of_source) = (Vec::new(), Vec::new());
        for Passage { a, b, kind } in &self.shared[at].passages {
            let counts = match kind {
                PassageKind::Reporting => true,
                PassageKind::Quotation => derivation.degree > Degree::Partly,
                PassageKind::Boilerplate => false,
            };
            if counts {
                let (this, other) = if copy < source { (*a, *b) } else { (*b, *a) };
                of_copy.push(this);
                of_source.push(other);
            }
        }
        let passages = merge(of_copy.clone());
        let mut steps = Vec::new();
        for &claim in &self.of_article[copy] {
            let claim = claim as usize;
            let content = &self.claims[claim].content;
            let part = common(content, &passages) as f64 / covered(content).max(1) as f64;
            if part < TAKEN {
                continue;
            }
            let touched = of_copy.iter().zip(&of_source);
            let there: Vec<Span> = touched
                .filter(|(here, _)| content.iter().any(|c| c.overlaps(**here)))
                .map(|(_, there)| *there)
                .collect();
            let from = self.told_in(source, self.length(claim), &merge(there));
            steps.push(Step { claim, derivation: index, per_cent: (part * 100.0) as u32, from });
        }
        steps
    }

    /// The statement of an article that stands in these ranges and is nearest in length.
    fn told_in(&self, article: usize, length: usize, ranges: &[Span]) -> Option<usize> {
        let inside = self.of_article[article].iter().map(|&claim| claim as usize).filter(|&claim| {
            let content = &self.claims[claim].content;
            common(content, ranges) as f64 >= TAKEN * covered(content).max(1) as f64
        });
        inside.min_by_key(|&claim| (self.length(claim).abs_diff(length), claim))
    }

    /// The length of a statement.
    fn length(&self, claim: usize) -> usize {
        covered(&self.claims[claim].content)
    }
}

/// Bytes that two lists of ranges have in common; those of the second are apart.
fn common(ranges: &[Span], others: &[Span]) -> usize {
    ranges.iter().flat_map(|r| others.iter().filter_map(|o| r.intersect(*o))).map(Span::len).sum()
}
