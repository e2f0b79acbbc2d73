//! What the structure of a text is, by example and by property.

use super::*;
use proptest::prelude::*;

fn document(text: &str) -> Document<'_> {
    Document::new(text, &[Span::new(0, text.len())])
}

fn sentences(text: &str) -> Vec<&str> {
    let d = document(text);
    d.sentences.iter().map(|s| d.span(s.clone()).of(text)).collect()
}

fn quoted(text: &str) -> Vec<String> {
    document(text).quotations.iter().map(|q| onrecord_text::join(text, &q.pieces, " // ")).collect()
}

fn roles(text: &str) -> Vec<QuotationRole> {
    document(text).quotations.iter().map(|q| q.role).collect()
}

#[test]
fn sentences_end_at_full_stops_that_are_not_abbreviations() {
    assert_eq!(sentences("Mr. Moor left. He was tired."), ["Mr. Moor left.", "He was tired."]);
    assert_eq!(
        sentences("Ada B. Moor of Acme Inc. said No. 3 was out."),
        ["Ada B. Moor of Acme Inc. said No. 3 was out."]
    );
    assert_eq!(sentences("He left the U.S. The rest stayed."), ["He left the U.S.", "The rest stayed."]);
    assert_eq!(
        sentences("It cost 3.5 million (in 2012). Nobody paid."),
        ["It cost 3.5 million (in 2012).", "Nobody paid."]
    );
}

#[test]
fn a_reporting_clause_stays_with_its_quotation() {
    for text in [
        "“Stop!” he shouted.",
        "“Why now?” Ada Moor asked.",
        "“Is that all?” the weary mayor asked.",
        "\"Never!\" cried Moor.",
    ] {
        assert_eq!(sentences(text), [text]);
    }
    assert_eq!(sentences("“Why?” Nobody knows."), ["“Why?”", "Nobody knows."]);
    assert_eq!(sentences("“It is over.” She left."), ["“It is over.”", "She left."]);
}

#[test]
fn every_kind_of_mark_pairs() {
    for text in [
        "“It is over,”",
        "\"It is over,\"",
        "„Es ist vorbei“",
        "«C’est fini»",
        "‘It is over,’",
        "'It is over,'",
        "``It is over,''",
        "「終わった」",
        "»Es ist vorbei«",
        "‹fini›",
        "“It is over,“",
        "”Det är slut”",
    ] {
        let whole = format!("Then {text} said Moor.");
        assert_eq!(quoted(&whole), [text], "{whole}");
    }
}

#[test]
fn apostrophes_are_not_quotation_marks() {
    for text in [
        "The states' rights and the workers' pay.",
        "'Tis the '90s: rock 'n' roll.",
        "Don’t say they’re the voters’ own.",
        "He stood 6'2\" tall and 5' wide.",
    ] {
        assert_eq!(quoted(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(quoted("‘The voters’ choice is clear,’ she said."), ["‘The voters’ choice is clear,’"]);
    assert_eq!(quoted("He said 'the dogs' bowl isn't his' twice."), ["'the dogs' bowl isn't his'"]);
}

#[test]
fn quotations_nest() {
    let text = "“He told me ‘never again,’ and meant it,” Moor said.";
    let d = document(text);
    assert_eq!(quoted(text), ["“He told me ‘never again,’ and meant it,”", "‘never again,’"]);
    assert_eq!(d.quotations[1].within, Some(0));
    assert_eq!(quoted("\"The \"new\" bridge,\" he said."), ["\"The \"new\" bridge,\"", "\"new\""]);
}

#[test]
fn a_quotation_opened_anew_in_each_paragraph_is_one() {
    let text = "Moor said: “It began early.\n\n“It went on.\n\n“It ended late.” She left.";
    assert_eq!(quoted(text), ["“It began early. // “It went on. // “It ended late.”"]);
    assert!(document(text).quotations[0].closed);
}

#[test]
fn a_lost_mark_spoils_no_other_paragraph() {
    let text = "“It is over, Moor said.\n\nNobody answered. “We know,” Reed said.\n\nIt is late,” said Lund.";
    assert_eq!(quoted(text), ["“It is over, Moor said.", "“We know,”", "It is late,”"]);
    assert!(!document(text).quotations[0].closed);
    let text = "\"It is over, Moor said. \"We are done.\" Reed agreed: \"Yes, we are.\"";
    assert_eq!(quoted(text), ["\"It is over, Moor said.", "\"We are done.\"", "\"Yes, we are.\""]);
}

#[test]
fn a_dash_can_introduce_speech() {
    let text = "— The bridge is closed, — said the mayor. — Go home.";
    assert_eq!(quoted(text), ["— The bridge is closed,", "— Go home."]);
    assert_eq!(quoted("— bread and butter\n— milk"), Vec::<String>::new());
}

#[test]
fn names_and_phrases_are_told_from_speech() {
    use QuotationRole::*;
    for (text, role) in [
        ("“We are done,” she said.", Speech),
        ("She said “we will never leave the old harbour.”", Speech),
        ("He starred in “The Silent Harbour” twice.", Name),
        ("Edward “Red” Lund won.", Name),
        ("The so-called “peace party” lost.", Phrase),
        ("“No,” she said.", Speech),
    ] {
        assert_eq!(roles(text), [role], "{text}");
    }
}

/// Text with many marks, in which anything may be lost.
pub(crate) fn messy() -> impl Strategy<Value = String> {
    let bit = prop::sample::select(vec![
        "“", "”", "\"", "'", "’", "‘", "«", "»", "``", "''", "「", "」", " ", " ", "\n", "\n\n", "— ", ".",
        ",", "!", "?", "...", "Mr.", "U.S.", "said", "he", "The", "don’t", "Moors’", "é", "漢", "3.5",
        "\u{301}", "\r\n", "@", "-", ":",
    ]);
    prop::collection::vec(bit, 0..120).prop_map(|v| v.concat())
}

/// The body ranges that some positions cut a text into, every other one left out.
pub(crate) fn body(text: &str, cuts: Vec<usize>) -> Vec<Span> {
    let mut at: Vec<usize> =
        cuts.into_iter().map(|c| c.min(text.len())).filter(|&c| text.is_char_boundary(c)).collect();
    at.sort_unstable();
    at.dedup();
    at.chunks(2).filter(|c| c.len() == 2).map(|c| Span::new(c[0], c[1])).collect()
}

proptest! {
    #[test]
    fn structure_is_slices_in_order_inside_the_body(
        text in prop_oneof![messy(), "\\PC{0,200}"],
        cuts in prop::collection::vec(0usize..400, 0..8),
    ) {
        let body = body(&text, cuts);
        let d = Document::new(&text, &body);
        let merged = onrecord_text::merge(body);
        let mut last = 0;
        for t in &d.tokens {
            prop_assert!(t.span.start >= last && !t.span.is_empty());
            prop_assert!(t.span.get(&text).is_some());
            prop_assert!(merged.iter().any(|b| b.contains(t.span)));
            last = t.span.end;
        }
        let mut next = 0;
        for (i, s) in d.sentences.iter().enumerate() {
            prop_assert!(s.start == next && s.end > s.start);
            prop_assert!(d.tokens[s.clone()].iter().all(|t| t.sentence as usize == i));
            next = s.end;
        }
        prop_assert_eq!(next, d.tokens.len());
        let mut next = 0;
        for (i, p) in d.paragraphs.iter().enumerate() {
            prop_assert!(p.start == next && p.end > p.start);
            prop_assert!(p.clone().all(|s| d.paragraph_of(s) == i));
            next = p.end;
        }
        prop_assert_eq!(next, d.sentences.len());
        for (i, q) in d.quotations.iter().enumerate() {
            prop_assert!(!q.pieces.is_empty());
            prop_assert!(q.pieces.windows(2).all(|w| w[0].end <= w[1].start));
            prop_assert!(q.pieces.iter().all(|p| p.get(&text).is_some_and(|t| !t.is_empty())));
            prop_assert!(q.within.is_none_or(|w| w < i));
            prop_assert!(i == 0 || d.quotations[i - 1].pieces[0].start <= q.pieces[0].start);
        }
    }

    #[test]
    fn what_comes_before_a_blank_line_does_not_change_what_follows(head in messy()) {
        let tail = "“We know,” Reed said.";
        let text = format!("{head}.\n\nNobody spoke.\n\n{tail}");
        let d = document(&text);
        let last = d.quotations.last().map(|q| q.pieces.clone());
        let start = text.len() - tail.len();
        prop_assert_eq!(last, Some(vec![Span::new(start, start + "“We know,”".len())]));
    }
}

#[test]
fn a_million_marks_are_read_in_one_go() {
    for unit in
        ["“", "\"", "‘“", "'a", "a' ", "” ", "“a” “", "((((", "— ", ". ", "A.", "“«‹", "x\"", "\"x\n", "s’ ‘"]
    {
        let text = unit.repeat(300_000);
        let d = document(&text);
        assert!(!d.tokens.is_empty());
    }
}
