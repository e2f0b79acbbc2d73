//! Any text to the small parsers: dates, times, annotations of brat, labels of people, addresses.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_fuzz::choose;
use onrecord_read::{find_date, parse_date};
use onrecord_text::When;

fuzz_target!(|data: &[u8]| {
    let Some((what, bytes)) = choose(&["date", "when", "brat", "label", "address"], data) else { return };
    let text: &str = &String::from_utf8_lossy(bytes);
    match what {
        "date" => {
            let _ = parse_date(text);
            if let Some((_, range)) = find_date(text) {
                assert!(text.get(range).is_some());
            }
        }
        "when" => {
            if let Ok(when) = text.parse::<When>() {
                assert_eq!(when.to_string().parse().ok(), Some(when));
            }
        }
        "brat" => {
            let (annotations, article) = text.split_once("\n\n").unwrap_or((text, ""));
            if let Ok(gold) = onrecord_train::corpus::parse(annotations, article) {
                let mut spans = gold.iter().flat_map(|g| g.source.iter().chain(&g.cue).chain(&g.content));
                assert!(spans.all(|s| s.get(article).is_some()));
            }
        }
        "label" => {
            let (label, article) = text.split_once('\n').unwrap_or((text, ""));
            if let Ok(label) = onrecord_train::people::Label::read(label) {
                let _ = label.find(&onrecord_train::people::SingleSpaced::of(article));
            }
        }
        _ => {
            let _ = onrecord_clean::canonical_url(text);
        }
    }
});
