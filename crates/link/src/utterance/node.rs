//! Statements of the same words and the same speaker: one node of the comparison.

use super::Options;
use onrecord_text::{Span, When};
use std::io;

/// Same words of less weight than this are no sign of one utterance: "no comment", "thank you all".
pub(crate) const DISTINCT: f32 = 9.;

/// First and last day that something can be, counted from the beginning of 1970.
pub(crate) type Days = Option<(i32, i32)>;

/// The nodes of all statements, in their canonical order: by a hash of their first statement's words, then of
/// its id. Statements that are one by their words alone are one node.
#[derive(Default)]
pub(crate) struct Nodes {
    /// Of each node.
    list: Vec<Node>,
    /// For each statement of a node, by node, its index.
    claims: Vec<u32>,
    /// For each statement, in the same order, where it stands: article and range; of a node they are sorted.
    places: Vec<(u32, Span)>,
}

/// One of them.
struct Node {
    /// Where its statements begin; they end where the next one's begin.
    start: u32,
    /// Who, by number from 1; 0 if not known.
    speaker: u32,
    /// First and last day that its known times can be.
    days: Days,
    /// Weight of its words.
    weight: f32,
}

/// A statement as it is sorted into nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    /// Hash of the folded words; no two wordings have the same one.
    pub words: (u64, u64),
    /// Hash of the id.
    pub id: u64,
    /// Index of the statement.
    pub index: u32,
    /// Number of the speaker from 1; 0 if not known.
    pub speaker: u32,
    /// When it was said.
    pub days: Days,
    /// Index of the article.
    pub article: u32,
    /// From the content's first byte to its last.
    pub place: Span,
}

impl Entry {
    /// How many numbers an entry is written as.
    pub const NUMBERS: usize = 7;

    /// As numbers, to be written out.
    pub fn numbers(&self) -> [u64; Entry::NUMBERS] {
        let both = |a: u32, b: u32| u64::from(a) << 32 | u64::from(b);
        let (first, last) = self.days.unwrap_or((i32::MAX, i32::MIN));
        [
            self.words.0,
            self.words.1,
            self.id,
            both(self.index, self.speaker),
            both(first as u32, last as u32),
            u64::from(self.article),
            both(self.place.start, self.place.end),
        ]
    }

    /// Of its numbers.
    pub fn of([w0, w1, id, claim, days, article, place]: [u64; Entry::NUMBERS]) -> Entry {
        let (first, last) = ((days >> 32) as i32, days as i32);
        Entry {
            words: (w0, w1),
            id,
            index: (claim >> 32) as u32,
            speaker: claim as u32,
            days: (first <= last).then_some((first, last)),
            article: article as u32,
            place: Span { start: (place >> 32) as u32, end: place as u32 },
        }
    }
}

impl Nodes {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Indices of its statements, the first in canonical order first.
    pub fn claims(&self, node: u32) -> &[u32] {
        &self.claims[self.range(node)]
    }

    /// Number of its speaker, if known.
    pub fn speaker(&self, node: u32) -> Option<u32> {
        Some(self.list[node as usize].speaker).filter(|&s| s > 0)
    }

    /// Where its statements stand, by article: its index, and the range.
    pub fn places(&self, node: u32) -> &[(u32, Span)] {
        &self.places[self.range(node)]
    }

    /// Weight of its words.
    pub fn weight(&self, node: u32) -> f32 {
        self.list[node as usize].weight
    }

    fn range(&self, node: u32) -> std::ops::Range<usize> {
        let end = self.list.get(node as usize + 1).map_or(self.claims.len(), |next| next.start as usize);
        self.list[node as usize].start as usize..end
    }

    /// True if two nodes can't tell the same thing, by who said them and when, or by how little they say.
    pub fn strangers(&self, a: u32, b: u32, options: &Options) -> bool {
        let (x, y) = (&self.list[a as usize], &self.list[b as usize]);
        let known = x.speaker > 0 && x.speaker == y.speaker;
        (x.speaker > 0 && y.speaker > 0 && x.speaker != y.speaker)
            || (!known && x.weight.min(y.weight) < DISTINCT)
            || far(x.days, y.days, options.days)
    }

    /// True if a statement of one stands inside one of the other in an article, or runs into it: "X said that Y
    /// had promised it" tells two things that share words.
    pub fn overlap(&self, a: u32, b: u32) -> bool {
        let (x, y) = (self.places(a), self.places(b));
        let (few, many) = if x.len() < y.len() { (x, y) } else { (y, x) };
        few.iter().any(|&(article, place)| {
            let from = many.partition_point(|(other, _)| *other < article);
            many[from..].iter().take_while(|(other, _)| *other == article).any(|(_, o)| place.overlaps(*o))
        })
    }

    /// Adds the nodes of statements of the same words, which are sorted and whose words weigh `weight`, and
    /// calls `each` with the index of each node's first statement. Undistinctive words are one node only from
    /// one speaker within the days that the options give, or in one article; no words are never one.
    pub fn add(
        &mut self,
        same: &mut [Entry],
        weight: f32,
        wordless: bool,
        options: &Options,
        mut each: impl FnMut(u32) -> io::Result<()>,
    ) -> io::Result<()> {
        let distinct = weight >= DISTINCT;
        let key = |e: &Entry| (e.speaker, if distinct || e.speaker > 0 { 0 } else { e.article });
        same.sort_unstable_by_key(|e| (key(e), e.days, e.id, e.index));
        let together = |x: &Entry, y: &Entry| !wordless && (distinct || !far(x.days, y.days, options.days));
        let mut nodes: Vec<&mut [Entry]> = Vec::new();
        for alike in same.chunk_by_mut(|x, y| key(x) == key(y)) {
            nodes.extend(alike.chunk_by_mut(together));
        }
        nodes.iter_mut().for_each(|of| of.sort_unstable_by_key(|e| (e.id, e.index)));
        nodes.sort_unstable_by_key(|of| of.first().map(|e| (e.id, e.index)));
        for of in nodes {
            let Some(&first) = of.first() else { continue };
            let days = of.iter().filter_map(|e| e.days).reduce(|x, y| (x.0.min(y.0), x.1.max(y.1)));
            let start = self.claims.len();
            self.claims.extend(of.iter().map(|e| e.index));
            self.places.extend(of.iter().map(|e| (e.article, e.place)));
            self.places[start..].sort_unstable();
            self.list.push(Node { start: start as u32, speaker: first.speaker, days, weight });
            each(first.index)?;
        }
        Ok(())
    }
}

/// The first and last day of a time, counted from the beginning of 1970.
pub(crate) fn days(time: Option<When>) -> Days {
    let (first, last) = time?.days();
    let epoch = When::Year(1970).days().0;
    let count = |hours: i64| (hours / 24) as i32;
    Some((count(first.duration_since(epoch).as_hours()), count(last.duration_since(epoch).as_hours())))
}

/// True if two known ranges of days lie further apart than `most` days.
fn far(a: Days, b: Days, most: u16) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (b.0 - a.1).max(a.0 - b.1) > i32::from(most),
        _ => false,
    }
}
