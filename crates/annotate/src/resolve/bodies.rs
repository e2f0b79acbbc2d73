//! Bodies that go by a common noun, and who made a document: "the Roe campaign", "the ministry", "the study".

use super::article::Article;
use super::offices::is_preposition;
use super::pronouns::Pronouns;
use super::source::Source;
use crate::names::{Case, Name, NameKind, lexicon, lexicon::Word};
use crate::structure::TokenKind;
use std::ops::Range;

/// A body named by a name and a common noun.
#[derive(Clone, Debug)]
pub(super) struct Body {
    /// From the name to the noun.
    pub tokens: Range<usize>,
    /// What tells it from others: the word before the noun, and the noun.
    pub key: (u32, u32),
}

/// A document whose maker the text tells.
#[derive(Clone, Copy, Debug)]
struct Made {
    token: usize,
    maker: usize,
}

/// The bodies and documents of an article, in order.
pub(super) struct Bodies {
    bodies: Vec<Body>,
    made: Vec<Made>,
}

impl Bodies {
    /// Reads the article once.
    pub fn of(article: &Article) -> Bodies {
        let mut bodies = Bodies { bodies: Vec::new(), made: Vec::new() };
        for token in 1..article.words.len() {
            if article.is(token, Word::ORG_SMALL) && !article.words.is_capital(token) {
                bodies.bodies.extend(body(article, token));
            }
            if article.is(token, Word::DOCUMENT)
                && article.name_at(token).is_none()
                && let Some(maker) = maker_near(article, token)
            {
                bodies.made.push(Made { token, maker });
            }
        }
        bodies
    }

    /// The body whose noun stands at this token.
    pub fn at(&self, head: usize) -> Option<&Body> {
        let i = self.bodies.binary_search_by_key(&head, |b| b.tokens.end - 1).ok()?;
        Some(&self.bodies[i])
    }

    /// What "the campaign" takes up: the last body before it with this noun.
    pub fn before(&self, article: &Article, head: usize) -> Option<&Body> {
        let noun = noun(article, head);
        let upto = self.bodies.partition_point(|b| b.tokens.end <= head);
        let mut near = self.bodies[..upto].iter().rev().take(32).filter(|b| b.key.1 == noun);
        near.next()
    }

    /// The same body as first printed.
    pub fn first(&self, key: (u32, u32)) -> Option<&Body> {
        self.bodies.iter().take(256).find(|b| b.key == key)
    }

    /// Who made what "the study" takes up.
    pub fn maker_before(&self, article: &Article, head: usize) -> Option<usize> {
        let upto = self.made.partition_point(|m| m.token < head);
        let sentence = article.doc.tokens[head].sentence;
        let near = self.made[..upto].iter().rev().take(16);
        let mut same = near.filter(|m| same_document(article.key(m.token), article.key(head)));
        let last = same.next()?;
        // Far away it must be the only maker of such a document.
        let close = sentence - article.doc.tokens[last.token].sentence <= 12;
        (close || same.all(|m| m.maker == last.maker)).then_some(last.maker)
    }
}

/// Bodies that belong to one person.
fn is_own(noun: &str) -> bool {
    matches!(noun, "campaign" | "camp" | "administration")
}

/// "camp" is a campaign.
fn noun(article: &Article, token: usize) -> u32 {
    if article.key(token) == "camp" {
        // The word may not stand in the article; its own number serves then.
        return u32::MAX;
    }
    if article.key(token) == "campaign" { u32::MAX } else { article.words.number(token) }
}

fn body(article: &Article, head: usize) -> Option<Body> {
    let before = head - 1;
    if article.doc.tokens[before].sentence != article.doc.tokens[head].sentence {
        return None;
    }
    let start = match article.name_at(before) {
        Some(name) => article.names[name].tokens.start,
        // "Roe’s campaign"
        None if article.is_possessive(before) && is_own(article.key(head)) => {
            let name = article.name_at(before.checked_sub(1)?)?;
            let key = (article.words.number(article.names[name].tokens.end - 1), noun(article, head));
            return Some(Body { tokens: article.names[name].tokens.start..head + 1, key });
        }
        None if article.is(before, Word::DEMONYM) && article.words.is_capital(before) => before,
        None if article.key(before) == "federal" && article.key(head) == "government" => before,
        None => return None,
    };
    Some(Body { tokens: start..head + 1, key: (article.words.number(before), noun(article, head)) })
}

/// Words for one and the same document.
fn same_document(first: &str, later: &str) -> bool {
    const NEWS: &[&str] = &["article", "piece", "story", "report", "column", "op-ed", "editorial", "oped"];
    const STUDY: &[&str] =
        &["study", "research", "paper", "report", "analysis", "survey", "poll", "findings", "data"];
    first == later || [NEWS, STUDY].iter().any(|c| c.contains(&first) && c.contains(&later))
}

/// The maker of a document that the words around its noun name.
fn maker_near(article: &Article, head: usize) -> Option<usize> {
    let sentence = article.sentence(head);
    let stop = |i: &usize| {
        article.name_at(*i).is_none()
            && (is_preposition(article.key(*i))
                || matches!(
                    article.doc.tokens[*i].kind,
                    TokenKind::Mark | TokenKind::QuoteOpen | TokenKind::QuoteClose
                ) && article.key(*i) != "/")
    };
    let low = sentence.start.max(head.saturating_sub(8));
    let from = (low..head).rev().find(stop).map_or(low, |i| i + 1);
    in_core(article, from..head).or_else(|| behind(article, head + 1..sentence.end.min(head + 16)))
}

/// A maker among the words before the noun: "a Tarn University poll", "Jane Roe's brief".
fn in_core(article: &Article, core: Range<usize>) -> Option<usize> {
    let mut at = core.start;
    while at < core.end {
        let Some(name) = article.name_at(at) else {
            at += 1;
            continue;
        };
        let end = article.names[name].tokens.end;
        let owner = article.is_possessive(end);
        let organisation = match article.names[name].kind {
            NameKind::Organisation => true,
            NameKind::Unclear => end - at > 1,
            NameKind::Person | NameKind::Place => false,
        };
        if owner || organisation {
            return article.entity(name);
        }
        at = end;
    }
    None
}

/// A maker behind the noun: "a study by Tarn University", "a report last week from the Roe Institute".
fn behind(article: &Article, rest: Range<usize>) -> Option<usize> {
    let by = rest.clone().take(4).find(|i| matches!(article.key(*i), "by" | "from"))?;
    if by + 1 >= rest.end {
        return None;
    }
    let source = Source::from(article, by + 1..rest.end);
    article.entity(source.head_name(article)?)
}

/// The maker of the document that a source names.
pub(super) fn maker(
    article: &Article,
    pronouns: &Pronouns,
    bodies: &Bodies,
    source: &Source,
) -> Option<(usize, &'static str)> {
    if let Some(owner) = pronouns.at(source.core.start) {
        return Some((owner.entity, "document-owner"));
    }
    if let Some(entity) = in_core(article, source.core.start..source.head) {
        return Some((entity, "document-maker"));
    }
    if let Some(entity) = behind(article, source.rest()) {
        return Some((entity, "document-maker"));
    }
    let definite = matches!(article.key(source.core.start), "the" | "this" | "that");
    if definite && source.core.len() <= 3 {
        return bodies.maker_before(article, source.head).map(|e| (e, "document-again"));
    }
    None
}

/// What "the ministry" takes up: the organisation named last with this word.
pub(super) fn organisation_before(article: &Article, core: Range<usize>) -> Option<usize> {
    let head = core.end - 1;
    let upto = article.names.partition_point(|n| n.tokens.start < head);
    for name in article.names[..upto].iter().enumerate().rev().take(64).map(|(i, _)| i) {
        let Some(entity) = article.entity(name) else { continue };
        let found = &article.entities[entity];
        // "the appeals court" is only one that has both words in its name.
        let all = core.clone().all(|i| found.parts.contains(&article.words.number(i)));
        if found.kind == NameKind::Organisation && found.parts.len() > 1 && all {
            return Some(entity);
        }
    }
    None
}

/// The one organisation that the article names later with the noun of "a court", said in its first sentences.
pub(super) fn introduced_later(article: &Article, head: usize) -> Option<usize> {
    const LEAD: u32 = 3;
    if article.doc.tokens[head].sentence > LEAD {
        return None;
    }
    let sentence = article.sentence(head);
    let low = sentence.start.max(head.saturating_sub(4));
    // "a federal appeals court" is one that has "appeals" and "court" in its name.
    let noun = |i: &usize| {
        *i == head
            || !article.is(*i, Word::FUNCTION.or(Word::MODIFIER)) && article.words.case(*i) != Case::None
    };
    let asked: Vec<u32> = (low..head + 1).filter(noun).map(|i| article.words.number(i)).collect();
    let from = article.names.partition_point(|n| n.tokens.start <= head);
    let mut found = None;
    for name in from..article.names.len().min(from + 64) {
        let Some(entity) = article.entity(name) else { continue };
        let body = &article.entities[entity];
        if body.kind != NameKind::Organisation
            || body.parts.len() < 2
            || !asked.iter().all(|w| body.parts.contains(w))
        {
            continue;
        }
        match found {
            Some(other) if other != entity => return None,
            _ => found = Some(entity),
        }
    }
    found
}

/// What "the city" takes up: the place named last, in its sentence or the two before.
pub(super) fn place_before(article: &Article, head: usize) -> Option<usize> {
    let sentence = article.doc.tokens[head].sentence;
    let upto = article.names.partition_point(|n| n.tokens.start < head);
    let near = article.names[..upto].iter().enumerate().rev().take(24);
    let mut near = near.take_while(|(_, n)| sentence - article.doc.tokens[n.tokens.start].sentence <= 2);
    let wants_country = matches!(article.key(head), "country" | "kingdom");
    let fits = |n: &Name| {
        let joined: Vec<&str> = n.tokens.clone().map(|i| article.key(i)).collect();
        let country = lexicon::country(&joined.join(" ")).is_some();
        n.kind == NameKind::Place && (country == wants_country || article.key(head) == "island")
    };
    let (name, _) = near.find(|(_, n)| fits(n))?;
    article.entity(name)
}

/// What "it" takes up: the organisation, else the place, that the sentence or the one before is about.
pub(super) fn it(article: &Article, pronouns: &Pronouns, token: usize) -> Option<usize> {
    let sentence = article.doc.tokens[token].sentence;
    let upto = article.names.partition_point(|n| n.tokens.start < token);
    let near = article.names[..upto].iter().enumerate().rev().take(24);
    let near = near.take_while(|(_, n)| sentence - article.doc.tokens[n.tokens.start].sentence <= 1);
    let mut found = None;
    for (i, name) in near {
        if name.kind != NameKind::Organisation || article.is_quoted(name.tokens.start) {
            continue;
        }
        let Some(entity) = article.entity(i) else { continue };
        // Only the subject, before which its sentence has at most a small word, or a speaker is surely meant.
        let sentence = article.sentence(name.tokens.start);
        if name.title <= sentence.start + 1 || pronouns.speaks(name.tokens.start) {
            found = Some(entity);
            break;
        }
    }
    found
}
