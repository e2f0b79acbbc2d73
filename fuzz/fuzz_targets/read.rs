//! Any bytes, as a file of any kind: no panic, an end, and nothing that is larger than the limit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_fuzz::{choose, read_as};

/// What the first byte chooses from.
const ENDINGS: [&str; 12] =
    ["warc", "warc.gz", "warc.zst", "xml", "rtf", "txt", "html", "docx", "zip", "tar", "jsonl.gz", "csv"];

fuzz_target!(|data: &[u8]| {
    if let Some((ending, bytes)) = choose(&ENDINGS, data) {
        read_as(&format!("a.{ending}"), bytes);
    }
});
