//! One row: its fields to a known party.

use onrecord_annotate::PartyKind;
use onrecord_link::party::{Known, KnownRole};
use onrecord_text::When;
use serde_json::Value;
use std::collections::BTreeMap;

/// The fields of a row.
pub(super) const FIELDS: [&str; 5] = ["name", "kind", "aliases", "ids", "roles"];

/// A row's fields by name. A text holds several things with `;` between them, as a list does.
pub(super) type Fields = BTreeMap<String, Value>;

/// What the fields say; else what is wrong with them.
pub(super) fn known(fields: &Fields) -> Result<Known, String> {
    let text = |field: &str| match fields.get(field) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.trim().to_owned()),
        Some(_) => Err(format!("{field} is no text; put it in quotation marks")),
    };
    let name = text("name")?;
    if !name.chars().any(char::is_alphabetic) {
        return Err("the row has no name; fill it in".to_owned());
    }
    let kind = text("kind")?;
    let kind = PartyKind::parse(&kind).filter(|k| k.is_named()).ok_or_else(|| {
        format!("the kind “{kind}” is none that can be known; write person, organisation or place")
    })?;
    let mut aliases = texts(fields, "aliases")?;
    aliases.retain(|a| *a != name);
    let ids = texts(fields, "ids")?.iter().map(|id| identifier(id)).collect::<Result<Vec<_>, _>>()?;
    let roles = list(fields, "roles")?.iter().map(role).collect::<Result<Vec<_>, _>>()?;
    Ok(Known { kind, name, aliases: sorted(aliases), ids: sorted(ids), roles: sorted(roles) })
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort();
    list.dedup();
    list
}

/// The things that a field holds.
fn list(fields: &Fields, field: &str) -> Result<Vec<Value>, String> {
    match fields.get(field) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(list)) => Ok(list.clone()),
        Some(Value::String(text)) => {
            Ok(text.split(';').map(str::trim).filter(|t| !t.is_empty()).map(Value::from).collect())
        }
        Some(_) => Err(format!("{field} is no list; write [\"…\", \"…\"]")),
    }
}

fn texts(fields: &Fields, field: &str) -> Result<Vec<String>, String> {
    let text = |value: Value| match value {
        Value::String(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        other => Err(format!("{field} has {other}, which is no text; put it in quotation marks")),
    };
    list(fields, field)?.into_iter().map(text).collect()
}

/// `scheme:id`; a bare Q and number is Wikidata's.
fn identifier(id: &str) -> Result<String, String> {
    let item = |id: &str| {
        id.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    if item(id) {
        return Ok(format!("wikidata:{id}"));
    }
    let plain = |s: &str| !s.is_empty() && !s.chars().any(|c| c.is_whitespace() || c.is_control());
    match id.split_once(':') {
        Some(("wikidata", rest)) if !item(rest) => {
            Err(format!("“{id}” is no item of Wikidata; write wikidata:Q and a number"))
        }
        Some((scheme, rest)) if plain(scheme) && plain(rest) => Ok(id.to_owned()),
        _ => Err(format!("“{id}” is no identifier; write scheme:id without spaces, or Q and a number")),
    }
}

/// "Foreign Minister of Tarvonia 2029-03/2031-02", or an object with title, of, from and until.
fn role(value: &Value) -> Result<KnownRole, String> {
    match value {
        Value::String(text) => {
            let dated = text.trim().rsplit_once(char::is_whitespace).filter(|(_, last)| last.contains('/'));
            let (title, days) = dated.unwrap_or((text, "/"));
            let (from, until) = days.split_once('/').unwrap_or_default();
            made(title, from, until)
        }
        Value::Object(fields) => {
            let known = ["title", "of", "from", "until"];
            if let Some(other) = fields.keys().find(|k| !known.contains(&k.as_str())) {
                return Err(format!("a role has no “{other}”; it has {}", known.join(", ")));
            }
            let text = |field: &str| match fields.get(field) {
                None | Some(Value::Null) => Ok(String::new()),
                Some(Value::String(text)) => Ok(text.clone()),
                Some(Value::Number(year)) => Ok(year.to_string()),
                Some(_) => Err(format!("a role’s {field} is no text; put it in quotation marks")),
            };
            let (title, of) = (text("title")?, text("of")?);
            let title =
                if of.trim().is_empty() { title } else { format!("{} of {}", title.trim(), of.trim()) };
            made(&title, &text("from")?, &text("until")?)
        }
        other => Err(format!("{other} is no role; write “Foreign Minister of Tarvonia 2029-03/2031-02”")),
    }
}

fn made(title: &str, from: &str, until: &str) -> Result<KnownRole, String> {
    let title = title.trim();
    if title.is_empty() {
        return Err("a role has no title; write “Foreign Minister of Tarvonia 2029-03/2031-02”".to_owned());
    }
    let date = |text: &str| match text.trim() {
        "" | ".." => Ok(None),
        date => date.parse::<When>().map(Some).map_err(|e| format!("“{title}” has dates that are none: {e}")),
    };
    let (from, until) = (date(from)?, date(until)?);
    if let (Some(a), Some(b)) = (from, until)
        && a.days().0 > b.days().1
    {
        return Err(format!("“{title}” ends on {b}, before it begins on {a}; change one of the dates"));
    }
    Ok(KnownRole { title: title.to_owned(), from, until })
}
