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

/// Title, outlet, day and author of each article, in the order of their titles.
fn heads(record: &Path) -> Vec<[String; 4]> {
    let of = |row: &Value, key: &str| row[key].as_str().unwrap_or("unknown").to_owned();
    let mut heads: Vec<[String; 4]> = table(record, "articles")
        .iter()
        .map(|a| {
            let day = of(a, "published").chars().take(10).collect();
            [of(a, "title"), of(a, "outlet"), day, of(a, "byline")]
        })
        .collect();
    heads.sort();
    heads
}

#[test]
fn a_feed() {
    let built = build(&["samples/formats/feed.xml"]);
    let gazette = "Averne Gazette: River";
    assert_eq!(
        heads(&built.record),
        [
            ["Harbour & council quarrel over the bell", gazette, "2031-04-12", "Nils Harrow"],
            ["Rice growers to meet the minister", gazette, "2031-04-11", "unknown"],
        ]
    );
    assert_eq!(
        pairs(&set_aside(&built.record)),
        [("tables", "missing-text")],
        "an entry that is only a headline"
    );
    let record = built.record.to_str().unwrap();
    assert!(ok(&["show", record, "https://gazette.averne.example/river/growers"]).contains("summary only"));
    assert!(!ok(&["show", record, "https://gazette.averne.example/river/bell"]).contains("summary only"));
    assert!(ok(&["speakers", record]).contains("Harl Quint"));
}

#[test]
fn the_whole_text_goes_before_a_feeds_summary_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("page.html");
    std::fs::write(
        &page,
        "<html><head><link rel=canonical href=https://gazette.averne.example/river/growers></head><body><article>
         <h1>Rice growers to meet the minister</h1><p>Tilda Rusk said on Friday that the growers of the low bank \
         would meet Odile Garrin in Lumira next week, and that they would bring the soil along.</p>\
         <p>“She can have as much of it as she likes,” Ms Rusk added, “as long as she gives us something to pour \
         on it.”</p></article></body></html>",
    )
    .unwrap();
    for order in [
        ["samples/formats/feed.xml", page.to_str().unwrap()],
        [page.to_str().unwrap(), "samples/formats/feed.xml"],
    ] {
        let built = build(&order[..1]);
        ok(&["build", "--quiet", "-o", built.record.to_str().unwrap(), order[1]]);
        let shown =
            ok(&["show", built.record.to_str().unwrap(), "https://gazette.averne.example/river/growers"]);
        assert!(shown.contains("pour on it"), "{shown}");
    }
}

#[test]
fn exports_of_news_databases() {
    let built =
        build(&["samples/formats/nexis.txt", "samples/formats/nexis.rtf", "samples/formats/factiva.html"]);
    let dispatch = "The Lumira Dispatch";
    assert_eq!(
        heads(&built.record),
        [
            ["A lock-keeper's arithmetic", dispatch, "2031-03-15", "Rosa Tennick"],
            ["Bargemen on the Ilvra count the days", dispatch, "2031-03-14", "Rosa Tennick"],
            ["Dry dock, and then some", dispatch, "2031-03-22", "Emil Sander"],
            ["Ferrymen ask for a new landing", dispatch, "2031-03-20", "Rosa Tennick"],
            ["Gauge at Averne to be painted", dispatch, "2031-03-21", "unknown"],
            ["Regatta put off", dispatch, "2031-03-23", "unknown"],
        ]
    );
    let texts = table(&built.record, "versions");
    let holds = |words: &str| texts.iter().any(|v| v["text"].as_str().unwrap().contains(words));
    assert!(holds("because the posts are further apart than the water is deep.\n\n\"We used to"));
    assert!(holds("“Our passengers step off into a field,” said Oda Finch"));
    for words in ["LOAD-DATE", "Load-Date", "Copyright", "(c) 2031", "Document LUM", "words"] {
        assert!(!holds(words), "{words} is no part of an article");
    }
}

#[test]
fn a_parquet_table() {
    let first = build(&["samples/formats/nexis.txt"]);
    let tables = first.record.with_extension("tables");
    let (record, out) = (first.record.to_str().unwrap(), tables.to_str().unwrap());
    ok(&["export", record, "-o", out, "--format", "parquet"]);
    let again = build(&[tables.join("versions.parquet").to_str().unwrap()]);
    let texts = |record: &Path| -> Vec<String> {
        table(record, "versions").iter().map(|v| v["text"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(texts(&first.record), texts(&again.record));
}

#[test]
fn versions_of_a_page_with_what_changed_and_that_it_is_gone() {
    let built = build(&["samples/formats/crawl.warc"]);
    let record = built.record.to_str().unwrap();
    let landing = "https://gazette.averne.example/river/landing";
    let view = &rows(&ok(&["show", record, landing, "--versions", "--format", "jsonl"]))[0];
    assert_eq!(view["versions"].as_array().unwrap().len(), 2);
    let texts: Vec<Value> = table(&built.record, "versions");
    let of = |id: &Value| texts.iter().find(|v| v["id"] == *id).unwrap()["text"].as_str().unwrap();
    let change = &view["change"];
    let (older, newer) = (of(&change["older"]), of(&change["newer"]));
    for piece in change["diff"].as_array().unwrap() {
        for (side, text) in [("base", older), ("this", newer)] {
            for slice in piece[side].as_array().unwrap() {
                assert_eq!(
                    support::slice(text, &slice["start"], &slice["end"]),
                    slice["text"].as_str().unwrap()
                );
            }
        }
    }
    let fates: Vec<&str> =
        change["statements"].as_array().unwrap().iter().map(|s| s["fate"].as_str().unwrap()).collect();
    for fate in ["carried", "changed"] {
        assert!(fates.contains(&fate), "{fate}: {fates:?}");
    }
    let shown = ok(&["show", record, landing, "--versions"]);
    assert!(shown.contains("[-three-] {+four+}"), "{shown}");

    let ferry = ok(&["show", record, "https://gazette.averne.example/river/ferry"]);
    assert!(ferry.contains("gone at 2031-03-24T18:00:00Z"), "{ferry}");
    assert!(ferry.contains("A ferry needs a river under it"), "what was captured stays: {ferry}");
    let first = view["versions"][0]["id"].as_str().unwrap();
    assert!(ok(&["show", record, landing, "--versions", &first[..10]]).contains(&first[..12]));
    assert_eq!(support::run(&["show", record, landing, "--versions", "zz"]).status.code(), Some(1));
}

#[test]
fn pages_that_hold_no_article_are_set_aside_with_what_they_are() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, title: &str, text: &str| {
        let page = format!(
            "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"
        );
        std::fs::write(dir.path().join(name), page).unwrap();
    };
    put("a.html", "Page not found", "It may have been washed away.");
    put(
        "b.html",
        "Averne Gazette",
        "We use cookies. Before you continue, choose what we may do with your personal data.",
    );
    put("c.html", "Ferry stops", "The ferry at Averne stopped on Monday. Subscribe to continue reading.");
    let record = dir.path().join("r.record");
    let output = onrecord().args(["build", "-q", "-o"]).arg(&record).arg(dir.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        pairs(&set_aside(&record)),
        [("a.html", "error-page"), ("b.html", "consent"), ("c.html", "paywall")]
    );
}
