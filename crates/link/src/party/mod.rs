//! One party for one person, organisation or place across articles.
//!
//! Names decide, then offices with the times at which they are seen, and only where they leave no choice: two
//! people of one family name stay two, and a family name that both could mean joins neither.

mod bare;
mod group;
mod holders;
mod known;
mod lists;
mod name;
mod office;
mod organisation;
mod person;
mod roles;

pub use known::{Known, KnownRole};
pub use office::Held;
pub use roles::{Role, roles};

use crate::{GlobalParty, LocalParty, Pile};
use group::{Group, Member, alone, same_name};
use holders::{Holders, published};
use known::{Rows, by_known};
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
///
/// `known` are parties that somebody knows beforehand, in any order. What has one of their names is that party,
/// and goes by its name; what joined it by what is known of it, and not by an article, has `known-` before its
/// evidence. Two known parties of one name stay two: a mention goes to the one whose office at that time its
/// article prints, else to neither.
pub fn parties(articles: &(impl Pile + ?Sized), local: &[LocalParty], known: &[Known]) -> Vec<GlobalParty> {
    let names = known::names(known);
    let (rows, local) = Rows::add(known, &names, local);
    let local = local.as_ref();
    let of_kind = |kind: PartyKind| rows.first((0..local.len()).filter(|&i| local[i].kind == kind).collect());
    let places = Places::of(local);
    let unify = |groups| rows.unify(groups, &places, articles, local);
    let mut people = person::People::of(&of_kind(PartyKind::Person), local, &rows);
    people.renumber(unify);
    let holders = Holders::learn(&places, &people.groups, articles, local, &rows);
    bare::join(&mut people, &holders, articles, local, &rows);
    // With what is said of those whom the surname joined.
    let holders = Holders::learn(&places, &people.groups, articles, local, &rows);
    let mut all = people.groups;
    join_offices(&mut all, &holders, articles, local);
    all.extend(unify(organisation::organisations(&of_kind(PartyKind::Organisation), local, &rows)).0);
    all.extend(unify(by_key(&of_kind(PartyKind::Place), local, place_key)).0);
    let nameless = |i: &usize| !local[*i].kind.is_named() && local[*i].kind != PartyKind::Unnamed;
    all.extend((0..local.len()).filter(nameless).map(alone));
    finish(all, articles, local, &rows)
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
fn finish(
    all: Vec<Group>,
    articles: &(impl Pile + ?Sized),
    local: &[LocalParty],
    rows: &Rows,
) -> Vec<GlobalParty> {
    let article = |i: usize| {
        let article = local[i].article;
        if article < articles.len() { articles.head(article).id.as_str() } else { "" }
    };
    let mut out: Vec<(String, GlobalParty)> = Vec::new();
    let namesakes = rows.namesakes();
    for mut members in all {
        let known = rows.of(&members);
        members.retain(|m| rows.is_printed(m.local));
        members.sort_unstable();
        let Some(fullest) = fullest(&members, &article, local) else { continue };
        let (kind, name) = match known.map(|row| rows.known(row)) {
            Some(known) => (known.kind, known.name.as_str()),
            None => (local[fullest].kind, local[fullest].name),
        };
        let folded = name::name_words(name).join(" ");
        let folded = if folded.is_empty() { fold(name) } else { folded };
        let unjoined = known.is_none() && members.iter().all(|m| m.rule == "alone");
        let at = match known.and_then(|row| namesakes.get(&row)) {
            Some(own) => own.as_str(),
            None if unjoined => article(fullest),
            None => "",
        };
        let id = Id::new('p', &[kind.as_str(), &folded, at]);
        let by_row = |m: &Member| m.through.is_some_and(|t| !rows.is_printed(t));
        out.push((
            folded,
            GlobalParty {
                id,
                kind,
                name: name.to_owned(),
                known,
                fullest,
                evidence: members.iter().map(|m| if by_row(m) { by_known(m) } else { m.rule }).collect(),
                through: members.iter().map(|m| m.through.filter(|t| rows.is_printed(*t))).collect(),
                members: members.into_iter().map(|m| m.local).collect(),
            },
        ));
    }
    out.sort_by(|x, y| {
        let key = |p: &GlobalParty| (p.kind, article(p.fullest), p.fullest);
        x.1.kind.cmp(&y.1.kind).then_with(|| x.0.cmp(&y.0)).then(key(&x.1).cmp(&key(&y.1)))
    });
    // Two parties of one kind and name in one article: the later in order gets a number.
    let mut seen: BTreeMap<Id, usize> = BTreeMap::new();
    for (folded, party) in &mut out {
        let count = seen.entry(party.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            party.id =
                Id::new('p', &[party.kind.as_str(), folded, article(party.fullest), &count.to_string()]);
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
