//! Nouns and adjectives that report: `his claim that …`, `Her message was that …`, `She is sure that …`

use super::super::content::content_after;
use super::super::lexicon::*;
use super::super::phrases::{full_phrase_after, noun_phrase_before, subject};
use super::super::words::Text;
use super::Found;
use super::before::extent;
use crate::structure::TokenKind;
use std::ops::Range;

/// `Moor’s claim that the bridge was safe`: the source is the possessor, or stands behind "by".
pub(in super::super) fn noun(text: &Text, at: usize, sentence: &Range<usize>) -> Option<Found> {
    let frames = text.tags[at].entry.noun;
    if frames == 0 || at == sentence.start {
        return None;
    }
    let hi = sentence.end;
    let mut next = at + 1;
    let mut source = None;
    while next < hi && text.comma(next) && next + 1 < hi && text.is(next + 1, "by") {
        next += 1;
    }
    if next < hi && text.is_any(next, &["by", "from"]) {
        let end = full_phrase_after(text, next + 1, hi);
        if end > next + 1 {
            source = Some(next + 1..end);
            next = end;
        }
    }
    if next < hi && text.class(next, BE) && next + 1 < hi && text.is(next + 1, "that") {
        next += 1;
    }
    let right = content_after(text, next, hi, frames & !(frame::OBJECT | frame::CLAUSE))?;
    let content = extent(text, &right, hi);
    if let Some(source) = source.or_else(|| possessor(text, at, sentence.start)) {
        return Some(Found { source: Some(source), cue: at..at + 1, content, rule: "noun" });
    }
    let (source, cue) = doer(text, at, sentence.start)?;
    Some(Found { source: Some(source), cue: cue..at + 1, content, rule: "noun-with-verb" })
}

/// `Moor made a bold claim that`: the subject of the verb in front of the noun, and where the verb begins.
fn doer(text: &Text, noun: usize, lo: usize) -> Option<(Range<usize>, usize)> {
    let near = noun.saturating_sub(6).max(lo + 1);
    let verb =
        (near..noun).rev().take_while(|&i| text.is_word(i) && !text.class(i, SUBORDINATOR | COORDINATOR));
    let verb =
        verb.into_iter().find(|&i| text.surely_verbal(i) && !(i > lo && text.class(i - 1, DETERMINER)))?;
    let mut start = verb;
    while start > lo && (text.class(start - 1, AUXILIARY | NEGATION) || text.adverb(start - 1)) {
        start -= 1;
    }
    subject(text, start, lo).map(|s| (s.tokens, start))
}

/// `She is confident that the bridge is safe.`: the source is the subject.
pub(in super::super) fn adjective(text: &Text, at: usize, sentence: &Range<usize>) -> Option<Found> {
    let frames = text.tags[at].entry.adjective;
    if frames == 0 {
        return None;
    }
    let lo = sentence.start;
    let mut start = at;
    while start > lo
        && (text.adverb(start - 1)
            || text.class(start - 1, NEGATION)
            || text.is_any(start - 1, &["very", "so"]))
    {
        start -= 1;
    }
    if start == lo || !text.class(start - 1, BE) {
        return None;
    }
    while start > lo && (text.class(start - 1, AUXILIARY) || text.adverb(start - 1)) {
        start -= 1;
    }
    let source = subject(text, start, lo)?.tokens;
    let right = content_after(text, at + 1, sentence.end, frames)?;
    let content = extent(text, &right, sentence.end);
    Some(Found { source: Some(source), cue: start..at + 1, content, rule: "adjective" })
}

/// `Moor’s`, `her` in front of a noun and its adjectives.
fn possessor(text: &Text, noun: usize, lo: usize) -> Option<Range<usize>> {
    for i in (lo..noun).rev().take(4) {
        if text.kind(i) == TokenKind::Possessive {
            return noun_phrase_before(text, i, lo);
        }
        if text.is_any(i, &["his", "her", "their", "its", "my", "our", "your"]) {
            return Some(i..i + 1);
        }
        if !text.is_word(i) || text.class(i, DETERMINER | PREPOSITION | AUXILIARY) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::attribution::examples::each_gives;

    #[test]
    fn nouns_and_adjectives() {
        each_gives(&[
            (
                "Moor’s claim that the bridge is safe drew laughter.",
                "noun | Moor | claim | that the bridge is safe drew laughter",
            ),
            ("Nobody heeded her warning about the bridge.", "noun | her | warning | the bridge"),
            (
                "Moor raised concerns about the bridge.",
                "noun-with-verb | Moor | raised concerns | the bridge",
            ),
            (
                "Moor is confident that the bridge is safe.",
                "adjective | Moor | is confident | that the bridge is safe",
            ),
        ]);
    }
}
