//! `onrecord serve` as a user starts and ends it.
#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use support::{build_samples, onrecord, run, text};

/// Starts it and gives the address that it prints.
fn start(args: &[&str]) -> (Child, String) {
    let mut child = onrecord().arg("serve").args(args).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.split(' ').find(|word| word.starts_with("http://")).expect("an address").to_owned();
    (child, url)
}

/// The status line of a GET of the address.
fn status(url: &str) -> String {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.lines().next().unwrap().to_owned()
}

#[test]
#[cfg(unix)]
fn it_prints_where_it_is_answers_there_and_ends_cleanly() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("samples.record");
    build_samples(&record);
    let (mut child, url) = start(&[record.to_str().unwrap(), "--address", "127.0.0.1:0"]);
    assert_eq!(status(&url), "HTTP/1.1 200 OK");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["samples.record"], "one file, as before");
}

#[test]
fn an_address_that_others_reach_asks_for_a_token() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("samples.record");
    build_samples(&record);
    let (mut child, url) = start(&[record.to_str().unwrap(), "--address", "0.0.0.0:0"]);
    let (open, _) = url.split_once("?token=").expect("a token in the address");
    let (without, with) = (status(open), status(&url));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!((without.as_str(), with.as_str()), ("HTTP/1.1 401 Unauthorized", "HTTP/1.1 303 See Other"));
}

#[test]
fn what_can_not_be_served_is_told_with_the_mend() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("no.record");
    let foreign = dir.path().join("notes.txt");
    std::fs::write(&foreign, "not a record, but long enough to be taken for one by a hasty reader").unwrap();
    let record = dir.path().join("samples.record");
    build_samples(&record);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for (args, says) in [
        (vec![missing.to_str().unwrap()], "there is no record here"),
        (vec![foreign.to_str().unwrap()], "this file is not an onrecord record"),
        (vec![record.to_str().unwrap(), "--address", &address], "name another --address"),
        (vec![record.to_str().unwrap(), "--token", "short"], "a token has 16 to 128"),
    ] {
        let output = run(&[&["serve"], &args[..]].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(text(&output.stderr).contains(says), "{args:?}: {}", text(&output.stderr));
    }
    assert!(!missing.exists());
}
