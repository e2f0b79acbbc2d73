//! Whatever happens to a file, reading it comes to an end, and no parser gives up in the middle.

#![allow(clippy::unwrap_used)]

use onrecord_read::{Options, Reader, Reason, decode};
use proptest::prelude::*;
use std::io::Cursor;
use std::path::Path;

/// Small files of most kinds: those that fuzzing starts from. The first byte is not part of them.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/read");
    let ending = [
        ("warc", "warc"),
        ("warc-gz", "warc.gz"),
        ("feed", "xml"),
        ("rtf", "rtf"),
        ("nexis", "txt"),
        ("factiva", "html"),
        ("zip", "zip"),
        ("docx", "docx"),
        ("tar", "tar"),
        ("rows", "csv"),
    ];
    ending.map(|(name, ending)| (ending, std::fs::read(seeds.join(name)).unwrap()[1..].to_vec())).to_vec()
}

/// What can happen to a byte string: another byte, a piece gone, a piece twice, a number made large.
#[derive(Clone, Debug)]
enum Harm {
    Byte(prop::sample::Index, u8),
    Gone(prop::sample::Index, usize),
    Twice(prop::sample::Index, usize),
    Large(prop::sample::Index),
    End(prop::sample::Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Harm::Byte(at, byte)),
        (at(), 1usize..40).prop_map(|(at, n)| Harm::Gone(at, n)),
        (at(), 1usize..200).prop_map(|(at, n)| Harm::Twice(at, n)),
        at().prop_map(Harm::Large),
        at().prop_map(Harm::End),
    ]
}

impl Harm {
    fn to(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let length = bytes.len();
        match self {
            Harm::Byte(at, byte) => bytes[at.index(length)] = *byte,
            Harm::Gone(at, n) => {
                let at = at.index(length);
                bytes.drain(at..(at + n).min(length));
            }
            Harm::Twice(at, n) => {
                let at = at.index(length);
                let piece = bytes[at..(at + n).min(length)].to_vec();
                bytes.splice(at..at, piece);
            }
            Harm::Large(at) => {
                let at = at.index(length);
                let end = (at + 4).min(length);
                let large = if bytes[at].is_ascii_digit() { b'9' } else { 0xFF };
                bytes[at..end].fill(large);
            }
            Harm::End(at) => bytes.truncate(at.index(length)),
        }
    }
}

proptest! {
    #[test]
    fn a_damaged_file_is_read_as_far_as_it_goes(harms in prop::collection::vec(harm(), 1..6)) {
        for (ending, mut bytes) in files() {
            harms.iter().for_each(|harm| harm.to(&mut bytes));
            let options = Options { max_bytes: 1 << 16, ..Options::default() };
            for found in Reader::stream(&format!("a.{ending}"), Cursor::new(bytes), options) {
                match found {
                    Ok(raw) => drop(decode(raw)),
                    Err(aside) => prop_assert!(!aside.detail.contains("gave up"), "{ending}: {}", aside.detail),
                }
            }
        }
    }
}

#[test]
fn one_open_mark_in_a_long_table_costs_one_row() {
    // Each row but one is short; no other has a mark that could close the open one.
    let rows = 40_000;
    let mut table = String::from("id,text\n");
    for n in 0..rows {
        let mark = if n == 1000 { "\"" } else { "" };
        table.push_str(&format!("{n},{mark}Rain fell on day {n}.\n"));
    }
    for max_bytes in [1 << 20, 64 << 20] {
        let options = Options { max_bytes, ..Options::default() };
        let found: Vec<_> =
            Reader::stream("a.csv", Cursor::new(table.clone().into_bytes()), options).collect();
        let asides: Vec<_> = found.iter().filter_map(|f| f.as_ref().err()).collect();
        assert_eq!((found.len(), asides.len()), (rows, 1));
        assert_eq!((asides[0].locator.as_str(), asides[0].reason), ("a.csv#1002", Reason::BadRow));
    }
}

#[test]
fn forged_lengths_and_cut_members_are_listed() {
    let gz = {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut out, b"Rain fell on Dunmore.").unwrap();
        out.finish().unwrap()
    };
    let mut forged = gz.clone();
    let end = forged.len();
    forged[end - 4..].copy_from_slice(&u32::MAX.to_le_bytes());
    let warc = |length: u64| {
        format!(
            "WARC/1.1\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://dunmore.example/a\r\n\
             Content-Length: {length}\r\n\r\nRain fell.\r\n\r\n"
        )
    };
    for (name, bytes) in [
        ("a.txt.gz", forged),
        ("a.txt.gz", gz[..end - 9].to_vec()),
        ("a.warc", warc(u64::MAX).into_bytes()),
        ("a.warc", warc(1 << 40).into_bytes()),
        ("a.warc.gz", gz[..end - 9].to_vec()),
    ] {
        let found: Vec<_> = Reader::stream(name, Cursor::new(bytes), Options::default()).collect();
        assert!(
            found.iter().any(|f| matches!(f, Err(aside) if aside.reason == Reason::Damaged)),
            "{name}: {found:?}"
        );
    }
}
