//! Prints plain texts with their chrome marked: a line a range, `|` for the article.
//!
//! usage: marks FILE…

use onrecord_read::{Options, Reader, decode};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let inputs: Vec<_> = std::env::args_os().skip(1).map(Into::into).collect();
    for document in Reader::new(&inputs, Options::default())? {
        match document.and_then(decode).and_then(|d| onrecord_clean::clean(&d).map(|c| (d, c))) {
            Err(aside) => println!("{}: {}: {}", aside.locator, aside.reason.as_str(), aside.detail),
            Ok((document, cleaned)) => {
                println!("== {}\n{:#?}", document.locator, cleaned.meta);
                let mut parts: Vec<_> = cleaned.body().into_iter().map(|s| (s, "|".to_owned())).collect();
                parts.extend(
                    cleaned.chrome.iter().map(|m| (m.span, format!("{} {}", m.kind.as_str(), m.rule))),
                );
                parts.sort();
                for (span, label) in parts {
                    println!("[{label}] {}", span.of(&cleaned.text));
                }
            }
        }
    }
    Ok(())
}
