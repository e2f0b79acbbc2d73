//! The labels of tokens: part of a source, cue or content, and on which side of the cue.
//!
//! A chain of labels remembers one label only. Telling a content that comes before its cue from one that
//! comes after lets it know, at the end of the content, whether the cue is still to come; so does a label for
//! the gap between two parts of one statement.

use crate::structure::{Document, TokenKind};

/// How many labels there are.
pub const COUNT: usize = 14;

/// Width of a row of scores: [`COUNT`] and padding.
pub const WIDTH: usize = 16;

/// Not in a statement.
pub const OUTSIDE: u8 = 0;
/// Between two parts of one statement.
pub const GAP: u8 = 13;

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Part of the source.
    Source,
    /// Part of the cue.
    Cue,
    /// Part of the content.
    Content,
}

/// The label of a role. For a source or content `after` tells whether it follows its cue; for a cue whether
/// it follows the content. `first` is true at the first token of the statement's span of that role.
pub fn label(role: Role, after: bool, first: bool) -> u8 {
    let role = match role {
        Role::Source => 1,
        Role::Cue => 5,
        Role::Content => 9,
    };
    role + 2 * u8::from(after) + u8::from(!first)
}

/// The role of a label, `None` outside and in gaps.
pub fn role(label: u8) -> Option<Role> {
    match label {
        1..=4 => Some(Role::Source),
        5..=8 => Some(Role::Cue),
        9..=12 => Some(Role::Content),
        _ => None,
    }
}

/// Whether the label is for a source or content after its cue, or a cue after its content.
pub fn is_after(label: u8) -> bool {
    role(label).is_some() && (label - 1) & 2 != 0
}

/// Whether the label is for the first token of a span.
pub fn is_first(label: u8) -> bool {
    role(label).is_some() && (label - 1) & 1 == 0
}

/// How many kinds of boundary there are between a token and the one before.
pub const BOUNDARIES: usize = 8;

/// The kind of boundary before each token.
pub fn boundaries(doc: &Document) -> Vec<u8> {
    let mut out = vec![1; doc.tokens.len()];
    for paragraph in 0..doc.paragraphs.len() {
        let tokens = doc.paragraph_tokens(paragraph);
        for i in tokens.clone() {
            let here = &doc.tokens[i];
            let quoted = here.quotation.is_some();
            if i == tokens.start {
                out[i] = if quoted { 4 } else { 1 };
                continue;
            }
            let before = &doc.tokens[i - 1];
            let went_on = quoted && before.quotation == here.quotation;
            out[i] = match () {
                _ if before.sentence != here.sentence => {
                    if went_on {
                        5
                    } else {
                        2
                    }
                }
                _ if here.kind == TokenKind::QuoteOpen && quoted => 3,
                _ if before.kind == TokenKind::QuoteClose => 6,
                _ if before.kind == TokenKind::Mark && doc.word(i - 1) == "," => 7,
                _ => 0,
            };
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_tell_what_they_were_made_of() {
        for r in [Role::Source, Role::Cue, Role::Content] {
            for (after, first) in [(false, false), (false, true), (true, false), (true, true)] {
                let l = label(r, after, first);
                assert!(l != OUTSIDE && l != GAP && usize::from(l) < COUNT);
                assert_eq!((role(l), is_after(l), is_first(l)), (Some(r), after, first));
            }
        }
        assert_eq!(role(OUTSIDE), None);
        assert_eq!(role(GAP), None);
    }
}
