//! What others do to a record while it is linked.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

use onrecord_record::query::Filter;
use onrecord_record::review::{Decision, SpeakerChoice};
use onrecord_record::{BuildOptions, Progress, Record, Step, TABLES};
use std::path::{Path, PathBuf};

const LORNE: &str = "Minister Ada Lorne said on Monday: “The harbour of Averne stays closed until the dredging of the \
                     northern channel is done.”\n\nHer deputy, Piet Holm, said the boats would be paid for.\n";
const BREKKE: &str = "“The harbour of Averne stays closed until the dredging of the northern channel is over,” Ada Lorne \
                      told reporters.\n\n“We have heard that before,” said the fisherman Jon Brekke.\n";
const OREN: &str =
    "Ada Lorne said the harbour of Averne would stay closed until the dredging was done, said Tia Oren.\n";

/// Does something at a step, once a build.
struct At<F: Fn()>(Step, F);

impl<F: Fn() + Sync> Progress for At<F> {
    fn begin(&self, step: Step, _: Option<u64>) {
        if step == self.0 {
            (self.1)();
        }
    }
    fn advance(&self, _: u64) {}
    fn end(&self) {}
}

fn write(dir: &Path, name: &str, text: &str) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn build(path: &Path, inputs: &[PathBuf], progress: &dyn Progress) {
    let mut record = Record::create(path).unwrap();
    record.build(inputs, &BuildOptions::default(), progress).unwrap();
}

/// All exported tables but the log.
fn tables(path: &Path) -> String {
    let record = Record::open(path).unwrap();
    let mut out = String::new();
    for table in TABLES.iter().filter(|table| table.name != "decisions") {
        let row = |row: &[_]| {
            out.push_str(&format!("{} {row:?}\n", table.name));
            Ok::<(), ()>(())
        };
        record.rows(table, row).unwrap().unwrap();
    }
    out
}

fn brekke(record: &Record) -> (String, Option<String>) {
    let rows = record.statements(&Filter::default()).unwrap().rows;
    let row = rows.into_iter().find(|row| row.content_text().contains("heard that before")).unwrap();
    (row.id, row.speaker.map(|speaker| speaker.name))
}

#[test]
fn what_is_decided_while_a_record_is_linked_stands() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("story.record");
    let first = [write(dir.path(), "one.txt", LORNE), write(dir.path(), "two.txt", BREKKE)];
    build(&path, &first, &());
    let second = write(dir.path(), "three.txt", OREN);
    for step in [Step::Gather, Step::Retellings, Step::Rewrites] {
        let decide = || {
            let mut record = Record::create(&path).unwrap();
            let (statement, _) = brekke(&record);
            let speaker =
                SpeakerChoice::Label { name: format!("Somebody at {step:?}"), kind: "person".to_owned() };
            record
                .decide(&Decision::Speaker { statement, speaker }, "Ana Lind", "2026-03-01T14:05:09Z", None)
                .unwrap();
        };
        // Something new each time, so that there is something to link.
        write(dir.path(), "three.txt", &format!("{OREN}\nThat was {step:?}.\n"));
        build(&path, std::slice::from_ref(&second), &At(step, decide));
        let (_, speaker) = brekke(&Record::open(&path).unwrap());
        assert_eq!(speaker.as_deref(), Some(format!("Somebody at {step:?}").as_str()));
    }
}

#[test]
fn an_article_that_another_build_stores_while_a_record_is_linked_is_linked_too() {
    let dir = tempfile::tempdir().unwrap();
    let all = [
        write(dir.path(), "one.txt", LORNE),
        write(dir.path(), "two.txt", BREKKE),
        write(dir.path(), "three.txt", OREN),
    ];
    let whole = dir.path().join("whole.record");
    build(&whole, &all, &());
    for step in [Step::Gather, Step::Days] {
        let path = dir.path().join(format!("{step:?}.record"));
        let other = || {
            if Record::create(&path).unwrap().summary().unwrap().articles < 3 {
                build(&path, &all[2..], &());
            }
        };
        build(&path, &all[..2], &At(step, other));
        assert_eq!(tables(&path), tables(&whole));
    }
}
