//! What people are, as the article tells: "Foreign Minister Jane Roe", "Jane Roe, the foreign minister,",
//! "the minister, Jane Roe". Learned once an article, then used for "the minister said".

use super::article::Article;
use super::descriptions::Traits;
use super::parties::word_gender;
use crate::names::{NameKind, lexicon::Word};
use crate::structure::TokenKind;
use std::ops::Range;

/// How far a description is looked for, in tokens.
const REACH: usize = 16;

/// Words that end a noun phrase's head: what follows only qualifies it.
const PREPOSITIONS: &[&str] = &[
    "of",
    "for",
    "at",
    "in",
    "on",
    "to",
    "with",
    "from",
    "by",
    "under",
    "about",
    "against",
    "near",
    "behind",
    "between",
    "within",
    "during",
    "since",
    "until",
    "including",
    "like",
    "after",
    "before",
    "as",
    "over",
];

/// True of a preposition.
pub(super) fn is_preposition(key: &str) -> bool {
    PREPOSITIONS.contains(&key)
}

/// True of a word that begins a noun phrase.
pub(super) fn is_determiner(key: &str) -> bool {
    matches!(
        key,
        "a" | "an"
            | "the"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "this"
            | "that"
            | "one"
            | "another"
    )
}

/// One thing that the article says somebody is.
#[derive(Clone, Debug)]
pub(super) struct Office {
    pub entity: usize,
    /// The token of its noun.
    pub head: usize,
    /// The tokens of the description.
    pub tokens: Range<usize>,
    /// What qualifies it.
    pub traits: Traits,
}

impl Office {
    fn new(article: &Article, entity: usize, head: usize, tokens: Range<usize>) -> Office {
        let traits = Traits::of(article, tokens.clone(), head);
        Office { entity, head, tokens, traits }
    }
}

/// All of them, in text order of their nouns.
#[derive(Clone, Debug, Default)]
pub(super) struct Offices(Vec<Office>);

impl Offices {
    pub fn learn(article: &mut Article) -> Offices {
        let mut found = Vec::new();
        for name in 0..article.names.len() {
            let Some(entity) = article.entity(name) else { continue };
            if matches!(article.names[name].kind, NameKind::Organisation | NameKind::Place) {
                continue;
            }
            before(article, name, entity, &mut found);
            let from = found.len();
            behind(article, name, entity, &mut found);
            apposed(article, name, entity, &mut found);
            if found.len() > from && article.entities[entity].kind == NameKind::Unclear {
                article.entities[entity].kind = NameKind::Person;
            }
        }
        found.sort_by_key(|o| o.head);
        for office in &found {
            let gender = word_gender(article.words.what(office.head));
            let entity = &mut article.entities[office.entity];
            entity.gender = entity.gender.or(gender);
        }
        Offices(found)
    }

    /// All of them.
    pub fn all(&self) -> &[Office] {
        &self.0
    }

    /// Those told last before a token, and the first ones behind it.
    pub fn near(&self, token: usize) -> &[Office] {
        let at = self.0.partition_point(|o| o.head < token);
        &self.0[at.saturating_sub(128)..self.0.len().min(at + 32)]
    }

    /// Whom an apposition that holds this token is about.
    pub fn around(&self, token: usize) -> Option<usize> {
        let upto = self.0.partition_point(|o| o.head <= token + REACH);
        let near = self.0[..upto].iter().rev().take(8);
        near.into_iter().find(|o| o.tokens.contains(&token)).map(|o| o.entity)
    }
}

/// "Tarnish Foreign Minister Jane Roe", "spokesman John Moor": the words right before the name.
fn before(article: &Article, name: usize, entity: usize, out: &mut Vec<Office>) {
    let start = article.names[name].tokens.start;
    let sentence = article.sentence(start);
    let Some(head) = start.checked_sub(1).filter(|h| *h >= sentence.start) else { return };
    if !article.is(head, Word::ROLE.or(Word::TITLE))
        || article.is(head, Word::GIVEN) && article.name_at(head).is_some()
    {
        return;
    }
    let part = Word::ROLE.or(Word::TITLE).or(Word::MODIFIER).or(Word::DEMONYM).or(Word::PLACE);
    let mut from = head;
    while from > sentence.start && start - from < REACH {
        let word = from - 1;
        let belongs = article.is(word, part) && !article.is(word, Word::FUNCTION)
            || article.words.is_capital(word) && article.name_at(word).is_some()
            || article.is_possessive(word)
            || article.words.is_capital(word) && word > sentence.start && !article.is(word, Word::FUNCTION);
        if !belongs {
            break;
        }
        from = word;
    }
    out.push(Office::new(article, entity, head, from..start));
}

/// "Jane Roe, the foreign minister of Tarn," and "Jane Roe is the foreign minister".
fn behind(article: &Article, name: usize, entity: usize, out: &mut Vec<Office>) {
    let end = article.names[name].tokens.end;
    let limit = article.doc.tokens.len().min(end + REACH).min(sentence_end(article, end));
    if end >= limit {
        return;
    }
    let mut at = end;
    // A seat or party in brackets: "Jane Roe (D-Tarn), the senator".
    if article.key(at) == "(" {
        at = (at..limit).find(|i| article.key(*i) == ")").map_or(limit, |i| i + 1);
    }
    let apposition = at < limit && matches!(article.key(at), "," | "--" | "—" | "–");
    let copula = at < limit && matches!(article.key(at), "is" | "was" | "became" | "remains");
    if !apposition && !copula {
        return;
    }
    at += 1;
    // An age: "Jane Roe, 25, a teacher".
    if at + 1 < limit && article.doc.tokens[at].kind == TokenKind::Number && article.key(at + 1) == "," {
        at += 2;
    }
    while at < limit
        && matches!(
            article.key(at),
            "who"
                | "is"
                | "was"
                | "now"
                | "currently"
                | "then"
                | "served"
                | "serves"
                | "as"
                | "also"
                | "one"
                | "of"
                | "once"
        )
    {
        at += 1;
    }
    if at >= limit || copula && !is_determiner(article.key(at)) {
        return;
    }
    description(article, entity, at, limit, out);
}

/// "The foreign minister, Jane Roe, said", "A lawyer for the paper, John Moor, said".
fn apposed(article: &Article, name: usize, entity: usize, out: &mut Vec<Office>) {
    let (start, end) = (article.names[name].title, article.names[name].tokens.end);
    let sentence = article.sentence(start);
    if start < sentence.start + 3 || article.key(start - 1) != "," {
        return;
    }
    let closed = end >= sentence.end || matches!(article.key(end), "," | "." | ")" | ";" | ":");
    let low = sentence.start.max(start.saturating_sub(REACH));
    let stop = |i: &usize| matches!(article.doc.tokens[*i].kind, TokenKind::Mark | TokenKind::QuoteClose);
    let from = (low..start - 1).rev().find(stop).map_or(low, |i| i + 1);
    let determined = (from..start - 1).find(|i| is_determiner(article.key(*i)));
    // "Tarn's foreign minister, Jane Roe,"
    let owned = || (from..start - 1).find(|i| article.is_possessive(i + 1) && article.name_at(*i).is_some());
    let Some(from) = determined.or_else(owned) else { return };
    if closed {
        description(article, entity, from, start - 1, out);
    }
}

/// Reads a noun phrase whose noun is an office in `from..limit`, up to a mark or a verb's beginning.
fn description(article: &Article, entity: usize, from: usize, limit: usize, out: &mut Vec<Office>) {
    let mut heads = Vec::new();
    let mut at = from;
    let mut qualified = false;
    while at < limit {
        let key = article.key(at);
        if matches!(article.doc.tokens[at].kind, TokenKind::Mark) && key != "-"
            || matches!(key, "who" | "which" | "that" | "said" | "says")
        {
            break;
        }
        if is_preposition(key) {
            qualified = true;
        } else if key == "and" {
            qualified = false;
        } else if !qualified && article.is(at, Word::ROLE) && !article.is_possessive(at + 1) {
            // "Jane Roe, President John Moor and others" is a list.
            if article.words.is_capital(at) && article.name_at(at + 1).is_some() {
                return;
            }
            let compound = at + 1 < limit
                && article.is(at + 1, Word::ROLE)
                && article.words.case(at + 1) == article.words.case(at);
            if !compound && article.name_at(at).is_none_or(|n| article.names[n].kind != NameKind::Person) {
                heads.push(at);
            }
        }
        at += 1;
    }
    out.extend(heads.into_iter().map(|head| Office::new(article, entity, head, from..at)));
}

fn sentence_end(article: &Article, token: usize) -> usize {
    if token < article.doc.tokens.len() { article.sentence(token).end } else { 0 }
}
