//! `reuse` and `align`: files of JSON Lines without a record.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn onrecord(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).current_dir(dir).args(args).output().unwrap()
}

fn rows(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const FERRY: &str = "The ferry “Naïve” to Ostrel left the old harbour at six in the morning with nine \
    passengers, two goats and the mayor's piano on board, and nobody has explained to the harbour office why \
    the piano was to travel alone.";

fn articles(dir: &Path) {
    let own = "The council of Ostrel met on Friday to talk about the weather and found that it had rained.";
    let row = |id: &str, text: &str, rest: &str| format!("{{\"id\":\"{id}\",\"text\":{text:?}{rest}}}\n");
    let lines = [
        row("first", &format!("{FERRY} It sank."), r#","published":"2031-05-01","outlet":"Tide""#),
        "{\"id\": \"broken\"\n".to_owned(),
        "\n".to_owned(),
        row("copy", &format!("Ža: {FERRY} {own}"), r#","published":"2031-05-02","outlet":"Gull""#),
        row("other", own, ""),
        row("first", own, ""),
    ];
    fs::write(dir.join("articles.jsonl"), lines.concat()).unwrap();
}

#[test]
fn reuse_prints_pairs_whose_spans_are_slices() {
    let dir = tempfile::tempdir().unwrap();
    articles(dir.path());
    let output = onrecord(dir.path(), &["reuse", "articles.jsonl", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(3), "two rows are set aside");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("articles.jsonl#2") && said.contains("line 6"), "{said}");
    let pairs = rows(&output);
    let pair = pairs.iter().find(|p| p["b"] == "copy").unwrap();
    assert_eq!(
        (&pair["a"], &pair["copy"], &pair["source"]),
        (&"first".into(), &"copy".into(), &"first".into())
    );
    assert_eq!(pair["evidence"], serde_json::json!(["published-earlier"]));
    let slice = |text: &str, span: &Value| -> String {
        let (from, to) = (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize);
        text.chars().skip(from).take(to - from).collect()
    };
    let span = &pair["spans"][0];
    let whole = FERRY.trim_end_matches('.');
    assert_eq!(slice(&format!("{FERRY} It sank."), &span["a"]), whole);
    assert_eq!(slice(&format!("Ža: {FERRY}"), &span["b"]), whole);
}

#[test]
fn reuse_reads_pages_and_folders_and_rows_alike() {
    let dir = tempfile::tempdir().unwrap();
    articles(dir.path());
    let body = format!("<p>{FERRY}</p>");
    let page = format!(
        "<html><body><article><h1>A piano</h1>{body}<p>It sank, they said.</p></article></body></html>"
    );
    fs::write(dir.path().join("page.html"), page).unwrap();
    let direct = onrecord(dir.path(), &["reuse", "articles.jsonl", "page.html", "--format", "jsonl"]);
    let folder = onrecord(dir.path(), &["reuse", ".", "--format", "jsonl"]);
    let of = |output: &Output| -> Vec<(String, String)> {
        let mut all: Vec<_> = rows(output)
            .iter()
            .map(|p| {
                let mut ids = [p["a"].to_string(), p["b"].to_string()].map(|id| id.replace("./", ""));
                ids.sort();
                let [a, b] = ids;
                (a, b)
            })
            .collect();
        all.sort();
        all
    };
    assert_eq!(of(&direct), of(&folder));
    assert!(of(&direct).iter().any(|(a, b)| a.contains("copy") && b.contains("page.html")));
}

#[test]
fn reuse_says_who_took_from_whom_in_words() {
    let dir = tempfile::tempdir().unwrap();
    articles(dir.path());
    let output = onrecord(dir.path(), &["reuse", "articles.jsonl"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("copy Gull, 2031-05-02 is mostly from first Tide, 2031-05-01"), "{text}");
}

#[test]
fn align_groups_lines_by_what_they_tell() {
    let dir = tempfile::tempdir().unwrap();
    let lines = "{\"text\": \"We came with four years in our pocket and leave with six.\", \"speaker\": \"Sanja Orlec\"}\n\
        {\"text\": 7}\n\
        \n\
        {\"text\": \"The goats were paid for by the harbour office\", \"speaker\": \"Sanja Orlec\"}\n\
        {\"text\": \"we came with four years in our pocket, and leave with six\", \"time\": \"2031-05-02\"}\n";
    fs::write(dir.path().join("statements.jsonl"), lines).unwrap();
    let output = onrecord(dir.path(), &["align", "statements.jsonl", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 2: byte 10"), "{output:?}");
    let found = rows(&output);
    let ids: Vec<u64> = found.iter().map(|row| row["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, [0, 3, 4]);
    assert_eq!(found[0]["utterance"], found[2]["utterance"]);
    assert_ne!(found[0]["utterance"], found[1]["utterance"]);
    let text = onrecord(dir.path(), &["align", "statements.jsonl"]);
    assert!(String::from_utf8_lossy(&text.stdout).contains("3 statements: 2 utterances, 1 of them"));
}

#[test]
fn align_keeps_opposites_other_numbers_and_other_names_apart() {
    let dir = tempfile::tempdir().unwrap();
    let told = [
        [
            "The council will sell the old harbour in spring",
            "The council will not sell the old harbour in spring",
        ],
        ["The storm took 30 boats from the old harbour", "The storm took 13 boats from the old harbour"],
        [
            "Orla Kessel promised the fishermen that the harbour would stay open",
            "Milan Teller promised the fishermen that the harbour would stay open",
        ],
    ];
    for two in told {
        let lines: String = two.iter().map(|text| format!("{{\"text\": \"{text}\"}}\n")).collect();
        fs::write(dir.path().join("statements.jsonl"), lines).unwrap();
        let found = rows(&onrecord(dir.path(), &["align", "statements.jsonl", "--format", "jsonl"]));
        assert_ne!(found[0]["utterance"], found[1]["utterance"], "{two:?}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let dir = tempfile::tempdir().unwrap();
    for command in ["reuse", "align"] {
        let output = onrecord(dir.path(), &[command, "nowhere.jsonl"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere.jsonl"));
    }
}
