//! Parties that are known beforehand, and where they show.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::{SAMPLES, ok, rows, run, table, text};

struct Story {
    dir: tempfile::TempDir,
    path: String,
}

/// The samples with their later chapter, and their known parties.
fn story() -> Story {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("story.record").to_str().unwrap().to_owned();
    let parties = ["samples/later.jsonl", "--parties", "samples/parties.csv"];
    ok(&[&["build", "--quiet", "-o", &path], &SAMPLES[..], &parties].concat());
    Story { dir, path }
}

impl Story {
    /// Builds again without inputs.
    fn again(&self, args: &[&str]) -> String {
        ok(&[&["build", "--quiet", "-o", &self.path], args].concat())
    }

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn speakers(&self) -> Vec<Value> {
        rows(&ok(&["speakers", &self.path, "--format", "jsonl"]))
    }

    fn speaker(&self, name: &str) -> Value {
        self.speakers().into_iter().find(|s| s["name"] == name).unwrap_or(Value::Null)
    }
}

#[test]
fn known_parties_have_their_name_identifier_and_row_everywhere() {
    let story = story();
    // One article prints "Sergei Valtchenko"; the office alone is his in two others.
    let known = story.speaker("Sergey Valchenko");
    assert_eq!(known["ids"], serde_json::json!(["riverbase:valchenko", "wikidata:Q900000003"]));
    assert_eq!(known["known"], "parties.csv, line 4");
    assert_eq!(story.speaker("Sergei Valtchenko"), Value::Null);
    let id = known["id"].as_str().unwrap();

    let record = Path::new(&story.path);
    let party = table(record, "parties").into_iter().find(|p| p["id"] == id).unwrap();
    assert_eq!(party["ids"], "riverbase:valchenko wikidata:Q900000003");
    let mentions: Vec<Value> = table(record, "mentions").into_iter().filter(|m| m["party"] == id).collect();
    let evidence = |words: &str| {
        let found = mentions.iter().find(|m| m["text"] == words).unwrap();
        (found["evidence"].as_str().unwrap().to_owned(), found["known"].as_str().unwrap().to_owned())
    };
    let row = |rule: &str| (rule.to_owned(), "parties.csv, line 4".to_owned());
    assert_eq!(evidence("Sergei Valtchenko"), row("known-name"));
    assert_eq!(evidence("The Foreign Minister of Tarvonia"), row("known-role"));

    let shown = ok(&["show", &story.path, "Valtschenko"]);
    assert!(
        shown.contains("known as: riverbase:valchenko, wikidata:Q900000003, by parties.csv, line 4"),
        "{shown}"
    );
    let listed = ok(&["party", "mentions", &story.path, "Valchenko"]);
    let listed = listed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(listed.contains("known-role by parties.csv, line 4"), "{listed}");
    let score = ok(&["eval", "people", &story.path, "samples/expected/people.jsonl"]);
    assert!(score.contains("across articles     100.0"), "{score}");
}

#[test]
fn the_record_keeps_the_file_until_it_is_told_to_forget_it() {
    let story = story();
    story.again(&[]);
    assert_eq!(story.speaker("Sergey Valchenko")["known"], "parties.csv, line 4");
    // The same rows in another order: only their lines differ.
    let text = std::fs::read_to_string(support::root().join("samples/parties.csv")).unwrap();
    let (head, rest) = text.split_once('\n').unwrap();
    let mut turned: Vec<&str> = rest.lines().collect();
    turned.reverse();
    let other = story.file("parties.csv", &format!("{head}\n{}\n", turned.join("\n")));
    let bare = |mut all: Vec<Value>| {
        all.iter_mut().for_each(|s| drop(s.as_object_mut().unwrap().remove("known")));
        all
    };
    let before = bare(story.speakers());
    story.again(&["--parties", other.to_str().unwrap()]);
    assert_eq!(story.speaker("Sergey Valchenko")["known"], "parties.csv, line 8");
    assert_eq!(bare(story.speakers()), before);
    story.again(&["--parties", "none"]);
    assert!(story.speakers().iter().all(|s| s.get("known").is_none() && s.get("ids").is_none()));
    assert_ne!(story.speaker("Sergei Valtchenko"), Value::Null);
}

#[test]
fn bad_rows_are_told_and_the_others_count() {
    let story = story();
    let file = story.file(
        "known.jsonl",
        "{\"name\": \"Edrin Passel\", \"kind\": \"person\", \"ids\": [\"Q1\"]}\n{\"name\": \"Bo\"}\n",
    );
    let args = ["build", "--quiet", "-o", &story.path, "--parties", file.to_str().unwrap()];
    let output = run(&args);
    assert_eq!(output.status.code(), Some(0));
    let told = text(&output.stderr);
    assert!(
        told.contains("known.jsonl, line 2: the kind “” is none that can be known; write person"),
        "{told}"
    );
    assert_eq!(story.speaker("Edrin Passel")["ids"][0], "wikidata:Q1");
    assert_eq!(run(&[&args[..], &["--strict"]].concat()).status.code(), Some(3));
    let missing = run(&["build", "-o", &story.path, "--parties", "nowhere.csv"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("nowhere.csv: cannot read the known parties"));
}

#[test]
fn what_a_person_decides_stands_on_what_is_known() {
    let story = story();
    let by = ["--reviewer", "Ana Lind"];
    ok(&[&["party", "rename", &story.path, "Sergey Valchenko", "S. Valchenko"], &by[..]].concat());
    ok(&[&["party", "merge", &story.path, "Branik Tull", "Radomir Veshnik"], &by[..]].concat());
    let check = || {
        assert_eq!(story.speaker("S. Valchenko")["known"], "parties.csv, line 4");
        assert_eq!(story.speaker("Branik Tull")["ids"][0], "wikidata:Q900000007");
        assert_eq!(story.speaker("Radomir Veshnik"), Value::Null);
    };
    check();
    story.again(&["--parties", "none"]);
    story.again(&["--parties", "samples/parties.csv"]);
    check();
}
