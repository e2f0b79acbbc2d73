//! What the rules say of each token, as a feature: they know constructions, the weights know how far to
//! trust them.

use super::labels::{OUTSIDE, Role, label};
use crate::attribution::Attribution;
use crate::structure::Document;

/// The label that the rules would give each token. A cue wins over a source and that over a content; an outer
/// statement wins over an inner one.
pub fn evidence(doc: &Document, found: &[Attribution]) -> Vec<u8> {
    let mut out = vec![OUTSIDE; doc.tokens.len()];
    let mut rank = vec![0u8; doc.tokens.len()];
    for statement in found {
        let cue = statement.cue.first().map(|s| s.start);
        let content = statement.content.first().map(|s| s.start);
        let outer = if statement.inside.is_none() { 4 } else { 0 };
        let roles = [
            (Role::Content, &statement.content),
            (Role::Source, &statement.source),
            (Role::Cue, &statement.cue),
        ];
        for (own, (role, spans)) in roles.into_iter().enumerate() {
            let own = own as u8 + 1 + outer;
            let mut first = true;
            for span in spans {
                let after = match role {
                    Role::Cue => content.is_some_and(|c| c < span.start),
                    _ => cue.is_none_or(|c| c < span.start),
                };
                for i in doc.tokens_in(*span) {
                    if own > rank[i] {
                        (rank[i], out[i]) = (own, label(role, after, first));
                    }
                    first = false;
                }
            }
        }
    }
    out
}
