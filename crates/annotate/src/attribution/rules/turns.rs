//! Turns of an interview and signed quotations: `MOOR: We are closed.`, `“We are closed.” — Ada Moor`

use super::super::words::Text;
use super::{Found, pieces};
use crate::structure::TokenKind;
use std::ops::Range;

/// How many tokens a speaker's name may have.
const NAME: usize = 8;

/// A paragraph that is one turn.
pub(in super::super) fn turn(text: &Text, paragraph: Range<usize>) -> Option<Found> {
    named_turn(text, &paragraph).or_else(|| signed(text, &paragraph))
}

/// `Ada Moor: “We are closed.”`, `MOOR: We are closed.`
fn named_turn(text: &Text, paragraph: &Range<usize>) -> Option<Found> {
    let colon = paragraph.clone().take(NAME + 1).find(|&i| text.is(i, ":"))?;
    let name = paragraph.start..colon;
    let content = colon + 1..paragraph.end;
    let named = !name.is_empty()
        && name.clone().all(|i| {
            text.is_word(i) && text.capital(i)
                || matches!(text.word(i), "." | "," | "(" | ")" | "of" | "the" | "and")
        });
    if !named || !text.capital(name.start) || content.len() < 2 {
        return None;
    }
    let loud = text.word(name.start).len() > 1 && !text.word(name.start).contains(char::is_lowercase);
    let quoted = text.kind(content.start) == TokenKind::QuoteOpen && text.speech_at(content.start).is_some();
    if !quoted && !loud {
        return None;
    }
    let content =
        if quoted { pieces(text, text.quotation_at(content.start)?, content.start) } else { vec![content] };
    Some(Found { source: Some(name), cue: colon..colon + 1, content, rule: "turn" })
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
