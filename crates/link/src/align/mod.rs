//! Two tellings beside one another, word for word: what both have, what one has in other words, what only
//! one has.

mod diff;
mod lexicon;
mod number;
mod quoted;
mod stem;
mod token;

pub(crate) use lexicon::{LEXICON, Negation};
pub(crate) use number::Value;
pub use quoted::{quotation_differs, quoted};
pub(crate) use stem::root;
pub(crate) use token::{Token, share_group, similar_letters, tokens};

use onrecord_text::Span;

/// The words of two tellings side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// In order; together they cover every word of both sides exactly once.
    pub runs: Vec<Run>,
}

/// A stretch of an alignment. Spans are byte ranges of the text of their side, from the first byte of a word
/// to the last of one; none reaches over from one piece of a content into the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// The same words: case, marks, accents, spelling and the way that numbers are written may differ.
    Equal {
        /// In the first text.
        a: Span,
        /// In the second.
        b: Span,
    },
    /// Other words in the same place.
    Changed {
        /// In the first text, a span for each piece of its content.
        a: Vec<Span>,
        /// In the second.
        b: Vec<Span>,
    },
    /// Words that the second telling has not.
    OnlyA {
        /// In the first text.
        span: Span,
    },
    /// Words that the first telling has not.
    OnlyB {
        /// In the second text.
        span: Span,
    },
}

impl Alignment {
    /// Words that the second telling leaves out, as spans of the first text.
    pub fn cut(&self) -> impl Iterator<Item = Span> + '_ {
        self.runs.iter().filter_map(|r| if let Run::OnlyA { span } = r { Some(*span) } else { None })
    }

    /// Words that the second telling adds, as spans of the second text.
    pub fn added(&self) -> impl Iterator<Item = Span> + '_ {
        self.runs.iter().filter_map(|r| if let Run::OnlyB { span } = r { Some(*span) } else { None })
    }

    /// Words that the second telling has in another wording, each with that wording.
    pub fn changed(&self) -> impl Iterator<Item = (&[Span], &[Span])> + '_ {
        self.runs.iter().filter_map(|r| match r {
            Run::Changed { a, b } => Some((a.as_slice(), b.as_slice())),
            _ => None,
        })
    }

    /// True if both tellings have the same words.
    pub fn is_same_words(&self) -> bool {
        self.runs.iter().all(|r| matches!(r, Run::Equal { .. }))
    }
}

/// Aligns the words of `a_spans` in `a_text` with those of `b_spans` in `b_text` (byte spans, in text order).
/// Exact up to about a thousand words a side; longer tellings are cut at words that both have once, and
/// stretches between such words that are too long are given as changed.
///
/// ```
/// use onrecord_link::align::{Run, align};
/// use onrecord_text::Span;
/// let (a, b) = ("We need firm guarantees now.", "“we need reliable guarantees”");
/// let whole = |t: &str| vec![Span::new(0, t.len())];
/// let alignment = align(a, &whole(a), b, &whole(b));
/// let changed: Vec<_> = alignment.changed().map(|(x, y)| (x[0].of(a), y[0].of(b))).collect();
/// assert_eq!(changed, [("firm", "reliable")]);
/// assert_eq!(alignment.cut().map(|s| s.of(a)).collect::<Vec<_>>(), ["now"]);
/// ```
pub fn align(a_text: &str, a_spans: &[Span], b_text: &str, b_spans: &[Span]) -> Alignment {
    let (a, b) = (tokens(a_text, a_spans), tokens(b_text, b_spans));
    let pairs: Vec<(usize, usize)> =
        settle(&a, &b, diff::pair_up(&a, &b)).into_iter().filter(|&(i, j)| a[i].same(&b[j])).collect();
    let mut runs = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut at = 0;
    while at < pairs.len() {
        let (x, y) = pairs[at];
        push_unpaired(&a[i..x], &b[j..y], &mut runs);
        let mut length = 1;
        while pairs.get(at + length) == Some(&(x + length, y + length))
            && a[x + length].piece == a[x].piece
            && b[y + length].piece == b[y].piece
        {
            length += 1;
        }
        let side = |tokens: &[Token], from: usize| over(&tokens[from..from + length]);
        runs.push(Run::Equal { a: side(&a, x), b: side(&b, y) });
        (i, j) = (x + length, y + length);
        at += length;
    }
    push_unpaired(&a[i..], &b[j..], &mut runs);
    Alignment { runs }
}

/// Drops pairs of function words that stand alone between changed words on both sides: an "of" in the middle
/// of another wording ties nothing together.
fn settle(a: &[Token], b: &[Token], pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut keep = vec![true; pairs.len()];
    let mut start = 0;
    while start < pairs.len() {
        let same = |n: usize| a[pairs[n].0].same(&b[pairs[n].1]);
        let mut end = start + 1;
        while end < pairs.len() && pairs[end] == (pairs[end - 1].0 + 1, pairs[end - 1].1 + 1) && same(end) {
            end += 1;
        }
        let before = start.checked_sub(1).map_or((0, 0), |p| (pairs[p].0 + 1, pairs[p].1 + 1));
        let after = pairs.get(end).copied().unwrap_or((a.len(), b.len()));
        let gap = |from: (usize, usize), to: (usize, usize)| to.0 > from.0 && to.1 > from.1;
        let last = pairs[end - 1];
        let alone = gap(before, pairs[start]) && gap((last.0 + 1, last.1 + 1), after);
        let light = pairs[start..end].iter().all(|p| a[p.0].function) && end - start <= 2;
        if alone && light {
            keep[start..end].fill(false);
        }
        start = end;
    }
    pairs.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(p, _)| p).collect()
}

/// From the first token's start to the last's end.
fn over(tokens: &[Token]) -> Span {
    let (first, last) = (tokens.first(), tokens.last());
    Span { start: first.map_or(0, |t| t.span.start), end: last.map_or(0, |t| t.span.end) }
}

/// One span for each piece that the tokens stand in.
fn by_piece(tokens: &[Token]) -> Vec<Span> {
    tokens.chunk_by(|x, y| x.piece == y.piece).map(over).collect()
}

fn push_unpaired(a: &[Token], b: &[Token], runs: &mut Vec<Run>) {
    let (in_a, in_b) = (by_piece(a), by_piece(b));
    if !in_a.is_empty() && !in_b.is_empty() {
        runs.push(Run::Changed { a: in_a, b: in_b });
    } else {
        runs.extend(in_a.into_iter().map(|span| Run::OnlyA { span }));
        runs.extend(in_b.into_iter().map(|span| Run::OnlyB { span }));
    }
}

#[cfg(test)]
mod tests;
