use super::*;
use onrecord_text::Span;
use proptest::prelude::*;

fn claim(n: usize, text: &str) -> Claim<'_> {
    Claim {
        id: Id::new('s', &[n.to_string(), text.to_owned()]),
        article: n,
        text,
        content: vec![Span::new(0, text.len())],
        quoted: false,
        speaker: None,
        time: None,
    }
}

fn by<'a>(n: usize, text: &'a str, speaker: &str, time: &str) -> Claim<'a> {
    let speaker = (!speaker.is_empty()).then(|| Id::new('p', &[speaker]));
    Claim { speaker, time: time.parse().ok(), ..claim(n, text) }
}

/// Groups of indices.
fn grouped(claims: &[Claim]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = utterances(claims, &Options::default())
        .unwrap()
        .into_iter()
        .map(|u| {
            let mut members: Vec<usize> = u.tellings.iter().map(|t| t.claim).collect();
            members.sort_unstable();
            members
        })
        .collect();
    groups.sort();
    groups
}

fn together(a: &str, b: &str) -> bool {
    grouped(&[claim(0, a), claim(1, b)]).len() == 1
}

#[test]
fn translations_of_one_sentence_meet() {
    for (a, b) in [
        (
            "We need long-term, legally binding promises that the harbour at Vostra stays open.",
            "“We need lasting and legally binding promises that Vostra harbour will remain open”",
        ),
        (
            "The council will begin repairs of the old Teller bridge on Monday, mayor Orla Kessel announced.",
            "Repair works on the old Teller bridge start on Monday, announced Mayor Orla Kessel.",
        ),
        (
            "Thirty fishermen lost their boats in the storm that hit Vostra.",
            "30 fishers have lost boats in the storm which struck Vostra",
        ),
    ] {
        assert!(together(a, b), "{a} / {b}");
    }
}

#[test]
fn negation_numbers_and_names_keep_statements_apart() {
    for (a, b) in [
        (
            "Vostra will sign the harbour treaty with Norland",
            "Vostra will not sign the harbour treaty with Norland",
        ),
        ("Vostra has signed the harbour treaty", "Vostra has never signed the harbour treaty"),
        ("Vostra can’t sign the harbour treaty", "Vostra can sign the harbour treaty"),
        ("There is no harbour treaty with Norland", "There is a harbour treaty with Norland"),
        ("Vostra lost 5 boats in the winter storm", "Vostra lost 50 boats in the winter storm"),
        ("Vostra lost five boats in the winter storm", "Vostra lost six boats in the winter storm"),
        ("Vostra spent 4.6 million crowns on boats", "Vostra spent 4.6 billion crowns on boats"),
        ("The storm took 30 fishing boats from Vostra", "The storm took 13 fishing boats from Vostra"),
        (
            "Orla Kessel promised the fishermen that the harbour would stay open",
            "Milan Teller promised the fishermen that the harbour would stay open",
        ),
        (
            "The fishermen were promised by Orla Kessel that the harbour stays open",
            "The fishermen were promised by Milan Teller that the harbour stays open",
        ),
        ("Three fishermen were killed in Brodno", "Three fishermen were killed in Velmo"),
        ("Kessel said three fishermen died near Brodno", "Kessel said three fishermen died near Velmo"),
    ] {
        assert!(!together(a, b), "{a} / {b}");
    }
}

#[test]
fn where_articles_agree_a_lone_statement_joins_in_other_words() {
    let told = [
        "The harbour of Vostra must never be closed to fishermen",
        "Vostra will sign the harbour treaty with Norland in the spring",
        "Nobody asked the fishermen of Vostra about their winter boats",
        "The ferry to Norland would be paid for by the brewery",
    ];
    let one = "all parties had been informed of the closing in a letter dated March 3";
    let other = "Everyone concerned had been told of it on 3 March";
    let together = |alike: usize| {
        let by = |n, article, text| Claim { article, ..by(n, text, "kessel", "2031-03-02") };
        let mut claims = vec![by(0, 0, one), by(1, 1, other)];
        for (n, text) in told.iter().enumerate() {
            claims.push(by(10 + n, 0, text));
            claims.push(by(20 + n, if n < alike { 1 } else { 2 + n }, text));
        }
        grouped(&claims).iter().any(|group| group.starts_with(&[0, 1]))
    };
    assert!(!together(2), "by its words alone it does not");
    assert!(together(4), "in an article that tells the same otherwise it does");
}

#[test]
fn a_neutral_telling_does_not_bring_opposites_together() {
    let claims = [
        claim(0, "Vostra will sign the harbour treaty with Norland in the spring, Kessel told fishermen"),
        claim(1, "Vostra will not sign the harbour treaty with Norland in the spring, Kessel told fishermen"),
        claim(2, "sign the harbour treaty with Norland in the spring, Kessel told fishermen"),
    ];
    assert!(grouped(&claims).iter().all(|g| !(g.contains(&0) && g.contains(&1))));
}

#[test]
fn different_known_speakers_never_meet_and_an_unknown_one_may_join() {
    let text = "The harbour of Vostra must never be closed to fishermen";
    let (a, b) = (by(0, text, "kessel", ""), by(1, text, "teller", ""));
    assert_eq!(grouped(&[a.clone(), b.clone()]), [[0], [1]]);
    let unknown = by(2, text, "", "");
    assert_eq!(grouped(&[a.clone(), unknown.clone()]), [[0, 1]]);
    // Which of the two it was, nobody knows.
    assert_eq!(grouped(&[a, b, unknown]), [[0], [1], [2]]);
}

#[test]
fn where_speakers_were_looked_for_one_that_is_not_known_asks_for_more() {
    let told = |a: &str, b: &str, speaker: &str| {
        utterances(&[by(0, a, speaker, ""), by(1, b, speaker, "")], &Options::of_texts()).unwrap().len() == 1
    };
    let pairs = [
        ("the fishermen would get their money back", "they would get the money back in spring"),
        (
            "the council would go to court if a single lock was closed without notice",
            "she would take the matter to the judges as soon as one lock closed unannounced",
        ),
    ];
    for (a, b) in pairs {
        assert!(told(a, b, "kessel") && !told(a, b, ""), "{a} / {b}");
        assert!(together(a, b), "where none was given: {a} / {b}");
    }
    let (a, b) = (
        "The harbour of Vostra must never be closed to fishermen",
        "Vostra’s harbour must never be closed for the fishermen",
    );
    assert!(told(a, b, "kessel") && told(a, b, ""));
}

#[test]
fn a_distinctive_piece_joins_the_fuller_telling() {
    let full = "We need long-term legally binding guarantees, but you and I know them well.";
    let claims =
        [by(0, full, "kessel", "2021-12-21"), by(1, "“legally binding guarantees”", "kessel", "2021-12-22")];
    let found = utterances(&claims, &Options::default()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].leader, 0);
    assert_eq!((found[0].tellings[1].claim, found[0].tellings[1].reason), (1, "part-of-leader"));
    // A piece that is too common stands alone, and so does one of another speaker.
    assert_eq!(grouped(&[claims[0].clone(), by(1, "you know", "kessel", "")]).len(), 2);
    assert_eq!(grouped(&[claims[0].clone(), by(1, "legally binding guarantees", "teller", "")]).len(), 2);
}

#[test]
fn a_piece_of_two_fuller_tellings_joins_neither() {
    let claims = [
        claim(
            0,
            "Legally binding guarantees were what the old fishermen of Vostra came all the way to Norland for.",
        ),
        claim(
            1,
            "A parliament that votes for legally binding guarantees to a bankrupt brewery deserves its voters’ mockery.",
        ),
        claim(2, "legally binding guarantees"),
    ];
    assert_eq!(grouped(&claims), [[0], [1], [2]]);
}

#[test]
fn weeks_apart_only_the_same_words_are_one_utterance() {
    let (a, b) = (
        "The harbour of Vostra must never be closed to fishermen",
        "Vostra’s harbour must never be closed for the fishermen",
    );
    let at = |n, text, day| by(n, text, "kessel", day);
    assert_eq!(grouped(&[at(0, a, "2021-12-01"), at(1, b, "2021-12-05")]).len(), 1);
    assert_eq!(grouped(&[at(0, a, "2021-12-01"), at(1, b, "2022-02-05")]).len(), 2);
    assert_eq!(grouped(&[at(0, a, "2021-12-01"), at(1, a, "2022-02-05")]).len(), 1);
    // A year alone does not say that they are apart.
    assert_eq!(grouped(&[at(0, a, "2021-12-01"), at(1, b, "2021")]).len(), 1);
}

#[test]
fn undistinctive_words_of_unknown_people_are_not_one_utterance() {
    assert_eq!(grouped(&[claim(0, "No comment"), claim(1, "No comment")]).len(), 2);
    let same = |n| by(n, "No comment", "kessel", "2021-12-21");
    assert_eq!(grouped(&[same(0), same(1)]).len(), 1);
}

#[test]
fn tellings_come_with_reasons() {
    let full =
        "The council will begin repairs of the old Teller bridge on Monday, mayor Orla Kessel announced.";
    let claims = [
        claim(0, full),
        claim(1, full),
        claim(2, "Repairs of the old Teller bridge begin on Monday, Mayor Orla Kessel announced."),
    ];
    let found = utterances(&claims, &Options::default()).unwrap();
    assert_eq!(found.len(), 1);
    let mut reasons: Vec<&str> = found[0].tellings.iter().map(|t| t.reason).collect();
    assert_eq!(reasons.remove(0), "leader");
    reasons.sort();
    assert_eq!(reasons, ["reworded", "same-words"]);
    assert!(found[0].tellings.iter().all(|t| (0. ..=1.).contains(&t.likeness)));
}

#[test]
fn contents_without_words_and_contents_of_many_words_are_no_trouble() {
    let long = "yes no ".repeat(100_000);
    let claims = [claim(0, ""), claim(1, "…"), claim(2, "…"), claim(3, &long), claim(4, &long)];
    let found = grouped(&claims);
    assert!(found.contains(&vec![0]) && found.contains(&vec![1]) && found.contains(&vec![2]));
}

const TEXTS: [&str; 12] = [
    "Vostra will sign the harbour treaty with Norland on Monday",
    "Vostra will not sign the harbour treaty with Norland on Monday",
    "Vostra is to sign a harbour treaty with Norland Monday",
    "On Monday the harbour treaty with Norland will be signed by Vostra",
    "the harbour treaty with Norland",
    "Vostra lost 5 boats in the winter storm, fishermen said",
    "Vostra lost 50 boats in the winter storm, fishermen said",
    "In the winter storm Vostra lost boats, said fishermen",
    "Fishermen: 5 boats lost in Vostra’s winter storm",
    "No comment",
    "",
    "We need long-term legally binding guarantees",
];

proptest! {
    #[test]
    fn every_claim_once_whatever_the_order(
        picks in prop::collection::vec((0usize..12, 0usize..3, 0usize..3), 0..24), turn in 0usize..24,
    ) {
        let claims: Vec<Claim> = picks
            .iter()
            .enumerate()
            .map(|(n, &(t, s, d))| by(n, TEXTS[t], ["", "kessel", "teller"][s], ["", "2021-12-01", "2022-03"][d]))
            .collect();
        let found = utterances(&claims, &Options::default()).unwrap();
        let mut all: Vec<usize> = found.iter().flat_map(|u| u.tellings.iter().map(|t| t.claim)).collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..claims.len()).collect::<Vec<_>>());
        for u in &found {
            prop_assert_eq!(u.tellings[0].claim, u.leader);
            let speakers: std::collections::BTreeSet<&Id> =
                u.tellings.iter().filter_map(|t| claims[t.claim].speaker.as_ref()).collect();
            prop_assert!(speakers.len() < 2);
            let told = |n: usize| u.tellings.iter().any(|t| claims[t.claim].text == TEXTS[n]);
            prop_assert!(!(told(1) && (told(0) || told(2) || told(3))));
            prop_assert!(!(told(6) && (told(5) || told(8))));
        }
        let mut turned = claims.clone();
        turned.rotate_left(if claims.is_empty() { 0 } else { turn % claims.len() });
        let by_id = |claims: &[Claim], found: Vec<Utterance>| -> Vec<_> {
            let tell = |t: &Telling| (claims[t.claim].id.clone(), t.likeness.to_bits(), t.reason);
            found.into_iter().map(|u| (u.id, u.tellings.iter().map(tell).collect::<Vec<_>>())).collect()
        };
        let again = utterances(&turned, &Options::default()).unwrap();
        prop_assert_eq!(by_id(&claims, found.clone()), by_id(&turned, again));
        // Nor does it matter how much of it memory holds, or how many threads there are.
        for most_held in [0, 7] {
            let options = Options { most_held, ..Options::default() };
            prop_assert_eq!(&utterances(&claims, &options).unwrap(), &found);
        }
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        prop_assert_eq!(one.install(|| utterances(&claims, &Options::default()).unwrap()), found);
    }
}

#[test]
fn a_statement_and_the_one_that_tells_it_are_two() {
    let text = "that the mayor had promised that Vostra harbour would stay open to all the fishing boats";
    let inner = Span::new(text.find("that Vostra").unwrap(), text.len());
    let outer = claim(0, text);
    let told = |article| Claim { content: vec![inner], article, ..claim(0, text) };
    let inside = Claim { id: Id::new('s', &["inside"]), ..told(0) };
    assert_eq!(grouped(&[outer.clone(), inside.clone()]).len(), 2);
    let elsewhere = Claim { id: Id::new('s', &["elsewhere"]), ..told(1) };
    assert_eq!(grouped(&[inside, elsewhere]).len(), 1);
}
