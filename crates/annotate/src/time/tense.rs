//! Whether the clause about an expression looks back or ahead, told by the nearest verb.

use super::expression::Reference;
use super::lexicon::{Class, Role};
use super::scanner::Token;
use crate::structure::is_title;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
}

impl Tense {
    pub fn named(name: &str) -> Option<Tense> {
        Some(match name {
            "past" => Tense::Past,
            "present" => Tense::Present,
            "future" => Tense::Future,
            _ => return None,
        })
    }
}

/// How many tokens are looked at on each side.
const REACH: usize = 14;

/// What looks ahead before "to": "set to open on Monday".
const AHEAD: [&str; 4] = ["set", "about", "poised", "likely"];

/// The tense about the tokens `first..end`, `None` where no verb is near.
///
/// The verb before the expression in the same sentence decides; without one, the first behind it.
pub(super) fn tense(text: &str, tokens: &[Token], first: usize, end: usize) -> Option<Tense> {
    let reader = Reader { text, tokens };
    if reader.looks_ahead(first) {
        return Some(Tense::Future);
    }
    if reader.has_ended(first, end) {
        return Some(Tense::Past);
    }
    let before = (first.saturating_sub(REACH)..first).rev();
    let behind = end..tokens.len().min(end + REACH);
    before
        .take_while(|&at| !reader.ends_sentence(at))
        .find_map(|at| reader.verb(at))
        .or_else(|| behind.take_while(|&at| !reader.ends_sentence(at)).find_map(|at| reader.verb(at)))
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Reader<'_> {
    fn class(&self, at: usize) -> Class {
        self.tokens.get(at).map_or(Class::Break, |t| t.class)
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|t| self.text.get(t.start as usize..t.end as usize)).unwrap_or("")
    }

    /// "the year ended March 31", "the first quarter ended March 31"
    fn has_ended(&self, first: usize, end: usize) -> bool {
        let ended = |at: usize| self.class(at) == Class::Word(Role::Ended) && self.word(at).ends_with("ed");
        ended(end) || first.checked_sub(1).is_some_and(ended)
    }

    /// "until Friday", "as early as Friday"
    fn looks_ahead(&self, first: usize) -> bool {
        let Some(before) = first.checked_sub(1) else { return false };
        match self.class(before) {
            // "Until Thursday, they had not asked"; but "closed until Friday".
            Class::Word(Role::Until) => {
                let opens = before.checked_sub(1).is_none_or(|at| self.ends_sentence(at));
                !(opens && (first..first + REACH).find_map(|at| self.verb(at)) == Some(Tense::Past))
            }
            // "a contract effective June 1"
            _ if self.word(before) == "effective" => true,
            // "to be done by May"; but "By May prices had doubled", and a weekday can be either.
            Class::Word(Role::By) => {
                let month = matches!(self.class(first), Class::Month(_) | Class::MonthAbbreviated(_));
                month && before > 0 && !matches!(self.class(before - 1), Class::Break | Class::Mark(_))
            }
            Class::Word(Role::Preposition) => before.checked_sub(1).is_some_and(|at| {
                matches!(self.class(at), Class::Word(Role::Early) | Class::Reference(Reference::Future))
            }),
            _ => false,
        }
    }

    fn ends_sentence(&self, at: usize) -> bool {
        match self.class(at) {
            Class::Break | Class::Mark(b';') => true,
            // "Gov. Maren Aldane", "Maren P. Aldane"
            Class::Mark(b'.') if at > 0 && (is_title(self.word(at - 1)) || self.is_initial(at - 1)) => false,
            Class::Mark(b'.' | b'!' | b'?') => {
                self.tokens.get(at + 1).is_none_or(|next| next.spaced && next.capital)
            }
            _ => false,
        }
    }

    /// The P of "Maren P. Aldane".
    fn is_initial(&self, at: usize) -> bool {
        let token = self.tokens[at];
        let named =
            at.checked_sub(1).is_some_and(|p| self.tokens[p].capital && self.class(p) == Class::Other);
        token.capital && token.end - token.start == 1 && named
    }

    fn verb(&self, at: usize) -> Option<Tense> {
        let token = self.tokens.get(at)?;
        match token.class {
            // "will be paid", "to be held": the participle looks where its auxiliary looks.
            Class::Participle if self.after_auxiliary(at) => Some(Tense::Future),
            Class::Participle => Some(Tense::Past),
            // "had been due to expire"
            Class::Verb(Tense::Future) if (at.saturating_sub(4)..at).any(|p| self.word(p) == "had") => {
                Some(Tense::Past)
            }
            Class::Verb(tense) => Some(tense),
            // "is to open"
            Class::Word(Role::To) => {
                let next = self.tokens.get(at + 1)?;
                let infinitive = next.class == Class::Other && !next.capital;
                let told = at.checked_sub(1).is_some_and(|p| {
                    self.class(p) == Class::Verb(Tense::Present) || AHEAD.contains(&self.word(p))
                });
                (infinitive && told).then_some(Tense::Future)
            }
            Class::Other if !token.capital => {
                let word = self.word(at);
                if word.len() < 4 || !word.ends_with("ed") || word.ends_with("eed") {
                    return None;
                }
                // "a proposed law", "an unspecified date": no verb.
                let adjective = (at.saturating_sub(2)..at).any(|p| self.class(p) == Class::Word(Role::A));
                match (adjective, self.after_auxiliary(at)) {
                    (true, _) => None,
                    (_, true) => Some(Tense::Future),
                    _ => Some(Tense::Past),
                }
            }
            _ => None,
        }
    }

    /// True if "will", "be" or the like stands within the three tokens before.
    fn after_auxiliary(&self, at: usize) -> bool {
        (at.saturating_sub(3)..at).any(|p| self.class(p) == Class::Verb(Tense::Future))
    }
}
