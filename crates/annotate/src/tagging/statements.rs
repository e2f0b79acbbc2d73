//! From labels to statements: segments are linked to cues, and each cue with a content is a statement.

use super::labels::Role;
use super::linker::{pairs, probability};
use super::segments::{Segment, segments};
use super::{Engine, Tokens};
use crate::structure::Document;
use std::ops::Range;

/// A statement as ranges of tokens, each role's in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Who says it.
    pub source: Vec<Range<usize>>,
    /// What marks it as said.
    pub cue: Vec<Range<usize>>,
    /// What is said.
    pub content: Vec<Range<usize>>,
    /// How probable the least sure of the contents is to belong to the cue.
    pub content_link: f32,
    /// How probable the source is to belong to the cue; 0 without one.
    pub source_link: f32,
}

/// The statements that the labels tell.
pub fn statements(doc: &Document, tokens: &Tokens, labels: &[u8], engine: Engine) -> Vec<Found> {
    let ([content, source], segments) = (engine.thresholds(), segments(labels));
    let pairs = pairs(doc, &tokens.looks, &segments, engine.model.linker.bits());
    let mut best: Vec<(f32, usize)> = vec![(0.0, 0); segments.len()];
    for pair in &pairs {
        let p = probability(pair, &engine.model.linker);
        // A content looks for its cue, a cue for its source.
        let (who, whom) = match segments[pair.segment].role {
            Role::Content => (pair.segment, pair.cue),
            _ => (pair.cue, pair.segment),
        };
        if p > best[who].0 {
            best[who] = (p, whom);
        }
    }
    let mut found: Vec<Option<Found>> = vec![None; segments.len()];
    for (i, segment) in segments.iter().enumerate() {
        match segment.role {
            Role::Content if best[i].0 >= content => {
                let cue = best[i].1;
                let statement = found[cue].get_or_insert_with(|| with_cue(&segments[cue]));
                statement.content.push(segment.tokens.clone());
                statement.content_link = statement.content_link.min(best[i].0);
            }
            Role::Cue if best[i].0 >= source => {
                let statement = found[i].get_or_insert_with(|| with_cue(segment));
                statement.source.push(segments[best[i].1].tokens.clone());
                statement.source_link = best[i].0;
            }
            _ => {}
        }
    }
    found.into_iter().flatten().filter(|f| !f.content.is_empty()).collect()
}

fn with_cue(segment: &Segment) -> Found {
    Found { cue: vec![segment.tokens.clone()], content_link: 1.0, ..Found::default() }
}
