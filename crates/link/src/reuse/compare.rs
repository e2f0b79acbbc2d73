//! What two candidate articles really share: the passages, compared on their texts.

use super::boilerplate::{Side, is_boilerplate, stands_under};
use super::candidates::Pair;
use super::hash::Windows;
use super::matching::{Index, MIN, Run, Text, runs, windows};
use super::postings::{GRAM, Key};
use super::read::Words;
use super::tokens::Token;
use super::{Options, Scope};
use crate::{Article, Head, Passage, PassageKind, Pile, Shared};
use onrecord_text::{Span, fold_into, word_spans};
use std::io;
use std::sync::Arc;

/// From this part on an article is mostly shared.
const MOSTLY: f64 = 0.5;
/// Unquoted words on end that make a passage reporting, whatever it quotes beside them.
const UNQUOTED: usize = 8;

/// What one pair shares, before the two are put in the list's order.
struct Found {
    contained_x: f64,
    contained_y: f64,
    passages: Vec<Passage>,
}

impl Found {
    /// As a pair of indices: compared was by rank, so that the order of the list decides nothing.
    fn in_order_of_the_list(self, x: usize, y: usize) -> Shared {
        let Found { contained_x, contained_y, mut passages } = self;
        if x < y {
            return Shared { a: x, b: y, contained_a: contained_x, contained_b: contained_y, passages };
        }
        passages.iter_mut().for_each(|p| (p.a, p.b) = (p.b, p.a));
        passages.sort_unstable_by_key(|p| (p.a, p.b));
        Shared { a: y, b: x, contained_a: contained_y, contained_b: contained_x, passages }
    }
}

/// Compares articles with one article at a time. Keeps what it read last: articles that share text are mostly
/// near in time, and so in rank.
pub(super) struct Comparer<'p, P: ?Sized> {
    pile: &'p P,
    scope: &'p Scope,
    options: &'p Options,
    bodies: Vec<(u32, Arc<Body>)>,
    index: Index,
}

/// Bodies that are kept.
const KEPT: usize = 1024;

/// An article with its words.
#[derive(Default)]
struct Body {
    text: String,
    body: Vec<Span>,
    quotations: Vec<Span>,
    words: Words,
    windows: Vec<u64>,
}

impl Body {
    fn read(&mut self, article: &Article) {
        self.text.clear();
        self.text.push_str(article.text);
        self.body.clone_from(&article.body);
        self.quotations.clone_from(&article.quoted);
        self.words.read(article);
        windows(&self.words.tokens, &mut self.windows);
    }

    fn article<'b>(&'b self, head: Head<'b>) -> Article<'b> {
        Article {
            id: head.id.clone(),
            text: &self.text,
            body: self.body.clone(),
            outlet: head.outlet,
            published: head.published,
            title: None,
            quoted: self.quotations.clone(),
            names: Vec::new(),
        }
    }

    fn text(&self) -> Text<'_> {
        Text { tokens: self.tokens(), windows: &self.windows }
    }

    fn tokens(&self) -> &[Token] {
        &self.words.tokens
    }

    fn span(&self, from: usize, len: usize) -> Span {
        Span { start: self.tokens()[from].span().start, end: self.tokens()[from + len - 1].span().end }
    }
}

impl<'p, P: Pile + ?Sized> Comparer<'p, P> {
    pub(super) fn new(pile: &'p P, scope: &'p Scope, options: &'p Options) -> Self {
        let bodies = (0..KEPT).map(|_| (u32::MAX, Arc::default())).collect();
        Comparer { pile, scope, options, bodies, index: Index::default() }
    }

    /// Compares the pairs of one article, all with the same `x`, and makes what is wanted of those that are
    /// worth reporting.
    pub(super) fn group<T>(
        &mut self,
        pairs: &[Pair],
        make: impl Fn(&dyn Pile, Shared) -> io::Result<Option<T>>,
    ) -> io::Result<Vec<T>> {
        let Some(first) = pairs.first() else { return Ok(Vec::new()) };
        let x = self.body(first.x)?;
        self.index.fill(&x.windows);
        let mut made = Vec::new();
        let i = self.scope.order[first.x as usize] as usize;
        let article_x = x.article(self.pile.head(i));
        for pair in pairs {
            let y = self.body(pair.y)?;
            let j = self.scope.order[pair.y as usize] as usize;
            let outlet = self.pile.head(i).outlet;
            let same_outlet = outlet.is_some() && outlet == self.pile.head(j).outlet;
            let Some(found) = self.shared(&x, &y, same_outlet) else { continue };
            let article_y = y.article(self.pile.head(j));
            let at_hand = [(i, &article_x, &x.words), (j, &article_y, &y.words)];
            let near = Near { pile: self.pile, at_hand };
            made.extend(make(&near, found.in_order_of_the_list(i, j))?);
        }
        Ok(made)
    }

    fn body(&mut self, rank: u32) -> io::Result<Arc<Body>> {
        let (held, body) = &mut self.bodies[rank as usize % KEPT];
        if *held != rank {
            if Arc::get_mut(body).is_none() {
                *body = Arc::default();
            }
            if let Some(body) = Arc::get_mut(body) {
                *held = u32::MAX;
                let index = self.scope.order[rank as usize] as usize;
                self.pile.look(index, &mut |article| body.read(article))?;
            }
            *held = rank;
        }
        Ok(Arc::clone(body))
    }

    /// What two articles share, if it is worth reporting; the index is filled with the windows of `x`.
    fn shared(&self, x: &Body, other: &Body, same_outlet: bool) -> Option<Found> {
        let mut found = runs(x.text(), &self.index, other.text());
        found.retain(|run| {
            let (in_x, in_y) = (x.span(run.x, run.len), other.span(run.y, run.len));
            !is_common(&x.tokens()[run.x..run.x + run.len], self.scope)
                && same_words(&x.text, in_x, &other.text, in_y)
        });
        let longest = found.iter().map(|run| run.len).max()?;
        let part = |covered: usize, all: usize| covered as f64 / all as f64;
        let contained_x = part(covered(found.iter().map(|r| (r.x, r.len)).collect()), x.tokens().len());
        let contained_y = part(covered(found.iter().map(|r| (r.y, r.len)).collect()), other.tokens().len());
        if longest < self.options.long_words && contained_x.max(contained_y) < self.options.contained {
            return None;
        }
        let mut kinds = Kinds { x, y: other, index: &self.index, same_outlet, mostly: false };
        kinds.mostly = contained_x.min(contained_y) > MOSTLY || kinds.mostly(&found);
        let kinds = kinds.of(&found);
        let passage = |(run, kind): (&Run, PassageKind)| Passage {
            a: x.span(run.x, run.len),
            b: other.span(run.y, run.len),
            kind,
        };
        let mut passages: Vec<Passage> = found.iter().zip(kinds).map(passage).collect();
        passages.sort_unstable_by_key(|p| (p.a, p.b));
        Some(Found { contained_x, contained_y, passages })
    }
}

/// The pile with two of its articles at hand.
struct Near<'a, P: ?Sized> {
    pile: &'a P,
    /// Each with its index and its words.
    at_hand: [(usize, &'a Article<'a>, &'a Words); 2],
}

impl<P: Pile + ?Sized> Near<'_, P> {
    fn find(&self, index: usize) -> Option<(&Article<'_>, &Words)> {
        let found = self.at_hand.iter().find(|(at, ..)| *at == index);
        found.map(|&(_, article, words)| (article, words))
    }
}

impl<P: Pile + ?Sized> Pile for Near<'_, P> {
    fn len(&self) -> usize {
        self.pile.len()
    }

    fn head(&self, index: usize) -> Head<'_> {
        self.pile.head(index)
    }

    fn look(&self, index: usize, look: &mut dyn FnMut(&Article<'_>)) -> io::Result<()> {
        match self.find(index) {
            Some((article, _)) => look(article),
            None => self.pile.look(index, look)?,
        }
        Ok(())
    }

    fn read(&self, index: usize, look: &mut dyn FnMut(&Article<'_>, &Words)) -> io::Result<()> {
        match self.find(index) {
            Some((article, words)) => look(article, words),
            None => self.pile.read(index, look)?,
        }
        Ok(())
    }
}

/// Two articles whose shared runs are to be told apart.
struct Kinds<'a> {
    x: &'a Body,
    y: &'a Body,
    /// Where the windows of `x` stand in it.
    index: &'a Index,
    same_outlet: bool,
    /// Most of one of them is shared: then nothing of it is boilerplate.
    mostly: bool,
}

impl Kinds<'_> {
    /// True if most of one of the two is shared. What two articles of one outlet end with doesn't count: a list of
    /// other stories may be the most of a short one.
    fn mostly(&self, runs: &[Run]) -> bool {
        let counts =
            |run: &&Run| !self.same_outlet || !stands_under(run, &self.side_x(run), &self.side_y(run));
        let part = |place: fn(&Run) -> usize, words: &[Token]| {
            covered(runs.iter().filter(counts).map(|run| (place(run), run.len)).collect()) as f64
                > MOSTLY * words.len() as f64
        };
        part(|run| run.x, self.x.tokens()) || part(|run| run.y, self.y.tokens())
    }

    fn side_x(&self, run: &Run) -> Side<'_> {
        Side { tokens: self.x.tokens(), from: run.x }
    }

    fn side_y(&self, run: &Run) -> Side<'_> {
        Side { tokens: self.y.tokens(), from: run.y }
    }

    /// What each run is. A short run, which only counts beside another, is what that one is.
    fn of(&self, runs: &[Run]) -> Vec<PassageKind> {
        let mut kinds: Vec<Option<PassageKind>> =
            runs.iter().map(|run| (run.len >= MIN).then(|| self.kind(run))).collect();
        for i in 1..runs.len() {
            if kinds[i].is_none() && runs[i - 1].is_beside(&runs[i]) {
                kinds[i] = kinds[i - 1];
            }
        }
        for i in (1..runs.len()).rev() {
            if kinds[i - 1].is_none() && runs[i - 1].is_beside(&runs[i]) {
                kinds[i - 1] = kinds[i];
            }
        }
        kinds.into_iter().zip(runs).map(|(known, run)| known.unwrap_or_else(|| self.kind(run))).collect()
    }

    /// Quotation if either article quotes most of the run's words, unless there is a good deal of unquoted text
    /// on end.
    fn kind(&self, run: &Run) -> PassageKind {
        let (mut quoted, mut row, mut longest) = (0, 0, 0);
        for i in 0..run.len {
            if self.x.words.is_quoted(run.x + i) || self.y.words.is_quoted(run.y + i) {
                quoted += 1;
                row = 0;
            } else {
                row += 1;
                longest = longest.max(row);
            }
        }
        match longest < UNQUOTED && quoted * 2 > run.len {
            true => PassageKind::Quotation,
            false if !self.mostly && self.is_boilerplate(run) => PassageKind::Boilerplate,
            false => PassageKind::Reporting,
        }
    }

    fn is_boilerplate(&self, run: &Run) -> bool {
        let repeated = self
            .x
            .windows
            .get(run.x)
            .is_some_and(|&hash| self.index.places(&self.x.windows, hash).nth(1).is_some());
        let (x, y) = (self.side_x(run), self.side_y(run));
        is_boilerplate(run, &x, &y, self.same_outlet, repeated && run.len >= MIN)
    }
}

/// True of a passage whose sampled runs are for the most part common to unrelated articles.
fn is_common(passage: &[Token], scope: &Scope) -> bool {
    if scope.common.is_empty() {
        return false;
    }
    let mut windows = Windows::<GRAM>::new();
    let (mut common, mut all) = (0, 0);
    for token in passage {
        if let Some(key) = windows.push(token.hash).and_then(|hash| Key::kept(hash, scope.one_in)) {
            all += 1;
            common += usize::from(scope.common.binary_search(&key).is_ok());
        }
    }
    common * 2 > all
}

/// The words letter by letter: hashes only led here.
fn same_words(x: &str, in_x: Span, y: &str, in_y: Span) -> bool {
    if in_x.of(x) == in_y.of(y) {
        return true;
    }
    let (mut in_x, mut in_y) = (word_spans(x, in_x), word_spans(y, in_y));
    let (mut folded_x, mut folded_y) = (String::new(), String::new());
    loop {
        let (word_x, word_y) = match (in_x.next(), in_y.next()) {
            (Some(word_x), Some(word_y)) => (word_x.of(x), word_y.of(y)),
            (word_x, word_y) => return word_x.is_none() && word_y.is_none(),
        };
        if word_x != word_y {
            folded_x.clear();
            folded_y.clear();
            fold_into(word_x, &mut folded_x);
            fold_into(word_y, &mut folded_y);
            if folded_x != folded_y {
                return false;
            }
        }
    }
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
