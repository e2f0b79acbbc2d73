//! Lines that an outlet repeats, learned as its articles come.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

use onrecord_record::{BuildOptions, Progress, Record, Step};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

const LINE: &str = "Join forty thousand readers of our morning letter";

/// An article of an outlet, with text of its own above the line.
fn row(outlet: &str, n: usize) -> String {
    let own: Vec<String> = (0..5)
        .map(|p| {
            format!(
                "In town {n}x{p} the water of week {n} rose by {p} feet and the mayor of {n}x{p} was away."
            )
        })
        .collect();
    let text = format!("{}\n{LINE}", own.join("\n"));
    serde_json::json!({"id": format!("{outlet}-{n}"), "outlet": outlet, "text": text}).to_string()
}

fn file(dir: &Path, name: &str, rows: &[String]) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, rows.join("\n")).unwrap();
    path
}

/// Notes how much work each step announced.
#[derive(Default)]
struct Announced(Mutex<Vec<(Step, Option<u64>)>>);

impl Progress for Announced {
    fn begin(&self, step: Step, total: Option<u64>) {
        self.0.lock().unwrap().push((step, total));
    }
    fn advance(&self, _: u64) {}
    fn end(&self) {}
}

impl Announced {
    fn of(&self, step: Step) -> Option<u64> {
        self.0.lock().unwrap().iter().find(|(s, _)| *s == step).and_then(|(_, total)| *total)
    }
}

/// How many articles have the line marked as not the article's.
fn marked(path: &Path) -> i64 {
    let db = rusqlite::Connection::open(path).unwrap();
    db.query_row("SELECT count(*) FROM chrome WHERE rule = 'repeated-in-outlet'", [], |r| r.get(0)).unwrap()
}

#[test]
fn a_new_article_has_only_its_outlet_looked_at_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("story.record");
    let post: Vec<String> = (0..2).map(|n| row("Dunmore Post", n)).collect();
    let gazette: Vec<String> = (10..30).map(|n| row("Lindfield Gazette", n)).collect();
    let mut record = Record::create(&path).unwrap();
    let first = [file(dir.path(), "post.jsonl", &post), file(dir.path(), "gazette.jsonl", &gazette)];
    let all = Announced::default();
    record.build(&first, &BuildOptions::default(), &all).unwrap();
    assert_eq!(all.of(Step::Chrome), Some(2 * 22));
    assert_eq!(marked(&path), 20, "two articles of the Post don't make a line the outlet's");

    // The third makes it so, in the two that were stored before, too.
    let third = [file(dir.path(), "third.jsonl", &[row("Dunmore Post", 2)])];
    let one = Announced::default();
    record.build(&third, &BuildOptions::default(), &one).unwrap();
    assert_eq!(one.of(Step::Chrome), Some(2 * 3));
    assert_eq!(one.of(Step::Annotate), Some(3));
    assert_eq!(marked(&path), 23);

    let none = Announced::default();
    record.build(&third, &BuildOptions::default(), &none).unwrap();
    assert_eq!((none.of(Step::Chrome), none.of(Step::Annotate)), (Some(0), Some(0)));
}

#[test]
fn an_article_that_changes_its_outlet_is_taken_from_the_lines_of_the_old_one() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("story.record");
    let rows: Vec<String> = (0..3).map(|n| row("Dunmore Post", n)).collect();
    let mut record = Record::create(&path).unwrap();
    record.build(&[file(dir.path(), "b.jsonl", &rows)], &BuildOptions::default(), &()).unwrap();
    assert_eq!(marked(&path), 3);
    // The same text from an input that comes first by name and says another outlet.
    let other =
        row("Dunmore Post", 0).replace("\"outlet\":\"Dunmore Post\"", "\"outlet\":\"Lindfield Gazette\"");
    record.build(&[file(dir.path(), "a.jsonl", &[other])], &BuildOptions::default(), &()).unwrap();
    assert_eq!(marked(&path), 0);
}
