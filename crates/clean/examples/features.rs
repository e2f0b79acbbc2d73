//! Prints the features of the blocks of gzipped pages, for training: an object a page.
//!
//! usage: features GOLD.jsonl FOLDER-ABOVE

use flate2::read::GzDecoder;
use onrecord_read::{Declared, Media, RawDocument, decode};
use serde_json::{Value, json};
use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (gold, above) =
        arguments.next().zip(arguments.next()).ok_or("usage: features GOLD.jsonl FOLDER-ABOVE")?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", json!({"names": onrecord_clean::training::names()}))?;
    for line in std::fs::read_to_string(gold)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let file = row["file"].as_str().ok_or("a row without file")?;
        let mut bytes = Vec::new();
        GzDecoder::new(std::fs::File::open(format!("{above}/{file}"))?).read_to_end(&mut bytes)?;
        let declared = Declared { url: row["url"].as_str().map(str::to_owned), ..Declared::default() };
        let raw = RawDocument {
            locator: file.to_owned(),
            media: Some(Media::Html),
            charset: None,
            bytes,
            declared,
        };
        let Ok(document) = decode(raw) else { continue };
        let (texts, features): (Vec<String>, Vec<Vec<f32>>) =
            onrecord_clean::training::rows(&document).into_iter().unzip();
        writeln!(
            out,
            "{}",
            json!({"file": file, "url": row["url"], "gold": row["body"], "texts": texts, "features": features})
        )?;
    }
    Ok(())
}
