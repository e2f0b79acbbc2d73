//! RSS (<https://www.rssboard.org/rss-specification>) and Atom (RFC 4287).

use super::{Entry, Feed, filled};
use crate::xml::{Node, Nodes};

/// Elements may lie so deep in one another.
const MAX_DEPTH: usize = 200;

/// An element that is open.
struct Element {
    /// Its name without prefix (`content:encoded` keeps it, as other prefixes use `content` too).
    name: String,
    attributes: Vec<(String, String)>,
    /// The text directly and indirectly in it.
    text: String,
    /// The byte behind its start.
    from: usize,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// Reads a feed, up to its end or a fault.
pub(super) fn feed(text: &str) -> Feed {
    let mut feed = Feed::default();
    let mut open: Vec<Element> = Vec::new();
    let mut entry: Option<Entry> = None;
    let mut nodes = Nodes::new(text);
    let mut before = 0;
    while let Some(node) = nodes.next() {
        match node {
            Node::Start(name, attributes) => {
                let name = match name.as_str() {
                    "content:encoded" => name,
                    _ => name.rsplit(':').next().unwrap_or(&name).to_owned(),
                };
                if matches!(name.as_str(), "item" | "entry") {
                    entry = Some(Entry {
                        language: attributes.iter().find(|(n, _)| n == "xml:lang").map(|(_, v)| v.clone()),
                        ..Entry::default()
                    });
                }
                if open.len() >= MAX_DEPTH {
                    feed.fault = Some(format!("its elements lie more than {MAX_DEPTH} deep in one another"));
                    break;
                }
                open.push(Element { name, attributes, text: String::new(), from: nodes.position() });
            }
            Node::Text(piece) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&piece);
                }
            }
            Node::End => {
                let Some(element) = open.pop() else { continue };
                let parent = open.last().map(|e| e.name.as_str()).unwrap_or_default();
                match (&mut entry, element.name.as_str()) {
                    (Some(_), "item" | "entry") => feed.entries.extend(entry.take()),
                    (Some(entry), _) => {
                        // Markup as it stands, where the element is markup.
                        let markup = text.get(element.from..before).unwrap_or_default();
                        field(entry, &element, parent, markup);
                    }
                    (None, "title") if matches!(parent, "channel" | "feed") => {
                        feed.title = filled(&element.text)
                    }
                    (None, "language") if parent == "channel" => feed.language = filled(&element.text),
                    (None, "feed" | "rss") => {
                        if let Some(language) = element.attribute("xml:lang") {
                            feed.language = feed.language.or_else(|| filled(language));
                        }
                    }
                    _ => {}
                }
                // What is inside an element that is not a field of its own is text of the one around it.
                if let Some(outer) = open.last_mut()
                    && !matches!(outer.name.as_str(), "item" | "entry" | "channel" | "feed" | "rss" | "RDF")
                {
                    outer.text.push_str(&element.text);
                }
            }
        }
        before = nodes.position();
    }
    if let Some((what, at)) = nodes.fault {
        feed.fault = Some(format!("byte {at}: {what}"));
    }
    feed
}

/// Takes an element inside an entry for the field that it is, if it is one.
fn field(entry: &mut Entry, element: &Element, parent: &str, markup: &str) {
    let text = filled(&element.text);
    let set = |slot: &mut Option<String>, value: Option<String>| {
        if slot.is_none() {
            *slot = value;
        }
    };
    let in_entry = matches!(parent, "item" | "entry");
    let named = entry.authors.iter().any(|a| element.text.contains(a.as_str()));
    match element.name.as_str() {
        "title" if parent == "source" => set(&mut entry.source, text),
        "source" if parent == "item" => set(&mut entry.source, text),
        "name" if parent == "author" => entry.authors.extend(text),
        _ if !in_entry => {}
        "title" => set(&mut entry.title, text),
        "guid" | "id" => set(&mut entry.id, text),
        "link" => match (element.attribute("rel"), element.attribute("href")) {
            (None | Some("alternate"), Some(href)) => set(&mut entry.link, filled(href)),
            (None, None) => set(&mut entry.link, text),
            _ => {}
        },
        // RSS writes an author as an address with the name in brackets; Atom has a name inside.
        "author" | "creator" if !named && (entry.authors.is_empty() || element.name == "creator") => {
            let text = element.text.trim();
            let name = text.split_once('(').map_or(text, |(_, name)| name.trim_end_matches(')'));
            entry.authors.extend(filled(name));
        }
        "pubDate" | "date" | "published" | "issued" => set(&mut entry.published, text),
        "updated" | "modified" => set(&mut entry.updated, text),
        "content:encoded" => entry.content = text.or(entry.content.take()),
        "content" if element.attribute("src").is_none() && element.attribute("url").is_none() => {
            let value = if element.attribute("type") == Some("xhtml") { filled(markup) } else { text };
            set(&mut entry.content, value);
        }
        "description" | "summary" | "abstract" => {
            let value = if element.attribute("type") == Some("xhtml") { filled(markup) } else { text };
            set(&mut entry.summary, value);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rss_entries_are_read() {
        let feed = feed(
            "<rss xmlns:content='x'><channel><title>Dunmore Post</title><language>en-ie</language>
            <item><title>Rain &amp; hail</title><link>https://dunmore.example/1</link>
              <guid isPermaLink='false'>p1</guid><dc:creator>Ada Novak</dc:creator>
              <pubDate>Tue, 11 Mar 2031 08:00:00 GMT</pubDate><description>It fell.</description>
              <content:encoded><![CDATA[<p>It fell <b>hard</b>.</p>]]></content:encoded></item>
            <item><title>Snow</title><author>ben@dunmore.example (Ben Oyelaran)</author>
              <description>&lt;p&gt;Soon.&lt;/p&gt;</description></item></channel></rss>",
        );
        assert_eq!((feed.title.as_deref(), feed.language.as_deref()), (Some("Dunmore Post"), Some("en-ie")));
        let [one, two] = &feed.entries[..] else { panic!("{feed:?}") };
        assert_eq!(one.title.as_deref(), Some("Rain & hail"));
        assert_eq!((one.id.as_deref(), &one.authors[..]), (Some("p1"), &["Ada Novak".to_owned()][..]));
        assert_eq!(one.content.as_deref(), Some("<p>It fell <b>hard</b>.</p>"));
        assert_eq!((two.content.as_deref(), two.summary.as_deref()), (None, Some("<p>Soon.</p>")));
        assert_eq!(two.authors, ["Ben Oyelaran"]);
    }

    #[test]
    fn atom_entries_are_read() {
        let feed = feed(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Dunmore Post</title>
            <entry><title type='html'>Rain</title><link rel='self' href='x'/><link href='https://dunmore.example/1'/>
              <id>tag:1</id><published>2031-03-11T08:00:00Z</published><updated>2031-03-12</updated>
              <author><name>Ada Novak</name><uri>x</uri></author>
              <content type='xhtml'><div><p>It <i>fell</i>.</p></div></content></entry></feed>",
        );
        let entry = &feed.entries[0];
        assert_eq!(entry.link.as_deref(), Some("https://dunmore.example/1"));
        assert_eq!(entry.content.as_deref(), Some("<div><p>It <i>fell</i>.</p></div>"));
        assert_eq!(entry.authors, ["Ada Novak"]);
        assert_eq!(feed.language.as_deref(), Some("en"));
    }

    #[test]
    fn a_broken_feed_gives_what_stands_before_the_fault() {
        let feed = feed("<rss><channel><item><title>A</title></item><item <![");
        assert_eq!(feed.entries.len(), 1);
        assert!(feed.fault.unwrap().contains("byte"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "(</?(item|entry|title|content|link|a:b)|[<>/='\"&;!\\[\\]a-z -]){0,60}") {
            feed(&text);
        }
    }
}
