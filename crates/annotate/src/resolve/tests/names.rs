//! Names: which of them is meant, and under which form.

use super::*;

#[test]
fn short_forms_lead_to_the_full_name() {
    assert_eq!(who("Jane Roe came. Later Ms. Roe said it rained.", "Ms. Roe"), "Jane Roe");
    assert_eq!(who("Roe said it rained. Jane Roe, 50, is mayor.", "Roe"), "Jane Roe");
    assert_eq!(
        who("Bob Moor came. Robert A. Moor Jr. left. Moor said it rained.", "Moor said"),
        "Robert A. Moor Jr."
    );
    assert_eq!(who("Osama bin Tarn came. Bin Tarn said it rained.", "Bin Tarn"), "Osama bin Tarn");
    assert_eq!(
        who("The National Election Board (NEB) met. The NEB said it rained.", "The NEB"),
        "National Election Board"
    );
    assert_eq!(who("The New Tarn Post asked. The Post said it rained.", "The Post"), "New Tarn Post");
}

#[test]
fn two_people_with_one_surname_are_kept_apart() {
    let text = "Jane Roe and John Roe came. Ms. Roe said it rained. Mr. Roe said it rained.";
    let found = names(text, &[("Ms. Roe", "it rained"), ("Mr. Roe", "it rained")]);
    assert_eq!(found, [Some("Jane Roe".to_owned()), Some("John Roe".to_owned())]);
    assert_eq!(who("Jane Roe and John Roe came. It got late. They ate. Roe said it rained.", "Roe said"), "");
    assert_eq!(
        reason("Jane Roe and John Roe came. It got late. They ate. Roe said it rained.", "Roe said"),
        "name-ambiguous"
    );
    let honoured = "John Roe came with Jane Roe. It is late. People ate. Mr. Roe slept. Mr. Roe woke. Roe said it rained.";
    assert_eq!(who(honoured, "Roe said"), "John Roe");
}

#[test]
fn the_name_is_the_head_of_the_source() {
    assert_eq!(
        who("Tarnish journalist Zyx Quell said it rained.", "Tarnish journalist Zyx Quell"),
        "Zyx Quell"
    );
    assert_eq!(
        who("Roe’s campaign manager Robby Moor said it rained.", "Roe’s campaign manager Robby Moor"),
        "Robby Moor"
    );
    assert_eq!(
        who(
            "Jane Roe, a spokeswoman for Tarn Party, said it rained.",
            "Jane Roe, a spokeswoman for Tarn Party,"
        ),
        "Jane Roe"
    );
    assert_eq!(who("Another critic, John Moor, said it rained.", "Another critic, John Moor,"), "John Moor");
    assert_eq!(
        who(
            "Moor’s running mate, Indiana Gov. Jane Roe, said it rained.",
            "Moor’s running mate, Indiana Gov. Jane Roe,"
        ),
        "Jane Roe"
    );
    assert_eq!(
        who(
            "Lobbyist and Tarn strategist John Moor said it rained.",
            "Lobbyist and Tarn strategist John Moor"
        ),
        "John Moor"
    );
}

#[test]
fn a_capital_from_the_start_of_a_sentence_makes_no_name() {
    assert_eq!(who("It is late. Mourners said it rained.", "Mourners"), "");
    assert_eq!(who("Jane Roe and John Roe left. It is late. Roes said it rained.", "Roes"), "");
    assert_eq!(who("It is Black’s turn. Jane Black left. Black said it rained.", "Black said"), "Jane Black");
}

#[test]
fn a_loud_form_of_the_name_is_not_its_fullest() {
    assert_eq!(who("JANE ROE WINS\n\nLater Jane Roe said it rained.", "Jane Roe"), "Jane Roe");
}

#[test]
fn places_and_adjectives_that_no_list_has_are_nobody() {
    let text = "Sanja Orlec spoke in Averne. Averne said it rained.";
    let resolution = resolved(text, &[("Averne said", "it rained")]);
    assert!(resolution.parties.iter().any(|p| p.kind == PartyKind::Place && p.name.of(text) == "Averne"));
    assert_eq!(who("The Korrin Dam is full. He said it rained.", "He"), "");
    assert_eq!(
        reason("Tarvonia is wet. According to the Tarvonian it rained.", "the Tarvonian"),
        "not-a-party"
    );
}

#[test]
fn an_apposition_may_have_an_article() {
    let text = "A colleague on the panel, the geologist Jane Roe, said it rained.";
    assert_eq!(who(text, "A colleague on the panel, the geologist Jane Roe"), "Jane Roe");
}

#[test]
fn a_caption_run_into_a_title_opens_a_name() {
    assert_eq!(who("Picture DeskPresident Jane Roe said it rained. Ms. Roe left.", "Roe said"), "Jane Roe");
}

#[test]
fn the_first_words_of_a_text_are_a_name_if_it_stands_again() {
    let text = "Tomar Veshnik says it rained\nMr. Veshnik spoke. Tomar Veshnik left.";
    assert_eq!(who(text, "Tomar Veshnik"), "Tomar Veshnik");
}
