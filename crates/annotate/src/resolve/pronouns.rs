//! Whom "he" and "she" mean: a running account of who is talked about, after Lappin and Leass (1994). A
//! mention adds weight by its place in the sentence, weights fade from sentence to sentence, and the heaviest
//! entity that agrees in gender is meant.

use super::article::{Article, Gender};
use super::offices::{described, is_preposition};
use crate::attribution::Attribution;
use crate::names::lexicon::Word;
use crate::structure::TokenKind;
use onrecord_text::Span;

/// What is left of a weight one sentence later.
const FADE: f32 = 0.55;
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
}

impl Pronouns {
    /// Reads the article once.
    pub fn resolve(article: &mut Article, attributions: &[Attribution]) -> Pronouns {
        let roles = Roles::of(article, attributions);
        let mut meant = vec![None; article.words.len()];
        let mut account = Account::default();
        let mut token = 0;
        while token < article.words.len() {
            if let Some(name) = article.name_at(token) {
                let end = article.names[name].tokens.end;
                if let Some(entity) = article.entity(name)
                    && (article.entities[entity].is_person() || roles.speaks[token])
                {
                    let weight = weight(article, &roles, name);
                    account.add(entity, name, article.doc.tokens[token].sentence, weight);
                }
                token = end;
                continue;
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
                account.add(entity, name, article.doc.tokens[token].sentence, weight);
            }
            if let Some(gender) = gender_of(article.key(token)) {
                let sentence = article.doc.tokens[token].sentence;
                let found = account.heaviest(article, &roles, token, gender, sentence);
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
                    account.add(found.entity, found.name, sentence, weight);
                    meant[token] = Some(found);
                }
            }
            token += 1;
        }
        Pronouns { meant }
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
}

impl Roles {
    fn of(article: &Article, attributions: &[Attribution]) -> Roles {
        let count = article.words.len();
        let mut roles = Roles { speaks: vec![false; count], content: vec![None; count] };
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

/// How much a name adds: a subject and a speaker more than an owner or what follows a preposition.
fn weight(article: &Article, roles: &Roles, name: usize) -> f32 {
    let tokens = article.names[name].tokens.clone();
    let title = article.names[name].title;
    if article.is_quoted(tokens.start) && !roles.speaks[tokens.start] {
        return 20.0;
    }
    if article.is_possessive(tokens.end) {
        return 45.0;
    }
    if roles.speaks[tokens.start] {
        return 120.0;
    }
    let sentence = article.sentence(tokens.start);
    let before = title.checked_sub(1).filter(|b| *b >= sentence.start);
    let first = before.is_none();
    let after_preposition = before.is_some_and(|b| {
        is_preposition(article.key(b))
            || b > sentence.start && article.key(b) == "the" && is_preposition(article.key(b - 1))
    });
    if after_preposition {
        return 50.0;
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

/// Who is talked about, with how much weight.
#[derive(Default)]
struct Account {
    entries: Vec<Entry>,
}

struct Entry {
    entity: usize,
    name: usize,
    weight: f32,
    /// The sentence that the weight is of.
    sentence: u32,
}

impl Entry {
    fn at(&self, sentence: u32) -> f32 {
        self.weight * FADE.powi(sentence.saturating_sub(self.sentence).min(40) as i32)
    }
}

impl Account {
    fn add(&mut self, entity: usize, name: usize, sentence: u32, weight: f32) {
        if let Some(entry) = self.entries.iter_mut().find(|e| e.entity == entity) {
            // Naming somebody twice in a sentence does not make him the subject twice.
            let kept = entry.at(sentence);
            entry.weight = kept.max(weight) + 0.3 * kept.min(weight);
            (entry.name, entry.sentence) = (name, sentence);
            return;
        }
        if self.entries.len() == WEIGHED {
            let least = (0..WEIGHED)
                .min_by(|a, b| self.entries[*a].at(sentence).total_cmp(&self.entries[*b].at(sentence)));
            if let Some(least) = least {
                self.entries.swap_remove(least);
            }
        }
        self.entries.push(Entry { entity, name, weight, sentence });
    }

    fn heaviest(
        &self,
        article: &Article,
        roles: &Roles,
        token: usize,
        gender: Gender,
        sentence: u32,
    ) -> Option<Antecedent> {
        let said = roles.content[token];
        let quoted = article.is_quoted(token);
        let mut best: Option<(f32, &Entry)> = None;
        let mut second = 0.0f32;
        for entry in &self.entries {
            let entity = &article.entities[entry.entity];
            let agrees = match entity.gender {
                Some(g) if g != gender => continue,
                Some(_) => 1.0,
                // Somebody who is quoted does not speak of himself as he.
                None if quoted => continue,
                None => 0.6,
            };
            // Nobody speaks of himself by name: a name inside what the pronoun says is another's.
            let name = article.span(entry.name);
            let of_itself = if said.is_some_and(|s| s.contains(name)) { 0.25 } else { 1.0 };
            let weight = entry.at(sentence) * agrees * of_itself;
            if best.is_none_or(|(b, _)| weight > b) {
                second = best.map_or(0.0, |(b, _)| b);
                best = Some((weight, entry));
            } else {
                second = second.max(weight);
            }
        }
        let (weight, entry) = best?;
        let clear = weight >= 3.0 && weight >= second * TIE;
        clear.then_some(Antecedent { entity: entry.entity, name: entry.name })
    }
}
