//! What two candidate articles really share: the passages, compared on their texts.

use super::candidates::Pair;
use super::hash::Window;
use super::matching::{Index, MIN, Run, Text, runs, windows};
use super::postings::{GRAM, Key};
use super::tokens::{Token, pieces, tokens};
use super::{Options, Scope};
use crate::{Article, Passage, PassageKind, Pile, Shared};
use onrecord_text::{Span, merge, words};
use std::io;
use std::rc::Rc;

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
#[derive(Default)]
pub(super) struct Comparer {
    bodies: Vec<(u32, Rc<Body>)>,
    x: Rc<Body>,
    index: Index,
}

/// Bodies that are kept.
const KEPT: usize = 1024;

/// An article's words, and which of them it quotes.
#[derive(Default)]
struct Body {
    text: String,
    tokens: Vec<Token>,
    windows: Vec<u64>,
    quoted: Vec<bool>,
}

impl Body {
    fn read(&mut self, article: &Article) {
        self.text.clear();
        self.text.push_str(article.text);
        tokens(article.text, &pieces(article.text, &article.body), &mut self.tokens);
        windows(&self.tokens, &mut self.windows);
        let quoted = merge(article.quoted.clone());
        let mut spans = quoted.iter().peekable();
        self.quoted.clear();
        self.quoted.extend(self.tokens.iter().map(|token| {
            while spans.next_if(|span| span.end <= token.span.start).is_some() {}
            spans.peek().is_some_and(|span| span.contains(token.span))
        }));
    }

    fn text(&self) -> Text<'_> {
        Text { tokens: &self.tokens, windows: &self.windows }
    }

    fn span(&self, from: usize, len: usize) -> Span {
        Span { start: self.tokens[from].span.start, end: self.tokens[from + len - 1].span.end }
    }
}

impl Comparer {
    /// Takes the article that the next ones are compared with.
    pub(super) fn with<P: Pile + ?Sized>(&mut self, pile: &P, rank: u32, scope: &Scope) -> io::Result<()> {
        self.x = self.body(pile, rank, scope)?;
        self.index.fill(&self.x.windows);
        Ok(())
    }

    fn body<P: Pile + ?Sized>(&mut self, pile: &P, rank: u32, scope: &Scope) -> io::Result<Rc<Body>> {
        if self.bodies.is_empty() {
            self.bodies.resize_with(KEPT, || (u32::MAX, Rc::default()));
        }
        let (held, body) = &mut self.bodies[rank as usize % KEPT];
        if *held != rank {
            if Rc::get_mut(body).is_none() {
                *body = Rc::default();
            }
            if let Some(body) = Rc::get_mut(body) {
                pile.look(scope.order[rank as usize] as usize, &mut |article| body.read(article))?;
            }
            *held = rank;
        }
        Ok(Rc::clone(body))
    }

    /// What the article of rank `y` shares with that of rank `x`, which was taken last, if it is worth
    /// reporting.
    pub(super) fn compare<P: Pile + ?Sized>(
        &mut self,
        pile: &P,
        Pair { x, y }: Pair,
        scope: &Scope,
        options: &Options,
    ) -> io::Result<Option<Shared>> {
        let other = self.body(pile, y, scope)?;
        let (x, y) = (scope.order[x as usize] as usize, scope.order[y as usize] as usize);
        Ok(self.shared(&other, scope, options).map(|found| found.in_order_of_the_list(x, y)))
    }

    fn shared(&self, other: &Body, scope: &Scope, options: &Options) -> Option<Found> {
        let mut found = runs(self.x.text(), &self.index, other.text());
        found.retain(|run| {
            let (in_x, in_y) = (self.x.span(run.x, run.len), other.span(run.y, run.len));
            !is_common(&self.x.tokens[run.x..run.x + run.len], scope)
                && same_words(&self.x.text, in_x, &other.text, in_y)
        });
        let longest = found.iter().map(|run| run.len).max()?;
        let part = |covered: usize, all: usize| covered as f64 / all as f64;
        let contained_x = part(covered(found.iter().map(|r| (r.x, r.len)).collect()), self.x.tokens.len());
        let contained_y = part(covered(found.iter().map(|r| (r.y, r.len)).collect()), other.tokens.len());
        if longest < options.long_words && contained_x.max(contained_y) < options.contained {
            return None;
        }
        let kinds = kinds(&found, &self.x, other);
        let passage = |(run, kind): (&Run, PassageKind)| Passage {
            a: self.x.span(run.x, run.len),
            b: other.span(run.y, run.len),
            kind,
        };
        let mut passages: Vec<Passage> = found.iter().zip(kinds).map(passage).collect();
        passages.sort_unstable_by_key(|p| (p.a, p.b));
        Some(Found { contained_x, contained_y, passages })
    }
}

/// What each run is. A short run, which only counts beside another, is what that one is.
fn kinds(runs: &[Run], x: &Body, y: &Body) -> Vec<PassageKind> {
    let mut kinds: Vec<Option<PassageKind>> =
        runs.iter().map(|run| (run.len >= MIN).then(|| kind(run, x, y))).collect();
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
    kinds.into_iter().zip(runs).map(|(known, run)| known.unwrap_or_else(|| kind(run, x, y))).collect()
}

/// Quotation if either article quotes most of the run's words, unless there is a good deal of unquoted text
/// on end.
fn kind(run: &Run, x: &Body, y: &Body) -> PassageKind {
    let (mut quoted, mut row, mut longest) = (0, 0, 0);
    for i in 0..run.len {
        if x.quoted[run.x + i] || y.quoted[run.y + i] {
            quoted += 1;
            row = 0;
        } else {
            row += 1;
            longest = longest.max(row);
        }
    }
    match longest < UNQUOTED && quoted * 2 > run.len {
        true => PassageKind::Quotation,
        false => PassageKind::Reporting,
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
