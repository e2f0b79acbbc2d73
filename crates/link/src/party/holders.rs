//! Who held which office when, as the pile tells it.

use super::group::{Group, Member};
use super::known::Rows;
use super::office::{Held, Office, Places};
use crate::{LocalParty, Pile};
use jiff::civil::Date;
use onrecord_annotate::PartyKind;
use onrecord_text::When;
use std::collections::{BTreeMap, BTreeSet};

/// How long before it was first seen, or after it was last seen, an office is still taken to be held, in days.
const REACH: i32 = 366;

/// An office that a party is seen in.
#[derive(Clone, Debug)]
struct Seen {
    office: Office,
    /// The first and the last day; none if no article that tells it is dated.
    days: Option<(Date, Date)>,
    /// The local party that tells it.
    local: usize,
    /// True if the days are those of a known party: they are all, and there are no others.
    exact: bool,
}

impl Seen {
    fn widen(&mut self, days: Option<(Date, Date)>) {
        self.days = match (self.days, days) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
    }
}

/// The offices of the pile's people.
pub(crate) struct Holders<'p> {
    places: &'p Places,
    /// For each group what it is seen as, once an office.
    seen: Vec<Vec<Seen>>,
    /// Groups by the country or body of their offices.
    by_body: BTreeMap<String, BTreeSet<usize>>,
}

impl<'p> Holders<'p> {
    /// Learns them from the roles that the articles print of people.
    pub fn learn(
        places: &'p Places,
        groups: &[Group],
        articles: &(impl Pile + ?Sized),
        local: &[LocalParty],
        rows: &Rows,
    ) -> Holders<'p> {
        let mut holders =
            Holders { places, seen: Vec::with_capacity(groups.len()), by_body: BTreeMap::new() };
        for group in groups {
            holders.add(group, articles, local, rows);
        }
        holders
    }

    fn add(&mut self, group: &Group, articles: &(impl Pile + ?Sized), local: &[LocalParty], rows: &Rows) {
        let index = self.seen.len();
        let mut seen: BTreeMap<(String, Option<String>, Held), Seen> = BTreeMap::new();
        let person = |m: &&Member| local[m.local].kind == PartyKind::Person;
        for member in group.iter().filter(person).filter(|m| rows.is_printed(m.local)) {
            let days = published(articles, local, member.local).map(|w| w.days());
            for role in local[member.local].roles {
                let Some(office) = self.read(role).filter(|o| o.single && !o.owned) else { continue };
                let key = (office.title.clone(), office.of.clone(), office.held);
                let told = Seen { office, days, local: member.local, exact: false };
                let entry = seen.entry(key).or_insert(told);
                entry.widen(days);
            }
        }
        let mut seen: Vec<Seen> = seen.into_values().collect();
        if let Some((lead, row)) = group.iter().find_map(|m| Some((m.local, rows.row(m.local)?))) {
            for role in &rows.known(row).roles {
                let Some(office) = self.read(&role.title).filter(|o| o.single) else { continue };
                seen.push(Seen { office, days: Some(role.days()), local: lead, exact: true });
            }
        }
        for body in seen.iter().filter_map(|s| s.office.of.clone()) {
            self.by_body.entry(body).or_default().insert(index);
        }
        self.seen.push(seen);
    }

    /// Takes a printed role apart.
    pub fn read(&self, role: &str) -> Option<Office> {
        Office::read(role, self.places)
    }

    /// The group that a description of an office means at a time, and the local party that tells so. One that
    /// names no country or body is looked for among `near`, the groups of its article; so is one that does, if
    /// any of those fits.
    pub fn holder(&self, asked: &Office, near: &BTreeSet<usize>, at: Option<When>) -> Option<(usize, usize)> {
        if !asked.points() {
            return None;
        }
        let body = asked.of.as_ref().and_then(|of| self.by_body.get(of));
        let found = self.among(asked, near.iter().copied(), at);
        match body {
            Some(body) if found.is_empty() => one(self.among(asked, body.iter().copied(), at), at),
            _ => one(found, at),
        }
    }

    /// Those of the groups that the description can mean, each with its days and what tells it. Where one has the
    /// very office, those do not count that it only paraphrases.
    fn among(&self, asked: &Office, groups: impl Iterator<Item = usize>, at: Option<When>) -> Vec<Candidate> {
        let days_at = at.map(|w| w.days());
        let over = |s: &&Seen| {
            let apart = |(from, to): (Date, Date), (first, last): (Date, Date)| last < from || first > to;
            s.exact && days_at.zip(s.days).is_some_and(|(at, held)| apart(at, held))
        };
        let mut found: BTreeMap<usize, (bool, Seen)> = BTreeMap::new();
        for group in groups {
            let fits = |s: &&Seen| asked.can_mean(&s.office);
            let seen = || self.seen.get(group).into_iter().flatten().filter(fits);
            // Where the days of an office are known, it is not held on others.
            let known = seen().any(|s| s.exact);
            for seen in seen().filter(|s| s.exact == known).filter(|s| !over(s)) {
                let exact = seen.office.title == asked.title;
                let entry = found.entry(group).or_insert_with(|| (exact, seen.clone()));
                entry.0 |= exact;
                entry.1.widen(seen.days);
            }
        }
        let exact = found.values().any(|(exact, _)| *exact);
        let kept = found.into_iter().filter(|(_, (e, _))| *e || !exact);
        let mut candidates: Vec<Candidate> =
            kept.map(|(group, (_, seen))| Candidate { group, days: seen.days, local: seen.local }).collect();
        if let Some((from, to)) = days_at {
            candidates.retain(|c| {
                c.days.is_none_or(|(first, last)| days(to, first) <= REACH && days(last, from) <= REACH)
            });
        }
        candidates
    }

    /// True if the group is seen in this office, or in one that the words can mean.
    pub fn has(&self, group: usize, asked: &Office, at: Option<When>) -> bool {
        !self.among(asked, std::iter::once(group), at).is_empty()
    }
}

struct Candidate {
    group: usize,
    days: Option<(Date, Date)>,
    local: usize,
}

/// The only candidate, or of several the only one whose days hold the time. Before all of them it is the
/// first, after all the last, if their days do not meet; between two it could be either.
fn one(mut candidates: Vec<Candidate>, at: Option<When>) -> Option<(usize, usize)> {
    if let [only] = candidates.as_slice() {
        return Some((only.group, only.local));
    }
    let (from, to) = at?.days();
    candidates.retain(|c| c.days.is_some());
    candidates.sort_by_key(|c| (c.days, c.group));
    let days = |c: &Candidate| c.days.unwrap_or((from, to));
    let mut holding = candidates.iter().filter(|c| days(c).0 <= to && days(c).1 >= from);
    if let Some(one) = holding.next() {
        return holding.next().is_none().then_some((one.group, one.local));
    }
    let apart = candidates.windows(2).all(|w| days(&w[0]).1 < days(&w[1]).0);
    let (first, last) = (candidates.first()?, candidates.last()?);
    match () {
        () if !apart => None,
        () if to < days(first).0 => Some((first.group, first.local)),
        () if from > days(last).1 => Some((last.group, last.local)),
        () => None,
    }
}

/// Days from one to another; negative if the first is the later one.
fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// When the article of a local party was published.
pub(crate) fn published(articles: &(impl Pile + ?Sized), local: &[LocalParty], index: usize) -> Option<When> {
    let article = local[index].article;
    if article < articles.len() { articles.head(article).published } else { None }
}
