//! A record that an earlier release wrote is brought up to date, and holds what it held.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

use onrecord_record::query::Filter;
use onrecord_record::review::Decision;
use onrecord_record::{BuildOptions, Error, Record};
use std::path::{Path, PathBuf};

fn build(record: &Path, inputs: &[PathBuf]) {
    let mut open = Record::create(record).unwrap();
    open.build(inputs, &BuildOptions::default(), &()).unwrap();
    open.close().unwrap();
}

fn summary(record: &Path) -> String {
    format!("{:?}", Record::open(record).unwrap().summary().unwrap())
}

#[test]
fn a_record_of_an_earlier_release_is_brought_up_to_date_without_its_inputs() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("story.record");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/scraped");
    build(&record, &[samples]);
    let mut open = Record::create(&record).unwrap();
    let id = open.statements(&Filter::default()).unwrap().rows[0].id.clone();
    let reject = Decision::Reject { statement: id };
    open.decide(&reject, "Ana Lind", "2026-03-01T14:05Z", Some("a caption")).unwrap();
    open.close().unwrap();
    let before = summary(&record);
    assert!(before.contains("rejected: 1"), "{before}");

    // Tables as they might have been: one is missing, one has a column less, one is indexed in another way.
    let db = rusqlite::Connection::open(&record).unwrap();
    db.execute_batch(
        "DROP TABLE origins; DROP INDEX statements_speaker; DROP VIEW standing; DROP VIEW computed_statements; \
         ALTER TABLE statements DROP COLUMN confidence; \
         ALTER TABLE kept_statements DROP COLUMN confidence; DROP TRIGGER decisions_are_not_changed; \
         DROP TABLE known_file; ALTER TABLE parties DROP COLUMN ids; ALTER TABLE parties DROP COLUMN known; \
         ALTER TABLE kept_parties DROP COLUMN ids; ALTER TABLE kept_parties DROP COLUMN known; \
         DROP TABLE statement_text; CREATE VIRTUAL TABLE statement_text USING fts5 (content); \
         PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(db);

    assert!(matches!(Record::open(&record), Err(Error::Older(_))));
    build(&record, &[]);
    assert_eq!(summary(&record), before);
}
