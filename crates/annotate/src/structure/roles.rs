//! What a quotation is used for: speech, a phrase, or a name.

use super::{Quotation, QuotationRole, Token, TokenKind};

/// Words that a clause has and a quoted phrase or name seldom has.
const CLAUSE_WORDS: &[&str] = &[
    "am",
    "are",
    "aren’t",
    "can",
    "can’t",
    "cannot",
    "could",
    "did",
    "didn’t",
    "do",
    "does",
    "doesn’t",
    "don’t",
    "had",
    "has",
    "have",
    "he",
    "i",
    "i’d",
    "i’ll",
    "i’m",
    "i’ve",
    "is",
    "isn’t",
    "it",
    "it’s",
    "let’s",
    "may",
    "might",
    "must",
    "she",
    "should",
    "that’s",
    "there’s",
    "they",
    "they’re",
    "was",
    "wasn’t",
    "we",
    "we’ll",
    "we’re",
    "we’ve",
    "were",
    "will",
    "won’t",
    "would",
    "wouldn’t",
    "you",
    "you’re",
];

/// Small words that titles print in lower case.
const TITLE_SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to",
    "vs.", "with",
];

/// The role of a quotation, from its own tokens and those around it. `first` and `last` are the tokens of its
/// first piece's start and its last piece's end.
pub(super) fn role(
    text: &str,
    tokens: &[Token],
    quotation: &Quotation,
    first: usize,
    last: usize,
) -> QuotationRole {
    if quotation.pieces.len() > 1 {
        return QuotationRole::Speech;
    }
    let word = |i: usize| tokens[i].span.of(text);
    let is_word = |i: &usize| matches!(tokens[*i].kind, TokenKind::Word | TokenKind::Number);
    // Enough to judge by; a longer quotation is speech anyway.
    let words: Vec<usize> = (first..=last).filter(is_word).take(41).collect();
    let Some(&opening) = words.first() else { return QuotationRole::Phrase };
    let before = first.checked_sub(1).map(word).filter(|_| first > 0);
    let starts_sentence = before.is_none_or(|b| matches!(b, "." | "!" | "?" | ":" | ",") || is_mark(b));
    let capital = |i: usize| word(i).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let named = words.iter().all(|&i| capital(i) || TITLE_SMALL.contains(&word(i))) && capital(opening);
    let body_end = if tokens[last].kind == TokenKind::QuoteClose { last.saturating_sub(1) } else { last };
    let ends = word(body_end);
    let clause = words.iter().any(|&i| {
        let lower = word(i).to_lowercase().replace('\'', "’");
        CLAUSE_WORDS.contains(&lower.as_str())
    });
    let nickname = before.is_some_and(|b| b.starts_with(char::is_uppercase))
        && words.len() <= 3
        && tokens.get(last + 1).is_some_and(|t| t.span.of(text).starts_with(char::is_uppercase));
    match words.len() {
        n if n > 40 => QuotationRole::Speech,
        _ if named && nickname => QuotationRole::Name,
        _ if matches!(ends, "!" | "?" | "…" | "...") && (starts_sentence || clause) => {
            QuotationRole::Speech
        }
        n if named && !starts_sentence && (n > 1 || !matches!(ends, "," | ".")) && !clause => {
            QuotationRole::Name
        }
        n if clause && n >= 3 => QuotationRole::Speech,
        _ if matches!(ends, "," | "." | "!" | "?") && starts_sentence && capital(opening) => {
            QuotationRole::Speech
        }
        n if named && n > 1 => QuotationRole::Name,
        n if n >= 8 => QuotationRole::Speech,
        _ => QuotationRole::Phrase,
    }
}

fn is_mark(token: &str) -> bool {
    !token.starts_with(char::is_alphanumeric)
}
