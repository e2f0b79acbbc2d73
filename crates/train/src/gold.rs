//! What the labels of an article should be.

use crate::corpus::{Article, Gold};
use onrecord_annotate::structure::Document;
use onrecord_annotate::tagging::labels::{GAP, OUTSIDE, Role, label};
use onrecord_text::Span;

/// The widest gap between parts of a statement that gets [`GAP`].
const WIDEST_GAP: usize = 15;

/// An article's text as one body.
pub fn document(text: &str) -> Document<'_> {
    Document::new(text, &[Span::new(0, text.len())])
}

/// The tokens that the spans meet, in order.
pub fn tokens(doc: &Document, spans: &[Span]) -> Vec<usize> {
    let mut out = Vec::new();
    for span in spans {
        let from = doc.tokens.partition_point(|t| t.span.end <= span.start);
        let to = doc.tokens.partition_point(|t| t.span.start < span.end);
        out.extend(from..to.max(from));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// An attribution as tokens.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Who says it.
    pub source: Vec<usize>,
    /// What marks it as said.
    pub cue: Vec<usize>,
    /// What is said.
    pub content: Vec<usize>,
}

/// The attributions of an article as tokens, by where the content starts.
pub fn parts(doc: &Document, article: &Article) -> Vec<Parts> {
    let of = |g: &Gold| Parts {
        source: tokens(doc, &g.source),
        cue: tokens(doc, &g.cue),
        content: tokens(doc, &g.content),
    };
    let mut out: Vec<Parts> = article.gold.iter().map(of).collect();
    out.retain(|p| !p.cue.is_empty() || !p.content.is_empty());
    out.sort_by_key(|p| p.content.first().or(p.cue.first()).copied());
    out
}

/// The label of every token. A cue wins over a source and that over a content; of two spans of one role the
/// earlier wins.
pub fn labels(doc: &Document, parts: &[Parts]) -> Vec<u8> {
    let mut out = vec![OUTSIDE; doc.tokens.len()];
    let mut rank = vec![0u8; doc.tokens.len()];
    for statement in parts {
        let cue = statement.cue.first().copied();
        let content = statement.content.first().copied();
        let roles = [
            (Role::Content, &statement.content),
            (Role::Source, &statement.source),
            (Role::Cue, &statement.cue),
        ];
        for (own, (role, tokens)) in roles.into_iter().enumerate() {
            let own = own as u8 + 1;
            for (n, &at) in tokens.iter().enumerate() {
                if own <= rank[at] {
                    continue;
                }
                let after = match role {
                    Role::Cue => content.is_some_and(|c| c < at),
                    _ => cue.is_none_or(|c| c < at),
                };
                rank[at] = own;
                out[at] = label(role, after, n == 0);
            }
        }
    }
    for statement in parts {
        let mut all: Vec<usize> = [&statement.content[..], &statement.source, &statement.cue].concat();
        all.sort_unstable();
        all.dedup();
        for pair in all.windows(2) {
            let gap = pair[0] + 1..pair[1];
            if gap.len() <= WIDEST_GAP && !crosses_paragraph(doc, pair[0], pair[1]) {
                out[gap].iter_mut().filter(|l| **l == OUTSIDE).for_each(|l| *l = GAP);
            }
        }
    }
    out
}

fn crosses_paragraph(doc: &Document, a: usize, b: usize) -> bool {
    let paragraph = |i: usize| doc.paragraph_of(doc.tokens[i].sentence as usize);
    paragraph(a) != paragraph(b)
}
