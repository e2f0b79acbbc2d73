//! The cue comes after the content: `“…,” she said.`, `The bridge is closed, said Ada Moor.`

use super::super::content::{content_after, content_before, content_end, has_verb, quotation_end};
use super::super::lexicon::*;
use super::super::phrases::{full_phrase_after, subject};
use super::super::words::Text;
use super::{Found, Site, pieces};
use crate::structure::{QuotationRole, TokenKind};
use std::ops::Range;

/// `“It is closed,” said Ada Moor, the mayor.`
pub(in super::super) fn inverted(text: &Text, site: &Site) -> Option<Found> {
    if site.frames & (frame::QUOTE | frame::AFTER) == 0 {
        return None;
    }
    let start = site.group.tokens.start;
    // "told" wants the one who is told behind it.
    if start == site.sentence.start || text.is_any(site.group.verb, &["told", "tells", "tell"]) {
        return None;
    }
    let quoted = text.kind(start - 1) == TokenKind::QuoteClose
        || text.comma(start - 1) && start >= 2 && text.kind(start - 2) == TokenKind::QuoteClose;
    let parted = text.comma(start - 1) && site.frames & frame::AFTER != 0;
    if !quoted && !parted {
        return None;
    }
    let at = site.group.verb + 1;
    let hi = site.sentence.end;
    let end = full_phrase_after(text, at, hi);
    if end == at || text.is_any(at, &["that", "to"]) {
        return None;
    }
    if !quoted {
        // Without marks only a source that ends the clause tells the content from what follows.
        let ends = end == hi || !text.is_word(end) || text.class(end, PREPOSITION | TIME);
        let verb = content_after(text, at, hi, frame::THAT | frame::QUOTE).is_some();
        if !ends || verb || text.class(at, PREPOSITION | TIME) {
            return None;
        }
    }
    if !quoted && !is_clause(text, site.sentence.start, start - 1) && resumed(text, end, hi).is_none() {
        return None;
    }
    let mut content = left_content(text, start, site)?;
    content.extend(resumed(text, end, hi));
    Some(Found { source: Some(at..end), cue: site.group.tokens.clone(), content, rule: "cue-after-inverted" })
}

/// `Said Ada Moor: “It is closed.”`
pub(in super::super) fn inverted_first(text: &Text, site: &Site) -> Option<Found> {
    let verb = site.group.verb;
    if verb != site.sentence.start || site.frames & frame::QUOTE == 0 || !text.capital(verb) {
        return None;
    }
    let hi = site.sentence.end;
    let end = full_phrase_after(text, verb + 1, hi);
    if end == verb + 1 || end + 1 >= hi || !(text.comma(end) || text.is(end, ":")) {
        return None;
    }
    if text.kind(end + 1) != TokenKind::QuoteOpen {
        return None;
    }
    let content = pieces(text, text.quotation_at(end + 1)?, end + 1);
    Some(Found { source: Some(verb + 1..end), cue: verb..verb + 1, content, rule: "cue-first-inverted" })
}

/// `“It is closed,” Ada Moor said on Monday.`, `The bridge, she said, is closed.`
pub(in super::super) fn after(text: &Text, site: &Site) -> Option<Found> {
    if site.frames & (frame::QUOTE | frame::AFTER) == 0 {
        return None;
    }
    let found = subject(text, site.group.tokens.start, site.lo)?;
    if found.start <= site.sentence.start || found.shared {
        return None;
    }
    let mut start = found.start;
    // "as she put it", "as Moor said"
    if text.is_any(start - 1, &["as"]) && start >= site.sentence.start + 2 {
        start -= 1;
    }
    if start <= site.sentence.start {
        return None;
    }
    let before = start - 1;
    let closed = |i: usize| text.kind(i) == TokenKind::QuoteClose;
    // A phrase in marks counts if its comma stands inside them: "She “hates it,” he said".
    let inside = |i: usize| i > site.sentence.start && matches!(text.word(i - 1), "," | "!" | "?");
    let quoted = closed(before) && (text.speech_at(before).is_some() || inside(before))
        || (text.comma(before) || text.dash(before)) && before > site.sentence.start && closed(before - 1);
    let at = site.group.verb + 1;
    let hi = site.sentence.end;
    let spoken_to = if site.frames & frame::ADDRESSEE != 0 { frame::OBJECT } else { 0 };
    let right = content_after(text, at, hi, site.frames & !spoken_to);
    if !quoted {
        let parted = text.comma(before) || text.dash(before);
        if !parted || site.frames & frame::AFTER == 0 || right.is_some() {
            return None;
        }
        // "The harm, she says, is done": what goes on behind the clause makes a phrase a statement.
        if !is_clause(text, site.sentence.start, before) && resumed(text, at, hi).is_none() {
            return None;
        }
    } else if right
        .as_ref()
        .is_some_and(|r| text.kind(r.start) != TokenKind::QuoteOpen && text.is(r.start, "that"))
    {
        return None;
    }
    let mut content = left_content(text, start, site)?;
    match right {
        Some(r) if text.kind(r.start) == TokenKind::QuoteOpen => {
            if let Some(q) = text.quotation_at(r.start) {
                content.extend(pieces(text, q, r.start));
            }
        }
        _ => content.extend(resumed(text, at, hi)),
    }
    // "she went on", "he shot back"
    let particle =
        at < hi && text.is_any(at, &["on", "back", "in", "out"]) && (at + 1 >= hi || !text.is_word(at + 1));
    let cue = site.group.tokens.start..at + usize::from(particle);
    Some(Found { source: Some(found.tokens), cue, content, rule: "cue-after" })
}

/// True if the tokens can be a statement of their own: they hold a verb, and are more than a phrase or a
/// clause that the reporting clause needs ("In a speech,", "When he was asked,").
fn is_clause(text: &Text, from: usize, to: usize) -> bool {
    if to < from + 2 || !has_verb(text, from, to) {
        return false;
    }
    let dependent = text.class(from, SUBORDINATOR | PREPOSITION)
        && !text.is_any(from, &["that", "what", "who"])
        || text.word(from).ends_with("ing");
    !dependent || (from..to).any(|i| text.comma(i))
}

/// The content in front of a reporting clause that starts at `start`: all pieces of a quotation, or the
/// sentence so far.
fn left_content(text: &Text, start: usize, site: &Site) -> Option<Vec<Range<usize>>> {
    let range = content_before(text, start, &site.sentence)?;
    if text.kind(range.end - 1) == TokenKind::QuoteClose {
        let quotation = text.quotation_at(range.end - 1)?;
        let all = pieces(text, quotation, 0);
        if all.len() > 1 && all.last().is_some_and(|p| p.start <= range.start) {
            return Some(all);
        }
    }
    Some(vec![range])
}

/// Content that goes on behind the reporting clause: `…, she said, and …`, `“…,” she said, “…”`.
fn resumed(text: &Text, at: usize, hi: usize) -> Option<Range<usize>> {
    let mut i = at;
    // Where and when it was said.
    while i < hi && i < at + 12 && !text.comma(i) && !text.dash(i) && text.kind(i) != TokenKind::QuoteOpen {
        if text.final_mark(i) || text.is(i, ";") || text.is(i, ":") {
            break;
        }
        i += 1;
    }
    if i >= hi {
        return None;
    }
    let opens = |i: usize| i < hi && text.kind(i) == TokenKind::QuoteOpen;
    let quote = if opens(i) {
        Some(i)
    } else if opens(i + 1) {
        Some(i + 1)
    } else {
        None
    };
    if let Some(open) = quote {
        let speech =
            text.quotation_at(open).is_some_and(|q| text.doc.quotations[q].role != QuotationRole::Name);
        return speech.then(|| open..quotation_end(text, open).unwrap_or(hi));
    }
    let next = i + 1;
    let goes_on = (text.comma(i) || text.dash(i))
        && i == at
        && next < hi
        && text.is_word(next)
        && !text.class(next, PREPOSITION | SUBORDINATOR | TIME | COORDINATOR)
        && text.tags[next].entry.forms & form::ING == 0
        && !text.word(next).ends_with("ing")
        && !text.adverb(next);
    if !goes_on {
        return None;
    }
    let end = content_end(text, next, hi);
    (end > next).then_some(next..end)
}

#[cfg(test)]
mod tests {
    use crate::attribution::examples::{each_gives, statements};

    #[test]
    fn the_cue_follows() {
        each_gives(&[
            ("“It is closed,” Ada Moor said on Monday.", "cue-after | Ada Moor | said | “It is closed,”"),
            (
                "“It is closed,” said Ada Moor, the mayor of Tarn.",
                "cue-after-inverted | Ada Moor, the mayor of Tarn | said | “It is closed,”",
            ),
            ("The bridge is closed, the mayor said.", "cue-after | the mayor | said | The bridge is closed"),
            (
                "The bridge is closed, said Ada Moor.",
                "cue-after-inverted | Ada Moor | said | The bridge is closed",
            ),
            ("“Is it closed?” he asked.", "cue-after | he | asked | “Is it closed?”"),
            ("“It is closed,” Moor told reporters.", "cue-after | Moor | told | “It is closed,”"),
            ("Said Ada Moor: “It is closed.”", "cue-first-inverted | Ada Moor | Said | “It is closed.”"),
            ("But she “hates the bridge,” he said.", "cue-after | he | said | But she “hates the bridge,”"),
        ]);
    }

    #[test]
    fn the_content_goes_on_behind_the_cue() {
        each_gives(&[
            (
                "“It is closed,” she said, “and it was never safe.”",
                "cue-after | she | said | “It is closed,” // “and it was never safe.”",
            ),
            ("The bridge, she said, is closed.", "cue-after | she | said | The bridge // is closed"),
        ]);
    }

    #[test]
    fn an_introduction_is_no_content() {
        assert_eq!(statements("In Tarn, Moor said hello."), ["cue-before-object | Moor | said | hello"]);
    }
}
