//! Turns meanings into parties and speakers.

use super::Resolution;
use super::article::Article;
use super::bodies::Bodies;
use super::speakers::Meaning;
use crate::names::NameKind;
use crate::{Party, PartyKind, Speaker};
use onrecord_text::{Span, fold};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What makes two meanings one party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Entity(usize),
    Body(u32, u32),
    /// A class of people by its words; one person never named by where the description stands.
    Described(String, Option<Span>),
    Author,
}

/// How many attributions a chain of "whoever speaks there" may lead through.
const LONGEST_CHAIN: usize = 64;

/// The resolution that these meanings come to.
pub(super) fn resolution(
    article: &Article,
    bodies: &Bodies,
    meanings: Vec<Meaning>,
    told: Vec<Option<usize>>,
) -> Resolution {
    let answers: Vec<Answer> = (0..meanings.len()).map(|i| answer(article, &meanings, i)).collect();
    let mut who: BTreeSet<Who> = told.iter().flatten().map(|e| Who::Entity(*e)).collect();
    who.extend(answers.iter().filter_map(|a| a.as_ref().ok().map(|(w, ..)| w.clone())));
    let people = |k: &NameKind| matches!(k, NameKind::Person | NameKind::Organisation);
    who.extend(
        article.entities.iter().enumerate().filter(|(_, e)| people(&e.kind)).map(|(i, _)| Who::Entity(i)),
    );

    let roles = roles(article);
    let first_phrase = first_phrases(&answers);
    let mut parties: Vec<(Who, Party, u32)> = who
        .into_iter()
        .filter_map(|w| {
            let (party, first) = party(article, bodies, &w, &roles, &first_phrase)?;
            Some((w, party, first))
        })
        .collect();
    parties.sort_by_key(|(_, party, first)| (*first, party.name));
    let index: BTreeMap<&Who, usize> = parties.iter().enumerate().map(|(i, (w, ..))| (w, i)).collect();

    let speaker = |answer: &Answer| match answer {
        Err(reason) => Speaker::Unknown { reason },
        Ok((who, via, rule)) => match index.get(who) {
            Some(&party) => {
                let mut via = via.clone();
                // A mention that reads as the name itself leads nowhere.
                let (name, text) = (parties[party].1.name, article.doc.text);
                if via.last().is_some_and(|last| last.of(text) == name.of(text)) {
                    via.pop();
                }
                via.push(name);
                via.dedup();
                Speaker::Known { party, via, rule }
            }
            None => Speaker::Unknown { reason: "no-party" },
        },
    };
    let speakers = answers.iter().map(speaker).collect();
    let addressees = told.iter().map(|e| e.and_then(|e| index.get(&Who::Entity(e)).copied())).collect();
    let parties = parties.into_iter().map(|(_, party, _)| party).collect();
    Resolution { parties, speakers, addressees }
}

type Answer = Result<(Who, Vec<Span>, &'static str), &'static str>;

/// Follows an attribution's meaning to who it is.
fn answer(article: &Article, meanings: &[Meaning], start: usize) -> Answer {
    let (mut at, mut via, mut rule) = (start, Vec::new(), None);
    for _ in 0..LONGEST_CHAIN {
        match &meanings[at] {
            Meaning::Entity { entity, via: more, rule: last } => {
                via.extend(more);
                return Ok((Who::Entity(*entity), via, rule.unwrap_or(last)));
            }
            Meaning::Body { key, via: more, rule: last } => {
                via.extend(more);
                return Ok((Who::Body(key.0, key.1), via, rule.unwrap_or(last)));
            }
            Meaning::Described { several, phrase, rule: last } => {
                via.push(*phrase);
                let words = fold(phrase.of(article.doc.text));
                let words = words.strip_prefix("the ").unwrap_or(&words).to_owned();
                let place = if *several { None } else { Some(*phrase) };
                return Ok((Who::Described(words, place), via, rule.unwrap_or(last)));
            }
            Meaning::Author { phrase } => {
                via.push(*phrase);
                return Ok((Who::Author, via, rule.unwrap_or("author")));
            }
            Meaning::Same { attribution, via: more, rule: last } => {
                via.extend(more);
                rule = rule.or(Some(last));
                if *attribution == start || *attribution >= meanings.len() {
                    return Err("circular");
                }
                at = *attribution;
            }
            Meaning::Unknown(reason) => return Err(reason),
        }
    }
    Err("circular")
}

/// For each party without a name the phrase that describes it first.
fn first_phrases(answers: &[Answer]) -> BTreeMap<&Who, Span> {
    let mut first = BTreeMap::new();
    for (who, via, _) in answers.iter().flatten() {
        if let Some(phrase) = via.last() {
            let kept: &mut Span = first.entry(who).or_insert(*phrase);
            *kept = (*kept).min(*phrase);
        }
    }
    first
}

/// For each entity what the article says it is, one span a wording.
fn roles(article: &Article) -> Vec<Vec<Span>> {
    let mut roles = vec![Vec::new(); article.entities.len()];
    let mut seen = HashSet::new();
    for office in article.offices.all() {
        let span = article.doc.span(office.tokens.clone());
        if seen.insert((office.entity, fold(span.of(article.doc.text)))) {
            roles[office.entity].push(span);
        }
    }
    roles
}

/// The party, and where it is mentioned first.
fn party(
    article: &Article,
    bodies: &Bodies,
    who: &Who,
    roles: &[Vec<Span>],
    phrases: &BTreeMap<&Who, Span>,
) -> Option<(Party, u32)> {
    match who {
        Who::Entity(entity) => {
            let found = &article.entities[*entity];
            let kind = match found.kind {
                NameKind::Unclear if !found.plain => PartyKind::Organisation,
                NameKind::Person | NameKind::Unclear => PartyKind::Person,
                NameKind::Organisation => PartyKind::Organisation,
                NameKind::Place => PartyKind::Place,
            };
            let name = article.full_span(*entity);
            let text = article.doc.text;
            let mut seen = HashSet::from([name.of(text)]);
            let forms = found.mentions.iter().map(|n| article.span(*n));
            let also = forms.filter(|s| seen.insert(s.of(text))).collect();
            let first = article.span(*found.mentions.first()?).start;
            Some((Party { kind, name, also, roles: roles[*entity].clone() }, first))
        }
        Who::Body(before, noun) => {
            let body = bodies.first((*before, *noun))?;
            let name = article.doc.span(body.tokens.clone());
            let party = Party { kind: PartyKind::Organisation, name, also: Vec::new(), roles: Vec::new() };
            Some((party, name.start))
        }
        Who::Described(_, place) => {
            let name = *phrases.get(who)?;
            let kind = if place.is_some() { PartyKind::Unnamed } else { PartyKind::Group };
            Some((Party { kind, name, also: Vec::new(), roles: Vec::new() }, name.start))
        }
        Who::Author => {
            let phrase = *phrases.get(who)?;
            let name = article.author.map_or(phrase, |a| article.full_span(a));
            Some((Party { kind: PartyKind::Author, name, also: Vec::new(), roles: Vec::new() }, name.start))
        }
    }
}
