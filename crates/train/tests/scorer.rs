//! The figures are those of the scorer that other systems are measured with. It and the articles lie beside
//! the checkout where the engine is developed; without them there is nothing to compare.

use onrecord_train::{corpus, score, training};
use std::path::PathBuf;
use std::process::Command;

/// The folder for development, if it is there.
fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let named = std::env::var_os("ONRECORD_SHARED").map(PathBuf::from);
    [named, Some(beside)].into_iter().flatten().find(|p| p.join("score/attribution.py").is_file())
}

#[test]
fn the_same_figures_as_the_reference_scorer() {
    let Some(shared) = shared() else {
        eprintln!("skipped: no folder “shared” beside the checkout, and ONRECORD_SHARED names none");
        return;
    };
    let gold = shared.join("data/polnear/dev");
    let articles = corpus::read(&gold).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("predictions.jsonl");
    let mut tallies = Vec::new();
    let mut rows = String::new();
    for article in &articles {
        let found = training::predict_by_rules(&article.text);
        rows += &corpus::row(article, &found);
        tallies.push(score::tally(&article.text, &article.gold, &found));
    }
    std::fs::write(&path, rows).unwrap();
    let scorer = Command::new("python3")
        .arg(shared.join("score/attribution.py"))
        .args([&gold, &path])
        .args(["--bootstrap", "0"])
        .output();
    let Ok(scorer) = scorer else {
        eprintln!("skipped: no python3");
        return;
    };
    assert!(scorer.status.success(), "{}", String::from_utf8_lossy(&scorer.stderr));
    assert_eq!(score::report(&score::sum(&tallies)), String::from_utf8_lossy(&scorer.stdout));
}
