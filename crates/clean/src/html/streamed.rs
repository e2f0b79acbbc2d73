//! Pages that a server sends in pieces: React puts what comes late at the end, hidden, and a script moves it to the
//! place that was kept for it. Without this, such a page shows its frame alone.

use dom_query::{Document, NodeRef};
use std::collections::HashMap;

/// Most pieces that are put in place. Pages have up to some thirty.
const MAX_PIECES: usize = 200;

/// Puts every late piece (`<div hidden id="S:1">`) into its place (`<template id="B:1">` or `P:1`), and shows it.
/// Returns the depth of the tree where anything was moved.
pub(super) fn settle(document: &Document) -> Option<usize> {
    let (pieces, places) = found(document);
    if pieces.is_empty() {
        return None;
    }
    for (number, piece) in pieces {
        piece.remove_attr("hidden");
        // A piece that holds its own place stays where it is.
        if let Some(place) = places.get(&number).filter(|place| !is_inside(place, &piece)) {
            place.insert_before(&piece);
        }
    }
    Some(depth(document))
}

type Pieces<'d> = Vec<(String, NodeRef<'d>)>;
type Places<'d> = HashMap<String, NodeRef<'d>>;

/// The late pieces and the places for them, with their numbers.
fn found(document: &Document) -> (Pieces<'_>, Places<'_>) {
    let (mut pieces, mut places) = (Vec::new(), HashMap::new());
    let root = document.root();
    // The tree can't be looked at while the iterator goes over it.
    let elements: Vec<NodeRef> = root.descendants_it().collect();
    for node in elements {
        let Some(id) = node.attr("id").filter(|_| pieces.len() < MAX_PIECES) else { continue };
        match id.split_once(':') {
            Some(("S", number)) if node.has_attr("hidden") => pieces.push((number.to_owned(), node)),
            Some(("B" | "P", number)) if node.has_name("template") => {
                places.insert(number.to_owned(), node);
            }
            _ => {}
        }
    }
    (pieces, places)
}

fn is_inside(node: &NodeRef, other: &NodeRef) -> bool {
    let mut at = Some(*node);
    while let Some(node) = at {
        if node.id == other.id {
            return true;
        }
        at = node.parent();
    }
    false
}

/// Levels below the root.
fn depth(document: &Document) -> usize {
    let root = document.root();
    let (mut node, mut at, mut most) = (root, 0, 0);
    loop {
        if let Some(child) = node.first_child() {
            (node, at) = (child, at + 1);
            most = most.max(at);
            continue;
        }
        loop {
            if node.id == root.id {
                return most;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => (node, at) = (parent, at.saturating_sub(1)),
                None => return most,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::html::parse::parse;

    #[test]
    fn late_pieces_come_where_they_belong() {
        let page = "<body><p>One</p><template id=\"B:0\"></template><p>Four</p>\
                    <div hidden id=\"S:0\"><p>Two</p><template id=\"P:1\"></template></div>\
                    <div hidden id=\"S:1\"><p>Three</p></div><div hidden id=menu>Menu</div></body>";
        let text = crate::html::Page::new(&parse(page).unwrap()).text;
        assert_eq!(text, "One\nTwo\nThree\nFour");
    }

    #[test]
    fn pieces_that_hold_their_own_places_or_pile_up_do_no_harm() {
        let own = "<template id=\"B:0\"></template><div hidden id=\"S:0\"><p>One</p><template id=\"B:0\"></template></div>";
        assert!(parse(own).is_ok());
        let many: String = (0..150)
            .map(|i| {
                let next = i + 1;
                let deep = "<div>".repeat(9);
                format!("<div hidden id=\"S:{i}\">{deep}<template id=\"B:{next}\"></template></div></div></div></div></div></div></div></div></div></div>")
            })
            .collect();
        assert!(parse(&format!("<template id=\"B:0\"></template>{many}")).is_err());
    }
}
