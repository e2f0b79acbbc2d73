//! Who is talked about, with how much weight.

use super::super::article::{Article, Gender};
use super::super::descriptions::{described, may_be};
use super::super::parties::word_gender;
use super::Antecedent;
use super::phrases::{aged_phrase, described_phrase};
use super::roles::Roles;

/// What is left of a weight one sentence later.
const FADE: f32 = 0.55;
/// How many entities are weighed at a time.
const WEIGHED: usize = 24;
/// Two weights nearer than this are a tie, and the pronoun is ambiguous.
const TIE: f32 = 1.08;

/// "Jane Roe, he told the audience, had promised": the one whom he speaks of is not he.
fn aside_of(article: &Article, token: usize) -> Option<usize> {
    let name = article.name_at(token.checked_sub(2)?)?;
    let begins = article.names[name].title == article.sentence(token).start;
    article.entity(name).filter(|_| begins && article.key(token - 1) == ",")
}

/// Who is talked about, with how much weight.
#[derive(Default)]
pub(super) struct Account {
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
    pub fn add(&mut self, entity: usize, name: usize, now: f32, weight: f32) {
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

    pub fn somebody(&mut self, gender: Option<Gender>, when: f32, weight: f32) {
        self.somebody = Some(Somebody { gender, weight, when });
    }

    /// Whom "the Tarnish nominee" means where the article has not said who that is: the one person who is
    /// talked about, if nothing speaks against it.
    pub fn described(&self, article: &Article, roles: &Roles, token: usize) -> Option<Antecedent> {
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

    pub fn heaviest(
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
