//! Sentences of one paragraph.

use super::{Token, TokenKind, abbreviations};
use std::ops::Range;

/// Words that, with a capital behind an abbreviation, open a new sentence rather than go on with a name.
const OPENERS: &[&str] = &[
    "A", "After", "All", "Also", "Although", "An", "And", "As", "At", "Before", "Both", "But", "By", "For",
    "He", "Her", "Here", "His", "How", "However", "I", "If", "In", "It", "Its", "Last", "Many", "Most", "No",
    "Now", "On", "One", "Other", "Our", "She", "Since", "So", "Some", "Such", "That", "The", "Their", "Then",
    "There", "These", "They", "This", "Those", "Though", "To", "Two", "Under", "We", "What", "When", "Where",
    "While", "Who", "With", "Yet", "You",
];

/// Verbs that report a question or exclamation: `“Why?” Moor asked.`
const REPORTS: &[&str] = &[
    "barked",
    "beamed",
    "charged",
    "claims",
    "explained",
    "insisted",
    "interjected",
    "noted",
    "questioned",
    "read",
    "recalled",
    "remarked",
    "remembered",
    "repeated",
    "retorted",
    "screamed",
    "told",
    "tells",
    "went",
    "added",
    "adds",
    "answered",
    "asked",
    "asks",
    "asking",
    "began",
    "continued",
    "cried",
    "declared",
    "demanded",
    "exclaimed",
    "inquired",
    "joked",
    "quipped",
    "replied",
    "responded",
    "said",
    "says",
    "shouted",
    "tweeted",
    "wondered",
    "wrote",
    "yelled",
];

/// A sentence that is longer, in tokens, is cut, so that later stages may look back and forth in a sentence.
const LONGEST: usize = 400;

/// Appends the paragraph's sentences as ranges of tokens. The paragraph is not empty.
pub(super) fn split(text: &str, tokens: &[Token], paragraph: Range<usize>, out: &mut Vec<Range<usize>>) {
    let mut from = paragraph.start;
    let mut at = paragraph.start;
    while at < paragraph.end {
        let end = Ending::of(tokens[at].span.of(text), tokens[at].kind);
        at += 1;
        let Some(end) = end else {
            if at - from >= LONGEST && at < paragraph.end {
                out.push(from..at);
                from = at;
            }
            continue;
        };
        let mut quote_closed = false;
        while at < paragraph.end && closes(text, tokens, at) {
            quote_closed |= tokens[at].kind == TokenKind::QuoteClose;
            at += 1;
        }
        if at < paragraph.end && is_boundary(text, tokens, at..paragraph.end, end, quote_closed) {
            out.push(from..at);
            from = at;
        }
    }
    out.push(from..paragraph.end);
}

/// How a token may end a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    FullStop,
    /// `!`, `?`
    Loud,
    Ellipsis,
    /// The full stop of an abbreviation or initial.
    Abbreviation,
}

impl Ending {
    fn of(token: &str, kind: TokenKind) -> Option<Ending> {
        match (kind, token) {
            (TokenKind::Mark, "." | "。") => Some(Ending::FullStop),
            (TokenKind::Mark, _) if token.starts_with(['!', '?']) => Some(Ending::Loud),
            (TokenKind::Mark, _) if token.starts_with(['…', '.']) => Some(Ending::Ellipsis),
            (TokenKind::Word, _) if token.ends_with('.') => match abbreviations::kind_of(token) {
                Some(abbreviations::Kind::Name | abbreviations::Kind::Number) => None,
                _ => Some(Ending::Abbreviation),
            },
            _ => None,
        }
    }
}

/// True of a token that still belongs to the sentence that has just ended.
fn closes(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    match token.kind {
        TokenKind::QuoteClose => true,
        TokenKind::Mark => {
            let word = token.span.of(text);
            matches!(word, ")" | "]" | "}" | "." | "…") || word.starts_with(['!', '?'])
        }
        _ => false,
    }
}

/// True if a sentence begins at the start of `rest`.
fn is_boundary(text: &str, tokens: &[Token], rest: Range<usize>, end: Ending, quote_closed: bool) -> bool {
    let token = &tokens[rest.start];
    let word = token.span.of(text);
    match token.kind {
        TokenKind::Possessive => return false,
        TokenKind::QuoteOpen => {
            // What is quoted decides: `the U.S. “model”` goes on.
            let inside = tokens.get(rest.start + 1).filter(|_| rest.len() > 1);
            return inside.is_none_or(|t| !t.span.of(text).starts_with(char::is_lowercase));
        }
        TokenKind::QuoteClose => return false,
        TokenKind::Mark => {
            return !matches!(word, "," | ";" | ":" | "—" | "–" | "-" | "--" | "/" | "…" | "..." | "%");
        }
        TokenKind::Number => return end != Ending::Abbreviation,
        TokenKind::Word => {}
    }
    if word.starts_with(char::is_lowercase) {
        return false;
    }
    match end {
        Ending::Abbreviation => OPENERS.contains(&word),
        Ending::Loud | Ending::Ellipsis if quote_closed => !reports(text, tokens, rest),
        _ => true,
    }
}

/// True if a reporting clause follows: a short noun phrase and a verb of speech.
fn reports(text: &str, tokens: &[Token], rest: Range<usize>) -> bool {
    rest.take(8)
        .map(|i| &tokens[i])
        .take_while(|t| matches!(t.kind, TokenKind::Word | TokenKind::Possessive))
        .skip(1)
        .any(|t| REPORTS.contains(&t.span.of(text)))
}
