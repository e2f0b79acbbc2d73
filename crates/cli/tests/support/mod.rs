//! Running the program as a user does.
#![allow(dead_code)] // Each test file uses its own part.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the workspace: samples are named from here, as the README does.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The program, started in the workspace's folder.
pub fn onrecord() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(root()).env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs it with these arguments.
pub fn run(args: &[&str]) -> Output {
    onrecord().args(args).output().unwrap()
}

/// Standard output of a run that has to succeed.
pub fn ok(args: &[&str]) -> String {
    let output = run(args);
    assert!(output.status.success(), "{args:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The inputs and the field names of the build that `demo` runs.
pub const SAMPLES: [&str; 13] = [
    "samples/pages",
    "samples/scraped",
    "samples/feed.jsonl",
    "--field",
    "text=body",
    "--field",
    "title=headline",
    "--field",
    "outlet=source",
    "--field",
    "published=date",
    "--field",
    "url=link",
];

/// Builds the samples into `record`.
pub fn build_samples(record: &Path) {
    let record = record.to_str().unwrap();
    ok(&[&["build", "--quiet", "-o", record], &SAMPLES[..]].concat());
}

/// All files of an export in this format, by name.
pub fn export(record: &Path, format: &str) -> BTreeMap<String, Vec<u8>> {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("tables");
    ok(&["export", record.to_str().unwrap(), "-o", out.to_str().unwrap(), "--format", format]);
    std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap())
        })
        .collect()
}

/// The rows of a table.
pub fn table(record: &Path, name: &str) -> Vec<Value> {
    rows(&ok(&["export", record.to_str().unwrap(), "--table", name]))
}

/// JSON Lines, parsed.
pub fn rows(jsonl: &str) -> Vec<Value> {
    jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// `text[start..end]` in code points.
pub fn slice(text: &str, start: &Value, end: &Value) -> String {
    let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
    assert!(start < end, "an empty range: {start}..{end}");
    let cut: String = text.chars().skip(start).take(end - start).collect();
    assert_eq!(cut.chars().count(), end - start, "{start}..{end} runs out of the text");
    cut
}
