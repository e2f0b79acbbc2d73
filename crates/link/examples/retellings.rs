//! Groups statements from a JSONL file, one `{"text": …}` a line, into utterances, by their words alone.
//!
//! usage: retellings FILE.jsonl [THRESHOLD] > grouped.jsonl
//!
//! Prints `{"id": LINE, "utterance": N}` a line; lines count from 0. The time that grouping takes goes to the
//! standard error.

use onrecord_link::Claim;
use onrecord_link::utterance::{Options, utterances};
use onrecord_text::{Id, Span};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("usage: retellings FILE.jsonl [THRESHOLD]")?;
    let mut options = Options::default();
    if let Some(threshold) = args.next() {
        options.threshold = threshold.parse()?;
    }
    let mut texts = Vec::new();
    for (n, line) in std::fs::read_to_string(&path)?.lines().enumerate() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().ok_or_else(|| format!("{path}:{}: no \"text\"", n + 1))?;
        texts.push(text.to_owned());
    }
    let claim = |(i, text): (usize, &'_ String)| Claim {
        id: Id::new('s', &[text.as_bytes(), &i.to_le_bytes()]),
        article: i,
        text: "",
        content: vec![Span::new(0, text.len())],
        quoted: false,
        speaker: None,
        time: None,
    };
    let mut claims: Vec<Claim> = texts.iter().enumerate().map(claim).collect();
    claims.iter_mut().zip(&texts).for_each(|(c, t)| c.text = t);
    let start = std::time::Instant::now();
    let found = utterances(&claims, &options)?;
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("{} statements, {} utterances, {seconds:.2} s", claims.len(), found.len());
    for (n, utterance) in found.iter().enumerate() {
        for telling in &utterance.tellings {
            println!("{{\"id\": {}, \"utterance\": {n}}}", telling.claim);
        }
    }
    Ok(())
}
