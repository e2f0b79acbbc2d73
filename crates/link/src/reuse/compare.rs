//! What two candidate articles really share: the passages, compared on their texts.

use super::hash::Window;
use super::matching::{Index, Run, runs};
use super::postings::{GRAM, Key};
use super::tokens::{Token, tokens};
use super::{Options, Scope};
use crate::{Article, Passage, PassageKind, Shared};
use onrecord_text::{Span, merge, words};

/// Unquoted words on end that make a passage reporting, whatever it quotes beside them.
const UNQUOTED: usize = 8;

/// What one pair shares, before the two are put in the list's order.
pub(super) struct Found {
    pub(super) contained_x: f64,
    pub(super) contained_y: f64,
    pub(super) passages: Vec<Passage>,
}

impl Found {
    /// As a pair of indices: compared was by rank, so that the order of the list decides nothing.
    pub(super) fn in_order_of_the_list(self, x: usize, y: usize) -> Shared {
        let Found { contained_x, contained_y, mut passages } = self;
        if x < y {
            return Shared { a: x, b: y, contained_a: contained_x, contained_b: contained_y, passages };
        }
        passages.iter_mut().for_each(|p| (p.a, p.b) = (p.b, p.a));
        passages.sort_unstable_by_key(|p| (p.a, p.b));
        Shared { a: y, b: x, contained_a: contained_y, contained_b: contained_x, passages }
    }
}

/// Compares articles with one article at a time; keeps its buffers.
#[derive(Default)]
pub(super) struct Comparer {
    x: Body,
    y: Body,
    index: Index,
    hashes: Vec<u64>,
}

/// An article's words, and which of them it quotes.
#[derive(Default)]
struct Body {
    tokens: Vec<Token>,
    quoted: Vec<bool>,
}

impl Body {
    fn read(&mut self, article: &Article, pieces: &[Span]) {
        tokens(article.text, pieces, &mut self.tokens);
        let quoted = merge(article.quoted.clone());
        let mut spans = quoted.iter().peekable();
        self.quoted.clear();
        self.quoted.extend(self.tokens.iter().map(|token| {
            while spans.next_if(|span| span.end <= token.span.start).is_some() {}
            spans.peek().is_some_and(|span| span.contains(token.span))
        }));
    }

    fn span(&self, from: usize, len: usize) -> Span {
        Span { start: self.tokens[from].span.start, end: self.tokens[from + len - 1].span.end }
    }
}

impl Comparer {
    /// Takes the article that the next ones are compared with.
    pub(super) fn with(&mut self, article: &Article, pieces: &[Span]) {
        self.x.read(article, pieces);
        self.index.fill(&self.x.tokens);
    }

    /// What `other` shares with `article`, if it is worth reporting.
    pub(super) fn compare(
        &mut self,
        article: &Article,
        other: &Article,
        scope: &Scope,
        other_pieces: &[Span],
        options: &Options,
    ) -> Option<Found> {
        self.y.read(other, other_pieces);
        let mut found = runs(&self.x.tokens, &self.index, &self.y.tokens, &mut self.hashes);
        found.retain(|run| {
            !is_common(&self.x.tokens[run.x..run.x + run.len], scope)
                && same_words(
                    article.text,
                    self.x.span(run.x, run.len),
                    other.text,
                    self.y.span(run.y, run.len),
                )
        });
        let longest = found.iter().map(|run| run.len).max()?;
        let part = |covered: usize, all: usize| covered as f64 / all as f64;
        let contained_x = part(covered(found.iter().map(|r| (r.x, r.len)).collect()), self.x.tokens.len());
        let contained_y = part(covered(found.iter().map(|r| (r.y, r.len)).collect()), self.y.tokens.len());
        if longest < options.long_words && contained_x.max(contained_y) < options.contained {
            return None;
        }
        let mut passages = Vec::with_capacity(found.len());
        for stretch in found.chunk_by(Run::is_beside) {
            let kind = self.kind(stretch);
            passages.extend(stretch.iter().map(|run| Passage {
                a: self.x.span(run.x, run.len),
                b: self.y.span(run.y, run.len),
                kind,
            }));
        }
        passages.sort_unstable_by_key(|p| (p.a, p.b));
        Some(Found { contained_x, contained_y, passages })
    }

    /// What the runs of a stretch are: quotation if either article quotes most of their words, unless there
    /// is a good deal of unquoted text on end.
    fn kind(&self, stretch: &[Run]) -> PassageKind {
        let (mut all, mut quoted, mut row, mut longest) = (0, 0, 0, 0);
        for (x, y) in stretch.iter().flat_map(|run| (0..run.len).map(move |i| (run.x + i, run.y + i))) {
            all += 1;
            if self.x.quoted[x] || self.y.quoted[y] {
                quoted += 1;
                row = 0;
            } else {
                row += 1;
                longest = longest.max(row);
            }
        }
        match longest < UNQUOTED && quoted * 2 > all {
            true => PassageKind::Quotation,
            false => PassageKind::Reporting,
        }
    }
}

/// True of a passage whose sampled runs are for the most part common to unrelated articles.
fn is_common(passage: &[Token], scope: &Scope) -> bool {
    if scope.common.is_empty() {
        return false;
    }
    let mut window = Window::<GRAM>::new();
    let (mut common, mut all) = (0, 0);
    for token in passage {
        if let Some(key) = window.push(token.hash).and_then(|hash| Key::kept(hash, scope.one_in)) {
            all += 1;
            common += usize::from(scope.common.binary_search(&key).is_ok());
        }
    }
    common * 2 > all
}

/// The words letter by letter: hashes only led here.
fn same_words(x: &str, in_x: Span, y: &str, in_y: Span) -> bool {
    in_x.of(x) == in_y.of(y) || words(x, in_x).map(|w| w.folded).eq(words(y, in_y).map(|w| w.folded))
}

/// How many words the ranges cover together.
fn covered(mut ranges: Vec<(usize, usize)>) -> usize {
    ranges.sort_unstable();
    let (mut end, mut sum) = (0, 0);
    for (from, len) in ranges {
        sum += (from + len).saturating_sub(end.max(from));
        end = end.max(from + len);
    }
    sum
}
