//! Nouns that report: `his claim that …`, `Her message was that …`, `a call for …`

use super::super::content::content_after;
use super::super::lexicon::*;
use super::super::phrases::{full_phrase_after, noun_phrase_before};
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
    if next < hi && text.is_any(next, &["by", "from"]) {
        let end = full_phrase_after(text, next + 1, hi);
        if end > next + 1 {
            source = Some(next + 1..end);
            next = end;
        }
    }
    if next < hi
        && text.class(next, BE)
        && frames & frame::THAT != 0
        && next + 1 < hi
        && text.is(next + 1, "that")
    {
        next += 1;
    }
    let right = content_after(text, next, hi, frames & !(frame::OBJECT | frame::CLAUSE))?;
    let source = source.or_else(|| possessor(text, at, sentence.start));
    let content = extent(text, &right, hi);
    Some(Found { source, cue: at..at + 1, content, rule: "noun" })
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
