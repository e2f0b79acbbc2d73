//! What is read of an article once and asked for often: its words, and which of them it quotes.

use super::tokens::{Token, pieces, tokens};
use crate::Article;
use onrecord_text::{Span, merge};
use std::borrow::Cow;

/// The words of an article's body.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub(crate) tokens: Vec<Token>,
    /// How many of the words before each, and at last of all, are not quoted.
    unquoted: Vec<u32>,
    /// True if all of the text is body.
    whole: bool,
}

impl Words {
    /// Of this article.
    pub fn of(article: &Article) -> Words {
        let mut words = Words::default();
        words.read(article);
        words
    }

    /// Replaces what was read by the words of this article.
    pub(super) fn read(&mut self, article: &Article) {
        let pieces = pieces(article.text, &article.body);
        tokens(article.text, &pieces, &mut self.tokens);
        self.whole = pieces == [Span::new(0, article.text.len())];
        let quoted = merge(article.quoted.clone());
        let mut spans = quoted.iter().peekable();
        let mut count = 0;
        self.unquoted.clear();
        self.unquoted.push(0);
        self.unquoted.extend(self.tokens.iter().map(|token| {
            while spans.next_if(|span| span.end <= token.span().start).is_some() {}
            count += u32::from(!spans.peek().is_some_and(|span| span.contains(token.span())));
            count
        }));
    }

    /// True if the article quotes this word.
    pub(super) fn is_quoted(&self, word: usize) -> bool {
        self.unquoted[word] == self.unquoted[word + 1]
    }

    /// How many of the words in this range are not quoted.
    pub(crate) fn unquoted_in(&self, span: Span) -> usize {
        let from = self.tokens.partition_point(|token| token.span().start < span.start);
        let to = self.tokens.partition_point(|token| token.span().end <= span.end);
        self.unquoted[to].saturating_sub(self.unquoted[from]) as usize
    }

    /// How many words are not quoted.
    pub(crate) fn unquoted(&self) -> usize {
        self.unquoted.last().map_or(0, |&count| count as usize)
    }

    /// The words of the whole text, chrome included.
    pub(crate) fn with_chrome(&self, text: &str) -> Cow<'_, [Token]> {
        if self.whole {
            return Cow::Borrowed(&self.tokens);
        }
        let mut all = Vec::new();
        tokens(text, &[Span::new(0, text.len())], &mut all);
        Cow::Owned(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_text::Id;

    #[test]
    fn words_are_counted_where_they_are_not_quoted() {
        let text = "ADVERT. He said “we go” and left. She stayed.";
        let at = |part: &str| text.find(part).map(|start| Span::new(start, start + part.len())).unwrap();
        let article = Article {
            id: Id::stored("a"),
            text,
            body: vec![at("He said “we go” and left. She stayed.")],
            outlet: None,
            published: None,
            title: None,
            quoted: vec![at("we go")],
            names: vec![],
        };
        let words = Words::of(&article);
        assert_eq!((words.unquoted(), words.unquoted_in(at("said “we go” and"))), (6, 2));
        assert_eq!(words.unquoted_in(at("ADVERT")), 0);
        assert_eq!((words.tokens.len(), words.with_chrome(text).len()), (8, 9));
        assert_eq!((0..8).filter(|&word| words.is_quoted(word)).collect::<Vec<_>>(), [2, 3]);
    }
}
