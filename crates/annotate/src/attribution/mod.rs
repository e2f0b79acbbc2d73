//! Statements as spans: source, cue and content, found on a [`Document`].

mod content;
mod continuation;
mod learned;
mod lexicon;
mod nesting;
mod phrases;
mod rules;
mod words;

pub use learned::{attribute_with, from_labels};

use crate::Kind;
use crate::structure::{Document, QuotationRole};
use crate::tagging::Engine;
use onrecord_text::Span;
use rules::Found;
use std::ops::Range;
use words::Text;

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
    /// The rule that found it, or `crf` or `encoder` for the default or the accurate tier of the learned
    /// engine.
    pub rule: &'static str,
    /// How probable it is that its content and source are right, from 0 to 1.
    pub confidence: f32,
}

/// What is assumed of statements that only the rules find; those of the learned engine are calibrated.
const RULES_CONFIDENCE: f32 = 0.6;

/// The statements of a document, ordered by where they start, as the default tier finds them.
pub fn attribute(doc: &Document) -> Vec<Attribution> {
    attribute_with(doc, Engine::new(None))
}

/// The statements of a document, ordered by where they start, as the rules and the lexicon find them.
pub fn by_rules(doc: &Document) -> Vec<Attribution> {
    let text = Text::new(doc);
    let mut found = rules::find(&text);
    let apart = continuation::continue_quotations(&text, &mut found);
    found.retain(|f| !f.content.is_empty());
    let mut out: Vec<Attribution> = found.iter().map(|f| spans(&text, f)).collect();
    out.extend(apart.into_iter().map(|(pieces, before)| continued(&text, &pieces, before)));
    order(&mut out);
    nesting::nest(&mut out);
    out
}

/// A quotation that goes on with the statement at index `before`.
fn continued(text: &Text, pieces: &[Range<usize>], before: usize) -> Attribution {
    Attribution {
        kind: Kind::Direct,
        source: Vec::new(),
        cue: Vec::new(),
        content: pieces.iter().map(|p| text.doc.span(p.clone())).collect(),
        inside: None,
        continues: Some(before),
        rule: "quote-continued",
        confidence: RULES_CONFIDENCE,
    }
}

/// Sorts by where the first span starts and keeps `continues` pointing at the same statements.
fn order(found: &mut Vec<Attribution>) {
    let mut places: Vec<usize> = (0..found.len()).collect();
    places.sort_by_key(|&i| (first_start(&found[i]), found[i].cue.first().copied(), i));
    let mut new = vec![0; found.len()];
    places.iter().enumerate().for_each(|(to, &from)| new[from] = to);
    let mut sorted: Vec<Attribution> = places.iter().map(|&i| found[i].clone()).collect();
    sorted.iter_mut().for_each(|a| a.continues = a.continues.map(|i| new[i]));
    *found = sorted;
}

fn spans(text: &Text, found: &Found) -> Attribution {
    let span = |r: &Range<usize>| text.doc.span(r.clone());
    let content: Vec<Span> = found.content.iter().map(span).filter(|s| !s.is_empty()).collect();
    Attribution {
        kind: kind(text, &found.content),
        source: found.source.iter().map(span).filter(|s| !s.is_empty()).collect(),
        cue: vec![span(&found.cue)],
        content,
        inside: None,
        continues: None,
        rule: found.rule,
        confidence: RULES_CONFIDENCE,
    }
}

/// How the content gives the words: quoted from end to end, in part, or not at all.
fn kind(text: &Text, content: &[Range<usize>]) -> Kind {
    let words = || content.iter().flat_map(|r| r.clone()).filter(|&i| text.is_word(i));
    let quoted =
        |i: usize| text.quotation_at(i).is_some_and(|q| text.doc.quotations[q].role != QuotationRole::Name);
    match (words().all(quoted), words().any(quoted)) {
        (true, _) => Kind::Direct,
        (false, true) => Kind::Mixed,
        (false, false) => Kind::Indirect,
    }
}

/// Where the statement's first span starts.
fn first_start(a: &Attribution) -> u32 {
    [&a.source, &a.cue, &a.content].iter().filter_map(|s| s.first()).map(|s| s.start).min().unwrap_or(0)
}

#[cfg(test)]
mod examples {
    use super::by_rules;
    use crate::structure::Document;
    use onrecord_text::{Span, join};

    /// The statements of a text as `rule | source | cue | content`, pieces joined by ` // `.
    pub(super) fn statements(text: &str) -> Vec<String> {
        let found = by_rules(&Document::new(text, &[Span::new(0, text.len())]));
        let shown = |spans: &[Span]| join(text, spans, " // ");
        found
            .iter()
            .map(|a| format!("{} | {} | {} | {}", a.rule, shown(&a.source), shown(&a.cue), shown(&a.content)))
            .collect()
    }

    /// Checks that each text gives exactly one statement, as `statements` writes it.
    pub(super) fn each_gives(examples: &[(&str, &str)]) {
        for (text, wanted) in examples {
            assert_eq!(statements(text), [*wanted], "{text}");
        }
    }
}
