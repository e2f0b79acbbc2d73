//! Pronouns: whom he, she, who, it and I mean.

use super::*;

#[test]
fn of_two_speakers_the_first_is_taken() {
    assert_eq!(who("President Roe and Jane Moor said it rained.", "President Roe and Jane Moor"), "Roe");
    let text = "The tale is old. Jane Roe and John Moor came. They said it rained.";
    assert_eq!(who(text, "They"), "Jane Roe");
    assert_eq!(who("Those who met Ann Moor, Jane Roe and John Tarn ate. They said it rained.", "They"), "");
}

#[test]
fn a_pronoun_agrees_in_gender() {
    let text = "John Moor met Jane Roe in Tarn. Later she said it rained.";
    assert_eq!(who(text, "she"), "Jane Roe");
    assert_eq!(who("Jane Roe met a friend. Later he said it rained.", "he"), "");
    assert_eq!(who("Zyx Quell, a spokeswoman, met John Moor. Later she said it rained.", "she"), "Zyx Quell");
}

#[test]
fn a_pronoun_prefers_the_subject() {
    assert_eq!(who("John Moor spoke to Peter Tarn. He said it rained.", "He"), "John Moor");
    assert_eq!(who("John Moor lost. Campaigning against Peter Tarn, he said it rained.", "he"), "John Moor");
}

#[test]
fn a_speaker_does_not_name_himself() {
    let text = "John Moor spoke first. Peter Tarn was wrong, he said.";
    let found = names(text, &[("he", "Peter Tarn was wrong")]);
    assert_eq!(found, [Some("John Moor".to_owned())]);
    let text = "John Moor arrived. “Peter Tarn lies,” he said.";
    assert_eq!(names(text, &[("he", "“Peter Tarn lies,”")]), [Some("John Moor".to_owned())]);
}

#[test]
fn the_first_person_is_the_one_quoted_or_the_author() {
    let text = "“I said it rained,” Jane Roe recalled. I think so.";
    let found = names(text, &[("I", "it rained"), ("Jane Roe", "“I said it rained,”")]);
    assert_eq!(found[0].as_deref(), Some("Jane Roe"));
    let resolution = resolved("I think it rained.", &[("I", "it rained")]);
    assert_eq!(resolution.parties[0].kind, PartyKind::Author);
}

#[test]
fn the_byline_in_the_text_is_the_author() {
    let text = "By Jane Roe. I think it rained.";
    let attributions = [attribution(vec![Span::new(13, 14)], Vec::new(), Span::new(21, 30))];
    let doc = Document::new(text, &[Span::new(0, text.len())]);
    let resolution = resolve(&doc, &attributions, Some("Jane Roe"));
    let Speaker::Known { party, .. } = resolution.speakers[0] else { panic!("the author is known") };
    let party = &resolution.parties[party];
    assert_eq!((party.kind, party.name.of(text)), (PartyKind::Author, "Jane Roe"));
}

#[test]
fn who_is_the_noun_before_it() {
    assert_eq!(who("Jane Roe, who said it rained, left.", "who"), "Jane Roe");
    assert_eq!(who("Jane Roe, a former aide who said it rained, left.", "who"), "Jane Roe");
    assert_eq!(who("Senator Jane Roe of Vermont, who said it rained, left.", "who"), "Jane Roe");
    assert_eq!(who("Jane Roe met friends who said it rained.", "who"), "");
    assert_eq!(who("The Tarn Party, which said it rained, lost.", "which"), "Tarn Party");
}

#[test]
fn it_is_the_organisation_that_was_the_subject() {
    assert_eq!(who("Tarn University met on Monday. It said it rained.", "It said"), "Tarn University");
    assert_eq!(who("People left Tarn University. It said it rained.", "It said"), "");
}

#[test]
fn a_quotation_goes_on_with_its_speaker() {
    let text = "“It rained,” Jane Roe said. “It snowed.”";
    let quoted = |s: &str| {
        let at = text.find(s).expect("the words stand in the text");
        Span::new(at, at + s.len())
    };
    let first = attribution(vec![quoted("Jane Roe")], vec![quoted("said")], quoted("“It rained,”"));
    let second =
        Attribution { continues: Some(0), ..attribution(Vec::new(), Vec::new(), quoted("“It snowed.”")) };
    let doc = Document::new(text, &[Span::new(0, text.len())]);
    let speakers = resolve(&doc, &[first, second], None).speakers;
    assert!(matches!(speakers[1], Speaker::Known { rule: "quote-continued", .. }));
    let none = attribution(Vec::new(), Vec::new(), quoted("“It snowed.”"));
    assert_eq!(resolve(&doc, &[none], None).speakers, [Speaker::Unknown { reason: "no-source" }]);
}

#[test]
fn the_way_from_a_pronoun_to_the_name_is_kept() {
    let text = "Jane Roe came. Roe ate. She said it rained.";
    let resolution = resolved(text, &[("She", "it rained")]);
    let Speaker::Known { via, .. } = &resolution.speakers[0] else { panic!("she is known") };
    let via: Vec<&str> = via.iter().map(|s| s.of(text)).collect();
    assert_eq!(via, ["She", "Roe", "Jane Roe"]);
}

#[test]
fn somebody_who_is_only_described_may_be_he() {
    assert_eq!(
        who("John Moor blamed the river. A farmer in the valley agreed. He said it rained.", "He"),
        ""
    );
    assert_eq!(who("John Moor blamed the river. He said it rained.", "He"), "John Moor");
}

#[test]
fn somebody_who_is_described_and_then_named_is_she() {
    let source = "A colleague on the panel, the geologist Zyx Roe,";
    let text = format!("John Moor left. {source} said it rained. “I looked,” she said.");
    let found = names(&text, &[(source, "it rained"), ("she", "“I looked,”")]);
    assert_eq!(found[1].as_deref(), Some("Zyx Roe"));
}

#[test]
fn somebody_in_an_aside_is_not_he() {
    let text =
        "John Moor went on. Buses stopped. In what one diplomat called a gift, it ended. He said it rained.";
    let found = names(text, &[("one diplomat", "a gift"), ("He", "it rained")]);
    assert_eq!(found[1].as_deref(), Some("John Moor"));
}

#[test]
fn a_name_with_its_description_opens_a_sentence() {
    let text = "Peter Tarn slept. Tarn ate. Veteran farmer John Moor went home. He said it rained.";
    assert_eq!(who(text, "He"), "John Moor");
}

#[test]
fn an_age_takes_up_the_one_who_is_talked_about() {
    let text = "John Roe spoke on Monday. The 61-year-old former hydraulic engineer said it rained.";
    assert_eq!(who(text, "The 61-year-old former hydraulic engineer"), "John Roe");
}

#[test]
fn he_who_speaks_of_a_name_is_not_its_bearer() {
    let text = "Jim Moor came in. John Roe, he told them, had promised that it rained.";
    assert_ne!(last(text, &["he told"]).as_deref(), Some("John Roe"));
}
