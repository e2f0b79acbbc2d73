//! Statements as spans: source, cue and content, found on a [`Document`](crate::structure::Document).

use crate::Kind;
use onrecord_text::Span;

/// A statement's spans, before it is known whom they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// How the words are given.
    pub kind: Kind,
    /// Who says it, as printed, in text order; empty if the text does not say.
    pub source: Vec<Span>,
    /// What marks it as said; empty if nothing does.
    pub cue: Vec<Span>,
    /// What is said; never empty.
    pub content: Vec<Span>,
    /// Index of the attribution whose content tells this one.
    pub inside: Option<usize>,
    /// Index of the earlier attribution whose source goes on speaking, for a quotation without a source.
    pub continues: Option<usize>,
    /// The rule that found it.
    pub rule: &'static str,
}
