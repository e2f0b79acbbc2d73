//! What goes wrong in a newsroom: each gets a clear message or a listed reason, and an exit code; nothing that
//! was stored is lost.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Output;
use support::{build_samples, export, ok, onrecord, rows, run, table, text};

fn build(record: &Path, inputs: &[&Path]) -> Output {
    onrecord().args(["build", "--quiet", "-o"]).arg(record).args(inputs).output().unwrap()
}

/// Why each input was set aside, by file name.
fn reasons(record: &Path) -> Vec<(String, String)> {
    rows(&ok(&["inputs", record.to_str().unwrap(), "--set-aside", "--format", "jsonl"]))
        .iter()
        .map(|r| {
            let locator = r["locator"].as_str().unwrap();
            assert!(!r["detail"].as_str().unwrap().is_empty());
            (locator.rsplit('/').next().unwrap().into(), r["reason"].as_str().unwrap().into())
        })
        .collect()
}

const GOOD: &str =
    "“The gates stay shut,” Tilda Rusk said on Monday.\n\nShe added that nobody had asked her.";

#[test]
fn rubbish_is_listed_with_its_reason_and_the_rest_is_stored() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("in");
    fs::create_dir(&folder).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    put("good.txt", GOOD.as_bytes());
    put("empty.html", b"");
    put("blank.txt", b" \n\t\n");
    put("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    put("rows.jsonl", b"{\"text\": \"Mr Rusk said no.\"}\nnot json\n{\"id\": 3}\n[1]\n");
    put("deep.html", "<div>".repeat(200_000).as_bytes());
    let record = dir.path().join("r.record");
    let output = build(&record, &[&folder]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let mut want = vec![
        ("blank.txt", "empty"),
        ("deep.html", "too-deep"),
        ("empty.html", "empty"),
        ("picture.txt", "binary"),
        ("rows.jsonl#2", "bad-row"),
        ("rows.jsonl#3", "missing-text"),
        ("rows.jsonl#4", "bad-row"),
    ];
    want.sort();
    let got = reasons(&record);
    let got: Vec<(&str, &str)> = got.iter().map(|(f, r)| (f.as_str(), r.as_str())).collect();
    assert_eq!(got, want);
    assert_eq!(table(&record, "articles").len(), 2);

    let strict =
        onrecord().args(["build", "-q", "--strict", "-o"]).arg(&record).arg(&folder).output().unwrap();
    assert_eq!(strict.status.code(), Some(3));
}

#[test]
fn wrong_bytes_are_replaced_and_counted() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("bad.txt");
    fs::write(&file, [b"\xef\xbb\xbfThe mayor said: ".as_slice(), b"\xff\xfe", b" and left."].concat())
        .unwrap();
    let record = dir.path().join("r.record");
    assert!(build(&record, &[&file]).status.success());
    let input = &table(&record, "inputs")[0];
    assert_eq!((input["encoding"].as_str(), input["replaced"].as_u64()), (Some("UTF-8"), Some(2)));
    let stored = table(&record, "versions")[0]["text"].as_str().unwrap().to_owned();
    assert!(stored.contains('\u{fffd}') && !stored.starts_with('\u{feff}'), "{stored}");
}

#[test]
fn what_an_input_does_not_say_can_be_said_for_it() {
    let dir = tempfile::tempdir().unwrap();
    let (file, record) = (dir.path().join("a.txt"), dir.path().join("r.record"));
    fs::write(&file, GOOD).unwrap();
    assert!(build(&record, &[&file]).status.success());
    assert!(table(&record, "articles")[0]["outlet"].is_null());
    let mut again = onrecord();
    again.args(["build", "-q", "--outlet", "The Ledger", "--published", "2031-03-12", "-o"]).arg(&record);
    assert!(again.arg(&file).output().unwrap().status.success());
    let article = &table(&record, "articles")[0];
    assert_eq!(
        (article["outlet"].as_str(), article["published"].as_str()),
        (Some("The Ledger"), Some("2031-03-12"))
    );
    assert_eq!(article["published_found_in"], "assumed");
    let said = table(&record, "statements").iter().any(|s| s["said"] == "2031-03-10");
    assert!(said, "“on Monday” is the Monday before");
}

#[test]
fn a_huge_line_is_set_aside_and_the_rows_around_it_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("huge.jsonl");
    let mut out = std::io::BufWriter::new(fs::File::create(&file).unwrap());
    writeln!(out, "{{\"text\": \"Mr Rusk said no.\"}}").unwrap();
    out.write_all(b"{\"text\": \"").unwrap();
    let block = vec![b'a'; 1 << 20];
    for _ in 0..100 {
        out.write_all(&block).unwrap();
    }
    writeln!(out, "\"}}\n{{\"text\": \"Mrs Rusk said yes.\"}}").unwrap();
    out.into_inner().unwrap();
    let record = dir.path().join("r.record");
    assert!(build(&record, &[&file]).status.success());
    assert_eq!(reasons(&record), [("huge.jsonl#2".into(), "too-large".into())]);
    assert_eq!(table(&record, "articles").len(), 2);
}

#[test]
fn hostile_documents_are_listed_and_the_run_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("in");
    fs::create_dir(&folder).unwrap();
    let put = |name: &str, text: String| fs::write(folder.join(name), text).unwrap();
    put("good.txt", GOOD.into());
    put("nested.html", "<div>".repeat(100_000) + GOOD);
    put("open.html", "<b>".repeat(50_000) + GOOD);
    put("million.html", "<i><span>".repeat(500_000));
    put("one-line.txt", "Tilda Rusk said that nobody had asked her and ".repeat(60_000));
    // Wicked, but small enough: it is annotated.
    put("quotes.txt", "“a ‘b \" ".repeat(2_000) + GOOD);
    put("nest.txt", "Tilda Rusk said that ".repeat(2_000));
    let record = dir.path().join("r.record");
    assert!(build(&record, &[&folder]).status.success());
    let got = reasons(&record);
    let got: Vec<(&str, &str)> = got.iter().map(|(f, r)| (f.as_str(), r.as_str())).collect();
    let want = [
        ("million.html", "too-deep"),
        ("nested.html", "too-deep"),
        ("one-line.txt", "too-large"),
        ("open.html", "too-deep"),
    ];
    assert_eq!(got, want);
    assert_eq!(table(&record, "articles").len(), 3);
}

#[test]
fn a_missing_path_stops_before_anything_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("r.record");
    let output = build(&record, &[Path::new("samples"), Path::new("no/such/folder")]);
    assert_eq!(output.status.code(), Some(2));
    let message = text(&output.stderr);
    assert!(message.contains("no/such/folder") && message.contains("does not exist"), "{message}");
    assert!(!record.exists());
}

#[test]
fn a_file_that_is_no_record_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("notes.txt");
    fs::write(&file, "my notes, more than a few, which nobody wants to lose").unwrap();
    for args in [vec!["build", "samples/pages", "-o"], vec!["show"], vec!["search"]] {
        let output = onrecord().args(args).arg(&file).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("not an onrecord record"));
    }
    assert!(fs::read_to_string(&file).unwrap().starts_with("my notes"));

    let missing = run(&["show", "no.record"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("onrecord build"));
}

#[test]
fn nothing_found_is_exit_code_1() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("r.record");
    build_samples(&record);
    let path = record.to_str().unwrap();
    for args in [
        &["search", path, "xylophone"][..],
        &["show", path, "u-ffff"],
        &["search", path, "--speaker", "Xerxes"],
    ] {
        assert_eq!(run(args).status.code(), Some(1), "{args:?}");
    }
    assert_eq!(run(&["search", path, "\"\""]).status.code(), Some(2));
}

/// Runs a script as root of a namespace of its own, in which it may mount; `None` if the machine can't.
#[cfg(target_os = "linux")]
fn in_namespace(script: &str) -> Option<Output> {
    let mut able = std::process::Command::new("unshare");
    able.args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]);
    if !able.output().is_ok_and(|o| o.status.success()) {
        println!("skipped: this machine has no namespaces to mount a small disk in");
        return None;
    }
    let program = env!("CARGO_BIN_EXE_onrecord");
    std::process::Command::new("unshare")
        .args(["-rm", "sh", "-c", script, "sh", program])
        .current_dir(support::root())
        .output()
        .ok()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing_that_was_stored() {
    let dir = tempfile::tempdir().unwrap();
    let whole = dir.path().join("whole.record");
    build_samples(&whole);
    let copy = dir.path().join("copy.record");
    let script = format!(
        "mount -t tmpfs -o size=600k none /mnt
         \"$1\" build -q {samples} -o /mnt/r.record; echo \"exit $?\"
         \"$1\" show /mnt/r.record --format jsonl > /dev/null || echo broken
         mount -o remount,size=100m /mnt
         \"$1\" build -q {samples} -o /mnt/r.record >/dev/null
         cp /mnt/r.record {copy}",
        samples = support::SAMPLES.join(" "),
        copy = copy.display()
    );
    let Some(output) = in_namespace(&script) else { return };
    assert_eq!(text(&output.stdout), "exit 2\n", "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("the disk is full"), "{}", text(&output.stderr));
    assert_eq!(export(&whole, "jsonl"), export(&copy, "jsonl"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_folder_can_be_read_from_but_not_built_in() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("r.record");
    build_samples(&record);
    let script = format!(
        "mount -t tmpfs none /mnt && cp {} /mnt/ && mount -o remount,ro /mnt
         \"$1\" search /mnt/r.record dam -n 1 > /dev/null; echo \"search $?\"
         \"$1\" build -q samples/pages -o /mnt/r.record; echo \"extend $?\"
         \"$1\" build -q samples/pages -o /mnt/new.record; echo \"make $?\"",
        record.display()
    );
    let Some(output) = in_namespace(&script) else { return };
    assert_eq!(text(&output.stdout), "search 0\nextend 2\nmake 2\n", "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("cannot write here"), "{}", text(&output.stderr));
}
