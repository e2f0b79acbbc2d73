//! The words of one document, folded once: what each is, and how it is written.

use super::lexicon::{self, Word};
use crate::structure::{Document, TokenKind};
use std::collections::HashMap;

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// A word that begins with a small letter.
    Lower,
    /// A word that begins with a capital.
    Capital,
    /// A word of two or more letters, all capitals.
    Upper,
    /// A number or a mark.
    None,
}

/// The tokens of a document as words. Equal words have equal numbers, however they are written.
pub struct Words {
    /// For each token the number of its word.
    numbers: Vec<u32>,
    cases: Vec<Case>,
    /// For each number the key and what the lists say.
    keys: Vec<(String, Word)>,
    /// For each number, true if the document writes the word small somewhere.
    small: Vec<bool>,
    /// For an adjective of a place that no list has, and for that place, the number of the place.
    places: HashMap<u32, u32>,
}

impl Words {
    /// Reads the document once.
    pub fn new(doc: &Document) -> Words {
        let mut seen: HashMap<String, u32> = HashMap::with_capacity(512);
        let mut words = Words {
            numbers: Vec::with_capacity(doc.tokens.len()),
            cases: Vec::with_capacity(doc.tokens.len()),
            keys: Vec::with_capacity(512),
            small: Vec::with_capacity(512),
            places: HashMap::new(),
        };
        let mut buffer = String::new();
        for (i, token) in doc.tokens.iter().enumerate() {
            let printed = doc.word(i);
            let case = if token.kind == TokenKind::Word { case(printed) } else { Case::None };
            if token.kind == TokenKind::Word {
                lexicon::key(printed, &mut buffer);
                // An initial is no article or pronoun: "Robert A. Roe".
                if buffer.len() == 1 && printed.ends_with('.') {
                    buffer.push('.');
                }
            } else {
                buffer.clear();
                buffer.push_str(printed);
            }
            let number = match seen.get(buffer.as_str()) {
                Some(&n) => n,
                None => {
                    let n = words.keys.len() as u32;
                    let what = if case == Case::None { Word::default() } else { look_up(&buffer, printed) };
                    words.keys.push((buffer.clone(), what));
                    words.small.push(false);
                    seen.insert(buffer.clone(), n);
                    n
                }
            };
            words.small[number as usize] |= case == Case::Lower;
            words.numbers.push(number);
            words.cases.push(case);
        }
        words.learn_adjectives(&seen);
        words
    }

    /// "Tarvonian" in a text that also has "Tarvonia": neither is in a list, yet one is the other's adjective.
    fn learn_adjectives(&mut self, seen: &HashMap<String, u32>) {
        for adjective in 0..self.keys.len() {
            let (key, what) = &self.keys[adjective];
            let unknown = |n: u32| self.what_of(n) == Word::default() && !self.small[n as usize];
            if *what != Word::default() || self.small[adjective] {
                continue;
            }
            let places = lexicon::places_of_adjective(key);
            let place = places.iter().find_map(|p| seen.get(p).copied().filter(|n| unknown(*n)));
            if let Some(place) = place {
                self.keys[adjective].1 = Word::DEMONYM;
                self.places.insert(adjective as u32, place);
                self.places.insert(place, place);
            }
        }
    }

    /// A number for the country that the token names, as a place or as its adjective; those of places that no
    /// list has are this document's own.
    pub fn country(&self, token: usize) -> Option<u32> {
        /// More than all numbers of the lists.
        const OWN: u32 = 1 << 16;
        let listed = lexicon::country(self.key(token)).map(u32::from);
        listed.or_else(|| self.places.get(&self.number(token)).map(|n| OWN + n))
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// True of a document without a token.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The number of the token's word.
    pub fn number(&self, token: usize) -> u32 {
        self.numbers[token]
    }

    /// The token's word, folded.
    pub fn key(&self, token: usize) -> &str {
        &self.keys[self.numbers[token] as usize].0
    }

    /// The key of a word by its number.
    pub fn key_of(&self, number: u32) -> &str {
        &self.keys[number as usize].0
    }

    /// What the lists say of a word by its number.
    pub fn what_of(&self, number: u32) -> Word {
        self.keys[number as usize].1
    }

    /// What the lists say of the token.
    pub fn what(&self, token: usize) -> Word {
        self.keys[self.numbers[token] as usize].1
    }

    /// True if the token is any of these.
    pub fn is(&self, token: usize, any: Word) -> bool {
        self.what(token).is(any)
    }

    /// How the token is written.
    pub fn case(&self, token: usize) -> Case {
        self.cases[token]
    }

    /// True of a word that begins with a capital.
    pub fn is_capital(&self, token: usize) -> bool {
        matches!(self.cases[token], Case::Capital | Case::Upper)
    }

    /// True of a single letter, as an initial is.
    pub fn is_initial(&self, token: usize) -> bool {
        self.is_capital(token) && self.key(token).trim_end_matches('.').len() == 1
    }

    /// True if the document writes this word small somewhere.
    pub fn is_small_elsewhere(&self, token: usize) -> bool {
        self.small[self.numbers[token] as usize]
    }
}

/// What the lists say of a word. Where a line break was lost, a word can hold two: "DeskPresident" opens a name
/// as "President" does.
fn look_up(key: &str, printed: &str) -> Word {
    let what = lexicon::look_up(key);
    if what != Word::default() {
        return what;
    }
    let mut last = '.';
    let joint = printed.char_indices().find_map(|(at, c)| {
        let found = last.is_lowercase() && c.is_uppercase();
        last = c;
        found.then_some(at)
    });
    let Some((before, behind)) = joint.map(|at| printed.split_at(at)) else { return what };
    let mut second = String::new();
    lexicon::key(behind, &mut second);
    let found = lexicon::look_up(&second);
    if before.chars().count() > 3 && found.is(Word::ROLE.or(Word::TITLE)) { found } else { what }
}

/// Arabic articles, which are written small before a surname.
const ARTICLES: &[&str] = &["al-", "el-", "ul-", "ad-", "ar-", "as-", "at-", "az-", "Al-", "El-"];

fn case(printed: &str) -> Case {
    let article = ARTICLES
        .iter()
        .find_map(|a| printed.strip_prefix(a))
        .filter(|rest| rest.starts_with(char::is_uppercase));
    let printed = article.unwrap_or(printed);
    let mut letters = printed.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        Some(c) if c.is_uppercase() => {
            let mut rest = letters.peekable();
            if rest.peek().is_some() && rest.all(char::is_uppercase) { Case::Upper } else { Case::Capital }
        }
        Some(_) => Case::Lower,
        None => Case::None,
    }
}
