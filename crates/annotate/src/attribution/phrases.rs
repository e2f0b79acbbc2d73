//! Noun phrases and verb groups, as far as closed classes, capitals and endings show them. Ranges are of
//! tokens.

use super::lexicon::*;
use super::words::Text;
use crate::structure::{QuotationRole, TokenKind};
use std::ops::Range;

/// How far back a subject is looked for, in tokens.
const REACH: usize = 60;

/// A verb with its auxiliaries, and how it is used.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// From the first auxiliary or adverb to the verb.
    pub tokens: Range<usize>,
    /// The verb itself.
    pub verb: usize,
    pub mood: Mood,
}

/// How a verb is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// `said`, `has said`, `is saying`
    Finite,
    /// `was told`
    Passive,
    /// `saying`
    Participle,
    /// `to say`
    Infinitive,
}

/// The verb group that ends with the verb at `verb`, if it is one and not a noun or adjective that looks alike.
pub(super) fn verb_group(text: &Text, verb: usize, lo: usize) -> Option<Group> {
    let forms = text.tags[verb].entry.forms;
    let (mut start, mut at) = (verb, verb);
    let (mut aux, mut to, mut being) = (0, false, false);
    while at > lo {
        let before = at - 1;
        if text.class(before, AUXILIARY) {
            aux |= text.tags[before].entry.classes & AUXILIARY;
            being |= text.is_any(before, &["being", "be", "been", "is", "are", "was", "were", "am"]);
            start = before;
        } else if text.is(before, "to") {
            to = true;
            start = before;
            at = before;
            break;
        } else if text.class(before, NEGATION)
            || text.adverb(before)
            || text.is(before, "no") && text.is(at, "longer")
        {
            // An adverb counts if it stands right before the verb or an auxiliary comes before it.
            if aux == 0 {
                start = before;
            }
        } else {
            break;
        }
        at = before;
    }
    let before = (at > lo).then(|| at - 1);
    // "they’ve said", "he’ll say": the auxiliary hangs on the subject.
    let hung = before.filter(|&b| text.class(b, SUBJECT) && text.word(b).contains(['\'', '’']));
    if let Some(b) = hung {
        let word = text.word(b);
        aux |= match () {
            _ if word.ends_with("ve") => HAVE,
            _ if word.ends_with("ll") => MODAL,
            _ if word.ends_with("re") || word.ends_with('m') => BE,
            _ => HAVE | MODAL,
        };
    }
    let mood = if to {
        if forms & form::BASE == 0 { return None } else { Mood::Infinitive }
    } else if forms & form::ING != 0 {
        if aux & BE != 0 || hung.is_some() { Mood::Finite } else { Mood::Participle }
    } else if aux & BE != 0 && being && forms & form::PARTICIPLE != 0 {
        Mood::Passive
    } else if aux & HAVE != 0 && forms & form::PARTICIPLE != 0
        || aux & (MODAL | DO) != 0 && forms & form::BASE != 0
    {
        Mood::Finite
    } else if aux & AUXILIARY != 0 && hung.is_none() {
        return None;
    } else if forms & (form::PAST | form::THIRD) != 0
        || forms & form::BASE != 0 && before.is_some_and(|b| plural(text, b) || says(text, verb, b))
    {
        Mood::Finite
    } else {
        return None;
    };
    let bare = aux == 0 && !to;
    let gerund = mood == Mood::Participle && before.is_some_and(|b| text.class(b, PREPOSITION));
    if bare && !gerund && before.is_some_and(|b| nominal_before(text, b)) {
        return None;
    }
    Some(Group { tokens: start..verb + 1, verb, mood })
}

/// True if what stands before a word makes it a noun or an adjective: `the report`, `of proposed`.
fn nominal_before(text: &Text, before: usize) -> bool {
    let determiner = text.class(before, DETERMINER)
        && !text.is_any(
            before,
            &[
                "that", "this", "all", "both", "many", "most", "some", "several", "few", "others", "one",
                "another", "each", "more",
            ],
        );
    determiner
        || text.kind(before) == TokenKind::Possessive
        || text.class(before, PREPOSITION) && !text.capital(before)
}

/// "say" and its like are hardly ever nouns: almost anything in front of them is their subject.
fn says(text: &Text, verb: usize, before: usize) -> bool {
    text.is_any(verb, &["say", "think", "believe", "argue", "know", "insist"])
        && (text.is_word(before) || matches!(text.word(before), "%" | ")"))
        && !text.class(before, PREPOSITION | SUBORDINATOR | AUXILIARY | COORDINATOR | OBJECT)
        && !text.is_any(before, &["to", "the", "a", "no", "not", "he", "she", "it", "let", "let's"])
}

/// True if the token can be the subject of a verb in its plain form.
fn plural(text: &Text, at: usize) -> bool {
    if text.class(at, SUBJECT) {
        return text.is_any(at, &["i", "we", "you", "they", "who"]);
    }
    let word = text.word(at);
    if text.class(at, RELATIVE) || text.comma(at) {
        return true;
    }
    text.is_any(
        at,
        &[
            "people", "some", "many", "most", "both", "others", "all", "few", "women", "men", "police",
            "and", "media",
        ],
    ) || text.kind(at) == TokenKind::Word
        && word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !text.class(at, VERB | AUXILIARY | PREPOSITION | SUBORDINATOR | DETERMINER)
        || word.ends_with(')')
}

/// Who does what a verb group says.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// The noun phrase with its apposition.
    pub tokens: Range<usize>,
    /// Where the phrase and what belongs to it, such as a relative clause, begin in front of the verb.
    pub start: usize,
    /// It does not stand right before the verb but is shared with an earlier one.
    pub shared: bool,
}

/// The subject in front of a verb group that starts at `end`, looking back no further than `lo`.
pub(super) fn subject(text: &Text, end: usize, lo: usize) -> Option<Subject> {
    let lo = lo.max(end.saturating_sub(REACH));
    if end <= lo {
        return None;
    }
    let before = end - 1;
    if text.comma(before) || text.dash(before) {
        return behind_insertion(text, before, lo);
    }
    if text.class(before, COORDINATOR) {
        return shared_subject(text, before, lo);
    }
    let tokens = noun_phrase_before(text, end, lo)?;
    let tokens = with_apposition_before(text, tokens, lo);
    Some(Subject { start: tokens.start, tokens, shared: false })
}

/// `S, …, ` before the verb: the phrase in front of the insertion that ends at the mark `close`.
fn behind_insertion(text: &Text, close: usize, lo: usize) -> Option<Subject> {
    let same = |at: usize| if text.comma(close) { text.comma(at) } else { text.dash(at) };
    let mut best: Option<Subject> = None;
    for open in (lo + 1..close.saturating_sub(1)).rev() {
        if matches!(text.kind(open), TokenKind::QuoteClose | TokenKind::QuoteOpen)
            && text.speech_at(open).is_some()
        {
            break;
        }
        if !same(open) {
            continue;
        }
        let Some(np) = noun_phrase_before(text, open, lo) else { continue };
        let begins_clause = np.start == lo || {
            let before = np.start - 1;
            text.comma(before)
                || text.dash(before)
                || text.class(before, COORDINATOR | SUBORDINATOR)
                || !text.is_word(before)
        };
        if !begins_clause || text.class(open + 1, COORDINATOR) {
            continue;
        }
        let relative = text.class(open + 1, RELATIVE) || text.class(open + 1, SUBORDINATOR | PREPOSITION);
        let tokens = if relative { np.clone() } else { np.start..close };
        let name = text.capital(np.start) && !text.class(np.start, DETERMINER);
        let enough = name || np.start == lo || !text.comma(np.start - 1);
        let subject = Subject { start: tokens.start, tokens, shared: false };
        if enough {
            return Some(subject);
        }
        best = best.or(Some(subject));
    }
    best
}

/// `S praised it and said`: the subject of the first verb of the clause.
fn shared_subject(text: &Text, before: usize, lo: usize) -> Option<Subject> {
    let verb = (lo + 1..before).find(|&i| text.verbal(i) && !text.class(i - 1, PREPOSITION | DETERMINER))?;
    let first = (lo..verb).rev().find(|&i| !text.adverb(i) && !text.class(i, AUXILIARY | NEGATION))? + 1;
    let tail = first - 1;
    let found = if text.comma(tail) || text.dash(tail) {
        behind_insertion(text, tail, lo)?
    } else {
        let tokens = noun_phrase_before(text, first, lo)?;
        Subject { start: tokens.start, tokens, shared: true }
    };
    Some(Subject { shared: true, ..found })
}

/// `the mayor of Tarn, Ada Moor` before the verb: the description joins the name.
fn with_apposition_before(text: &Text, np: Range<usize>, lo: usize) -> Range<usize> {
    let name = text.capital(np.start) && !text.class(np.start, DETERMINER | TIME | SUBJECT);
    if !name || np.start < lo + 2 || !text.comma(np.start - 1) {
        return np;
    }
    match noun_phrase_before(text, np.start - 1, lo) {
        Some(d)
            if text.is_any(d.start, &["the", "his", "her", "their", "its", "another", "one"])
                && d.len() <= 12
                && (d.start == lo || !text.is_word(d.start - 1)) =>
        {
            d.start..np.end
        }
        _ => np,
    }
}

/// The noun phrase that ends before `end`.
pub(super) fn noun_phrase_before(text: &Text, end: usize, lo: usize) -> Option<Range<usize>> {
    let lo = lo.max(end.saturating_sub(REACH));
    if end <= lo {
        return None;
    }
    let last = end - 1;
    if text.class(last, SUBJECT | RELATIVE) && !text.is(last, "There") {
        return Some(last..end);
    }
    let (mut at, mut start) = (end, end);
    while at > lo {
        let i = at - 1;
        match text.kind(i) {
            TokenKind::Possessive => {}
            TokenKind::Number => start = i,
            TokenKind::Word => {
                if text.class(i, SUBJECT | SUBORDINATOR | RELATIVE | AUXILIARY) && !text.is(i, "May")
                    || text.is_any(i, &["that", "but", "or", "nor", "to", "not", "yet"])
                        && !(text.is(i, "to") && text.capital(at.min(last)))
                {
                    break;
                }
                if text.is_any(i, &["and"]) {
                    if i == lo || at >= end || text.capital(i - 1) != text.capital(at) || !text.is_word(i - 1)
                    {
                        break;
                    }
                } else if breaks_phrase(text, i, at, end, lo) {
                    break;
                } else if !text.class(i, PREPOSITION | ADVERB)
                    || text.capital(i) && !text.class(i, PREPOSITION)
                {
                    start = i;
                }
            }
            TokenKind::QuoteClose => match text.quotation_at(i) {
                Some(q) if text.doc.quotations[q].role != QuotationRole::Speech => {
                    let open = text.doc.tokens_in(text.doc.quotations[q].pieces[0]).start;
                    if open < lo || open >= i {
                        break;
                    }
                    start = open;
                    at = open;
                    continue;
                }
                _ => break,
            },
            TokenKind::QuoteOpen => break,
            TokenKind::Mark => match text.word(i) {
                ")" | "]" => {
                    let open = (lo..i).rev().take(12).find(|&j| matches!(text.word(j), "(" | "["));
                    let Some(open) = open else { break };
                    at = open;
                    continue;
                }
                "$" | "%" | "&" | "/" | "." | "’" | "'" | "+" => {}
                _ => break,
            },
        }
        at = i;
    }
    let begun_by_preposition = at < start && (at..start).any(|i| text.class(i, PREPOSITION));
    if begun_by_preposition || start < end && text.class(start, PREPOSITION | TIME) {
        start = simple_phrase_start(text, end, start);
    }
    while start < end && (text.adverb(start) || text.class(start, COORDINATOR)) && start + 1 < end {
        start += 1;
    }
    let noun = (start..end).any(|i| {
        text.is_word(i) && !text.class(i, PREPOSITION | TIME | ADVERB)
            || text.kind(i) == TokenKind::QuoteClose
    });
    (start < end && noun).then_some(start..end)
}

/// True if the word at `i` is a verb that ends the phrase behind it.
fn breaks_phrase(text: &Text, i: usize, at: usize, end: usize, lo: usize) -> bool {
    if text.capital(i) && i > lo {
        return false;
    }
    let past = text.tags[i].entry.forms & form::PAST != 0
        || text.class(i, VERB)
        || text.word(i).len() > 4 && text.word(i).ends_with("ed");
    if !past {
        return false;
    }
    if i > lo && text.class(i - 1, DETERMINER) {
        return false;
    }
    if i > lo && (text.class(i - 1, AUXILIARY | SUBJECT | RELATIVE | COORDINATOR) || text.adverb(i - 1)) {
        return true;
    }
    // "a report released Friday", "a man named in the suit"
    let reduced = (at..end).all(|j| text.class(j, TIME)) || at < end && text.class(at, PREPOSITION);
    !reduced
}

/// The start of the last phrase without prepositions other than "of", at or after `lo`.
fn simple_phrase_start(text: &Text, end: usize, lo: usize) -> usize {
    let mut start = end;
    while start > lo {
        let i = start - 1;
        if text.class(i, TIME) && start < end || text.class(i, PREPOSITION) && !text.is(i, "of") {
            break;
        }
        start = i;
        if text.class(i, DETERMINER) {
            break;
        }
    }
    if start == end { end - 1 } else { start }
}

/// The end of the noun phrase that starts at `at`; `at` itself if none does. Without apposition.
pub(super) fn noun_phrase_after(text: &Text, at: usize, hi: usize) -> usize {
    if at >= hi {
        return at;
    }
    if text.class(at, SUBJECT | OBJECT) && !text.is_any(at, &["there", "who"]) {
        return at + 1;
    }
    let mut i = at;
    while i < hi && goes_on(text, at, i, hi) {
        i += 1;
    }
    while i > at && text.class(i - 1, PREPOSITION) {
        i -= 1;
    }
    i
}

/// True if the token at `i` belongs to the noun phrase that starts at `at` and reaches up to it.
fn goes_on(text: &Text, at: usize, i: usize, hi: usize) -> bool {
    let first = i == at;
    let more = i + 1 < hi && text.is_word(i + 1);
    match text.kind(i) {
        TokenKind::Number => true,
        TokenKind::Possessive => !first,
        TokenKind::Mark => text.is(i, "$") || !first && matches!(text.word(i), "%" | "&" | "/"),
        TokenKind::QuoteOpen | TokenKind::QuoteClose => false,
        TokenKind::Word if text.class(i, AUXILIARY) || text.is_any(i, &["to", "not"]) => false,
        TokenKind::Word if first => !text.class(i, PREPOSITION) && !text.is(i, "and"),
        TokenKind::Word if text.class(i, PREPOSITION) => {
            more && text.is_any(i, &["of", "for", "at", "from", "in", "with"])
                && !text.class(i + 1, TIME | SUBJECT)
                && !later_preposition(text, i)
        }
        TokenKind::Word if text.is(i, "and") => more && text.capital(i - 1) == text.capital(i + 1),
        TokenKind::Word => {
            let closed = SUBJECT | SUBORDINATOR | OBJECT | COORDINATOR | TIME;
            let anew = text.class(i, DETERMINER) && !text.class(i - 1, PREPOSITION | DETERMINER);
            !text.class(i, closed) && !anew && (text.capital(i) || !text.surely_verbal(i) && !text.adverb(i))
        }
    }
}

/// "in an interview", "in a statement": such a phrase tells where it was said.
fn later_preposition(text: &Text, at: usize) -> bool {
    text.is_any(at, &["in", "at", "with", "for", "from"])
        && text.doc.tokens.get(at + 1).is_some()
        && text.is_any(at + 1, &["a", "an", "this", "response", "reply", "reference"])
}

/// The end of the phrase at `at` with the appositions and relative clauses behind it, up to `hi`:
/// `Ada Moor, the mayor of Tarn, who …`.
pub(super) fn full_phrase_after(text: &Text, at: usize, hi: usize) -> usize {
    let mut end = noun_phrase_after(text, at, hi);
    if end == at || text.class(at, SUBJECT) {
        return end;
    }
    if end < hi
        && matches!(text.word(end), "(" | "[")
        && let Some(close) = (end..hi.min(end + 12)).find(|&i| matches!(text.word(i), ")" | "]"))
    {
        end = close + 1;
    }
    while end + 1 < hi && text.comma(end) {
        let next = end + 1;
        let apposes = text.class(next, DETERMINER | RELATIVE)
            || text.capital(next) && !text.class(next, TIME)
            || text.kind(next) == TokenKind::Number
            || text.is_word(next)
                && !text.class(next, PREPOSITION | SUBORDINATOR | COORDINATOR | SUBJECT | TIME)
                && !text.adverb(next)
                && !text.word(next).ends_with("ing");
        if !apposes {
            break;
        }
        let stop =
            (next..hi).find(|&i| text.comma(i) || text.kind(i) == TokenKind::QuoteOpen || text.dash(i));
        end = stop.unwrap_or(hi);
        if text.class(next, RELATIVE) {
            break;
        }
    }
    while end > at && (text.final_mark(end - 1) || text.comma(end - 1)) {
        end -= 1;
    }
    end
}
