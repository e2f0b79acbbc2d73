//! Any bytes as rows: JSON Lines, JSON, tables, in UTF-8 or UTF-16, with the usual fields or with a mapping.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_fuzz::{choose, read_with};
use onrecord_read::{FieldMap, Options};

fuzz_target!(|data: &[u8]| {
    let Some((ending, data)) = choose(&["csv", "jsonl", "json", "tsv"], data) else { return };
    let Some((mapped, data)) = choose(&[false, true], data) else { return };
    let fields = if mapped {
        FieldMap { text: Some("story.full".into()), published: Some("day".into()), ..FieldMap::default() }
    } else {
        FieldMap::default()
    };
    read_with(&format!("a.{ending}"), data, Options { fields, ..Options::default() });
});
