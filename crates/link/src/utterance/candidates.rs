//! Which statements are worth comparing: those that share rare words or rare pairs of words. An inverted
//! index with capped postings, so that the cost stays near-linear however common a topic's words are.

use super::profile::Profile;
use super::vocabulary::Vocabulary;
use std::collections::HashMap;

/// Words and pairs of words that stand in more statements than this lead to no candidate.
const MOST_POSTINGS: usize = 256;
/// A statement is looked up by so many of its rarest words and pairs.
const MOST_KEYS: usize = 24;
/// Less weight in common than this part of the heavier statement proposes nothing.
const LEAST_SHARED: f32 = 0.15;
/// A statement proposes so many others.
const MOST_CANDIDATES: usize = 32;

/// Pairs of positions in `profiles`, the smaller first, sorted, each once. The order of `profiles` settles
/// ties, so give them in a canonical order.
pub(crate) fn candidates(profiles: &[Profile], vocabulary: &Vocabulary) -> Vec<(u32, u32)> {
    let keys: Vec<Vec<(u64, f32)>> = profiles.iter().map(|p| keys(p, vocabulary)).collect();
    let mut postings: HashMap<u64, Vec<u32>> = HashMap::new();
    for (i, keys) in keys.iter().enumerate() {
        for (key, _) in keys {
            let of = postings.entry(*key).or_default();
            if of.len() <= MOST_POSTINGS {
                of.push(i as u32);
            }
        }
    }
    let mut score = vec![0f32; profiles.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut pairs = Vec::new();
    for (i, profile) in profiles.iter().enumerate() {
        let live = keys[i].iter().filter_map(|(key, weight)| {
            let of = postings.get(key).filter(|of| of.len() > 1 && of.len() <= MOST_POSTINGS)?;
            Some((of, weight))
        });
        for (of, weight) in live.take(MOST_KEYS) {
            for &other in of {
                if score[other as usize] == 0. {
                    touched.push(other);
                }
                score[other as usize] += weight;
            }
        }
        let mut best: Vec<(f32, u32)> = touched
            .iter()
            .filter(|&&other| other as usize != i)
            .filter_map(|&other| {
                let size = profile.weight.max(profiles[other as usize].weight).max(1.);
                let shared = score[other as usize];
                (shared >= LEAST_SHARED * size).then(|| (shared / size.sqrt(), other))
            })
            .collect();
        let order = |x: &(f32, u32), y: &(f32, u32)| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1));
        if best.len() > MOST_CANDIDATES {
            best.select_nth_unstable_by(MOST_CANDIDATES, order);
            best.truncate(MOST_CANDIDATES);
        }
        pairs.extend(best.iter().map(|&(_, other)| (other.min(i as u32), other.max(i as u32))));
        touched.drain(..).for_each(|other| score[other as usize] = 0.);
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// What a statement is looked up by, with weights, the rarest first: its words, and its neighbouring words
/// as pairs.
fn keys(profile: &Profile, vocabulary: &Vocabulary) -> Vec<(u64, f32)> {
    let mut keys: Vec<(u64, f32)> = Vec::with_capacity(2 * profile.words.len());
    let mut last = None;
    for &(word, _) in &profile.sorted {
        if last != Some(word) && vocabulary.seen(word) > 1 {
            keys.push((u64::from(word), vocabulary.weight(word)));
        }
        last = Some(word);
    }
    for pair in profile.words.windows(2) {
        if let [a, b] = pair
            && vocabulary.seen(*a) > 1
            && vocabulary.seen(*b) > 1
        {
            // Its words count on their own too; the pair adds that they stand together.
            let weight = 0.5 * vocabulary.weight(*a).min(vocabulary.weight(*b));
            keys.push(((u64::from(a.min(b).wrapping_add(1)) << 32) | u64::from(*a.max(b)), weight));
        }
    }
    keys.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    keys.dedup_by_key(|k| k.0);
    keys
}
