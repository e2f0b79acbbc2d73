//! Turns of an interview and signed quotations: `MOOR: We are closed.`, `“We are closed.” — Ada Moor`

use super::super::lexicon::form;
use super::super::words::Text;
use super::{Found, pieces};
use crate::structure::TokenKind;
use std::collections::HashMap;
use std::ops::Range;

/// How many tokens a speaker's name may have.
const NAME: usize = 8;

/// The turns and signed quotations of a document, in order.
pub(in super::super) fn turns(text: &Text) -> Vec<Found> {
    let paragraphs = || (0..text.doc.paragraphs.len()).map(|i| text.doc.paragraph_tokens(i));
    let name = |p: &Range<usize>| {
        name_and_colon(text, p).map(|colon| text.doc.span(p.start..colon).of(text.doc.text))
    };
    let mut speaks: HashMap<&str, usize> = HashMap::new();
    paragraphs().filter_map(|p| name(&p)).for_each(|n| *speaks.entry(n).or_default() += 1);
    let turn = |(i, p): (usize, Range<usize>)| {
        // A name that speaks again is one in an interview; a headline has its speaker in front.
        let bare = i == 0 || name(&p).is_some_and(|n| speaks.get(n).is_some_and(|&count| count > 1));
        named_turn(text, &p, bare).or_else(|| signed(text, &p))
    };
    paragraphs().enumerate().filter_map(turn).collect()
}

/// The colon of a paragraph that starts with a short name and a colon.
fn name_and_colon(text: &Text, paragraph: &Range<usize>) -> Option<usize> {
    let colon = paragraph.clone().take(NAME + 1).find(|&i| text.is(i, ":"))?;
    let name = paragraph.start..colon;
    let small = |i: usize| matches!(text.word(i), "." | "," | "(" | ")" | "-" | "of" | "the" | "and" | "to");
    let named = !name.is_empty() && name.clone().all(|i| text.is_word(i) && text.capital(i) || small(i));
    let verb = text.tags[name.start].entry.forms & form::PAST != 0;
    (named && !verb && text.capital(name.start) && colon + 2 < paragraph.end).then_some(colon)
}

/// `Ada Moor: “We are closed.”`, `MOOR: We are closed.`
fn named_turn(text: &Text, paragraph: &Range<usize>, bare: bool) -> Option<Found> {
    let colon = name_and_colon(text, paragraph)?;
    let name = paragraph.start..colon;
    let start = colon + 1;
    let loud = text.word(name.start).len() > 1 && !text.word(name.start).contains(char::is_lowercase);
    let quoted = text.kind(start) == TokenKind::QuoteOpen && text.speech_at(start).is_some();
    if !quoted && !loud && !bare {
        return None;
    }
    let content = match quoted {
        true => pieces(text, text.quotation_at(start)?, start),
        false => std::iter::once(start..paragraph.end).collect(),
    };
    Some(Found { source: Some(name), cue: colon..start, content, rule: "turn" })
}

/// `“We are closed.” — Ada Moor, mayor of Tarn`
fn signed(text: &Text, paragraph: &Range<usize>) -> Option<Found> {
    if text.kind(paragraph.start) != TokenKind::QuoteOpen {
        return None;
    }
    let quotation = text.quotation_at(paragraph.start)?;
    let piece = *text.doc.quotations[quotation].pieces.last()?;
    let end = text.doc.tokens_in(piece).end;
    if end + 1 >= paragraph.end || !text.dash(end) || !text.capital(end + 1) || paragraph.end - end > 14 {
        return None;
    }
    let content = pieces(text, quotation, 0);
    Some(Found { source: Some(end + 1..paragraph.end), cue: end..end + 1, content, rule: "signature" })
}

#[cfg(test)]
mod tests {
    use crate::attribution::examples::{each_gives, statements};

    #[test]
    fn turns_and_signatures() {
        each_gives(&[
            ("Ada Moor: “We are closed.”", "turn | Ada Moor | : | “We are closed.”"),
            (
                "“We are closed.” — Ada Moor, mayor of Tarn",
                "signature | Ada Moor, mayor of Tarn | — | “We are closed.”",
            ),
        ]);
        assert_eq!(
            statements("REED: Is it closed?\nMOOR: It is indeed."),
            ["turn | REED | : | Is it closed?", "turn | MOOR | : | It is indeed."]
        );
    }
}
