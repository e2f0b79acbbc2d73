//! Runs of capitalised words that may be names.

use super::{Words, lexicon, lexicon::Word};
use crate::structure::{Document, TokenKind};
use std::ops::Range;

/// Longest run that is looked at as one name.
const LONGEST: usize = 24;

/// Calls `emit` with every run of the sentence, in order; returns the token up to which it has read.
pub(super) fn runs(
    doc: &Document,
    words: &Words,
    sentence: Range<usize>,
    emit: &mut dyn FnMut(Range<usize>),
) -> usize {
    let mut at = sentence.start;
    while at < sentence.end {
        if starts(doc, words, &sentence, at) {
            let end = extend(doc, words, &sentence, at);
            emit(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    at
}

/// True if the token begins a sentence, or what somebody says.
fn opens(doc: &Document, sentence: &Range<usize>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|b| *b >= sentence.start) else { return true };
    doc.tokens[before].kind == TokenKind::QuoteOpen
        || matches!(doc.word(before), ":" | "•" | "*" | "-" | "...")
}

fn starts(doc: &Document, words: &Words, sentence: &Range<usize>, at: usize) -> bool {
    if !words.is_capital(at) {
        return false;
    }
    if place(words, at, sentence.end) > 1 {
        return true;
    }
    let what = words.what(at);
    let capital_follows = at + 1 < sentence.end && words.is_capital(at + 1);
    // "May Roe" and "Will Roe" are people; "May" and "Will" are not.
    if what.is(Word::NEVER.or(Word::START).or(Word::FUNCTION)) && what.is(Word::GIVEN) {
        return capital_follows && !words.is(at + 1, Word::FUNCTION);
    }
    if what.is(Word::NEVER.or(Word::FUNCTION)) {
        return false;
    }
    if opens(doc, sentence, at) {
        if what.is(Word::START) {
            let leading = Word::ORG_DOMAIN.or(Word::MODIFIER).or(Word::ROLE).or(Word::TITLE);
            // "New Tarn Party" against "New rules".
            return capital_follows && !words.is(at + 1, Word::FUNCTION) && what.is(leading);
        }
        // "Stressing that …", "Newly found …"
        if what == Word::default()
            && (!capital_follows || words.is(at + 1, Word::GIVEN))
            && (words.key(at).ends_with("ing") || words.key(at).ends_with("ly"))
        {
            return false;
        }
        return what != Word::default() || !words.is_small_elsewhere(at) || capital_follows;
    }
    !what.is(Word::START) || capital_follows || what.is(Word::PLACE.or(Word::ORG_HEAD))
}

/// How many tokens from `at` are the name of a place: 0 if none.
pub(super) fn place(words: &Words, at: usize, end: usize) -> usize {
    if words.is(at, Word::PLACE_START) {
        let mut joined = words.key(at).to_owned();
        let mut longest = 0;
        for next in at + 1..end.min(at + 5) {
            joined.push(' ');
            joined.push_str(words.key(next));
            if words.is_capital(next) && lexicon::is_place(&joined) {
                longest = next + 1 - at;
            }
        }
        if longest > 0 {
            return longest;
        }
    }
    usize::from(words.is(at, Word::PLACE) && words.is_capital(at))
}

/// True if a sentence seems to end with an initial, but a nickname and a surname follow: Jane C. "Jay" Roe.
fn nickname_behind(doc: &Document, words: &Words, end: usize) -> bool {
    end >= 2
        && end + 3 < words.len()
        && words.key(end - 1) == "."
        && words.key(end - 2).len() == 1
        && doc.tokens[end].kind == TokenKind::QuoteOpen
        && doc.tokens[end + 2].kind == TokenKind::QuoteClose
        && words.is_capital(end + 3)
}

/// Where the run that begins at `start` ends.
fn extend(doc: &Document, words: &Words, sentence: &Range<usize>, start: usize) -> usize {
    let mut limit = sentence.end.min(start + LONGEST);
    if nickname_behind(doc, words, limit) {
        limit += 4;
    }
    let mut end = (start + place(words, start, limit)).max(start + 1);
    while end < limit {
        let step = step(doc, words, start, end, limit);
        if step == 0 {
            break;
        }
        end += step;
    }
    end
}

/// How many tokens to take at `at` into the run `start..at`; 0 to end it.
fn step(doc: &Document, words: &Words, start: usize, at: usize, limit: usize) -> usize {
    let what = words.what(at);
    let capital = |i: usize| i < limit && words.is_capital(i) && !words.is(i, Word::FUNCTION.or(Word::NEVER));
    if words.is_capital(at) {
        let ends = what.is(Word::FUNCTION) || what.is(Word::NEVER) && !what.is(Word::GIVEN);
        return usize::from(!ends);
    }
    if doc.tokens[at].kind == TokenKind::QuoteOpen {
        // A nickname: Jane "Jay" Roe.
        let close = (at + 2..limit.min(at + 4)).find(|i| doc.tokens[*i].kind == TokenKind::QuoteClose);
        return match close {
            Some(close) if (at + 1..close).all(capital) && capital(close + 1) => close + 1 - at,
            _ => 0,
        };
    }
    match words.key(at) {
        "," if capital(at + 1) && words.is(at + 1, Word::SUFFIX) => 2,
        // The stop of an initial that no name follows directly: Jane C. "Jay" Roe.
        "." if words.key(at - 1).len() == 1
            && at + 1 < limit
            && doc.tokens[at + 1].kind == TokenKind::QuoteOpen =>
        {
            match step(doc, words, start, at + 1, limit) {
                0 => 0,
                more => more + 1,
            }
        }
        "&" if capital(at + 1) => 2,
        "of" if heads(words, start, at, Word::ORG_HEAD)
            || words.is(at - 1, Word::ORG_KNOWN) && place(words, at + 1, limit) > 0 =>
        {
            joined(words, at, &capital)
        }
        "for" | "on" if heads(words, start, at, Word::ORG_FOR) && !words.is(at + 1, Word::GIVEN) => {
            joined(words, at, &capital)
        }
        "and" if words.is(at - 1, Word::ORG_DOMAIN) && capital(at + 1) => {
            let inside = Word::ORG_DOMAIN.or(Word::ORG_HEAD).or(Word::DEMONYM);
            if words.is(at + 1, inside) { 2 } else { 0 }
        }
        _ if what.is(Word::PARTICLE) => {
            let after =
                (at + 1..limit.min(at + 3)).find(|i| !words.is(*i, Word::PARTICLE) || words.is_capital(*i));
            match after {
                Some(after) if capital(after) => after - at,
                _ => 0,
            }
        }
        _ => 0,
    }
}

/// True if one of the run's words is of this kind.
fn heads(words: &Words, start: usize, at: usize, kind: Word) -> bool {
    // In "Senate Leader Jane Roe of Tarn" the person comes between.
    let last = (start..at).rev().take_while(|i| !words.is(*i, Word::GIVEN) || words.is(*i, Word::ORG_HEAD));
    last.into_iter().any(|i| words.is(i, kind) && words.is_capital(i))
}

/// "of X", "for the X", "for a X": how many small words to take.
fn joined(words: &Words, at: usize, capital: &dyn Fn(usize) -> bool) -> usize {
    if capital(at + 1) {
        1
    } else if at + 2 < words.len() && matches!(words.key(at + 1), "the" | "a") && capital(at + 2) {
        2
    } else {
        0
    }
}
