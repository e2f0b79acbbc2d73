//! How two statements are alike, as numbers that the model weighs.

use super::profile::Profile;
use super::vocabulary::{SYNONYM, Vocabulary, WordId};

/// How many features a pair has.
pub const FEATURES: usize = 22;

/// A pair's features; the order of the two statements makes no difference. Parts are of the words' weights.
pub type Features = [f32; FEATURES];

/// What the features are, in order.
pub const NAMES: [&str; FEATURES] = [
    "constant",
    "same words",
    "similar words",
    "synonyms",
    "more contained",
    "less contained",
    "log shared weight",
    "log smaller weight",
    "log ratio of weights",
    "names left over",
    "shared names",
    "shared numbers",
    "numbers left over in both",
    "numbers left over in one",
    "negation in one",
    "function words",
    "neighbours kept",
    "less contained squared",
    "cosine",
    "log rarest left over in both",
    "log rarest shared",
    "places kept",
];

/// Unmatched words of a pair are compared with one another up to this many a side.
const MOST_LEFT: usize = 48;

/// Which words of two statements match.
pub(crate) struct Match {
    /// For each word of the first the place of its partner in the second.
    pub partner: Vec<Option<u16>>,
    /// Weight of the words that are the same.
    pub same: f32,
    similar: f32,
    synonym: f32,
    matched_a: f32,
    matched_b: f32,
}

/// Matches words: the same stems first, then what is left by similar letters and synonyms, the likest first.
pub(crate) fn matched(a: &Profile, b: &Profile, vocabulary: &Vocabulary) -> Match {
    let mut found = Match {
        partner: vec![None; a.words.len()],
        same: 0.,
        similar: 0.,
        synonym: 0.,
        matched_a: 0.,
        matched_b: 0.,
    };
    let (mut left_a, mut left_b) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    while i < a.sorted.len() || j < b.sorted.len() {
        match (a.sorted.get(i), b.sorted.get(j)) {
            (Some(&(x, at)), Some(&(y, to))) if x == y => {
                let weight = vocabulary.weight(x);
                found.partner[at as usize] = Some(to);
                found.same += weight;
                found.matched_a += weight;
                found.matched_b += weight;
                (i, j) = (i + 1, j + 1);
            }
            (Some(&(x, at)), other) if other.is_none_or(|o| x < o.0) => {
                left_a.push((x, at));
                i += 1;
            }
            (_, Some(&other)) => {
                left_b.push(other);
                j += 1;
            }
            (Some(_), None) | (None, None) => break,
        }
    }
    soft_matches(&mut found, &left_a, &left_b, vocabulary);
    found
}

fn soft_matches(
    found: &mut Match,
    left_a: &[(WordId, u16)],
    left_b: &[(WordId, u16)],
    vocabulary: &Vocabulary,
) {
    let mut likes = Vec::new();
    for &(x, at) in left_a.iter().take(MOST_LEFT) {
        for &(y, to) in left_b.iter().take(MOST_LEFT) {
            let like = vocabulary.likeness(x, y);
            if like > 0. {
                likes.push((like, at, to, x, y));
            }
        }
    }
    likes.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut taken: Vec<u16> = Vec::new();
    for (like, at, to, x, y) in likes {
        if found.partner[at as usize].is_some() || taken.contains(&to) {
            continue;
        }
        found.partner[at as usize] = Some(to);
        taken.push(to);
        let (of_a, of_b) = (vocabulary.weight(x), vocabulary.weight(y));
        let sum = if like == SYNONYM { &mut found.synonym } else { &mut found.similar };
        *sum += like * of_a.min(of_b);
        found.matched_a += like * of_a;
        found.matched_b += like * of_b;
    }
}

/// The features of a pair.
pub(crate) fn features(a: &Profile, b: &Profile, vocabulary: &Vocabulary) -> Features {
    let found = matched(a, b, vocabulary);
    let both = (a.weight + b.weight).max(0.1);
    let contained_a = (found.matched_a / a.weight.max(0.1)).min(1.);
    let contained_b = (found.matched_b / b.weight.max(0.1)).min(1.);
    let less = contained_a.min(contained_b);
    let (names_a, shared_names) = names(a, &found, vocabulary);
    let mut matched_b = vec![false; b.words.len()];
    found.partner.iter().flatten().for_each(|&to| matched_b[to as usize] = true);
    let names_b: f32 = left_over_names(b, &matched_b, vocabulary);
    let (rarest_a, rarest_shared) = rarest(a, vocabulary, |i| found.partner[i].is_some());
    let (rarest_b, _) = rarest(b, vocabulary, |i| matched_b[i]);
    let shared_numbers = shared(&a.numbers, &b.numbers);
    let (left_a, left_b) = (a.numbers.len() - shared_numbers, b.numbers.len() - shared_numbers);
    let function = shared(&a.function, &b.function);
    let denies = |p: &Profile| p.denied.len().min(2) as f32;
    let kept = neighbours_kept(&found.partner);
    [
        1.,
        2. * found.same / both,
        2. * found.similar / both,
        2. * found.synonym / both,
        contained_a.max(contained_b),
        less,
        (1. + found.same).ln(),
        (1. + a.weight.min(b.weight)).ln(),
        (a.weight.max(0.1) / b.weight.max(0.1)).ln().abs(),
        2. * names_a.min(names_b) / both,
        2. * shared_names / both,
        shared_numbers.min(2) as f32,
        left_a.min(left_b).min(2) as f32,
        left_a.max(left_b).min(2) as f32,
        (denies(a) - denies(b)).abs(),
        2. * function as f32 / (a.function.len() + b.function.len()).max(1) as f32,
        2. * kept as f32 / (a.words.len() + b.words.len()).max(1) as f32,
        less * less,
        cosine(a, b, &found, vocabulary),
        rarest_a.min(rarest_b),
        rarest_shared,
        places_kept(&found.partner, b.words.len()),
    ]
}

/// Weight of the first's names that found no partner, and of those that did.
fn names(a: &Profile, found: &Match, vocabulary: &Vocabulary) -> (f32, f32) {
    let (mut left, mut shared) = (0., 0.);
    for ((word, name), partner) in a.words.iter().zip(&a.name).zip(&found.partner) {
        if *name {
            *(if partner.is_some() { &mut shared } else { &mut left }) += vocabulary.weight(*word);
        }
    }
    (left, shared)
}

fn left_over_names(b: &Profile, matched: &[bool], vocabulary: &Vocabulary) -> f32 {
    (b.words.iter().zip(&b.name).zip(matched))
        .filter(|((_, name), matched)| **name && !**matched)
        .map(|((word, _), _)| vocabulary.weight(*word))
        .sum()
}

/// Neighbours that are neighbours in the other statement too, in the same order.
fn neighbours_kept(partner: &[Option<u16>]) -> usize {
    partner.windows(2).filter(|w| matches!(w, [Some(x), Some(y)] if *y == x + 1)).count()
}

/// How many values two ascending lists share.
fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                n += 1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    n
}

/// Cosine of the two vectors of weights, likenesses counting as parts.
fn cosine(a: &Profile, b: &Profile, found: &Match, vocabulary: &Vocabulary) -> f32 {
    let square = |p: &Profile| p.words.iter().map(|w| vocabulary.weight(*w).powi(2)).sum::<f32>().max(0.1);
    let shared: f32 = (a.words.iter().zip(&found.partner))
        .filter_map(|(w, to)| {
            let other = *b.words.get((*to)? as usize)?;
            let like = if *w == other { 1. } else { SYNONYM };
            Some(like * vocabulary.weight(*w) * vocabulary.weight(other))
        })
        .sum();
    shared / (square(a) * square(b)).sqrt()
}

/// Weight of the rarest word that found no partner, and of the rarest that did.
fn rarest(p: &Profile, vocabulary: &Vocabulary, matched: impl Fn(usize) -> bool) -> (f32, f32) {
    let (mut left, mut shared) = (0f32, 0f32);
    for (i, word) in p.words.iter().enumerate() {
        let best = if matched(i) { &mut shared } else { &mut left };
        *best = best.max(vocabulary.weight(*word));
    }
    (left, shared)
}

/// How near to the same relative place matched words stand, 0 to 1.
fn places_kept(partner: &[Option<u16>], of_b: usize) -> f32 {
    let place = |i: usize, n: usize| i as f32 / n.saturating_sub(1).max(1) as f32;
    let (mut sum, mut n) = (0., 0);
    for (i, to) in partner.iter().enumerate() {
        if let Some(to) = to {
            sum += 1. - (place(i, partner.len()) - place(*to as usize, of_b)).abs();
            n += 1;
        }
    }
    if n == 0 { 0.5 } else { sum / n as f32 }
}
