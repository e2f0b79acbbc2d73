//! People by their names.

use super::Members;
use super::name::PersonName;
use crate::LocalParty;
use std::collections::{BTreeMap, BTreeSet};

/// Groups people: first the full names of each family name, then what is shorter.
pub(crate) fn people(of: &[usize], local: &[LocalParty]) -> Vec<Members> {
    let mut families: BTreeMap<String, Vec<(PersonName, usize)>> = BTreeMap::new();
    for &i in of {
        let name = PersonName::read(local[i].name);
        families.entry(name.family.clone()).or_default().push((name, i));
    }
    families
        .into_iter()
        .flat_map(|(family, people)| if family.is_empty() { alone(people) } else { of_family(people) })
        .collect()
}

fn alone(people: Vec<(PersonName, usize)>) -> Vec<Members> {
    people.into_iter().map(|(_, i)| vec![(i, "alone")]).collect()
}

/// People of one family name.
fn of_family(people: Vec<(PersonName, usize)>) -> Vec<Members> {
    let (family_alone, full): (Vec<_>, Vec<_>) = people.into_iter().partition(|(n, _)| n.is_family_alone());
    let (initials, given): (Vec<_>, Vec<_>) = full.into_iter().partition(|(n, _)| n.is_initial());
    let mut by_given: BTreeMap<String, Vec<(PersonName, usize)>> = BTreeMap::new();
    for (name, i) in given {
        by_given.entry(name.given.clone()).or_default().push((name, i));
    }
    // People with the same first name, and which first names begin with a letter.
    let mut groups: Vec<Members> = Vec::new();
    let mut by_letter: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (given, people) in by_given {
        for group in by_middle(people) {
            if let Some(letter) = given.chars().next() {
                by_letter.entry(letter).or_default().push(groups.len());
            }
            groups.push(group);
        }
    }
    let mut left: BTreeMap<String, Members> = BTreeMap::new();
    for (name, i) in initials {
        let letter = name.given.chars().next().unwrap_or_default();
        match by_letter.get(&letter).map(Vec::as_slice) {
            Some([only]) => groups[*only].push((i, "initial")),
            Some(_) => groups.push(vec![(i, "alone")]),
            None => left.entry(name.given.clone()).or_default().push((i, "same-name")),
        }
    }
    groups.extend(left.into_values());
    match groups.as_mut_slice() {
        [] if !family_alone.is_empty() => {
            groups.push(family_alone.into_iter().map(|(_, i)| (i, "same-name")).collect());
        }
        [only] => only.extend(family_alone.into_iter().map(|(_, i)| (i, "surname"))),
        _ => groups.extend(alone(family_alone)),
    }
    groups
}

/// People of one first and family name: one person, unless their middle names part them; then those without
/// a middle name could be either and stay alone.
fn by_middle(people: Vec<(PersonName, usize)>) -> Vec<Members> {
    let middles: BTreeSet<&str> =
        people.iter().map(|(n, _)| n.middle.as_str()).filter(|m| !m.is_empty()).collect();
    let longest = middles.iter().copied().max_by_key(|m| (m.len(), *m)).unwrap_or("").to_owned();
    if middles.iter().all(|m| agree(m, &longest)) {
        return vec![people.into_iter().map(|(_, i)| (i, "same-name")).collect()];
    }
    let mut by: BTreeMap<String, Members> = BTreeMap::new();
    let mut out = Vec::new();
    for (name, i) in people {
        if name.middle.is_empty() {
            out.push(vec![(i, "alone")]);
        } else {
            by.entry(name.middle).or_default().push((i, "same-name"));
        }
    }
    by.into_values().chain(out).collect()
}

/// Middle names that can be one person's: the shorter list is the beginning of the longer, initials
/// counting.
fn agree(a: &str, b: &str) -> bool {
    a.split(' ').zip(b.split(' ')).all(|(x, y)| {
        let initial = x.chars().count() == 1 || y.chars().count() == 1;
        x == y || (initial && x.chars().next() == y.chars().next())
    })
}
