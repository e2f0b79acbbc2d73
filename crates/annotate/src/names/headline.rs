//! Headlines that capitalise every word: only what is known to be a name counts there.

use super::{Case, Name, Words, lexicon::Word, sorting};
use crate::structure::Document;
use std::{collections::HashSet, ops::Range};

/// True of a sentence that capitalises nearly all its words, some of them ordinary ones, so that capitals
/// say nothing.
pub(super) fn is_headline(words: &Words, sentence: Range<usize>) -> bool {
    let (mut capital, mut small, mut ordinary) = (0, 0, 0);
    let in_names = Word::GIVEN.or(Word::TITLE).or(Word::ROLE).or(Word::MODIFIER).or(Word::PLACE_START);
    let in_names = in_names.or(Word::ORG_HEAD).or(Word::ORG_DOMAIN).or(Word::ORG_FOR);
    let in_names = in_names.or(Word::PLACE).or(Word::ORG_KNOWN);
    for i in sentence.clone() {
        let function = words.is(i, Word::FUNCTION);
        match words.case(i) {
            Case::None => continue,
            Case::Lower => small += usize::from(!function),
            Case::Capital | Case::Upper => {
                capital += usize::from(!function);
                let inside = i > sentence.start && !words.is(i, in_names);
                ordinary += usize::from(
                    inside && (function || words.is(i, Word::START) || words.is_small_elsewhere(i)),
                );
            }
        }
    }
    let loud = sentence.clone().all(|i| matches!(words.case(i), Case::Upper | Case::None)) && capital >= 2;
    loud || ordinary >= 1 && capital >= 4 && capital * 5 >= (capital + small) * 4
}

/// Words that are parts of names elsewhere in the document.
pub(super) struct Known(HashSet<u32>);

impl Known {
    pub(super) fn of(words: &Words, names: &[Name]) -> Known {
        let capital = |i: &usize| words.is_capital(*i);
        Known(names.iter().flat_map(|n| n.tokens.clone()).filter(capital).map(|i| words.number(i)).collect())
    }
}

/// The names of a headline.
pub(super) fn names(
    doc: &Document,
    words: &Words,
    sentence: Range<usize>,
    known: &Known,
    out: &mut Vec<Name>,
) {
    let mut at = sentence.start;
    while at < sentence.end {
        let start = at;
        while at < sentence.end && belongs(words, known, start, at, sentence.end) {
            at += 1;
        }
        if at > start {
            sorting::sort(doc, words, start..at, out);
        } else {
            at += 1;
        }
    }
}

/// True if the token at `at` goes on with the name that began at `start`.
fn belongs(words: &Words, known: &Known, start: usize, at: usize, end: usize) -> bool {
    let what = words.what(at);
    if !words.is_capital(at) || what.is(Word::FUNCTION.or(Word::NEVER)) {
        return false;
    }
    let ordinary = what.is(Word::START) || words.is_small_elsewhere(at);
    if known.0.contains(&words.number(at)) {
        return !ordinary || at > start;
    }
    if what.is(Word::TITLE.or(Word::PLACE).or(Word::ORG_KNOWN)) {
        return !ordinary;
    }
    if what.is(Word::GIVEN) {
        return !ordinary && at + 1 < end && words.is_capital(at + 1);
    }
    // A surname that stands in the headline alone.
    at > start && words.is(at - 1, Word::GIVEN) && what == Word::default() && !ordinary
}
