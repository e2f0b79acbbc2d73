//! Any bytes as a page or a text, cleaned, alone and beside others of its outlet: no panic, and every mark is a slice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_clean::{Mark, clean, repeated::Repeated};
use onrecord_fuzz::choose;
use onrecord_read::{Declared, Media, RawDocument, decode};

fuzz_target!(|data: &[u8]| {
    let Some((media, bytes)) = choose(&[Some(Media::Html), Some(Media::Text), None], data) else { return };
    let raw = RawDocument {
        locator: "fuzz".into(),
        media,
        charset: None,
        bytes: bytes.to_vec(),
        declared: Declared::default(),
    };
    let Ok(document) = decode(raw) else { return };
    let Ok(cleaned) = clean(&document) else { return };
    let check = |marks: &[Mark]| {
        let slice = |m: &Mark| m.span.get(&cleaned.text).is_some_and(|s| !s.is_empty());
        assert!(marks.iter().all(slice));
        assert!(marks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    };
    check(&cleaned.chrome);
    let mut repeated = Repeated::default();
    repeated.add("Dunmore Post", &cleaned.text, &cleaned.chrome);
    for other in ["Rain fell", "Snow fell", "Hail fell"] {
        // The same lines in other articles.
        repeated.add("Dunmore Post", &format!("{other} on {}\n{}", other.repeat(40), cleaned.text), &[]);
    }
    let mut marks = repeated.marks("Dunmore Post", &cleaned.text, &cleaned.chrome);
    marks.extend(cleaned.chrome.iter().cloned());
    marks.sort();
    check(&marks);
});
