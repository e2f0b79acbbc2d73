//! The server under load.
//!
//! `cargo bench -p onrecord-serve --bench serve -- fill RECORD STATEMENTS` fills a record with invented statements;
//! `… -- search RECORD` measures searches on it over HTTP, each asked once and then again;
//! `… -- readers [SECONDS] [READERS] [PAUSE_MS]` lets readers read the samples while a build adds articles.

mod client;
mod fill;
mod readers;
mod search;

use std::time::Duration;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let number = |at: usize, usual: u64| args.get(at).map_or(Ok(usual), |a| a.parse());
    match args[..] {
        ["fill", record, statements] => fill::fill(record.as_ref(), statements.parse()?),
        ["search", record] => search::search(record.as_ref()),
        ["readers", ..] => readers::readers(number(1, 60)?, number(2, 200)? as usize, number(3, 0)?),
        // Without arguments a run of seconds, to see that it works.
        [] => {
            let dir = tempfile::tempdir()?;
            let record = dir.path().join("generated.record");
            fill::fill(&record, 5_000)?;
            search::search(&record)?;
            readers::readers(3, 20, 0)
        }
        _ => {
            Err("give fill RECORD STATEMENTS, search RECORD, or readers [SECONDS] [READERS] [PAUSE_MS]"
                .into())
        }
    }
}

/// Prints how long answers took.
fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| {
        let i = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len()) - 1;
        times[i].as_secs_f64() * 1000.0
    };
    match times.len() {
        0 => println!("{what}: no answers"),
        n => println!(
            "{what}: {n} answers, p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
            at(0.5),
            at(0.9),
            at(0.99),
            at(1.0)
        ),
    }
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    /// 0 to `n`, small ones more often: as often as words of that rank are used (Zipf).
    fn rank(&mut self, n: u64) -> u64 {
        let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((n as f64).powf(share) as u64).clamp(1, n) - 1
    }
}
