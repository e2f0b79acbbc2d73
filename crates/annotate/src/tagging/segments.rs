//! Runs of labels of one role.

use super::labels::{Role, is_after, is_first, role};
use std::ops::Range;

/// A run of tokens with labels of one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What it is part of.
    pub role: Role,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What the labels say of its side: see [`super::labels::label`].
    pub after: bool,
    /// False if the labels say that it goes on with a span that began before.
    pub first: bool,
}

/// The runs of `labels`, in order.
pub fn segments(labels: &[u8]) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        let Some(role) = role(label) else { continue };
        let (after, first) = (is_after(label), is_first(label));
        match out.last_mut() {
            Some(last) if last.tokens.end == i && last.role == role && last.after == after && !first => {
                last.tokens.end = i + 1;
            }
            _ => out.push(Segment { role, tokens: i..i + 1, after, first }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::labels::label;
    use super::*;

    #[test]
    fn runs_end_at_other_roles_sides_and_first_tokens() {
        let x = |first| label(Role::Content, true, first);
        let s = |first| label(Role::Source, false, first);
        let labels = [0, s(true), s(false), x(true), x(false), 0, x(false), x(true)];
        let found: Vec<_> = segments(&labels).into_iter().map(|s| (s.role, s.tokens, s.first)).collect();
        assert_eq!(
            found,
            [
                (Role::Source, 1..3, true),
                (Role::Content, 3..5, true),
                (Role::Content, 6..7, false),
                (Role::Content, 7..8, true)
            ]
        );
    }
}
