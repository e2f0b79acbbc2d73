//! Each rule with its example. A source is given by its words, found from left to right; what it says by
//! the first place of its words.

use super::*;
use crate::{Kind, PartyKind};
use onrecord_text::Span;
use proptest::prelude::*;

fn attribution(source: Vec<Span>, cue: Vec<Span>, content: Span) -> Attribution {
    let (content, rule) = (vec![content], "test");
    Attribution {
        kind: Kind::Indirect,
        source,
        cue,
        content,
        inside: None,
        continues: None,
        rule,
        confidence: 1.0,
    }
}

/// Resolves the sources, which all say "it rained" unless told otherwise.
fn resolved(text: &str, sources: &[(&str, &str)]) -> Resolution {
    let mut from = 0;
    let mut attributions = Vec::new();
    for (source, content) in sources {
        let at = from + text[from..].find(source).expect("the source stands in the text");
        let said = text.find(content).expect("the content stands in the text");
        from = at + source.len();
        let source = Span::new(at, from);
        attributions.push(attribution(vec![source], Vec::new(), Span::new(said, said + content.len())));
    }
    resolve(&Document::new(text, &[Span::new(0, text.len())]), &attributions, None)
}

/// The name of each speaker, if one is known and named.
fn names(text: &str, sources: &[(&str, &str)]) -> Vec<Option<String>> {
    let resolution = resolved(text, sources);
    let name = |speaker: &Speaker| match speaker {
        Speaker::Known { party, .. } => {
            let party = &resolution.parties[*party];
            party.kind.is_named().then(|| party.name.of(text).to_owned())
        }
        Speaker::Unknown { .. } => None,
    };
    resolution.speakers.iter().map(name).collect()
}

/// The name behind the last of these sources in the text; "it rained" is what it says.
fn last(text: &str, sources: &[&str]) -> Option<String> {
    let sources: Vec<(&str, &str)> = sources.iter().map(|s| (*s, "it rained")).collect();
    names(text, &sources).pop().flatten()
}

fn who(text: &str, source: &str) -> String {
    last(text, &[source]).unwrap_or_default()
}

fn reason(text: &str, source: &str) -> &'static str {
    match resolved(text, &[(source, "it rained")]).speakers[0] {
        Speaker::Unknown { reason } => reason,
        Speaker::Known { rule, .. } => rule,
    }
}

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
fn groups_and_unnamed_people_are_parties_of_their_own() {
    let text = "So critics said it rained. A lawyer said it rained. The critics said it rained.";
    let resolution =
        resolved(text, &[("critics", "it rained"), ("A lawyer", "it rained"), ("The critics", "it rained")]);
    let kinds: Vec<PartyKind> = resolution.parties.iter().map(|p| p.kind).collect();
    assert_eq!(kinds, [PartyKind::Group, PartyKind::Unnamed]);
    assert!(matches!(resolution.speakers[2], Speaker::Known { party: 0, .. }));
}

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
fn bodies_go_by_a_name_and_a_noun() {
    assert_eq!(who("So the Roe campaign said it rained.", "the Roe campaign"), "Roe campaign");
    assert_eq!(
        who("So the Roe campaign left. The campaign said it rained.", "The campaign said"),
        "Roe campaign"
    );
    assert_eq!(
        who("Then the Danish government said it rained.", "the Danish government"),
        "Danish government"
    );
    assert_eq!(
        who("The Ministry of Health met. Later the ministry said it rained.", "the ministry"),
        "Ministry of Health"
    );
    assert_eq!(who("The Tarn High Court met. The appeals court said it rained.", "The appeals court"), "");
}

#[test]
fn places_speak_for_their_governments() {
    assert_eq!(who("In the end Moscow said it rained.", "Moscow"), "Moscow");
    assert_eq!(who("Norway is cold. The country said it rained.", "The country"), "Norway");
}

#[test]
fn the_maker_of_a_document_speaks() {
    assert_eq!(who("A Tarn University poll said it rained.", "A Tarn University poll"), "Tarn University");
    assert_eq!(
        who(
            "A study by Tarn University professor Jane Roe said it rained.",
            "A study by Tarn University professor Jane Roe"
        ),
        "Jane Roe"
    );
    assert_eq!(who("Jane Roe’s brief said it rained.", "Jane Roe’s brief"), "Jane Roe");
    assert_eq!(who("Jane Roe sued. Her submission said it rained.", "Her submission"), "Jane Roe");
    assert_eq!(
        who("A Tarn University study came. The study said it rained.", "The study said"),
        "Tarn University"
    );
    assert_eq!(who("Jane Roe sued. Some polls said it rained.", "Some polls"), "");
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
fn a_party_has_its_other_names_and_offices() {
    let text = "Foreign Minister Jane Roe, a lawyer, came. Roe said it rained.";
    let party = &resolved(text, &[("Roe said", "it rained")]).parties[0];
    assert_eq!(party.name.of(text), "Jane Roe");
    assert_eq!(party.also.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["Roe"]);
    assert_eq!(party.roles.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["Foreign Minister", "a lawyer"]);
}

#[test]
fn addressees_are_told() {
    let told = |text: &str, source: &str, cue: &str| {
        let at = |s: &str| {
            let at = text.find(s).expect("the words stand in the text");
            Span::new(at, at + s.len())
        };
        let attributions = [attribution(vec![at(source)], vec![at(cue)], at("it rained"))];
        let doc = Document::new(text, &[Span::new(0, text.len())]);
        let resolution = resolve(&doc, &attributions, None);
        resolution.addressees[0].map(|p| resolution.parties[p].name.of(text).to_owned()).unwrap_or_default()
    };
    assert_eq!(told("Then Jane Roe told Mr. Moor it rained.", "Jane Roe", "told"), "Moor");
    assert_eq!(told("Roe said in a letter to John Moor it rained.", "Roe", "said"), "John Moor");
    assert_eq!(told("Asked by John Moor, Jane Roe said it rained.", "Jane Roe", "said"), "");
    assert_eq!(told("Jane Roe told Tarn News’s John Moor it rained.", "Jane Roe", "told"), "John Moor");
    assert_eq!(told("Jane Roe told Moor’s lawyer it rained.", "Jane Roe", "told"), "");
    assert_eq!(told("Jane Roe told reporters it rained.", "Jane Roe", "told"), "");
}

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

#[test]
fn somebody_who_is_only_described_may_be_he() {
    assert_eq!(
        who("John Moor blamed the river. A farmer in the valley agreed. He said it rained.", "He"),
        ""
    );
    assert_eq!(who("John Moor blamed the river. He said it rained.", "He"), "John Moor");
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

#[test]
fn an_office_with_its_country_behind_it_is_one_description() {
    let text = "The president of Tarvonia said it rained.";
    let resolution = resolved(text, &[("The president of Tarvonia", "it rained")]);
    assert_eq!(resolution.parties[0].name.of(text), "The president of Tarvonia");
}
