//! Parts of speech: a greedy tagger, left to right, with a linear score for each tag over hashed features
//! (Collins 2002, "Discriminative training methods for hidden Markov models", without the search).

use super::hash::{mix, slot, start};
use super::lexicon::Entry;
use super::look::Look;
use super::weights::Weights;

/// The tags: those of the Penn Treebank, the ones that are told apart for little gain here put together.
pub const TAGS: [&str; 29] = [
    "PUNCT", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "DT", "PDT", "JJ", "JJR", "RB", "IN", "TO", "CC",
    "CD", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD", "WP", "WDT", "WRB", "RP", "EX", "X",
];

/// Width of a row of weights.
pub const WIDTH: usize = 32;

/// How many features a token has.
pub const FEATURES: usize = 24;

/// True of a tag that a finite verb or an auxiliary has, as an index into [`TAGS`].
pub fn is_verb(tag: u8) -> bool {
    (16..=22).contains(&tag)
}

/// The tag for a Penn Treebank tag.
pub fn tag_of(penn: &str) -> u8 {
    let name = match penn {
        "JJS" => "JJR",
        "RBR" | "RBS" => "RB",
        "WP$" => "WP",
        _ if penn.starts_with("VB") => penn,
        _ if !penn.starts_with(|c: char| c.is_ascii_uppercase()) || penn.starts_with('-') => "PUNCT",
        "HYPH" | "NFP" | "POS" => "PUNCT",
        _ => penn,
    };
    TAGS.iter().position(|t| *t == name).unwrap_or(TAGS.len() - 1) as u8
}

/// The features that don't depend on other tags, of every token; `entries` is what the lexicon has of them.
pub fn features(looks: &[Look], entries: &[Entry], bits: u32) -> Vec<[u32; FEATURES - 3]> {
    let none = Look::default();
    let at = |i: isize| looks.get(i as usize).unwrap_or(&none);
    let class = |i: isize| u32::from(entries.get(i as usize).map_or(0, |e| e.class));
    (0..looks.len() as isize)
        .map(|i| {
            let (here, left, right) = (at(i), at(i - 1), at(i + 1));
            let (left2, right2) = (at(i - 2), at(i + 2));
            let one = |seed, a| slot(mix(start(seed), a), bits);
            let two = |seed, a, b| slot(mix(mix(start(seed), a), b), bits);
            [
                one(1, here.word),
                one(2, left.word),
                one(3, right.word),
                one(4, left2.word),
                one(5, right2.word),
                one(6, here.shape),
                one(7, here.suffix),
                one(8, here.ending),
                one(9, here.prefix),
                two(10, here.suffix, here.shape),
                one(11, left.suffix),
                one(12, right.suffix),
                two(13, left.shape, here.shape),
                two(14, here.shape, right.shape),
                two(15, left.word, here.word),
                two(16, here.word, right.word),
                two(17, left.word, right.word),
                one(18, class(i)),
                two(19, class(i - 1), class(i)),
                two(20, class(i), class(i + 1)),
                two(21, class(i), here.suffix),
            ]
        })
        .collect()
}

/// The features that depend on the two tags before; `TAGS.len()` stands for none.
#[inline]
pub fn tag_features(word: u32, left: u8, left2: u8, bits: u32) -> [u32; 3] {
    let (left, left2) = (u32::from(left), u32::from(left2));
    [
        slot(mix(start(31), left), bits),
        slot(mix(mix(start(32), left), left2), bits),
        slot(mix(mix(start(33), left), word), bits),
    ]
}

/// The tags of `looks`, as indices into [`TAGS`]; `starts` tells where sentences start.
pub fn tag(looks: &[Look], starts: &[bool], entries: &[Entry], weights: &Weights<WIDTH>) -> Vec<u8> {
    let bits = weights.bits();
    let none = TAGS.len() as u8;
    let (mut left, mut left2) = (none, none);
    let mut out = Vec::with_capacity(looks.len());
    for (i, features) in features(looks, entries, bits).iter().enumerate() {
        if starts[i] {
            (left, left2) = (none, none);
        }
        let mut sums = [0i16; WIDTH];
        for &feature in features {
            weights.add(feature, &mut sums);
        }
        for feature in tag_features(looks[i].word, left, left2, bits) {
            weights.add(feature, &mut sums);
        }
        let best = best(&sums[..TAGS.len()]);
        out.push(best);
        (left, left2) = (best, left);
    }
    out
}

/// The first of the largest.
pub fn best<T: PartialOrd + Copy>(scores: &[T]) -> u8 {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best as u8
}
