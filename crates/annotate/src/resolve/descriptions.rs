//! Whom a description means: "the Tarnish leader", "his lawyer", "a judge", by what the article says people
//! are.

use super::article::Article;
use super::offices::is_determiner;
use crate::names::{NameKind, lexicon, lexicon::Word};
use std::ops::Range;

/// For how many sentences "her counterpart" is still the one whom the article has called so.
const OWNED: u32 = 8;

/// Whom a description such as "the Tarnish leader" means, at the place where it stands.
pub(super) fn described(article: &Article, phrase: Range<usize>, head: usize) -> Option<usize> {
    if unnamed_before(article, head) {
        return None;
    }
    let asked = Traits::of(article, phrase.clone(), head);
    // "his lawyer" is somebody's; it takes up only what has just been told with the same word.
    let owned = matches!(article.key(phrase.start), "his" | "her" | "its" | "their" | "our" | "my");
    let mut best: Option<(i32, usize)> = None;
    let mut tied = false;
    for office in article.offices.near(head) {
        if office.tokens.start < phrase.end && phrase.start < office.tokens.end {
            continue;
        }
        if !lexicon::takes_up(article.key(head), article.key(office.head)) {
            continue;
        }
        let same_noun = article.key(head) == article.key(office.head);
        if owned
            && !(same_noun && office.head < head && sentences_between(article, office.head, head) <= OWNED)
        {
            continue;
        }
        let Some(fit) = asked.fit(&office.traits, same_noun) else { continue };
        let recency = recency(article, office.entity, phrase.start);
        // Nobody is "the president" before the article has named them; leads that name later have a rule of
        // their own.
        if recency == 0 && office.head > head {
            continue;
        }
        let score = fit * 1000 + recency;
        match best {
            Some((_, entity)) if entity == office.entity => {
                best = best.map(|(s, e)| (s.max(score), e));
            }
            Some((s, _)) if s > score => {}
            Some((s, _)) => {
                tied = s == score;
                best = Some((score, office.entity));
            }
            None => best = Some((score, office.entity)),
        }
    }
    best.filter(|_| !tied).map(|(_, entity)| entity)
}

/// True if an unnamed one of the kind was spoken of last: "a judge ruled … the judge said".
fn unnamed_before(article: &Article, head: usize) -> bool {
    const REACH: usize = 160;
    let number = article.words.number(head);
    let low = head.saturating_sub(REACH);
    let Some(last) = (low..head).rev().find(|i| article.words.number(*i) == number) else { return false };
    let from = article.sentence(last).start.max(last.saturating_sub(6));
    let opens = (from..last).rev().find(|i| is_determiner(article.key(*i)) || article.is_possessive(*i));
    let indefinite = opens.is_some_and(|i| matches!(article.key(i), "a" | "an" | "one" | "another"));
    indefinite && article.offices.around(last).is_none() && sentences_between(article, last, head) <= 6
}

fn sentences_between(article: &Article, before: usize, after: usize) -> u32 {
    article.doc.tokens[after].sentence - article.doc.tokens[before].sentence
}

/// The one person whom the article names later with the office of "a judge", said in its first sentences.
/// A country that the description names must be told of the person too: "the Tarnish president" is not a
/// president of nowhere.
pub(super) fn introduced_later(article: &Article, phrase: Range<usize>, head: usize) -> Option<usize> {
    const LEAD: u32 = 3;
    /// Too many people are one.
    const GENERAL: &[&str] = &[
        "official",
        "politician",
        "expert",
        "analyst",
        "leader",
        "man",
        "woman",
        "person",
        "member",
        "lawmaker",
    ];
    if article.doc.tokens[head].sentence > LEAD || GENERAL.contains(&article.key(head)) {
        return None;
    }
    let asked = Traits::of(article, phrase, head);
    let mut found = None;
    for office in article.offices.near(head).iter().filter(|o| o.head > head) {
        if !lexicon::takes_up(article.key(head), article.key(office.head)) {
            continue;
        }
        let told = &office.traits;
        if !asked.countries.is_empty() && !asked.countries.iter().any(|c| told.countries.contains(c)) {
            continue;
        }
        match found {
            Some(entity) if entity != office.entity => return None,
            _ => found = Some(office.entity),
        }
    }
    found
}

/// True if nothing that the article says of the entity contradicts the description, and the description
/// says more than the noun.
pub(super) fn may_be(article: &Article, phrase: Range<usize>, head: usize, entity: usize) -> bool {
    let asked = Traits::of(article, phrase, head);
    let told = article.offices.near(head).iter().filter(|o| o.entity == entity);
    let told: Vec<&Traits> = told.map(|o| &o.traits).collect();
    // Of what country somebody is must have been told.
    let country = asked.countries.is_empty()
        || told.iter().any(|t| t.countries.iter().any(|c| asked.countries.contains(c)));
    country
        && !asked.ordinary
        && told.iter().all(|t| {
            asked.party * t.party != 2
                && !apart(&asked.countries, &t.countries)
                && !apart(&asked.places, &t.places)
        })
}

/// Higher the nearer before `token` the entity was mentioned last; at most 900.
fn recency(article: &Article, entity: usize, token: usize) -> i32 {
    let mentions = &article.entities[entity].mentions;
    let before = mentions.partition_point(|n| article.names[*n].tokens.start < token);
    match before.checked_sub(1).map(|i| article.names[mentions[i]].tokens.start) {
        Some(at) => {
            let sentences =
                article.doc.tokens[token].sentence.saturating_sub(article.doc.tokens[at].sentence);
            900 - (sentences.min(400) as i32) * 2
        }
        None => 0,
    }
}

/// True of two lists that have entries and share none.
fn apart(a: &[u32], b: &[u32]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|c| b.contains(c))
}

/// Where "of Tarn" ends behind a name that a title at these tokens stands before: "President Roe of Tarn".
fn of_place(article: &Article, title_end: usize) -> usize {
    let Some(name) = article.name_at(title_end) else { return title_end };
    let end = article.names[name].tokens.end;
    let of = end < article.words.len() && article.key(end) == "of";
    match article.name_at(end + 1).filter(|n| of && article.names[*n].kind == NameKind::Place) {
        Some(place) => article.names[place].tokens.end,
        None => title_end,
    }
}

/// What qualifies an office.
#[derive(Clone, Debug, Default)]
pub(super) struct Traits {
    countries: Vec<u32>,
    /// 1 for one party of a two-party country, 2 for the other.
    party: u8,
    /// Words that make another office of it ("vice", "foreign").
    kinds: Vec<u32>,
    /// Places that are no countries, such as a state.
    places: Vec<u32>,
    /// Other capitalised words, such as an organisation.
    names: Vec<u32>,
    /// True if an ordinary noun or adjective stands before the office ("the band leader").
    ordinary: bool,
}

impl Traits {
    pub fn of(article: &Article, tokens: Range<usize>, head: usize) -> Traits {
        let mut traits = Traits::default();
        let end = tokens.end.max(of_place(article, tokens.end)).min(head + 8);
        for i in tokens.start..end {
            if i == head || tokens.end <= i && i < end && article.key(i) == "of" {
                continue;
            }
            let (key, what) = (article.key(i), article.words.what(i));
            if let Some(country) = article.words.country(i).filter(|_| article.words.is_capital(i)) {
                traits.countries.push(country);
                continue;
            }
            match key {
                "republican" | "gop" => traits.party = 1,
                "democratic" | "democrat" => traits.party = 2,
                _ => {}
            }
            if i < head
                && what.is(Word::MODIFIER)
                && !matches!(
                    key,
                    "former"
                        | "ex"
                        | "chief"
                        | "senior"
                        | "top"
                        | "republican"
                        | "democratic"
                        | "gop"
                        | "late"
                        | "retired"
                )
            {
                traits.kinds.push(article.words.number(i));
            } else if article.words.is_capital(i)
                && article.name_at(i).is_some_and(|n| article.names[n].kind == NameKind::Place)
            {
                traits.places.push(article.words.number(i));
            } else if article.words.is_capital(i) && !what.is(Word::FUNCTION.or(Word::ROLE).or(Word::TITLE)) {
                traits.names.push(article.words.number(i));
            } else if i < head && !article.words.is_capital(i) {
                let known = Word::FUNCTION.or(Word::ROLE).or(Word::MODIFIER).or(Word::DEMONYM);
                traits.ordinary |= !what.is(known);
            }
        }
        traits
    }

    /// How well the description asked for fits what was told: none if they contradict.
    fn fit(&self, told: &Traits, same_noun: bool) -> Option<i32> {
        if apart(&self.countries, &told.countries) || self.party * told.party == 2 {
            return None;
        }
        if self.ordinary && !same_noun || apart(&self.places, &told.places) {
            return None;
        }
        // "the Tarnish leader" is not the president of a company, "the Tarn senator" not any senator.
        let bound = !self.countries.is_empty() && told.countries.is_empty() && !told.names.is_empty();
        let elsewhere = !self.places.is_empty() && told.places.is_empty();
        if bound || elsewhere && !same_noun {
            return None;
        }
        if same_noun && self.kinds.iter().any(|k| !told.kinds.contains(k)) {
            return None;
        }
        let shared = self.names.iter().filter(|n| told.names.contains(n)).count() as i32
            + self.places.iter().filter(|n| told.places.contains(n)).count() as i32;
        let countries = self.countries.iter().filter(|n| told.countries.contains(n)).count() as i32;
        let kinds = self.kinds.iter().filter(|n| told.kinds.contains(n)).count() as i32;
        let extra = told.kinds.iter().filter(|k| !self.kinds.contains(k)).count() as i32;
        let party = i32::from(self.party != 0 && self.party == told.party);
        Some(1 + i32::from(same_noun) + 2 * shared + 2 * countries + 2 * kinds + 2 * party - extra)
    }
}
