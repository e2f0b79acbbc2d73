//! Any bytes, as any kind of document, from decoding to statements: no panic, and every span is a slice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_annotate::{Input, annotate};
use onrecord_clean::clean;
use onrecord_read::{Declared, Media, RawDocument, decode};
use onrecord_text::Span;

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let media = match first % 3 {
        0 => None,
        1 => Some(Media::Html),
        _ => Some(Media::Text),
    };
    let raw = RawDocument {
        locator: "fuzz".into(),
        media,
        charset: None,
        bytes: bytes.to_vec(),
        declared: Declared::default(),
    };
    let Ok(document) = decode(raw) else { return };
    let Ok(cleaned) = clean(&document) else { return };
    let body = cleaned.body();
    let annotation = annotate(&Input {
        text: &cleaned.text,
        body: &body,
        published: cleaned.meta.published.as_ref().map(|d| d.when),
        byline: cleaned.meta.byline.as_deref(),
    });
    let slice = |span: &Span| assert!(span.get(&cleaned.text).is_some_and(|s| !s.is_empty()));
    body.iter().for_each(slice);
    cleaned.chrome.iter().for_each(|m| slice(&m.span));
    annotation.timexes.iter().for_each(|t| slice(&t.span));
    for s in &annotation.statements {
        s.source.iter().chain(&s.cue).chain(&s.content).for_each(slice);
        assert!(!s.content.is_empty());
    }
});
