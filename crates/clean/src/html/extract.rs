//! Which of a page's blocks are its main content: the seam behind which extractors stand.

use super::page::Page;
use dom_query::{Document, NodeId};
use dom_smoothie::{Config, Readability};
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// For each block of the page, the share of its text that readability's method (the crate `dom_smoothie`)
/// keeps, 0 to 1. Takes the document, as the method takes it apart. All 0 where it finds no article.
pub(crate) fn readability(page: &Page, document: Document) -> Vec<f32> {
    // The method works on the tree in place and keeps the text nodes: what is kept is known by node.
    let kept = catch_unwind(AssertUnwindSafe(|| kept_nodes(document))).unwrap_or_default();
    page.blocks
        .iter()
        .map(|block| {
            let all: u32 = block.nodes.iter().map(|(_, bytes)| bytes).sum();
            let bytes: u32 =
                block.nodes.iter().filter(|(id, _)| kept.contains(id)).map(|(_, bytes)| bytes).sum();
            if all == 0 { 0.0 } else { bytes as f32 / all as f32 }
        })
        .collect()
}

fn kept_nodes(document: Document) -> HashSet<NodeId> {
    // JSON-LD is read elsewhere; here it would only be read again.
    let config = Config { disable_json_ld: true, ..Config::default() };
    let Ok(mut method) = Readability::with_document(document, None, Some(config)) else {
        return HashSet::new();
    };
    if method.parse().is_err() {
        return HashSet::new();
    }
    let content = method.doc.select_single("#readability-page-1");
    content.nodes().iter().flat_map(|n| n.descendants_it()).filter(|n| n.is_text()).map(|n| n.id).collect()
}
