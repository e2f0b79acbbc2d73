//! Any bytes as something packed: one stream, members one after the other, archives.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_fuzz::{choose, read_as};

/// What the first byte chooses from.
const ENDINGS: [&str; 9] =
    ["txt.gz", "warc.gz", "txt.zst", "warc.zst", "zip", "tar", "tar.gz", "txt.bz2", "txt.xz"];

fuzz_target!(|data: &[u8]| {
    if let Some((ending, bytes)) = choose(&ENDINGS, data) {
        read_as(&format!("a.{ending}"), bytes);
    }
});
