//! Tokens cut into pieces of words, as BERT's uncased vocabulary has them (WordPiece; Schuster and Nakajima
//! 2012, Devlin and others 2019).

use crate::structure::{Document, Token, TokenKind};
use onrecord_text::fold_into;
use std::collections::HashMap;

/// The most pieces that are taken of one token: an address or a run of signs says no more in fifty.
const MOST: usize = 8;
/// The longest stretch without marks that is looked up, in bytes; a longer one is unknown.
const LONGEST: usize = 64;

/// The vocabulary: pieces with their numbers. A piece that goes on with a word starts with `##`.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Looked up, never walked through: its order does not matter.
    numbers: HashMap<Box<str>, u16>,
    unknown: u16,
    /// The piece before every window.
    pub start: u16,
    /// The piece behind every window.
    pub end: u16,
}

impl Vocabulary {
    /// Reads a list of pieces, one a line; a piece's number is its line's, from 0.
    ///
    /// # Errors
    /// If it is longer than 65,536 or lacks `[UNK]`, `[CLS]` or `[SEP]`.
    pub fn read(list: &str) -> Result<Vocabulary, &'static str> {
        let mut numbers = HashMap::new();
        for (number, piece) in list.lines().enumerate() {
            let number = u16::try_from(number).map_err(|_| "the vocabulary is too long")?;
            numbers.insert(piece.into(), number);
        }
        let of = |piece: &str| numbers.get(piece).copied().ok_or("the vocabulary lacks a special piece");
        let (unknown, start, end) = (of("[UNK]")?, of("[CLS]")?, of("[SEP]")?);
        Ok(Vocabulary { numbers, unknown, start, end })
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The pieces of every token of `doc`: at least one each.
    pub fn cut(&self, doc: &Document) -> Pieces {
        let mut out = Pieces { numbers: Vec::with_capacity(doc.tokens.len() * 5 / 4), starts: vec![0] };
        let mut folded = String::new();
        for token in &doc.tokens {
            folded.clear();
            fold(doc.text, token, &mut folded);
            let from = out.numbers.len();
            // Every mark is a word of its own.
            for word in words(&folded) {
                self.word(word, &mut out.numbers);
                if out.numbers.len() - from >= MOST {
                    break;
                }
            }
            out.numbers.truncate(from + MOST);
            if out.numbers.len() == from {
                out.numbers.push(self.unknown);
            }
            out.starts.push(out.numbers.len());
        }
        out
    }

    /// Appends the pieces of a word: from its start, always the longest that the vocabulary has.
    fn word(&self, word: &str, out: &mut Vec<u16>) {
        let from = out.len();
        let mut rest = word;
        let mut key = String::from("##");
        while !rest.is_empty() && rest.len() <= LONGEST {
            let found = (1..=rest.len()).rev().filter(|&end| rest.is_char_boundary(end)).find_map(|end| {
                key.truncate(2);
                key.push_str(&rest[..end]);
                let key = if rest.len() == word.len() { &key[2..] } else { &key };
                self.numbers.get(key).map(|number| (end, *number))
            });
            let Some((end, number)) = found else { break };
            out.push(number);
            rest = &rest[end..];
        }
        if !rest.is_empty() {
            out.truncate(from);
            out.push(self.unknown);
        }
    }
}

/// The pieces of a document's tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pieces {
    /// All pieces, in order.
    pub numbers: Vec<u16>,
    /// Where each token's pieces start, and at the end where the last one's end.
    pub starts: Vec<usize>,
}

/// Appends a token in lower case without diacritics. Quotation marks, apostrophes and dashes come out alike
/// however they are printed.
fn fold(text: &str, token: &Token, out: &mut String) {
    if matches!(token.kind, TokenKind::QuoteOpen | TokenKind::QuoteClose) {
        out.push('"');
        return;
    }
    let word = token.span.of(text);
    for (at, c) in word.char_indices() {
        match c {
            '\'' | '’' | 'ʼ' | '‘' | '`' => out.push('\''),
            '–' | '―' => out.push('—'),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            _ => fold_into(&word[at..at + c.len_utf8()], out),
        }
    }
}

/// Cuts before and behind every mark.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match first.is_alphanumeric() {
            true => rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, behind) = rest.split_at(end);
        rest = behind;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_text::Span;

    fn cut(text: &str) -> Vec<String> {
        let list =
            "[PAD]\n[UNK]\n[CLS]\n[SEP]\n\"\n'\n—\nfor\n##tun\n##at\n##ely\nher\n##e\nshe\ns\n-\nit\n##é";
        let vocabulary = Vocabulary::read(list).unwrap();
        let doc = Document::new(text, &[Span::new(0, text.len())]);
        let pieces = vocabulary.cut(&doc);
        assert_eq!(pieces.starts.len(), doc.tokens.len() + 1);
        let list: Vec<&str> = list.lines().collect();
        let of = |w: &[usize]| {
            let parts = pieces.numbers[w[0]..w[1]].iter().map(|n| list[usize::from(*n)]);
            parts.collect::<Vec<_>>().join(" ")
        };
        pieces.starts.windows(2).map(of).collect()
    }

    #[test]
    fn the_longest_piece_first() {
        assert_eq!(cut("Fortunately hére"), ["for ##tun ##at ##ely", "her ##e"]);
    }

    #[test]
    fn marks_are_words_and_print_alike() {
        assert_eq!(cut("“it’s” – she-her"), ["\"", "it ' s", "\"", "—", "she - her"]);
    }

    #[test]
    fn what_no_piece_fits_is_unknown_as_a_whole() {
        assert_eq!(cut("forx"), ["[UNK]"]);
        assert_eq!(cut(&"her".repeat(50)), ["[UNK]"]);
    }

    #[test]
    fn a_vocabulary_without_the_special_pieces_is_none() {
        assert!(Vocabulary::read("a\nb").is_err());
    }
}
