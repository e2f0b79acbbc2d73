//! Any bytes as what a news database saved: RTF, the document in a Word file, text and HTML of Nexis and Factiva.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_fuzz::{choose, read_as};
use std::io::Write;

/// How what Nexis and Factiva save begins.
const NEXIS: &[u8] = b"1 of 2 DOCUMENTS\n\n";
const FACTIVA: &[u8] = b"<html><body><div class=\"article enArticle\">";

fuzz_target!(|data: &[u8]| {
    let Some((form, bytes)) = choose(&["rtf", "docx", "txt", "html", "nexis", "factiva"], data) else {
        return;
    };
    match form {
        "rtf" => read_as("a.rtf", &[b"{\\rtf1 ", bytes].concat()),
        "docx" => read_as("a.docx", &docx(bytes)),
        "nexis" => read_as("a.txt", &[NEXIS, bytes].concat()),
        "factiva" => read_as("a.html", &[FACTIVA, bytes].concat()),
        _ => read_as(&format!("a.{form}"), bytes),
    }
});

/// A Word file that holds this document.
fn docx(document: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("[Content_Types].xml", stored).expect("the name is good");
    zip.start_file("word/document.xml", stored).expect("the name is good");
    zip.write_all(document).expect("memory takes all");
    zip.finish().expect("memory takes all").into_inner()
}
