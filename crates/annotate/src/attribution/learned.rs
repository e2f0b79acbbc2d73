//! Statements as the learned engine labels them, completed by what the rules know for certain: quotations
//! that somebody surely said, and statements inside statements.

use super::words::Text;
use super::{Attribution, by_rules, kind, nesting, order};
use crate::Kind;
use crate::structure::Document;
use crate::tagging::statements::{Found, statements};
use crate::tagging::{Engine, Labelled, Tokens, confidence, label};
use onrecord_text::Span;
use std::ops::Range;

/// The statements of a document, ordered by where they start.
pub fn attribute_with(doc: &Document, engine: Engine) -> Vec<Attribution> {
    let rules = by_rules(doc);
    let tokens = Tokens::new(doc, engine.model, &rules);
    let labelled = label(doc, &tokens, engine);
    from_labels(doc, &rules, &tokens, &labelled, engine)
}

/// The statements of a document whose tokens have been labelled; `rules` is what the rules find in it.
pub fn from_labels(
    doc: &Document,
    rules: &[Attribution],
    tokens: &Tokens,
    labelled: &Labelled,
    engine: Engine,
) -> Vec<Attribution> {
    let text = Text::new(doc);
    let found = statements(doc, tokens, &labelled.labels, engine);
    let mut out: Vec<Attribution> = Vec::with_capacity(found.len());
    for statement in &found {
        let sure = confidence::probability(
            &confidence::features(statement, &labelled.marginals),
            engine.confidence(),
        );
        out.push(Attribution { confidence: sure, rule: engine.rule(), ..spans(&text, statement) });
    }
    complete(doc, rules, &mut out);
    order(&mut out);
    nesting::nest(&mut out);
    out
}

fn spans(text: &Text, found: &Found) -> Attribution {
    let content: Vec<Range<usize>> =
        found.content.iter().flat_map(|r| by_paragraph(text.doc, r.clone())).collect();
    let of =
        |ranges: &[Range<usize>]| ranges.iter().map(|r| text.doc.span(without_commas(text, r))).collect();
    Attribution {
        kind: kind(text, &content),
        source: of(&found.source),
        cue: of(&found.cue),
        content: of(&content),
        inside: None,
        continues: None,
        rule: "crf",
        confidence: 0.0,
    }
}

/// The range without commas at its ends, unless it is all commas.
fn without_commas(text: &Text, range: &Range<usize>) -> Range<usize> {
    let mut out = range.clone();
    while out.len() > 1 && text.comma(out.end - 1) {
        out.end -= 1;
    }
    while out.len() > 1 && text.comma(out.start) {
        out.start += 1;
    }
    out
}

/// The range cut at the ends of paragraphs.
fn by_paragraph(doc: &Document, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = range.start;
    while from < range.end {
        let paragraph = doc.paragraph_of(doc.tokens[from].sentence as usize);
        let to = doc.paragraph_tokens(paragraph).end.min(range.end);
        out.push(from..to);
        from = to;
    }
    out
}

/// Adds what the rules found where the labels say nothing: speech in quotation marks; and inside a content,
/// the statement that it tells.
fn complete(doc: &Document, rules: &[Attribution], found: &mut Vec<Attribution>) {
    let taken = Cover::new(doc, found.iter().flat_map(|a| a.content.iter().chain(&a.cue).chain(&a.source)));
    let told = Cover::new(doc, found.iter().flat_map(|a| &a.content));
    let cues = Cover::new(doc, found.iter().flat_map(|a| a.cue.iter().chain(&a.source)));
    let mut place = vec![None; rules.len()];
    for (i, rule) in rules.iter().enumerate() {
        let inner = rule.cue.iter().chain(&rule.content).all(|s| told.all(doc, *s) && !cues.any(doc, *s))
            && !rule.cue.is_empty();
        let speech = rule.kind == Kind::Direct && rule.inside.is_none();
        let free = !rule.content.iter().chain(&rule.cue).any(|s| taken.any(doc, *s));
        if inner || speech && free {
            place[i] = Some(found.len());
            found.push(rule.clone());
        }
    }
    // What a continued quotation continues may have been found by the labels instead.
    let mut holders = vec![None; doc.tokens.len()];
    for (i, a) in found.iter().enumerate() {
        a.content.iter().for_each(|s| holders[doc.tokens_in(*s)].fill(Some(i)));
    }
    let holder = |spans: &[Span]| {
        spans.iter().find_map(|s| holders[doc.tokens_in(*s)].iter().copied().flatten().next())
    };
    let links: Vec<(usize, Option<usize>)> = rules
        .iter()
        .enumerate()
        .filter_map(|(i, rule)| {
            let before = rule.continues?;
            Some((place[i]?, place[before].or_else(|| holder(&rules[before].content))))
        })
        .collect();
    for (at, before) in links {
        found[at].continues = before.filter(|&b| b != at);
    }
}

/// Which tokens some spans cover.
struct Cover(Vec<u32>);

impl Cover {
    fn new<'s>(doc: &Document, spans: impl Iterator<Item = &'s Span>) -> Cover {
        let mut covered = vec![0u32; doc.tokens.len() + 1];
        for span in spans {
            covered[doc.tokens_in(*span)].fill(1);
        }
        // Sums, so that any range is looked up in one step.
        let mut sum = 0;
        for c in &mut covered {
            sum += std::mem::replace(c, sum);
        }
        Cover(covered)
    }

    fn count(&self, doc: &Document, span: Span) -> (usize, usize) {
        let range = doc.tokens_in(span);
        ((self.0[range.end] - self.0[range.start]) as usize, range.len())
    }

    fn any(&self, doc: &Document, span: Span) -> bool {
        self.count(doc, span).0 > 0
    }

    fn all(&self, doc: &Document, span: Span) -> bool {
        let (covered, all) = self.count(doc, span);
        covered == all
    }
}
