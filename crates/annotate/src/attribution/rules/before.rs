//! The cue comes before the content: `She said that …`, `He wrote: “…”`, `She vowed to …`

use super::super::content::{Right, Via, content_after, content_end, quotation_end};
use super::super::lexicon::*;
use super::super::phrases::subject;
use super::super::words::Text;
use super::{Found, Site, pieces};
use crate::structure::TokenKind;
use std::ops::Range;

/// `Ada Moor said on Monday that the bridge was closed.`
pub(in super::super) fn before(text: &Text, site: &Site) -> Option<Found> {
    let right = right_of(text, site)?;
    let source = subject(text, site.group.tokens.start, site.lo);
    if source.is_none() && right.via != Via::Quote {
        return None;
    }
    let content = extent(text, &right, site.sentence.end);
    let cue = site.group.tokens.start..site.group.verb + 1;
    Some(Found { source: source.map(|s| s.tokens), cue, content, rule: rule_of(&right) })
}

/// `She went on to say that …`, `They declined to comment on …`
pub(in super::super) fn infinitive(text: &Text, site: &Site) -> Option<Found> {
    let right = right_of(text, site)?;
    let start = site.group.tokens.start;
    let verb = (site.lo..start).rev().take(4).find(|&i| text.verbal(i))?;
    let mut first = verb;
    while first > site.lo && (text.class(first - 1, AUXILIARY | NEGATION) || text.adverb(first - 1)) {
        first -= 1;
    }
    let source = subject(text, first, site.lo)?;
    let content = extent(text, &right, site.sentence.end);
    Some(Found {
        source: Some(source.tokens),
        cue: first..site.group.verb + 1,
        content,
        rule: "cue-infinitive",
    })
}

fn right_of(text: &Text, site: &Site) -> Option<Right> {
    content_after(text, site.group.verb + 1, site.sentence.end, site.frames)
        .or_else(|| content_in_next_paragraph(text, site))
}

/// `Moor wrote:` at the end of a paragraph, and the quotation in the next.
fn content_in_next_paragraph(text: &Text, site: &Site) -> Option<Right> {
    let end = site.sentence.end;
    let near = end - site.group.verb <= 12;
    let open =
        near && text.is(end - 1, ":") && end < text.tags.len() && text.kind(end) == TokenKind::QuoteOpen;
    (open && site.frames & frame::QUOTE != 0).then_some(Right { start: end, via: Via::Quote })
}

fn rule_of(right: &Right) -> &'static str {
    match right.via {
        Via::Quote => "cue-before-quote",
        Via::That => "cue-before-that",
        Via::Clause => "cue-before",
        Via::Wh => "cue-before-question",
        Via::To => "cue-before-to",
        Via::Object => "cue-before-object",
        Via::ObjectTo => "cue-before-order",
        Via::Preposition(_) => "cue-before-preposition",
    }
}

/// The content's ranges: a quotation with all its pieces and what belongs to it in the sentence, or the
/// clause up to its end.
pub(in super::super) fn extent(text: &Text, right: &Right, hi: usize) -> Vec<Range<usize>> {
    let start = right.start;
    if text.kind(start) == TokenKind::QuoteOpen
        && let (Some(quotation), Some(end)) = (text.quotation_at(start), quotation_end(text, start))
    {
        // Speech from a mark to its mark; what follows belongs to it only inside the same clause.
        if end >= hi || text.speech_at(start).is_some() && closes_clause(text, end, hi) {
            return pieces(text, quotation, start);
        }
    }
    let end = content_end(text, start, hi.max(start));
    let end = if end <= start { quotation_end(text, start).unwrap_or(hi) } else { end };
    std::iter::once(start..end).filter(|r| !r.is_empty()).collect()
}

/// True if a quotation that ends before `end` is the end of its clause.
fn closes_clause(text: &Text, end: usize, hi: usize) -> bool {
    if end >= hi || end < 2 {
        return true;
    }
    let inside = text.word(end - 2);
    matches!(inside, "." | "," | "!" | "?" | "…" | "...") || text.comma(end) || text.final_mark(end)
}
