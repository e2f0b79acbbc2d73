//! What articles say that people are, taken apart: "former Tarvonian foreign minister" is a foreign minister,
//! of Tarvonia, no longer.

use super::lists::{COMING, OFFICES, PAST};
use crate::LocalParty;
use onrecord_annotate::PartyKind;
use onrecord_annotate::names::lexicon::{self, Word as Kind};
use onrecord_text::{Span, words};
use std::collections::{BTreeMap, BTreeSet};

/// Whether an office is held when the article is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// It is.
    Now,
    /// No longer: "the former president".
    Past,
    /// Not yet: "the president-elect".
    Coming,
}

impl Held {
    /// As stored and printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Held::Now => "now",
            Held::Past => "past",
            Held::Coming => "coming",
        }
    }
}

/// An office as a printed role tells it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Office {
    /// The office with what makes another one of it, folded: "foreign minister".
    pub title: String,
    /// Its noun: "minister".
    pub noun: String,
    /// A key of the country or body that it belongs to, if the role tells it.
    pub of: Option<String>,
    /// That country or body, as printed.
    pub of_printed: Option<String>,
    /// Whether it is held.
    pub held: Held,
    /// True if one person at a time holds it.
    pub single: bool,
    /// True of "their president": it belongs to whoever was spoken of.
    pub owned: bool,
    /// True of "a president" and "one minister": it may be anybody's.
    pub any: bool,
}

/// One word of a role.
struct Piece<'a> {
    key: String,
    printed: &'a str,
    capital: bool,
    /// True of "Tarvonia's".
    owner: bool,
}

const PREPOSITIONS: [&str; 7] = ["of", "for", "at", "in", "to", "with", "on"];
const DETERMINERS: [&str; 8] = ["the", "a", "an", "this", "that", "one", "another", "s"];
const OWNED: [&str; 6] = ["his", "her", "its", "their", "our", "my"];
/// Words that say nothing of the office.
const FILLER: [&str; 14] = [
    "current", "top", "senior", "longtime", "veteran", "new", "newly", "elected", "year", "old", "long",
    "time", "acting", "now",
];

/// Words for whoever leads a country.
const GENERAL: [&str; 5] = ["leader", "monarch", "strongman", "ruler", "head"];
/// Offices of which a country has one, so that its name goes without saying.
const OF_A_COUNTRY: [&str; 9] =
    ["president", "prime minister", "minister", "chancellor", "king", "queen", "emperor", "pope", "mayor"];

/// Places that the pile knows besides those of the lists, and their adjectives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    names: BTreeSet<String>,
    adjectives: BTreeMap<String, String>,
}

impl Places {
    /// Learns from what the articles say of their parties.
    pub fn of(local: &[LocalParty]) -> Places {
        let roles = local.iter().flat_map(|p| {
            let description = (p.kind == PartyKind::Unnamed).then_some(p.name);
            p.roles.iter().copied().chain(description)
        });
        Places::learn(roles, local.iter().filter(|p| p.kind == PartyKind::Place).map(|p| p.name))
    }

    /// Learns from roles that print a place as an owner ("Tarvonia's foreign minister") which adjectives
    /// belong to it ("Tarvonian foreign minister"); `places` are further names of places.
    pub fn learn<'a>(
        roles: impl Iterator<Item = &'a str> + Clone,
        places: impl Iterator<Item = &'a str>,
    ) -> Places {
        let mut known = Places::default();
        for place in places {
            known.names.insert(joined(&pieces(place)));
        }
        for role in roles.clone() {
            let pieces = pieces(role);
            if let Some(at) = pieces.iter().position(|p| p.owner && p.capital) {
                let from = pieces[..at].iter().rposition(|p| !p.capital).map_or(0, |i| i + 1);
                known.names.insert(joined(&pieces[from..=at]));
            }
            if let Some(of) = pieces.iter().position(|p| p.key == "of") {
                let rest: Vec<&Piece> = pieces[of + 1..].iter().filter(|p| p.key != "the").collect();
                if let [place] = rest.as_slice()
                    && place.capital
                {
                    known.names.insert(place.key.clone());
                }
            }
        }
        known.names.remove("");
        let adjectives = roles.flat_map(|r| pieces(r).into_iter().filter(|p| p.capital).map(|p| p.key));
        let adjectives: BTreeSet<String> = adjectives.collect();
        for adjective in adjectives.into_iter().filter(|a| !known.names.contains(a)) {
            let places = lexicon::places_of_adjective(&adjective);
            if let Some(place) = places.into_iter().find(|p| known.names.contains(p)) {
                known.adjectives.insert(adjective, place);
            }
        }
        known
    }

    /// A key for the place or its people that these words name.
    pub fn key(&self, words: &str) -> Option<String> {
        if let Some(country) = lexicon::country(words) {
            return Some(format!("country {country}"));
        }
        if self.names.contains(words) {
            return Some(words.to_owned());
        }
        self.adjectives.get(words).cloned()
    }
}

fn pieces(role: &str) -> Vec<Piece<'_>> {
    let all = words(role, Span::new(0, role.len()));
    let piece = |word: onrecord_text::Word| {
        let printed = word.span.of(role);
        let owner = ["'s", "’s"].iter().any(|s| printed.ends_with(s));
        let behind = &role[word.span.end as usize..];
        // "the ministers' spokesman", "Lords’ leader"
        let plural = printed.ends_with('s') && (behind.starts_with("' ") || behind.starts_with("’ "));
        let mut key = word.folded;
        if owner {
            key.pop();
        }
        let capital = printed.chars().next().is_some_and(char::is_uppercase);
        Piece { key, printed, capital, owner: owner || plural }
    };
    all.map(piece).collect()
}

fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|p| p.key.as_str()).filter(|k| *k != "the").collect::<Vec<_>>().join(" ")
}

fn printed(pieces: &[Piece]) -> String {
    let bare = |p: &Piece| {
        let cut = |s| p.printed.strip_suffix(s);
        cut("'s").or_else(|| cut("’s")).unwrap_or(p.printed).to_owned()
    };
    pieces.iter().filter(|p| p.key != "the").map(bare).collect::<Vec<_>>().join(" ")
}

impl Office {
    /// Reads a printed role or description; `None` if its noun is no office, occupation or relation.
    pub fn read(role: &str, places: &Places) -> Option<Office> {
        let all = pieces(role);
        let cut = all.iter().position(|p| PREPOSITIONS.contains(&p.key.as_str())).unwrap_or(all.len());
        let (core, tail) = all.split_at(cut);
        // "our president" is the country's of whoever writes.
        let owned = core.first().is_some_and(|p| OWNED.contains(&p.key.as_str()) && p.key != "our");
        // Where the country or body stops that stands before the office.
        let mut of: Option<(String, String)> = None;
        let mut held = Held::Now;
        let mut title: Vec<&Piece> = Vec::new();
        let mut at = 0;
        while at < core.len() {
            let piece = &core[at];
            let key = piece.key.as_str();
            if let Some(owner) = core[at..].iter().take(6).position(|p| p.owner) {
                of = owner_of(&core[at..=at + owner], places).or(of);
                at += owner + 1;
                continue;
            }
            if DETERMINERS.contains(&key) || OWNED.contains(&key) || FILLER.contains(&key) || is_number(key) {
                at += 1;
                continue;
            }
            if PAST.contains(key) || COMING.contains(key) {
                held = if PAST.contains(key) { Held::Past } else { Held::Coming };
                at += 1;
                continue;
            }
            let place = (1..=3usize.min(core.len() - at)).rev().find_map(|n| {
                let words = &core[at..at + n];
                let key = words[0].capital.then(|| places.key(&joined(words)))??;
                Some((n, (key, printed(words))))
            });
            if let Some((n, place)) = place {
                of = of.or(Some(place));
                at += n;
                continue;
            }
            title.push(piece);
            at += 1;
        }
        let noun = title.last()?;
        let kind = lexicon::look_up(&noun.key);
        if !kind.is(Kind::ROLE.or(Kind::TITLE)) && !OFFICES.contains_key(noun.key.as_str()) {
            return None;
        }
        // "NSTC chief", "Korrin Board director": a name before the office is its body.
        let known = Kind::ROLE.or(Kind::MODIFIER).or(Kind::TITLE).or(Kind::ORG_DOMAIN);
        let portfolio =
            |i: usize| i + 2 == title.len() && matches!(noun.key.as_str(), "minister" | "secretary");
        let body = title.iter().enumerate().take_while(|(i, p)| {
            let last = i + 1 == title.len();
            p.capital && !last && !portfolio(*i) && !lexicon::look_up(&p.key).is(known)
        });
        let body = body.count();
        if body > 0 {
            let words: Vec<&Piece> = title.drain(..body).collect();
            let key = words.iter().map(|p| p.key.as_str()).collect::<Vec<_>>().join(" ");
            let shown = words.iter().map(|p| p.printed).collect::<Vec<_>>().join(" ");
            of = of.or(Some((key, shown)));
        }
        of = of.or_else(|| tail_of(tail, places));
        let any = core.first().is_some_and(|p| matches!(p.key.as_str(), "a" | "an" | "one" | "another"));
        Some(Office { any, ..Office::of_title(&title, of, held, owned) })
    }

    fn of_title(title: &[&Piece], of: Option<(String, String)>, held: Held, owned: bool) -> Office {
        let keys: Vec<&str> = title.iter().map(|p| p.key.as_str()).collect();
        // The longest end of the title that is an office by itself gets its usual words.
        let usual = (0..keys.len()).find_map(|i| Some((i, *OFFICES.get(keys[i..].join("_").as_str())?)));
        let (words, noun) = match usual {
            Some((at, usual)) => {
                let mut words: Vec<String> = keys[..at].iter().map(|k| (*k).to_owned()).collect();
                words.extend(usual.split('_').map(str::to_owned));
                (words, usual.replace('_', " "))
            }
            None => {
                let words: Vec<String> = keys.iter().map(|k| (*k).to_owned()).collect();
                let noun = words.last().cloned().unwrap_or_default();
                (words, noun)
            }
        };
        let title = words.join(" ");
        // A minister without a portfolio is one of many, and so is a spokesman of nobody.
        let many = matches!(noun.as_str(), "minister" | "secretary") && title == noun;
        let (of, of_printed) = of.map_or((None, None), |(key, printed)| (Some(key), Some(printed)));
        Office { single: usual.is_some() && !many, title, noun, of, of_printed, held, owned, any: false }
    }

    /// True of more than a form of address ("Mr.").
    pub fn is_role(&self) -> bool {
        self.single || self.of.is_some() || !lexicon::look_up(&self.noun).is(Kind::TITLE)
    }

    fn is_general(&self) -> bool {
        self.title == self.noun && GENERAL.contains(&self.noun.as_str())
    }

    /// True of a description that can mean one person: "the Tarvonian leader", "the president", not "a spokesman".
    pub fn points(&self) -> bool {
        let by_itself = self.held == Held::Now && OF_A_COUNTRY.contains(&self.noun.as_str());
        match self.of {
            _ if self.any => false,
            Some(_) => self.single || self.is_general(),
            None => self.single && by_itself,
        }
    }

    /// True if this description ("the Tarvonian leader") can mean the holder of that office.
    pub fn can_mean(&self, told: &Office) -> bool {
        // "the leader" may be the president, "the president" is not the vice president.
        let title = self.title == told.title
            || self.is_general() && lexicon::takes_up(&self.noun, &told.noun.replace(' ', "-"));
        title && (self.of.is_none() || self.of == told.of) && self.held == told.held
    }
}

fn is_number(key: &str) -> bool {
    key.bytes().all(|b| b.is_ascii_digit())
}

/// "Tarvonia's": the words up to the owner, or the last of them that are a place.
fn owner_of(words: &[Piece], places: &Places) -> Option<(String, String)> {
    let from = words.iter().rposition(|p| !p.capital).map_or(0, |i| i + 1);
    let words = &words[from..];
    if words.is_empty() {
        return None;
    }
    let key = joined(words);
    Some((places.key(&key).unwrap_or(key), printed(words)))
}

/// "of Tarvonia", "of the Institute of Hydraulics".
fn tail_of(tail: &[Piece], places: &Places) -> Option<(String, String)> {
    let (first, rest) = tail.split_first()?;
    if !matches!(first.key.as_str(), "of" | "for" | "at") {
        return None;
    }
    let inside = |p: &Piece| p.capital || matches!(p.key.as_str(), "the" | "of" | "for" | "and");
    let end = rest.iter().position(|p| !inside(p)).unwrap_or(rest.len());
    let end = rest[..end].iter().rposition(|p| p.capital)? + 1;
    let words = &rest[..end];
    let key = joined(words);
    Some((places.key(&key).unwrap_or(key), printed(words)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(role: &str) -> Option<(String, Option<String>, Held, bool)> {
        let roles = ["Tarvonia’s energy minister", "Tarvonian Foreign Minister"];
        let places = Places::learn(roles.into_iter(), ["Sellenia"].into_iter());
        Office::read(role, &places).map(|o| (o.title, o.of_printed, o.held, o.single))
    }

    fn some(title: &str, of: &str, held: Held, single: bool) -> Option<(String, Option<String>, Held, bool)> {
        Some((title.to_owned(), (!of.is_empty()).then(|| of.to_owned()), held, single))
    }

    #[test]
    fn an_office_its_country_and_whether_it_is_held() {
        assert_eq!(
            read("Tarvonian Foreign Minister"),
            some("foreign minister", "Tarvonian", Held::Now, true)
        );
        assert_eq!(
            read("Tarvonia’s foreign minister"),
            some("foreign minister", "Tarvonia", Held::Now, true)
        );
        assert_eq!(
            read("foreign minister of Tarvonia"),
            some("foreign minister", "Tarvonia", Held::Now, true)
        );
        assert_eq!(
            read("the former Norwegian premier"),
            some("prime minister", "Norwegian", Held::Past, true)
        );
        assert_eq!(read("President-elect"), some("president", "", Held::Coming, true));
        assert_eq!(read("President"), some("president", "", Held::Now, true));
        assert_eq!(read("NSTC chief"), some("chief", "NSTC", Held::Now, true));
        assert_eq!(
            read("director of the Institute of National Hydraulics"),
            some("director", "Institute of National Hydraulics", Held::Now, true)
        );
        assert_eq!(read("the 61-year-old geologist"), some("geologist", "", Held::Now, false));
        assert_eq!(read("the minister"), some("minister", "", Held::Now, false));
        assert_eq!(read("the stone"), None);
    }

    #[test]
    fn the_pile_teaches_adjectives_of_places_that_no_list_has() {
        let roles = ["Tarvonia’s energy minister", "Tarvonian Foreign Minister", "Hestish king"];
        let places = Places::learn(roles.into_iter(), ["Sellenia", "Hestland"].into_iter());
        for (one, other) in
            [("tarvonian", "tarvonia"), ("hestish", "hestland"), ("norwegian", "norway"), ("oslo", "norway")]
        {
            assert!(places.key(one).is_some());
            assert_eq!(places.key(one), places.key(other));
        }
        assert_ne!(places.key("tarvonian"), places.key("sellenia"));
    }

    #[test]
    fn a_shorter_description_means_the_holder() {
        let places = Places::learn(["Tarvonia’s president"].into_iter(), [].into_iter());
        let office = |r| Office::read(r, &places).unwrap();
        assert!(office("the Tarvonia leader").can_mean(&office("Tarvonia’s president")));
        assert!(!office("the Norwegian leader").can_mean(&office("Tarvonia’s president")));
        assert!(!office("the former leader").can_mean(&office("Tarvonia’s president")));
        assert!(!office("the Tarvonia president").can_mean(&office("Tarvonia’s vice president")));
    }
}
