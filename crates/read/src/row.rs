//! A row's fields as a document.

use crate::{Declared, FieldMap, Media, RawDocument, Reason, SetAside, parse_date};
use serde_json::Value;

/// The document that a JSON object or table row holds.
pub(crate) fn document(row: &Value, locator: String, fields: &FieldMap) -> Result<RawDocument, SetAside> {
    let aside = |reason, detail| SetAside::new(&locator, reason, detail);
    if !row.is_object() {
        let detail =
            format!("it is {}, not a JSON object. Write a document as an object: {{\"text\": …}}", kind(row));
        return Err(aside(Reason::BadRow, detail));
    }
    let string = |what| {
        let values = fields.names(what).into_iter().filter_map(|name| field(row, name));
        // A person or an outlet may be an object with a name; a text is none.
        values.filter(|v| !v.is_object() || matches!(what, "byline" | "outlet")).find_map(plain)
    };
    let text = fields.wants_text().then(|| string("text")).flatten();
    let html = if text.is_none() && fields.wants_html() { string("html") } else { None };
    let (text, media) = match (text, html) {
        (Some(text), _) => {
            let media = crate::kind::media_of(&text);
            (text, media)
        }
        (None, Some(html)) => (html, Media::Html),
        (None, None) => return Err(aside(Reason::MissingText, missing(row, fields))),
    };
    let date = |what| string(what).and_then(|s| parse_date(&s));
    let declared = Declared {
        id: string("id"),
        url: string("url"),
        title: string("title"),
        byline: string("byline"),
        outlet: string("outlet"),
        published: date("published"),
        captured: date("captured"),
        language: string("language"),
        ..Declared::default()
    };
    Ok(RawDocument { declared, ..RawDocument::new(locator, Some(media), text.into_bytes()) })
}

/// The value under a name, or under a dotted path. Exact names win over ones that differ in case or
/// separators.
fn field<'a>(row: &'a Value, name: &str) -> Option<&'a Value> {
    let object = row.as_object()?;
    if let Some(value) = object.get(name) {
        return Some(value);
    }
    if let Some(value) = object.iter().find(|(key, _)| same_name(key, name)).map(|(_, value)| value) {
        return Some(value);
    }
    let (first, rest) = name.split_once('.')?;
    field(field(row, first)?, rest)
}

fn same_name(a: &str, b: &str) -> bool {
    let plain = |s: &'_ str| {
        s.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect::<String>()
    };
    a.len().abs_diff(b.len()) <= 4 && plain(a) == plain(b)
}

/// A value as one string; a list's values joined with ", ", an object by its `name`. `None` of null and of an empty
/// string.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => (!s.trim().is_empty()).then(|| s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().filter_map(plain).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        Value::Object(object) => plain(object.get("name").filter(|name| !name.is_object())?),
        Value::Null | Value::Bool(_) => None,
    }
}

fn missing(row: &Value, fields: &FieldMap) -> String {
    let keys: Vec<&str> =
        row.as_object().into_iter().flat_map(|o| o.keys()).take(12).map(String::as_str).collect();
    let wanted = fields.text.as_deref().or(fields.html.as_deref());
    let wanted = wanted.map_or("field of a usual name (text, body, content, html …)".to_owned(), |w| {
        format!("field “{w}”")
    });
    format!(
        "no {wanted} with text in it; the row has: {}. Say which field holds the \
         text (--field text=NAME)",
        keys.join(", ")
    )
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(row: Value, fields: &FieldMap) -> Result<RawDocument, SetAside> {
        document(&row, "rows.jsonl#3".into(), fields)
    }

    #[test]
    fn usual_names_are_understood() {
        let row = json!({"ID": 7, "maintext": "Rain fell.", "authors": ["Ada Novak", {"name": "Ben Oyelaran"}],
            "source": {"id": null, "name": "Dunmore Post"}, "publishedAt": "2021-12-21T09:00:00Z", "title": " "});
        let document = read(row, &FieldMap::default()).unwrap();
        assert_eq!(document.bytes, b"Rain fell.");
        let d = &document.declared;
        assert_eq!(d.id.as_deref(), Some("7"));
        assert_eq!(d.byline.as_deref(), Some("Ada Novak, Ben Oyelaran"));
        assert_eq!(d.outlet.as_deref(), Some("Dunmore Post"));
        assert_eq!(d.published.unwrap().to_string(), "2021-12-21T09:00:00Z");
        assert_eq!(d.title, None);
    }

    #[test]
    fn an_object_is_called_by_its_name() {
        let row = json!({"text": "Rain fell.", "author": {"@type": "Person", "name": "Ada Novak"}, "source": {"id": 3}});
        let d = read(row, &FieldMap::default()).unwrap().declared;
        assert_eq!((d.byline.as_deref(), d.outlet), (Some("Ada Novak"), None));
    }

    #[test]
    fn a_named_field_is_the_only_one_tried() {
        let fields = FieldMap { text: Some("story.full".into()), ..FieldMap::default() };
        let row = json!({"text": "teaser", "story": {"full": "Rain fell."}});
        assert_eq!(read(row, &fields).unwrap().bytes, b"Rain fell.");
        let error = read(json!({"text": "teaser", "html": "<p>"}), &fields).unwrap_err();
        assert_eq!(error.reason, Reason::MissingText);
        assert!(
            error.detail.contains("story.full") && error.detail.contains("text, html"),
            "{}",
            error.detail
        );
    }

    #[test]
    fn html_is_used_where_there_is_no_text() {
        let row = json!({"text": "", "html": "<p>Rain fell."});
        assert_eq!(read(row, &FieldMap::default()).unwrap().media, Some(Media::Html));
    }

    #[test]
    fn what_is_no_object_is_a_bad_row() {
        assert_eq!(read(json!([1]), &FieldMap::default()).unwrap_err().reason, Reason::BadRow);
    }
}
