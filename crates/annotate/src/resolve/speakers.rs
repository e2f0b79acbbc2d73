//! From a source to what it means: a name, a pronoun, an office, a body, a document's maker, or nobody who
//! is named.

use super::article::Article;
use super::bodies::{self, Bodies};
use super::descriptions::{described, introduced_later, may_be};
use super::offices::is_determiner;
use super::pronouns::{Pronouns, gender_of};
use super::source::{Source, is_definite, is_plural};
use crate::attribution::Attribution;
use crate::names::{NameKind, lexicon::Word};
use crate::structure::TokenKind;
use onrecord_text::Span;
use std::ops::Range;

/// What a source means.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// Something with a name.
    Entity { entity: usize, via: Vec<Span>, rule: &'static str },
    /// A body that goes by a name and a common noun.
    Body { key: (u32, u32), via: Vec<Span>, rule: &'static str },
    /// One person or several, only described.
    Described { several: bool, phrase: Span, rule: &'static str },
    /// The writer.
    Author { phrase: Span },
    /// Whoever speaks in another attribution.
    Same { attribution: usize, via: Vec<Span>, rule: &'static str },
    /// Nobody that the text tells.
    Unknown(&'static str),
}

/// What each attribution's source means.
pub(super) fn read(
    article: &Article,
    pronouns: &Pronouns,
    bodies: &Bodies,
    attributions: &[Attribution],
) -> Vec<Meaning> {
    let holders = holders(attributions);
    let reader = Reader { article, pronouns, bodies };
    let one = |(i, attribution): (usize, &Attribution)| {
        let Some(source) = attribution.source.first() else {
            return match attribution.continues {
                Some(attribution) if attribution < i => {
                    Meaning::Same { attribution, via: Vec::new(), rule: "quote-continued" }
                }
                _ => Meaning::Unknown("no-source"),
            };
        };
        let tokens = article.doc.tokens_in(*source);
        reader.source(tokens, attribution.inside.or(holders[i]))
    };
    attributions.iter().enumerate().map(one).collect()
}

/// For each attribution the one whose content holds its source most narrowly.
fn holders(attributions: &[Attribution]) -> Vec<Option<usize>> {
    let mut contents: Vec<(Span, usize)> =
        attributions.iter().enumerate().flat_map(|(i, a)| a.content.iter().map(move |s| (*s, i))).collect();
    contents.sort_by_key(|(s, i)| (s.start, std::cmp::Reverse(s.end), *i));
    let mut asked: Vec<(Span, usize)> =
        attributions.iter().enumerate().filter_map(|(i, a)| a.source.first().map(|s| (*s, i))).collect();
    asked.sort_by_key(|(s, i)| (s.start, *i));
    let mut holders = vec![None; attributions.len()];
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut next = 0;
    for (source, i) in asked {
        while next < contents.len() && contents[next].0.start <= source.start {
            let (span, _) = contents[next];
            while open.last().is_some_and(|(o, _)| o.end <= span.start) {
                open.pop();
            }
            open.push(contents[next]);
            next += 1;
        }
        let holder = open.iter().rev().take(8).find(|(o, j)| *j != i && o.contains(source));
        holders[i] = holder.map(|(_, j)| *j);
    }
    holders
}

struct Reader<'a> {
    article: &'a Article<'a>,
    pronouns: &'a Pronouns,
    bodies: &'a Bodies,
}

impl Reader<'_> {
    /// What the source at these tokens means. `holder` is the attribution in whose content it stands.
    fn source(&self, tokens: Range<usize>, holder: Option<usize>) -> Meaning {
        let article = self.article;
        let read = Source::read(article, tokens.clone());
        // "both" alone is no preposition.
        let alone = || (!tokens.is_empty()).then(|| Source::from(article, tokens.clone()));
        let Some(source) = read.or_else(alone) else { return Meaning::Unknown("no-words") };
        let first = source.core.start;
        if self.article.name_at(first).is_none()
            && let Some(meaning) = self.pronoun(&source, holder)
        {
            return meaning;
        }
        self.phrase(&source)
    }

    /// A source that begins with a pronoun.
    fn pronoun(&self, source: &Source, holder: Option<usize>) -> Option<Meaning> {
        let article = self.article;
        let token = source.core.start;
        let here = article.doc.tokens[token].span;
        let alone = source.core.len() == 1 || source.head == token;
        let key = article.key(token);
        if alone && gender_of(key).is_some() {
            return Some(self.person_pronoun(token));
        }
        Some(match key {
            "who" | "whove" | "whos" | "whod" | "whom" | "which" | "that" | "whose"
                if alone || key == "who" =>
            {
                self.relative(token)
            }
            "i" | "im" | "ive" | "id" | "ill" | "me" | "my" | "we" | "our" | "us" | "weve" if alone => {
                let plural = matches!(key, "we" | "our" | "us" | "weve");
                match holder {
                    Some(_) if plural => Meaning::Unknown("we-of-a-speaker"),
                    Some(attribution) => Meaning::Same { attribution, via: vec![here], rule: "first-person" },
                    None if article.is_quoted(token) => Meaning::Unknown("first-person-of-unknown"),
                    None => Meaning::Author { phrase: here },
                }
            }
            "it" | "its" if alone => match bodies::it(article, self.pronouns, token) {
                Some(entity) => self.entity(entity, vec![here], "pronoun-it"),
                None => Meaning::Unknown("pronoun-it"),
            },
            "they" | "theyve" | "theyre" | "their" | "both" | "each" | "neither" if alone => {
                match self.joint_before(token) {
                    Some(entity) => self.entity(entity, vec![here], "pronoun-joint"),
                    None => Meaning::Unknown("pronoun-they"),
                }
            }
            "you" | "your" => Meaning::Described { several: true, phrase: here, rule: "reader" },
            "those" | "these" | "one" | "some" | "others" | "many" | "few" | "most" | "all" | "none"
                if alone =>
            {
                Meaning::Described { several: key != "one", phrase: here, rule: "unnamed" }
            }
            _ => return None,
        })
    }

    fn person_pronoun(&self, token: usize) -> Meaning {
        let here = self.article.doc.tokens[token].span;
        match self.pronouns.at(token) {
            Some(found) => self.entity(found.entity, vec![here, self.article.span(found.name)], "pronoun"),
            None => Meaning::Unknown("pronoun-ambiguous"),
        }
    }

    /// "who", "which": the noun phrase that ends before it.
    fn relative(&self, token: usize) -> Meaning {
        let article = self.article;
        let here = article.doc.tokens[token].span;
        let sentence = article.sentence(token);
        let mut last = token;
        while last > sentence.start && token - last < 12 {
            last -= 1;
            match article.key(last) {
                ")" => {
                    last =
                        (last.saturating_sub(8)..last).rev().find(|i| article.key(*i) == "(").unwrap_or(last)
                }
                "of" | "and" => {}
                _ if article.doc.tokens[last].kind == TokenKind::Mark => {}
                _ => break,
            }
        }
        if last == token {
            return Meaning::Unknown("relative-without-antecedent");
        }
        let person = article.key(token).starts_with("who");
        if let Some(name) = article.name_at(last) {
            let kind = article.names[name].kind;
            let body = matches!(kind, NameKind::Organisation | NameKind::Place);
            if let Some(entity) = article.entity(name).filter(|_| person != body) {
                return self.entity(entity, vec![here, article.span(name)], "relative");
            }
            // "Jane Roe of Tarn, who"
            let title = article.names[name].title;
            let of = title >= 2 && matches!(article.key(title - 1), "of" | "from");
            if let Some(owner) = article.name_at(title.saturating_sub(2)).filter(|_| of && person)
                && article.names[owner].kind == NameKind::Person
                && let Some(entity) = article.entity(owner)
            {
                return self.entity(entity, vec![here, article.span(owner)], "relative");
            }
        }
        if let Some(entity) = article.offices.around(last) {
            return self.entity(entity, vec![here], "relative-apposition");
        }
        if !person {
            return Meaning::Unknown("relative-thing");
        }
        let low = sentence.start.max(last.saturating_sub(8));
        let from = (low..=last).rev().find(|i| is_determiner(article.key(*i))).unwrap_or(last);
        let phrase = article.doc.span(from..last + 1);
        if article.key(from) == "the"
            && article.is(last, Word::ROLE)
            && let Some(entity) = described(article, from..last + 1, last)
        {
            return self.entity(entity, vec![here, phrase], "relative-office");
        }
        Meaning::Described { several: is_plural(article, last), phrase, rule: "relative" }
    }

    /// The first of two people that the sentence, or the one before, names together.
    fn joint_before(&self, token: usize) -> Option<usize> {
        let article = self.article;
        let sentence = article.doc.tokens[token].sentence;
        let upto = article.names.partition_point(|n| n.tokens.start < token);
        let near = article.names[..upto].iter().enumerate().rev().take(24);
        let near = near.take_while(|(_, n)| sentence - article.doc.tokens[n.tokens.start].sentence <= 1);
        for (i, name) in near {
            let Some(before) = i.checked_sub(1) else { break };
            let other = &article.names[before];
            let joined = other.tokens.end + 1 == name.title && article.key(other.tokens.end) == "and";
            let person = |i: usize| article.entity(i).filter(|e| article.entities[*e].is_person());
            // In "Roe, Moor and Tarn" two of three are no pair.
            let listed = other.title >= 2
                && article.key(other.title - 1) == ","
                && article.name_at(other.title - 2).is_some();
            let subject =
                !other.title.checked_sub(1).is_some_and(|b| super::offices::is_preposition(article.key(b)));
            if joined && !listed && subject && person(i).is_some() {
                return person(before);
            }
        }
        None
    }

    /// True of a single unknown word that has its capital only from the start of a sentence ("Millennials").
    fn only_opens(&self, entity: usize) -> bool {
        let (article, found) = (self.article, &self.article.entities[entity]);
        let opens = |n: &usize| {
            let at = article.names[*n].tokens.start;
            let start = article.sentence(at).start;
            at == start || article.doc.tokens[at - 1].kind == TokenKind::QuoteOpen
        };
        let plural = found.parts.first().is_some_and(|p| article.words.key_of(*p).ends_with('s'));
        found.kind == NameKind::Unclear
            && found.parts.len() == 1
            && (plural || found.mentions.len() == 1)
            && found.mentions.iter().take(32).all(opens)
    }

    /// Of several who bear a surname the only one who has spoken under the full name before.
    fn spoke_before(&self, name: usize) -> Option<usize> {
        let article = self.article;
        let at = article.names[name].tokens.clone();
        let surname = article.words.number(at.end - 1);
        let mut found = None;
        for (i, other) in article.names[..name].iter().enumerate().rev().take(64) {
            let spoke = other.tokens.len() > 1 && self.pronouns.speaks(other.tokens.start);
            if !spoke || article.words.number(other.tokens.end - 1) != surname {
                continue;
            }
            match (found, article.entity(i)) {
                (Some(one), Some(entity)) if one != entity => return None,
                (_, entity) => found = entity,
            }
        }
        found
    }

    /// A source that is a noun phrase.
    fn phrase(&self, source: &Source) -> Meaning {
        let article = self.article;
        if let Some(name) = source.head_name(article) {
            let Some(entity) = article.entity(name).or_else(|| self.spoke_before(name)) else {
                return Meaning::Unknown("name-ambiguous");
            };
            if self.only_opens(entity) {
                return Meaning::Unknown("capital-only-at-start");
            }
            return self.entity(entity, vec![article.span(name)], "name");
        }
        let (head, what) = (source.head, article.words.what(source.head));
        let plural = is_plural(article, head);
        if !plural
            && !what.is(Word::DOCUMENT)
            && let Some(name) = self.apposed(source)
            && let Some(entity) = article.entity(name)
        {
            return self.entity(entity, vec![article.span(name)], "apposition");
        }
        if let Some(body) = self.bodies.at(head) {
            return self.body(body.key, body.tokens.clone(), Vec::new(), "body");
        }
        let phrase = article.doc.span(source.core.clone());
        if what.is(Word::DOCUMENT) && !what.is(Word::ROLE) {
            return match bodies::maker(article, self.pronouns, self.bodies, source) {
                Some((entity, rule)) => self.entity(entity, vec![phrase], rule),
                None => Meaning::Unknown("document"),
            };
        }
        let definite = is_definite(article, &source.core);
        if what.is(Word::ORG_BODY) || what.is(Word::ORG_SMALL) {
            return self.common_body(source, phrase, definite);
        }
        if what.is(Word::ROLE)
            && definite
            && !plural
            && let Some(entity) = described(article, source.core.clone(), head)
        {
            if let Some(next) = self.is_taken_up_as_another(entity, head) {
                return match self.pronouns.at(next) {
                    Some(found) if may_be(article, source.core.clone(), head, found.entity) => {
                        let via = vec![phrase, article.doc.tokens[next].span, article.span(found.name)];
                        self.entity(found.entity, via, "description")
                    }
                    _ => Meaning::Described { several: false, phrase, rule: "unnamed" },
                };
            }
            return self.entity(entity, vec![phrase], "office");
        }
        if let Some(found) = self.pronouns.at(head) {
            return self.entity(found.entity, vec![phrase, article.span(found.name)], "description");
        }
        if what.is(Word::ROLE)
            && !plural
            && !definite
            && let Some(entity) = introduced_later(article, source.core.clone(), head)
        {
            return self.entity(entity, vec![phrase], "introduced-later");
        }
        if what.is(Word::ROLE.or(Word::GROUP)) {
            let phrase = if plural { phrase } else { self.with_owner(source) };
            return Meaning::Described { several: plural, phrase, rule: "unnamed" };
        }
        if article.key(source.core.start) == "the"
            && matches!(
                article.key(head),
                "city" | "state" | "country" | "kingdom" | "island" | "town" | "province"
            )
            && let Some(entity) = bodies::place_before(article, head)
        {
            return self.entity(entity, vec![phrase], "place-again");
        }
        Meaning::Unknown("not-a-party")
    }

    /// "The minister said so. He had slept": if the minister whom the article has told of is a woman, the he that
    /// opens the next sentence. This one is another minister.
    fn is_taken_up_as_another(&self, entity: usize, head: usize) -> Option<usize> {
        let article = self.article;
        let gender = article.entities[entity].gender?;
        let end = article.sentence(head).end;
        let other = gender_of(article.key(end.min(article.words.len() - 1))).is_some_and(|g| g != gender);
        let person = |i: usize| article.name_at(i).and_then(|n| article.entity(n));
        let alone = !(head + 1..end).take(64).filter_map(person).any(|e| article.entities[e].is_person());
        (other && alone).then_some(end)
    }

    /// The phrase with the name behind it that says whose office it is: "the president of Tarn".
    fn with_owner(&self, source: &Source) -> Span {
        let (article, end) = (self.article, source.core.end);
        let of = end + 1 < source.tokens.end && matches!(article.key(end), "of" | "at");
        let the = usize::from(of && article.key(end + 1) == "the");
        let owner = if of { article.name_at(end + 1 + the) } else { None };
        let end = owner.map_or(end, |n| article.names[n].tokens.end.min(source.tokens.end));
        article.doc.span(source.core.start..end.max(source.core.end))
    }

    /// "the ministry", "the campaign", "a court".
    fn common_body(&self, source: &Source, phrase: Span, definite: bool) -> Meaning {
        let article = self.article;
        if article.key(source.core.end.min(article.words.len() - 1)) == "of"
            && let Some(name) =
                Source::name_in(article, source.rest().start..source.rest().end.min(source.core.end + 4))
            && let Some(entity) =
                article.entity(name).filter(|_| article.names[name].kind == NameKind::Organisation)
        {
            return self.entity(entity, vec![phrase], "body-of");
        }
        let followed = matches!(article.key(source.core.end.min(article.words.len() - 1)), "of" | "for");
        if definite && article.key(source.core.start) == "the" && !followed {
            if let Some(body) = self.bodies.before(article, source.head) {
                return self.body(body.key, body.tokens.clone(), vec![phrase], "body-again");
            }
            if let Some(entity) = bodies::organisation_before(article, source.core.start + 1..source.head + 1)
            {
                return self.entity(entity, vec![phrase], "body-again");
            }
        }
        if !definite && let Some(entity) = bodies::introduced_later(article, source.head) {
            return self.entity(entity, vec![phrase], "introduced-later");
        }
        Meaning::Described { several: true, phrase, rule: "unnamed-body" }
    }

    /// "a lawyer for the paper, John Moor,": the name that stands in apposition to the phrase.
    fn apposed(&self, source: &Source) -> Option<usize> {
        let article = self.article;
        let rest = source.rest();
        let comma = rest.clone().find(|i| article.key(*i) == ",")?;
        let person = |n: &usize| matches!(article.names[*n].kind, NameKind::Person | NameKind::Unclear);
        let mut names = (comma + 1..rest.end.min(comma + 8)).filter_map(|i| article.name_at(i));
        let name = names.find(person)?;
        let found = &article.names[name];
        let ends =
            found.tokens.end >= rest.end || matches!(article.key(found.tokens.end), "," | "(" | "." | "and");
        // Only titles and offices may stand between the comma and the name: "the geologist Jane Roe".
        let titled = (comma + 1..found.tokens.start).all(|i| {
            i >= found.title
                || article.words.is_capital(i)
                || article.is(i, Word::ROLE.or(Word::MODIFIER))
                || i == comma + 1 && article.key(i) == "the" && i + 1 < found.title.max(found.tokens.start)
        });
        (ends && titled).then_some(name)
    }

    fn entity(&self, entity: usize, via: Vec<Span>, rule: &'static str) -> Meaning {
        Meaning::Entity { entity, via, rule }
    }

    fn body(&self, key: (u32, u32), tokens: Range<usize>, mut via: Vec<Span>, rule: &'static str) -> Meaning {
        via.push(self.article.doc.span(tokens));
        Meaning::Body { key, via, rule }
    }
}
