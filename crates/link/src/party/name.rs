//! Names as keys: what one person, organisation, place or office is printed as, in its spellings.

use super::lists::{FAMILY_FIRST, GIVEN, PLACES};
use onrecord_text::{Span, words};

/// The folded words of a name.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    words(name, Span::new(0, name.len())).map(|w| w.folded).collect()
}

/// A person's name taken apart. The keys compare spellings and transliterations equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PersonName {
    /// Key of the family name; empty if the name has no words.
    pub family: String,
    /// Key of the first given name, or its initial; empty in a family name alone.
    pub given: String,
    /// The given names as printed, folded.
    pub printed: Vec<String>,
    /// Keys of the other given names, or their initials.
    pub middle: String,
}

/// Words that belong to the family name behind them.
const PARTICLES: [&str; 22] = [
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "al", "el", "bin",
    "ibn", "ben", "ter", "ten", "abu", "st",
];
const SUFFIXES: [&str; 7] = ["jr", "sr", "ii", "iii", "iv", "junior", "senior"];

impl PersonName {
    /// Reads a printed name without titles.
    pub(crate) fn read(name: &str) -> PersonName {
        let mut words = name_words(name);
        // A possessive is no part of a name.
        if let Some(last) = words.last_mut()
            && ["'s", "’s"].iter().any(|s| name.trim_end().ends_with(s))
        {
            last.pop();
        }
        while words.len() > 1 && words.last().is_some_and(|w| SUFFIXES.contains(&w.as_str())) {
            words.pop();
        }
        let Some(last) = words.pop() else { return PersonName::default() };
        let particle = words.iter().position(|w| PARTICLES.contains(&w.as_str()));
        words.truncate(particle.unwrap_or(words.len()));
        let mut family = last;
        if words.len() == 1 && FAMILY_FIRST.contains(words[0].as_str()) {
            std::mem::swap(&mut family, &mut words[0]);
        }
        let given = words.first().map_or(String::new(), |w| given_key(w));
        let middle: Vec<String> = words.iter().skip(1).map(|w| spelling_key(w)).collect();
        PersonName { family: spelling_key(&family), given, middle: middle.join(" "), printed: words }
    }

    /// True of a family name alone.
    pub(crate) fn is_family_alone(&self) -> bool {
        self.given.is_empty()
    }

    /// True if the given name is an initial.
    pub(crate) fn is_initial(&self) -> bool {
        self.given.chars().count() == 1
    }
}

fn given_key(word: &str) -> String {
    GIVEN.get(word).map_or_else(|| spelling_key(word), |usual| spelling_key(usual))
}

/// A key that transliterations share: Sergey and Sergei, Zelensky and Zelenskyy, Mueller and Müller.
pub(crate) fn spelling_key(folded: &str) -> String {
    let mut s = folded.replace(['y', 'j'], "i").replace('w', "v");
    for (from, to) in [
        ("ph", "f"),
        ("ks", "x"),
        ("kh", "h"),
        ("tch", "ch"),
        ("tsch", "ch"),
        ("ck", "k"),
        ("ue", "u"),
        ("oe", "o"),
        ("ae", "a"),
        ("ei", "i"),
        ("ii", "i"),
    ] {
        s = s.replace(from, to);
    }
    if s.len() > 4 && s.starts_with("ie") {
        s.remove(0);
    }
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// The key of an organisation's name: without articles and legal forms.
pub(crate) fn organisation_key(name: &str) -> String {
    const LEFT_OUT: [&str; 14] = [
        "the",
        "a",
        "inc",
        "ltd",
        "llc",
        "corp",
        "co",
        "plc",
        "gmbh",
        "ag",
        "sa",
        "company",
        "corporation",
        "s",
    ];
    let words = name_words(name);
    let kept: Vec<&str> = words.iter().map(String::as_str).filter(|w| !LEFT_OUT.contains(w)).collect();
    if kept.is_empty() { words.join(" ") } else { kept.join(" ").replace("isation", "ization") }
}

/// The acronym that a name of several words makes, folded: "North Sea Trade Council" is "nstc".
pub(crate) fn acronym(name: &str) -> Option<String> {
    const LEFT_OUT: [&str; 8] = ["the", "of", "and", "for", "in", "on", "to", "a"];
    let letters: String = name_words(name)
        .iter()
        .filter(|w| !LEFT_OUT.contains(&w.as_str()))
        .filter_map(|w| w.chars().next())
        .collect();
    (letters.chars().count() >= 2).then_some(letters)
}

/// The name as an acronym, folded, if it is printed like one: "NSTC", "N.S.T.C.".
pub(crate) fn as_acronym(name: &str) -> Option<String> {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let short = (2..=7).contains(&letters.chars().count());
    let capitals = letters.chars().all(|c| !c.is_lowercase()) && !name.trim().contains(' ');
    (short && capitals).then(|| onrecord_text::fold(&letters))
}

/// The key of a place's name.
pub(crate) fn place_key(name: &str) -> String {
    let words = name_words(name);
    let kept: Vec<&str> = words.iter().map(String::as_str).filter(|w| *w != "the").collect();
    let joined = kept.join("_");
    PLACES.get(joined.as_str()).map_or_else(|| spelling_key(&joined), |usual| spelling_key(usual))
}
