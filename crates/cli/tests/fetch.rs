//! Fetching, from a server on this machine: nothing else is asked.

#![allow(clippy::unwrap_used)] // A test stops at what it did not expect.

mod support;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use support::{ok, onrecord, rows, table, text};

/// A server that answers each path with what is set for it, and keeps the requests.
#[derive(Clone)]
struct Server {
    address: String,
    answers: Arc<Mutex<HashMap<String, String>>>,
    /// Request line and fields, in lower case.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server {
            address: format!("http://{}", listener.local_addr().unwrap()),
            answers: Arc::default(),
            asked: Arc::default(),
        };
        let here = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut head = String::new();
                for line in BufReader::new(stream.try_clone().unwrap()).lines() {
                    let line = line.unwrap_or_default();
                    if line.is_empty() {
                        break;
                    }
                    head.push_str(&line.to_ascii_lowercase());
                    head.push('\n');
                }
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                here.asked.lock().unwrap().push(head.clone());
                let answer = here.answers.lock().unwrap().get(&path).cloned();
                let unchanged = head.contains("if-none-match");
                let answer = match answer {
                    Some(a) if unchanged && a.contains("ETag") => "304 Not Modified\r\n\r\n".to_owned(),
                    Some(a) => a,
                    None => "404 Not Found\r\nContent-Length: 2\r\n\r\nno".to_owned(),
                };
                let _ = stream.write_all(
                    format!("HTTP/1.1 {}", answer.replacen("\r\n", "\r\nConnection: close\r\n", 1))
                        .as_bytes(),
                );
            }
        });
        server
    }

    fn set(&self, path: &str, status: &str, fields: &str, body: &str) {
        let answer = format!("{status}\r\nContent-Length: {}\r\n{fields}\r\n{body}", body.len());
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    fn page(&self, path: &str, words: &str) {
        let body = format!(
            "<html><head><title>The gates of Averne</title></head><body><article><h1>The gates of Averne</h1>\
             <p>Harl Quint, the harbour master of Averne, spoke to the council on Monday about the gates.</p>\
             <p>“{words},” said Harl Quint. “We have asked for nothing else since the spring.”</p></article></body></html>"
        );
        self.set(path, "200 OK", "Content-Type: text/html\r\nETag: \"1\"\r\n", &body);
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    fn build(&self, record: &Path, args: &[&str]) -> serde_json::Value {
        let output = onrecord()
            .args(["build", "--format", "jsonl", "--quiet", "--allow-private", "--delay", "0", "-o"])
            .arg(record)
            .args(args)
            .output()
            .unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
        rows(&text(&output.stdout))[0].clone()
    }

    fn reason(&self, path: &str) -> String {
        let dir = tempfile::tempdir().unwrap();
        let record = dir.path().join("r.record");
        self.build(&record, &[&self.at(path)]);
        let listed = rows(&ok(&["inputs", record.to_str().unwrap(), "--format", "jsonl"]));
        listed[0]["reason"].as_str().unwrap_or("none").to_owned()
    }
}

#[test]
fn a_page_is_fetched_once_and_again_only_if_it_changed() {
    let server = Server::start();
    server.page("/gates", "The gates stay shut");
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("r.record");
    let url = server.at("/gates");
    assert_eq!(server.build(&record, &[&url])["stored"], 1);
    assert_eq!(server.build(&record, &[&url])["inputs"], 0, "not modified");
    assert!(server.asked.lock().unwrap().iter().any(|r| r.contains("if-none-match: \"1\"")));
    let article = &table(&record, "articles")[0];
    assert_eq!((article["url"].as_str(), article["captured"].is_null()), (Some(url.as_str()), false));

    // Another text is another version; an address that is gone takes nothing away. Captures are told apart by the
    // second.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    server.page("/gates", "The gates stay open");
    let changed = server.answers.lock().unwrap()["/gates"].replace("ETag: \"1\"\r\n", "");
    server.answers.lock().unwrap().insert("/gates".into(), changed);
    assert_eq!(server.build(&record, &[&url])["stored"], 1);
    server.answers.lock().unwrap().remove("/gates");
    assert_eq!(server.build(&record, &[&url])["set_aside"], 1);
    let shown = ok(&["show", record.to_str().unwrap(), &url, "--versions"]);
    assert!(shown.contains("[-shut-] {+open+}") && shown.contains("gone at "), "{shown}");
    assert!(shown.contains("1 changed"), "{shown}");
}

#[test]
fn an_address_inside_the_own_network_is_refused() {
    let server = Server::start();
    server.page("/gates", "The gates stay shut");
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("r.record");
    for url in [
        server.at("/gates"),
        server.at("/gates").replace("127.0.0.1", "localhost"),
        server.at("/gates").replace("127.0.0.1", "[::ffff:127.0.0.1]"),
    ] {
        let output = onrecord().args(["build", "--quiet", "-o"]).arg(&record).arg(&url).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    }
    for row in rows(&ok(&["inputs", record.to_str().unwrap(), "--format", "jsonl"])) {
        assert_eq!(row["reason"], "refused", "{row}");
    }
    assert!(server.asked.lock().unwrap().is_empty(), "not even asked");
}

#[test]
fn what_a_site_asks_is_done_and_redirections_are_looked_at() {
    let server = Server::start();
    server.set("/robots.txt", "200 OK", "", "User-agent: *\nDisallow: /private\n");
    for path in ["/private/a", "/b"] {
        server.page(path, "The gates stay shut");
    }
    let to = |place: &str| format!("Location: {place}\r\n");
    server.set("/to-b", "302 Found", &to("/b"), "");
    server.set("/to-private", "301 Moved", &to("/private/a"), "");
    server.set("/to-file", "302 Found", &to("file:///etc/passwd"), "");
    server.set("/around", "302 Found", &to("/around"), "");
    server.set("/large", "200 OK", "Content-Type: text/plain\r\n", &"a".repeat(2 << 20));
    assert_eq!(server.reason("/b"), "none");
    assert_eq!(server.reason("/to-b"), "none");
    for path in ["/private/a", "/to-private", "/to-file", "/around"] {
        assert_eq!(server.reason(path), "refused", "{path}");
    }
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("r.record");
    server.build(&record, &["--max-size", "1", &server.at("/large")]);
    assert_eq!(
        rows(&ok(&["inputs", record.to_str().unwrap(), "--format", "jsonl"]))[0]["reason"],
        "too-large"
    );
}

#[test]
fn a_feed_gives_its_entries_and_their_pages() {
    let server = Server::start();
    let item = |n: usize| {
        format!(
            "<item><title>Gates {n}</title><link>/page{n}</link><guid>g{n}</guid><description>Harl Quint said that gate {n} stays shut.</description></item>"
        )
    };
    let feed = |items: String| format!("<rss><channel><title>Averne Gazette</title>{items}</channel></rss>");
    server.set("/feed.xml", "200 OK", "Content-Type: application/rss+xml\r\n", &feed(item(1)));
    server.page("/page1", "The first gate stays shut");
    server.page("/page2", "The second gate stays shut");
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("r.record");
    let url = server.at("/feed.xml");
    assert_eq!(server.build(&record, &["--feed", &url])["stored"], 2);
    server.set("/feed.xml", "200 OK", "Content-Type: text/xml\r\n", &feed(item(2) + &item(1)));
    let second = server.build(&record, &["--feed", &url]);
    assert_eq!((second["stored"].as_u64(), second["unchanged"].as_u64()), (Some(2), Some(1)));
    let pages = server.asked.lock().unwrap().iter().filter(|r| r.starts_with("get /page1")).count();
    assert_eq!(pages, 1, "a page that is known is not fetched again");
}

#[test]
fn a_feed_is_asked_only_for_what_is_new_once_all_that_it_names_was_had() {
    let server = Server::start();
    let feed = "<rss><channel><title>Averne Gazette</title><item><title>Gates</title><link>/page</link>\
                <description>Harl Quint said that the gate stays shut.</description></item></channel></rss>";
    server.set("/feed.xml", "200 OK", "Content-Type: application/rss+xml\r\nETag: \"7\"\r\n", feed);
    server.set("/page", "503 Busy", "", "later");
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("r.record");
    let url = server.at("/feed.xml");
    let build = || server.build(&record, &["--feed", &url]);
    let asked_with_tag = || {
        server.asked.lock().unwrap().iter().any(|r| r.starts_with("get /feed") && r.contains("if-none-match"))
    };
    // The page can't be had: the next time the feed has to name it again.
    build();
    server.page("/page", "The gate stays shut");
    assert_eq!(build()["stored"], 1, "the page");
    assert!(!asked_with_tag());
    // Now all was had; a failure in between changes nothing about that.
    let answer = server.answers.lock().unwrap().remove("/feed.xml").unwrap();
    assert_eq!(build()["set_aside"], 1);
    server.answers.lock().unwrap().insert("/feed.xml".into(), answer);
    server.asked.lock().unwrap().clear();
    assert_eq!(build()["inputs"], 0, "nothing is new");
    assert!(asked_with_tag());
}

#[cfg(unix)]
#[test]
fn a_watched_folder_is_kept_up_to_date_until_it_is_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let (inbox, record) = (dir.path().join("inbox"), dir.path().join("r.record"));
    std::fs::create_dir(&inbox).unwrap();
    let put = |n: usize| {
        std::fs::write(
            inbox.join(format!("{n}.txt")),
            format!("“Gate {n} stays shut,” said Harl Quint on Monday."),
        )
        .unwrap()
    };
    put(1);
    let mut child = onrecord()
        .args(["build", "--quiet", "--watch", "1", "-o"])
        .args([&record, &inbox])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let articles = || {
        let output = onrecord().args(["export", "--table", "articles"]).arg(&record).output().unwrap();
        if output.status.success() { text(&output.stdout).lines().count() } else { 0 }
    };
    let wait_for = |wanted: usize| {
        // As long as a slow machine takes; the test ends as soon as it is there.
        for _ in 0..600 {
            if articles() == wanted {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("there are {} articles, not {wanted}", articles());
    };
    wait_for(1);
    put(2);
    wait_for(2);
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert!(child.wait().unwrap().success());
    assert_eq!(articles(), 2);
}
