//! Articles a second on one core: the whole annotation by either tier, and times alone, beside a pass that only
//! reads the words.
//!
//! `cargo bench --bench annotate`. Reads PolNeAR dev where `ONRECORD_SHARED` (or `../shared`) has it, else the
//! samples' plain texts. The accurate tier is left out where its weights are not in `crates/annotate/models`.

use onrecord_annotate::tagging::{Encoder, Engine};
use onrecord_annotate::time::timexes;
use onrecord_annotate::{Input, annotate, annotate_with, structure::Document};
use onrecord_text::{Span, words};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Each measurement is the best of so many rounds over all articles.
const ROUNDS: usize = 15;
/// The same for the accurate tier, which takes seconds.
const ACCURATE_ROUNDS: usize = 3;

fn main() {
    let (name, texts) = corpus();
    let bytes: usize = texts.iter().map(String::len).sum();
    let body: Vec<[Span; 1]> = texts.iter().map(|t| [Span::new(0, t.len())]).collect();
    let published = "2016-09-15".parse().ok();
    let tokens: usize = texts.iter().zip(&body).map(|(t, b)| Document::new(t, b).tokens.len()).sum();
    println!("{name}: {} articles, {tokens} tokens, {} kB each", texts.len(), bytes / texts.len() / 1000);

    let each = |f: &dyn Fn(&str, &[Span])| texts.iter().zip(&body).for_each(|(t, b)| f(t, b));
    let plain = best(ROUNDS, &|| {
        each(&|text, body| assert!(words(text, body[0]).map(|w| w.folded.len()).sum::<usize>() > 0))
    });
    let structure = best(ROUNDS, &|| each(&|text, body| drop(black_box(Document::new(text, body)))));
    let whole = best(ROUNDS, &|| {
        each(&|text, body| drop(black_box(annotate(&Input { text, body, published, byline: None }))));
    });
    let times = best(ROUNDS, &|| each(&|text, body| drop(black_box(timexes(text, body, published)))));
    let mut rows =
        vec![("folded words only", plain), ("times", times), ("structure", structure), ("annotate", whole)];
    if let Some(encoder) = encoder() {
        let engine = Engine::new(Some(&encoder));
        let work = || {
            each(&|text, body| {
                drop(black_box(annotate_with(&Input { text, body, published, byline: None }, engine)));
            });
        };
        rows.push(("annotate, accurate", on_one_core(|| best(ACCURATE_ROUNDS, &work))));
    }
    for (what, time) in rows {
        let rate = texts.len() as f64 / time.as_secs_f64();
        let speed = bytes as f64 / 1e6 / time.as_secs_f64();
        let ratio = time.as_secs_f64() / plain.as_secs_f64();
        let words = tokens as f64 / time.as_secs_f64();
        println!(
            "{what:<18} {rate:>9.1} articles/s  {words:>9.0} tokens/s  {speed:>7.2} MB/s  {ratio:>8.2} x the words"
        );
    }
}

/// The accurate tier's weights, if they are there.
fn encoder() -> Option<Encoder> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/accurate.bin");
    let bytes = std::fs::read(path).ok()?;
    Encoder::read(&bytes).ok()
}

/// Products of matrices are shared out over the threads of the pool that they are run in.
fn on_one_core<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

fn best(rounds: usize, work: &dyn Fn()) -> Duration {
    (0..rounds)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn corpus() -> (&'static str, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var_os("ONRECORD_SHARED").map_or(root.join("../shared"), PathBuf::from);
    let dev = read(&shared.join("data/polnear/dev/text"));
    if dev.is_empty() { ("samples", read(&root.join("samples/scraped"))) } else { ("PolNeAR dev", dev) }
}

/// The `.txt` files of a folder, by name; none if there is no such folder.
fn read(folder: &Path) -> Vec<String> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|e| e.path()).collect())
        .unwrap_or_default();
    paths.sort();
    paths
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .filter_map(|p| std::fs::read_to_string(p).ok())
        .filter(|t| !t.trim().is_empty())
        .collect()
}
