//! Which source and content belong to which cue: for each pair that may belong together, a logistic
//! regression over hashed features of how they stand to each other.

use super::hash::{mix, slot, start};
use super::labels::Role;
use super::look::Look;
use super::segments::Segment;
use super::weights::Weights;
use crate::structure::Document;

/// How many features a pair has.
pub const FEATURES: usize = 22;

/// How many cues a segment is compared with.
const CUES: usize = 6;

/// How many tokens may lie between a content, or a source, and its cue.
const REACH: [usize; 2] = [250, 80];

/// A segment and a cue that may belong together, as indices into the segments.
#[derive(Clone, Debug)]
pub struct Pair {
    /// A source or content.
    pub segment: usize,
    /// A cue.
    pub cue: usize,
    /// Hashed features.
    pub features: [u32; FEATURES],
}

/// All pairs to judge, by segment and then by how near the cue is.
pub fn pairs(doc: &Document, looks: &[Look], segments: &[Segment], bits: u32) -> Vec<Pair> {
    let cues: Vec<usize> = (0..segments.len()).filter(|&i| segments[i].role == Role::Cue).collect();
    let mut out = Vec::new();
    let mut near: Vec<(usize, usize)> = Vec::new();
    for (i, segment) in segments.iter().enumerate() {
        let reach = match segment.role {
            Role::Cue => continue,
            Role::Content => REACH[0],
            Role::Source => REACH[1],
        };
        near.clear();
        let split = cues.partition_point(|&c| c < i);
        let far = |c: usize| {
            let (left, right) = if c < i { (c, i) } else { (i, c) };
            segments[right].tokens.start.saturating_sub(segments[left].tokens.end)
        };
        near.extend(cues[..split].iter().rev().take(CUES).map(|&c| (far(c), c)));
        near.extend(cues[split..].iter().take(CUES).map(|&c| (far(c), c)));
        near.retain(|n| n.0 <= reach);
        near.sort_by_key(|n| n.0);
        for (rank, &(_, cue)) in near.iter().take(CUES).enumerate() {
            out.push(Pair { segment: i, cue, features: features(doc, looks, segments, i, cue, rank, bits) });
        }
    }
    out
}

/// The probability that the pair belongs together.
pub fn probability(pair: &Pair, weights: &Weights<1>) -> f32 {
    let mut sum = [0i16];
    pair.features.iter().for_each(|&f| weights.add(f, &mut sum));
    1.0 / (1.0 + (-f32::from(sum[0]) * weights.step()).exp())
}

/// Distances in steps that grow.
fn step(tokens: usize) -> u32 {
    [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 150].partition_point(|&s| s < tokens) as u32
}

fn features(
    doc: &Document,
    looks: &[Look],
    segments: &[Segment],
    segment: usize,
    cue: usize,
    rank: usize,
    bits: u32,
) -> [u32; FEATURES] {
    let (s, c) = (&segments[segment], &segments[cue]);
    let before = segment < cue;
    let (left, right) = if before { (s, c) } else { (c, s) };
    let gap = left.tokens.end..right.tokens.start;
    let token = |i: usize| &doc.tokens[i];
    let word = |i: usize| looks.get(i).map_or(7, |l| l.word);
    let last = left.tokens.end - 1;
    let sentences = (token(right.tokens.start).sentence - token(last).sentence).min(3);
    let paragraph = |i: usize| doc.paragraph_of(token(i).sentence as usize);
    let paragraphs = (paragraph(right.tokens.start) - paragraph(last)).min(2) as u32;
    let far = sentences * 3 + paragraphs;
    let quoted = |i: usize| u32::from(token(i).quotation.is_some());
    let quotes = quoted(s.tokens.start) * 2 + quoted(s.tokens.end - 1);
    let cue_quoted = quoted(c.tokens.start);
    let (low, high) = if before { (segment, cue) } else { (cue, segment) };
    let mut between = [0u32; 3];
    for other in &segments[low + 1..high] {
        let n = &mut between[other.role as usize];
        *n = (*n + 1).min(2);
    }
    let between = between[0] * 9 + between[1] * 3 + between[2];
    let cue_word =
        word(c.tokens.start) ^ if c.tokens.len() > 1 { word(c.tokens.end - 1).rotate_left(9) } else { 0 };
    let (gap_first, gap_last) = if gap.is_empty() { (0, 0) } else { (word(gap.start), word(gap.end - 1)) };
    let size = step(s.tokens.len());
    // The labels' own opinion of the sides.
    let side = u32::from(s.after == before) * 2 + u32::from(s.role == Role::Content && c.after != before);
    let kind = u32::from(s.role == Role::Content) * 2 + u32::from(before);
    let first = u32::from(s.first);
    let rank = rank as u32;
    let distance = step(gap.len());
    let hash = |number: u32, values: &[u32]| {
        slot(values.iter().fold(mix(start(number), kind), |h, &v| mix(h, v)), bits)
    };
    [
        hash(0, &[]),
        hash(1, &[distance]),
        hash(2, &[distance, far]),
        hash(3, &[far, quotes, cue_quoted]),
        hash(4, &[between]),
        hash(5, &[between, quotes]),
        hash(6, &[rank]),
        hash(7, &[rank, first, sentences]),
        hash(8, &[cue_word]),
        hash(9, &[cue_word, sentences]),
        hash(10, &[gap_first, gap_last]),
        hash(11, &[gap_first]),
        hash(12, &[gap_last]),
        hash(13, &[first, far, quotes]),
        hash(14, &[word(s.tokens.start), sentences]),
        hash(15, &[word(s.tokens.end - 1)]),
        hash(16, &[quotes, distance]),
        hash(17, &[size, sentences]),
        hash(18, &[between, far, first]),
        hash(19, &[word(s.tokens.end), word(s.tokens.start.wrapping_sub(1))]),
        hash(20, &[side, sentences]),
        hash(21, &[side, rank, between]),
    ]
}
