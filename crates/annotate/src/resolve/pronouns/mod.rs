//! Whom "he" and "she" mean: a running account of who is talked about, after Lappin and Leass (1994). A
//! mention adds weight by its place in the sentence, weights fade from sentence to sentence, and the heaviest
//! entity that agrees in gender is meant.

mod account;
mod phrases;
mod roles;

use super::article::{Article, Gender};
use super::parties::word_gender;
use crate::attribution::Attribution;
use crate::names::NameKind;
use account::Account;
use phrases::{office_at, somebody};
use roles::{Roles, speaking, weight};

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

/// The gender of a pronoun for one person.
pub(super) fn gender_of(key: &str) -> Option<Gender> {
    match key {
        "he" | "his" | "him" | "himself" | "hes" | "hed" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" | "shes" | "shed" => Some(Gender::Female),
        _ => None,
    }
}
