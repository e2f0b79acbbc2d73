//! Names in the text: people, organisations and places, found by rules and lists.
//!
//! A name is a run of capitalised words. Titles and offices before a person are told apart from the name
//! ("Former Deputy Prime Minister Jane Roe"), particles and suffixes belong to it, and organisations may run
//! over small words ("Ministry of Health and Sport").

mod headline;
pub mod lexicon;
mod runs;
mod sorting;
mod words;

pub use words::{Case, Words};

use crate::structure::Document;
use std::ops::Range;

/// One mention of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The tokens of the name itself, without titles.
    pub tokens: Range<usize>,
    /// Where the capitalised titles and offices before it begin; equal to `tokens.start` if there are none.
    pub title: usize,
    /// What it is, as far as this mention tells.
    pub kind: NameKind,
}

/// What a mention of a name tells of its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// Something with a name.
    Unclear,
}

/// The names of the document, in order and without overlaps.
pub fn names(doc: &Document, words: &Words) -> Vec<Name> {
    let mut names = Vec::new();
    let mut headlines = Vec::new();
    let mut read = 0;
    for sentence in &doc.sentences {
        if headline::is_headline(words, sentence.clone()) {
            headlines.push(sentence.clone());
            continue;
        }
        // A name that runs over a supposed sentence's end has been read with the one before.
        let rest = sentence.start.max(read)..sentence.end;
        read = runs::runs(doc, words, rest, &mut |run| sorting::sort(doc, words, run, &mut names));
    }
    if !headlines.is_empty() {
        let known = headline::Known::of(words, &names);
        for sentence in headlines {
            headline::names(doc, words, sentence, &known, &mut names);
        }
        names.sort_by_key(|n| n.tokens.start);
    }
    names
}

#[cfg(test)]
mod tests;
