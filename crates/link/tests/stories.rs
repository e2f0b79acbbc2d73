//! Articles put into stories, through the public interface.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod common;

use common::{Draft, articles, prose};
use onrecord_link::story::stories;
use proptest::prelude::*;

fn ids(drafts: &[Draft]) -> Vec<Vec<&str>> {
    stories(&articles(drafts))
        .unwrap()
        .iter()
        .map(|s| s.articles.iter().map(|&i| drafts[i].id.as_str()).collect())
        .collect()
}

const FERRY: [&str; 3] = [
    "The ferry between Ostrel and Vanmouth ran aground on Monday. Captain Ilse Drou said that the harbour \
     light had failed. Forty passengers were taken off by lifeboat.",
    "Passengers of the Vanmouth ferry told how lifeboats took them off after it ran aground near Ostrel. The \
     harbour light was out, according to Captain Drou.",
    "Ostrel will replace its harbour light after the ferry to Vanmouth ran aground, Mayor Tobin Hask said.",
];
const BUDGET: [&str; 2] = [
    "The council of Hollin passed its budget with cuts to libraries. Treasurer Ana Welk defended the deficit.",
    "Libraries in Hollin will close early: the council's budget, said Treasurer Welk, leaves a deficit.",
];

fn both_events() -> Vec<Draft> {
    let draft = |(i, text): (usize, &&str)| Draft::new(format!("a{i}"), *text).by("Tide").at("2031-05-05");
    FERRY.iter().chain(&BUDGET).enumerate().map(draft).collect()
}

#[test]
fn a_small_pile_falls_into_its_events() {
    assert_eq!(ids(&both_events()), [vec!["a0", "a1", "a2"], vec!["a3", "a4"]]);
}

#[test]
fn a_pile_about_one_thing_is_one_story() {
    assert_eq!(ids(&both_events()[..3]), [vec!["a0", "a1", "a2"]]);
}

#[test]
fn what_comes_weeks_later_is_another_story() {
    let mut drafts = both_events();
    drafts[1] = drafts[1].clone().at("2031-07-01");
    assert_eq!(ids(&drafts), [vec!["a0", "a2"], vec!["a3", "a4"], vec!["a1"]]);
}

#[test]
fn an_article_without_a_date_may_join_and_comes_last() {
    let mut drafts = both_events();
    drafts[0] = drafts[0].clone().at("");
    assert_eq!(ids(&drafts), [vec!["a1", "a2", "a0"], vec!["a3", "a4"]]);
}

#[test]
fn a_month_is_no_reason_to_miss_what_stands_before_it() {
    let mut drafts = both_events();
    for (i, at) in ["2031-05-28", "2031-05-30", "2031-06-02"].into_iter().enumerate() {
        drafts[i] = drafts[i].clone().at(at);
    }
    drafts.push(Draft::new("vague", FERRY[0].repeat(2)).at("2031-06"));
    let found = ids(&drafts);
    assert!(found.contains(&vec!["a0", "a1", "a2"]), "{found:?}");
}

#[test]
fn given_names_are_used() {
    let mut drafts = both_events();
    for draft in &mut drafts {
        draft.names = vec!["ilse drou".into(), "vanmouth".into(), "ostrel".into(), "hollin".into()];
    }
    assert_eq!(ids(&drafts), [vec!["a0", "a1", "a2"], vec!["a3", "a4"]]);
}

#[test]
fn no_articles_no_stories_and_no_words_no_company() {
    assert_eq!(ids(&[]), Vec::<Vec<&str>>::new());
    assert_eq!(ids(&[Draft::new("a", ""), Draft::new("b", "…")]), [vec!["a"], vec!["b"]]);
}

#[test]
fn a_thousand_copies_are_one_story() {
    let text = prose(1, 80);
    let drafts: Vec<Draft> =
        (0..1000).map(|i| Draft::new(format!("{i:04}"), text.clone()).at("2031-05-05")).collect();
    assert_eq!(ids(&drafts).iter().map(Vec::len).collect::<Vec<_>>(), [1000]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_the_list_changes_nothing(
        parts in prop::collection::vec((0usize..5, 0usize..5, 0usize..4), 0..12),
        shuffle in any::<u64>(),
    ) {
        let all: Vec<&str> = FERRY.iter().chain(&BUDGET).copied().collect();
        let draft = |(i, &(a, b, day)): (usize, &(usize, usize, usize))| {
            Draft::new(format!("{:x}", i * 7919 % 31), format!("{} {}", all[a], all[b]))
                .at(["", "2031-05", "2031-05-02", "2031-05-12"][day])
        };
        let drafts: Vec<Draft> = parts.iter().enumerate().map(draft).collect();
        let mut moved = drafts.clone();
        moved.sort_by_key(|d| d.id.bytes().fold(shuffle, |h, b| (h ^ u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        prop_assert_eq!(ids(&drafts), ids(&moved));
        let names = |d: &[Draft]| stories(&articles(d)).unwrap().into_iter().map(|s| (s.id, s.thread)).collect::<Vec<_>>();
        prop_assert_eq!(names(&drafts), names(&moved));
        let mut every: Vec<&str> = ids(&drafts).concat();
        every.sort();
        let mut want: Vec<&str> = drafts.iter().map(|d| d.id.as_str()).collect();
        want.sort();
        prop_assert_eq!(every, want, "each article is in one story");
    }
}
