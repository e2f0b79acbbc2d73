//! What a user who points the reader at files and folders can rely on.

#![allow(clippy::unwrap_used)]

use onrecord_read::{FieldMap, Media, Options, RawDocument, Reader, Reason, SetAside, decode};
use std::fs;
use std::path::{Path, PathBuf};

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, content).unwrap();
    path
}

fn read(inputs: &[PathBuf], options: &Options) -> Vec<Result<RawDocument, SetAside>> {
    Reader::new(inputs, options.clone()).unwrap().collect()
}

/// The locators of what was read, less the folder's own path.
fn locators(folder: &Path, inputs: &[PathBuf]) -> Vec<String> {
    let base = format!("{}/", folder.display());
    read(inputs, &Options::default())
        .into_iter()
        .map(|r| r.map_or_else(|a| a.locator, |d| d.locator).replace(&base, ""))
        .collect()
}

#[test]
fn every_missing_input_is_named_before_anything_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let here = write(folder.path(), "a.txt", "Rain.");
    let gone = [folder.path().join("x.txt"), folder.path().join("y")];
    let error = Reader::new(&[gone[0].clone(), here, gone[1].clone()], Options::default()).err().unwrap();
    assert_eq!(error.paths, gone);
    assert!(error.to_string().contains("x.txt") && error.to_string().contains("nothing was read"));
}

#[test]
fn the_order_is_that_of_the_names_and_nothing_is_read_twice() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for name in
        ["b/2.txt", "b/1.html", "b/sub/0.txt", "a.txt", ".hidden/x.txt", "b/.x.txt", "b/story.record-wal"]
    {
        write(root, name, "Rain.");
    }
    let inputs = [
        root.join("b"),
        root.join("a.txt"),
        root.join("b/2.txt"),
        root.join("./b/"),
        root.join(".hidden/x.txt"),
    ];
    let want = [".hidden/x.txt", "a.txt", "b/1.html", "b/2.txt", "b/sub/0.txt"];
    assert_eq!(locators(root, &inputs), want);
    let turned: Vec<PathBuf> = inputs.iter().rev().cloned().collect();
    assert_eq!(locators(root, &turned), want);
}

#[cfg(unix)]
#[test]
fn a_folder_that_links_to_itself_is_walked_once() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a/x.txt", "Rain.");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("a/dead")).unwrap();
    let found = read(&[folder.path().to_path_buf()], &Options::default());
    let (documents, asides): (Vec<_>, Vec<_>) = found.into_iter().partition(Result::is_ok);
    assert_eq!(documents.len(), 1);
    assert_eq!(asides[0].as_ref().unwrap_err().reason, Reason::Unreadable);
}

#[test]
fn each_kind_of_file_gives_its_documents() {
    let folder = tempfile::tempdir().unwrap();
    let rows =
        "{\"text\": \"Rain.\"}\nnot json\n\n[]\n{\"title\": \"x\"}\n{\"text\": \"Snow.\", \"id\": 5}\n";
    write(folder.path(), "a.jsonl", rows);
    write(folder.path(), "b.json", "[{\"text\": \"Hail.\"},\n{\"text\": \"Fog.\"}]");
    write(folder.path(), "c.csv", "Title,Body\nOne,\"Wind,\nmore wind\"\nTwo,\n");
    write(folder.path(), "d.tsv", "text\turl\nSun\thttps://dunmore.example/1\n");
    write(folder.path(), "e.page", "<!doctype html><p>Ice.");
    write(folder.path(), "f", "{\"text\": \"Dew.\"}\n{\"text\": \"Mist.\"}\n");
    let name = |l: &str| l.rsplit('/').next().unwrap().to_owned();
    let got: Vec<(String, Result<String, Reason>)> = read(&[folder.path().into()], &Options::default())
        .into_iter()
        .map(|r| match r {
            Ok(d) => (name(&d.locator), Ok(String::from_utf8(d.bytes).unwrap())),
            Err(a) => (name(&a.locator), Err(a.reason)),
        })
        .collect();
    let ok = |l: &str, t: &str| (l.to_owned(), Ok(t.to_owned()));
    let bad = |l: &str, r| (l.to_owned(), Err(r));
    assert_eq!(
        got,
        [
            ok("a.jsonl#1", "Rain."),
            bad("a.jsonl#2", Reason::BadRow),
            bad("a.jsonl#4", Reason::BadRow),
            bad("a.jsonl#5", Reason::MissingText),
            ok("a.jsonl#6", "Snow."),
            ok("b.json#1", "Hail."),
            ok("b.json#2", "Fog."),
            ok("c.csv#2", "Wind,\nmore wind"),
            bad("c.csv#4", Reason::MissingText),
            ok("d.tsv#2", "Sun"),
            ok("e.page", "<!doctype html><p>Ice."),
            ok("f#1", "Dew."),
            ok("f#2", "Mist."),
        ]
    );
}

#[test]
fn a_row_or_file_over_the_limit_is_set_aside_and_the_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(500);
    write(folder.path(), "a.jsonl", format!("{{\"text\": \"{long}\"}}\n{{\"text\": \"Rain.\"}}\n"));
    write(folder.path(), "b.txt", &long);
    write(folder.path(), "c.txt", "x".repeat(100));
    let options = Options { max_bytes: 100, ..Options::default() };
    let got = read(&[folder.path().into()], &options);
    let aside = got[0].as_ref().unwrap_err();
    assert!(aside.reason == Reason::TooLarge && aside.locator.ends_with("a.jsonl#1"));
    assert_eq!(got[1].as_ref().unwrap().bytes, b"Rain.");
    assert_eq!(got[2].as_ref().unwrap_err().reason, Reason::TooLarge);
    assert!(got[3].is_ok());
}

#[test]
fn a_named_field_is_used_and_a_broken_row_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let path =
        write(folder.path(), "a.jsonl", "{\"text\": \"no\", \"story\": \"Rain.\"}\n{\"text\": \"no\",,}\n");
    let options = Options {
        fields: FieldMap { text: Some("story".into()), ..FieldMap::default() },
        ..Options::default()
    };
    let got = read(&[path], &options);
    assert_eq!(got[0].as_ref().unwrap().bytes, b"Rain.");
    let detail = &got[1].as_ref().unwrap_err().detail;
    assert!(detail.contains("line 2, byte 15"), "{detail}");
}

#[test]
fn tables_are_read_as_spreadsheets_of_all_countries_write_them() {
    for table in [
        "titel;text\r\n\"Řeka; a déšť\";Rain fell.\r\n",
        "sep=|\ntitel|text\nŘeka; a déšť|Rain fell.\n",
        "titel\ttext\rŘeka; a déšť\tRain fell.\r",
    ] {
        let fields = FieldMap { title: Some("titel".into()), ..FieldMap::default() };
        let options = Options { fields, ..Options::default() };
        let bytes = std::io::Cursor::new(table.as_bytes().to_vec());
        let found: Vec<_> = Reader::stream("a.csv", bytes, options).map(|d| d.unwrap()).collect();
        assert_eq!((found.len(), found[0].bytes.as_slice()), (1, b"Rain fell.".as_slice()), "{table}");
        assert_eq!(found[0].declared.title.as_deref(), Some("Řeka; a déšť"));
    }
    for (name, text) in [("a.csv", "title,text\n"), ("a.csv", ""), ("a.jsonl", " \n")] {
        let bytes = std::io::Cursor::new(text.as_bytes().to_vec());
        let found: Vec<_> = Reader::stream(name, bytes, Options::default()).collect();
        assert_eq!(found[0].as_ref().unwrap_err().reason, Reason::Empty, "{name}: {text}");
    }
}

#[test]
fn a_stream_is_read_like_a_file() {
    let documents: Vec<_> =
        Reader::stream("-", "{\"text\": \"Rain.\"}\n".as_bytes(), Options::default()).collect();
    assert_eq!(documents[0].as_ref().unwrap().locator, "-#1");
    let documents: Vec<_> = Reader::stream("-", "Rain fell.".as_bytes(), Options::default()).collect();
    let document = decode(documents.into_iter().next().unwrap().unwrap()).unwrap();
    assert_eq!((document.text.as_str(), document.media), ("Rain fell.", Media::Text));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut out, bytes).unwrap();
    out.finish().unwrap()
}

#[test]
fn gzipped_files_are_what_their_inner_name_says() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).unwrap();
    put("a.html.gz", &gzip(b"<p>The gates stay shut."));
    put("b.jsonl.gz", &gzip(b"{\"text\": \"one\"}\n{\"text\": \"two\"}\n"));
    put("c.txt.gz", &gzip(&[b'x'; 4000])[..20]);
    put("d.txt.gz", &gzip(&vec![b' '; 3 << 20]));
    let options = Options { max_bytes: 1 << 20, ..Options::default() };
    let got: Vec<(String, Result<Option<Media>, Reason>)> = Reader::new(&[dir.path().to_owned()], options)
        .unwrap()
        .map(|item| match item {
            Ok(raw) => (raw.locator, Ok(raw.media)),
            Err(aside) => (aside.locator, Err(aside.reason)),
        })
        .map(|(locator, what)| (locator.rsplit('/').next().unwrap().to_owned(), what))
        .collect();
    let text = Ok(Some(Media::Text));
    let want = [
        ("a.html.gz", Ok(Some(Media::Html))),
        ("b.jsonl.gz#1", text),
        ("b.jsonl.gz#2", text),
        ("c.txt.gz", Err(Reason::Damaged)),
        ("d.txt.gz", Err(Reason::TooLarge)),
    ];
    assert_eq!(got, want.map(|(name, what)| (name.to_owned(), what)));
}
