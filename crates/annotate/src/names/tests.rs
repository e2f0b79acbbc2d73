use super::*;
use crate::structure::Document;
use onrecord_text::Span;
use proptest::prelude::*;

fn found(text: &str) -> Vec<(String, NameKind)> {
    let doc = Document::new(text, &[Span::new(0, text.len())]);
    let words = Words::new(&doc);
    names(&doc, &words).into_iter().map(|n| (doc.span(n.tokens).of(text).to_owned(), n.kind)).collect()
}

fn people(text: &str) -> Vec<String> {
    found(text).into_iter().filter(|n| n.1 == NameKind::Person).map(|n| n.0).collect()
}

fn organisations(text: &str) -> Vec<String> {
    found(text).into_iter().filter(|n| n.1 == NameKind::Organisation).map(|n| n.0).collect()
}

#[test]
fn titles_and_offices_are_not_part_of_the_name() {
    assert_eq!(
        people("Former Deputy Prime Minister Jane Roe met Mr. Moor and Lt. Gen. Ada B. Tarn."),
        ["Jane Roe", "Moor", "Ada B. Tarn"]
    );
    assert_eq!(people("Secretary of State John Moor spoke."), ["John Moor"]);
    assert_eq!(people("Tarnish journalist Zyx Quell spoke."), ["Zyx Quell"]);
}

#[test]
fn particles_suffixes_initials_and_nicknames_are() {
    assert_eq!(
        people("Then Ursula van der Roe, Omar al-Tarn and Joseph R. Moor Jr. spoke."),
        ["Ursula van der Roe", "Omar al-Tarn", "Joseph R. Moor Jr."]
    );
    assert_eq!(people("Then Robert \"Bobby\" Moor spoke."), ["Robert \"Bobby\" Moor"]);
    assert_eq!(people("It was Anne-Marie Roe-Moor’s idea."), ["Anne-Marie Roe-Moor"]);
}

#[test]
fn words_that_begin_sentences_are_told_apart() {
    assert_eq!(
        people("However, Jane Roe left. Yesterday Jane came. Will Moor came."),
        ["Jane Roe", "Jane", "Will Moor"]
    );
    assert!(found("Rules matter. The rules are old.").is_empty());
}

#[test]
fn organisations_run_over_small_words() {
    assert_eq!(
        organisations(
            "The Ministry of Health and Sport wrote to the Committee for a Better Tarn and the Tarn Times."
        ),
        ["Ministry of Health and Sport", "Committee for a Better Tarn", "Tarn Times"]
    );
    assert_eq!(
        organisations("the Central and East European Coalition"),
        ["Central and East European Coalition"]
    );
    assert_eq!(organisations("It is the National Election Board (NEB)."), ["National Election Board", "NEB"]);
}

#[test]
fn an_organisation_before_an_office_is_a_name_of_its_own() {
    let all = found("So Tarn Democratic Party Chairman David Moor left.");
    assert_eq!(
        all,
        [
            ("Tarn Democratic Party".to_owned(), NameKind::Organisation),
            ("David Moor".to_owned(), NameKind::Person)
        ]
    );
}

#[test]
fn headlines_hold_only_known_names() {
    let text = "Jane Roe Goes After Moor Over Tax Plan\n\nJane Roe spoke of Mr. Moor on Monday, people said.";
    assert_eq!(people(text), ["Jane Roe", "Jane Roe", "Moor"]);
}

#[test]
fn words_before_a_name_are_told_apart() {
    assert_eq!(people("Then Fox News Jane Roe and Tarn-based Jane Moor came."), ["Jane Roe", "Jane Moor"]);
    assert_eq!(people("So Senate Leader Jane Roe of Tarn left."), ["Jane Roe"]);
    assert_eq!(
        people("Entrusting Jane Roe with it was wrong, they said. Robert A. Roe left."),
        ["Jane Roe", "Robert A. Roe"]
    );
    assert_eq!(
        people("It is the Jane Roe Election Day of all people, and Mr. King said so."),
        ["Jane Roe", "King"]
    );
}

proptest! {
    #[test]
    fn names_are_ordered_ranges_of_tokens(text in "(Jane|Roe|Mr\\.|of|Ministry|and|New|York|“|”|,|\\.|’s|\n\n|de|[A-Z]{1,3}|\\PC| ){0,60}") {
        let doc = Document::new(&text, &[Span::new(0, text.len())]);
        let words = Words::new(&doc);
        let mut last = 0;
        for name in names(&doc, &words) {
            prop_assert!(name.title <= name.tokens.start && name.title >= last);
            prop_assert!(!name.tokens.is_empty() && name.tokens.end <= doc.tokens.len());
            prop_assert!(doc.span(name.tokens.clone()).get(&text).is_some());
            last = name.tokens.end;
        }
    }
}
