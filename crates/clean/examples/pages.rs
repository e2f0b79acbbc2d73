//! Cleans gzipped HTML pages and prints an object a page: id, body text, title, date, author.
//!
//! usage: pages FOLDER [--url-from GOLD.jsonl] > predicted.jsonl

use flate2::read::GzDecoder;
use onrecord_read::{Declared, Media, RawDocument, decode};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = arguments.first().ok_or("usage: pages FOLDER [--url-from GOLD.jsonl]")?;
    let mut urls: HashMap<String, String> = HashMap::new();
    if let Some(gold) = arguments.iter().position(|a| a == "--url-from").and_then(|i| arguments.get(i + 1)) {
        for line in std::fs::read_to_string(gold)?.lines() {
            let row: Value = serde_json::from_str(line)?;
            if let (Some(file), Some(url)) = (row["file"].as_str(), row["url"].as_str()) {
                urls.insert(file.rsplit('/').next().unwrap_or(file).to_owned(), url.to_owned());
            }
        }
    }
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    paths.sort_by_key(|e| e.file_name());
    let mut pages = Vec::new();
    for path in &paths {
        let mut bytes = Vec::new();
        GzDecoder::new(std::fs::File::open(path.path())?).read_to_end(&mut bytes)?;
        let url = urls.get(&*path.file_name().to_string_lossy()).cloned();
        let declared = Declared { url, ..Declared::default() };
        let locator = path.path().to_string_lossy().into_owned();
        pages.push(RawDocument { locator, media: Some(Media::Html), charset: None, bytes, declared });
    }
    let (count, start) = (pages.len(), std::time::Instant::now());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for page in pages {
        match decode(page).and_then(|d| onrecord_clean::clean(&d).map(|c| (d, c))) {
            Err(aside) => eprintln!("{}: {}: {}", aside.locator, aside.reason.as_str(), aside.detail),
            Ok((document, cleaned)) => {
                let body: Vec<&str> = cleaned.body().iter().map(|s| s.of(&cleaned.text)).collect();
                let row = json!({
                    "id": document.locator,
                    "body_text": body.join("\n"),
                    "title": cleaned.meta.title,
                    "published": cleaned.meta.published.as_ref().map(|d| d.when.to_string()),
                    "found_in": cleaned.meta.published.as_ref().map(|d| d.found_in.clone()),
                    "author": cleaned.meta.byline,
                    "outlet": cleaned.meta.outlet,
                    "language": cleaned.meta.language,
                    "url": cleaned.meta.url,
                });
                writeln!(out, "{row}")?;
            }
        }
    }
    eprintln!("{count} pages, {:.1} a second", count as f64 / start.elapsed().as_secs_f64());
    Ok(())
}
