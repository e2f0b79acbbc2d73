//! People of whom an article prints only the family name.

use super::group::{Group, Member, alone, same_name};
use super::holders::{Holders, published};
use super::known::Rows;
use super::name::name_words;
use super::person::{Gender, People, gender};
use crate::{LocalParty, Pile};
use onrecord_annotate::names::lexicon::{self, Word};
use onrecord_text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody in so many articles or more, and in so many times as many as all others of the family name, is
/// meant by the family name alone.
const PROMINENT: usize = 10;
/// Names shorter than this are joined in one spelling only.
const RESPELLED: usize = 5;

/// A person of the family name.
struct Bearer {
    group: usize,
    articles: usize,
    gender: Option<Gender>,
    /// The family name as printed, folded, in all its spellings.
    spellings: BTreeSet<String>,
    /// The member by which others are joined.
    local: usize,
    /// One-word names that somebody says it goes by.
    known: BTreeSet<String>,
}

/// Adds them to the people: each joins the only person of the family name, or the only one whose office its title
/// tells, or the one who is by far the most prominent; else it stays alone.
pub(crate) fn join(
    people: &mut People,
    holders: &Holders,
    articles: &(impl Pile + ?Sized),
    local: &[LocalParty],
    rows: &Rows,
) {
    for (family, bare) in std::mem::take(&mut people.bare) {
        let bearers: Vec<Bearer> = people.families.get(&family).map_or(Vec::new(), |groups| {
            groups.iter().map(|&g| Bearer::of(g, &people.groups[g], local, rows)).collect()
        });
        let mut by_spelling: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for i in bare {
            let name = &local[i];
            // "Joe" is anybody who is called so, "France" most often no person.
            let word = name_words(name.name).pop().unwrap_or_default();
            let known = bearers.iter().any(|b| b.known.contains(&word));
            if !known && is_ordinary(name.name) && !is_titled(name, holders) {
                people.groups.push(alone(i));
                continue;
            }
            if bearers.is_empty() {
                by_spelling.entry(family.clone()).or_default().push(i);
                continue;
            }
            match choose(&bearers, i, holders, articles, local) {
                Some((bearer, rule)) => {
                    let through = Some(bearer.local);
                    people.groups[bearer.group].push(Member { local: i, rule, through });
                }
                None => people.groups.push(alone(i)),
            }
        }
        people.groups.extend(by_spelling.into_values().map(same_name));
    }
}

impl Bearer {
    fn of(group: usize, members: &Group, local: &[LocalParty], rows: &Rows) -> Bearer {
        let printed = members.iter().filter(|m| rows.is_printed(m.local));
        let articles: BTreeSet<usize> = printed.map(|m| local[m.local].article).collect();
        let alone = |m: &&Member| !rows.is_printed(m.local) && name_words(local[m.local].name).len() == 1;
        let spellings = members.iter().filter_map(|m| name_words(local[m.local].name).pop()).collect();
        Bearer {
            group,
            articles: articles.len(),
            gender: members.iter().find_map(|m| gender(&local[m.local])),
            spellings,
            local: members.first().map_or(0, |m| m.local),
            known: members.iter().filter(alone).map(|m| fold(local[m.local].name)).collect(),
        }
    }
}

fn choose<'b>(
    bearers: &'b [Bearer],
    index: usize,
    holders: &Holders,
    articles: &(impl Pile + ?Sized),
    local: &[LocalParty],
) -> Option<(&'b Bearer, &'static str)> {
    let party = &local[index];
    let (word, gender) = (name_words(party.name).pop()?, gender(party));
    let spelled = |b: &&Bearer| word.chars().count() >= RESPELLED || b.spellings.contains(&word);
    let agrees = |b: &&Bearer| gender.is_none() || b.gender.is_none() || gender == b.gender;
    let fit: Vec<&Bearer> = bearers.iter().filter(spelled).filter(agrees).collect();
    let at = published(articles, local, index);
    let offices: Vec<_> = party.roles.iter().filter_map(|r| holders.read(r)).filter(|o| o.single).collect();
    let holds = |b: &&&Bearer| offices.iter().any(|o| holders.has(b.group, o, at));
    let mut holding = fit.iter().filter(holds);
    if let (Some(one), None) = (holding.next(), holding.next()) {
        return Some((one, "surname-role"));
    }
    // Of those whom no article names in full somebody else may be meant.
    let named: Vec<&Bearer> = fit.iter().copied().filter(|b| b.articles > 0).collect();
    let fit = if named.is_empty() { fit } else { named };
    if let [only] = fit.as_slice() {
        return Some((only, "surname"));
    }
    let most = fit.iter().max_by_key(|b| (b.articles, std::cmp::Reverse(b.group)))?;
    let others: usize = bearers.iter().filter(|b| b.group != most.group).map(|b| b.articles).sum();
    let prominent = most.articles >= PROMINENT && most.articles >= PROMINENT * others;
    prominent.then_some((*most, "surname-prominent"))
}

/// True of "Mr. Paul" and "President Paul".
fn is_titled(party: &LocalParty, holders: &Holders) -> bool {
    let mut key = String::new();
    party.roles.iter().any(|role| {
        lexicon::key(role, &mut key);
        lexicon::look_up(&key).is(Word::TITLE) || holders.read(role).is_some_and(|o| o.single)
    })
}

/// True of a word that is more than a surname: a given name, a place, a title.
fn is_ordinary(name: &str) -> bool {
    let words = name_words(name);
    let other =
        Word::GIVEN.or(Word::PLACE).or(Word::ROLE).or(Word::TITLE).or(Word::ORG_KNOWN).or(Word::GROUP);
    matches!(words.as_slice(), [one] if lexicon::look_up(one).is(other))
}
