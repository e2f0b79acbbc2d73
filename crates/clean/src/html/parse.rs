//! HTML to a DOM, within bounds.
//!
//! html5ever's work for a tag grows with the depth of the open elements, and some tag soups (formatting
//! elements that are never closed) multiply. So the page is fed in small pieces, and given up when the tree
//! has grown deeper or larger than any real page's.

use dom_query::{Document, NodeData, NodeId, NodeRef};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, parse_document};
use onrecord_read::Reason;

/// Deepest nesting that is read. Chromium cuts at 512; real pages stay under 200.
const MAX_DEPTH: usize = 512;
/// Most nodes that are read. Long pages with all their comments have 100,000.
const MAX_NODES: usize = 500_000;
/// Most attributes of one tag, and most `<html>` and `<body>` tags: html5ever compares each with all others.
const MAX_ATTRIBUTES: usize = 2_000;
const MAX_ROOTS: usize = 200;
/// Bytes fed at once; at most a fifth as many levels can be added by it.
const PIECE: usize = 4096;

/// Why a page was given up, and what it holds too much of.
pub(crate) type TooMuch = (Reason, String);

/// The page's DOM, with `noscript` parsed as where scripts do not run.
pub(crate) fn parse(html: &str) -> Result<Document, TooMuch> {
    check_tags(html)?;
    let mut options = ParseOpts::default();
    options.tree_builder.scripting_enabled = false;
    let mut parser = parse_document(Document::default(), options);
    let mut rest = html;
    let mut body = None;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE.min(rest.len())));
        rest = after;
        parser.process(StrTendril::from_slice(piece));
        check_tree(&parser.tokenizer.sink.sink, &mut body)?;
    }
    let document = parser.finish();
    check_tree(&document, &mut body)?;
    match super::streamed::settle(&document) {
        Some(depth) if depth > MAX_DEPTH => Err(too_deep()),
        _ => Ok(document),
    }
}

fn check_tree(document: &Document, body: &mut Option<NodeId>) -> Result<(), TooMuch> {
    if document.tree.len() > MAX_NODES {
        return Err((Reason::TooLarge, format!("it makes more than {MAX_NODES} nodes")));
    }
    if body.is_none() {
        *body = document.body().map(|b| b.id);
    }
    let start = body.map_or_else(|| document.root(), |id| NodeRef::new(id, &document.tree));
    if open_depth(start) > MAX_DEPTH {
        return Err(too_deep());
    }
    Ok(())
}

fn too_deep() -> TooMuch {
    (Reason::TooDeep, format!("its tags are nested deeper than {MAX_DEPTH}"))
}

/// Length of the chain of last children, which the open elements are on.
fn open_depth(start: NodeRef) -> usize {
    let mut depth = 0;
    let mut node = start;
    loop {
        let template = node.query_or(None, |n| match &n.data {
            NodeData::Element(e) => e.template_contents,
            _ => None,
        });
        if let Some(contents) = template {
            node = NodeRef::new(contents, node.tree);
        }
        let mut last = node.last_child();
        // What follows an open element in its parent can only be a few stray nodes.
        for _ in 0..64 {
            match last {
                Some(child) if !child.is_element() => last = child.prev_sibling(),
                _ => break,
            }
        }
        match last {
            Some(child) if child.is_element() => node = child,
            _ => return depth,
        }
        depth += 1;
    }
}

/// Looks at the tags without building anything, in one pass.
fn check_tags(html: &str) -> Result<(), TooMuch> {
    let bytes = html.as_bytes();
    let (mut at, mut roots) = (0, 0);
    while let Some(open) = find(bytes, at, b'<') {
        at = open + 1;
        let name = name_at(bytes, at);
        if name.is_empty() {
            continue;
        }
        if name.eq_ignore_ascii_case(b"html") || name.eq_ignore_ascii_case(b"body") {
            roots += 1;
        }
        let (end, attributes) = tag_end(bytes, at + name.len());
        if attributes > MAX_ATTRIBUTES {
            return Err((
                Reason::TooLarge,
                format!("a tag at byte {open} has more than {MAX_ATTRIBUTES} attributes"),
            ));
        }
        if roots > MAX_ROOTS {
            return Err((Reason::TooLarge, format!("it has more than {MAX_ROOTS} html and body tags")));
        }
        at = end;
        if [&b"script"[..], b"style"].iter().any(|n| name.eq_ignore_ascii_case(n)) {
            at = raw_end(bytes, at, name);
        }
    }
    Ok(())
}

fn find(bytes: &[u8], from: usize, what: u8) -> Option<usize> {
    bytes.get(from..)?.iter().position(|&b| b == what).map(|i| from + i)
}

fn name_at(bytes: &[u8], at: usize) -> &[u8] {
    let rest = &bytes[at..];
    if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
        return &[];
    }
    let end =
        rest.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')).unwrap_or(rest.len());
    &rest[..end]
}

/// Where the tag ends, and how many attributes it may have.
fn tag_end(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let (mut attributes, mut quote, mut value) = (0, None, false);
    let mut last = b' ';
    while let Some(&b) = bytes.get(at) {
        at += 1;
        match quote {
            Some(q) if b == q => quote = None,
            Some(_) => {}
            None => match b {
                b'>' => break,
                b'"' | b'\'' if value => quote = Some(b),
                _ if last.is_ascii_whitespace() || last == b'/' || matches!(last, b'"' | b'\'') => {
                    attributes += 1
                }
                _ => {}
            },
        }
        if quote.is_none() && !b.is_ascii_whitespace() {
            value = b == b'=';
        }
        last = b;
    }
    (at, attributes)
}

/// The end of a script or style, where its end tag starts.
fn raw_end(bytes: &[u8], mut at: usize, name: &[u8]) -> usize {
    while let Some(open) = find(bytes, at, b'<') {
        at = open + 1;
        if bytes.get(at) == Some(&b'/')
            && bytes.get(at + 1..at + 1 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name))
        {
            return open;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_parsed() {
        let page = "<!doctype html><title>a</title><body><p>One<p>Two <b>three</body>";
        assert_eq!(parse(page).unwrap().body().unwrap().text().to_string(), "OneTwo three");
        // Tags that close themselves are not nested, however many there are.
        assert!(parse(&"<p>a<br><li>b".repeat(20_000)).is_ok());
    }

    #[test]
    fn hostile_pages_are_given_up() {
        let many = |tag: &str, n: usize| tag.repeat(n);
        let numbered = |f: fn(usize) -> String, n: usize| (0..n).map(f).collect::<String>();
        for page in [
            many("<div>", 100_000),
            many("<b>", 50_000),
            numbered(|i| format!("<p><b a{i}=1></p>"), 50_000),
            numbered(|i| format!("<font color={i}></i>x"), 50_000),
            many("<a><div>", 50_000),
            many("<table><td>", 50_000),
            many("<template><div>", 50_000),
            many("<svg><g>", 50_000),
            many("<div></body><!--x-->", 50_000),
            format!("<p {}>", numbered(|i| format!("a{i}=1 "), 200_000)),
            format!("<p {}>", numbered(|i| format!("a{i}='1'"), 200_000)),
            numbered(|i| format!("<body a{i}=1>"), 100_000),
        ] {
            assert!(parse(&page).is_err(), "{}", &page[..40]);
        }
    }
}
