//! What is known of one article while its sources are resolved.

use super::offices::{Offices, is_preposition};
use super::parties;
use crate::names::{Name, NameKind, Words, lexicon::Word, names};
use crate::structure::{Document, TokenKind};
use onrecord_text::{Span, fold};
use std::ops::Range;

/// Of one person, as far as words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// Somebody or something with a name, in one article.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub kind: NameKind,
    /// The name that prints it most fully.
    pub full: usize,
    /// The words of that name, by number.
    pub parts: Vec<u32>,
    /// All its names, in order.
    pub mentions: Vec<usize>,
    pub gender: Option<Gender>,
    /// True if none of its words is known to be other than a name.
    pub plain: bool,
}

impl Entity {
    /// Its last name of two or more words before a token.
    pub fn full_before(&self, names: &[Name], token: usize) -> Option<usize> {
        let end = self.mentions.partition_point(|n| names[*n].tokens.start < token);
        self.mentions[..end].iter().rev().take(8).copied().find(|n| names[*n].tokens.len() > 1)
    }

    /// True if it can be he or she.
    pub fn is_person(&self) -> bool {
        match self.kind {
            NameKind::Person => true,
            NameKind::Unclear => self.parts.len() > 1 && self.plain,
            NameKind::Organisation | NameKind::Place => false,
        }
    }
}

/// An article's words, names and entities.
pub(super) struct Article<'a> {
    pub doc: &'a Document<'a>,
    pub words: Words,
    pub names: Vec<Name>,
    /// For each token the name that it is part of, titles not counted.
    name_at: Vec<u32>,
    /// For each name its entity; none where it is ambiguous.
    pub entity_of: Vec<Option<usize>>,
    pub entities: Vec<Entity>,
    pub offices: Offices,
    /// The entity that wrote the article, if its text prints the byline.
    pub author: Option<usize>,
}

const NO_NAME: u32 = u32::MAX;

impl<'a> Article<'a> {
    pub fn new(doc: &'a Document<'a>, byline: Option<&str>) -> Article<'a> {
        let words = Words::new(doc);
        let names = names(doc, &words);
        let mut name_at = vec![NO_NAME; doc.tokens.len()];
        for (i, name) in names.iter().enumerate() {
            name_at[name.tokens.clone()].fill(i as u32);
        }
        let (entities, entity_of) = parties::cluster(doc, &words, &names);
        let mut article = Article {
            doc,
            words,
            names,
            name_at,
            entity_of,
            entities,
            offices: Offices::default(),
            author: None,
        };
        article.offices = Offices::learn(&mut article);
        article.author = byline.map(fold).and_then(|b| article.named(&b));
        article
    }

    /// The entity whose fullest name folds to this.
    fn named(&self, folded: &str) -> Option<usize> {
        let named = |e: &usize| fold(self.full_span(*e).of(self.doc.text)) == folded;
        (0..self.entities.len()).find(named)
    }

    /// The name that the token is part of.
    pub fn name_at(&self, token: usize) -> Option<usize> {
        self.name_at.get(token).filter(|n| **n != NO_NAME).map(|n| *n as usize)
    }

    /// The entity that a name means.
    pub fn entity(&self, name: usize) -> Option<usize> {
        self.entity_of[name]
    }

    /// The name's own words.
    pub fn span(&self, name: usize) -> Span {
        self.doc.span(self.names[name].tokens.clone())
    }

    /// The entity's last name before a token, or its first.
    pub fn last_before(&self, entity: usize, token: usize) -> usize {
        let mentions = &self.entities[entity].mentions;
        let end = mentions.partition_point(|n| self.names[*n].tokens.start < token);
        mentions[end.saturating_sub(1)]
    }

    /// The entity's fullest name.
    pub fn full_span(&self, entity: usize) -> Span {
        self.span(self.entities[entity].full)
    }

    /// The tokens of the token's sentence.
    pub fn sentence(&self, token: usize) -> Range<usize> {
        self.doc.sentences[self.doc.tokens[token].sentence as usize].clone()
    }

    /// True if the token stands in quoted speech, not merely in a quoted title or nickname.
    pub fn is_quoted(&self, token: usize) -> bool {
        self.doc.tokens[token].quotation.is_some()
    }

    /// True if the token is this mark or possessive kind.
    pub fn is_possessive(&self, token: usize) -> bool {
        self.doc.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Possessive)
    }

    /// True of a word that opens an adverbial phrase: a preposition or participle.
    pub fn is_adverbial(&self, token: usize) -> bool {
        is_preposition(self.key(token)) || self.key(token).ends_with("ing")
    }

    /// True if a comma stands among the first tokens.
    pub fn has_comma(&self, tokens: Range<usize>) -> bool {
        tokens.take(24).any(|i| self.key(i) == ",")
    }

    /// What the lists say of the token.
    pub fn is(&self, token: usize, any: Word) -> bool {
        self.words.is(token, any)
    }

    /// The token's word, folded.
    pub fn key(&self, token: usize) -> &str {
        self.words.key(token)
    }
}
