//! What an article is about, as weighted terms: the words of its title and body, rare ones first of all.

use crate::Article;
use crate::reuse::{WordHasher, pieces};
use onrecord_text::{Span, fold_into, word_spans};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The pile is counted together with so many imagined articles in which words are as common as in
/// `background.txt`: without them, what a small pile is about would seem common.
const BACKGROUND_ARTICLES: f64 = 1000.0;
/// In how many of a thousand articles a word stands that isn't listed.
const UNLISTED: f64 = 4.0;
/// What standing in the title adds to a term's weight in the text: as much as seven times there.
const TITLE: f64 = 2.0;
/// What being a name multiplies it by.
const NAME: f64 = 1.3;

/// A term's weight in an article; the article's weights have the length 1 together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weight {
    /// Number of the term: terms are numbered by their hash, so that no order of articles tells in them.
    pub(super) term: u32,
    /// The term's part of the article.
    pub(super) weight: f64,
}

/// For each article its terms, ordered by their numbers; and how many terms there are.
pub(super) fn weigh(articles: &[&Article]) -> (Vec<Vec<Weight>>, usize) {
    let counts: Vec<Vec<(u64, f64)>> = articles.par_iter().map(|article| counts(article)).collect();
    let mut all: Vec<u64> = counts.iter().flatten().map(|&(hash, _)| hash).collect();
    all.par_sort_unstable();
    let (mut terms, mut rarity) = (Vec::new(), Vec::new());
    for same in all.chunk_by(|a, b| a == b) {
        let share = BACKGROUND.get(&same[0]).copied().unwrap_or(UNLISTED) / 1000.0;
        let holders = same.len() as f64 + BACKGROUND_ARTICLES * share;
        terms.push(same[0]);
        rarity.push(((articles.len() as f64 + BACKGROUND_ARTICLES) / holders).ln().max(0.0));
    }
    let weights = |counts: Vec<(u64, f64)>| {
        let weigh = |(hash, count)| {
            let term = terms.binary_search(&hash).ok()?;
            Some(Weight { term: term as u32, weight: count * rarity[term] }).filter(|w| w.weight > 0.0)
        };
        let mut weights: Vec<Weight> = counts.into_iter().filter_map(weigh).collect();
        let length = weights.iter().map(|w| w.weight * w.weight).sum::<f64>().sqrt();
        weights.iter_mut().for_each(|w| w.weight /= length);
        weights
    };
    (counts.into_par_iter().map(weights).collect(), terms.len())
}

/// How a stem stands in an article.
#[derive(Default)]
struct Use {
    times: u32,
    titled: bool,
    named: bool,
}

/// The stems of an article, by hash, and how much each counts there.
fn counts(article: &Article) -> Vec<(u64, f64)> {
    let mut uses: HashMap<u64, Use> = HashMap::new();
    let given: HashSet<u64> =
        article.names.iter().flat_map(|name| stems(name, whole(name))).map(|(hash, _)| hash).collect();
    for piece in pieces(article.text, &article.body) {
        let mut end = piece.start;
        for (hash, span) in stems(article.text, piece) {
            let found = uses.entry(hash).or_default();
            found.times += 1;
            found.named |= match given.is_empty() {
                true => is_capitalised(article.text, span, Span { start: end, end: span.start }),
                false => given.contains(&hash),
            };
            end = span.end;
        }
    }
    let title = article.title.unwrap_or_default();
    for (hash, _) in stems(title, whole(title)) {
        uses.entry(hash).or_default().titled = true;
    }
    let mut out: Vec<(u64, f64)> = uses
        .into_iter()
        .map(|(hash, found)| {
            let in_text = if found.times > 0 { 1.0 + f64::from(found.times).ln() } else { 0.0 };
            let in_title = if found.titled { TITLE } else { 0.0 };
            (hash, (in_text + in_title) * if found.named { NAME } else { 1.0 })
        })
        .collect();
    out.sort_unstable_by_key(|&(hash, _)| hash);
    out
}

/// True of a word with a capital letter that no sentence's beginning explains.
fn is_capitalised(text: &str, word: Span, between: Span) -> bool {
    let begins =
        between.start == 0 || between.of(text).contains(['.', '!', '?', '\n', '"', '“', '„', '«', ':']);
    !begins && word.of(text).starts_with(char::is_uppercase)
}

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

/// The words of a text by the hash of their stem.
fn stems(text: &str, within: Span) -> impl Iterator<Item = (u64, Span)> + '_ {
    let mut folded = String::new();
    word_spans(text, within).map(move |span| {
        folded.clear();
        fold_into(span.of(text), &mut folded);
        (WordHasher::of(stem(&folded)), span)
    })
}

/// A folded word without the plural's s.
fn stem(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(rest) if rest.len() >= 3 && !rest.ends_with('s') => rest,
        _ => word,
    }
}

/// In how many of a thousand articles each listed stem stands.
static BACKGROUND: LazyLock<HashMap<u64, f64>> = LazyLock::new(|| {
    let mut shares: HashMap<u64, f64> = HashMap::new();
    for (share, words) in background() {
        for word in words.split_whitespace() {
            let known = shares.entry(WordHasher::of(stem(word))).or_default();
            *known = known.max(share);
        }
    }
    shares
});

/// The lines of the list: how many of a thousand, and the words.
fn background() -> impl Iterator<Item = (f64, &'static str)> {
    let lines = include_str!("background.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(':').and_then(|(share, words)| Some((share.parse().ok()?, words))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_text::{Id, fold};

    #[test]
    fn every_line_of_the_list_is_read_and_folded() {
        let lines = include_str!("background.txt").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(background().count(), lines);
        for (share, words) in background() {
            assert!((1.0..1000.0).contains(&share));
            assert!(words.split_whitespace().all(|word| fold(word) == word), "{words}");
        }
    }

    #[test]
    fn rare_words_and_titles_weigh_more() {
        let text = "The ferry to Ostrel was late. People said the ferry was old.";
        let article = Article {
            id: Id::stored("a"),
            text,
            body: vec![whole(text)],
            outlet: None,
            published: None,
            title: Some("Late again"),
            quoted: vec![],
            names: vec![],
        };
        let (weights, terms) = weigh(&[&article]);
        assert_eq!(weights[0].len(), terms);
        let hashes: Vec<u64> = counts(&article).iter().map(|&(hash, _)| hash).collect();
        let weight =
            |word: &str| weights[0][hashes.binary_search(&WordHasher::of(stem(word))).unwrap()].weight;
        assert!(weight("ferry") > weight("old") && weight("old") > weight("the"));
        assert!(weight("ostrel") > weight("ferry") / 2.0);
        assert!(weight("late") > weight("old"));
        assert!((weights[0].iter().map(|w| w.weight * w.weight).sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
