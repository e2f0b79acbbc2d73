//! The frame of a text: paragraphs, sentences, tokens and quotations. Everything later reads it from a
//! [`Document`].

mod abbreviations;
mod dashes;
mod lines;
mod marks;
mod quotations;
mod roles;
mod sentences;
mod tokens;

pub(crate) use abbreviations::is_title;

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

impl<'a> Document<'a> {
    /// The structure of `text`, as far as `body` says that it is the article. `body` holds byte ranges; they
    /// are sorted, merged and cut to the text where they do not fit it.
    ///
    /// Takes time linear in the text, whatever its marks.
    pub fn new(text: &'a str, body: &[Span]) -> Document<'a> {
        let (pieces, lines) = lines::paragraphs(text, body);
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut ranges = Vec::with_capacity(lines.len());
        for line in lines {
            let from = tokens.len();
            for &piece in &pieces[line] {
                tokens::tokenize(text, piece, &mut tokens);
            }
            if tokens.len() > from {
                ranges.push(from..tokens.len());
            }
        }
        let mut quotations = quotations::quotations(text, &mut tokens, &ranges);
        let marked = quotations.len();
        for range in &ranges {
            dashes::dashed(text, &mut tokens, range.clone(), &mut quotations);
        }
        if quotations.len() > marked {
            quotations::order(&mut quotations);
        }
        let (mut sentences, mut paragraphs) = (Vec::new(), Vec::with_capacity(ranges.len()));
        for range in ranges {
            let from = sentences.len();
            sentences::split(text, &tokens, range, &mut sentences);
            paragraphs.push(from..sentences.len());
        }
        for (i, sentence) in sentences.iter().enumerate() {
            tokens[sentence.clone()].iter_mut().for_each(|t| t.sentence = i as u32);
        }
        let mut document = Document { text, tokens, sentences, paragraphs, quotations };
        document.mark_quoted();
        document
    }

    /// The token's text.
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens[token].span.of(self.text)
    }

    /// The span from the first to the last of these tokens; empty for an empty range.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match self.tokens.get(tokens.clone()) {
            Some([first, .., last]) => Span { start: first.span.start, end: last.span.end },
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    /// The tokens that start inside `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.start < span.start);
        let to = self.tokens.partition_point(|t| t.span.start < span.end);
        from..to
    }

    /// Index of the sentence's paragraph.
    pub fn paragraph_of(&self, sentence: usize) -> usize {
        self.paragraphs.partition_point(|p| p.end <= sentence)
    }

    /// The tokens of a paragraph.
    pub fn paragraph_tokens(&self, paragraph: usize) -> Range<usize> {
        let sentences = &self.paragraphs[paragraph];
        self.sentences[sentences.start].start..self.sentences[sentences.end - 1].end
    }

    /// Tells every token its quotation, and every quotation its role.
    fn mark_quoted(&mut self) {
        for i in 0..self.quotations.len() {
            let pieces = self.quotations[i].pieces.clone();
            let (mut first, mut last) = (None, 0);
            for piece in pieces {
                let range = self.tokens_in(piece);
                first = first.or(Some(range.start));
                last = range.end.saturating_sub(1);
                self.tokens[range].iter_mut().for_each(|t| t.quotation = Some(i as u32));
            }
            if let Some(first) = first {
                let quotation = &self.quotations[i];
                self.quotations[i].role = roles::role(self.text, &self.tokens, quotation, first, last);
            }
        }
    }
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
    /// Index of the innermost quotation that it stands in, marks included.
    pub quotation: Option<u32>,
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

#[cfg(test)]
pub(crate) mod tests;
