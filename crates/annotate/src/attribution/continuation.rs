//! Quotations that no cue of their own introduces: they go on with what was said before.

use super::rules::Found;
use super::words::Text;
use crate::structure::{QuotationRole, TokenKind};
use std::ops::Range;

/// Joins speech without a cue to the statement that it goes on with: behind `“…,” she said.` in the same
/// paragraph, or as a paragraph of its own. Returns the speech that goes on after something else was told,
/// each with the index of the statement before it.
pub(super) fn continue_quotations(text: &Text, found: &mut [Found]) -> Vec<(Vec<Range<usize>>, usize)> {
    let covered = covered(text, found);
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| last_token(&found[i]));
    let mut next = 0;
    let mut latest: Option<usize> = None;
    let mut apart = Vec::new();
    for quotation in text.doc.quotations.iter().filter(|q| q.within.is_none()) {
        let Some(piece) = quotation.pieces.first() else { continue };
        let start = text.doc.tokens_in(*piece).start;
        while next < order.len() && last_token(&found[order[next]]) <= start {
            if quotes(text, &found[order[next]]) {
                latest = Some(order[next]);
            }
            next += 1;
        }
        if quotation.role == QuotationRole::Name || covered[start] || !opens_sentence(text, start) {
            continue;
        }
        let Some(before) = latest else { continue };
        let pieces: Vec<Range<usize>> = quotation.pieces.iter().map(|p| text.doc.tokens_in(*p)).collect();
        let end = pieces.last().map_or(start, |p| p.end);
        match goes_on(text, last_token(&found[before]), start, end) {
            Some(true) => {
                found[before].content.extend(pieces);
            }
            Some(false) if quotation.role == QuotationRole::Speech => {
                apart.push((pieces, before));
            }
            _ => {}
        }
    }
    apart
}

/// For each token, whether a statement's content covers it.
fn covered(text: &Text, found: &[Found]) -> Vec<bool> {
    let mut change = vec![0i32; text.tags.len() + 1];
    for range in found.iter().flat_map(|f| f.content.iter().chain([&f.cue])) {
        change[range.start] += 1;
        change[range.end] -= 1;
    }
    let mut depth = 0;
    change
        .iter()
        .map(|c| {
            depth += c;
            depth > 0
        })
        .collect()
}

/// One past the last token of the statement.
fn last_token(found: &Found) -> usize {
    let ranges = found.content.iter().chain([&found.cue]).chain(&found.source);
    ranges.map(|r| r.end).max().unwrap_or(0)
}

/// True if the statement gives words in quotation marks, or its cue comes last, so that more may follow.
fn quotes(text: &Text, found: &Found) -> bool {
    found
        .content
        .iter()
        .any(|r| text.kind(r.start) == TokenKind::QuoteOpen || text.kind(r.end - 1) == TokenKind::QuoteClose)
        || found.rule.starts_with("cue-after")
}

fn opens_sentence(text: &Text, at: usize) -> bool {
    let sentence = &text.doc.sentences[text.doc.tokens[at].sentence as usize];
    sentence.start == at
}

/// `Some(true)` if the quotation from `start` to `end` goes on with a statement that ends before `last`:
/// nothing but the rest of its sentence stands between. `Some(false)` if it goes on after another sentence of
/// the same paragraph; `None` if it does not go on.
fn goes_on(text: &Text, last: usize, start: usize, end: usize) -> Option<bool> {
    let sentence = |at: usize| text.doc.tokens[at].sentence as usize;
    let (from, to) = (sentence(last.max(1) - 1), sentence(start));
    let (before, here) = (text.doc.paragraph_of(from), text.doc.paragraph_of(to));
    if before == here {
        return Some(to == from + 1);
    }
    // A paragraph that is a quotation and nothing else.
    let tokens = text.doc.paragraph_tokens(here);
    let alone = tokens.start == start && (end..tokens.end).all(|i| !text.is_word(i));
    let adjacent = here == before + 1 && from + 1 == to;
    (alone && adjacent).then_some(true)
}

#[cfg(test)]
mod tests {
    use crate::attribution::examples::{each_gives, statements};

    #[test]
    fn a_quotation_goes_on() {
        each_gives(&[
            (
                "“It is closed,” Moor said. “Go home.”",
                "cue-after | Moor | said | “It is closed,” // “Go home.”",
            ),
            (
                "“It is closed,” Moor said.\n\n“Go home.”",
                "cue-after | Moor | said | “It is closed,” // “Go home.”",
            ),
        ]);
    }

    #[test]
    fn a_quotation_goes_on_after_another_sentence() {
        assert_eq!(
            statements("“It is closed,” Moor said. Rain fell. “Go home now, all of you.”")[1],
            "quote-continued |  |  | “Go home now, all of you.”"
        );
    }
}
