//! What linking takes: articles and statements as plain values, whoever stored them.

use crate::Head;
use onrecord_text::{Id, Span, When};

/// An article as the linker sees it. Borrowed: the linker keeps no text.
#[derive(Clone, Debug)]
pub struct Article<'a> {
    /// The article's id; every order and every tie below is settled by it.
    pub id: Id,
    /// The text of its current version.
    pub text: &'a str,
    /// The ranges that are the article.
    pub body: Vec<Span>,
    /// Outlet, where known.
    pub outlet: Option<&'a str>,
    /// Publication date, where known.
    pub published: Option<When>,
    /// Title, where known.
    pub title: Option<&'a str>,
    /// The ranges of its statements' quoted content: what two reporters may share without copying.
    pub quoted: Vec<Span>,
    /// Names of the parties and places it mentions, folded; for stories.
    pub names: Vec<String>,
}

impl Article<'_> {
    /// What is known of it without its text.
    pub fn head(&self) -> Head<'_> {
        Head { id: &self.id, outlet: self.outlet, published: self.published }
    }
}

/// A statement as the linker sees it.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// The statement's id.
    pub id: Id,
    /// Index of its article in the list of articles; statements given on bare text each have their own.
    pub article: usize,
    /// The text that `content` is about.
    pub text: &'a str,
    /// The statement's content.
    pub content: Vec<Span>,
    /// True if the words are quoted, in whole or in part.
    pub quoted: bool,
    /// The speaker across articles, if known: equal keys are the same party.
    pub speaker: Option<Id>,
    /// When it was said, else when its article was published.
    pub time: Option<When>,
}

/// A party as one article knows it.
#[derive(Clone, Debug)]
pub struct LocalParty<'a> {
    /// Index of its article.
    pub article: usize,
    /// What it is.
    pub kind: onrecord_annotate::PartyKind,
    /// The fullest name that the article prints.
    pub name: &'a str,
    /// Other printed forms.
    pub also: &'a [&'a str],
    /// Printed roles.
    pub roles: &'a [&'a str],
}
