//! Whom somebody speaks to: "told Jane Roe", "in a letter to the Tarn Times", "asked by John Moor".

use super::article::Article;
use super::offices::is_preposition;
use super::pronouns::Pronouns;
use super::speakers::Meaning;
use crate::attribution::Attribution;
use crate::names::{NameKind, lexicon::Word};
use crate::structure::TokenKind;

/// Verbs whose object is spoken to.
const TELLING: &[&str] = &[
    "told",
    "tell",
    "tells",
    "telling",
    "asked",
    "asks",
    "assured",
    "assures",
    "informed",
    "informs",
    "reminded",
    "reminds",
    "warned",
    "warns",
    "urged",
    "urges",
    "notified",
    "briefed",
    "advised",
    "thanked",
    "promised",
    "interviewed",
    "lectured",
    "begged",
    "pressed",
];

/// Things in which one speaks to somebody.
const CHANNELS: &[&str] = &[
    "letter",
    "interview",
    "message",
    "email",
    "e-mail",
    "conversation",
    "statement",
    "speech",
    "memo",
    "note",
    "talk",
    "talks",
    "meeting",
    "remarks",
    "response",
    "reply",
];

/// Those who hear or see an organisation: "told the Tarn News audience" is told to nobody named.
const AUDIENCES: &[&str] = &["audience", "audiences", "crowd", "crowds", "viewers", "listeners", "readers"];

/// Words before a channel by which nothing is said in it: "said after a meeting with Roe".
const OUTSIDE: &[&str] =
    &["after", "before", "following", "since", "about", "over", "of", "on", "ahead", "despite"];

/// For each attribution the entity that is spoken to; `meanings` are the attributions' speakers, of whom none
/// speaks to himself.
pub(super) fn read(
    article: &Article,
    pronouns: &Pronouns,
    attributions: &[Attribution],
    meanings: &[Meaning],
) -> Vec<Option<usize>> {
    let told = |(attribution, meaning): (&Attribution, &Meaning)| {
        let speaker = match meaning {
            Meaning::Entity { entity, .. } => Some(*entity),
            _ => None,
        };
        one(article, pronouns, attribution).filter(|e| Some(*e) != speaker)
    };
    attributions.iter().zip(meanings).map(told).collect()
}

fn one(article: &Article, pronouns: &Pronouns, attribution: &Attribution) -> Option<usize> {
    let cue = article.doc.tokens_in(*attribution.cue.first()?);
    let sentence = article.sentence(cue.clone().next()?);
    let end = sentence.end.min(cue.end + 24);
    let verb = cue.clone().take(8).find(|i| TELLING.contains(&article.key(*i)));
    if let Some(verb) = verb {
        let object = object(article, pronouns, verb + 1, end);
        if object.is_some() {
            return object;
        }
    }
    // What is said is not searched: "said that talks with Roe would begin".
    let said = attribution.content.iter().map(|s| article.doc.tokens_in(*s).start);
    let end = said.filter(|s| *s >= cue.end).fold(end, usize::min);
    channel(article, pronouns, cue.start..end.max(cue.start))
}

/// The name or pronoun that follows directly, or behind titles.
fn object(article: &Article, pronouns: &Pronouns, from: usize, end: usize) -> Option<usize> {
    let limit = end.min(from + 8);
    for at in from..limit {
        if let Some(name) = article.name_at(at) {
            // "told Roe's lawyer" is told to nobody named.
            let end = article.names[name].tokens.end;
            let noun = |i: &usize| {
                let small = !article.words.is_capital(*i);
                article.is(*i, Word::GROUP)
                    || small && (article.is(*i, Word::ROLE) || AUDIENCES.contains(&article.key(*i)))
            };
            if end < limit && noun(&end) {
                // "told Tarn News host Jane Roe" names her.
                let behind = (end..limit).find(|i| !noun(i))?;
                return article.name_at(behind).and_then(|n| article.entity(n));
            }
            if !article.is_possessive(end) {
                return article.entity(name);
            }
            // "told the Tarn Times's Jane Roe" names her; "told Roe's lawyer" names nobody.
            let owned = (end + 1..limit).take(3).find_map(|i| article.name_at(i))?;
            let found = &article.names[owned];
            let named = found.kind == NameKind::Person || found.tokens.len() > 1;
            return article.entity(owned).filter(|_| found.title == end + 1 && named);
        }
        if matches!(article.key(at), "him" | "her") && !owns(article, at, end) {
            return pronouns.at(at).map(|a| a.entity);
        }
        let leads = article.is(at, Word::TITLE.or(Word::ROLE).or(Word::MODIFIER).or(Word::DEMONYM))
            || article.key(at) == "the";
        if !leads {
            return None;
        }
    }
    None
}

/// True of "her" before a noun: "told her peers".
fn owns(article: &Article, at: usize, end: usize) -> bool {
    let next = at + 1;
    article.key(at) == "her"
        && next < end
        && article.doc.tokens[next].kind == TokenKind::Word
        && !article.is(next, Word::FUNCTION)
        && !is_preposition(article.key(next))
}

/// True of "after a meeting": what is said is not said in it.
fn is_outside(article: &Article, channel: usize, from: usize) -> bool {
    let before = (from.max(channel.saturating_sub(3))..channel).rev();
    let mut leading =
        before.filter(|i| is_preposition(article.key(*i)) || OUTSIDE.contains(&article.key(*i)));
    leading.next().is_some_and(|i| OUTSIDE.contains(&article.key(i)))
}

/// "in a letter to Roe", "in an interview with the Tarn Times", "asked by Moor".
fn channel(article: &Article, pronouns: &Pronouns, tokens: std::ops::Range<usize>) -> Option<usize> {
    for at in tokens.clone().take(24) {
        if article.is_quoted(at) {
            return None;
        }
        if CHANNELS.contains(&article.key(at))
            && at + 1 < tokens.end
            && matches!(article.key(at + 1), "to" | "with")
            && !is_outside(article, at, tokens.start)
        {
            return object(article, pronouns, at + 2, tokens.end);
        }
        if article.key(at) == "asked" && at + 1 < tokens.end && article.key(at + 1) == "by" {
            return object(article, pronouns, at + 2, tokens.end);
        }
    }
    None
}
