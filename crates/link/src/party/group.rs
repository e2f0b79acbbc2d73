//! Parties in the making: members with the rule that joined each.

/// A local party as a member of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Member {
    /// Its index.
    pub local: usize,
    /// The rule that joined it.
    pub rule: &'static str,
    /// The local party by which the rule joined it.
    pub through: Option<usize>,
}

/// The members of one party.
pub(crate) type Group = Vec<Member>;

/// A party of one that was not joined with anything.
pub(crate) fn alone(local: usize) -> Group {
    vec![Member { local, rule: "alone", through: None }]
}

/// A party of those that have one name, each joined through the first of them.
pub(crate) fn same_name(locals: impl IntoIterator<Item = usize>) -> Group {
    let mut group = Group::new();
    for local in locals {
        let through = group.first().map(|m| m.local);
        group.push(Member { local, rule: "same-name", through });
    }
    group
}
