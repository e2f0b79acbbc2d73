//! A row of JSON Lines, read without an allocation where its strings allow it.

use memchr::memchr;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// A row, as [`onrecord_link::reuse::Bare`] has it, but that its text is left as JSON has it.
#[derive(Deserialize)]
pub struct Row<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    #[serde(borrow)]
    text: &'a RawValue,
    #[serde(borrow, default)]
    pub outlet: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub published: Option<Cow<'a, str>>,
}

impl<'a> Row<'a> {
    /// The text; its place may be `buffer`. `None` if it is no string.
    pub fn text<'b>(&self, buffer: &'b mut String) -> Option<&'b str>
    where
        'a: 'b,
    {
        unescaped(self.text.get(), buffer)
    }
}

/// What a string of JSON says.
fn unescaped<'b>(json: &'b str, buffer: &'b mut String) -> Option<&'b str> {
    let mut rest = json.strip_prefix('"')?.strip_suffix('"')?;
    if memchr(b'\\', rest.as_bytes()).is_none() {
        return Some(rest);
    }
    buffer.clear();
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        buffer.push_str(&rest[..at]);
        match escape(&rest[at + 1..]) {
            ControlFlow::Continue((c, len)) => {
                buffer.push(c);
                rest = &rest[at + 1 + len..];
            }
            // Two escapes that are one character, or none.
            ControlFlow::Break(()) => {
                *buffer = serde_json::from_str(json).ok()?;
                return Some(buffer);
            }
        }
    }
    buffer.push_str(rest);
    Some(buffer)
}

/// The character that an escape stands for, and its bytes behind the backslash.
fn escape(rest: &str) -> ControlFlow<(), (char, usize)> {
    let simple = |c| ControlFlow::Continue((c, 1));
    match rest.as_bytes().first() {
        Some(b'n') => simple('\n'),
        Some(b'"') => simple('"'),
        Some(b'\\') => simple('\\'),
        Some(b'/') => simple('/'),
        Some(b't') => simple('\t'),
        Some(b'r') => simple('\r'),
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{c}'),
        Some(b'u') => match rest.get(1..5).and_then(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?))
        {
            Some(c) => ControlFlow::Continue((c, 5)),
            None => ControlFlow::Break(()),
        },
        _ => ControlFlow::Break(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_say_what_serde_json_reads_in_them() {
        for json in [
            r#""""#,
            r#""plain – text""#,
            r#""one\ntwo\t\"three\" \\ \/ \b\f\r""#,
            r#""\u201cNo,\u201d she said \u00e9\u0041""#,
            r#""\ud83d\ude00 and \n on""#,
            r#""\\""#,
        ] {
            let mut buffer = "left over".to_owned();
            assert_eq!(
                unescaped(json, &mut buffer),
                serde_json::from_str::<String>(json).ok().as_deref(),
                "{json}"
            );
        }
        for json in [r#""\ud83d alone""#, "12", "null", "\"", r#"{"a":"b"}"#] {
            assert_eq!(unescaped(json, &mut String::new()), None, "{json}");
        }
    }

    #[test]
    fn a_row_needs_an_id_and_a_text() {
        let row = |json: &'static str| serde_json::from_slice::<Row>(json.as_bytes());
        let read = row(r#"{"id":"1","byline":["X"],"text":"A\nb.","outlet":"Tide"}"#).unwrap();
        assert_eq!(read.text(&mut String::new()), Some("A\nb."));
        assert_eq!((&*read.id, read.outlet.as_deref(), read.published), ("1", Some("Tide"), None));
        assert!(row(r#"{"id":"1"}"#).is_err());
    }
}
