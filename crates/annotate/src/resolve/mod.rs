//! Whom a source span means, inside one article: names, pronouns, roles, appositions.
//!
//! The names of the article are found and clustered into entities, then what it says they are is learned
//! ("Jane Roe, the foreign minister,"), then every he and she is read in order, and last every source is
//! taken apart and led back to an entity. Where the text leaves a choice, the answer is unknown.

mod addressees;
mod article;
mod bodies;
mod descriptions;
mod found;
mod offices;
mod parties;
mod pronouns;
mod source;
mod speakers;

use crate::attribution::Attribution;
use crate::structure::Document;
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

/// Says who speaks in each of the attributions, and to whom. A first person that is nobody's quotation is the
/// author; `byline` is the author's name, by which a mention of it in the text is known to be the author too.
///
/// The spans of the attributions are byte ranges of the document's text. Takes time near-linear in the text
/// and in the attributions.
pub fn resolve(doc: &Document, attributions: &[Attribution], byline: Option<&str>) -> Resolution {
    let mut article = article::Article::new(doc, byline);
    let pronouns = pronouns::Pronouns::resolve(&mut article, attributions);
    let bodies = bodies::Bodies::of(&article);
    let meanings = speakers::read(&article, &pronouns, &bodies, attributions);
    let addressees = addressees::read(&article, &pronouns, attributions, &meanings);
    found::resolution(&article, &bodies, meanings, addressees)
}

#[cfg(test)]
mod tests;
