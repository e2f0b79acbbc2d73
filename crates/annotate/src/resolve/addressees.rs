//! Whom somebody speaks to: "told Jane Roe", "in a letter to the Tarn Times", "asked by John Moor".

use super::article::Article;
use super::pronouns::Pronouns;
use crate::attribution::Attribution;
use crate::names::lexicon::Word;

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

/// For each attribution the entity that is spoken to.
pub(super) fn read(
    article: &Article,
    pronouns: &Pronouns,
    attributions: &[Attribution],
) -> Vec<Option<usize>> {
    attributions.iter().map(|a| one(article, pronouns, a)).collect()
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
            if !article.is_possessive(end) {
                return article.entity(name);
            }
            // "told the Tarn Times's Jane Roe" names her; "told Roe's lawyer" names nobody.
            let owned = (end + 1..limit).take(3).find_map(|i| article.name_at(i))?;
            let adjoins = article.names[owned].title == end + 1;
            return article.entity(owned).filter(|_| adjoins);
        }
        if matches!(article.key(at), "him" | "her") {
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

/// "in a letter to Roe", "in an interview with the Tarn Times", "asked by Moor".
fn channel(article: &Article, pronouns: &Pronouns, tokens: std::ops::Range<usize>) -> Option<usize> {
    for at in tokens.clone().take(24) {
        if article.is_quoted(at) {
            return None;
        }
        if CHANNELS.contains(&article.key(at))
            && at + 1 < tokens.end
            && matches!(article.key(at + 1), "to" | "with")
        {
            return object(article, pronouns, at + 2, tokens.end);
        }
        if article.key(at) == "asked" && at + 1 < tokens.end && article.key(at + 1) == "by" {
            return object(article, pronouns, at + 2, tokens.end);
        }
    }
    None
}
