//! The promises that no change may break, on the samples and on texts of any kind.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use support::{SAMPLES, build_samples, export, ok, onrecord, root, rows, run, slice, table};

/// The texts of an export by article and by version.
fn texts(record: &Path) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let string = |v: &Value| v.as_str().unwrap().to_owned();
    let versions: BTreeMap<String, String> =
        table(record, "versions").iter().map(|r| (string(&r["id"]), string(&r["text"]))).collect();
    let articles = table(record, "articles")
        .iter()
        .map(|r| (string(&r["id"]), versions[r["version"].as_str().unwrap()].clone()))
        .collect();
    (articles, versions)
}

#[test]
fn every_span_that_is_exported_is_a_slice() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("samples.record");
    build_samples(&record);
    let (articles, _) = texts(&record);
    let article = |row: &Value, key: &str| articles[row[key].as_str().unwrap()].as_str();
    let mut seen = 0;

    let of_statement: BTreeMap<String, String> = table(&record, "statements")
        .iter()
        .map(|r| (r["id"].as_str().unwrap().into(), r["article"].as_str().unwrap().into()))
        .collect();
    for row in table(&record, "spans") {
        let text = &articles[&of_statement[row["statement"].as_str().unwrap()]];
        assert_eq!(slice(text, &row["start"], &row["end"]), row["text"].as_str().unwrap());
        seen += 1;
    }
    for name in ["mentions", "timexes"] {
        for row in table(&record, name) {
            assert_eq!(
                slice(article(&row, "article"), &row["start"], &row["end"]),
                row["text"].as_str().unwrap()
            );
            seen += 1;
        }
    }
    for row in table(&record, "passages") {
        let here = slice(article(&row, "a"), &row["a_start"], &row["a_end"]);
        let there = slice(article(&row, "b"), &row["b_start"], &row["b_end"]);
        assert_eq!(here, row["text"].as_str().unwrap());
        assert_eq!(folded(&here), folded(&there));
        seen += 1;
    }
    for row in table(&record, "chrome") {
        assert!(!slice(article(&row, "article"), &row["start"], &row["end"]).trim().is_empty());
    }
    assert!(seen > 1000, "only {seen} spans: the samples should give more");
}

fn folded(text: &str) -> Vec<String> {
    use onrecord_text::{Span, words};
    words(text, Span::new(0, text.len())).map(|w| w.folded).collect()
}

/// Checks an object of `extract --with-text`.
fn check_extract(object: &Value) {
    let text = object["text"].as_str().unwrap();
    let pair = |p: &Value| slice(text, &p[0], &p[1]);
    let pairs = |v: &Value| -> Vec<String> { v.as_array().unwrap().iter().map(pair).collect() };
    assert_eq!(pairs(&object["body"]).join("\n"), object["body_text"].as_str().unwrap());
    assert_eq!(object["text_sha256"].as_str().unwrap().len(), 64);
    pairs(&object["timexes"]);
    pairs(&object["chrome"]);
    check_statements(text, &object["statements"]);
}

/// Checks statements and those that stand in them.
fn check_statements(text: &str, statements: &Value) {
    let pair = |p: &Value| slice(text, &p[0], &p[1]);
    for s in statements.as_array().unwrap() {
        for role in ["source", "cue", "content"] {
            s[role].as_array().unwrap().iter().for_each(|p| drop(pair(p)));
        }
        assert!(!s["content"].as_array().unwrap().is_empty());
        if let Some(name) = s["speaker"]["name"].as_str() {
            assert_eq!(pair(&s["speaker"]["span"]), name);
        }
        if !s["statements"].is_null() {
            check_statements(text, &s["statements"]);
        }
    }
}

#[test]
fn every_span_that_extract_prints_is_a_slice() {
    let args = ["extract", "--format", "jsonl", "--with-text", "samples/pages", "samples/scraped"];
    let objects = rows(&String::from_utf8(run(&args).stdout).unwrap());
    assert_eq!(objects.len(), 18);
    objects.iter().for_each(check_extract);
}

/// Text as articles might have it, and as they should not.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Z][a-z]{1,8} (said|told|warned|asked|added|promised)",
        2 => Just("according to the ministry, ".to_owned()),
        3 => "(“|”|\"|‘|’|'|«|»|„|—|…|\\.|,|:|\\?|!|\n|\n\n|\r\n| |\u{a0}|\t)",
        3 => "[a-z]{1,9}( [a-z]{1,9}){0,6}",
        1 => "(on Tuesday|last week|21 December 2021|earlier this month|10 a\\.m\\.)",
        1 => "(🙂|e\u{301}|漢字|שלום|\u{202e}|\u{feff}|\u{0}|\u{7}|<p>|</div>|&amp;|\u{fffd})",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    // Each case starts the program; a batch of texts goes into each.
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn spans_are_slices_of_any_text(texts in prop::collection::vec(odd_text(), 1..12)) {
        let dir = tempfile::tempdir().unwrap();
        for (i, text) in texts.iter().enumerate() {
            let ending = if i % 3 == 0 { "html" } else { "txt" };
            std::fs::write(dir.path().join(format!("{i}.{ending}")), text).unwrap();
        }
        let output = onrecord()
            .args(["extract", "--format", "jsonl", "--with-text", "--published", "2031-03-12"])
            .arg(dir.path())
            .output()
            .unwrap();
        prop_assert!(matches!(output.status.code(), Some(0 | 1 | 3)), "{:?}", output);
        rows(&String::from_utf8(output.stdout).unwrap()).iter().for_each(check_extract);
    }
}

/// Every file of the samples by itself.
fn sample_files() -> Vec<String> {
    let mut files = vec!["samples/feed.jsonl".to_owned()];
    for folder in ["samples/pages", "samples/scraped"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            files.push(format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap()));
        }
    }
    files.sort();
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, ..ProptestConfig::default() })]

    /// The same inputs give the same bytes in any order, on any number of threads, in one build or several.
    #[test]
    fn the_record_does_not_depend_on_how_it_was_built(
        order in Just(sample_files()).prop_shuffle(),
        threads in 1usize..5,
        cut in 0usize..20,
    ) {
        let dir = tempfile::tempdir().unwrap();
        let plain = dir.path().join("plain.record");
        build_samples(&plain);
        let odd = dir.path().join("odd.record");
        let threads = threads.to_string();
        let (first, second) = order.split_at(cut.min(order.len()));
        for part in [first, second].into_iter().filter(|p| !p.is_empty()) {
            // A part may hold nothing but inputs that are set aside; that is exit code 1.
            let status = onrecord()
                .args(["build", "--quiet", "--threads", &threads, "-o"])
                .arg(&odd)
                .args(&SAMPLES[3..])
                .args(part)
                .output()
                .unwrap()
                .status;
            prop_assert!(matches!(status.code(), Some(0 | 1)));
        }
        for format in ["jsonl", "csv", "parquet"] {
            prop_assert_eq!(export(&plain, format), export(&odd, format));
        }
    }
}

#[test]
fn building_again_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("samples.record");
    build_samples(&record);
    let before = export(&record, "jsonl");
    let again = ok(&["build", "--format", "jsonl", "-o", record.to_str().unwrap(), "samples/pages"]);
    let report = &rows(&again)[0];
    assert_eq!((report["stored"].as_u64(), report["annotated"].as_u64()), (Some(0), Some(0)));
    assert_eq!(report["linked"], false);
    assert_eq!(before, export(&record, "jsonl"));
}

/// Many articles, all different: the samples' texts in turn, each with a line of its own. A third of them lie in a
/// web archive.
fn pile(folder: &Path, articles: usize) {
    let texts: Vec<String> = ["ledger-speech", "ledger-talks", "hri-speech", "aldersund-post-speech"]
        .iter()
        .map(|name| std::fs::read_to_string(root().join(format!("samples/scraped/{name}.txt"))).unwrap())
        .collect();
    let mut archive = String::new();
    for n in 0..articles {
        let text = &texts[n % texts.len()];
        let own = format!("Warden {n} of gate {n} said the water stood at {n} metres.\n\n{text}");
        if n % 3 == 0 {
            let head = format!("WARC-Type: conversion\r\nWARC-Target-URI: https://averne.example/{n}\r\n");
            archive += &format!("WARC/1.0\r\n{head}Content-Length: {}\r\n\r\n{own}\r\n\r\n", own.len());
        } else {
            std::fs::write(folder.join(format!("{n:04}.txt")), own).unwrap();
        }
    }
    std::fs::write(folder.join("crawl.warc"), archive).unwrap();
}

/// Takes a record away with what SQLite keeps beside it.
fn remove(record: &Path) {
    for beside in ["", "-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(format!("{}{beside}", record.display()));
    }
}

/// Killed at several moments, the record opens, and a build run to its end gives the same bytes as one that was
/// never broken off. Half of the builds begin with nothing; half add an article to a finished record, which is
/// mostly linking. `ONRECORD_KILLS` sets how many moments.
#[test]
fn a_killed_build_resumes_to_the_same_bytes() {
    let kills: u64 = std::env::var("ONRECORD_KILLS").ok().and_then(|k| k.parse().ok()).unwrap_or(6);
    let dir = tempfile::tempdir().unwrap();
    let inputs = dir.path().join("articles");
    std::fs::create_dir(&inputs).unwrap();
    pile(&inputs, 120);
    let build = |record: &Path| {
        let mut command = onrecord();
        command.args(["build", "--quiet", "-o"]).arg(record).arg(&inputs);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        command
    };
    let timed = |record: &Path| {
        let start = std::time::Instant::now();
        assert!(build(record).status().unwrap().success());
        start.elapsed()
    };
    let before = dir.path().join("before.record");
    let from_nothing = timed(&before);
    std::fs::write(inputs.join("late.txt"), "“The gates stay shut,” said Warden 7 of gate 7 on Monday.")
        .unwrap();
    let whole = dir.path().join("whole.record");
    std::fs::copy(&before, &whole).unwrap();
    let one_more = timed(&whole);
    let want = export(&whole, "jsonl");

    let broken = dir.path().join("broken.record");
    let (mut resumed, mut random) = (0, 0x9E37_79B9_7F4A_7C15_u64);
    for kill in 0..kills {
        let late = kill % 2 == 1;
        if !broken.exists() && late {
            std::fs::copy(&before, &broken).unwrap();
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (random >> 40) as f64 / (1u64 << 24) as f64;
        let mut child = build(&broken).spawn().unwrap();
        std::thread::sleep((if late { one_more } else { from_nothing }).mul_f64(share));
        child.kill().unwrap();
        child.wait().unwrap();
        if broken.metadata().is_ok_and(|m| m.len() > 0) {
            // What is stored is whole: it opens, and counts add up.
            let output = onrecord().args(["show", "--format", "jsonl"]).arg(&broken).output().unwrap();
            let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success() || complaint.contains("not an onrecord record"), "{complaint}");
        }
        // Some are killed again while they resume.
        if kill % 3 != 0 || kill + 1 == kills {
            assert!(build(&broken).status().unwrap().success());
            assert_eq!(want, export(&broken, "jsonl"), "after kill {kill}, at {share:.3} of the build");
            remove(&broken);
            resumed += 1;
        }
    }
    assert!(resumed > 0);
}

#[test]
fn counts_equal_the_rows_behind_them() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("samples.record");
    build_samples(&record);
    let path = record.to_str().unwrap();
    let totals = &rows(&ok(&["show", path, "--format", "jsonl"]))[0];
    let count = |key: &str| totals[key].as_u64().unwrap() as usize;
    assert_eq!(count("articles"), table(&record, "articles").len());
    assert_eq!(count("statements"), table(&record, "statements").len());
    assert_eq!(count("statements"), rows(&ok(&["search", path, "--format", "jsonl"])).len());
    assert_eq!(count("direct") + count("mixed") + count("indirect"), count("statements"));
    assert_eq!(count("utterances"), table(&record, "utterances").len());
    assert_eq!(
        count("retold"),
        rows(&ok(&["compare", path, "--list", "-n", "0", "--format", "jsonl"])).len()
    );
    assert_eq!(count("speakers"), rows(&ok(&["speakers", path, "--format", "jsonl"])).len());
    assert_eq!(count("set_aside"), rows(&ok(&["inputs", path, "--set-aside", "--format", "jsonl"])).len());
    let unknown = rows(&ok(&["search", path, "--unknown-speaker", "--format", "jsonl"]));
    assert_eq!(count("speaker_unknown"), unknown.len());
    // Each utterance's numbers are those of its own view, and every statement tells exactly one utterance.
    let tellings = table(&record, "tellings");
    let told: BTreeSet<&str> = tellings.iter().map(|t| t["statement"].as_str().unwrap()).collect();
    assert_eq!((told.len(), tellings.len()), (count("statements"), count("statements")));
    for row in rows(&ok(&["compare", path, "--list", "-n", "5", "--format", "jsonl"])) {
        let view = &rows(&ok(&["compare", path, row["id"].as_str().unwrap(), "--format", "jsonl"]))[0];
        let listed = view["rows"].as_array().unwrap();
        let distinct = |of: &dyn Fn(&Value) -> String| listed.iter().map(of).collect::<BTreeSet<_>>().len();
        assert_eq!(row["tellings"], listed.len());
        assert_eq!(row["articles"], distinct(&|t| t["statement"]["article"]["id"].to_string()));
        assert_eq!(row["origins"], distinct(&|t| t["origin"]["article"].to_string()));
    }
}
