//! Each kind of input, read by the program: `samples/formats` has one of each.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::{ok, onrecord, rows, table, text};

/// A record of these inputs, in a folder that lives as long as the test.
struct Built {
    _dir: tempfile::TempDir,
    record: PathBuf,
}

fn build(args: &[&str]) -> Built {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("r.record");
    ok(&[&["build", "--quiet", "-o", record.to_str().unwrap()], args].concat());
    Built { _dir: dir, record }
}

/// Locator less what it has in common with all others, and the reason for which it was set aside.
fn set_aside(record: &Path) -> Vec<(String, String)> {
    let listed = rows(&ok(&["inputs", record.to_str().unwrap(), "--set-aside", "--format", "jsonl"]));
    let of = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    listed
        .iter()
        .map(|r| (of(r, "locator").rsplit('/').next().unwrap().to_owned(), of(r, "reason")))
        .collect()
}

fn pairs(list: &[(String, String)]) -> Vec<(&str, &str)> {
    list.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect()
}

#[test]
fn a_web_archive() {
    let built = build(&["samples/formats/crawl.warc"]);
    let articles = table(&built.record, "articles");
    let urls: Vec<&str> = articles.iter().map(|a| a["url"].as_str().unwrap()).collect();
    assert_eq!(articles.len(), 2, "{urls:?}");
    let landing = articles.iter().find(|a| a["url"].as_str().unwrap().ends_with("/landing")).unwrap();
    assert_eq!(landing["outlet"], "Averne Gazette");
    assert_eq!(landing["captured"], "2031-03-23T18:00:00Z");
    assert_eq!(table(&built.record, "versions").len(), 3, "the landing has two texts");
    assert_eq!(
        pairs(&set_aside(&built.record)),
        [
            ("crawl.warc#5", "other-type"),
            ("crawl.warc#6", "no-page"),
            ("crawl.warc#7", "revisit"),
            ("crawl.warc#9", "gone"),
        ]
    );
    let speakers = ok(&["speakers", built.record.to_str().unwrap()]);
    assert!(speakers.contains("Bettina Corro"), "{speakers}");
}

#[test]
fn standard_input_is_told_by_its_bytes_or_by_its_type() {
    let archive = std::fs::File::open(support::root().join("samples/formats/crawl.warc")).unwrap();
    let output = onrecord().args(["extract", "--format", "jsonl", "-"]).stdin(archive).output().unwrap();
    let ids: Vec<String> =
        rows(&text(&output.stdout)).iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["-#3", "-#4", "-#8"]);
    let dir = tempfile::tempdir().unwrap();
    let rows_file = dir.path().join("rows");
    std::fs::write(&rows_file, "text,url\n\"“No,” said Harl Quint.\",https://a.example/1\n").unwrap();
    let output = onrecord()
        .args(["extract", "--format", "jsonl", "--type", "csv", "-"])
        .stdin(std::fs::File::open(&rows_file).unwrap())
        .output()
        .unwrap();
    let found = rows(&text(&output.stdout));
    assert_eq!(found[0]["id"], "-#2", "{}", text(&output.stderr));
}
