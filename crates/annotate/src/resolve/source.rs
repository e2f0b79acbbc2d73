//! The shape of a source: what its head is, and where names stand in it.

use super::article::Article;
use super::offices::{is_determiner, is_preposition};
use crate::names::{NameKind, lexicon::Word};
use crate::structure::TokenKind;
use std::ops::Range;

/// How many tokens of a source are read.
const LONGEST: usize = 40;

/// A source's parts, as ranges of tokens.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// All that is read of it.
    pub tokens: Range<usize>,
    /// The first noun phrase up to what qualifies it.
    pub core: Range<usize>,
    /// The last word of the core: its noun, or the end of its name.
    pub head: usize,
}

impl Source {
    /// Reads the noun phrase that begins with the source's first word.
    pub fn read(article: &Article, tokens: Range<usize>) -> Option<Source> {
        let end = tokens.end.min(tokens.start + LONGEST);
        let mut start = tokens.start;
        while start < end && skipped(article, start) {
            start += 1;
        }
        if start >= end {
            return None;
        }
        Some(Source::from(article, start..end))
    }

    /// The phrase that begins at the first token.
    pub fn from(article: &Article, tokens: Range<usize>) -> Source {
        let mut end = tokens.start;
        while end < tokens.end
            && !(end > tokens.start && ends_core(article, end) && !is_second_office(article, end, tokens.end))
        {
            end = article.name_at(end).map_or(end + 1, |n| article.names[n].tokens.end.max(end + 1));
        }
        // "a poll released last week": what has been done to a noun is said behind it.
        let noun = Word::DOCUMENT.or(Word::ROLE).or(Word::GROUP).or(Word::ORG_BODY);
        let participle = |i: &usize| {
            let key = article.key(*i);
            let verbal = key.ends_with("ed")
                || key.ends_with("ing")
                || matches!(key, "close" | "familiar" | "led" | "held" | "taken");
            verbal
                && !article.words.is_capital(*i)
                && article.is(*i - 1, noun)
                && article.words.what(*i) == Word::default()
        };
        let end = (tokens.start + 1..end.min(tokens.end)).find(participle).unwrap_or(end);
        let core = tokens.start..end.min(tokens.end);
        let mut head = core.end - 1;
        while head > core.start
            && (article.is_possessive(head) || article.doc.tokens[head].kind != TokenKind::Word)
        {
            head -= 1;
        }
        Source { tokens, core, head }
    }

    /// The name that ends the core, which is then its head.
    pub fn head_name(&self, article: &Article) -> Option<usize> {
        let common = Word::ROLE.or(Word::DEMONYM).or(Word::MODIFIER);
        let is_name = |n: &usize| article.entity(*n).is_some() || !article.is(self.head, common);
        article.name_at(self.head).filter(is_name)
    }

    /// What follows the core.
    pub fn rest(&self) -> Range<usize> {
        self.core.end..self.tokens.end
    }

    /// Index of the first name that begins in a range of tokens.
    pub fn name_in(article: &Article, tokens: Range<usize>) -> Option<usize> {
        tokens.into_iter().find_map(|i| article.name_at(i))
    }
}

fn skipped(article: &Article, token: usize) -> bool {
    match article.doc.tokens[token].kind {
        TokenKind::Word => matches!(
            article.key(token),
            "according"
                | "to"
                | "by"
                | "from"
                | "as"
                | "both"
                | "but"
                | "and"
                | "even"
                | "like"
                | "after"
                | "when"
                | "while"
                | "because"
                | "if"
                | "since"
                | "before"
                | "though"
                | "although"
        ),
        TokenKind::Number => false,
        _ => true,
    }
}

/// "lobbyist and strategist Jane Roe": both offices belong to the one name.
fn is_second_office(article: &Article, token: usize, end: usize) -> bool {
    if article.key(token) != "and" || !article.is(token - 1, Word::ROLE) || token + 1 >= end {
        return false;
    }
    let person = |i: &usize| article.name_at(*i).is_some_and(|n| article.names[n].kind == NameKind::Person);
    let name = (token + 1..end.min(token + 8)).find(person);
    let titled = |name: usize| (token + 1..name).any(|i| article.is(i, Word::ROLE));
    !is_determiner(article.key(token + 1)) && name.is_some_and(titled)
}

/// True of what qualifies a noun phrase, and of what joins it with another.
fn ends_core(article: &Article, token: usize) -> bool {
    let key = article.key(token);
    match article.doc.tokens[token].kind {
        TokenKind::Mark => !matches!(key, "-" | "/" | "&" | "."),
        TokenKind::Word => {
            let lower = !article.words.is_capital(token);
            // "Roe no longer", "the ministry of Tarn last week": an adverb behind a name.
            let behind_name = article.name_at(token - 1).is_some()
                && matches!(
                    key,
                    "last"
                        | "this"
                        | "earlier"
                        | "later"
                        | "no"
                        | "not"
                        | "himself"
                        | "herself"
                        | "itself"
                        | "today"
                        | "yesterday"
                        | "recently"
                        | "has"
                        | "had"
                        | "is"
                        | "was"
                );
            lower
                && (behind_name
                    || is_preposition(key)
                    || matches!(
                        key,
                        "who"
                            | "which"
                            | "that"
                            | "whose"
                            | "whom"
                            | "and"
                            | "or"
                            | "but"
                            | "now"
                            | "then"
                            | "also"
                            | "he"
                            | "she"
                            | "said"
                    ))
        }
        _ => false,
    }
}

/// True if the phrase points to one that is known: "the minister", "his lawyer".
pub(super) fn is_definite(article: &Article, core: &Range<usize>) -> bool {
    let first = article.key(core.start);
    matches!(first, "the" | "his" | "her" | "its" | "their" | "this" | "that" | "these" | "those")
        || core.clone().any(|i| article.is_possessive(i))
        || !is_determiner(first) && core.len() == 1
}

/// True if the noun means several people.
pub(super) fn is_plural(article: &Article, head: usize) -> bool {
    let what = article.words.what(head);
    what.is(Word::GROUP) && !what.is(Word::ROLE)
}
