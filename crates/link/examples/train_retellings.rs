//! Trains the weights of `utterance/model.rs`.
//!
//! usage: train_retellings dump FILE.jsonl > FEATURES     features of the compared pairs
//!        train_retellings fit FEATURES… [-- FEATURES…]   weights, and how they do on what follows "--"
//!
//! A line of a FILE is `{"segment": N, "text": …}`; lines of one segment tell the same thing.

use onrecord_link::Claim;
use onrecord_link::utterance::{FEATURES, NAMES, compared};
use onrecord_text::{Id, Span};
use std::error::Error;
use std::io::Write as _;

/// A pair: whether it tells the same thing, and its features.
type Row = (bool, Vec<f64>);
/// Keeps weights small: the strength of the ridge penalty.
const RIDGE: f64 = 1.;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((command, [file])) if command == "dump" => dump(file),
        Some((command, files)) if command == "fit" => {
            let (train, test) = match files.iter().position(|f| f == "--") {
                Some(at) => (&files[..at], &files[at + 1..]),
                None => (files, files),
            };
            let rows = read(train)?;
            let weights = fit(&rows);
            for (name, weight) in NAMES.iter().zip(&weights) {
                println!("    {weight:.3}, // {name}");
            }
            for file in test {
                report(file, &read(std::slice::from_ref(file))?, &weights);
            }
            Ok(())
        }
        _ => Err("usage: train_retellings dump FILE.jsonl | fit FEATURES… [-- FEATURES…]".into()),
    }
}

/// Prints a line a compared pair: 1 or 0, then the features.
fn dump(path: &str) -> Result<(), Box<dyn Error>> {
    let rows: Vec<serde_json::Value> =
        std::fs::read_to_string(path)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let texts: Vec<&str> = rows.iter().map(|r| r["text"].as_str().unwrap_or("")).collect();
    let claims: Vec<Claim> = (texts.iter().enumerate())
        .map(|(i, text)| Claim {
            id: Id::new('s', &[i.to_string()]),
            article: i,
            text,
            content: vec![Span::new(0, text.len())],
            quoted: false,
            speaker: None,
            time: None,
        })
        .collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for pair in compared(&claims)? {
        write!(out, "{}", u8::from(rows[pair.a]["segment"] == rows[pair.b]["segment"]))?;
        pair.features.iter().try_for_each(|f| write!(out, " {f}"))?;
        writeln!(out)?;
    }
    Ok(())
}

fn read(files: &[String]) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(file)?.lines() {
            let numbers: Vec<f64> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
            let (same, features) = numbers.split_first().ok_or("an empty line")?;
            if features.len() != FEATURES {
                return Err(format!("{file} has {} features, not {FEATURES}", features.len()).into());
            }
            rows.push((*same > 0.5, features.to_vec()));
        }
    }
    Ok(rows)
}
/// Logistic regression by Newton's method.
fn fit(rows: &[Row]) -> Vec<f64> {
    let n = rows.first().map_or(0, |r| r.1.len());
    let mut weights = vec![0.; n];
    for _ in 0..20 {
        let mut gradient: Vec<f64> = weights.iter().map(|w| -RIDGE * w).collect();
        let mut curve = vec![vec![0.; n]; n];
        (0..n).for_each(|i| curve[i][i] = RIDGE);
        for (same, features) in rows {
            let p = 1. / (1. + (-dot(features, &weights)).exp());
            let (error, spread) = (f64::from(u8::from(*same)) - p, p * (1. - p));
            for i in 0..n {
                gradient[i] += error * features[i];
                (0..n).for_each(|j| curve[i][j] += spread * features[i] * features[j]);
            }
        }
        let step = solve(curve, gradient);
        weights.iter_mut().zip(&step).for_each(|(w, s)| *w += s);
    }
    weights
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Solves `matrix · x = right` by Gauss and Jordan's elimination; the matrix is positive definite.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    for i in 0..right.len() {
        let pivot = matrix[i][i];
        matrix[i].iter_mut().for_each(|x| *x /= pivot);
        right[i] /= pivot;
        let (row, value) = (matrix[i].clone(), right[i]);
        for k in (0..right.len()).filter(|&k| k != i) {
            let factor = matrix[k][i];
            matrix[k].iter_mut().zip(&row).for_each(|(x, y)| *x -= factor * y);
            right[k] -= factor * value;
        }
    }
    right
}

/// The best F1 that a threshold on single pairs reaches.
fn report(file: &str, rows: &[Row], weights: &[f64]) {
    let mut odds: Vec<(f64, bool)> = rows.iter().map(|(same, f)| (dot(f, weights), *same)).collect();
    odds.sort_by(|x, y| y.0.total_cmp(&x.0));
    let all = odds.iter().filter(|o| o.1).count() as f64;
    let (mut right, mut best) = (0., (0., 0.));
    for (i, (at, same)) in odds.iter().enumerate() {
        right += f64::from(u8::from(*same));
        let f1 = 2. * right / (i as f64 + 1. + all);
        if f1 > best.0 {
            best = (f1, *at);
        }
    }
    println!("{file}: {} pairs, {all} the same; F1 {:.4} at odds {:.2}", rows.len(), best.0, best.1);
}
