//! Lists, their counts and their pages, on the samples.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

use onrecord_annotate::Kind;
use onrecord_record::query::{Filter, Order, ReviewState, StatementRow};
use onrecord_record::review::Decision;
use onrecord_record::{BuildOptions, Cell, Error, Record, Table};
use std::collections::BTreeSet;
use std::path::Path;

const AT: &str = "2026-03-01T14:05:09Z";

/// The samples, with a rejected, an accepted and a corrected statement.
fn record(dir: &Path) -> Record {
    let mut record = Record::create(&dir.join("story.record")).unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let inputs = [samples.join("pages"), samples.join("scraped")];
    record.build(&inputs, &BuildOptions::default(), &()).unwrap();
    let ids: Vec<String> =
        record.statements(&Filter::default()).unwrap().rows.into_iter().map(|r| r.id).collect();
    for (i, id) in ids.iter().take(9).enumerate() {
        let statement = id.clone();
        let decision = match i % 3 {
            0 => Decision::Reject { statement },
            1 => Decision::Accept { statement },
            _ => Decision::Speaker { statement, speaker: onrecord_record::review::SpeakerChoice::Unknown },
        };
        record.decide(&decision, "Ana Lind", AT, Some("a test")).unwrap();
    }
    record
}

/// Filters of all sorts.
fn filters(record: &Record) -> Vec<Filter> {
    let all = record.statements(&Filter::default()).unwrap().rows;
    let some = |words: Option<&str>| Filter { words: words.map(str::to_owned), ..Filter::default() };
    let outlet = all.iter().find_map(|r| r.article.outlet.clone());
    let speaker = all.iter().find_map(|r| r.speaker.clone()).map(|p| p.id);
    let addressee = all.iter().find_map(|r| r.addressee.clone()).map(|p| p.id);
    let utterance = all.iter().find(|r| r.tellings > 1).and_then(|r| r.utterance.clone());
    let mut out = vec![some(None), some(Some("the")), some(Some("\"the dam\"")), some(Some("wat* -river"))];
    for words in [None, Some("the")] {
        let base = some(words);
        out.extend([
            Filter { order: Order::Date, ..base.clone() },
            Filter { speaker: speaker.clone(), ..base.clone() },
            Filter { addressee: addressee.clone(), ..base.clone() },
            Filter { unknown_speaker: true, ..base.clone() },
            Filter { outlet: outlet.clone(), ..base.clone() },
            Filter { outlet: Some("o".into()), kind: Some(Kind::Direct), ..base.clone() },
            Filter { from: "2031-01".parse().ok(), ..base.clone() },
            Filter { to: "2031".parse().ok(), ..base.clone() },
            Filter { article: Some(all[0].article.id.clone()), ..base.clone() },
            Filter { utterance: utterance.clone(), ..base.clone() },
            Filter { one_per_utterance: true, ..base.clone() },
            Filter { one_per_origin: true, ..base.clone() },
            Filter { one_per_origin: true, outlet: Some("a".into()), ..base.clone() },
        ]);
        out.extend(ReviewState::ALL.map(|(_, state)| Filter { review: Some(state), ..base.clone() }));
    }
    out
}

#[test]
fn pages_make_up_the_list_and_every_page_knows_its_length() {
    let dir = tempfile::tempdir().unwrap();
    let record = record(dir.path());
    for filter in filters(&record) {
        let whole = record.statements(&filter).unwrap();
        assert_eq!(whole.total, whole.rows.len(), "{filter:?}");
        let (mut paged, mut skipped, mut after) = (Vec::new(), Vec::new(), None);
        loop {
            let page = Filter { limit: Some(7), after: after.take(), ..filter.clone() };
            let page = record.statements(&page).unwrap();
            assert_eq!(page.total, whole.total, "{filter:?}");
            let by_number = Filter { limit: Some(7), offset: paged.len(), ..filter.clone() };
            skipped.extend(record.statements(&by_number).unwrap().rows);
            let Some(last) = page.rows.last() else { break };
            after = Some(last.id.clone());
            paged.extend(page.rows);
        }
        assert_eq!(paged, whole.rows, "{filter:?}");
        assert_eq!(skipped, whole.rows, "{filter:?}");
    }
    let lost = Filter { after: Some("s-none".into()), limit: Some(1), ..Filter::default() };
    assert!(matches!(record.statements(&lost), Err(Error::Query(why)) if why.contains("begin it again")));
}

#[test]
fn states_of_review_part_the_statements() {
    let dir = tempfile::tempdir().unwrap();
    let record = record(dir.path());
    let total = |review| record.statements(&Filter { review, ..Filter::default() }).unwrap().total;
    let [unreviewed, reviewed, accepted, corrected, rejected] =
        ReviewState::ALL.map(|(_, state)| total(Some(state)));
    assert_eq!((accepted, corrected, rejected), (3, 3, 3));
    assert_eq!(reviewed, accepted + corrected + rejected);
    assert_eq!(total(None), unreviewed + accepted + corrected);
}

#[test]
fn reprints_fold_into_one_row_an_origin() {
    let dir = tempfile::tempdir().unwrap();
    let record = record(dir.path());
    let rows = |filter: Filter| record.statements(&filter).unwrap().rows;
    let folded = rows(Filter { one_per_origin: true, ..Filter::default() });
    let all = rows(Filter::default());
    assert!(folded.len() < all.len(), "the samples have reprints");
    let utterance = |r: &StatementRow| r.utterance.clone().unwrap_or_else(|| r.id.clone());
    let named = |rows: &[StatementRow]| rows.iter().map(utterance).collect::<BTreeSet<_>>();
    assert_eq!(named(&folded).len(), named(&all).len(), "nothing but repetitions is left out");
    for told in record.utterances(2, None, None).unwrap() {
        let listed = folded.iter().filter(|r| r.utterance.as_ref() == Some(&told.id)).count() as u64;
        assert_eq!(listed, told.origins, "{}: as many rows as it has independent origins", told.id);
    }
}

#[test]
fn a_quotation_like_no_other_is_flagged_alike_on_the_page_and_in_the_export() {
    let dir = tempfile::tempdir().unwrap();
    let record = record(dir.path());
    let mut exported = Vec::new();
    let table = Table::named("tellings").unwrap();
    let flag = table.columns.iter().position(|c| c.name == "quoted_like_no_other").unwrap();
    let each = |cells: &[Cell]| {
        if cells[flag] == Cell::Boolean(true) {
            exported.push(cells[1].clone());
        }
        Ok::<(), ()>(())
    };
    record.rows(table, each).unwrap().unwrap();
    let mut shown = 0;
    for id in record.utterance_ids(1, None).unwrap() {
        let view = record.utterance(&id, None).unwrap();
        for row in &view.rows {
            assert_eq!(row.quoted_like_no_other, exported.contains(&Cell::String(row.statement.id.clone())));
            shown += usize::from(row.quoted_like_no_other);
            // Any telling can be what the others are compared with; what it says of each stays.
            let other = record.utterance(&id, Some(&row.statement.id)).unwrap();
            assert_eq!(other.rows[0].statement.id, row.statement.id);
            assert!(other.rows[1..].iter().all(|r| !r.diff.is_empty()));
            assert_eq!(other.rows[0].quoted_like_no_other, row.quoted_like_no_other);
        }
    }
    assert_eq!(shown, exported.len());
    assert!(shown > 0, "the samples have such quotations");
}

#[test]
fn words_are_found_in_whole_articles() {
    let dir = tempfile::tempdir().unwrap();
    let record = record(dir.path());
    let search = |words: &str| {
        record.search_articles(&Filter { words: Some(words.into()), ..Filter::default() }).unwrap()
    };
    let hits = search("dam");
    assert!(hits.total > 0 && hits.total == hits.rows.len());
    for hit in &hits.rows {
        let text: Vec<char> = record.article(&hit.article.id).unwrap().text.chars().collect();
        assert!(!hit.snippets.is_empty(), "{hit:?}");
        for s in &hit.snippets {
            assert_eq!(text[s.start as usize..s.end as usize].iter().collect::<String>(), s.text);
            assert!(s.text.to_lowercase().contains("dam"), "{s:?}");
        }
    }
    // A phrase is in fewer articles than its words are; what only chrome says is in none.
    assert!(search("\"the dam\"").total <= search("the dam").total);
    assert!(search("dam -the").total < hits.total);
    let paged = Filter {
        words: Some("dam".into()),
        after: Some(hits.rows[0].article.id.clone()),
        limit: Some(1),
        ..Filter::default()
    };
    assert_eq!(record.search_articles(&paged).unwrap().rows, hits.rows[1..2]);
    let wrong = Filter { words: Some("dam".into()), unknown_speaker: true, ..Filter::default() };
    assert!(matches!(record.search_articles(&wrong), Err(Error::Query(_))));
    assert!(matches!(record.search_articles(&Filter::default()), Err(Error::Query(_))));
}
