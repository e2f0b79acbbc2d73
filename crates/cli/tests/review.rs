//! What a person decides at the terminal, and where it shows.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use serde_json::Value;
use std::path::PathBuf;
use support::{build_samples, ok, rows, run, table, text};

struct Story {
    _dir: tempfile::TempDir,
    path: String,
}

fn story() -> Story {
    let dir = tempfile::tempdir().unwrap();
    let path: PathBuf = dir.path().join("story.record");
    build_samples(&path);
    Story { _dir: dir, path: path.to_str().unwrap().to_owned() }
}

impl Story {
    fn decide(&self, args: &[&str]) -> Vec<Value> {
        let (action, rest) = args.split_at(2);
        let more = ["--reviewer", "Ana Lind", "--format", "jsonl"];
        rows(&ok(&[action, &[self.path.as_str()], rest, &more].concat()))
    }

    fn search(&self, args: &[&str]) -> Vec<Value> {
        let output = run(&[&["search", self.path.as_str(), "--format", "jsonl"], args].concat());
        assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
        rows(&text(&output.stdout))
    }
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

#[test]
fn decisions_show_in_every_answer_and_export() {
    let story = story();
    let all = story.search(&[]);
    let [first, second, third] = [0, 1, 2].map(|i| string(&all[i]["id"]).to_owned());
    story.decide(&["review", "accept", &first]);
    story.decide(&["review", "reject", &second, "--reason", "a caption"]);
    story.decide(&["review", "speaker", &third, "--name", "Brita Aas"]);

    assert_eq!(story.search(&[]).len(), all.len() - 1);
    let rejected = story.search(&["--review", "rejected"]);
    assert_eq!((rejected.len(), string(&rejected[0]["id"])), (1, second.as_str()));
    assert_eq!(string(&story.search(&["--speaker", "Brita Aas"])[0]["id"]), third);

    let record = PathBuf::from(&story.path);
    let statements = table(&record, "statements");
    assert_eq!(statements.len(), all.len() - 1);
    let state = |id: &str| statements.iter().find(|s| s["id"] == id).map(|s| s["review"].clone());
    assert_eq!(state(&first).as_ref().map(string), Some("accepted"));
    assert_eq!((state(&second), state(&third).as_ref().map(string)), (None, Some("corrected")));
    assert!(table(&record, "spans").iter().all(|s| s["statement"] != second.as_str()));
    let log = table(&record, "decisions");
    assert_eq!(log.len(), 3);
    assert_eq!((string(&log[1]["reason"]), string(&log[1]["state"])), ("a caption", "stands"));

    let shown = ok(&["show", &story.path, &third]);
    assert!(shown.contains("Brita Aas") && shown.contains("corrected by Ana Lind"), "{shown}");
    assert!(shown.contains("computed before that"), "{shown}");

    let article = string(&rejected[0]["article"]["id"]);
    assert!(ok(&["show", &story.path, article]).contains("1 statement rejected, in no count"));
    assert!(ok(&["show", &story.path]).contains("1 statement accepted, 1 corrected, 1 rejected"));

    // The beginning of an id is enough to undo.
    let undone = story.decide(&["review", "undo", &string(&log[1]["id"])[..10]]);
    assert_eq!(string(&undone[0]["kind"]), "undo");
    assert_eq!(story.search(&[]).len(), all.len());
    let told = ok(&["review", "log", &story.path]);
    assert!(told.contains("undone") && told.lines().count() > 4, "{told}");
}

#[test]
fn parties_are_merged_split_and_renamed() {
    let story = story();
    let speakers = rows(&ok(&["speakers", &story.path, "--format", "jsonl"]));
    let (a, b) = (string(&speakers[0]["id"]), string(&speakers[1]["id"]));
    let count = |who: &str| story.search(&["--speaker", who]).len();
    let (said_a, said_b) = (count(a), count(b));
    story.decide(&["party", "merge", a, b]);
    assert_eq!(count(a), said_a + said_b);
    story.decide(&["party", "rename", a, "The Two of Them"]);
    assert_eq!(count("Two of Them"), said_a + said_b);
    let mentions = rows(&ok(&["party", "mentions", &story.path, a, "--format", "jsonl"]));
    let (one, said) = (string(&mentions[0]["id"]), mentions[0]["statements"].as_u64().unwrap() as usize);
    story.decide(&["party", "split", a, one]);
    assert_eq!(count(a), said_a + said_b - said);
}

#[test]
fn a_decision_needs_a_name_and_a_record() {
    let story = story();
    let id = string(&story.search(&[])[0]["id"]).to_owned();
    let nobody = support::onrecord()
        .env_remove("ONRECORD_REVIEWER")
        .args(["review", "accept", &story.path, &id])
        .output()
        .unwrap();
    assert_eq!(nobody.status.code(), Some(2));
    assert!(text(&nobody.stderr).contains("ONRECORD_REVIEWER"), "{}", text(&nobody.stderr));
    let named = support::onrecord()
        .env("ONRECORD_REVIEWER", "Bo Ek")
        .args(["review", "accept", &story.path, &id])
        .output()
        .unwrap();
    assert!(text(&named.stdout).contains("Bo Ek"), "{}", text(&named.stderr));
    let missing = run(&["review", "accept", "no.record", &id, "--reviewer", "Bo Ek"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(!support::root().join("no.record").exists(), "no record is made by a decision");
    let outside = run(&["review", "span", &story.path, &id, "--content", "0-9999999", "--reviewer", "Bo Ek"]);
    assert!(text(&outside.stderr).contains("code points"), "{}", text(&outside.stderr));
}

#[test]
fn words_are_found_in_whole_articles() {
    let story = story();
    let found = story.search(&["dam", "--in", "articles"]);
    assert!(!found.is_empty());
    let texts = table(&PathBuf::from(&story.path), "versions");
    for hit in &found {
        let version = texts.iter().find(|v| v["id"] == hit["article"]["version"]).unwrap();
        let points: Vec<char> = string(&version["text"]).chars().collect();
        for snippet in hit["snippets"].as_array().unwrap() {
            let place = |key: &str| snippet[key].as_u64().unwrap() as usize;
            let words: String = points[place("start")..place("end")].iter().collect();
            assert_eq!(words, string(&snippet["text"]));
        }
    }
    assert_eq!(run(&["search", &story.path, "nowhereatall", "--in", "articles"]).status.code(), Some(1));
}
