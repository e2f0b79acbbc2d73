//! Times of saying in real articles, against sixty that were judged by hand (`data/polnear-said.tsv`). The articles
//! themselves are not in the repository: without them the test says so and passes.
//!
//! usage: cargo test -p onrecord-annotate --test said -- --nocapture

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

use onrecord_annotate::{Annotation, Input, annotate};
use onrecord_text::{OffsetMap, Span, Unit};
use std::collections::BTreeMap;
use std::path::PathBuf;

const LABELS: &str = include_str!("data/polnear-said.tsv");

struct Label {
    article: &'static str,
    /// The expression of time and the cue, in code points.
    places: [u32; 4],
    verdict: &'static str,
    /// The date, as far as the text tells it.
    value: Option<&'static str>,
}

fn labels() -> Vec<Label> {
    let label = |line: &'static str| {
        let [article, a, b, c, d, verdict, value] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let places = [a, b, c, d].map(|n| n.parse().unwrap());
        Label { article, places, verdict, value: (value != "-").then_some(value) }
    };
    LABELS.lines().filter(|line| !line.starts_with('#')).map(label).collect()
}

fn shared() -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    std::env::var_os("ONRECORD_SHARED").map_or_else(beside, PathBuf::from).join("data/polnear")
}

/// When each article was published.
fn published() -> Option<BTreeMap<String, String>> {
    let table = std::fs::read_to_string(shared().join("metadata.tsv")).ok()?;
    let mut lines = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next()?;
    let column = |name: &str| head.iter().position(|c| *c == name).unwrap();
    let (name, date) = (column("filename"), column("publication_date"));
    Some(lines.map(|row| (row[name].to_owned(), row[date].to_owned())).collect())
}

#[test]
fn labels_are_well_formed() {
    let labels = labels();
    assert_eq!(labels.len(), 60);
    assert!(labels.iter().all(|l| ["right", "wrong", "none"].contains(&l.verdict)));
    assert!(labels.iter().all(|l| l.places[0] < l.places[1] && l.places[2] < l.places[3]));
}

#[test]
fn times_of_saying_are_those_that_were_judged() {
    let Some(published) = published() else {
        println!("PolNeAR is not at {}: nothing compared", shared().display());
        return;
    };
    let mut annotations: BTreeMap<&str, (String, Annotation)> = BTreeMap::new();
    let (mut right, mut wrong, mut lost) = (0, 0, 0);
    for label in labels().iter().filter(|l| l.verdict != "none") {
        let (text, annotation) = annotations.entry(label.article).or_insert_with(|| {
            let file = shared().join(format!("dev/text/{}.txt", label.article));
            let text = std::fs::read_to_string(file).unwrap();
            let body = [Span::new(0, text.len())];
            let published = published.get(label.article).and_then(|p| p.parse().ok());
            let input = Input { text: &text, body: &body, published, byline: None };
            let annotation = annotate(&input);
            (text, annotation)
        });
        let map = OffsetMap::new(text, Unit::CodePoint);
        let [start, end, cue, cue_end] = label.places;
        let statement = annotation.statements.iter().find(|s| {
            let said = s.said.as_ref().is_some_and(|said| map.out(said.span) == (start, end));
            said && s.cue.last().is_some_and(|c| map.out(*c) == (cue, cue_end))
        });
        let when = statement.and_then(|s| s.said.as_ref()?.when).map(|w| w.to_day().to_string());
        match (statement.is_some(), label.verdict) {
            (true, "right") if when.as_deref() == label.value => right += 1,
            (true, _) => {
                wrong += 1;
                println!("wrong: {} {start}-{end} {when:?}", label.article);
            }
            (false, "right") => {
                lost += 1;
                println!("lost: {} {start}-{end}", label.article);
            }
            (false, _) => {}
        }
    }
    println!("right {right}, wrong {wrong}, not found any more {lost}");
    assert!(right >= 40, "{right} right");
    assert!(right * 20 >= (right + wrong) * 19, "{right} right, {wrong} wrong");
}
