//! Readers at their work while a build adds articles to what they read.

use crate::client::Client;
use crate::fill::word;
use crate::{Numbers, Outcome, report};
use onrecord_record::{BuildOptions, Record};
use onrecord_serve::{Options, Shared};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

/// Articles that are added at a time.
const BATCH: usize = 20;

pub fn readers(seconds: u64, readers: usize, pause: u64) -> Outcome {
    let dir = tempfile::tempdir()?;
    let record = dir.path().join("story.record");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    build(&record, &["pages", "scraped"].map(|name| samples.join(name)))?;
    let stop = Arc::new(AtomicBool::new(false));
    let builder = {
        let (record, dir, stop) = (record.clone(), dir.path().to_owned(), stop.clone());
        std::thread::spawn(move || add(&record, &dir, &stop))
    };
    let (times, faults) = tokio::runtime::Runtime::new()?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Shared::open(record.clone())?;
        tokio::spawn(onrecord_serve::serve(shared, listener, Options::default(), std::future::pending()));
        let targets = Arc::new(targets(&mut Client::connect(address).await?).await?);
        let end = Instant::now() + Duration::from_secs(seconds);
        let mut tasks = Vec::new();
        for n in 0..readers as u64 {
            let targets = targets.clone();
            tasks.push(tokio::spawn(async move {
                let mut numbers = Numbers(0x9e37_79b9 * (n + 1));
                let (mut times, mut faults) = (Vec::new(), Vec::new());
                let mut client = Client::connect(address).await?;
                while Instant::now() < end {
                    let target = &targets[numbers.below(targets.len() as u64) as usize];
                    let start = Instant::now();
                    let (status, _) = client.get(target).await?;
                    times.push(start.elapsed());
                    if status != 200 {
                        faults.push(format!("{status} {target}"));
                    }
                    tokio::time::sleep(Duration::from_millis(pause)).await;
                }
                Ok::<_, std::io::Error>((times, faults))
            }));
        }
        let (mut times, mut faults) = (Vec::new(), Vec::new());
        for task in tasks {
            match task.await? {
                Ok((more, wrong)) => {
                    times.extend(more);
                    faults.extend(wrong);
                }
                Err(e) => faults.push(e.to_string()),
            }
        }
        Ok::<_, Box<dyn std::error::Error>>((times, faults))
    })?;
    stop.store(true, Ordering::Relaxed);
    let (builds, added) = builder.join().map_err(|_| "the build panicked")??;
    report(&format!("{readers} readers for {seconds} s, {pause} ms between two requests"), times);
    println!("{builds} builds added {added} articles meanwhile; errors: {}", faults.len());
    match faults.first() {
        Some(first) => Err(format!("first error: {first}").into()),
        None => Ok(()),
    }
}

/// What readers open: pages and the API.
async fn targets(client: &mut Client) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut targets: Vec<String> = [
        "/",
        "/search?q=river",
        "/search?kind=direct",
        "/articles",
        "/timeline",
        "/people",
        "/api/v1/summary",
        "/api/v1/statements?q=river",
        "/api/v1/statements?order=date&limit=20",
        "/api/v1/utterances?tellings=2",
        "/api/v1/parties",
    ]
    .map(str::to_owned)
    .to_vec();
    for (list, page) in [("articles", "articles"), ("statements", "statements"), ("utterances", "utterances")]
    {
        let (_, body) = client.get(&format!("/api/v1/{list}?limit=10")).await?;
        let rows: Value = serde_json::from_slice(&body)?;
        for row in rows["rows"].as_array().into_iter().flatten() {
            let id = row["id"].as_str().unwrap_or_default();
            targets.push(format!("/api/v1/{list}/{id}"));
            if page != "statements" {
                targets.push(format!("/{page}/{id}"));
            }
        }
    }
    Ok(targets)
}

/// Adds articles until told to stop; gives how many builds there were and how many articles they added.
fn add(record: &Path, dir: &Path, stop: &AtomicBool) -> Result<(usize, usize), String> {
    let (mut builds, mut numbers) = (0, Numbers(0x1234_5678_9abc));
    while !stop.load(Ordering::Relaxed) {
        let folder = dir.join(format!("more-{builds}"));
        std::fs::create_dir(&folder).map_err(|e| e.to_string())?;
        for n in 0..BATCH {
            let what: Vec<String> = (0..30).map(|_| word(numbers.rank(5_000))).collect();
            let text = format!(
                "News of Dravik {builds} {n}\n\n“The {} river is rising,” said Mira Olten, the mayor of Dravik. {}.\n",
                what[..12].join(" "),
                what[12..].join(" ")
            );
            std::fs::write(folder.join(format!("{n}.txt")), text).map_err(|e| e.to_string())?;
        }
        build(record, &[folder]).map_err(|e| e.to_string())?;
        builds += 1;
    }
    Ok((builds, builds * BATCH))
}

fn build(record: &Path, inputs: &[PathBuf]) -> onrecord_record::Result<()> {
    let mut record = Record::create(record)?;
    record.build(inputs, &BuildOptions::default(), &())?;
    record.close()
}
