//! Where names and descriptions stand in statements, and how much a name adds by its place.

use super::super::article::Article;
use super::super::offices::is_preposition;
use crate::attribution::Attribution;
use crate::names::{Case, lexicon::Word};
use crate::structure::TokenKind;
use onrecord_text::Span;
use std::ops::Range;

/// How many tokens of a source are looked at: room for a description and the name in apposition to it. That
/// there is an end to them keeps this linear.
const SOURCE: usize = 16;
/// How many sentences one counts as that is quoted from end to end.
const QUOTED: f32 = 0.3;

/// Where the tokens stand in statements.
pub(super) struct Roles {
    /// In a source.
    pub speaks: Vec<bool>,
    /// For a token in a source, the content that it says.
    pub content: Vec<Option<Span>>,
    /// For each sentence how far the story has come: what is only quoted moves it less.
    clock: Vec<f32>,
}

impl Roles {
    pub fn of(article: &Article, attributions: &[Attribution]) -> Roles {
        let count = article.words.len();
        let mut roles =
            Roles { speaks: vec![false; count], content: vec![None; count], clock: clock(article) };
        for attribution in attributions {
            let Some((first, last)) = attribution.content.first().zip(attribution.content.last()) else {
                continue;
            };
            let content = Span { start: first.start, end: last.end };
            let source = attribution.source.first().map(|s| article.doc.tokens_in(*s)).unwrap_or_default();
            for token in source.take(SOURCE) {
                roles.speaks[token] = true;
                roles.content[token] = roles.content[token].or(Some(content));
            }
        }
        roles
    }

    /// How far the story has come at a token.
    pub fn now(&self, article: &Article, token: usize) -> f32 {
        self.clock[article.doc.tokens[token].sentence as usize]
    }
}

/// How far the story has come at each sentence.
fn clock(article: &Article) -> Vec<f32> {
    let mut now = 0.0;
    let step = |sentence: &Range<usize>| {
        let told = sentence.clone().any(|i| article.words.case(i) != Case::None && !article.is_quoted(i));
        now += if told { 1.0 } else { QUOTED };
        now
    };
    article.doc.sentences.iter().map(step).collect()
}

/// How much a name adds: a subject and a speaker more than an owner or what follows a preposition.
pub(super) fn weight(article: &Article, roles: &Roles, name: usize) -> f32 {
    let tokens = article.names[name].tokens.clone();
    let title = article.names[name].title;
    if article.is_quoted(tokens.start) && !roles.speaks[tokens.start] {
        return 20.0;
    }
    if roles.speaks[tokens.start] {
        return if is_head(article, roles, name) { 120.0 } else { 45.0 };
    }
    if article.is_possessive(tokens.end) {
        return 45.0;
    }
    let sentence = article.sentence(tokens.start);
    let before = title.checked_sub(1).filter(|b| *b >= sentence.start);
    // "Veteran farmer Jane Roe" opens the sentence as "Jane Roe" does.
    let described = |b: usize| {
        title - sentence.start <= 3
            && article.is(b, Word::ROLE)
            && (sentence.start..b).all(|i| {
                let noun = article.doc.tokens[i].kind == TokenKind::Word && article.name_at(i).is_none();
                noun && !article.is(i, Word::FUNCTION) && !is_preposition(article.key(i))
            })
    };
    let first = before.is_none_or(described);
    let after_preposition = before.is_some_and(|b| {
        is_preposition(article.key(b))
            || b > sentence.start && article.key(b) == "the" && is_preposition(article.key(b - 1))
    });
    if after_preposition {
        // "Running against Roe, he …": what opens the sentence is not what it is about.
        let opening =
            article.is_adverbial(sentence.start) && !article.has_comma(sentence.start..tokens.start);
        return if opening { 35.0 } else { 50.0 };
    }
    let clause = before.is_some_and(|b| {
        article.doc.tokens[b].kind != TokenKind::Word
            || matches!(
                article.key(b),
                "that" | "and" | "but" | "when" | "while" | "as" | "because" | "if" | "after" | "before"
            )
    });
    if first {
        100.0
    } else if clause {
        85.0
    } else {
        65.0
    }
}

/// For each entity whether a source begins with it.
pub(super) fn speaking(article: &Article, roles: &Roles) -> Vec<bool> {
    let mut spoke = vec![false; article.entities.len()];
    for (i, name) in article.names.iter().enumerate() {
        let first =
            roles.speaks[name.tokens.start] && !name.title.checked_sub(1).is_some_and(|b| roles.speaks[b]);
        if let Some(entity) = article.entity(i).filter(|_| first && is_head(article, roles, i)) {
            spoke[entity] = true;
        }
    }
    spoke
}

/// True of a name in a source that is not a part of somebody's description ("Roe spokesman John Moor").
fn is_head(article: &Article, roles: &Roles, name: usize) -> bool {
    let (title, end) = (article.names[name].title, article.names[name].tokens.end);
    let qualifies = title > 0 && roles.speaks[title - 1] && is_preposition(article.key(title - 1));
    let noun_follows = roles.speaks.get(end).is_some_and(|s| *s)
        && article.words.case(end) == Case::Lower
        && !article.is(end, Word::FUNCTION)
        && !is_preposition(article.key(end));
    let owns = article.is_possessive(end) && roles.speaks.get(end + 1).is_some_and(|s| *s);
    !qualifies && !noun_follows && !owns
}
