//! Stories put into threads, through the public interface.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

#[allow(dead_code)] // These tests use a part of it.
mod common;

use common::{Draft, articles};
use onrecord_link::Story;
use onrecord_link::story::stories;

/// A matter in three events, and two events of others between them.
fn drafts() -> Vec<Draft> {
    [
        (
            "run-aground",
            "2031-05-05",
            "The ferry between Ostrel and Vanmouth ran aground on Monday. Captain Ilse Drou said that the harbour \
             light of Ostrel had failed. Forty passengers were taken off the ferry by lifeboat.",
        ),
        (
            "budget",
            "2031-05-06",
            "The council of Hollin passed its budget with cuts to libraries. Treasurer Ana Welk defended the deficit.",
        ),
        (
            "inquiry",
            "2031-05-20",
            "An inquiry into the grounding of the Vanmouth ferry opened in Ostrel. Captain Drou told the judge that \
             nobody had answered her when she asked about the harbour light.",
        ),
        (
            "marathon",
            "2031-05-28",
            "Runners from nine countries finished the Hollin marathon in heat. Jora Teel won it in record time.",
        ),
        (
            "verdict",
            "2031-06-17",
            "The judge of the ferry inquiry cleared Captain Ilse Drou: the harbour light at Ostrel was dark, and \
             Vanmouth had known for a week, the verdict says.",
        ),
    ]
    .map(|(id, at, text)| Draft::new(id, text).by("Tide").at(at))
    .to_vec()
}

fn found(drafts: &[Draft]) -> Vec<Story> {
    stories(&articles(drafts)).unwrap()
}

/// The articles of each thread of two stories or more.
fn threads(drafts: &[Draft]) -> Vec<Vec<&str>> {
    let stories = found(drafts);
    let of = |thread| {
        let stories = stories.iter().filter(move |story| story.thread == thread);
        stories.map(|story| drafts[story.articles[0]].id.as_str()).collect::<Vec<_>>()
    };
    let mut ids: Vec<_> = stories.iter().map(|story| story.thread.clone()).collect();
    ids.sort();
    ids.dedup();
    ids.into_iter().map(of).filter(|stories| stories.len() > 1).collect()
}

#[test]
fn events_of_one_matter_are_one_thread() {
    let drafts = drafts();
    assert_eq!(found(&drafts).len(), 5, "each is an event of its own");
    assert_eq!(threads(&drafts), [["run-aground", "inquiry", "verdict"]]);
}

#[test]
fn what_comes_later_changes_no_thread_and_neither_does_the_order() {
    let mut all = drafts();
    let ids = |drafts: &[Draft]| {
        let id = |story: Story| (drafts[story.articles[0]].id.clone(), (story.id, story.thread));
        found(drafts).into_iter().map(id).collect::<Vec<_>>()
    };
    let after = ids(&all);
    let before = ids(&all[..3]);
    assert_eq!(before, after[..3]);
    all.reverse();
    assert_eq!(ids(&all), after);
}

#[test]
fn a_matter_that_was_silent_for_months_is_over() {
    let mut all = drafts();
    all[2] = all[2].clone().at("2031-09-01");
    all[4] = all[4].clone().at("2031-12-24");
    assert_eq!(threads(&all), Vec::<Vec<&str>>::new());
}

#[test]
fn one_name_in_common_is_no_matter() {
    assert!(threads(&[drafts()[1].clone(), drafts()[3].clone()]).is_empty());
}
