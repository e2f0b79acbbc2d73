//! The real server over a socket, and a client that can say anything.
#![allow(dead_code)] // Each test file uses its own part.

use onrecord_record::{BuildOptions, Record};
use onrecord_serve::{Options, Shared};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A server of one record, which ends with the value.
pub struct Server {
    pub address: SocketAddr,
    pub record: PathBuf,
    _dir: TempDir,
    _runtime: tokio::runtime::Runtime,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Server {
    /// Of the samples.
    pub fn of_samples() -> Server {
        Server::start(Options::default(), build_samples)
    }

    /// Of a record that `fill` makes at the path that it is given.
    pub fn start(options: Options, fill: impl FnOnce(&Path)) -> Server {
        let dir = tempfile::tempdir().unwrap();
        let record = dir.path().join("story.record");
        fill(&record);
        let shared = Shared::open(record.clone()).unwrap();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(onrecord_serve::serve(shared, listener, options, std::future::pending()));
        Server { address, record, _dir: dir, _runtime: runtime }
    }

    /// A GET as a browser sends it.
    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &[], b"")
    }

    /// A GET that has to succeed, as JSON.
    pub fn json(&self, target: &str) -> Value {
        let answer = self.get(target);
        assert_eq!(answer.status, 200, "{target}: {}", answer.text());
        answer.json()
    }

    /// All rows of a list, over all its pages, and the total that each page told.
    pub fn all(&self, list: &str, limit: usize) -> (Vec<Value>, u64) {
        let sign = if list.contains('?') { '&' } else { '?' };
        let mut target = format!("{list}{sign}limit={limit}");
        let (mut rows, mut total) = (Vec::new(), None);
        loop {
            let page = self.json(&target);
            let told = page["total"].as_u64().unwrap();
            assert_eq!(*total.get_or_insert(told), told, "{target}");
            rows.extend(page["rows"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => target = format!("{list}{sign}limit={limit}&cursor={}", escaped(next)),
                None => return (rows, total.unwrap()),
            }
        }
    }

    /// A POST of JSON as a program sends it.
    pub fn post(&self, target: &str, body: &Value) -> Answer {
        self.ask("POST", target, &[("content-type", "application/json")], body.to_string().as_bytes())
    }

    /// Any request; `Host` is this server's unless a header says otherwise.
    pub fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {target} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            head.push_str(&format!("host: {}\r\n", self.address));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        self.raw(&[head.as_bytes(), b"\r\n", body].concat())
    }

    /// Any bytes.
    pub fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        // A server that refuses a body may close before it has read it.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let read = stream.read_to_end(&mut bytes);
        Answer::parse(&bytes).unwrap_or_else(|| {
            let asked = String::from_utf8_lossy(&request[..request.len().min(300)]);
            panic!("{read:?} after {} bytes of an answer to {asked}", bytes.len())
        })
    }
}

impl Answer {
    /// Nothing if it is not whole.
    fn parse(bytes: &[u8]) -> Option<Answer> {
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n")?;
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, String)> = lines
            .map(|line| line.split_once(':').unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut answer = Answer { status, headers, body: bytes[end + 4..].to_vec() };
        if answer.header("transfer-encoding") == Some("chunked") {
            answer.body = dechunked(&answer.body)?;
        }
        Some(answer)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// The problem that this answer has to be.
    pub fn problem(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(!problem["detail"].as_str().unwrap().is_empty());
        problem
    }
}

fn dechunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = bytes.windows(2).position(|w| w == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).ok()?, 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        out.extend(bytes.get(end + 2..end + 2 + size)?);
        bytes = bytes.get(end + 2 + size + 2..)?;
    }
}

/// Percent-encoded for a query string.
pub fn escaped(text: &str) -> String {
    let one = |b: &u8| match b {
        b if b.is_ascii_alphanumeric() || b"-_.".contains(b) => (*b as char).to_string(),
        b => format!("%{b:02X}"),
    };
    text.as_bytes().iter().map(one).collect()
}

/// Builds the samples of the repository.
pub fn build_samples(path: &Path) {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut options = BuildOptions::default();
    let fields = &mut options.read.fields;
    fields.text = Some("body".into());
    fields.title = Some("headline".into());
    fields.outlet = Some("source".into());
    fields.published = Some("date".into());
    fields.url = Some("link".into());
    build(path, &["pages", "scraped", "feed.jsonl"].map(|name| samples.join(name)), &options);
}

/// Builds these inputs into a record.
pub fn build(path: &Path, inputs: &[PathBuf], options: &BuildOptions) {
    let mut record = Record::create(path).unwrap();
    record.build(inputs, options, &()).unwrap();
    record.close().unwrap();
}
