//! Who took text from whom, and which articles go back to one text.

mod credit;
mod root;

pub use root::origins;

use crate::order::certainly_before;
use crate::reuse::each_word;
use crate::{Article, Degree, Derivation, PassageKind, Shared};
use credit::{Credit, credit};
use onrecord_text::{Span, merge, subtract};
use rayon::prelude::*;

/// From this part on a copy is whole: what is missing is a header, a footer, a few words.
const WHOLE: f64 = 0.85;
/// From this part on it is mostly taken.
const MOSTLY: f64 = 0.5;
/// If one article is this part of the other at most while itself is wholly contained, it is an excerpt.
const EXCERPT: f64 = 0.6;
/// Unquoted words on end that two articles must share …
const ONE_PASSAGE: usize = 16;
/// … or all in all, where changes cut them up.
const ALL_PASSAGES: usize = 24;

/// Which of the pairs that share text took it from the other, how much, and by what evidence, ordered by
/// index (`copy`, then `source`).
///
/// Pairs that share only quotation are not derivations: two reporters heard one speech. Nor are those that
/// share less reporting than a passage of 16 unquoted words, or 24 in all: so many are the same by chance. The direction is told by, in the order of weight:
/// - `credit`: the copy's text, chrome included, names the source's outlet as its source;
/// - `published-earlier`: the source certainly came first;
/// - `named`: the copy's text names the source's outlet;
/// - `containment`: the copy is wholly contained in a much longer source.
///
/// The evidence lists what speaks for the direction; what speaks against it, weighs less.
pub fn derivations(articles: &[Article], shared: &[Shared]) -> Vec<Derivation> {
    let mut all: Vec<Derivation> = shared.par_iter().filter_map(|pair| derivation(articles, pair)).collect();
    all.sort_by_key(|d| (d.copy, d.source));
    all
}

fn derivation(articles: &[Article], pair: &Shared) -> Option<Derivation> {
    let (a, b) = (articles.get(pair.a)?, articles.get(pair.b)?);
    let reporting = || pair.passages.iter().filter(|p| p.kind == PassageKind::Reporting);
    let longest = reporting().map(|p| unquoted(a, vec![p.a]).min(unquoted(b, vec![p.b]))).max()?;
    let reporting_a = unquoted(a, reporting().map(|p| p.a).collect());
    let reporting_b = unquoted(b, reporting().map(|p| p.b).collect());
    if longest < ONE_PASSAGE && reporting_a.min(reporting_b) < ALL_PASSAGES {
        return None;
    }
    // Which one speaks for `a` as the copy, and which for `b`.
    let from_b = signs(a, b, pair.contained_a, pair.contained_b);
    let from_a = signs(b, a, pair.contained_b, pair.contained_a);
    let weigh = |signs: &[Sign]| signs.iter().map(|sign| sign.weight()).sum::<u32>();
    let (directed, a_copies) = match weigh(&from_b).cmp(&weigh(&from_a)) {
        std::cmp::Ordering::Equal => (false, b.id < a.id),
        more => (true, more.is_gt()),
    };
    let (copy, source, contained, reporting, signs) = match a_copies {
        true => (pair.a, pair.b, pair.contained_a, reporting_a, from_b),
        false => (pair.b, pair.a, pair.contained_b, reporting_b, from_a),
    };
    Some(Derivation {
        copy,
        source,
        degree: degree(contained, reporting, &articles[copy]),
        directed,
        evidence: if directed { signs.iter().map(|sign| sign.as_str()).collect() } else { Vec::new() },
        contained,
    })
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

/// What says that `copy` took from `source`.
fn signs(copy: &Article, source: &Article, contained_copy: f64, contained_source: f64) -> Vec<Sign> {
    let mut signs = Vec::new();
    let other = source.outlet.filter(|&outlet| Some(outlet) != copy.outlet);
    let credit = other.and_then(|outlet| credit(copy, outlet));
    signs.extend((credit == Some(Credit::Credited)).then_some(Sign::Credit));
    signs.extend(certainly_before(source, copy).then_some(Sign::PublishedEarlier));
    signs.extend((credit == Some(Credit::Named)).then_some(Sign::Named));
    signs.extend((contained_copy >= WHOLE && contained_source <= EXCERPT).then_some(Sign::Containment));
    signs
}

/// By the part of the copy's words that the source has; but two articles that are mostly one speech are not
/// copies for that, so that a good part of the copy's own reporting must be there too.
fn degree(contained: f64, reporting: usize, copy: &Article) -> Degree {
    let all = unquoted(copy, copy.body.clone());
    let taken = reporting as f64 / all.max(1) as f64;
    match contained {
        c if c >= WHOLE && taken >= WHOLE / 2.0 => Degree::Whole,
        c if c > MOSTLY && taken > MOSTLY / 2.0 => Degree::Mostly,
        _ => Degree::Partly,
    }
}

/// How many words of these ranges the article does not quote.
fn unquoted(article: &Article, ranges: Vec<Span>) -> usize {
    let mut count = 0;
    for span in subtract(&merge(ranges), &merge(article.quoted.clone())) {
        if span.get(article.text).is_some() {
            each_word(article.text, span, |_, _, _| count += 1);
        }
    }
    count
}
