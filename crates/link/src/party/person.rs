//! People by their full names.

use super::group::{Group, Member, alone, same_name};
use super::known::Rows;
use super::name::PersonName;
use crate::LocalParty;
use onrecord_annotate::names::lexicon::{self, Word};
use std::collections::{BTreeMap, BTreeSet};

/// People who are named in full, and those of whom an article gives only the family name.
#[derive(Default)]
pub(crate) struct People {
    /// One a person.
    pub groups: Vec<Group>,
    /// For each family name its people, as indices of `groups`.
    pub families: BTreeMap<String, Vec<usize>>,
    /// For each family name those who are named by it alone.
    pub bare: BTreeMap<String, Vec<usize>>,
}

/// A woman or a man, as far as names and titles tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Male,
    Female,
}

impl People {
    /// Groups those who are named in full.
    pub fn of(of: &[usize], local: &[LocalParty], rows: &Rows) -> People {
        let mut people = People::default();
        let read = |i: usize| PersonName::read(local[i].name);
        // Names are taken apart again a family at a time: all of them at once are more than memory may hold.
        let mut families: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &i in of {
            let name = read(i);
            if name.family.is_empty() {
                people.groups.push(alone(i));
            } else if name.is_family_alone() && rows.row(i).is_some() {
                // A known party that goes by one word is there for whoever is named so.
                people.families.entry(name.family).or_default().push(people.groups.len());
                people.groups.push(same_name([i]));
            } else if name.is_family_alone() {
                people.bare.entry(name.family).or_default().push(i);
            } else {
                families.entry(name.family).or_default().push(i);
            }
        }
        for (family, full) in families {
            let from = people.groups.len();
            people.groups.extend(of_family(full.into_iter().map(|i| (read(i), i)).collect()));
            people.families.entry(family).or_default().extend(from..people.groups.len());
        }
        people
    }

    /// Makes other groups of these; `change` gives them, and what became of each group.
    pub fn renumber(&mut self, change: impl FnOnce(Vec<Group>) -> (Vec<Group>, Vec<Vec<usize>>)) {
        let (groups, became) = change(std::mem::take(&mut self.groups));
        self.groups = groups;
        for groups in self.families.values_mut() {
            let now: BTreeSet<usize> = groups.iter().flat_map(|g| became[*g].iter().copied()).collect();
            *groups = now.into_iter().collect();
        }
    }
}

/// What the given name and the titles that an article prints tell.
pub(crate) fn gender(party: &LocalParty) -> Option<Gender> {
    let of = |word: Word, male: Word, female: Word| match (word.is(male), word.is(female)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    };
    let mut key = String::new();
    let mut titles = party.roles.iter().flat_map(|r| r.split_whitespace()).filter_map(|word| {
        lexicon::key(word.trim_end_matches([',', '.']), &mut key);
        of(lexicon::look_up(&key), Word::MALE, Word::FEMALE)
    });
    let by_title = titles.next();
    let given = PersonName::read(party.name).printed;
    by_title.or_else(|| of(lexicon::look_up(given.first()?), Word::GIVEN_M, Word::GIVEN_F))
}

/// People of one family name.
fn of_family(people: Vec<(PersonName, usize)>) -> Vec<Group> {
    let (initials, given): (Vec<_>, Vec<_>) = people.into_iter().partition(|(n, _)| n.is_initial());
    // "J. Christopher Teller" goes by his second name.
    let (second, initials): (Vec<_>, Vec<_>) =
        initials.into_iter().partition(|(n, _)| !n.middle.is_empty() && !is_initials(&n.middle));
    let mut by_given: BTreeMap<String, Vec<(PersonName, usize)>> = BTreeMap::new();
    for (name, i) in given {
        by_given.entry(name.given.clone()).or_default().push((name, i));
    }
    for (name, i) in second {
        let first = name.middle.split(' ').next().unwrap_or_default().to_owned();
        let printed = name.printed.iter().skip(1).cloned().collect();
        let name = PersonName { middle: String::new(), given: first.clone(), printed, ..name };
        by_given.entry(first).or_default().push((name, i));
    }
    let mut groups: Vec<Group> = Vec::new();
    // Which people's first names begin with a letter.
    let mut by_letter: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for people in one_first_name(by_given) {
        let letters: BTreeSet<char> = people.iter().filter_map(|(n, _)| n.given.chars().next()).collect();
        for group in by_middle(people) {
            for letter in &letters {
                by_letter.entry(*letter).or_default().push(groups.len());
            }
            groups.push(group);
        }
    }
    let mut left: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (name, i) in initials {
        let letter = name.given.chars().next().unwrap_or_default();
        match by_letter.get(&letter).map(Vec::as_slice) {
            Some([only]) => {
                let through = groups[*only].first().map(|m| m.local);
                groups[*only].push(Member { local: i, rule: "initial", through });
            }
            Some(_) => groups.push(alone(i)),
            None => left.entry(name.given.clone()).or_default().push(i),
        }
    }
    groups.extend(left.into_values().map(same_name));
    groups
}

fn is_initials(middle: &str) -> bool {
    middle.split(' ').all(|m| m.chars().count() == 1)
}

/// Brings first names together that one person can go by ("Sergey" and "Sergei", "Bob" and "Robert"). A short
/// form of two that are there ("Pat" beside "Patrick" and "Patricia") stays by itself.
fn one_first_name(by_given: BTreeMap<String, Vec<(PersonName, usize)>>) -> Vec<Vec<(PersonName, usize)>> {
    let keys: Vec<String> = by_given.keys().cloned().collect();
    let printed: Vec<String> = by_given
        .values()
        .map(|people| people.first().and_then(|(n, _)| n.printed.first().cloned()).unwrap_or_default())
        .collect();
    let same = |a: usize, b: usize| a != b && lexicon::same_given(&printed[a], &printed[b]);
    // Families with hundreds of first names are compared with a neighbourhood only.
    const COMPARED: usize = 512;
    let near = |a: usize| a.saturating_sub(COMPARED)..keys.len().min(a + COMPARED);
    let ambiguous: Vec<bool> = (0..keys.len())
        .map(|a| {
            let near: Vec<usize> = near(a).filter(|b| same(a, *b)).collect();
            near.iter().any(|b| near.iter().any(|c| b < c && !same(*b, *c)))
        })
        .collect();
    let mut together: Vec<usize> = (0..keys.len()).collect();
    for a in (0..keys.len()).filter(|a| !ambiguous[*a]) {
        if let Some(b) = near(a).find(|b| *b < a && !ambiguous[*b] && same(a, *b)) {
            together[a] = together[b];
        }
    }
    let mut out: BTreeMap<usize, Vec<(PersonName, usize)>> = BTreeMap::new();
    for (a, people) in by_given.into_values().enumerate() {
        out.entry(together[a]).or_default().extend(people);
    }
    out.into_values().collect()
}

/// People of one first and family name: one person, unless their middle names part them; then those without
/// a middle name are a person by themselves, for they could be either.
fn by_middle(people: Vec<(PersonName, usize)>) -> Vec<Group> {
    let middles: BTreeSet<&str> =
        people.iter().map(|(n, _)| n.middle.as_str()).filter(|m| !m.is_empty()).collect();
    let longest = middles.iter().copied().max_by_key(|m| (m.len(), *m)).unwrap_or("").to_owned();
    if middles.iter().all(|m| agree(m, &longest)) {
        return vec![same_name(people.into_iter().map(|(_, i)| i))];
    }
    let mut by: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (name, i) in people {
        by.entry(name.middle).or_default().push(i);
    }
    by.into_values().map(same_name).collect()
}

/// Middle names that can be one person's: the shorter list is the beginning of the longer, initials
/// counting.
fn agree(a: &str, b: &str) -> bool {
    a.split(' ').zip(b.split(' ')).all(|(x, y)| {
        let initial = x.chars().count() == 1 || y.chars().count() == 1;
        x == y || (initial && x.chars().next() == y.chars().next())
    })
}
