//! Articles that tell the same in other words, as a user sees them.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use serde_json::{Value, json};
use support::{ok, table};

const AGENCY: &str = "The old mill in Ostrel loses 412 crowns a day, its owner Tide Holding said on Tuesday.\n\n\
    Mayor Mara Quint said the town would not sell the mill to Tide Holding.\n\n\
    “We will not sell the mill to anybody who wants to tear it down,” Quint said at a meeting of the Ostrel Guild.\n\n\
    In 1987 the Grey Bridge beside the mill fell into the Ilvra and took 31 barges with it.\n\n\
    The miller Joren Vale said the wheel would outlive the 63 bakers of the valley.\n\n\
    “Nobody asked the millers before they counted the crowns,” Vale said.\n\n\
    Brita Aas, who leads the Northern Chamber, said repairs of the wheel would cost 950,000 crowns.";
const REWRITE: &str = "Every day 412 crowns are lost in Ostrel’s ancient mill, according to its owner Tide Holding.\n\n\
    The town will not sell the mill to Tide Holding, Mayor Mara Quint said.\n\n\
    “We will never sell the mill to anybody who wants to tear it down,” Quint told members of the Ostrel Guild.\n\n\
    Back in 1987 it was the Grey Bridge that collapsed; 31 barges sank in the Ilvra.\n\n\
    The wheel will outlive the valley’s 63 bakers, said the miller Joren Vale.\n\n\
    “Nobody asked the millers before counting the crowns,” Vale said.\n\n\
    Repairs of the wheel would cost 950,000 crowns, said Brita Aas, head of the Northern Chamber.";

fn derivations(second: &str) -> (Vec<Value>, Vec<Value>, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let (pile, record) = (dir.path().join("pile.jsonl"), dir.path().join("pile.record"));
    let row = |outlet: &str, day: &str, text: &str| json!({"outlet": outlet, "published": day, "text": text, "url": format!("https://{outlet}.example/mill")});
    let rows = [row("Tide", "2031-05-06", AGENCY), row("Gull", "2031-05-07", second)];
    std::fs::write(&pile, rows.map(|r| r.to_string()).join("\n")).unwrap();
    ok(&["build", "--quiet", pile.to_str().unwrap(), "-o", record.to_str().unwrap()]);
    (table(&record, "derivations"), table(&record, "articles"), dir)
}

#[test]
fn a_rewrite_is_linked_by_what_it_tells_and_in_which_order() {
    let (derivations, articles, dir) = derivations(REWRITE);
    let [rewrite] = &derivations[..] else { panic!("one derivation: {derivations:#?}") };
    let id = |outlet: &str| articles.iter().find(|a| a["outlet"] == outlet).unwrap()["id"].clone();
    assert_eq!((&rewrite["copy"], &rewrite["source"]), (&id("Gull"), &id("Tide")));
    assert_eq!((&rewrite["degree"], &rewrite["directed"]), (&json!("rewrite"), &json!(true)));
    let evidence = rewrite["evidence"].as_str().unwrap();
    for what in ["published-earlier", "utterances=", "reported=", "names=", "numbers=", "in-order="] {
        assert!(evidence.contains(what), "{evidence}");
    }
    // It is an origin of its own: nothing but copying joins origins.
    assert!(articles.iter().all(|a| a["origin"] == a["id"]), "{articles:#?}");
    let record = dir.path().join("pile.record");
    let shown = ok(&["show", record.to_str().unwrap(), id("Gull").as_str().unwrap()]);
    assert!(shown.contains("rewrites Tide") && shown.contains("u-"), "{shown}");
}

#[test]
fn another_reporter_at_the_same_meeting_rewrites_nothing() {
    // The same quotations and facts, in another order and with other statements reported.
    let mut paragraphs: Vec<&str> = REWRITE.split("\n\n").collect();
    paragraphs.reverse();
    let (derivations, ..) = derivations(&paragraphs.join("\n\n"));
    assert_eq!(derivations, Vec::<Value>::new());
}
