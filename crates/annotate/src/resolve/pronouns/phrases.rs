//! Descriptions that take part in the account: offices that are told, somebody who is only described, and
//! fuller descriptions of one who is talked about.

use super::super::article::Article;
use super::super::descriptions::described;
use super::super::offices::{is_determiner, is_preposition};
use super::roles::Roles;
use crate::names::{NameKind, lexicon::Word};
use crate::structure::TokenKind;
use std::ops::Range;

/// Whom "the president" means, if the token is the noun of such a phrase.
pub(super) fn office_at(article: &Article, token: usize) -> Option<usize> {
    if !article.is(token, Word::ROLE) || article.words.is_capital(token) {
        return None;
    }
    let sentence = article.sentence(token);
    let low = sentence.start.max(token.saturating_sub(4));
    let the = (low..token).rev().find(|i| article.key(*i) == "the")?;
    let part = Word::MODIFIER.or(Word::DEMONYM).or(Word::PLACE);
    let whole = (the + 1..token).all(|i| article.is(i, part));
    if !whole || article.name_at(token + 1).is_some() {
        return None;
    }
    described(article, the..token + 1, token)
}

/// Offices of whom a story that has one tells without further words.
const OFFICES: &[&str] =
    &["president", "premier", "chancellor", "king", "queen", "pope", "minister", "leader"];

/// How much somebody adds who is only described ("a farmer", "the professor") and whom nothing leads back to a
/// name: whoever comes next as "he" may be that one.
pub(super) fn somebody(article: &Article, roles: &Roles, token: usize) -> Option<f32> {
    if !article.is(token, Word::ROLE) || article.words.is_capital(token) || article.is_quoted(token) {
        return None;
    }
    let sentence = article.sentence(token);
    let compound = token + 1 < sentence.end && article.is(token + 1, Word::ROLE);
    if compound || article.is_possessive(token + 1) || article.name_at(token + 1).is_some() {
        return None;
    }
    let low = sentence.start.max(token.saturating_sub(6));
    let from = (low..token).rev().find(|i| is_determiner(article.key(*i)))?;
    // "his lawyer" may well be told of before; "the president" is whom the story is about.
    let first = article.key(from);
    let known = matches!(first, "his" | "her" | "its" | "their" | "our" | "my")
        || first == "the" && from + 1 == token && OFFICES.contains(&article.key(token));
    let named = (token + 1..sentence.end.min(token + 10))
        .filter(|i| roles.speaks[*i])
        .any(|i| article.name_at(i).is_some_and(|n| article.names[n].kind != NameKind::Place));
    let whole = (from + 1..token).all(|i| {
        article.doc.tokens[i].kind == TokenKind::Word
            && !is_preposition(article.key(i))
            && article.name_at(i).is_none()
    });
    let opens = from == sentence.start || roles.speaks[from];
    let behind_of = from > sentence.start && is_preposition(article.key(from - 1));
    // "In what one diplomat called a gift, the president …": whom the sentence is about comes later.
    let aside = from > sentence.start && matches!(article.key(from - 1), "that" | "which" | "what" | "whom");
    if known || named || !whole || !opens || behind_of || aside || article.offices.around(token).is_some() {
        return None;
    }
    let weight = match (roles.speaks[token], from == sentence.start) {
        (true, true) => 110.0,
        _ => 70.0,
    };
    described(article, from..token + 1, token).is_none().then_some(weight)
}

/// Nouns that set somebody apart from the one who is talked about.
const OTHERS: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "lawyer",
    "attorney",
    "aide",
    "adviser",
    "advisor",
    "official",
    "ally",
    "supporter",
    "critic",
    "opponent",
    "rival",
    "colleague",
    "reporter",
    "moderator",
    "host",
    "source",
    "expert",
    "analyst",
    "person",
    "friend",
    "partner",
    "representative",
    "member",
    "counterpart",
    "successor",
    "predecessor",
    // Offices are told with the name, or they are another's.
    "president",
    "chancellor",
    "premier",
    "king",
    "queen",
    "minister",
    "pope",
    "interviewer",
    "voter",
    "protester",
    "assistant",
    "staffer",
    "operative",
    "worker",
    "resident",
];

/// "the former first lady", "Roe's former strategist": a description of one person by more than a noun.
pub(super) fn described_phrase(article: &Article, token: usize) -> Option<Range<usize>> {
    if !article.is(token, Word::ROLE)
        || article.words.is_capital(token)
        || OTHERS.contains(&article.key(token))
    {
        return None;
    }
    let sentence = article.sentence(token);
    let low = sentence.start.max(token.saturating_sub(6));
    let opens = |i: &usize| article.key(*i) == "the" || article.is_possessive(*i);
    let from = (low..token).rev().find(opens)?;
    let alone = from + 1 == token;
    (!alone).then_some(from..token + 1)
}

/// "the 61-year-old" and "the 61-year-old engineer": somebody of whom the article has told an age, or tells it now.
pub(super) fn aged_phrase(article: &Article, token: usize) -> Option<Range<usize>> {
    let sentence = article.sentence(token);
    let aged = |i: usize| article.key(i).ends_with("-year-old");
    let low = sentence.start.max(token.saturating_sub(5));
    let from = (low..=token).rev().find(|i| article.key(*i) == "the")?;
    let told = (from + 1..=token).any(aged);
    (told && (article.is(token, Word::ROLE) || aged(token))).then_some(from..token + 1)
}
