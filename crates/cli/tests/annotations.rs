//! Statements as annotations for other tools: read back, they are the same spans and the same words.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use support::{build_samples, ok, table};

/// Statement, role, first and last code point.
type Place = (String, String, u64, u64);

fn export(record: &Path, format: &str, out: &Path) {
    ok(&["export", record.to_str().unwrap(), "--format", format, "-o", out.to_str().unwrap()]);
}

/// Spans of the tables, but those that lead to a name.
fn places(record: &Path) -> BTreeSet<Place> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    table(record, "spans")
        .iter()
        .filter(|s| s["role"] != "via")
        .map(|s| {
            (text(s, "statement"), text(s, "role"), s["start"].as_u64().unwrap(), s["end"].as_u64().unwrap())
        })
        .collect()
}

/// The texts, by hash, as code points.
fn texts(record: &Path) -> BTreeMap<String, Vec<char>> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    table(record, "versions").iter().map(|v| (text(v, "id"), text(v, "text").chars().collect())).collect()
}

fn cut(text: &[char], from: u64, to: u64) -> String {
    text[from as usize..to as usize].iter().collect()
}

#[test]
fn web_annotations_read_back_are_the_same_spans() {
    let dir = tempfile::tempdir().unwrap();
    let (record, file) = (dir.path().join("story.record"), dir.path().join("annotations.jsonld"));
    build_samples(&record);
    export(&record, "w3c", &file);
    let first = std::fs::read(&file).unwrap();
    let collection: Value = serde_json::from_slice(&first).unwrap();
    assert_eq!(collection["@context"][0], "http://www.w3.org/ns/anno.jsonld");
    let items = collection["first"]["items"].as_array().unwrap();
    assert_eq!(collection["total"].as_u64(), Some(items.len() as u64));
    let texts = texts(&record);
    let (mut found, mut described) = (BTreeSet::new(), BTreeSet::new());
    for item in items {
        let id: Vec<&str> = item["id"].as_str().unwrap().split(':').collect();
        let target = &item["target"];
        let hash = target["source"]["id"].as_str().unwrap().rsplit(':').next().unwrap();
        assert_eq!(target["state"]["digest"], format!("sha256:{hash}"));
        let (quote, position) = (&target["selector"][0], &target["selector"][1]);
        let (start, end) = (position["start"].as_u64().unwrap(), position["end"].as_u64().unwrap());
        let text = &texts[hash];
        assert_eq!(quote["exact"], cut(text, start, end));
        let around = |key: &str| quote[key].as_str().unwrap().to_owned();
        let before = start - around("prefix").chars().count() as u64;
        assert_eq!(around("prefix"), cut(text, before, start));
        let behind = end + around("suffix").chars().count() as u64;
        assert_eq!(around("suffix"), cut(text, end, behind));
        assert!(before == 0 || start - before == 32);
        assert_eq!(item["body"][0]["value"], id[3]);
        if item["body"].as_array().unwrap().iter().any(|body| body["purpose"] == "describing") {
            described.insert(id[2].to_owned());
        }
        assert!(found.insert((id[2].to_owned(), id[3].to_owned(), start, end)));
    }
    assert_eq!(found, places(&record));
    let alone: BTreeSet<String> = (table(&record, "tellings").iter())
        .filter(|telling| telling["quoted_like_no_other"] == true)
        .map(|telling| telling["statement"].as_str().unwrap().to_owned())
        .collect();
    assert!(!alone.is_empty(), "the samples have quotations like no other");
    assert_eq!(described, alone);
    export(&record, "w3c", &file);
    assert_eq!(std::fs::read(&file).unwrap(), first, "the same record gives the same bytes");
}

/// Code points that a statement's role covers.
type Covered = BTreeMap<(String, String), BTreeSet<u64>>;

/// What a file of brat says: the T lines checked against the text, the E lines with the note that names the
/// statement.
fn read_brat(ann: &str, text: &[char], found: &mut Covered) {
    let mut spans: BTreeMap<&str, (&str, BTreeSet<u64>)> = BTreeMap::new();
    let mut events: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in ann.lines() {
        let fields: Vec<&str> = line.splitn(3, '\t').collect();
        match &line[..1] {
            "T" => {
                let (name, places) = fields[1].split_once(' ').unwrap();
                let (mut words, mut points) = (Vec::new(), BTreeSet::new());
                for place in places.split(';') {
                    let (start, end) = place.split_once(' ').unwrap();
                    let (start, end) = (start.parse().unwrap(), end.parse().unwrap());
                    let piece = cut(text, start, end);
                    assert!(!piece.contains(['\n', '\r']) && !piece.is_empty());
                    words.push(piece.replace('\t', " "));
                    points.extend(start..end);
                }
                assert_eq!(fields[2], words.join(" "));
                spans.insert(fields[0], (name, points));
            }
            "E" => {
                events.insert(fields[0], fields[1].split(' ').collect());
            }
            "#" => {
                let statement = fields[2].split(';').next().unwrap();
                let event = fields[1].split(' ').nth(1).unwrap();
                for argument in &events[event] {
                    let (_, id) = argument.split_once(':').unwrap();
                    let Some((role, points)) = spans.get(id) else { continue };
                    found.insert((statement.to_owned(), role.to_lowercase()), points.clone());
                }
            }
            _ => assert!(line.starts_with('A'), "{line}"),
        }
    }
}

#[test]
fn brat_standoff_read_back_is_the_same_words() {
    let dir = tempfile::tempdir().unwrap();
    let (record, folder) = (dir.path().join("story.record"), dir.path().join("brat"));
    build_samples(&record);
    export(&record, "brat", &folder);
    assert!(folder.join("annotation.conf").exists());
    let texts = texts(&record);
    let (mut found, mut wanted) = (Covered::new(), Covered::new());
    let mut version_of = BTreeMap::new();
    for row in table(&record, "statements") {
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        version_of.insert(text("id"), (text("article"), text("version")));
    }
    for (article, version) in version_of.values().cloned().collect::<BTreeSet<_>>() {
        let read =
            |ending: &str| std::fs::read_to_string(folder.join(format!("{article}.{ending}"))).unwrap();
        assert_eq!(read("txt").chars().collect::<Vec<char>>(), texts[&version]);
        read_brat(&read("ann"), &texts[&version], &mut found);
    }
    for (statement, role, start, end) in places(&record) {
        let text = &texts[&version_of[&statement].1];
        // A line break is all that brat can't hold.
        let points = (start..end).filter(|&at| !matches!(text[at as usize], '\n' | '\r'));
        wanted.entry((statement, role)).or_default().extend(points);
    }
    assert_eq!(found, wanted);
}
