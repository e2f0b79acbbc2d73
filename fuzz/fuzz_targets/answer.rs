//! Any bytes as what a web server answered: what comes out is within the limit, whatever it was packed in.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use onrecord_read::{Answer, Declared, decode};

/// Most bytes of the page.
const MAX: u64 = 1 << 16;

fuzz_target!(|data: &[u8]| -> Corpus {
    let Some(answer) = Answer::parse(data) else { return Corpus::Reject };
    if let Ok(raw) = answer.document("a".to_owned(), Declared::default(), MAX) {
        assert!(raw.bytes.len() as u64 <= MAX);
        let _ = decode(raw);
    }
    Corpus::Keep
});
