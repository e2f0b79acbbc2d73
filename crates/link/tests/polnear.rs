//! Copying between real articles, against pairs that were judged by hand (`data/polnear-reuse.tsv`). The
//! articles themselves are not in the repository: without them the test says so and passes.
//!
//! usage: cargo test -p onrecord-link --test polnear -- --nocapture

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

use onrecord_link::origin::derivations;
use onrecord_link::reuse::{Bare, Options, shared};
use onrecord_link::{Article, Shared};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const LABELS: &str = include_str!("data/polnear-reuse.tsv");

/// Two articles by name, the smaller first.
type Names = (String, String);

struct Label {
    kind: &'static str,
    names: Names,
    /// The longest shared runs, in code points of the one and of the other.
    runs: Vec<[usize; 4]>,
}

fn labels() -> Vec<Label> {
    let lines = LABELS.lines().filter(|line| !line.starts_with('#'));
    let numbers = |run: &str| -> Vec<usize> { run.split([':', '-']).map(|n| n.parse().unwrap()).collect() };
    let label = |line: &'static str| {
        let [kind, a, b, runs] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert!(a < b, "{line}");
        let runs = runs.split(',').map(|run| numbers(run).try_into().unwrap()).collect();
        Label { kind, names: (a.to_owned(), b.to_owned()), runs }
    };
    lines.map(label).collect()
}

/// The articles' names and texts.
fn texts() -> Option<Vec<(String, String)>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("ONRECORD_SHARED").map_or_else(beside, PathBuf::from);
    let folder = std::fs::read_dir(shared.join("data/polnear/train/text")).ok()?;
    let mut texts: Vec<(String, String)> = folder
        .map(|file| file.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    texts.sort();
    Some(texts)
}

#[test]
fn labels_are_well_formed() {
    let labels = labels();
    assert!(labels.len() >= 200);
    let kinds = ["copied", "quotation", "boilerplate", "stock"];
    assert!(labels.iter().all(|l| kinds.contains(&l.kind) && !l.runs.is_empty()));
    assert_eq!(labels.iter().map(|l| &l.names).collect::<BTreeSet<_>>().len(), labels.len());
}

#[test]
fn copying_is_found_and_told_from_quotation_and_boilerplate() {
    let Some(texts) = texts() else {
        eprintln!("skipped: PolNeAR is not here; name the folder that holds data/polnear in ONRECORD_SHARED");
        return;
    };
    // A file is named by its outlet, its date and its title.
    let bare: Vec<Bare> = texts
        .iter()
        .map(|(name, text)| {
            let mut parts = name.splitn(3, '_').map(|part| part.into());
            Bare {
                id: name.into(),
                text: text.into(),
                outlet: parts.next(),
                published: parts.next(),
                title: None,
            }
        })
        .collect();
    let articles: Vec<Article> = bare.iter().map(Bare::article).collect();
    let all = shared(&articles, &Options::default()).unwrap();
    let names = |a: usize, b: usize| -> Names {
        let name = |i: usize| articles[i].id.to_string();
        (name(a.min(b)), name(a.max(b)))
    };
    let found: BTreeSet<Names> =
        derivations(&articles, &all).unwrap().iter().map(|d| names(d.copy, d.source)).collect();

    let labels = labels();
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for label in &labels {
        let (hits, count) = kinds.entry(label.kind).or_default();
        *count += 1;
        *hits += usize::from(found.contains(&label.names));
        if (label.kind == "copied") != found.contains(&label.names) {
            println!("{:11} {} {}", label.kind, label.names.0, label.names.1);
        }
    }
    let judged: BTreeSet<&Names> = labels.iter().map(|label| &label.names).collect();
    for (a, b) in found.iter().filter(|&pair| !judged.contains(pair)) {
        println!("not judged  {a} {b}");
    }
    println!("found of each kind: {kinds:?}");
    let (hits, copied) = kinds["copied"];
    println!("precision {:.3}, recall {:.3}", hits as f64 / found.len() as f64, hits as f64 / copied as f64);
    assert!(hits * 100 >= copied * 90, "recall");
    assert!(hits * 100 >= found.len() * 90, "precision");
    assert_eq!(passages_missed(&articles, &all, &labels), 0, "the longest run of a copied pair is a passage");
}

/// How many copied pairs that are found have no passage over their longest run.
fn passages_missed(articles: &[Article], all: &[Shared], labels: &[Label]) -> usize {
    let copied = labels.iter().filter(|label| label.kind == "copied");
    let missed = copied.filter(|label| {
        let at = |name: &str| articles.iter().position(|article| article.id.as_str() == name).unwrap();
        let (a, b) = (at(&label.names.0), at(&label.names.1));
        let Some(pair) = all.iter().find(|pair| (pair.a, pair.b) == (a, b)) else { return false };
        let [from, to, ..] = label.runs[0];
        let bytes = |n: usize| articles[a].text.char_indices().nth(n).map_or(articles[a].text.len(), |c| c.0);
        let (from, to) = (bytes(from), bytes(to));
        !pair.passages.iter().any(|p| p.a.start as usize <= from && p.a.end as usize >= to)
    });
    missed.count()
}
