//! Puts articles into stories.
//!
//! usage: cargo run --release -p onrecord-link --example stories -- articles.jsonl > stories.jsonl
//!
//! Reads rows {"id", "text", "title", "published", …}, prints a row {"id", "story", "thread"} for each.

use onrecord_link::Article;
use onrecord_link::reuse::Bare;
use onrecord_link::story::stories;
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("usage: stories articles.jsonl")?;
    let json = std::fs::read_to_string(&file)?;
    let rows = json.lines().map(serde_json::from_str).collect::<Result<Vec<Bare>, _>>()?;
    let articles: Vec<Article> = rows.iter().map(Bare::article).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for story in stories(&articles)? {
        for index in story.articles {
            writeln!(
                out,
                "{}",
                serde_json::json!({"id": rows[index].id, "story": story.id, "thread": story.thread})
            )?;
        }
    }
    Ok(())
}
