//! Where a statement's content starts behind its cue, and where it ends.

use super::lexicon::*;
use super::phrases::{full_phrase_after, noun_phrase_after};
use super::words::Text;
use crate::structure::TokenKind;
use std::ops::Range;

/// How many tokens may stand between a cue and its content: `said in a speech at the harbour on Monday that`.
const GAP: usize = 30;

/// By which construction the content follows the cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Via {
    Quote,
    That,
    Clause,
    Wh,
    To,
    Object,
    ObjectTo,
    Preposition(u32),
}

/// Content behind a cue.
#[derive(Clone, Debug)]
pub(super) struct Right {
    pub start: usize,
    pub via: Via,
}

/// The content that follows a cue which ends before `at`, in a sentence that ends at `hi`.
pub(super) fn content_after(text: &Text, at: usize, hi: usize, frames: u32) -> Option<Right> {
    let has = |f: u32| frames & f != 0;
    let found = |start: usize, via: Via| (start < hi || via == Via::Quote).then_some(Right { start, via });
    if at >= hi {
        return None;
    }
    if let Some(right) = marked(text, at, hi, frames) {
        return Some(right);
    }
    if text.is(at, "to")
        && has(frame::TO)
        && at + 1 < hi
        && text.is_word(at + 1)
        && !text.class(at + 1, DETERMINER | SUBJECT | OBJECT)
        && !text.capital(at + 1)
    {
        return found(at, Via::To);
    }
    let preposition = if text.is_word(at) { preposition_bit(text.word(at)) } else { 0 };
    if preposition != 0 && has(preposition) && at + 1 < hi && !text.class(at + 1, TIME) {
        if let Some(right) = marked(text, at + 1, hi, frames) {
            return Some(right);
        }
        if text.is_word(at + 1) || text.kind(at + 1) == TokenKind::QuoteOpen {
            return found(at + 1, Via::Preposition(preposition));
        }
    }
    if has(frame::ADDRESSEE | frame::OBJECT_TO) && text.is_word(at) && !text.class(at, PREPOSITION | TIME) {
        let end = noun_phrase_after(text, at, hi);
        if end > at && end < hi {
            if has(frame::OBJECT_TO) && text.is(end, "to") {
                return found(at, Via::ObjectTo);
            }
            if has(frame::ADDRESSEE) && text.is_word(end) {
                let preposition = preposition_bit(text.word(end));
                if preposition != 0 && has(preposition) && end + 1 < hi && text.is_any(end, &["about", "for"])
                {
                    return found(end + 1, Via::Preposition(preposition));
                }
            }
            if has(frame::ADDRESSEE) && text.comma(end) {
                // "told the mayor, Ada Moor, that"
                let full = full_phrase_after(text, at, hi);
                let right =
                    (full + 1 < hi && text.comma(full)).then(|| marked(text, full + 1, hi, frames)).flatten();
                if right.is_some() {
                    return right;
                }
            }
            if has(frame::ADDRESSEE) {
                if let Some(right) = marked(text, end, hi, frames).or_else(|| beyond(text, end, hi, frames)) {
                    return Some(right);
                }
                if has(frame::CLAUSE)
                    && (text.class(end, SUBJECT | DETERMINER) || text.capital(end))
                    && has_verb(text, end + 1, hi)
                {
                    return found(end, Via::Clause);
                }
            }
        }
    }
    if let Some(right) = beyond(text, at, hi, frames) {
        return Some(right);
    }
    if !text.is_word(at) && text.kind(at) != TokenKind::QuoteOpen && text.word(at) != "$" {
        return None;
    }
    // A verb that takes an object too needs a surer verb behind it to tell a clause from the object.
    let verb = if has(frame::OBJECT) && !has(frame::AFTER) {
        surely_has_verb(text, at + 1, hi)
    } else {
        has_verb(text, at + 1, hi)
    };
    if has(frame::CLAUSE) && starts_clause(text, at) && verb {
        return found(at, Via::Clause);
    }
    let object =
        !text.class(at, PREPOSITION | COORDINATOR | SUBORDINATOR | TIME | AUXILIARY) && !text.adverb(at);
    if has(frame::OBJECT) && (object || text.is_any(at, &["that"])) {
        return found(at, Via::Object);
    }
    None
}

/// Content whose start is marked: by a quotation mark, a colon, "that" or a question word.
fn marked(text: &Text, at: usize, hi: usize, frames: u32) -> Option<Right> {
    let has = |f: u32| frames & f != 0;
    let quote_at = |i: usize| i < text.tags.len() && text.kind(i) == TokenKind::QuoteOpen;
    if at >= hi {
        return None;
    }
    if has(frame::QUOTE) {
        if quote_at(at) {
            return Some(Right { start: at, via: Via::Quote });
        }
        if (text.comma(at) || text.is(at, ":") || text.dash(at)) && quote_at(at + 1) {
            return Some(Right { start: at + 1, via: Via::Quote });
        }
        if text.is(at, ":") && at + 1 < hi {
            return Some(Right { start: at + 1, via: Via::Clause });
        }
    }
    let demonstrative = at + 1 < hi && text.class(at + 1, TIME);
    if has(frame::THAT)
        && text.is(at, "that")
        && at + 1 < hi
        && !demonstrative
        && !text.class(at + 1, AUXILIARY)
        && !text.final_mark(at + 1)
        && !text.comma(at + 1)
    {
        return Some(Right { start: at, via: Via::That });
    }
    if has(frame::THAT)
        && text.is(at, "that")
        && at + 1 < hi
        && text.comma(at + 1)
        && has_verb(text, at + 2, hi)
    {
        return Some(Right { start: at, via: Via::That });
    }
    if has(frame::WH) && text.class(at, WH) && !text.is_any(at, &["when", "where", "while"]) {
        return Some(Right { start: at, via: Via::Wh });
    }
    None
}

/// Content behind an adjunct: `said Monday that`, `said in a statement, “`, `said, however, that`.
fn beyond(text: &Text, at: usize, hi: usize, frames: u32) -> Option<Right> {
    let adjunct = text.class(at, PREPOSITION | TIME)
        || text.adverb(at)
        || text.comma(at)
        || text.is_any(at, &["last", "this", "when", "after", "before"]);
    if !adjunct || text.kind(at) == TokenKind::QuoteOpen {
        return None;
    }
    let hi = hi.min(at + GAP);
    let parenthesis = text.comma(at);
    let mut i = at + usize::from(parenthesis);
    let mut commas = usize::from(parenthesis);
    let plain_time = !parenthesis && text.class(at, TIME);
    while i < hi {
        if text.comma(i) {
            commas += 1;
            if i + 1 < hi && text.kind(i + 1) == TokenKind::QuoteOpen {
                return marked(text, i, hi, frames & frame::QUOTE);
            }
            if commas > 2 || !parenthesis {
                return None;
            }
        } else if text.is(i, "that") && (!parenthesis || commas == 2) || text.is(i, ":") {
            return marked(text, i, hi, frames);
        } else if text.kind(i) == TokenKind::QuoteOpen {
            let reported = text.speech_at(i).is_some();
            return if reported { marked(text, i, hi, frames) } else { None };
        } else if text.final_mark(i)
            || text.dash(i)
            || text.is(i, ";")
            || text.kind(i) == TokenKind::QuoteClose
        {
            return None;
        } else if plain_time && !text.class(i, TIME | PREPOSITION) && text.kind(i) == TokenKind::Word {
            let clause = frames & frame::CLAUSE != 0 && starts_clause(text, i) && has_verb(text, i + 1, hi);
            if clause && !text.class(i - 1, PREPOSITION) {
                return Some(Right { start: i, via: Via::Clause });
            }
        } else if i > at + 1
            && text.class(i, SUBJECT)
            && frames & frame::CLAUSE != 0
            && has_verb(text, i + 1, hi)
            && !parenthesis
            && !text.class(i - 1, SUBORDINATOR | PREPOSITION)
            && !text.is(i, "who")
        {
            return Some(Right { start: i, via: Via::Clause });
        }
        i += 1;
    }
    None
}

/// True if a clause can start here.
fn starts_clause(text: &Text, at: usize) -> bool {
    if text.kind(at) == TokenKind::QuoteOpen {
        return true;
    }
    text.is_word(at)
        && !text.class(at, COORDINATOR | AUXILIARY)
        && (!text.class(at, PREPOSITION) || text.is_any(at, &["unlike", "despite", "under", "during"]))
        && !text.is_any(at, &["to", "him", "her own", "me", "us", "them", "so", "himself", "herself", "as"])
}

/// True if a finite verb seems to stand between the two positions, before the clause ends.
pub(super) fn has_verb(text: &Text, from: usize, hi: usize) -> bool {
    (from..hi.min(from + 40)).any(|i| text.verbal(i) || text.kind(i) == TokenKind::QuoteOpen)
}

fn surely_has_verb(text: &Text, from: usize, hi: usize) -> bool {
    let end = (from..hi).find(|&i| text.comma(i)).unwrap_or(hi);
    (from..end.min(from + 40)).any(|i| text.surely_verbal(i))
}

/// The end of content that starts at `from` and is not a quotation from its first mark to its last.
pub(super) fn content_end(text: &Text, from: usize, hi: usize) -> usize {
    let mut i = from;
    while i < hi {
        if text.kind(i) == TokenKind::QuoteOpen {
            let end = quotation_end(text, i).unwrap_or(i + 1).max(i + 1);
            i = end;
            if i >= hi {
                return i;
            }
            // An American comma or full stop stands inside the marks and parts what follows all the same.
            if i >= 2
                && text.kind(i - 1) == TokenKind::QuoteClose
                && text.comma(i - 2)
                && parts(text, i - 1, hi)
            {
                return i;
            }
            continue;
        }
        if text.is(i, ";") && !text.is_word(i) {
            return i;
        }
        if (text.comma(i) || text.dash(i)) && parts(text, i, hi) {
            return i;
        }
        if i > from && text.is_any(i, &["and", "but"]) && reports_next(text, i + 1, hi) {
            return i;
        }
        i += 1;
    }
    let mut end = hi;
    while end > from + 1
        && (text.final_mark(end - 1) && text.kind(end - 1) == TokenKind::Mark || text.comma(end - 1))
    {
        end -= 1;
    }
    end
}

/// The end of content that is a noun phrase with what depends on it: it stops where another clause begins.
pub(super) fn phrase_end(text: &Text, from: usize, hi: usize) -> usize {
    let end = content_end(text, from, hi);
    let mut i = from + 1;
    while i + 1 < end {
        if text.kind(i) == TokenKind::QuoteOpen {
            i = quotation_end(text, i).unwrap_or(i + 1).max(i + 1);
            continue;
        }
        let next = i + 1;
        let clause = match text.kind(i) {
            TokenKind::Mark if text.comma(i) || text.dash(i) => {
                text.class(next, SUBJECT | SUBORDINATOR | PREPOSITION)
                    || text.adverb(next)
                    || text.word(next).ends_with("ing")
                    || text.class(next, COORDINATOR) && has_verb(text, next, end.min(next + 6))
                    || text.surely_verbal(next)
            }
            TokenKind::Word if text.class(i, COORDINATOR) => {
                text.surely_verbal(next) && !text.capital(next) || text.class(next, SUBJECT)
            }
            TokenKind::Word => {
                text.is_any(
                    i,
                    &[
                        "while", "because", "although", "though", "unless", "when", "after", "before",
                        "since", "if",
                    ],
                ) && text.word(i).starts_with(char::is_lowercase)
            }
            _ => false,
        };
        if clause {
            return i;
        }
        i += 1;
    }
    end
}

/// The token behind the quotation that opens at `open`, in this paragraph.
pub(super) fn quotation_end(text: &Text, open: usize) -> Option<usize> {
    let quotation = &text.doc.quotations[text.doc.tokens[open].quotation? as usize];
    let start = text.doc.tokens[open].span.start;
    let piece = quotation.pieces.iter().find(|p| p.start <= start && start < p.end)?;
    Some(text.doc.tokens_in(*piece).end)
}

/// True if another reporting verb follows a coordinator: "said it was safe and warned that".
fn reports_next(text: &Text, at: usize, hi: usize) -> bool {
    let mut verb = at;
    while verb < hi && text.adverb(verb) {
        verb += 1;
    }
    if verb + 1 >= hi {
        return false;
    }
    let entry = text.tags[verb].entry;
    entry.forms & (form::PAST | form::THIRD) != 0
        && entry.frames & (frame::THAT | frame::QUOTE) != 0
        && !text.capital(verb)
        && marked(text, verb + 1, hi, entry.frames).is_some()
}

/// True if what stands behind the comma at `comma` is no longer content.
fn parts(text: &Text, comma: usize, hi: usize) -> bool {
    let mut next = comma + 1;
    if next >= hi {
        return false;
    }
    if text.is_any(next, &["according"]) {
        return true;
    }
    while next < hi && (text.class(next, COORDINATOR) || text.adverb(next))
        || text.is_any(next, &["while"]) && next == comma + 1
    {
        next += 1;
        if next >= hi {
            return false;
        }
    }
    let forms = text.tags[next].entry.forms;
    let reporting = text.tags[next].entry.frames & (frame::THAT | frame::QUOTE) != 0;
    if forms & form::ING != 0 && reporting && next + 1 < hi && !text.class(next - 1, DETERMINER) {
        // "…, adding that": but not "…, ruling out a deal, it would".
        let frames = text.tags[next].entry.frames & (frame::THAT | frame::QUOTE | frame::WH | frame::CLAUSE);
        return frames & frame::CLAUSE != 0
            || content_after(text, next + 1, hi, frames | frame::ADDRESSEE).is_some();
    }
    if forms & (form::PAST | form::THIRD) != 0 && reporting && !text.capital(next) {
        return true;
    }
    // "…, he said", "…, and the mayor said"
    let end = noun_phrase_after(text, next, hi);
    if end > next && end < hi && end - next <= 8 {
        let mut verb = end;
        while verb < hi && (text.class(verb, HAVE) || text.adverb(verb)) {
            verb += 1;
        }
        if verb < hi {
            let entry = text.tags[verb].entry;
            return entry.forms & (form::PAST | form::THIRD) != 0 && entry.frames & frame::AFTER != 0;
        }
    }
    false
}

/// The content in front of position `end` in the sentence `sentence`: the quotation that ends there, with
/// what stands before it in its sentence, or the clause. `None` if there is nothing that can be content.
pub(super) fn content_before(text: &Text, end: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let mut end = end;
    while end > sentence.start && (text.comma(end - 1) || text.dash(end - 1)) {
        end -= 1;
    }
    if end <= sentence.start {
        return None;
    }
    if text.kind(end - 1) == TokenKind::QuoteClose {
        let quotation = text.quotation_at(end - 1)?;
        let piece = text.doc.quotations[quotation].pieces.last()?;
        let start = text.doc.tokens_in(*piece).start;
        let marked_off = start > sentence.start && !text.is_word(start - 1) && !text.comma(start - 1);
        if marked_off && text.speech_at(start).is_some() && text.capital((start + 1).min(end - 1)) {
            return Some(start..end);
        }
        // A quotation of several sentences, or one that opens the sentence.
        return Some(start.min(sentence.start)..end);
    }
    Some(sentence.start..end)
}
