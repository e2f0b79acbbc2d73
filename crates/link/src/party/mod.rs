//! One party for one person, organisation or place across articles.
//!
//! Names decide, then offices with the times at which they are seen, and only where they leave no choice: two
//! people of one family name stay two, and a family name that both could mean joins neither.

mod bare;
mod group;
mod holders;
mod lists;
mod name;
mod office;
mod organisation;
mod person;
mod roles;

pub use office::Held;
pub use roles::{Role, roles};

use crate::{GlobalParty, LocalParty, Pile};
use group::{Group, Member, alone, same_name};
use holders::{Holders, published};
use name::place_key;
use office::Places;
use onrecord_annotate::PartyKind;
use onrecord_text::{Id, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Brings the articles' parties together. [`LocalParty::article`] points into `articles`. Each local party is a
/// member of exactly one global party.
///
/// Evidence: `same-name` (the fullest name itself, in any spelling), `initial`, `surname` (the only one of the
/// name), `surname-role` (the only one of the name in that office at that time), `surname-prominent` (the one of
/// the name who is in ten times as many articles as all others), `acronym`, `role` (an office that one party
/// holds at that time), `alone` (never joined: groups, authors, the unnamed, and names that could be several
/// people's). The parties come by kind and name, their members by index.
pub fn parties(articles: &(impl Pile + ?Sized), local: &[LocalParty]) -> Vec<GlobalParty> {
    let of_kind =
        |kind: PartyKind| (0..local.len()).filter(move |&i| local[i].kind == kind).collect::<Vec<_>>();
    let mut people = person::People::of(&of_kind(PartyKind::Person), local);
    let places = Places::of(local);
    let holders = Holders::learn(&places, &people.groups, articles, local);
    bare::join(&mut people, &holders, articles, local);
    // With what is said of those whom the surname joined.
    let holders = Holders::learn(&places, &people.groups, articles, local);
    let mut all = people.groups;
    join_offices(&mut all, &holders, articles, local);
    all.extend(organisation::organisations(&of_kind(PartyKind::Organisation), local));
    all.extend(by_key(&of_kind(PartyKind::Place), local, place_key));
    let nameless = |i: &usize| !local[*i].kind.is_named() && local[*i].kind != PartyKind::Unnamed;
    all.extend((0..local.len()).filter(nameless).map(alone));
    finish(all, articles, local)
}

/// One group a key; what has none stays alone.
fn by_key(of: &[usize], local: &[LocalParty], key: impl Fn(&str) -> String) -> Vec<Group> {
    let mut by: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut nameless = Vec::new();
    for &i in of {
        match key(local[i].name) {
            key if key.is_empty() => nameless.push(alone(i)),
            key => by.entry(key).or_default().push(i),
        }
    }
    by.into_values().map(same_name).chain(nameless).collect()
}

/// Parties without a name: one that goes by an office ("the Norwegian harbour minister") joins the only
/// person who is seen in it at that time; "the minister" joins the only one among those whom its article names.
/// The others stay alone.
fn join_offices(
    people: &mut Vec<Group>,
    holders: &Holders,
    articles: &(impl Pile + ?Sized),
    local: &[LocalParty],
) {
    let mut named: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (g, group) in people.iter().enumerate() {
        for member in group {
            named.entry(local[member.local].article).or_default().insert(g);
        }
    }
    let none = BTreeSet::new();
    for (i, party) in local.iter().enumerate().filter(|(_, p)| p.kind == PartyKind::Unnamed) {
        let near = named.get(&party.article).unwrap_or(&none);
        let at = published(articles, local, i);
        let forms = party.roles.iter().chain([&party.name]);
        let offices = forms.filter_map(|r| holders.read(r)).filter(|o| !o.owned || o.of.is_some());
        let found: BTreeSet<(usize, usize)> = offices.filter_map(|o| holders.holder(&o, near, at)).collect();
        let mut groups: Vec<usize> = found.iter().map(|f| f.0).collect();
        groups.dedup();
        match (groups.as_slice(), found.first()) {
            ([group], Some((_, through))) => {
                people[*group].push(Member { local: i, rule: "role", through: Some(*through) });
            }
            _ => people.push(alone(i)),
        }
    }
}

/// Sorts, names and numbers the parties.
fn finish(all: Vec<Group>, articles: &(impl Pile + ?Sized), local: &[LocalParty]) -> Vec<GlobalParty> {
    let article = |i: usize| {
        let article = local[i].article;
        if article < articles.len() { articles.head(article).id.as_str() } else { "" }
    };
    let mut out: Vec<(String, GlobalParty)> = Vec::new();
    for mut members in all {
        members.sort_unstable();
        let Some(fullest) = fullest(&members, &article, local) else { continue };
        let (kind, folded) = (local[fullest].kind, name::name_words(local[fullest].name).join(" "));
        let folded = if folded.is_empty() { fold(local[fullest].name) } else { folded };
        let unjoined = members.iter().all(|m| m.rule == "alone");
        let at = if unjoined { article(fullest) } else { "" };
        let id = Id::new('p', &[kind.as_str(), &folded, at]);
        out.push((
            folded,
            GlobalParty {
                id,
                fullest,
                evidence: members.iter().map(|m| m.rule).collect(),
                through: members.iter().map(|m| m.through).collect(),
                members: members.into_iter().map(|m| m.local).collect(),
            },
        ));
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

/// The member with the longest name that begins with no initial; ties go by the name, then by the article.
fn fullest<'a>(members: &Group, article: &impl Fn(usize) -> &'a str, local: &[LocalParty]) -> Option<usize> {
    let rank = |i: usize| {
        let name = local[i].name;
        let words = name::name_words(name);
        let given = words.len() < 2 || words[0].chars().count() > 1;
        let named = local[i].kind.is_named();
        (named, given, words.len(), name.len(), std::cmp::Reverse((name, article(i), i)))
    };
    members.iter().map(|m| m.local).max_by(|&x, &y| rank(x).cmp(&rank(y)))
}

#[cfg(test)]
mod tests;
