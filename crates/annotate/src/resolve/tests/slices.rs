//! Whatever the text, what comes out are slices of it.

use super::*;
use proptest::prelude::*;

const WORDS: &str = "(Jane|Roe|Mr\\.|Ms\\.|of|the|a|minister|Ministry|campaign|poll|by|and|who|he|she|they|it|I|New|York|told|said|“|”|,|\\.|’s|\n\n|\\(|\\)|[A-Z]{1,3}|\\PC| ){0,60}";

proptest! {
    #[test]
    fn whatever_the_spans_all_that_comes_out_are_slices(
        text in WORDS,
        places in prop::collection::vec((0.0f64..1.0, 0usize..12, 0.0f64..1.0, 0usize..40), 0..6),
    ) {
        let ends: Vec<usize> = (0..=text.len()).filter(|i| text.is_char_boundary(*i)).collect();
        let span = |from: f64, length: usize| {
            let start = ((ends.len() - 1) as f64 * from) as usize;
            Span::new(ends[start], ends[(start + length).min(ends.len() - 1)])
        };
        let attributions: Vec<Attribution> = places
            .iter()
            .enumerate()
            .map(|(i, (s, n, c, m))| Attribution {
                continues: (i % 2 == 1).then_some(i / 2),
                inside: (i % 3 == 2).then_some((i + 1) % places.len()),
                source: if i % 4 == 3 { Vec::new() } else { vec![span(*s, *n)] },
                ..attribution(Vec::new(), vec![span(*c, 1)], span(*c, *m))
            })
            .collect();
        let doc = Document::new(&text, &[Span::new(0, text.len())]);
        let resolution = resolve(&doc, &attributions, Some("Jane Roe"));
        prop_assert_eq!(resolution.speakers.len(), attributions.len());
        prop_assert_eq!(resolution.addressees.len(), attributions.len());
        for party in &resolution.parties {
            prop_assert!(party.name.get(&text).is_some_and(|n| !n.is_empty()));
            prop_assert!(party.also.iter().chain(&party.roles).all(|s| s.get(&text).is_some()));
        }
        for speaker in &resolution.speakers {
            if let Speaker::Known { party, via, .. } = speaker {
                prop_assert!(via.iter().all(|s| s.get(&text).is_some()));
                prop_assert_eq!(via.last(), Some(&resolution.parties[*party].name));
            }
        }
        prop_assert_eq!(&resolution, &resolve(&doc, &attributions, Some("Jane Roe")));
    }
}
