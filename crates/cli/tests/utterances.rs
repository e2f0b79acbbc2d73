//! Which statements of the samples are brought together: the figures of `onrecord eval utterances` must not fall.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use support::{build_samples, ok};

#[test]
fn tellings_of_the_samples_are_brought_together_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("story.record");
    build_samples(&record);
    let told = ok(&["eval", "utterances", record.to_str().unwrap(), "samples/expected/utterances.jsonl"]);
    assert!(told.contains("tellings 251, altered 4, located 247"), "{told}");
    let line = told.lines().find(|line| line.starts_with("with a statement  ")).unwrap();
    let figures: Vec<f64> =
        line["with a statement".len()..].split_whitespace().map(|f| f.parse().unwrap()).collect();
    let [precision, recall, right, found, gold] = figures[..] else { panic!("{line}") };
    assert_eq!(precision, 100.0, "{told}");
    assert!(recall >= 33.5, "{told}");
    assert!(right <= found && right <= gold, "{told}");
    let missed: f64 = told
        .lines()
        .filter(|line| line.starts_with("missed, "))
        .map(|line| line.split_whitespace().last().unwrap().parse::<f64>().unwrap())
        .sum();
    let all = told.lines().find(|line| line.starts_with("all labels  ")).unwrap();
    let all: Vec<f64> = all["all labels".len()..].split_whitespace().map(|f| f.parse().unwrap()).collect();
    assert_eq!(missed, all[4] - all[2], "each missed pair has its cause");
}
