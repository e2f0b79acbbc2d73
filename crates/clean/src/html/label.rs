//! What a block outside the main content is: told by its words, else by the element it stands in.

use super::page::{Block, Page};
use super::tags::Hint;
use crate::article::ChromeKind;
use crate::lines::of_line;

/// The kind of a block that is not the article, and the rule that told it.
pub(crate) fn outside(page: &Page, block: &Block) -> (ChromeKind, String) {
    let text = page.of(block);
    let region = &page.regions[block.parent];
    // Other people's words are theirs, whatever they say.
    if region.hints.has(Hint::Comments) {
        return (ChromeKind::Comments, "element:comments".to_owned());
    }
    if let Some((kind, rule)) = of_line(text) {
        return (kind, rule.to_owned());
    }
    match region.nearest {
        Some(hint) => {
            let (name, _) = super::tags::HINTS[hint as usize];
            (kind_of(hint), format!("element:{name}"))
        }
        None => (ChromeKind::Other, "outside-content".to_owned()),
    }
}

fn kind_of(hint: Hint) -> ChromeKind {
    match hint {
        Hint::Navigation => ChromeKind::Navigation,
        Hint::Footer => ChromeKind::Footer,
        Hint::Teaser => ChromeKind::Teaser,
        Hint::Comments => ChromeKind::Comments,
        Hint::Share => ChromeKind::Share,
        Hint::Tags => ChromeKind::Tags,
        Hint::Promotion => ChromeKind::Promotion,
        Hint::Caption => ChromeKind::Caption,
        Hint::Byline => ChromeKind::Byline,
        Hint::Dateline => ChromeKind::Dateline,
        Hint::Notice => ChromeKind::Notice,
        Hint::Body | Hint::Header | Hint::Aside | Hint::Title => ChromeKind::Other,
    }
}
