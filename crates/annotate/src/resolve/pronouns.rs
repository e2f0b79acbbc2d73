//! Whom "he" and "she" mean: a running account of who is talked about, after Lappin and Leass (1994). A
//! mention adds weight by its place in the sentence, weights fade from sentence to sentence, and the heaviest
//! entity that agrees in gender is meant.

use super::article::{Article, Gender};
use super::descriptions::{described, may_be};
use super::offices::{is_determiner, is_preposition};
use super::parties::word_gender;
use crate::attribution::Attribution;
use crate::names::{Case, NameKind, lexicon::Word};
use crate::structure::TokenKind;
use onrecord_text::Span;
use std::ops::Range;

/// What is left of a weight one sentence later.
const FADE: f32 = 0.55;
/// How many sentences one counts as that is quoted from end to end.
const QUOTED: f32 = 0.3;
/// How many entities are weighed at a time.
const WEIGHED: usize = 24;
/// Two weights nearer than this are a tie, and the pronoun is ambiguous.
const TIE: f32 = 1.08;

/// What a pronoun was found to mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Antecedent {
    pub entity: usize,
    /// The name that it takes up.
    pub name: usize,
}

/// For each he, she, his or her of the article whom it means; parallel to the tokens.
pub(super) struct Pronouns {
    meant: Vec<Option<Antecedent>>,
    speaks: Vec<bool>,
}

impl Pronouns {
    /// Reads the article once.
    pub fn resolve(article: &mut Article, attributions: &[Attribution]) -> Pronouns {
        let roles = Roles::of(article, attributions);
        let spoke = speaking(article, &roles);
        let mut meant = vec![None; article.words.len()];
        let mut account = Account::default();
        let mut token = 0;
        while token < article.words.len() {
            if let Some(name) = article.name_at(token) {
                let end = article.names[name].tokens.end;
                let speaks = |e: &usize| spoke[*e] && article.entities[*e].kind == NameKind::Unclear;
                let person =
                    |e: &usize| (article.entities[*e].is_person() || speaks(e)) && article.author != Some(*e);
                if let Some(entity) = article.entity(name).filter(person) {
                    let weight = weight(article, &roles, name);
                    account.add(entity, name, roles.now(article, token), weight);
                }
                token = end;
                continue;
            }
            if roles.speaks[token]
                && let Some(found) = account.described(article, &roles, token)
            {
                account.add(found.entity, found.name, roles.now(article, token), 110.0);
                meant[token] = Some(found);
            }
            if let Some(entity) = office_at(article, token) {
                let weight = if article.is_quoted(token) {
                    15.0
                } else if roles.speaks[token] {
                    110.0
                } else {
                    75.0
                };
                let name = article.last_before(entity, token);
                account.add(entity, name, roles.now(article, token), weight);
            }
            if let Some(weight) = somebody(article, &roles, token).filter(|_| meant[token].is_none()) {
                account.somebody(word_gender(article.words.what(token)), roles.now(article, token), weight);
            }
            if let Some(gender) = gender_of(article.key(token)) {
                let now = roles.now(article, token);
                let found = account.heaviest(article, &roles, token, gender, now);
                if let Some(found) = found {
                    let entity = &mut article.entities[found.entity];
                    let quoted = article.doc.tokens[token].quotation.is_some();
                    if !quoted {
                        entity.gender = entity.gender.or(Some(gender));
                    }
                    let subject = matches!(article.key(token), "he" | "she");
                    let weight = if quoted {
                        15.0
                    } else if roles.speaks[token] {
                        110.0
                    } else if subject {
                        80.0
                    } else {
                        40.0
                    };
                    account.add(found.entity, found.name, now, weight);
                    meant[token] = Some(found);
                }
            }
            token += 1;
        }
        Pronouns { meant, speaks: roles.speaks }
    }

    /// True of a token in a source.
    pub fn speaks(&self, token: usize) -> bool {
        self.speaks.get(token).is_some_and(|s| *s)
    }

    /// Whom the pronoun at this token means.
    pub fn at(&self, token: usize) -> Option<Antecedent> {
        self.meant.get(token).copied().flatten()
    }
}

/// Whom "the president" means, if the token is the noun of such a phrase.
fn office_at(article: &Article, token: usize) -> Option<usize> {
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
fn somebody(article: &Article, roles: &Roles, token: usize) -> Option<f32> {
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
    if known || named || !whole || !opens || behind_of || article.offices.around(token).is_some() {
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
fn described_phrase(article: &Article, token: usize) -> Option<Range<usize>> {
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
fn aged_phrase(article: &Article, token: usize) -> Option<Range<usize>> {
    let sentence = article.sentence(token);
    let aged = |i: usize| article.key(i).ends_with("-year-old");
    let low = sentence.start.max(token.saturating_sub(5));
    let from = (low..=token).rev().find(|i| article.key(*i) == "the")?;
    let told = (from + 1..=token).any(aged);
    (told && (article.is(token, Word::ROLE) || aged(token))).then_some(from..token + 1)
}

/// The gender of a pronoun for one person.
pub(super) fn gender_of(key: &str) -> Option<Gender> {
    match key {
        "he" | "his" | "him" | "himself" | "hes" | "hed" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" | "shes" | "shed" => Some(Gender::Female),
        _ => None,
    }
}

/// Where the tokens stand in statements.
struct Roles {
    /// In a source.
    speaks: Vec<bool>,
    /// For a token in a source, the content that it says.
    content: Vec<Option<Span>>,
    /// For each sentence how far the story has come: what is only quoted moves it less.
    clock: Vec<f32>,
}

impl Roles {
    fn of(article: &Article, attributions: &[Attribution]) -> Roles {
        let count = article.words.len();
        let mut roles =
            Roles { speaks: vec![false; count], content: vec![None; count], clock: clock(article) };
        for attribution in attributions {
            let Some((first, last)) = attribution.content.first().zip(attribution.content.last()) else {
                continue;
            };
            let content = Span { start: first.start, end: last.end };
            // Only the first few words of a source matter, which keeps this linear.
            let source = attribution.source.first().map(|s| article.doc.tokens_in(*s)).unwrap_or_default();
            for token in source.take(8) {
                roles.speaks[token] = true;
                roles.content[token] = roles.content[token].or(Some(content));
            }
        }
        roles
    }
}

impl Roles {
    /// How far the story has come at a token.
    fn now(&self, article: &Article, token: usize) -> f32 {
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
fn weight(article: &Article, roles: &Roles, name: usize) -> f32 {
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
    let first = before.is_none();
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
fn speaking(article: &Article, roles: &Roles) -> Vec<bool> {
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

/// "Jane Roe, he told the audience, had promised": the one whom he speaks of is not he.
fn aside_of(article: &Article, token: usize) -> Option<usize> {
    let name = article.name_at(token.checked_sub(2)?)?;
    let begins = article.names[name].title == article.sentence(token).start;
    article.entity(name).filter(|_| begins && article.key(token - 1) == ",")
}

/// Who is talked about, with how much weight.
#[derive(Default)]
struct Account {
    entries: Vec<Entry>,
    /// Somebody without a name who was spoken of last.
    somebody: Option<Somebody>,
}

#[derive(Clone, Copy)]
struct Somebody {
    gender: Option<Gender>,
    weight: f32,
    when: f32,
}

struct Entry {
    entity: usize,
    name: usize,
    weight: f32,
    /// The time that the weight is of.
    when: f32,
}

impl Entry {
    fn at(&self, now: f32) -> f32 {
        self.weight * FADE.powf(now - self.when)
    }
}

impl Account {
    fn add(&mut self, entity: usize, name: usize, now: f32, weight: f32) {
        if let Some(entry) = self.entries.iter_mut().find(|e| e.entity == entity) {
            // Naming somebody twice in a sentence does not make him the subject twice.
            let kept = entry.at(now);
            entry.weight = kept.max(weight) + 0.3 * kept.min(weight);
            (entry.name, entry.when) = (name, now);
            return;
        }
        if self.entries.len() == WEIGHED {
            let least =
                (0..WEIGHED).min_by(|a, b| self.entries[*a].at(now).total_cmp(&self.entries[*b].at(now)));
            if let Some(least) = least {
                self.entries.swap_remove(least);
            }
        }
        self.entries.push(Entry { entity, name, weight, when: now });
    }

    fn somebody(&mut self, gender: Option<Gender>, when: f32, weight: f32) {
        self.somebody = Some(Somebody { gender, weight, when });
    }

    /// Whom "the Tarnish nominee" means where the article has not said who that is: the one person who is
    /// talked about, if nothing speaks against it.
    fn described(&self, article: &Article, roles: &Roles, token: usize) -> Option<Antecedent> {
        let aged = aged_phrase(article, token);
        let phrase = aged.clone().or_else(|| described_phrase(article, token))?;
        if described(article, phrase.clone(), token).is_some() {
            return None;
        }
        let gender = word_gender(article.words.what(token));
        let now = roles.now(article, token);
        let said = roles.content[token];
        let (mut best, mut second): (Option<(f32, &Entry)>, f32) = (None, 0.0);
        for entry in &self.entries {
            let entity = &article.entities[entry.entity];
            let name = article.span(entry.name);
            let inside =
                article.doc.span(phrase.clone()).contains(name) || said.is_some_and(|s| s.contains(name));
            let agrees = gender.is_none() || entity.gender.is_none() || entity.gender == gender;
            let fits = aged.is_some() || may_be(article, phrase.clone(), token, entry.entity);
            if inside || !agrees || !fits {
                continue;
            }
            let weight = entry.at(now);
            if best.is_none_or(|(b, _)| weight > b) {
                second = best.map_or(0.0, |(b, _)| b);
                best = Some((weight, entry));
            } else {
                second = second.max(weight);
            }
        }
        let (weight, entry) = best?;
        (weight >= 20.0 && weight >= 1.6 * second)
            .then_some(Antecedent { entity: entry.entity, name: entry.name })
    }

    fn heaviest(
        &mut self,
        article: &Article,
        roles: &Roles,
        token: usize,
        gender: Gender,
        now: f32,
    ) -> Option<Antecedent> {
        let said = roles.content[token];
        let quoted = article.is_quoted(token);
        let aside = aside_of(article, token);
        let mut best: Option<(f32, &Entry)> = None;
        let mut second = 0.0f32;
        for entry in &self.entries {
            let entity = &article.entities[entry.entity];
            let agrees = match entity.gender {
                Some(g) if g != gender => continue,
                _ if aside == Some(entry.entity) => continue,
                Some(_) => 1.0,
                // Somebody who is quoted does not speak of himself as he.
                None if quoted => continue,
                None => 0.8,
            };
            // Nobody speaks of himself by name: a name inside what the pronoun says is another's.
            let name = article.span(entry.name);
            let of_itself = if said.is_some_and(|s| s.contains(name)) { 0.25 } else { 1.0 };
            let weight = entry.at(now) * agrees * of_itself;
            if best.is_none_or(|(b, _)| weight > b) {
                second = best.map_or(0.0, |(b, _)| b);
                best = Some((weight, entry));
            } else {
                second = second.max(weight);
            }
        }
        let (weight, entry) = best?;
        let found = Antecedent { entity: entry.entity, name: entry.name };
        if let Some(somebody) = &mut self.somebody {
            let agrees = somebody.gender.is_none_or(|g| g == gender);
            let certain = if somebody.gender.is_some() { 1.0 } else { 0.8 };
            if agrees && certain * somebody.weight * FADE.powf(now - somebody.when) >= weight {
                // The next "he" is the same one.
                *somebody = Somebody { gender: Some(gender), when: now, ..*somebody };
                return None;
            }
        }
        let clear = weight >= 3.0 && weight >= second * TIE;
        clear.then_some(found)
    }
}
