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
                    let what = if case == Case::None { Word::default() } else { lexicon::look_up(&buffer) };
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
        words
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
