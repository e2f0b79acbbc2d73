//! Quotations: which marks pair, what was never closed, what runs on over paragraphs.
//!
//! Marks are paired on a stack, paragraph by paragraph. A paragraph always starts with an empty stack, save
//! for a quotation that the paragraph before left open and that this one opens anew, so that a lost mark
//! spoils one paragraph at most.

use super::marks::{Family, Mark, Side, marks};
use super::{Quotation, QuotationRole, Token, TokenKind};
use onrecord_text::Span;
use std::ops::Range;

/// Finds the quotations of all paragraphs (ranges of tokens) and turns their marks into
/// [`TokenKind::QuoteOpen`], [`TokenKind::QuoteClose`] and [`TokenKind::Possessive`].
pub(super) fn quotations(text: &str, tokens: &mut [Token], paragraphs: &[Range<usize>]) -> Vec<Quotation> {
    let marks: Vec<Vec<Mark>> = paragraphs.iter().map(|p| marks(text, tokens, p.clone())).collect();
    let mut pairing = Pairing {
        text,
        tokens,
        found: Vec::new(),
        stack: Vec::new(),
        open: [0; Family::COUNT],
        marked: false,
    };
    let mut running = None;
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let next_opens = paragraphs.get(i + 1).and_then(|next| opened_at_start(&marks[i + 1], next));
        running = pairing.paragraph(paragraph.clone(), &marks[i], running, next_opens);
    }
    let mut found: Vec<Quotation> = pairing.found.into_iter().flatten().collect();
    order(&mut found);
    found
}

/// Sorts quotations by start, holders first, and sets their `within`.
pub(super) fn order(found: &mut [Quotation]) {
    found.sort_by_key(|q| (q.pieces[0].start, std::cmp::Reverse(q.pieces[0].end)));
    nest(found);
}

/// The family of the mark that the paragraph opens with.
fn opened_at_start(marks: &[Mark], paragraph: &Range<usize>) -> Option<Family> {
    let first = marks.first()?;
    (first.token == paragraph.start && first.side != Side::Close).then_some(first.family)
}

/// A quotation that is open while its paragraph is read.
struct Open {
    family: Family,
    /// Index into `found`.
    quotation: usize,
    /// Token that opens its piece in this paragraph.
    token: usize,
}

struct Pairing<'a> {
    text: &'a str,
    tokens: &'a mut [Token],
    /// `None` where a mark that seemed to open turned out not to.
    found: Vec<Option<Quotation>>,
    stack: Vec<Open>,
    /// How many of each family are on the stack.
    open: [usize; Family::COUNT],
    /// True once the paragraph had a mark that opens a quotation, or closes one.
    marked: bool,
}

impl Pairing<'_> {
    /// Reads one paragraph. `running` is the quotation that the one before left open; returns the one that
    /// this one leaves open.
    fn paragraph(
        &mut self,
        paragraph: Range<usize>,
        marks: &[Mark],
        running: Option<(usize, Family)>,
        next_opens: Option<Family>,
    ) -> Option<(usize, Family)> {
        let mut rest = marks;
        self.marked = false;
        if let Some((quotation, family)) = running {
            let first = marks.iter().find(|m| m.family == family);
            let reopened = first.is_some_and(|m| m.token == paragraph.start && m.side != Side::Close);
            if reopened || first.is_some_and(|m| m.side == Side::Close) {
                self.push(family, quotation, paragraph.start);
                if reopened {
                    self.tokens[paragraph.start].kind = TokenKind::QuoteOpen;
                    rest = &marks[1..];
                }
            }
        }
        let last_single = marks.iter().rposition(|m| m.family == Family::Single && m.side != Side::Open);
        let last_single = last_single.map(|i| marks[i].token);
        let following = following(rest);
        for (i, mark) in rest.iter().enumerate() {
            let opens = match mark.side {
                Side::Open => true,
                Side::Close => false,
                Side::Either => self.open[mark.family as usize] == 0 && !mark.apostrophe && !mark.measure,
            };
            if opens {
                let closable = mark.family != Family::Single
                    || last_single.is_some_and(|at| at > mark.token)
                    || (mark.token == paragraph.start
                        && mark.side == Side::Open
                        && next_opens == Some(Family::Single));
                if closable {
                    self.make_room(mark, rest, &following, i, &paragraph, next_opens);
                    self.open_at(mark);
                }
            } else {
                self.close_at(mark, rest, &following, i, &paragraph);
            }
        }
        self.end(&paragraph, next_opens)
    }

    fn push(&mut self, family: Family, quotation: usize, token: usize) {
        self.marked = true;
        self.stack.push(Open { family, quotation, token });
        self.open[family as usize] += 1;
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.stack.pop()?;
        self.open[open.family as usize] -= 1;
        Some(open)
    }

    fn open_at(&mut self, mark: &Mark) {
        self.tokens[mark.token].kind = TokenKind::QuoteOpen;
        self.push(mark.family, self.found.len(), mark.token);
        let empty =
            Quotation { pieces: Vec::new(), closed: false, within: None, role: QuotationRole::Phrase };
        self.found.push(Some(empty));
    }

    /// A mark opens while one of its family is open. Either it is nested, and then two closing marks follow;
    /// or the open one lost its closing mark, and then it is ended here.
    fn make_room(
        &mut self,
        mark: &Mark,
        marks: &[Mark],
        following: &[Option<usize>],
        i: usize,
        paragraph: &Range<usize>,
        next_opens: Option<Family>,
    ) {
        if self.open[mark.family as usize] == 0 {
            return;
        }
        let first = following[i].filter(|&a| marks[a].side != Side::Open);
        let second = first.and_then(|a| following[a]);
        let nested = match (first, second) {
            (Some(_), Some(b)) => marks[b].side != Side::Open,
            (Some(a), None) => {
                next_opens == Some(mark.family)
                    || marks[a].token - mark.token <= 4 && {
                        self.stack.iter().any(|o| o.family == mark.family && o.token == paragraph.start)
                    }
            }
            (None, _) => false,
        };
        if !nested {
            while self.open[mark.family as usize] > 0 {
                if let Some(open) = self.pop() {
                    let last = self.last_sentence_end(open.token, mark.token);
                    self.give_up(&open, last);
                }
            }
        }
    }

    /// The last token between two that ends a sentence, or the one before the second.
    fn last_sentence_end(&self, from: usize, to: usize) -> usize {
        let ends = |at: &usize| matches!(self.tokens[*at].span.of(self.text), "." | "!" | "?" | "…");
        (from + 1..to).rev().find(ends).unwrap_or(to - 1)
    }

    fn close_at(
        &mut self,
        mark: &Mark,
        marks: &[Mark],
        following: &[Option<usize>],
        i: usize,
        paragraph: &Range<usize>,
    ) {
        let family = mark.family as usize;
        let behind_s = mark.apostrophe && {
            let word = self.tokens[mark.token - 1].span.of(self.text);
            word.ends_with(['s', 'x', 'z', 'S', 'X', 'Z'])
        };
        if self.open[family] == 0 {
            if behind_s {
                self.tokens[mark.token].kind = TokenKind::Possessive;
            } else if mark.family != Family::Single && !mark.measure {
                self.lost_opening(mark, paragraph);
            }
            return;
        }
        if behind_s && following[i].is_some_and(|n| marks[n].side != Side::Open) {
            self.tokens[mark.token].kind = TokenKind::Possessive;
            return;
        }
        while let Some(open) = self.pop() {
            if open.family == mark.family {
                self.tokens[mark.token].kind = TokenKind::QuoteClose;
                self.finish(&open, mark.token, true);
                break;
            }
            self.give_up(&open, mark.token - 1);
        }
    }

    /// A mark closes what nothing opened. If the paragraph runs up to it like a sentence, the paragraph's
    /// start (or what follows its last colon) is where the quotation starts.
    fn lost_opening(&mut self, mark: &Mark, paragraph: &Range<usize>) {
        let (mut start, end) = (paragraph.start, mark.token);
        if std::mem::replace(&mut self.marked, true) || end - start < 4 {
            return;
        }
        let before = self.tokens[end - 1].span.of(self.text);
        if !matches!(before, "." | "," | "!" | "?" | "…" | "...") {
            return;
        }
        if let Some(colon) = (start..end).rev().find(|&t| self.tokens[t].span.of(self.text) == ":") {
            start = colon + 1;
        }
        if start < end {
            let span = self.span(start, end);
            self.tokens[end].kind = TokenKind::QuoteClose;
            let role = QuotationRole::Speech;
            self.found.push(Some(Quotation { pieces: vec![span], closed: true, within: None, role }));
        }
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span { start: self.tokens[from].span.start, end: self.tokens[to].span.end }
    }

    fn finish(&mut self, open: &Open, last: usize, closed: bool) {
        let span = self.span(open.token, last.max(open.token));
        if let Some(quotation) = &mut self.found[open.quotation] {
            quotation.pieces.push(span);
            quotation.closed = closed;
        }
    }

    /// An open quotation turns out to have no closing mark before `last`. A single mark was no quotation.
    fn give_up(&mut self, open: &Open, last: usize) {
        let fresh = self.found[open.quotation].as_ref().is_some_and(|q| q.pieces.is_empty());
        let empty = last <= open.token;
        if fresh && (empty || open.family == Family::Single) {
            self.found[open.quotation] = None;
            self.tokens[open.token].kind = TokenKind::Mark;
        } else {
            self.finish(open, last, false);
        }
    }

    /// The paragraph ends: what is still open ends with it; the outermost may run on.
    fn end(&mut self, paragraph: &Range<usize>, next_opens: Option<Family>) -> Option<(usize, Family)> {
        let mut running = None;
        while let Some(open) = self.pop() {
            let outermost = self.stack.is_empty();
            let runs_on = outermost && (open.family != Family::Single || next_opens == Some(Family::Single));
            if runs_on && paragraph.end - 1 > open.token {
                self.finish(&open, paragraph.end - 1, false);
                running = Some((open.quotation, open.family));
            } else {
                self.give_up(&open, paragraph.end - 1);
            }
        }
        running
    }
}

/// For each mark the index of the next one of its family.
fn following(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut next = [None; Family::COUNT];
    let mut out = vec![None; marks.len()];
    for (i, mark) in marks.iter().enumerate().rev() {
        out[i] = next[mark.family as usize].replace(i);
    }
    out
}

/// Sets `within` of quotations that are sorted by start, holders first.
fn nest(found: &mut [Quotation]) {
    let mut holders: Vec<usize> = Vec::new();
    for i in 0..found.len() {
        let start = found[i].pieces[0].start;
        let over = |q: &Quotation| q.pieces.last().is_none_or(|p| p.end <= start);
        while holders.last().is_some_and(|&h| over(&found[h])) {
            holders.pop();
        }
        found[i].within = holders.last().copied();
        holders.push(i);
    }
}
