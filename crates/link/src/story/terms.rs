//! What an article is about, as weighted terms: the words of its title and body, rare ones first of all.

use crate::reuse::{WordHasher, pieces};
use crate::{Article, Pile, Scratch, read_at};
use onrecord_text::{Span, fold_into, word_spans};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io;
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

/// Of an article's terms, so many of the weightiest lead to others.
const LEADING: usize = 60;
/// Articles that are counted together.
const BATCH: usize = 1 << 12;

/// A term's weight in an article; the article's weights have the length 1 together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weight {
    /// Number of the term: terms are numbered by their hash, so that no order of articles tells in them.
    pub(super) term: u32,
    /// The term's part of the article.
    pub(super) weight: f64,
    /// True if it is among the weightiest of the article.
    pub(super) leading: bool,
}

/// The terms of articles that two or more of them share, with their weights in each article. They lie in an
/// unnamed file.
pub(super) struct Terms {
    file: File,
    /// For each rank how many weights the articles up to this one have.
    ends: Vec<u64>,
    shared: usize,
}

/// Bytes of a weight in the file: the term, with a bit that tells whether it leads, and its weight.
const PACKED: usize = 12;
const LEADS: u32 = 1 << 31;

impl Terms {
    /// Weighs the terms of all articles; `order[rank]` is the index of one.
    pub(super) fn weigh<P: Pile + ?Sized>(articles: &P, order: &[u32]) -> io::Result<Terms> {
        let vocabulary = Vocabulary::of(articles, order)?;
        let (mut file, mut ends) = (Scratch::new()?, Vec::with_capacity(order.len()));
        let (mut bytes, mut end) = (Vec::new(), 0);
        for batch in order.chunks(BATCH) {
            for weights in counted(articles, batch, |counts| vocabulary.weigh(counts))? {
                bytes.clear();
                for Weight { term, weight, leading } in &weights {
                    let term = term | if *leading { LEADS } else { 0 };
                    bytes.extend_from_slice(&term.to_le_bytes());
                    bytes.extend_from_slice(&weight.to_le_bytes());
                }
                file.add(&bytes)?;
                end += weights.len() as u64;
                ends.push(end);
            }
        }
        Ok(Terms { file: file.file()?, ends, shared: vocabulary.hashes.len() })
    }

    /// How many terms two or more articles share.
    pub(super) fn shared(&self) -> usize {
        self.shared
    }

    /// The article's terms that others have too, ordered by their numbers.
    pub(super) fn of(&self, rank: u32) -> io::Result<Vec<Weight>> {
        let rank = rank as usize;
        let start = rank.checked_sub(1).map_or(0, |before| self.ends[before]);
        let mut bytes = vec![0; (self.ends[rank] - start) as usize * PACKED];
        read_at(&self.file, &mut bytes, start * PACKED as u64)?;
        let (packed, _) = bytes.as_chunks::<PACKED>();
        let weight = |&[a, b, c, d, weight @ ..]: &[u8; PACKED]| {
            let term = u32::from_le_bytes([a, b, c, d]);
            Weight { term: term & !LEADS, weight: f64::from_le_bytes(weight), leading: term & LEADS != 0 }
        };
        Ok(packed.iter().map(weight).collect())
    }
}

/// What `f` makes of the counted stems of each article, in their order.
fn counted<P: Pile + ?Sized, T: Send>(
    articles: &P,
    indices: &[u32],
    f: impl Fn(Vec<(u64, f64)>) -> T + Sync,
) -> io::Result<Vec<T>> {
    let each = indices.par_iter().map(|&index| {
        let mut made = None;
        articles.look(index as usize, &mut |article| made = Some(f(counts(article))))?;
        made.ok_or_else(|| io::Error::other("an article was not handed over"))
    });
    each.collect()
}

/// How rare each term is.
struct Vocabulary {
    /// The stems that two or more articles have, ascending: a term is one's number.
    hashes: Vec<u64>,
    /// Of each of them the logarithm of how rare it is.
    rarity: Vec<f64>,
    articles: usize,
}

impl Vocabulary {
    fn of<P: Pile + ?Sized>(articles: &P, order: &[u32]) -> io::Result<Vocabulary> {
        let mut holders: HashMap<u64, u32> = HashMap::new();
        for batch in order.chunks(BATCH) {
            let stems = |counts: Vec<(u64, f64)>| counts.into_iter().map(|(hash, _)| hash).collect();
            let each: Vec<Vec<u64>> = counted(articles, batch, stems)?;
            each.into_iter().flatten().for_each(|hash| *holders.entry(hash).or_default() += 1);
        }
        let mut shared: Vec<(u64, u32)> = holders.into_iter().filter(|&(_, holders)| holders > 1).collect();
        shared.par_sort_unstable();
        let articles = order.len();
        let rarity = shared.iter().map(|&(hash, holders)| rarity(hash, holders, articles)).collect();
        Ok(Vocabulary { hashes: shared.into_iter().map(|(hash, _)| hash).collect(), rarity, articles })
    }

    /// An article's terms that others have too, ordered by their numbers. Those that it has alone make its weights
    /// smaller, and take the place of others among those that lead.
    fn weigh(&self, counts: Vec<(u64, f64)>) -> Vec<Weight> {
        let weigh = |(hash, count): (u64, f64)| {
            let term = self.hashes.binary_search(&hash);
            let rarity = term.map_or_else(|_| rarity(hash, 1, self.articles), |term| self.rarity[term]);
            // Of equal weights a shared term leads before one that leads nowhere.
            let term = term.map_or(u32::MAX, |term| term as u32);
            Some(Weight { term, weight: count * rarity, leading: false }).filter(|w| w.weight > 0.0)
        };
        let mut weights: Vec<Weight> = counts.into_iter().filter_map(weigh).collect();
        let length = weights.iter().map(|w| w.weight * w.weight).sum::<f64>().sqrt();
        weights.iter_mut().for_each(|w| w.weight /= length);
        let order = |a: &Weight, b: &Weight| b.weight.total_cmp(&a.weight).then(a.term.cmp(&b.term));
        if let Some(last) = LEADING.checked_sub(1).filter(|&last| last < weights.len()) {
            weights.select_nth_unstable_by(last, order);
        }
        weights.iter_mut().take(LEADING).for_each(|w| w.leading = true);
        weights.retain(|w| w.term != u32::MAX);
        weights.sort_unstable_by_key(|w| w.term);
        weights
    }
}

/// The logarithm of how rare a stem is that so many of the articles have.
fn rarity(hash: u64, holders: u32, articles: usize) -> f64 {
    let share = BACKGROUND.get(&hash).copied().unwrap_or(UNLISTED) / 1000.0;
    let holders = f64::from(holders) + BACKGROUND_ARTICLES * share;
    ((articles as f64 + BACKGROUND_ARTICLES) / holders).ln().max(0.0)
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
        let other = Article { id: Id::stored("b"), ..article.clone() };
        let both = vec![article.clone(), other];
        let (terms, hashes) = (Terms::weigh(&both, &[0, 1]).unwrap(), counts(&article));
        let weights = terms.of(1).unwrap();
        assert_eq!((weights.len(), weights.len()), (terms.shared(), hashes.len()));
        let weight = |word: &str| {
            let at = hashes.binary_search_by_key(&WordHasher::of(stem(word)), |&(hash, _)| hash);
            weights[at.unwrap()].weight
        };
        assert!(weight("ferry") > weight("old") && weight("old") > weight("the"));
        assert!(weight("ostrel") > weight("ferry") / 2.0);
        assert!(weight("late") > weight("old"));
        assert!((weights.iter().map(|w| w.weight * w.weight).sum::<f64>() - 1.0).abs() < 1e-9);
        let alone = Terms::weigh(&vec![article], &[0]).unwrap();
        assert_eq!((alone.shared(), alone.of(0).unwrap()), (0, vec![]));
    }
}
