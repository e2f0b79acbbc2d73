//! Measures how fast and how well shared text is found in what `generate` printed.
//!
//! usage: cargo run --release -p onrecord-link --example measure -- articles.jsonl [PREDICTED.jsonl]
//!
//! Prints CPU-seconds (user and system, all threads; from /proc, so on Linux alone) from the file's bytes to
//! verified pairs, then precision over the derivations and recall by kind of copy (a
//! text that went round is found if it and its source are paired with the same third article), the part of
//! directed derivations that point the right way, and the part of articles with the right origin. PREDICTED,
//! if given, are pairs that another program found, `["id", "id"]` a line, scored the same way.

use onrecord_link::Article;
use onrecord_link::origin::{derivations, origins};
use onrecord_link::reuse::{Bare, Options, shared};
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

#[derive(Deserialize)]
struct Row {
    id: String,
    gold: Gold,
}

#[derive(Deserialize)]
struct Gold {
    kind: String,
    source: Option<String>,
    paragraphs: Vec<String>,
}

/// User and system time of this process in seconds.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 14 and 15, counted behind the program's name, in hundredths of a second.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let field = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok()).unwrap_or(f64::NAN);
    (field(11) + field(12)) / 100.0
}

/// The most memory that this process has held, in MB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or("usage: measure articles.jsonl [PREDICTED.jsonl]")?;
    let predicted = args.next();

    let start = cpu();
    let json = std::fs::read_to_string(&file)?;
    let lines: Vec<&str> = json.lines().collect();
    let rows = lines.par_iter().map(|line| serde_json::from_str(line)).collect::<Result<Vec<Bare>, _>>()?;
    let articles: Vec<Article> = rows.par_iter().map(Bare::article).collect();
    let read = cpu();
    let found = shared(&articles, &Options::default())?;
    let end = cpu();
    let n = articles.len() as f64;
    println!(
        "{n} articles, {} MB: {:.2} CPU-s to read, {:.2} to find {} pairs: {:.0} articles/CPU-s; peak {} MB",
        json.len() >> 20,
        read - start,
        end - read,
        found.len(),
        n / (end - start),
        peak()
    );
    let derived = derivations(&articles, &found)?;
    let roots = origins(&articles, &derived);
    println!("{} derivations and origins in {:.2} CPU-s", derived.len(), cpu() - end);

    let gold = lines.par_iter().map(|line| serde_json::from_str(line)).collect::<Result<Vec<Row>, _>>()?;
    let index: HashMap<&str, usize> = gold.iter().enumerate().map(|(i, row)| (row.id.as_str(), i)).collect();
    let pairs: Vec<(usize, usize)> = match predicted {
        None => derived.iter().map(|d| (d.copy.min(d.source), d.copy.max(d.source))).collect(),
        Some(path) => {
            let text = std::fs::read_to_string(path)?;
            let pairs = text.lines().map(|line| {
                let (a, b): (String, String) = serde_json::from_str(line)?;
                let at = |id: &str| index.get(id).copied().ok_or_else(|| format!("no article {id}"));
                let (a, b) = (at(&a)?, at(&b)?);
                Ok((a.min(b), a.max(b)))
            });
            pairs.collect::<Result<_, Box<dyn std::error::Error>>>()?
        }
    };
    score(&gold, &index, &pairs);

    let (mut right, mut directed) = (0, 0);
    for d in derived.iter().filter(|d| d.directed) {
        // Only where one of the two was made from the other is the direction known.
        let made_from =
            |copy: usize, source: usize| gold[copy].gold.source.as_deref() == Some(gold[source].id.as_str());
        directed += usize::from(made_from(d.copy, d.source) || made_from(d.source, d.copy));
        right += usize::from(made_from(d.copy, d.source));
    }
    println!("direction right in {:.4} of {directed}", right as f64 / directed as f64);
    let right = gold.iter().enumerate().filter(|(i, row)| {
        let source = row.gold.source.as_deref().filter(|_| row.gold.kind != "lifted");
        roots[*i] == source.map_or(*i, |id| index[id])
    });
    println!("origin right for {:.4} of the articles", right.count() as f64 / n);
    Ok(())
}

fn score(gold: &[Row], index: &HashMap<&str, usize>, pairs: &[(usize, usize)]) {
    let paragraphs: Vec<HashSet<&str>> =
        gold.iter().map(|row| row.gold.paragraphs.iter().map(String::as_str).collect()).collect();
    let true_pairs = pairs.iter().filter(|&&(a, b)| !paragraphs[a].is_disjoint(&paragraphs[b]));
    println!("pairs {}, precision {:.5}", pairs.len(), true_pairs.count() as f64 / pairs.len() as f64);
    let mut near: HashMap<usize, HashSet<usize>> = HashMap::new();
    for &(a, b) in pairs {
        near.entry(a).or_default().insert(b);
        near.entry(b).or_default().insert(a);
    }
    let none = HashSet::new();
    let found = |a: usize, b: usize| {
        let (of_a, of_b) = (near.get(&a).unwrap_or(&none), near.get(&b).unwrap_or(&none));
        let shares = |c: &usize| {
            !paragraphs[a].is_disjoint(&paragraphs[*c]) && !paragraphs[b].is_disjoint(&paragraphs[*c])
        };
        of_a.contains(&b) || of_a.intersection(of_b).any(shares)
    };
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (copy, row) in gold.iter().enumerate() {
        // A lifted text whose source had nothing to lift is no copy.
        let Some(source) = row.gold.source.as_deref().map(|id| index[id]) else { continue };
        if paragraphs[copy].is_disjoint(&paragraphs[source]) {
            continue;
        }
        let (hits, all) = kinds.entry(&row.gold.kind).or_default();
        *all += 1;
        *hits += usize::from(found(copy, source));
    }
    for (kind, (hits, all)) in kinds {
        println!("  {kind:9} recall {:.4} of {all}", hits as f64 / all as f64);
    }
}
