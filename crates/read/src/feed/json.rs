//! JSON Feed (<https://www.jsonfeed.org/version/1.1/>).

use super::{Entry, Feed, filled};
use serde_json::Value;

/// Reads a feed.
pub(super) fn feed(text: &str) -> Feed {
    let root: Value = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(root) => root,
        Err(error) => return Feed { fault: Some(format!("it is not JSON: {error}")), ..Feed::default() },
    };
    let string = |value: &Value, key: &str| match &value[key] {
        Value::String(text) => filled(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let authors = |value: &Value| -> Vec<String> {
        let list = value["authors"].as_array().cloned().unwrap_or_else(|| vec![value["author"].clone()]);
        list.iter().filter_map(|author| string(author, "name")).collect()
    };
    let items = root["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    let entries = items.iter().map(|item| Entry {
        id: string(item, "id"),
        link: string(item, "url").or_else(|| string(item, "external_url")),
        title: string(item, "title"),
        authors: match authors(item) {
            own if own.is_empty() => authors(&root),
            own => own,
        },
        published: string(item, "date_published"),
        updated: string(item, "date_modified"),
        content: string(item, "content_html").or_else(|| string(item, "content_text")),
        summary: string(item, "summary"),
        source: None,
        language: string(item, "language"),
    });
    Feed {
        title: string(&root, "title"),
        language: string(&root, "language"),
        entries: entries.collect(),
        fault: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read() {
        let feed = feed(
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Dunmore Post", "authors": [{"name": "Ada Novak"}],
            "items": [{"id": 7, "url": "https://dunmore.example/1", "content_html": "<p>Rain.</p>"}, {"summary": "x"}]}"#,
        );
        assert_eq!(feed.title.as_deref(), Some("Dunmore Post"));
        assert_eq!(feed.entries[0].id.as_deref(), Some("7"));
        assert_eq!(feed.entries[0].authors, ["Ada Novak"]);
        assert_eq!(feed.entries[1].summary.as_deref(), Some("x"));
        assert!(super::feed("{").fault.is_some());
    }
}
