//! Any text as what a person types: words to look for, an id, a name, a draft whose quotations are checked.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use onrecord_fuzz::{choose, samples};
use onrecord_record::query::Filter;
use onrecord_text::Span;

thread_local! {
    static RECORD: onrecord_record::Record = samples();
}

fuzz_target!(|data: &[u8]| -> Corpus {
    let Some((what, bytes)) = choose(&["words", "article", "name", "draft"], data) else {
        return Corpus::Reject;
    };
    let Ok(text) = std::str::from_utf8(bytes) else { return Corpus::Reject };
    RECORD.with(|record| match what {
        "words" => {
            let words = Some(text.to_owned());
            if let Ok(hits) = record.statements(&Filter { words: words.clone(), ..Filter::default() }) {
                assert_eq!(hits.total, hits.rows.len(), "a number is the rows behind it");
            }
            let _ = record.search_articles(&Filter { words, ..Filter::default() });
        }
        "article" => {
            let _ = record.article(text);
            let _ = record.statement(text);
            let _ = record.version(text);
        }
        "name" => {
            let _ = record.find(text);
            let _ = record.parties_called(text);
        }
        _ => {
            let checked =
                record.verify_draft(text, &[Span::new(0, text.len())]).expect("the record can be asked");
            for quotation in checked {
                let slice: String = text
                    .chars()
                    .skip(quotation.start as usize)
                    .take((quotation.end - quotation.start) as usize)
                    .collect();
                assert_eq!(slice, quotation.text);
            }
        }
    });
    Corpus::Keep
});
