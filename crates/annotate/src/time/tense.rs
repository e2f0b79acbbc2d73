//! Whether the clause about an expression looks back or ahead, told by the nearest verb.

use super::lexicon::{Class, Role};
use super::scanner::Token;

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

/// The tense about the tokens `first..end`, `None` where no verb is near.
///
/// The verb before the expression in the same sentence decides; without one, the first behind it.
pub(super) fn tense(text: &str, tokens: &[Token], first: usize, end: usize) -> Option<Tense> {
    // "until Friday", "by Friday": ahead, unless the verb looks back.
    let until = first.checked_sub(1).is_some_and(|p| tokens[p].class == Class::Word(Role::Until));
    let mut at = first;
    let mut found = None;
    while at > 0 && first - at < REACH {
        at -= 1;
        if ends_sentence(tokens, at) {
            break;
        }
        if let Some(tense) = verb(text, tokens, at) {
            found = Some(tense);
            break;
        }
    }
    if until && found != Some(Tense::Past) {
        return Some(Tense::Future);
    }
    if found.is_some() {
        return found;
    }
    (end..tokens.len().min(end + REACH))
        .take_while(|&at| !ends_sentence(tokens, at))
        .find_map(|at| verb(text, tokens, at))
}

fn ends_sentence(tokens: &[Token], at: usize) -> bool {
    match tokens[at].class {
        Class::Break | Class::Mark(b';') => true,
        Class::Mark(b'.' | b'!' | b'?') => tokens.get(at + 1).is_none_or(|next| next.spaced && next.capital),
        _ => false,
    }
}

fn verb(text: &str, tokens: &[Token], at: usize) -> Option<Tense> {
    let token = &tokens[at];
    match token.class {
        Class::Verb(tense) => Some(tense),
        // "to announce": what is still to come, unless it is "to" and a noun.
        Class::Other if !token.capital => {
            let word = text.get(token.start as usize..token.end as usize)?;
            let past = word.len() > 3 && word.ends_with("ed") && !word.ends_with("eed");
            past.then_some(Tense::Past)
        }
        _ => None,
    }
}
