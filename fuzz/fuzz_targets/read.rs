//! Any bytes, as a file of any kind: no panic, an end, and nothing that is larger than the limit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_read::{Options, Reader, decode};
use std::io::Cursor;

/// What the first byte chooses from.
const ENDINGS: [&str; 12] =
    ["warc", "warc.gz", "warc.zst", "xml", "rtf", "txt", "html", "docx", "zip", "tar", "jsonl.gz", "csv"];

const MAX: u64 = 1 << 16;

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let name = format!("a.{}", ENDINGS[*first as usize % ENDINGS.len()]);
    let options = Options { max_bytes: MAX, ..Options::default() };
    for raw in Reader::stream(&name, Cursor::new(bytes.to_vec()), options).flatten() {
        // Entities and old encodings grow by a small factor, never without bound.
        assert!(raw.bytes.len() as u64 <= 8 * MAX);
        let _ = decode(raw);
    }
});
