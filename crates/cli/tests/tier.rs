//! The accurate tier, with the weights that lie in the source; packagers may leave them out.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use serde_json::Value;
use support::{ok, onrecord, root, text};

fn weights() -> Option<String> {
    let path = root().join("crates/annotate/models/accurate.bin");
    if !path.is_file() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path.display().to_string())
}

const ARTICLE: &str = "Rain closed the Orvask bridge on Monday. “We will open it before Friday,” Mayor Ilse Varn said.\n\
                       Farmers complained that nobody had warned them.\n";

#[test]
fn extract_with_the_accurate_tier_names_it() {
    let Some(weights) = weights() else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bridge.txt");
    std::fs::write(&path, ARTICLE).unwrap();
    let path = path.to_str().unwrap();
    let out =
        ok(&["extract", "--format", "jsonl", "--tier", "accurate", "--accurate-weights", &weights, path]);
    let found: Value = serde_json::from_str(&out).unwrap();
    let statements = found["statements"].as_array().unwrap();
    assert!(
        statements.iter().any(|s| s["rule"] == "encoder" && s["speaker"]["name"] == "Ilse Varn"),
        "{found}"
    );
}

#[test]
fn a_record_is_annotated_again_with_another_tier() {
    let Some(weights) = weights() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (article, record) = (folder.path().join("bridge.txt"), folder.path().join("bridge.record"));
    std::fs::write(&article, ARTICLE).unwrap();
    let (article, record) = (article.to_str().unwrap(), record.to_str().unwrap());
    let annotated = |tier: &str| {
        let out = ok(&[
            "build",
            "--quiet",
            "--format",
            "jsonl",
            "--tier",
            tier,
            "--accurate-weights",
            &weights,
            article,
            "-o",
            record,
        ]);
        serde_json::from_str::<Value>(&out).unwrap()["annotated"].clone()
    };
    assert_eq!(annotated("default"), 1);
    assert_eq!(annotated("default"), 0);
    assert_eq!(annotated("accurate"), 1);
    assert_eq!(annotated("accurate"), 0);
    assert_eq!(annotated("default"), 1);
}

#[test]
fn weights_that_are_not_there_are_named_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("new.record");
    let output = onrecord()
        .args(["build", "--tier", "accurate", "samples/scraped", "-o", record.to_str().unwrap()])
        .env("ONRECORD_ACCURATE", "/nowhere/accurate.bin")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("/nowhere/accurate.bin"), "{}", text(&output.stderr));
    assert!(!record.exists());
}
