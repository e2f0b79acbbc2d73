//! The accurate tier's file of weights from those that `accurate/train.py` writes: rounds them to 8 bits, tries
//! how to put the tiers together on annotated articles, and fits the confidence there.
//!
//! `cargo run --release -p onrecord-train --example pack -- WEIGHTS VOCABULARY ARTICLES_DIR OUTPUT`

use onrecord_annotate::tagging::{Encoder, Model, encoder};
use onrecord_train::accurate::{Arrays, Prepared, SETTINGS, SHAPE, settle};
use onrecord_train::corpus;
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [weights, vocabulary, articles, output] = &args[..] else {
        return Err("give the weights, the vocabulary, a folder of annotated articles and the output".into());
    };
    let (bytes, list) = (fs::read(weights)?, fs::read_to_string(vocabulary)?);
    let arrays = Arrays::read(&bytes)?;
    let mut settled = SETTINGS;
    let mut encoder = Encoder::read(&encoder::write(&list, SHAPE, &settled, |name| arrays.get(name))?)?;
    let articles = corpus::read(Path::new(articles))?;
    let model = Model::built_in();
    let prepared: Vec<Prepared> = articles.iter().map(|a| Prepared::new(a, model, &encoder)).collect();
    settle(&prepared, model, &mut encoder, |line| eprintln!("{line}"));
    settled = encoder.settings;
    let file = encoder::write(&list, SHAPE, &settled, |name| arrays.get(name))?;
    fs::write(output, &file)?;
    println!("{output}: {} bytes", file.len());
    Ok(())
}
