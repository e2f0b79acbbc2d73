//! What people read, on the samples. A changed snapshot is a change that users see: look at it, then accept it
//! with `cargo insta review`.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use insta::assert_snapshot;
use support::{build_samples, ok, run, text};

/// The samples as a record, with a path that no snapshot shows.
struct Samples {
    _dir: tempfile::TempDir,
    path: String,
}

impl Samples {
    fn new() -> Samples {
        let dir = tempfile::tempdir().unwrap();
        let record = dir.path().join("samples.record");
        build_samples(&record);
        Samples { path: record.to_str().unwrap().into(), _dir: dir }
    }

    /// A command on the record, with these arguments behind it.
    fn ask(&self, command: &str, args: &[&str]) -> String {
        ok(&[&[command, &self.path], args].concat()).replace(&self.path, "samples.record")
    }
}

#[test]
fn build_ends_with_the_story_in_numbers() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("samples.record");
    let path = path.to_str().unwrap();
    let out = ok(&[&["build", "-o", path], &support::SAMPLES[..]].concat());
    assert_snapshot!(out.replace(path, "samples.record"));
}

#[test]
fn answers() {
    let samples = Samples::new();
    assert_snapshot!("inputs", samples.ask("inputs", &["--set-aside"]));
    assert_snapshot!("show", samples.ask("show", &[]));
    assert_snapshot!("speakers", samples.ask("speakers", &[]));
    assert_snapshot!("search", samples.ask("search", &["drop", "--one-per-utterance"]));
    assert_snapshot!("search_filters", samples.ask("search", &["--speaker", "Sollvik", "--kind", "direct"]));
    assert_snapshot!("compare", samples.ask("compare", &[]));
    assert_snapshot!("timeline", samples.ask("timeline", &["--speaker", "Dovran"]));
    assert_snapshot!("article", samples.ask("show", &["samples/scraped/hri-speech.txt"]));
    assert_snapshot!("article_text", samples.ask("show", &["samples/scraped/hri-speech.txt", "--text"]));
}

#[test]
fn extract_is_a_filter() {
    assert_snapshot!("extract", ok(&["extract", "samples/scraped/lantern-plumber.txt"]));
}

#[test]
fn help_teaches() {
    for command in [
        "build", "extract", "search", "show", "compare", "timeline", "speakers", "inputs", "export", "eval",
        "train",
    ] {
        let help = ok(&[command, "--help"]);
        assert!(help.contains("Examples:") && help.contains("onrecord "), "{command}");
    }
    assert_snapshot!("help", ok(&["--help"]));
}

#[test]
fn colours_are_for_terminals() {
    let samples = Samples::new();
    assert!(!samples.ask("search", &["drop"]).contains('\u{1b}'));
    let forced = run(&["search", &samples.path, "drop", "--color", "always"]);
    assert!(text(&forced.stdout).contains('\u{1b}'));
}
