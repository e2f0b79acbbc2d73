//! Parties that somebody knows beforehand: rows of names, identifiers and offices with their dates. They stand
//! among the articles' parties as if another article named them, and what they name is one party.

use super::group::{Group, Member, alone};
use super::holders::published;
use super::name::name_words;
use super::office::{Office, Places};
use crate::{LocalParty, Pile};
use jiff::civil::Date;
use onrecord_annotate::PartyKind;
use onrecord_text::When;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// More known parties of one name than this are not told apart.
const NAMESAKES: usize = 64;

/// A party that is known beforehand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// What it is: a person, an organisation or a place.
    pub kind: PartyKind,
    /// The name that it goes by.
    pub name: String,
    /// Other names, in any order.
    pub aliases: Vec<String>,
    /// Its identifiers elsewhere, as `scheme:id`.
    pub ids: Vec<String>,
    /// The offices that it holds or held.
    pub roles: Vec<KnownRole>,
}

/// An office of somebody known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownRole {
    /// The office as it would be printed: "Foreign Minister of Tarvonia".
    pub title: String,
    /// Since when, inclusive; none: nobody says.
    pub from: Option<When>,
    /// Until when, inclusive; none: it is held still, or nobody says.
    pub until: Option<When>,
}

impl KnownRole {
    /// First and last day.
    pub(crate) fn days(&self) -> (Date, Date) {
        (self.from.map_or(Date::MIN, |w| w.days().0), self.until.map_or(Date::MAX, |w| w.days().1))
    }

    /// True if it can be held at this time; of an article without a date that is always so.
    fn holds(&self, at: Option<When>) -> bool {
        let (first, last) = self.days();
        at.map(|w| w.days()).is_none_or(|(from, to)| first <= to && last >= from)
    }
}

impl Known {
    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}

/// One name of a known party, with what a local party of that name has.
pub(crate) struct Named<'a> {
    row: usize,
    name: &'a str,
    also: Vec<&'a str>,
    roles: Vec<&'a str>,
}

/// The names of the known parties, in an order of their own: that of the rows changes nothing.
pub(crate) fn names(known: &[Known]) -> Vec<Named<'_>> {
    let mut order: Vec<usize> = (0..known.len()).collect();
    order.sort_by_key(|i| &known[*i]);
    let mut out = Vec::new();
    for row in order {
        let names: BTreeSet<&str> = known[row].names().collect();
        for name in names.iter().copied() {
            let also = names.iter().copied().filter(|n| *n != name).collect();
            let roles = known[row].roles.iter().map(|r| r.title.as_str()).collect();
            out.push(Named { row, name, also, roles });
        }
    }
    out
}

/// The known parties, as local parties behind those of the articles: one for each of their names.
pub(crate) struct Rows<'a> {
    known: &'a [Known],
    /// How many local parties the articles have.
    printed: usize,
    /// For each further local party which of the known parties it is a name of.
    row: Vec<usize>,
}

impl<'a> Rows<'a> {
    /// The local parties with the known ones behind them. A name that only known parties of another kind have gets
    /// their kind.
    pub fn add<'o>(
        known: &'a [Known],
        names: &'o [Named<'o>],
        local: &'o [LocalParty<'o>],
    ) -> (Rows<'a>, Cow<'o, [LocalParty<'o>]>) {
        let mut rows = Rows { known, printed: local.len(), row: Vec::new() };
        if known.is_empty() {
            return (rows, Cow::Borrowed(local));
        }
        let mut all: Vec<LocalParty<'o>> = local.to_vec();
        let kinds = kinds(known);
        for party in all.iter_mut().filter(|p| p.kind.is_named()) {
            if let Some(kinds) = kinds.get(&name_words(party.name).join(" "))
                && let (Some(kind), 1) = (kinds.first(), kinds.len())
            {
                party.kind = *kind;
            }
        }
        for Named { row, name, also, roles } in names {
            let kind = known[*row].kind;
            all.push(LocalParty { article: usize::MAX, kind, name, also, roles });
            rows.row.push(*row);
        }
        (rows, Cow::Owned(all))
    }

    /// The known party that a local one is a name of.
    pub fn row(&self, local: usize) -> Option<usize> {
        local.checked_sub(self.printed).and_then(|i| self.row.get(i)).copied()
    }

    /// True of a party that an article prints.
    pub fn is_printed(&self, local: usize) -> bool {
        local < self.printed
    }

    /// The known party that a group is.
    pub fn of(&self, group: &Group) -> Option<usize> {
        group.iter().find_map(|m| self.row(m.local))
    }

    /// The known party with this index.
    pub fn known(&self, row: usize) -> &'a Known {
        &self.known[row]
    }

    /// For each known party that shares its name and kind with another, what tells it from that.
    pub fn namesakes(&self) -> BTreeMap<usize, String> {
        let mut by_name: BTreeMap<(PartyKind, String), Vec<usize>> = BTreeMap::new();
        for (row, known) in self.known.iter().enumerate() {
            by_name.entry((known.kind, name_words(&known.name).join(" "))).or_default().push(row);
        }
        let several = by_name.into_values().filter(|rows| rows.len() > 1).flatten();
        let own = |row: usize| {
            let known = self.known(row);
            let titles = known.roles.iter().map(|r| r.title.as_str());
            let rest: Vec<&str> = titles.chain(known.aliases.iter().map(String::as_str)).collect();
            known.ids.first().cloned().unwrap_or_else(|| rest.join("; "))
        };
        several.map(|row| (row, own(row))).collect()
    }

    /// These local parties, the known ones first: they lead their groups.
    pub fn first(&self, locals: Vec<usize>) -> Vec<usize> {
        let (printed, mut all): (Vec<usize>, Vec<usize>) =
            locals.into_iter().partition(|l| self.is_printed(*l));
        all.extend(printed);
        all
    }

    /// Makes one group of all groups with names of one known party. Where a group has names of several, its
    /// members go where their offices in their articles tell, or stay alone. Gives for each of the groups what
    /// became of it.
    pub fn unify(
        &self,
        groups: Vec<Group>,
        places: &Places,
        articles: &(impl Pile + ?Sized),
        local: &[LocalParty],
    ) -> (Vec<Group>, Vec<Vec<usize>>) {
        let mut out: Vec<Group> = Vec::with_capacity(groups.len());
        let mut of_row: BTreeMap<usize, usize> = BTreeMap::new();
        let mut became = Vec::with_capacity(groups.len());
        for group in groups {
            let mut lead: BTreeMap<usize, usize> = BTreeMap::new();
            for member in &group {
                if let Some(row) = self.row(member.local) {
                    lead.entry(row).or_insert(member.local);
                }
            }
            if lead.is_empty() {
                became.push(vec![out.len()]);
                out.push(group);
                continue;
            }
            let mut here = BTreeSet::new();
            for mut member in group {
                let row = match self.row(member.local) {
                    Some(row) => Some(row),
                    None if lead.len() == 1 => lead.keys().next().copied(),
                    None if lead.len() > NAMESAKES => None,
                    None => self.told(member.local, lead.keys(), places, articles, local),
                };
                let Some((row, through)) = row.and_then(|r| Some((r, *lead.get(&r)?))) else {
                    here.insert(out.len());
                    out.push(alone(member.local));
                    continue;
                };
                if member.rule == "same-name" || lead.len() > 1 {
                    member.through = Some(through);
                }
                let at = *of_row.entry(row).or_insert(out.len());
                if at == out.len() {
                    out.push(Group::new());
                }
                out[at].push(member);
                here.insert(at);
            }
            became.push(here.into_iter().collect());
        }
        (out, became)
    }

    /// Of several known parties the only one with an office at that time that the article prints of the local
    /// party.
    fn told<'r>(
        &self,
        index: usize,
        rows: impl Iterator<Item = &'r usize>,
        places: &Places,
        articles: &(impl Pile + ?Sized),
        local: &[LocalParty],
    ) -> Option<usize> {
        let at = published(articles, local, index);
        let read = |role: &str| Office::read(role, places);
        let printed: Vec<Office> = local[index].roles.iter().filter_map(|r| read(r)).collect();
        let holds = |row: &&usize| {
            let held = self.known[**row].roles.iter().filter(|r| r.holds(at));
            held.filter_map(|r| read(&r.title)).any(|o| printed.iter().any(|p| p.can_mean(&o)))
        };
        let mut found = rows.filter(holds);
        found.next().filter(|_| found.next().is_none()).copied()
    }
}

/// For each name of known parties their kinds.
fn kinds(known: &[Known]) -> BTreeMap<String, BTreeSet<PartyKind>> {
    let mut kinds: BTreeMap<String, BTreeSet<PartyKind>> = BTreeMap::new();
    for party in known {
        for name in party.names() {
            kinds.entry(name_words(name).join(" ")).or_default().insert(party.kind);
        }
    }
    kinds
}

/// How a rule is called when it went by a known party rather than by an article.
pub(crate) fn by_known(member: &Member) -> &'static str {
    match member.rule {
        "same-name" => "known-name",
        "initial" => "known-initial",
        "surname" => "known-surname",
        "surname-role" => "known-surname-role",
        "surname-prominent" => "known-surname-prominent",
        "acronym" => "known-acronym",
        "role" => "known-role",
        rule => rule,
    }
}
