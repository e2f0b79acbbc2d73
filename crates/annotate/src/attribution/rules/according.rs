//! `According to Ada Moor, the bridge is closed.`, `The bridge is closed, according to the mayor.`

use super::super::content::content_end;
use super::super::phrases::full_phrase_after;
use super::super::words::Text;
use super::{Found, pieces};
use crate::structure::TokenKind;
use std::ops::Range;

/// The phrases that name a source, word by word.
const PHRASES: &[&[&str]] = &[
    &["according", "to"],
    &["in", "the", "words", "of"],
    &["in", "the", "opinion", "of"],
    &["in", "the", "view", "of"],
];

/// A phrase that names the source of its sentence.
pub(in super::super) fn according(text: &Text, at: usize, sentence: &Range<usize>) -> Option<Found> {
    let phrase = PHRASES.iter().find(|p| {
        at + p.len() < sentence.end
            && p.iter().enumerate().all(|(i, w)| text.word(at + i).eq_ignore_ascii_case(w))
    })?;
    let from = at + phrase.len();
    let hi = sentence.end;
    let leading = at == sentence.start || at == sentence.start + 1 && !text.is_word(sentence.start);
    let end = if leading { leading_source(text, from, hi) } else { full_phrase_after(text, from, hi) };
    if end <= from {
        return None;
    }
    let mut content = Vec::new();
    if at > sentence.start {
        let before = at - 1;
        let mut stop = if text.comma(before) { before } else { at };
        while stop > sentence.start && !text.is_word(stop - 1) && text.kind(stop - 1) == TokenKind::Mark {
            stop -= 1;
        }
        if stop > sentence.start {
            content.push(whole_quotation(text, sentence.start, stop));
        }
    }
    if end + 1 < hi && text.comma(end) && (leading || content.iter().all(|c| c.len() < 8)) {
        let stop = content_end(text, end + 1, hi);
        if stop > end + 1 {
            content.push(end + 1..stop);
        }
    }
    if content.is_empty() {
        return None;
    }
    Some(Found { source: Some(from..end), cue: at..from, content, rule: "according-to" })
}

/// The source of a phrase that opens the sentence: up to the comma in front of its subject.
fn leading_source(text: &Text, from: usize, hi: usize) -> usize {
    let plain = super::super::phrases::noun_phrase_after(text, from, hi);
    let comma = (plain.max(from + 1)..hi).find(|&i| text.comma(i) || text.kind(i) == TokenKind::QuoteOpen);
    comma.unwrap_or(plain)
}

/// `from..to`, from the start of the quotation if one ends there.
fn whole_quotation(text: &Text, from: usize, to: usize) -> Range<usize> {
    if text.kind(to - 1) != TokenKind::QuoteClose {
        return from..to;
    }
    let start = text.quotation_at(to - 1).and_then(|q| pieces(text, q, 0).last().map(|p| p.start));
    start.map_or(from, |s| s.min(from))..to
}

#[cfg(test)]
mod tests {
    use crate::attribution::examples::each_gives;

    #[test]
    fn phrases_that_name_a_source() {
        each_gives(&[
            (
                "According to Ada Moor, the bridge is closed.",
                "according-to | Ada Moor | According to | the bridge is closed",
            ),
            (
                "The bridge is closed, according to the mayor.",
                "according-to | the mayor | according to | The bridge is closed",
            ),
        ]);
    }
}
