//! Prints the statements of plain-text files as JSON Lines, one object a file, in the form that the scorer of
//! PolNeAR-style gold reads: `{"id": file stem, "statements": [{"source", "cue", "content", "rule"}]}` with
//! half-open ranges of Unicode code points. Statements inside statements are left out, as that gold does.
//!
//! ```text
//! cargo run --release -p onrecord-annotate --example polnear -- DIR/*.txt > predictions.jsonl
//! ```

use onrecord_annotate::{attribution::attribute, structure::Document};
use onrecord_text::{OffsetMap, Span, Unit};
use std::io::Write as _;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let all = std::env::args().any(|a| a == "--all");
    let mut spent = std::time::Duration::ZERO;
    let mut files = 0;
    for path in std::env::args().skip(1).filter(|a| a != "--all") {
        let text = std::fs::read_to_string(&path)?;
        let start = std::time::Instant::now();
        let document = Document::new(&text, &[Span::new(0, text.len())]);
        let found = attribute(&document);
        spent += start.elapsed();
        files += 1;
        let map = OffsetMap::new(&text, Unit::CodePoint);
        let ranges = |spans: &[Span]| {
            let pairs: Vec<String> = spans
                .iter()
                .map(|s| {
                    let (from, to) = map.out(*s);
                    format!("[{from},{to}]")
                })
                .collect();
            format!("[{}]", pairs.join(","))
        };
        let statements: Vec<String> = found
            .iter()
            .filter(|a| all || a.inside.is_none())
            .map(|a| {
                let (source, cue, content) = (ranges(&a.source), ranges(&a.cue), ranges(&a.content));
                format!(r#"{{"source":{source},"cue":{cue},"content":{content},"rule":"{}"}}"#, a.rule)
            })
            .collect();
        let stem =
            Path::new(&path).file_stem().map_or(String::new(), |s| s.to_string_lossy().replace('"', "\\\""));
        writeln!(out, r#"{{"id":"{stem}","statements":[{}]}}"#, statements.join(","))?;
    }
    let rate = f64::from(files) / spent.as_secs_f64().max(1e-9);
    eprintln!("{files} files, {:.2} ms, {rate:.0} a second", spent.as_secs_f64() * 1e3);
    out.flush()
}
