//! Which articles share text, who took it from whom, and which statements were taken with it.

use super::pile::Articles;
use super::stage::{Again, Staged};
use super::{Failure, during};
use crate::build::{self, Progress};
use onrecord_link::origin::{Content, Step, derivation, origins, steps, taken};
use onrecord_link::reuse::{Options, Sketches, each_shared};
use onrecord_link::{Derivation, PassageKind, Pile, Shared};
use onrecord_text::{OffsetMap, Span, Unit};
use rusqlite::Connection;
use std::io;

/// Articles that are sampled before what is too much for memory is written out.
const SAMPLED: usize = 1 << 14;

/// What a pair of articles tells.
struct Found {
    shared: Shared,
    /// The passages in code points.
    passages: Vec<Passage>,
    derived: Option<(Derivation, Vec<Step>)>,
}

struct Passage {
    a: (u32, u32),
    b: (u32, u32),
    kind: PassageKind,
}

/// Finds and stores what articles share.
pub(super) fn link(tx: &Connection, articles: &Articles, progress: &dyn Progress) -> Result<(), Failure> {
    let options = Options::default();
    let mut sketches = Sketches::new(&options, articles.bytes());
    during(progress, build::Step::Sample, Some(articles.len() as u64), || {
        for from in (0..articles.len()).step_by(SAMPLED) {
            let some = from..articles.len().min(from + SAMPLED);
            let count = some.len() as u64;
            sketches.add(articles, some)?;
            progress.advance(count);
        }
        Ok::<_, io::Error>(())
    })?;
    during(progress, build::Step::Reuse, None, || pairs(tx, articles, sketches, &options, progress))
}

/// Finds and stores the pairs, and what follows from them.
fn pairs(
    tx: &Connection,
    articles: &Articles,
    sketches: Sketches,
    options: &Options,
    progress: &dyn Progress,
) -> Result<(), Failure> {
    let mut shared = Staged::new(tx, "shared", 4)?;
    let mut passages = Staged::new(tx, "passages", 8)?;
    let mut derived = Vec::new();
    let store = |found: Found| {
        let Found { shared: pair, passages: parts, derived: derivation } = found;
        let (a, b) = (articles.id(pair.a), articles.id(pair.b));
        shared.push((a, b, pair.contained_a, pair.contained_b)).map_err(io::Error::other)?;
        for (piece, part) in parts.iter().enumerate() {
            let (in_a, in_b) = (part.a, part.b);
            let row = (a, b, piece as i64, in_a.0, in_a.1, in_b.0, in_b.1, part.kind.as_str());
            passages.push(row).map_err(io::Error::other)?;
        }
        derived.extend(derivation);
        progress.advance(1);
        Ok(())
    };
    let make = |near: &dyn Pile, shared| Found::of(near, articles, shared).map(Some);
    each_shared(articles, sketches, options, make, store)?;
    shared.store("a, b", Again::Ignored)?;
    passages.store("a, b, piece", Again::Ignored)?;
    store_origins(tx, articles, derived)
}

impl Found {
    /// Of a pair, with its articles at hand in `near`.
    fn of(near: &dyn Pile, articles: &Articles, shared: Shared) -> io::Result<Found> {
        let derived = match derivation(near, &shared)? {
            Some(derived) => {
                let of = |index| articles.contents(index);
                let steps = steps(&of(derived.copy)?, &of(derived.source)?, &shared, &derived);
                Some((derived, steps))
            }
            None => None,
        };
        let a = outside(near, shared.a, shared.passages.iter().map(|p| p.a))?;
        let b = outside(near, shared.b, shared.passages.iter().map(|p| p.b))?;
        let kinds = shared.passages.iter().map(|p| p.kind);
        let passages = a.into_iter().zip(b).zip(kinds).map(|((a, b), kind)| Passage { a, b, kind }).collect();
        Ok(Found { shared: Shared { passages: Vec::new(), ..shared }, passages, derived })
    }
}

/// These spans of an article in code points.
fn outside(
    near: &dyn Pile,
    index: usize,
    spans: impl Iterator<Item = Span> + Clone,
) -> io::Result<Vec<(u32, u32)>> {
    let mut out = Vec::new();
    near.look(index, &mut |article| {
        let map = OffsetMap::new(article.text, Unit::CodePoint);
        out = spans.clone().map(|span| map.out(span)).collect();
    })?;
    Ok(out)
}

/// Stores who took from whom, what each text goes back to, and each statement that was taken.
fn store_origins(
    tx: &Connection,
    articles: &Articles,
    mut derived: Vec<(Derivation, Vec<Step>)>,
) -> Result<(), Failure> {
    derived.sort_by_key(|(d, _)| (d.copy, d.source));
    let (derivations, steps): (Vec<Derivation>, Vec<Vec<Step>>) = derived.into_iter().unzip();
    let id = |index: usize| articles.id(index);
    let mut rows = Staged::new(tx, "derivations", 6)?;
    for d in &derivations {
        let evidence = d.evidence.join(",");
        rows.push((id(d.copy), id(d.source), d.degree.as_str(), d.directed, evidence, d.contained))?;
    }
    rows.store("copy, source", Again::Ignored)?;
    let roots = origins(articles, &derivations);
    let mut rows = Staged::new(tx, "origins", 2)?;
    for (article, &root) in roots.iter().enumerate() {
        rows.push((id(article), id(root)))?;
    }
    rows.store("article", Again::Ignored)?;
    let mut rows = Staged::new(tx, "taken", 3)?;
    for t in taken(articles, &derivations, &steps, &roots) {
        let source = derivations[t.derivation].source;
        rows.push((articles.statement(t.claim)?, id(source), id(t.origin)))?;
    }
    Ok(rows.store("statement", Again::Ignored)?)
}

impl Articles {
    /// What the article's statements say, by their index among all.
    fn contents(&self, article: usize) -> io::Result<Vec<Content>> {
        let mut contents = Vec::new();
        self.statements(article, &mut |claim, stored, _| {
            contents.push(Content { claim, spans: stored.content });
            Ok(())
        })?;
        Ok(contents)
    }
}
