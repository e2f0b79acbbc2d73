//! Statements of the same words and the same speaker: one node of the comparison.

use super::Options;
use super::profile::Profile;
use crate::Claim;
use onrecord_text::{Id, Span, When};

/// Same words of less weight than this are no sign of one utterance: "no comment", "thank you all".
pub(crate) const DISTINCT: f32 = 9.;

/// Statements that are one by their words alone.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    /// Positions in the canonical order, ascending.
    pub claims: Vec<u32>,
    /// Who, if known.
    pub speaker: Option<&'a Id>,
    /// First and last day that its known times can be, as days since an epoch.
    pub days: Option<(i32, i32)>,
    /// Where its statements stand: article and range, ascending.
    pub places: Vec<(usize, Span)>,
}

impl Node<'_> {
    /// True if a statement of one stands inside one of the other in an article, or runs into it: "X said that Y
    /// had promised it" tells two things that share words.
    pub fn overlaps(&self, other: &Node) -> bool {
        self.places.iter().any(|&(article, place)| {
            let from = other.places.partition_point(|(a, _)| *a < article);
            other.places[from..].iter().take_while(|(a, _)| *a == article).any(|(_, o)| place.overlaps(*o))
        })
    }
}

/// The range from a content's first byte to its last.
fn place(claim: &Claim) -> Option<(usize, Span)> {
    let (first, last) = (claim.content.first()?, claim.content.last()?);
    Some((claim.article, Span { start: first.start, end: last.end }))
}

/// The nodes of statements that are in canonical order: equal `folded` stand together. Undistinctive words
/// are one node only from one speaker within the days that the options give, or in one article.
pub(crate) fn nodes<'a>(
    claims: &[&'a Claim],
    folded: &[String],
    profiles: &[Profile],
    options: &Options,
) -> Vec<Node<'a>> {
    let mut out = Vec::new();
    let mut from = 0;
    for to in 1..=claims.len() {
        if to < claims.len() && folded[to] == folded[from] {
            continue;
        }
        let wordless = folded[from].is_empty();
        let distinct = profiles[from].weight >= DISTINCT;
        let mut same: Vec<u32> = (from as u32..to as u32).collect();
        let time = |i: u32| days(claims[i as usize].time);
        let key = |i: u32| {
            let claim = claims[i as usize];
            let article = if distinct || claim.speaker.is_some() { 0 } else { claim.article };
            (claim.speaker.as_ref(), article)
        };
        same.sort_by(|&x, &y| key(x).cmp(&key(y)).then(time(x).cmp(&time(y))).then(x.cmp(&y)));
        for alike in same.chunk_by(|&x, &y| key(x) == key(y)) {
            let together =
                |&x: &u32, &y: &u32| !wordless && (distinct || !far(time(x), time(y), options.days));
            for part in alike.chunk_by(together) {
                let mut part = part.to_vec();
                part.sort_unstable();
                let known = part.iter().filter_map(|&i| time(i));
                let days = known.reduce(|x, y| (x.0.min(y.0), x.1.max(y.1)));
                let speaker = part.first().and_then(|&i| claims[i as usize].speaker.as_ref());
                let mut places: Vec<_> = part.iter().filter_map(|&i| place(claims[i as usize])).collect();
                places.sort_unstable();
                out.push(Node { claims: part, speaker, days, places });
            }
        }
        from = to;
    }
    out.sort_by(|x, y| x.claims.cmp(&y.claims));
    out
}

/// The first and last day of a time, counted from the beginning of 1970.
pub(crate) fn days(time: Option<When>) -> Option<(i32, i32)> {
    let (first, last) = time?.days();
    let epoch = When::Year(1970).days().0;
    let count = |hours: i64| (hours / 24) as i32;
    Some((count(first.duration_since(epoch).as_hours()), count(last.duration_since(epoch).as_hours())))
}

/// True if two known ranges of days lie further apart than `most` days.
pub(crate) fn far(a: Option<(i32, i32)>, b: Option<(i32, i32)>, most: u16) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (b.0 - a.1).max(a.0 - b.1) > i32::from(most),
        _ => false,
    }
}
