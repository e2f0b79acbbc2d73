//! What the pile says that its people are, and when.

use super::holders::published;
use super::office::{Held, Office, Places};
use crate::{GlobalParty, LocalParty, Pile};
use onrecord_annotate::PartyKind;
use onrecord_text::When;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that articles say a party is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Index of the party.
    pub party: usize,
    /// The office, occupation or relation, folded: "foreign minister".
    pub title: String,
    /// The country or body that it belongs to, as first printed; none where no article tells it.
    pub of: Option<String>,
    /// Whether it is held when the articles are published.
    pub held: Held,
    /// Publication of the first dated article that tells it.
    pub first: Option<When>,
    /// Publication of the last.
    pub last: Option<When>,
    /// Indices of the articles that tell it, in their order.
    pub articles: Vec<usize>,
}

/// What tells a role from another: the party, its title, what it belongs to, folded, and when it is held.
type Key = (usize, String, Option<String>, Held);

/// The local parties that tell a role, and the role as one of them prints it.
type Told = (BTreeSet<usize>, Office);

/// The roles that articles print of their people, by party, office and country. Titles that say nothing but how
/// somebody is addressed ("Mr.") are left out, and so is what is told with an owner that only its article
/// knows ("his lawyer").
pub fn roles(parties: &[GlobalParty], articles: &(impl Pile + ?Sized), local: &[LocalParty]) -> Vec<Role> {
    let places = Places::of(local);
    let mut found: BTreeMap<Key, Told> = BTreeMap::new();
    for (party, global) in parties.iter().enumerate() {
        for &member in global.members.iter().filter(|m| local[**m].kind == PartyKind::Person) {
            let told = local[member].roles.iter().filter_map(|r| Office::read(r, &places));
            for office in told.filter(|o| o.is_role() && !o.owned) {
                let key = (party, office.title.clone(), office.of.clone(), office.held);
                let entry = found.entry(key).or_insert_with(|| (BTreeSet::new(), office.clone()));
                entry.0.insert(member);
                // The same printed form, in whatever order the articles come.
                entry.1.of_printed = entry.1.of_printed.clone().min(office.of_printed);
            }
        }
    }
    let role = |((party, title, _, held), (members, office)): (Key, Told)| {
        let dates = || members.iter().filter_map(|m| published(articles, local, *m)).map(When::to_day);
        let told_in: BTreeSet<usize> = members.iter().map(|m| local[*m].article).collect();
        Role {
            party,
            title,
            of: office.of_printed,
            held,
            first: dates().min_by_key(|w| (w.days().0, w.to_string())),
            last: dates().max_by_key(|w| (w.days().1, w.to_string())),
            articles: told_in.into_iter().collect(),
        }
    };
    found.into_iter().map(role).collect()
}
