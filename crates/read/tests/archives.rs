//! What a user who points the reader at archives can rely on: what is in them is read as if it lay in a folder,
//! and nothing in them stops a run.

#![allow(clippy::unwrap_used)]

use onrecord_read::{Media, Options, RawDocument, Reader, Reason, SetAside};
use std::io::{Cursor, Write};

type Found = Result<RawDocument, SetAside>;

/// What a stream of this name gives.
fn read(name: &str, bytes: Vec<u8>) -> Vec<Found> {
    Reader::stream(name, Cursor::new(bytes), Options::default()).collect()
}

/// Locator, and text or reason.
fn brief(found: &[Found]) -> Vec<(&str, Result<String, Reason>)> {
    found
        .iter()
        .map(|f| match f {
            Ok(raw) => (raw.locator.as_str(), Ok(String::from_utf8_lossy(&raw.bytes).into_owned())),
            Err(aside) => (aside.locator.as_str(), Err(aside.reason)),
        })
        .collect()
}

fn ok<'a>(locator: &'a str, text: &str) -> (&'a str, Result<String, Reason>) {
    (locator, Ok(text.to_owned()))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut out = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(zip::CompressionMethod::Deflated, members)
}

fn zip_with(method: zip::CompressionMethod, members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        out.start_file(*name, options).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        // Written past the library's checks: an archive may hold any name.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        out.append(&header, *bytes).unwrap();
    }
    out.into_inner().unwrap()
}

const MEMBERS: [(&str, &[u8]); 6] = [
    ("../../etc/a.html", b"<p>Rain."),
    ("b.jsonl", b"{\"text\": \"Snow.\"}\nno\n"),
    (".hidden/x.txt", b"x"),
    ("__MACOSX/b.jsonl", b"x"),
    ("c.txt", b"Fog."),
    ("d", b"\x89PNG"),
];

#[test]
fn archives_are_read_like_folders_and_names_are_only_names() {
    let zst = |bytes: Vec<u8>| zstd(&bytes);
    for (name, bytes) in [
        ("pile.zip", zip(&MEMBERS)),
        ("pile.tar", tar(&MEMBERS)),
        ("pile.tar.gz", gzip(&tar(&MEMBERS))),
        ("pile.tgz", gzip(&tar(&MEMBERS))),
        ("pile.tar.zst", zst(tar(&MEMBERS))),
        ("pile.tar.bz2", bzip2(&tar(&MEMBERS))),
        ("pile.txz", xz(&tar(&MEMBERS))),
        // Without a name, by the bytes.
        ("pile", zst(tar(&MEMBERS))),
    ] {
        let found = read(name, bytes);
        let l = |member: &str| format!("{name}/{member}");
        let (a, b1, b2, c, d) = (l("../../etc/a.html"), l("b.jsonl#1"), l("b.jsonl#2"), l("c.txt"), l("d"));
        let want = [
            ok(&a, "<p>Rain."),
            ok(&b1, "Snow."),
            (&b2, Err(Reason::BadRow)),
            ok(&c, "Fog."),
            ok(&d, "\u{fffd}PNG"),
        ];
        assert_eq!(brief(&found), want, "{name}");
    }
}

#[test]
fn a_word_file_is_a_text_or_an_export() {
    let word = |paragraphs: &[&str]| {
        let body: String =
            paragraphs.iter().map(|p| format!("<w:p><w:r><w:t>{p}</w:t></w:r></w:p>")).collect();
        let xml = format!("<w:document><w:body>{body}</w:body></w:document>");
        zip(&[("[Content_Types].xml", b"x"), ("word/document.xml", xml.as_bytes())])
    };
    let found = read("note.docx", word(&["Rain fell.", "Then snow."]));
    assert_eq!(brief(&found), [ok("note.docx", "Rain fell.\nThen snow.\n")]);
    let found = read(
        "saved.docx",
        word(&[
            "Rain",
            "Dunmore Post",
            "March 11, 2031",
            "Length: 2 words",
            "Body",
            "Rain fell.",
            "End of Document",
        ]),
    );
    assert_eq!(brief(&found), [ok("saved.docx#1", "Rain fell.")]);
    let declared = &found[0].as_ref().unwrap().declared;
    assert_eq!((declared.outlet.as_deref(), &*declared.facts["length"]), (Some("Dunmore Post"), "2 words"));
    let sheet = read("sheet.xlsx", zip(&[("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x")]));
    assert_eq!(brief(&sheet), [("sheet.xlsx", Err(Reason::Unsupported))]);
}

#[test]
fn a_zip_file_is_read_from_where_it_lies() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pile.zip");
    std::fs::write(&path, zip(&[("a.txt", b"Rain."), ("in.zip", &zip(&[("b.txt", b"Snow.")]))])).unwrap();
    let found: Vec<Found> = Reader::new(&[path], Options::default()).unwrap().collect();
    let names: Vec<String> = found.iter().map(|f| f.as_ref().unwrap().locator.clone()).collect();
    assert!(names[0].ends_with("pile.zip/a.txt") && names[1].ends_with("pile.zip/in.zip/b.txt"), "{names:?}");
}

#[test]
fn members_of_a_zip_may_be_packed_in_other_ways() {
    for (method, pack) in [(12u8, bzip2 as fn(&[u8]) -> Vec<u8>), (95, xz)] {
        let whole = pack(b"Rain.");
        let cut = &whole[..whole.len() - 9];
        // Stored as they are; then the heads say how they were packed.
        let members: [(&str, &[u8]); 3] = [("a.txt", &whole), ("b.txt", cut), ("c.txt", b"Fog.")];
        let mut bytes = zip_with(zip::CompressionMethod::Stored, &members);
        for at in 0..bytes.len() - 46 {
            for (mark, name, field) in [(b"PK\x03\x04", 30, 8), (b"PK\x01\x02", 46, 10)] {
                let is_packed = |b: &[u8]| b.starts_with(b"a.txt") || b.starts_with(b"b.txt");
                if bytes[at..].starts_with(mark) && is_packed(&bytes[at + name..]) {
                    bytes[at + field] = method;
                }
            }
        }
        let found = read("pile.zip", bytes);
        let want = [
            ok("pile.zip/a.txt", "Rain."),
            ("pile.zip/b.txt", Err(Reason::Damaged)),
            ok("pile.zip/c.txt", "Fog."),
        ];
        assert_eq!(brief(&found), want, "method {method}");
    }
}

#[test]
fn archives_in_archives_end_somewhere() {
    let mut bytes = zip(&[("a.txt", b"Rain.")]);
    for _ in 0..9 {
        bytes = zip(&[("in.zip", &bytes)]);
    }
    assert_eq!(read("a.zip", bytes)[0].as_ref().unwrap_err().reason, Reason::TooDeep);
    let mut bytes = b"Rain.".to_vec();
    for _ in 0..9 {
        bytes = gzip(&bytes);
    }
    assert_eq!(read("a.gz", bytes)[0].as_ref().unwrap_err().reason, Reason::TooDeep);
}

#[test]
fn a_zip_that_contains_itself_forever_ends_somewhere() {
    // Every table entry points at the same member: ten thousand names for one large text.
    let one = zip(&[("a.txt", &vec![b' '; 8 << 20])]);
    let end = one.len() - 22;
    let start = u32::from_le_bytes(one[end + 16..end + 20].try_into().unwrap()) as usize;
    let entry = one[start..end].to_vec();
    let mut many = one[..start].to_vec();
    for _ in 0..10_000 {
        many.extend(&entry);
    }
    let mut tail = one[end..].to_vec();
    tail[8..12].copy_from_slice(&[0x10, 0x27, 0x10, 0x27]);
    tail[12..16].copy_from_slice(&(entry.len() as u32 * 10_000).to_le_bytes());
    many.extend(tail);
    let found = read("bomb.zip", many);
    let bytes: usize = found.iter().flatten().map(|raw| raw.bytes.len()).sum();
    assert!(bytes < 600 << 20, "{bytes} bytes came out");
}

#[test]
fn encrypted_and_broken_members_are_listed_and_the_rest_is_read() {
    let mut bytes = zip(&[("a.txt", b"Rain."), ("b.txt", b"Snow."), ("c.txt", b"Fog.")]);
    // The flag of encryption, in the member's own head and in the table.
    let at: Vec<usize> = (0..bytes.len() - 4).filter(|&i| bytes[i..].starts_with(b"a.txt")).collect();
    bytes[at[0] - 30 + 6] |= 1;
    bytes[at[1] - 46 + 8] |= 1;
    // A wrong byte in the second one's data.
    let b = (0..bytes.len()).find(|&i| bytes[i..].starts_with(b"b.txt")).unwrap();
    bytes[b + 7] ^= 0x5A;
    let found = read("pile.zip", bytes);
    let want = [
        ("pile.zip/a.txt", Err(Reason::Encrypted)),
        ("pile.zip/b.txt", Err(Reason::Damaged)),
        ok("pile.zip/c.txt", "Fog."),
    ];
    assert_eq!(brief(&found), want);

    let whole = tar(&[("a.txt", b"Rain."), ("b.txt", &[b'x'; 2000])]);
    let found = read("pile.tar", whole[..1800].to_vec());
    assert_eq!(brief(&found)[..2], [ok("pile.tar/a.txt", "Rain."), ("pile.tar/b.txt", Err(Reason::Damaged))]);
    assert_eq!(
        read("pile.zip", b"PK\x03\x04 and no more".to_vec())[0].as_ref().unwrap_err().reason,
        Reason::Damaged
    );
}

#[test]
fn a_forged_length_in_a_tar_is_no_more_than_a_broken_end() {
    let mut header = tar::Header::new_gnu();
    header.set_path("a.txt").unwrap();
    header.set_size(u64::MAX >> 1);
    header.set_cksum();
    let bytes = [header.as_bytes().as_slice(), b"Rain."].concat();
    assert!(read("pile.tar", bytes).iter().all(|f| f.is_err()));
}

#[test]
fn rows_in_utf16_are_read() {
    let utf16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let found = read("a.csv", utf16("title,text\r\nŘeka,\"Rain, \r\nagain.\"\r\n"));
    assert_eq!(brief(&found), [ok("a.csv#2", "Rain, \r\nagain.")]);
    assert_eq!(found[0].as_ref().unwrap().declared.title.as_deref(), Some("Řeka"));
    assert_eq!(brief(&read("a.jsonl", utf16("{\"text\": \"Déšť.\"}\n"))), [ok("a.jsonl#1", "Déšť.")]);
}

fn record(head: &str, block: &[u8]) -> Vec<u8> {
    let head = format!("WARC/1.0\n{head}\nContent-Length: {}\n\n", block.len()).replace('\n', "\r\n");
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(url: &str, status: &str, kind: &str, body: &str) -> Vec<u8> {
    let head = format!(
        "WARC-Type: response\nWARC-Target-URI: {url}\nWARC-Date: 2031-03-12T08:00:00Z\n\
         WARC-Record-ID: <urn:uuid:1>\nContent-Type: application/http; msgtype=response"
    );
    let block = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}");
    record(&head, block.as_bytes())
}

fn crawl() -> Vec<Vec<u8>> {
    vec![
        record("WARC-Type: warcinfo\nContent-Type: application/warc-fields", b"software: x"),
        response("https://dunmore.example/a", "200 OK", "text/html; charset=iso-8859-1", "<p>Rain."),
        record("WARC-Type: request\nWARC-Target-URI: https://dunmore.example/a", b"GET / HTTP/1.1"),
        response("https://dunmore.example/b", "404 Not Found", "text/html", "<p>No."),
        response("https://dunmore.example/c.png", "200 OK", "image/png", "x"),
        record("WARC-Type: revisit\nWARC-Target-URI: https://dunmore.example/a", b""),
        record(
            "WARC-Type: conversion\nContent-Type: text/plain\nWARC-Target-URI: https://dunmore.example/d",
            b"Snow.",
        ),
        record(
            "WARC-Type: resource\nContent-Type: text/html\nWARC-Target-URI: https://dunmore.example/e",
            b"<p>Fog.",
        ),
        record("WARC-Type: response\nContent-Type: application/http\nWARC-Truncated: length", b"HTTP"),
    ]
}

#[test]
fn a_web_archive_gives_its_pages_and_says_what_it_left_out() {
    let records = crawl();
    let want = [
        ok("c.warc#2", "<p>Rain."),
        ("c.warc#4", Err(Reason::Gone)),
        ("c.warc#5", Err(Reason::OtherType)),
        ("c.warc#6", Err(Reason::Revisit)),
        ok("c.warc#7", "Snow."),
        ok("c.warc#8", "<p>Fog."),
        ("c.warc#9", Err(Reason::Truncated)),
    ];
    let found = read("c.warc", records.concat());
    assert_eq!(brief(&found), want);
    let first = found[0].as_ref().unwrap();
    assert_eq!((first.media, first.charset.as_deref()), (Some(Media::Html), Some("iso-8859-1")));
    assert_eq!(first.declared.url.as_deref(), Some("https://dunmore.example/a"));
    assert_eq!(first.declared.captured.unwrap().to_string(), "2031-03-12T08:00:00Z");
    assert_eq!(first.declared.facts["WARC-Record-ID"], "<urn:uuid:1>");
    let gone = found[1].as_ref().unwrap_err();
    assert_eq!(gone.declared.as_ref().unwrap().url.as_deref(), Some("https://dunmore.example/b"));

    // Packed as a whole, and each record by itself.
    for pack in [gzip, zstd] {
        let by_record: Vec<u8> = records.iter().flat_map(|r| pack(r)).collect();
        for (name, bytes) in
            [("c.warc.gz", by_record.clone()), ("c.warc", pack(&records.concat())), ("c", by_record)]
        {
            let found = read(name, bytes);
            let got: Vec<_> = brief(&found).into_iter().map(|(_, what)| what).collect();
            assert_eq!(got, want.clone().map(|(_, what)| what), "{name}");
        }
    }
}

#[test]
fn damage_in_a_web_archive_costs_only_what_is_damaged() {
    let page =
        |n: usize| response(&format!("https://dunmore.example/{n}"), "200 OK", "text/html", "<p>Rain.");
    let texts = |name: &str, bytes: Vec<u8>| {
        let found = read(name, bytes);
        let texts = found.iter().filter(|f| f.is_ok()).count();
        let bad = found.iter().filter(|f| matches!(f, Err(a) if a.reason == Reason::Damaged)).count();
        (texts, bad)
    };
    // A member with a wrong byte, and one that ends too early.
    let mut wrong = gzip(&page(2));
    let middle = wrong.len() / 2;
    wrong[middle] ^= 0xFF;
    let half = gzip(&page(3))[..40].to_vec();
    let bytes = [gzip(&page(1)), wrong, half, gzip(&page(4))].concat();
    let (good, bad) = texts("c.warc.gz", bytes);
    assert!(good == 2 && bad >= 1, "{good} good, {bad} bad");
    // A record with a forged length, too long and too short, and one without any.
    let forged = |length: &str| {
        let bytes = page(2);
        let text = String::from_utf8(bytes).unwrap();
        let at = text.find("Content-Length: ").unwrap() + 16;
        let end = at + text[at..].find('\r').unwrap();
        [&text[..at], length, &text[end..]].concat().into_bytes()
    };
    let around = |middle: Vec<u8>| [page(1), middle, page(3), page(4)].concat();
    assert_eq!(texts("c.warc", around(forged("9"))).0, 3 - usize::from(false));
    assert_eq!(texts("c.warc", around(forged("none"))), (3, 2));
    assert!(texts("c.warc", around(forged("99999999999999"))).1 >= 1);
    let (good, _) = texts("c.warc.gz", [gzip(&forged("999999")), gzip(&page(3))].concat());
    assert_eq!(good, 1);
    // Broken off in the middle of a record.
    let bytes = [page(1), page(2)].concat();
    assert_eq!(texts("c.warc", bytes[..bytes.len() - 9].to_vec()), (1, 1));
}
