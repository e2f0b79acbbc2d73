//! The W3C Web Annotation model as JSON-LD: an annotation a piece of a statement.
//!
//! Each target is a version of an article, named by the hash of its text, with two selectors that say the same: the
//! words between what stands before and behind them, and their place in Unicode code points.

use super::annotations::{each_statement, roles};
use crate::output::diff::LIKE_NO_OTHER;
use onrecord_record::query::{Slice, StatementRow};
use onrecord_record::{Record, Result};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{self, Write};

/// Code points before and behind the words.
const AROUND: usize = 32;

/// Writes an AnnotationCollection in one page; gives the number of annotations. The outer error is the record's,
/// the inner one that of `out`.
pub fn write(record: &Record, out: &mut dyn Write) -> Result<io::Result<u64>> {
    let captured: HashMap<String, String> = record.captures()?.into_iter().collect();
    let alone = record.quotations_like_no_other()?;
    let mut total = 0;
    let mut fill = || -> Result<io::Result<()>> {
        let head = json!(["http://www.w3.org/ns/anno.jsonld", {
            "onrecord": "urn:onrecord:", "digest": "onrecord:digest", "captured": "onrecord:captured",
            "outlet": "onrecord:outlet", "published": "onrecord:published", "partOfStatement": "onrecord:statement",
        }]);
        if let Err(e) = write!(
            out,
            "{{\"@context\": {head},\n \"id\": \"urn:onrecord:annotations\", \"type\": \"AnnotationCollection\",\n \
             \"first\": {{\"id\": \"urn:onrecord:annotations:1\", \"type\": \"AnnotationPage\", \"items\": ["
        ) {
            return Ok(Err(e));
        }
        let written = each_statement(record, |row, text| {
            for (role, slices) in roles(row) {
                for (piece, slice) in slices.iter().enumerate() {
                    let between = if total == 0 { "\n" } else { ",\n" };
                    write!(
                        out,
                        "{between}{}",
                        annotation(
                            row,
                            (role, piece, slice),
                            text,
                            captured.get(&row.article.id),
                            alone.contains(&row.id)
                        )
                    )?;
                    total += 1;
                }
            }
            Ok::<(), io::Error>(())
        })?;
        Ok(written.and_then(|()| writeln!(out, "\n ]}},\n \"total\": {total}}}")).and_then(|()| out.flush()))
    };
    Ok(fill()?.map(|()| total))
}

fn annotation(
    row: &StatementRow,
    (role, piece, slice): (&str, usize, &Slice),
    text: &[char],
    captured: Option<&String>,
    like_no_other: bool,
) -> Value {
    let mut body = vec![json!({"type": "TextualBody", "purpose": "tagging", "value": role})];
    if role == "content" {
        body.push(json!({"type": "TextualBody", "purpose": "classifying", "value": row.kind}));
        if like_no_other {
            body.push(json!({
                "type": "TextualBody", "purpose": "describing", "value": LIKE_NO_OTHER, "language": "en",
            }));
        }
        if let Some(who) = &row.speaker {
            body.push(json!({
                "type": "SpecificResource", "purpose": "identifying",
                "source": {"id": format!("urn:onrecord:{}", who.id), "label": who.name},
            }));
        }
        if let Some(state) = row.review.as_ref().and_then(|r| r.state.as_ref()) {
            body.push(json!({"type": "TextualBody", "purpose": "assessing", "value": state}));
        }
    }
    json!({
        "id": format!("urn:onrecord:{}:{role}:{piece}", row.id),
        "type": "Annotation",
        "motivation": "identifying",
        "partOfStatement": format!("urn:onrecord:{}", row.id),
        "body": body,
        "target": {
            "type": "SpecificResource",
            "source": source(row),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": slice.text,
                    "prefix": around(text, (slice.start as usize).saturating_sub(AROUND), slice.start as usize),
                    "suffix": around(text, slice.end as usize, slice.end as usize + AROUND),
                },
                {"type": "TextPositionSelector", "start": slice.start, "end": slice.end},
            ],
            "state": state(row, captured),
        },
    })
}

/// The version, and the page that it was taken from.
fn source(row: &StatementRow) -> Value {
    let article = &row.article;
    let mut source = json!({
        "id": format!("urn:onrecord:{}:sha256:{}", article.id, article.version),
        "type": "Text",
        "format": "text/plain",
    });
    for (key, value) in [
        ("language", &article.language),
        ("canonical", &article.url),
        ("outlet", &article.outlet),
        ("label", &article.title),
        ("published", &article.published),
    ] {
        if let Some(value) = value {
            source[key] = json!(value);
        }
    }
    source
}

/// When the version was captured, and the hash of its text. The model wants a date with a time; one that is known
/// less exactly stands beside it as it is.
fn state(row: &StatementRow, captured: Option<&String>) -> Value {
    let mut state = json!({"type": "TimeState", "digest": format!("sha256:{}", row.article.version)});
    if let Some(captured) = captured {
        let key = if captured.contains('T') { "sourceDate" } else { "captured" };
        state[key] = json!(captured);
    }
    state
}

fn around(text: &[char], from: usize, to: usize) -> String {
    text.get(from..to.min(text.len())).map(|c| c.iter().collect()).unwrap_or_default()
}
