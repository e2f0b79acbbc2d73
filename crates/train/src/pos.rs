//! Trains the tagger of parts of speech: an averaged perceptron (Collins 2002).

use crate::corpus::{Error, read_text};
use crate::gold::document;
use crate::random::Random;
use onrecord_annotate::tagging::lexicon::Lexicon;
use onrecord_annotate::tagging::look::{Look, looks};
use onrecord_annotate::tagging::pos::{TAGS, WIDTH, best, features, tag, tag_features, tag_of};
use onrecord_annotate::tagging::weights::Weights;
use std::path::PathBuf;

/// Slots of the table, as a power of two.
pub const BITS: u32 = 18;

/// A tagged document.
#[derive(Clone, Debug)]
pub struct Tagged {
    looks: Vec<Look>,
    starts: Vec<bool>,
    /// The right tag; `None` for a token that the gold standard cuts otherwise.
    tags: Vec<Option<u8>>,
}

/// Reads CoNLL-U files. The text is put together again and cut by this project's own tokeniser, so that the
/// tagger learns on what it will see.
///
/// # Errors
/// If a file cannot be read.
pub fn read(paths: &[PathBuf]) -> Result<Vec<Tagged>, Error> {
    paths.iter().map(|path| Ok(parse(&read_text(path)?))).collect()
}

fn parse(conllu: &str) -> Tagged {
    let mut text = String::new();
    // Where each word of the file starts, and its tag.
    let mut words: Vec<(usize, u8)> = Vec::new();
    // A range of words that is written as one ("don't") stands on a line of its own before them.
    let mut joined_until = 0;
    for line in conllu.lines() {
        if line.is_empty() {
            text.push('\n');
            joined_until = 0;
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let (true, Some(&id)) = (fields.len() == 10, fields.first()) else { continue };
        let space = if fields[9].contains("SpaceAfter=No") { "" } else { " " };
        if let Some((_, to)) = id.split_once('-') {
            joined_until = to.parse().unwrap_or(0);
            words.push((text.len(), u8::MAX));
            text = text + fields[1] + space;
        } else if let Ok(number) = id.parse::<u32>() {
            let tag = tag_of(fields[4]);
            if number <= joined_until {
                if let Some(last) = words.last_mut().filter(|w| w.1 == u8::MAX) {
                    last.1 = tag;
                }
            } else {
                words.push((text.len(), tag));
                text = text + fields[1] + space;
            }
        }
    }
    let doc = document(&text);
    let mut starts = vec![false; doc.tokens.len()];
    doc.sentences.iter().for_each(|s| starts[s.start] = true);
    let of = |token: &onrecord_annotate::structure::Token| {
        let (from, to) = (token.span.start as usize, token.span.end as usize);
        let range = words.partition_point(|w| w.0 < from)..words.partition_point(|w| w.0 < to);
        let inside = words.get(range).filter(|w| w.first().is_some_and(|w| w.0 == from))?;
        // "long-term" is what its last part is; "don't" is what its first part is.
        let hyphen = doc.text[from..to].contains(['-', '‐']);
        let (first, last) = (inside.first()?, inside.last()?);
        Some(if hyphen { last.1 } else { first.1 })
    };
    Tagged { looks: looks(&doc), tags: doc.tokens.iter().map(of).collect(), starts }
}

/// Weights after `epochs` passes over `documents`.
pub fn train(documents: &[Tagged], lexicon: &Lexicon, epochs: usize) -> Weights<WIDTH> {
    let size = 1usize << BITS;
    let mut weights = vec![[0f32; WIDTH]; size];
    let mut sums = vec![[0f64; WIDTH]; size];
    let mut step = 0f64;
    let mut order: Vec<usize> = (0..documents.len()).collect();
    let features: Vec<_> =
        documents.iter().map(|d| features(&d.looks, &lexicon.entries(&d.looks), BITS)).collect();
    for epoch in 0..epochs {
        Random::new(epoch as u64).shuffle(&mut order);
        for &d in &order {
            let document = &documents[d];
            let none = TAGS.len() as u8;
            let (mut left, mut left2) = (none, none);
            for (i, own) in features[d].iter().enumerate() {
                if document.starts[i] {
                    (left, left2) = (none, none);
                }
                let near = tag_features(document.looks[i].word, left, left2, BITS);
                let all = own.iter().chain(&near).map(|&f| f as usize);
                let mut scores = [0f32; WIDTH];
                for f in all.clone() {
                    scores.iter_mut().zip(&weights[f]).for_each(|(s, w)| *s += w);
                }
                let guess = best(&scores[..TAGS.len()]);
                step += 1.0;
                if let Some(right) = document.tags[i].filter(|t| *t != guess && *t != u8::MAX) {
                    for f in all {
                        let (up, down) = (usize::from(right), usize::from(guess));
                        weights[f][up] += 1.0;
                        sums[f][up] += step;
                        weights[f][down] -= 1.0;
                        sums[f][down] -= step;
                    }
                }
                (left, left2) = (guess, left);
            }
        }
    }
    let average = |f: usize| {
        let mut row = [0f32; WIDTH];
        for (tag, to) in row.iter_mut().enumerate() {
            *to = (f64::from(weights[f][tag]) - sums[f][tag] / step) as f32;
        }
        (f as u32, row)
    };
    let rows: Vec<_> = (0..size).map(average).filter(|(_, r)| r.iter().any(|w| w.abs() > 0.05)).collect();
    Weights::quantise(BITS, TAGS.len(), 1.0, &rows)
}

/// Right tags and all tags.
pub fn score(documents: &[Tagged], lexicon: &Lexicon, weights: &Weights<WIDTH>) -> (usize, usize) {
    let (mut right, mut all) = (0, 0);
    for document in documents {
        let tags = tag(&document.looks, &document.starts, &lexicon.entries(&document.looks), weights);
        for (guess, gold) in tags.iter().zip(&document.tags) {
            if let Some(gold) = gold.filter(|g| *g != u8::MAX) {
                all += 1;
                right += usize::from(*guess == gold);
            }
        }
    }
    (right, all)
}
