//! Training on a few invented articles: it learns them, and the same inputs give the same bytes.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

use onrecord_annotate::tagging::{Engine, Model};
use onrecord_train::training::{Inputs, Settings, evaluate, everything};
use onrecord_train::{corpus, crf};
use std::fs;
use std::path::Path;

const NAMES: [&str; 6] = ["Ada Moor", "Bo Lind", "Cy Tarn", "Di Holt", "the mayor", "a spokesman"];
const VERBS: [&str; 3] = ["said", "argued", "insisted"];
const CLAIMS: [&str; 5] = [
    "the bridge is safe",
    "the dam will hold",
    "nobody was told of the flood",
    "the road must be closed at once",
    "the harvest was good",
];

/// Writes articles of a few statements each, with their annotations.
fn articles(folder: &Path, count: usize) {
    fs::create_dir_all(folder.join("text")).unwrap();
    fs::create_dir_all(folder.join("attributions")).unwrap();
    for n in 0..count {
        let (mut text, mut annotations) = (String::new(), String::new());
        for i in 0..6 {
            let k = n * 6 + i;
            let (name, verb, claim) = (NAMES[k % 6], VERBS[k % 3], CLAIMS[(k / 2) % 5]);
            let parts = if k % 2 == 0 { [name, verb, claim] } else { [claim, name, verb] };
            let mut ids = Vec::new();
            for part in parts {
                let at = text.chars().count();
                text += part;
                let role = match part {
                    _ if part == name => "Source",
                    _ if part == verb => "Cue",
                    _ => "Content",
                };
                let id = annotations.matches('T').count() + 1;
                annotations += &format!("T{id}\t{role} {at} {}\t{part}\n", at + part.len());
                ids.push(format!("{role}:T{id}"));
                text += if k % 2 == 1 && part == claim { ", " } else { " " };
            }
            annotations += &format!("E{}\tAttribution:T0 {}\n", i + 1, ids.join(" "));
            text = text.trim_end().to_owned() + ".\nIt rained on Monday and nothing else happened.\n";
        }
        fs::write(folder.join(format!("text/paper_{n}.txt")), text).unwrap();
        fs::write(folder.join(format!("attributions/paper_{n}_x.ann")), annotations).unwrap();
    }
}

const SYNTAX: &str = "1\tAda\t_\t_\tNNP\t_\t_\t_\t_\t_\n2\tsaid\t_\t_\tVBD\t_\t_\t_\t_\t_\n\
                      3\tit\t_\t_\tPRP\t_\t_\t_\t_\t_\n4\trained\t_\t_\tVBD\t_\t_\t_\t_\tSpaceAfter=No\n\
                      5\t.\t_\t_\t.\t_\t_\t_\t_\t_\n\n";

#[test]
fn learns_what_it_is_shown_and_the_same_bytes_each_time() {
    let folder = tempfile::tempdir().unwrap();
    articles(folder.path(), 12);
    let syntax = folder.path().join("one.conllu");
    fs::write(&syntax, SYNTAX.repeat(9)).unwrap();
    let inputs = Inputs {
        articles: folder.path().to_owned(),
        syntax: vec![syntax],
        syntax_prefixes: Vec::new(),
        texts: vec![folder.path().join("text")],
        every: 1,
    };
    let chain = crf::Settings { bits: 16, epochs: 3, models: 2, rate: 0.1, ..crf::Settings::default() };
    let settings = Settings { chain, folds: 2 };
    let model = everything(&inputs, &settings, |_| {}).unwrap();
    let bytes = model.write();
    let again = everything(&inputs, &settings, |_| {}).unwrap().write();
    assert!(bytes == again, "two runs gave other bytes");
    let articles = corpus::read(folder.path()).unwrap();
    let read = Model::read(&bytes).unwrap();
    let tally = evaluate(&articles, Engine { model: &read, encoder: None });
    assert!(tally.attribution.f1() > 0.9, "{tally:?}");
    assert!(Model::read(&bytes[..bytes.len() - 3]).is_err());
}
