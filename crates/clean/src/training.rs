//! For training the trees that tell main content; not for use otherwise.

use crate::{html, meta};
use onrecord_read::Document;

/// Names of the features that [`rows`] gives.
pub fn names() -> &'static [&'static str] {
    html::FEATURES
}

/// The blocks of a page with their features; empty if the page cannot be parsed.
pub fn rows(document: &Document) -> Vec<(String, Vec<f32>)> {
    let Some((page, kept)) = html::blocks(&document.text) else { return Vec::new() };
    let facts = meta::of_page(&page, document);
    let rows = html::features(&page, &kept, facts.title.as_deref());
    page.blocks.iter().map(|b| page.of(b).to_owned()).zip(rows).collect()
}
