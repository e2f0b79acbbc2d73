//! The frame of a text: paragraphs, sentences, tokens and quotations. Everything later reads it from a
//! [`Document`].

use onrecord_text::Span;
use std::ops::Range;

/// A version's text with its structure.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The version's text.
    pub text: &'a str,
    /// Words, numbers and marks inside the body, in order, without overlaps.
    pub tokens: Vec<Token>,
    /// Sentences as ranges of tokens, in order; every token is in one.
    pub sentences: Vec<Range<usize>>,
    /// Paragraphs as ranges of sentences, in order; every sentence is in one.
    pub paragraphs: Vec<Range<usize>>,
    /// Quotations, by start; a nested one follows the one that holds it.
    pub quotations: Vec<Quotation>,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Index of its sentence.
    pub sentence: u32,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with apostrophes, hyphens or abbreviating full stops inside: `don’t`, `U.S.`.
    Word,
    /// Digits, perhaps with separators: `1,500`, `3.5`.
    Number,
    /// The possessive ending of the word before: `’s`, or the bare apostrophe of `states’`.
    Possessive,
    /// A mark that opens a quotation.
    QuoteOpen,
    /// A mark that closes a quotation.
    QuoteClose,
    /// Any other mark.
    Mark,
}

/// A stretch of text between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// One piece a paragraph, marks included. More than one: the quotation runs on over paragraphs, each
    /// opened again as the custom is.
    pub pieces: Vec<Span>,
    /// True if the text gives its closing mark; otherwise it was taken to end with its paragraph.
    pub closed: bool,
    /// Index of the quotation that this one stands in.
    pub within: Option<usize>,
    /// What it is used for.
    pub role: QuotationRole,
}

/// What quotation marks are used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuotationRole {
    /// A sentence or clause that somebody said.
    Speech,
    /// A few words of somebody inside the reporter's sentence, or a scare quote.
    Phrase,
    /// The title of a work, or a nickname.
    Name,
}
