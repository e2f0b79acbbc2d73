//! What a token looks like, as integers that cost little to combine.

use super::hash::text_hash;
use crate::structure::{Document, TokenKind};

/// One token's looks. Equal looks have equal numbers in every run; the numbers mean nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The word in lower case, apostrophes made straight and digits made `0`.
    pub word: u32,
    /// Its last three letters.
    pub suffix: u32,
    /// Its last two letters.
    pub ending: u32,
    /// Its first three letters.
    pub prefix: u32,
    /// Its shape: `Xx`, `d`, as `shape` in this file tells it.
    pub shape: u32,
}

/// The looks of every token of `doc`, in order.
pub fn looks(doc: &Document) -> Vec<Look> {
    let mut folded = String::new();
    let of = |token: &crate::structure::Token| {
        let word = token.span.of(doc.text);
        fold(word, &mut folded);
        let key = match token.kind {
            TokenKind::QuoteOpen => "“",
            TokenKind::QuoteClose => "”",
            TokenKind::Mark if folded.starts_with("--") => "—",
            _ => folded.as_str(),
        };
        Look {
            word: text_hash(key),
            suffix: text_hash(tail(key, 3)) ^ 0x5555,
            ending: text_hash(tail(key, 2)) ^ 0x2222,
            prefix: text_hash(head(key, 3)) ^ 0x3333,
            shape: shape(word, token.kind),
        }
    };
    doc.tokens.iter().map(of).collect()
}

/// The number that [`Look::word`] has for `word`, for lists that are keyed by word.
pub fn word_key(word: &str) -> u32 {
    let mut folded = String::new();
    fold(word, &mut folded);
    text_hash(&folded)
}

/// Lower case, straight apostrophes, every digit a `0`.
fn fold(word: &str, out: &mut String) {
    out.clear();
    for c in word.chars() {
        match c {
            '0'..='9' => out.push('0'),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            '’' | 'ʼ' | '‘' => out.push('\''),
            '–' | '―' => out.push('—'),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

fn tail(word: &str, n: usize) -> &str {
    word.char_indices().rev().nth(n - 1).map_or(word, |(at, _)| &word[at..])
}

fn head(word: &str, n: usize) -> &str {
    word.char_indices().nth(n).map_or(word, |(at, _)| &word[..at])
}

/// Capitals, digits and marks: 1 to 8 for words and numbers, from 9 for marks.
fn shape(word: &str, kind: TokenKind) -> u32 {
    match kind {
        TokenKind::QuoteOpen => return 12,
        TokenKind::QuoteClose => return 13,
        TokenKind::Possessive => return 8,
        TokenKind::Number => return 1,
        TokenKind::Word => {}
        TokenKind::Mark => {
            return match word {
                "," => 10,
                "." => 11,
                "-" => 15,
                ":" => 16,
                ";" => 17,
                "(" | "[" => 18,
                ")" | "]" => 19,
                _ if word.starts_with(['?', '!']) => 20,
                _ if word.starts_with(['—', '–', '-', '―']) => 14,
                _ if word.starts_with(['…', '.']) => 21,
                _ => 9,
            };
        }
    }
    let (mut capitals, mut small, mut digits, mut count) = (0, 0, 0, 0);
    for c in word.chars() {
        capitals += usize::from(c.is_uppercase());
        small += usize::from(c.is_lowercase());
        digits += usize::from(c.is_numeric());
        count += 1;
    }
    match (capitals, small) {
        _ if digits > 0 => 7,
        (0, _) => 6,
        (1, 0) if count <= 2 => 3,
        (_, 0) => 2,
        (1, _) if word.starts_with(char::is_uppercase) => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_text::Span;

    fn look(text: &str) -> Vec<Look> {
        looks(&Document::new(text, &[Span::new(0, text.len())]))
    }

    #[test]
    fn case_apostrophes_and_digits_do_not_part_words() {
        let (a, b) = (look("Don’t 1984"), look("don't 2047"));
        assert_eq!(a[0].word, b[0].word);
        assert_eq!(a[1].word, b[1].word);
        assert_ne!(a[0].shape, b[0].shape);
        assert_eq!(word_key("DON'T"), a[0].word);
    }

    #[test]
    fn a_mark_of_quotation_is_the_same_in_every_style() {
        let (a, b) = (look("“Yes,” she said."), look("\"Yes,\" she said."));
        assert_eq!(
            a.iter().map(|l| l.word).collect::<Vec<_>>(),
            b.iter().map(|l| l.word).collect::<Vec<_>>()
        );
    }

    #[test]
    fn letters_of_more_than_a_byte() {
        let words = look("Žižka čtě 東京都知事 é");
        assert_eq!(words.len(), 4);
        assert_eq!(words[0].shape, 4);
    }
}
