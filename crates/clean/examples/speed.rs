//! Cleans the documents of some files again and again for a few seconds and says how many a second.
//!
//! usage: speed FILE…

use onrecord_read::{Options, Reader, decode};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let inputs: Vec<_> = std::env::args_os().skip(1).map(Into::into).collect();
    let documents: Vec<_> = Reader::new(&inputs, Options::default())?
        .filter_map(Result::ok)
        .filter_map(|d| decode(d).ok())
        .collect();
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    let mut longest = (0.0, "");
    let (start, mut rounds) = (Instant::now(), 0);
    while start.elapsed().as_secs_f64() < 3.0 {
        for document in &documents {
            let one = Instant::now();
            std::hint::black_box(onrecord_clean::clean(document).is_ok());
            let took = one.elapsed().as_secs_f64();
            if took > longest.0 {
                longest = (took, &document.locator);
            }
        }
        rounds += 1;
    }
    let seconds = start.elapsed().as_secs_f64() / f64::from(rounds);
    println!(
        "{} documents, {:.0} a second, {:.1} MB a second; longest {:.3} s: {}",
        documents.len(),
        documents.len() as f64 / seconds,
        bytes as f64 / 1e6 / seconds,
        longest.0,
        longest.1
    );
    Ok(())
}
