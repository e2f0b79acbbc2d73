use super::*;
use onrecord_text::words;
use proptest::prelude::*;

fn whole(text: &str) -> Vec<Span> {
    vec![Span::new(0, text.len())]
}

fn show(a: &str, b: &str) -> Vec<String> {
    let join = |t: &str, s: &[Span]| onrecord_text::join(t, s, " | ");
    align(a, &whole(a), b, &whole(b))
        .runs
        .iter()
        .map(|run| match run {
            Run::Equal { a: x, .. } => format!("={}", x.of(a)),
            Run::Changed { a: x, b: y } => format!("{}→{}", join(a, x), join(b, y)),
            Run::OnlyA { span } => format!("-{}", span.of(a)),
            Run::OnlyB { span } => format!("+{}", span.of(b)),
        })
        .collect()
}

#[test]
fn two_translations_of_one_sentence() {
    assert_eq!(
        show(
            "The council will begin repairs of the old bridge on Monday",
            "The old bridge’s repair starts on Monday"
        ),
        ["-The council will begin repairs of", "=the old", "bridge→bridge’s repair starts", "=on Monday"]
    );
    assert_eq!(
        show("We need long-term, legally binding promises", "we need lasting and legally binding promises!"),
        ["=We need", "long-term→lasting and", "=legally binding promises"]
    );
}

#[test]
fn marks_spelling_and_written_numbers_are_no_change() {
    for (a, b) in [
        ("Russias aim: “thirty colours”", "Russia’s aim – 30 colors"),
        ("4,6 million crowns", "4.6 million crowns"),
        ("the talks in Kyiv", "The talks in Kiev"),
    ] {
        assert!(align(a, &whole(a), b, &whole(b)).is_same_words(), "{a} / {b}");
    }
}

#[test]
fn a_run_never_reaches_over_a_gap_in_the_content() {
    let a = "“We will stay,” she said, “and we will win.”";
    let pieces = vec![Span::new(0, a.find("she").unwrap()), Span::new(a.find("“and").unwrap(), a.len())];
    let b = "we will stay and we will win";
    let runs = align(a, &pieces, b, &whole(b)).runs;
    let spans: Vec<&str> =
        runs.iter().map(|r| if let Run::Equal { a: x, .. } = r { x.of(a) } else { "?" }).collect();
    assert_eq!(spans, ["We will stay", "and we will win"]);
}

#[test]
fn quotations_differ_by_words_not_by_marks_or_cuts() {
    let differ = |a: &str, b: &str| quotation_differs(a, &whole(a), b, &whole(b));
    assert!(differ("an illiterate, incorrect analysis", "an incompetent, inaccurate analysis"));
    assert!(differ("we will not sign", "we will sign"));
    assert!(!differ("We will sign it tomorrow", "will sign it"));
    assert!(!differ("Long-term guarantees", "long term guarantees"));
    // Two different parts of a speech.
    assert!(!differ("nobody asked us", "harvest comes first"));
}

#[test]
fn quoted_parts_are_what_stands_between_the_marks() {
    let text = "He said that “every right” and \"firm guarantees\" were „his“ and “open";
    let parts: Vec<&str> = quoted(text, &whole(text)).iter().map(|s| s.of(text)).collect();
    assert_eq!(parts, ["every right", "firm guarantees", "his", "open"]);
}

#[test]
fn very_long_tellings_are_aligned_in_near_linear_time() {
    // A hundred thousand words with a change in the middle, and the worst case: no word is unique.
    let long: String = (0..100_000).map(|i| format!("w{i} ")).collect();
    let other = long.replace("w50000 ", "changed ");
    let found = align(&long, &whole(&long), &other, &whole(&other));
    assert_eq!(found.changed().count(), 1);
    let (x, y) = ("yes no ".repeat(50_000), "no yes yes ".repeat(40_000));
    let spans = align(&x, &whole(&x), &y, &whole(&y));
    assert!(!spans.runs.is_empty());
}

/// Words of both sides in the order of the runs.
fn covered(text: &str, runs: &[Run], first: bool) -> Vec<Span> {
    let mut out = Vec::new();
    for run in runs {
        let spans = match (run, first) {
            (Run::Equal { a, .. }, true) => vec![*a],
            (Run::Equal { b, .. }, false) => vec![*b],
            (Run::Changed { a, .. }, true) => a.clone(),
            (Run::Changed { b, .. }, false) => b.clone(),
            (Run::OnlyA { span }, true) | (Run::OnlyB { span }, false) => vec![*span],
            _ => vec![],
        };
        spans.iter().for_each(|s| out.extend(words(text, *s).map(|w| w.span)));
    }
    out
}

fn telling() -> impl Strategy<Value = String> {
    prop::collection::vec(
        "(the|of|not|5|1,000|twenty|two|signs|signed|bridge|Škoda’s|[a-d]{1,3}|\\PC|, )",
        0..40,
    )
    .prop_map(|w| w.join(" "))
}

fn pieces(text: &str, cuts: &[usize]) -> Vec<Span> {
    let mut at: Vec<usize> = cuts.iter().map(|c| c % (text.len() + 1)).collect();
    at.retain(|&i| text.is_char_boundary(i));
    at.sort_unstable();
    at.chunks_exact(2).map(|p| Span::new(p[0], p[1])).filter(|s| !s.is_empty()).collect()
}

proptest! {
    #[test]
    fn runs_cover_every_word_of_both_sides_once_in_order(
        a in telling(), b in telling(),
        cuts_a in prop::collection::vec(0usize..300, 0..8), cuts_b in prop::collection::vec(0usize..300, 0..8),
    ) {
        let (pa, pb) = (pieces(&a, &cuts_a), pieces(&b, &cuts_b));
        for (pa, pb) in [(whole(&a), whole(&b)), (pa, pb)] {
            let runs = align(&a, &pa, &b, &pb).runs;
            for (text, pieces, first) in [(&a, &pa, true), (&b, &pb, false)] {
                let all: Vec<Span> = pieces.iter().flat_map(|p| words(text, *p).map(|w| w.span)).collect();
                prop_assert_eq!(covered(text, &runs, first), all);
            }
        }
    }

    #[test]
    fn a_telling_beside_itself_is_all_equal(a in telling()) {
        prop_assert!(align(&a, &whole(&a), &a, &whole(&a)).is_same_words());
    }
}
