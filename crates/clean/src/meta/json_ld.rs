//! What a page's JSON-LD says of the article. <https://schema.org/NewsArticle>

use serde_json::{Map, Value};
use std::collections::HashMap;

/// The facts of the article's own node; nodes that it points to by `@id` are followed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct JsonLd {
    pub headline: Option<String>,
    pub published: Option<String>,
    /// That is said of the page alone; no node is an article with a date.
    pub published_page: bool,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
}

/// More nodes than this are not looked at.
const MAX_NODES: usize = 5000;

impl JsonLd {
    /// From the contents of a page's JSON-LD scripts. What is not JSON is passed over.
    pub(crate) fn new(scripts: &[String]) -> JsonLd {
        let values: Vec<Value> = scripts.iter().filter_map(|s| lenient(s)).collect();
        let mut nodes = Vec::new();
        values.iter().for_each(|v| flatten(v, &mut nodes));
        let by_id: HashMap<&str, &Map<String, Value>> = nodes
            .iter()
            .filter(|n| n.len() > 1)
            .filter_map(|n| Some((n.get("@id")?.as_str()?, *n)))
            .collect();
        let rank = |n: &Map<String, Value>| types(n).filter_map(article_rank).min();
        let mut articles: Vec<(u8, &Map<String, Value>)> =
            nodes.iter().filter_map(|n| rank(n).map(|r| (r, *n))).collect();
        articles.sort_by_key(|(rank, _)| *rank);
        let mut out = JsonLd::default();
        for (rank, node) in articles {
            let text = |key: &str| node.get(key).and_then(|v| string(v, &by_id));
            let set = |field: &mut Option<String>, value: Option<String>| {
                if field.is_none() {
                    *field = value;
                }
            };
            if out.published.is_none() {
                (out.published, out.published_page) = (text("datePublished"), rank > 1);
            }
            set(&mut out.language, text("inLanguage"));
            if rank > 1 {
                // A web page's name is not a headline and its author not the article's.
                continue;
            }
            set(&mut out.headline, text("headline").or_else(|| text("name")));
            set(&mut out.publisher, text("publisher"));
            set(&mut out.url, text("url").or_else(|| text("mainEntityOfPage")));
            if out.authors.is_empty() {
                out.authors = node
                    .get("author")
                    .or_else(|| node.get("creator"))
                    .map(|v| names(v, &by_id))
                    .unwrap_or_default();
            }
        }
        out
    }
}

/// How surely a node of this type is the article: 0 an article, 1 other works, 2 the page around it.
fn article_rank(kind: &str) -> Option<u8> {
    let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
    match kind {
        _ if kind.ends_with("Article") || kind.ends_with("NewsArticle") || kind == "BlogPosting" => Some(0),
        "Report" | "SocialMediaPosting" | "LiveBlogPosting" | "Posting" | "Review" | "Recipe" | "HowTo" => {
            Some(1)
        }
        "CreativeWork" | "MediaObject" | "PodcastEpisode" | "QAPage" | "Course" => Some(1),
        "WebPage" | "ItemPage" | "AboutPage" | "FAQPage" => Some(2),
        _ => None,
    }
}

fn types(node: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let value = node.get("@type");
    let one = value.and_then(Value::as_str);
    let many = value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(many)
}

/// Every object, in document order.
fn flatten<'a>(value: &'a Value, out: &mut Vec<&'a Map<String, Value>>) {
    let mut stack = vec![value];
    while let Some(value) = stack.pop() {
        if out.len() >= MAX_NODES {
            return;
        }
        match value {
            Value::Object(node) => {
                out.push(node);
                stack.extend(node.values().rev());
            }
            Value::Array(list) => stack.extend(list.iter().rev()),
            _ => {}
        }
    }
}

type Nodes<'a> = HashMap<&'a str, &'a Map<String, Value>>;

/// A value as text: itself, its name or `@id`, or the first of a list.
fn string(value: &Value, nodes: &Nodes) -> Option<String> {
    match value {
        Value::String(s) => clean(s),
        Value::Array(list) => list.iter().find_map(|v| match v {
            Value::Array(_) => None,
            _ => string(v, nodes),
        }),
        Value::Object(node) => {
            let node = resolve(node, nodes);
            ["name", "@value", "alternateName", "@id", "url"]
                .iter()
                .find_map(|k| node.get(*k).and_then(Value::as_str).and_then(clean))
        }
        _ => None,
    }
}

fn names(value: &Value, nodes: &Nodes) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter(|v| !v.is_array()).flat_map(|v| names(v, nodes)).collect(),
        Value::String(s) => clean(s).into_iter().collect(),
        Value::Object(node) => match resolve(node, nodes).get("name") {
            Some(name) => string(name, nodes).into_iter().collect(),
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn resolve<'a>(node: &'a Map<String, Value>, nodes: &Nodes<'a>) -> &'a Map<String, Value> {
    match node.get("@id").and_then(Value::as_str).and_then(|id| nodes.get(id)) {
        Some(target) if !node.contains_key("name") => target,
        _ => node,
    }
}

fn clean(text: &str) -> Option<String> {
    let text = super::unescape(text);
    (!text.is_empty()).then_some(text)
}

/// JSON as pages really hold it: in a CDATA section or a comment, with line ends inside strings.
fn lenient(script: &str) -> Option<Value> {
    let mut text = script.trim();
    for (start, end) in
        [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"), ("/*<![CDATA[*/", "/*]]>*/")]
    {
        text = text.strip_prefix(start).unwrap_or(text).trim();
        text = text.strip_suffix(end).unwrap_or(text).trim();
    }
    let text = text.trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        // The first value, whatever follows it.
        serde_json::Deserializer::from_str(&spaced).into_iter().next()?.ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(script: &str) -> JsonLd {
        JsonLd::new(&[script.to_owned()])
    }

    #[test]
    fn the_article_of_a_graph_is_read_and_references_followed() {
        let ld = read(
            r##"{"@graph": [{"@type": "WebSite", "name": "Dunmore Post", "datePublished": "2001-01-01"},
            {"@type": ["NewsArticle"], "headline": "Rain &amp; hail", "datePublished": "2021-12-21",
             "author": [{"@id": "#a"}, {"@type": "Person", "name": "Ben Oyelaran"}], "publisher": {"name": "Dunmore Post"}},
            {"@type": "Person", "@id": "#a", "name": "Ada Novak"}]}"##,
        );
        assert_eq!(ld.headline.as_deref(), Some("Rain & hail"));
        assert_eq!(ld.published.as_deref(), Some("2021-12-21"));
        assert_eq!(ld.authors, ["Ada Novak", "Ben Oyelaran"]);
        assert_eq!(ld.publisher.as_deref(), Some("Dunmore Post"));
    }

    #[test]
    fn broken_scripts_are_read_as_far_as_they_go() {
        assert_eq!(
            read("<!-- {\"@type\":\"Article\",\"headline\":\"Rain\nfell\"} -->").headline.as_deref(),
            Some("Rain fell")
        );
        assert_eq!(read("{\"@type\":\"Article\",\"headline\":\"Rain\"};").headline.as_deref(), Some("Rain"));
        assert_eq!(read("{nonsense"), JsonLd::default());
        assert_eq!(read(&"[".repeat(100_000)), JsonLd::default());
    }
}
