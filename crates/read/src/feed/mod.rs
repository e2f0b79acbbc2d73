//! Feeds: RSS 0.9 to 2.0, Atom and JSON Feed. Each entry is a document with its address, headline, author and
//! date; the outlet is the feed's title. Where a feed gives only a summary, the document is marked as a teaser.

mod json;
mod xml;

use crate::decode::text_of;
use crate::kind::media_of;
use crate::open::{Flow, Open, Place};
use crate::{Declared, Media, RawDocument, Reason, SetAside, parse_date};
use std::io::BufRead;

/// The fact that marks a document as a summary: what gave it.
pub const TEASER: &str = "Teaser";

/// A feed as far as it could be read.
#[derive(Debug, Default, PartialEq, Eq)]
struct Feed {
    title: Option<String>,
    language: Option<String>,
    entries: Vec<Entry>,
    /// What stopped its reading.
    fault: Option<String>,
}

/// An entry, as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    id: Option<String>,
    link: Option<String>,
    title: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    updated: Option<String>,
    /// The whole text, as HTML or plain.
    content: Option<String>,
    summary: Option<String>,
    /// The outlet, where the feed collects from several.
    source: Option<String>,
    language: Option<String>,
}

/// Whether a file begins like a feed.
pub(crate) fn is_feed(start: &str) -> bool {
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') {
        return start.contains("jsonfeed.org/version");
    }
    let mut rest = start;
    while let Some(after) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!")) {
        let end = if after.starts_with("--") { "-->" } else { ">" };
        let Some(at) = after.find(end) else { return false };
        rest = after[at + end.len()..].trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = &name[..name.find([' ', '>', '\n', '\r', '\t', '/']).unwrap_or(name.len())];
    matches!(name.rsplit(':').next(), Some("rss" | "feed" | "RDF" | "rdf"))
}

/// Reads a feed's entries.
pub(crate) fn read(open: &mut Open, place: &Place, input: &mut dyn BufRead) -> Flow {
    let Some(bytes) = open.whole(place, input)? else { return Flow::Continue(()) };
    let text = text_of(&bytes);
    let feed = if text.trim_start().starts_with('{') { json::feed(&text) } else { xml::feed(&text) };
    for (index, entry) in feed.entries.iter().enumerate() {
        (open.give)(document(place, &feed, entry, index))?;
    }
    match feed.fault {
        Some(fault) => {
            let detail = format!("the feed is damaged: {fault}. What stands before that was read");
            (open.give)(Err(SetAside::new(&place.locator, Reason::Damaged, detail)))
        }
        None => Flow::Continue(()),
    }
}

fn document(place: &Place, feed: &Feed, entry: &Entry, index: usize) -> Result<RawDocument, SetAside> {
    let link = entry.link.clone().or_else(|| entry.id.clone().filter(|id| id.starts_with("http")));
    // The entry's own name: its place in the feed changes with every new one.
    let name = entry.id.clone().or_else(|| link.clone()).unwrap_or_else(|| (index + 1).to_string());
    let locator = format!("{}#{name}", place.locator);
    let mut declared = Declared {
        id: entry.id.clone(),
        url: link,
        title: entry.title.clone(),
        byline: (!entry.authors.is_empty()).then(|| entry.authors.join(", ")),
        outlet: entry.source.clone().or_else(|| feed.title.clone()),
        published: entry.published.as_deref().or(entry.updated.as_deref()).and_then(parse_date),
        captured: None,
        language: entry.language.clone().or_else(|| feed.language.clone()),
        facts: Default::default(),
    };
    if let Some(updated) = &entry.updated {
        declared.facts.insert("Updated".to_owned(), updated.clone());
    }
    let text = match (&entry.content, &entry.summary) {
        (Some(content), _) => content,
        (None, Some(summary)) => {
            declared.facts.insert(TEASER.to_owned(), "the feed gives a summary only".to_owned());
            summary
        }
        (None, None) => {
            let detail = "the feed gives no text of this entry, only its headline. Read the page itself";
            return Err(SetAside::new(locator, Reason::MissingText, detail).saying(declared));
        }
    };
    let media = if text.contains("</") || text.contains("<p>") || text.contains("<br") || text.contains("/>")
    {
        Media::Html
    } else {
        media_of(text)
    };
    Ok(RawDocument { declared, ..RawDocument::new(locator, Some(media), text.clone().into_bytes()) })
}

/// A field's value: nothing where it is blank.
fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_told_by_its_root() {
        assert!(is_feed("\u{feff}<?xml version='1.0'?>\n<!-- x > y -->\n<rss version='2.0'>"));
        assert!(is_feed("<feed xmlns='http://www.w3.org/2005/Atom'>"));
        assert!(is_feed("<rdf:RDF xmlns='x'>"));
        assert!(is_feed("{\"version\": \"https://jsonfeed.org/version/1.1\"}"));
        assert!(!is_feed("<!DOCTYPE html><html><feed>"));
        assert!(!is_feed("<?xml version='1.0'?><sitemap>"));
    }
}
