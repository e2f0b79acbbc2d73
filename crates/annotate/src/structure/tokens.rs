//! Tokens: words, numbers and marks of one line.

use super::{Token, TokenKind, abbreviations};
use onrecord_text::Span;

/// Words that lose their first letters to an apostrophe; with one in front they are words, not quotations.
const ELISIONS: &[&str] =
    &["bout", "cause", "cuz", "em", "fraid", "n", "nuff", "til", "tis", "twas", "twere"];

/// Words whose `’s` is "is", "has" or "us", so that it stays with them.
const CONTRACTED: &[&str] = &[
    "he", "here", "how", "it", "let", "she", "that", "there", "this", "what", "when", "where", "who", "why",
];

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '´')
}

/// Marks of direction, joiners and soft hyphens, which print as nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Appends the tokens of `piece`, a range without line breaks. Marks of quotation come out as
/// [`TokenKind::Mark`]; the quotations pass says what they are.
pub(super) fn tokenize(text: &str, piece: Span, out: &mut Vec<Token>) {
    let end = piece.end as usize;
    let line = &text[..end];
    let mut at = piece.start as usize;
    while let Some(c) = line[at..].chars().next() {
        let next = if c.is_whitespace() || is_invisible(c) {
            at + c.len_utf8()
        } else if c.is_alphanumeric() || opens_word(line, piece.start as usize, at, c) {
            word(line, at, out)
        } else {
            let next = mark(line, at, c);
            push(out, at, next, TokenKind::Mark);
            next
        };
        at = next;
    }
}

fn push(out: &mut Vec<Token>, start: usize, end: usize, kind: TokenKind) {
    out.push(Token { span: Span::new(start, end), kind, sentence: 0, quotation: None });
}

fn char_at(line: &str, at: usize) -> Option<char> {
    line.get(at..)?.chars().next()
}

/// A sign that belongs to the word behind it: `@name`, `#topic`, `’tis`, `’90s`.
fn opens_word(line: &str, line_start: usize, at: usize, c: char) -> bool {
    let rest = &line[at + c.len_utf8()..];
    let free = !line[line_start..at].ends_with(char::is_alphanumeric);
    if !free || !rest.starts_with(char::is_alphanumeric) {
        return false;
    }
    if matches!(c, '@' | '#') {
        return true;
    }
    if !matches!(c, '\'' | '’' | '‘') {
        return false;
    }
    let length =
        rest.char_indices().take(8).find(|(_, c)| !c.is_alphanumeric()).map_or(rest.len(), |(i, _)| i);
    let first = rest.get(..length).unwrap_or_default();
    let decade = first.len() == 3 && first.ends_with('s') && first[..2].bytes().all(|b| b.is_ascii_digit());
    decade || ELISIONS.contains(&first.to_lowercase().as_str())
}

/// Pushes the word or number at `start`, and its possessive ending if it has one; returns where it ends.
fn word(line: &str, start: usize, out: &mut Vec<Token>) -> usize {
    if let Some(end) = address(line, start) {
        push(out, start, end, TokenKind::Word);
        return end;
    }
    let mut at = start + char_at(line, start).map_or(0, char::len_utf8);
    let mut last = char_at(line, start).unwrap_or(' ');
    // Where the run of letters since the last full stop starts, and whether the token is letters and stops.
    let (mut segment, mut spelled) = (start, false);
    while let Some(c) = char_at(line, at) {
        let len = c.len_utf8();
        let next = char_at(line, at + len);
        let digits = last.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit());
        let go_on = match c {
            _ if c.is_alphanumeric() || c == '_' || ('\u{300}'..='\u{36f}').contains(&c) => true,
            '\u{ad}' | '\u{200b}'..='\u{200d}' => next.is_some_and(char::is_alphanumeric),
            '-' | '\u{2010}' | '\u{2011}' => next.is_some_and(char::is_alphanumeric),
            ',' | ':' | '/' => digits,
            '&' | '@' => next.is_some_and(char::is_alphabetic),
            '.' => match full_stop(line, start, segment, at, spelled) {
                Stop::Outside => false,
                Stop::Inside => {
                    spelled |= line[segment..at].chars().nth(1).is_none();
                    segment = at + 1;
                    true
                }
                Stop::Last(end) => {
                    at = end;
                    last = '.';
                    if matches!(char_at(line, at), Some('-')) {
                        continue;
                    }
                    break;
                }
            },
            _ if is_apostrophe(c) && next.is_some_and(char::is_alphabetic) => {
                if possessive(line, start, at, len) {
                    break;
                }
                true
            }
            _ => false,
        };
        if !go_on {
            break;
        }
        last = c;
        at += len;
    }
    let number = !line[start..at].contains(char::is_alphabetic);
    push(out, start, at, if number { TokenKind::Number } else { TokenKind::Word });
    match char_at(line, at) {
        Some(c) if is_apostrophe(c) && possessive(line, start, at, c.len_utf8()) => {
            let end = at + c.len_utf8() + 1;
            push(out, at, end, TokenKind::Possessive);
            end
        }
        _ => at,
    }
}

/// True if the apostrophe at `at` and the letter behind it are the possessive ending of `line[start..at]`.
fn possessive(line: &str, start: usize, at: usize, len: usize) -> bool {
    let rest = &line[at + len..];
    rest.starts_with(['s', 'S'])
        && !rest[1..].starts_with(|c: char| c.is_alphanumeric())
        && !CONTRACTED.iter().any(|w| line[start..at].eq_ignore_ascii_case(w))
}

/// The end of a web address at `start`, if one is there.
fn address(line: &str, start: usize) -> Option<usize> {
    let rest = &line[start..];
    if !["http://", "https://", "www."].iter().any(|p| rest.starts_with(p)) {
        return None;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '“' | '<' | '>'))
        .unwrap_or(rest.len());
    let address = rest[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
    Some(start + address.len())
}

/// What a full stop behind letters is.
enum Stop {
    /// Not part of the word.
    Outside,
    /// In the word, which goes on: `U.S`, `tarn.example`, `3.5`.
    Inside,
    /// The abbreviation's own; it ends here.
    Last(usize),
}

fn full_stop(line: &str, start: usize, segment: usize, at: usize, spelled: bool) -> Stop {
    let rest = &line[at + 1..];
    let next = rest.chars().next();
    let letters = &line[segment..at];
    let single = letters.chars().nth(1).is_none() && letters.starts_with(char::is_alphabetic);
    if next.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit()) {
        return Stop::Inside;
    }
    if single {
        let mut after = rest.chars();
        if after.next().is_some_and(char::is_alphabetic) && !after.next().is_some_and(char::is_alphanumeric) {
            return Stop::Inside;
        }
        if spelled {
            return Stop::Last(at + 1);
        }
        let name_follows =
            rest.trim_start().starts_with(char::is_uppercase) && rest.starts_with([' ', '\u{a0}']);
        if start == segment && letters.starts_with(char::is_uppercase) && letters != "I" && name_follows {
            return Stop::Last(at + 1);
        }
    }
    match abbreviations::at(line, start, at) {
        Some((end, abbreviations::Kind::Number)) => {
            let number = line[end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
            if number { Stop::Last(end) } else { Stop::Outside }
        }
        Some((end, _)) => Stop::Last(end),
        None => Stop::Outside,
    }
}

/// The end of the mark at `at`: one character, or a run that is one mark, such as an ellipsis or a dash.
fn mark(line: &str, at: usize, c: char) -> usize {
    let rest = &line[at..];
    let run = |c: char| rest.len() - rest.trim_start_matches(c).len();
    let len = match c {
        '.' if rest.starts_with(". . .") => {
            if rest.starts_with(". . . .") {
                7
            } else {
                5
            }
        }
        '.' if rest.starts_with("..") => run('.'),
        '-' | '*' | '_' | '=' | '~' | '…' => run(c),
        '!' | '?' => rest.len() - rest.trim_start_matches(['!', '?']).len(),
        '`' | '\'' | '‘' | '’' if rest[c.len_utf8()..].starts_with(c) => 2 * c.len_utf8(),
        _ => c.len_utf8(),
    };
    at + len
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut out);
        out.into_iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn apostrophes_and_hyphens_inside_words() {
        assert_eq!(tokens("don’t O'Dell long-term what're"), ["don’t", "O'Dell", "long-term", "what're"]);
        assert_eq!(tokens("Tarn’s it’s TARN'S"), ["Tarn", "’s", "it’s", "TARN", "'S"]);
        assert_eq!(tokens("'Tis the ’90s, get 'em"), ["'Tis", "the", "’90s", ",", "get", "'em"]);
    }

    #[test]
    fn abbreviations_keep_their_full_stops() {
        assert_eq!(tokens("the U.S. and U.S.-led"), ["the", "U.S.", "and", "U.S.-led"]);
        assert_eq!(tokens("Mr. Ada B. Moor, Ph.D."), ["Mr.", "Ada", "B.", "Moor", ",", "Ph.D."]);
        assert_eq!(tokens("at 5 p.m. No. 3. No."), ["at", "5", "p.m.", "No.", "3", ".", "No", "."]);
        assert_eq!(
            tokens("It ended.The tarn.example site."),
            ["It", "ended", ".", "The", "tarn.example", "site", "."]
        );
    }

    #[test]
    fn numbers_and_marks() {
        assert_eq!(tokens("$1,500.75, 21st"), ["$", "1,500.75", ",", "21st"]);
        assert_eq!(
            tokens("well... no — yes -- what?! . . ."),
            ["well", "...", "no", "—", "yes", "--", "what", "?!", ". . ."]
        );
        assert_eq!(
            tokens("see https://tarn.example/a?b=1. @moor #tarn"),
            ["see", "https://tarn.example/a?b=1", ".", "@moor", "#tarn"]
        );
    }
}
