//! A person's word stands: through builds, in every answer, and until somebody undoes it.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

use onrecord_record::query::{Filter, ReviewState};
use onrecord_record::review::{
    Decision, DecisionFilter, DecisionState, QueueFilter, QueueReason, SpeakerChoice,
};
use onrecord_record::{BuildOptions, Error, Record, TABLES};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const AT: &str = "2026-03-01T14:05:09Z";

/// Three outlets on one speech, two wordings of it.
const ARTICLES: [(&str, &str); 3] = [
    (
        "one.txt",
        "Harbour stays shut\n\nMinister Ada Lorne said on Monday: “The harbour of Averne stays closed until the \
         dredging of the northern channel is done.”\n\nMayor Piet Holm said the fishing boats would be paid for \
         every lost day.\n",
    ),
    (
        "two.txt",
        "No boats before dredging\n\n“The harbour of Averne stays closed until the dredging of the northern \
         channel is over,” Ada Lorne told reporters on Monday.\n\n“We have heard that before,” said the fisherman \
         Jon Brekke.\n",
    ),
    (
        "three.txt",
        "Lorne on the harbour\n\nAda Lorne said the harbour of Averne would stay closed until the dredging of the \
         northern channel was done. Lorne added that nobody knew how long that would take.\n",
    ),
];

struct Story {
    _dir: TempDir,
    inputs: PathBuf,
    path: PathBuf,
    record: Record,
}

impl Story {
    fn new() -> Story {
        let dir = tempfile::tempdir().unwrap();
        let inputs = dir.path().join("articles");
        std::fs::create_dir(&inputs).unwrap();
        for (name, text) in ARTICLES {
            std::fs::write(inputs.join(name), text).unwrap();
        }
        let path = dir.path().join("story.record");
        let record = Record::create(&path).unwrap();
        let mut story = Story { _dir: dir, inputs, path, record };
        story.build();
        story
    }

    fn build(&mut self) {
        self.record.build(std::slice::from_ref(&self.inputs), &BuildOptions::default(), &()).unwrap();
    }

    /// Makes the next build annotate and link everything again, as a newer release does.
    fn forget_computed(&self) {
        rusqlite::Connection::open(&self.path)
            .unwrap()
            .execute_batch("DELETE FROM meta WHERE key IN ('annotator', 'linked')")
            .unwrap();
    }

    /// The id of the one statement whose content begins like this.
    fn statement(&self, begins: &str) -> String {
        let rows = self.record.statements(&Filter::default()).unwrap().rows;
        let mut found = rows.iter().filter(|r| r.content_text().trim_start_matches('“').starts_with(begins));
        let id = found.next().unwrap_or_else(|| panic!("{begins}: {:?}", contents(&rows))).id.clone();
        assert!(found.next().is_none(), "{begins}");
        id
    }

    fn party(&self, name: &str) -> String {
        let speakers = self.record.speakers().unwrap();
        speakers
            .iter()
            .find(|s| s.party.name == name)
            .unwrap_or_else(|| panic!("{name}: {speakers:?}"))
            .party
            .id
            .clone()
    }

    fn decide(&mut self, decision: Decision) -> String {
        self.record.decide(&decision, "Ana Lind", AT, Some("as printed")).unwrap().id
    }

    fn refused(&mut self, decision: Decision) -> String {
        let before = everything(&self.record);
        let error = self.record.decide(&decision, "Ana Lind", AT, Some("why")).unwrap_err();
        assert!(matches!(error, Error::Query(_)), "{error:?}");
        assert_eq!(everything(&self.record), before, "a refused decision changes nothing");
        error.to_string()
    }
}

fn contents(rows: &[onrecord_record::query::StatementRow]) -> Vec<String> {
    rows.iter().map(|r| r.content_text()).collect()
}

/// All exported tables but the log, as text.
fn computed(record: &Record) -> String {
    tables(record, |name| name != "decisions")
}

fn everything(record: &Record) -> String {
    tables(record, |_| true)
}

fn tables(record: &Record, wanted: impl Fn(&str) -> bool) -> String {
    let mut out = String::new();
    for table in TABLES.iter().filter(|t| wanted(t.name)) {
        record
            .rows(table, |row| {
                out.push_str(&format!("{} {row:?}\n", table.name));
                Ok::<(), ()>(())
            })
            .unwrap()
            .unwrap();
    }
    out
}

/// One decision of every kind that changes something.
fn decide_everything(story: &mut Story) -> Vec<String> {
    let (whole, boats) = (
        story.statement(
            "The harbour of Averne stays closed until the dredging of the northern channel is done",
        ),
        story.statement("the fishing boats"),
    );
    let (heard, added) = (story.statement("We have heard"), story.statement("that nobody knew"));
    let other = story
        .statement("The harbour of Averne stays closed until the dredging of the northern channel is over");
    let row = story.record.statement(&boats).unwrap();
    let (start, end) = (row.content[0].start, row.content[0].end);
    let mut ids = vec![
        story.decide(Decision::Accept { statement: whole.clone() }),
        story.decide(Decision::Reject { statement: heard }),
        story.decide(Decision::Spans {
            statement: boats.clone(),
            source: None,
            cue: Some(vec![]),
            content: Some(vec![(start, start + 3), (start + 4, end)]),
        }),
        story.decide(Decision::Speaker {
            statement: added.clone(),
            speaker: SpeakerChoice::Label { name: "Brita Aas".into(), kind: "person".into() },
        }),
        story.decide(Decision::Same { statement: boats, other: added }),
    ];
    let (lorne, holm) = (story.party("Ada Lorne"), story.party("Piet Holm"));
    ids.push(story.decide(Decision::Rename { party: holm.clone(), name: "Pieter Holm".into() }));
    let mention = story.record.mentions(&lorne).unwrap()[0].id.clone();
    ids.push(story.decide(Decision::Split { party: lorne.clone(), mentions: vec![mention] }));
    ids.push(story.decide(Decision::Merge { into: holm, party: lorne }));
    ids.push(story.decide(Decision::Different { statement: other, other: whole.clone() }));
    ids.push(story.decide(Decision::Note { about: whole }));
    ids
}

#[test]
fn decisions_are_the_same_after_any_build() {
    let mut story = Story::new();
    decide_everything(&mut story);
    let decided = everything(&story.record);
    story.build();
    assert_eq!(everything(&story.record), decided, "a build with nothing to do");
    story.forget_computed();
    story.build();
    assert_eq!(everything(&story.record), decided, "a build that computes everything again");
    let states: Vec<DecisionState> =
        story.record.decisions(&DecisionFilter::default()).unwrap().iter().map(|d| d.state).collect();
    assert!(states.iter().all(|s| *s == DecisionState::Stands), "{states:?}");
}

#[test]
fn undoing_everything_gives_what_was_computed() {
    let mut story = Story::new();
    let before = computed(&story.record);
    let ids = decide_everything(&mut story);
    let decided = computed(&story.record);
    assert_ne!(before, decided);
    // In an order of its own: each undoing alone is as if that decision had never been made.
    let undos: Vec<String> = [3, 0, 6, 1, 2, 9, 8, 4, 5, 7]
        .iter()
        .map(|&i: &usize| story.record.undo(&ids[i], "Bo Ek", AT, None).unwrap().id)
        .collect();
    assert_eq!(computed(&story.record), before);
    let log = story.record.decisions(&DecisionFilter::default()).unwrap();
    assert_eq!(log.len(), 20, "the log keeps everything");
    assert!(log[..10].iter().all(|d| d.state == DecisionState::Undone), "{log:#?}");
    // To undo the undoing is to decide it again.
    for undo in undos.iter().rev() {
        story.record.undo(undo, "Bo Ek", AT, None).unwrap();
    }
    assert_eq!(computed(&story.record), decided);
    assert!(story.refused(Decision::Undo { decision: ids[0].replace('d', "x") }).contains("no decision"));
    assert!(story.refused(Decision::Undo { decision: undos[0].clone() }).contains("undone already"));
}

#[test]
fn a_rejected_statement_is_in_no_count_and_can_be_listed() {
    let mut story = Story::new();
    let heard = story.statement("We have heard");
    let before = story.record.summary().unwrap();
    let id = story.decide(Decision::Reject { statement: heard.clone() });
    let after = story.record.summary().unwrap();
    assert_eq!((after.statements, after.utterances), (before.statements - 1, before.utterances - 1));
    assert_eq!(after.reviewed.rejected, 1);
    let listed = |review| story.record.statements(&Filter { review, ..Filter::default() }).unwrap();
    assert_eq!(listed(None).total as u64, after.statements);
    let rejected = listed(Some(ReviewState::Rejected));
    assert_eq!(rejected.rows.iter().map(|r| &r.id).collect::<Vec<_>>(), [&heard]);
    let review = rejected.rows[0].review.as_ref().unwrap();
    assert_eq!(
        (review.state.as_deref(), review.by.as_str(), &review.decisions),
        (Some("rejected"), "Ana Lind", &vec![id])
    );
    assert!(!computed(&story.record).contains(&heard), "no export counts it");
    // Whoever decides last decides: accepted by another reviewer it counts again.
    story.record.decide(&Decision::Accept { statement: heard.clone() }, "Bo Ek", AT, None).unwrap();
    assert_eq!(story.record.summary().unwrap().statements, before.statements);
    assert_eq!(story.record.summary().unwrap().utterances, before.utterances);
    let agreement = story.record.agreement().unwrap();
    assert_eq!(agreement.len(), 1);
    assert!(!agreement[0].agree && agreement[0].verdicts.len() == 2, "both are shown: {agreement:?}");
}

#[test]
fn a_correction_shows_what_was_computed_and_who_says_otherwise() {
    let mut story = Story::new();
    let boats = story.statement("the fishing boats");
    let was = story.record.statement(&boats).unwrap();
    let (start, end) = (was.content[0].start, was.content[0].end);
    story.decide(Decision::Spans {
        statement: boats.clone(),
        source: None,
        cue: None,
        content: Some(vec![(start + 4, end)]),
    });
    let lorne = story.party("Ada Lorne");
    story
        .decide(Decision::Speaker { statement: boats.clone(), speaker: SpeakerChoice::Party(lorne.clone()) });
    let row = story.record.statement(&boats).unwrap();
    assert_eq!(row.content[0].text, was.content[0].text[4..]);
    assert_eq!(row.speaker.as_ref().unwrap().id, lorne);
    assert_eq!(row.speaker_rule.as_deref(), Some("decided by Ana Lind"));
    let review = row.review.unwrap();
    let computed = review.computed.unwrap();
    assert_eq!((review.state.as_deref(), review.at.as_str()), (Some("corrected"), AT));
    assert_eq!((computed.speaker, computed.content), (was.speaker, was.content));
    // The search knows the new words, and who said them.
    let found = |words: &str, speaker: &str| {
        let (words, speaker) = (Some(words.into()), Some(speaker.into()));
        story.record.statements(&Filter { words, speaker, ..Filter::default() }).unwrap().total
    };
    assert_eq!((found("fishing boats", "Lorne"), found("fishing boats", "Holm")), (1, 0));
    assert_eq!(found("\"the fishing\"", "Lorne"), 0, "a word that was cut off is not found");
}

#[test]
fn a_speaker_can_be_words_of_the_text_or_nobody() {
    let mut story = Story::new();
    let heard = story.statement("We have heard");
    let row = story.record.statement(&heard).unwrap();
    let text = story.record.article(&row.article.id).unwrap().text;
    let start = text[..text.find("reporters").unwrap()].chars().count() as u32;
    let printed = SpeakerChoice::Printed { start, end: start + 9, kind: "group".into() };
    story.decide(Decision::Speaker { statement: heard.clone(), speaker: printed });
    let speaker = story.record.statement(&heard).unwrap().speaker.unwrap();
    assert_eq!((speaker.name.as_str(), speaker.kind.as_str()), ("reporters", "group"));
    story.decide(Decision::Speaker { statement: heard.clone(), speaker: SpeakerChoice::Unknown });
    let row = story.record.statement(&heard).unwrap();
    assert_eq!((row.speaker, row.speaker_unknown.as_deref()), (None, Some("decided by Ana Lind")));
}

#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    let mut story = Story::new();
    let (boats, heard) = (story.statement("the fishing boats"), story.statement("We have heard"));
    let spans = |pieces: Vec<(u32, u32)>| Decision::Spans {
        statement: boats.clone(),
        source: None,
        cue: None,
        content: Some(pieces),
    };
    assert!(story.refused(spans(vec![(5, 5)])).contains("5-5"));
    assert!(story.refused(spans(vec![(9, 12), (10, 14)])).contains("10-14"));
    assert!(story.refused(spans(vec![(0, 1_000_000)])).contains("code points"));
    assert!(story.refused(spans(vec![])).contains("reject it"));
    assert!(story.refused(Decision::Accept { statement: "s-none".into() }).contains("no statement"));
    assert!(
        story
            .refused(Decision::Different { statement: boats.clone(), other: heard.clone() })
            .contains("do not tell")
    );
    assert!(
        story
            .refused(Decision::Rename { party: story.party("Ada Lorne"), name: " ".into() })
            .contains("letter")
    );
    let nobody = SpeakerChoice::Label { name: "X".into(), kind: "dragon".into() };
    assert!(
        story.refused(Decision::Speaker { statement: boats.clone(), speaker: nobody }).contains("dragon")
    );
    for (reviewer, at, reason) in
        [(" ", AT, Some("why")), ("Ana", "yesterday", Some("why")), ("Ana", AT, None)]
    {
        let reject = Decision::Reject { statement: heard.clone() };
        assert!(matches!(story.record.decide(&reject, reviewer, at, reason), Err(Error::Query(_))));
    }
    assert!(story.record.decisions(&DecisionFilter::default()).unwrap().is_empty());
}

/// A page that was captured twice.
fn capture(story: &Story, day: &str, text: &str) {
    let row = serde_json::json!({
        "url": "https://gazette.example/quay", "text": text, "captured": day, "outlet": "Gazette",
    });
    std::fs::write(story.inputs.join("page.jsonl"), format!("{row}\n")).unwrap();
}

#[test]
fn a_decision_about_a_changed_text_waits_for_a_person() {
    let mut story = Story::new();
    let text = "The quay\n\nWarden Ole Strand said the quay was safe. “It will hold,” said Ole Strand.\n";
    capture(&story, "2026-01-01", text);
    story.build();
    let hold = story.statement("It will hold");
    story.decide(Decision::Reject { statement: hold });
    let state = |story: &Story| story.record.decisions(&DecisionFilter::default()).unwrap()[0].clone();
    assert_eq!(state(&story).state, DecisionState::Stands);
    // The same words in a later capture are other words: nobody has looked at those.
    capture(&story, "2026-01-02", &text.replace("The quay\n", "The old quay\n"));
    story.build();
    let found = state(&story);
    assert_eq!(found.state, DecisionState::LookAgain);
    assert!(found.why.unwrap().contains("not found again"));
    story.statement("It will hold");
    let queue = story.record.review_queue(&QueueFilter::default()).unwrap();
    assert_eq!((queue[0].reason, queue[0].decision.as_ref()), (QueueReason::LookAgain, Some(&found.id)));
    // Undoing it is enough to settle it.
    story.record.undo(&found.id, "Ana Lind", AT, None).unwrap();
    assert_eq!(state(&story).state, DecisionState::Undone);
}

#[test]
fn a_decision_is_found_again_by_its_words_where_ids_changed() {
    let mut story = Story::new();
    let (boats, lorne) = (story.statement("the fishing boats"), story.party("Ada Lorne"));
    story.decide(Decision::Reject { statement: boats.clone() });
    story.decide(Decision::Rename { party: lorne.clone(), name: "Ada B. Lorne".into() });
    // The same decisions by the names that another release gave to the same words.
    let db = rusqlite::Connection::open(&story.path).unwrap();
    for (n, id, old) in [(1, &boats, "s-other"), (2, &lorne, "p-other")] {
        db.execute(
            "INSERT INTO decisions SELECT n + 10, 'd-' || ?3, at, 'Bo Ek', kind, ?3, replace(payload, ?2, ?3),
               replace(anchors, ?2, ?3), reason FROM decisions WHERE n = ?1",
            (n, id, old),
        )
        .unwrap();
    }
    drop(db);
    story.forget_computed();
    story.build();
    let log = story.record.decisions(&DecisionFilter::default()).unwrap();
    assert!(log.iter().all(|d| d.state == DecisionState::Stands), "{log:#?}");
    assert_eq!(story.record.statement(&boats).unwrap().review.unwrap().by, "Bo Ek");
    let about = DecisionFilter { about: Some(lorne), ..DecisionFilter::default() };
    assert_eq!(story.record.decisions(&about).unwrap().len(), 2);
}

#[test]
fn somebody_who_reads_holds_nobody_up() {
    let mut story = Story::new();
    let boats = story.statement("the fishing boats");
    let reader = Record::open(&story.path).unwrap();
    let total = reader
        .at_one_moment(|reader| {
            let before = reader.summary()?.statements;
            let mut writer = Record::create(&story.path)?;
            let reject = Decision::Reject { statement: boats.clone() };
            writer.decide(&reject, "Ana Lind", AT, Some("a test"))?;
            // With a reader in the middle of its questions the journal stays, and nobody waits.
            writer.close()?;
            assert_eq!(reader.summary()?.statements, before, "a reader keeps the moment that it asked about");
            Ok(before)
        })
        .unwrap();
    assert_eq!(reader.summary().unwrap().statements, total - 1);
    story.decide(Decision::Accept { statement: boats });
}

#[test]
fn the_log_can_not_be_changed() {
    let mut story = Story::new();
    decide_everything(&mut story);
    let db = rusqlite::Connection::open(&story.path).unwrap();
    assert!(db.execute("DELETE FROM decisions", []).unwrap_err().to_string().contains("never deleted"));
    assert!(
        db.execute("UPDATE decisions SET reviewer = 'x'", [])
            .unwrap_err()
            .to_string()
            .contains("never changed")
    );
}

#[test]
fn nothing_is_lost_between_a_build_and_reviewers() {
    let mut story = Story::new();
    let ids: Vec<String> =
        story.record.statements(&Filter::default()).unwrap().rows.into_iter().map(|r| r.id).collect();
    for i in 0..200 {
        let text = format!("Text {i}\n\nClerk Nell Varga said the count of day {i} was finished.\n");
        std::fs::write(story.inputs.join(format!("more-{i}.txt")), text).unwrap();
    }
    let path: &Path = &story.path;
    std::thread::scope(|scope| {
        for reviewer in ["Ana", "Bo"] {
            let ids = &ids;
            scope.spawn(move || {
                let mut record = Record::create(path).unwrap();
                for id in ids.iter().cycle().take(40) {
                    let note = Decision::Note { about: id.clone() };
                    record.decide(&note, reviewer, AT, Some("seen")).unwrap();
                }
            });
        }
        story.record.build(std::slice::from_ref(&story.inputs), &BuildOptions::default(), &()).unwrap();
    });
    assert_eq!(story.record.decisions(&DecisionFilter::default()).unwrap().len(), 80);
    assert_eq!(story.record.summary().unwrap().articles, 203);
    for reviewer in ["Ana", "Bo"] {
        let filter = DecisionFilter { reviewer: Some(reviewer.into()), ..DecisionFilter::default() };
        assert_eq!(story.record.decisions(&filter).unwrap().len(), 40);
    }
}

#[test]
fn the_queue_lists_what_nobody_has_looked_at() {
    let mut story = Story::new();
    let queue = |story: &Story| story.record.review_queue(&QueueFilter::default()).unwrap();
    let all = queue(&story);
    assert!(all.windows(2).all(|w| w[0].reason <= w[1].reason), "in order of its reasons");
    let differing =
        all.iter().find(|i| i.reason == QueueReason::DifferingQuotation).expect("done and over differ");
    let id = differing.statement.as_ref().unwrap().id.clone();
    let paged: Vec<_> = (0..all.len())
        .flat_map(|offset| {
            story
                .record
                .review_queue(&QueueFilter { offset, limit: Some(1), ..QueueFilter::default() })
                .unwrap()
        })
        .collect();
    assert_eq!(paged, all);
    story.decide(Decision::Accept { statement: id.clone() });
    assert!(queue(&story).iter().all(|i| i.statement.as_ref().is_none_or(|s| s.id != id)));
}
