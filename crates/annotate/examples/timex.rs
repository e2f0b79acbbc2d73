//! Tags the expressions of time in a JSONL file and prints what score/timex.py reads.
//!
//! usage: timex GOLD.jsonl [--speed] > PREDICTED.jsonl
//!
//! A row of the input: {"id": str, "published": "YYYY-MM-DD", "text": str}. A row of the output:
//! {"id": str, "timexes": [[start, end, type, value], …]}, offsets in code points. With --speed the texts
//! are tagged over and over instead, and megabytes per second are printed; run it alone on a core.

use onrecord_annotate::time::timexes;
use onrecord_text::{OffsetMap, Span, Unit, When};
use serde_json::{Value, json};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: timex GOLD.jsonl [--speed]")?;
    let speed = arguments.next().is_some_and(|a| a == "--speed");
    let mut rows = Vec::new();
    for (number, line) in std::fs::read_to_string(&path)?.lines().enumerate() {
        let row: Value =
            serde_json::from_str(line).map_err(|e| format!("{path}, line {}: {e}", number + 1))?;
        let text = row["text"]
            .as_str()
            .ok_or_else(|| format!("{path}, line {}: no \"text\"", number + 1))?
            .to_owned();
        let published = row["published"].as_str().map(str::parse::<When>).transpose()?;
        rows.push((row["id"].clone(), text, published));
    }
    if speed {
        return measure(&rows);
    }
    for (id, text, published) in &rows {
        let map = OffsetMap::new(text, Unit::CodePoint);
        let found: Vec<Value> = timexes(text, &[Span::new(0, text.len())], *published)
            .iter()
            .map(|t| {
                let (start, end) = map.out(t.span);
                json!([start, end, t.kind.as_str(), t.value])
            })
            .collect();
        println!("{}", json!({"id": id, "timexes": found}));
    }
    Ok(())
}

/// Wall-clock time of many rounds; on a busy machine use `perf stat` or `time` and read the user seconds.
fn measure(rows: &[(Value, String, Option<When>)]) -> Result<(), Box<dyn Error>> {
    const ROUNDS: usize = 100;
    let (mut bytes, mut found) = (0, 0);
    let start = Instant::now();
    for _ in 0..ROUNDS {
        for (_, text, published) in rows {
            found += timexes(text, &[Span::new(0, text.len())], *published).len();
            bytes += text.len();
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{bytes} bytes, {found} expressions, {:.1} MB/s of wall clock", bytes as f64 / 1e6 / seconds);
    Ok(())
}
