//! Any text as a file of parties that are known beforehand: every row is taken or named with its reason.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use onrecord_record::known::read;

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(data) else { return Corpus::Reject };
    let (rows, bad) = read(text);
    let lines = text.split(['\n', '\r']).count() as u64;
    for row in &rows {
        assert!((1..=lines).contains(&row.line) && !row.known.name.is_empty());
    }
    for row in &bad {
        assert!((1..=lines).contains(&row.line) && !row.reason.is_empty());
    }
    Corpus::Keep
});
