//! Searches on a big record: what persons type, each asked once and then again.

use crate::client::{Client, escaped};
use crate::fill::{name, word};
use crate::{Numbers, Outcome, report};
use onrecord_serve::{Options, Shared};
use std::path::Path;
use std::time::Instant;
use tokio::net::TcpListener;

const SEARCHES: usize = 1000;
/// Words so common that nobody looks for them alone: they are measured apart.
const COMMON: u64 = 50;
const RARE: u64 = 50_000;

pub fn search(path: &Path) -> Outcome {
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Shared::open(path.to_owned())?;
        tokio::spawn(onrecord_serve::serve(shared, listener, Options::default(), std::future::pending()));
        let mut client = Client::connect(address).await?;
        let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
        let mixed: Vec<String> = (0..SEARCHES).map(|_| query(&mut numbers)).collect();
        let words: Vec<String> = (0..SEARCHES).map(|_| format!("q={}", words(&mut numbers))).collect();
        let common: Vec<String> = (0..20).map(|rank| format!("q={}", word(rank))).collect();
        for (what, queries) in
            [("words", words), ("words and conditions", mixed), ("the 20 commonest words", common)]
        {
            for time in ["asked once", "asked again"] {
                let mut times = Vec::new();
                for query in &queries {
                    let target = format!("/api/v1/statements?{query}");
                    let start = Instant::now();
                    let (status, body) = client.get(&target).await?;
                    let took = start.elapsed();
                    if status != 200 {
                        return Err(format!("{target}: {status} {}", String::from_utf8_lossy(&body)).into());
                    }
                    if std::env::var_os("SLOW").is_some() && took.as_millis() > 40 {
                        println!("{} ms  {query}", took.as_millis());
                    }
                    times.push(took);
                }
                report(&format!("{what}, {time}"), times);
            }
        }
        Ok(())
    })
}

/// One to three words, rarer than the commonest.
fn words(numbers: &mut Numbers) -> String {
    let count = 1 + numbers.below(3);
    let one = |numbers: &mut Numbers| loop {
        let rank = numbers.rank(RARE);
        if rank >= COMMON {
            return word(rank);
        }
    };
    (0..count).map(|_| one(numbers)).collect::<Vec<_>>().join("+")
}

/// Words, conditions, or both.
fn query(numbers: &mut Numbers) -> String {
    let mut parts = Vec::new();
    if numbers.below(5) > 0 {
        parts.push(format!("q={}", words(numbers)));
    }
    if numbers.below(3) == 0 {
        parts.push(format!("speaker={}", escaped(&name(numbers.rank(2_000)))));
    }
    if numbers.below(4) == 0 {
        parts.push(format!("from=2031-{:02}", 1 + numbers.below(12)));
    }
    if numbers.below(4) == 0 {
        parts.push(format!("kind={}", ["direct", "mixed", "indirect"][numbers.below(3) as usize]));
    }
    if numbers.below(5) == 0 {
        parts.push(format!("outlet=The+{}+Courier", word(numbers.rank(200))));
    }
    if numbers.below(3) == 0 {
        parts.push("order=date".into());
    }
    parts.join("&")
}
