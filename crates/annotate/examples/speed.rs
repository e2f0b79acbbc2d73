//! How many articles a second are annotated on one core: `cargo run --release -p onrecord-annotate --example
//! speed -- DIR/*.txt`. Every file is read first; the time is that of annotating all of them ten times.

use onrecord_annotate::{Input, annotate};
use onrecord_text::Span;

fn main() -> std::io::Result<()> {
    let texts: Vec<String> =
        std::env::args().skip(1).map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    let published = "2016-07-01".parse().ok();
    let (start, rounds) = (std::time::Instant::now(), 10);
    let mut statements = 0;
    for text in (0..rounds).flat_map(|_| &texts) {
        let body = [Span::new(0, text.len())];
        statements += annotate(&Input { text, body: &body, published, byline: None }).statements.len();
    }
    let seconds = start.elapsed().as_secs_f64();
    let articles = texts.len() * rounds;
    println!(
        "{articles} articles, {statements} statements, {:.3} s, {:.0} articles a second",
        seconds,
        articles as f64 / seconds.max(1e-9)
    );
    Ok(())
}
