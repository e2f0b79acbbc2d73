//! What single words and fixed phrases are: the lists under `lexicon/`, folded and loaded once.

use onrecord_text::fold_into;
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// What the lists say of one word: a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word(u32);

impl Word {
    /// A given name that men bear.
    pub const GIVEN_M: Word = Word(1);
    /// A given name that women bear.
    pub const GIVEN_F: Word = Word(1 << 1);
    /// Any given name.
    pub const GIVEN: Word = Word(3);
    /// A title of men ("Mr"), or an office of men ("chairman").
    pub const MALE: Word = Word(1 << 2);
    /// A title of women, or an office of women.
    pub const FEMALE: Word = Word(1 << 3);
    /// An honorific or abbreviated title.
    pub const TITLE: Word = Word(1 << 4);
    /// A noun for one person: an office, an occupation, a relation.
    pub const ROLE: Word = Word(1 << 5);
    /// A noun for several people.
    pub const GROUP: Word = Word(1 << 6);
    /// A word that modifies an office ("former", "deputy", "foreign").
    pub const MODIFIER: Word = Word(1 << 7);
    /// A word that heads the name of an organisation.
    pub const ORG_HEAD: Word = Word(1 << 8);
    /// A word inside such names.
    pub const ORG_DOMAIN: Word = Word(1 << 9);
    /// A lower-case noun for a body that takes a name before it ("campaign").
    pub const ORG_SMALL: Word = Word(1 << 10);
    /// A lower-case noun for a body ("ministry").
    pub const ORG_BODY: Word = Word(1 << 11);
    /// An organisation by itself ("Reuters").
    pub const ORG_KNOWN: Word = Word(1 << 12);
    /// A place by itself.
    pub const PLACE: Word = Word(1 << 13);
    /// The first word of a place of several words.
    pub const PLACE_START: Word = Word(1 << 14);
    /// An adjective or inhabitant of a place.
    pub const DEMONYM: Word = Word(1 << 15);
    /// A particle inside personal names.
    pub const PARTICLE: Word = Word(1 << 16);
    /// A suffix that belongs to a name ("Jr").
    pub const SUFFIX: Word = Word(1 << 17);
    /// What follows a name without belonging to it ("MP").
    pub const LETTERS: Word = Word(1 << 18);
    /// A surname that stands first.
    pub const SURNAME_FIRST: Word = Word(1 << 19);
    /// Something written or made, whose maker speaks.
    pub const DOCUMENT: Word = Word(1 << 20);
    /// Not a name by itself.
    pub const START: Word = Word(1 << 21);
    /// Never part of a speaker's name.
    pub const NEVER: Word = Word(1 << 22);
    /// A small word, which ends a name.
    pub const FUNCTION: Word = Word(1 << 23);
    /// A head of an organisation's name that runs on with "for" or "on".
    pub const ORG_FOR: Word = Word(1 << 24);
    /// A word that ends the name of a place or a building ("River").
    pub const PLACE_HEAD: Word = Word(1 << 25);

    /// True if the word is any of these.
    pub fn is(self, any: Word) -> bool {
        self.0 & any.0 != 0
    }

    /// Both sets.
    pub const fn or(self, other: Word) -> Word {
        Word(self.0 | other.0)
    }
}

/// The lists, folded.
struct Lexicon {
    words: HashMap<String, Word>,
    /// Places of several words, joined by single spaces.
    places: HashSet<String>,
    /// A number for each country, by its name, its seats and its adjectives.
    countries: HashMap<String, u16>,
    /// The families that a given name belongs to.
    nicknames: HashMap<String, Vec<u16>>,
    /// For an office word, the words that it can take up again.
    offices: HashMap<String, HashSet<String>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// The word as the lists hold it: folded, without a full stop at its end and without those of initials.
pub fn key(word: &str, out: &mut String) {
    out.clear();
    fold_into(word, out);
    if out.contains('.') {
        out.retain(|c| c != '.');
    }
}

fn keyed(word: &str) -> String {
    let mut out = String::new();
    key(word, &mut out);
    out
}

/// What the lists say of a [`key`].
pub fn look_up(key: &str) -> Word {
    LEXICON.words.get(key).copied().or_else(|| compound(key)).unwrap_or_default()
}

/// A given name of two ("anne-marie") counts as its first.
fn compound(key: &str) -> Option<Word> {
    let (first, _) = key.split_once('-')?;
    let word = LEXICON.words.get(first)?;
    word.is(Word::GIVEN).then_some(Word(word.0 & Word::GIVEN.0))
}

/// The plural of a noun ("spokesmen", "secretaries", "voters").
fn plural(singular: &str) -> String {
    if let Some(stem) = singular.strip_suffix("man") {
        return format!("{stem}men");
    }
    match singular.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if singular.ends_with(['s', 'x']) || singular.ends_with("ch") => format!("{singular}es"),
        _ => format!("{singular}s"),
    }
}

/// True if these keys, joined by single spaces, are a place of several words.
pub fn is_place(joined: &str) -> bool {
    LEXICON.places.contains(joined)
}

/// A number for the country that a place, seat of government or demonym (folded, words joined by single
/// spaces) belongs to.
pub fn country(joined: &str) -> Option<u16> {
    LEXICON.countries.get(joined).copied()
}

/// The places that a word can be the adjective of, by its ending: "tarvonian" of "tarvonia", "hestish" of
/// "hestland". Most of them are no places; who asks knows which are.
pub fn places_of_adjective(adjective: &str) -> Vec<String> {
    const ENDINGS: [&str; 9] = ["n", "an", "ian", "ean", "ese", "ish", "i", "er", "ic"];
    const PLACES: [&str; 7] = ["", "a", "e", "o", "ia", "y", "land"];
    let stems = ENDINGS.iter().filter_map(|e| adjective.strip_suffix(e)).filter(|s| s.chars().count() >= 4);
    stems.flat_map(|stem| PLACES.iter().map(move |end| format!("{stem}{end}"))).collect()
}

/// True if the two given names can be one person's.
pub fn same_given(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
    if a == b || (a.len() == 1 || b.len() == 1) && a.chars().next() == b.chars().next() {
        return true;
    }
    match (LEXICON.nicknames.get(a), LEXICON.nicknames.get(b)) {
        (Some(x), Some(y)) => x.iter().any(|f| y.contains(f)),
        _ => false,
    }
}

/// True if the office word `later` can take up a person introduced with `first`.
pub fn takes_up(later: &str, first: &str) -> bool {
    later == first || LEXICON.offices.get(later).is_some_and(|all| all.contains(first))
}

impl Lexicon {
    fn load() -> Lexicon {
        let mut lexicon = Lexicon {
            words: HashMap::with_capacity(8192),
            places: HashSet::new(),
            countries: HashMap::new(),
            nicknames: HashMap::new(),
            offices: HashMap::new(),
        };
        let given = [("m", Word::GIVEN_M), ("f", Word::GIVEN_F), ("b", Word::GIVEN)];
        lexicon.sections(include_str!("lexicon/given.txt"), Word::default(), &given);
        let gender = [("m", Word::MALE), ("f", Word::FEMALE), ("b", Word::default())];
        lexicon.sections(include_str!("lexicon/titles.txt"), Word::TITLE, &gender);
        lexicon.sections(include_str!("lexicon/roles.txt"), Word::ROLE, &gender);
        let organisations = [
            ("head", Word::ORG_HEAD),
            ("domain", Word::ORG_DOMAIN),
            ("small", Word::ORG_SMALL),
            ("body", Word::ORG_BODY),
            ("known", Word::ORG_KNOWN),
            ("for", Word::ORG_FOR),
            ("place", Word::PLACE_HEAD),
        ];
        lexicon.sections(include_str!("lexicon/organisations.txt"), Word::default(), &organisations);
        let common = [
            ("function", Word::FUNCTION),
            ("start", Word::START),
            ("never", Word::NEVER),
            ("people", Word::DEMONYM),
        ];
        lexicon.sections(include_str!("lexicon/common.txt"), Word::default(), &common);
        let suffixes = [("in", Word::SUFFIX), ("out", Word::LETTERS)];
        lexicon.sections(include_str!("lexicon/suffixes.txt"), Word::default(), &suffixes);
        for (text, kind) in [
            (include_str!("lexicon/modifiers.txt"), Word::MODIFIER),
            (include_str!("lexicon/groups.txt"), Word::GROUP),
            (include_str!("lexicon/documents.txt"), Word::DOCUMENT),
            (include_str!("lexicon/particles.txt"), Word::PARTICLE),
            (include_str!("lexicon/surnames_first.txt"), Word::SURNAME_FIRST),
        ] {
            for word in lines(text).flat_map(str::split_whitespace) {
                lexicon.add(word, kind);
            }
        }
        lexicon.plurals();
        for (number, line) in lines(include_str!("lexicon/places.txt")).enumerate() {
            lexicon.place(number as u16, line);
        }
        for (number, line) in lines(include_str!("lexicon/nicknames.txt")).enumerate() {
            for name in line.split_whitespace() {
                lexicon.nicknames.entry(keyed(name)).or_default().push(number as u16);
            }
        }
        for line in lines(include_str!("lexicon/offices.txt")) {
            if let Some((later, first)) = line.split_once(':') {
                let first = first.split_whitespace().map(keyed);
                lexicon.offices.entry(keyed(later)).or_default().extend(first);
            }
        }
        lexicon
    }

    /// Several people of an office are a group; several documents are documents.
    fn plurals(&mut self) {
        let several = |(key, word): (&String, &Word)| match () {
            () if word.is(Word::ROLE) => Some((plural(key), Word::GROUP)),
            () if word.is(Word::DOCUMENT) => Some((plural(key), Word::DOCUMENT)),
            () => None,
        };
        let found: Vec<(String, Word)> = self.words.iter().filter_map(several).collect();
        for (key, word) in found {
            let entry = self.words.entry(key).or_default();
            // "boss" is no plural; a surname such as "Banks" stays one.
            if !entry.is(Word::ROLE.or(Word::GIVEN)) {
                *entry = entry.or(word);
            }
        }
    }

    fn add(&mut self, word: &str, kind: Word) {
        let entry = self.words.entry(keyed(word)).or_default();
        *entry = entry.or(kind);
    }

    /// Lines of the form "label: word word …".
    fn sections(&mut self, text: &str, base: Word, labels: &[(&str, Word)]) {
        for line in lines(text) {
            let Some((label, words)) = line.split_once(':') else { continue };
            let Some((_, kind)) = labels.iter().find(|(l, _)| *l == label) else { continue };
            for word in words.split_whitespace() {
                self.add(word, base.or(*kind));
            }
        }
    }

    /// A line of places.txt.
    fn place(&mut self, number: u16, line: &str) {
        let mut fields = line.split('|').map(str::trim);
        // Only a line with a seat of government or one name is a country; the others are lists.
        let (names, seats) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
        let demonyms = fields.next().unwrap_or("");
        let country = !seats.is_empty() || !demonyms.is_empty() && names.matches(',').count() < 4;
        for name in names.split(',').chain(seats.split(',')).map(str::trim).filter(|n| !n.is_empty()) {
            let words: Vec<String> = name.split_whitespace().map(keyed).collect();
            if let [one] = words.as_slice() {
                self.add(one, Word::PLACE);
            } else if let [first, ..] = words.as_slice() {
                self.add(first, Word::PLACE_START);
                self.places.insert(words.join(" "));
            }
            if country {
                self.countries.insert(words.join(" "), number);
            }
        }
        for name in demonyms.split(',').map(str::trim).filter(|n| !n.is_empty()) {
            let words: Vec<String> = name.split_whitespace().map(keyed).collect();
            if let Some(last) = words.last() {
                self.add(last, Word::DEMONYM);
            }
            if country {
                self.countries.insert(words.join(" "), number);
            }
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        assert!(look_up("valentina").is(Word::GIVEN_F) && !look_up("valentina").is(Word::GIVEN_M));
        assert!(look_up("mr").is(Word::TITLE) && look_up("mr").is(Word::MALE));
        assert!(look_up("spokeswoman").is(Word::FEMALE) && look_up("spokeswoman").is(Word::ROLE));
        assert!(look_up("spokesmen").is(Word::GROUP) && look_up("secretaries").is(Word::GROUP));
        assert!(look_up("monday").is(Word::NEVER) && look_up("however").is(Word::START));
        assert!(look_up("jr").is(Word::SUFFIX) && look_up("qc").is(Word::LETTERS));
    }

    #[test]
    fn a_country_has_one_number_by_all_its_names() {
        assert!(country("norway").is_some());
        assert_eq!(country("norway"), country("oslo"));
        assert_eq!(country("norwegian"), country("oslo"));
        assert_eq!(country("us"), country("white house"));
        assert_ne!(country("north korean"), country("south korean"));
        assert!(is_place("new zealand") && is_place("white house"));
    }

    #[test]
    fn adjectives_of_places_that_no_list_has() {
        assert!(places_of_adjective("tarvonian").contains(&"tarvonia".to_owned()));
        assert!(places_of_adjective("hestish").contains(&"hestland".to_owned()));
        assert!(places_of_adjective("roe").is_empty());
    }

    #[test]
    fn short_forms_of_given_names() {
        assert!(same_given("robert", "bob") && same_given("r", "robert") && !same_given("bob", "bill"));
    }

    #[test]
    fn later_mentions_take_offices_up() {
        assert!(takes_up("leader", "president") && takes_up("president", "president"));
        assert!(!takes_up("president", "leader"));
    }
}
