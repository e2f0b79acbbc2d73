//! What people are, as the article tells: "Foreign Minister Jane Roe", "Jane Roe, the foreign minister,",
//! "the minister, Jane Roe". Learned once an article, then used for "the minister said".

use super::article::Article;
use super::parties::word_gender;
use crate::names::{NameKind, lexicon, lexicon::Word};
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
    out.push(Office { entity, head, tokens: from..start });
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
    let Some(from) = (from..start - 1).find(|i| is_determiner(article.key(*i))) else { return };
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
    out.extend(heads.into_iter().map(|head| Office { entity, head, tokens: from..at }));
}

fn sentence_end(article: &Article, token: usize) -> usize {
    if token < article.doc.tokens.len() { article.sentence(token).end } else { 0 }
}

/// Whom a description such as "the Tarnish leader" means, at the place where it stands.
pub(super) fn described(article: &Article, phrase: Range<usize>, head: usize) -> Option<usize> {
    let asked = Traits::of(article, phrase.clone(), head);
    let mut best: Option<(i32, usize)> = None;
    let mut tied = false;
    for office in article.offices.near(head) {
        if office.tokens.start < phrase.end && phrase.start < office.tokens.end {
            continue;
        }
        if !lexicon::takes_up(article.key(head), article.key(office.head)) {
            continue;
        }
        let told = Traits::of(article, office.tokens.clone(), office.head);
        let Some(fit) = asked.fit(&told, article.key(head) == article.key(office.head)) else { continue };
        let score = fit * 1000 + recency(article, office.entity, phrase.start);
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

/// The one person whom the article names later with the office of "a judge", said in its first sentences.
pub(super) fn introduced_later(article: &Article, head: usize) -> Option<usize> {
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
    let mut found = None;
    for office in article.offices.near(head).iter().filter(|o| o.head > head) {
        if !lexicon::takes_up(article.key(head), article.key(office.head)) {
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
    let mut told = told.map(|o| Traits::of(article, o.tokens.clone(), o.head));
    !asked.ordinary && told.all(|t| asked.party * t.party != 2 && !apart(&asked.countries, &t.countries))
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
fn apart(a: &[u16], b: &[u16]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|c| b.contains(c))
}

/// What qualifies an office.
#[derive(Debug, Default)]
struct Traits {
    countries: Vec<u16>,
    /// 1 for one party of a two-party country, 2 for the other.
    party: u8,
    /// Words that make another office of it ("vice", "foreign").
    kinds: Vec<u32>,
    /// Other capitalised words, such as a state.
    names: Vec<u32>,
    /// True if an ordinary noun or adjective stands before the office ("the band leader").
    ordinary: bool,
}

impl Traits {
    fn of(article: &Article, tokens: Range<usize>, head: usize) -> Traits {
        let mut traits = Traits::default();
        let end = tokens.end.min(head + 8);
        for i in tokens.start..end {
            if i == head {
                continue;
            }
            let (key, what) = (article.key(i), article.words.what(i));
            if let Some(country) = lexicon::country(key).filter(|_| article.words.is_capital(i)) {
                traits.countries.push(country);
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
        if self.ordinary && !same_noun {
            return None;
        }
        if same_noun && self.kinds.iter().any(|k| !told.kinds.contains(k)) {
            return None;
        }
        let shared = self.names.iter().filter(|n| told.names.contains(n)).count() as i32;
        let countries = self.countries.iter().filter(|n| told.countries.contains(n)).count() as i32;
        let kinds = self.kinds.iter().filter(|n| told.kinds.contains(n)).count() as i32;
        let extra = told.kinds.iter().filter(|k| !self.kinds.contains(k)).count() as i32;
        let party = i32::from(self.party != 0 && self.party == told.party);
        Some(1 + i32::from(same_noun) + 2 * shared + 2 * countries + 2 * kinds + 2 * party - extra)
    }
}
