//! What is known of each word without a tagger: its closed class and the entries of the lexicon.

use super::lexicon::{ADVERB, Entry, LEXICON, VERB, form, frame};
use crate::structure::{Document, QuotationRole, TokenKind};

/// A document with what the lexicon says of its tokens.
pub(super) struct Text<'d> {
    pub doc: &'d Document<'d>,
    pub tags: Vec<Tag>,
}

/// What is known of one token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tag {
    pub entry: Entry,
    /// Begins with a capital or is a number with one.
    pub capital: bool,
}

impl<'d> Text<'d> {
    pub fn new(doc: &'d Document<'d>) -> Text<'d> {
        let mut key = String::new();
        let tags = doc.tokens.iter().map(|token| {
            if token.kind != TokenKind::Word {
                return Tag::default();
            }
            let word = token.span.of(doc.text);
            let capital = word.starts_with(char::is_uppercase);
            fold_into(word, &mut key);
            let mut entry = LEXICON.get(&key).copied().unwrap_or_default();
            if entry.forms == 0 && !capital && is_past(word) {
                entry.forms = form::PAST | form::PARTICIPLE;
            }
            Tag { entry, capital }
        });
        Text { doc, tags: tags.collect() }
    }

    pub fn word(&self, at: usize) -> &'d str {
        self.doc.word(at)
    }

    pub fn kind(&self, at: usize) -> TokenKind {
        self.doc.tokens[at].kind
    }

    /// True if the token is this mark or lower-case word.
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    /// True if the token is one of these lower-case words, whatever its capitals.
    pub fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.word(at).eq_ignore_ascii_case(w))
    }

    /// True if the token's word is in any of these classes.
    pub fn class(&self, at: usize, classes: u32) -> bool {
        self.tags[at].entry.classes & classes != 0
    }

    pub fn is_word(&self, at: usize) -> bool {
        matches!(self.kind(at), TokenKind::Word | TokenKind::Number)
    }

    /// A word that begins with a capital.
    pub fn capital(&self, at: usize) -> bool {
        self.tags[at].capital
    }

    /// True of a comma or its like.
    pub fn comma(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Mark && self.word(at) == ","
    }

    pub fn dash(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Mark && matches!(self.word(at), "—" | "–" | "--" | "―" | "-")
    }

    /// A mark that ends a sentence.
    pub fn final_mark(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Mark && self.word(at).starts_with(['.', '!', '?', '…'])
    }

    /// An `-ly` adverb, or one of the list.
    pub fn adverb(&self, at: usize) -> bool {
        let word = self.word(at);
        self.class(at, ADVERB)
            || self.kind(at) == TokenKind::Word && word.len() > 4 && word.ends_with("ly") && !self.capital(at)
    }

    /// The outermost quotation that holds the token, if it is speech.
    pub fn speech_at(&self, at: usize) -> Option<usize> {
        let mut quotation = self.doc.tokens[at].quotation? as usize;
        while let Some(outer) = self.doc.quotations[quotation].within {
            quotation = outer;
        }
        (self.doc.quotations[quotation].role == QuotationRole::Speech).then_some(quotation)
    }

    /// The outermost quotation that holds the token.
    pub fn quotation_at(&self, at: usize) -> Option<usize> {
        let mut quotation = self.doc.tokens[at].quotation? as usize;
        while let Some(outer) = self.doc.quotations[quotation].within {
            quotation = outer;
        }
        Some(quotation)
    }

    /// True if the token is a finite verb rather than a noun that looks alike.
    pub fn surely_verbal(&self, at: usize) -> bool {
        let tag = &self.tags[at];
        let core = tag.entry.frames & frame::AFTER != 0;
        let word = self.word(at);
        tag.entry.classes & VERB != 0
            || tag.entry.forms & form::PAST != 0
            || core && tag.entry.forms & form::THIRD != 0
            || is_past(word)
    }

    /// True if the token may be a finite verb, as far as lists and endings show.
    pub fn verbal(&self, at: usize) -> bool {
        let tag = &self.tags[at];
        if self.kind(at) != TokenKind::Word {
            return false;
        }
        let word = self.word(at);
        tag.entry.classes & VERB != 0
            || !tag.capital && tag.entry.forms & (form::PAST | form::THIRD | form::BASE) != 0
            || !tag.capital && is_past(word)
    }
}

/// True if the word looks like the past of a regular verb.
fn is_past(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed")
}

/// Lower case with straight apostrophes, into a buffer that is used again.
fn fold_into(word: &str, key: &mut String) {
    key.clear();
    for c in word.chars() {
        match c {
            '’' | 'ʼ' | '‘' => key.push('\''),
            _ if c.is_ascii() => key.push(c.to_ascii_lowercase()),
            _ => key.extend(c.to_lowercase()),
        }
    }
}
