//! Distributional classes of words, learned from text without annotations: words that stand between the same
//! words get one class, by the exchange algorithm for class bigrams (Kneser and Ney 1993; Martin, Liermann and
//! Ney 1998).

use crate::gold::document;
use onrecord_annotate::tagging::look::looks;
use std::collections::BTreeMap;

/// `count` classes, from 1, of the words that occur at least `least` times in `texts`, by their key.
pub fn classes<'a>(
    texts: impl Iterator<Item = &'a str>,
    count: u8,
    least: u32,
    rounds: usize,
) -> BTreeMap<u32, u8> {
    let mut sentences: Vec<Vec<u32>> = Vec::new();
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for text in texts {
        let doc = document(text);
        let looks = looks(&doc);
        for sentence in &doc.sentences {
            let words: Vec<u32> = looks[sentence.clone()].iter().map(|l| l.word).collect();
            words.iter().for_each(|w| *counts.entry(*w).or_default() += 1);
            sentences.push(words);
        }
    }
    let mut words: Vec<(u32, u32)> =
        counts.into_iter().filter(|c| c.1 >= least).map(|(w, n)| (n, w)).collect();
    words.sort_by_key(|&(n, w)| (std::cmp::Reverse(n), w));
    let ids: BTreeMap<u32, u32> = words.iter().enumerate().map(|(i, w)| (w.1, i as u32)).collect();
    let bigrams = bigrams(&sentences, &ids, words.len());
    let assigned = exchange(&bigrams, words.len(), usize::from(count), rounds);
    words.iter().zip(assigned).map(|(w, class)| (w.1, class as u8)).collect()
}

/// For each word the words behind it and before it, with how often. The last id stands for everything else.
struct Bigrams {
    behind: Vec<Vec<(u32, u32)>>,
    before: Vec<Vec<(u32, u32)>>,
}

fn bigrams(sentences: &[Vec<u32>], ids: &BTreeMap<u32, u32>, other: usize) -> Bigrams {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for sentence in sentences {
        let mut left = other as u32;
        for word in sentence {
            let id = ids.get(word).copied().unwrap_or(other as u32);
            pairs.push((left, id));
            left = id;
        }
        pairs.push((left, other as u32));
    }
    pairs.sort_unstable();
    let mut out = Bigrams { behind: vec![Vec::new(); other + 1], before: vec![Vec::new(); other + 1] };
    for same in pairs.chunk_by(|a, b| a == b) {
        let ((left, right), n) = (same[0], same.len() as u32);
        out.behind[left as usize].push((right, n));
        out.before[right as usize].push((left, n));
    }
    out
}

/// Moves words between classes as long as that makes the text likelier.
fn exchange(bigrams: &Bigrams, words: usize, count: usize, rounds: usize) -> Vec<usize> {
    // Class 0 is everything without one; it never changes.
    let width = count + 1;
    let mut class: Vec<usize> = (0..words).map(|i| 1 + i % count).collect();
    class.push(0);
    let mut table = vec![0i64; width * width];
    let (mut left, mut right) = (vec![0i64; width], vec![0i64; width]);
    for (a, behind) in bigrams.behind.iter().enumerate() {
        for &(b, n) in behind {
            let (x, y) = (class[a], class[b as usize]);
            table[x * width + y] += i64::from(n);
            left[x] += i64::from(n);
            right[y] += i64::from(n);
        }
    }
    let entropy = |n: i64| if n <= 1 { 0.0 } else { n as f64 * (n as f64).ln() };
    for _ in 0..rounds {
        let mut moved = 0;
        for word in 0..words {
            let by_class = |list: &[(u32, u32)]| {
                let mut sums: BTreeMap<usize, i64> = BTreeMap::new();
                for &(other, n) in list.iter().filter(|o| o.0 as usize != word) {
                    *sums.entry(class[other as usize]).or_default() += i64::from(n);
                }
                sums.into_iter().collect::<Vec<_>>()
            };
            let (behind, before) = (by_class(&bigrams.behind[word]), by_class(&bigrams.before[word]));
            let out: i64 = behind.iter().map(|b| b.1).sum();
            let into: i64 = before.iter().map(|b| b.1).sum();
            let from = class[word];
            let mut shift = |class: usize, sign: i64| {
                behind.iter().for_each(|&(c, n)| table[class * width + c] += sign * n);
                before.iter().for_each(|&(c, n)| table[c * width + class] += sign * n);
                left[class] += sign * out;
                right[class] += sign * into;
            };
            shift(from, -1);
            let mut best = (f64::NEG_INFINITY, from);
            for to in 1..width {
                let mut gain = entropy(left[to]) - entropy(left[to] + out) + entropy(right[to])
                    - entropy(right[to] + into);
                for &(c, n) in &behind {
                    let now = table[to * width + c];
                    gain += entropy(now + n) - entropy(now);
                }
                for &(c, n) in &before {
                    let now = table[c * width + to];
                    gain += entropy(now + n) - entropy(now);
                }
                if gain > best.0 + 1e-9 {
                    best = (gain, to);
                }
            }
            let to = best.1;
            let mut shift = |class: usize, sign: i64| {
                behind.iter().for_each(|&(c, n)| table[class * width + c] += sign * n);
                before.iter().for_each(|&(c, n)| table[c * width + class] += sign * n);
                left[class] += sign * out;
                right[class] += sign * into;
            };
            shift(to, 1);
            class[word] = to;
            moved += usize::from(to != from);
        }
        if moved == 0 {
            break;
        }
    }
    class.truncate(words);
    class
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_annotate::tagging::look::word_key;

    #[test]
    fn words_in_the_same_places_share_a_class() {
        let mut text = String::new();
        for i in 0..40 {
            let (name, verb) = (["Ada", "Bo", "Cy", "Di"][i % 4], ["said", "says", "thinks"][i % 3]);
            text += &format!("Then {name} {verb} that it rains. ");
        }
        let classes = classes([text.as_str()].into_iter(), 4, 3, 10);
        let of = |w: &str| classes[&word_key(w)];
        assert_eq!(of("ada"), of("di"));
        assert_ne!(of("ada"), of("says"));
    }
}
