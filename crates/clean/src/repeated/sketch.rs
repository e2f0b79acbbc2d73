//! An article's lines in 16 bytes, and sets of articles that forget but do not lie.

use onrecord_text::{Span, fold_into, word_spans};
use serde::{Deserialize, Serialize};

/// Eight MinHash values of an article's long lines, 16 bits each: articles that share most of their lines
/// agree in most of them (Broder 1997; Li and König 2010 for keeping few bits).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sketch([u16; 8]);

impl Sketch {
    /// Of the hashes of an article's lines.
    pub(crate) fn new(lines: &[u64]) -> Sketch {
        let mut least = [u64::MAX; 8];
        for &line in lines {
            for (seed, least) in (1u64..).zip(&mut least) {
                *least = (*least).min(mix(line ^ mix(seed)));
            }
        }
        Sketch(least.map(|l| (l >> 48) as u16 ^ l as u16))
    }

    /// True of articles that share most of their lines: half of the values agree.
    fn same(self, other: Sketch) -> bool {
        self.0.iter().zip(other.0).filter(|(a, b)| **a == *b).count() >= 4
    }

    /// A number that is spread evenly over articles.
    fn rank(self) -> u64 {
        self.0.iter().fold(0x9E37_79B9_7F4A_7C15, |hash, &part| mix(hash ^ u64::from(part)))
    }
}

/// A set of articles of which at most [`Few::MOST`] are kept: those of least rank. Adding is independent of
/// order and of repetition. How many there were is known exactly up to that number and estimated above it
/// (the k-minimum-values estimate of Bar-Yossef and others, 2002).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Few(Vec<Sketch>);

impl Few {
    /// Most articles that are kept.
    pub const MOST: usize = 24;

    pub(crate) fn add(&mut self, article: Sketch) {
        let key = |s: &Sketch| (s.rank(), *s);
        match self.0.binary_search_by_key(&key(&article), key) {
            Ok(_) => {}
            Err(at) if at < Few::MOST => {
                self.0.insert(at, article);
                self.0.truncate(Few::MOST);
            }
            Err(_) => {}
        }
    }

    pub(crate) fn merge(&mut self, other: &Few) {
        other.0.iter().for_each(|a| self.add(*a));
    }

    pub(crate) fn each(&self, take: impl FnMut(Sketch)) {
        self.0.iter().copied().for_each(take);
    }

    /// How many of the kept articles are different ones: near-duplicates count as one.
    pub(crate) fn distinct(&self) -> usize {
        let mut kept: Vec<Sketch> = Vec::new();
        for &article in &self.0 {
            if !kept.iter().any(|k| k.same(article)) {
                kept.push(article);
            }
        }
        kept.len()
    }

    /// About how many articles were added.
    pub(crate) fn estimate(&self) -> f64 {
        match self.0.last() {
            Some(last) if self.0.len() == Few::MOST => {
                (Few::MOST - 1) as f64 / (last.rank() as f64 / u64::MAX as f64).max(f64::MIN_POSITIVE)
            }
            _ => self.0.len() as f64,
        }
    }
}

/// The hash of a line's folded words; the same in every release, as it is stored.
pub(crate) fn line_hash(text: &str, line: Span) -> u64 {
    let mut word = String::new();
    let mut hash = 0xCBF2_9CE4_8422_2325;
    for span in word_spans(text, line) {
        word.clear();
        fold_into(span.of(text), &mut word);
        // FNV-1a over the letters, with a mark between words.
        for byte in word.bytes().chain([0xFF]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
    mix(hash)
}

/// The last step of SplitMix64: every bit of the number changes every bit of the result.
fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn article(from: u64, lines: u64) -> Sketch {
        Sketch::new(&(from..from + lines).map(mix).collect::<Vec<_>>())
    }

    #[test]
    fn near_duplicates_are_the_same_and_others_are_not() {
        let other = (1..200).filter(|&i| article(0, 20).same(article(i * 100, 20))).count();
        assert_eq!(other, 0);
        let edited = (0..200).filter(|&i| article(i * 100, 20).same(article(i * 100 + 1, 20))).count();
        assert!(edited > 190, "{edited}");
    }

    #[test]
    fn numbers_are_exact_when_small_and_close_when_large() {
        let few = |n: u64| {
            let mut few = Few::default();
            (0..n).for_each(|i| few.add(article(i * 100, 20)));
            few
        };
        assert_eq!((few(5).distinct(), few(5).estimate()), (5, 5.0));
        let estimate = few(3000).estimate();
        assert!((1500.0..6000.0).contains(&estimate), "{estimate}");
    }

    proptest! {
        #[test]
        fn order_and_repetition_do_not_matter(articles in prop::collection::vec(0u64..60, 0..80), cut in 0usize..80) {
            let fill = |list: &[u64]| {
                let mut few = Few::default();
                list.iter().for_each(|&i| few.add(article(i * 100, 9)));
                few
            };
            let all = fill(&articles);
            let (a, b) = articles.split_at(cut.min(articles.len()));
            let mut merged = fill(b);
            merged.merge(&fill(a));
            merged.merge(&fill(a));
            prop_assert_eq!(all, merged);
        }
    }
}
