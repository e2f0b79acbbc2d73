//! A sentence that leads up to a quotation with a colon: `Ada Moor did not give in: “It stays closed.”`

use super::super::phrases::subject;
use super::super::words::Text;
use super::{Found, pieces};
use crate::structure::TokenKind;
use std::ops::Range;

/// The statement of a sentence with a colon in front of speech, if no cue of the sentence (`earlier`) has
/// found it. The speech may stand in the next paragraph.
pub(in super::super) fn colon(text: &Text, sentence: &Range<usize>, earlier: &[Found]) -> Option<Found> {
    let leads = |i: &usize| {
        text.is(*i, ":")
            && i + 1 < text.tags.len()
            && text.kind(i + 1) == TokenKind::QuoteOpen
            && text.speech_at(i + 1).is_some()
    };
    let colon = sentence.clone().find(leads)?;
    let start = colon + 1;
    if earlier.iter().any(|f| f.content.iter().any(|c| c.contains(&start))) {
        return None;
    }
    let lo = sentence.start;
    let verb = (lo + 1..colon).find(|&i| text.surely_verbal(i) && subject(text, i, lo).is_some())?;
    let source = subject(text, verb, lo)?;
    let content = pieces(text, text.quotation_at(start)?, start);
    Some(Found { source: Some(source.tokens), cue: verb..start, content, rule: "colon" })
}

#[cfg(test)]
mod tests {
    use crate::attribution::examples::each_gives;

    #[test]
    fn a_colon_leads_to_speech() {
        each_gives(&[
            (
                "Ada Moor did not give in: “It stays closed.”",
                "colon | Ada Moor | did not give in: | “It stays closed.”",
            ),
            ("Moor gave a reason:\n\n“It is not safe.”", "colon | Moor | gave a reason: | “It is not safe.”"),
        ]);
    }
}
