//! Who the parties of articles are across articles, and what articles say that they are.

use super::Failure;
use super::beside::MEMBERS;
use super::folded;
use super::mentions::{Mentions, Numbers, Texts};
use super::pile::Articles;
use super::stage::{Again, Staged};
use crate::known::{self, KnownRow};
use onrecord_link::{GlobalParty, LocalParty, party};
use onrecord_text::Id;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Who the parties of articles are across articles.
pub(super) struct Speakers {
    /// Ids of parties across articles, then other keys.
    keys: Texts,
    /// Of each party of an article the party across articles.
    party_of: Vec<u32>,
    /// Of each party of an article the key that tells it from other speakers.
    key_of: Vec<u32>,
}

impl Speakers {
    /// What tells two speakers apart: the party across articles, or of one without a name of its own, who is
    /// another party in every article, the description. "Officials" and "the panel" are two.
    pub fn key(&self, mention: usize) -> Option<&str> {
        self.key_of.get(mention).map(|&key| self.keys.get(key as usize))
    }

    /// True of a speaker with a name of its own.
    pub fn is_named(&self, mention: usize) -> bool {
        self.key_of[mention] == self.party_of[mention]
    }

    /// The id of the party across articles.
    pub fn party(&self, mention: usize) -> &str {
        self.keys.get(self.party_of[mention] as usize)
    }

    fn of(parties: &[GlobalParty], local: &[LocalParty]) -> Speakers {
        let mut keys = Texts::default();
        let mut party_of = vec![0; local.len()];
        for (number, party) in parties.iter().enumerate() {
            keys.push(party.id.as_str());
            party.members.iter().for_each(|&member| party_of[member] = number as u32);
        }
        let first = keys.len() as u32;
        let mut numbers = Numbers::default();
        let key = |(mention, party): (usize, &LocalParty)| {
            // "The prime minister" of one article may be somebody whom another names.
            let across = party_of[mention];
            if parties.get(across as usize).is_some_and(|party| party.kind.is_named()) {
                return across;
            }
            let key = described(party);
            let number = first + numbers.of(key.as_str());
            if number as usize == keys.len() {
                keys.push(key.as_str());
            }
            number
        };
        let key_of = local.iter().enumerate().map(key).collect();
        Speakers { keys, party_of, key_of }
    }
}

/// The key of a party by its description.
fn described(party: &LocalParty) -> Id {
    let described = folded(party.name);
    let described =
        ["the ", "a ", "an "].iter().find_map(|d| described.strip_prefix(d)).unwrap_or(&described);
    Id::new('d', &[party.kind.as_str(), described])
}

/// Brings the parties together and stores them.
pub(super) fn link(tx: &Connection, articles: &Articles, mentions: &Mentions) -> Result<Speakers, Failure> {
    let printed = mentions.printed();
    let local = mentions.local(&printed);
    let rows = known::rows(tx)?;
    let known: Vec<party::Known> = rows.iter().map(|row| row.known.clone()).collect();
    let parties = party::parties(articles, &local, &known);
    store(tx, &parties, &local, &rows, &mentions.ids)?;
    store_roles(tx, &parties, party::roles(&parties, articles, &local))?;
    Ok(Speakers::of(&parties, &local))
}

fn store(
    tx: &Connection,
    parties: &[GlobalParty],
    local: &[LocalParty],
    known: &[KnownRow],
    ids: &Texts,
) -> rusqlite::Result<()> {
    let mut rows = Staged::new(tx, "parties", 6)?;
    let mut joined = Staged::new(tx, "joined", 2)?;
    let mut members = Staged::new(tx, MEMBERS, 3)?;
    for party in parties {
        let known = party.known.and_then(|row| known.get(row));
        let named = known.iter().flat_map(|k| std::iter::once(&k.known.name).chain(&k.known.aliases));
        let printed: BTreeSet<&str> = party
            .members
            .iter()
            .flat_map(|&m| std::iter::once(local[m].name).chain(local[m].also.iter().copied()))
            .chain(named.map(String::as_str))
            .collect();
        let forms: BTreeSet<String> = printed.into_iter().map(folded).collect();
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        let (id, kind) = (party.id.as_str(), party.kind.as_str());
        let elsewhere = known.map_or(String::new(), |k| k.known.ids.join(" "));
        let line = known.map(|k| k.line as i64);
        rows.push((id, kind, party.name.as_str(), forms.join("|"), elsewhere, line))?;
        for ((&m, evidence), through) in party.members.iter().zip(&party.evidence).zip(&party.through) {
            members.push((ids.get(m), party.id.as_str(), evidence))?;
            if let Some(through) = through {
                joined.push((ids.get(m), ids.get(*through)))?;
            }
        }
    }
    rows.store("id", Again::Taken)?;
    joined.store("mention", Again::Taken)?;
    members.store("mention", Again::Taken)
}

fn store_roles(tx: &Connection, parties: &[GlobalParty], roles: Vec<party::Role>) -> rusqlite::Result<()> {
    let mut rows = Staged::new(tx, "roles", 7)?;
    for role in roles {
        rows.push((
            parties[role.party].id.as_str(),
            &role.title,
            role.of.as_deref().unwrap_or(""),
            role.held.as_str(),
            role.first.map(|w| w.to_string()),
            role.last.map(|w| w.to_string()),
            role.articles.len() as i64,
        ))?;
    }
    rows.store("party, title, of_, held", Again::Ignored)
}
