//! One party for one person, organisation or place across articles.
//!
//! Names decide, and only where they leave no choice: two people of one family name stay two, and a family
//! name that both could mean joins neither.

mod lists;
mod name;
mod person;

use crate::{GlobalParty, LocalParty};
use name::{acronym, as_acronym, office_key, organisation_key, place_key};
use onrecord_annotate::PartyKind;
use onrecord_text::{Id, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Members of one party, each with the rule that joined it.
pub(crate) type Members = Vec<(usize, &'static str)>;

/// Brings the articles' parties together. `articles` are the ids of the articles that
/// [`LocalParty::article`] points into. Each local party is a member of exactly one global party.
///
/// Evidence: `same-name` (the fullest name itself, in any spelling), `initial`, `surname`, `acronym`, `role`
/// (an office that exactly one party holds), `alone` (never joined: groups, authors, the unnamed, and names
/// that could be several people's). The parties come by kind and name, their members by index.
pub fn parties(articles: &[Id], local: &[LocalParty]) -> Vec<GlobalParty> {
    let of_kind =
        |kind: PartyKind| (0..local.len()).filter(move |&i| local[i].kind == kind).collect::<Vec<_>>();
    let mut all: Vec<Members> = person::people(&of_kind(PartyKind::Person), local);
    all.extend(organisations(&of_kind(PartyKind::Organisation), local));
    all.extend(by_key(&of_kind(PartyKind::Place), local, place_key));
    let mut unnamed = Vec::new();
    for i in (0..local.len()).filter(|&i| !local[i].kind.is_named()) {
        unnamed.push(i);
    }
    join_offices(&mut all, &unnamed, local);
    finish(all, articles, local)
}

fn by_key(of: &[usize], local: &[LocalParty], key: impl Fn(&str) -> String) -> Vec<Members> {
    let mut by: BTreeMap<String, Members> = BTreeMap::new();
    let mut nameless = Vec::new();
    for &i in of {
        match key(local[i].name) {
            key if key.is_empty() => nameless.push(vec![(i, "alone")]),
            key => by.entry(key).or_default().push((i, "same-name")),
        }
    }
    by.into_values().chain(nameless).collect()
}

/// Organisations by name; an acronym joins the only name that it can stand for.
fn organisations(of: &[usize], local: &[LocalParty]) -> Vec<Members> {
    let groups = by_key(of, local, organisation_key);
    // What each acronym can stand for: by the letters of a name, or because an article prints both.
    let mut stands_for: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (g, members) in groups.iter().enumerate() {
        for &(i, _) in members {
            if as_acronym(local[i].name).is_some() {
                continue;
            }
            let printed = local[i].also.iter().filter_map(|a| as_acronym(a));
            for letters in printed.chain(acronym(local[i].name)) {
                stands_for.entry(letters).or_default().insert(g);
            }
        }
    }
    let target: Vec<Option<usize>> = groups
        .iter()
        .map(|members| {
            let letters = as_acronym(local[members.first()?.0].name)?;
            let names = stands_for.get(&letters)?;
            names.first().copied().filter(|_| names.len() == 1)
        })
        .collect();
    let mut out: Vec<Members> = groups.clone();
    for (g, target) in target.into_iter().enumerate() {
        if let Some(target) = target.filter(|&t| t != g) {
            let moved = std::mem::take(&mut out[g]);
            out[target].extend(moved.into_iter().map(|(i, _)| (i, "acronym")));
        }
    }
    out.retain(|m| !m.is_empty());
    out
}

/// Parties without a name: one that goes by an office ("the Norwegian harbour minister") joins the only
/// party that holds it; the others stay alone.
fn join_offices(all: &mut Vec<Members>, unnamed: &[usize], local: &[LocalParty]) {
    let mut holders: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (g, members) in all.iter().enumerate() {
        for &(i, _) in members.iter().filter(|m| local[m.0].kind == PartyKind::Person) {
            for office in local[i].roles.iter().filter_map(|r| office_key(r)) {
                holders.entry(office).or_default().insert(g);
            }
        }
    }
    for &i in unnamed {
        let party = &local[i];
        let forms = party.roles.iter().chain([&party.name]).filter(|_| party.kind == PartyKind::Unnamed);
        let held: BTreeSet<usize> =
            forms.filter_map(|r| holders.get(&office_key(r)?)).flatten().copied().collect();
        match held.first() {
            Some(&g) if held.len() == 1 => all[g].push((i, "role")),
            _ => all.push(vec![(i, "alone")]),
        }
    }
}

/// Sorts, names and numbers the parties.
fn finish(all: Vec<Members>, articles: &[Id], local: &[LocalParty]) -> Vec<GlobalParty> {
    let article = |i: usize| articles.get(local[i].article).map_or("", Id::as_str);
    let mut out: Vec<(String, GlobalParty)> = Vec::new();
    for mut members in all {
        members.sort_unstable();
        // The longest name; ties go by the name, then by the article.
        let rank = |i: usize| {
            let words = name::name_words(local[i].name).len();
            let named = local[i].kind.is_named();
            (named, words, local[i].name.len(), std::cmp::Reverse((local[i].name, article(i), i)))
        };
        let Some(fullest) = members.iter().map(|m| m.0).max_by(|&x, &y| rank(x).cmp(&rank(y))) else {
            continue;
        };
        let (kind, folded) = (local[fullest].kind, name::name_words(local[fullest].name).join(" "));
        let folded = if folded.is_empty() { fold(local[fullest].name) } else { folded };
        let alone = members.iter().all(|m| m.1 == "alone");
        let at = if alone { article(fullest) } else { "" };
        let id = Id::new('p', &[kind.as_str(), &folded, at]);
        let (members, evidence) = members.into_iter().unzip();
        out.push((folded, GlobalParty { id, members, fullest, evidence }));
    }
    out.sort_by(|x, y| {
        let key = |p: &GlobalParty| (local[p.fullest].kind, article(p.fullest), p.fullest);
        local[x.1.fullest]
            .kind
            .cmp(&local[y.1.fullest].kind)
            .then_with(|| x.0.cmp(&y.0))
            .then(key(&x.1).cmp(&key(&y.1)))
    });
    // Two parties of one kind and name in one article: the later in order gets a number.
    let mut seen: BTreeMap<Id, usize> = BTreeMap::new();
    for (folded, party) in &mut out {
        let count = seen.entry(party.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let kind = local[party.fullest].kind.as_str();
            party.id = Id::new('p', &[kind, folded, article(party.fullest), &count.to_string()]);
        }
    }
    out.into_iter().map(|(_, party)| party).collect()
}

#[cfg(test)]
mod tests;
