//! Who took text from whom, and which articles go back to one text.

mod credit;
mod root;
mod told;

pub use root::origins;
pub use told::{Content, Step, Taken, steps, taken};

use crate::order::certainly_before;
use crate::{Degree, Derivation, Passage, PassageKind, Pile, Shared};
use credit::{Credit, credit};
use onrecord_text::{Span, merge};
use rayon::prelude::*;
use std::io;

/// From this part on a copy is whole: what is missing is a header, a footer, a few words.
const WHOLE: f64 = 0.85;
/// From this part on it is mostly taken.
const MOSTLY: f64 = 0.5;
/// If one article is this part of the other at most while itself is wholly contained, it is an excerpt.
const EXCERPT: f64 = 0.6;
/// Unquoted words on end that two articles must share, changes that cut them up apart …
const ONE_PASSAGE: usize = 16;
/// … or all in all …
const ALL_PASSAGES: usize = 24;
/// … in passages of so many. A few words here and a few there are formulas of the trade, which running reports are
/// full of.
const A_PIECE: usize = 12;
/// Bytes of a change at most; what more parts are two passages.
const CHANGE: u32 = 100;

/// Which of the pairs that share text took it from the other, how much, and by what evidence, ordered by
/// index (`copy`, then `source`).
///
/// Pairs that share only quotation are not derivations: two reporters heard one speech. Nor are those that
/// share less reporting than a passage of 16 unquoted words, or 24 in passages of 12 or more: so many are the same
/// by chance. What a few changed words part is one passage here.
/// The direction is told by, in the order of weight:
/// - `credit`: the copy's text, chrome included, names the source's outlet as its source;
/// - `published-earlier`: the source certainly came first;
/// - `named`: the copy's text names the source's outlet;
/// - `containment`: the copy is wholly contained in a much longer source.
///
/// The evidence lists what speaks for the direction; what speaks against it, weighs less.
///
/// Fails if an article can't be fetched.
pub fn derivations<P: Pile + ?Sized>(pile: &P, shared: &[Shared]) -> io::Result<Vec<Derivation>> {
    let found = shared.par_iter().map(|pair| derivation(pile, pair)).filter_map(Result::transpose);
    let mut all = found.collect::<io::Result<Vec<Derivation>>>()?;
    all.sort_by_key(|d| (d.copy, d.source));
    Ok(all)
}

/// Which of the two took from the other, if the pair is a derivation.
pub fn derivation<P: Pile + ?Sized>(pile: &P, pair: &Shared) -> io::Result<Option<Derivation>> {
    let reporting = pair.passages.iter().filter(|p| p.kind == PassageKind::Reporting);
    let mut reporting: Vec<&Passage> = reporting.collect();
    if reporting.is_empty() {
        return Ok(None);
    }
    let count = |passages: &[&Passage]| -> io::Result<[Counted; 2]> {
        let (a, b): (Vec<Span>, Vec<Span>) = passages.iter().map(|p| (p.a, p.b)).unzip();
        Ok([Counted::count(pile, pair.a, &a)?, Counted::count(pile, pair.b, &b)?])
    };
    let [in_a, in_b] = count(&reporting)?;
    let words = in_a.passages.iter().zip(&in_b.passages).map(|(&x, &y)| x.min(y));
    let whole = whole_passages(&reporting, words);
    if whole.iter().all(|&words| words < ONE_PASSAGE) {
        let mut whole = whole.into_iter();
        reporting.retain(|_| whole.next().is_some_and(|words| words >= A_PIECE));
        let [in_a, in_b] = count(&reporting)?;
        if in_a.all.min(in_b.all) < ALL_PASSAGES {
            return Ok(None);
        }
    }
    let Direction { copy, source, directed, evidence } =
        direction(pile, (pair.a, pair.contained_a), (pair.b, pair.contained_b))?;
    let (contained, taken) =
        if copy == pair.a { (pair.contained_a, in_a.all) } else { (pair.contained_b, in_b.all) };
    let mut unquoted_words = 0;
    pile.read(copy, &mut |_, words| unquoted_words = words.unquoted())?;
    Ok(Some(Derivation {
        copy,
        source,
        degree: degree(contained, taken, unquoted_words),
        directed,
        evidence,
        contained,
    }))
}

/// Which of two articles took from the other, and what tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Direction {
    /// Index of the article that took.
    pub copy: usize,
    /// Index of the other; the smaller id where nothing tells.
    pub source: usize,
    /// False where nothing tells.
    pub directed: bool,
    /// What tells, in the order of weight.
    pub evidence: Vec<&'static str>,
}

/// The direction between two articles that are related, each with the part of its words, 0 to 1, that stands
/// in the other.
pub fn direction<P: Pile + ?Sized>(pile: &P, a: (usize, f64), b: (usize, f64)) -> io::Result<Direction> {
    // Which one speaks for `a` as the copy, and which for `b`.
    let (from_b, from_a) = (signs(pile, a, b)?, signs(pile, b, a)?);
    let weigh = |signs: &[Sign]| signs.iter().map(|sign| sign.weight()).sum::<u32>();
    let (directed, a_copies) = match weigh(&from_b).cmp(&weigh(&from_a)) {
        std::cmp::Ordering::Equal => (false, pile.head(b.0).id < pile.head(a.0).id),
        more => (true, more.is_gt()),
    };
    let (copy, source, signs) = if a_copies { (a.0, b.0, from_b) } else { (b.0, a.0, from_a) };
    let evidence = if directed { signs.iter().map(|sign| sign.as_str()).collect() } else { Vec::new() };
    Ok(Direction { copy, source, directed, evidence })
}

/// For each passage, of so many words, the words of all that only small changes part from it.
fn whole_passages(passages: &[&Passage], words: impl Iterator<Item = usize>) -> Vec<usize> {
    let near = |end: u32, start: u32| start.checked_sub(end).is_some_and(|gap| gap <= CHANGE);
    let goes_on = |p: &Passage, q: &Passage| near(p.a.end, q.a.start) && near(p.b.end, q.b.start);
    let words: Vec<usize> = words.collect();
    let (mut whole, mut from) = (Vec::new(), 0);
    for parts in passages.chunk_by(|p, q| goes_on(p, q)) {
        let sum: usize = words.iter().skip(from).take(parts.len()).sum();
        whole.extend(parts.iter().map(|_| sum));
        from += parts.len();
    }
    whole
}

/// The unquoted words of the passages of reporting that one of a pair shares.
#[derive(Default)]
struct Counted {
    /// Of each passage.
    passages: Vec<usize>,
    /// Of all of them.
    all: usize,
}

impl Counted {
    fn count<P: Pile + ?Sized>(pile: &P, index: usize, spans: &[Span]) -> io::Result<Counted> {
        let mut taken = Counted::default();
        pile.read(index, &mut |_, words| {
            taken.passages = spans.iter().map(|&span| words.unquoted_in(span)).collect();
            taken.all = merge(spans.to_vec()).iter().map(|&span| words.unquoted_in(span)).sum();
        })?;
        Ok(taken)
    }
}

/// Something that says that one article took from another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Credit,
    PublishedEarlier,
    Named,
    Containment,
}

impl Sign {
    fn as_str(self) -> &'static str {
        match self {
            Sign::Credit => "credit",
            Sign::PublishedEarlier => "published-earlier",
            Sign::Named => "named",
            Sign::Containment => "containment",
        }
    }

    /// More than all that come after it together, but for the last two, which are equal.
    fn weight(self) -> u32 {
        match self {
            Sign::Credit => 8,
            Sign::PublishedEarlier => 4,
            Sign::Named | Sign::Containment => 1,
        }
    }
}

/// What says that `copy` took from `source`; each with the part of its words that stands in the other.
fn signs<P: Pile + ?Sized>(pile: &P, copy: (usize, f64), source: (usize, f64)) -> io::Result<Vec<Sign>> {
    let (head, from) = (pile.head(copy.0), pile.head(source.0));
    let mut named = None;
    if let Some(outlet) = from.outlet.filter(|&outlet| Some(outlet) != head.outlet) {
        pile.read(copy.0, &mut |article, words| {
            named = credit(article.text, &words.with_chrome(article.text), outlet);
        })?;
    }
    let mut signs = Vec::new();
    signs.extend((named == Some(Credit::Credited)).then_some(Sign::Credit));
    signs.extend(certainly_before(from, head).then_some(Sign::PublishedEarlier));
    signs.extend((named == Some(Credit::Named)).then_some(Sign::Named));
    signs.extend((copy.1 >= WHOLE && source.1 <= EXCERPT).then_some(Sign::Containment));
    Ok(signs)
}

/// By the part of the copy's words that the source has; but two articles that are mostly one speech are not
/// copies for that, so that a good part of the copy's own reporting must be there too.
fn degree(contained: f64, reporting: usize, unquoted: usize) -> Degree {
    let taken = reporting as f64 / unquoted.max(1) as f64;
    match contained {
        c if c >= WHOLE && taken >= WHOLE / 2.0 => Degree::Whole,
        c if c > MOSTLY && taken > MOSTLY / 2.0 => Degree::Mostly,
        _ => Degree::Partly,
    }
}
