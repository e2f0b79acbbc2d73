//! Descriptions: offices, roles, and those who have no name.

use super::*;

#[test]
fn whoever_is_not_named_gets_no_name() {
    for source in [
        "a spokesman for Jane Roe",
        "Jane Roe’s lawyer",
        "aides to Jane Roe",
        "critics",
        "two Tarnish officials",
        "several voters, including Jane Roe,",
        "a poll",
    ] {
        assert_eq!(who(&format!("Jane Roe left. So {source} said it rained."), source), "", "{source}");
    }
}

#[test]
fn groups_and_unnamed_people_are_parties_of_their_own() {
    let text = "So critics said it rained. A lawyer said it rained. The critics said it rained.";
    let resolution =
        resolved(text, &[("critics", "it rained"), ("A lawyer", "it rained"), ("The critics", "it rained")]);
    let kinds: Vec<PartyKind> = resolution.parties.iter().map(|p| p.kind).collect();
    assert_eq!(kinds, [PartyKind::Group, PartyKind::Unnamed]);
    assert!(matches!(resolution.speakers[2], Speaker::Known { party: 0, .. }));
}

#[test]
fn offices_are_learned_from_appositions_and_titles() {
    assert_eq!(
        who("Jane Roe, the foreign minister, left. The minister said it rained.", "The minister said"),
        "Jane Roe"
    );
    assert_eq!(
        who("Foreign Minister Jane Roe left. The top diplomat said it rained.", "The top diplomat"),
        "Jane Roe"
    );
    assert_eq!(who("The mayor, Jane Roe, left. Then the mayor said it rained.", "the mayor"), "Jane Roe");
    assert_eq!(
        who("Jane Roe was the governor. The governor said it rained.", "The governor said"),
        "Jane Roe"
    );
    assert_eq!(
        who(
            "Norwegian President Jane Roe left. The Norwegian leader said it rained.",
            "The Norwegian leader"
        ),
        "Jane Roe"
    );
}

#[test]
fn he_who_comes_next_tells_which_minister() {
    let text = "John Moor met Jane Roe, the foreign minister. Ms. Roe left. The foreign minister said it rained. \
                He had slept.";
    assert_eq!(last(text, &["The foreign minister said"]).as_deref(), Some("John Moor"));
    let she = text.replace("He had", "She had");
    assert_eq!(last(&she, &["The foreign minister said"]).as_deref(), Some("Jane Roe"));
}

#[test]
fn her_counterpart_is_the_one_who_was_called_so() {
    let text = "Jane Roe met her counterpart, John Moor. They ate. It got late. Buses stopped. It snowed. Her \
                counterpart said it rained.";
    assert_eq!(last(text, &["Her counterpart"]).as_deref(), Some("John Moor"));
}

#[test]
fn a_description_that_contradicts_means_somebody_else() {
    let text =
        "Norwegian President Jane Roe met Danish President John Moor. The Danish leader said it rained.";
    assert_eq!(who(text, "The Danish leader"), "John Moor");
    assert_eq!(
        who(
            "Norwegian President Jane Roe left. The German chancellor said it rained.",
            "The German chancellor"
        ),
        ""
    );
    assert_eq!(
        who("Tarn Bank President Jane Roe left. The Danish leader said it rained.", "The Danish leader"),
        ""
    );
    assert_eq!(who("President Jane Roe left. The band leader said it rained.", "The band leader"), "");
}

#[test]
fn an_unnamed_one_stays_unnamed_when_taken_up() {
    let text = "Jane Roe, a judge, left. Then a judge came. The judge said it rained.";
    assert_eq!(who(text, "The judge said"), "");
}

#[test]
fn a_fuller_description_means_the_one_who_is_talked_about() {
    let text = "Jane Roe won again. The former first lady said it rained.";
    assert_eq!(who(text, "The former first lady"), "Jane Roe");
    let text = "Republican candidate Jane Roe won again. The Democratic nominee said it rained.";
    assert_eq!(who(text, "The Democratic nominee"), "");
}

#[test]
fn the_lead_may_name_somebody_only_later() {
    let text = "A Tarn judge said it rained. The case is old. Justice John Moor ruled on Monday.";
    assert_eq!(who(text, "A Tarn judge"), "John Moor");
    let text = "A federal appeals court said it rained. The U.S. Court of Appeals for the Tarn Circuit met.";
    assert_eq!(who(text, "A federal appeals court"), "U.S. Court of Appeals for the Tarn Circuit");
}

#[test]
fn nobody_is_the_president_before_being_named() {
    let text = "Milo Tarn spoke in the assembly of Tarn. The president said it rained. Later the minister \
                met the Vostrian side, and there President Ada Kessel greeted him.";
    assert_ne!(last(text, &["The president"]).as_deref(), Some("Ada Kessel"));
    let lead = "The Zambian president said it rained. The road was closed. The bridge held. Buses stopped. \
                President Ada Kessel of Canada arrived.";
    assert_eq!(last(lead, &["The Zambian president"]), None);
}

#[test]
fn a_party_has_its_other_names_and_offices() {
    let text = "Foreign Minister Jane Roe, a lawyer, came. Roe said it rained.";
    let party = &resolved(text, &[("Roe said", "it rained")]).parties[0];
    assert_eq!(party.name.of(text), "Jane Roe");
    assert_eq!(party.also.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["Roe"]);
    assert_eq!(party.roles.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["Foreign Minister", "a lawyer"]);
}

#[test]
fn an_office_with_its_country_behind_it_is_one_description() {
    let text = "The president of Tarvonia said it rained.";
    let resolution = resolved(text, &[("The president of Tarvonia", "it rained")]);
    assert_eq!(resolution.parties[0].name.of(text), "The president of Tarvonia");
}
