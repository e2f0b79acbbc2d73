//! Whom a source span means, inside one article: names, pronouns, roles, appositions.

use crate::{Party, Speaker};

/// The parties of an article and, for each attribution, who speaks and to whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// Ordered by first mention.
    pub parties: Vec<Party>,
    /// One an attribution, in their order.
    pub speakers: Vec<Speaker>,
    /// One an attribution: index of the party spoken to, where the text tells.
    pub addressees: Vec<Option<usize>>,
}
