//! Whom something is said to, in real articles, against judgements by hand (`data/addressees.tsv`). The articles
//! themselves are not in the repository: without them the test says so and passes.
//!
//! usage: cargo test -p onrecord-annotate --test addressees -- --nocapture

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

use onrecord_annotate::{Annotation, Input, annotate};
use onrecord_text::{OffsetMap, Span, Unit, fold};
use std::collections::BTreeMap;
use std::path::PathBuf;

const LABELS: &str = include_str!("data/addressees.tsv");

/// A statement by its cue, and the name of whom it is said to; none where nobody is named.
struct Label {
    article: &'static str,
    cue: (u32, u32),
    told: Option<(u32, u32)>,
}

fn labels() -> Vec<Label> {
    let range = |text: &str| {
        let (start, end) = text.split_once('-').unwrap();
        (start.parse().unwrap(), end.parse().unwrap())
    };
    let lines = LABELS.lines().filter(|line| !line.starts_with('#'));
    let label = |line: &'static str| {
        let [article, cue, told] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        Label { article, cue: range(cue), told: (told != "-").then(|| range(told)) }
    };
    lines.map(label).collect()
}

fn text(article: &str) -> Option<String> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("ONRECORD_SHARED").map_or_else(beside, PathBuf::from);
    let (part, name) = article.split_once('/').unwrap();
    std::fs::read_to_string(shared.join(format!("data/polnear/{part}/text/{name}.txt"))).ok()
}

/// The name of whom the statement with this cue is said to.
fn found(text: &str, annotation: &Annotation, cue: Span) -> Option<String> {
    let meets = |s: &&Span| s.start < cue.end && cue.start < s.end;
    let statement = annotation.statements.iter().find(|s| s.cue.iter().any(|p| meets(&p)))?;
    Some(name(annotation.parties[statement.addressee?].name.of(text)))
}

fn name(printed: &str) -> String {
    let folded = fold(printed);
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}

#[test]
fn whom_something_is_said_to_is_right_as_often_as_measured() {
    let labels = labels();
    assert_eq!(labels.len(), 60);
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for label in &labels {
        let Some(text) = text(label.article) else {
            eprintln!(
                "skipped: PolNeAR is not here; name the folder that holds data/polnear in ONRECORD_SHARED"
            );
            return;
        };
        texts.insert(label.article, text);
    }
    let (mut right, mut answers) = (0, 0);
    for (article, text) in &texts {
        let body = [Span::new(0, text.len())];
        let annotation = annotate(&Input { text, body: &body, published: None, byline: None });
        let map = OffsetMap::new(text, Unit::CodePoint);
        for label in labels.iter().filter(|l| l.article == *article) {
            let cue = map.back(label.cue.0, label.cue.1).unwrap();
            let told = label.told.map(|(start, end)| name(map.back(start, end).unwrap().of(text)));
            let Some(found) = found(text, &annotation, cue) else { continue };
            answers += 1;
            if told.as_ref() == Some(&found) {
                right += 1;
            } else {
                eprintln!("{article} {:?}: {found}, not {told:?}", label.cue);
            }
        }
    }
    eprintln!("{right} of {answers} addressees are right");
    assert!(answers >= 48 && right >= 44 && right * 100 >= answers * 88, "{right} of {answers}");
}
