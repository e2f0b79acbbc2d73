//! Organisations by name; an acronym joins the only name that it can stand for.

use super::by_key;
use super::group::{Group, Member};
use super::known::Rows;
use super::name::{acronym, as_acronym, organisation_key};
use crate::LocalParty;
use std::collections::{BTreeMap, BTreeSet};

/// Groups the organisations among the local parties.
pub(crate) fn organisations(of: &[usize], local: &[LocalParty], rows: &Rows) -> Vec<Group> {
    let groups = by_key(of, local, organisation_key);
    // What each acronym can stand for: by the letters of a name, or because an article prints both.
    let mut stands_for: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut printed_with: BTreeMap<(String, usize), usize> = BTreeMap::new();
    for (g, members) in groups.iter().enumerate() {
        for &Member { local: i, .. } in members {
            if as_acronym(local[i].name).is_some() {
                continue;
            }
            for letters in local[i].also.iter().filter_map(|a| as_acronym(a)) {
                printed_with.entry((letters.clone(), g)).or_insert(i);
                stands_for.entry(letters).or_default().insert(g);
            }
            stands_for.entry(acronym(local[i].name).unwrap_or_default()).or_default().insert(g);
        }
    }
    stands_for.remove("");
    let mut out: Vec<Group> = groups.clone();
    // What an acronym stands for that is a name of a known party is known.
    for (g, members) in groups.iter().enumerate().filter(|(_, members)| rows.of(members).is_none()) {
        let Some(letters) = members.first().and_then(|m| as_acronym(local[m.local].name)) else { continue };
        let Some(names) = stands_for.get(&letters) else { continue };
        // A name that some article prints with its acronym goes before those that only have the letters.
        let printed: Vec<usize> =
            names.iter().copied().filter(|n| printed_with.contains_key(&(letters.clone(), *n))).collect();
        let all: Vec<usize> = names.iter().copied().collect();
        let target = match (printed.as_slice(), all.as_slice()) {
            ([one], _) | ([], [one]) => *one,
            _ => continue,
        };
        if target == g {
            continue;
        }
        let through = printed_with.get(&(letters, target)).copied();
        let through = through.or_else(|| groups[target].first().map(|m| m.local));
        let moved = std::mem::take(&mut out[g]);
        out[target].extend(moved.into_iter().map(|m| Member { rule: "acronym", through, ..m }));
    }
    out.retain(|m| !m.is_empty());
    out
}
