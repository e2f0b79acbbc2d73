//! Days that one text tells of another, as a user sees them.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use support::{build_samples, ok, rows, table};

/// Builds articles, each with its outlet, its date or "", and its text, into a record.
fn build(dir: &Path, articles: &[(&str, &str, &str)]) -> PathBuf {
    let (pile, record) = (dir.join("pile.jsonl"), dir.join("pile.record"));
    let row = |&(outlet, published, text): &(&str, &str, &str)| {
        let url = format!("https://{outlet}.example/{}", text.len());
        let mut row = json!({"outlet": outlet, "text": text, "url": url});
        if !published.is_empty() {
            row["published"] = published.into();
        }
        row.to_string()
    };
    let lines: Vec<String> = articles.iter().map(row).collect();
    std::fs::write(&pile, lines.join("\n")).unwrap();
    ok(&["build", "--quiet", pile.to_str().unwrap(), "-o", record.to_str().unwrap()]);
    record
}

/// When a statement with these words was said, and how that is known.
fn said(record: &Path, outlet: &str, words: &str) -> (Value, Value) {
    let rows = table(record, "statements");
    let found = rows
        .iter()
        .find(|r| r["outlet"] == outlet && r["content"].as_str().unwrap().contains(words))
        .unwrap_or_else(|| panic!("no statement of {outlet} with “{words}”: {rows:#?}"));
    (found["said"].clone(), found["said_how"].clone())
}

/// 6 May 2031 is a Tuesday.
const TIDE: &str = "Mayor Mara Quint has ruled out a sale of the old mill in Ostrel.\n\n“We will not sell the mill to \
                    anybody who wants to tear it down,” Quint said on Tuesday.\n\nThe council has debated the mill \
                    for years.";
const GULL: &str = "Friends of the old mill have reason to celebrate.\n\n“We will not sell the mill to anybody who \
                    wants to tear it down,” Mayor Mara Quint said on Tuesday.\n\nThe miller Joren Vale said on \
                    Tuesday that he had not slept for a week.";

#[test]
fn another_telling_gives_the_day_and_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let record = build(dir.path(), &[("Gull", "", GULL), ("Tide", "2031-05-08", TIDE)]);
    assert_eq!(said(&record, "Tide", "sell the mill"), (json!("2031-05-06"), json!("published:past")));
    assert_eq!(said(&record, "Gull", "sell the mill"), (json!("2031-05-06"), json!("telling")));
    // The same "Tuesday" of the same text is the same day.
    assert_eq!(said(&record, "Gull", "not slept"), (json!("2031-05-06"), json!("telling")));

    let path = record.to_str().unwrap();
    let statements = table(&record, "statements");
    let of = |outlet: &str| {
        let mut all = statements.iter().filter(|r| r["outlet"] == outlet);
        all.find(|r| r["content"].as_str().unwrap().contains("sell the mill")).unwrap()
    };
    let (given, giver) = (of("Gull"), of("Tide"));
    assert_eq!((&given["said_from_statement"], &given["said_from"]), (&giver["id"], &giver["article"]));
    let tide: Vec<char> = TIDE.chars().collect();
    let at = |column: &str| given[column].as_u64().unwrap() as usize;
    assert_eq!(tide[at("said_from_start")..at("said_from_end")].iter().collect::<String>(), "Tuesday");

    let shown = ok(&["show", path, given["id"].as_str().unwrap()]);
    assert!(shown.contains("said 2031-05-06 inferred by another telling"), "{shown}");
    assert!(shown.contains("“Tuesday”") && shown.contains(giver["id"].as_str().unwrap()), "{shown}");
    let article = ok(&["show", path, given["article"].as_str().unwrap()]);
    assert!(article.contains("undated") && article.contains("written 2031-05-06 to 2031-05-12"), "{article}");

    let events = rows(&ok(&["timeline", path, "--format", "jsonl"]));
    let told = events.iter().find(|e| e["event"] == "said" && e["tellings"] == 2).unwrap();
    assert_eq!((&told["date"], &told["inferred"]), (&json!("2031-05-06"), &json!(1)));
}

#[test]
fn a_day_that_a_person_takes_away_is_gone_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let record = build(dir.path(), &[("Gull", "", GULL), ("Tide", "2031-05-08", TIDE)]);
    let statements = table(&record, "statements");
    let id = |outlet: &str| {
        let mut all = statements.iter().filter(|r| r["outlet"] == outlet);
        all.find(|r| r["content"].as_str().unwrap().contains("sell the mill")).unwrap()["id"]
            .as_str()
            .unwrap()
    };
    let path = record.to_str().unwrap();
    ok(&["review", "different", path, id("Gull"), id("Tide"), "--reviewer", "Ana Lind"]);
    for words in ["sell the mill", "not slept"] {
        assert_eq!(
            said(&record, "Gull", words),
            (Value::Null, json!("unresolved:no-published-date")),
            "{words}"
        );
    }
}

#[test]
fn what_does_not_fit_is_not_given() {
    let dir = tempfile::tempdir().unwrap();
    let wednesday = GULL.replace("Tuesday", "Wednesday");
    let record = build(dir.path(), &[("Gull", "", &wednesday), ("Tide", "2031-05-08", TIDE)]);
    assert_eq!(said(&record, "Gull", "sell the mill").0, Value::Null);

    // Two dated tellings that say different days give none to a third.
    let dir = tempfile::tempdir().unwrap();
    let other = "“We will not sell the mill to anybody who wants to tear it down,” Quint said on Tuesday.\n\nThe guild of \
                 bakers listened in silence to the mayor Mara Quint, and then sang.";
    let record = build(
        dir.path(),
        &[("Gull", "", GULL), ("Tide", "2031-05-08", TIDE), ("Heron", "2031-05-15", other)],
    );
    assert_eq!(said(&record, "Gull", "sell the mill").0, Value::Null);
}

#[test]
fn a_dated_picture_or_a_dateline_tells_the_day() {
    let dir = tempfile::tempdir().unwrap();
    let picture = format!("Mara Quint speaks in Ostrel on May 6, 2031. (Photo by Tide)\n{TIDE}");
    let dateline = format!("OSTREL, May 8, 2031 (Heron) — {GULL}");
    let record = build(dir.path(), &[("Tide", "", &picture), ("Heron", "", &dateline)]);
    assert_eq!(said(&record, "Tide", "sell the mill"), (json!("2031-05-06"), json!("caption")));
    assert_eq!(said(&record, "Heron", "not slept"), (json!("2031-05-06"), json!("dateline")));
    let written: Vec<Value> = table(&record, "articles")
        .iter()
        .map(|a| json!([a["outlet"], a["published"], a["written_from"], a["written_to"], a["written_how"]]))
        .collect();
    assert!(written.contains(&json!(["Tide", null, "2031-05-06", "2031-05-12", "caption"])), "{written:?}");
    assert!(written.contains(&json!(["Heron", null, "2031-05-08", "2031-05-08", "dateline"])), "{written:?}");
}

#[test]
fn an_undated_reprint_has_the_days_of_its_source() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("samples.record");
    build_samples(&record);
    let times = table(&record, "timexes");
    let copy: Vec<&Value> = times.iter().filter(|t| t["anchor"] == "reprint").collect();
    let read: Vec<(&str, &str)> =
        copy.iter().map(|t| (t["text"].as_str().unwrap(), t["value"].as_str().unwrap())).collect();
    assert!(
        read.contains(&("Tuesday", "2031-03-11")) && read.contains(&("last Thursday", "2031-03-06")),
        "{read:?}"
    );
    let articles = table(&record, "articles");
    let article = |id: &Value| articles.iter().find(|a| a["id"] == *id).unwrap();
    for time in copy {
        let (of, from) = (article(&time["article"]), article(&time["from"]));
        assert_eq!((&of["published"], &from["outlet"]), (&Value::Null, &json!("Corrant")));
    }
}
