//! Any JSON as a person's decision about a record, taken back again: the record stays whole.
//!
//! `$a1`, `$s1`, `$p1`, `$m1` stand for ids that the record has, so that a decision can be about something.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use onrecord_fuzz::samples;
use onrecord_record::Record;
use onrecord_record::query::Filter;
use onrecord_record::review::Decision;
use std::cell::RefCell;

/// After so many decisions a new record is begun: the log only ever grows.
const MOST: usize = 200;

struct Desk {
    record: Record,
    /// What stands for an id, and the id; long names first.
    ids: Vec<(String, String)>,
    statements: usize,
    taken: usize,
}

impl Desk {
    fn new() -> Desk {
        let record = samples();
        let rows = record.statements(&Filter::default()).expect("the record can be asked").rows;
        let mut ids = Vec::new();
        for (n, row) in rows.iter().take(9).enumerate() {
            ids.push((format!("$s{}", n + 1), row.id.clone()));
        }
        let speakers = record.speakers().expect("the record can be asked");
        for (n, row) in speakers.iter().take(9).enumerate() {
            ids.push((format!("$p{}", n + 1), row.party.id.clone()));
            let mentions = record.mentions(&row.party.id).expect("the party is there");
            ids.extend(mentions.first().map(|m| (format!("$m{}", n + 1), m.id.clone())));
        }
        let statements = rows.len();
        Desk { record, ids, statements, taken: 0 }
    }
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::new(Desk::new());
}

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(data) else { return Corpus::Reject };
    DESK.with_borrow_mut(|desk| {
        let json = desk.ids.iter().fold(text.to_owned(), |json, (name, id)| json.replace(name, id));
        let Ok(decision) = serde_json::from_str::<Decision>(&json) else { return };
        let at = "2026-03-01T14:05:09Z";
        let Ok(row) = desk.record.decide(&decision, "Ana Lind", at, Some("a reason")) else { return };
        let during = desk.record.statements(&Filter::default()).expect("the record can be asked");
        assert_eq!(during.total, during.rows.len());
        desk.record.undo(&row.id, "Ana Lind", at, None).expect("what was decided can be undone");
        let after = desk.record.statements(&Filter::default()).expect("the record can be asked");
        assert_eq!(after.total, desk.statements, "undone, it is as before");
        desk.taken += 2;
        if desk.taken > MOST {
            *desk = Desk::new();
        }
    });
    Corpus::Keep
});
