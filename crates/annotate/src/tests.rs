//! What holds of every annotation, whatever the text.

use super::*;
use crate::structure::tests::{body, messy};
use onrecord_text::{Span, merge};
use proptest::prelude::*;

/// Text with many cues, names, marks and times, put together at random.
fn reports() -> impl Strategy<Value = String> {
    let bit = prop::sample::select(vec![
        "Ada Moor ",
        "Moor ",
        "he ",
        "she ",
        "the mayor of Tarn ",
        "said ",
        "says ",
        "that ",
        "told ",
        "reporters ",
        "“",
        "”",
        "\"",
        ", ",
        ". ",
        "? ",
        "according to ",
        "the bridge is closed",
        "adding ",
        "to ",
        "vowed ",
        "was ",
        "asked ",
        "whether ",
        "on Monday ",
        "his claim ",
        "and ",
        "who ",
        "— ",
        ": ",
        "\n",
        "\n\n",
        "(",
        ") ",
        "’s ",
        "by ",
        "wrote",
        "In ",
        "not ",
        "it ",
        "expected ",
        "MOOR: ",
        "called ",
        "for ",
        "’ve ",
        "don’t ",
        "as saying ",
        "2021 ",
        "last week ",
        "é",
        "; ",
    ]);
    prop::collection::vec(bit, 0..100).prop_map(|v| v.concat())
}

proptest! {
    #[test]
    fn every_span_is_a_slice_of_the_body_in_order(
        text in prop_oneof![messy(), reports(), reports(), "\\PC{0,200}"],
        whole in any::<bool>(),
        cuts in prop::collection::vec(0usize..600, 0..8),
    ) {
        let body = if whole { vec![Span::new(0, text.len())] } else { body(&text, cuts) };
        let published = "2021-12-21".parse().ok();
        let input = Input { text: &text, body: &body, published, byline: Some("Ada Moor") };
        let annotation = annotate(&input);
        let body = merge(body.clone());
        let fits = |s: &Span| {
            s.get(&text).is_some_and(|t| !t.is_empty())
                && body.iter().any(|b| b.start <= s.start && s.start < b.end)
                && body.iter().any(|b| b.start < s.end && s.end <= b.end)
        };
        let count = annotation.statements.len();
        let mut last = 0;
        for (i, s) in annotation.statements.iter().enumerate() {
            prop_assert!(!s.content.is_empty());
            for role in [&s.source, &s.cue, &s.content] {
                prop_assert!(role.iter().all(fits), "{:?}", s);
                prop_assert!(role.windows(2).all(|w| w[0].end <= w[1].start), "{:?}", s);
            }
            let first = [&s.source, &s.cue, &s.content].iter().filter_map(|r| r.first()).map(|s| s.start).min();
            prop_assert!(first.is_some_and(|f| f >= last));
            last = first.unwrap_or(last);
            prop_assert!(s.inside.is_none_or(|j| j < count && j != i));
            // No statement is inside itself by way of others.
            let mut up = s.inside;
            for _ in 0..=count {
                up = up.and_then(|j| annotation.statements[j].inside);
            }
            prop_assert_eq!(up, None);
            let party = match &s.speaker {
                Speaker::Known { party, via, .. } => {
                    prop_assert!(via.iter().all(fits));
                    Some(*party)
                }
                Speaker::Unknown { .. } => None,
            };
            for p in party.into_iter().chain(s.addressee) {
                prop_assert!(p < annotation.parties.len());
            }
        }
        prop_assert_eq!(annotate(&input), annotation);
    }
}

#[test]
fn a_body_that_does_not_fit_the_text_is_cut_to_it() {
    let text = "“Così,” said Ada Moor.";
    let body = [Span { start: 0, end: 900 }, Span { start: 7, end: 9 }];
    let annotation = annotate(&Input { text, body: &body, published: None, byline: None });
    assert_eq!(annotation.statements.len(), 1);
}

#[test]
fn ten_megabytes_of_cues_on_one_line_are_read() {
    for unit in [
        "he said ",
        "he said, ",
        "“a” he said ",
        "that he, who said, ",
        "Moor and Reed ",
        "“he said ",
        "said that he ",
    ] {
        let text = unit.repeat(200_000);
        let document = structure::Document::new(&text, &[Span::new(0, text.len())]);
        assert!(!document.tokens.is_empty());
        attribution::attribute(&document);
    }
}
