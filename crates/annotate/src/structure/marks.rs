//! Quotation marks one by one: which family a mark is of, and whether it opens or closes.

use super::{Token, TokenKind, tokens::is_apostrophe};
use std::ops::Range;

/// Marks that pair with one another. A mark of one family never closes one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// “ ” „ " `` ''
    Double,
    /// ‘ ’ ‚ '
    Single,
    /// « »
    Angle,
    /// ‹ ›
    SingleAngle,
    /// 「 」
    Corner,
    /// 『 』
    WhiteCorner,
}

impl Family {
    pub(super) const COUNT: usize = 6;
}

/// Which way a mark faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It opens a quotation.
    Open,
    /// It closes one.
    Close,
    /// It closes one if one of its family is open, otherwise it opens one.
    Either,
}

/// One mark of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Index of its token.
    pub token: usize,
    pub family: Family,
    pub side: Side,
    /// A single mark behind a word, which may be the apostrophe of a possessive.
    pub apostrophe: bool,
    /// A mark behind a digit, which may stand for inches or feet.
    pub measure: bool,
}

/// The family of a mark and the way its glyph faces.
fn glyph(mark: &str) -> Option<(Family, Side)> {
    use Family::*;
    use Side::*;
    Some(match mark {
        "“" | "„" | "‟" | "``" | "‘‘" => (Double, Open),
        "”" | "’’" => (Double, Close),
        "\"" | "''" | "＂" => (Double, Either),
        "‘" | "‚" | "‛" | "`" => (Single, Open),
        "’" | "´" => (Single, Close),
        "'" => (Single, Either),
        "«" => (Angle, Open),
        "»" => (Angle, Close),
        "‹" => (SingleAngle, Open),
        "›" => (SingleAngle, Close),
        "「" => (Corner, Open),
        "」" => (Corner, Close),
        "『" => (WhiteCorner, Open),
        "』" => (WhiteCorner, Close),
        _ => return None,
    })
}

/// The quotation marks of a paragraph, in order.
pub(super) fn marks(text: &str, tokens: &[Token], paragraph: Range<usize>) -> Vec<Mark> {
    let mut out = Vec::new();
    for at in paragraph.clone() {
        if tokens[at].kind != TokenKind::Mark {
            continue;
        }
        let Some((family, face)) = glyph(tokens[at].span.of(text)) else { continue };
        let before = before(text, tokens, paragraph.start, at);
        let side = match (face, flank(before, after(text, tokens, paragraph.end, at))) {
            (Side::Either, flank) => flank,
            // The glyph and its surroundings contradict one another: a slip, or another country's habit.
            (Side::Open, Side::Close) | (Side::Close, Side::Open) => Side::Either,
            (face, _) => face,
        };
        let behind_word = before.is_some_and(char::is_alphanumeric);
        out.push(Mark {
            token: at,
            family,
            side,
            apostrophe: family == Family::Single && behind_word,
            measure: before.is_some_and(|c| c.is_ascii_digit()),
        });
    }
    out
}

/// The character before a token, `None` for white space and the paragraph's start.
fn before(text: &str, tokens: &[Token], start: usize, at: usize) -> Option<char> {
    if at == start || tokens[at - 1].span.end != tokens[at].span.start {
        return None;
    }
    tokens[at - 1].span.of(text).chars().next_back()
}

/// The character after a token, `None` for white space and the paragraph's end.
fn after(text: &str, tokens: &[Token], end: usize, at: usize) -> Option<char> {
    if at + 1 == end || tokens[at + 1].span.start != tokens[at].span.end {
        return None;
    }
    tokens[at + 1].span.of(text).chars().next()
}

/// Which way the surroundings make a mark face: one that stands free on the left and not on the right opens.
fn flank(before: Option<char>, after: Option<char>) -> Side {
    let free_left =
        before.is_none_or(|c| is_dash(c) || is_quote(c) || matches!(c, '(' | '[' | '{' | '/' | ':'));
    let free_right = after.is_none_or(|c| {
        is_dash(c)
            || is_quote(c)
            || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '/' | '…')
    });
    match (free_left, free_right) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        // A mark beside another mark: only white space decides.
        (true, true) => match (before, after) {
            (None, Some(_)) => Side::Open,
            (Some(_), None) => Side::Close,
            _ => Side::Either,
        },
        (false, false) => Side::Either,
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '-')
}

fn is_quote(c: char) -> bool {
    is_apostrophe(c) || glyph(c.encode_utf8(&mut [0; 4])).is_some()
}
