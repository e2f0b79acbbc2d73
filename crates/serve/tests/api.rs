//! The API as a program sees it.
#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use serde_json::json;
use std::collections::BTreeSet;
use support::Server;

/// Lists with conditions of every kind.
const LISTS: &[&str] = &[
    "/api/v1/articles",
    "/api/v1/articles?outlet=courier",
    "/api/v1/articles?q=dam&from=2031-03",
    "/api/v1/statements",
    "/api/v1/statements?order=date",
    "/api/v1/statements?q=dam",
    "/api/v1/statements?q=dam&order=date",
    "/api/v1/statements?q=water+-treaty",
    "/api/v1/statements?kind=direct",
    "/api/v1/statements?kind=indirect&one_per_utterance=true",
    "/api/v1/statements?unknown_speaker=true",
    "/api/v1/statements?speaker=Veshnik&from=2031-03-10&to=2031-03-20",
    "/api/v1/statements?outlet=Courier&q=the",
    "/api/v1/statements?one_per_origin=true&order=date",
    "/api/v1/statements?review=unreviewed",
    "/api/v1/texts?q=dam",
    "/api/v1/decisions",
    "/api/v1/review/queue",
    "/api/v1/review/queue?reason=low-confidence",
    "/api/v1/review/agreement",
    "/api/v1/utterances",
    "/api/v1/utterances?tellings=2",
    "/api/v1/utterances?speaker=Veshnik",
    "/api/v1/parties",
    "/api/v1/parties?type=person",
    "/api/v1/stories",
    "/api/v1/derivations",
    "/api/v1/inputs",
    "/api/v1/inputs?set_aside=true",
    "/api/v1/timeline",
    "/api/v1/timeline?speaker=Veshnik",
];

#[test]
fn every_total_is_the_rows_of_all_pages_in_one_order() {
    let server = Server::of_samples();
    for list in LISTS {
        let (whole, total) = server.all(list, 500);
        assert_eq!(whole.len() as u64, total, "{list}");
        let (by_three, _) = server.all(list, 3);
        assert_eq!(by_three, whole, "{list}");
        let different: BTreeSet<String> = whole.iter().map(|row| row.to_string()).collect();
        assert_eq!(different.len(), whole.len(), "{list} gives a row twice");
    }
    assert!(server.all(LISTS[0], 500).1 > 3, "the samples have several articles");
}

#[test]
fn downloads_are_exactly_the_filtered_set_in_its_order() {
    let server = Server::of_samples();
    for list in LISTS.iter().filter(|l| l.starts_with("/api/v1/statements")) {
        let query = list.split_once('?').map(|(_, q)| format!("?{q}")).unwrap_or_default();
        let ids: Vec<String> =
            server.all(list, 500).0.iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
        let jsonl = server.get(&format!("/api/v1/statements.jsonl{query}"));
        let from_jsonl: Vec<String> = jsonl
            .text()
            .lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(from_jsonl, ids, "{query}");
        let csv = server.get(&format!("/api/v1/statements.csv{query}"));
        assert_eq!(csv.header("content-disposition"), Some("attachment; filename=\"statements.csv\""));
        let rows: Vec<csv::StringRecord> =
            csv::Reader::from_reader(&csv.body[..]).records().map(Result::unwrap).collect();
        assert_eq!(rows.iter().map(|r| r[0].to_owned()).collect::<Vec<_>>(), ids, "{query}");
    }
    server.get("/api/v1/statements.csv?speaker=Nobodyatall").problem(404);
    for table in server.json("/api/v1/tables").as_array().unwrap() {
        let name = table["name"].as_str().unwrap();
        let rows = server.get(&format!("/api/v1/tables/{name}")).text().lines().count();
        let csv = server.get(&format!("/api/v1/tables/{name}?format=csv"));
        assert_eq!(csv::Reader::from_reader(&csv.body[..]).records().count(), rows, "{name}");
    }
}

#[test]
fn decisions_are_made_seen_and_undone() {
    let server = Server::of_samples();
    let (rows, total) = server.all("/api/v1/statements", 500);
    let id = rows[0]["id"].as_str().unwrap();
    let reject = json!({"kind": "reject", "statement": id});
    server.post("/api/v1/decisions", &json!({"decision": reject})).problem(400);
    server.post("/api/v1/decisions", &json!({"decision": reject, "reviewer": "Ida Brandt"})).problem(400);
    let made = server.post(
        "/api/v1/decisions",
        &json!({"decision": reject, "reviewer": "Ida Brandt", "reason": "a caption"}),
    );
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(server.all("/api/v1/statements", 500).1, total - 1);
    assert_eq!(server.get("/api/v1/statements.csv?review=rejected").text().lines().count(), 2);
    assert_eq!(server.json(&format!("/api/v1/statements/{id}"))["review"]["by"], "Ida Brandt");
    let decision = made.json()["id"].as_str().unwrap().to_owned();
    let undo = json!({"kind": "undo", "decision": decision});
    assert_eq!(server.post("/api/v1/decisions", &json!({"decision": undo, "reviewer": "N. N."})).status, 201);
    assert_eq!(server.all("/api/v1/statements", 500).1, total);
    assert_eq!(server.json(&format!("/api/v1/decisions/{decision}"))["state"], "undone");
    assert_eq!(server.all("/api/v1/decisions", 1).1, 2);
    server.post("/api/v1/decisions", &json!({"decision": {"kind": "explode"}, "reviewer": "x"})).problem(422);
}

#[test]
fn the_summary_counts_what_the_lists_give() {
    let server = Server::of_samples();
    let summary = server.json("/api/v1/summary");
    for (number, list) in [
        ("articles", "/api/v1/articles"),
        ("statements", "/api/v1/statements"),
        ("direct", "/api/v1/statements?kind=direct"),
        ("mixed", "/api/v1/statements?kind=mixed"),
        ("indirect", "/api/v1/statements?kind=indirect"),
        ("speaker_unknown", "/api/v1/statements?unknown_speaker=true"),
        ("utterances", "/api/v1/utterances"),
        ("retold", "/api/v1/utterances?tellings=2"),
        ("stories", "/api/v1/stories"),
        ("set_aside", "/api/v1/inputs?set_aside=true"),
    ] {
        assert_eq!(summary[number].as_u64(), Some(server.all(list, 500).1), "{number}");
    }
}

#[test]
fn each_row_is_found_again_by_its_id() {
    let server = Server::of_samples();
    for list in ["articles", "statements", "utterances", "parties"] {
        for row in server.all(&format!("/api/v1/{list}"), 500).0 {
            let one = server.json(&format!("/api/v1/{list}/{}", row["id"].as_str().unwrap()));
            let id = if list == "articles" { &one["article"]["id"] } else { &one["id"] };
            assert_eq!(*id, row["id"]);
        }
    }
    let article = &server.all("/api/v1/articles", 1).0[0];
    let version = server.json(&format!("/api/v1/versions/{}", article["version"].as_str().unwrap()));
    assert_eq!(version["articles"], json!([article["id"]]));
}

#[test]
fn slices_are_cut_from_the_version_in_code_points_and_in_utf16() {
    let server = Server::start(Default::default(), |path| {
        let dir = path.parent().unwrap().join("in");
        std::fs::create_dir(&dir).unwrap();
        let text =
            "🌊🌊 Flood at Dravik\n\n🌊 “The 🏞️ dam will hold,” said Mira Olten, the mayor of Dravik.\n";
        std::fs::write(dir.join("one.txt"), text).unwrap();
        support::build(path, &[dir], &Default::default());
    });
    let statement = &server.json("/api/v1/statements")["rows"][0];
    let id = statement["id"].as_str().unwrap();
    let version =
        server.json(&format!("/api/v1/versions/{}", statement["article"]["version"].as_str().unwrap()));
    let text = version["text"].as_str().unwrap();
    let (points, units): (Vec<char>, Vec<u16>) = (text.chars().collect(), text.encode_utf16().collect());
    let wide = server.json(&format!("/api/v1/statements/{id}?offsets=utf16"));
    let range = |slice: &serde_json::Value| {
        slice["start"].as_u64().unwrap() as usize..slice["end"].as_u64().unwrap() as usize
    };
    for role in ["source", "cue", "content"] {
        let (narrow, wide) = (&statement[role][0], &wide[role][0]);
        assert_eq!(points[range(narrow)].iter().collect::<String>(), narrow["text"].as_str().unwrap());
        assert_eq!(String::from_utf16(&units[range(wide)]).unwrap(), wide["text"].as_str().unwrap());
        assert_ne!(range(narrow), range(wide));
    }
}

#[test]
fn a_draft_is_checked_and_its_offsets_are_into_the_draft() {
    let server = Server::of_samples();
    let quoted =
        server.json("/api/v1/statements?kind=direct&speaker=Veshnik")["rows"][0]["content"][0]["text"]
            .as_str()
            .unwrap()
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_owned();
    let draft =
        format!("🌊 “{quoted},” said Veshnik. “Nobody ever uttered these purple words,” said Veshnik.");
    let checked = server.post("/api/v1/verify?offsets=utf16", &json!({ "text": draft })).json();
    let units: Vec<u16> = draft.encode_utf16().collect();
    let rows = checked["quotations"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["outcome"], &rows[1]["outcome"]), (&json!("exact"), &json!("not-found")));
    for row in rows {
        let (start, end) = (row["start"].as_u64().unwrap() as usize, row["end"].as_u64().unwrap() as usize);
        assert_eq!(String::from_utf16(&units[start..end]).unwrap(), row["text"].as_str().unwrap());
    }
}

#[test]
fn every_mistake_is_a_problem_that_says_the_mend() {
    let server = Server::of_samples();
    for (status, target) in [
        (404, "/api/v1/nothing"),
        (404, "/api/nothing"),
        (404, "/api/v1/articles/a-none"),
        (404, "/api/v1/statements/s-none"),
        (404, "/api/v1/utterances/u-none"),
        (404, "/api/v1/parties/p-none"),
        (404, "/api/v1/versions/00"),
        (404, "/api/v1/statements?speaker=Nobodyatall"),
        (400, "/api/v1/statements?speeker=Veshnik"),
        (400, "/api/v1/statements?kind=loud"),
        (400, "/api/v1/statements?limit=0"),
        (400, "/api/v1/statements?limit=many"),
        (400, "/api/v1/statements?cursor=x"),
        (400, "/api/v1/statements?from=yesterday"),
        (400, "/api/v1/statements?q=%22%22"),
        (400, "/api/v1/statements?kind=direct&kind=mixed"),
        (400, "/api/v1/statements?offsets=bytes"),
        (400, "/api/v1/summary?limit=1"),
        (400, "/api/v1/articles/%FF"),
        (405, "/api/v1/verify"),
    ] {
        server.get(target).problem(status);
    }
    server.ask("DELETE", "/api/v1/statements", &[("content-type", "application/json")], b"").problem(405);
    server.ask("POST", "/api/v1/verify", &[("content-type", "application/json")], b"{").problem(400);
    server.post("/api/v1/verify", &json!({})).problem(422);
    server.post("/api/v1/verify", &json!({"text": "", "more": 1})).problem(422);
    let long = vec![b' '; 3 << 20];
    server.ask("POST", "/api/v1/verify", &[("content-type", "application/json")], &long).problem(413);
    let here = format!("http://{}", server.address);
    let page = [("origin", here.as_str()), ("content-type", "text/plain")];
    server.ask("POST", "/api/v1/verify", &page, b"{}").problem(415);
}

#[test]
fn a_field_of_a_form_that_was_left_empty_asks_for_nothing() {
    let server = Server::of_samples();
    let all = server.json("/api/v1/statements");
    assert_eq!(server.json("/api/v1/statements?q=&speaker=&kind=&from="), all);
}

#[test]
fn an_answer_is_sent_again_only_after_the_record_changed() {
    let server = Server::of_samples();
    let first = server.get("/api/v1/summary");
    let tag = first.header("etag").unwrap().to_owned();
    let again = |tag: &str| server.ask("GET", "/api/v1/summary", &[("if-none-match", tag)], b"");
    assert_eq!((again(&tag).status, again(&tag).body.len()), (304, 0));
    assert_eq!(again(&format!("\"other\", W/{tag}")).status, 304);

    let more = server.record.parent().unwrap().join("more.txt");
    std::fs::write(&more, "Dravik floods\n\n“We shall rebuild,” said Mira Olten, the mayor of Dravik.\n")
        .unwrap();
    support::build(&server.record, &[more], &Default::default());
    let changed = again(&tag);
    assert_eq!(changed.status, 200);
    assert_ne!(changed.header("etag"), Some(tag.as_str()));
    let articles = |answer: &support::Answer| answer.json()["articles"].as_u64().unwrap();
    assert_eq!(articles(&changed), articles(&first) + 1);
}

#[test]
fn the_description_is_openapi_3_1_and_names_what_there_is() {
    let server = Server::of_samples();
    let api = server.json("/api/v1/openapi.json");
    assert!(api["openapi"].as_str().unwrap().starts_with("3.1"));
    let text = api.to_string();
    for (at, _) in text.match_indices("\"$ref\":\"#/components/schemas/") {
        let name = text[at..].split('/').nth(3).unwrap().split('"').next().unwrap();
        assert!(api["components"]["schemas"].get(name).is_some(), "{name} is named and not described");
    }
    let page = server.get("/api").text();
    for (path, item) in api["paths"].as_object().unwrap() {
        assert!(page.contains(path.as_str()), "{path}");
        for (method, operation) in item.as_object().unwrap() {
            assert!(!operation["summary"].as_str().unwrap_or_default().is_empty(), "{method} {path}");
            for p in operation["parameters"].as_array().into_iter().flatten() {
                assert!(p["name"] == "id" || p["description"].is_string(), "{path}: {p}");
            }
        }
    }
}
